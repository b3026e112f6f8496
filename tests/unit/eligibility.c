/* SPDX-License-Identifier: Apache-2.0
 *
 * Verdicts, line by line of how the design describes them, over a base of a few
 * facts.
 */
#include "unit/test.h"

#include <stdio.h>
#include <string.h>

#include "unit/small_base.h"

/* One rule in short: "one contraindicated a". Behind the expression, after "|",
   more keys: "one indicated a | country: US". */
static void
add_rule (char *out, size_t size, const char *rule, int number)
{
  char treatment[32], kind[32], rest[256];
  ck_assert_int_eq (sscanf (rule, " %31s %31s %255[^\n]", treatment, kind, rest), 3);
  char *more = strstr (rest, " | ");
  if (more)
    *more = '\0';
  size_t used = strlen (out);
  snprintf (out + used, size - used, "- id: rule-%d\n%s%s%s  kind: %s\n  when: \"%s\"\n  message: message %d\n  source: book\n%s%s%s%s",
            number, strcmp (treatment, "-") ? "  treatments: [" : "", strcmp (treatment, "-") ? treatment : "",
            strcmp (treatment, "-") ? "]\n" : "", kind, rest, number,
            strcmp (kind, "indicated") == 0 ? "  indication: use\n  basis: label\n" : "", more ? "  " : "", more ? more + 3 : "",
            more ? "\n" : "");
}

static txc_knowledge_base *
base_of (const char *rules)
{
  char text[8192] = "", copy[1024];
  int number = 0;
  ck_assert_uint_lt (strlen (rules), sizeof copy);
  memcpy (copy, rules, strlen (rules) + 1);
  for (char *at = copy; *at;) {
    char *end = strchr (at, ';');
    if (end)
      *end = '\0';
    add_rule (text, sizeof text, at, ++number);
    at = end ? end + 1 : at + strlen (at);
  }
  return small_base (number ? text : "[]\n");
}

static txc_eligibility *
judge_on (txc_knowledge_base *base, const char *treatment, const char *facts, const char *country, const char *as_of)
{
  txc_patient *patient = small_patient (base, facts, country, as_of);
  txc_eligibility *eligibility = NULL;
  ck_assert_int_eq (txc_eligibility_new (patient, &treatment, 1, &eligibility, NULL), TXC_OK);
  txc_patient_unref (patient);
  return eligibility;
}

static txc_eligibility *
judge (txc_knowledge_base *base, const char *treatment, const char *facts, const char *country)
{
  return judge_on (base, treatment, facts, country, "2026-11-20");
}

typedef struct verdict_case {
  const char *why, *rules, *treatment, *facts, *country, *verdict;
  const char *as_of; /* NULL: 2026-11-20 */
} verdict_case;

