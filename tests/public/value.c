/* SPDX-License-Identifier: Apache-2.0
 *
 * The values of the rule language as a C program meets them. Those marked [CQL]
 * are the examples of HL7 CQL 1.5; the others are worked out by hand.
 */
#include "public/expression.h"

START_TEST (a_value_has_its_kind_and_its_text)
{
  static const struct { const char *expression, *type, *as_cql; txc_value_kind kind; const char *text, *number, *unit; size_t count; } table[] = {
    { "2 - 1.1", "Decimal", "0.9", TXC_VALUE_DECIMAL, "0.9", "0.9", NULL, 0 },
    { "Round(3.14159, 3)", "Decimal", "3.142", TXC_VALUE_DECIMAL, "3.142", "3.142", NULL, 0 }, /* [CQL] */
    { "10 / 4", "Decimal", "2.5", TXC_VALUE_DECIMAL, "2.5", "2.5", NULL, 0 },
    { "0.1 + 0.2", "Decimal", "0.3", TXC_VALUE_DECIMAL, "0.3", "0.3", NULL, 0 },
    { "10 div 3", "Integer", "3", TXC_VALUE_INTEGER, "3", "3", NULL, 0 }, /* [CQL] */
    { "Abs(-5)", "Integer", "5", TXC_VALUE_INTEGER, "5", "5", NULL, 0 }, /* [CQL] */
    { "-2147483648", "Integer", "-2147483648", TXC_VALUE_INTEGER, "-2147483648", "-2147483648", NULL, 0 },
    { "5000000000L", "Long", "5000000000L", TXC_VALUE_LONG, "5000000000L", "5000000000", NULL, 0 },
    { "3 > 2", "Boolean", "true", TXC_VALUE_BOOLEAN, "true", NULL, NULL, 0 },
    { "'it\\'s'", "String", "'it\\'s'", TXC_VALUE_STRING, "it's", NULL, NULL, 0 },
    { "''", "String", "''", TXC_VALUE_STRING, "", NULL, NULL, 0 },
    { "70 'mm[Hg]' * 2", "Quantity", "140 'mm[Hg]'", TXC_VALUE_QUANTITY, "140 'mm[Hg]'", "140", "mm[Hg]", 0 },
    { "6 weeks", "Quantity", "6 weeks", TXC_VALUE_QUANTITY, "6 weeks", "6", "week", 0 },
    { "4 'cm' / 2 'cm'", "Quantity", "2 '1'", TXC_VALUE_QUANTITY, "2 '1'", "2", "1", 0 },
    { "Today() - 14 days", "Date", "@2026-10-27", TXC_VALUE_DATE, "2026-10-27", NULL, NULL, 0 },
    { "@2014-05 + 1 month", "Date", "@2014-06", TXC_VALUE_DATE, "2014-06", NULL, NULL, 0 },
    { "DateTime(2014)", "DateTime", "@2014T", TXC_VALUE_DATETIME, "2014", NULL, NULL, 0 },
    { "@2014-01-25T14:30:14.559+01:00", "DateTime", "@2014-01-25T14:30:14.559+01:00", TXC_VALUE_DATETIME,
      "2014-01-25T14:30:14.559+01:00", NULL, NULL, 0 }, /* [CQL] */
    { "@T12:00", "Time", "@T12:00", TXC_VALUE_TIME, "12:00", NULL, NULL, 0 }, /* [CQL] */
    { "Interval[3, 5)", "Interval<Integer>", "Interval[3, 5)", TXC_VALUE_INTERVAL, "Interval[3, 5)", NULL, NULL, 2 },
    { "{1, 2, 3} union {2, 4}", "List<Integer>", "{1, 2, 3, 4}", TXC_VALUE_LIST, "{1, 2, 3, 4}", NULL, NULL, 4 },
    { "{'a', null}", "List<String>", "{'a', null}", TXC_VALUE_LIST, "{'a', null}", NULL, NULL, 2 },
    { "{} as List<String>", "List<String>", "{}", TXC_VALUE_LIST, "{}", NULL, NULL, 0 },
    { "1 'mg' : 2 'mL'", "Ratio", "1 'mg' : 2 'mL'", TXC_VALUE_RATIO, "1 'mg' : 2 'mL'", NULL, NULL, 2 },
    { "1 'cm' > 2 'g'", "Boolean", "null", TXC_VALUE_NULL, "null", NULL, NULL, 0 },
    { "1 / 0", "Decimal", "null", TXC_VALUE_NULL, "null", NULL, NULL, 0 }, /* [CQL] */
    { "null", "Any", "null", TXC_VALUE_NULL, "null", NULL, NULL, 0 },
  };
  for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
    txc_expression *expression = compile (NULL, table[i].expression);
    txc_evaluation *evaluation = NULL;
    ck_assert_int_eq (txc_expression_evaluate_alone (expression, "2026-11-10", &evaluation, NULL), TXC_OK);
    const txc_value *value = txc_evaluation_value (evaluation);
    ck_assert_str_eq (txc_expression_text (expression), table[i].expression);
    ck_assert_str_eq (txc_expression_type (expression), table[i].type);
    ck_assert_uint_eq (txc_expression_feature_count (expression), 0);
    ck_assert_str_eq (txc_evaluation_text (evaluation), table[i].as_cql);
    ck_assert_msg (txc_value_kind_of (value) == table[i].kind, "%s", table[i].expression);
    ck_assert_str_eq (txc_value_text (value), table[i].text);
    ck_assert_pstr_eq (txc_value_number (value), table[i].number);
    ck_assert_pstr_eq (txc_value_unit (value), table[i].unit);
    ck_assert_uint_eq (txc_value_count (value), table[i].count);
    txc_evaluation_unref (evaluation);
    txc_expression_unref (expression);
  }
}
END_TEST

