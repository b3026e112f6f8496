/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/cql_facts.h"

#include "cql/export.h"

/* --- answers --------------------------------------------------------------- */

START_TEST (numbers_and_quantities_answer)
{
  patient p;
  patient_begin (&p);
  set_fact (&p, AGE, "34");
  set_fact (&p, SBP, "150 'mm[Hg]'");
  set_fact (&p, PHQ9, "14.0");
  ck_assert_int_eq (answer (&p, "age >= 18"), TXC_TRUE);
  ck_assert_int_eq (answer (&p, "age between 18 and 24"), TXC_FALSE);
  ck_assert_int_eq (answer (&p, "systolic_blood_pressure > 140 'mm[Hg]'"), TXC_TRUE);
  /* 150 mm[Hg] is 19.9983 kPa */
  ck_assert_int_eq (answer (&p, "systolic_blood_pressure > 20 'kPa'"), TXC_FALSE);
  ck_assert_int_eq (answer (&p, "systolic_blood_pressure > 19.99 'kPa'"), TXC_TRUE);
  ck_assert_int_eq (answer (&p, "phq9 in Interval[10, 14]"), TXC_TRUE);
  ck_assert_int_eq (answer (&p, "egfr < 60 'mL/min'"), TXC_UNKNOWN);
  ck_assert_int_eq (answer (&p, "egfr < 60 'mL/min' and age < 18"), TXC_FALSE);
  ck_assert_int_eq (answer (&p, "egfr < 60 'mL/min' or age >= 18"), TXC_TRUE);
  ck_assert_int_eq (answer (&p, "not (egfr < 60 'mL/min')"), TXC_UNKNOWN);
  patient_end (&p);
}
END_TEST

START_TEST (dates_answer_from_the_as_of_moment)
{
  patient p;
  patient_begin (&p);
  set_fact (&p, LAST_MAOI, "@2026-11-01");
  ck_assert_int_eq (answer (&p, "\"last MAOI dose\" > Today() - 14 days"), TXC_TRUE);
  ck_assert_int_eq (answer (&p, "\"last MAOI dose\" in Interval[Today() - 7 days, Today()]"), TXC_FALSE);
  ck_assert_int_eq (answer (&p, "days between \"last MAOI dose\" and Today() = 9"), TXC_TRUE);
  ck_assert_int_eq (answer (&p, "\"last MAOI dose\" 2 weeks or less before Today()"), TXC_TRUE);
  set_fact (&p, LAST_MAOI, "@2026-11");
  ck_assert_int_eq (answer (&p, "\"last MAOI dose\" > Today() - 14 days"), TXC_TRUE); /* 2026-10-27 */
  ck_assert_int_eq (answer (&p, "\"last MAOI dose\" > Today() - 7 days"), TXC_UNKNOWN);
  patient_end (&p);
}
END_TEST

START_TEST (lists_know_present_absent_and_complete)
{
  patient p;
  patient_begin (&p);
  ck_assert_int_eq (answer (&p, "exists conditions"), TXC_UNKNOWN);
  add_present (&p, CONDITIONS, "mdd");
  add_absent (&p, CONDITIONS, "aneurysm");
  ck_assert_int_eq (answer (&p, "'mdd' in conditions"), TXC_TRUE);
  ck_assert_int_eq (answer (&p, "conditions contains 'aneurysm'"), TXC_FALSE);
  ck_assert_int_eq (answer (&p, "'epilepsy' in conditions"), TXC_UNKNOWN);
  ck_assert_int_eq (answer (&p, "not ('epilepsy' in conditions)"), TXC_UNKNOWN);
  ck_assert_int_eq (answer (&p, "exists conditions"), TXC_TRUE);
  ck_assert_int_eq (answer (&p, "exists (conditions intersect {'aneurysm', 'epilepsy'})"), TXC_UNKNOWN);
  add_absent (&p, CONDITIONS, "epilepsy");
  ck_assert_int_eq (answer (&p, "exists (conditions intersect {'aneurysm', 'epilepsy'})"), TXC_FALSE);
  ck_assert_int_eq (answer (&p, "exists (conditions except {'mdd'})"), TXC_UNKNOWN);
  p.complete[CONDITIONS] = true;
  ck_assert_int_eq (answer (&p, "exists (conditions except {'mdd'})"), TXC_FALSE);
  ck_assert_int_eq (answer (&p, "'psychosis' in conditions"), TXC_FALSE);
  ck_assert_int_eq (answer (&p, "'penicillin' in allergies"), TXC_UNKNOWN);
  p.complete[ALLERGIES] = true; /* no known allergy */
  ck_assert_int_eq (answer (&p, "exists allergies"), TXC_FALSE);
  patient_end (&p);
}
END_TEST