static const verdict_case cases[] = {
  /* The order of the headlines. */
  { "a contraindication that is true comes first", "one contraindicated a;one avoid b;one indicated c", "one", "a=yes;b=yes;c=yes", NULL, "contraindicated" },
  { "an avoid comes before a use that does not apply", "one avoid b;one indicated c", "one", "b=yes;c=no", NULL, "avoid" },
  { "all uses false", "one indicated a;one indicated b", "one", "a=no;b=no", NULL, "not-indicated" },
  { "one use true is enough", "one indicated a;one indicated b", "one", "a=no;b=yes", NULL, "eligible" },
  { "a not-indicated rule is true although a use is", "one indicated a;one not-indicated b", "one", "a=yes;b=yes", NULL, "not-indicated" },
  { "not indicated comes before what is unknown", "one indicated a;one contraindicated b", "one", "a=no", NULL, "not-indicated" },
  { "a contraindication is unknown", "one indicated a;one contraindicated b", "one", "a=yes", NULL, "undetermined" },
  { "an avoid is unknown", "one indicated a;one avoid b", "one", "a=yes", NULL, "undetermined" },
  { "a requirement is unknown", "one indicated a;one requires b", "one", "a=yes", NULL, "undetermined" },
  { "a not-indicated rule is unknown", "one indicated a;one not-indicated b", "one", "a=yes", NULL, "undetermined" },
  { "no use is true and one is unknown", "one indicated a;one indicated b", "one", "a=no", NULL, "undetermined" },
  { "a use is true and another unknown", "one indicated a;one indicated b", "one", "a=yes", NULL, "eligible" },
  { "there is no indication rule", "one contraindicated a", "one", "a=no", NULL, "undetermined" },
  { "no rule at all", "", "one", "", NULL, "undetermined" },
  { "an unknown comes before a requirement that is not met", "one indicated a;one requires b;one contraindicated c", "one", "a=yes;b=no", NULL, "undetermined" },
  { "a requirement is not met", "one indicated a;one requires b", "one", "a=yes;b=no", NULL, "requirement-unmet" },
  { "a requirement is met", "one indicated a;one requires b", "one", "a=yes;b=yes", NULL, "eligible" },
  { "an unmet requirement comes before a caution", "one indicated a;one requires b;one caution c", "one", "a=yes;b=no;c=yes", NULL, "requirement-unmet" },
  { "a caution is true", "one indicated a;one caution b", "one", "a=yes;b=yes", NULL, "caution" },
  { "a caution is unknown and possible", "one indicated a;one caution b", "one", "a=yes", NULL, "caution" },
  { "a caution is false", "one indicated a;one caution b", "one", "a=yes;b=no", NULL, "eligible" },
  { "what is monitored decides nothing", "one indicated a;one monitor b;one dose-limit c | limit: {dose: 20 mg, per: day};one stop d;one favours e;one disfavours e", "one", "a=yes;b=yes", NULL, "eligible" },
  { "a contraindication true beats another unknown", "one contraindicated a;one contraindicated b", "one", "a=yes", NULL, "contraindicated" },

  /* Lists: an item nobody spoke of is unknown, not absent. */
  { "an item of an incomplete list is unknown", "one indicated a;one contraindicated 'i' in things", "one", "a=yes;things=j", NULL, "undetermined" },
  { "an item known absent", "one indicated a;one contraindicated 'i' in things", "one", "a=yes;no i", NULL, "eligible" },
  { "a list that is complete", "one indicated a;one contraindicated 'i' in things", "one", "a=yes;things=none", NULL, "eligible" },
  { "one item absent does not close the list", "one indicated a;one contraindicated 'i' in things or 'j' in things", "one", "a=yes;no i", NULL, "undetermined" },

  /* Country and time. */
  { "another country's rule does not apply", "one indicated a;one contraindicated b | country: GB", "one", "a=yes;b=yes", "US", "eligible" },
  { "its own country's rule applies", "one indicated a;one contraindicated b | country: US", "one", "a=yes;b=yes", "US", "contraindicated" },
  { "the European Union's rule applies in Germany", "one indicated a;one contraindicated b | country: EU", "one", "a=yes;b=yes", "DE", "contraindicated" },
  { "the European Union's rule does not apply in the US", "one indicated a;one contraindicated b | country: EU", "one", "a=yes;b=yes", "US", "eligible" },
  { "country unknown: what keeps harm away applies", "one indicated a;one contraindicated b | country: GB", "one", "a=yes;b=yes", NULL, "contraindicated" },
  { "country unknown: an approval is not known to hold", "one indicated a | country: US", "one", "a=yes", NULL, "undetermined" },
  { "country unknown: a refusal is not known to hold", "one indicated a;one not-indicated b | country: GB", "one", "a=yes;b=yes", NULL, "undetermined" },
  { "uses of other countries only: no indication rule here", "one indicated a | country: GB", "one", "a=no", "US", "undetermined" },
  { "not yet in force", "one indicated a;one contraindicated b | from: 2026-11-20", "one", "a=yes;b=yes", NULL, "eligible", "2026-11-19" },
  { "in force from that day on", "one indicated a;one contraindicated b | from: 2026-11-20", "one", "a=yes;b=yes", NULL, "contraindicated" },
  { "in force since some day of the year", "one indicated a;one contraindicated b | from: 2026", "one", "a=yes;b=yes", NULL, "contraindicated" },
  { "no longer in force", "one indicated a;one contraindicated b | until: 2026-01-01", "one", "a=yes;b=yes", NULL, "eligible" },

  /* Combinations. */
  { "a part's contraindication", "both indicated a;two contraindicated b", "both", "a=yes;b=yes", NULL, "contraindicated" },
  { "a part's avoid", "both indicated a;two avoid b", "both", "a=yes;b=yes", NULL, "avoid" },
  { "a part's caution", "both indicated a;one caution b", "both", "a=yes;b=yes", NULL, "caution" },
  { "a part's requirement", "both indicated a;one requires b", "both", "a=yes;b=no", NULL, "requirement-unmet" },
  { "a part's unknown contraindication", "both indicated a;one contraindicated b", "both", "a=yes", NULL, "undetermined" },
  { "a part's use is not the combination's", "one indicated a;two indicated a", "both", "a=yes", NULL, "undetermined" },
  { "a part's missing use does not count against it", "both indicated a;one indicated b", "both", "a=yes;b=no", NULL, "eligible" },
  { "a part's not-indicated is about the part alone", "both indicated a;one not-indicated b", "both", "a=yes;b=yes", NULL, "eligible" },

  /* Class slots: the members are two and three. */
  { "a member may be given", "slotted indicated a;two indicated a;three indicated b", "slotted", "a=yes;b=no", NULL, "eligible" },
  { "a member may be given with caution", "slotted indicated a;two indicated a;two caution c;three indicated b", "slotted", "a=yes;b=no;c=yes", NULL, "eligible" },
  { "no member is settled", "slotted indicated a;two indicated a;two contraindicated c;three indicated b", "slotted", "a=yes;b=no", NULL, "undetermined" },
  { "no member may be given", "slotted indicated a;two indicated a;two contraindicated c;three indicated b", "slotted", "a=yes;b=no;c=yes", NULL, "requirement-unmet" },
  { "a member's contraindication is not the combination's", "slotted indicated a;two indicated a;two contraindicated c;three indicated a", "slotted", "a=yes;c=yes", NULL, "eligible" },
  { "the other part's contraindication is", "slotted indicated a;two indicated a;one contraindicated c", "slotted", "a=yes;c=yes", NULL, "contraindicated" },
};

