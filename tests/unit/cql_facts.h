/* SPDX-License-Identifier: Apache-2.0
 *
 * A few features and a patient's facts for them, for the tests of the rule
 * language. Facts are written as CQL values.
 */
#ifndef TXC_TEST_CQL_FACTS_H
#define TXC_TEST_CQL_FACTS_H

#include "unit/test.h"

#include "cql/rule.h"

enum { AGE, SEX, SBP, EGFR, PHQ9, PREGNANT, LAST_MAOI, CONDITIONS, MEDICATIONS, ALLERGIES, feature_count };

static const char *const sexes[] = { "female", "male" };
static const char *const condition_names[] = { "aneurysm", "epilepsy", "hypertension", "mdd", "psychosis" };

static const txc_parameter features[feature_count] = {
  [AGE] = { "age", { TXC_CQL_INTEGER, TXC_CQL_ANY }, NULL, NULL, 0 },
  [SEX] = { "sex", { TXC_CQL_STRING, TXC_CQL_ANY }, NULL, sexes, 2 },
  [SBP] = { "systolic_blood_pressure", { TXC_CQL_QUANTITY, TXC_CQL_ANY }, "mm[Hg]", NULL, 0 },
  [EGFR] = { "egfr", { TXC_CQL_QUANTITY, TXC_CQL_ANY }, "mL/min", NULL, 0 },
  [PHQ9] = { "phq9", { TXC_CQL_DECIMAL, TXC_CQL_ANY }, NULL, NULL, 0 },
  [PREGNANT] = { "pregnant", { TXC_CQL_BOOLEAN, TXC_CQL_ANY }, NULL, NULL, 0 },
  [LAST_MAOI] = { "last MAOI dose", { TXC_CQL_DATE, TXC_CQL_ANY }, NULL, NULL, 0 },
  [CONDITIONS] = { "conditions", { TXC_CQL_LIST, TXC_CQL_STRING }, NULL, condition_names, 5 },
  [MEDICATIONS] = { "medications", { TXC_CQL_LIST, TXC_CQL_STRING }, NULL, NULL, 0 },
  [ALLERGIES] = { "allergies", { TXC_CQL_LIST, TXC_CQL_STRING }, NULL, NULL, 0 },
};

static const txc_parameters parameters = { features, feature_count };

enum { most_items = 12 };

typedef struct patient {
  txc_arena arena;
  txc_cql_value values[feature_count];
  bool known[feature_count];
  txc_cql_value present[feature_count][most_items];
  txc_cql_value absent[feature_count][most_items];
  size_t present_count[feature_count];
  size_t absent_count[feature_count];
  bool complete[feature_count];
  txc_facts facts;
} patient;

static inline bool
patient_value (const void *context, size_t index, txc_cql_value *value)
{
  const patient *p = context;
  *value = p->values[index];
  return p->known[index];
}

static inline txc_fact_list
patient_list (const void *context, size_t index)
{
  const patient *p = context;
  return (txc_fact_list){ p->present[index], p->present_count[index], p->absent[index], p->absent_count[index],
                          p->complete[index] };
}

static inline void
patient_begin (patient *p)
{
  *p = (patient){ .facts = { .value = patient_value, .list = patient_list } };
  p->facts.context = p;
  ck_assert (txc_datetime_parse (txc_text_of ("2026-11-10T09:30:00.000Z"), &p->facts.as_of));
}

static inline void
patient_end (patient *p)
{
  txc_arena_release (&p->arena);
}

static inline void
set_fact (patient *p, size_t index, const char *value)
{
  txc_diagnostics diagnostics = { 0 };
  const txc_cql_rule *rule;
  ck_assert_int_eq (txc_cql_compile (txc_text_of (value), NULL, NULL, TXC_CQL_FULL, &p->arena, &diagnostics, &rule), TXC_OK);
  ck_assert_int_eq (txc_cql_evaluate (rule, &p->facts, &p->arena, &p->values[index], NULL), TXC_OK);
  p->known[index] = true;
  txc_diagnostics_release (&diagnostics);
}

static inline void
add_present (patient *p, size_t index, const char *item)
{
  p->present[index][p->present_count[index]++] = txc_cql_string (item);
}

static inline void
add_absent (patient *p, size_t index, const char *item)
{
  p->absent[index][p->absent_count[index]++] = txc_cql_string (item);
}

/* The compiled rule; fails the test with the diagnostic otherwise. */
static inline const txc_cql_rule *
compile (patient *p, const char *text, txc_cql_profile profile)
{
  txc_diagnostics diagnostics = { 0 };
  const txc_cql_rule *rule;
  txc_status status = txc_cql_compile (txc_text_of (text), NULL, &parameters, profile, &p->arena, &diagnostics, &rule);
  if (status != TXC_OK)
    ck_abort_msg ("%s: %s", text, diagnostics.kept ? diagnostics.items[0].message : "no diagnostic");
  txc_diagnostics_release (&diagnostics);
  return rule;
}

static inline txc_answer
answer (patient *p, const char *text)
{
  return txc_cql_answer (compile (p, text, TXC_CQL_CHECKED), &p->facts, &p->arena);
}

#endif
