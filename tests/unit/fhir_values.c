/* SPDX-License-Identifier: Apache-2.0
 *
 * Observations and allergies in records.
 */
#include "unit/record.h"

/* ---- observations -------------------------------------------------------------- */

static void
observe (const char *rest)
{
  char text[2000];
  snprintf (text, sizeof text, "{'resourceType':'Observation','id':'o',%s}", rest);
  read_record (text);
}

#define SODIUM "'code':{'coding':[{" LOINC "'2951-2'}]}"
#define SYSTOLIC "'code':{'coding':[{" LOINC "'8480-6'}]}"
#define FINAL "'status':'final'"

START_TEST (a_score_comes_in_many_types)
{
  static const char *const twelve[] = { "'valueString':'12'", "'valueInteger':12", "'valueQuantity':{'value':12}",
                                        "'valueQuantity':{'value':12.0,'unit':'{score}'," UCUM "'{score}'}",
                                        "'valueQuantity':{'value':12,'unit':'(score)'}" };
  static const char *const none[] = { "'valueString':'twelve'", "'valueString':'12/27'", "'valueInteger':28",
                                      "'valueQuantity':{'value':12.5}", "'valueQuantity':{'value':12,'unit':'mg'}",
                                      "'valueQuantity':{'value':1e400}", "'valueQuantity':{'comparator':'<','value':12}",
                                      "'valueBoolean':true", "'dataAbsentReason':{'text':'asked but unknown'}" };
  for (size_t i = 0; i < sizeof twelve / sizeof *twelve; i++) {
    char text[300];
    fresh ();
    snprintf (text, sizeof text, FINAL "," PHQ9 ",'effectiveDateTime':'2026-11-02',%s", twelve[i]);
    observe (text);
    ck_assert_msg (known ("phq9_score") && value ("phq9_score")->integer == 12, "%s", twelve[i]);
  }
  for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
    char text[300];
    fresh ();
    snprintf (text, sizeof text, FINAL "," PHQ9 ",'effectiveDateTime':'2026-11-02',%s", none[i]);
    observe (text);
    ck_assert_msg (!known ("phq9_score"), "%s", none[i]);
    ck_assert_msg (patient->remarks_count > 0, "%s", none[i]);
  }
}
END_TEST

START_TEST (blood_pressure_is_a_panel)
{
  static const char *const panels[] = { "85354-9", "55284-4" };
  for (size_t i = 0; i < 2; i++) {
    char text[1500];
    fresh ();
    snprintf (text, sizeof text,
              FINAL ",'code':{'coding':[{" LOINC "'%s'}]},'effectiveDateTime':'2026-11-10','component':[{" SYSTOLIC
                    ",'valueQuantity':{'value':148,'unit':'mm[Hg]'}},{'code':{'coding':[{" LOINC
                    "'8462-4'}]},'valueQuantity':{'value':92,'unit':'mmHg'}}]",
              panels[i]);
    observe (text);
    ck_assert (quantity ("systolic_blood_pressure", "148"));
    ck_assert (quantity ("diastolic_blood_pressure", "92"));
  }
}
END_TEST

START_TEST (half_a_blood_pressure_is_half_known)
{
  observe (FINAL ",'code':{'coding':[{" LOINC "'85354-9'}]},'effectiveDateTime':'2026-11-10','component':[{" SYSTOLIC
                 ",'valueQuantity':{'value':148,'unit':'mm[Hg]'}},{'code':{'coding':[{" LOINC
                 "'8462-4'}]},'dataAbsentReason':{'coding':[{'code':'not-performed','display':'Not Performed'}]}}]");
  ck_assert (quantity ("systolic_blood_pressure", "148"));
  ck_assert (!known ("diastolic_blood_pressure"));
  ck_assert (remarked ("diastolic blood pressure has no value: Not Performed"));
}
END_TEST

START_TEST (units_are_converted_or_refused)
{
  observe (FINAL "," SODIUM ",'effectiveDateTime':'2026-11-10','valueQuantity':{'value':0.14,'unit':'mol/L'}");
  ck_assert (quantity ("serum_sodium", "140"));
  fresh ();
  observe (FINAL "," SODIUM ",'effectiveDateTime':'2026-11-10','valueQuantity':{'value':140,'unit':'mg/dL'}");
  ck_assert (!known ("serum_sodium"));
  ck_assert (remarked ("cannot be converted to mmol/L"));
  fresh ();
  observe (FINAL "," SODIUM ",'effectiveDateTime':'2026-11-10','valueQuantity':{'value':140}");
  ck_assert (!known ("serum_sodium"));
  ck_assert (remarked ("has no unit"));
  fresh ();
  observe (FINAL "," SODIUM ",'effectiveDateTime':'2026-11-10','valueQuantity':{'value':1400,'unit':'mmol/L'}");
  ck_assert (!known ("serum_sodium"));
  ck_assert (remarked ("outside the plausible range 90 to 200"));
}
END_TEST

