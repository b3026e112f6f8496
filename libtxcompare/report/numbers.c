/* SPDX-License-Identifier: Apache-2.0
 *
 * What happened to 100 people: every number beside its own comparator, and
 * nothing across columns.
 */
#include "report/report.h"

#include <math.h>

#include "base/number.h"

enum { OUTCOMES_ON_FIRST_SCREEN = 4, EFFECTS_ON_FIRST_SCREEN = 9, SERIOUS_ON_FIRST_SCREEN = 1 };

/* ---- one number --------------------------------------------------------------------- */

static const char *
bound_word (txc_operator operator)
{
  switch (operator) {
  case TXC_OPERATOR_AT_LEAST:
    return "at least ";
  case TXC_OPERATOR_LESS:
    return "below ";
  case TXC_OPERATOR_ABOUT:
    return "about ";
  default:
    return "";
  }
}

static void
add_arm (txc_buffer *out, const txc_arm *arm, const txc_evidence_estimate *risk)
{
  const txc_observation *row = &arm->row;
  bool people = row->measure == TXC_MEASURE_EVENTS || row->measure == TXC_MEASURE_PERCENT;
  txc_buffer_add (out, bound_word (row->operator));
  if (row->operator == TXC_OPERATOR_RANGE && row->low.known && row->high.known) {
    txc_report_add_number (out, &row->low);
    txc_buffer_add (out, " to ");
    txc_report_add_number (out, &row->high);
  } else if (people && row->operator == TXC_OPERATOR_EQUAL && risk->known) {
    txc_report_add_per_100 (out, txc_number_per_100 (risk->value));
  } else if (people && arm->events.known && !row->value.known) {
    /* Counted, but out of how many is not said. */
    if (arm->events.value > 0)
      txc_report_add_number (out, &arm->events);
    txc_buffer_add (out, arm->events.value > 0 ? " people" : "nobody");
  } else {
    txc_report_add_number (out, &row->value);
  }
}

static const char *
unit_of (const txc_observation *row)
{
  if (row->measure == TXC_MEASURE_EVENTS || row->measure == TXC_MEASURE_PERCENT)
    return NULL;
  if (row->measure == TXC_MEASURE_MEDIAN_TIME && row->unit)
    return strcmp (row->unit, "day") == 0 ? "days" : row->unit;
  return row->unit ? row->unit : row->measure == TXC_MEASURE_MEAN || row->measure == TXC_MEASURE_MEAN_CHANGE ? "points" : NULL;
}

static const char *
measure_name (txc_measure measure)
{
  switch (measure) {
  case TXC_MEASURE_RISK_RATIO:
    return "risk ratio ";
  case TXC_MEASURE_ODDS_RATIO:
    return "odds ratio ";
  case TXC_MEASURE_HAZARD_RATIO:
    return "hazard ratio ";
  case TXC_MEASURE_MEAN_DIFFERENCE:
    return "mean difference ";
  case TXC_MEASURE_STANDARDISED_MEAN_DIFFERENCE:
    return "standardised difference ";
  case TXC_MEASURE_RISK_DIFFERENCE:
  case TXC_MEASURE_RATE_DIFFERENCE:
    return "difference ";
  default:
    return "";
  }
}

static bool
looks_like_zero (double per_100)
{
  return fabs (per_100) > 0 && fabs (per_100) < 0.5;
}

int
txc_report_places (txc_evidence_interval interval)
{
  double low = txc_number_per_100 (interval.low), high = txc_number_per_100 (interval.high);
  double widest = fmax (fabs (low), fabs (high));
  if (widest >= 0.95 && (looks_like_zero (low) || looks_like_zero (high)))
    return 1;
  return widest >= 0.95 || widest <= 0 ? 0 : widest >= 0.05 ? 1 : 2;
}

/* "+11 (8-14)" */
static void
add_difference (txc_buffer *out, const txc_evidence_estimate *difference)
{
  txc_report_add_difference (out, txc_number_per_100 (difference->value));
  if (difference->method == TXC_EVIDENCE_NO_INTERVAL)
    return;
  txc_buffer_add_char (out, ' ');
  txc_report_add_interval (out, txc_number_per_100 (difference->interval.low), txc_number_per_100 (difference->interval.high),
                           txc_report_places (difference->interval));
}