START_TEST (every_line_of_the_order)
{
  const verdict_case *at = &cases[_i];
  txc_knowledge_base *base = base_of (at->rules);
  txc_eligibility *eligibility = judge_on (base, at->treatment, at->facts, at->country, at->as_of ? at->as_of : "2026-11-20");
  const char *verdict = txc_verdict_kind_text (txc_eligibility_verdict (eligibility, 0));
  ck_assert_msg (strcmp (verdict, at->verdict) == 0, "%s: %s instead of %s", at->why, verdict, at->verdict);
  txc_eligibility_unref (eligibility);
  txc_knowledge_base_unref (base);
}
END_TEST

/* Whatever is already true or false stays so when one more fact is stated. */
START_TEST (another_fact_never_flips_an_answer)
{
  static const char *const facts[] = { "a=yes", "a=no", "b=yes", "b=no", "c=yes", "c=no", "no i", "has i", "no j", "has j", "things=none" };
  static const char rules[] = "one contraindicated a and b;one contraindicated a or not b;one contraindicated 'i' in things and not ('j' in things);"
                              "one avoid a implies c;one contraindicated (a xor b) or 'k' in things;one indicated Count(things) >= 2;"
                              "one requires exists things;one caution not (a and (b or c))";
  enum { FACTS = sizeof facts / sizeof *facts };
  txc_knowledge_base *base = base_of (rules);
  for (unsigned set = 0; set < 1u << FACTS; set++) {
    char before[256] = "";
    bool possible = true;
    for (unsigned i = 0; i < FACTS; i++)
      if (set & (1u << i)) {
        possible = possible && !(i % 2 == 1 && i < 10 && (set & (1u << (i - 1))));
        strcat (before, facts[i]);
        strcat (before, ";");
      }
    possible = possible && !((set & (1u << 10)) && (set & ((1u << 7) | (1u << 9))));
    if (!possible)
      continue;
    txc_eligibility *less = judge (base, "one", before, "US");
    for (unsigned i = 0; i < FACTS; i++) {
      bool contradicts = (i < 10 && (set & (1u << (i ^ 1)))) || (i == 10 && (set & ((1u << 7) | (1u << 9))))
                         || ((i == 7 || i == 9) && (set & (1u << 10)));
      if ((set & (1u << i)) || contradicts)
        continue;
      char after[300];
      snprintf (after, sizeof after, "%s%s", before, facts[i]);
      txc_eligibility *more = judge (base, "one", after, "US");
      for (size_t r = 0; r < txc_eligibility_rule_count (less, 0); r++) {
        const txc_rule_result *was = txc_eligibility_rule_at (less, 0, r), *is = txc_eligibility_rule_at (more, 0, r);
        ck_assert (was && is);
        ck_assert_msg (was->answer == TXC_RULE_UNKNOWN || was->answer == is->answer, "%s: %s, then %s", was->when, before, facts[i]);
      }
      txc_eligibility_unref (more);
    }
    txc_eligibility_unref (less);
  }
  txc_knowledge_base_unref (base);
}
END_TEST

