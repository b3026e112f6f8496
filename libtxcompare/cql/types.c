/* SPDX-License-Identifier: Apache-2.0
 *
 * Gives every node its type, makes implicit conversions explicit, and folds what
 * has no facts in it into constants. After a problem a node's type is Any, which
 * fits everywhere, so that one mistake is reported once.
 */
#include "cql/types.h"

#include "base/units.h"
#include "cql/evaluate.h"

static const txc_cql_type any = { TXC_CQL_ANY, TXC_CQL_ANY }, boolean = { TXC_CQL_BOOLEAN, TXC_CQL_ANY },
                          integer = { TXC_CQL_INTEGER, TXC_CQL_ANY }, decimal = { TXC_CQL_DECIMAL, TXC_CQL_ANY };

static void fold (txc_cql_compilation *c, txc_cql_node *node);

static bool
is_number (txc_cql_kind kind)
{
  return kind == TXC_CQL_INTEGER || kind == TXC_CQL_LONG || kind == TXC_CQL_DECIMAL;
}

static bool
is_calendar (txc_cql_kind kind)
{
  return kind == TXC_CQL_DATE || kind == TXC_CQL_DATETIME || kind == TXC_CQL_TIME;
}

static bool
is_ordered (txc_cql_kind kind)
{
  return is_number (kind) || is_calendar (kind) || kind == TXC_CQL_STRING || kind == TXC_CQL_QUANTITY
         || kind == TXC_CQL_ANY;
}

static bool
kind_fits (txc_cql_kind from, txc_cql_kind to)
{
  if (from == to || from == TXC_CQL_ANY)
    return true;
  if (is_number (from))
    return (is_number (to) && from < to) || to == TXC_CQL_QUANTITY;
  return from == TXC_CQL_DATE && to == TXC_CQL_DATETIME;
}

static bool
type_fits (txc_cql_type from, txc_cql_type to)
{
  if (from.kind == TXC_CQL_ANY)
    return true;
  if (from.kind != to.kind)
    return kind_fits (from.kind, to.kind);
  return kind_fits (from.element, to.element);
}

/* The narrowest type both convert to. */
static bool
common_type (txc_cql_type a, txc_cql_type b, txc_cql_type *common)
{
  bool fits = type_fits (a, b);
  *common = fits ? b : a;
  return fits || type_fits (b, a);
}

static const char *
name_of (txc_cql_compilation *c, txc_cql_type type)
{
  const char *name = txc_cql_type_name (type, c->arena);
  return name ? name : "?";
}

static void
fail (txc_cql_node *node)
{
  node->type = any;
}

/* The argument as `type`, with a conversion where it has another one. */
static void
convert (txc_cql_compilation *c, txc_cql_node *node, size_t i, txc_cql_type type)
{
  txc_cql_node *argument = node->arguments[i];
  if (argument->type.kind == type.kind && argument->type.element == type.element)
    return;
  if (argument->reads_list || type.kind == TXC_CQL_ANY)
    return; /* items are compared as they are */
  txc_cql_node *converted = txc_cql_node_new (c, TXC_OP_CONVERT, &argument, 1, argument->offset, argument->length);
  if (!converted)
    return;
  converted->type = type;
  converted->reads = argument->reads;
  converted->resolved = true;
  node->arguments[i] = converted;
  fold (c, converted);
}

static bool
require (txc_cql_compilation *c, txc_cql_node *node, size_t i, txc_cql_type type)
{
  const txc_cql_node *argument = node->arguments[i];
  if (type_fits (argument->type, type)) {
    convert (c, node, i, type);
    return true;
  }
  const char *hint = argument->op == TXC_OP_EXISTS || node->op == TXC_OP_EXISTS
                     ? "put the list operation in parentheses: exists (a intersect b)"
                     : node->op == TXC_OP_NOT ? "put the comparison in parentheses: not (a > b)" : NULL;
  txc_cql_problem (c, argument->offset, argument->length, hint, "this is %s, %s is needed here",
                   name_of (c, argument->type), name_of (c, type));
  fail (node);
  return false;
}

static void
all_boolean (txc_cql_compilation *c, txc_cql_node *node)
{
  bool good = true;
  for (size_t i = 0; i < node->count; i++)
    good = require (c, node, i, boolean) && good;
  if (good)
    node->type = boolean;
}

