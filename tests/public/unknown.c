/* SPDX-License-Identifier: Apache-2.0
 *
 * Unknown is never "no": laws over the built-in base, for random partial
 * patients from fixed seeds. Adding a fact may settle an unknown and never
 * flips what is known; a verdict moves only where the order of verdicts lets it.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <txcompare.h>

#include "unit/test.h"

enum { longest_fact = 160, most_alternatives = 512, facts_each = 24, patients = 40 };

static const char as_of[] = "2026-11-20";

/* What may be stated, found by trying: no name of the base stands in this file
   except where a test is about it. */
typedef enum feature_kind { BOOLEAN, NUMBER, LIST, WORD } feature_kind;

typedef struct pool {
  txc_knowledge_base *base;
  feature_kind kinds[128];
  char alternatives[most_alternatives][longest_fact];
  size_t count;
} pool;

static pool all;

static uint32_t
next_random (uint32_t *state, uint32_t below)
{
  *state = *state * 1664525u + 1013904223u;
  return (*state >> 8) % below;
}

static txc_patient_builder *
new_builder (void)
{
  txc_patient_builder *builder = NULL;
  ck_assert_int_eq (txc_patient_builder_new (all.base, as_of, &builder, NULL), TXC_OK);
  return builder;
}

static txc_patient *
build (txc_patient_builder *builder)
{
  txc_patient *patient = NULL;
  ck_assert_int_eq (txc_patient_builder_build (builder, &patient, NULL), TXC_OK);
  return patient;
}

static txc_eligibility *
judge (txc_patient_builder *builder)
{
  txc_eligibility *eligibility = NULL;
  txc_patient *patient = build (builder);
  ck_assert_int_eq (txc_eligibility_new (patient, NULL, 0, &eligibility, NULL), TXC_OK);
  txc_patient_unref (patient);
  return eligibility;
}

static bool
may_state (const char *feature, const char *value)
{
  char fact[longest_fact];
  txc_patient_builder *builder = new_builder ();
  snprintf (fact, sizeof fact, "%s=%s", feature, value);
  bool good = txc_patient_builder_set (builder, fact, NULL) == TXC_OK;
  txc_patient_builder_free (builder);
  return good;
}

static feature_kind
kind_of (const txc_feature *feature)
{
  const char *id = txc_feature_id (feature);
  if (may_state (id, "none"))
    return LIST;
  if (may_state (id, "yes"))
    return BOOLEAN;
  return may_state (id, "1") || may_state (id, "5") || may_state (id, "100") || may_state (id, "400") ? NUMBER : WORD;
}

static void
add_alternative (const char *text, size_t length)
{
  char fact[longest_fact];
  if (length >= sizeof fact || all.count == most_alternatives)
    return;
  memcpy (fact, text, length);
  fact[length] = '\0';
  /* The country is no fact about a person: it says whose rules are asked at all. */
  if (strncmp (fact, "country=", 8) == 0)
    return;
  for (size_t i = 0; i < all.count; i++)
    if (strcmp (all.alternatives[i], fact) == 0)
      return;
  memcpy (all.alternatives[all.count++], fact, length + 1);
}

/* What the questions offer as answers. */
static void
add_alternatives (const txc_eligibility *eligibility)
{
  const txc_question *question;
  for (size_t i = 0; (question = txc_eligibility_question_at (eligibility, i)); i++)
    for (size_t a = 0; a < question->answer_count; a++)
      add_alternative (question->answers[a], strlen (question->answers[a]));
}

static void
setup (void)
{
  memset (&all, 0, sizeof all);
  ck_assert_int_eq (txc_knowledge_base_builtin (&all.base, NULL), TXC_OK);
  size_t count = txc_knowledge_base_feature_count (all.base);
  ck_assert_uint_le (count, sizeof all.kinds / sizeof all.kinds[0]);
  for (size_t i = 0; i < count; i++)
    all.kinds[i] = kind_of (txc_knowledge_base_feature_at (all.base, i));
  txc_patient_builder *builder = new_builder ();
  txc_eligibility *eligibility = judge (builder);
  add_alternatives (eligibility);
  txc_eligibility_unref (eligibility);
  txc_patient_builder_free (builder);
  ck_assert_uint_gt (all.count, 20);
}

static void
teardown (void)
{
  txc_knowledge_base_unref (all.base);
}

