/* SPDX-License-Identifier: Apache-2.0
 *
 * Distributions. This room is the only one that knows Boost.Math; nothing is
 * ever thrown out of it. Plain values: any thread.
 *
 * Every function answers TXC_OK and stores the result, or
 * TXC_INVALID_ARGUMENT where the arguments are outside the domain (not a
 * number included) and TXC_INTERNAL where no value could be computed; the
 * result is then left as it was.
 */
#ifndef TXC_STATS_DISTRIBUTION_H
#define TXC_STATS_DISTRIBUTION_H

#include <txcompare/status.h>

#ifdef __cplusplus
#define TXC_NOEXCEPT noexcept
extern "C" {
#else
#define TXC_NOEXCEPT
#endif

/* Standard normal: probability up to x, and the x up to which it is p, 0 < p < 1. */
txc_status txc_stats_normal_cdf (double x, double *p) TXC_NOEXCEPT TXC_MUST_CHECK;
txc_status txc_stats_normal_quantile (double p, double *x) TXC_NOEXCEPT TXC_MUST_CHECK;

/* Student's t with df > 0 degrees of freedom, not necessarily whole. */
txc_status txc_stats_student_cdf (double x, double df, double *p) TXC_NOEXCEPT TXC_MUST_CHECK;
txc_status txc_stats_student_quantile (double p, double df, double *x) TXC_NOEXCEPT TXC_MUST_CHECK;

/* Beta with a > 0 and b > 0, on 0..1; the quantile takes 0 <= p <= 1. */
txc_status txc_stats_beta_cdf (double x, double a, double b, double *p) TXC_NOEXCEPT TXC_MUST_CHECK;
txc_status txc_stats_beta_quantile (double p, double a, double b, double *x) TXC_NOEXCEPT TXC_MUST_CHECK;

#ifdef __cplusplus
}
#endif
#endif
