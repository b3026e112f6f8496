/* SPDX-License-Identifier: Apache-2.0 */
#include "knowledge/record.h"

#include <stdarg.h>

enum { most_fields = TXC_MOST_COLUMNS };

static void add_problem (txc_loader *loader, txc_severity severity, txc_span span, const char *hint, const char *format,
                         va_list arguments) TXC_PRINTF (5, 0);

static void
add_problem (txc_loader *loader, txc_severity severity, txc_span span, const char *hint, const char *format,
             va_list arguments)
{
  txc_buffer message = { 0 };
  txc_buffer_vprintf (&message, format, arguments);
  if (message.failed)
    loader->failed = true;
  else
    txc_diagnostics_add (loader->diagnostics, severity, span, loader->tree->source, hint, "%s",
                         txc_buffer_string (&message));
  txc_buffer_release (&message);
}

void
txc_loader_error (txc_loader *loader, uint32_t node, const char *hint, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  add_problem (loader, TXC_SEVERITY_ERROR, txc_tree_span (loader->tree, node), hint, format, arguments);
  va_end (arguments);
}

void
txc_loader_warning (txc_loader *loader, uint32_t node, const char *hint, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  add_problem (loader, TXC_SEVERITY_WARNING, txc_tree_span (loader->tree, node), hint, format, arguments);
  va_end (arguments);
}

void
txc_loader_error_at (txc_loader *loader, uint32_t map, const char *key, const char *hint, const char *format, ...)
{
  uint32_t node = txc_tree_find (loader->tree, map, key);
  va_list arguments;
  va_start (arguments, format);
  add_problem (loader, TXC_SEVERITY_ERROR, txc_tree_span (loader->tree, node ? node : map), hint, format, arguments);
  va_end (arguments);
}

static const char *
suggest (txc_loader *loader, txc_text nearest)
{
  if (!nearest.data)
    return NULL;
  return txc_arena_printf (&loader->scratch, "did you mean '%.*s'?", (int)nearest.length, nearest.data);
}

const char *
txc_loader_did_you_mean (txc_loader *loader, const txc_map *map, txc_text name)
{
  return suggest (loader, txc_map_nearest (map, name));
}

const char *
txc_loader_did_you_mean_word (txc_loader *loader, const char *const *words, txc_text name)
{
  size_t best = name.length < 6 ? 2 : name.length / 3 + 1;
  txc_text nearest = { NULL, 0 };
  for (size_t i = 0; words[i]; i++) {
    size_t distance = txc_text_distance (name, txc_text_of (words[i]), best);
    if (distance < best) {
      best = distance;
      nearest = txc_text_of (words[i]);
    }
  }
  return suggest (loader, nearest);
}

void *
txc_loader_array (txc_loader *loader, size_t count, size_t size)
{
  void *memory = txc_arena_array (loader->arena, count, size);
  if (!memory)
    loader->failed = true;
  return memory;
}

/* ---- one record --------------------------------------------------------------- */

/* Keys mostly come in the order of the table: look from behind the last one. */
static size_t
find_field (const txc_shape *shape, const char *name, size_t start)
{
  for (size_t at = start; at < shape->field_count; at++)
    if (strcmp (shape->fields[at].name, name) == 0)
      return at;
  for (size_t at = 0; at < start; at++)
    if (strcmp (shape->fields[at].name, name) == 0)
      return at;
  return shape->field_count;
}

/* The keys of a row are the very strings of the table's first line, in its order. */
static size_t
find_column (const txc_loader *loader, const txc_shape *shape, uint32_t key, size_t *next)
{
  for (size_t i = *next; i < loader->column_count; i++)
    if (loader->columns[i].key == key) {
      *next = i + 1;
      return loader->columns[i].field;
    }
  return shape->field_count;
}

static const char *
nearest_key (txc_loader *loader, const txc_shape *shape, const char *key)
{
  const char *names[most_fields + 1] = { NULL };
  txc_buffer all = { 0 };
  for (size_t i = 0; i < shape->field_count && i < most_fields; i++) {
    names[i] = shape->fields[i].name;
    txc_buffer_printf (&all, "%s%s", i ? ", " : "its keys are ", names[i]);
  }
  const char *hint = txc_loader_did_you_mean_word (loader, names, txc_text_of (key));
  if (!hint)
    hint = txc_arena_copy (&loader->scratch, txc_buffer_text (&all));
  txc_buffer_release (&all);
  return hint;
}

static void
complain_of_key (txc_loader *loader, const txc_shape *shape, uint32_t node, bool duplicate)
{
  const char *key = txc_tree_key (loader->tree, node);
  txc_span span = txc_tree_key_span (loader->tree, node);
  if (duplicate)
    txc_diagnostics_add (loader->diagnostics, TXC_SEVERITY_ERROR, span, loader->tree->source, "keep one of them",
                         "key '%s' is there twice", key);
  else
    txc_diagnostics_add (loader->diagnostics, TXC_SEVERITY_ERROR, span, loader->tree->source,
                         nearest_key (loader, shape, key), "unknown key '%s' of %s", key, shape->what);
}

