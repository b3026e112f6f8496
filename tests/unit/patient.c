/* SPDX-License-Identifier: Apache-2.0
 *
 * Stated facts against the depression base: values, lists, contradictions.
 */
#include "unit/test.h"

#include "patient/patient.h"

static txc_knowledge_base *base;
static txc_patient_builder *builder;
static txc_error *err;

static void
setup (void)
{
  ck_assert_int_eq (txc_knowledge_base_load (TXC_TEST_SOURCE "/knowledge/depression", &base, NULL, &err), TXC_OK);
  ck_assert_int_eq (txc_patient_builder_new (base, "2026-11-20", &builder, &err), TXC_OK);
}

static void
teardown (void)
{
  txc_patient_builder_free (builder);
  txc_knowledge_base_unref (base);
  txc_error_free (err);
  err = NULL;
}

static void
set (const char *fact)
{
  txc_status status = txc_patient_builder_set (builder, fact, &err);
  ck_assert_msg (status == TXC_OK, "%s: %s", fact, err ? txc_error_message (err) : "");
}

/* Refused, with these words in the message. */
static void
refused (const char *fact, txc_status expected, const char *words)
{
  txc_status status = txc_patient_builder_set (builder, fact, &err);
  ck_assert_msg (status == expected, "%s: status %d", fact, status);
  ck_assert_msg (strstr (txc_error_message (err), words) != NULL, "%s: %s", fact, txc_error_message (err));
  txc_error_free (err);
  err = NULL;
}

static txc_patient *
build (void)
{
  txc_patient *patient;
  ck_assert_int_eq (txc_patient_builder_build (builder, &patient, &err), TXC_OK);
  return patient;
}

static const txc_feature *
feature (const char *id)
{
  const txc_feature *found = txc_map_get (&base->feature_by_id, txc_text_of (id));
  ck_assert_msg (found != NULL, "no feature %s", id);
  return found;
}

static const txc_cql_value *
value (const txc_patient *patient, const char *id)
{
  return &patient->values[feature (id)->index];
}

/* present: 1, absent: -1, unknown: 0; completeness aside */
static int
item (const txc_patient *patient, const char *list, const char *id)
{
  txc_facts facts = txc_patient_facts (patient);
  txc_fact_list known = facts.list (facts.context, feature (list)->index);
  for (size_t i = 0; i < known.present_count; i++)
    if (txc_text_is (known.present[i].string, id))
      return 1;
  for (size_t i = 0; i < known.absent_count; i++)
    if (txc_text_is (known.absent[i].string, id))
      return -1;
  return 0;
}

static size_t
own_count (const txc_patient *patient, const char *list)
{
  const txc_fact_list *known = &patient->lists[feature (list)->index];
  return known->present_count - known->implied_count;
}

START_TEST (values_have_the_type_of_their_feature)
{
  set ("age=52");
  set ("sex=Female");
  set ("systolic_blood_pressure=148 mm[Hg]");
  set ("diastolic_blood_pressure = 92");
  set ("serum_sodium=0.14 mol/L");
  set ("certified_site=no");
  txc_patient *patient = build ();
  ck_assert_int_eq (value (patient, "age")->integer, 52);
  ck_assert_str_eq (value (patient, "sex")->string.data, "female");
  ck_assert_int_eq (txc_decimal_compare (value (patient, "systolic_blood_pressure")->quantity.value, txc_decimal_of (148)), 0);
  ck_assert_int_eq (txc_decimal_compare (value (patient, "diastolic_blood_pressure")->quantity.value, txc_decimal_of (92)), 0);
  ck_assert_int_eq (txc_decimal_compare (value (patient, "serum_sodium")->quantity.value, txc_decimal_of (140)), 0);
  ck_assert (!value (patient, "certified_site")->is_null);
  ck_assert (!value (patient, "certified_site")->boolean);
  ck_assert (value (patient, "phq9_score")->is_null);
  const txc_patient_fact *fact = txc_patient_find (patient, feature ("systolic_blood_pressure"), TXC_NO_ITEM);
  ck_assert_str_eq (fact->text, "148 mm[Hg]");
  ck_assert_str_eq (fact->origin, "stated");
  ck_assert (fact->stated);
  txc_patient_unref (patient);
}
END_TEST