/* "hazard ratio 0.49 (0.29-0.84)": as the source has it, and what it is. */
static void
add_contrast (txc_buffer *out, const txc_contrast *contrast)
{
  const txc_observation *row = &contrast->row;
  if (row->measure == TXC_MEASURE_FINDING || !row->value.known) {
    txc_buffer_add (out, contrast->finding ? contrast->finding : "no number given");
    return;
  }
  txc_buffer_add (out, measure_name (row->measure));
  txc_buffer_add (out, bound_word (row->operator));
  txc_report_add_number (out, &row->value);
  if (row->unit)
    txc_buffer_printf (out, " %s", row->unit);
  if (row->low.known && row->high.known) {
    txc_buffer_add (out, "\n(");
    txc_report_add_number (out, &row->low);
    txc_buffer_add (out, row->low.value < 0 || row->high.value < 0 ? " to " : "-");
    txc_report_add_number (out, &row->high);
    txc_buffer_add_char (out, ')');
  }
}

/* What must be known at once: another active treatment beside it, or a number of the whole class. */
static void
add_remarks (txc_buffer *out, const txc_shown *shown)
{
  const char *comparator = txc_comparison_comparator (shown);
  if (comparator && !txc_comparison_beside_placebo (shown) && !strstr (comparator, "saline"))
    txc_buffer_printf (out, "\nbeside %s", comparator);
  if (shown->of_class)
    txc_buffer_add (out, "\nas a class");
}

/* A ratio applied to a stated baseline, or standing with its name. */
static void
add_contrast_alone (txc_buffer *out, const txc_shown *shown)
{
  if (!shown->baseline) {
    add_contrast (out, shown->contrast);
    return;
  }
  txc_report_add_per_100 (out, txc_number_per_100 (shown->treated_risk.value));
  txc_buffer_add (out, " | ");
  txc_report_add_per_100 (out, txc_number_per_100 (shown->comparator_risk.value));
  txc_buffer_add_char (out, '\n');
  add_difference (out, &shown->difference);
}

void
txc_report_add_shown (txc_buffer *out, const txc_shown *shown)
{
  if (!shown->treated) {
    add_contrast_alone (out, shown);
    add_remarks (out, shown);
    return;
  }
  add_arm (out, shown->treated, &shown->treated_risk);
  if (shown->comparator) {
    txc_buffer_add (out, " | ");
    add_arm (out, shown->comparator, &shown->comparator_risk);
  }
  if (unit_of (shown->row))
    txc_buffer_printf (out, " %s", unit_of (shown->row));
  if (shown->difference.known) {
    txc_buffer_add_char (out, '\n');
    add_difference (out, &shown->difference);
  } else if (shown->contrast) {
    txc_buffer_add_char (out, '\n');
    add_contrast (out, shown->contrast);
  }
  add_remarks (out, shown);
}

void
txc_report_add_baseline (txc_buffer *out, const txc_shown *shown)
{
  txc_buffer_add (out, "baseline ");
  txc_report_add_per_100 (out, txc_number_per_100 (shown->comparator_risk.value));
  txc_buffer_printf (out, " of 100 on placebo (");
  txc_report_add_number (out, &shown->baseline->events);
  txc_buffer_add (out, " of ");
  txc_report_add_number (out, &shown->baseline->n);
  txc_buffer_printf (out, ", %s), ", shown->baseline->row.trial->name);
  size_t before = out->length;
  add_contrast (out, shown->contrast);
  for (size_t i = before; i < out->length; i++)
    if (out->data[i] == '\n')
      out->data[i] = ' ';
}

