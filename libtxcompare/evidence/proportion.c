/* SPDX-License-Identifier: Apache-2.0 */
#include "evidence/proportion.h"

#include <math.h>

#include "stats/distribution.h"

/* Half the width of the smallest step of a percentage with that many digits. */
static double
half_step (int places)
{
  return 0.5 * pow (10.0, -places);
}

static bool
valid_counts (double events, double n)
{
  return n > 0 && events >= 0 && events <= n && isfinite (n);
}

/* The two-sided quantile: 1.96 for 0.95. */
static txc_status
two_sided (double level, double *z)
{
  if (!(level > 0 && level < 1))
    return TXC_INVALID_ARGUMENT;
  return txc_stats_normal_quantile (0.5 + level / 2, z);
}

static txc_evidence_interval
wilson (double events, double n, double z)
{
  double p = events / n, z2 = z * z;
  double centre = p + z2 / (2 * n);
  double half = z * sqrt (p * (1 - p) / n + z2 / (4 * n * n));
  double scale = 1 + z2 / n;
  /* Exactly 0 and 1 at the ends, where the square root would leave a trace. */
  return (txc_evidence_interval){ events > 0 ? (centre - half) / scale : 0, events < n ? (centre + half) / scale : 1 };
}

static txc_evidence_interval
newcombe (double events1, double n1, double events2, double n2, double z)
{
  txc_evidence_interval one = wilson (events1, n1, z), two = wilson (events2, n2, z);
  double p1 = events1 / n1, p2 = events2 / n2, difference = p1 - p2;
  return (txc_evidence_interval){ difference - hypot (p1 - one.low, two.high - p2),
                                  difference + hypot (one.high - p1, p2 - two.low) };
}

txc_status
txc_evidence_wilson (double events, double n, double level, txc_evidence_interval *interval)
{
  double z = 0;
  if (!valid_counts (events, n))
    return TXC_INVALID_ARGUMENT;
  txc_status status = two_sided (level, &z);
  if (status == TXC_OK)
    *interval = wilson (events, n, z);
  return status;
}

txc_status
txc_evidence_newcombe (double events1, double n1, double events2, double n2, double level,
                       txc_evidence_interval *interval)
{
  double z = 0;
  if (!valid_counts (events1, n1) || !valid_counts (events2, n2))
    return TXC_INVALID_ARGUMENT;
  txc_status status = two_sided (level, &z);
  if (status == TXC_OK)
    *interval = newcombe (events1, n1, events2, n2, z);
  return status;
}

/* The fewest and the most events that a printed percentage may stand for. Where
   no whole number rounds to it (n is not quite its denominator) the ends of the
   rounding themselves. */
static void
possible_events (const txc_evidence_arm *arm, double *fewest, double *most)
{
  double half = half_step (arm->places);
  double low = fmax (0, arm->percent - half) / 100 * arm->n, high = fmin (100, arm->percent + half) / 100 * arm->n;
  double first = ceil (low - 1e-9), last = floor (high + 1e-9);
  *fewest = first <= last ? first : low;
  *most = first <= last ? last : high;
}

static txc_evidence_interval
hull (txc_evidence_interval a, txc_evidence_interval b)
{
  return (txc_evidence_interval){ fmin (a.low, b.low), fmax (a.high, b.high) };
}

static bool
has_counts (const txc_evidence_arm *arm)
{
  return arm->has_events && arm->has_n;
}

static bool
valid_arm (const txc_evidence_arm *arm)
{
  if (has_counts (arm))
    return valid_counts (arm->events, arm->n);
  return (!arm->has_n || (arm->n > 0 && isfinite (arm->n)))
         && (!arm->has_percent || (arm->percent >= 0 && arm->percent <= 100))
         && (arm->bound != TXC_EVIDENCE_RANGE || !arm->has_percent || arm->percent_high >= arm->percent);
}