START_TEST (counts_of_incomplete_lists_are_uncertain)
{
  patient p;
  patient_begin (&p);
  add_present (&p, MEDICATIONS, "sertraline");
  ck_assert_int_eq (answer (&p, "Count(medications) >= 1"), TXC_TRUE);
  ck_assert_int_eq (answer (&p, "Count(medications) >= 2"), TXC_UNKNOWN);
  ck_assert_int_eq (answer (&p, "Count(medications) < 1"), TXC_FALSE);
  ck_assert_int_eq (answer (&p, "Count(medications intersect {'sertraline', 'linezolid'}) <= 2"), TXC_TRUE);
  ck_assert_int_eq (answer (&p, "Count(medications intersect {'sertraline', 'linezolid'}) >= 2"), TXC_UNKNOWN);
  add_present (&p, MEDICATIONS, "sertraline"); /* the same again */
  ck_assert_int_eq (answer (&p, "Count(medications) >= 2"), TXC_UNKNOWN);
  p.complete[MEDICATIONS] = true;
  ck_assert_int_eq (answer (&p, "Count(medications) = 1"), TXC_TRUE);
  /* All that rules know to ask about is absent; there are other conditions. */
  for (size_t i = 0; i < 5; i++)
    add_absent (&p, CONDITIONS, condition_names[i]);
  ck_assert_int_eq (answer (&p, "exists conditions"), TXC_UNKNOWN);
  ck_assert_int_eq (answer (&p, "Count(conditions) > 2"), TXC_UNKNOWN);
  p.complete[CONDITIONS] = true;
  ck_assert_int_eq (answer (&p, "exists conditions"), TXC_FALSE);
  patient_end (&p);
}
END_TEST

/* --- what is refused, and how it is said ---------------------------------- */

typedef struct refusal {
  const char *text;
  const char *message;
  const char *hint;
  size_t column;
} refusal;

