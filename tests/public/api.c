/* SPDX-License-Identifier: Apache-2.0
 *
 * The public interface as a C program meets it: every function, through the shared
 * library, with what its header promises at the ends of its range.
 */
#include "public/builtin.h"

static txc_patient *
patient_of (const char *const *facts, size_t count)
{
  txc_patient_builder *builder = NULL;
  txc_patient *patient = NULL;
  ck_assert_int_eq (txc_patient_builder_new (base, "2026-11-20", &builder, NULL), TXC_OK);
  for (size_t i = 0; i < count; i++)
    ck_assert_msg (txc_patient_builder_set (builder, facts[i], NULL) == TXC_OK, "%s", facts[i]);
  ck_assert_int_eq (txc_patient_builder_build (builder, &patient, NULL), TXC_OK);
  txc_patient_builder_free (builder);
  return patient;
}

/* The error of a call that must fail so, without a leak; `part` stands in its message. */
static void
assert_error (txc_status answered, txc_status expected, txc_error *err, const char *part)
{
  ck_assert_int_eq (answered, expected);
  ck_assert_int_eq (txc_error_status (err), expected);
  ck_assert_msg (strstr (txc_error_message (err), part), "'%s' does not say '%s'", txc_error_message (err), part);
  txc_error_free (err);
}

START_TEST (statuses_and_the_version_have_words)
{
  ck_assert_str_eq (txc_version (), TXC_VERSION);
  ck_assert_str_eq (txc_status_text (TXC_OK), "success");
  ck_assert_str_eq (txc_status_text (TXC_NO_MEMORY), "out of memory");
  ck_assert_str_eq (txc_status_text ((txc_status)-999), "unknown status");
}
END_TEST

START_TEST (nothing_is_freed_twice)
{
  txc_error_free (NULL);
  txc_free (NULL);
  txc_diagnostics_free (NULL);
  txc_knowledge_base_unref (NULL);
  txc_patient_builder_free (NULL);
  txc_patient_unref (NULL);
  txc_eligibility_unref (NULL);
  txc_comparison_unref (NULL);
  txc_page_unref (NULL);
}
END_TEST

START_TEST (a_knowledge_base_says_what_it_is)
{
  ck_assert_str_eq (txc_knowledge_base_id (base), "depression");
  ck_assert_str_eq (txc_knowledge_base_title (base), "Depression");
  ck_assert_uint_eq (strlen (txc_knowledge_base_date (base)), strlen ("2026-11-20"));
  ck_assert_uint_gt (strlen (txc_knowledge_base_version (base)), 0);
  ck_assert_ptr_nonnull (strstr (txc_knowledge_base_intended_use (base), "never replaces"));
  ck_assert_uint_eq (strspn (txc_knowledge_base_hash (base), "0123456789abcdef"), 64);
  ck_assert_uint_eq (strlen (txc_knowledge_base_hash (base)), 64);
}
END_TEST

START_TEST (treatments_are_found_by_index_id_and_alias)
{
  size_t count = txc_knowledge_base_treatment_count (base);
  ck_assert_uint_gt (count, 0);
  ck_assert_ptr_null (txc_knowledge_base_treatment_at (base, count));
  for (size_t i = 0; i < count; i++) {
    const txc_treatment *treatment = txc_knowledge_base_treatment_at (base, i), *found = NULL;
    ck_assert_uint_gt (strlen (txc_treatment_name (treatment)), 0);
    ck_assert_int_eq (txc_knowledge_base_find_treatment (base, txc_treatment_id (treatment), &found, NULL), TXC_OK);
    ck_assert_ptr_eq (found, treatment);
  }
  const txc_treatment *zoloft = NULL;
  ck_assert_int_eq (txc_knowledge_base_find_treatment (base, "zoloft", &zoloft, NULL), TXC_OK);
  ck_assert_str_eq (txc_treatment_id (zoloft), "sertraline");
  ck_assert_int_eq (txc_knowledge_base_find_treatment (base, "Zoloft", &zoloft, NULL), TXC_OK);
  ck_assert_str_eq (txc_treatment_id (zoloft), "sertraline");
  ck_assert_int_eq (txc_knowledge_base_find_treatment (base, "Esketamine nasal spray", &zoloft, NULL), TXC_OK);
  ck_assert_str_eq (txc_treatment_id (zoloft), "esketamine-nasal");
  txc_error *err = NULL;
  txc_status status = txc_knowledge_base_find_treatment (base, "sertralin", &zoloft, &err);
  assert_error (status, TXC_NOT_FOUND, err, "sertraline");
}
END_TEST