START_TEST (danger_comes_with_the_countrys_notice)
{
  txc_knowledge_base *base = base_of ("- emergency a;one indicated b");
  static const struct { const char *facts, *country, *notice; } rows[] = {
    { "a=yes", "US", "Call 988." }, { "a=yes", "GB", "Contact local emergency services." },
    { "a=yes", NULL, "Contact local emergency services." }, { "a=no", "US", NULL }, { "b=yes", "US", NULL },
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    txc_eligibility *eligibility = judge (base, "one", rows[i].facts, rows[i].country);
    ck_assert_int_eq (txc_eligibility_is_emergency (eligibility), rows[i].notice != NULL);
    if (rows[i].notice)
      ck_assert_str_eq (txc_eligibility_crisis_notice (eligibility), rows[i].notice);
    else
      ck_assert_ptr_null (txc_eligibility_crisis_notice (eligibility));
    txc_eligibility_unref (eligibility);
  }
  txc_knowledge_base_unref (base);
}
END_TEST

/* Items that keep the same verdicts open are asked for together; what settles
   two treatments comes before what settles one. */
START_TEST (the_question_that_settles_most_comes_first)
{
  txc_knowledge_base *base = base_of ("one indicated a;two indicated a;one contraindicated 'i' in things;one contraindicated 'j' in things;"
                                      "two contraindicated 'i' in things or 'j' in things;two contraindicated b");
  txc_patient *patient = small_patient (base, "a=yes", "US", "2026-11-20");
  static const char *const treatments[] = { "one", "two" };
  txc_eligibility *eligibility = NULL;
  ck_assert_int_eq (txc_eligibility_new (patient, treatments, 2, &eligibility, NULL), TXC_OK);
  const txc_question *question = txc_eligibility_question_at (eligibility, 0);
  ck_assert_ptr_nonnull (question);
  ck_assert_str_eq (question->feature, "things");
  ck_assert_uint_eq (question->item_count, 2);
  ck_assert_str_eq (question->items[0], "i");
  ck_assert_str_eq (question->items[1], "j");
  ck_assert_str_eq (question->text, "Has the person ever had thing i or thing j?");
  ck_assert_uint_eq (question->settles, 2);
  ck_assert_str_eq (question->answers[0], "things=-i,-j");
  ck_assert_str_eq (question->answers[1], "things=i");
  ck_assert_uint_eq (question->answer_count, 3);
  question = txc_eligibility_question_at (eligibility, 1);
  ck_assert_ptr_nonnull (question);
  ck_assert_str_eq (question->feature, "b");
  ck_assert_uint_eq (question->answer_count, 2);
  ck_assert_str_eq (question->answers[0], "b=no");
  ck_assert_str_eq (question->answers[1], "b=yes");
  ck_assert_ptr_null (question->fill_in);
  ck_assert_uint_eq (txc_eligibility_question_count (eligibility), 2);
  txc_eligibility_unref (eligibility);
  txc_patient_unref (patient);

  /* The first answer settles `one`, and leaves `k` as unknown as it was. */
  eligibility = judge (base, "one", "a=yes;things=-i,-j", "US");
  ck_assert_int_eq (txc_eligibility_verdict (eligibility, 0), TXC_VERDICT_ELIGIBLE);
  ck_assert_uint_eq (txc_eligibility_question_count (eligibility), 0);
  txc_eligibility_unref (eligibility);
  txc_knowledge_base_unref (base);
}
END_TEST

