/* SPDX-License-Identifier: Apache-2.0
 *
 * Medicines in records: taken, stopped, failed.
 */
#include "unit/record.h"

/* ---- medicines ------------------------------------------------------------------ */


static void
take (const char *type, const char *rest)
{
  char text[2000];
  snprintf (text, sizeof text, "[" WOMAN "," DEPRESSED ",{'resourceType':'%s','id':'m'," SUBJECT ",%s}]", type, rest);
  fresh ();
  read_record (text);
}

START_TEST (a_request_is_taken_by_status_and_intent)
{
  static const struct {
    const char *status, *intent;
    int taken;
  } cases[] = { { "active", "order", 1 },     { "active", "plan", 0 },        { "active", "proposal", 0 },
                { "on-hold", "order", 0 },    { "cancelled", "order", 0 },    { "completed", "order", 0 },
                { "stopped", "order", 0 },    { "draft", "order", 0 },        { "entered-in-error", "order", 0 },
                { "unknown", "order", 0 },    { "active", "instance-order", 1 } };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[500];
    snprintf (text, sizeof text, "'status':'%s','intent':'%s','authoredOn':'2026-10-01'," SERTRALINE, cases[i].status,
              cases[i].intent);
    take ("MedicationRequest", text);
    ck_assert_msg (item ("current_medications", "sertraline") == cases[i].taken, "%s %s", cases[i].status, cases[i].intent);
    ck_assert_int_eq (item ("current_medications", "ssri"), cases[i].taken);
  }
  take ("MedicationRequest", "'status':'active','intent':'order','doNotPerform':true," SERTRALINE);
  ck_assert_int_eq (item ("current_medications", "sertraline"), 0);
}
END_TEST

START_TEST (an_option_reads_as_one)
{
  take ("MedicationRequest", "'status':'active','intent':'option'," SERTRALINE);
  ck_assert (remarked ("only an option"));
  take ("MedicationRequest", "'status':'active','intent':'plan'," SERTRALINE);
  ck_assert (remarked ("only a plan"));
}
END_TEST

START_TEST (a_statement_is_taken_by_status)
{
  static const struct {
    const char *status;
    int taken;
  } cases[] = { { "active", 1 },  { "completed", 0 }, { "stopped", 0 },  { "not-taken", -1 },
                { "on-hold", 0 }, { "intended", 0 },  { "unknown", 0 },  { "entered-in-error", 0 } };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[500];
    snprintf (text, sizeof text, "'status':'%s','effectiveDateTime':'2026-10-01'," SERTRALINE, cases[i].status);
    take ("MedicationStatement", text);
    ck_assert_msg (item ("current_medications", "sertraline") == cases[i].taken, "%s", cases[i].status);
  }
}
END_TEST

START_TEST (an_old_order_still_counts_and_says_so)
{
  take ("MedicationRequest", "'status':'active','intent':'order','authoredOn':'2006-01-24'," SERTRALINE);
  ck_assert_int_eq (item ("current_medications", "sertraline"), 1);
  ck_assert (remarked ("ordered on 2006-01-24 and never ended"));
}
END_TEST

START_TEST (medicines_may_be_referenced)
{
  take ("MedicationRequest", "'status':'active','intent':'order','medicationReference':{'reference':'#med'},"
                             "'contained':[{'resourceType':'Medication','id':'med','code':{'coding':[{" RXNORM "'36437'}]}}]");
  ck_assert_int_eq (item ("current_medications", "sertraline"), 1);
  static const char *const references[] = { "urn:uuid:11111111-1111-4111-8111-111111111111", "Medication/med",
                                            "http://example.org/fhir/Medication/med" };
  for (size_t i = 0; i < 3; i++) {
    char text[1500];
    fresh ();
    snprintf (text, sizeof text,
              "{'resourceType':'Bundle','type':'collection','entry':[{'resource':{'resourceType':'MedicationRequest',"
              "'status':'active','intent':'order','medicationReference':{'reference':'%s'}}},"
              "{'fullUrl':'urn:uuid:11111111-1111-4111-8111-111111111111','resource':{'resourceType':'Medication','id':'med',"
              "'code':{'coding':[{" RXNORM "'36437'}]}}}]}",
              references[i]);
    read_record (text);
    ck_assert_msg (item ("current_medications", "sertraline") == 1, "%s", references[i]);
  }
  take ("MedicationRequest", "'status':'active','intent':'order','medicationReference':{'reference':'Medication/gone'}");
  ck_assert (remarked ("'Medication/gone' is not in the record"));
}
END_TEST

