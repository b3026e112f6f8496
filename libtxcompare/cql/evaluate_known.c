/* SPDX-License-Identifier: Apache-2.0
 *
 * Lists that hold facts. Such a list is a three-valued set: every conceivable
 * item is in it, not in it, or unknown. The set operators work item by item, so
 * nothing is ever built: to ask about one item is to ask the facts below, and to
 * count is to go through the items anybody has named.
 */
#include "cql/evaluate.h"

static txc_fact_list
facts_of (const txc_cql_context *x, const txc_cql_node *parameter)
{
  return x->facts->list (x->facts->context, parameter->parameter);
}

static txc_answer
among (const txc_cql_value *item, const txc_cql_value *items, size_t count, int offset)
{
  txc_answer result = TXC_FALSE;
  for (size_t i = 0; i < count && result != TXC_TRUE; i++)
    result = txc_answer_or (result, txc_cql_equal (item, &items[i], offset));
  return result;
}

static txc_answer
in_parameter (txc_cql_context *x, const txc_cql_value *item, const txc_cql_node *parameter)
{
  txc_fact_list list = facts_of (x, parameter);
  int offset = txc_cql_offset (x);
  txc_answer present = among (item, list.present, list.present_count, offset);
  if (present != TXC_FALSE)
    return present;
  if (list.complete || among (item, list.absent, list.absent_count, offset) == TXC_TRUE)
    return TXC_FALSE;
  return TXC_UNKNOWN;
}

txc_answer
txc_cql_known_member (txc_cql_context *x, const txc_cql_value *item, const txc_cql_node *list)
{
  if (item->is_null)
    return TXC_UNKNOWN;
  txc_answer left, right;
  switch (list->op) {
  case TXC_OP_PARAMETER: return in_parameter (x, item, list);
  case TXC_OP_LITERAL: return among (item, list->literal->list.items, list->literal->list.count, txc_cql_offset (x));
  case TXC_OP_UNION:
  case TXC_OP_INTERSECT:
  case TXC_OP_EXCEPT: break;
  default: return TXC_UNKNOWN;
  }
  left = txc_cql_known_member (x, item, list->arguments[0]);
  if (left == (list->op == TXC_OP_UNION ? TXC_TRUE : TXC_FALSE))
    return left;
  right = txc_cql_known_member (x, item, list->arguments[1]);
  if (list->op == TXC_OP_UNION)
    return txc_answer_or (left, right);
  return txc_answer_and (left, list->op == TXC_OP_EXCEPT ? txc_answer_not (right) : right);
}

/* Going through the items that are named anywhere below a list. */
typedef struct walk {
  txc_cql_context *x;
  const txc_cql_node *list;  /* the whole list */
  bool distinct;             /* each item once */
  int32_t certain;           /* items found that are in the list */
  int32_t possible;          /* items found that may be in it */
  const txc_cql_node *leaf;  /* where the walk is: for `distinct` */
  size_t position;
} walk;

/* Whether items that nobody named may be in the list: FALSE or UNKNOWN. That a
   feature declares its items bounds what rules ask for, not what patients have. */
static txc_answer
others (const txc_cql_context *x, const txc_cql_node *list)
{
  txc_answer left, right;
  switch (list->op) {
  case TXC_OP_PARAMETER: return facts_of (x, list).complete ? TXC_FALSE : TXC_UNKNOWN;
  case TXC_OP_LITERAL: return TXC_FALSE;
  case TXC_OP_UNION:
  case TXC_OP_INTERSECT:
  case TXC_OP_EXCEPT: break;
  default: return TXC_UNKNOWN;
  }
  left = others (x, list->arguments[0]);
  right = others (x, list->arguments[1]);
  if (list->op == TXC_OP_UNION)
    return txc_answer_or (left, right);
  return list->op == TXC_OP_INTERSECT ? txc_answer_and (left, right) : left;
}

/* The item number `position` of a leaf; false behind the last. */
static bool
item_at (const txc_cql_context *x, const txc_cql_node *leaf, size_t position, txc_cql_value *item)
{
  if (leaf->op == TXC_OP_LITERAL) {
    if (position >= leaf->literal->list.count)
      return false;
    *item = leaf->literal->list.items[position];
    return true;
  }
  /* What only follows from other items is no item of its own. */
  txc_fact_list list = facts_of (x, leaf);
  if (position >= list.present_count - list.implied_count)
    return false;
  *item = list.present[position];
  return true;
}

