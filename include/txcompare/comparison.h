/* SPDX-License-Identifier: Apache-2.0
 *
 * How do the options differ? Treatments side by side for a patient (or for
 * nobody in particular): verdicts, properties, benefits and side effects, each
 * number beside its own comparator, with its uncertainty and its source.
 */
#ifndef TXCOMPARE_COMPARISON_H
#define TXCOMPARE_COMPARISON_H

#include <txcompare/eligibility.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A comparison. Reference counted, immutable. @since 0.1 */
typedef struct txc_comparison txc_comparison;

/**
 * Puts treatments side by side. Keeps a reference to the patient.
 * @param patient     may be one without facts
 * @param treatments  ids or aliases, in the order of the columns; one that is named twice has its first place; NULL with
 *                    count 0 for all but placebo
 * @return TXC_OK; TXC_NOT_FOUND; TXC_NO_MEMORY
 * @since 0.1
 */
TXC_API txc_status txc_comparison_new (const txc_patient *patient, const char *const *treatments, size_t count,
                                       txc_comparison **comparison, txc_error **err);
/** One more reference. @since 0.1 */
TXC_API txc_comparison *txc_comparison_ref (const txc_comparison *comparison);
/** Gives a reference back. NULL does nothing. @since 0.1 */
TXC_API void txc_comparison_unref (txc_comparison *comparison);
/** The verdicts of the comparison, borrowed. @since 0.1 */
TXC_API const txc_eligibility *txc_comparison_eligibility (const txc_comparison *comparison);

/** Why a cell has no number; none of them means zero. @since 0.1 */
typedef enum txc_cell_state {
  TXC_CELL_NUMBERS,       /**< at least the treated group's number is there */
  TXC_CELL_NOT_ENTERED,   /**< the base has no row: nothing follows from that */
  TXC_CELL_BELOW_CUT_OFF, /**< the source lists only what is more frequent */
  TXC_CELL_NOT_REPORTED   /**< the source says that it does not report it */
} txc_cell_state;

/** How a number was given: only with an exact one can be reckoned. @since 0.1 */
typedef enum txc_bound {
  TXC_BOUND_EXACT,
  TXC_BOUND_AT_LEAST, /**< the number is a lower bound */
  TXC_BOUND_BELOW,    /**< the number is an upper bound, not reached */
  TXC_BOUND_ABOUT,
  TXC_BOUND_RANGE     /**< the number is the lower end of a range */
} txc_bound;

/** "exact", "at-least", "below", "about", "range"; static. @since 0.1 */
TXC_API const char *txc_bound_text (txc_bound bound);

/**
 * What happened to 100 people on a treatment, beside its own comparison group. Owned by the comparison, good as
 * long as it. Members may be added at the end.
 * @since 0.1
 */
typedef struct txc_effect_cell {
  txc_cell_state state;
  const char *outcome;         /**< what exactly was counted: "response (MADRS score at least halved)" */
  const char *trial;           /**< name of the trial or table */
  const char *comparator;      /**< its own comparison group: "placebo spray + oral antidepressant" */
  const char *population;
  const char *background;      /**< what both groups took as well; NULL */
  const char *when;            /**< "week 4" */
  bool has_treated, has_comparator, has_difference; /**< exact numbers: not so where there is a bound, see below */
  bool has_interval;           /**< of the difference; without it low and high mean nothing */
  double treated_per_100;      /**< unrounded */
  double comparator_per_100;
  double difference_per_100, low_per_100, high_per_100; /**< 95 % interval */
  const char *method;          /**< "Newcombe 1998 method 10", "as reported by the source" */
  const char *source;
  const char *verification;
  txc_bound treated_bound, comparator_bound;      /**< not exact: the number above is no more than this says */
  bool has_treated_events, has_treated_n, has_comparator_events, has_comparator_n;
  double treated_events, treated_n;               /**< people counted, of how many, where the source says so */
  double comparator_events, comparator_n;
  const char *subgroup;        /**< of whom, where not of everybody in the trial: "men"; NULL */
  const char *design;          /**< "randomised, double-blind", "design not stated", ... */
  const char *weeks;           /**< how long the trial lasted, as its source says: "12", "6 to 8"; NULL: not known */
} txc_effect_cell;

/** What a row counts. Owned by the comparison, good as long as it. Members may be added at the end. @since 0.1 */
typedef struct txc_effect_row {
  const char *id;          /**< of the outcome or effect. Outcomes with the same plain words (response on one scale or
                                another) share a row, named by the first of them; the cell says which one it counts */
  const char *name;        /**< "nausea" */
  const char *plain;       /**< in plain words: "feel sick" */
  bool is_outcome;         /**< what the treatment is for; false: a side effect */
  const char *group;       /**< of a side effect: "stomach and bowel"; NULL */
  bool serious;            /**< a side effect that may do lasting harm or kill */
  bool more_is_better;     /**< of an outcome: response, not relapse */
} txc_effect_row;

/** Number of rows: outcomes first, then side effects. @since 0.1 */
TXC_API size_t txc_comparison_row_count (const txc_comparison *comparison);
/** Row `row`, borrowed; NULL beyond the last. @since 0.1 */
TXC_API const txc_effect_row *txc_comparison_row_at (const txc_comparison *comparison, size_t row);
/** The cell of a row and a treatment (index as in the eligibility), borrowed; NULL beyond the last. @since 0.1 */
TXC_API const txc_effect_cell *txc_comparison_cell_at (const txc_comparison *comparison, size_t row, size_t treatment);

#ifdef __cplusplus
}
#endif
#endif
