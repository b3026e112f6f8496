/* SPDX-License-Identifier: Apache-2.0
 *
 * Memory runs out at every point of every public function: the n-th allocation
 * fails, for every n, until a run needs fewer. Nothing may crash, nothing may
 * leak, and the answer is TXC_NO_MEMORY or the same as with memory.
 *
 * This program defines malloc and its family, so every library it loads calls
 * these. That needs glibc's inner names and does not go together with a
 * sanitizer's own allocator; elsewhere the test is skipped.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <txcompare.h>

#if defined(__GLIBC__) && !defined(__SANITIZE_ADDRESS__) && !defined(TXC_NO_INTERPOSING)
#define CAN_INTERPOSE 1
#else
#define CAN_INTERPOSE 0
#endif

#if CAN_INTERPOSE
extern void *__libc_malloc (size_t size);
extern void *__libc_calloc (size_t count, size_t size);
extern void *__libc_realloc (void *memory, size_t size);
extern void __libc_free (void *memory);

static long until_failure = -1; /* -1: never */
static bool failed;
static long living;

/* One allocation fails, and all that come after it, as when memory is gone. */
static bool
fails (void)
{
  if (until_failure < 0)
    return false;
  if (until_failure > 0) {
    until_failure--;
    return false;
  }
  failed = true;
  return true;
}

static void *
counted (void *memory)
{
  living += memory != NULL;
  return memory;
}

void *
malloc (size_t size)
{
  return fails () ? NULL : counted (__libc_malloc (size));
}

void *
calloc (size_t count, size_t size)
{
  return fails () ? NULL : counted (__libc_calloc (count, size));
}

void *
realloc (void *memory, size_t size)
{
  if (fails ())
    return NULL;
  void *moved = __libc_realloc (memory, size);
  living += memory == NULL && moved != NULL;
  return moved;
}

void
free (void *memory)
{
  living -= memory != NULL;
  __libc_free (memory);
}