START_TEST (mistakes_are_refused_and_leave_nothing_behind)
{
  refused ("age", TXC_SYNTAX, "write feature=value");
  refused ("age=", TXC_SYNTAX, "nothing behind");
  refused ("age=old", TXC_TYPE, "expected a number");
  refused ("age=52.5", TXC_TYPE, "whole number");
  refused ("age=052x", TXC_INVALID_DATA, "unit");
  refused ("age=200", TXC_INVALID_DATA, "plausible range 0 to 125");
  refused ("agee=52", TXC_NOT_FOUND, "did you mean 'age'");
  refused ("systolic_bloodpressure=148", TXC_NOT_FOUND, "did you mean 'systolic_blood_pressure'");
  refused ("systolic_blood_pressure=148 mg", TXC_INVALID_DATA, "cannot be converted to mm[Hg]");
  refused ("systolic_blood_pressure=99999999999999999999999999999999", TXC_INVALID_DATA, "too large");
  refused ("certified_site=maybe", TXC_TYPE, "yes or no");
  refused ("sex=woman", TXC_NOT_FOUND, "sex");
  refused ("conditions=hypertenson", TXC_NOT_FOUND, "did you mean 'hypertension'");
  refused ("conditions=hypertension,,gout", TXC_SYNTAX, "between the commas");
  refused ("conditions=hypertension,no-such-thing-at-all", TXC_NOT_FOUND, "not one of them");
  refused ("age+=3", TXC_TYPE, "not a list");
  refused ("no unobtainium", TXC_NOT_FOUND, "unobtainium");
  refused ("no sertraline", TXC_NOT_FOUND, "name the one you mean");
  refused ("age=\xff", TXC_ENCODING, "UTF-8");
  refused ("", TXC_SYNTAX, "no fact");
  txc_patient *patient = build ();
  ck_assert_uint_eq (txc_patient_fact_count (patient), 0);
  txc_patient_unref (patient);
}
END_TEST

START_TEST (lists_hold_present_absent_and_unknown)
{
  set ("conditions=hypertension,Major depressive disorder");
  set ("conditions+=-stroke");
  set ("no aneurysm");
  set ("has seizure disorder");
  txc_patient *patient = build ();
  ck_assert_int_eq (item (patient, "conditions", "hypertension"), 1);
  ck_assert_int_eq (item (patient, "conditions", "major-depressive-disorder"), 1);
  ck_assert_int_eq (item (patient, "conditions", "seizure-disorder"), 1);
  ck_assert_int_eq (item (patient, "conditions", "stroke"), -1);
  ck_assert_int_eq (item (patient, "conditions", "aneurysm"), -1);
  ck_assert_int_eq (item (patient, "conditions", "porphyria"), 0);
  ck_assert (!patient->lists[feature ("conditions")->index].complete);
  txc_patient_unref (patient);
}
END_TEST

START_TEST (having_is_having_the_broader_not_having_is_not_having_the_narrower)
{
  set ("has intracranial aneurysm");
  set ("no heart failure");
  set ("current_medications=sertraline");
  txc_patient *patient = build ();
  ck_assert_int_eq (item (patient, "conditions", "aneurysm"), 1);
  ck_assert_int_eq (item (patient, "conditions", "aortic-aneurysm"), 0);
  ck_assert_int_eq (item (patient, "conditions", "uncompensated-heart-failure"), -1);
  ck_assert_int_eq (item (patient, "current_medications", "ssri"), 1);
  ck_assert_int_eq (item (patient, "current_medications", "antidepressant"), 1);
  ck_assert_int_eq (item (patient, "current_medications", "snri"), 0);
  ck_assert_int_eq (item (patient, "medications_within_14_days", "sertraline"), 1);
  ck_assert_uint_eq (own_count (patient, "conditions"), 1);
  ck_assert_int_eq (txc_patient_takes (patient, "ssri"), TXC_TRUE);
  ck_assert_int_eq (txc_patient_takes (patient, "maoi"), TXC_UNKNOWN);
  txc_patient_unref (patient);
}
END_TEST

START_TEST (two_failed_ssris_are_two)
{
  set ("failed_adequate_trials=sertraline,escitalopram");
  txc_patient *patient = build ();
  ck_assert_uint_eq (own_count (patient, "failed_adequate_trials"), 2);
  ck_assert_int_eq (item (patient, "failed_adequate_trials", "ssri"), 1);
  txc_patient_unref (patient);
}
END_TEST

/* By a rule over this patient: -1 unknown, 0 false, 1 true. */
static int
answer (const txc_patient *patient, const char *rule)
{
  txc_expression *expression = NULL;
  txc_evaluation *evaluation = NULL;
  txc_status status = txc_expression_new (patient->knowledge_base, rule, strlen (rule), &expression, NULL, &err);
  if (status == TXC_OK)
    status = txc_expression_evaluate (expression, patient, &evaluation, &err);
  ck_assert_msg (status == TXC_OK, "%s: %s", rule, err ? txc_error_message (err) : "");
  const txc_value *value = txc_evaluation_value (evaluation);
  int result = txc_value_kind_of (value) == TXC_VALUE_NULL ? -1 : txc_value_boolean (value);
  txc_evaluation_unref (evaluation);
  txc_expression_unref (expression);
  return result;
}