START_TEST (features_say_what_they_ask)
{
  size_t count = txc_knowledge_base_feature_count (base), pressures = 0;
  ck_assert_ptr_null (txc_knowledge_base_feature_at (base, count));
  for (size_t i = 0; i < count; i++) {
    const txc_feature *feature = txc_knowledge_base_feature_at (base, i);
    ck_assert_uint_gt (strlen (txc_feature_name (feature)), 0);
    if (strcmp (txc_feature_id (feature), "systolic_blood_pressure") != 0)
      continue;
    pressures++;
    ck_assert_str_eq (txc_feature_unit (feature), "mm[Hg]");
    ck_assert_str_eq (txc_feature_question (feature), "What is the systolic blood pressure?");
  }
  ck_assert_uint_eq (pressures, 1);
}
END_TEST

START_TEST (rules_are_exported_as_a_library)
{
  char *text = NULL;
  ck_assert_int_eq (txc_knowledge_base_export_cql (base, &text, NULL), TXC_OK);
  ck_assert_ptr_nonnull (strstr (text, "library "));
  ck_assert_ptr_nonnull (strstr (text, "parameter "));
  txc_free (text);
}
END_TEST

START_TEST (a_base_is_not_dated_after_the_day_it_is_checked_for)
{
  const char *folder = TXC_TEST_SOURCE "/knowledge/depression";
  txc_diagnostics *problems = NULL;
  txc_knowledge_base *loaded = NULL;
  txc_error *err = NULL;
  ck_assert_int_eq (txc_knowledge_base_check (folder, txc_knowledge_base_date (base), &loaded, &problems, NULL), TXC_OK);
  ck_assert_uint_eq (txc_diagnostics_error_count (problems), 0);
  ck_assert_ptr_nonnull (loaded);
  txc_knowledge_base_unref (loaded);
  txc_diagnostics_free (problems);
  ck_assert_int_eq (txc_knowledge_base_check (folder, "2020-01-31", NULL, &problems, NULL), TXC_INVALID_DATA);
  ck_assert_uint_eq (txc_diagnostics_count (problems), 1);
  ck_assert_ptr_nonnull (strstr (txc_diagnostics_file (problems, 0), "kb.yaml"));
  ck_assert_uint_eq (txc_diagnostics_line (problems, 0), 3);
  txc_diagnostics_free (problems);
  txc_status status = txc_knowledge_base_check (folder, "soon", NULL, &problems, &err);
  assert_error (status, TXC_INVALID_ARGUMENT, err, "soon");
  ck_assert_ptr_null (problems);
}
END_TEST

START_TEST (a_folder_is_loaded_or_says_every_problem)
{
  txc_knowledge_base *loaded = NULL;
  txc_diagnostics *problems = NULL;
  txc_error *err = NULL;
  ck_assert_int_eq (txc_knowledge_base_load (TXC_TEST_SOURCE "/knowledge/depression", &loaded, NULL, NULL), TXC_OK);
  ck_assert_str_eq (txc_knowledge_base_hash (loaded), txc_knowledge_base_hash (base));
  txc_knowledge_base_unref (loaded);
  txc_status status = txc_knowledge_base_load ("/there/is/no/such/folder", &loaded, NULL, &err);
  assert_error (status, TXC_IO, err, "knowledge base");

  /* A folder with nothing of a knowledge base in it. */
  status = txc_knowledge_base_load (TXC_TEST_SOURCE "/tests/public", &loaded, &problems, NULL);
  ck_assert_int_lt (status, TXC_OK);
  size_t count = txc_diagnostics_count (problems), errors = 0;
  ck_assert_uint_gt (count, 0);
  for (size_t i = 0; i < count; i++) {
    errors += txc_diagnostics_is_error (problems, i);
    ck_assert_uint_gt (strlen (txc_diagnostics_message (problems, i)), 0);
    ck_assert_ptr_nonnull (txc_diagnostics_file (problems, i));
    ck_assert (txc_diagnostics_line (problems, i) > 0 || txc_diagnostics_column (problems, i) == 0);
    (void)txc_diagnostics_hint (problems, i);
  }
  ck_assert_uint_eq (txc_diagnostics_error_count (problems), errors);
  char *text = NULL;
  ck_assert_int_eq (txc_diagnostics_print (problems, 0, &text, NULL), TXC_OK);
  ck_assert_ptr_nonnull (strstr (text, txc_diagnostics_message (problems, 0)));
  txc_free (text);
  txc_page *page = NULL;
  ck_assert_int_eq (txc_report_diagnostics (problems, NULL, &page, NULL), TXC_OK);
  txc_page_unref (page);
  txc_diagnostics_free (problems);
}
END_TEST

