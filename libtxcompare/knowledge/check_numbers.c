/* SPDX-License-Identifier: Apache-2.0
 *
 * A row against itself: counts, percentages, intervals, units.
 */
#include "knowledge/check.h"

#include <math.h>

/* Room for the last bit of a division. */
static const double slack = 1e-9;

static bool
is_whole (txc_number number)
{
  return floor (number.value) == number.value;
}

static bool
is_percentage (const txc_observation *row)
{
  return row->measure == TXC_MEASURE_PERCENT || row->measure == TXC_MEASURE_EVENTS;
}

static const char *
arm_name (const txc_arm *arm)
{
  return arm->row.arm ? arm->row.arm : "?";
}

static const char *
trial_name (const txc_observation *row)
{
  return row->trial && row->trial->name ? row->trial->name : "?";
}

/* Half of the last decimal that was printed: 14.6 stands for 14.55 to 14.65. */
static double
half_step (const char *printed)
{
  const char *point = strchr (printed, '.');
  double step = 0.5;
  for (size_t i = point ? strlen (point + 1) : 0; i > 0; i--)
    step /= 10;
  return step;
}

static void
check_counts (txc_loader *loader, uint32_t node, const txc_arm *arm)
{
  if (arm->n.known && (!is_whole (arm->n) || arm->n.value < 1))
    txc_loader_error_at (loader, node, "n", "people are counted in whole numbers", "%s people", arm->n.text);
  if (!arm->events.known)
    return;
  if (!is_whole (arm->events) || arm->events.value < 0)
    txc_loader_error_at (loader, node, "events", "people are counted in whole numbers", "%s events", arm->events.text);
  else if (arm->n.known && arm->events.value > arm->n.value)
    txc_loader_error_at (loader, node, "events", NULL, "%s events in %s people (trial %s, arm %s)", arm->events.text,
                         arm->n.text, trial_name (&arm->row), arm_name (arm));
  if (!is_percentage (&arm->row))
    txc_loader_error_at (loader, node, "events", "use measure events or percent", "events of a %s",
                         arm->row.measure == TXC_MEASURE_MEDIAN_TIME ? "time" : "mean");
}

/* The printed decimals decide how far a percentage may be from its counts; a
   count made from the percentage may be off by half a person as well. */
static void
check_percentage (txc_loader *loader, uint32_t node, const txc_arm *arm)
{
  const txc_observation *row = &arm->row;
  if (!row->value.known || !arm->events.known || !arm->n.known || arm->n.value < 1 || arm->events.value > arm->n.value)
    return;
  double exact = 100 * arm->events.value / arm->n.value, given = row->value.value;
  double tolerance = half_step (row->value.text) + slack;
  if (row->provenance.verification == TXC_VERIFICATION_RECONSTRUCTED)
    tolerance += 50 / arm->n.value;
  bool agrees = fabs (exact - given) <= tolerance;
  if (row->operator == TXC_OPERATOR_AT_LEAST)
    agrees = exact >= given - tolerance;
  else if (row->operator == TXC_OPERATOR_LESS)
    agrees = exact < given + tolerance;
  else if (row->operator != TXC_OPERATOR_EQUAL)
    agrees = true;
  if (agrees)
    return;
  txc_decimal shown = { 0 };
  txc_buffer text = { 0 };
  if (txc_decimal_from_double (exact, &shown))
    txc_decimal_print (txc_decimal_round (shown, 2), 0, &text);
  txc_loader_error_at (loader, node, "value", "correct the percentage, the count or the number of people",
                       "%s %%, but %s of %s are %s %%", row->value.text, arm->events.text, arm->n.text,
                       txc_buffer_string (&text));
  txc_buffer_release (&text);
}

/* A number outside what its measure can be. */
static void
check_bounds (txc_loader *loader, uint32_t node, const char *key, txc_number number,
              double least, double most, const char *what)
{
  if (number.known && (number.value < least || number.value > most))
    txc_loader_error_at (loader, node, key, NULL, "%s is no %s", number.text, what);
}

static void
check_interval (txc_loader *loader, uint32_t node, const txc_observation *row, const char *value_key)
{
  if (row->low.known != row->high.known && row->operator == TXC_OPERATOR_RANGE)
    txc_loader_error_at (loader, node, row->low.known ? "low" : "high", "give both", "a range with one end");
  if (!row->low.known || !row->high.known) {
    if (row->operator == TXC_OPERATOR_RANGE && !row->low.known && !row->high.known)
      txc_loader_error_at (loader, node, "operator", "give low and high", "a range without its ends");
    return;
  }
  if (row->low.value > row->high.value)
    txc_loader_error_at (loader, node, "low", "are they swapped?", "low %s is above high %s", row->low.text,
                         row->high.text);
  else if (row->value.known && (row->value.value < row->low.value || row->value.value > row->high.value))
    txc_loader_error_at (loader, node, value_key, NULL, "the interval %s to %s misses its estimate %s", row->low.text,
                         row->high.text, row->value.text);
}

