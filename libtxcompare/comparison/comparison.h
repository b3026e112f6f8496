/* SPDX-License-Identifier: Apache-2.0
 *
 * What is put side by side, from inside. Immutable once made; everything lives
 * in the comparison's arena.
 *
 * Every number stands with its own comparator and is never joined with another
 * trial's. Several rows may speak of one treatment and one effect: which of them
 * stands in the cell is decided by the first of these that tells them apart, and
 * all others are kept behind it, in the same order:
 *    1  about the treatment itself, not only about its class
 *    2  beside a comparator
 *    3  design: double-blind, open, withdrawal, crossover, not stated, observational, single arm
 *    4  on treatment, not after stopping
 *    5  people of this patient's age and gender, as far as the text tells
 *    6  everybody, not a subgroup
 *    7  read, computed or reconstructed, not recalled
 *    8  beside placebo, not beside another active treatment
 *    9  people counted (per 100), then scores, then contrasts alone
 *   10  a number, not a bound, a range or an "about"
 *   11  an outcome after two weeks or more, not a passing effect
 *   12  people who have what this patient has (an indication that is true)
 *   13  label table, pooled trials, one trial, meta-analysis, network, cohort
 *   14  the largest trial, by the people it has for this effect
 *   15  the latest point in time of that trial
 *   16  the most people in the row
 *   17  the order of the file
 *
 * A ratio against placebo that stands alone is never shown alone: it is applied
 * to a stated baseline, the placebo group that the base has counted for the same
 * outcome and point in time, in the same data set or else in the largest network
 * or meta-analysis. Where the base has none, the ratio stands with its name.
 */
#ifndef TXC_COMPARISON_COMPARISON_H
#define TXC_COMPARISON_COMPARISON_H

#include <txcompare/comparison.h>

#include "eligibility/eligibility.h"
#include "evidence/proportion.h"

#define TXC_COMPARISON_LEVEL 0.95 /* of every interval that is computed */

/* Why there is no difference between an arm and its comparator. */
typedef enum txc_no_difference {
  TXC_DIFFERENCE_GIVEN,
  TXC_NO_COMPARATOR,        /* the arm stands alone */
  TXC_NOT_RANDOMISED,       /* the groups were not made by chance */
  TXC_CROSSOVER,            /* the same people in both groups */
  TXC_SUMMED,               /* arms added up over trials */
  TXC_NOT_EXACT,            /* a bound, a range or an "about" */
  TXC_NOT_COUNTED           /* scores or times: only what the source reports */
} txc_no_difference;

/* How the number of an arm was given. */
txc_bound txc_comparison_bound (const txc_evidence_arm *arm);

/* One row of numbers as it can be shown: an arm beside its comparator, what the
   source itself says of the two, or a contrast alone. */
typedef struct txc_shown {
  const txc_arm *treated;            /* NULL: a contrast alone */
  const txc_arm *comparator;         /* NULL: none, or none with numbers */
  const txc_contrast *contrast;      /* of the same two groups, as reported; NULL */
  const txc_arm *baseline;           /* of a contrast alone: the placebo group its ratio is applied to; NULL */
  const txc_observation *row;        /* of treated, else of the contrast */
  const char *source;                /* as shown; of the first in a cell, NULL for the others */
  bool of_class;                     /* said of the class, not of the treatment */
  bool pooled_elsewhere;             /* contained in another row of the same cell */
  bool missed;                       /* a randomised comparison that does not tell the groups apart */
  txc_evidence_arm treated_arm, comparator_arm;
  txc_evidence_estimate treated_risk, comparator_risk, difference;
  txc_no_difference no_difference;
} txc_shown;

typedef struct txc_comparison_entry {
  txc_cell_state state;
  const txc_shown *shown;            /* the first stands in the cell, the rest behind it */
  size_t shown_count;
  size_t missed_count;               /* other trials that do not tell the groups apart */
  const txc_trial *cut_off;          /* the table that leaves out what is rarer; NULL */
} txc_comparison_entry;

/* Outcomes that people would call by the same words (response on one scale or
   another) share a row; each cell says which of them it counts. */
