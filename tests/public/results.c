/* SPDX-License-Identifier: Apache-2.0
 *
 * What results hand out is borrowed and stays where it is; facts stated as
 * values; the notices of a page.
 */
#include "public/builtin.h"

#include <stdio.h>

static txc_patient_builder *
new_builder (void)
{
  txc_patient_builder *builder = NULL;
  ck_assert_int_eq (txc_patient_builder_new (base, "2026-11-20", &builder, NULL), TXC_OK);
  return builder;
}

static txc_patient *
built (txc_patient_builder *builder)
{
  txc_patient *patient = NULL;
  ck_assert_int_eq (txc_patient_builder_build (builder, &patient, NULL), TXC_OK);
  txc_patient_builder_free (builder);
  return patient;
}

/* The patient of whom these facts, as JSON, are stated. */
static txc_patient *
stated (const char *json)
{
  txc_patient_builder *builder = new_builder ();
  txc_error *err = NULL;
  ck_assert_msg (txc_patient_builder_state (builder, json, strlen (json), &err) == TXC_OK, "%s", txc_error_message (err));
  return built (builder);
}

static const txc_fact *
find (const txc_patient *patient, const char *feature, const char *item)
{
  const txc_fact *fact;
  for (size_t i = 0; (fact = txc_patient_fact_at (patient, i)); i++)
    if (strcmp (fact->feature, feature) == 0 && (item ? fact->item && strcmp (fact->item, item) == 0 : !fact->item))
      return fact;
  return NULL;
}

START_TEST (facts_are_stated_as_values)
{
  txc_patient *patient = stated ("{\"age\": 52, \"pregnant\": false, \"country\": \"US\","
                                 " \"conditions\": {\"complete\": true, \"present\": [\"hypertension\"], \"absent\": [\"stroke\"]},"
                                 " \"phq9_score\": {\"value\": 21, \"date\": \"2026-11-02T10:30:00+01:00\"}}");
  ck_assert_str_eq (txc_patient_as_of (patient), "2026-11-20");
  ck_assert_str_eq (txc_patient_country (patient), "US");
  ck_assert_ptr_eq (txc_patient_knowledge_base (patient), base);
  ck_assert_str_eq (find (patient, "age", NULL)->value, "52");
  ck_assert_str_eq (find (patient, "age", NULL)->origin, "stated");
  ck_assert_str_eq (find (patient, "pregnant", NULL)->value, "no");
  ck_assert_int_eq (find (patient, "conditions", "hypertension")->state, TXC_FACT_KNOWN);
  ck_assert_int_eq (find (patient, "conditions", "stroke")->state, TXC_FACT_ABSENT);
  ck_assert_str_eq (find (patient, "phq9_score", NULL)->date, "2026-11-02T10:30:00+01:00");
  ck_assert_ptr_eq (txc_patient_fact_at (patient, 0), txc_patient_fact_at (patient, 0));
  txc_patient_unref (patient);
}
END_TEST

START_TEST (what_is_stated_wins_over_records)
{
  static const char record[] = "{\"age\": 30}", said[] = "{\"age\": 52}";
  txc_patient_builder *builder = new_builder ();
  ck_assert_int_eq (txc_patient_builder_state (builder, said, sizeof said - 1, NULL), TXC_OK);
  ck_assert_int_eq (txc_patient_builder_add_record (builder, record, sizeof record - 1, "p.json", NULL), TXC_OK);
  txc_patient *patient = built (builder);
  ck_assert_str_eq (find (patient, "age", NULL)->value, "52");
  txc_patient_unref (patient);
}
END_TEST

/* knowledge/depression/features.yaml: a PHQ-9 score counts for 30 days. */
START_TEST (what_is_too_old_may_be_followed_by_a_later_value)
{
  static const char old[] = "{\"phq9_score\": {\"value\": 21, \"date\": \"2026-09-02\"}}",
                    new[] = "{\"phq9_score\": {\"value\": 9, \"date\": \"2026-11-16\"}}", other[] = "{\"phq9_score\": 5}";
  txc_patient_builder *builder = new_builder ();
  ck_assert_int_eq (txc_patient_builder_state (builder, new, sizeof new - 1, NULL), TXC_OK);
  ck_assert_int_eq (txc_patient_builder_state (builder, old, sizeof old - 1, NULL), TXC_OK);
  /* A score that counts is not revised in silence. */
  ck_assert_int_eq (txc_patient_builder_state (builder, other, sizeof other - 1, NULL), TXC_INVALID_DATA);
  txc_patient *patient = built (builder);
  ck_assert_str_eq (find (patient, "phq9_score", NULL)->value, "9");
  txc_patient_unref (patient);
}
END_TEST