START_TEST (products_are_read_by_their_name)
{
  take ("MedicationRequest", "'status':'active','intent':'order','medicationCodeableConcept':{'coding':[{" RXNORM
                             "'999999999','display':'Fluoxetine 25MG'}],'text':'Fluoxetine 25MG'}");
  ck_assert_int_eq (item ("current_medications", "fluoxetine"), 1);
  ck_assert (remarked ("was read as 'fluoxetine' by its words"));
  take ("MedicationRequest", "'status':'active','intent':'order','medicationCodeableConcept':{'text':'Esketamine 28 mg spray'}");
  ck_assert_int_eq (item ("current_medications", "esketamine-nasal"), 1);
  ck_assert_int_eq (item ("current_medications", "ketamine-iv"), 0);
  take ("MedicationRequest", "'status':'active','intent':'order','medicationCodeableConcept':{'text':'Unobtainium 5 mg'}");
  ck_assert (remarked ("the knowledge base does not know it"));
}
END_TEST

START_TEST (a_recent_stop_still_counts_for_the_last_days)
{
  take ("MedicationStatement", "'status':'stopped','effectivePeriod':{'start':'2026-01-01','end':'2026-11-06'}," SERTRALINE);
  ck_assert_int_eq (item ("current_medications", "sertraline"), 0);
  ck_assert_int_eq (item ("medications_within_14_days", "sertraline"), 1);
  take ("MedicationStatement", "'status':'stopped','effectivePeriod':{'start':'2026-01-01','end':'2026-11-05'}," SERTRALINE);
  ck_assert_int_eq (item ("medications_within_14_days", "sertraline"), 0);
  take ("MedicationStatement", "'status':'stopped','effectivePeriod':{'start':'2026-01-01','end':'2026-11'}," SERTRALINE);
  ck_assert_int_eq (item ("medications_within_14_days", "sertraline"), 0);
  ck_assert (remarked ("does not say on which day"));
}
END_TEST

/* ---- failed trials ---------------------------------------------------------------- */

#define FAILED "'status':'stopped','statusReason':[{'text':'lack of effect'}],"

START_TEST (an_adequate_trial_without_effect_has_failed)
{
  take ("MedicationStatement", FAILED SERTRALINE ",'effectivePeriod':{'start':'2026-02-02','end':'2026-04-27'},'dosage':[{" DAILY
                                                 "," MG ("150") "}]");
  ck_assert_int_eq (item ("failed_adequate_trials", "sertraline"), 1);
  ck_assert_uint_eq (patient->tried_count, 1);
  const txc_tried *tried = &patient->tried[0];
  ck_assert_int_eq (tried->weeks, 12);
  ck_assert_str_eq (tried->dose, "150 mg per day");
  ck_assert_int_eq (tried->adequate, TXC_TRUE);
  ck_assert_int_eq (tried->this_episode, TXC_TRUE);
  ck_assert_str_eq (tried->text, "Sertraline 150 mg per day, 12 weeks, stopped: lack of effect");
}
END_TEST

START_TEST (a_trial_that_may_not_be_adequate_is_not_counted)
{
  static const struct {
    const char *rest, *words;
  } cases[] = {
    { "'effectivePeriod':{'start':'2026-04-01','end':'2026-04-27'},'dosage':[{" DAILY "," MG ("150") "}]", "not an adequate trial" },
    { "'effectivePeriod':{'start':'2026-02-02','end':'2026-04-27'},'dosage':[{" DAILY "," MG ("25") "}]", "not an adequate trial" },
    { "'effectivePeriod':{'start':'2026-02-02','end':'2026-04-27'}", "the dose a day" },
    { "'effectivePeriod':{'start':'2026-02-02','end':'2026-04-27'},'dosage':[{" MG ("150") "}]", "the dose a day" },
    { "'effectivePeriod':{'start':'2026-02-02','end':'2026-04-27'},'dosage':[{'asNeededBoolean':true," DAILY "," MG ("150") "}]",
      "the dose a day" },
    { "'effectiveDateTime':'2026-02-02','dosage':[{" DAILY "," MG ("150") "}]", "how long it was taken" },
    { "'effectivePeriod':{'start':'2025-02-02','end':'2025-12-27'},'dosage':[{" DAILY "," MG ("150") "}]",
      "before the present episode began" },
    { "'effectivePeriod':{'start':'2025-02-02','end':'2026'},'dosage':[{" DAILY "," MG ("150") "}]", "not counted" },
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[1000];
    snprintf (text, sizeof text, FAILED SERTRALINE ",%s", cases[i].rest);
    take ("MedicationStatement", text);
    ck_assert_msg (item ("failed_adequate_trials", "sertraline") == 0, "%s", cases[i].rest);
    ck_assert_msg (remarked (cases[i].words), "%s", cases[i].rest);
  }
}
END_TEST

