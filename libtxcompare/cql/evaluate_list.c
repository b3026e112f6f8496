/* SPDX-License-Identifier: Apache-2.0
 *
 * Lists written in an expression, and intervals as sets of points. Lists that
 * hold facts are in evaluate_known.c.
 */
#include "cql/evaluate.h"

/* Equal, or both null: how lists compare their items. */
static bool
same_item (const txc_cql_value *a, const txc_cql_value *b, int offset)
{
  return a->is_null || b->is_null ? a->is_null && b->is_null : txc_cql_equal (a, b, offset) == TXC_TRUE;
}

static bool
has (const txc_cql_list *list, const txc_cql_value *item, int offset)
{
  for (size_t i = 0; i < list->count; i++)
    if (same_item (&list->items[i], item, offset))
      return true;
  return false;
}

static void
make_list (txc_cql_context *x, const txc_cql_node *node, txc_cql_value *value)
{
  txc_cql_value *items = txc_arena_array (x->arena, node->count, sizeof *items);
  if (!items) {
    txc_cql_trouble (x, node, TXC_NO_MEMORY, "", value);
    return;
  }
  for (size_t i = 0; i < node->count; i++)
    txc_cql_evaluate_node (x, node->arguments[i], &items[i]);
  *value = (txc_cql_value){ .type = node->type, .list = { items, node->count } };
}

/* A null operand of a union is an empty list; of the others it makes null. */
static void
combine (txc_cql_context *x, const txc_cql_node *node, txc_cql_value *value)
{
  txc_cql_value a, b;
  txc_cql_evaluate_node (x, node->arguments[0], &a);
  txc_cql_evaluate_node (x, node->arguments[1], &b);
  *value = (txc_cql_value){ .type = node->type, .is_null = true };
  bool either = node->op == TXC_OP_UNION;
  if (either ? a.is_null && b.is_null : a.is_null || (b.is_null && node->op == TXC_OP_INTERSECT))
    return;
  txc_cql_list left = a.is_null ? (txc_cql_list){ NULL, 0 } : a.list;
  txc_cql_list right = b.is_null ? (txc_cql_list){ NULL, 0 } : b.list;
  txc_cql_value *items = txc_arena_array (x->arena, left.count + right.count, sizeof *items);
  if (!items) {
    txc_cql_trouble (x, node, TXC_NO_MEMORY, "", value);
    return;
  }
  int offset = txc_cql_offset (x);
  txc_cql_list result = { items, 0 };
  for (size_t i = 0; i < left.count + (either ? right.count : 0); i++) {
    const txc_cql_value *item = i < left.count ? &left.items[i] : &right.items[i - left.count];
    bool wanted = either || has (&right, item, offset) == (node->op == TXC_OP_INTERSECT);
    if (wanted && !has (&result, item, offset))
      items[result.count++] = *item;
  }
  *value = (txc_cql_value){ .type = node->type, .list = result };
}

void
txc_cql_list_value (txc_cql_context *x, const txc_cql_node *node, txc_cql_value *value)
{
  if (node->op == TXC_OP_LIST)
    make_list (x, node, value);
  else if (node->reads_list)
    txc_cql_known_value (x, node, value);
  else
    combine (x, node, value);
}

/* One end: null is no bound where closed, an unknown one where open. */
static txc_answer
within_bound (const txc_cql_value *point, const txc_cql_value *bound, bool closed, bool low, txc_precision precision,
              int offset)
{
  if (bound->is_null)
    return closed ? TXC_TRUE : TXC_UNKNOWN;
  txc_cql_op op = low ? (closed ? TXC_OP_SAME_OR_AFTER : TXC_OP_AFTER) : closed ? TXC_OP_SAME_OR_BEFORE : TXC_OP_BEFORE;
  return txc_cql_compare (op, point, bound, precision, offset);
}

/* The interval's value; one that is written here (its bounds are not constant, or
   it would have been folded) needs no memory: its bounds go into `bounds`. */
static void
evaluate_interval (txc_cql_context *x, const txc_cql_node *node, txc_cql_value bounds[2], txc_cql_value *value)
{
  if (node->op == TXC_OP_INTERVAL)
    txc_cql_make_interval (x, node, bounds, value);
  else
    txc_cql_evaluate_node (x, node, value);
}

static txc_answer
in_interval (txc_cql_context *x, const txc_cql_node *node, const txc_cql_value *point)
{
  txc_cql_value set, bounds[2];
  evaluate_interval (x, node->arguments[1], bounds, &set);
  if (set.is_null)
    return node->strict ? TXC_UNKNOWN : TXC_FALSE;
  if (point->is_null)
    return TXC_UNKNOWN;
  int offset = txc_cql_offset (x);
  txc_precision precision = (txc_precision)node->precision;
  const txc_cql_interval *interval = &set.interval;
  return txc_answer_and (within_bound (point, interval->low, interval->low_closed, true, precision, offset),
                         within_bound (point, interval->high, interval->high_closed, false, precision, offset));
}

/* CQL: in a null list there is nothing, and null is in a list that holds null.
   Strict, as rules need it: an unknown item may or may not be in the list. */
static txc_answer
in_list (txc_cql_context *x, const txc_cql_node *node, const txc_cql_value *item)
{
  txc_cql_value list;
  txc_cql_evaluate_node (x, node->arguments[1], &list);
  if (node->strict && (list.is_null || item->is_null))
    return TXC_UNKNOWN;
  if (list.is_null)
    return TXC_FALSE;
  txc_answer result = TXC_FALSE;
  int offset = txc_cql_offset (x);
  for (size_t i = 0; i < list.list.count && result != TXC_TRUE; i++) {
    const txc_cql_value *other = &list.list.items[i];
    txc_answer same = node->strict ? txc_cql_equal (item, other, offset)
                                   : txc_answer_of (same_item (item, other, offset));
    result = txc_answer_or (result, same);
  }
  return result;
}

txc_answer
txc_cql_member (txc_cql_context *x, const txc_cql_node *node)
{
  const txc_cql_node *set = node->arguments[1];
  txc_cql_value item;
  txc_cql_evaluate_node (x, node->arguments[0], &item);
  if (set->reads_list)
    return txc_cql_known_member (x, &item, set);
  return set->type.kind == TXC_CQL_INTERVAL ? in_interval (x, node, &item) : in_list (x, node, &item);
}

txc_answer
txc_cql_exists (txc_cql_context *x, const txc_cql_node *list)
{
  txc_cql_value value;
  if (list->reads_list)
    return txc_cql_known_exists (x, list);
  txc_cql_evaluate_node (x, list, &value);
  for (size_t i = 0; !value.is_null && i < value.list.count; i++)
    if (!value.list.items[i].is_null)
      return TXC_TRUE;
  return TXC_FALSE;
}
