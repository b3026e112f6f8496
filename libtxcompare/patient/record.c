/* SPDX-License-Identifier: Apache-2.0
 *
 * A record of any shape: FHIR Bundle, resource, list or lines of resources, or
 * a flat profile. On any error the builder is as it was.
 */
#include "patient/fhir.h"
#include "text/utf8.h"

static const struct {
  const char *type;
  void (*read) (txc_fhir *fhir, const txc_json *resource);
} readers[] = {
  { "Patient", txc_fhir_read_patient },
  { "Condition", txc_fhir_read_condition },
  { "Observation", txc_fhir_read_observation },
  { "AllergyIntolerance", txc_fhir_read_allergy },
  { "MedicationRequest", txc_fhir_read_request },
  { "MedicationStatement", txc_fhir_read_statement },
};

static bool
put_reference (txc_fhir *fhir, const char *reference, txc_fhir_resource *resource)
{
  return txc_map_put (&fhir->by_reference, &fhir->arena, txc_text_of (reference), resource);
}

/* An id as a label shows it; ids are short in every record that follows FHIR. */
static void
label_resource (txc_fhir *fhir, txc_fhir_resource *resource, const char *where)
{
  char *label = txc_arena_printf (&fhir->arena, "%.40s%s%.64s%s%s%s", resource->type, resource->id ? "/" : "",
                                      resource->id ? resource->id : "", where[0] ? " (" : "", where, where[0] ? ")" : "");
  resource->label = label ? txc_printable (&fhir->arena, label) : NULL;
  if (!resource->label)
    txc_fhir_no_memory (fhir);
}

/* In a history the newest version of a resource comes first; the others are past. */
static bool
is_older_version (txc_fhir *fhir, txc_text reference)
{
  if (txc_map_get (&fhir->versions, reference))
    return true;
  if (!txc_map_put (&fhir->versions, &fhir->arena, reference, fhir))
    txc_fhir_no_memory (fhir);
  return false;
}

static bool
is_past (txc_fhir *fhir, const char *type, const char *id, bool history)
{
  if (!history || !id)
    return false;
  char *reference = txc_arena_printf (&fhir->arena, "%s/%s", type, id);
  if (!reference)
    txc_fhir_no_memory (fhir);
  return reference && is_older_version (fhir, txc_text_of (reference));
}

/* Once deleted, all versions of a resource are past. */
static void
note_deletion (txc_fhir *fhir, const txc_json *entry)
{
  const txc_json *request = txc_fhir_get (fhir, entry, "request", TXC_JSON_OBJECT);
  txc_text url = txc_fhir_text (fhir, request, "url");
  if (url.data && txc_text_is (txc_fhir_text (fhir, request, "method"), "DELETE"))
    is_older_version (fhir, txc_fhir_relative_part (url));
}

static void
add_resource (txc_fhir *fhir, const txc_json *json, const char *full_url, const char *where, bool history)
{
  fhir->now = NULL;
  const char *type = txc_fhir_string (fhir, json, "resourceType"), *id = txc_fhir_string (fhir, json, "id");
  if (!type && fhir->status == TXC_OK)
    txc_fhir_fail (fhir, TXC_INVALID_DATA, json, "%s%shas no resourceType", where, where[0] ? " " : "the resource ");
  if (fhir->status != TXC_OK || is_past (fhir, type, id, history))
    return;
  txc_fhir_resource *grown
    = txc_arena_grow (&fhir->arena, fhir->resources, fhir->count, &fhir->capacity, sizeof *grown);
  if (!grown) {
    txc_fhir_no_memory (fhir);
    return;
  }
  fhir->resources = grown;
  grown[fhir->count] = (txc_fhir_resource){ .json = json, .type = type, .id = id, .full_url = full_url };
  label_resource (fhir, &grown[fhir->count++], where);
}

static bool
is_web_address (const char *url)
{
  return url && strncmp (url, "http", 4) == 0;
}