const char *
txc_report_no_difference (const txc_shown *shown)
{
  switch (shown->no_difference) {
  case TXC_NO_COMPARATOR:
    if (shown->treated && shown->treated->comparator_name)
      return "the comparison group has no number";
    /* A trial with groups had something beside it, whether or not its number was found. */
    return shown->row->trial->design == TXC_DESIGN_RANDOMISED_DOUBLE_BLIND || shown->row->trial->design == TXC_DESIGN_RANDOMISED_OPEN
               || shown->row->trial->design == TXC_DESIGN_CROSSOVER
             ? "no number of a comparison group is entered"
             : "nothing to compare with";
  case TXC_NOT_RANDOMISED:
    return "not randomised: no difference is given";
  case TXC_CROSSOVER:
    return "the same people in both groups: no difference is given";
  case TXC_SUMMED:
    return "added up over trials: no difference is given";
  case TXC_NOT_EXACT:
    if (!shown->treated_risk.known || !shown->comparator_risk.known)
      return "how many people one group had is not given: no difference is given";
    return "not an exact number: no difference is given";
  default:
    return NULL;
  }
}

void
txc_report_add_setting (txc_buffer *out, const txc_shown *shown)
{
  const txc_observation *row = shown->row;
  const txc_trial *trial = row->trial;
  const char *comparator = txc_comparison_comparator (shown), *no_difference = txc_report_no_difference (shown);
  txc_buffer_add (out, trial->name);
  if (row->endpoint->kind == TXC_ENDPOINT_OUTCOME)
    txc_buffer_printf (out, "; %s", row->endpoint->name);
  if (trial->population)
    txc_buffer_printf (out, "; %s", trial->population);
  if (row->subgroup)
    txc_buffer_printf (out, " (%s)", row->subgroup);
  if (row->regimen)
    txc_buffer_printf (out, "; %s", row->regimen);
  if (row->timepoint)
    txc_buffer_printf (out, "; at %s", row->timepoint);
  else if (trial->weeks)
    txc_buffer_printf (out, "; %s weeks", trial->weeks);
  if (row->phase && strcmp (row->phase, "on-treatment") != 0)
    txc_buffer_printf (out, "; %s", strcmp (row->phase, "after-stopping") == 0 ? "after stopping" : row->phase);
  if (comparator)
    txc_buffer_printf (out, "; beside %s", comparator);
  if (trial->background)
    txc_buffer_printf (out, "; both: %s", trial->background);
  if (trial->design != TXC_DESIGN_RANDOMISED_DOUBLE_BLIND)
    txc_buffer_printf (out, "; %s", txc_design_text (trial->design));
  if (shown->of_class && row->treatment_class)
    txc_buffer_printf (out, "; said of the class: %s", row->treatment_class->name);
  if (no_difference)
    txc_buffer_printf (out, "; %s", no_difference);
  if (shown->baseline) {
    txc_buffer_add (out, "; computed: ");
    txc_report_add_baseline (out, shown);
  }
}

/* ---- one cell -------------------------------------------------------------------------- */

static void
add_measurement (txc_measurement *measurement, const char *name, const txc_evidence_estimate *estimate,
                 const txc_evidence_arm *arm, const char *method)
{
  *measurement = (txc_measurement){ .name = name, .unit = "per 100", .has_value = estimate->known,
                                    .value = txc_number_per_100 (estimate->value), .level = TXC_COMPARISON_LEVEL };
  if (arm && arm->bound != TXC_EVIDENCE_EXACT)
    measurement->bound = txc_bound_text (txc_comparison_bound (arm));
  if (arm && arm->has_events && arm->has_n) {
    measurement->has_count = true;
    measurement->events = arm->events;
    measurement->n = arm->n;
  }
  if (!arm && estimate->method != TXC_EVIDENCE_NO_INTERVAL) {
    measurement->has_interval = true;
    measurement->low = txc_number_per_100 (estimate->interval.low);
    measurement->high = txc_number_per_100 (estimate->interval.high);
    measurement->method = method;
  }
}

static void
add_measurements (txc_reporter *reporter, const txc_shown *shown, txc_cell *cell)
{
  txc_measurement *list = txc_arena_array (&reporter->page->arena, 3, sizeof *list);
  size_t count = 0;
  if (!list) {
    reporter->failed = true;
    return;
  }
  if (shown->treated_risk.known)
    add_measurement (&list[count++], "treated", &shown->treated_risk, &shown->treated_arm, NULL);
  if (shown->comparator_risk.known)
    add_measurement (&list[count++], "comparator", &shown->comparator_risk, &shown->comparator_arm, NULL);
  if (shown->difference.known)
    add_measurement (&list[count++], "difference", &shown->difference, NULL, txc_comparison_method (shown));
  cell->measurements = list;
  cell->measurement_count = count;
}

