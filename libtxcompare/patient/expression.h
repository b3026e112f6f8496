/* SPDX-License-Identifier: Apache-2.0
 *
 * A compiled expression from inside. Immutable; everything lives in its arena.
 */
#ifndef TXC_PATIENT_EXPRESSION_H
#define TXC_PATIENT_EXPRESSION_H

#include <txcompare/cql.h>

#include "knowledge/knowledge.h"

struct txc_expression {
  txc_knowledge_base *knowledge_base; /* NULL: it may read no feature */
  const txc_cql_rule *rule;
  const char *type;
  const size_t *reads; /* indices of features */
  size_t read_count;
  txc_arena arena;
  _Atomic (size_t) references;
};

#endif