/* Both arguments as their common type. */
static bool
unify (txc_cql_compilation *c, txc_cql_node *node, size_t a, size_t b)
{
  txc_cql_type left = node->arguments[a]->type, right = node->arguments[b]->type, common;
  if (!common_type (left, right, &common)) {
    txc_cql_problem (c, node->offset, node->length, txc_cql_mismatch_hint (c, node->arguments[a], node->arguments[b]),
                     "%s and %s do not go together", name_of (c, left), name_of (c, right));
    fail (node);
    return false;
  }
  convert (c, node, a, common);
  convert (c, node, b, common);
  return true;
}

static void
comparison (txc_cql_compilation *c, txc_cql_node *node)
{
  node->type = boolean;
  if (!unify (c, node, 0, 1))
    return;
  txc_cql_kind kind = node->arguments[0]->type.kind;
  bool equality = node->op >= TXC_OP_EQUAL && node->op <= TXC_OP_NOT_EQUIVALENT;
  if (!equality && !is_ordered (kind)) {
    txc_cql_problem (c, node->offset, node->length, "use = or !=", "%s has no order",
                     name_of (c, node->arguments[0]->type));
    fail (node);
  }
}

/* The start or end of an interval that stands where a moment is compared. */
static void
take_end (txc_cql_compilation *c, txc_cql_node *node, size_t i, bool end)
{
  txc_cql_node *argument = node->arguments[i];
  if (argument->type.kind != TXC_CQL_INTERVAL)
    return;
  txc_cql_node *point = txc_cql_node_new (c, end ? TXC_OP_END : TXC_OP_START, &argument, 1, argument->offset,
                                          argument->length);
  if (!point)
    return;
  point->type = (txc_cql_type){ argument->type.element, TXC_CQL_ANY };
  point->reads = argument->reads;
  point->resolved = true;
  node->arguments[i] = point;
  fold (c, point);
}

static void
timing (txc_cql_compilation *c, txc_cql_node *node)
{
  bool after = node->op == TXC_OP_AFTER || node->op == TXC_OP_SAME_OR_AFTER;
  if (node->op != TXC_OP_SAME_AS) {
    take_end (c, node, 0, !after);
    take_end (c, node, 1, after);
  }
  comparison (c, node);
  txc_cql_kind kind = node->arguments[0]->type.kind;
  if (node->type.kind == TXC_CQL_BOOLEAN && node->precision && !is_calendar (kind) && kind != TXC_CQL_ANY) {
    txc_cql_problem (c, node->offset, node->length, NULL, "a precision needs dates, this is %s",
                     name_of (c, node->arguments[0]->type));
    fail (node);
  }
}

static void
date_arithmetic (txc_cql_compilation *c, txc_cql_node *node)
{
  const txc_cql_node *amount = node->arguments[1];
  node->type = node->arguments[0]->type;
  if (amount->type.kind != TXC_CQL_QUANTITY && amount->type.kind != TXC_CQL_ANY) {
    txc_cql_problem (c, amount->offset, amount->length, "write the unit: 14 days, or days between a and b",
                     "only a duration moves a date, this is %s", name_of (c, amount->type));
    fail (node);
  } else if (amount->op == TXC_OP_LITERAL && !amount->literal->is_null
             && txc_unit_calendar (amount->literal->quantity.unit) == TXC_PRECISION_NONE) {
    txc_cql_problem (c, amount->offset, amount->length, "write years, months, weeks, days, hours, minutes or seconds",
                     "'%s' does not move a date", amount->literal->quantity.unit);
    fail (node);
  }
}

static void
arithmetic (txc_cql_compilation *c, txc_cql_node *node)
{
  bool sum = node->op == TXC_OP_ADD || node->op == TXC_OP_SUBTRACT;
  if (sum && is_calendar (node->arguments[0]->type.kind)) {
    date_arithmetic (c, node);
    return;
  }
  if (!unify (c, node, 0, 1))
    return;
  txc_cql_kind kind = node->arguments[0]->type.kind;
  bool whole = node->op == TXC_OP_DIVIDE || node->op == TXC_OP_POWER;
  if (kind == TXC_CQL_ANY || (is_number (kind) && whole)) {
    node->type = whole ? decimal : integer;
  } else if (is_number (kind) || (kind == TXC_CQL_QUANTITY && (sum || node->op == TXC_OP_MULTIPLY || whole))) {
    node->type = node->arguments[0]->type;
    return;
  } else {
    txc_cql_problem (c, node->offset, node->length, NULL, "%s is nothing to calculate with",
                     name_of (c, node->arguments[0]->type));
    fail (node);
    return;
  }
  convert (c, node, 0, node->type);
  convert (c, node, 1, node->type);
}

