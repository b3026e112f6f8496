/* SPDX-License-Identifier: Apache-2.0
 *
 * Why a rule answered what it answered: the facts it read, those that decided,
 * and the clause in which they stand.
 */
#include "cql/explain.h"

const txc_cql_list *
txc_explain_items (const txc_cql_node *list)
{
  const txc_cql_list *items;
  switch (list->op) {
  case TXC_OP_LITERAL: return list->literal->is_null ? NULL : &list->literal->list;
  case TXC_OP_INTERSECT:
    items = txc_explain_items (list->arguments[1]);
    return items ? items : txc_explain_items (list->arguments[0]);
  case TXC_OP_EXCEPT: return txc_explain_items (list->arguments[0]);
  default: return NULL;
  }
}

/* The literal bound of a Count comparison, seen from the Count's side. */
static txc_cql_op
turned (txc_cql_op op)
{
  switch (op) {
  case TXC_OP_LESS: return TXC_OP_GREATER;
  case TXC_OP_LESS_OR_EQUAL: return TXC_OP_GREATER_OR_EQUAL;
  case TXC_OP_GREATER: return TXC_OP_LESS;
  case TXC_OP_GREATER_OR_EQUAL: return TXC_OP_LESS_OR_EQUAL;
  default: return op;
  }
}

bool
txc_explain_threshold (const txc_cql_node *node, const txc_cql_node **list, int64_t *number, bool *holds)
{
  bool equality = node->op == TXC_OP_EQUAL || node->op == TXC_OP_NOT_EQUAL;
  if (!equality && (node->op < TXC_OP_LESS || node->op > TXC_OP_GREATER_OR_EQUAL))
    return false;
  const txc_cql_node *count = node->arguments[0], *bound = node->arguments[1];
  txc_cql_op op = node->op;
  if (count->op == TXC_OP_LITERAL) {
    count = node->arguments[1];
    bound = node->arguments[0];
    op = turned (op);
  }
  if ((count->op != TXC_OP_COUNT && count->op != TXC_OP_LENGTH) || !count->arguments[0]->reads_list
      || bound->op != TXC_OP_LITERAL || bound->literal->is_null || bound->type.kind != TXC_CQL_INTEGER)
    return false;
  *list = count->arguments[0];
  *number = (int64_t)bound->literal->integer + (op == TXC_OP_GREATER || op == TXC_OP_LESS_OR_EQUAL);
  *holds = op == TXC_OP_GREATER || op == TXC_OP_GREATER_OR_EQUAL || op == TXC_OP_EQUAL;
  return txc_explain_items (*list) != NULL;
}

static bool
same_item (const char *have, const txc_cql_value *item, txc_buffer *print)
{
  if (!have || !item)
    return !have && !item;
  if (item->type.kind == TXC_CQL_STRING)
    return txc_text_is (item->string, have);
  txc_buffer_clear (print);
  txc_cql_value_print (item, print);
  return strcmp (have, txc_buffer_string (print)) == 0;
}

size_t
txc_explain_find (const txc_explanation *e, size_t parameter, const txc_cql_value *item)
{
  txc_buffer print = { 0 };
  size_t i = 0;
  while (i < e->count && (e->readings[i].parameter != parameter || !same_item (e->readings[i].item, item, &print)))
    i++;
  txc_buffer_release (&print);
  return i;
}

static const char *
printed (txc_explanation *e, const txc_cql_value *value)
{
  txc_buffer text = { 0 };
  txc_cql_value_print (value, &text);
  const char *kept = txc_buffer_keep (&text, e->arena);
  e->failed |= !kept;
  return kept;
}

