/* SPDX-License-Identifier: Apache-2.0
 *
 * Readers of single values.
 */
#include "knowledge/record.h"

/* Words that people write where they do not know: the key is left out instead. */
static bool
says_nothing (txc_text text)
{
  static const char *const words[] = { "?", "??", "???", "~", "null", "n/a", "N/A", "TBD", NULL };
  for (size_t i = 0; text.length && words[i]; i++)
    if (text.data[0] == words[i][0] && txc_text_is (text, words[i]))
      return true;
  return text.length == 0;
}

bool
txc_loader_scalar (txc_loader *loader, uint32_t node, txc_text *text)
{
  const txc_node *at = &loader->tree->nodes[node];
  const char *key = at->key ? txc_tree_key (loader->tree, node) : "this";
  *text = (txc_text){ txc_tree_text (loader->tree, node), at->length };
  if (at->kind != TXC_NODE_SCALAR)
    txc_loader_error (loader, node, NULL, "'%s' must be one value, not a %s", key,
                      at->kind == TXC_NODE_LIST ? "list" : "map");
  else if (!loader->trusted && says_nothing (*text))
    txc_loader_error (loader, node, "what is not known is left out", "'%s' has no value", key);
  else if (!loader->trusted && memchr (text->data, '\0', text->length))
    txc_loader_error (loader, node, NULL, "'%s' contains a NUL character", key);
  else
    return true;
  return false;
}

bool
txc_loader_is_list (txc_loader *loader, uint32_t node)
{
  const txc_node *at = &loader->tree->nodes[node];
  if (at->kind == TXC_NODE_LIST)
    return true;
  const char *key = at->key ? txc_tree_key (loader->tree, node) : "this";
  txc_loader_error (loader, node, "write it as [a, b] or as lines that begin with -", "'%s' must be a list", key);
  return false;
}

static void
store_text (void *target, const char *text)
{
  memcpy (target, &text, sizeof text);
}

void
txc_read_text (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_text text;
  if (txc_loader_scalar (loader, node, &text))
    store_text (target, text.data);
}

void
txc_read_texts (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  const txc_node *nodes = loader->tree->nodes;
  if (!txc_loader_is_list (loader, node))
    return;
  const char **texts = txc_loader_array (loader, nodes[node].length, sizeof *texts);
  if (!texts)
    return;
  size_t count = 0;
  txc_text text;
  for (uint32_t i = txc_tree_first (node); i < nodes[node].end; i = nodes[i].end)
    if (txc_loader_scalar (loader, i, &text))
      texts[count++] = text.data;
  memcpy (target, &texts, sizeof texts);
  *(size_t *)(void *)((char *)target + sizeof texts) = count;
}

/* Lower-case words and numbers, joined by `joint`. */
static bool
is_id (txc_text text, char joint, bool capitals)
{
  bool word = false;
  for (size_t i = 0; i < text.length; i++) {
    char c = text.data[i];
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (capitals && c >= 'A' && c <= 'Z'))
      word = true;
    else if (c == joint && word)
      word = false;
    else
      return false;
  }
  return word;
}

static const char *
read_id (txc_loader *loader, uint32_t node, char joint)
{
  txc_text text;
  if (!txc_loader_scalar (loader, node, &text))
    return NULL;
  if (!loader->trusted && !is_id (text, joint, false)) {
    const char *hint = joint == '-' ? "lower-case words and numbers joined by -" : "lower-case words joined by _";
    txc_loader_error (loader, node, hint, "'%s' is no id", text.data);
  }
  return text.data;
}

void
txc_read_id (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  const char *id = read_id (loader, node, '-');
  store_text (target, id);
  if (id)
    txc_loader_register (loader, *(const txc_reference *)field->detail, node, id, (char *)target - field->offset);
}

/* Rows are named after those of the evidence tables: B090-t. */
void
txc_read_row_id (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_text text;
  if (!txc_loader_scalar (loader, node, &text))
    return;
  store_text (target, text.data);
  if (!loader->trusted && !is_id (text, '-', true))
    txc_loader_error (loader, node, "letters and numbers joined by -", "'%s' is no id of a row", text.data);
  txc_loader_register (loader, *(const txc_reference *)field->detail, node, text.data, (char *)target - field->offset);
}