/* The Patient that this one repeats; of two servers the same id may mean two people. */
static txc_fhir_resource *
repeated_patient (const txc_fhir *fhir, const txc_fhir_resource *resource, const char *reference)
{
  if (!reference || strcmp (resource->type, "Patient") != 0)
    return NULL;
  txc_fhir_resource *first = txc_map_get (&fhir->by_reference, txc_text_of (reference));
  bool elsewhere = first && is_web_address (first->full_url) && is_web_address (resource->full_url)
                   && strcmp (first->full_url, resource->full_url) != 0;
  return elsewhere ? NULL : first;
}

/* Only once all are there: the list moves while it grows. */
static void
index_resources (txc_fhir *fhir)
{
  for (size_t i = 0; i < fhir->count && fhir->status == TXC_OK; i++) {
    txc_fhir_resource *resource = &fhir->resources[i];
    char *reference = resource->id ? txc_arena_printf (&fhir->arena, "%s/%s", resource->type, resource->id) : NULL;
    txc_fhir_resource *first = repeated_patient (fhir, resource, reference);
    resource->repeats = first;
    if ((resource->id && (!reference || !put_reference (fhir, reference, first ? first : resource)))
        || (resource->full_url && !put_reference (fhir, resource->full_url, first ? first : resource)))
      txc_fhir_no_memory (fhir);
  }
}

static bool
is_type (const txc_json *json, const char *type)
{
  const txc_json *own = txc_json_member_of (json, "resourceType");
  return own && own->kind == TXC_JSON_STRING && txc_text_is (own->text, type);
}

static void
add_bundle (txc_fhir *fhir, const txc_json *bundle, const char *above, bool history)
{
  const txc_json *entries = txc_fhir_get (fhir, bundle, "entry", TXC_JSON_ARRAY);
  history = history || txc_text_is (txc_fhir_text (fhir, bundle, "type"), "history");
  for (size_t i = 0; entries && i < entries->count && fhir->status == TXC_OK; i++) {
    const txc_json *entry = txc_fhir_item (fhir, entries, i);
    const char *full_url = txc_fhir_string (fhir, entry, "fullUrl");
    const txc_json *resource = txc_fhir_get (fhir, entry, "resource", TXC_JSON_OBJECT);
    char *where = txc_arena_printf (&fhir->arena, "%s%sentry %zu", above, above[0] ? ", " : "", i + 1);
    if (!where)
      txc_fhir_no_memory (fhir);
    else if (resource && is_type (resource, "Bundle"))
      add_bundle (fhir, resource, where, history);
    else if (resource)
      add_resource (fhir, resource, full_url, where, history);
    else if (history)
      note_deletion (fhir, entry);
  }
}

static void
add_any (txc_fhir *fhir, const txc_json *json, const char *where)
{
  fhir->now = NULL;
  if (is_type (json, "Bundle"))
    add_bundle (fhir, json, where, false);
  else
    add_resource (fhir, json, NULL, where, false);
}

static void
add_array (txc_fhir *fhir, const txc_json *array)
{
  for (size_t i = 0; i < array->count && fhir->status == TXC_OK; i++) {
    const txc_json *json = txc_fhir_item (fhir, array, i);
    char *where = txc_arena_printf (&fhir->arena, "item %zu", i + 1);
    if (!where)
      txc_fhir_no_memory (fhir);
    else if (json)
      add_any (fhir, json, where);
  }
}

enum { most_kinds = 40 };

/* Types of resources that nobody reads, and how many there were of each. */
typedef struct unread_types {
  const char *types[most_kinds];
  size_t counts[most_kinds];
  size_t kinds, more;
} unread_types;

