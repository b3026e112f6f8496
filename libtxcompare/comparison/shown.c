/* SPDX-License-Identifier: Apache-2.0
 *
 * One row of numbers: what may be said of it, and what may not.
 */
#include "comparison/comparison.h"

#include <math.h>

#include "base/error.h"

static bool
same (const char *a, const char *b)
{
  return a == b || (a && b && strcmp (a, b) == 0);
}

/* Digits behind the point, as the source printed the number. */
static int
places_of (const char *text)
{
  const char *point = text ? strchr (text, '.') : NULL;
  int places = 0;
  for (const char *digit = point ? point + 1 : ""; *digit >= '0' && *digit <= '9'; digit++)
    places++;
  return places;
}

static txc_evidence_bound
bound_of (txc_operator operator)
{
  switch (operator) {
  case TXC_OPERATOR_AT_LEAST:
    return TXC_EVIDENCE_AT_LEAST;
  case TXC_OPERATOR_LESS:
    return TXC_EVIDENCE_BELOW;
  case TXC_OPERATOR_ABOUT:
    return TXC_EVIDENCE_ABOUT;
  case TXC_OPERATOR_RANGE:
    return TXC_EVIDENCE_RANGE;
  default:
    return TXC_EVIDENCE_EXACT;
  }
}

static bool
counts_people (const txc_observation *row)
{
  return row->measure == TXC_MEASURE_EVENTS || row->measure == TXC_MEASURE_PERCENT;
}

static txc_evidence_arm
evidence_of (const txc_arm *arm)
{
  const txc_observation *row = &arm->row;
  txc_evidence_arm result = {
    .has_events = arm->events.known,
    .has_n = arm->n.known,
    .events = arm->events.value,
    .n = arm->n.value,
    .bound = bound_of (row->operator),
  };
  bool range = row->operator == TXC_OPERATOR_RANGE && row->low.known && row->high.known;
  const txc_number *percent = range ? &row->low : &row->value;
  result.has_percent = percent->known;
  result.percent = percent->value;
  result.percent_high = range ? row->high.value : percent->value;
  result.places = places_of (percent->text);
  return result;
}

static txc_no_difference
why_no_difference (const txc_shown *shown)
{
  const txc_trial *trial = shown->row->trial;
  if (!shown->comparator)
    return TXC_NO_COMPARATOR;
  if (!counts_people (shown->row) || !counts_people (&shown->comparator->row))
    return TXC_NOT_COUNTED;
  if (trial->design == TXC_DESIGN_CROSSOVER)
    return TXC_CROSSOVER;
  if (trial->design != TXC_DESIGN_RANDOMISED_DOUBLE_BLIND && trial->design != TXC_DESIGN_RANDOMISED_OPEN
      && trial->design != TXC_DESIGN_RANDOMISED_WITHDRAWAL)
    return TXC_NOT_RANDOMISED;
  if (trial->kind != TXC_TRIAL_TRIAL && trial->kind != TXC_TRIAL_POOLED && trial->kind != TXC_TRIAL_LABEL_TABLE)
    return TXC_SUMMED;
  return TXC_DIFFERENCE_GIVEN;
}

static bool
is_ratio (txc_measure measure)
{
  return measure == TXC_MEASURE_RISK_RATIO || measure == TXC_MEASURE_ODDS_RATIO || measure == TXC_MEASURE_HAZARD_RATIO;
}

/* Does the comparison leave open which group did better? */
static bool
tells_nothing (const txc_shown *shown)
{
  const txc_contrast *contrast = shown->contrast;
  if (contrast && contrast->finding)
    return strcmp (contrast->finding, "no difference") == 0 || strcmp (contrast->finding, "not significant") == 0;
  if (contrast && contrast->row.low.known && contrast->row.high.known) {
    double none = is_ratio (contrast->row.measure) ? 1 : 0;
    return contrast->row.low.value <= none && contrast->row.high.value >= none;
  }
  return shown->difference.known && shown->difference.method != TXC_EVIDENCE_NO_INTERVAL
         && shown->difference.interval.low <= 0 && shown->difference.interval.high >= 0;
}

/* The contrast that a source reports of an arm and its comparator; NULL. */
static const txc_contrast *
reported (const txc_knowledge_base *base, const txc_arm *arm)
{
  const txc_observation *row = &arm->row;
  /* Without a group beside it an arm is not one side of the comparison that a contrast speaks of. */
  if (!arm->comparator_name)
    return NULL;
  for (size_t i = 0; i < base->contrasts_count; i++) {
    const txc_contrast *contrast = &base->contrasts[i];
    const txc_observation *other = &contrast->row;
    if (other->trial != row->trial || other->endpoint != row->endpoint || other->treatment != row->treatment
        || other->treatment_class != row->treatment_class || !same (other->timepoint, row->timepoint)
        || !same (other->subgroup, row->subgroup) || !same (other->phase, row->phase))
      continue;
    if (contrast->treatment_arm && !same (contrast->treatment_arm, row->arm))
      continue;
    if (contrast->comparator_arm && !same (contrast->comparator_arm, arm->comparator_name))
      continue;
    return contrast;
  }
  return NULL;
}

static bool
is_of_many_trials (const txc_trial *trial)
{
  return trial->kind == TXC_TRIAL_NETWORK_META_ANALYSIS || trial->kind == TXC_TRIAL_META_ANALYSIS;
}

