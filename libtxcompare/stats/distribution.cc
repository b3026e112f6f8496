/* SPDX-License-Identifier: Apache-2.0 */
#include "stats/distribution.h"

#include <cmath>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace {

namespace bmp = boost::math::policies;

/* Errors come back as values that are not finite; no exception is asked for. Long
   double is not used, so that every machine answers with the same bits as nearly
   as its double arithmetic allows. */
using policy = bmp::policy<bmp::domain_error<bmp::errno_on_error>, bmp::pole_error<bmp::errno_on_error>,
                           bmp::overflow_error<bmp::errno_on_error>, bmp::evaluation_error<bmp::errno_on_error>,
                           bmp::rounding_error<bmp::errno_on_error>, bmp::indeterminate_result_error<bmp::errno_on_error>,
                           bmp::promote_double<false>>;

using normal = boost::math::normal_distribution<double, policy>;
using student = boost::math::students_t_distribution<double, policy>;
using beta = boost::math::beta_distribution<double, policy>;

/* The catch-all stays although the policies throw nothing: an exception that
   left this file would meet C. */
template <class Compute>
txc_status
guarded (bool in_domain, double *result, Compute compute) noexcept
{
  if (!in_domain)
    return TXC_INVALID_ARGUMENT;
  try {
    double value = compute ();
    if (!std::isfinite (value))
      return TXC_INTERNAL;
    *result = value;
    return TXC_OK;
  } catch (...) {
    return TXC_INTERNAL;
  }
}

bool
inside (double p)
{
  return p > 0 && p < 1;
}

bool
positive (double x)
{
  return x > 0 && std::isfinite (x);
}

} // namespace

txc_status
txc_stats_normal_cdf (double x, double *p) noexcept
{
  return guarded (std::isfinite (x), p, [=] { return cdf (normal (), x); });
}

txc_status
txc_stats_normal_quantile (double p, double *x) noexcept
{
  return guarded (inside (p), x, [=] { return quantile (normal (), p); });
}

txc_status
txc_stats_student_cdf (double x, double df, double *p) noexcept
{
  return guarded (std::isfinite (x) && positive (df), p, [=] { return cdf (student (df), x); });
}

txc_status
txc_stats_student_quantile (double p, double df, double *x) noexcept
{
  return guarded (inside (p) && positive (df), x, [=] { return quantile (student (df), p); });
}

txc_status
txc_stats_beta_cdf (double x, double a, double b, double *p) noexcept
{
  return guarded (x >= 0 && x <= 1 && positive (a) && positive (b), p, [=] { return cdf (beta (a, b), x); });
}

txc_status
txc_stats_beta_quantile (double p, double a, double b, double *x) noexcept
{
  return guarded (p >= 0 && p <= 1 && positive (a) && positive (b), x, [=] { return quantile (beta (a, b), p); });
}