START_TEST (what_was_not_taken_in_the_last_days_is_not_taken_now)
{
  txc_patient *patient = stated ("{\"medications_within_14_days\": [\"-citalopram\"]}");
  ck_assert_int_eq (find (patient, "current_medications", "citalopram")->state, TXC_FACT_ABSENT);
  txc_patient_unref (patient);
  patient = stated ("{\"medications_within_14_days\": {\"present\": [\"sertraline\"], \"complete\": true}}");
  ck_assert_int_eq (find (patient, "current_medications", "citalopram")->state, TXC_FACT_ABSENT);
  ck_assert_ptr_null (find (patient, "current_medications", "sertraline"));
  ck_assert_ptr_null (find (patient, "current_medications", "ssri"));
  txc_patient_unref (patient);
  patient = stated ("{\"current_medications\": [\"-citalopram\"]}");
  ck_assert_ptr_null (find (patient, "medications_within_14_days", "citalopram"));
  txc_patient_unref (patient);
}
END_TEST

START_TEST (what_a_whole_list_holds_may_be_said_again)
{
  static const char list[] = "{\"medications_within_14_days\": {\"present\": [\"citalopram\"], \"complete\": true}}";
  txc_patient_builder *builder = new_builder ();
  ck_assert_int_eq (txc_patient_builder_state (builder, list, sizeof list - 1, NULL), TXC_OK);
  ck_assert_int_eq (txc_patient_builder_set (builder, "current_medications=citalopram", NULL), TXC_OK);
  ck_assert_int_eq (txc_patient_builder_set (builder, "medications_within_14_days+=ssri", NULL), TXC_OK);
  ck_assert_int_eq (txc_patient_builder_set (builder, "current_medications+=linezolid", NULL), TXC_INVALID_DATA);
  txc_patient *patient = built (builder);
  ck_assert_int_eq (find (patient, "current_medications", "citalopram")->state, TXC_FACT_KNOWN);
  txc_patient_unref (patient);
}
END_TEST

START_TEST (mistakes_are_told_what_is_meant)
{
  static const struct { const char *fact, *part; } wrong[] = {
    { "suicidal_intent=yes", "did you mean 'suicidal_intent_or_plan'" },
    { "blood_pressure=140", "did you mean 'systolic_blood_pressure'" },
    { "sex=F", "female, male" },
    { "conditions=liver", "did you mean" },
  };
  static const char csv[] = "age;sex\n52;female\n";
  txc_patient_builder *builder = new_builder ();
  txc_error *err = NULL;
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    ck_assert_int_eq (txc_patient_builder_set (builder, wrong[i].fact, &err), TXC_NOT_FOUND);
    ck_assert_msg (strstr (txc_error_message (err), wrong[i].part), "%s", txc_error_message (err));
    txc_error_free (err);
    err = NULL;
  }
  ck_assert_int_eq (txc_patient_builder_add_record (builder, "[]", 2, "p.json", &err), TXC_INVALID_DATA);
  ck_assert_ptr_nonnull (strstr (txc_error_message (err), "no record"));
  txc_error_free (err);
  err = NULL;
  ck_assert_int_eq (txc_patient_builder_add_record (builder, csv, sizeof csv - 1, "p.csv", &err), TXC_SYNTAX);
  ck_assert_ptr_nonnull (strstr (txc_error_message (err), "this is no JSON"));
  ck_assert_str_eq (txc_error_file (err), "p.csv");
  txc_error_free (err);
  txc_patient_builder_free (builder);
}
END_TEST