void
txc_read_local_id (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  store_text (target, read_id (loader, node, '-'));
}

void
txc_read_feature_id (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  const char *id = read_id (loader, node, '_');
  store_text (target, id);
  if (id)
    txc_loader_register (loader, TXC_REFERENCE_FEATURE, node, id, (char *)target - field->offset);
}

void
txc_read_flag (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_text text;
  if (!txc_loader_scalar (loader, node, &text))
    return;
  if (txc_text_is (text, "true") || txc_text_is (text, "false"))
    *(bool *)target = txc_text_is (text, "true");
  else
    txc_loader_error (loader, node, "true or false", "'%s' must be true or false", field->name);
}

/* The index of the text among the words; an error, and -1, if it is none. */
static int
find_word (txc_loader *loader, const txc_field *field, uint32_t node, const char *const *words)
{
  txc_text text;
  if (!txc_loader_scalar (loader, node, &text))
    return -1;
  for (int i = 0; words[i]; i++)
    if (txc_text_is (text, words[i]))
      return i;
  txc_buffer all = { 0 };
  const char *nearest = txc_loader_did_you_mean_word (loader, words, text);
  if (nearest)
    txc_buffer_printf (&all, "%s it is one of ", nearest);
  else
    txc_buffer_add (&all, "it is one of ");
  for (int i = 0; words[i]; i++)
    txc_buffer_printf (&all, "%s%s", i ? ", " : "", words[i]);
  txc_loader_error (loader, node, txc_buffer_string (&all), "'%s' is no value of '%s'", text.data, field->name);
  txc_buffer_release (&all);
  return -1;
}

void
txc_read_choice (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  int found = find_word (loader, field, node, field->detail);
  if (found >= 0)
    store_text (target, txc_tree_text (loader->tree, node));
}

void
txc_read_enum (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  const txc_words *words = field->detail;
  int found = find_word (loader, field, node, words->words);
  if (found >= 0)
    *(int *)target = words->first + found;
}

void
txc_read_future_date (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_text text;
  txc_date date;
  if (!txc_loader_scalar (loader, node, &text))
    return;
  if (!txc_date_parse (text, &date))
    txc_loader_error (loader, node, "write 2026-11-20, 2026-11 or 2026", "'%s' is no date", text.data);
  else
    store_text (target, text.data);
}

void
txc_read_date (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_text text;
  txc_date date;
  txc_read_future_date (loader, field, node, target);
  if (loader->trusted || loader->date.precision == TXC_PRECISION_NONE
      || loader->tree->nodes[node].kind != TXC_NODE_SCALAR)
    return;
  text = (txc_text){ txc_tree_text (loader->tree, node), loader->tree->nodes[node].length };
  if (!txc_date_parse (text, &date) || txc_date_compare (&date, &loader->date, TXC_PRECISION_NONE) != TXC_AFTER)
    return;
  txc_loader_error (loader, node, "no fact of a base is younger than the base: check the year, or the date of kb.yaml",
                    "%s is after the date of the base, %s", text.data, loader->base->date);
}

void
txc_read_count (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_text text;
  if (!txc_loader_scalar (loader, node, &text))
    return;
  int number = 0;
  for (size_t i = 0; i < text.length; i++) {
    bool digit = text.data[i] >= '0' && text.data[i] <= '9';
    if (!digit || i >= 6) {
      txc_loader_error (loader, node, "write a whole number above 0", "'%s' is no count", text.data);
      return;
    }
    number = number * 10 + (text.data[i] - '0');
  }
  if (number == 0)
    txc_loader_error (loader, node, "write a whole number above 0", "'%s' is no count", text.data);
  *(int *)target = number;
}

void
txc_read_decimal (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_text text;
  if (txc_loader_scalar (loader, node, &text) && txc_decimal_parse (text, (txc_decimal *)target) != TXC_OK)
    txc_loader_error (loader, node, "write it like 12 or 12.5", "'%s' is no number", text.data);
}

/* Digits that are exact in a double, and powers of ten that are: the quotient
   is then the double nearest to what was written. */
enum { most_digits = 15, most_places = 22 };

