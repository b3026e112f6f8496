/* SPDX-License-Identifier: Apache-2.0
 *
 * A comparison of four treatments, once the knowledge base is ready.
 */
#include <txcompare.h>

#include "bench/bench.h"

static const char *const treatments[] = { "sertraline", "venlafaxine", "esketamine-nasal-with-antidepressant", "ketamine-iv" };
static const char *const facts[] = {
  "age=52", "sex=female", "has major-depressive-disorder", "has hypertension", "failed_adequate_trials=sertraline,venlafaxine",
  "current_medications=escitalopram,apixaban", "systolic_blood_pressure=148 mm[Hg]", "diastolic_blood_pressure=92 mm[Hg]",
};

static void
compare (void *patient)
{
  txc_comparison *comparison = NULL;
  if (txc_comparison_new (patient, treatments, 4, &comparison, NULL) != TXC_OK)
    abort ();
  txc_comparison_unref (comparison);
}

int
main (void)
{
  txc_knowledge_base *base = NULL;
  txc_patient_builder *builder = NULL;
  txc_patient *patient = NULL;
  if (txc_knowledge_base_builtin (&base, NULL) != TXC_OK || txc_patient_builder_new (base, "2026-11-20", &builder, NULL) != TXC_OK)
    abort ();
  for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
    if (txc_patient_builder_set (builder, facts[i], NULL) != TXC_OK)
      abort ();
  if (txc_patient_builder_build (builder, &patient, NULL) != TXC_OK)
    abort ();
  int failed = bench_report ("comparison of four treatments", bench_median (compare, patient), 2e-3);
  txc_patient_unref (patient);
  txc_patient_builder_free (builder);
  txc_knowledge_base_unref (base);
  return failed;
}
