/* SPDX-License-Identifier: Apache-2.0
 *
 * Equality, equivalence, order, and the implicit conversions.
 */
#include "base/units.h"
#include "cql/evaluate.h"

static txc_order
order_of (int comparison)
{
  return comparison < 0 ? TXC_BEFORE : comparison > 0 ? TXC_AFTER : TXC_SAME;
}

static int
compare_strings (txc_text a, txc_text b)
{
  size_t common = a.length < b.length ? a.length : b.length;
  int order = common ? memcmp (a.data, b.data, common) : 0;
  return order ? order : (a.length > b.length) - (a.length < b.length);
}

static txc_range
range_of (const txc_cql_value *value)
{
  return value->type.kind == TXC_CQL_UNCERTAIN ? value->range : (txc_range){ value->integer, value->integer };
}

/* Only what holds for every number of both ranges. */
static txc_order
order_ranges (const txc_cql_value *a, const txc_cql_value *b)
{
  txc_range left = range_of (a), right = range_of (b);
  if (left.high < right.low)
    return TXC_BEFORE;
  if (left.low > right.high)
    return TXC_AFTER;
  return left.low == left.high && right.low == right.high ? TXC_SAME : TXC_UNCERTAIN;
}

static txc_order
order_quantities (const txc_cql_quantity *a, const txc_cql_quantity *b)
{
  int order;
  return txc_unit_compare (a->value, a->unit, b->value, b->unit, &order) ? order_of (order) : TXC_UNCERTAIN;
}

txc_order
txc_cql_order (const txc_cql_value *a, const txc_cql_value *b, txc_precision precision, int offset)
{
  if (a->is_null || b->is_null)
    return TXC_UNCERTAIN;
  if (a->type.kind == TXC_CQL_UNCERTAIN || b->type.kind == TXC_CQL_UNCERTAIN)
    return order_ranges (a, b);
  if (a->type.kind != b->type.kind)
    return TXC_UNCERTAIN;
  switch (a->type.kind) {
  case TXC_CQL_BOOLEAN: return order_of (a->boolean - b->boolean);
  case TXC_CQL_INTEGER: return order_of ((a->integer > b->integer) - (a->integer < b->integer));
  case TXC_CQL_LONG: return order_of ((a->long_integer > b->long_integer) - (a->long_integer < b->long_integer));
  case TXC_CQL_DECIMAL: return order_of (txc_decimal_compare (a->decimal, b->decimal));
  case TXC_CQL_STRING: return order_of (compare_strings (a->string, b->string));
  case TXC_CQL_QUANTITY: return order_quantities (&a->quantity, &b->quantity);
  case TXC_CQL_DATE: return txc_date_compare (&a->date, &b->date, precision);
  case TXC_CQL_DATETIME: return txc_datetime_compare (&a->datetime, &b->datetime, precision, offset);
  case TXC_CQL_TIME: return txc_time_compare (&a->time, &b->time, precision);
  default: return TXC_UNCERTAIN;
  }
}

static txc_answer
equal_lists (const txc_cql_list *a, const txc_cql_list *b, int offset)
{
  txc_answer result = TXC_TRUE;
  if (a->count != b->count)
    return TXC_FALSE;
  for (size_t i = 0; i < a->count; i++)
    result = txc_answer_and (result, txc_cql_equal (&a->items[i], &b->items[i], offset));
  return result;
}

static txc_answer
equal_ratios (const txc_cql_ratio *a, const txc_cql_ratio *b)
{
  txc_order upper = order_quantities (a->numerator, b->numerator);
  txc_order lower = order_quantities (a->denominator, b->denominator);
  if (upper == TXC_UNCERTAIN || lower == TXC_UNCERTAIN)
    return TXC_UNKNOWN;
  return txc_answer_of (upper == TXC_SAME && lower == TXC_SAME);
}

