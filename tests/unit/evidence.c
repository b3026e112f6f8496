/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/test.h"

#include <math.h>

#include "evidence/proportion.h"

/* Newcombe RG. Stat Med 1998;17:857-872, Table I, method 3. */
START_TEST (wilson_as_published)
{
  static const struct { double events, n, low, high; } rows[] = {
    { 81, 263, 0.2553, 0.3662 }, { 15, 148, 0.0624, 0.1605 }, { 0, 20, 0, 0.1611 }, { 1, 29, 0.0061, 0.1718 },
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    txc_evidence_interval interval;
    ck_assert_int_eq (txc_evidence_wilson (rows[i].events, rows[i].n, 0.95, &interval), TXC_OK);
    ck_assert_double_eq_tol (interval.low, rows[i].low, 5.001e-5);
    ck_assert_double_eq_tol (interval.high, rows[i].high, 5.001e-5);
  }
}
END_TEST

/* Newcombe RG. Stat Med 1998;17:873-890, Table II, method 10. */
START_TEST (newcombe_as_published)
{
  static const struct { double e1, n1, e2, n2, low, high; } rows[] = {
    { 56, 70, 48, 80, 0.0524, 0.3339 }, { 9, 10, 3, 10, 0.1705, 0.8090 },   { 6, 7, 2, 7, 0.0582, 0.8062 },
    { 5, 56, 0, 29, -0.0381, 0.1926 },  { 0, 10, 0, 20, -0.1611, 0.2775 },  { 0, 10, 0, 10, -0.2775, 0.2775 },
    { 10, 10, 0, 20, 0.6791, 1.0000 },  { 10, 10, 0, 10, 0.6075, 1.0000 },
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    txc_evidence_interval interval;
    ck_assert_int_eq (txc_evidence_newcombe (rows[i].e1, rows[i].n1, rows[i].e2, rows[i].n2, 0.95, &interval), TXC_OK);
    ck_assert_double_eq_tol (interval.low, rows[i].low, 5.001e-5);
    ck_assert_double_eq_tol (interval.high, rows[i].high, 5.001e-5);
  }
}
END_TEST

START_TEST (impossible_counts_are_refused)
{
  txc_evidence_interval interval;
  ck_assert_int_eq (txc_evidence_wilson (142, 134, 0.95, &interval), TXC_INVALID_ARGUMENT);
  ck_assert_int_eq (txc_evidence_wilson (-1, 10, 0.95, &interval), TXC_INVALID_ARGUMENT);
  ck_assert_int_eq (txc_evidence_wilson (0, 0, 0.95, &interval), TXC_INVALID_ARGUMENT);
  ck_assert_int_eq (txc_evidence_wilson (1, 10, 1, &interval), TXC_INVALID_ARGUMENT);
  ck_assert_int_eq (txc_evidence_wilson ((double)NAN, 10, 0.95, &interval), TXC_INVALID_ARGUMENT);
  ck_assert_int_eq (txc_evidence_newcombe (1, 10, 11, 10, 0.95, &interval), TXC_INVALID_ARGUMENT);
}
END_TEST

static txc_evidence_arm
counted (double events, double n)
{
  return (txc_evidence_arm){ .has_events = true, .has_n = true, .events = events, .n = n };
}

static txc_evidence_arm
printed (double percent, int places, double n)
{
  return (txc_evidence_arm){ .has_percent = true, .percent = percent, .places = places, .has_n = n > 0, .n = n };
}

/* 142 of 346 against 21 of 222: 32 more in 100, 25 to 38. */
START_TEST (difference_from_counts)
{
  txc_evidence_arm treated = counted (142, 346), comparator = counted (21, 222);
  txc_evidence_estimate estimate;
  ck_assert_int_eq (txc_evidence_difference (&treated, &comparator, true, 0.95, &estimate), TXC_OK);
  ck_assert (estimate.known);
  ck_assert_int_eq (estimate.method, TXC_EVIDENCE_FROM_COUNTS);
  ck_assert_double_eq_tol (estimate.value, 0.31581, 1e-5);
  ck_assert_int_eq (lround (100 * estimate.interval.low), 25);
  ck_assert_int_eq (lround (100 * estimate.interval.high), 38);
}
END_TEST

/* 9 % of 222 is 19, 20 or 21 people: all of them round to 9 %. */
START_TEST (rounding_widens_the_interval)
{
  txc_evidence_arm arm = printed (9, 0, 222);
  txc_evidence_estimate risk;
  txc_evidence_interval fewest, most;
  ck_assert_int_eq (txc_evidence_risk (&arm, 0.95, &risk), TXC_OK);
  ck_assert_int_eq (txc_evidence_wilson (19, 222, 0.95, &fewest), TXC_OK);
  ck_assert_int_eq (txc_evidence_wilson (21, 222, 0.95, &most), TXC_OK);
  ck_assert_int_eq (risk.method, TXC_EVIDENCE_FROM_PERCENTAGES);
  ck_assert_double_eq_tol (risk.value, 0.09, 1e-12);
  ck_assert_double_eq_tol (risk.interval.low, fewest.low, 1e-12);
  ck_assert_double_eq_tol (risk.interval.high, most.high, 1e-12);
}
END_TEST