/* What is known of the fact. */
static void
fill_reading (txc_explanation *e, txc_reading *reading, const txc_cql_node *parameter, const txc_cql_value *item)
{
  txc_cql_value value;
  if (item) {
    reading->present = txc_cql_known_member (&e->x, item, parameter);
    reading->item = item->type.kind == TXC_CQL_STRING ? txc_arena_copy (e->arena, item->string) : printed (e, item);
    e->failed |= !reading->item;
    return;
  }
  if (parameter->reads_list) {
    txc_fact_list list = e->x.facts->list (e->x.facts->context, parameter->parameter);
    value = (txc_cql_value){ .type = parameter->type,
                             .list = { list.present, list.present_count - list.implied_count } };
    reading->present = list.complete ? TXC_TRUE : TXC_UNKNOWN;
    reading->value = list.complete || list.present_count ? printed (e, &value) : NULL;
    return;
  }
  txc_cql_evaluate_node (&e->x, parameter, &value);
  reading->present = value.is_null ? TXC_UNKNOWN : TXC_TRUE;
  reading->value = value.is_null ? NULL : printed (e, &value);
}

/* The reading of a fact; a new one where it was not met before. */
static void
read_fact (txc_explanation *e, const txc_cql_node *parameter, const txc_cql_value *item, const txc_cql_node *place,
           txc_reading_visitor visit, void *data)
{
  size_t i = txc_explain_find (e, parameter->parameter, item);
  if (i == e->count) {
    txc_reading *grown = txc_arena_grow (e->arena, e->readings, e->count, &e->capacity, sizeof *grown);
    if (!grown) {
      e->failed = true;
      return;
    }
    e->readings = grown;
    grown[e->count++] = (txc_reading){ .parameter = parameter->parameter, .offset = place->offset,
                                       .length = place->length };
    fill_reading (e, &grown[i], parameter, item);
  }
  if (visit)
    visit (e, i, data);
}

/* The list parameters below a list, asked about one item or as a whole. */
static void
read_lists (txc_explanation *e, const txc_cql_node *list, const txc_cql_value *item, const txc_cql_node *place,
            txc_reading_visitor visit, void *data)
{
  if (list->op == TXC_OP_PARAMETER)
    read_fact (e, list, item, item ? place : list, visit, data);
  for (size_t i = 0; i < list->count; i++)
    read_lists (e, list->arguments[i], item, place, visit, data);
}

static void
read_set (txc_explanation *e, const txc_cql_node *list, txc_reading_visitor visit, void *data)
{
  const txc_cql_list *items = txc_explain_items (list);
  if (!items)
    read_lists (e, list, NULL, list, visit, data);
  for (size_t i = 0; items && i < items->count; i++)
    if (!items->items[i].is_null)
      read_lists (e, list, &items->items[i], list, visit, data);
}

void
txc_explain_visit (txc_explanation *e, const txc_cql_node *node, txc_reading_visitor visit, void *data)
{
  if (node->op == TXC_OP_IN && node->arguments[1]->reads_list) {
    txc_cql_value item;
    txc_explain_visit (e, node->arguments[0], visit, data);
    txc_cql_evaluate_node (&e->x, node->arguments[0], &item);
    read_lists (e, node->arguments[1], item.is_null ? NULL : &item, node, visit, data);
  } else if (node->reads_list) {
    read_set (e, node, visit, data);
  } else if (node->op == TXC_OP_PARAMETER) {
    read_fact (e, node, NULL, node, visit, data);
  } else {
    for (size_t i = 0; i < node->count; i++)
      txc_explain_visit (e, node->arguments[i], visit, data);
  }
}

/* --- what decided --------------------------------------------------------- */

static void
mark (txc_explanation *e, size_t reading, void *data)
{
  ((bool *)data)[reading] = true;
}

/* Of a list cut with a written one: where there is a present item that suffices
   for `exists`, that item; otherwise all. */
static void
decide_exists (txc_explanation *e, const txc_cql_node *node, txc_answer answer, bool *deciding)
{
  const txc_cql_node *list = node->arguments[0];
  const txc_cql_list *items = txc_explain_items (list);
  for (size_t i = 0; items && answer == TXC_TRUE && i < items->count; i++)
    if (txc_cql_known_member (&e->x, &items->items[i], list) == TXC_TRUE) {
      read_lists (e, list, &items->items[i], list, mark, deciding);
      return;
    }
  txc_explain_visit (e, node, mark, deciding);
}

