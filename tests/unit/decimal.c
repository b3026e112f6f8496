/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/test.h"

#include "base/decimal.h"

static txc_decimal
read_decimal (const char *text)
{
  txc_decimal value = { 0, 0 };
  ck_assert_int_eq (txc_decimal_parse (txc_text_of (text), &value), TXC_OK);
  return value;
}

static void
assert_decimal (txc_decimal value, const char *expected)
{
  txc_buffer out = { 0 };
  txc_decimal_print (value, 0, &out);
  ck_assert_str_eq (txc_buffer_string (&out), expected);
  txc_buffer_release (&out);
}

typedef bool (*operation) (txc_decimal, txc_decimal, txc_decimal *);

static void
assert_operation (operation f, const char *a, const char *b, const char *expected)
{
  txc_decimal result;
  bool fits = f (read_decimal (a), read_decimal (b), &result);
  ck_assert_int_eq (fits, expected != NULL);
  if (expected)
    assert_decimal (result, expected);
}

START_TEST (reads_and_prints)
{
  static const char *const same[] = { "0", "5", "-5", "0.5", "-0.00000001", "9999999999999999999999999999.99999999",
                                      "-9999999999999999999999999999.99999999", "18446744073709551616", "0.3" };
  for (size_t i = 0; i < sizeof same / sizeof *same; i++)
    assert_decimal (read_decimal (same[i]), same[i]);
  assert_decimal (read_decimal ("+007.500"), "7.5");
  assert_decimal (read_decimal ("-0.0"), "0");
  static const char *const wrong[] = { "", "-", ".5", "5.", "1e3", "1 ", "0x1", "1,5", "--1", "1.2.3" };
  txc_decimal value;
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    ck_assert_int_eq (txc_decimal_parse (txc_text_of (wrong[i]), &value), TXC_SYNTAX);
  ck_assert_int_eq (txc_decimal_parse (txc_text_of ("10000000000000000000000000000"), &value), TXC_LIMIT);
  ck_assert_int_eq (txc_decimal_parse (txc_text_of ("0.000000001"), &value), TXC_LIMIT);
  txc_buffer out = { 0 };
  txc_decimal_print (read_decimal ("3"), 1, &out);
  ck_assert_str_eq (txc_buffer_string (&out), "3.0");
  txc_buffer_release (&out);
}
END_TEST

static void
assert_json (const char *text, txc_status status, const char *expected, bool exact)
{
  txc_decimal value;
  bool is_exact = false;
  ck_assert_int_eq (txc_decimal_parse_json (txc_text_of (text), &value, &is_exact), status);
  if (status != TXC_OK)
    return;
  assert_decimal (value, expected);
  ck_assert_int_eq (is_exact, exact);
}

START_TEST (reads_json_numbers)
{
  assert_json ("1.5e3", TXC_OK, "1500", true);
  assert_json ("-25E-2", TXC_OK, "-0.25", true);
  assert_json ("0.1234567891", TXC_OK, "0.12345679", false);
  assert_json ("0.000000005", TXC_OK, "0.00000001", false);
  assert_json ("0.0000000049", TXC_OK, "0", false);
  assert_json ("1.10000000000", TXC_OK, "1.1", true);
  assert_json ("1e27", TXC_OK, "1000000000000000000000000000", true);
  assert_json ("1e28", TXC_LIMIT, NULL, false);
  assert_json ("1e999999999999", TXC_LIMIT, NULL, false);
  assert_json ("1e-999999999999", TXC_OK, "0", false);
  assert_json ("0e99", TXC_OK, "0", true);
  assert_json ("1e", TXC_SYNTAX, NULL, false);
  assert_json ("1e5x", TXC_SYNTAX, NULL, false);
}
END_TEST