static const refusal refusals[] = {
  { "systolic_bloodpressure > 140 'mm[Hg]'", "unknown feature 'systolic_bloodpressure'",
    "did you mean 'systolic_blood_pressure'?", 1 },
  { "'epilepsi' in conditions", "'conditions' never has the value 'epilepsi'", "did you mean 'epilepsy'?", 1 },
  { "exists (conditions intersect {'mdd', 'aneurism'})", "'conditions' never has the value 'aneurism'",
    "did you mean 'aneurysm'?", 30 },
  { "age > 18 and sex = 'femal'", "'sex' never has the value 'femal'", "did you mean 'female'?", 20 },
  { "systolic_blood_pressure > 140 'mmHg'",
    "wrong unit: 'systolic_blood_pressure' is measured in 'mm[Hg]', not in 'mmHg'", "did you mean 'mm[Hg]'?", 27 },
  { "systolic_blood_pressure > 140", "wrong unit: 'systolic_blood_pressure' is measured in 'mm[Hg]', not in '1'",
    "write it in 'mm[Hg]'", 27 },
  { "egfr in Interval[30 'mg/dL', 60 'mL/min']", "wrong unit: 'egfr' is measured in 'mL/min', not in 'mg/dL'",
    "write it in 'mL/min'", 9 },
  { "pregnant is null", "is null is not for rules: a missing fact would decide",
    "leave it out: an unknown fact makes the rule unknown, and it is asked for", 1 },
  { "pregnant is not true", "is true is not for rules: a missing fact would decide", NULL, 1 },
  { "Coalesce(pregnant, true)", "Coalesce is not for rules: a missing fact would decide", NULL, 1 },
  { "age ~ 18", "~ is not for rules: a missing fact would decide", "write =", 1 },
  { "if age > 18 then true else pregnant", "if or case is not for rules: a missing fact would decide", NULL, 1 },
  { "age = null", "null is not for rules: a missing fact would decide", NULL, 7 },
  { "conditions = {'mdd'}", "comparing whole lists is not for rules: a missing fact would decide", NULL, 1 },
  { "phq9 in Interval[1, age]", "an interval with a feature as its bound is not for rules: a missing fact would decide",
    NULL, 9 },
  { "'mdd' in {sex, 'mdd'}", "a list with a feature in it is not for rules: a missing fact would decide", NULL, 10 },
  { "First(medications) = 'x'", "a summary of a list is not for rules: a missing fact would decide", NULL, 1 },
  { "age in Interval[65, 18]", "the interval ends before it begins", "put the smaller value first", 8 },
  { "age + 1", "a rule answers yes or no, this is Integer", NULL, 1 },
  { "age > 'old'", "Integer and String do not go together", NULL, 1 },
  { "age > 18 and", "the expression ends where a value was expected", NULL, 13 },
  { "age >\n  ) 18", "')' stands where a value was expected", NULL, 3 },
  { "not age > 18", "this is Integer, Boolean is needed here", "put the comparison in parentheses: not (a > b)", 5 },
  { "exists conditions intersect {'mdd'}", "this is Boolean, List<Any> is needed here",
    "put the list operation in parentheses: exists (a intersect b)", 1 },
  { "Cuont(conditions) > 1", "unknown function 'Cuont'", "did you mean 'Count'?", 1 },
  { "sex = 'female", "this text does not end", NULL, 7 },
  { "age > 18;", "this character has no meaning here", "a rule is one expression", 9 },
  { "age > 3000000000", "an Integer is at most 2147483647", NULL, 7 },
  { "\"last MAOI dose\" > @2026-02-30", "there is no such date or time", NULL, 20 },
  { "\"last MAOI dose\" > Today() - 14", "only a duration moves a date, this is Integer", NULL, 30 },
  { "", "the expression is empty", NULL, 1 },
};

START_TEST (mistakes_are_explained)
{
  const refusal *wanted = &refusals[_i];
  txc_arena arena = { 0 };
  txc_diagnostics diagnostics = { 0 };
  const txc_cql_rule *rule;
  txc_status status = txc_cql_compile (txc_text_of (wanted->text), NULL, &parameters, TXC_CQL_CHECKED, &arena,
                                       &diagnostics, &rule);
  ck_assert_msg (status == TXC_SYNTAX || status == TXC_TYPE, "%s: accepted", wanted->text);
  ck_assert_ptr_null (rule);
  ck_assert_uint_ge (diagnostics.kept, 1);
  ck_assert_str_eq (diagnostics.items[0].message, wanted->message);
  if (wanted->hint)
    ck_assert_pstr_eq (diagnostics.items[0].hint, wanted->hint);
  ck_assert_uint_eq (diagnostics.items[0].span.column, wanted->column);
  txc_diagnostics_release (&diagnostics);
  txc_arena_release (&arena);
}
END_TEST

START_TEST (several_mistakes_are_reported_together)
{
  txc_arena arena = { 0 };
  txc_diagnostics diagnostics = { 0 };
  const txc_cql_rule *rule;
  txc_text file = txc_text_of ("id: a\nwhen: |\n  agee > 18 and\n  sex = 'femal' or egrf < 3\n");
  txc_cql_origin origin = { "rules.yaml", 3, 3, file };
  txc_cql_compile (txc_text_of ("agee > 18 and\nsex = 'femal' or egrf < 3\n"), &origin, &parameters, TXC_CQL_CHECKED,
                   &arena, &diagnostics, &rule);
  ck_assert_uint_eq (diagnostics.kept, 3);
  ck_assert_str_eq (diagnostics.items[0].hint, "did you mean 'age'?");
  ck_assert_uint_eq (diagnostics.items[0].span.line, 3);
  ck_assert_uint_eq (diagnostics.items[0].span.column, 3);
  ck_assert_uint_eq (diagnostics.items[1].span.line, 4);
  ck_assert_uint_eq (diagnostics.items[1].span.column, 9);
  ck_assert_str_eq (diagnostics.items[1].source, "  sex = 'femal' or egrf < 3");
  ck_assert_str_eq (diagnostics.items[2].hint, "did you mean 'egfr'?");
  txc_diagnostics_release (&diagnostics);
  txc_arena_release (&arena);
}
END_TEST