txc_status
txc_evidence_risk (const txc_evidence_arm *arm, double level, txc_evidence_estimate *risk)
{
  double z = 0;
  if (!valid_arm (arm))
    return TXC_INVALID_ARGUMENT;
  txc_status status = two_sided (level, &z);
  if (status != TXC_OK)
    return status;
  *risk = (txc_evidence_estimate){ .known = has_counts (arm) || arm->has_percent };
  if (!risk->known)
    return TXC_OK;
  risk->value = has_counts (arm) ? arm->events / arm->n : arm->percent / 100;
  if (arm->bound != TXC_EVIDENCE_EXACT || !arm->has_n)
    return TXC_OK;
  if (has_counts (arm)) {
    risk->method = TXC_EVIDENCE_FROM_COUNTS;
    risk->interval = wilson (arm->events, arm->n, z);
    return TXC_OK;
  }
  double fewest = 0, most = 0;
  possible_events (arm, &fewest, &most);
  risk->method = TXC_EVIDENCE_FROM_PERCENTAGES;
  risk->interval = hull (wilson (fewest, arm->n, z), wilson (most, arm->n, z));
  return TXC_OK;
}

static bool
exact_with_value (const txc_evidence_arm *arm)
{
  return arm->bound == TXC_EVIDENCE_EXACT && (has_counts (arm) || arm->has_percent);
}

txc_status
txc_evidence_difference (const txc_evidence_arm *treated, const txc_evidence_arm *comparator, bool randomised,
                         double level, txc_evidence_estimate *difference)
{
  double z = 0;
  if (!valid_arm (treated) || !valid_arm (comparator))
    return TXC_INVALID_ARGUMENT;
  txc_status status = two_sided (level, &z);
  if (status != TXC_OK)
    return status;
  *difference = (txc_evidence_estimate){ .known = randomised && exact_with_value (treated) && exact_with_value (comparator) };
  if (!difference->known)
    return TXC_OK;
  double one = has_counts (treated) ? treated->events / treated->n : treated->percent / 100;
  double two = has_counts (comparator) ? comparator->events / comparator->n : comparator->percent / 100;
  difference->value = one - two;
  if (!treated->has_n || !comparator->has_n)
    return TXC_OK;
  double least1 = treated->events, most1 = least1, least2 = comparator->events, most2 = least2;
  if (!has_counts (treated))
    possible_events (treated, &least1, &most1);
  if (!has_counts (comparator))
    possible_events (comparator, &least2, &most2);
  bool counted = has_counts (treated) && has_counts (comparator);
  difference->method = counted ? TXC_EVIDENCE_FROM_COUNTS : TXC_EVIDENCE_FROM_PERCENTAGES;
  /* Both limits rise with the first proportion and fall with the second, so the
     corners of what is possible hold the widest interval. */
  difference->interval = hull (newcombe (least1, treated->n, most2, comparator->n, z),
                               newcombe (most1, treated->n, least2, comparator->n, z));
  return TXC_OK;
}

static double
apply (double baseline, txc_evidence_ratio kind, double ratio)
{
  if (kind == TXC_EVIDENCE_RISK_RATIO)
    return fmin (1, baseline * ratio);
  double odds = baseline / (1 - baseline) * ratio;
  return odds / (1 + odds);
}

txc_status
txc_evidence_apply_ratio (double baseline, txc_evidence_ratio kind, double ratio, const txc_evidence_interval *interval,
                          txc_evidence_estimate *risk, txc_evidence_estimate *difference)
{
  if (!(baseline > 0 && baseline < 1 && ratio > 0 && isfinite (ratio)))
    return TXC_INVALID_ARGUMENT;
  if (interval && !(interval->low > 0 && interval->high >= interval->low && isfinite (interval->high)))
    return TXC_INVALID_ARGUMENT;
  *risk = (txc_evidence_estimate){ .known = true, .value = apply (baseline, kind, ratio) };
  *difference = (txc_evidence_estimate){ .known = true, .value = risk->value - baseline };
  if (!interval)
    return TXC_OK;
  risk->method = difference->method = TXC_EVIDENCE_FROM_RATIO;
  risk->interval = (txc_evidence_interval){ apply (baseline, kind, interval->low), apply (baseline, kind, interval->high) };
  difference->interval = (txc_evidence_interval){ risk->interval.low - baseline, risk->interval.high - baseline };
  return TXC_OK;
}