START_TEST (rules_count_items_and_not_their_classes)
{
  set ("failed_adequate_trials=sertraline");
  txc_patient *patient = build ();
  ck_assert_int_eq (answer (patient, "Count(failed_adequate_trials) >= 1"), 1);
  ck_assert_int_eq (answer (patient, "Count(failed_adequate_trials) >= 2"), -1);
  ck_assert_int_eq (answer (patient, "'ssri' in failed_adequate_trials"), 1);
  ck_assert_int_eq (answer (patient, "'snri' in failed_adequate_trials"), -1);
  txc_patient_unref (patient);
  ck_assert_int_eq (txc_patient_builder_assume_complete (builder, "failed_adequate_trials", &err), TXC_OK);
  patient = build ();
  ck_assert_int_eq (answer (patient, "Count(failed_adequate_trials) >= 2"), 0);
  txc_patient_unref (patient);
}
END_TEST

START_TEST (what_does_not_apply_counts_as_false)
{
  set ("sex=male");
  txc_patient *patient = build ();
  ck_assert (!value (patient, "pregnant")->is_null);
  ck_assert (!value (patient, "pregnant")->boolean);
  ck_assert_int_eq (txc_patient_find (patient, feature ("pregnant"), TXC_NO_ITEM)->state, TXC_FACT_NOT_APPLICABLE);
  ck_assert_int_eq (txc_patient_find (patient, feature ("pregnancy_trimester"), TXC_NO_ITEM)->state, TXC_FACT_NOT_APPLICABLE);
  ck_assert (value (patient, "pregnancy_trimester")->is_null);
  txc_patient_unref (patient);
  set ("pregnant=yes"); /* what is said stands */
  patient = build ();
  ck_assert (value (patient, "pregnant")->boolean);
  txc_patient_unref (patient);
}
END_TEST

START_TEST (without_a_recorded_gender_nothing_is_ruled_out)
{
  txc_patient *patient = build ();
  ck_assert (value (patient, "pregnant")->is_null);
  txc_patient_unref (patient);
}
END_TEST

START_TEST (a_summary_reads_like_a_sentence)
{
  set ("age=52");
  set ("sex=female");
  set ("conditions=hypertension,recurrent major depressive disorder");
  set ("systolic_blood_pressure=148");
  set ("diastolic_blood_pressure=92");
  set ("phq9_score=21");
  set ("failed_adequate_trials=sertraline,escitalopram");
  set ("current_medications=venlafaxine");
  txc_patient *patient = build ();
  txc_arena arena = { 0 };
  txc_patient_summary summary;
  ck_assert_int_eq (txc_patient_summarise (patient, &arena, &summary, &err), TXC_OK);
  ck_assert_str_eq (summary.person, "woman, 52");
  ck_assert_uint_eq (summary.conditions_count, 2);
  ck_assert_str_eq (summary.conditions[0], "recurrent major depressive disorder");
  ck_assert_uint_eq (summary.measured_count, 2);
  ck_assert_str_eq (summary.measured[0].name, "blood pressure");
  ck_assert_str_eq (summary.measured[0].value, "148/92 mm[Hg]");
  ck_assert_str_eq (summary.measured[1].value, "21");
  ck_assert_str_eq (summary.measured[1].band, "severe");
  ck_assert_uint_eq (summary.failed_count, 2);
  ck_assert_uint_eq (summary.current_count, 1);
  txc_arena_release (&arena);
  txc_patient_unref (patient);
}
END_TEST

START_TEST (none_is_complete)
{
  set ("allergies=none");
  txc_patient *patient = build ();
  ck_assert (patient->lists[feature ("allergies")->index].complete);
  ck_assert_uint_eq (patient->lists[feature ("allergies")->index].present_count, 0);
  txc_patient_unref (patient);
  refused ("allergies+=sertraline", TXC_INVALID_DATA, "contradicts");
}
END_TEST

