/* SPDX-License-Identifier: Apache-2.0 */
#include "cql/value.h"

#include "base/units.h"

static const char *const names[] = {
  [TXC_CQL_ANY] = "Any",           [TXC_CQL_BOOLEAN] = "Boolean",   [TXC_CQL_INTEGER] = "Integer",
  [TXC_CQL_LONG] = "Long",         [TXC_CQL_DECIMAL] = "Decimal",   [TXC_CQL_STRING] = "String",
  [TXC_CQL_QUANTITY] = "Quantity", [TXC_CQL_DATE] = "Date",         [TXC_CQL_DATETIME] = "DateTime",
  [TXC_CQL_TIME] = "Time",         [TXC_CQL_INTERVAL] = "Interval", [TXC_CQL_LIST] = "List",
  [TXC_CQL_RATIO] = "Ratio",       [TXC_CQL_UNCERTAIN] = "Integer",
};

txc_cql_value
txc_cql_null (txc_cql_kind kind)
{
  return (txc_cql_value){ .type = { kind, TXC_CQL_ANY }, .is_null = true };
}

txc_cql_value
txc_cql_boolean (bool boolean)
{
  return (txc_cql_value){ .type = { TXC_CQL_BOOLEAN, TXC_CQL_ANY }, .boolean = boolean };
}

txc_cql_value
txc_cql_integer (int32_t integer)
{
  return (txc_cql_value){ .type = { TXC_CQL_INTEGER, TXC_CQL_ANY }, .integer = integer };
}

txc_cql_value
txc_cql_decimal (txc_decimal decimal)
{
  return (txc_cql_value){ .type = { TXC_CQL_DECIMAL, TXC_CQL_ANY }, .decimal = decimal };
}

txc_cql_value
txc_cql_string (const char *string)
{
  return (txc_cql_value){ .type = { TXC_CQL_STRING, TXC_CQL_ANY }, .string = txc_text_of (string) };
}

txc_cql_value
txc_cql_quantity_of (txc_decimal value, const char *unit)
{
  return (txc_cql_value){ .type = { TXC_CQL_QUANTITY, TXC_CQL_ANY }, .quantity = { value, unit } };
}

const char *
txc_cql_type_name (txc_cql_type type, txc_arena *arena)
{
  if (type.kind != TXC_CQL_LIST && type.kind != TXC_CQL_INTERVAL)
    return names[type.kind];
  return txc_arena_printf (arena, "%s<%s>", names[type.kind], names[type.element]);
}

static bool
kind_from_name (txc_text name, txc_cql_kind *kind)
{
  for (size_t i = 0; i < TXC_CQL_UNCERTAIN; i++)
    if (txc_text_is (name, names[i])) {
      *kind = (txc_cql_kind)i;
      return true;
    }
  return false;
}

bool
txc_cql_type_from_name (txc_text name, txc_cql_type *type)
{
  *type = (txc_cql_type){ TXC_CQL_ANY, TXC_CQL_ANY };
  name = txc_text_trim (name);
  const char *open = name.length ? memchr (name.data, '<', name.length) : NULL;
  txc_text outer = { name.data, open ? (size_t)(open - name.data) : name.length };
  if (!kind_from_name (txc_text_trim (outer), &type->kind))
    return false;
  bool generic = type->kind == TXC_CQL_LIST || type->kind == TXC_CQL_INTERVAL;
  if (!open || !generic)
    return !open && !generic;
  if (name.data[name.length - 1] != '>')
    return false;
  txc_text inner = { open + 1, name.length - outer.length - 2 };
  return kind_from_name (txc_text_trim (inner), &type->element) && type->element != TXC_CQL_LIST
         && type->element != TXC_CQL_INTERVAL;
}

/* Whole numbers without printf: its locale may group digits. */
static void
print_whole (int64_t number, txc_buffer *out)
{
  char digits[24];
  size_t at = sizeof digits;
  uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
  do {
    digits[--at] = (char)('0' + rest % 10);
    rest /= 10;
  } while (rest);
  if (number < 0)
    digits[--at] = '-';
  txc_buffer_add_text (out, (txc_text){ digits + at, sizeof digits - at });
}