/* Characters of two bytes, so that half of one stands at every place where a message may be cut. */
START_TEST (messages_quote_whole_characters)
{
  static const struct { const char *before, *behind; } forms[] = {
    { "no ", "" }, { "", "=3" }, { "age=", "" }, { "conditions=", "" }, { "has ", "" }, { "", "" },
    { "systolic_blood_pressure=148 ", "" }, { "age=5 ", "" }, { "country=", "" },
  };
  txc_patient_builder *builder = new_builder ();
  char word[401] = "", fact[600];
  for (int i = 0; i < 200; i++)
    memcpy (word + 2 * i, "\303\251", 3);
  for (size_t form = 0; form < sizeof forms / sizeof *forms; form++)
    for (int shift = 0; shift < 2; shift++) {
      txc_error *err = NULL;
      snprintf (fact, sizeof fact, "%s%s%s%s", forms[form].before, shift ? "x" : "", word, forms[form].behind);
      ck_assert_int_lt (txc_patient_builder_set (builder, fact, &err), TXC_OK);
      const unsigned char *at = (const unsigned char *)txc_error_message (err);
      for (; *at; at++)
        ck_assert_msg (*at != 0xC3 || at[1] == 0xA9, "%s", txc_error_message (err));
      txc_error_free (err);
    }
  txc_patient_builder_free (builder);
}
END_TEST

START_TEST (what_cannot_be_stated_changes_nothing)
{
  static const struct { const char *json; txc_status status; const char *part; } wrong[] = {
    { "{\"pregnant\": true, \"age\": \"old\"}", TXC_TYPE, "old" },
    { "{\"age\": -4}", TXC_INVALID_DATA, "plausible" },
    { "{\"age\": 52.5}", TXC_TYPE, "whole number" },
    { "{\"age\": 42.000000001}", TXC_TYPE, "whole number" },
    { "{\"age\": 1e-9}", TXC_TYPE, "whole number" },
    { "{\"agee\": 52}", TXC_NOT_FOUND, "did you mean 'age'" },
    { "{\"conditions\": [\"hypertension\", \"hipertension\"]}", TXC_NOT_FOUND, "hypertension" },
    { "{\"conditions\": [\"stroke\", \"-stroke\"]}", TXC_INVALID_DATA, "contradicts" },
    { "{\"age\": 52, \"age\": 53}", TXC_INVALID_DATA, "age" },
    { "{\"country\": \"usa\"}", TXC_TYPE, "country" },
    { "[1]", TXC_TYPE, "one object" },
    { "{\"age\": ", TXC_SYNTAX, "" },
  };
  txc_patient_builder *builder = new_builder ();
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    txc_error *err = NULL;
    ck_assert_int_eq (txc_patient_builder_state (builder, wrong[i].json, strlen (wrong[i].json), &err), wrong[i].status);
    ck_assert_msg (strstr (txc_error_message (err), wrong[i].part), "%s: %s", wrong[i].json, txc_error_message (err));
    txc_error_free (err);
  }
  txc_patient *patient = built (builder);
  ck_assert_uint_eq (txc_patient_fact_count (patient), 0);
  txc_patient_unref (patient);
}
END_TEST

START_TEST (a_part_to_be_chosen_has_its_members_verdicts)
{
  static const char *const treatments[] = { "esketamine-nasal-with-antidepressant", "sertraline" };
  txc_patient *patient = stated ("{\"age\": 52}");
  txc_eligibility *eligibility = NULL;
  ck_assert_int_eq (txc_eligibility_new (patient, treatments, 2, &eligibility, NULL), TXC_OK);
  ck_assert_ptr_eq (txc_eligibility_patient (eligibility), patient);
  txc_patient_unref (patient);
  /* knowledge/depression/treatments: the spray, and one of the class `oral-antidepressant`. */
  ck_assert_uint_eq (txc_eligibility_slot_count (eligibility, 0), 1);
  ck_assert_uint_eq (txc_eligibility_slot_count (eligibility, 1), 0);
  const txc_slot_result *slot = txc_eligibility_slot_at (eligibility, 0, 0);
  ck_assert_ptr_nonnull (strstr (slot->name, "oral antidepressant"));
  ck_assert_int_eq (slot->answer, TXC_RULE_UNKNOWN);
  ck_assert (slot->decides);
  size_t sertraline = slot->member_count;
  for (size_t i = 0; i < slot->member_count; i++)
    if (strcmp (txc_treatment_id (txc_eligibility_slot_member_at (eligibility, 0, 0, i)), "sertraline") == 0)
      sertraline = i;
  ck_assert_uint_lt (sertraline, slot->member_count);
  ck_assert_int_eq (txc_eligibility_slot_member_verdict (eligibility, 0, 0, sertraline), txc_eligibility_verdict (eligibility, 1));
  ck_assert_ptr_null (txc_eligibility_slot_at (eligibility, 0, 1));
  ck_assert_ptr_null (txc_eligibility_slot_member_at (eligibility, 0, 0, slot->member_count));
  ck_assert_int_eq (txc_eligibility_slot_member_verdict (eligibility, 0, 1, 0), TXC_VERDICT_UNDETERMINED);
  txc_eligibility_unref (eligibility);
}
END_TEST

