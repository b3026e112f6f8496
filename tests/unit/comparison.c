/* SPDX-License-Identifier: Apache-2.0
 *
 * Laws of the numbers that stand side by side, over the whole built-in base, and
 * the choice among several trials.
 */
#include "unit/test.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "comparison/comparison.h"
#include "unit/small_base.h"

static txc_comparison *
compare_all (const char *facts, const char *country)
{
  txc_knowledge_base *base = NULL;
  txc_comparison *comparison = NULL;
  ck_assert_int_eq (txc_knowledge_base_builtin (&base, NULL), TXC_OK);
  txc_patient *patient = small_patient (base, facts, country, "2026-11-20");
  ck_assert_int_eq (txc_comparison_new (patient, NULL, 0, &comparison, NULL), TXC_OK);
  txc_patient_unref (patient);
  txc_knowledge_base_unref (base);
  return comparison;
}

static void
check_shown (const txc_shown *shown)
{
  const txc_trial *trial = shown->row->trial;
  ck_assert_int_ne (trial->kind, TXC_TRIAL_EXPOSURE);
  if (shown->comparator)
    ck_assert_msg (shown->comparator->row.trial == trial, "%s stands beside another trial", shown->row->id);
  if (!shown->difference.known || shown->baseline)
    return;
  ck_assert_ptr_nonnull (shown->comparator);
  ck_assert (trial->design == TXC_DESIGN_RANDOMISED_DOUBLE_BLIND || trial->design == TXC_DESIGN_RANDOMISED_OPEN
             || trial->design == TXC_DESIGN_RANDOMISED_WITHDRAWAL);
  ck_assert (trial->kind == TXC_TRIAL_TRIAL || trial->kind == TXC_TRIAL_POOLED || trial->kind == TXC_TRIAL_LABEL_TABLE);
  ck_assert_int_eq (shown->row->operator, TXC_OPERATOR_EQUAL);
  ck_assert_double_eq_tol (shown->difference.value, shown->treated_risk.value - shown->comparator_risk.value, 1e-12);
  bool both_n = shown->treated->n.known && shown->comparator->n.known;
  ck_assert_int_eq (shown->difference.method != TXC_EVIDENCE_NO_INTERVAL, both_n);
  if (both_n) {
    ck_assert (shown->difference.interval.low <= shown->difference.value + 1e-9);
    ck_assert (shown->difference.interval.high >= shown->difference.value - 1e-9);
  }
}

START_TEST (every_number_stands_beside_its_own_comparator)
{
  txc_comparison *comparison = compare_all ("age=52;sex=female;has major-depressive-disorder", "US");
  size_t numbers = 0;
  for (size_t r = 0; r < comparison->row_count; r++)
    for (size_t c = 0; c < comparison->eligibility->count; c++) {
      const txc_comparison_entry *entry = &comparison->rows[r].cells[c];
      ck_assert_int_eq (entry->state == TXC_CELL_NUMBERS, entry->shown_count > 0);
      for (size_t i = 0; i < entry->shown_count; i++)
        check_shown (&entry->shown[i]);
      numbers += entry->shown_count;
    }
  ck_assert_uint_gt (numbers, 300);
  txc_comparison_unref (comparison);
}
END_TEST

/* A recalled number never stands before one of the same design, people and kind that was read. */
START_TEST (what_was_read_comes_before_what_is_recalled)
{
  txc_comparison *comparison = compare_all ("age=52;sex=female;has major-depressive-disorder", "US");
  for (size_t r = 0; r < comparison->row_count; r++)
    for (size_t c = 0; c < comparison->eligibility->count; c++) {
      const txc_comparison_entry *entry = &comparison->rows[r].cells[c];
      for (size_t i = 1; i < entry->shown_count; i++) {
        const txc_observation *first = entry->shown[0].row, *other = entry->shown[i].row;
        bool alike = !entry->shown[i].of_class && entry->shown[i].comparator && other->trial->design == first->trial->design
                     && entry->shown[0].comparator && !other->subgroup && !first->subgroup && !other->phase && !first->phase
                     && !other->trial->population;
        if (alike && first->provenance.verification == TXC_VERIFICATION_UNVERIFIED)
          ck_assert_int_eq (other->provenance.verification, TXC_VERIFICATION_UNVERIFIED);
      }
    }
  txc_comparison_unref (comparison);
}
END_TEST

START_TEST (people_of_the_patients_age_and_gender)
{
  txc_selection selection = { .has_age = true, .age = 52, .gender = "female" };
  static const struct { const char *people; int fit; } rows[] = {
    { "adults 18 to 64 with depression", 0 }, { "people aged 65 and over", 2 }, { "aged under 18", 2 },
    { "aged 25 to 64", 0 },                   { "adults with depression", 0 },  { "men", 2 },
    { "women with depression", 0 },           { "men and women", 0 },           { NULL, 0 },
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    ck_assert_int_eq (txc_comparison_fit (&selection, rows[i].people), rows[i].fit);
  selection = (txc_selection){ .has_age = false };
  ck_assert_int_eq (txc_comparison_fit (&selection, "aged under 18"), 1);
  ck_assert_int_eq (txc_comparison_fit (&selection, "men"), 1);
}
END_TEST

/* Spravato in the US: both uses of the combination; nothing for a child; nothing entered for France. */
START_TEST (approvals_are_for_this_person_and_country)
{
  static const struct { const char *facts, *country; txc_approval_answer answer; } rows[] = {
    { "age=52", "US", TXC_APPROVAL_YES }, { "age=15", "US", TXC_APPROVAL_OTHER_PEOPLE }, { "age=52", "FR", TXC_APPROVAL_NOT_ENTERED },
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    txc_comparison *comparison = compare_all (rows[i].facts, rows[i].country);
    for (size_t c = 0; c < comparison->eligibility->count; c++) {
      const char *id = comparison->eligibility->verdicts[c].treatment->id;
      ck_assert_str_ne (id, "placebo");
      if (strcmp (id, "esketamine-nasal-with-antidepressant") == 0)
        ck_assert_int_eq (comparison->approvals[c].answer, rows[i].answer);
      if (strcmp (id, "ketamine-iv") == 0 && strcmp (rows[i].country, "US") == 0)
        ck_assert_int_eq (comparison->approvals[c].answer, TXC_APPROVAL_OTHER_USE);
    }
    txc_comparison_unref (comparison);
  }
}
END_TEST

RUN_TESTS ("comparison", every_number_stands_beside_its_own_comparator, what_was_read_comes_before_what_is_recalled,
           people_of_the_patients_age_and_gender, approvals_are_for_this_person_and_country)
