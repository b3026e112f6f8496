/* SPDX-License-Identifier: Apache-2.0
 *
 * Values of features: from what people and records write, and back.
 */
#include "base/units.h"
#include "patient/builder.h"
#include "text/utf8.h"

enum { shown = 60 }; /* characters of a culprit that a message quotes */

static int
cut (txc_text text)
{
  return txc_utf8_cut (text, shown);
}

static txc_status
check_range (const txc_feature *feature, txc_decimal number, txc_error **err)
{
  if (!feature->has_range
      || (txc_decimal_compare (number, feature->range_low) >= 0 && txc_decimal_compare (number, feature->range_high) <= 0))
    return TXC_OK;
  txc_buffer text = { 0 };
  txc_decimal_print (number, 0, &text);
  txc_buffer_add (&text, " is outside the plausible range ");
  txc_decimal_print (feature->range_low, 0, &text);
  txc_buffer_add (&text, " to ");
  txc_decimal_print (feature->range_high, 0, &text);
  txc_status status = text.failed ? txc_error_no_memory (err)
                                  : txc_error_set (err, TXC_INVALID_DATA, NULL, "%s: %s", feature->name, text.data);
  txc_buffer_release (&text);
  return status;
}

/* Scores and counts come with many spellings of "no unit". */
static bool
is_no_unit (const char *unit)
{
  static const char *const spellings[] = { "1", "score", "(score)", "points", "None", "none" };
  if (!unit || !*unit || (unit[0] == '{' && unit[strlen (unit) - 1] == '}'))
    return true;
  for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
    if (strcmp (unit, spellings[i]) == 0)
      return true;
  return false;
}

static txc_status
quantity (const txc_feature *feature, txc_decimal number, const char *unit, bool bare, txc_cql_value *value,
          txc_error **err)
{
  txc_decimal converted = number;
  if (!unit || !*unit) {
    if (!bare)
      return txc_error_set (err, TXC_INVALID_DATA, NULL, "%s: the value has no unit (expected %s)", feature->name,
                            feature->unit);
  } else if (strcmp (unit, feature->unit) != 0) {
    const char *meant = txc_unit_suggestion (unit);
    if (!txc_unit_convert (number, unit, feature->unit, &converted)
        && !(meant && txc_unit_convert (number, meant, feature->unit, &converted)))
      return txc_error_set (err, TXC_INVALID_DATA, NULL, "%s: the unit '%.*s' cannot be converted to %s", feature->name,
                            cut (txc_text_of (unit)), unit, feature->unit);
  }
  *value = (txc_cql_value){ .type = feature->type, .quantity = { converted, feature->unit } };
  return check_range (feature, converted, err);
}

txc_status
txc_value_from_number (const txc_feature *feature, txc_decimal number, const char *unit, bool bare, txc_arena *arena,
                       txc_cql_value *value, txc_error **err)
{
  int64_t integer = 0;
  switch (feature->type.kind) {
  case TXC_CQL_QUANTITY:
    return quantity (feature, number, unit, bare, value, err);
  case TXC_CQL_INTEGER:
    if (!txc_decimal_to_integer (number, &integer) || integer > INT32_MAX || integer < INT32_MIN)
      return txc_error_set (err, TXC_TYPE, NULL, "%s: expected a whole number", feature->name);
    *value = (txc_cql_value){ .type = feature->type, .integer = (int32_t)integer };
    break;
  case TXC_CQL_DECIMAL:
    *value = (txc_cql_value){ .type = feature->type, .decimal = number };
    break;
  default:
    return txc_error_set (err, TXC_TYPE, NULL, "%s: a number does not answer this", feature->name);
  }
  if (!is_no_unit (unit))
    return txc_error_set (err, TXC_INVALID_DATA, NULL, "%s: the unit '%.*s' does not belong to it", feature->name,
                          cut (txc_text_of (unit)), unit);
  return check_range (feature, number, err);
}

static txc_status
number_from_text (const txc_feature *feature, txc_text text, bool bare, txc_arena *arena, txc_cql_value *value,
                  txc_error **err)
{
  size_t end = 0;
  while (end < text.length && strchr ("+-.0123456789", text.data[end]) && text.data[end])
    end++;
  txc_decimal number;
  txc_status status = txc_decimal_parse ((txc_text){ text.data, end }, &number);
  if (status == TXC_LIMIT)
    return txc_error_set (err, TXC_INVALID_DATA, NULL, "%s: '%.*s' is too large or too fine a number", feature->name,
                          cut (text), text.data);
  if (status != TXC_OK)
    return txc_error_set (err, TXC_TYPE, NULL, "%s: expected a number, not '%.*s'", feature->name, cut (text), text.data);
  txc_text unit = txc_text_trim ((txc_text){ text.data + end, text.length - end });
  if (unit.length >= 2 && unit.data[0] == '\'' && unit.data[unit.length - 1] == '\'')
    unit = (txc_text){ unit.data + 1, unit.length - 2 };
  char *copy = txc_arena_copy (arena, unit);
  if (!copy)
    return txc_error_no_memory (err);
  return txc_value_from_number (feature, number, copy, bare, arena, value, err);
}