void
txc_report_fill_cell (txc_reporter *reporter, const txc_comparison_entry *entry, txc_cell *cell)
{
  if (entry->state != TXC_CELL_NUMBERS) {
    cell->blank = entry->state == TXC_CELL_BELOW_CUT_OFF ? TXC_BLANK_BELOW_CUT_OFF
                  : entry->state == TXC_CELL_NOT_REPORTED ? TXC_BLANK_NOT_REPORTED
                                                          : TXC_BLANK_NOT_ENTERED;
    return;
  }
  const txc_shown *shown = &entry->shown[0];
  txc_buffer text = { 0 }, note = { 0 };
  txc_report_add_shown (&text, shown);
  txc_report_add_setting (&note, shown);
  cell->text = txc_report_keep (reporter, &text);
  cell->note = txc_report_keep (reporter, &note);
  const txc_arm *other = shown->comparator ? shown->comparator : shown->baseline;
  const txc_provenance *provenances[2] = { &shown->row->provenance, other ? &other->row.provenance : NULL };
  txc_citation_marks marks = txc_report_cite_all (reporter, provenances, other ? 2 : 1);
  cell->sources = marks.sources;
  cell->source_count = marks.count;
  cell->mark = marks.mark;
  if (shown->difference.method == TXC_EVIDENCE_FROM_PERCENTAGES)
    cell->mark = marks.mark ? txc_report_say (reporter, "%s w", marks.mark) : "w";
  if (shown->baseline)
    cell->mark = marks.mark && strcmp (marks.mark, "c") != 0 ? txc_report_say (reporter, "%s c", marks.mark) : "c";
  add_measurements (reporter, shown, cell);
}

/* ---- the section -------------------------------------------------------------------------- */

/* How much a row has to show: people counted say more than ratios. */
static size_t
weight_of (const txc_comparison *comparison, size_t row)
{
  size_t weight = 0;
  for (size_t c = 0; c < comparison->eligibility->count; c++) {
    const txc_comparison_entry *entry = &comparison->rows[row].cells[c];
    if (entry->shown_count > 0)
      weight += entry->shown[0].difference.known ? 4 : entry->shown[0].treated_risk.known ? 3 : 2;
  }
  return weight;
}

/* Takes the rows with most to show, the earlier first, until there are `most`. */
static void
take_rows (const txc_comparison *comparison, size_t from, size_t to, size_t most, bool serious, bool *chosen)
{
  for (size_t taken = 0; taken < most; taken++) {
    size_t best = to, best_weight = 0;
    for (size_t i = from; i < to; i++) {
      size_t weight = weight_of (comparison, i);
      if (!chosen[i] && weight > best_weight && (!serious || comparison->rows[i].endpoint->serious)) {
        best = i;
        best_weight = weight;
      }
    }
    if (best < to)
      chosen[best] = true;
  }
}

/* Columns with a number of their own, not only of their class. */
static size_t
own_numbers (const txc_comparison *comparison, size_t row)
{
  size_t count = 0;
  for (size_t c = 0; c < comparison->eligibility->count; c++)
    count += comparison->rows[row].cells[c].shown_count > 0 && !comparison->rows[row].cells[c].shown[0].of_class;
  return count;
}

/* The side effect of a treatment that differs most from its own comparison
   group, or is most frequent where no difference is known; `rows` if none is left. */