START_TEST (only_finished_observations_count)
{
  static const char *const counted[] = { "final", "amended", "corrected" };
  static const char *const ignored[] = { "registered", "preliminary", "cancelled", "entered-in-error", "unknown" };
  char text[300];
  for (size_t i = 0; i < 3; i++) {
    fresh ();
    snprintf (text, sizeof text, "'status':'%s'," PHQ9 ",'effectiveDateTime':'2026-11-02','valueInteger':21", counted[i]);
    observe (text);
    ck_assert (known ("phq9_score"));
  }
  for (size_t i = 0; i < 5; i++) {
    fresh ();
    snprintf (text, sizeof text, "'status':'%s'," PHQ9 ",'effectiveDateTime':'2026-11-02','valueInteger':21", ignored[i]);
    observe (text);
    ck_assert (!known ("phq9_score"));
    ck_assert (remarked (ignored[i]));
  }
}
END_TEST

START_TEST (the_latest_value_wins_across_time_zones)
{
  observe (FINAL "," PHQ9 ",'effectiveDateTime':'2026-11-02T23:30:00-05:00','valueInteger':21");
  observe (FINAL "," PHQ9 ",'effectiveDateTime':'2026-11-03T01:00:00+01:00','valueInteger':9");
  ck_assert_int_eq (value ("phq9_score")->integer, 21); /* 04:30 against 00:00 in UTC */
  observe (FINAL "," PHQ9 ",'effectivePeriod':{'start':'2026-11-04','end':'2026-11-05'},'valueInteger':15");
  ck_assert_int_eq (value ("phq9_score")->integer, 15);
  observe (FINAL "," PHQ9 ",'issued':'2026-11-06T10:00:00Z','valueInteger':14");
  ck_assert_int_eq (value ("phq9_score")->integer, 14);
  observe (FINAL "," PHQ9 ",'effectiveDateTime':'2026-11-21','valueInteger':3");
  ck_assert_int_eq (value ("phq9_score")->integer, 14);
  ck_assert (remarked ("dated after 2026-11-20"));
}
END_TEST

START_TEST (old_values_are_last_known_and_not_known)
{
  observe (FINAL "," PHQ9 ",'effectiveDateTime':'2026-10-21','valueInteger':21"); /* 30 days: still good */
  ck_assert (known ("phq9_score"));
  fresh ();
  observe (FINAL "," PHQ9 ",'effectiveDateTime':'2026-10-20','valueInteger':21");
  ck_assert (!known ("phq9_score"));
  ck_assert_int_eq (fact ("phq9_score")->state, TXC_FACT_STALE);
  ck_assert_str_eq (fact ("phq9_score")->text, "21");
  fresh ();
  observe (FINAL "," PHQ9 ",'effectiveDateTime':'2026-10','valueInteger':21"); /* may be either */
  ck_assert (!known ("phq9_score"));
  fresh ();
  observe (FINAL "," PHQ9 ",'valueInteger':21");
  ck_assert (!known ("phq9_score"));
  ck_assert (remarked ("gives no date"));
}
END_TEST

/* Two results of one time: nobody can say which one holds. */
START_TEST (results_that_contradict_each_other_are_unknown)
{
  static const char *const systolic[] = { "148", "110" };
  for (size_t first = 0; first < 2; first++) {
    fresh ();
    for (size_t i = 0; i < 2; i++) {
      char text[500];
      snprintf (text, sizeof text,
                FINAL "," SYSTOLIC ",'effectiveDateTime':'2026-11-10T08:00:00Z','valueQuantity':{'value':%s,'unit':'mm[Hg]'}",
                systolic[(first + i) % 2]);
      observe (text);
    }
    ck_assert (!known ("systolic_blood_pressure"));
    ck_assert (remarked ("148 mm[Hg]") && remarked ("110 mm[Hg]") && remarked ("so neither is used"));
    ck_assert_int_eq (txc_patient_builder_set (builder, "systolic_blood_pressure=120", &err), TXC_OK);
    build ();
    ck_assert (quantity ("systolic_blood_pressure", "120"));
  }
}
END_TEST

