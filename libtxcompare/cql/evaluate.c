/* SPDX-License-Identifier: Apache-2.0
 *
 * Logic, choice and the way to everything else.
 *
 * Why adding a fact never turns true into false or back, in the checked profile:
 * order values by how much is known (null below every value; a range of integers
 * below every range inside it; a list below every list that knows more items or
 * is complete). Every operator the profile lets through is monotone in this
 * order: Kleene's and, or, not, xor, implies; comparisons and arithmetic, which
 * are null where an argument is null, and on ranges answer only what holds for
 * every number of the range; membership, which asks present, absent and complete
 * and answers only what no further item can change; the set operators, which
 * work item by item with Kleene's logic; exists and Count over them, a Kleene
 * `or` and a range from the items that are certain to those that are possible.
 * What is not monotone is refused (profile.c): is null, is true, is false,
 * Coalesce, ~, if and case (their else is taken on null), comparing lists as
 * wholes, intervals with a bound that may be null, lists whose items are facts.
 * A rule composes such operators, so it is monotone: more facts leave true true.
 */
#include "cql/evaluate.h"

void
txc_cql_trouble (txc_cql_context *x, const txc_cql_node *node, txc_status status, const char *message,
                 txc_cql_value *value)
{
  if (x->status == TXC_OK) {
    x->status = status;
    x->culprit = node;
    x->message = message;
  }
  *value = (txc_cql_value){ .type = node->type, .is_null = true };
}

/* One fact. Where it has another type than was declared it counts as unknown. */
static void
read_parameter (txc_cql_context *x, const txc_cql_node *node, txc_cql_value *value)
{
  if (node->reads_list) {
    txc_cql_known_value (x, node, value);
    return;
  }
  if (!x->facts->value (x->facts->context, node->parameter, value) || value->is_null) {
    *value = (txc_cql_value){ .type = node->type, .is_null = true };
  } else if (value->type.kind != node->type.kind) {
    txc_cql_value given = *value;
    if (!txc_cql_convert (x, node, &given, node->type, value))
      *value = (txc_cql_value){ .type = node->type, .is_null = true };
  }
}

static txc_answer
compare_arguments (txc_cql_context *x, const txc_cql_node *node)
{
  txc_cql_value a, b;
  txc_cql_evaluate_node (x, node->arguments[0], &a);
  txc_cql_evaluate_node (x, node->arguments[1], &b);
  return txc_cql_compare (node->op, &a, &b, (txc_precision)node->precision, txc_cql_offset (x));
}

static txc_answer
truth_of_value (const txc_cql_value *value)
{
  return value->is_null ? TXC_UNKNOWN : txc_answer_of (value->boolean);
}

static txc_answer
is_what (txc_cql_context *x, const txc_cql_node *node)
{
  txc_cql_value value;
  txc_cql_evaluate_node (x, node->arguments[0], &value);
  if (node->op == TXC_OP_IS_NULL)
    return txc_answer_of (value.is_null);
  return txc_answer_of (truth_of_value (&value) == (node->op == TXC_OP_IS_TRUE ? TXC_TRUE : TXC_FALSE));
}

/* `and` stops at false, `or` at true. */
static txc_answer
and_or (txc_cql_context *x, const txc_cql_node *node)
{
  txc_answer stop = node->op == TXC_OP_AND ? TXC_FALSE : TXC_TRUE, result = txc_answer_not (stop);
  for (size_t i = 0; i < node->count; i++) {
    txc_answer one = txc_cql_truth (x, node->arguments[i]);
    if (one == stop)
      return stop;
    if (one == TXC_UNKNOWN)
      result = TXC_UNKNOWN;
  }
  return result;
}

txc_answer
txc_cql_truth (txc_cql_context *x, const txc_cql_node *node)
{
  txc_answer left, right;
  txc_cql_value value;
  switch (node->op) {
  case TXC_OP_AND:
  case TXC_OP_OR: return and_or (x, node);
  case TXC_OP_NOT: return txc_answer_not (txc_cql_truth (x, node->arguments[0]));
  case TXC_OP_XOR:
    left = txc_cql_truth (x, node->arguments[0]);
    right = txc_cql_truth (x, node->arguments[1]);
    return left == TXC_UNKNOWN || right == TXC_UNKNOWN ? TXC_UNKNOWN : txc_answer_of (left != right);
  case TXC_OP_IMPLIES:
    left = txc_cql_truth (x, node->arguments[0]);
    return txc_answer_or (txc_answer_not (left), txc_cql_truth (x, node->arguments[1]));
  case TXC_OP_EQUAL:
  case TXC_OP_NOT_EQUAL:
  case TXC_OP_EQUIVALENT:
  case TXC_OP_NOT_EQUIVALENT:
  case TXC_OP_LESS:
  case TXC_OP_LESS_OR_EQUAL:
  case TXC_OP_GREATER:
  case TXC_OP_GREATER_OR_EQUAL:
  case TXC_OP_SAME_AS:
  case TXC_OP_SAME_OR_BEFORE:
  case TXC_OP_SAME_OR_AFTER:
  case TXC_OP_BEFORE:
  case TXC_OP_AFTER: return compare_arguments (x, node);
  case TXC_OP_IN: return txc_cql_member (x, node);
  case TXC_OP_EXISTS: return txc_cql_exists (x, node->arguments[0]);
  case TXC_OP_IS_NULL:
  case TXC_OP_IS_TRUE:
  case TXC_OP_IS_FALSE: return is_what (x, node);
  default: txc_cql_evaluate_node (x, node, &value); return truth_of_value (&value);
  }
}