/* --- hostile text ---------------------------------------------------------- */

static txc_status
compile_bytes (const char *data, size_t length, txc_cql_profile profile)
{
  txc_arena arena = { 0 };
  txc_diagnostics diagnostics = { 0 };
  const txc_cql_rule *rule;
  txc_status status = txc_cql_compile ((txc_text){ data, length }, NULL, &parameters, profile, &arena, &diagnostics, &rule);
  ck_assert (status == TXC_OK ? rule != NULL : diagnostics.errors > 0);
  txc_diagnostics_release (&diagnostics);
  txc_arena_release (&arena);
  return status;
}

static txc_status
compile_repeated (const char *piece, size_t count, const char *end)
{
  txc_buffer text = { 0 };
  for (size_t i = 0; i < count; i++)
    txc_buffer_add (&text, piece);
  txc_buffer_add (&text, end);
  txc_status status = compile_bytes (text.data, text.length, TXC_CQL_CHECKED);
  txc_buffer_release (&text);
  return status;
}

START_TEST (hostile_text_gets_an_error)
{
  ck_assert_int_eq (compile_repeated ("(", 10000, "age"), TXC_SYNTAX);
  ck_assert_int_eq (compile_repeated ("not ", 10000, "pregnant"), TXC_SYNTAX);
  ck_assert_int_eq (compile_repeated ("-", 10000, "1"), TXC_SYNTAX);
  ck_assert_int_eq (compile_repeated ("{", 10000, ""), TXC_SYNTAX);
  ck_assert_int_eq (compile_repeated ("if ", 10000, ""), TXC_SYNTAX);
  ck_assert_int_eq (compile_repeated ("1+", 20000, "1 > age"), TXC_SYNTAX);
  ck_assert_int_eq (compile_repeated ("pregnant xor ", 3000, "pregnant"), TXC_SYNTAX);
  ck_assert_int_eq (compile_repeated (" ", 70000, "age > 18"), TXC_LIMIT);
  ck_assert_int_eq (compile_bytes ("age > 1\0" "8", 9, TXC_CQL_CHECKED), TXC_SYNTAX);
  ck_assert_int_eq (compile_bytes ("sex = '\xC3\x28'", 10, TXC_CQL_CHECKED), TXC_ENCODING);
  ck_assert_int_eq (compile_bytes ("age > 18 /* no end", 18, TXC_CQL_CHECKED), TXC_SYNTAX);
  ck_assert_int_eq (compile_bytes ("sex = 'a\\", 9, TXC_CQL_CHECKED), TXC_SYNTAX);
}
END_TEST

START_TEST (long_and_flat_is_fine)
{
  ck_assert_int_eq (compile_repeated ("age = 1 or ", 4000, "age = 2"), TXC_OK);
  ck_assert_int_eq (compile_repeated ("((((", 10, "age > 1))))))))))))))))))))))))))))))))))))))))"), TXC_OK);
}
END_TEST

