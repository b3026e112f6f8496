/* SPDX-License-Identifier: Apache-2.0
 *
 * Expressions as a C program meets them: compiled once, evaluated for patients
 * or for nobody, with what their answers rest on.
 */
#include "public/builtin.h"
#include "public/expression.h"

static txc_evaluation *
evaluate (const txc_patient *patient, const char *text)
{
  txc_expression *expression = compile (base, text);
  txc_evaluation *evaluation = NULL;
  ck_assert_int_eq (txc_expression_evaluate (expression, patient, &evaluation, NULL), TXC_OK);
  txc_expression_unref (expression);
  return evaluation;
}

static txc_evaluation *
evaluate_for (const char *const facts[], const char *text)
{
  txc_patient *patient = patient_of (base, facts);
  txc_evaluation *evaluation = evaluate (patient, text);
  txc_patient_unref (patient);
  return evaluation;
}

/* ---- mistakes ---------------------------------------------------------------------- */

static void
assert_error (txc_status answered, txc_status status, txc_error *err, const char *message, size_t line, size_t column)
{
  ck_assert_int_eq (answered, status);
  ck_assert_int_eq (txc_error_status (err), status);
  ck_assert_str_eq (txc_error_message (err), message);
  ck_assert_ptr_null (txc_error_file (err));
  ck_assert_uint_eq (txc_error_line (err), line);
  ck_assert_uint_eq (txc_error_column (err), column);
  txc_error_free (err);
}

static void
assert_refused (const txc_knowledge_base *of, const char *text, txc_status status, const char *message, size_t line,
                size_t column)
{
  txc_expression *expression = (txc_expression *)base;
  txc_error *err = NULL;
  txc_status answered = txc_expression_new (of, text, strlen (text), &expression, NULL, &err);
  ck_assert_ptr_null (expression);
  assert_error (answered, status, err, message, line, column);
}

START_TEST (a_mistake_has_its_place_and_its_hint)
{
  assert_refused (NULL, "1 +\n +", TXC_SYNTAX, "the expression ends where a value was expected", 2, 3);
  assert_refused (NULL, "1 + Cuont({})", TXC_SYNTAX, "unknown function 'Cuont'; did you mean 'Count'?", 1, 5);
  assert_refused (NULL, "age > 3", TXC_TYPE, "unknown feature 'age'", 1, 1);
  assert_refused (base, "aeg > 3", TXC_TYPE, "unknown feature 'aeg'; did you mean 'age'?", 1, 1);
  assert_refused (NULL, "'\xff'", TXC_ENCODING, "the text is not valid UTF-8 here; save the file as UTF-8", 1, 2);
  txc_expression *expression = NULL;
  ck_assert_int_eq (txc_expression_new (NULL, NULL, 0, &expression, NULL, NULL), TXC_SYNTAX);
  ck_assert_ptr_null (expression);
}
END_TEST

START_TEST (every_mistake_is_told)
{
  static const char text[] = "agee > 3 or\n 'aneurism' in conditions";
  txc_expression *expression = NULL;
  txc_diagnostics *problems = NULL;
  char *shown = NULL;
  ck_assert_int_eq (txc_expression_new (base, text, sizeof text - 1, &expression, &problems, NULL), TXC_TYPE);
  ck_assert_uint_eq (txc_diagnostics_error_count (problems), 2);
  ck_assert_ptr_null (txc_diagnostics_file (problems, 0));
  ck_assert_uint_eq (txc_diagnostics_line (problems, 1), 2);
  ck_assert_uint_eq (txc_diagnostics_column (problems, 1), 2);
  ck_assert_str_eq (txc_diagnostics_hint (problems, 1), "did you mean 'aneurysm'?");
  ck_assert_int_eq (txc_diagnostics_print (problems, 80, &shown, NULL), TXC_OK);
  ck_assert_ptr_nonnull (strstr (shown, "1:1: unknown feature 'agee'\n    1 | agee > 3 or\n      | ^~~~"));
  txc_free (shown);
  txc_diagnostics_free (problems);
  ck_assert_int_eq (txc_expression_new (base, "1", 1, &expression, &problems, NULL), TXC_OK);
  ck_assert_uint_eq (txc_diagnostics_count (problems), 0);
  txc_diagnostics_free (problems);
  txc_expression_unref (expression);
}
END_TEST

