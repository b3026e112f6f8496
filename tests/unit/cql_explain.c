/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/cql_facts.h"

/* The reasons in one line: readings as name[item]=value, then "by" those that
   decided, the clause, and the settlements as T:{...} and F:{...}. */
static void
print_reading (const txc_reading *reading, bool value, txc_buffer *out)
{
  txc_buffer_add (out, features[reading->parameter].name);
  if (reading->item)
    txc_buffer_printf (out, "[%s]", reading->item);
  if (value)
    txc_buffer_printf (out, "=%s", reading->item ? (reading->present == TXC_TRUE ? "yes" : reading->present == TXC_FALSE ? "no" : "?")
                                   : reading->value ? reading->value : "?");
}

static void
print_set (const txc_reasons *reasons, const size_t *indices, size_t count, txc_buffer *out)
{
  txc_buffer_add_char (out, '{');
  for (size_t i = 0; i < count; i++) {
    txc_buffer_add (out, i ? " " : "");
    print_reading (&reasons->readings[indices[i]], false, out);
  }
  txc_buffer_add_char (out, '}');
}

static void
assert_reasons (patient *p, const char *rule_text, const char *readings, const char *clause, const char *rest)
{
  txc_reasons reasons;
  const txc_cql_rule *rule = compile (p, rule_text, TXC_CQL_CHECKED);
  ck_assert_int_eq (txc_cql_explain (rule, &p->facts, &p->arena, &reasons, NULL), TXC_OK);
  ck_assert_int_eq (reasons.answer, txc_cql_answer (rule, &p->facts, &p->arena));
  txc_buffer out = { 0 };
  for (size_t i = 0; i < reasons.reading_count; i++) {
    txc_buffer_add (&out, i ? " " : "");
    print_reading (&reasons.readings[i], true, &out);
  }
  ck_assert_str_eq (txc_buffer_string (&out), readings);
  txc_buffer_clear (&out);
  txc_buffer_add_text (&out, (txc_text){ rule_text + reasons.clause_offset, reasons.clause_length });
  ck_assert_str_eq (txc_buffer_string (&out), clause);
  txc_buffer_clear (&out);
  if (reasons.answer != TXC_UNKNOWN)
    print_set (&reasons, reasons.deciding, reasons.deciding_count, &out);
  for (size_t i = 0; i < reasons.settlement_count; i++) {
    txc_buffer_add (&out, i ? " " : "");
    txc_buffer_add (&out, reasons.settlements[i].outcome == TXC_TRUE ? "T:" : "F:");
    print_set (&reasons, reasons.settlements[i].readings, reasons.settlements[i].count, &out);
  }
  ck_assert_str_eq (txc_buffer_string (&out), rest);
  txc_buffer_release (&out);
}

START_TEST (what_decided)
{
  patient p;
  patient_begin (&p);
  set_fact (&p, AGE, "34");
  set_fact (&p, SEX, "'female'");
  add_present (&p, CONDITIONS, "mdd");
  add_absent (&p, CONDITIONS, "aneurysm");
  assert_reasons (&p, "age >= 18 and sex = 'female'", "age=34 sex='female'", "age >= 18 and sex = 'female'", "{age sex}");
  assert_reasons (&p, "pregnant or age >= 18", "pregnant=? age=34", "age >= 18", "{age}");
  assert_reasons (&p, "sex = 'female' and (pregnant or age < 18) and age < 30",
                  "sex='female' pregnant=? age=34", "age < 30", "{age}");
  assert_reasons (&p, "not (age < 18)", "age=34", "age < 18", "{age}");
  assert_reasons (&p, "age < 18 implies pregnant", "age=34 pregnant=?", "age < 18 implies pregnant", "{age}");
  assert_reasons (&p, "exists (conditions intersect {'aneurysm', 'mdd'})",
                  "conditions[aneurysm]=no conditions[mdd]=yes",
                  "exists (conditions intersect {'aneurysm', 'mdd'})", "{conditions[mdd]}");
  assert_reasons (&p, "'aneurysm' in conditions", "conditions[aneurysm]=no", "'aneurysm' in conditions",
                  "{conditions[aneurysm]}");
  patient_end (&p);
}
END_TEST