static void
random_value (const txc_feature *feature, feature_kind kind, uint32_t *seed, char fact[longest_fact])
{
  static const int numbers[] = { 0,  1,  2,  3,  5,  12, 15, 17, 18,  19,  24,  25,  29,  30,  44,  59,  60, 64,
                                 65, 66, 75, 89, 90, 91, 99, 100, 130, 139, 140, 141, 160, 161, 449, 470, 499, 501 };
  static const char *const words[] = { "female", "male", "other" };
  const char *id = txc_feature_id (feature);
  uint32_t treatments = (uint32_t)txc_knowledge_base_treatment_count (all.base);
  const char *treatment
    = txc_treatment_id (txc_knowledge_base_treatment_at (all.base, next_random (seed, treatments)));
  if (kind == BOOLEAN)
    snprintf (fact, longest_fact, "%s=%s", id, next_random (seed, 3) ? "no" : "yes");
  else if (kind == NUMBER)
    snprintf (fact, longest_fact, "%s=%d", id, numbers[next_random (seed, sizeof numbers / sizeof numbers[0])]);
  else if (kind == WORD)
    snprintf (fact, longest_fact, "%s=%s", id, words[next_random (seed, 3)]);
  else if (next_random (seed, 6) == 0)
    snprintf (fact, longest_fact, "%s=none", id);
  else
    snprintf (fact, longest_fact, "%s%s%s%s", id, next_random (seed, 2) ? "+=" : "=", next_random (seed, 2) ? "-" : "",
              treatment);
}

static void
random_fact (uint32_t *seed, char fact[longest_fact])
{
  uint32_t features = (uint32_t)txc_knowledge_base_feature_count (all.base);
  if (next_random (seed, 2)) {
    memcpy (fact, all.alternatives[next_random (seed, (uint32_t)all.count)], longest_fact);
    return;
  }
  uint32_t index = next_random (seed, features);
  random_value (txc_knowledge_base_feature_at (all.base, index), all.kinds[index], seed, fact);
}

/* Where a verdict may go when a fact is added. */
static bool
may_become (txc_verdict_kind before, txc_verdict_kind after)
{
  switch (before) {
  case TXC_VERDICT_UNDETERMINED:
    return true;
  case TXC_VERDICT_AVOID:
    return after == before || after == TXC_VERDICT_CONTRAINDICATED;
  case TXC_VERDICT_NOT_INDICATED:
    return after == before || after == TXC_VERDICT_CONTRAINDICATED || after == TXC_VERDICT_AVOID;
  case TXC_VERDICT_CAUTION:
    return after == before || after == TXC_VERDICT_ELIGIBLE;
  default:
    return after == before;
  }
}

static void
expect_only_settled (const txc_eligibility *before, const txc_eligibility *after, const char *fact)
{
  ck_assert_uint_eq (txc_eligibility_treatment_count (before), txc_eligibility_treatment_count (after));
  for (size_t i = 0; i < txc_eligibility_treatment_count (before); i++) {
    const char *treatment = txc_treatment_id (txc_eligibility_treatment_at (before, i));
    const txc_rule_result *old, *new;
    ck_assert_uint_eq (txc_eligibility_rule_count (before, i), txc_eligibility_rule_count (after, i));
    for (size_t j = 0; (old = txc_eligibility_rule_at (before, i, j)); j++) {
      new = txc_eligibility_rule_at (after, i, j);
      ck_assert_ptr_nonnull (new);
      ck_assert_str_eq (old->rule, new->rule);
      ck_assert_msg (old->answer == TXC_RULE_UNKNOWN || old->answer == new->answer,
                     "'%s' turns rule %s of %s from %d to %d", fact, old->rule, treatment, old->answer, new->answer);
    }
    txc_verdict_kind was = txc_eligibility_verdict (before, i), is = txc_eligibility_verdict (after, i);
    ck_assert_msg (may_become (was, is), "'%s' turns %s from %s to %s", fact, treatment, txc_verdict_kind_text (was),
                   txc_verdict_kind_text (is));
  }
  ck_assert_msg (!txc_eligibility_is_emergency (before) || txc_eligibility_is_emergency (after),
                 "'%s' takes an emergency away", fact);
}

static void
expect_same (const txc_eligibility *before, const txc_eligibility *after, const char *why)
{
  const txc_rule_result *old, *new;
  for (size_t i = 0; i < txc_eligibility_treatment_count (before); i++)
    for (size_t j = 0; (old = txc_eligibility_rule_at (before, i, j)); j++) {
      new = txc_eligibility_rule_at (after, i, j);
      ck_assert_ptr_nonnull (new);
      ck_assert_msg (old->answer == new->answer, "%s: rule %s of %s goes from %d to %d", why, old->rule,
                     txc_treatment_id (txc_eligibility_treatment_at (before, i)), old->answer, new->answer);
    }
}