static void
decide (txc_explanation *e, const txc_cql_node *node, txc_answer answer, bool *deciding)
{
  txc_answer left;
  switch (node->op) {
  case TXC_OP_NOT: decide (e, node->arguments[0], txc_answer_not (answer), deciding); return;
  case TXC_OP_AND:
  case TXC_OP_OR:
    for (size_t i = 0; i < node->count; i++) {
      if (answer == (node->op == TXC_OP_AND ? TXC_TRUE : TXC_FALSE)) {
        decide (e, node->arguments[i], answer, deciding);
      } else if (txc_cql_truth (&e->x, node->arguments[i]) == answer) {
        decide (e, node->arguments[i], answer, deciding);
        return;
      }
    }
    return;
  case TXC_OP_IMPLIES:
    left = txc_cql_truth (&e->x, node->arguments[0]);
    if (answer == TXC_FALSE || left == TXC_FALSE)
      decide (e, node->arguments[0], left, deciding);
    if (answer == TXC_FALSE || left != TXC_FALSE)
      decide (e, node->arguments[1], answer, deciding);
    return;
  case TXC_OP_EXISTS: decide_exists (e, node, answer, deciding); return;
  default: txc_explain_visit (e, node, mark, deciding); return;
  }
}

/* The smallest clause that has the answer in it: down through and, or, not and
   implies as long as one part alone gives the answer. */
static const txc_cql_node *
find_clause (txc_explanation *e, const txc_cql_node *node, txc_answer answer)
{
  const txc_cql_node *only = NULL;
  switch (node->op) {
  case TXC_OP_NOT: return find_clause (e, node->arguments[0], txc_answer_not (answer));
  case TXC_OP_AND:
  case TXC_OP_OR:
    if (answer == (node->op == TXC_OP_AND ? TXC_TRUE : TXC_FALSE))
      return node;
    for (size_t i = 0; i < node->count; i++) {
      if (txc_cql_truth (&e->x, node->arguments[i]) != answer)
        continue;
      if (answer == TXC_UNKNOWN && only)
        return node; /* two parts are unknown: both leave it so */
      if (!only)
        only = node->arguments[i];
    }
    return only ? find_clause (e, only, answer) : node;
  default: return node;
  }
}

static txc_status
fill_deciding (txc_explanation *e, txc_reasons *reasons)
{
  bool *deciding = txc_arena_array (e->arena, e->count + 1, sizeof *deciding);
  size_t *indices = txc_arena_array (e->arena, e->count + 1, sizeof *indices);
  if (!deciding || !indices)
    return TXC_NO_MEMORY;
  decide (e, e->rule->root, reasons->answer, deciding);
  for (size_t i = 0; i < e->count; i++)
    if (deciding[i])
      indices[reasons->deciding_count++] = i;
  reasons->deciding = indices;
  return TXC_OK;
}

/* Of a Boolean rule: the clause, and what decided or would settle it. */
static void
explain_answer (txc_explanation *e, txc_reasons *reasons)
{
  const txc_cql_node *clause = find_clause (e, e->rule->root, reasons->answer);
  reasons->clause_offset = clause->offset;
  reasons->clause_length = clause->length;
  if (reasons->answer == TXC_UNKNOWN)
    txc_explain_settle (e, reasons);
  else if (fill_deciding (e, reasons) != TXC_OK)
    e->failed = true;
}

txc_status
txc_cql_explain (const txc_cql_rule *rule, const txc_facts *facts, txc_arena *arena, txc_reasons *reasons,
                 txc_error **err)
{
  txc_explanation e = { .rule = rule, .arena = arena };
  e.x = (txc_cql_context){ .parameters = rule->parameters, .facts = facts, .arena = arena };
  *reasons = (txc_reasons){ .answer = txc_cql_answer (rule, facts, arena),
                            .clause_offset = rule->root->offset, .clause_length = rule->root->length };
  txc_explain_visit (&e, rule->root, NULL, NULL);
  if (rule->root->type.kind == TXC_CQL_BOOLEAN)
    explain_answer (&e, reasons);
  reasons->readings = e.readings;
  reasons->reading_count = e.count;
  return e.failed || e.x.status == TXC_NO_MEMORY ? txc_error_no_memory (err) : TXC_OK;
}