static void
complain_of_missing (txc_loader *loader, const txc_shape *shape, uint32_t node, uint64_t seen)
{
  uint32_t id = txc_tree_find (loader->tree, node, "id");
  for (size_t i = 0; i < shape->field_count; i++) {
    const txc_field *field = &shape->fields[i];
    if (!field->required || seen >> i & 1)
      continue;
    if (id && loader->tree->nodes[id].kind == TXC_NODE_SCALAR)
      txc_loader_error (loader, id, NULL, "%s '%s' has no '%s'", shape->what, txc_tree_text (loader->tree, id),
                        field->name);
    else
      txc_loader_error (loader, node, NULL, "this %s has no '%s'", shape->what, field->name);
  }
}

/* What is not said of the verification follows from the sources. */
static void
finish_provenance (txc_loader *loader, uint32_t node, txc_provenance *provenance)
{
  bool all_read = provenance->citation_count > 0;
  const txc_source *unread = NULL;
  for (size_t i = 0; i < provenance->citation_count; i++)
    if (!provenance->citations[i].source->read) {
      all_read = false;
      unread = unread ? unread : provenance->citations[i].source;
    }
  provenance->span = txc_tree_span (loader->tree, node);
  if (loader->verification >= 0)
    provenance->verification = (txc_verification)loader->verification;
  else
    provenance->verification = all_read ? TXC_VERIFICATION_READ : TXC_VERIFICATION_UNVERIFIED;
  if (loader->verification == TXC_VERIFICATION_READ && unread)
    txc_loader_error (loader, loader->verification_node, "give the source a `read` date, or say unverified",
                      "marked read, but source '%s' was not read", unread->id);
}

static uint64_t
read_fields (txc_loader *loader, const txc_shape *shape, uint32_t node, void *record)
{
  const txc_tree *tree = loader->tree;
  uint64_t seen = 0;
  size_t next = 0;
  bool table = loader->column_count > 0;
  for (uint32_t i = txc_tree_first (node); i < tree->nodes[node].end; i = tree->nodes[i].end) {
    size_t at = table ? find_column (loader, shape, tree->nodes[i].key, &next)
                      : find_field (shape, txc_tree_key (tree, i), next);
    bool known = at < shape->field_count, duplicate = known && seen >> at & 1;
    if (!known || duplicate) {
      if (!table)
        complain_of_key (loader, shape, i, duplicate);
      continue;
    }
    seen |= (uint64_t)1 << at;
    next = table ? next : at + 1;
    const txc_field *field = &shape->fields[at];
    field->read (loader, field, i, (char *)record + field->offset);
  }
  return seen;
}

void
txc_record_read (txc_loader *loader, const txc_shape *shape, uint32_t node, void *record)
{
  if (loader->tree->nodes[node].kind != TXC_NODE_MAP) {
    txc_loader_error (loader, node, "write it as keys with their values", "this is no %s", shape->what);
    return;
  }
  int outer = loader->verification;
  uint32_t outer_node = loader->verification_node;
  loader->verification = -1;
  uint64_t seen = read_fields (loader, shape, node, record);
  complain_of_missing (loader, shape, node, seen);
  if (shape->provenance != TXC_NO_PROVENANCE)
    finish_provenance (loader, node, (txc_provenance *)(void *)((char *)record + shape->provenance));
  if (shape->check)
    shape->check (loader, node, record);
  loader->verification = outer;
  loader->verification_node = outer_node;
}

/* ---- many ---------------------------------------------------------------------- */

static void
store_list (void *items, void *records)
{
  memcpy (items, &records, sizeof records);
}

void
txc_records_read (txc_loader *loader, const txc_shape *shape, uint32_t node, void *items, size_t *count)
{
  const txc_node *nodes = loader->tree->nodes;
  if (!txc_loader_is_list (loader, node))
    return;
  char *records = txc_loader_array (loader, nodes[node].length, shape->size);
  if (!records)
    return;
  store_list (items, records);
  *count = nodes[node].length;
  for (uint32_t i = txc_tree_first (node); i < nodes[node].end; i = nodes[i].end, records += shape->size)
    txc_record_read (loader, shape, i, records);
}

/* The columns of a table are checked once, not in each row. */
static void
check_columns (txc_loader *loader, const txc_shape *shape, uint32_t names)
{
  const txc_tree *tree = loader->tree;
  uint64_t seen = 0;
  for (uint32_t i = txc_tree_first (names); i < tree->nodes[names].end; i = tree->nodes[i].end) {
    const char *name = txc_tree_text (tree, i);
    size_t at = find_field (shape, name, 0);
    if (at < shape->field_count) {
      seen |= (uint64_t)1 << at;
      loader->columns[loader->column_count].key = tree->nodes[i].text;
      loader->columns[loader->column_count++].field = at;
    } else
      txc_loader_error (loader, i, nearest_key (loader, shape, name), "unknown column '%s'", name);
  }
  for (size_t i = 0; i < shape->field_count; i++)
    if (shape->fields[i].required && !(seen >> i & 1))
      txc_loader_error (loader, names, NULL, "there is no column '%s'", shape->fields[i].name);
}