/* A man is held not to be pregnant until somebody says that he is: what is said
   stands, and is the one thing that may revise an answer. */
static bool
does_not_apply (txc_patient_builder *builder, const char *fact)
{
  txc_patient *patient = build (builder);
  const txc_fact *known;
  bool found = false;
  for (size_t i = 0; !found && (known = txc_patient_fact_at (patient, i)); i++) {
    size_t length = strlen (known->feature);
    found = known->state == TXC_FACT_NOT_APPLICABLE && strncmp (fact, known->feature, length) == 0 && fact[length] == '=';
  }
  txc_patient_unref (patient);
  return found;
}

/* States random facts, checks each step, keeps those that were taken. */
static size_t
state_and_check (txc_patient_builder *builder, uint32_t *seed, char taken[facts_each][longest_fact])
{
  size_t count = 0;
  txc_eligibility *before = judge (builder);
  for (int i = 0; i < facts_each; i++) {
    char fact[longest_fact];
    random_fact (seed, fact);
    if (does_not_apply (builder, fact))
      continue;
    bool good = txc_patient_builder_set (builder, fact, NULL) == TXC_OK;
    txc_eligibility *after = judge (builder);
    if (good) {
      expect_only_settled (before, after, fact);
      memcpy (taken[count++], fact, longest_fact);
    } else {
      expect_same (before, after, fact);
    }
    add_alternatives (after);
    txc_eligibility_unref (before);
    before = after;
  }
  txc_eligibility_unref (before);
  return count;
}

START_TEST (a_fact_only_settles)
{
  for (uint32_t patient = 0; patient < patients; patient++) {
    uint32_t seed = 20261120u + patient;
    char taken[facts_each][longest_fact];
    txc_patient_builder *builder = new_builder ();
    size_t count = state_and_check (builder, &seed, taken);
    ck_assert_uint_gt (count, 3);
    txc_patient_builder_free (builder);
  }
}
END_TEST

START_TEST (the_order_of_facts_does_not_matter)
{
  for (uint32_t patient = 0; patient < patients / 2; patient++) {
    uint32_t seed = 777u + patient;
    char taken[facts_each][longest_fact];
    txc_patient_builder *forward = new_builder (), *backward = new_builder ();
    size_t count = state_and_check (forward, &seed, taken);
    for (size_t i = count; i-- > 0;) {
      txc_error *err = NULL;
      ck_assert_msg (txc_patient_builder_set (backward, taken[i], &err) == TXC_OK, "'%s' is refused in another order: %s",
                     taken[i], err ? txc_error_message (err) : "");
    }
    txc_eligibility *one = judge (forward), *other = judge (backward);
    expect_same (one, other, "facts in another order");
    txc_eligibility_unref (one);
    txc_eligibility_unref (other);
    txc_patient_builder_free (forward);
    txc_patient_builder_free (backward);
  }
}
END_TEST

START_TEST (completeness_only_settles)
{
  static const char *const lists[] = { "conditions", "medications", "allergies" };
  for (uint32_t patient = 0; patient < patients / 2; patient++) {
    uint32_t seed = 4242u + patient;
    char taken[facts_each][longest_fact];
    txc_patient_builder *builder = new_builder ();
    state_and_check (builder, &seed, taken);
    for (size_t i = 0; i < 3; i++) {
      txc_eligibility *before = judge (builder);
      ck_assert_int_eq (txc_patient_builder_assume_complete (builder, lists[i], NULL), TXC_OK);
      txc_eligibility *after = judge (builder);
      expect_only_settled (before, after, lists[i]);
      txc_eligibility_unref (before);
      txc_eligibility_unref (after);
    }
    txc_patient_builder_free (builder);
  }
}
END_TEST

/* With `date` every scalar feature in turn, as a record says it. */
static void
add_dated (txc_patient_builder *builder, size_t index, const char *date)
{
  char record[longest_fact];
  const char *value = all.kinds[index] == BOOLEAN ? "true" : "60";
  const txc_feature *feature = txc_knowledge_base_feature_at (all.base, index);
  int length = snprintf (record, sizeof record, "{\"%s\": {\"value\": %s, \"date\": \"%s\"}}", txc_feature_id (feature),
                         value, date);
  (void)txc_patient_builder_add_record (builder, record, (size_t)length, "record", NULL);
}