START_TEST (what_cannot_be_evaluated_is_refused)
{
  txc_evaluation *evaluation = (txc_evaluation *)base;
  txc_error *err = NULL;
  txc_expression *expression = compile (NULL, "1 = 1 and @2026-11-10 + 8000 years = Today()");
  txc_status status = txc_expression_evaluate_alone (expression, "2026-11-10", &evaluation, &err);
  ck_assert_ptr_null (evaluation);
  assert_error (status, TXC_INVALID_DATA, err, "the result lies outside the years 0001 to 9999", 1, 11);
  err = NULL;
  status = txc_expression_evaluate_alone (expression, "yesterday", &evaluation, &err);
  assert_error (status, TXC_INVALID_ARGUMENT, err, "'yesterday' is no date such as 2026-11-10", 0, 0);
  txc_expression_unref (expression);
  err = NULL;
  expression = compile (base, "age >= 18");
  status = txc_expression_evaluate_alone (expression, NULL, &evaluation, &err);
  assert_error (status, TXC_INVALID_ARGUMENT, err, "the expression reads 'age', so it needs a patient", 0, 0);
  ck_assert_ptr_null (evaluation);
  txc_expression_unref (expression);
}
END_TEST

/* ---- patients ------------------------------------------------------------------------ */

START_TEST (a_patient_of_another_base_is_refused)
{
  txc_knowledge_base *small = NULL, *copy = NULL;
  txc_evaluation *evaluation = NULL;
  txc_error *err = NULL;
  ck_assert_int_eq (txc_knowledge_base_load (TXC_TEST_SOURCE "/tests/data/kb-small", &small, NULL, NULL), TXC_OK);
  ck_assert_int_eq (txc_knowledge_base_load (TXC_TEST_SOURCE "/knowledge/depression", &copy, NULL, NULL), TXC_OK);
  txc_patient *theirs = patient_of (small, (const char *[]){ NULL });
  txc_patient *same = patient_of (copy, (const char *[]){ "age=52", "conditions=hypertension", NULL });
  txc_expression *expression = compile (base, "age > 50 and 'hypertension' in conditions"), *free = compile (NULL, "Today()");
  ck_assert_int_eq (txc_expression_evaluate (expression, theirs, &evaluation, &err), TXC_INVALID_ARGUMENT);
  ck_assert_ptr_null (evaluation);
  ck_assert_ptr_nonnull (strstr (txc_error_message (err), "the patient belongs to another knowledge base"));
  txc_error_free (err);
  ck_assert_int_eq (txc_expression_evaluate (expression, same, &evaluation, NULL), TXC_OK);
  ck_assert_str_eq (txc_evaluation_why (evaluation),
                    "yes, because\n  age: 52; stated\n  conditions: high blood pressure: present; stated");
  txc_evaluation_unref (evaluation);
  ck_assert_int_eq (txc_expression_evaluate (free, theirs, &evaluation, NULL), TXC_OK);
  ck_assert_str_eq (txc_evaluation_text (evaluation), "@2026-11-20");
  txc_evaluation_unref (evaluation);
  txc_expression_unref (free);
  txc_expression_unref (expression);
  txc_patient_unref (same);
  txc_patient_unref (theirs);
  txc_knowledge_base_unref (copy);
  txc_knowledge_base_unref (small);
}
END_TEST

START_TEST (an_expression_knows_what_it_reads)
{
  txc_expression *expression = compile (base, "age > 50 and ('hypertension' in conditions or age < 3)");
  ck_assert_str_eq (txc_expression_type (expression), "Boolean");
  ck_assert_uint_eq (txc_expression_feature_count (expression), 2);
  ck_assert_str_eq (txc_feature_id (txc_expression_feature_at (expression, 0)), "age");
  ck_assert_str_eq (txc_feature_id (txc_expression_feature_at (expression, 1)), "conditions");
  ck_assert_ptr_null (txc_expression_feature_at (expression, 2));
  txc_expression_unref (expression);
}
END_TEST

