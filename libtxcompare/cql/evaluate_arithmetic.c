/* SPDX-License-Identifier: Apache-2.0
 *
 * Numbers and quantities. What leaves the range of its type is null.
 */
#include "base/units.h"
#include "cql/evaluate.h"

static void
set_null (const txc_cql_node *node, txc_cql_value *value)
{
  *value = (txc_cql_value){ .type = node->type, .is_null = true };
}

static void
set_integer (const txc_cql_node *node, int64_t number, txc_cql_value *value)
{
  set_null (node, value);
  if (number >= INT32_MIN && number <= INT32_MAX)
    *value = txc_cql_integer ((int32_t)number);
}

static void
set_decimal (const txc_cql_node *node, bool fits, txc_decimal number, txc_cql_value *value)
{
  set_null (node, value);
  if (fits)
    *value = txc_cql_decimal (number);
}

/* base to a power that is not negative, by squaring. */
static bool
decimal_power (txc_decimal base, int64_t exponent, txc_decimal *result)
{
  *result = txc_decimal_of (1);
  for (;;) {
    if ((exponent & 1) && !txc_decimal_multiply (*result, base, result))
      return false;
    exponent >>= 1;
    if (exponent == 0)
      return true;
    if (!txc_decimal_multiply (base, base, &base))
      return false;
  }
}

static void
power (txc_cql_context *x, const txc_cql_node *node, txc_decimal base, txc_decimal exponent, txc_cql_value *value)
{
  int64_t whole;
  txc_decimal result;
  set_null (node, value);
  if (!txc_decimal_to_integer (exponent, &whole)) {
    txc_cql_trouble (x, node, TXC_UNSUPPORTED, "Power takes whole exponents only", value);
    return;
  }
  if (!decimal_power (base, whole < 0 ? -whole : whole, &result)
      || (whole < 0 && !txc_decimal_divide (txc_decimal_of (1), result, &result)))
    return;
  int64_t integer;
  if (node->type.kind == TXC_CQL_DECIMAL || !txc_decimal_to_integer (result, &integer))
    *value = txc_cql_decimal (result);
  else if (node->type.kind == TXC_CQL_INTEGER)
    set_integer (node, integer, value);
  else
    *value = (txc_cql_value){ .type = node->type, .long_integer = integer };
}

static void
integers (const txc_cql_node *node, int64_t a, int64_t b, txc_cql_value *value)
{
  set_null (node, value);
  switch (node->op) {
  case TXC_OP_ADD: set_integer (node, a + b, value); break;
  case TXC_OP_SUBTRACT: set_integer (node, a - b, value); break;
  case TXC_OP_MULTIPLY: set_integer (node, a * b, value); break;
  case TXC_OP_TRUNCATED_DIVIDE:
    if (b)
      set_integer (node, a / b, value);
    break;
  case TXC_OP_MODULO:
    if (b)
      set_integer (node, a % b, value);
    break;
  default: break;
  }
}

/* Two ranges added or subtracted; anything else about them is not known. */
static void
ranges (const txc_cql_node *node, const txc_cql_value *a, const txc_cql_value *b, txc_cql_value *value)
{
  txc_range left = a->type.kind == TXC_CQL_UNCERTAIN ? a->range : (txc_range){ a->integer, a->integer };
  txc_range right = b->type.kind == TXC_CQL_UNCERTAIN ? b->range : (txc_range){ b->integer, b->integer };
  set_null (node, value);
  if (node->op == TXC_OP_SUBTRACT)
    right = (txc_range){ -right.high, -right.low };
  else if (node->op != TXC_OP_ADD)
    return;
  *value = (txc_cql_value){ .type = { TXC_CQL_UNCERTAIN, TXC_CQL_ANY },
                            .range = { left.low + right.low, left.high + right.high } };
}

