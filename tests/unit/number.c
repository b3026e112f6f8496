/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/test.h"

#include <locale.h>
#include <math.h>

#include "base/number.h"

static void
expect_shortest (double number, const char *expected)
{
  txc_buffer out = { 0 };
  ck_assert (txc_number_add_shortest (&out, number));
  ck_assert_str_eq (txc_buffer_string (&out), expected);
  txc_buffer_release (&out);
}

static void
expect_fixed (double number, int places, const char *expected)
{
  txc_buffer out = { 0 };
  ck_assert (txc_number_add_fixed (&out, number, places));
  ck_assert_str_eq (txc_buffer_string (&out), expected);
  txc_buffer_release (&out);
}

/* Expected values: ECMAScript's Number::toString, which has the same definition,
   and the extremes of IEEE 754 binary64. */
START_TEST (shortest_reads_back)
{
  expect_shortest (0, "0");
  expect_shortest (-0.0, "0");
  expect_shortest (0.1, "0.1");
  expect_shortest (0.1 + 0.2, "0.30000000000000004");
  expect_shortest (1.0 / 3, "0.3333333333333333");
  expect_shortest (142.0 / 346 * 100, "41.040462427745666");
  expect_shortest (-14.25, "-14.25");
  expect_shortest (100, "100");
  expect_shortest (1e20, "100000000000000000000");
  expect_shortest (1e21, "1e21");
  expect_shortest (0.000001, "0.000001");
  expect_shortest (1.5e-7, "1.5e-7");
  expect_shortest (5e-324, "5e-324");
  expect_shortest (2.2250738585072014e-308, "2.2250738585072014e-308");
  expect_shortest (1.7976931348623157e308, "1.7976931348623157e308");
  expect_shortest (9007199254740993.0, "9007199254740992");
}
END_TEST

START_TEST (shortest_survives_a_round_trip)
{
  uint64_t state = 1;
  for (int i = 0; i < 20000; i++) {
    state = state * UINT64_C (6364136223846793005) + UINT64_C (1442695040888963407);
    double number;
    memcpy (&number, &state, sizeof number);
    if (i % 2)
      number = (double)(state >> 40) / 1000.0 / (double)(1 + i % 77);
    txc_buffer out = { 0 };
    if (txc_number_add_shortest (&out, number))
      ck_assert (strtod (txc_buffer_string (&out), NULL) == number);
    txc_buffer_release (&out);
  }
}
END_TEST

START_TEST (fixed_rounds_as_people_do)
{
  expect_fixed (14.5, 0, "15");
  expect_fixed (-14.5, 0, "-15");
  expect_fixed (0.285, 2, "0.29");
  expect_fixed (9.995, 2, "10.00");
  expect_fixed (99.95, 1, "100.0");
  expect_fixed (0.4, 0, "0");
  expect_fixed (-0.4, 0, "0");
  expect_fixed (0.5, 0, "1");
  expect_fixed (0.05, 0, "0");
  expect_fixed (41.040462427745666, 0, "41");
  expect_fixed (3, 2, "3.00");
}
END_TEST

/* What a person reckons with pencil and paper. */
START_TEST (per_100_is_what_the_source_says)
{
  ck_assert_double_eq (txc_number_per_100 (0.07), 7);
  ck_assert_double_eq (txc_number_per_100 (0.285), 28.5);
  ck_assert_double_eq (txc_number_per_100 (28.5 / 100), 28.5);
  ck_assert_double_eq (txc_number_per_100 (0.26 - 0.12), 14);
  ck_assert_double_eq (txc_number_per_100 (0.12 - 0.26), -14);
  ck_assert_double_eq (txc_number_per_100 (0.285 - 0.14), 14.5);
  ck_assert_double_eq (txc_number_per_100 (0), 0);
  ck_assert_double_eq (txc_number_per_100 (1), 100);
  for (int tenths = -1000; tenths <= 1000; tenths++)
    ck_assert_double_eq (txc_number_per_100 (tenths / 1000.0), tenths / 10.0);
}
END_TEST

START_TEST (per_100_leaves_other_numbers_alone)
{
  ck_assert_double_eq (txc_number_per_100 (100.0 / 159), 100 * (100.0 / 159));
  ck_assert_double_eq (txc_number_per_100 (1.0 / 3), 100 * (1.0 / 3));
  ck_assert_double_eq (txc_number_per_100 (1e-14), 1e-12);
  ck_assert (isnan (txc_number_per_100 ((double)NAN)));
  for (int n = 2; n < 2000; n++)
    ck_assert_double_eq_tol (txc_number_per_100 (1.0 / n), 100.0 / n, 1e-13);
}
END_TEST

START_TEST (what_is_no_number_is_not_written)
{
  txc_buffer out = { 0 };
  ck_assert (!txc_number_add_shortest (&out, (double)NAN));
  ck_assert (!txc_number_add_fixed (&out, (double)INFINITY, 1));
  ck_assert_str_eq (txc_buffer_string (&out), "");
  txc_buffer_release (&out);
}
END_TEST

START_TEST (locale_changes_nothing)
{
  static const char *const names[] = { "fr_FR.UTF-8", "fr_FR.utf8", "de_DE.UTF-8", "de_DE.utf8" };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (setlocale (LC_ALL, names[i]))
      break;
  expect_shortest (1234.5, "1234.5");
  expect_fixed (1234.5, 2, "1234.50");
  setlocale (LC_ALL, "C");
}
END_TEST

RUN_TESTS ("number", shortest_reads_back, shortest_survives_a_round_trip, fixed_rounds_as_people_do,
           per_100_is_what_the_source_says, per_100_leaves_other_numbers_alone,
           what_is_no_number_is_not_written, locale_changes_nothing)