START_TEST (a_builder_refuses_what_is_wrong_and_goes_on)
{
  txc_patient_builder *builder = NULL;
  txc_error *err = NULL;
  txc_status status = txc_patient_builder_new (base, "2026-11", &builder, &err);
  assert_error (status, TXC_INVALID_ARGUMENT, err, "2026-11");
  ck_assert_int_eq (txc_patient_builder_new (base, "2026-11-20", &builder, NULL), TXC_OK);

  static const struct { const char *fact; txc_status status; const char *part; } wrong[] = {
    { "systolic_bloodpressure=148", TXC_NOT_FOUND, "systolic_blood_pressure" },
    { "systolic_blood_pressure=148 kg", TXC_INVALID_DATA, "kg" },
    { "systolic_blood_pressure=1480", TXC_INVALID_DATA, "1480" },
    { "age=old", TXC_TYPE, "old" },
    { "", TXC_SYNTAX, "" },
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    err = NULL;
    status = txc_patient_builder_set (builder, wrong[i].fact, &err);
    assert_error (status, wrong[i].status, err, wrong[i].part);
  }
  err = NULL;
  status = txc_patient_builder_add_record (builder, "{\"age\": ", 8, "p.json", &err);
  ck_assert_str_eq (txc_error_file (err), "p.json");
  ck_assert_uint_eq (txc_error_line (err), 1);
  ck_assert_uint_gt (txc_error_column (err), 0);
  ck_assert_ptr_null (txc_error_cause (err));
  assert_error (status, TXC_SYNTAX, err, "");
  err = NULL;
  status = txc_patient_builder_set_country (builder, "USA", &err);
  assert_error (status, TXC_INVALID_ARGUMENT, err, "USA");
  err = NULL;
  status = txc_patient_builder_assume_complete (builder, "condition", &err);
  assert_error (status, TXC_NOT_FOUND, err, "conditions");

  txc_patient *patient = NULL;
  ck_assert_int_eq (txc_patient_builder_build (builder, &patient, NULL), TXC_OK);
  ck_assert_uint_eq (txc_patient_fact_count (patient), 0);
  txc_patient_unref (patient);
  txc_patient_builder_free (builder);
}
END_TEST

START_TEST (a_patient_is_built_from_every_side)
{
  static const char record[] = "{\"age\": 52, \"conditions\": [\"hypertension\"]}";
  txc_patient_builder *builder = NULL;
  txc_patient *patient = NULL, *before = NULL;
  ck_assert_int_eq (txc_patient_builder_new (base, "2026-11-20", &builder, NULL), TXC_OK);
  ck_assert_int_eq (txc_patient_builder_build (builder, &before, NULL), TXC_OK);
  ck_assert_int_eq (txc_patient_builder_add_record (builder, record, sizeof record - 1, "p.json", NULL), TXC_OK);
  ck_assert_int_eq (txc_patient_builder_set (builder, "no aneurysm", NULL), TXC_OK);
  ck_assert_int_eq (txc_patient_builder_assume_complete (builder, "allergies", NULL), TXC_OK);
  ck_assert_int_eq (txc_patient_builder_set_country (builder, "US", NULL), TXC_OK);
  ck_assert_int_eq (txc_patient_builder_build (builder, &patient, NULL), TXC_OK);
  txc_patient_builder_free (builder);

  ck_assert_uint_eq (txc_patient_fact_count (before), 0);
  txc_patient_unref (before);
  size_t ages = 0, present = 0, absent = 0;
  const txc_fact *fact;
  for (size_t i = 0; (fact = txc_patient_fact_at (patient, i)); i++) {
    ages += strcmp (fact->feature, "age") == 0 && fact->state == TXC_FACT_KNOWN && strstr (fact->value, "52")
            && strstr (fact->origin, "p.json");
    present += fact->item && strcmp (fact->item, "hypertension") == 0 && fact->state == TXC_FACT_KNOWN;
    absent += fact->item && strcmp (fact->item, "aneurysm") == 0 && fact->state == TXC_FACT_ABSENT;
  }
  ck_assert_uint_eq (ages, 1);
  ck_assert_uint_eq (present, 1);
  ck_assert_uint_eq (absent, 1);
  ck_assert_ptr_null (txc_patient_fact_at (patient, txc_patient_fact_count (patient)));
  ck_assert_ptr_null (txc_patient_remark_at (patient, txc_patient_remark_count (patient)));
  txc_patient_unref (txc_patient_ref (patient));
  txc_patient_unref (patient);
}
END_TEST