static const char record[]
  = "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":["
    "{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"p\",\"gender\":\"female\",\"birthDate\":\"1974-05-01\"}},"
    "{\"resource\":{\"resourceType\":\"Condition\",\"id\":\"c\",\"subject\":{\"reference\":\"Patient/p\"},"
    "\"clinicalStatus\":{\"coding\":[{\"code\":\"active\"}]},"
    "\"code\":{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"38341003\"}]}}}]}";

static const char stated[] = "{\"country\": \"US\", \"conditions\": {\"absent\": [\"stroke\"], \"complete\": true}}";

static txc_knowledge_base *shared_base;

static txc_status
builtin (txc_error **err)
{
  txc_knowledge_base *base = NULL;
  txc_status status = txc_knowledge_base_builtin (&base, err);
  txc_knowledge_base_unref (base);
  return status;
}

static txc_status
build_patient (txc_patient **patient, txc_error **err)
{
  txc_patient_builder *builder = NULL;
  txc_status status = txc_patient_builder_new (shared_base, "2026-11-20", &builder, err);
  if (status == TXC_OK)
    status = txc_patient_builder_add_record (builder, record, sizeof record - 1, "record.json", err);
  if (status == TXC_OK)
    status = txc_patient_builder_set (builder, "systolic_blood_pressure=148 mm[Hg]", err);
  if (status == TXC_OK)
    status = txc_patient_builder_state (builder, stated, sizeof stated - 1, err);
  if (status == TXC_OK)
    status = txc_patient_builder_assume_complete (builder, "allergies", err);
  if (status == TXC_OK)
    status = txc_patient_builder_build (builder, patient, err);
  txc_patient_builder_free (builder);
  return status;
}

static txc_status
patient_alone (txc_error **err)
{
  txc_patient *patient = NULL;
  txc_status status = build_patient (&patient, err);
  txc_patient_unref (patient);
  return status;
}

static txc_status
write_every_format (const txc_page *page, txc_error **err)
{
  txc_status status = TXC_OK;
  for (int format = TXC_FORMAT_TEXT; format <= TXC_FORMAT_JSON && status == TXC_OK; format++) {
    char *text = NULL;
    status = txc_page_write (page, (txc_format)format, NULL, &text, NULL, err);
    txc_free (text);
  }
  txc_write_options options = TXC_WRITE_OPTIONS_INIT;
  char *fragment = NULL;
  options.fragment = true;
  if (status == TXC_OK)
    status = txc_page_write (page, TXC_FORMAT_HTML, &options, &fragment, NULL, err);
  txc_free (fragment);
  return status;
}

static txc_status
comparison_page (txc_error **err)
{
  const char *const treatments[] = { "sertraline", "ketamine-iv" };
  txc_patient *patient = NULL;
  txc_comparison *comparison = NULL;
  txc_page *page = NULL;
  txc_status status = build_patient (&patient, err);
  if (status == TXC_OK)
    status = txc_comparison_new (patient, treatments, 2, &comparison, err);
  if (status == TXC_OK)
    status = txc_report_comparison (comparison, NULL, &page, err);
  if (status == TXC_OK)
    status = write_every_format (page, err);
  txc_page_unref (page);
  txc_comparison_unref (comparison);
  txc_patient_unref (patient);
  return status;
}

static txc_status
explanation_pages (txc_error **err)
{
  txc_patient *patient = NULL;
  txc_page *rule = NULL, *cell = NULL, *understood = NULL;
  txc_status status = build_patient (&patient, err);
  if (status == TXC_OK)
    status = txc_report_cell (patient, "sertraline:nausea", NULL, &cell, err);
  if (status == TXC_OK)
    status = txc_report_rule (patient, "esketamine-aneurysm", NULL, &rule, err);
  if (status == TXC_OK)
    status = txc_report_patient (patient, NULL, &understood, err);
  txc_page_unref (understood);
  txc_page_unref (rule);
  txc_page_unref (cell);
  txc_patient_unref (patient);
  return status;
}

static txc_status
pages_of_the_base (txc_error **err)
{
  txc_page *pages[4] = { NULL };
  txc_status status = txc_report_treatment (shared_base, "sertraline", NULL, &pages[0], err);
  if (status == TXC_OK)
    status = txc_report_treatments (shared_base, NULL, &pages[1], err);
  if (status == TXC_OK)
    status = txc_report_features (shared_base, NULL, &pages[2], err);
  if (status == TXC_OK)
    status = txc_report_knowledge_base (shared_base, NULL, &pages[3], err);
  for (size_t i = 0; i < 4; i++)
    txc_page_unref (pages[i]);
  return status;
}

static txc_status
verdict_pages (txc_error **err)
{
  const char *const treatments[] = { "esketamine" };
  txc_patient *patient = NULL;
  txc_eligibility *eligibility = NULL;
  txc_page *verdicts = NULL, *questions = NULL;
  txc_status status = build_patient (&patient, err);
  if (status == TXC_OK)
    status = txc_eligibility_new (patient, treatments, 1, &eligibility, err);
  if (status == TXC_OK)
    status = txc_report_eligibility (eligibility, NULL, &verdicts, err);
  if (status == TXC_OK)
    status = txc_report_questions (eligibility, NULL, &questions, err);
  txc_page_unref (questions);
  txc_page_unref (verdicts);
  txc_eligibility_unref (eligibility);
  txc_patient_unref (patient);
  return status;
}

static txc_status
expression_alone (const char *text, txc_error **err)
{
  txc_expression *expression = NULL;
  txc_evaluation *evaluation = NULL;
  txc_status status = txc_expression_new (NULL, text, strlen (text), &expression, NULL, err);
  if (status == TXC_OK)
    status = txc_expression_evaluate_alone (expression, "2026-11-20", &evaluation, err);
  txc_evaluation_unref (evaluation);
  txc_expression_unref (expression);
  return status;
}

static txc_status
expression_of_a_patient (const char *text, txc_error **err)
{
  txc_patient *patient = NULL;
  txc_expression *expression = NULL;
  txc_evaluation *evaluation = NULL;
  txc_diagnostics *diagnostics = NULL;
  txc_status status = txc_expression_new (shared_base, text, strlen (text), &expression, &diagnostics, err);
  if (status == TXC_OK)
    status = build_patient (&patient, err);
  if (status == TXC_OK)
    status = txc_expression_evaluate (expression, patient, &evaluation, err);
  txc_evaluation_unref (evaluation);
  txc_expression_unref (expression);
  txc_diagnostics_free (diagnostics);
  txc_patient_unref (patient);
  return status;
}

static txc_status
expressions (txc_error **err)
{
  static const char *const alone[] = { "Sum({1.5, 2}) > 3", "Interval[Today() - 2 weeks, Now()]", "{5L, null}",
                                       "1 'mg' : 2 'mL'", "{'a', 'b'}", "months between @2014 and @2016", "@T09:30" };
  static const char *const read[] = { "'hypertension' in conditions", "'aneurysm' in conditions or pregnant", "age + 1",
                                      "Count(conditions)", "exists allergies" };
  txc_status status = TXC_OK;
  for (size_t i = 0; i < sizeof alone / sizeof alone[0] && status == TXC_OK; i++)
    status = expression_alone (alone[i], err);
  for (size_t i = 0; i < sizeof read / sizeof read[0] && status == TXC_OK; i++)
    status = expression_of_a_patient (read[i], err);
  return status;
}

/* An error that is to come is no failure, unless there was no memory to say it. */
static txc_status
as_expected (txc_status status, txc_status expected, txc_error **err)
{
  if (status != expected)
    return status;
  if (*err && txc_error_status (*err) == TXC_NO_MEMORY)
    return TXC_NO_MEMORY;
  txc_error_free (*err);
  *err = NULL;
  return TXC_OK;
}

/* The mistake is reported, and to say so needs memory. */
static txc_status
wrong_expression (txc_error **err)
{
  static const char text[] = "agee > 3";
  txc_expression *expression = NULL;
  txc_diagnostics *diagnostics = NULL;
  txc_status status = txc_expression_new (shared_base, text, sizeof text - 1, &expression, &diagnostics, err);
  txc_diagnostics_free (diagnostics);
  return as_expected (status, TXC_TYPE, err);
}

/* The names are not known, and to say so needs memory. */
static txc_status
unknown_names (txc_error **err)
{
  const txc_treatment *treatment = NULL;
  const txc_feature *feature = NULL;
  txc_status status = txc_knowledge_base_find_treatment (shared_base, "sertralin", &treatment, err);
  if (status == TXC_NOT_FOUND && txc_error_status (*err) == TXC_NOT_FOUND) {
    txc_error_free (*err);
    *err = NULL;
    status = txc_knowledge_base_find_feature (shared_base, "aeg", &feature, err);
  }
  return as_expected (status, TXC_NOT_FOUND, err);
}

static txc_status
export_rules (txc_error **err)
{
  char *text = NULL;
  txc_status status = txc_knowledge_base_export_cql (shared_base, &text, err);
  txc_free (text);
  return status;
}

typedef struct scenario {
  const char *name;
  txc_status (*run) (txc_error **err);
  long step; /* every how many allocations: 1 tries each of them */
} scenario;

/* How many allocations were made to fail; -1 after a failed check. */
static long
run_scenario (const scenario *tried)
{
  for (long n = 0;; n += tried->step) {
    txc_error *err = NULL;
    long before = living;
    failed = false;
    until_failure = n;
    txc_status status = tried->run (&err);
    until_failure = -1;
    bool right = failed ? status == TXC_NO_MEMORY || status == TXC_OK : status == TXC_OK;
    if (right && status != TXC_OK && (!err || txc_error_status (err) != TXC_NO_MEMORY))
      right = false;
    if (!right)
      fprintf (stderr, "%s: allocation %ld: status %d: %s\n", tried->name, n, (int)status, err ? txc_error_message (err) : "no error object");
    txc_error_free (err);
    if (living != before) {
      fprintf (stderr, "%s: allocation %ld: %ld blocks leaked\n", tried->name, n, living - before);
      right = false;
    }
    if (!right)
      return -1;
    if (!failed)
      return n;
  }
}

int
main (void)
{
  const scenario scenarios[] = {
    { "builtin knowledge base", builtin, 1 },     { "patient", patient_alone, 1 },
    { "comparison page", comparison_page, 1 },    { "explanations", explanation_pages, 1 },
    { "export of rules", export_rules, 1 },       { "pages of the base", pages_of_the_base, 1 },
    { "verdict pages", verdict_pages, 1 },        { "expressions", expressions, 1 },
    { "unknown names", unknown_names, 1 },        { "wrong expression", wrong_expression, 1 },
  };
  int bad = 0, good = 0;
  txc_error *err = NULL;
  if (txc_knowledge_base_builtin (&shared_base, &err) != TXC_OK) {
    fprintf (stderr, "built-in knowledge base: %s\n", txc_error_message (err));
    txc_error_free (err);
    return 1;
  }
  for (size_t i = 0; i < sizeof scenarios / sizeof scenarios[0]; i++) {
    txc_error_free (err);
    err = NULL;
    /* The first run may fill caches of the C library that are never freed. */
    if (scenarios[i].run (&err) != TXC_OK)
      fprintf (stderr, "%s: %s\n", scenarios[i].name, txc_error_message (err));
    long count = err ? -1 : run_scenario (&scenarios[i]);
    printf ("%s: %ld allocations failed in turn\n", scenarios[i].name, count);
    if (count < 0)
      bad++;
    else
      good++;
  }
  txc_error_free (err);
  txc_knowledge_base_unref (shared_base);
  printf ("%d passed, %d failed\n", good, bad);
  return bad ? 1 : 0;
}
#else
int
main (void)
{
  puts ("skipped: allocation cannot be interposed in this build");
  return 77;
}
#endif