START_TEST (one_expression_serves_many_patients_and_outlives_nothing)
{
  txc_knowledge_base *own = NULL;
  ck_assert_int_eq (txc_knowledge_base_builtin (&own, NULL), TXC_OK);
  txc_expression *expression = compile (own, "age + 1");
  txc_patient *older = patient_of (own, (const char *[]){ "age=52", NULL });
  txc_patient *younger = patient_of (own, (const char *[]){ "age=17", NULL });
  txc_knowledge_base_unref (own);
  txc_evaluation *first = NULL, *second = NULL;
  txc_expression *again = txc_expression_ref (expression);
  ck_assert_ptr_eq (again, expression);
  ck_assert_int_eq (txc_expression_evaluate (expression, older, &first, NULL), TXC_OK);
  txc_expression_unref (expression);
  ck_assert_int_eq (txc_expression_evaluate (again, younger, &second, NULL), TXC_OK);
  txc_expression_unref (again);
  txc_patient_unref (older);
  txc_patient_unref (younger);
  /* What they answered lives on by itself. */
  ck_assert_str_eq (txc_evaluation_text (first), "53");
  ck_assert_str_eq (txc_evaluation_reading_at (first, 0)->feature, "age");
  ck_assert_str_eq (txc_evaluation_reading_at (first, 0)->origin, "stated");
  ck_assert_int_eq (txc_value_integer (txc_evaluation_value (second)), 18);
  txc_evaluation *shared = txc_evaluation_ref (second);
  txc_evaluation_unref (second);
  ck_assert_str_eq (txc_evaluation_why (shared), "18, from age: 17; stated");
  txc_evaluation_unref (shared);
  txc_evaluation_unref (first);
  txc_expression_unref (NULL);
  txc_evaluation_unref (NULL);
}
END_TEST

/* ---- reasons --------------------------------------------------------------------------- */

START_TEST (an_unknown_says_what_would_settle_it)
{
  txc_evaluation *evaluation
    = evaluate_for ((const char *[]){ "age=52", NULL }, "age >= 18 and 'aneurysm' in conditions");
  ck_assert_str_eq (txc_evaluation_text (evaluation), "null");
  ck_assert_uint_eq (txc_evaluation_reading_count (evaluation), 2);
  const txc_reading_result *age = txc_evaluation_reading_at (evaluation, 0), *item = txc_evaluation_reading_at (evaluation, 1);
  ck_assert_int_eq (age->state, TXC_FACT_KNOWN);
  ck_assert_str_eq (age->value, "52");
  ck_assert_ptr_null (age->item);
  ck_assert (!age->decides && !item->decides);
  ck_assert_str_eq (item->feature, "conditions");
  ck_assert_str_eq (item->item, "aneurysm");
  ck_assert_int_eq (item->state, TXC_FACT_UNKNOWN);
  ck_assert_ptr_null (item->value);
  ck_assert_ptr_null (item->origin);
  ck_assert_str_eq (item->text, "conditions: aneurysm: not known; the list is not complete");
  ck_assert_ptr_null (txc_evaluation_reading_at (evaluation, 2));
  ck_assert_uint_eq (txc_evaluation_settlement_count (evaluation), 1);
  ck_assert_str_eq (txc_evaluation_settlement_at (evaluation, 0), "conditions: aneurysm: settles it either way");
  ck_assert_ptr_null (txc_evaluation_settlement_at (evaluation, 1));
  ck_assert_str_eq (txc_evaluation_why (evaluation),
                    "not known, because conditions: aneurysm: not known; the list is not complete\n"
                    "to settle it: conditions: aneurysm: settles it either way");
  txc_evaluation_unref (evaluation);
}
END_TEST