START_TEST (numbers_and_truths)
{
  txc_evaluation *evaluation = alone ("5000000000L");
  ck_assert_int_eq (txc_value_integer (txc_evaluation_value (evaluation)), INT64_C (5000000000));
  txc_evaluation_unref (evaluation);
  evaluation = alone ("-7");
  ck_assert_int_eq (txc_value_integer (txc_evaluation_value (evaluation)), -7);
  txc_evaluation_unref (evaluation);
  evaluation = alone ("3 between 2 and 5");
  ck_assert (txc_value_boolean (txc_evaluation_value (evaluation)));
  txc_evaluation_unref (evaluation);
}
END_TEST

START_TEST (intervals_lists_and_ratios_have_parts)
{
  txc_evaluation *evaluation = alone ("Interval[@2026-01-01, Today())");
  const txc_value *value = txc_evaluation_value (evaluation);
  ck_assert (txc_value_low_closed (value) && !txc_value_high_closed (value));
  ck_assert_int_eq (txc_value_kind_of (txc_value_at (value, 0)), TXC_VALUE_DATE);
  ck_assert_str_eq (txc_value_text (txc_value_at (value, 1)), "2026-11-10");
  ck_assert_ptr_null (txc_value_at (value, 2));
  txc_evaluation_unref (evaluation);
  evaluation = alone ("Interval(null, 5]");
  value = txc_evaluation_value (evaluation);
  ck_assert (!txc_value_low_closed (value) && txc_value_high_closed (value));
  ck_assert_int_eq (txc_value_kind_of (txc_value_at (value, 0)), TXC_VALUE_NULL);
  ck_assert_int_eq (txc_value_integer (txc_value_at (value, 1)), 5);
  txc_evaluation_unref (evaluation);
  evaluation = alone ("{1 'mg', null, 2.50 'mg'}");
  value = txc_evaluation_value (evaluation);
  ck_assert_str_eq (txc_value_unit (txc_value_at (value, 0)), "mg");
  ck_assert_int_eq (txc_value_kind_of (txc_value_at (value, 1)), TXC_VALUE_NULL);
  ck_assert_str_eq (txc_value_number (txc_value_at (value, 2)), "2.5");
  txc_evaluation_unref (evaluation);
  evaluation = alone ("1 'mg' : 2 'mL'");
  value = txc_evaluation_value (evaluation);
  ck_assert_str_eq (txc_value_unit (txc_value_at (value, 0)), "mg");
  ck_assert_str_eq (txc_value_number (txc_value_at (value, 1)), "2");
  txc_evaluation_unref (evaluation);
}
END_TEST

/* From some day of 2014 to some day of 2016: the last of the one to the first of
   the other is 12 months and a day, the other way round 35 full months. */
START_TEST (an_uncertain_number_is_an_interval)
{
  txc_evaluation *evaluation = alone ("months between @2014 and @2016");
  const txc_value *value = txc_evaluation_value (evaluation);
  ck_assert_int_eq (txc_value_kind_of (value), TXC_VALUE_INTERVAL);
  ck_assert (txc_value_low_closed (value) && txc_value_high_closed (value));
  ck_assert_int_eq (txc_value_integer (txc_value_at (value, 0)), 12);
  ck_assert_int_eq (txc_value_integer (txc_value_at (value, 1)), 35);
  txc_evaluation_unref (evaluation);
}
END_TEST

static void
assert_neutral (const txc_value *value)
{
  ck_assert (!txc_value_boolean (value));
  ck_assert_int_eq (txc_value_integer (value), 0);
  ck_assert_ptr_null (txc_value_number (value));
  ck_assert_ptr_null (txc_value_unit (value));
  ck_assert_uint_eq (txc_value_count (value), 0);
  ck_assert_ptr_null (txc_value_at (value, 0));
  ck_assert_ptr_null (txc_value_at (value, (size_t)-1));
  ck_assert (!txc_value_low_closed (value) && !txc_value_high_closed (value));
}

START_TEST (a_question_of_the_wrong_kind_has_a_neutral_answer)
{
  static const char *const texts[] = { "'a'", "Today()", "Now()", "@T12:00", "{} as List<Integer>", "null", "1 = 2" };
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    txc_evaluation *evaluation = alone (texts[i]);
    assert_neutral (txc_evaluation_value (evaluation));
    txc_evaluation_unref (evaluation);
  }
  assert_neutral (NULL);
  ck_assert_int_eq (txc_value_kind_of (NULL), TXC_VALUE_NULL);
  ck_assert_str_eq (txc_value_text (NULL), "null");
}
END_TEST

RUN_TESTS ("public-value", a_value_has_its_kind_and_its_text, numbers_and_truths, intervals_lists_and_ratios_have_parts,
           an_uncertain_number_is_an_interval, a_question_of_the_wrong_kind_has_a_neutral_answer)