START_TEST (a_record_leaves_remarks)
{
  static const char record[] = "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":["
    "{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"a\",\"birthDate\":\"1974-05-01\"}},"
    "{\"resource\":{\"resourceType\":\"Observation\",\"id\":\"o\",\"status\":\"entered-in-error\","
    "\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"8480-6\"}]},"
    "\"effectiveDateTime\":\"2026-11-10\",\"valueQuantity\":{\"value\":148,\"system\":\"http://unitsofmeasure.org\",\"code\":\"mm[Hg]\"}}}]}";
  txc_patient_builder *builder = NULL;
  txc_patient *patient = NULL;
  ck_assert_int_eq (txc_patient_builder_new (base, "2026-11-20", &builder, NULL), TXC_OK);
  ck_assert_int_eq (txc_patient_builder_add_record (builder, record, sizeof record - 1, "r.json", NULL), TXC_OK);
  ck_assert_int_eq (txc_patient_builder_build (builder, &patient, NULL), TXC_OK);
  txc_patient_builder_free (builder);
  const txc_fact *fact;
  for (size_t i = 0; (fact = txc_patient_fact_at (patient, i)); i++)
    ck_assert_str_ne (fact->feature, "systolic_blood_pressure");
  size_t count = txc_patient_remark_count (patient);
  ck_assert_uint_gt (count, 0);
  ck_assert_uint_gt (strlen (txc_patient_remark_at (patient, count - 1)), 0);
  txc_patient_unref (patient);
}
END_TEST

START_TEST (verdicts_have_rules_and_questions)
{
  static const char *const facts[] = { "age=52", "has arteriovenous malformation" };
  static const char *const treatments[] = { "esketamine", "zoloft" }, *const wrong[] = { "sertralin" };
  txc_patient *patient = patient_of (facts, 2);
  txc_eligibility *eligibility = NULL;
  ck_assert_int_eq (txc_eligibility_new (patient, treatments, 2, &eligibility, NULL), TXC_OK);
  ck_assert_uint_eq (txc_eligibility_treatment_count (eligibility), 2);
  ck_assert_str_eq (txc_treatment_id (txc_eligibility_treatment_at (eligibility, 1)), "sertraline");
  ck_assert_ptr_null (txc_eligibility_treatment_at (eligibility, 2));
  /* Spravato US label, section 4: arteriovenous malformation. */
  ck_assert_int_eq (txc_eligibility_verdict (eligibility, 0), TXC_VERDICT_CONTRAINDICATED);
  ck_assert_str_eq (txc_verdict_kind_text (TXC_VERDICT_CONTRAINDICATED), "contraindicated");

  const txc_rule_result *rule;
  size_t reasons = 0, unknown = 0, count = txc_eligibility_rule_count (eligibility, 0);
  for (size_t i = 0; (rule = txc_eligibility_rule_at (eligibility, 0, i)); i++) {
    ck_assert (rule->rule && rule->kind && rule->message && rule->when && rule->verification);
    ck_assert (!rule->to_settle || rule->answer == TXC_RULE_UNKNOWN);
    reasons += rule->decides && strcmp (rule->kind, "contraindicated") == 0 && rule->answer == TXC_RULE_TRUE;
    unknown += rule->answer == TXC_RULE_UNKNOWN;
  }
  ck_assert_uint_eq (reasons, 1);
  ck_assert_uint_gt (unknown, 0);
  ck_assert_ptr_null (txc_eligibility_rule_at (eligibility, 0, count));
  ck_assert_uint_eq (txc_eligibility_rule_count (eligibility, 2), 0);

  const txc_question *question = txc_eligibility_question_at (eligibility, 0);
  ck_assert_ptr_nonnull (question);
  ck_assert (question->feature && question->text && question->answer_count > 0 && question->settles > 0);
  ck_assert_ptr_null (txc_eligibility_question_at (eligibility, txc_eligibility_question_count (eligibility)));
  ck_assert (!txc_eligibility_is_emergency (eligibility));
  ck_assert_ptr_null (txc_eligibility_crisis_notice (eligibility));
  txc_eligibility_unref (txc_eligibility_ref (eligibility));
  txc_eligibility_unref (eligibility);

  txc_error *err = NULL;
  txc_status status = txc_eligibility_new (patient, wrong, 1, &eligibility, &err);
  assert_error (status, TXC_NOT_FOUND, err, "sertraline");
  txc_patient_unref (patient);
}
END_TEST

START_TEST (danger_comes_first)
{
  static const char *const facts[] = { "suicidal_intent_or_plan=yes" };
  txc_patient *patient = patient_of (facts, 1);
  txc_eligibility *eligibility = NULL;
  ck_assert_int_eq (txc_eligibility_new (patient, NULL, 0, &eligibility, NULL), TXC_OK);
  txc_patient_unref (patient); /* the eligibility keeps it */
  /* All treatments but placebo. */
  ck_assert_uint_eq (txc_eligibility_treatment_count (eligibility) + 1, txc_knowledge_base_treatment_count (base));
  ck_assert (txc_eligibility_is_emergency (eligibility));
  ck_assert_ptr_nonnull (strstr (txc_eligibility_crisis_notice (eligibility), "emergency services"));
  txc_eligibility_unref (eligibility);
}
END_TEST

START_TEST (cells_stand_beside_their_own_comparator)
{
  static const char *const treatments[] = { "sertraline" };
  txc_patient *patient = patient_of (NULL, 0);
  txc_comparison *comparison = NULL;
  ck_assert_int_eq (txc_comparison_new (patient, treatments, 1, &comparison, NULL), TXC_OK);
  txc_patient_unref (patient);
  ck_assert_uint_eq (txc_eligibility_treatment_count (txc_comparison_eligibility (comparison)), 1);
  size_t count = txc_comparison_row_count (comparison), nausea = count;
  for (size_t row = 0; row < count; row++)
    if (strcmp (txc_comparison_row_at (comparison, row)->id, "nausea") == 0)
      nausea = row;
  ck_assert_uint_lt (nausea, count);
  /* Zoloft US label, section 6.1, table 3: 26 % of 3066 against 12 % of 2293. */
  const txc_effect_cell *cell = txc_comparison_cell_at (comparison, nausea, 0);
  ck_assert_ptr_nonnull (cell);
  ck_assert_int_eq (cell->state, TXC_CELL_NUMBERS);
  ck_assert (cell->has_treated && cell->has_comparator && cell->has_difference && cell->has_interval);
  ck_assert_double_eq_tol (cell->treated_per_100, 26, 1e-9);
  ck_assert_double_eq_tol (cell->comparator_per_100, 12, 1e-9);
  ck_assert_double_eq_tol (cell->difference_per_100, 14, 1e-9);
  ck_assert (cell->low_per_100 > 10 && cell->low_per_100 < 14 && cell->high_per_100 > 14 && cell->high_per_100 < 18);
  ck_assert_ptr_nonnull (strstr (cell->comparator, "placebo"));
  ck_assert_str_eq (cell->verification, "read");
  ck_assert (cell->outcome && cell->trial && cell->source && cell->method);
  ck_assert_ptr_null (txc_comparison_cell_at (comparison, nausea, 1));
  ck_assert_ptr_null (txc_comparison_cell_at (comparison, count, 0));
  ck_assert_ptr_null (txc_comparison_row_at (comparison, count));
  txc_comparison_unref (txc_comparison_ref (comparison));
  txc_comparison_unref (comparison);
}
END_TEST

/* A page was made; it carries its notice and its version in every format. */
static void
assert_page (txc_status status, txc_page **made)
{
  ck_assert_int_eq (status, TXC_OK);
  txc_page *page = *made;
  for (int format = TXC_FORMAT_TEXT; format <= TXC_FORMAT_JSON; format++) {
    char *text = NULL;
    size_t length = 0;
    ck_assert_int_eq (txc_page_write (page, (txc_format)format, NULL, &text, &length, NULL), TXC_OK);
    ck_assert_uint_eq (strlen (text), length);
    ck_assert_ptr_nonnull (strstr (text, TXC_VERSION));
    ck_assert_ptr_nonnull (strstr (text, "never replaces"));
    txc_free (text);
  }
  txc_page_unref (txc_page_ref (page));
  txc_page_unref (page);
}

START_TEST (every_report_is_a_page_in_every_format)
{
  static const char *const facts[] = { "age=52" };
  static const char *const treatments[] = { "sertraline", "esketamine" };
  txc_patient *patient = patient_of (facts, 1);
  txc_comparison *comparison = NULL;
  txc_page *page = NULL;
  ck_assert_int_eq (txc_comparison_new (patient, treatments, 2, &comparison, NULL), TXC_OK);
  const txc_eligibility *eligibility = txc_comparison_eligibility (comparison);
  assert_page (txc_report_eligibility (eligibility, NULL, &page, NULL), &page);
  assert_page (txc_report_questions (eligibility, NULL, &page, NULL), &page);
  assert_page (txc_report_patient (patient, NULL, &page, NULL), &page);
  assert_page (txc_report_rule (patient, "esketamine-arteriovenous-malformation", NULL, &page, NULL), &page);
  assert_page (txc_report_cell (patient, "sertraline:nausea", NULL, &page, NULL), &page);
  assert_page (txc_report_treatments (base, NULL, &page, NULL), &page);
  assert_page (txc_report_treatment (base, "sertraline", NULL, &page, NULL), &page);
  assert_page (txc_report_features (base, NULL, &page, NULL), &page);
  assert_page (txc_report_knowledge_base (base, NULL, &page, NULL), &page);
  /* The page keeps what it shows. */
  txc_status status = txc_report_comparison (comparison, NULL, &page, NULL);
  txc_comparison_unref (comparison);
  txc_patient_unref (patient);
  assert_page (status, &page);
}
END_TEST

START_TEST (reports_name_what_comes_nearest)
{
  txc_patient *patient = patient_of (NULL, 0);
  txc_page *page = NULL;
  txc_error *err = NULL;
  txc_status status = txc_report_rule (patient, "esketamine-aneurism", NULL, &page, &err);
  assert_error (status, TXC_NOT_FOUND, err, "esketamine-aneurysm");
  err = NULL;
  status = txc_report_rule (patient, "nausea", NULL, &page, &err);
  assert_error (status, TXC_NOT_FOUND, err, "TREATMENT:nausea");
  err = NULL;
  status = txc_report_rule (patient, "response", NULL, &page, &err); /* a family of outcomes */
  assert_error (status, TXC_NOT_FOUND, err, "TREATMENT:response");
  err = NULL;
  status = txc_report_cell (patient, "sertraline:response-madr", NULL, &page, &err);
  assert_error (status, TXC_NOT_FOUND, err, "response-madrs");
  err = NULL;
  status = txc_report_cell (patient, "sertraline:nausae", NULL, &page, &err);
  assert_error (status, TXC_NOT_FOUND, err, "nausea");
  err = NULL;
  status = txc_report_cell (patient, "sertraline", NULL, &page, &err);
  assert_error (status, TXC_NOT_FOUND, err, "sertraline:nausea");
  err = NULL;
  status = txc_report_treatment (base, "sertralin", NULL, &page, &err);
  assert_error (status, TXC_NOT_FOUND, err, "sertraline");
  ck_assert_ptr_null (page);
  txc_patient_unref (patient);
}
END_TEST

/* A struct of a newer program: one more member behind those the library knows. */
typedef struct newer_write_options {
  txc_write_options known;
  size_t more;
} newer_write_options;

START_TEST (options_of_another_age_are_understood_or_refused)
{
  txc_page *page = NULL;
  char *text = NULL;
  txc_error *err = NULL;
  ck_assert_int_eq (txc_report_treatments (base, NULL, &page, NULL), TXC_OK);

  newer_write_options newer = { TXC_WRITE_OPTIONS_INIT, 0 };
  newer.known.size = sizeof newer;
  ck_assert_int_eq (txc_page_write (page, TXC_FORMAT_TEXT, &newer.known, &text, NULL, NULL), TXC_OK);
  txc_free (text);
  newer.more = 1;
  txc_status status = txc_page_write (page, TXC_FORMAT_TEXT, &newer.known, &text, NULL, &err);
  assert_error (status, TXC_INVALID_ARGUMENT, err, "does not know");

  /* An older struct ends before `colour`: what stands there is not read. */
  txc_write_options older = { .size = offsetof (txc_write_options, colour), .width = 120, .colour = true, .ascii = true, .fragment = true };
  ck_assert_int_eq (txc_page_write (page, TXC_FORMAT_TEXT, &older, &text, NULL, NULL), TXC_OK);
  ck_assert_ptr_null (strchr (text, '\033'));
  ck_assert_ptr_nonnull (strstr (text, "·"));
  txc_free (text);

  /* What was padding is no place to hide a wish in. */
  txc_write_options filled = TXC_WRITE_OPTIONS_INIT;
  filled.reserved[0] = 1;
  err = NULL;
  status = txc_page_write (page, TXC_FORMAT_TEXT, &filled, &text, NULL, &err);
  assert_error (status, TXC_INVALID_ARGUMENT, err, "does not know");

  txc_write_options forgotten = { 0 };
  err = NULL;
  status = txc_page_write (page, TXC_FORMAT_TEXT, &forgotten, &text, NULL, &err);
  assert_error (status, TXC_INVALID_ARGUMENT, err, "initialiser");
  err = NULL;
  status = txc_page_write (page, (txc_format)99, NULL, &text, NULL, &err);
  assert_error (status, TXC_INVALID_ARGUMENT, err, "99");
  txc_page_unref (page);
}
END_TEST

static char *
verdicts_text (const txc_eligibility *eligibility, const txc_report_options *options)
{
  txc_page *page = NULL;
  char *text = NULL;
  ck_assert_int_eq (txc_report_eligibility (eligibility, options, &page, NULL), TXC_OK);
  ck_assert_int_eq (txc_page_write (page, TXC_FORMAT_TEXT, NULL, &text, NULL, NULL), TXC_OK);
  txc_page_unref (page);
  return text;
}

START_TEST (report_options_follow_the_same_rules)
{
  txc_patient *patient = patient_of (NULL, 0);
  txc_eligibility *eligibility = NULL;
  txc_page *page = NULL;
  txc_error *err = NULL;
  ck_assert_int_eq (txc_eligibility_new (patient, NULL, 0, &eligibility, NULL), TXC_OK);
  txc_report_options all = TXC_REPORT_OPTIONS_INIT, older = { .size = offsetof (txc_report_options, all), .all = true };
  all.all = true;
  char *first = verdicts_text (eligibility, NULL), *everything = verdicts_text (eligibility, &all),
       *old = verdicts_text (eligibility, &older);
  ck_assert_uint_gt (strlen (everything), strlen (first));
  ck_assert_str_eq (old, first);
  txc_free (first);
  txc_free (everything);
  txc_free (old);
  txc_report_options forgotten = { .size = 0 };
  txc_status status = txc_report_questions (eligibility, &forgotten, &page, &err);
  assert_error (status, TXC_INVALID_ARGUMENT, err, "initialiser");
  ck_assert_ptr_null (page);
  txc_report_options filled = TXC_REPORT_OPTIONS_INIT, hints = TXC_REPORT_OPTIONS_INIT;
  filled.reserved[2] = 1;
  hints.hints = (txc_hints)7;
  err = NULL;
  status = txc_report_features (base, &filled, &page, &err);
  assert_error (status, TXC_INVALID_ARGUMENT, err, "does not know");
  err = NULL;
  status = txc_report_treatment (base, "sertraline", &hints, &page, &err);
  assert_error (status, TXC_INVALID_ARGUMENT, err, "7");
  txc_eligibility_unref (eligibility);
  txc_patient_unref (patient);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    statuses_and_the_version_have_words,
    nothing_is_freed_twice,
    a_knowledge_base_says_what_it_is,
    treatments_are_found_by_index_id_and_alias,
    features_say_what_they_ask,
    rules_are_exported_as_a_library,
    a_base_is_not_dated_after_the_day_it_is_checked_for,
    a_folder_is_loaded_or_says_every_problem,
    a_builder_refuses_what_is_wrong_and_goes_on,
    a_patient_is_built_from_every_side,
    a_record_leaves_remarks,
    verdicts_have_rules_and_questions,
    danger_comes_first,
    cells_stand_beside_their_own_comparator,
    every_report_is_a_page_in_every_format,
    reports_name_what_comes_nearest,
    options_of_another_age_are_understood_or_refused,
    report_options_follow_the_same_rules,
  };
  return run_tests_with ("public-api", tests, sizeof tests / sizeof *tests, load, unload);
}