static void
count_unread (unread_types *unread, const char *type)
{
  for (size_t i = 0; i < unread->kinds; i++)
    if (strcmp (unread->types[i], type) == 0) {
      unread->counts[i]++;
      return;
    }
  if (unread->kinds < most_kinds) {
    unread->types[unread->kinds] = type;
    unread->counts[unread->kinds++] = 1;
  } else {
    unread->more++;
  }
}

static void
remark_unread (txc_fhir *fhir, const unread_types *unread)
{
  txc_buffer text = { 0 };
  for (size_t i = 0; i < unread->kinds; i++)
    txc_buffer_printf (&text, "%s%.40s (%zu)", i ? ", " : "", unread->types[i], unread->counts[i]);
  if (unread->more)
    txc_buffer_printf (&text, " and %zu of other types", unread->more);
  if (text.failed)
    txc_fhir_no_memory (fhir);
  else if (unread->kinds && fhir->status == TXC_OK)
    fhir->status = txc_builder_remark (fhir->builder, fhir->err, "%s: not read: %s", fhir->file, text.data);
  txc_buffer_release (&text);
}

/* Medications, and people that are not this one, are only looked up. */
static bool
is_only_looked_up (const txc_fhir *fhir, const txc_fhir_resource *resource)
{
  return strcmp (resource->type, "Medication") == 0
         || (strcmp (resource->type, "Patient") == 0 && resource->json != fhir->person->json);
}

static void
read_resources (txc_fhir *fhir)
{
  unread_types unread = { .kinds = 0 };
  for (size_t i = 0; i < fhir->count && fhir->status == TXC_OK; i++) {
    const txc_fhir_resource *resource = &fhir->resources[i];
    size_t reader = 0;
    if (resource->repeats && resource->repeats == fhir->person)
      txc_fhir_read_repeated_patient (fhir, resource);
    while (reader < sizeof readers / sizeof *readers && strcmp (readers[reader].type, resource->type) != 0)
      reader++;
    if (is_only_looked_up (fhir, resource))
      continue;
    if (reader == sizeof readers / sizeof *readers) {
      count_unread (&unread, resource->type);
      continue;
    }
    bool ours = strcmp (resource->type, "Patient") == 0 || txc_fhir_is_about_person (fhir, resource);
    fhir->now = resource;
    if (ours && fhir->status == TXC_OK)
      readers[reader].read (fhir, resource->json);
  }
  remark_unread (fhir, &unread);
}

static void
read_fhir (txc_fhir *fhir)
{
  index_resources (fhir);
  if (fhir->status == TXC_OK)
    txc_fhir_find_person (fhir);
  read_resources (fhir);
}

static const txc_json *
read_json (txc_fhir *fhir, size_t begin, size_t end)
{
  const txc_json *json;
  fhir->status = txc_json_read (fhir->builder->reader, fhir->source, begin, end, fhir->file, &fhir->arena, &json, fhir->err);
  return json;
}

/* One value a line: the first line is a value of its own, and another follows. */
static bool
is_lines (txc_text source)
{
  txc_text all = txc_text_trim (source);
  const char *end = memchr (all.data, '\n', all.length);
  size_t length = end ? (size_t)(end - all.data) : all.length;
  txc_text first = txc_text_trim ((txc_text){ all.data, length });
  txc_text rest = txc_text_trim ((txc_text){ all.data + length, all.length - length });
  return first.length > 1 && first.data[first.length - 1] == '}' && rest.length && rest.data[0] == '{';
}

static void
read_lines (txc_fhir *fhir)
{
  size_t line = 0;
  for (size_t begin = 0; begin < fhir->source.length && fhir->status == TXC_OK;) {
    const char *newline = memchr (fhir->source.data + begin, '\n', fhir->source.length - begin);
    size_t end = newline ? (size_t)(newline - fhir->source.data) : fhir->source.length;
    line++;
    if (txc_text_trim ((txc_text){ fhir->source.data + begin, end - begin }).length) {
      const txc_json *json = read_json (fhir, begin, end);
      char *where = txc_arena_printf (&fhir->arena, "line %zu", line);
      if (!where)
        txc_fhir_no_memory (fhir);
      else if (json)
        add_any (fhir, json, where);
    }
    begin = end + 1;
  }
  if (fhir->status == TXC_OK)
    read_fhir (fhir);
}