/* The placebo group that a ratio may be applied to; NULL. */
static const txc_arm *
find_baseline (const txc_knowledge_base *base, const txc_contrast *contrast)
{
  const txc_arm *best = NULL;
  for (size_t i = 0; i < base->arms_count; i++) {
    const txc_arm *arm = &base->arms[i];
    const txc_observation *row = &arm->row;
    if (row->endpoint != contrast->row.endpoint || !row->treatment || row->treatment->kind != TXC_TREATMENT_PLACEBO
        || row->operator != TXC_OPERATOR_EQUAL || !arm->events.known || !arm->n.known || arm->events.value <= 0
        || arm->events.value >= arm->n.value || row->subgroup || !same (row->timepoint, contrast->row.timepoint)
        || !is_of_many_trials (row->trial))
      continue;
    if (row->trial == contrast->row.trial)
      return arm;
    if (!best || arm->n.value > best->n.value)
      best = arm;
  }
  return best;
}

/* "47 | 37": what a ratio against placebo means beside a stated baseline. */
static txc_status
apply_ratio (const txc_knowledge_base *base, txc_shown *shown)
{
  const txc_contrast *contrast = shown->contrast;
  const txc_observation *row = &contrast->row;
  bool odds = row->measure == TXC_MEASURE_ODDS_RATIO;
  if ((!odds && row->measure != TXC_MEASURE_RISK_RATIO) || row->operator != TXC_OPERATOR_EQUAL || !row->value.known
      || !contrast->comparator || contrast->comparator->kind != TXC_TREATMENT_PLACEBO || row->subgroup)
    return TXC_OK;
  shown->baseline = find_baseline (base, contrast);
  if (!shown->baseline)
    return TXC_OK;
  shown->comparator_arm = evidence_of (shown->baseline);
  txc_status status = txc_evidence_risk (&shown->comparator_arm, TXC_COMPARISON_LEVEL, &shown->comparator_risk);
  if (status != TXC_OK)
    return status;
  bool interval = row->low.known && row->high.known && fabs (contrast->level - TXC_COMPARISON_LEVEL) < 1e-9;
  txc_evidence_interval ends = { row->low.value, row->high.value };
  shown->no_difference = TXC_DIFFERENCE_GIVEN;
  return txc_evidence_apply_ratio (shown->comparator_risk.value, odds ? TXC_EVIDENCE_ODDS_RATIO : TXC_EVIDENCE_RISK_RATIO,
                                   row->value.value, interval ? &ends : NULL, &shown->treated_risk, &shown->difference);
}

txc_status
txc_comparison_show (const txc_knowledge_base *base, const txc_arm *arm, const txc_contrast *contrast, txc_shown *shown,
                     txc_error **err)
{
  *shown = (txc_shown){ .treated = arm, .contrast = contrast, .row = arm ? &arm->row : &contrast->row,
                        .no_difference = TXC_NOT_COUNTED };
  shown->of_class = !shown->row->treatment;
  txc_status status = TXC_OK;
  if (arm) {
    shown->comparator = arm->comparator;
    if (!contrast)
      shown->contrast = reported (base, arm);
    shown->no_difference = why_no_difference (shown);
  }
  if (!arm)
    status = apply_ratio (base, shown);
  if (arm && counts_people (&arm->row)) {
    shown->treated_arm = evidence_of (arm);
    status = txc_evidence_risk (&shown->treated_arm, TXC_COMPARISON_LEVEL, &shown->treated_risk);
  }
  if (status == TXC_OK && shown->comparator && counts_people (&shown->comparator->row)) {
    shown->comparator_arm = evidence_of (shown->comparator);
    status = txc_evidence_risk (&shown->comparator_arm, TXC_COMPARISON_LEVEL, &shown->comparator_risk);
  }
  if (status == TXC_OK && arm && shown->no_difference == TXC_DIFFERENCE_GIVEN) {
    status = txc_evidence_difference (&shown->treated_arm, &shown->comparator_arm, true, TXC_COMPARISON_LEVEL, &shown->difference);
    if (status == TXC_OK && !shown->difference.known)
      shown->no_difference = TXC_NOT_EXACT;
  }
  if (status != TXC_OK)
    return txc_error_set (err, TXC_INVALID_DATA, NULL, "row %s of the knowledge base has impossible counts", shown->row->id);
  shown->missed = tells_nothing (shown);
  return TXC_OK;
}

const char *
txc_comparison_comparator (const txc_shown *shown)
{
  if (shown->treated)
    return shown->treated->comparator_name;
  const txc_contrast *contrast = shown->contrast;
  if (contrast->comparator_text)
    return contrast->comparator_text;
  if (contrast->comparator)
    return contrast->comparator->name;
  return contrast->comparator_class ? contrast->comparator_class->name : NULL;
}

const char *
txc_comparison_method (const txc_shown *shown)
{
  switch (shown->difference.method) {
  case TXC_EVIDENCE_FROM_COUNTS:
    return "Newcombe 1998 method 10";
  case TXC_EVIDENCE_FROM_PERCENTAGES:
    return "Newcombe 1998 method 10, widened for the rounding of the percentages";
  case TXC_EVIDENCE_FROM_RATIO:
    return "computed: a stated baseline and the ratio's interval";
  default:
    return shown->contrast && shown->contrast->row.low.known ? "as reported by the source" : NULL;
  }
}
