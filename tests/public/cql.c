/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/test.h"

#include <txcompare.h>

static void
assert_value (const char *expression, const char *expected)
{
  char *value;
  ck_assert_int_eq (txc_cql_evaluate_text (expression, strlen (expression), "2026-11-10", &value, NULL), TXC_OK);
  ck_assert_str_eq (value, expected);
  txc_free (value);
}

START_TEST (an_expression_has_a_value)
{
  assert_value ("2 - 1.1", "0.9");
  assert_value ("Today() - 14 days", "@2026-10-27");
  assert_value ("1 'cm' > 2 'g'", "null");
  char *value;
  ck_assert_int_eq (txc_cql_evaluate_text ("Today()", 7, NULL, &value, NULL), TXC_OK);
  ck_assert_str_eq (value, "null");
  txc_free (value);
}
END_TEST

static void
assert_error (const char *expression, const char *as_of, txc_status status, const char *message, size_t line,
              size_t column)
{
  char *value = NULL;
  txc_error *error = NULL;
  ck_assert_int_eq (txc_cql_evaluate_text (expression, strlen (expression), as_of, &value, &error), status);
  ck_assert_ptr_null (value);
  ck_assert_int_eq (txc_error_status (error), status);
  ck_assert_str_eq (txc_error_message (error), message);
  ck_assert_uint_eq (txc_error_line (error), line);
  ck_assert_uint_eq (txc_error_column (error), column);
  txc_error_free (error);
}

START_TEST (a_mistake_has_its_place)
{
  assert_error ("1 +\n +", NULL, TXC_SYNTAX, "the expression ends where a value was expected", 2, 3);
  assert_error ("1 + Cuont({})", NULL, TXC_SYNTAX, "unknown function 'Cuont'; did you mean 'Count'?", 1, 5);
  assert_error ("age > 3", NULL, TXC_TYPE, "unknown feature 'age'", 1, 1);
  assert_error ("1 = 1 and @2026-11-10 + 8000 years = Today()", NULL, TXC_INVALID_DATA,
                "the result lies outside the years 0001 to 9999", 1, 11);
  assert_error ("'\xff'", NULL, TXC_ENCODING, "the text is not valid UTF-8 here; save the file as UTF-8", 1, 2);
  assert_error ("1", "yesterday", TXC_INVALID_ARGUMENT, "'yesterday' is no date such as 2026-11-10", 0, 0);
}
END_TEST

RUN_TESTS ("public-cql", an_expression_has_a_value, a_mistake_has_its_place)