static size_t
most_marked (const txc_comparison *comparison, size_t column, size_t least_filled, bool beside_own, const bool *chosen)
{
  size_t best = comparison->row_count;
  double most = 0;
  for (size_t i = comparison->outcome_count; i < comparison->row_count; i++) {
    const txc_comparison_entry *entry = &comparison->rows[i].cells[column];
    if (chosen[i] || entry->shown_count == 0 || entry->shown[0].of_class || own_numbers (comparison, i) < least_filled)
      continue;
    const txc_shown *shown = &entry->shown[0];
    if (beside_own && !shown->difference.known)
      continue;
    /* What has nothing beside it is only partly due to the treatment. */
    double size = shown->difference.known ? fabs (shown->difference.value) : shown->treated_risk.known ? shown->treated_risk.value / 4 : 0;
    if (size > most) {
      most = size;
      best = i;
    }
  }
  return best;
}

static bool
take_most_marked (const txc_comparison *comparison, size_t column, size_t least_filled, bool beside_own, bool *chosen)
{
  size_t row = most_marked (comparison, column, least_filled, beside_own, chosen);
  if (row < comparison->row_count)
    chosen[row] = true;
  return row < comparison->row_count;
}

/* Which rows stand on the first screen: outcomes with most to show; of side
   effects, one treatment after the other, what marks it most; and some room for
   what is serious. */
static void
choose_rows (txc_reporter *reporter, const txc_comparison *comparison, bool *chosen)
{
  size_t outcomes = comparison->outcome_count, rows = comparison->row_count, columns = comparison->eligibility->count;
  for (size_t i = 0; i < rows; i++)
    chosen[i] = reporter->all;
  if (reporter->all)
    return;
  take_rows (comparison, 0, outcomes, OUTCOMES_ON_FIRST_SCREEN, false, chosen);
  take_rows (comparison, outcomes, rows, SERIOUS_ON_FIRST_SCREEN, true, chosen);
  /* First what marks each most beside its own group, then what several have in
     common, then what only one has. */
  size_t taken = 0;
  for (size_t c = 0; c < 2 * columns && taken < EFFECTS_ON_FIRST_SCREEN; c++)
    taken += take_most_marked (comparison, c % columns, 1, true, chosen);
  for (size_t least = 2; least > 0; least--)
    for (size_t idle = 0, c = 0; taken < EFFECTS_ON_FIRST_SCREEN && idle < columns; c = (c + 1) % columns) {
      bool took = take_most_marked (comparison, c, least, false, chosen);
      idle = took ? 0 : idle + 1;
      taken += took;
    }
}

static void
add_rows (txc_reporter *reporter, const txc_comparison *comparison, size_t from, size_t to, const bool *chosen, txc_row **row)
{
  for (size_t i = from; i < to; i++) {
    if (!chosen[i])
      continue;
    const txc_comparison_row *source = &comparison->rows[i];
    (*row)->key = source->endpoint->id;
    (*row)->head = source->endpoint->plain ? source->endpoint->plain : source->endpoint->name;
    for (size_t c = 0; c < comparison->eligibility->count; c++)
      txc_report_fill_cell (reporter, &source->cells[c], &(*row)->cells[c]);
    (*row)++;
  }
}

static size_t
count_chosen (const bool *chosen, size_t from, size_t to)
{
  size_t count = 0;
  for (size_t i = from; i < to; i++)
    count += chosen[i];
  return count;
}

/* What stands against the numbers shown, so that the choice of one trial hides nothing. */
static void
add_against (txc_reporter *reporter, const txc_comparison *comparison, const bool *chosen, txc_report_list *list)
{
  for (size_t c = 0; c < comparison->eligibility->count; c++) {
    txc_buffer text = { 0 };
    for (size_t i = 0; i < comparison->outcome_count; i++) {
      const txc_comparison_entry *entry = &comparison->rows[i].cells[c];
      const txc_endpoint *endpoint = comparison->rows[i].endpoint;
      if (entry->missed_count > 0 && chosen[i])
        txc_buffer_printf (&text, "%s%s %zu", text.length ? ", " : "other trials did not tell the groups apart: ",
                           endpoint->plain ? endpoint->plain : endpoint->name, entry->missed_count);
    }
    if (text.length == 0)
      continue;
    if (!reporter->all)
      txc_buffer_printf (&text, " (%s)", txc_report_hint (reporter, TXC_HINT_ALL));
    const char *name = txc_treatment_short_name (comparison->eligibility->verdicts[c].treatment);
    txc_report_entry (reporter, list, txc_report_say (reporter, "against %s", name), NULL, txc_report_keep (reporter, &text));
  }
}

