/* SPDX-License-Identifier: Apache-2.0
 *
 * What explain.c and settle.c share: one explanation on its way.
 */
#ifndef TXC_CQL_EXPLAIN_H
#define TXC_CQL_EXPLAIN_H

#include "cql/evaluate.h"

typedef struct txc_explanation {
  const txc_cql_rule *rule;
  txc_cql_context x;
  txc_arena *arena;
  txc_reading *readings;
  size_t count;
  size_t capacity;
  bool failed;     /* memory ran out */
} txc_explanation;

/* Calls `visit` for every fact a node reads: (parameter, item or NULL). */
typedef void (*txc_reading_visitor) (txc_explanation *e, size_t reading, void *data);
void txc_explain_visit (txc_explanation *e, const txc_cql_node *node, txc_reading_visitor visit, void *data);

/* The items a list can have because it is cut with a written list; NULL if any. */
const txc_cql_list *txc_explain_items (const txc_cql_node *list);

/* The index of a fact's reading; it is there once the readings were collected. */
size_t txc_explain_find (const txc_explanation *e, size_t parameter, const txc_cql_value *item);

/* Whether a clause compares the number of items of such a list with a constant: it
   `holds` from `number` on (for = and !=: at that number alone), or does not. */
bool txc_explain_threshold (const txc_cql_node *node, const txc_cql_node **list, int64_t *number, bool *holds);

/* The smallest sets of facts that settle the rule (settle.c). */
void txc_explain_settle (txc_explanation *e, txc_reasons *reasons);

#endif