START_TEST (only_the_latest_results_contradict_each_other)
{
  observe (FINAL "," PHQ9 ",'effectiveDateTime':'2026-11-02','valueInteger':21");
  observe (FINAL "," PHQ9 ",'effectiveDateTime':'2026-11-02','valueInteger':21");
  ck_assert_int_eq (value ("phq9_score")->integer, 21);
  observe (FINAL "," PHQ9 ",'effectiveDateTime':'2026-11-02','valueInteger':9");
  ck_assert (!known ("phq9_score"));
  observe (FINAL "," PHQ9 ",'effectiveDateTime':'2026-11-03T08:00:10Z','valueInteger':15");
  ck_assert_int_eq (value ("phq9_score")->integer, 15);
  observe (FINAL "," PHQ9 ",'effectiveDateTime':'2026-11-03T08:00:40Z','valueInteger':14"); /* later, in the same minute */
  ck_assert_int_eq (value ("phq9_score")->integer, 14);
}
END_TEST

START_TEST (answers_may_be_codes)
{
  observe (FINAL ",'code':{'coding':[{" LOINC "'82810-3'}]},'effectiveDateTime':'2026-11-10','valueCodeableConcept':{'coding':[{" SCT
                 "'60001007'}]}");
  ck_assert (known ("pregnant") && !value ("pregnant")->boolean);
  fresh ();
  observe (FINAL ",'code':{'coding':[{" LOINC "'82810-3'}]},'effectiveDateTime':'2026-11-10','valueCodeableConcept':{'coding':[{" SCT
                 "'261665006','display':'Unknown'}]}");
  ck_assert (!known ("pregnant"));
  ck_assert (remarked ("'Unknown' is not one the knowledge base knows"));
}
END_TEST

/* ---- allergies ------------------------------------------------------------------ */

static void
allergic (const char *code, const char *more)
{
  char text[1000];
  snprintf (text, sizeof text, "[" WOMAN ",{'resourceType':'AllergyIntolerance','patient':{'reference':'Patient/p'},'code':%s,%s}]",
            code, more);
  fresh ();
  read_record (text);
}

START_TEST (allergies_name_their_patient_otherwise)
{
  allergic ("{'coding':[{" RXNORM "'6130'}]}", ACTIVE "," CONFIRMED);
  ck_assert_int_eq (item ("allergies", "ketamine-iv"), 1);
  ck_assert_int_eq (item ("allergies", "ketamines"), 1);
  ck_assert (!complete ("allergies"));
  allergic ("{'text':'Sertraline 50 MG Oral Tablet'}", ACTIVE);
  ck_assert_int_eq (item ("allergies", "sertraline"), 1);
  allergic ("{'coding':[{" RXNORM "'6130'}]}", "'verificationStatus':{'coding':[{'code':'refuted'}]}");
  ck_assert_int_eq (item ("allergies", "ketamine-iv"), -1);
  allergic ("{'coding':[{" RXNORM "'6130'}]}", "'clinicalStatus':{'coding':[{'code':'resolved'}]}");
  ck_assert_int_eq (item ("allergies", "ketamine-iv"), 0);
}
END_TEST

START_TEST (no_known_allergy_completes_the_list)
{
  allergic ("{'coding':[{" SCT "'716186003'}]}", ACTIVE "," CONFIRMED);
  ck_assert (complete ("allergies"));
  allergic ("{'coding':[{" SCT "'409137002'}]}", ACTIVE "," CONFIRMED);
  ck_assert (complete ("allergies"));
  ck_assert (!complete ("conditions"));
  read_record ("{'resourceType':'AllergyIntolerance','patient':{'reference':'Patient/p'},'code':{'coding':[{" RXNORM
               "'36437'}]}," ACTIVE "}");
  ck_assert (!complete ("allergies")); /* the two records contradict each other */
  ck_assert (remarked ("the list stays open"));
  allergic ("{'coding':[{" SCT "'429625007','display':'No known food allergy'}]}", ACTIVE "," CONFIRMED);
  ck_assert (!complete ("allergies"));
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = { a_score_comes_in_many_types,
                                 blood_pressure_is_a_panel,
                                 half_a_blood_pressure_is_half_known,
                                 units_are_converted_or_refused,
                                 only_finished_observations_count,
                                 the_latest_value_wins_across_time_zones,
                                 old_values_are_last_known_and_not_known,
                                 results_that_contradict_each_other_are_unknown,
                                 only_the_latest_results_contradict_each_other,
                                 answers_may_be_codes,
                                 allergies_name_their_patient_otherwise,
                                 no_known_allergy_completes_the_list };
  return run_tests_with ("fhir-values", tests, sizeof tests / sizeof tests[0], setup, teardown);
}