START_TEST (a_stop_for_another_reason_is_no_failure)
{
  static const char *const reasons[] = { "'statusReason':[{'text':'nausea'}],", "", "'statusReason':[{'text':'not ineffective'}]," };
  for (size_t i = 0; i < 3; i++) {
    char text[1000];
    snprintf (text, sizeof text,
              "'status':'stopped',%s" SERTRALINE ",'effectivePeriod':{'start':'2026-02-02','end':'2026-04-27'},'dosage':[{" DAILY
              "," MG ("150") "}]",
              reasons[i]);
    take ("MedicationStatement", text);
    ck_assert_int_eq (item ("failed_adequate_trials", "sertraline"), 0);
    ck_assert_int_eq (patient->tried[0].ineffective, false);
  }
}
END_TEST

START_TEST (doses_are_read_in_many_forms)
{
  static const struct {
    const char *dosage, *dose;
  } cases[] = {
    { "{'text':'150 mg once a day'}", "150 mg per day" },
    { "{'text':'75 mg twice daily'}", "150 mg per day" },
    { "{'text':'50-200 mg once a day'}", NULL },
    { "{'text':'take as directed'}", NULL },
    { "{'timing':{'repeat':{'frequency':3,'period':1,'periodUnit':'d'}}," MG ("50") "}", "150 mg per day" },
    { "{'timing':{'repeat':{'frequency':1,'period':12,'periodUnit':'h'}}," MG ("50") "}", "100 mg per day" },
    { "{'timing':{'repeat':{'frequency':1,'period':1,'periodUnit':'wk'}}," MG ("70") "}", "10 mg per day" },
    { "{'timing':{'code':{'coding':[{'code':'BID'}]}}," MG ("50") "}", "100 mg per day" },
    { "{" MG ("50") "}", "50 mg" },
    { "{" DAILY ",'doseAndRate':[{'doseQuantity':{'value':2,'unit':'tablet'}}]}", NULL }, /* no strength in the name */
    { "{" DAILY "," MG ("-5") "}", NULL },
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[1000];
    snprintf (text, sizeof text, "'status':'active'," SERTRALINE ",'dosage':[%s]", cases[i].dosage);
    take ("MedicationStatement", text);
    const char *dose = patient->tried[0].dose;
    ck_assert_msg (cases[i].dose ? dose && strcmp (dose, cases[i].dose) == 0 : !dose, "%s: %s", cases[i].dosage, dose);
  }
  take ("MedicationStatement", "'status':'active','medicationCodeableConcept':{'text':'Sertraline 50 MG Oral Tablet'},'dosage':[{" DAILY
                               ",'doseAndRate':[{'doseQuantity':{'value':2,'unit':'tablet'}}]}]");
  ck_assert_str_eq (patient->tried[0].text, "sertraline 100 mg per day");
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = { a_request_is_taken_by_status_and_intent,
                                 an_option_reads_as_one,
                                 a_statement_is_taken_by_status,
                                 an_old_order_still_counts_and_says_so,
                                 medicines_may_be_referenced,
                                 products_are_read_by_their_name,
                                 a_recent_stop_still_counts_for_the_last_days,
                                 an_adequate_trial_without_effect_has_failed,
                                 a_trial_that_may_not_be_adequate_is_not_counted,
                                 a_stop_for_another_reason_is_no_failure,
                                 doses_are_read_in_many_forms };
  return run_tests_with ("fhir-medicines", tests, sizeof tests / sizeof tests[0], setup, teardown);
}
