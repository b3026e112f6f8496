/* SPDX-License-Identifier: Apache-2.0
 *
 * The window through which rules see a patient. The rule language knows
 * nothing of patients: whoever has facts fills this interface (the room
 * `patient` does).
 *
 * A fact is either a single value or a list. A single value is known or
 * unknown. A list knows what is present in it, what is known to be absent, and
 * whether it is complete; an item that is neither present nor absent in an
 * incomplete list is unknown.
 */
#ifndef TXC_CQL_FACTS_H
#define TXC_CQL_FACTS_H

#include "cql/value.h"

/* What a rule may read: declared once per knowledge base, in a fixed order. */
typedef struct txc_parameter {
  const char *name;
  txc_cql_type type;
  const char *unit;          /* expected unit of a Quantity; NULL for other types */
  const char *const *items;  /* the values a String or List<String> may have; NULL: any */
  size_t item_count;
} txc_parameter;

typedef struct txc_parameters {
  const txc_parameter *items;
  size_t count;
} txc_parameters;

/* The last `implied_count` of `present` only follow from others (who takes
   sertraline takes an SSRI): `in` finds them, Count and everything that lists or
   counts items leaves them out. Two failed SSRIs are two, not three. */
typedef struct txc_fact_list {
  const txc_cql_value *present;
  size_t present_count;
  const txc_cql_value *absent;
  size_t absent_count;
  bool complete;
  size_t implied_count;
} txc_fact_list;

typedef struct txc_facts {
  const void *context;
  /* The value of parameter `index` (not a list). False: unknown. */
  bool (*value) (const void *context, size_t index, txc_cql_value *value);
  /* What is known of list parameter `index`. Nothing known: all zero. */
  txc_fact_list (*list) (const void *context, size_t index);
  /* The moment the question is asked for: Today() and Now(). */
  txc_datetime as_of;
} txc_facts;

/* Of nobody: nothing is known, not even the moment. */
extern const txc_facts txc_no_facts;

#endif