/* Every other row that speaks of the same thing. */
static void
add_others (txc_reporter *reporter, const txc_comparison *comparison, txc_report_list *list)
{
  for (size_t i = 0; i < comparison->row_count; i++)
    for (size_t c = 0; c < comparison->eligibility->count; c++) {
      const txc_comparison_entry *entry = &comparison->rows[i].cells[c];
      for (size_t k = 1; k < entry->shown_count; k++) {
        const txc_shown *shown = &entry->shown[k];
        txc_buffer text = { 0 };
        txc_report_add_shown (&text, shown);
        for (size_t at = 0; at < text.length; at++)
          if (text.data[at] == '\n')
            text.data[at] = ' ';
        txc_buffer_add (&text, "; ");
        txc_report_add_setting (&text, shown);
        txc_buffer_add (&text, shown->pooled_elsewhere ? "; contained in a pooled row" : "");
        txc_report_cited_entry (reporter, list,
                                txc_report_say (reporter, "%s: %s", txc_treatment_short_name (comparison->eligibility->verdicts[c].treatment),
                                                comparison->rows[i].endpoint->plain ? comparison->rows[i].endpoint->plain
                                                                                    : comparison->rows[i].endpoint->name),
                                txc_report_keep (reporter, &text), &shown->row->provenance);
      }
    }
}

/* One grid: the rows from `from` to `to` that were chosen. */
static void
add_grid (txc_reporter *reporter, const txc_comparison *comparison, txc_section *section, const char *title, size_t from,
          size_t to, const bool *chosen)
{
  size_t count = comparison->eligibility->count, rows = count_chosen (chosen, from, to);
  if (reporter->failed || rows == 0)
    return;
  txc_column *columns = txc_arena_array (&reporter->page->arena, count, sizeof *columns);
  for (size_t c = 0; columns && c < count; c++) {
    const txc_treatment *treatment = comparison->eligibility->verdicts[c].treatment;
    columns[c] = (txc_column){ treatment->id, txc_treatment_short_name (treatment) };
  }
  txc_block *block = columns ? txc_section_add_grid (reporter->page, section, columns, count, rows) : NULL;
  if (!block) {
    reporter->failed = true;
    return;
  }
  block->grid->row_title = title;
  txc_row *row = block->grid->rows;
  add_rows (reporter, comparison, from, to, chosen, &row);
}

void
txc_report_numbers_section (txc_reporter *reporter, const txc_comparison *comparison)
{
  size_t rows = comparison->row_count, outcomes = comparison->outcome_count;
  if (reporter->failed || rows == 0 || comparison->eligibility->count == 0)
    return;
  txc_section *section = txc_report_section (
    reporter, "numbers", "What happened to 100 people",
    "Treated | their own comparison group; below, how many more (+) or fewer (-) with the 95 % interval. Do not subtract "
    "across columns: different trials, different people. Randomised and double-blind unless a note says otherwise.");
  bool *chosen = section ? txc_arena_array (&reporter->page->arena, rows, sizeof *chosen) : NULL;
  if (!chosen) {
    reporter->failed = true;
    return;
  }
  choose_rows (reporter, comparison, chosen);
  add_grid (reporter, comparison, section, "outcomes", 0, outcomes, chosen);
  add_grid (reporter, comparison, section, "side effects", outcomes, rows, chosen);
  txc_report_list list = { 0 };
  add_against (reporter, comparison, chosen, &list);
  if (reporter->all)
    add_others (reporter, comparison, &list);
  txc_report_add_list (reporter, section, &list);
  size_t hidden = rows - count_chosen (chosen, 0, rows);
  if (hidden > 0)
    txc_report_paragraph (reporter, section,
                          txc_report_say (reporter, "%zu more rows, every other trial and the citations in full: %s. One number in "
                                                    "full: %s.", hidden, txc_report_hint (reporter, TXC_HINT_ALL),
                                                    txc_report_hint (reporter, TXC_HINT_EXPLAIN)));
}