static void
read_one (txc_fhir *fhir)
{
  const txc_json *json = read_json (fhir, 0, fhir->source.length);
  if (!json)
    return;
  if (json->kind == TXC_JSON_ARRAY && json->count == 0) {
    txc_fhir_fail (fhir, TXC_INVALID_DATA, json, "the list holds no resource: there is no record");
  } else if (json->kind == TXC_JSON_ARRAY) {
    add_array (fhir, json);
    read_fhir (fhir);
  } else if (json->kind != TXC_JSON_OBJECT) {
    txc_fhir_fail (fhir, TXC_TYPE, json, "a record is an object or a list of resources, not %s",
                   txc_json_kind_name (json->kind));
  } else if (txc_json_member_of (json, "resourceType")) {
    add_any (fhir, json, "");
    read_fhir (fhir);
  } else {
    fhir->status = txc_flat_read (fhir->builder, json, fhir->source, fhir->file, fhir->err);
  }
}

/* Whatever a record is, it begins with a bracket or a brace. */
static bool
begins_like_json (txc_text source)
{
  static const char mark[] = "\xEF\xBB\xBF";
  size_t at = source.length >= 3 && memcmp (source.data, mark, 3) == 0 ? 3 : 0;
  while (at < source.length && strchr (" \t\r\n", source.data[at]) && source.data[at])
    at++;
  return at < source.length && (source.data[at] == '{' || source.data[at] == '[');
}

static txc_status
refuse_other_format (txc_fhir *fhir)
{
  const txc_json *value = NULL;
  txc_error *why = NULL;
  /* Something else in JSON, or what is not even text, is refused in the reader's words. */
  if (txc_utf8_invalid (fhir->source) < fhir->source.length
      || txc_json_read (fhir->builder->reader, fhir->source, 0, fhir->source.length, fhir->file, &fhir->arena, &value, &why) == TXC_OK) {
    txc_error_free (why);
    read_one (fhir);
    return fhir->status;
  }
  txc_error_free (why);
  return txc_error_set (fhir->err, TXC_SYNTAX, &(txc_place){ fhir->file, 1, 1 },
                        "this is no JSON: a record is FHIR R4 in JSON, or a flat profile such as {\"age\": 52}");
}

static bool
prepare (txc_patient_builder *builder)
{
  if (!builder->vocabulary)
    builder->vocabulary = txc_vocabulary_new (builder->knowledge_base);
  if (!builder->reader)
    builder->reader = txc_json_reader_new ();
  return builder->vocabulary && builder->reader;
}

txc_status
txc_patient_builder_add_record (txc_patient_builder *builder, const char *json, size_t length, const char *name,
                                txc_error **err)
{
  if (!prepare (builder))
    return txc_error_no_memory (err);
  txc_collected before = builder->now;
  const char *shown = txc_printable (&builder->arena, name ? name : "record");
  if (!shown)
    return txc_error_no_memory (err);
  txc_fhir fhir = { .builder = builder, .file = shown, .source = { json, length }, .err = err };
  if (length == 0)
    fhir.status = txc_error_set (err, TXC_SYNTAX, &(txc_place){ fhir.file, 1, 1 }, "the record is empty");
  else if (!begins_like_json (fhir.source))
    fhir.status = refuse_other_format (&fhir);
  else if (is_lines (fhir.source))
    read_lines (&fhir);
  else
    read_one (&fhir);
  txc_map_release (&fhir.by_reference);
  txc_map_release (&fhir.versions);
  txc_arena_release (&fhir.arena);
  if (fhir.status != TXC_OK)
    builder->now = before;
  return fhir.status;
}