START_TEST (what_is_dated_after_the_question_changes_nothing)
{
  txc_patient_builder *nobody = new_builder ();
  txc_eligibility *before = judge (nobody);
  for (size_t i = 0; i < txc_knowledge_base_feature_count (all.base); i++) {
    if (all.kinds[i] != BOOLEAN && all.kinds[i] != NUMBER)
      continue;
    txc_patient_builder *builder = new_builder ();
    add_dated (builder, i, "2026-11-21");
    txc_eligibility *after = judge (builder);
    expect_same (before, after, txc_feature_id (txc_knowledge_base_feature_at (all.base, i)));
    txc_eligibility_unref (after);
    txc_patient_builder_free (builder);
  }
  txc_eligibility_unref (before);
  txc_patient_builder_free (nobody);
}
END_TEST

static void
expect_value (const char *const facts[], const char *expression, const char *expected)
{
  txc_patient_builder *builder = new_builder ();
  txc_expression *compiled = NULL;
  txc_evaluation *evaluation = NULL;
  for (size_t i = 0; facts[i]; i++)
    ck_assert_int_eq (txc_patient_builder_set (builder, facts[i], NULL), TXC_OK);
  txc_patient *patient = build (builder);
  ck_assert_int_eq (txc_expression_new (all.base, expression, strlen (expression), &compiled, NULL, NULL), TXC_OK);
  ck_assert_int_eq (txc_expression_evaluate (compiled, patient, &evaluation, NULL), TXC_OK);
  const char *value = txc_evaluation_text (evaluation);
  ck_assert_msg (strcmp (value, expected) == 0, "%s after %s is %s, not %s", expression, facts[0] ? facts[0] : "nothing",
                 value, expected);
  txc_evaluation_unref (evaluation);
  txc_expression_unref (compiled);
  txc_patient_unref (patient);
  txc_patient_builder_free (builder);
}

/* An aneurysm in the head is an aneurysm; one elsewhere says nothing of the head. */
START_TEST (a_kind_and_what_it_is_a_kind_of)
{
  static const char head[] = "'intracranial-aneurysm' in conditions", any[] = "'aneurysm' in conditions";
  expect_value ((const char *[]){ NULL }, any, "null");
  expect_value ((const char *[]){ "conditions=intracranial-aneurysm", NULL }, any, "true");
  expect_value ((const char *[]){ "conditions=-intracranial-aneurysm", NULL }, any, "null");
  expect_value ((const char *[]){ "conditions=aneurysm", NULL }, head, "null");
  expect_value ((const char *[]){ "conditions=-aneurysm", NULL }, head, "false");
  expect_value ((const char *[]){ "conditions=aneurysm", "conditions=-intracranial-aneurysm", NULL }, any, "true");
  expect_value ((const char *[]){ "conditions=none", NULL }, head, "false");
}
END_TEST

START_TEST (a_contradiction_is_refused_in_either_order)
{
  static const char *const pairs[][2] = {
    { "conditions=intracranial-aneurysm", "conditions=-aneurysm" },
    { "conditions=aneurysm", "conditions=-aneurysm" },
    { "conditions=aneurysm", "conditions=none" },
    { "current_medications=maoi", "medications_within_14_days=none" },
    { "current_medications=sertraline", "medications_within_14_days=-sertraline" },
    { "current_medications=sertraline", "medications_within_14_days=-ssri" },
    { "age=52", "age=53" },
    { "pregnant=yes", "pregnant=no" },
    { "sex=male", "sex=female" },
  };
  for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
    for (size_t first = 0; first < 2; first++) {
      txc_patient_builder *builder = new_builder ();
      ck_assert_int_eq (txc_patient_builder_set (builder, pairs[i][first], NULL), TXC_OK);
      ck_assert_msg (txc_patient_builder_set (builder, pairs[i][1 - first], NULL) == TXC_INVALID_DATA,
                     "'%s' is taken after '%s'", pairs[i][1 - first], pairs[i][first]);
      txc_patient_builder_free (builder);
    }
}
END_TEST