/* Power of Integers is an Integer, but its negative powers are not. */
static void
power (txc_cql_compilation *c, txc_cql_node *node)
{
  const txc_cql_node *exponent = node->arguments[1];
  bool negative = exponent->op == TXC_OP_LITERAL && !exponent->literal->is_null
                  && exponent->type.kind == TXC_CQL_INTEGER && exponent->literal->integer < 0;
  bool integers = node->arguments[0]->type.kind == TXC_CQL_INTEGER && exponent->type.kind == TXC_CQL_INTEGER;
  if (require (c, node, 0, decimal) && require (c, node, 1, decimal))
    node->type = integers && !negative ? integer : decimal;
}

static void
one_number (txc_cql_compilation *c, txc_cql_node *node)
{
  txc_cql_type type = node->arguments[0]->type;
  if (node->op == TXC_OP_ROUND || node->op >= TXC_OP_CEILING) {
    bool good = require (c, node, 0, decimal) && (node->count < 2 || require (c, node, 1, integer));
    if (good)
      node->type = node->op == TXC_OP_ROUND ? decimal : integer;
  } else if (is_number (type.kind) || type.kind == TXC_CQL_QUANTITY || type.kind == TXC_CQL_ANY) {
    node->type = type;
  } else {
    require (c, node, 0, decimal);
  }
}

static void
membership (txc_cql_compilation *c, txc_cql_node *node)
{
  txc_cql_node *item = node->arguments[0], *set = node->arguments[1];
  node->type = boolean;
  if (set->type.kind == TXC_CQL_ANY)
    return;
  if (set->type.kind != TXC_CQL_LIST && set->type.kind != TXC_CQL_INTERVAL) {
    txc_cql_problem (c, set->offset, set->length, "for one value write =",
                     "`in` and `contains` need a list or an interval, this is %s", name_of (c, set->type));
    fail (node);
    return;
  }
  txc_cql_type point = { set->type.element, TXC_CQL_ANY }, common;
  if (!common_type (item->type, point, &common)) {
    txc_cql_problem (c, node->offset, node->length, NULL, "%s cannot be in %s", name_of (c, item->type),
                     name_of (c, set->type));
    fail (node);
    return;
  }
  convert (c, node, 0, common);
  convert (c, node, 1, (txc_cql_type){ set->type.kind, common.kind });
}

static void
set_operator (txc_cql_compilation *c, txc_cql_node *node)
{
  for (size_t i = 0; i < 2; i++)
    if (!require (c, node, i, (txc_cql_type){ TXC_CQL_LIST, node->arguments[i]->type.element }))
      return;
  if (!unify (c, node, 0, 1))
    return;
  node->type = node->arguments[0]->type;
  node->reads_list = node->arguments[0]->reads_list || node->arguments[1]->reads_list;
}

static void
list_or_interval (txc_cql_compilation *c, txc_cql_node *node)
{
  bool list = node->op == TXC_OP_LIST;
  txc_cql_type element = { node->type.element, TXC_CQL_ANY };
  for (size_t i = 0; i < node->count; i++) {
    const txc_cql_node *argument = node->arguments[i];
    bool flat = argument->type.kind != TXC_CQL_LIST && argument->type.kind != TXC_CQL_INTERVAL;
    if (!flat || !common_type (element, argument->type, &element) || (!list && !is_ordered (argument->type.kind))) {
      txc_cql_problem (c, argument->offset, argument->length, NULL, "%s does not go into this %s",
                       name_of (c, argument->type), list ? "list" : "interval");
      fail (node);
      return;
    }
  }
  for (size_t i = 0; i < node->count; i++)
    convert (c, node, i, element);
  node->type = (txc_cql_type){ list ? TXC_CQL_LIST : TXC_CQL_INTERVAL, element.kind };
}