txc_answer
txc_cql_equal (const txc_cql_value *a, const txc_cql_value *b, int offset)
{
  if (a->is_null || b->is_null)
    return TXC_UNKNOWN;
  if (a->type.kind == TXC_CQL_LIST && b->type.kind == TXC_CQL_LIST)
    return equal_lists (&a->list, &b->list, offset);
  if (a->type.kind == TXC_CQL_RATIO && b->type.kind == TXC_CQL_RATIO)
    return equal_ratios (&a->ratio, &b->ratio);
  if (a->type.kind == TXC_CQL_INTERVAL && b->type.kind == TXC_CQL_INTERVAL) {
    if (a->interval.low_closed != b->interval.low_closed || a->interval.high_closed != b->interval.high_closed)
      return TXC_UNKNOWN;
    return txc_answer_and (txc_cql_equal (a->interval.low, b->interval.low, offset),
                           txc_cql_equal (a->interval.high, b->interval.high, offset));
  }
  txc_order order = txc_cql_order (a, b, TXC_PRECISION_NONE, offset);
  return order == TXC_UNCERTAIN ? TXC_UNKNOWN : txc_answer_of (order == TXC_SAME);
}

static bool
equivalent_decimals (txc_decimal a, txc_decimal b)
{
  int places = txc_decimal_places (a), other = txc_decimal_places (b);
  if (other < places)
    places = other;
  return txc_decimal_compare (txc_decimal_round (a, places), txc_decimal_round (b, places)) == 0;
}

static bool equivalent (const txc_cql_value *a, const txc_cql_value *b, int offset);

static bool
equivalent_lists (const txc_cql_list *a, const txc_cql_list *b, int offset)
{
  bool same = a->count == b->count;
  for (size_t i = 0; same && i < a->count; i++)
    same = equivalent (&a->items[i], &b->items[i], offset);
  return same;
}

static bool
equivalent_quantities (const txc_cql_quantity *a, const txc_cql_quantity *b)
{
  int order;
  return txc_unit_compare_loosely (a->value, a->unit, b->value, b->unit, &order) && order == 0;
}

static bool
equivalent (const txc_cql_value *a, const txc_cql_value *b, int offset)
{
  if (a->is_null || b->is_null)
    return a->is_null && b->is_null;
  if (a->type.kind != b->type.kind)
    return false;
  switch (a->type.kind) {
  case TXC_CQL_DECIMAL: return equivalent_decimals (a->decimal, b->decimal);
  case TXC_CQL_STRING: return txc_text_equal_ignoring_case (a->string, b->string);
  case TXC_CQL_QUANTITY: return equivalent_quantities (&a->quantity, &b->quantity);
  case TXC_CQL_LIST: return equivalent_lists (&a->list, &b->list, offset);
  case TXC_CQL_RATIO:
    return equivalent_quantities (a->ratio.numerator, b->ratio.numerator)
           && equivalent_quantities (a->ratio.denominator, b->ratio.denominator);
  case TXC_CQL_INTERVAL:
    return equivalent (a->interval.low, b->interval.low, offset)
           && equivalent (a->interval.high, b->interval.high, offset)
           && a->interval.low_closed == b->interval.low_closed && a->interval.high_closed == b->interval.high_closed;
  default: return txc_cql_order (a, b, TXC_PRECISION_NONE, offset) == TXC_SAME;
  }
}

/* Whether order `o` fulfils the operator; uncertain moments may still be known to
   be before or the same, but CQL answers null there. */
static txc_answer
fulfils (txc_cql_op op, txc_order o)
{
  if (o == TXC_UNCERTAIN)
    return TXC_UNKNOWN;
  switch (op) {
  case TXC_OP_LESS:
  case TXC_OP_BEFORE: return txc_answer_of (o == TXC_BEFORE);
  case TXC_OP_LESS_OR_EQUAL:
  case TXC_OP_SAME_OR_BEFORE: return txc_answer_of (o != TXC_AFTER);
  case TXC_OP_GREATER:
  case TXC_OP_AFTER: return txc_answer_of (o == TXC_AFTER);
  case TXC_OP_GREATER_OR_EQUAL:
  case TXC_OP_SAME_OR_AFTER: return txc_answer_of (o != TXC_BEFORE);
  default: return txc_answer_of (o == TXC_SAME);
  }
}

/* Ranges that touch: 2 or more is at least 2. */
static txc_answer
compare_ranges (txc_cql_op op, const txc_cql_value *a, const txc_cql_value *b)
{
  txc_range left = range_of (a), right = range_of (b);
  switch (op) {
  case TXC_OP_LESS_OR_EQUAL:
    return left.high <= right.low ? TXC_TRUE : left.low > right.high ? TXC_FALSE : TXC_UNKNOWN;
  case TXC_OP_GREATER_OR_EQUAL:
    return left.low >= right.high ? TXC_TRUE : left.high < right.low ? TXC_FALSE : TXC_UNKNOWN;
  case TXC_OP_LESS: return left.high < right.low ? TXC_TRUE : left.low >= right.high ? TXC_FALSE : TXC_UNKNOWN;
  case TXC_OP_GREATER: return left.low > right.high ? TXC_TRUE : left.high <= right.low ? TXC_FALSE : TXC_UNKNOWN;
  default: return fulfils (op, order_ranges (a, b));
  }
}

