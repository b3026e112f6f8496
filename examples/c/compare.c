/* SPDX-License-Identifier: Apache-2.0
 *
 * Compares two treatments for a patient: the verdicts, one number beside its own
 * comparison group, and the whole page as text.
 *
 *   cc -o compare compare.c $(pkg-config --cflags --libs txcompare)
 *   ./compare patient.json        a FHIR R4 record, or no argument: a few stated facts
 */
#include <stdio.h>
#include <stdlib.h>

#include <txcompare.h>

/* What went wrong, with its place and what led to it. */
static int
fail (txc_error *err)
{
  for (const txc_error *at = err; at; at = txc_error_cause (at)) {
    if (txc_error_file (at))
      fprintf (stderr, "%s:%zu:%zu: ", txc_error_file (at), txc_error_line (at), txc_error_column (at));
    fprintf (stderr, "%s\n", txc_error_message (at));
  }
  txc_error_free (err);
  return EXIT_FAILURE;
}

/* A whole file; NULL if it cannot be read. */
static char *
read_file (const char *name, size_t *length)
{
  char *bytes = NULL;
  FILE *file = fopen (name, "rb");
  if (file && fseek (file, 0, SEEK_END) == 0) {
    long size = ftell (file);
    rewind (file);
    if (size >= 0 && (bytes = malloc ((size_t)size + 1)))
      *length = fread (bytes, 1, (size_t)size, file);
  }
  if (file)
    fclose (file);
  return bytes;
}

/* What is known of the patient. What is not stated stays unknown: never "no". */
static txc_status
describe_patient (txc_patient_builder *builder, const char *record, txc_error **err)
{
  static const char *const facts[] = { "age=52", "conditions=major-depressive-disorder,hypertension",
                                       "systolic_blood_pressure=148 mm[Hg]", "no aneurysm" };
  txc_status status = TXC_OK;
  if (record) {
    size_t length = 0;
    char *bytes = read_file (record, &length);
    if (!bytes) {
      fprintf (stderr, "cannot read %s\n", record);
      return TXC_IO;
    }
    status = txc_patient_builder_add_record (builder, bytes, length, record, err);
    free (bytes);
    return status;
  }
  for (size_t i = 0; status == TXC_OK && i < sizeof facts / sizeof facts[0]; i++)
    status = txc_patient_builder_set (builder, facts[i], err);
  return status;
}

static void
print_verdicts (const txc_eligibility *eligibility)
{
  const char *crisis = txc_eligibility_crisis_notice (eligibility);
  if (crisis)
    printf ("%s\n", crisis);
  for (size_t i = 0; i < txc_eligibility_treatment_count (eligibility); i++) {
    const txc_rule_result *rule;
    printf ("%s: %s\n", txc_treatment_name (txc_eligibility_treatment_at (eligibility, i)),
            txc_verdict_kind_text (txc_eligibility_verdict (eligibility, i)));
    for (size_t r = 0; (rule = txc_eligibility_rule_at (eligibility, i, r)); r++)
      if (rule->decides)
        printf ("  %s: %s [%s]\n", rule->kind, rule->message, rule->source);
  }
  const txc_question *question = txc_eligibility_question_at (eligibility, 0);
  if (question)
    printf ("Most useful question: %s (%s)\n", question->text,
            question->answer_count > 0 ? question->answers[0] : question->fill_in);
}

static void
print_numbers (const txc_comparison *comparison, size_t treatment)
{
  for (size_t row = 0; row < txc_comparison_row_count (comparison); row++) {
    const txc_effect_cell *cell = txc_comparison_cell_at (comparison, row, treatment);
    if (cell->state != TXC_CELL_NUMBERS || !cell->has_interval)
      continue;
    printf ("%s: %.0f of 100 against %.0f on %s; difference %+.0f (95%% interval %+.0f to %+.0f) [%s]\n",
            txc_comparison_row_at (comparison, row)->id, cell->treated_per_100, cell->comparator_per_100, cell->comparator,
            cell->difference_per_100, cell->low_per_100, cell->high_per_100, cell->source);
    return;
  }
}

static txc_status
print_page (const txc_comparison *comparison, txc_error **err)
{
  txc_page *page = NULL;
  char *text = NULL;
  txc_status status = txc_report_comparison (comparison, NULL, &page, err);
  if (status == TXC_OK)
    status = txc_page_write (page, TXC_FORMAT_TEXT, NULL, &text, NULL, err);
  if (status == TXC_OK)
    printf ("\n%s", text);
  txc_free (text);
  txc_page_unref (page);
  return status;
}

int
main (int argc, char **argv)
{
  static const char *const treatments[] = { "sertraline", "esketamine" };
  txc_knowledge_base *base = NULL;
  txc_patient_builder *builder = NULL;
  txc_patient *patient = NULL;
  txc_comparison *comparison = NULL;
  txc_error *err = NULL;

  txc_status status = txc_knowledge_base_builtin (&base, &err);
  if (status == TXC_OK)
    status = txc_patient_builder_new (base, "2026-11-20", &builder, &err);
  if (status == TXC_OK)
    status = describe_patient (builder, argc > 1 ? argv[1] : NULL, &err);
  if (status == TXC_OK)
    status = txc_patient_builder_build (builder, &patient, &err);
  if (status == TXC_OK)
    status = txc_comparison_new (patient, treatments, 2, &comparison, &err);
  if (status == TXC_OK) {
    print_verdicts (txc_comparison_eligibility (comparison));
    print_numbers (comparison, 0);
    print_numbers (comparison, 1);
    status = print_page (comparison, &err);
  }

  txc_comparison_unref (comparison);
  txc_patient_unref (patient);
  txc_patient_builder_free (builder);
  txc_knowledge_base_unref (base);
  return status == TXC_OK ? EXIT_SUCCESS : fail (err);
}
