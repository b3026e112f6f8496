/* SPDX-License-Identifier: Apache-2.0
 *
 * Proportions and their differences: what an arm of a trial says, what it says
 * beside its own comparator, and how sure that is. Plain values: any thread.
 *
 * Proportions are between 0 and 1 here; "per 100" is made where they are shown.
 *
 * Sources: Wilson EB. J Am Stat Assoc 1927;22:209-212 (score interval).
 * Newcombe RG. Stat Med 1998;17:857-872 (one proportion, method 3) and
 * Stat Med 1998;17:873-890 (difference of two independent proportions,
 * method 10).
 */
#ifndef TXC_EVIDENCE_PROPORTION_H
#define TXC_EVIDENCE_PROPORTION_H

#include <txcompare/status.h>

typedef struct txc_evidence_interval {
  double low, high;
} txc_evidence_interval;

/* Wilson's score interval of events / n; 0 <= events <= n, n > 0, 0 < level < 1.
   TXC_INVALID_ARGUMENT otherwise. Events need not be whole. */
txc_status txc_evidence_wilson (double events, double n, double level, txc_evidence_interval *interval) TXC_MUST_CHECK;

/* Newcombe's method 10 for events1 / n1 - events2 / n2. */
txc_status txc_evidence_newcombe (double events1, double n1, double events2, double n2, double level,
                                  txc_evidence_interval *interval) TXC_MUST_CHECK;

/* How a number was given. */
typedef enum txc_evidence_bound {
  TXC_EVIDENCE_EXACT,
  TXC_EVIDENCE_AT_LEAST, /* the value is a lower bound */
  TXC_EVIDENCE_BELOW,    /* the value is an upper bound, not reached */
  TXC_EVIDENCE_ABOUT,
  TXC_EVIDENCE_RANGE     /* anywhere between two values */
} txc_evidence_bound;

/* What a source says of one arm. With counts the percentage is not looked at. */
typedef struct txc_evidence_arm {
  bool has_events, has_n, has_percent;
  double events, n;
  double percent;            /* as printed; of a range the lower end */
  double percent_high;       /* of a range the upper end */
  int places;                /* digits behind the point with which the percentage was printed */
  txc_evidence_bound bound;
} txc_evidence_arm;

typedef enum txc_evidence_method {
  TXC_EVIDENCE_NO_INTERVAL,
  TXC_EVIDENCE_FROM_COUNTS,      /* Wilson, Newcombe 10 */
  TXC_EVIDENCE_FROM_PERCENTAGES, /* the same, widened by what rounding may have hidden */
  TXC_EVIDENCE_FROM_RATIO        /* a stated baseline and the interval of a ratio */
} txc_evidence_method;

/* A risk or a difference of risks. */
typedef struct txc_evidence_estimate {
  bool known;
  double value;
  txc_evidence_method method;
  txc_evidence_interval interval; /* where method is not TXC_EVIDENCE_NO_INTERVAL */
} txc_evidence_estimate;

/* The risk in one arm. Without n there is no interval. A percentage printed
   without counts stands for every whole number of events that rounds to it, and
   the interval covers the intervals of all of them. A bound, an "about" and a
   range have no interval either. */
txc_status txc_evidence_risk (const txc_evidence_arm *arm, double level, txc_evidence_estimate *risk) TXC_MUST_CHECK;

/* The risk in the treated arm less the risk in its own comparator. Both risks
   must be exact, otherwise the difference is not known. `randomised`: the arms
   are the two sides of one randomised comparison of different people; only then
   there is an interval, and only then there is a difference at all. */
txc_status txc_evidence_difference (const txc_evidence_arm *treated, const txc_evidence_arm *comparator, bool randomised,
                                    double level, txc_evidence_estimate *difference) TXC_MUST_CHECK;

typedef enum txc_evidence_ratio { TXC_EVIDENCE_ODDS_RATIO, TXC_EVIDENCE_RISK_RATIO } txc_evidence_ratio;

/* What a ratio means for people whose risk without it is `baseline`: the odds (or
   the risk) times the ratio. `interval` of the ratio may be NULL. The difference's
   interval carries the ratio's uncertainty alone; the baseline is taken as it
   stands. TXC_INVALID_ARGUMENT unless 0 < baseline < 1 and the ratio and both
   ends of its interval are positive; a risk cannot become more than 1. */
txc_status txc_evidence_apply_ratio (double baseline, txc_evidence_ratio kind, double ratio, const txc_evidence_interval *interval,
                                     txc_evidence_estimate *risk, txc_evidence_estimate *difference) TXC_MUST_CHECK;

#endif