void
txc_rows_read (txc_loader *loader, const txc_shape *shape, void *items, size_t *count)
{
  const txc_node *nodes = loader->tree->nodes;
  uint32_t names = txc_tree_first (0);
  loader->column_count = 0;
  check_columns (loader, shape, names);
  size_t rows = nodes[0].length - 1;
  char *records = txc_loader_array (loader, rows, shape->size);
  if (!records || !loader->column_count)
    return;
  store_list (items, records);
  *count = rows;
  for (uint32_t i = nodes[names].end; i < nodes[0].end; i = nodes[i].end, records += shape->size)
    txc_record_read (loader, shape, i, records);
  loader->column_count = 0;
}

/* ---- ids and what they name ------------------------------------------------------ */

const txc_reference txc_reference_kinds[TXC_REFERENCES] = {
  TXC_REFERENCE_SOURCE,     TXC_REFERENCE_FEATURE,    TXC_REFERENCE_CLASS,       TXC_REFERENCE_MEDICINE,
  TXC_REFERENCE_TREATMENT,  TXC_REFERENCE_INDICATION, TXC_REFERENCE_INSTRUMENT,  TXC_REFERENCE_EFFECT,
  TXC_REFERENCE_OUTCOME,    TXC_REFERENCE_TRIAL,      TXC_REFERENCE_CODE_SYSTEM, TXC_REFERENCE_POPULATION,
  TXC_REFERENCE_ARM,        TXC_REFERENCE_CONTRAST,   TXC_REFERENCE_CLAIM,       TXC_REFERENCE_RULE
};

static const char *
noun_of (txc_reference kind)
{
  static const char *const nouns[TXC_REFERENCES] = { "source",  "feature",    "class",      "medicine",
                                                     "treatment", "indication", "instrument", "effect",
                                                     "outcome", "trial",      "code system", "population",
                                                     "row",     "row",        "claim",      "rule" };
  return nouns[kind];
}

void *
txc_loader_lookup (txc_loader *loader, txc_reference kind, txc_text id)
{
  /* Equal strings of a tree are one string: mostly the pointers tell. */
  if (id.data == loader->last[kind].id.data && id.length == loader->last[kind].id.length)
    return loader->last[kind].object;
  void *found = txc_map_get (loader->maps[kind], id);
  if (found) {
    loader->last[kind].id = id;
    loader->last[kind].object = found;
  }
  return found;
}

void *
txc_loader_find (txc_loader *loader, txc_reference kind, uint32_t node, txc_text id)
{
  void *found = txc_loader_lookup (loader, kind, id);
  if (!found && !loader->incomplete[kind])
    txc_loader_error (loader, node, txc_loader_did_you_mean (loader, loader->maps[kind], id), "unknown %s '%.*s'",
                      noun_of (kind), (int)id.length, id.data);
  return found;
}

/* The line of the same key with the same value further up; 0 if in another file. */
static size_t
first_line (const txc_tree *tree, uint32_t node)
{
  for (uint32_t i = 0; i < node; i++)
    if (tree->nodes[i].kind == TXC_NODE_SCALAR && strcmp (txc_tree_key (tree, i), txc_tree_key (tree, node)) == 0
        && strcmp (txc_tree_text (tree, i), txc_tree_text (tree, node)) == 0)
      return tree->nodes[i].line;
  return 0;
}

void
txc_loader_register (txc_loader *loader, txc_reference kind, uint32_t node, const char *id, void *object)
{
  txc_text name = txc_text_of (id);
  if (!loader->trusted && txc_map_get (loader->maps[kind], name)) {
    size_t line = first_line (loader->tree, node);
    const char *hint = line ? txc_arena_printf (&loader->scratch, "first in line %zu", line) : NULL;
    txc_loader_error (loader, node, hint, "%s '%s' is there twice", noun_of (kind), id);
    return;
  }
  if (!txc_map_put (loader->maps[kind], loader->arena, name, object))
    loader->failed = true;
}

/* ---- later ----------------------------------------------------------------------- */

void
txc_loader_defer (txc_loader *loader, txc_field_reader read, const txc_field *field, uint32_t node, void *target)
{
  txc_pending *grown = txc_arena_grow (&loader->scratch, loader->pending, loader->pending_count,
                                       &loader->pending_capacity, sizeof *grown);
  if (!grown) {
    loader->failed = true;
    return;
  }
  loader->pending = grown;
  grown[loader->pending_count++]
    = (txc_pending){ .read = read, .field = field, .tree = loader->tree, .node = node, .target = target };
}

void
txc_loader_run_pending (txc_loader *loader)
{
  const txc_tree *tree = loader->tree;
  for (size_t i = 0; i < loader->pending_count && !loader->failed; i++) {
    const txc_pending *next = &loader->pending[i];
    loader->tree = next->tree;
    next->read (loader, next->field, next->node, next->target);
  }
  loader->pending_count = 0;
  loader->tree = tree;
}