START_TEST (a_yes_or_no_says_what_decided)
{
  txc_evaluation *evaluation = evaluate_for ((const char *[]){ "age=17", "conditions=-aneurysm", NULL },
                                             "age >= 18 or 'aneurysm' in conditions or 17 > age");
  ck_assert_uint_eq (txc_evaluation_reading_count (evaluation), 2);
  ck_assert (txc_evaluation_reading_at (evaluation, 0)->decides && txc_evaluation_reading_at (evaluation, 1)->decides);
  ck_assert_int_eq (txc_evaluation_reading_at (evaluation, 1)->state, TXC_FACT_ABSENT);
  ck_assert_uint_eq (txc_evaluation_settlement_count (evaluation), 0);
  ck_assert_str_eq (txc_evaluation_why (evaluation), "no, because\n  age: 17; stated\n  conditions: aneurysm: absent; stated");
  txc_evaluation_unref (evaluation);
  evaluation = evaluate_for ((const char *[]){ "age=80", NULL }, "systolic_blood_pressure > 140 'mm[Hg]' or age >= 75");
  ck_assert (!txc_evaluation_reading_at (evaluation, 0)->decides && txc_evaluation_reading_at (evaluation, 1)->decides);
  ck_assert_str_eq (txc_evaluation_reading_at (evaluation, 0)->text, "systolic blood pressure: not known");
  ck_assert_str_eq (txc_evaluation_why (evaluation), "yes, because age: 80; stated");
  txc_evaluation_unref (evaluation);
}
END_TEST

START_TEST (what_no_fact_decides_holds_for_everybody)
{
  txc_evaluation *evaluation = alone ("1 + 1");
  ck_assert_uint_eq (txc_evaluation_reading_count (evaluation), 0);
  ck_assert_uint_eq (txc_evaluation_settlement_count (evaluation), 0);
  ck_assert_str_eq (txc_evaluation_why (evaluation), "2, whoever the patient is");
  txc_evaluation_unref (evaluation);
  evaluation = evaluate_for ((const char *[]){ NULL }, "2 > 1 or age > 50");
  ck_assert_str_eq (txc_evaluation_why (evaluation), "yes, whoever the patient is");
  txc_evaluation_unref (evaluation);
}
END_TEST

START_TEST (every_type_has_its_readings)
{
  static const char *const facts[] = { "systolic_blood_pressure=148", "conditions=hypertension", "allergies=none", NULL };
  static const char *const table[][3] = {
    { "systolic_blood_pressure * 2", "systolic blood pressure: 148 mmHg; stated", "148 mm[Hg]" },
    { "systolic_blood_pressure / 2 'min'", "systolic blood pressure: 148 mmHg; stated", "148 mm[Hg]" },
    { "conditions", "conditions: high blood pressure on it; the list is not complete", "high blood pressure" },
    { "failed_adequate_trials", "adequate trials that failed in this episode: nothing known to be on it; the list is not complete", NULL },
    { "allergies", "allergies: none; stated", "none" },
    { "age - 1", "age: not known", NULL },
    { "if age > 3 then 'a' else 'b'", "age: not known", NULL },
  };
  for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
    txc_evaluation *evaluation = evaluate_for (facts, table[i][0]);
    ck_assert_uint_eq (txc_evaluation_reading_count (evaluation), 1);
    ck_assert_str_eq (txc_evaluation_reading_at (evaluation, 0)->text, table[i][1]);
    ck_assert_pstr_eq (txc_evaluation_reading_at (evaluation, 0)->value, table[i][2]);
    ck_assert (!txc_evaluation_reading_at (evaluation, 0)->decides);
    ck_assert_uint_eq (txc_evaluation_settlement_count (evaluation), 0);
    txc_evaluation_unref (evaluation);
  }
}
END_TEST

START_TEST (an_open_list_has_an_open_count)
{
  txc_evaluation *evaluation = evaluate_for ((const char *[]){ "conditions=hypertension", NULL }, "Count(conditions)");
  const txc_value *value = txc_evaluation_value (evaluation);
  ck_assert_int_eq (txc_value_kind_of (value), TXC_VALUE_INTERVAL);
  ck_assert_int_eq (txc_value_integer (txc_value_at (value, 0)), 1);
  ck_assert_int_eq (txc_value_kind_of (txc_value_at (value, 1)), TXC_VALUE_NULL);
  ck_assert (txc_value_high_closed (value));
  txc_evaluation_unref (evaluation);
}
END_TEST