typedef struct txc_comparison_row {
  const txc_endpoint *endpoint;      /* the first of them, which gives the row its name */
  const txc_comparison_entry *cells;  /* one a treatment */
  txc_effect_row shown;               /* both again, as the public interface shows them */
  const txc_effect_cell *shown_cells;
  size_t filled;                     /* cells with numbers */
} txc_comparison_row;

/* What the authorities say of a treatment for this person. */
typedef enum txc_approval_answer {
  TXC_APPROVAL_NOT_ENTERED,          /* the base says nothing about this country */
  TXC_APPROVAL_YES,
  TXC_APPROVAL_OTHER_USE,            /* approved, but for nothing the base treats */
  TXC_APPROVAL_OTHER_PEOPLE,         /* approved, but not for people like this one */
  TXC_APPROVAL_NO
} txc_approval_answer;

typedef struct txc_approval_summary {
  txc_approval_answer answer;
  const char *text;                  /* for a column: "TRD, MDD+SI", "no (anaesthesia)" */
  const txc_approval *const *approvals; /* those it rests on */
  size_t approval_count;
} txc_approval_summary;

struct txc_comparison {
  txc_eligibility *eligibility;
  const txc_comparison_row *rows;    /* outcomes, then side effects, each in the base's order */
  size_t row_count, outcome_count;
  const txc_approval_summary *approvals; /* one a treatment */
  txc_arena arena;
  _Atomic (size_t) references;
};

/* The rows of the base that speak of one treatment, and what this patient has:
   looked up once, then asked for one endpoint after the other. */
typedef struct txc_selection {
  const txc_knowledge_base *knowledge_base;
  const txc_treatment *treatment;
  const txc_arm *const *arms;
  size_t arm_count;
  const txc_contrast *const *contrasts;
  size_t contrast_count;
  const txc_trial *cut_off;          /* its own label table, where that leaves out what is rarer; NULL */
  const txc_endpoint *const *rows;   /* by index of an outcome: the first with the same words */
  const txc_indication *const *indications; /* of the rules that are true */
  size_t indication_count;
  const unsigned char *trials;       /* by index of a trial: what txc_comparison_fit says of its people, and
                                        TXC_TRIAL_INDICATED where they had what this patient has */
  bool has_age;
  int age;
  const char *gender;                /* "female", "male"; NULL: not known */
} txc_selection;

enum { TXC_TRIAL_FIT = 3, TXC_TRIAL_INDICATED = 4, TXC_TRIAL_OTHER_PEOPLE = 2 };

/* Are these people of the patient's age and gender ("aged 65 and over", "adults
   18 to 64", "men")? 0: yes, or the text does not tell; 1: not known; 2: no. */
int txc_comparison_fit (const txc_selection *selection, const char *people);

/* Does the text contain the word, in capitals or not? */
bool txc_comparison_mentions (const char *text, const char *word);

/* Is the comparison group one on placebo? */
bool txc_comparison_beside_placebo (const txc_shown *shown);

/* The part about the patient and the trials, then the part about a treatment (again for the next one). */
txc_status txc_comparison_begin (const txc_eligibility *eligibility, txc_arena *arena, txc_selection *selection, txc_error **err);
txc_status txc_comparison_about (txc_selection *selection, const txc_treatment *treatment, txc_arena *arena, txc_error **err);

/* The rows that speak of an endpoint or share its row, best first. */
txc_status txc_comparison_select (const txc_selection *selection, const txc_endpoint *endpoint, txc_arena *arena,
                                  txc_comparison_entry *cell, txc_error **err);

/* What an arm beside its comparator, or a contrast, says. */
txc_status txc_comparison_show (const txc_knowledge_base *knowledge_base, const txc_arm *arm, const txc_contrast *contrast,
                                txc_shown *shown, txc_error **err);

txc_status txc_comparison_approval (const txc_eligibility *eligibility, const txc_treatment *treatment, txc_arena *arena,
                                    txc_approval_summary *summary, txc_error **err);

/* The comparison group as the source calls it: "placebo spray + oral antidepressant"; NULL if none. */
const char *txc_comparison_comparator (const txc_shown *shown);

/* "Newcombe 1998 method 10", "as reported by the source", ...; NULL where there is no interval. */
const char *txc_comparison_method (const txc_shown *shown);

#endif
