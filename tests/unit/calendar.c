/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/test.h"

#include "base/calendar.h"

static txc_date
date (const char *text)
{
  txc_date value;
  ck_assert_msg (txc_date_parse (txc_text_of (text), &value), "%s", text);
  return value;
}

static txc_datetime
moment (const char *text)
{
  txc_datetime value;
  ck_assert_msg (txc_datetime_parse (txc_text_of (text), &value), "%s", text);
  return value;
}

START_TEST (counts_days)
{
  int year, month, day;
  ck_assert_int_eq (txc_calendar_days (1, 1, 1), 0);
  ck_assert_int_eq (txc_calendar_days (1970, 1, 1), 719162);
  ck_assert_int_eq (txc_calendar_days (2000, 3, 1) - txc_calendar_days (2000, 2, 28), 2);
  ck_assert_int_eq (txc_calendar_days (1900, 3, 1) - txc_calendar_days (1900, 2, 28), 1);
  ck_assert_int_eq (txc_calendar_days (9999, 12, 31), 3652058);
  for (int32_t days = 0; days <= 3652058; days += 61 + days % 7) {
    txc_calendar_from_days (days, &year, &month, &day);
    ck_assert_int_eq (txc_calendar_days (year, month, day), days);
    ck_assert_int_le (day, txc_calendar_month_days (year, month));
  }
}
END_TEST

START_TEST (reads_and_prints)
{
  static const char *const moments[] = { "2026T", "2026-11T", "2026-11-10T", "2026-11-10T12", "2026-11-10T12:30",
                                         "2026-11-10T12:30:05", "2026-11-10T12:30:05.250", "2026-11-10T12:30Z",
                                         "2026-11-10T12:30:05.250+05:30", "0001-01-01T00:00-11:00" };
  txc_buffer out = { 0 };
  for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
    txc_datetime value = moment (moments[i]);
    txc_buffer_clear (&out);
    txc_datetime_print (&value, &out);
    ck_assert_str_eq (txc_buffer_string (&out), moments[i]);
  }
  static const char *const wrong[] = { "", "26", "2026-13", "2026-02-29", "2026-1-1", "2026-11-10 12:30", "2026T12",
                                       "2026-11-10T24:00", "2026-11-10T12:60", "2026-11-10T12:30+15:00",
                                       "2026-11-10T12:30x", "0000-01-01", "10000-01-01", "2026-11-10T12:30:05." };
  txc_datetime value;
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    ck_assert_msg (!txc_datetime_parse (txc_text_of (wrong[i]), &value), "%s", wrong[i]);
  txc_buffer_release (&out);
}
END_TEST

static void
assert_order (const char *a, const char *b, txc_precision precision, txc_order expected)
{
  txc_datetime left = moment (a), right = moment (b);
  ck_assert_msg (txc_datetime_compare (&left, &right, precision, 0) == expected, "%s %s", a, b);
}

START_TEST (compares_with_uncertainty)
{
  assert_order ("2026-11-10", "2026-11-11", TXC_PRECISION_NONE, TXC_BEFORE);
  assert_order ("2026-11", "2026-11-11", TXC_PRECISION_NONE, TXC_UNCERTAIN);
  assert_order ("2026-10", "2026-11-11", TXC_PRECISION_NONE, TXC_BEFORE);
  assert_order ("2026-11", "2026-11", TXC_PRECISION_NONE, TXC_SAME);
  assert_order ("2026-11", "2026-11-11", TXC_MONTH, TXC_SAME);
  assert_order ("2026-11", "2026-11", TXC_DAY, TXC_UNCERTAIN);
  assert_order ("2026-11-10T12:30:05", "2026-11-10T12:30:05.000", TXC_PRECISION_NONE, TXC_SAME);
  assert_order ("2026-11-10T23:30:00-05:00", "2026-11-11T04:30:00Z", TXC_PRECISION_NONE, TXC_SAME);
  assert_order ("2026-11-10T23:30:00-05:00", "2026-11-10T23:30:00Z", TXC_PRECISION_NONE, TXC_AFTER);
}
END_TEST

static void
assert_added (const char *from, int64_t amount, txc_precision unit, const char *expected)
{
  txc_date start = date (from), result;
  txc_buffer out = { 0 };
  bool fits = txc_date_add (&start, amount, unit, &result);
  ck_assert_int_eq (fits, expected != NULL);
  if (fits) {
    txc_date_print (&result, &out);
    ck_assert_str_eq (txc_buffer_string (&out), expected);
  }
  txc_buffer_release (&out);
}

START_TEST (moves)
{
  assert_added ("2024-02-29", 1, TXC_YEAR, "2025-02-28");
  assert_added ("2024-01-31", 1, TXC_MONTH, "2024-02-29");
  assert_added ("2024-01-31", -2, TXC_MONTH, "2023-11-30");
  assert_added ("2026-11-10", -14, TXC_DAY, "2026-10-27");
  assert_added ("2026-12-25", 2, TXC_WEEK, "2027-01-08");
  assert_added ("2014", 25, TXC_MONTH, "2016");
  assert_added ("2014-06", 33, TXC_DAY, "2014-07");
  assert_added ("9999-12-31", 1, TXC_DAY, NULL);
  assert_added ("0001-01-01", -1, TXC_MONTH, NULL);
  assert_added ("2026-11-10", INT64_MAX / 8, TXC_DAY, NULL);
  txc_time time, later;
  txc_buffer out = { 0 };
  ck_assert (txc_time_parse (txc_text_of ("23:30"), &time));
  ck_assert (txc_time_add (&time, 45, TXC_MINUTE, &later));
  txc_time_print (&later, &out);
  ck_assert_str_eq (txc_buffer_string (&out), "00:15");
  txc_buffer_release (&out);
}
END_TEST

static void
assert_span (const char *a, const char *b, txc_precision unit, int64_t low, int64_t high)
{
  txc_datetime left = moment (a), right = moment (b);
  txc_range range = txc_datetime_duration (&left, &right, unit, 0);
  ck_assert_int_eq (range.low, low);
  ck_assert_int_eq (range.high, high);
}

START_TEST (counts_the_time_between)
{
  assert_span ("1992-03-15", "2026-03-14", TXC_YEAR, 33, 33);
  assert_span ("1992-03-15", "2026-03-15", TXC_YEAR, 34, 34);
  assert_span ("1992", "2026-03-15", TXC_YEAR, 33, 34);
  assert_span ("2026-01-31", "2026-02-28", TXC_MONTH, 0, 0);
  assert_span ("2014-01-15", "2014-02", TXC_DAY, 17, 44);
  assert_span ("2026-11-10T12:00:00.000", "2026-11-12T11:59:59.999", TXC_DAY, 1, 1);
  assert_span ("2026-11-12", "2026-11-10", TXC_DAY, -2, -2);
  txc_date saturday = date ("2026-11-07"), sunday = date ("2026-11-08");
  ck_assert_int_eq (txc_date_difference (&saturday, &sunday, TXC_WEEK).low, 1);
  ck_assert_int_eq (txc_date_duration (&saturday, &sunday, TXC_WEEK).low, 0);
  txc_date eve = date ("2025-12-31"), new_year = date ("2026-01-01");
  ck_assert_int_eq (txc_date_difference (&eve, &new_year, TXC_YEAR).low, 1);
}
END_TEST

RUN_TESTS ("calendar", counts_days, reads_and_prints, compares_with_uncertainty, moves, counts_the_time_between)
