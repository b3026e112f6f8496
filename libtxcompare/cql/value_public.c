/* SPDX-License-Identifier: Apache-2.0 */
#include "cql/value_public.h"

struct txc_value {
  txc_value_kind kind;
  bool boolean;
  bool low_closed, high_closed;
  int64_t integer;
  const char *text;
  const char *number, *unit; /* NULL: has none */
  const txc_value *parts;
  size_t count;
};

static const txc_value unknown = { .kind = TXC_VALUE_NULL, .text = "null" };

static txc_value_kind
kind_of (const txc_cql_value *value)
{
  static const txc_value_kind kinds[] = {
    [TXC_CQL_ANY] = TXC_VALUE_NULL,          [TXC_CQL_BOOLEAN] = TXC_VALUE_BOOLEAN,
    [TXC_CQL_INTEGER] = TXC_VALUE_INTEGER,   [TXC_CQL_LONG] = TXC_VALUE_LONG,
    [TXC_CQL_DECIMAL] = TXC_VALUE_DECIMAL,   [TXC_CQL_STRING] = TXC_VALUE_STRING,
    [TXC_CQL_QUANTITY] = TXC_VALUE_QUANTITY, [TXC_CQL_DATE] = TXC_VALUE_DATE,
    [TXC_CQL_DATETIME] = TXC_VALUE_DATETIME, [TXC_CQL_TIME] = TXC_VALUE_TIME,
    [TXC_CQL_INTERVAL] = TXC_VALUE_INTERVAL, [TXC_CQL_LIST] = TXC_VALUE_LIST,
    [TXC_CQL_RATIO] = TXC_VALUE_RATIO,       [TXC_CQL_UNCERTAIN] = TXC_VALUE_INTERVAL,
  };
  return value->is_null ? TXC_VALUE_NULL : kinds[value->type.kind];
}

/* CQL writes "@2026T" for a moment known to the year, ISO 8601 "2026". */
static const char *
moment_text (const txc_datetime *moment, txc_arena *arena)
{
  txc_buffer text = { 0 };
  if (moment->precision < TXC_HOUR)
    txc_date_print (&moment->date, &text);
  else
    txc_datetime_print (moment, &text);
  return txc_buffer_keep (&text, arena);
}

static const char *
text_of (const txc_cql_value *value, txc_arena *arena)
{
  txc_buffer text = { 0 };
  switch (value->type.kind) {
  case TXC_CQL_STRING: return txc_arena_copy (arena, value->string);
  case TXC_CQL_DATETIME: return moment_text (&value->datetime, arena);
  case TXC_CQL_DATE: txc_date_print (&value->date, &text); break;
  case TXC_CQL_TIME: txc_time_print (&value->time, &text); break;
  default: txc_cql_value_print (value, &text);
  }
  return txc_buffer_keep (&text, arena);
}

static bool
fill_quantity (txc_value *out, const txc_cql_quantity *quantity, txc_arena *arena)
{
  txc_buffer digits = { 0 };
  txc_decimal_print (quantity->value, 0, &digits);
  out->number = txc_buffer_keep (&digits, arena);
  out->unit = txc_arena_copy (arena, txc_text_of (quantity->unit && *quantity->unit ? quantity->unit : "1"));
  return out->number && out->unit;
}

static bool
fill_long (txc_value *out, int64_t number, txc_arena *arena)
{
  out->integer = number;
  /* As CQL writes it but for the L at its end. */
  out->number = txc_arena_copy (arena, (txc_text){ out->text, strlen (out->text) - 1 });
  return out->number != NULL;
}

static bool fill (txc_value *out, const txc_cql_value *value, txc_arena *arena);

static bool
fill_parts (txc_value *out, const txc_cql_value *const *parts, size_t count, txc_arena *arena)
{
  txc_value *filled = txc_arena_array (arena, count + 1, sizeof *filled);
  for (size_t i = 0; i < count; i++)
    if (!filled || !fill (&filled[i], parts[i], arena))
      return false;
  out->parts = filled;
  out->count = count;
  return filled != NULL;
}