START_TEST (calculates_exactly)
{
  assert_operation (txc_decimal_subtract, "2", "1.1", "0.9");
  assert_operation (txc_decimal_add, "0.1", "0.2", "0.3");
  assert_operation (txc_decimal_add, "18446744073709551615.99999999", "0.00000001", "18446744073709551616");
  assert_operation (txc_decimal_multiply, "-1.5", "1.5", "-2.25");
  assert_operation (txc_decimal_multiply, "99999999999999", "99999999999999", "9999999999999800000000000001");
  assert_operation (txc_decimal_multiply, "0.00001", "0.0005", "0.00000001"); /* 5e-9 rounds away from zero */
  assert_operation (txc_decimal_multiply, "1000000000000000", "100000000000000", NULL);
  assert_operation (txc_decimal_divide, "1", "3", "0.33333333");
  assert_operation (txc_decimal_divide, "2", "3", "0.66666667");
  assert_operation (txc_decimal_divide, "-2", "3", "-0.66666667");
  assert_operation (txc_decimal_divide, "9999999999999999999999999999", "0.5", NULL);
  assert_operation (txc_decimal_divide, "12345678901234567890.5", "98765432109876543210.25", "0.125");
  assert_operation (txc_decimal_divide, "1", "0", NULL);
}
END_TEST

START_TEST (rounds_and_cuts)
{
  assert_decimal (txc_decimal_round (read_decimal ("0.5"), 0), "1");
  assert_decimal (txc_decimal_round (read_decimal ("-0.5"), 0), "-1");
  assert_decimal (txc_decimal_round (read_decimal ("3.14159"), 2), "3.14");
  assert_decimal (txc_decimal_round (read_decimal ("2.675"), 2), "2.68");
  assert_decimal (txc_decimal_truncate (read_decimal ("-2.999"), 1), "-2.9");
  ck_assert_int_eq (txc_decimal_places (read_decimal ("1.5000")), 1);
  ck_assert_int_eq (txc_decimal_places (read_decimal ("100")), 0);
  int64_t integer;
  ck_assert (txc_decimal_to_integer (read_decimal ("-9223372036854775808"), &integer));
  ck_assert_int_eq (integer, INT64_MIN);
  ck_assert (!txc_decimal_to_integer (read_decimal ("9223372036854775808"), &integer));
  ck_assert (!txc_decimal_to_integer (read_decimal ("1.5"), &integer));
  assert_decimal (txc_decimal_of (INT64_MIN), "-9223372036854775808");
  assert_decimal (txc_decimal_make (-314, 2), "-3.14");
}
END_TEST

START_TEST (compares)
{
  ck_assert_int_lt (txc_decimal_compare (read_decimal ("-1"), read_decimal ("0.5")), 0);
  ck_assert_int_lt (txc_decimal_compare (read_decimal ("-2"), read_decimal ("-1.99999999")), 0);
  ck_assert_int_eq (txc_decimal_compare (read_decimal ("1.0"), read_decimal ("1.00")), 0);
  /* 1/3 of 3 is 1 exactly, though 1/3 is no decimal. */
  ck_assert_int_eq (txc_decimal_compare_scaled (read_decimal ("1"), read_decimal ("3"), 1, 3, 0), 0);
  ck_assert_int_lt (txc_decimal_compare_scaled (read_decimal ("0.99999999"), read_decimal ("3"), 1, 3, 0), 0);
  ck_assert_int_gt (txc_decimal_compare_scaled (read_decimal ("-1"), read_decimal ("-1"), 1, 1, 300), 0);
}
END_TEST

START_TEST (meets_doubles)
{
  txc_decimal value;
  ck_assert (txc_decimal_from_double (0.1, &value));
  assert_decimal (value, "0.1");
  ck_assert (txc_decimal_from_double (-123456789.123, &value));
  assert_decimal (value, "-123456789.123");
  ck_assert (txc_decimal_from_double (0x1p80, &value));
  assert_decimal (value, "1208925819614629174706176");
  ck_assert (!txc_decimal_from_double (1e28, &value));
  ck_assert (!txc_decimal_from_double (1.0 / 0.0 - 1.0 / 0.0, &value));
  ck_assert (txc_decimal_to_double (read_decimal ("0.1")) == 0.1);
  ck_assert (txc_decimal_to_double (read_decimal ("-2.5")) == -2.5);
}
END_TEST

RUN_TESTS ("decimal", reads_and_prints, reads_json_numbers, calculates_exactly, rounds_and_cuts, compares, meets_doubles)