static bool
longs_fit (txc_cql_op op, int64_t a, int64_t b, int64_t *result)
{
  switch (op) {
  case TXC_OP_ADD:
    if (b > 0 ? a > INT64_MAX - b : a < INT64_MIN - b)
      return false;
    *result = a + b;
    return true;
  case TXC_OP_SUBTRACT:
    if (b < 0 ? a > INT64_MAX + b : a < INT64_MIN + b)
      return false;
    *result = a - b;
    return true;
  case TXC_OP_MULTIPLY: {
    txc_decimal product;
    return txc_decimal_multiply (txc_decimal_of (a), txc_decimal_of (b), &product)
           && txc_decimal_to_integer (product, result);
  }
  default:
    if (b == 0 || (a == INT64_MIN && b == -1))
      return false;
    *result = op == TXC_OP_MODULO ? a % b : a / b;
    return true;
  }
}

static bool
truncated_quotient (txc_decimal a, txc_decimal b, txc_decimal *quotient)
{
  txc_decimal product;
  if (!txc_decimal_divide (a, b, quotient))
    return false;
  *quotient = txc_decimal_truncate (*quotient, 0);
  /* The quotient was rounded to 8 places before: it may be one too far. */
  if (!txc_decimal_multiply (*quotient, b, &product))
    return false;
  bool beyond = txc_decimal_sign (a) < 0 ? txc_decimal_compare (product, a) < 0 : txc_decimal_compare (product, a) > 0;
  txc_decimal one = txc_decimal_of (txc_decimal_sign (*quotient));
  return !beyond || txc_decimal_subtract (*quotient, one, quotient);
}

static bool
decimals (txc_cql_op op, txc_decimal a, txc_decimal b, txc_decimal *result)
{
  txc_decimal whole;
  switch (op) {
  case TXC_OP_ADD: return txc_decimal_add (a, b, result);
  case TXC_OP_SUBTRACT: return txc_decimal_subtract (a, b, result);
  case TXC_OP_MULTIPLY: return txc_decimal_multiply (a, b, result);
  case TXC_OP_DIVIDE: return txc_decimal_divide (a, b, result);
  case TXC_OP_TRUNCATED_DIVIDE: return truncated_quotient (a, b, result);
  case TXC_OP_MODULO:
    return truncated_quotient (a, b, &whole) && txc_decimal_multiply (whole, b, &whole)
           && txc_decimal_subtract (a, whole, result);
  default: return false;
  }
}

static void
quantities (txc_cql_context *x, const txc_cql_node *node, const txc_cql_quantity *a, const txc_cql_quantity *b,
            txc_cql_value *value)
{
  txc_decimal right = b->value, result;
  const char *unit = a->unit;
  set_null (node, value);
  if (node->op == TXC_OP_MULTIPLY)
    unit = txc_unit_product (a->unit, b->unit, x->arena);
  else if (node->op == TXC_OP_DIVIDE)
    unit = txc_unit_quotient (a->unit, b->unit, x->arena);
  else if (!txc_unit_convert (b->value, b->unit, a->unit, &right))
    return;
  if (!unit)
    txc_cql_trouble (x, node, TXC_NO_MEMORY, "", value);
  else if (decimals (node->op, a->value, right, &result))
    *value = txc_cql_quantity_of (result, unit);
}

static void
two_arguments (txc_cql_context *x, const txc_cql_node *node, const txc_cql_value *a, const txc_cql_value *b,
               txc_cql_value *value)
{
  txc_decimal result = { 0, 0 };
  if (a->type.kind == TXC_CQL_UNCERTAIN || b->type.kind == TXC_CQL_UNCERTAIN) {
    ranges (node, a, b, value);
    return;
  }
  switch (a->type.kind) {
  case TXC_CQL_INTEGER: integers (node, a->integer, b->integer, value); break;
  case TXC_CQL_LONG:
    set_null (node, value);
    if (longs_fit (node->op, a->long_integer, b->long_integer, &value->long_integer))
      value->is_null = false;
    break;
  case TXC_CQL_DECIMAL: {
    bool fits = decimals (node->op, a->decimal, b->decimal, &result);
    set_decimal (node, fits, result, value);
    break;
  }
  case TXC_CQL_QUANTITY: quantities (x, node, &a->quantity, &b->quantity, value); break;
  case TXC_CQL_DATE:
  case TXC_CQL_DATETIME:
  case TXC_CQL_TIME: txc_cql_add_calendar (x, node, a, &b->quantity, node->op == TXC_OP_SUBTRACT, value); break;
  default: set_null (node, value); break;
  }
}