static void
coalesce (txc_cql_context *x, const txc_cql_node *node, txc_cql_value *value)
{
  *value = (txc_cql_value){ .type = node->type, .is_null = true };
  if (node->count == 1) {
    txc_cql_value list;
    txc_cql_evaluate_node (x, node->arguments[0], &list);
    for (size_t i = 0; !list.is_null && i < list.list.count && value->is_null; i++)
      *value = list.list.items[i];
    return;
  }
  for (size_t i = 0; i < node->count && value->is_null; i++)
    txc_cql_evaluate_node (x, node->arguments[i], value);
}

void
txc_cql_make_interval (txc_cql_context *x, const txc_cql_node *node, txc_cql_value bounds[2], txc_cql_value *value)
{
  txc_cql_evaluate_node (x, node->arguments[0], &bounds[0]);
  txc_cql_evaluate_node (x, node->arguments[1], &bounds[1]);
  *value = (txc_cql_value){ .type = node->type, .is_null = bounds[0].is_null && bounds[1].is_null };
  value->interval = (txc_cql_interval){ &bounds[0], &bounds[1], node->low_closed, node->high_closed };
  if (txc_cql_order (&bounds[0], &bounds[1], TXC_PRECISION_NONE, txc_cql_offset (x)) == TXC_AFTER)
    txc_cql_trouble (x, node, TXC_INVALID_DATA, "the interval ends before it begins", value);
}

static void
keep_interval (txc_cql_context *x, const txc_cql_node *node, txc_cql_value *value)
{
  txc_cql_value *bounds = txc_arena_array (x->arena, 2, sizeof *bounds);
  if (bounds)
    txc_cql_make_interval (x, node, bounds, value);
  else
    txc_cql_trouble (x, node, TXC_NO_MEMORY, "", value);
}

void
txc_cql_evaluate_node (txc_cql_context *x, const txc_cql_node *node, txc_cql_value *value)
{
  txc_cql_value inner;
  switch (node->op) {
  case TXC_OP_LITERAL: *value = *node->literal; return;
  case TXC_OP_PARAMETER: read_parameter (x, node, value); return;
  case TXC_OP_IF:
    txc_cql_evaluate_node (x, node->arguments[txc_cql_truth (x, node->arguments[0]) == TXC_TRUE ? 1 : 2], value);
    return;
  case TXC_OP_COALESCE: coalesce (x, node, value); return;
  case TXC_OP_INTERVAL: keep_interval (x, node, value); return;
  case TXC_OP_START:
  case TXC_OP_END:
    txc_cql_evaluate_node (x, node->arguments[0], &inner);
    *value = (txc_cql_value){ .type = node->type, .is_null = true };
    if (!inner.is_null)
      *value = node->op == TXC_OP_START ? *inner.interval.low : *inner.interval.high;
    return;
  case TXC_OP_AS:
    txc_cql_evaluate_node (x, node->arguments[0], value);
    value->type = node->type;
    return;
  case TXC_OP_CONVERT:
    txc_cql_evaluate_node (x, node->arguments[0], &inner);
    txc_cql_convert (x, node, &inner, node->type, value);
    return;
  case TXC_OP_LIST:
  case TXC_OP_UNION:
  case TXC_OP_INTERSECT:
  case TXC_OP_EXCEPT: txc_cql_list_value (x, node, value); return;
  case TXC_OP_COUNT:
  case TXC_OP_LENGTH:
  case TXC_OP_SUM:
  case TXC_OP_MIN:
  case TXC_OP_MAX:
  case TXC_OP_AVG:
  case TXC_OP_ALL_TRUE:
  case TXC_OP_ANY_TRUE:
  case TXC_OP_FIRST:
  case TXC_OP_LAST: txc_cql_aggregate (x, node, value); return;
  default: break;
  }
  if (node->op >= TXC_OP_ADD && node->op <= TXC_OP_TRUNCATE) {
    txc_cql_arithmetic (x, node, value);
  } else if (node->op >= TXC_OP_DURATION && node->op <= TXC_OP_TIME_OF_DAY) {
    txc_cql_calendar (x, node, value);
  } else {
    txc_answer answer = txc_cql_truth (x, node);
    *value = (txc_cql_value){ .type = { TXC_CQL_BOOLEAN, TXC_CQL_ANY }, .is_null = answer == TXC_UNKNOWN,
                              .boolean = answer == TXC_TRUE };
  }
}