static void
choice (txc_cql_compilation *c, txc_cql_node *node)
{
  size_t first = node->op == TXC_OP_IF ? 1 : 0;
  if (first && !require (c, node, 0, boolean))
    return;
  if (node->op == TXC_OP_COALESCE && node->count == 1 && node->arguments[0]->type.kind == TXC_CQL_LIST) {
    node->type = (txc_cql_type){ node->arguments[0]->type.element, TXC_CQL_ANY };
    return;
  }
  txc_cql_type type = node->arguments[first]->type;
  for (size_t i = first + 1; i < node->count; i++)
    if (!common_type (type, node->arguments[i]->type, &type)) {
      txc_cql_problem (c, node->arguments[i]->offset, node->arguments[i]->length, NULL,
                       "this is %s, the other alternative is %s", name_of (c, node->arguments[i]->type),
                       name_of (c, type));
      fail (node);
      return;
    }
  for (size_t i = first; i < node->count; i++)
    convert (c, node, i, type);
  node->type = type;
}

static void
aggregate (txc_cql_compilation *c, txc_cql_node *node)
{
  txc_cql_type list = node->arguments[0]->type;
  if (node->op == TXC_OP_LENGTH && list.kind == TXC_CQL_STRING) {
    node->type = integer;
    return;
  }
  if (!require (c, node, 0, (txc_cql_type){ TXC_CQL_LIST, list.element }))
    return;
  txc_cql_type element = { list.element, TXC_CQL_ANY };
  switch (node->op) {
  case TXC_OP_EXISTS: node->type = boolean; return;
  case TXC_OP_COUNT:
  case TXC_OP_LENGTH: node->type = integer; return;
  case TXC_OP_ALL_TRUE:
  case TXC_OP_ANY_TRUE:
    if (require (c, node, 0, (txc_cql_type){ TXC_CQL_LIST, TXC_CQL_BOOLEAN }))
      node->type = boolean;
    return;
  case TXC_OP_AVG:
    if (element.kind != TXC_CQL_QUANTITY)
      element = decimal;
    break;
  default: break;
  }
  bool adds = node->op == TXC_OP_SUM || node->op == TXC_OP_AVG;
  bool takes = node->op == TXC_OP_FIRST || node->op == TXC_OP_LAST;
  bool good = adds ? is_number (element.kind) || element.kind == TXC_CQL_QUANTITY || element.kind == TXC_CQL_ANY
                   : takes || is_ordered (element.kind);
  if (!good) {
    txc_cql_problem (c, node->offset, node->length, NULL, "not for %s", name_of (c, list));
    fail (node);
  } else if (require (c, node, 0, (txc_cql_type){ TXC_CQL_LIST, element.kind })) {
    node->type = element;
  }
}

static void
calendar (txc_cql_compilation *c, txc_cql_node *node)
{
  static const txc_cql_type date = { TXC_CQL_DATE, TXC_CQL_ANY }, datetime = { TXC_CQL_DATETIME, TXC_CQL_ANY },
                            time_type = { TXC_CQL_TIME, TXC_CQL_ANY };
  switch (node->op) {
  case TXC_OP_TODAY: node->type = date; return;
  case TXC_OP_NOW: node->type = datetime; return;
  case TXC_OP_TIME_OF_DAY: node->type = time_type; return;
  case TXC_OP_DURATION:
  case TXC_OP_DIFFERENCE:
    if (!unify (c, node, 0, 1))
      return;
    if (node->arguments[0]->type.kind != TXC_CQL_DATE) {
      for (size_t i = 0; i < 2; i++)
        if (!require (c, node, i, datetime))
          return;
    }
    node->type = integer;
    return;
  case TXC_OP_COMPONENT:
    if (is_calendar (node->arguments[0]->type.kind) || require (c, node, 0, datetime))
      node->type = integer;
    return;
  case TXC_OP_DATE_FROM:
    if (require (c, node, 0, datetime))
      node->type = date;
    return;
  default: break;
  }
  for (size_t i = 0; i < node->count; i++)
    if (!require (c, node, i, i == 7 ? decimal : integer))
      return;
  node->type = node->op == TXC_OP_DATE ? date : node->op == TXC_OP_TIME ? time_type : datetime;
}

static void
start_or_end (txc_cql_compilation *c, txc_cql_node *node)
{
  const txc_cql_node *interval = node->arguments[0];
  if (interval->type.kind == TXC_CQL_INTERVAL)
    node->type = (txc_cql_type){ interval->type.element, TXC_CQL_ANY };
  else
    require (c, node, 0, (txc_cql_type){ TXC_CQL_INTERVAL, interval->type.kind });
}

static void
as_type (txc_cql_compilation *c, txc_cql_node *node)
{
  txc_cql_type from = node->arguments[0]->type, to = node->type;
  if (from.kind == TXC_CQL_ANY || from.kind == to.kind)
    return;
  txc_cql_problem (c, node->offset, node->length, NULL, "%s is never %s", name_of (c, from), name_of (c, to));
  fail (node);
}

