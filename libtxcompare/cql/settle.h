/* SPDX-License-Identifier: Apache-2.0
 *
 * What settle.c and witness.c share.
 */
#ifndef TXC_CQL_SETTLE_H
#define TXC_CQL_SETTLE_H

#include "cql/explain.h"

enum { TXC_MOST_ATOMS = 256, TXC_WAY_WORDS = TXC_MOST_ATOMS / 32, TXC_MOST_WAYS = 64 };

/* A comparison or membership that is unknown, and the unknown facts it reads. */
typedef struct txc_atom {
  const txc_cql_node *node;
  const txc_cql_value *item;  /* an item's membership in a list parameter; else NULL */
  const txc_cql_node *list;
  size_t *readings;
  size_t count;
  size_t capacity;
} txc_atom;

/* Atoms with the truth supposed of them, two bits each. */
typedef struct txc_way {
  uint64_t words[TXC_WAY_WORDS];
} txc_way;

typedef struct txc_ways {
  txc_way *items;
  size_t count;
  size_t capacity;
} txc_ways;

typedef struct txc_settling {
  txc_explanation *e;
  txc_atom *atoms;
  size_t atom_count;
} txc_settling;

/* Whether every fact can be what the way supposes of it: age cannot be both
   under 18 and over 65. True where that cannot be told. */
bool txc_settle_possible (txc_settling *s, const txc_way *way);

#endif
