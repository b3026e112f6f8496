/* SPDX-License-Identifier: Apache-2.0
 *
 * Against tables that were printed long before this library. */
#include "unit/test.h"

#include <math.h>

#include "stats/distribution.h"

#define NEAR(actual, expected, tolerance) ck_assert_double_eq_tol (actual, expected, tolerance)

START_TEST (normal_table)
{
  double value = 0;
  ck_assert_int_eq (txc_stats_normal_quantile (0.975, &value), TXC_OK);
  NEAR (value, 1.959963984540054, 1e-14);
  ck_assert_int_eq (txc_stats_normal_quantile (0.5, &value), TXC_OK);
  NEAR (value, 0, 1e-15);
  ck_assert_int_eq (txc_stats_normal_cdf (1, &value), TXC_OK);
  NEAR (value, 0.841344746068543, 1e-14);
  ck_assert_int_eq (txc_stats_normal_cdf (-1.6448536269514722, &value), TXC_OK);
  NEAR (value, 0.05, 1e-14);
}
END_TEST

START_TEST (student_table)
{
  double value = 0;
  ck_assert_int_eq (txc_stats_student_quantile (0.975, 1, &value), TXC_OK);
  NEAR (value, 12.706204736174707, 1e-10);
  ck_assert_int_eq (txc_stats_student_quantile (0.975, 10, &value), TXC_OK);
  NEAR (value, 2.2281388519862744, 1e-12);
  /* With one degree of freedom it is Cauchy's: 3/4 lies below 1. */
  ck_assert_int_eq (txc_stats_student_cdf (1, 1, &value), TXC_OK);
  NEAR (value, 0.75, 1e-14);
}
END_TEST

START_TEST (beta_in_closed_form)
{
  double value = 0;
  /* Beta (1, n) is 1 - (1 - x)^n. */
  ck_assert_int_eq (txc_stats_beta_quantile (0.95, 1, 20, &value), TXC_OK);
  NEAR (value, 1 - pow (0.05, 1.0 / 20), 1e-13);
  ck_assert_int_eq (txc_stats_beta_cdf (0.5, 2, 2, &value), TXC_OK);
  NEAR (value, 0.5, 1e-14);
  ck_assert_int_eq (txc_stats_beta_quantile (0, 2, 2, &value), TXC_OK);
  ck_assert_double_eq (value, 0);
}
END_TEST

START_TEST (outside_the_domain)
{
  double value = 42;
  ck_assert_int_eq (txc_stats_normal_quantile (0, &value), TXC_INVALID_ARGUMENT);
  ck_assert_int_eq (txc_stats_normal_quantile (1, &value), TXC_INVALID_ARGUMENT);
  ck_assert_int_eq (txc_stats_normal_quantile ((double)NAN, &value), TXC_INVALID_ARGUMENT);
  ck_assert_int_eq (txc_stats_normal_cdf ((double)INFINITY, &value), TXC_INVALID_ARGUMENT);
  ck_assert_int_eq (txc_stats_student_quantile (0.5, 0, &value), TXC_INVALID_ARGUMENT);
  ck_assert_int_eq (txc_stats_student_cdf (0, (double)NAN, &value), TXC_INVALID_ARGUMENT);
  ck_assert_int_eq (txc_stats_beta_quantile (1.5, 1, 1, &value), TXC_INVALID_ARGUMENT);
  ck_assert_int_eq (txc_stats_beta_cdf (0.5, -1, 1, &value), TXC_INVALID_ARGUMENT);
  ck_assert_double_eq (value, 42);
}
END_TEST

RUN_TESTS ("distribution", normal_table, student_table, beta_in_closed_form, outside_the_domain)