START_TEST (old_and_idle_facts_say_so)
{
  static const char record[]
    = "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":["
      "{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"a\",\"gender\":\"male\"}},"
      "{\"resource\":{\"resourceType\":\"Observation\",\"id\":\"o\",\"status\":\"final\",\"subject\":{\"reference\":\"Patient/a\"},"
      "\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"8480-6\"}]},\"effectiveDateTime\":\"2020-01-31\","
      "\"valueQuantity\":{\"value\":148,\"system\":\"http://unitsofmeasure.org\",\"code\":\"mm[Hg]\"}}}]}";
  txc_patient_builder *builder = NULL;
  txc_patient *patient = NULL;
  ck_assert_int_eq (txc_patient_builder_new (base, "2026-11-20", &builder, NULL), TXC_OK);
  ck_assert_int_eq (txc_patient_builder_add_record (builder, record, sizeof record - 1, "r.json", NULL), TXC_OK);
  ck_assert_int_eq (txc_patient_builder_build (builder, &patient, NULL), TXC_OK);
  txc_evaluation *evaluation = evaluate (patient, "systolic_blood_pressure > 140 'mm[Hg]'");
  const txc_reading_result *reading = txc_evaluation_reading_at (evaluation, 0);
  ck_assert_int_eq (reading->state, TXC_FACT_STALE);
  ck_assert_str_eq (reading->value, "148 mm[Hg]");
  ck_assert_str_eq (reading->date, "2020-01-31");
  ck_assert_ptr_nonnull (strstr (reading->text, "not known; last known 148 mmHg; from r.json: "));
  ck_assert_ptr_nonnull (strstr (reading->text, ", 2020-01-31; too old to decide anything"));
  txc_evaluation_unref (evaluation);
  evaluation = evaluate (patient, "pregnant");
  reading = txc_evaluation_reading_at (evaluation, 0);
  ck_assert_int_eq (reading->state, TXC_FACT_NOT_APPLICABLE);
  ck_assert_str_eq (txc_evaluation_text (evaluation), "false");
  ck_assert_ptr_nonnull (strstr (reading->text, "no; applies only when "));
  txc_evaluation_unref (evaluation);
  txc_patient_unref (patient);
  txc_patient_builder_free (builder);
}
END_TEST

/* ---- three-valued logic ------------------------------------------------------------------- */

enum { NO, YES, UNKNOWN };

static int
truth (const txc_patient *patient, const char *text)
{
  txc_evaluation *evaluation = evaluate (patient, text);
  const txc_value *value = txc_evaluation_value (evaluation);
  int answer = txc_value_kind_of (value) == TXC_VALUE_NULL ? UNKNOWN : txc_value_boolean (value) ? YES : NO;
  txc_evaluation_unref (evaluation);
  return answer;
}

static txc_patient *
patient_with (int a, int b)
{
  static const char *const pregnant[] = { "pregnant=no", "pregnant=yes" };
  static const char *const breastfeeding[] = { "breastfeeding=no", "breastfeeding=yes" };
  const char *facts[3] = { NULL };
  size_t count = 0;
  if (a != UNKNOWN)
    facts[count++] = pregnant[a];
  if (b != UNKNOWN)
    facts[count++] = breastfeeding[b];
  return patient_of (base, facts);
}

/* The truth tables of the specification, over facts: rows a, columns b, both no, yes, unknown. [CQL] */
START_TEST (the_truth_tables_hold_for_facts)
{
  static const struct { const char *text; int answers[3][3]; } tables[] = {
    { "pregnant and breastfeeding", { { NO, NO, NO }, { NO, YES, UNKNOWN }, { NO, UNKNOWN, UNKNOWN } } },
    { "pregnant or breastfeeding", { { NO, YES, UNKNOWN }, { YES, YES, YES }, { UNKNOWN, YES, UNKNOWN } } },
    { "pregnant xor breastfeeding", { { NO, YES, UNKNOWN }, { YES, NO, UNKNOWN }, { UNKNOWN, UNKNOWN, UNKNOWN } } },
    { "pregnant implies breastfeeding", { { YES, YES, YES }, { NO, YES, UNKNOWN }, { UNKNOWN, YES, UNKNOWN } } },
    { "not pregnant", { { YES, YES, YES }, { NO, NO, NO }, { UNKNOWN, UNKNOWN, UNKNOWN } } },
  };
  for (int a = NO; a <= UNKNOWN; a++)
    for (int b = NO; b <= UNKNOWN; b++) {
      txc_patient *patient = patient_with (a, b);
      for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        ck_assert_msg (truth (patient, tables[i].text) == tables[i].answers[a][b], "%s for %d and %d", tables[i].text, a, b);
      txc_patient_unref (patient);
    }
}
END_TEST

START_TEST (the_laws_of_logic_hold_for_facts)
{
  static const char *const same[][2] = {
    { "not (pregnant and breastfeeding)", "not pregnant or not breastfeeding" },
    { "not (pregnant or breastfeeding)", "not pregnant and not breastfeeding" },
    { "pregnant implies breastfeeding", "not pregnant or breastfeeding" },
    { "not (not pregnant)", "pregnant" },
    { "pregnant and breastfeeding", "breastfeeding and pregnant" },
    { "pregnant or breastfeeding", "breastfeeding or pregnant" },
    { "pregnant or (pregnant and breastfeeding)", "pregnant" },
    { "pregnant xor breastfeeding", "(pregnant or breastfeeding) and not (pregnant and breastfeeding)" },
  };
  for (int a = NO; a <= UNKNOWN; a++)
    for (int b = NO; b <= UNKNOWN; b++) {
      txc_patient *patient = patient_with (a, b);
      for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
        ck_assert_msg (truth (patient, same[i][0]) == truth (patient, same[i][1]), "%s for %d and %d", same[i][0], a, b);
      txc_patient_unref (patient);
    }
}
END_TEST

/* What is known has a fact that decided it; what is unknown names what would settle it. */
START_TEST (an_answer_has_its_reasons)
{
  static const char *const texts[] = { "pregnant and breastfeeding", "pregnant or not breastfeeding", "pregnant xor breastfeeding",
                                       "pregnant implies breastfeeding", "not pregnant" };
  for (int a = NO; a <= UNKNOWN; a++)
    for (int b = NO; b <= UNKNOWN; b++) {
      txc_patient *patient = patient_with (a, b);
      for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        txc_evaluation *evaluation = evaluate (patient, texts[i]);
        bool known = txc_value_kind_of (txc_evaluation_value (evaluation)) == TXC_VALUE_BOOLEAN, decided = false;
        for (size_t j = 0; j < txc_evaluation_reading_count (evaluation); j++)
          decided |= txc_evaluation_reading_at (evaluation, j)->decides;
        ck_assert_msg (decided == known && (txc_evaluation_settlement_count (evaluation) == 0) == known, "%s for %d and %d",
                       texts[i], a, b);
        txc_evaluation_unref (evaluation);
      }
      txc_patient_unref (patient);
    }
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    a_mistake_has_its_place_and_its_hint,
    every_mistake_is_told,
    what_cannot_be_evaluated_is_refused,
    a_patient_of_another_base_is_refused,
    an_expression_knows_what_it_reads,
    one_expression_serves_many_patients_and_outlives_nothing,
    an_unknown_says_what_would_settle_it,
    a_yes_or_no_says_what_decided,
    what_no_fact_decides_holds_for_everybody,
    every_type_has_its_readings,
    an_open_list_has_an_open_count,
    old_and_idle_facts_say_so,
    the_truth_tables_hold_for_facts,
    the_laws_of_logic_hold_for_facts,
    an_answer_has_its_reasons,
  };
  return run_tests_with ("public-expression", tests, sizeof tests / sizeof *tests, load, unload);
}