static void
print_string (txc_text string, txc_buffer *out)
{
  txc_buffer_add_char (out, '\'');
  for (size_t i = 0; i < string.length; i++) {
    char c = string.data[i];
    if (c == '\'' || c == '\\')
      txc_buffer_add_char (out, '\\');
    if (c == '\n' || c == '\r' || c == '\t')
      txc_buffer_add (out, c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t");
    else
      txc_buffer_add_char (out, c);
  }
  txc_buffer_add_char (out, '\'');
}

static void
print_quantity (const txc_cql_quantity *quantity, txc_buffer *out)
{
  txc_decimal_print (quantity->value, 0, out);
  txc_buffer_add_char (out, ' ');
  txc_precision calendar = txc_unit_calendar (quantity->unit);
  const char *name = txc_unit_calendar_name (calendar);
  if (!calendar || strncmp (name, quantity->unit, strlen (name)) != 0) {
    print_string (txc_text_of (quantity->unit ? quantity->unit : "1"), out);
    return;
  }
  txc_buffer_add (out, name);
  if (txc_decimal_compare (quantity->value, txc_decimal_of (1)) != 0)
    txc_buffer_add_char (out, 's');
}

static void
print_interval (const txc_cql_interval *interval, txc_buffer *out)
{
  txc_buffer_add (out, interval->low_closed ? "Interval[" : "Interval(");
  txc_cql_value_print (interval->low, out);
  txc_buffer_add (out, ", ");
  txc_cql_value_print (interval->high, out);
  txc_buffer_add_char (out, interval->high_closed ? ']' : ')');
}

static void
print_list (const txc_cql_list *list, txc_buffer *out)
{
  txc_buffer_add_char (out, '{');
  for (size_t i = 0; i < list->count; i++) {
    if (i)
      txc_buffer_add (out, ", ");
    txc_cql_value_print (&list->items[i], out);
  }
  txc_buffer_add_char (out, '}');
}

static void
print_calendar (const txc_cql_value *value, txc_buffer *out)
{
  txc_buffer_add_char (out, '@');
  if (value->type.kind == TXC_CQL_DATE) {
    txc_date_print (&value->date, out);
  } else if (value->type.kind == TXC_CQL_DATETIME) {
    txc_datetime_print (&value->datetime, out);
  } else {
    txc_buffer_add_char (out, 'T');
    txc_time_print (&value->time, out);
  }
}

static void
print_range (const txc_range *range, txc_buffer *out)
{
  txc_buffer_add (out, "Interval[");
  print_whole (range->low, out);
  txc_buffer_add (out, ", ");
  if (range->high >= INT32_MAX)
    txc_buffer_add (out, "null");
  else
    print_whole (range->high, out);
  txc_buffer_add_char (out, ']');
}

void
txc_cql_value_print (const txc_cql_value *value, txc_buffer *out)
{
  if (value->is_null) {
    txc_buffer_add (out, "null");
    return;
  }
  switch (value->type.kind) {
  case TXC_CQL_ANY: txc_buffer_add (out, "null"); break;
  case TXC_CQL_BOOLEAN: txc_buffer_add (out, value->boolean ? "true" : "false"); break;
  case TXC_CQL_INTEGER: print_whole (value->integer, out); break;
  case TXC_CQL_LONG:
    print_whole (value->long_integer, out);
    txc_buffer_add_char (out, 'L');
    break;
  case TXC_CQL_DECIMAL: txc_decimal_print (value->decimal, 1, out); break;
  case TXC_CQL_STRING: print_string (value->string, out); break;
  case TXC_CQL_QUANTITY: print_quantity (&value->quantity, out); break;
  case TXC_CQL_DATE:
  case TXC_CQL_DATETIME:
  case TXC_CQL_TIME: print_calendar (value, out); break;
  case TXC_CQL_INTERVAL: print_interval (&value->interval, out); break;
  case TXC_CQL_LIST: print_list (&value->list, out); break;
  case TXC_CQL_RATIO:
    print_quantity (value->ratio.numerator, out);
    txc_buffer_add (out, " : ");
    print_quantity (value->ratio.denominator, out);
    break;
  case TXC_CQL_UNCERTAIN: print_range (&value->range, out); break;
  }
}
