/* SPDX-License-Identifier: Apache-2.0
 *
 * What the public interface says of a knowledge base's treatments and features,
 * against what stands in knowledge/depression.
 */
#include "public/builtin.h"

static const txc_treatment *
treatment (const char *name)
{
  const txc_treatment *found = NULL;
  ck_assert_msg (txc_knowledge_base_find_treatment (base, name, &found, NULL) == TXC_OK, "%s", name);
  return found;
}

static size_t
statements (const txc_treatment *of, const char *about)
{
  const txc_statement *said;
  size_t found = 0;
  for (size_t i = 0; (said = txc_treatment_statement_at (of, i)); i++)
    found += strcmp (said->about, about) == 0;
  return found;
}

/* Statement `index` of those about one thing. */
static const txc_statement *
statement (const txc_treatment *of, const char *about, size_t index)
{
  const txc_statement *said;
  for (size_t i = 0; (said = txc_treatment_statement_at (of, i)); i++)
    if (strcmp (said->about, about) == 0 && index-- == 0)
      return said;
  ck_abort_msg ("nothing more is said of '%s'", about);
}

START_TEST (a_treatment_says_what_it_is)
{
  const txc_treatment *drug = treatment ("esketamine");
  ck_assert_str_eq (txc_treatment_name (drug), "esketamine nasal spray");
  ck_assert_str_eq (txc_treatment_short_name (drug), "esketamine");
  ck_assert_str_eq (txc_treatment_kind (drug), "drug");
  ck_assert_uint_eq (txc_treatment_alias_count (drug), 2);
  ck_assert_str_eq (txc_treatment_alias_at (drug, 0), "spravato");
  ck_assert_str_eq (txc_treatment_alias_at (drug, 1), "esketamine");
  ck_assert_ptr_null (txc_treatment_alias_at (drug, 2));
  /* As entered: the broader class of an NMDA antagonist is not among them. */
  ck_assert_uint_eq (txc_treatment_class_count (drug), 1);
  ck_assert_str_eq (txc_treatment_class_at (drug, 0), "ketamine or esketamine");
  ck_assert_ptr_null (txc_treatment_class_at (drug, 1));
  ck_assert_uint_eq (txc_treatment_part_count (drug), 0);
  ck_assert_ptr_null (txc_treatment_part_at (drug, 0));
  ck_assert_str_eq (txc_treatment_kind (treatment ("placebo")), "placebo");
}
END_TEST

START_TEST (a_combination_has_parts)
{
  const txc_treatment *both = treatment ("esketamine-nasal-with-antidepressant");
  ck_assert_str_eq (txc_treatment_kind (both), "combination");
  ck_assert_str_eq (txc_treatment_short_name (both), "esketamine+AD");
  ck_assert_uint_eq (txc_treatment_class_count (both), 0);
  ck_assert_uint_eq (txc_treatment_part_count (both), 2);
  ck_assert_str_eq (txc_treatment_part_at (both, 0), "esketamine nasal spray");
  ck_assert_str_eq (txc_treatment_part_at (both, 1), "an oral antidepressant");
  ck_assert_ptr_null (txc_treatment_part_at (both, 2));
}
END_TEST

START_TEST (what_is_known_of_a_treatment_has_its_source)
{
  const txc_treatment *esketamine = treatment ("esketamine"), *sertraline = treatment ("sertraline");
  const txc_statement *said = statement (esketamine, "mechanism", 0);
  ck_assert_str_eq (said->text, "blocks the NMDA receptor of glutamate; how that lifts depression is not known");
  ck_assert_str_eq (said->source, "Spravato US label, section 12.1");
  ck_assert_str_eq (said->verification, "read");
  ck_assert_ptr_null (said->subject);
  said = statement (esketamine, "where", 0);
  ck_assert_str_eq (said->source, "Spravato US label, section 2; Spravato REMS");
  ck_assert_uint_eq (statements (esketamine, "stopping"), 0);
  ck_assert_uint_eq (statements (esketamine, "monitoring"), 4);
  said = statement (sertraline, "taken", 1);
  ck_assert_str_eq (said->text, "oral: capsule");
  ck_assert_str_eq (said->source, "recalled, not read");
  ck_assert_str_eq (said->verification, "unverified");
  ck_assert_str_eq (statement (sertraline, "monitoring", 1)->text, "review after 1 to 2 weeks");
  ck_assert_str_eq (statement (sertraline, "controls", 0)->text, "prescription only; not a controlled drug");
  ck_assert_ptr_nonnull (strstr (statement (sertraline, "stopping", 0)->text, "wait 14 days before an MAOI"));
  ck_assert_ptr_nonnull (strstr (statement (sertraline, "onset", 0)->text, "full effect after 4 to 8 weeks"));
  ck_assert_ptr_nonnull (strstr (statement (sertraline, "duration", 0)->text, "6 to 12 weeks"));
}
END_TEST

