/* SPDX-License-Identifier: Apache-2.0
 *
 * Eight threads share one knowledge base, one patient and one expression, compare,
 * evaluate, write pages and give references back, all at once; every thread gets the same bytes.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <txcompare.h>

enum { threads = 8, rounds = 4, formats = TXC_FORMAT_JSON + 1 };

typedef struct work {
  txc_knowledge_base *base;
  txc_patient *patient;
  txc_expression *expression;
  char *pages[formats];  /* as one thread alone writes them */
  const char *failed;    /* NULL: nothing */
} work;

static const char *const treatments[] = { "sertraline", "esketamine-nasal", "ketamine-iv", "venlafaxine" };

static bool
write_pages (txc_patient *patient, char *pages[formats])
{
  txc_comparison *comparison = NULL;
  txc_page *page = NULL;
  bool good = txc_comparison_new (patient, treatments, 4, &comparison, NULL) == TXC_OK
              && txc_report_comparison (comparison, NULL, &page, NULL) == TXC_OK;
  for (int i = 0; i < formats; i++)
    pages[i] = NULL;
  for (int i = 0; good && i < formats; i++)
    good = txc_page_write (page, (txc_format)i, NULL, &pages[i], NULL, NULL) == TXC_OK;
  txc_page_unref (page);
  txc_comparison_unref (comparison);
  return good;
}

static void
free_pages (char *pages[formats])
{
  for (int i = 0; i < formats; i++)
    txc_free (pages[i]);
}

/* The same comparison again, beside everybody else's. */
static const char *
compare_again (const work *shared)
{
  char *pages[formats];
  const char *failed = write_pages (shared->patient, pages) ? NULL : "a comparison";
  for (int i = 0; !failed && i < formats; i++)
    if (strcmp (pages[i], shared->pages[i]) != 0)
      failed = "a page differs from the one written alone";
  free_pages (pages);
  return failed;
}

/* What one has of a base besides comparing. */
static const char *
read_again (const work *shared)
{
  const txc_treatment *found = NULL;
  txc_patient_builder *builder = NULL;
  txc_patient *own = NULL;
  txc_evaluation *evaluation = NULL;
  char *rules = NULL;
  bool good = txc_knowledge_base_find_treatment (shared->base, "sertraline", &found, NULL) == TXC_OK
              && txc_expression_evaluate (shared->expression, shared->patient, &evaluation, NULL) == TXC_OK
              && txc_value_boolean (txc_evaluation_value (evaluation))
              && strcmp (txc_evaluation_why (evaluation), "yes, because\n  age: 52; stated\n"
                                                          "  conditions: high blood pressure: present; stated") == 0
              && txc_knowledge_base_export_cql (shared->base, &rules, NULL) == TXC_OK
              && txc_patient_builder_new (shared->base, "2026-11-20", &builder, NULL) == TXC_OK
              && txc_patient_builder_set (builder, "age=30", NULL) == TXC_OK
              && txc_patient_builder_build (builder, &own, NULL) == TXC_OK;
  txc_evaluation_unref (evaluation);
  txc_free (rules);
  txc_patient_unref (own);
  txc_patient_builder_free (builder);
  return good ? NULL : "reading the base";
}

static void *
run (void *argument)
{
  work *own = argument;
  txc_knowledge_base_ref (own->base);
  txc_patient_ref (own->patient);
  txc_expression_ref (own->expression);
  for (int i = 0; i < rounds && !own->failed; i++) {
    own->failed = compare_again (own);
    if (!own->failed)
      own->failed = read_again (own);
  }
  txc_expression_unref (own->expression);
  txc_patient_unref (own->patient);
  txc_knowledge_base_unref (own->base);
  return NULL;
}

static bool
prepare (work *shared)
{
  static const char *const facts[] = { "age=52", "sex=female", "conditions=hypertension,major-depressive-disorder",
                                       "suicidal_intent_or_plan=yes", "systolic_blood_pressure=148" };
  static const char expression[] = "age > 50 and 'hypertension' in conditions";
  txc_patient_builder *builder = NULL;
  bool good = txc_knowledge_base_builtin (&shared->base, NULL) == TXC_OK
              && txc_expression_new (shared->base, expression, sizeof expression - 1, &shared->expression, NULL, NULL) == TXC_OK
              && txc_patient_builder_new (shared->base, "2026-11-20", &builder, NULL) == TXC_OK;
  for (size_t i = 0; good && i < sizeof facts / sizeof facts[0]; i++)
    good = txc_patient_builder_set (builder, facts[i], NULL) == TXC_OK;
  good = good && txc_patient_builder_build (builder, &shared->patient, NULL) == TXC_OK;
  txc_patient_builder_free (builder);
  return good && write_pages (shared->patient, shared->pages);
}

/* Starts all, waits for all, counts those that failed. */
static int
run_all (const work *shared)
{
  pthread_t handles[threads];
  work own[threads];
  bool started[threads];
  int failed = 0;
  for (int i = 0; i < threads; i++) {
    own[i] = *shared;
    started[i] = pthread_create (&handles[i], NULL, run, &own[i]) == 0;
    if (!started[i])
      own[i].failed = "no thread";
  }
  for (int i = 0; i < threads; i++) {
    if (started[i])
      pthread_join (handles[i], NULL);
    if (own[i].failed) {
      fprintf (stderr, "thread %d: %s\n", i, own[i].failed);
      failed++;
    }
  }
  return failed;
}

int
main (void)
{
  work shared = { .base = NULL };
  int failed = threads;
  if (prepare (&shared))
    failed = run_all (&shared);
  else
    fprintf (stderr, "nothing to share\n");
  free_pages (shared.pages);
  txc_expression_unref (shared.expression);
  txc_patient_unref (shared.patient);
  txc_knowledge_base_unref (shared.base);
  printf ("%d passed, %d failed\n", threads - failed, failed);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
