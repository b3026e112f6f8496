/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files of the evaluator share. A null is an unknown; trouble that CQL
 * calls a run-time error gives null as well and is remembered in the context.
 */
#ifndef TXC_CQL_EVALUATE_H
#define TXC_CQL_EVALUATE_H

#include "cql/expression.h"

typedef struct txc_cql_context {
  const txc_parameters *parameters;
  const txc_facts *facts;     /* NULL while constants are folded */
  txc_arena *arena;
  txc_status status;          /* the first trouble, TXC_OK if there was none */
  const txc_cql_node *culprit;
  const char *message;        /* static */
} txc_cql_context;

void txc_cql_evaluate_node (txc_cql_context *x, const txc_cql_node *node, txc_cql_value *value);

/* Of a Boolean node. */
txc_answer txc_cql_truth (txc_cql_context *x, const txc_cql_node *node);
/* Of a node TXC_OP_INTERVAL; the value points into `bounds`. */
void txc_cql_make_interval (txc_cql_context *x, const txc_cql_node *node, txc_cql_value bounds[2], txc_cql_value *value);

/* Remembers trouble, makes `value` null. */
void txc_cql_trouble (txc_cql_context *x, const txc_cql_node *node, txc_status status, const char *message,
                      txc_cql_value *value);

static inline txc_answer
txc_answer_of (bool truth)
{
  return truth ? TXC_TRUE : TXC_FALSE;
}

static inline txc_answer
txc_answer_not (txc_answer answer)
{
  return answer == TXC_UNKNOWN ? TXC_UNKNOWN : answer == TXC_TRUE ? TXC_FALSE : TXC_TRUE;
}

static inline txc_answer
txc_answer_and (txc_answer a, txc_answer b)
{
  if (a == TXC_FALSE || b == TXC_FALSE)
    return TXC_FALSE;
  return a == TXC_TRUE && b == TXC_TRUE ? TXC_TRUE : TXC_UNKNOWN;
}

static inline txc_answer
txc_answer_or (txc_answer a, txc_answer b)
{
  return txc_answer_not (txc_answer_and (txc_answer_not (a), txc_answer_not (b)));
}

/* evaluate_compare.c. Values of one type (an uncertain Integer may stand for an Integer). */
txc_answer txc_cql_equal (const txc_cql_value *a, const txc_cql_value *b, int offset);
/* Like a `precision`-deep comparison of moments; other types ignore it. */
txc_order txc_cql_order (const txc_cql_value *a, const txc_cql_value *b, txc_precision precision, int offset);
txc_answer txc_cql_compare (txc_cql_op op, const txc_cql_value *a, const txc_cql_value *b, txc_precision precision,
                            int offset);
bool txc_cql_convert (txc_cql_context *x, const txc_cql_node *node, const txc_cql_value *from, txc_cql_type to,
                      txc_cql_value *value);

/* evaluate_arithmetic.c, evaluate_calendar.c, evaluate_list.c */
void txc_cql_arithmetic (txc_cql_context *x, const txc_cql_node *node, txc_cql_value *value);
void txc_cql_calendar (txc_cql_context *x, const txc_cql_node *node, txc_cql_value *value);
bool txc_cql_add_calendar (txc_cql_context *x, const txc_cql_node *node, const txc_cql_value *moment,
                           const txc_cql_quantity *amount, bool subtract, txc_cql_value *value);
void txc_cql_list_value (txc_cql_context *x, const txc_cql_node *node, txc_cql_value *value);
void txc_cql_aggregate (txc_cql_context *x, const txc_cql_node *node, txc_cql_value *value);
txc_answer txc_cql_member (txc_cql_context *x, const txc_cql_node *node);
txc_answer txc_cql_exists (txc_cql_context *x, const txc_cql_node *node);

/* evaluate_known.c: lists of which some items are present, some absent and the rest unknown. */
txc_answer txc_cql_known_member (txc_cql_context *x, const txc_cql_value *item, const txc_cql_node *list);
txc_answer txc_cql_known_exists (txc_cql_context *x, const txc_cql_node *list);
void txc_cql_known_count (txc_cql_context *x, const txc_cql_node *list, txc_cql_value *value);
/* The list as a value where everything about it is known; null otherwise. */
void txc_cql_known_value (txc_cql_context *x, const txc_cql_node *list, txc_cql_value *value);

/* The offset moments are compared at: that of the as-of moment. */
static inline int
txc_cql_offset (const txc_cql_context *x)
{
  return x->facts && x->facts->as_of.has_offset ? x->facts->as_of.offset : 0;
}

#endif