START_TEST (regimens_and_approvals_are_sentences)
{
  const txc_treatment *sertraline = treatment ("sertraline"), *both = treatment ("esketamine-nasal-with-antidepressant");
  const txc_statement *said = statement (sertraline, "regimen", 0);
  ck_assert_str_eq (said->subject, "MDD");
  ck_assert_str_eq (said->text, "label: once a day\nstart: 50 mg once a day\nthen: 50-200 mg once a day\nat most 200 mg per day\n"
                                "changes at least a week apart");
  ck_assert_str_eq (said->source, "Zoloft US label, section 2");
  ck_assert_ptr_nonnull (strstr (statement (both, "regimen", 1)->text, "weeks 1-4: 84 mg, 56 mg if not tolerated twice a week for 4 weeks"));
  said = statement (both, "approval", 1);
  ck_assert_str_eq (said->subject, "US");
  ck_assert_str_eq (said->text, "Spravato: approved for major depressive disorder with acute suicidal thoughts or behaviour, adults (2020); "
                                "with an oral antidepressant; not shown to prevent suicide or to reduce suicidal thoughts or behaviour");
  ck_assert_str_eq (said->source, "Spravato US label, section 1");
  ck_assert_uint_eq (statements (both, "approval"), 2);
}
END_TEST

static const txc_feature *
feature (const char *id)
{
  const txc_feature *found = NULL;
  ck_assert_msg (txc_knowledge_base_find_feature (base, id, &found, NULL) == TXC_OK, "%s", id);
  return found;
}

START_TEST (features_are_found_by_id)
{
  const txc_feature *each, *found = NULL;
  for (size_t i = 0; (each = txc_knowledge_base_feature_at (base, i)); i++)
    ck_assert_ptr_eq (feature (txc_feature_id (each)), each);
  txc_error *err = NULL;
  ck_assert_int_eq (txc_knowledge_base_find_feature (base, "systolic_bloodpressure", &found, &err), TXC_NOT_FOUND);
  ck_assert_ptr_null (found);
  ck_assert_str_eq (txc_error_message (err), "no feature 'systolic_bloodpressure' (did you mean 'systolic_blood_pressure'?)");
  txc_error_free (err);
  ck_assert_int_eq (txc_knowledge_base_find_feature (base, "shoe size of the patient", &found, NULL), TXC_NOT_FOUND);
}
END_TEST

START_TEST (a_feature_says_what_may_be_stated)
{
  double low = -1, high = -1;
  const txc_feature *age = feature ("age"), *pressure = feature ("systolic_blood_pressure");
  ck_assert_str_eq (txc_feature_type (age), "Integer");
  ck_assert (txc_feature_range (age, &low, &high));
  ck_assert_double_eq (low, 0);
  ck_assert_double_eq (high, 125);
  ck_assert_ptr_null (txc_feature_valid_for (age));
  ck_assert_uint_eq (txc_feature_item_count (age), 0);
  ck_assert_ptr_null (txc_feature_item_at (age, 0));
  ck_assert_str_eq (txc_feature_type (pressure), "Quantity");
  ck_assert_str_eq (txc_feature_valid_for (pressure), "30 days");
  ck_assert_str_eq (txc_feature_type (feature ("suicidal_intent_or_plan")), "Boolean");
  low = high = -1;
  ck_assert (!txc_feature_range (feature ("sex"), &low, &high));
  ck_assert (low < 0 && high < 0);
}
END_TEST

START_TEST (vocabularies_have_ids_names_and_questions)
{
  const txc_feature *sex = feature ("sex"), *conditions = feature ("conditions"), *medicines = feature ("current_medications");
  ck_assert_str_eq (txc_feature_type (sex), "String");
  ck_assert_uint_eq (txc_feature_item_count (sex), 3);
  ck_assert_str_eq (txc_feature_item_at (sex, 0)->id, "female");
  ck_assert_ptr_null (txc_feature_item_at (sex, 0)->question);
  ck_assert_ptr_null (txc_feature_item_at (sex, 3));
  ck_assert_str_eq (txc_feature_type (conditions), "List<String>");
  const txc_feature_item *first = txc_feature_item_at (conditions, 0);
  ck_assert_str_eq (first->id, "major-depressive-disorder");
  ck_assert_str_eq (first->name, "major depressive disorder");
  ck_assert_str_eq (first->question, "Does the person have major depressive disorder now?");
  /* Treatments, then classes, then medicines. */
  ck_assert_uint_gt (txc_feature_item_count (medicines), txc_knowledge_base_treatment_count (base));
  ck_assert_str_eq (txc_feature_item_at (medicines, 0)->id, txc_treatment_id (txc_knowledge_base_treatment_at (base, 0)));
}
END_TEST

START_TEST (every_statement_is_whole)
{
  const txc_treatment *one;
  for (size_t i = 0; (one = txc_knowledge_base_treatment_at (base, i)); i++) {
    size_t count = txc_treatment_statement_count (one);
    ck_assert_uint_gt (count, 0);
    ck_assert_ptr_null (txc_treatment_statement_at (one, count));
    for (size_t k = 0; k < count; k++) {
      const txc_statement *said = txc_treatment_statement_at (one, k);
      bool has_subject = strcmp (said->about, "regimen") == 0 || strcmp (said->about, "approval") == 0;
      ck_assert (*said->text && *said->source && *said->verification);
      ck_assert_int_eq (said->subject != NULL, has_subject);
    }
  }
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    a_treatment_says_what_it_is,
    a_combination_has_parts,
    what_is_known_of_a_treatment_has_its_source,
    regimens_and_approvals_are_sentences,
    every_statement_is_whole,
    features_are_found_by_id,
    a_feature_says_what_may_be_stated,
    vocabularies_have_ids_names_and_questions,
  };
  return run_tests_with ("public-knowledge", tests, sizeof tests / sizeof *tests, load, unload);
}