static void
negate (const txc_cql_node *node, const txc_cql_value *a, txc_cql_value *value)
{
  *value = *a;
  switch (a->type.kind) {
  case TXC_CQL_INTEGER: set_integer (node, -(int64_t)a->integer, value); break;
  case TXC_CQL_LONG:
    value->is_null = a->long_integer == INT64_MIN;
    value->long_integer = value->is_null ? 0 : -a->long_integer;
    break;
  case TXC_CQL_DECIMAL: value->decimal = txc_decimal_negate (a->decimal); break;
  case TXC_CQL_QUANTITY: value->quantity.value = txc_decimal_negate (a->quantity.value); break;
  case TXC_CQL_UNCERTAIN: value->range = (txc_range){ -a->range.high, -a->range.low }; break;
  default: set_null (node, value); break;
  }
}

static bool
is_negative (const txc_cql_value *a)
{
  switch (a->type.kind) {
  case TXC_CQL_INTEGER: return a->integer < 0;
  case TXC_CQL_LONG: return a->long_integer < 0;
  case TXC_CQL_DECIMAL: return txc_decimal_sign (a->decimal) < 0;
  case TXC_CQL_QUANTITY: return txc_decimal_sign (a->quantity.value) < 0;
  default: return false;
  }
}

/* Floor and Ceiling of what is behind the point, Truncate: to an Integer. */
static void
to_whole (const txc_cql_node *node, txc_decimal number, txc_cql_value *value)
{
  txc_decimal cut = txc_decimal_truncate (number, 0);
  int64_t whole = 0;
  set_null (node, value);
  if (!txc_decimal_to_integer (cut, &whole) || whole <= INT32_MIN || whole >= INT32_MAX)
    return;
  int beyond = txc_decimal_compare (number, cut);
  if (node->op == TXC_OP_CEILING && beyond > 0)
    whole++;
  if (node->op == TXC_OP_FLOOR && beyond < 0)
    whole--;
  set_integer (node, whole, value);
}

static void
round_to (const txc_cql_node *node, txc_decimal number, const txc_cql_value *places, txc_cql_value *value)
{
  set_null (node, value);
  if (places && places->is_null)
    return;
  int32_t wanted = places ? places->integer : 0;
  if (wanted < 0)
    return;
  *value = txc_cql_decimal (wanted >= TXC_DECIMAL_PLACES ? number : txc_decimal_round (number, wanted));
}

static void
one_argument (const txc_cql_node *node, const txc_cql_value *a, txc_cql_value *value)
{
  switch (node->op) {
  case TXC_OP_POSITIVE: *value = *a; break;
  case TXC_OP_NEGATE: negate (node, a, value); break;
  case TXC_OP_ABS:
    if (a->type.kind == TXC_CQL_UNCERTAIN)
      set_null (node, value);
    else if (is_negative (a))
      negate (node, a, value);
    else
      *value = *a;
    break;
  default: to_whole (node, a->decimal, value); break;
  }
}

void
txc_cql_arithmetic (txc_cql_context *x, const txc_cql_node *node, txc_cql_value *value)
{
  txc_cql_value a, b = { 0 };
  set_null (node, value);
  txc_cql_evaluate_node (x, node->arguments[0], &a);
  if (node->count > 1)
    txc_cql_evaluate_node (x, node->arguments[1], &b);
  if (a.is_null || (node->count > 1 && b.is_null))
    return;
  if (node->op == TXC_OP_ROUND) {
    if (b.type.kind != TXC_CQL_UNCERTAIN)
      round_to (node, a.decimal, node->count > 1 ? &b : NULL, value);
  } else if (node->op == TXC_OP_POWER) {
    power (x, node, a.decimal, b.decimal, value);
  } else if (node->count == 1) {
    one_argument (node, &a, value);
  } else {
    two_arguments (x, node, &a, &b, value);
  }
}