/* Expressions of all kinds, with random bytes changed: any answer, no crash. */
START_TEST (mutated_expressions_do_no_harm)
{
  static const char *const seeds[] = {
    "age >= 18 and systolic_blood_pressure > 140 'mm[Hg]' or exists (conditions intersect {'mdd', 'epilepsy'})",
    "Count(medications intersect {'a', 'b'}) >= 2 implies not (\"last MAOI dose\" in Interval[Today() - 14 days, Today()])",
    "DateTime(2012, 3, 10, 10, 20, 0, 999, 7.0) same hour or before @2012-03-10T10:20:00.999+06:00",
    "case when 1.5 > 2 then Round(3.14159, 2) else -Power(10, -8) div 3 mod 7 end",
    "Interval[@2017-12-20T10:30:00, @2017-12-20T12:00:00] starts 1 day or less on or after day of start of @2017-12-20",
    "Coalesce({null, 5}, {1} union {2, 3} except {4}) is not null xor 1'cm':2'cm' ~ 0.01'm':2'cm'",
    "years between @2014-01 and @2015-02-03 > 0 and 'caf\xC3\xA9' != \"sex\" and Max({5 'g', 1 'kg'}) > 2 'mg'",
  };
  static const char alphabet[] = "()[]{}<>=!~'\"@.,:+-*/^0159aLT_ \n\\\xC3\xA9";
  uint32_t random = 12345;
  patient p;
  for (int round = 0; round < 20000; round++) {
    char text[300];
    const char *seed = seeds[round % (int)(sizeof seeds / sizeof *seeds)];
    size_t length = strlen (seed);
    memcpy (text, seed, length);
    for (int edit = 0; edit <= round % 4; edit++) {
      random = random * 1664525 + 1013904223;
      text[random / 65536 % length] = alphabet[random / 256 % (sizeof alphabet - 1)];
    }
    patient_begin (&p);
    txc_diagnostics diagnostics = { 0 };
    const txc_cql_rule *rule;
    txc_cql_value value;
    txc_reasons reasons;
    if (txc_cql_compile ((txc_text){ text, length }, NULL, &parameters, TXC_CQL_FULL, &p.arena, &diagnostics, &rule) == TXC_OK) {
      txc_buffer out = { 0 };
      if (txc_cql_evaluate (rule, &p.facts, &p.arena, &value, NULL) == TXC_OK)
        txc_cql_value_print (&value, &out);
      txc_cql_explain (rule, &p.facts, &p.arena, &reasons, NULL);
      txc_buffer_release (&out);
    }
    txc_diagnostics_release (&diagnostics);
    patient_end (&p);
  }
}
END_TEST

/* --- values ---------------------------------------------------------------- */

static void
assert_value (const char *text, const char *expected)
{
  patient p;
  txc_cql_value value;
  txc_buffer out = { 0 };
  patient_begin (&p);
  ck_assert_int_eq (txc_cql_evaluate (compile (&p, text, TXC_CQL_FULL), &p.facts, &p.arena, &value, NULL), TXC_OK);
  txc_cql_value_print (&value, &out);
  ck_assert_str_eq (txc_buffer_string (&out), expected);
  txc_buffer_release (&out);
  patient_end (&p);
}

START_TEST (values_print_as_cql_writes_them)
{
  assert_value ("2 - 1.1", "0.9");
  assert_value ("140 'mm[Hg]'", "140 'mm[Hg]'");
  assert_value ("3 weeks", "3 weeks");
  assert_value ("1 year", "1 year");
  assert_value ("{'a', 'it\\'s'}", "{'a', 'it\\'s'}");
  assert_value ("Interval[1, 10)", "Interval[1, 10)");
  assert_value ("@2026-11-10T12:30+01:00", "@2026-11-10T12:30+01:00");
  assert_value ("Today()", "@2026-11-10");
  assert_value ("5 div 0", "null");
  assert_value ("2147483647 + 1", "null");
  assert_value ("9223372036854775807L", "9223372036854775807L");
  assert_value ("1 'cm' = 0.01 'g'", "null");
  assert_value ("1 '[IU]/mL' = 1000 '[IU]/L'", "true");
  assert_value ("not true = false", "true");
  assert_value ("1 + 2 * 3 ^ 2", "19");
  assert_value ("-7 div 2", "-3");
  assert_value ("-7 mod 2", "-1");
  assert_value ("7.5 mod 2", "1.5");
  assert_value ("year from @2026-11-10", "2026");
  assert_value ("months between @2026-01-31 and @2026-11-10", "9");
  assert_value ("difference in months between @2026-01-31 and @2026-02-01", "1");
  assert_value ("true or null // a comment\n and /* another */ false", "true");
}
END_TEST

/* --- other engines --------------------------------------------------------- */