static void
check_mean (txc_loader *loader, uint32_t node, const txc_arm *arm)
{
  const txc_observation *row = &arm->row;
  const txc_instrument *instrument = row->endpoint ? row->endpoint->instrument : NULL;
  if (row->measure == TXC_MEASURE_MEAN && instrument && instrument->has_range)
    check_bounds (loader, node, "value", row->value, txc_decimal_to_double (instrument->low),
                  txc_decimal_to_double (instrument->high), "score of its instrument");
  if (row->measure == TXC_MEASURE_MEDIAN_TIME && !row->unit)
    txc_loader_error_at (loader, node, "measure", "add `unit`: day, week", "a time without a unit");
  if (arm->spread.known && arm->spread.value < 0)
    txc_loader_error_at (loader, node, "spread", NULL, "a spread below 0");
  if (arm->spread.known && !txc_tree_find (loader->tree, node, "spread_kind"))
    txc_loader_error_at (loader, node, "spread", "add `spread_kind`: sd or se", "the spread of what?");
}

/* Something must have been counted or measured. */
static void
check_content (txc_loader *loader, uint32_t node, const txc_arm *arm)
{
  const txc_observation *row = &arm->row;
  bool range = row->operator == TXC_OPERATOR_RANGE && row->low.known && row->high.known;
  bool counted = is_percentage (row) && arm->events.known && arm->n.known;
  if (row->measure == TXC_MEASURE_EVENTS && !arm->events.known)
    txc_loader_error_at (loader, node, "measure", "with only a percentage, say percent", "no events were entered");
  else if (!row->value.known && !range && !counted && !arm->events.known)
    txc_loader_error_at (loader, node, "measure", "enter `value`, or leave the row out", "the row has no number");
}

void
txc_check_arm (txc_loader *loader, uint32_t node, const txc_arm *arm)
{
  const txc_observation *row = &arm->row;
  check_counts (loader, node, arm);
  check_content (loader, node, arm);
  check_interval (loader, node, row, "value");
  if (is_percentage (row)) {
    check_percentage (loader, node, arm);
    check_bounds (loader, node, "value", row->value, 0, 100, "percentage");
    check_bounds (loader, node, "low", row->low, 0, 100, "percentage");
    check_bounds (loader, node, "high", row->high, 0, 100, "percentage");
    if (row->unit && strcmp (row->unit, "%") != 0)
      txc_loader_error_at (loader, node, "unit", "leave it out: %", "a percentage in '%s'", row->unit);
  } else {
    check_mean (loader, node, arm);
  }
  if (arm->comparator_name && row->arm && strcmp (arm->comparator_name, row->arm) == 0)
    txc_loader_error_at (loader, node, "comparator", "a comparator's own rows leave it out",
                         "arm '%s' beside itself", row->arm);
  if (row->trial && row->trial->kind == TXC_TRIAL_EXPOSURE && (row->treatment || row->treatment_class))
    txc_loader_error_at (loader, node, "treatment", "leave the treatment out",
                         "people of an exposure were not treated");
}

/* ---- contrasts -------------------------------------------------------------------- */

static bool
is_ratio (txc_measure measure)
{
  return measure == TXC_MEASURE_RISK_RATIO || measure == TXC_MEASURE_ODDS_RATIO || measure == TXC_MEASURE_HAZARD_RATIO;
}

/* Is it above 0? */
static bool
check_ratio (txc_loader *loader, uint32_t node, const char *key, txc_number number)
{
  if (number.known && number.value <= 0)
    txc_loader_error_at (loader, node, key, "is it a difference?", "a ratio of %s", number.text);
  return !number.known || number.value > 0;
}

static void
check_estimate (txc_loader *loader, uint32_t node, const txc_observation *row)
{
  bool interval = row->low.known && row->high.known, good = true;
  if (!row->value.known && !interval && row->operator != TXC_OPERATOR_RANGE)
    txc_loader_error_at (loader, node, "measure", "with words only, use measure finding", "no estimate was entered");
  if (is_ratio (row->measure)) {
    good &= check_ratio (loader, node, "estimate", row->value);
    good &= check_ratio (loader, node, "low", row->low);
    good &= check_ratio (loader, node, "high", row->high);
  }
  if (good)
    check_interval (loader, node, row, "estimate");
}

void
txc_check_contrast (txc_loader *loader, uint32_t node, const txc_contrast *contrast)
{
  const txc_observation *row = &contrast->row;
  bool finding = row->measure == TXC_MEASURE_FINDING;
  if (!finding)
    check_estimate (loader, node, row);
  else if (!contrast->finding && !txc_tree_find (loader->tree, node, "finding"))
    txc_loader_error_at (loader, node, "measure", "add `finding`: no difference, favours treatment, ...",
                         "a finding without what was found");
  if (!contrast->comparator && !contrast->comparator_class && !contrast->comparator_text
      && !txc_tree_find (loader->tree, node, "comparator"))
    txc_loader_error_at (loader, node, "id", "add `comparator` or `comparator_text`", "compared with what?");
  if (contrast->comparator && contrast->comparator == row->treatment && !contrast->treatment_arm)
    txc_loader_error_at (loader, node, "comparator", "name the arms if they are two doses",
                         "a treatment compared with itself");
}