/* Letters and digits alone, without HTML's "&amp;": what no format and no line break changes. */
static char *
bare (const char *text)
{
  char *copy = malloc (strlen (text) + 1), *to = copy;
  ck_assert_ptr_nonnull (copy);
  for (; *text; text++) {
    const char *end = *text == '&' ? strchr (text, ';') : NULL;
    if (end && end - text <= 6)
      text = end;
    else if ((*text >= '0' && *text <= '9') || ((*text | 32) >= 'a' && (*text | 32) <= 'z'))
      *to++ = *text;
  }
  *to = '\0';
  return copy;
}

START_TEST (what_is_said_stands_against_what_is_held_not_to_apply)
{
  expect_value ((const char *[]){ "sex=male", NULL }, "pregnant", "false");
  expect_value ((const char *[]){ "sex=male", "pregnant=yes", NULL }, "pregnant", "true");
  expect_value ((const char *[]){ "pregnant=yes", "sex=male", NULL }, "pregnant", "true");
  expect_value ((const char *[]){ "sex=female", NULL }, "pregnant", "null");
}
END_TEST

/* The notice is there, and stands before the first treatment. */
static void
expect_notice (txc_page *page, const char *notice, const char *treatment)
{
  char *wanted = bare (notice), *later = bare (treatment);
  for (txc_format format = TXC_FORMAT_TEXT; format <= TXC_FORMAT_JSON; format++) {
    char *text = NULL;
    ck_assert_int_eq (txc_page_write (page, format, NULL, &text, NULL, NULL), TXC_OK);
    char *written = bare (text);
    const char *found = strstr (written, wanted), *verdict = strstr (written, later);
    ck_assert_msg (found != NULL, "format %d lacks the notice '%s'", (int)format, notice);
    ck_assert_msg (!verdict || found < verdict, "format %d: the notice stands behind %s", (int)format, treatment);
    free (written);
    txc_free (text);
  }
  free (wanted);
  free (later);
  txc_page_unref (page);
}

static void
expect_emergency (const char *country)
{
  txc_patient_builder *builder = new_builder ();
  txc_comparison *comparison = NULL;
  txc_page *page = NULL;
  if (country)
    ck_assert_int_eq (txc_patient_builder_set_country (builder, country, NULL), TXC_OK);
  ck_assert_int_eq (txc_patient_builder_set (builder, "suicidal_intent_or_plan=yes", NULL), TXC_OK);
  txc_patient *patient = build (builder);
  ck_assert_int_eq (txc_comparison_new (patient, NULL, 0, &comparison, NULL), TXC_OK);
  const txc_eligibility *eligibility = txc_comparison_eligibility (comparison);
  ck_assert (txc_eligibility_is_emergency (eligibility));
  const char *notice = txc_eligibility_crisis_notice (eligibility);
  ck_assert_ptr_nonnull (notice);
  const char *name = txc_treatment_name (txc_eligibility_treatment_at (eligibility, 0));
  ck_assert_int_eq (txc_report_comparison (comparison, NULL, &page, NULL), TXC_OK);
  expect_notice (page, notice, name);
  ck_assert_int_eq (txc_report_eligibility (eligibility, NULL, &page, NULL), TXC_OK);
  expect_notice (page, notice, name);
  ck_assert_int_eq (txc_report_questions (eligibility, NULL, &page, NULL), TXC_OK);
  expect_notice (page, notice, name);
  ck_assert_int_eq (txc_report_rule (patient, "suicidal-intent-or-plan", NULL, &page, NULL), TXC_OK);
  expect_notice (page, notice, name);
  ck_assert_int_eq (txc_report_cell (patient, "sertraline:nausea", NULL, &page, NULL), TXC_OK);
  expect_notice (page, notice, name);
  txc_comparison_unref (comparison);
  txc_patient_unref (patient);
  txc_patient_builder_free (builder);
}

START_TEST (danger_comes_first_in_every_format)
{
  static const char *const countries[] = { NULL, "US", "GB", "DE", "FR", "ZZ" };
  for (size_t i = 0; i < sizeof countries / sizeof countries[0]; i++)
    expect_emergency (countries[i]);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = {
    a_fact_only_settles,
    the_order_of_facts_does_not_matter,
    completeness_only_settles,
    what_is_dated_after_the_question_changes_nothing,
    a_kind_and_what_it_is_a_kind_of,
    a_contradiction_is_refused_in_either_order,
    what_is_said_stands_against_what_is_held_not_to_apply,
    danger_comes_first_in_every_format,
  };
  return run_tests_with ("unknown is never no", tests, sizeof tests / sizeof tests[0], setup, teardown);
}