/* Which parts of a set operator name items that can be in the result: all that
   an intersection holds is in its written list, all that a difference holds in
   its left side. */
static bool
is_walked (const txc_cql_node *list, size_t i)
{
  if (list->op == TXC_OP_EXCEPT)
    return i == 0;
  if (list->op != TXC_OP_INTERSECT)
    return true;
  size_t written = list->arguments[1]->op == TXC_OP_LITERAL ? 1 : list->arguments[0]->op == TXC_OP_LITERAL ? 0 : 2;
  return written == 2 || written == i;
}

/* Whether the walk met the item at an earlier place; *done once it reaches the
   place it is at. */
static bool
met_before (const walk *w, const txc_cql_node *list, const txc_cql_value *item, bool *done)
{
  if (list->op != TXC_OP_PARAMETER && list->op != TXC_OP_LITERAL) {
    for (size_t i = 0; i < list->count && !*done; i++)
      if (is_walked (list, i) && met_before (w, list->arguments[i], item, done))
        return true;
    return false;
  }
  txc_cql_value other;
  for (size_t i = 0; item_at (w->x, list, i, &other); i++) {
    if (list == w->leaf && i == w->position) {
      *done = true;
      return false;
    }
    if (txc_cql_equal (item, &other, txc_cql_offset (w->x)) == TXC_TRUE)
      return true;
  }
  return false;
}

static void
visit (walk *w, const txc_cql_value *item)
{
  txc_answer member = txc_cql_known_member (w->x, item, w->list);
  bool done = false;
  if (member == TXC_FALSE || (w->distinct && met_before (w, w->list, item, &done)))
    return;
  w->certain += member == TXC_TRUE;
  w->possible++;
}

static void
walk_items (walk *w, const txc_cql_node *list)
{
  if (list->op == TXC_OP_PARAMETER || list->op == TXC_OP_LITERAL) {
    txc_cql_value item;
    for (size_t i = 0; item_at (w->x, list, i, &item); i++) {
      w->leaf = list;
      w->position = i;
      visit (w, &item);
    }
    return;
  }
  for (size_t i = 0; i < list->count; i++)
    if (is_walked (list, i))
      walk_items (w, list->arguments[i]);
}

txc_answer
txc_cql_known_exists (txc_cql_context *x, const txc_cql_node *list)
{
  walk w = { .x = x, .list = list };
  if (list->op == TXC_OP_PARAMETER) {
    txc_fact_list facts = facts_of (x, list);
    if (facts.present_count || facts.complete)
      return txc_answer_of (facts.present_count > 0);
  }
  walk_items (&w, list);
  if (w.certain)
    return TXC_TRUE;
  return w.possible || others (x, list) != TXC_FALSE ? TXC_UNKNOWN : TXC_FALSE;
}

void
txc_cql_known_count (txc_cql_context *x, const txc_cql_node *list, txc_cql_value *value)
{
  walk w = { .x = x, .list = list, .distinct = true };
  walk_items (&w, list);
  txc_range range = { w.certain, others (x, list) == TXC_FALSE ? w.possible : INT32_MAX };
  if (range.low == range.high)
    *value = txc_cql_integer ((int32_t)range.low);
  else
    *value = (txc_cql_value){ .type = { TXC_CQL_UNCERTAIN, TXC_CQL_ANY }, .range = range };
}

/* Only where no item is unknown. */
void
txc_cql_known_value (txc_cql_context *x, const txc_cql_node *list, txc_cql_value *value)
{
  *value = (txc_cql_value){ .type = list->type, .is_null = true };
  if (list->op != TXC_OP_PARAMETER) {
    txc_cql_value a, b;
    txc_cql_evaluate_node (x, list->arguments[0], &a);
    txc_cql_evaluate_node (x, list->arguments[1], &b);
    if (a.is_null || b.is_null)
      return;
    const txc_cql_node literals[] = { { .op = TXC_OP_LITERAL, .type = list->type, .literal = &a },
                                      { .op = TXC_OP_LITERAL, .type = list->type, .literal = &b } };
    txc_cql_node both[] = { literals[0], literals[1] }, *arguments[] = { &both[0], &both[1] };
    txc_cql_node known = *list;
    known.reads_list = false;
    known.arguments = arguments;
    txc_cql_list_value (x, &known, value);
    return;
  }
  txc_fact_list facts = facts_of (x, list);
  if (facts.complete)
    *value = (txc_cql_value){ .type = list->type,
                              .list = { facts.present, facts.present_count - facts.implied_count } };
}