/* Whatever the true counts were, their interval lies inside the widened one. */
START_TEST (rounding_interval_covers_every_possible_count)
{
  for (int n1 = 5; n1 <= 60; n1 += 11)
    for (int n2 = 7; n2 <= 60; n2 += 13)
      for (int e1 = 0; e1 <= n1; e1++)
        for (int e2 = 0; e2 <= n2; e2++) {
          txc_evidence_arm treated = printed (round (100.0 * e1 / n1), 0, n1);
          txc_evidence_arm comparator = printed (round (100.0 * e2 / n2), 0, n2);
          txc_evidence_estimate difference;
          txc_evidence_interval exact;
          ck_assert_int_eq (txc_evidence_difference (&treated, &comparator, true, 0.95, &difference), TXC_OK);
          ck_assert_int_eq (txc_evidence_newcombe (e1, n1, e2, n2, 0.95, &exact), TXC_OK);
          ck_assert (difference.interval.low <= exact.low + 1e-12);
          ck_assert (difference.interval.high >= exact.high - 1e-12);
        }
}
END_TEST

START_TEST (no_n_no_interval)
{
  txc_evidence_arm treated = printed (41, 0, 0), comparator = printed (9, 0, 222);
  txc_evidence_estimate estimate;
  ck_assert_int_eq (txc_evidence_risk (&treated, 0.95, &estimate), TXC_OK);
  ck_assert (estimate.known);
  ck_assert_int_eq (estimate.method, TXC_EVIDENCE_NO_INTERVAL);
  ck_assert_int_eq (txc_evidence_difference (&treated, &comparator, true, 0.95, &estimate), TXC_OK);
  ck_assert (estimate.known);
  ck_assert_int_eq (estimate.method, TXC_EVIDENCE_NO_INTERVAL);
}
END_TEST

START_TEST (only_a_randomised_comparison_has_a_difference)
{
  txc_evidence_arm treated = counted (10, 20), comparator = counted (5, 20);
  txc_evidence_estimate estimate;
  ck_assert_int_eq (txc_evidence_difference (&treated, &comparator, false, 0.95, &estimate), TXC_OK);
  ck_assert (!estimate.known);
}
END_TEST

START_TEST (bounds_are_not_numbers_to_subtract)
{
  txc_evidence_arm treated = printed (50, 0, 100), comparator = counted (5, 100);
  txc_evidence_estimate estimate;
  for (int bound = TXC_EVIDENCE_AT_LEAST; bound <= TXC_EVIDENCE_RANGE; bound++) {
    treated.bound = (txc_evidence_bound)bound;
    treated.percent_high = 60;
    ck_assert_int_eq (txc_evidence_difference (&treated, &comparator, true, 0.95, &estimate), TXC_OK);
    ck_assert (!estimate.known);
    ck_assert_int_eq (txc_evidence_risk (&treated, 0.95, &estimate), TXC_OK);
    ck_assert (estimate.known);
    ck_assert_int_eq (estimate.method, TXC_EVIDENCE_NO_INTERVAL);
  }
}
END_TEST

START_TEST (nothing_known_is_not_zero)
{
  txc_evidence_arm nothing = { .has_n = true, .n = 100 }, comparator = counted (5, 100);
  txc_evidence_estimate estimate;
  ck_assert_int_eq (txc_evidence_risk (&nothing, 0.95, &estimate), TXC_OK);
  ck_assert (!estimate.known);
  ck_assert_int_eq (txc_evidence_difference (&nothing, &comparator, true, 0.95, &estimate), TXC_OK);
  ck_assert (!estimate.known);
}
END_TEST

/* Odds of 1 to 4 doubled are 1 to 2: 20 of 100 become 33; and by hand 0.3662 with an
   odds ratio of 1.67 (1.49 to 1.87). */
START_TEST (ratio_of_a_stated_baseline)
{
  txc_evidence_estimate risk, difference;
  txc_evidence_interval interval = { 1.49, 1.87 };
  ck_assert_int_eq (txc_evidence_apply_ratio (0.2, TXC_EVIDENCE_ODDS_RATIO, 2, NULL, &risk, &difference), TXC_OK);
  ck_assert_double_eq_tol (risk.value, 1.0 / 3, 1e-12);
  ck_assert_int_eq (difference.method, TXC_EVIDENCE_NO_INTERVAL);
  ck_assert_int_eq (txc_evidence_apply_ratio (0.3662, TXC_EVIDENCE_ODDS_RATIO, 1.67, &interval, &risk, &difference), TXC_OK);
  ck_assert_double_eq_tol (risk.value, 0.4911, 5e-5);
  ck_assert_double_eq_tol (difference.value, 0.1249, 5e-5);
  ck_assert_double_eq_tol (difference.interval.low, 0.0964, 1e-4);
  ck_assert_double_eq_tol (difference.interval.high, 0.1531, 1e-4);
  ck_assert_int_eq (txc_evidence_apply_ratio (0.4, TXC_EVIDENCE_RISK_RATIO, 1.5, NULL, &risk, &difference), TXC_OK);
  ck_assert_double_eq_tol (risk.value, 0.6, 1e-12);
  ck_assert_int_eq (txc_evidence_apply_ratio (0.4, TXC_EVIDENCE_RISK_RATIO, -1, NULL, &risk, &difference), TXC_INVALID_ARGUMENT);
  ck_assert_int_eq (txc_evidence_apply_ratio (0, TXC_EVIDENCE_ODDS_RATIO, 2, NULL, &risk, &difference), TXC_INVALID_ARGUMENT);
}
END_TEST

RUN_TESTS ("evidence", ratio_of_a_stated_baseline, wilson_as_published, newcombe_as_published, impossible_counts_are_refused, difference_from_counts,
           rounding_widens_the_interval, rounding_interval_covers_every_possible_count, no_n_no_interval,
           only_a_randomised_comparison_has_a_difference, bounds_are_not_numbers_to_subtract, nothing_known_is_not_zero)