static bool
parse_number (txc_text text, double *value)
{
  double mantissa = 0, power = 1;
  size_t i = 0, digits = 0, places = 0;
  bool negative = text.length && text.data[0] == '-', point = false;
  for (i = negative; i < text.length; i++) {
    char c = text.data[i];
    if (c == '.' && !point && digits) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9' || ++digits > most_digits)
      return false;
    mantissa = mantissa * 10 + (c - '0');
    if (point) {
      power *= 10;
      places++;
    }
  }
  *value = (negative ? -mantissa : mantissa) / power;
  return digits > 0 && (!point || places > 0) && places <= most_places;
}

void
txc_read_number (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_number *number = target;
  txc_text text;
  if (!txc_loader_scalar (loader, node, &text))
    return;
  if (!parse_number (text, &number->value)) {
    txc_loader_error (loader, node, "write it like 12, -3.5 or 0.62", "'%s' is no number", text.data);
    return;
  }
  number->known = true;
  number->text = text.data;
}

/* "30 days", "1 year". */
void
txc_read_duration (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  static const char *const units[] = { "day", "week", "month", "year" };
  txc_duration *duration = target;
  txc_text text;
  if (!txc_loader_scalar (loader, node, &text))
    return;
  size_t i = 0;
  int count = 0;
  for (; i < text.length && i < 5 && text.data[i] >= '0' && text.data[i] <= '9'; i++)
    count = count * 10 + (text.data[i] - '0');
  txc_text rest = txc_text_trim ((txc_text){ text.data + i, text.length - i });
  if (rest.length && rest.data[rest.length - 1] == 's')
    rest.length--;
  for (size_t unit = 0; unit < 4; unit++)
    if (count > 0 && txc_text_is (rest, units[unit]))
      *duration = (txc_duration){ count, units[unit] };
  if (duration->count == 0)
    txc_loader_error (loader, node, "write it like 14 days, 6 weeks, 3 months or 1 year", "'%s' is no span of time",
                      text.data);
}

void
txc_read_country (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_text text;
  if (!txc_loader_scalar (loader, node, &text))
    return;
  bool good = text.length == 2;
  for (size_t i = 0; good && i < 2; i++)
    good = text.data[i] >= 'A' && text.data[i] <= 'Z';
  if (!good)
    txc_loader_error (loader, node, "two capital letters of ISO 3166, such as US or GB (the EU is EU)",
                      "'%s' is no country", text.data);
  store_text (target, text.data);
}

/* ---- records and references ------------------------------------------------------ */

void
txc_read_record (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_record_read (loader, field->detail, node, target);
}

void
txc_read_records (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_records_read (loader, field->detail, node, target, (size_t *)(void *)((char *)target + sizeof (void *)));
}

void
txc_read_reference (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_text text;
  if (!txc_loader_scalar (loader, node, &text))
    return;
  void *found = txc_loader_find (loader, *(const txc_reference *)field->detail, node, text);
  memcpy (target, &found, sizeof found);
}

void
txc_read_later_reference (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_loader_defer (loader, txc_read_reference, field, node, target);
}

void
txc_read_references (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  const txc_node *nodes = loader->tree->nodes;
  if (!txc_loader_is_list (loader, node))
    return;
  void **items = txc_loader_array (loader, nodes[node].length, sizeof *items);
  if (!items)
    return;
  size_t count = 0;
  txc_text text;
  for (uint32_t i = txc_tree_first (node); i < nodes[node].end; i = nodes[i].end) {
    if (!txc_loader_scalar (loader, i, &text))
      continue;
    items[count] = txc_loader_find (loader, *(const txc_reference *)field->detail, i, text);
    count += items[count] != NULL;
  }
  memcpy (target, &items, sizeof items);
  *(size_t *)(void *)((char *)target + sizeof items) = count;
}

void
txc_read_later_references (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_loader_defer (loader, txc_read_references, field, node, target);
}

void
txc_read_expression (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_text text;
  if (!txc_loader_scalar (loader, node, &text))
    return;
  txc_expression *grown = txc_arena_grow (&loader->scratch, loader->expressions, loader->expression_count,
                                          &loader->expression_capacity, sizeof *grown);
  if (!grown) {
    loader->failed = true;
    return;
  }
  loader->expressions = grown;
  grown[loader->expression_count++]
    = (txc_expression){ .tree = loader->tree, .node = node, .target = (const txc_cql_rule **)target };
}