static void
assert_exported (const char *text, const char *expected)
{
  patient p;
  txc_buffer out = { 0 };
  patient_begin (&p);
  txc_status status = txc_cql_export (compile (&p, text, TXC_CQL_CHECKED), &out, NULL);
  ck_assert_int_eq (status, expected ? TXC_OK : TXC_UNSUPPORTED);
  if (expected)
    ck_assert_str_eq (txc_buffer_string (&out), expected);
  txc_buffer_release (&out);
  patient_end (&p);
}

START_TEST (rules_are_spelled_out_for_other_engines)
{
  assert_exported ("age >= 18 and not pregnant", "((\"age\" >= 18) and not (\"pregnant\"))");
  assert_exported ("'mdd' in conditions",
                   "(if 'mdd' in \"conditions present\" then true else if \"conditions complete\" or 'mdd' in "
                   "\"conditions absent\" then false else null)");
  assert_exported ("sex in {'female', 'male'}", "(\"sex\" = 'female' or \"sex\" = 'male')");
  assert_exported ("exists (medications intersect {'a'})",
                   "(false or (if 'a' in \"medications present\" then true else if \"medications complete\" or 'a' in "
                   "\"medications absent\" then false else null))");
  assert_exported ("exists conditions", "(if exists \"conditions present\" then true else if \"conditions complete\" "
                                        "then false else null)");
  assert_exported ("Count(medications) >= 2",
                   "(if Count(distinct \"medications named\") >= 2 then true else if (if \"medications complete\" then "
                   "Count(distinct \"medications named\") else null) < 2 then false else null)");
  assert_exported ("\"last MAOI dose\" 2 weeks or less before Today()",
                   "((\"last MAOI dose\" before Today()) and (\"last MAOI dose\" same or after (Today() - 2 weeks)))");
  assert_exported ("exists (medications intersect allergies)", NULL);
  assert_exported ("Count(medications) + 1 > 2", NULL);
}
END_TEST

START_TEST (parameters_are_declared_for_other_engines)
{
  static const txc_parameter few[] = { { "age", { TXC_CQL_INTEGER, TXC_CQL_ANY }, NULL, NULL, 0 },
                                       { "a \"b\"", { TXC_CQL_LIST, TXC_CQL_STRING }, NULL, NULL, 0 } };
  static const txc_parameters both = { few, 2 };
  txc_buffer out = { 0 };
  txc_cql_export_parameters (&both, &out);
  ck_assert_str_eq (txc_buffer_string (&out), "parameter \"age\" Integer default null as Integer\n"
                                              "parameter \"a \\\"b\\\" present\" List<String> default {}\n"
                                              "parameter \"a \\\"b\\\" named\" List<String> default {}\n"
                                              "parameter \"a \\\"b\\\" absent\" List<String> default {}\n"
                                              "parameter \"a \\\"b\\\" complete\" Boolean default false\n");
  txc_buffer_release (&out);
}
END_TEST

int
main (void)
{
  Suite *suite = suite_create ("cql");
  TCase *tests = tcase_create ("cql");
  tcase_set_timeout (tests, 300);
  tcase_add_test (tests, numbers_and_quantities_answer);
  tcase_add_test (tests, dates_answer_from_the_as_of_moment);
  tcase_add_test (tests, lists_know_present_absent_and_complete);
  tcase_add_test (tests, counts_of_incomplete_lists_are_uncertain);
  tcase_add_loop_test (tests, mistakes_are_explained, 0, (int)(sizeof refusals / sizeof *refusals));
  tcase_add_test (tests, several_mistakes_are_reported_together);
  tcase_add_test (tests, hostile_text_gets_an_error);
  tcase_add_test (tests, long_and_flat_is_fine);
  tcase_add_test (tests, mutated_expressions_do_no_harm);
  tcase_add_test (tests, values_print_as_cql_writes_them);
  tcase_add_test (tests, rules_are_spelled_out_for_other_engines);
  tcase_add_test (tests, parameters_are_declared_for_other_engines);
  suite_add_tcase (suite, tests);
  SRunner *runner = srunner_create (suite);
  srunner_run_all (runner, CK_NORMAL);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