static void
give_type (txc_cql_compilation *c, txc_cql_node *node)
{
  switch (node->op) {
  case TXC_OP_LITERAL:
  case TXC_OP_CONVERT: return;
  case TXC_OP_PARAMETER: txc_cql_find_parameter (c, node); return;
  case TXC_OP_IS_NULL: node->type = boolean; return;
  case TXC_OP_IF:
  case TXC_OP_COALESCE: choice (c, node); return;
  case TXC_OP_INTERVAL:
  case TXC_OP_LIST: list_or_interval (c, node); return;
  case TXC_OP_START:
  case TXC_OP_END: start_or_end (c, node); return;
  case TXC_OP_IN: membership (c, node); return;
  case TXC_OP_UNION:
  case TXC_OP_INTERSECT:
  case TXC_OP_EXCEPT: set_operator (c, node); return;
  case TXC_OP_AS: as_type (c, node); return;
  case TXC_OP_POWER: power (c, node); return;
  default: break;
  }
  if (node->op <= TXC_OP_IS_FALSE)
    all_boolean (c, node);
  else if (node->op <= TXC_OP_GREATER_OR_EQUAL)
    comparison (c, node);
  else if (node->op <= TXC_OP_AFTER)
    timing (c, node);
  else if (node->op <= TXC_OP_TIME_OF_DAY)
    calendar (c, node);
  else if (node->op >= TXC_OP_ADD && node->op <= TXC_OP_MODULO)
    arithmetic (c, node);
  else if (node->op >= TXC_OP_NEGATE && node->op <= TXC_OP_TRUNCATE)
    one_number (c, node);
  else
    aggregate (c, node);
}

/* A node without facts becomes its value, unless that is trouble: CQL answers
   trouble when the expression is evaluated. */
static void
fold (txc_cql_compilation *c, txc_cql_node *node)
{
  bool clock = node->op >= TXC_OP_TODAY && node->op <= TXC_OP_TIME_OF_DAY;
  if (node->op == TXC_OP_LITERAL || node->op == TXC_OP_PARAMETER || clock || c->problems)
    return;
  for (size_t i = 0; i < node->count; i++)
    if (node->arguments[i]->op != TXC_OP_LITERAL)
      return;
  txc_cql_context x = { .parameters = c->parameters, .arena = c->arena };
  txc_cql_value *value = txc_arena_alloc (c->arena, sizeof *value);
  if (!value) {
    c->no_memory = true;
    return;
  }
  txc_cql_evaluate_node (&x, node, value);
  c->no_memory |= x.status == TXC_NO_MEMORY;
  /* Moments with offsets are compared at the offset of the question. */
  if (x.status != TXC_OK || value->type.kind == TXC_CQL_UNCERTAIN)
    return;
  if (value->is_null)
    value->type = node->type;
  node->op = TXC_OP_LITERAL;
  node->literal = value;
  node->count = 0;
}

/* Comparing moments depends on the offset the question is asked at. */
static bool
needs_offset (const txc_cql_node *node)
{
  for (size_t i = 0; i < node->count; i++)
    if (node->arguments[i]->type.kind == TXC_CQL_DATETIME || node->arguments[i]->type.element == TXC_CQL_DATETIME)
      return node->op != TXC_OP_CONVERT && node->op != TXC_OP_INTERVAL && node->op != TXC_OP_LIST;
  return false;
}

static void
resolve (txc_cql_compilation *c, txc_cql_node *node)
{
  if (node->resolved)
    return;
  node->resolved = true;
  for (size_t i = 0; i < node->count; i++) {
    resolve (c, node->arguments[i]);
    node->reads |= node->arguments[i]->reads;
  }
  size_t before = c->problems;
  give_type (c, node);
  if (c->problems == before)
    txc_cql_check_node (c, node);
  if (!node->reads && !needs_offset (node))
    fold (c, node);
}

txc_cql_node *
txc_cql_resolve (txc_cql_compilation *c, txc_cql_node *root)
{
  resolve (c, root);
  if (c->problems || c->no_memory)
    return NULL;
  if (c->profile == TXC_CQL_CHECKED && root->type.kind != TXC_CQL_BOOLEAN)
    txc_cql_problem (c, root->offset, root->length, "compare it with something", "a rule answers yes or no, this is %s",
                     name_of (c, root->type));
  return root;
}