START_TEST (what_would_settle)
{
  patient p;
  patient_begin (&p);
  assert_reasons (&p, "pregnant or age < 18", "pregnant=? age=?", "pregnant or age < 18",
                  "T:{pregnant} T:{age} F:{pregnant age}");
  assert_reasons (&p, "pregnant and age < 18", "pregnant=? age=?", "pregnant and age < 18",
                  "F:{pregnant} F:{age} T:{pregnant age}");
  assert_reasons (&p, "age >= 18 and age < 65", "age=?", "age >= 18 and age < 65", "T:{age} F:{age}");
  assert_reasons (&p, "age between 18 and 64", "age=?", "age between 18 and 64", "T:{age} F:{age}");
  /* Nobody is under 18 and over 65. */
  assert_reasons (&p, "(age < 18 and age > 65) or pregnant", "age=? pregnant=?",
                  "(age < 18 and age > 65) or pregnant", "T:{pregnant} F:{age pregnant}");
  /* Always true once the age is known. */
  assert_reasons (&p, "age < 18 or age >= 18", "age=?", "age < 18 or age >= 18", "T:{age}");
  assert_reasons (&p, "pregnant xor age < 18", "pregnant=? age=?", "pregnant xor age < 18",
                  "T:{pregnant age} F:{pregnant age}");
  assert_reasons (&p, "pregnant implies age < 18", "pregnant=? age=?", "pregnant implies age < 18",
                  "T:{pregnant} T:{age} F:{pregnant age}");
  set_fact (&p, AGE, "34");
  assert_reasons (&p, "age >= 18 and (pregnant or phq9 > 20)", "age=34 pregnant=? phq9=?", "pregnant or phq9 > 20",
                  "T:{pregnant} T:{phq9} F:{pregnant phq9}");
  patient_end (&p);
}
END_TEST

START_TEST (what_would_settle_lists)
{
  patient p;
  patient_begin (&p);
  assert_reasons (&p, "exists (conditions intersect {'aneurysm', 'epilepsy'})",
                  "conditions[aneurysm]=? conditions[epilepsy]=?",
                  "exists (conditions intersect {'aneurysm', 'epilepsy'})",
                  "T:{conditions[aneurysm]} T:{conditions[epilepsy]} F:{conditions[aneurysm] conditions[epilepsy]}");
  add_absent (&p, CONDITIONS, "aneurysm");
  assert_reasons (&p, "exists (conditions intersect {'aneurysm', 'epilepsy'})",
                  "conditions[aneurysm]=no conditions[epilepsy]=?",
                  "exists (conditions intersect {'aneurysm', 'epilepsy'})",
                  "T:{conditions[epilepsy]} F:{conditions[epilepsy]}");
  add_present (&p, MEDICATIONS, "a");
  assert_reasons (&p, "Count(medications intersect {'a', 'b', 'c', 'd'}) >= 3",
                  "medications[a]=yes medications[b]=? medications[c]=? medications[d]=?",
                  "Count(medications intersect {'a', 'b', 'c', 'd'}) >= 3",
                  "T:{medications[b] medications[c]} T:{medications[b] medications[d]} "
                  "T:{medications[c] medications[d]} F:{medications[b] medications[c]} "
                  "F:{medications[b] medications[d]} F:{medications[c] medications[d]}");
  assert_reasons (&p, "Count(medications) >= 2", "medications={'a'}", "Count(medications) >= 2",
                  "T:{medications} F:{medications}");
  assert_reasons (&p, "'x' in (medications union allergies)", "medications[x]=? allergies[x]=?",
                  "'x' in (medications union allergies)",
                  "T:{medications[x]} T:{allergies[x]} F:{medications[x] allergies[x]}");
  assert_reasons (&p, "'x' in medications and not ('x' in medications)", "medications[x]=?",
                  "'x' in medications and not ('x' in medications)", "F:{medications[x]}");
  patient_end (&p);
}
END_TEST