START_TEST (a_treatment_named_twice_is_one)
{
  static const char *const treatments[] = { "sertraline", "Zoloft", "venlafaxine", "sertraline" };
  txc_patient *patient = stated ("{}");
  txc_eligibility *eligibility = NULL;
  ck_assert_int_eq (txc_eligibility_new (patient, treatments, 4, &eligibility, NULL), TXC_OK);
  ck_assert_uint_eq (txc_eligibility_treatment_count (eligibility), 2);
  ck_assert_str_eq (txc_treatment_id (txc_eligibility_treatment_at (eligibility, 1)), "venlafaxine");
  txc_eligibility_unref (eligibility);
  txc_patient_unref (patient);
}
END_TEST

START_TEST (a_rule_says_whose_it_is)
{
  static const char *const treatments[] = { "esketamine-nasal-with-antidepressant" };
  txc_patient *patient = stated ("{\"conditions\": [\"aneurysm\"]}");
  txc_eligibility *eligibility = NULL;
  const txc_rule_result *rule;
  size_t found = 0;
  ck_assert_int_eq (txc_eligibility_new (patient, treatments, 1, &eligibility, NULL), TXC_OK);
  for (size_t i = 0; (rule = txc_eligibility_rule_at (eligibility, 0, i)); i++) {
    if (strcmp (rule->rule, "esketamine-aneurysm") != 0)
      continue;
    /* Spravato US label, section 4; the combination takes it from the spray. */
    found++;
    ck_assert_str_eq (rule->part, "esketamine-nasal");
    ck_assert_int_eq (rule->answer, TXC_RULE_TRUE);
    ck_assert (rule->decides);
  }
  ck_assert_uint_eq (found, 1);
  txc_eligibility_unref (eligibility);
  txc_patient_unref (patient);
}
END_TEST

START_TEST (rows_say_what_they_count)
{
  static const char *const treatments[] = { "esketamine-nasal-with-antidepressant" };
  txc_patient *patient = stated ("{}");
  txc_comparison *comparison = NULL;
  const txc_effect_row *row;
  size_t outcomes = 0, dissociation = 0;
  ck_assert_int_eq (txc_comparison_new (patient, treatments, 1, &comparison, NULL), TXC_OK);
  txc_patient_unref (patient);
  for (size_t i = 0; (row = txc_comparison_row_at (comparison, i)); i++) {
    ck_assert (row->id && row->name && row->plain);
    ck_assert_msg (!row->is_outcome || outcomes == i, "outcomes come first");
    outcomes += row->is_outcome;
    if (strcmp (row->id, "dissociation") != 0)
      continue;
    dissociation++;
    ck_assert (!row->is_outcome);
    /* Spravato US label, section 6.1: 142 of 346 against 21 of 222. */
    const txc_effect_cell *cell = txc_comparison_cell_at (comparison, i, 0);
    ck_assert (cell->has_treated_events && cell->has_treated_n && cell->has_comparator_events && cell->has_comparator_n);
    ck_assert_double_eq (cell->treated_events, 142);
    ck_assert_double_eq (cell->treated_n, 346);
    ck_assert_double_eq (cell->comparator_events, 21);
    ck_assert_double_eq (cell->comparator_n, 222);
    ck_assert_double_eq_tol (cell->treated_per_100, 100.0 * 142 / 346, 1e-12);
    ck_assert_int_eq (cell->treated_bound, TXC_BOUND_EXACT);
    ck_assert_str_eq (cell->design, "randomised, double-blind");
    ck_assert_str_eq (cell->weeks, "4");
  }
  ck_assert_uint_eq (dissociation, 1);
  ck_assert_uint_gt (outcomes, 0);
  txc_comparison_unref (comparison);
}
END_TEST