START_TEST (contradictions_between_stated_facts_are_errors)
{
  set ("age=52");
  set ("age=52");
  refused ("age=53", TXC_INVALID_DATA, "already stated");
  set ("has aortic-aneurysm");
  refused ("no aortic-aneurysm", TXC_INVALID_DATA, "contradicts");
  refused ("no aneurysm", TXC_INVALID_DATA, "contradicts");
  refused ("conditions=none", TXC_INVALID_DATA, "contradicts");
  set ("no heart failure");
  refused ("has uncompensated heart failure", TXC_INVALID_DATA, "contradicts");
}
END_TEST

START_TEST (completeness_is_said_and_remembered)
{
  set ("conditions=hypertension");
  ck_assert_int_eq (txc_patient_builder_assume_complete (builder, "conditions", &err), TXC_OK);
  ck_assert_int_eq (txc_patient_builder_assume_complete (builder, "allergies", &err), TXC_OK);
  ck_assert_int_eq (txc_patient_builder_assume_complete (builder, "age", NULL), TXC_NOT_FOUND);
  txc_patient *patient = build ();
  ck_assert (patient->lists[feature ("conditions")->index].complete);
  const txc_patient_fact *whole = txc_patient_find (patient, feature ("conditions"),
                                                    txc_feature_item_index (feature ("conditions"), "stroke"));
  ck_assert_str_eq (whole->origin, "assumed complete");
  txc_patient_unref (patient);
}
END_TEST

START_TEST (dates_and_countries_are_checked)
{
  txc_patient_builder *other;
  ck_assert_int_eq (txc_patient_builder_new (base, "2026-13-01", &other, NULL), TXC_INVALID_ARGUMENT);
  ck_assert_int_eq (txc_patient_builder_new (base, "2026-11", &other, NULL), TXC_INVALID_ARGUMENT);
  ck_assert_int_eq (txc_patient_builder_set_country (builder, "usa", NULL), TXC_INVALID_ARGUMENT);
  ck_assert_int_eq (txc_patient_builder_set_country (builder, "US", NULL), TXC_OK);
  txc_patient *patient = build ();
  ck_assert_str_eq (patient->country, "US");
  txc_patient_unref (patient);
}
END_TEST

START_TEST (a_medicine_is_known_by_its_other_names)
{
  set ("current_medications=eliquis");
  txc_patient *patient = build ();
  ck_assert_int_eq (item (patient, "current_medications", "apixaban"), 1);
  ck_assert_int_eq (item (patient, "current_medications", "anticoagulant"), 1);
  txc_patient_unref (patient);
}
END_TEST

static void
add_record (const char *json)
{
  txc_status status = txc_patient_builder_add_record (builder, json, strlen (json), "record.json", &err);
  ck_assert_msg (status == TXC_OK, "%s", err ? txc_error_message (err) : "");
}

/* Records say it either way: as a diagnosis, or as an answer to "pregnant?". */
START_TEST (a_pregnancy_may_be_a_condition)
{
  set ("sex=female");
  add_record ("{\"resourceType\":\"Condition\",\"id\":\"p\",\"clinicalStatus\":{\"coding\":[{\"code\":\"active\"}]},"
              "\"code\":{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"72892002\"}]},"
              "\"recordedDate\":\"2026-11-01\"}");
  txc_patient *patient = build ();
  ck_assert (value (patient, "pregnant")->type.kind == TXC_CQL_BOOLEAN);
  ck_assert (value (patient, "pregnant")->boolean);
  txc_patient_unref (patient);
  add_record ("{\"resourceType\":\"Observation\",\"id\":\"q\",\"status\":\"final\","
              "\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"82810-3\"}]},"
              "\"effectiveDateTime\":\"2026-11-18\","
              "\"valueCodeableConcept\":{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"60001007\"}]}}");
  patient = build ();
  ck_assert_msg (!value (patient, "pregnant")->boolean, "the later record counts");
  txc_patient_unref (patient);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = { values_have_the_type_of_their_feature,
                                 mistakes_are_refused_and_leave_nothing_behind,
                                 lists_hold_present_absent_and_unknown,
                                 having_is_having_the_broader_not_having_is_not_having_the_narrower,
                                 two_failed_ssris_are_two,
                                 rules_count_items_and_not_their_classes,
                                 what_does_not_apply_counts_as_false,
                                 without_a_recorded_gender_nothing_is_ruled_out,
                                 a_summary_reads_like_a_sentence,
                                 none_is_complete,
                                 contradictions_between_stated_facts_are_errors,
                                 completeness_is_said_and_remembered,
                                 dates_and_countries_are_checked,
                                 a_medicine_is_known_by_its_other_names,
                                 a_pregnancy_may_be_a_condition };
  return run_tests_with ("patient", tests, sizeof tests / sizeof tests[0], setup, teardown);
}