static bool
fill_list (txc_value *out, const txc_cql_list *list, txc_arena *arena)
{
  const txc_cql_value **parts = txc_arena_array (arena, list->count + 1, sizeof *parts);
  for (size_t i = 0; parts && i < list->count; i++)
    parts[i] = &list->items[i];
  return parts && fill_parts (out, parts, list->count, arena);
}

static bool
fill_pair (txc_value *out, const txc_cql_value *first, const txc_cql_value *second, txc_arena *arena)
{
  const txc_cql_value *parts[] = { first, second };
  return fill_parts (out, parts, 2, arena);
}

static bool
fill_ratio (txc_value *out, const txc_cql_ratio *ratio, txc_arena *arena)
{
  txc_cql_value numerator = txc_cql_quantity_of (ratio->numerator->value, ratio->numerator->unit);
  txc_cql_value denominator = txc_cql_quantity_of (ratio->denominator->value, ratio->denominator->unit);
  return fill_pair (out, &numerator, &denominator, arena);
}

static txc_cql_value
whole_number (int64_t number)
{
  if (number >= INT32_MIN && number <= INT32_MAX)
    return txc_cql_integer ((int32_t)number);
  return (txc_cql_value){ .type = { TXC_CQL_LONG, TXC_CQL_ANY }, .long_integer = number };
}

/* From the most an Integer can be on there is no bound, as CQL writes it too. */
static bool
fill_range (txc_value *out, const txc_range *range, txc_arena *arena)
{
  txc_cql_value low = whole_number (range->low);
  txc_cql_value high = range->high >= INT32_MAX ? txc_cql_null (TXC_CQL_INTEGER) : whole_number (range->high);
  out->low_closed = out->high_closed = true;
  return fill_pair (out, &low, &high, arena);
}

static bool
fill (txc_value *out, const txc_cql_value *value, txc_arena *arena)
{
  *out = unknown;
  out->kind = kind_of (value);
  if (out->kind == TXC_VALUE_NULL)
    return true;
  out->text = text_of (value, arena);
  if (!out->text)
    return false;
  switch (value->type.kind) {
  case TXC_CQL_BOOLEAN: out->boolean = value->boolean; return true;
  case TXC_CQL_INTEGER:
    out->integer = value->integer;
    out->number = out->text;
    return true;
  case TXC_CQL_LONG: return fill_long (out, value->long_integer, arena);
  case TXC_CQL_DECIMAL: out->number = out->text; return true;
  case TXC_CQL_QUANTITY: return fill_quantity (out, &value->quantity, arena);
  case TXC_CQL_INTERVAL:
    out->low_closed = value->interval.low_closed;
    out->high_closed = value->interval.high_closed;
    return fill_pair (out, value->interval.low, value->interval.high, arena);
  case TXC_CQL_LIST: return fill_list (out, &value->list, arena);
  case TXC_CQL_RATIO: return fill_ratio (out, &value->ratio, arena);
  case TXC_CQL_UNCERTAIN: return fill_range (out, &value->range, arena);
  default: return true;
  }
}

const txc_value *
txc_value_new (const txc_cql_value *value, txc_arena *arena)
{
  txc_value *made = txc_arena_alloc (arena, sizeof *made);
  return made && fill (made, value, arena) ? made : NULL;
}

/* ---- asking one ------------------------------------------------------------------ */

txc_value_kind
txc_value_kind_of (const txc_value *value)
{
  return value ? value->kind : TXC_VALUE_NULL;
}

bool
txc_value_boolean (const txc_value *value)
{
  return value && value->boolean;
}

int64_t
txc_value_integer (const txc_value *value)
{
  return value ? value->integer : 0;
}

const char *
txc_value_text (const txc_value *value)
{
  return value ? value->text : unknown.text;
}

const char *
txc_value_number (const txc_value *value)
{
  return value ? value->number : NULL;
}

const char *
txc_value_unit (const txc_value *value)
{
  return value ? value->unit : NULL;
}

size_t
txc_value_count (const txc_value *value)
{
  return value ? value->count : 0;
}

const txc_value *
txc_value_at (const txc_value *value, size_t index)
{
  return index < txc_value_count (value) ? &value->parts[index] : NULL;
}

bool
txc_value_low_closed (const txc_value *value)
{
  return value && value->low_closed;
}

bool
txc_value_high_closed (const txc_value *value)
{
  return value && value->high_closed;
}