txc_answer
txc_cql_compare (txc_cql_op op, const txc_cql_value *a, const txc_cql_value *b, txc_precision precision, int offset)
{
  if (op == TXC_OP_EQUIVALENT || op == TXC_OP_NOT_EQUIVALENT)
    return txc_answer_of (equivalent (a, b, offset) == (op == TXC_OP_EQUIVALENT));
  if (a->is_null || b->is_null)
    return TXC_UNKNOWN;
  if (op == TXC_OP_NOT_EQUAL)
    return txc_answer_not (txc_cql_equal (a, b, offset));
  if (op == TXC_OP_EQUAL)
    return txc_cql_equal (a, b, offset);
  if (a->type.kind == TXC_CQL_UNCERTAIN || b->type.kind == TXC_CQL_UNCERTAIN)
    return compare_ranges (op, a, b);
  return fulfils (op, txc_cql_order (a, b, precision, offset));
}

/* --- implicit conversions ------------------------------------------------ */

static bool
number_of (const txc_cql_value *value, txc_decimal *decimal)
{
  switch (value->type.kind) {
  case TXC_CQL_INTEGER: *decimal = txc_decimal_of (value->integer); return true;
  case TXC_CQL_LONG: *decimal = txc_decimal_of (value->long_integer); return true;
  case TXC_CQL_DECIMAL: *decimal = value->decimal; return true;
  default: return false;
  }
}

static bool
convert_parts (txc_cql_context *x, const txc_cql_node *node, const txc_cql_value *from, txc_cql_type to,
               txc_cql_value *value)
{
  bool list = to.kind == TXC_CQL_LIST;
  size_t count = list ? from->list.count : 2;
  txc_cql_type element = { to.element, TXC_CQL_ANY };
  txc_cql_value *parts = txc_arena_array (x->arena, count, sizeof *parts);
  if (!parts) {
    txc_cql_trouble (x, node, TXC_NO_MEMORY, "", value);
    return false;
  }
  for (size_t i = 0; i < count; i++) {
    const txc_cql_value *part = list ? &from->list.items[i] : i ? from->interval.high : from->interval.low;
    if (!txc_cql_convert (x, node, part, element, &parts[i]))
      return false;
  }
  *value = *from;
  value->type = to;
  if (list) {
    value->list.items = parts;
  } else {
    value->interval.low = &parts[0];
    value->interval.high = &parts[1];
  }
  return true;
}

bool
txc_cql_convert (txc_cql_context *x, const txc_cql_node *node, const txc_cql_value *from, txc_cql_type to,
                 txc_cql_value *value)
{
  txc_decimal number;
  *value = (txc_cql_value){ .type = to, .is_null = true };
  if (from->is_null)
    return true;
  if (from->type.kind == to.kind && (to.element == from->type.element || to.element == TXC_CQL_ANY)) {
    *value = *from;
    return true;
  }
  if ((to.kind == TXC_CQL_LIST || to.kind == TXC_CQL_INTERVAL) && from->type.kind == to.kind)
    return convert_parts (x, node, from, to, value);
  if (to.kind == TXC_CQL_DATETIME && from->type.kind == TXC_CQL_DATE) {
    *value = (txc_cql_value){ .type = to, .datetime = txc_datetime_of_date (&from->date) };
    return true;
  }
  if (!number_of (from, &number))
    return to.kind == TXC_CQL_LONG && from->type.kind == TXC_CQL_UNCERTAIN;
  *value = (txc_cql_value){ .type = to };
  if (to.kind == TXC_CQL_DECIMAL)
    value->decimal = number;
  else if (to.kind == TXC_CQL_QUANTITY)
    value->quantity = (txc_cql_quantity){ number, "1" };
  else if (to.kind == TXC_CQL_LONG && from->type.kind == TXC_CQL_INTEGER)
    value->long_integer = from->integer;
  else
    *value = (txc_cql_value){ .type = to, .is_null = true };
  return !value->is_null;
}