START_TEST (a_bound_is_not_an_exact_number)
{
  static const char *const treatments[] = { "ketamine-iv", "sertraline" };
  txc_patient *patient = stated ("{}");
  txc_comparison *comparison = NULL;
  const txc_effect_row *row;
  size_t found = 0;
  ck_assert_int_eq (txc_comparison_new (patient, treatments, 2, &comparison, NULL), TXC_OK);
  txc_patient_unref (patient);
  for (size_t i = 0; (row = txc_comparison_row_at (comparison, i)); i++) {
    if (strcmp (row->id, "nausea") != 0)
      continue;
    found++;
    /* Singh 2016: nausea in at least 20 % of those treated. */
    const txc_effect_cell *bound = txc_comparison_cell_at (comparison, i, 0);
    ck_assert_int_eq (bound->state, TXC_CELL_NUMBERS);
    ck_assert_int_eq (bound->treated_bound, TXC_BOUND_AT_LEAST);
    ck_assert (!bound->has_treated);
    ck_assert_double_eq_tol (bound->treated_per_100, 20, 1e-12);
    ck_assert_str_eq (txc_bound_text (TXC_BOUND_AT_LEAST), "at-least");
    /* Zoloft US label, table 3: 26 % of 3066, without the number of people who felt sick. */
    const txc_effect_cell *cell = txc_comparison_cell_at (comparison, i, 1);
    ck_assert (cell->has_treated_n && !cell->has_treated_events);
    ck_assert_double_eq (cell->treated_n, 3066);
  }
  ck_assert_uint_eq (found, 1);
  ck_assert_str_eq (txc_bound_text ((txc_bound)99), "");
  txc_comparison_unref (comparison);
}
END_TEST

START_TEST (a_page_says_what_must_be_shown_with_it)
{
  txc_patient *patient = stated ("{\"suicidal_intent_or_plan\": true, \"age\": 12}");
  txc_eligibility *eligibility = NULL;
  txc_page *page = NULL;
  ck_assert_int_eq (txc_eligibility_new (patient, NULL, 0, &eligibility, NULL), TXC_OK);
  txc_patient_unref (patient);
  ck_assert_int_eq (txc_report_eligibility (eligibility, NULL, &page, NULL), TXC_OK);
  txc_eligibility_unref (eligibility);
  ck_assert_str_eq (txc_page_key (page), "eligibility");
  ck_assert_uint_gt (strlen (txc_page_title (page)), 0);
  ck_assert_int_eq (txc_page_notice_at (page, 0)->kind, TXC_NOTICE_CRISIS);
  ck_assert_ptr_nonnull (strstr (txc_page_notice_at (page, 0)->text, "emergency services"));
  size_t intended = 0, warnings = 0;
  const txc_notice *notice;
  for (size_t i = 0; (notice = txc_page_notice_at (page, i)); i++) {
    intended += notice->kind == TXC_NOTICE_INTENDED_USE && strstr (notice->text, "never replaces");
    warnings += notice->kind == TXC_NOTICE_WARNING; /* a child: outside the population */
  }
  ck_assert_uint_eq (intended, 1);
  ck_assert_uint_eq (warnings, 1);
  ck_assert_uint_eq (txc_page_notice_count (page), intended + warnings + 1);
  ck_assert_str_eq (txc_page_about (page, "as-of"), "2026-11-20");
  ck_assert_str_eq (txc_page_about (page, "knowledge-base-hash"), txc_knowledge_base_hash (base));
  ck_assert_ptr_null (txc_page_about (page, "weather"));
  txc_page_unref (page);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    facts_are_stated_as_values,
    what_is_stated_wins_over_records,
    what_is_too_old_may_be_followed_by_a_later_value,
    what_was_not_taken_in_the_last_days_is_not_taken_now,
    what_a_whole_list_holds_may_be_said_again,
    mistakes_are_told_what_is_meant,
    messages_quote_whole_characters,
    what_cannot_be_stated_changes_nothing,
    a_part_to_be_chosen_has_its_members_verdicts,
    a_treatment_named_twice_is_one,
    a_rule_says_whose_it_is,
    rows_say_what_they_count,
    a_bound_is_not_an_exact_number,
    a_page_says_what_must_be_shown_with_it,
  };
  return run_tests_with ("public-results", tests, sizeof tests / sizeof *tests, load, unload);
}