static bool
boolean_from_text (txc_text text, bool *boolean)
{
  static const char *const words[] = { "no", "yes", "false", "true" };
  for (int i = 0; i < 4; i++)
    if (txc_text_equal_ignoring_case (text, txc_text_of (words[i]))) {
      *boolean = i % 2;
      return true;
    }
  return false;
}

static txc_status
word_from_text (const txc_feature *feature, txc_text text, txc_arena *arena, txc_cql_value *value, txc_error **err)
{
  int item = feature->item_count ? txc_item_named (feature, text) : TXC_NO_ITEM;
  if (feature->item_count && item == TXC_NO_ITEM)
    return txc_item_unknown (feature, text, err);
  const char *word = item == TXC_NO_ITEM ? txc_arena_copy (arena, text) : feature->items[item].id;
  if (!word)
    return txc_error_no_memory (err);
  *value = (txc_cql_value){ .type = feature->type, .string = txc_text_of (word) };
  return TXC_OK;
}

txc_status
txc_value_from_text (const txc_feature *feature, txc_text text, bool bare, txc_arena *arena, txc_cql_value *value,
                     txc_error **err)
{
  text = txc_text_trim (text);
  *value = (txc_cql_value){ .type = feature->type };
  switch (feature->type.kind) {
  case TXC_CQL_BOOLEAN:
    if (!boolean_from_text (text, &value->boolean))
      return txc_error_set (err, TXC_TYPE, NULL, "%s: expected yes or no, not '%.*s'", feature->name, cut (text), text.data);
    return TXC_OK;
  case TXC_CQL_STRING:
    return word_from_text (feature, text, arena, value, err);
  case TXC_CQL_DATE:
    if (!txc_date_parse (text, &value->date))
      return txc_error_set (err, TXC_TYPE, NULL, "%s: expected a date such as 2026-11-20, not '%.*s'", feature->name,
                            cut (text), text.data);
    return TXC_OK;
  case TXC_CQL_INTEGER:
  case TXC_CQL_DECIMAL:
  case TXC_CQL_QUANTITY:
    return number_from_text (feature, text, bare, arena, value, err);
  default:
    return txc_error_set (err, TXC_TYPE, NULL, "%s: this kind of fact cannot be stated", feature->name);
  }
}

static void
print_word (const txc_feature *feature, txc_text word, txc_buffer *out)
{
  for (size_t i = 0; i < feature->item_count; i++)
    if (txc_text_is (word, feature->items[i].id)) {
      txc_buffer_add (out, feature->items[i].name);
      return;
    }
  txc_buffer_add_text (out, word);
}

const char *
txc_feature_value_text (const txc_feature *feature, const txc_cql_value *value, txc_arena *arena)
{
  txc_buffer out = { 0 };
  switch (value->type.kind) {
  case TXC_CQL_BOOLEAN:
    txc_buffer_add (&out, value->boolean ? "yes" : "no");
    break;
  case TXC_CQL_INTEGER:
    txc_buffer_printf (&out, "%ld", (long)value->integer);
    break;
  case TXC_CQL_DECIMAL:
    txc_decimal_print (value->decimal, 0, &out);
    break;
  case TXC_CQL_QUANTITY: /* measured to more places than anyone reads */
    txc_decimal_print (txc_decimal_round (value->quantity.value, 2), 0, &out);
    txc_buffer_printf (&out, " %s", value->quantity.unit);
    break;
  case TXC_CQL_STRING:
    print_word (feature, value->string, &out);
    break;
  case TXC_CQL_DATE:
    txc_date_print (&value->date, &out);
    break;
  default:
    txc_cql_value_print (value, &out);
  }
  return txc_buffer_keep (&out, arena);
}

int64_t
txc_moment_minutes (const txc_datetime *when)
{
  int64_t minutes = (int64_t)txc_calendar_days (when->date.year, when->date.month, when->date.day) * 24 * 60;
  if (when->precision >= TXC_HOUR)
    minutes += when->time.hour * 60 + when->time.minute - (when->has_offset ? when->offset : 0);
  return minutes;
}

bool
txc_value_equal (const txc_cql_value *a, const txc_cql_value *b)
{
  if (a->type.kind != b->type.kind)
    return false;
  switch (a->type.kind) {
  case TXC_CQL_BOOLEAN:
    return a->boolean == b->boolean;
  case TXC_CQL_INTEGER:
    return a->integer == b->integer;
  case TXC_CQL_DECIMAL:
    return txc_decimal_compare (a->decimal, b->decimal) == 0;
  case TXC_CQL_QUANTITY: /* both already in the feature's unit */
    return txc_decimal_compare (a->quantity.value, b->quantity.value) == 0;
  case TXC_CQL_STRING:
    return txc_text_equal (a->string, b->string);
  case TXC_CQL_DATE:
    return txc_date_compare (&a->date, &b->date, TXC_PRECISION_NONE) == TXC_SAME
           && a->date.precision == b->date.precision;
  default:
    return false;
  }
}
