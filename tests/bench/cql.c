/* SPDX-License-Identifier: Apache-2.0
 *
 * The rule language: a knowledge base of some hundred rules must be compiled
 * within 1 ms, and a simple rule answered more than a million times a second.
 */
#include "bench/bench.h"

#include "cql/rule.h"

static const char *const conditions[] = { "aneurysm", "epilepsy", "hypertension", "mdd", "psychosis" };

static const txc_parameter features[] = {
  { "age", { TXC_CQL_INTEGER, TXC_CQL_ANY }, NULL, NULL, 0 },
  { "systolic_blood_pressure", { TXC_CQL_QUANTITY, TXC_CQL_ANY }, "mm[Hg]", NULL, 0 },
  { "conditions", { TXC_CQL_LIST, TXC_CQL_STRING }, NULL, conditions, 5 },
  { "last_maoi", { TXC_CQL_DATE, TXC_CQL_ANY }, NULL, NULL, 0 },
};

static const txc_parameters parameters = { features, sizeof features / sizeof *features };

static const char *const texts[] = {
  "age >= 18",
  "systolic_blood_pressure > 140 'mm[Hg]'",
  "'aneurysm' in conditions",
  "exists (conditions intersect {'aneurysm', 'epilepsy'})",
  "last_maoi > Today() - 14 days",
  "age >= 18 and 'mdd' in conditions and not (systolic_blood_pressure > 180 'mm[Hg]')",
};

enum { text_count = sizeof texts / sizeof *texts, answers = 10000, rules = 100 };

static bool
fact (const void *context, size_t index, txc_cql_value *value)
{
  *value = ((const txc_cql_value *)context)[index];
  return true;
}

static txc_fact_list
list (const void *context, size_t index)
{
  static const txc_cql_value present[] = { { .type = { TXC_CQL_STRING, TXC_CQL_ANY }, .string = { "mdd", 3 } },
                                           { .type = { TXC_CQL_STRING, TXC_CQL_ANY }, .string = { "hypertension", 12 } } };
  return (txc_fact_list){ .present = present, .present_count = 2 };
}

static void
compile_rules (void *context)
{
  txc_arena arena = { 0 };
  txc_diagnostics diagnostics = { 0 };
  const txc_cql_rule *rule;
  for (int i = 0; i < rules; i++)
    if (txc_cql_compile (txc_text_of (texts[i % text_count]), NULL, &parameters, TXC_CQL_CHECKED, &arena, &diagnostics,
                         &rule) != TXC_OK)
      abort ();
  txc_diagnostics_release (&diagnostics);
  txc_arena_release (&arena);
}

typedef struct question {
  const txc_cql_rule *rule;
  txc_facts facts;
  txc_arena scratch;
  int yes;
} question;

static void
ask (void *context)
{
  question *q = context;
  for (int i = 0; i < answers; i++)
    q->yes += txc_cql_answer (q->rule, &q->facts, &q->scratch) == TXC_TRUE;
}

int
main (void)
{
  txc_cql_value values[] = { txc_cql_integer (34), txc_cql_quantity_of (txc_decimal_of (150), "mm[Hg]"),
                             txc_cql_null (TXC_CQL_LIST), { .type = { TXC_CQL_DATE, TXC_CQL_ANY } } };
  txc_arena arena = { 0 };
  txc_diagnostics diagnostics = { 0 };
  int failures = bench_report ("100 rules compiled", bench_median (compile_rules, NULL), 1e-3);
  txc_date_parse (txc_text_of ("2026-11-01"), &values[3].date);
  for (int i = 0; i < text_count; i++) {
    question q = { .facts = { .context = values, .value = fact, .list = list } };
    txc_datetime_parse (txc_text_of ("2026-11-10T09:30:00Z"), &q.facts.as_of);
    if (txc_cql_compile (txc_text_of (texts[i]), NULL, &parameters, TXC_CQL_CHECKED, &arena, &diagnostics, &q.rule) != TXC_OK)
      return EXIT_FAILURE;
    char what[60];
    snprintf (what, sizeof what, "10,000 answers: %.40s", texts[i]);
    failures += bench_report (what, bench_median (ask, &q), 10e-3);
    txc_arena_release (&q.scratch);
  }
  txc_diagnostics_release (&diagnostics);
  txc_arena_release (&arena);
  return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