/* Whatever a question says to type is understood, and settles what it was asked for. */
START_TEST (answers_can_be_typed_as_shown)
{
  txc_knowledge_base *base = base_of ("one indicated a;one contraindicated 'i' in things or 'j' in things;one avoid b;one caution 'group' in taken");
  txc_patient *patient = small_patient (base, "", "US", "2026-11-20");
  static const char *const treatment = "one";
  txc_eligibility *eligibility = NULL;
  ck_assert_int_eq (txc_eligibility_new (patient, &treatment, 1, &eligibility, NULL), TXC_OK);
  ck_assert_uint_eq (txc_eligibility_question_count (eligibility), 4);
  for (size_t i = 0; i < txc_eligibility_question_count (eligibility); i++) {
    const txc_question *question = txc_eligibility_question_at (eligibility, i);
    ck_assert_ptr_nonnull (question);
    for (size_t a = 0; a < question->answer_count; a++) {
      txc_eligibility *after = judge (base, "one", question->answers[a], "US");
      ck_assert_msg (txc_eligibility_question_count (after) < 4, "%s settles nothing", question->answers[a]);
      txc_eligibility_unref (after);
    }
  }
  txc_eligibility_unref (eligibility);
  txc_patient_unref (patient);
  txc_knowledge_base_unref (base);
}
END_TEST

START_TEST (rules_say_what_would_settle_them)
{
  txc_knowledge_base *base = base_of ("one indicated a;one contraindicated b");
  txc_eligibility *eligibility = judge (base, "one", "a=yes", NULL);
  const txc_rule_result *result;
  ck_assert_uint_eq (txc_eligibility_rule_count (eligibility, 0), 2);
  result = txc_eligibility_rule_at (eligibility, 0, 1);
  ck_assert_ptr_nonnull (result);
  ck_assert_str_eq (result->kind, "contraindicated");
  ck_assert_int_eq (result->answer, TXC_RULE_UNKNOWN);
  ck_assert (result->decides);
  ck_assert_str_eq (result->when, "b");
  ck_assert_str_eq (result->to_settle, "Is it b?");
  ck_assert_str_eq (result->verification, "read");
  ck_assert_ptr_null (txc_eligibility_rule_at (eligibility, 0, 2));
  ck_assert_ptr_null (txc_eligibility_rule_at (eligibility, 1, 0));
  txc_eligibility_unref (eligibility);
  txc_knowledge_base_unref (base);
}
END_TEST

START_TEST (an_unknown_treatment_gets_the_nearest_name)
{
  txc_knowledge_base *base = base_of ("one indicated a");
  txc_patient *patient = small_patient (base, "", NULL, "2026-11-20");
  static const char *const treatment = "thre";
  txc_eligibility *eligibility = NULL;
  txc_error *err = NULL;
  ck_assert_int_eq (txc_eligibility_new (patient, &treatment, 1, &eligibility, &err), TXC_NOT_FOUND);
  ck_assert_ptr_nonnull (strstr (txc_error_message (err), "did you mean 'three'?"));
  txc_error_free (err);
  txc_patient_unref (patient);
  txc_knowledge_base_unref (base);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("eligibility");
  TCase *order = tcase_create ("order");
  tcase_set_timeout (order, 120);
  tcase_add_loop_test (order, every_line_of_the_order, 0, sizeof cases / sizeof *cases);
  tcase_add_test (order, another_fact_never_flips_an_answer);
  tcase_add_test (order, danger_comes_with_the_countrys_notice);
  tcase_add_test (order, the_question_that_settles_most_comes_first);
  tcase_add_test (order, answers_can_be_typed_as_shown);
  tcase_add_test (order, rules_say_what_would_settle_them);
  tcase_add_test (order, an_unknown_treatment_gets_the_nearest_name);
  suite_add_tcase (suite, order);
  SRunner *runner = srunner_create (suite);
  srunner_run_all (runner, CK_NORMAL);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