START_TEST (impossible_suppositions_are_left_out)
{
  patient p;
  patient_begin (&p);
  /* One sex only; both comparisons false means nothing that is declared. */
  assert_reasons (&p, "sex = 'female' or sex = 'male'", "sex=?", "sex = 'female' or sex = 'male'", "T:{sex}");
  assert_reasons (&p, "\"last MAOI dose\" > Today() - 14 days and \"last MAOI dose\" < Today() - 20 days",
                  "last MAOI dose=?",
                  "\"last MAOI dose\" > Today() - 14 days and \"last MAOI dose\" < Today() - 20 days",
                  "F:{last MAOI dose}");
  assert_reasons (&p, "egfr < 30 'mL/min' and egfr > 0.5 'mL/s'", "egfr=?", "egfr < 30 'mL/min' and egfr > 0.5 'mL/s'",
                  "F:{egfr}"); /* 0.5 mL/s is 30 mL/min */
  patient_end (&p);
}
END_TEST

START_TEST (large_rules_stay_within_limits)
{
  patient p;
  txc_buffer text = { 0 };
  txc_reasons reasons;
  patient_begin (&p);
  txc_buffer_add (&text, "pregnant or Count(medications intersect {'m0'");
  for (int i = 1; i < 300; i++)
    txc_buffer_printf (&text, ", 'm%d'", i);
  txc_buffer_add (&text, "}) >= 4");
  const txc_cql_rule *rule = compile (&p, text.data, TXC_CQL_CHECKED);
  ck_assert_int_eq (txc_cql_explain (rule, &p.facts, &p.arena, &reasons, NULL), TXC_OK);
  ck_assert_int_eq (reasons.answer, TXC_UNKNOWN);
  ck_assert_uint_eq (reasons.reading_count, 301);
  ck_assert_uint_le (reasons.settlement_count, 32);
  ck_assert_uint_eq (reasons.settlement_count, 1); /* pregnant; of 300 items no sets are listed */
  txc_buffer_release (&text);
  patient_end (&p);
}
END_TEST

/* What is neither true nor false has no clause that decided it, but it has read something. */
START_TEST (other_types_have_readings_alone)
{
  static const char *const expected[] = { "age=34", "conditions={'mdd'}", "phq9=?" };
  patient p;
  txc_reasons reasons;
  patient_begin (&p);
  set_fact (&p, AGE, "34");
  add_present (&p, CONDITIONS, "mdd");
  const txc_cql_rule *rule = compile (&p, "if age > 3 then Count(conditions) * 1.0 else phq9", TXC_CQL_FULL);
  ck_assert_int_eq (txc_cql_rule_type (rule).kind, TXC_CQL_DECIMAL);
  ck_assert_int_eq (txc_cql_explain (rule, &p.facts, &p.arena, &reasons, NULL), TXC_OK);
  ck_assert_int_eq (reasons.answer, TXC_UNKNOWN);
  ck_assert_uint_eq (reasons.reading_count, 3);
  for (size_t i = 0; i < 3; i++) {
    txc_buffer out = { 0 };
    print_reading (&reasons.readings[i], true, &out);
    ck_assert_str_eq (txc_buffer_string (&out), expected[i]);
    txc_buffer_release (&out);
  }
  ck_assert_uint_eq (reasons.deciding_count, 0);
  ck_assert_uint_eq (reasons.settlement_count, 0);
  patient_end (&p);
}
END_TEST

RUN_TESTS ("cql-explain", what_decided, what_would_settle, what_would_settle_lists, impossible_suppositions_are_left_out,
           large_rules_stay_within_limits, other_types_have_readings_alone)
