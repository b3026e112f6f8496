/* SPDX-License-Identifier: Apache-2.0 */
#include "comparison/comparison.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/number.h"
#include "base/reference.h"

/* ---- as the public interface shows it ----------------------------------------------- */

static txc_effect_row
row_of (const txc_endpoint *endpoint)
{
  return (txc_effect_row){ .id = endpoint->id,
                           .name = endpoint->name,
                           .plain = endpoint->plain ? endpoint->plain : endpoint->name,
                           .is_outcome = endpoint->kind == TXC_ENDPOINT_OUTCOME,
                           .group = endpoint->group,
                           .serious = endpoint->serious,
                           .more_is_better = endpoint->more_is_better };
}

txc_bound
txc_comparison_bound (const txc_evidence_arm *arm)
{
  switch (arm->bound) {
  case TXC_EVIDENCE_AT_LEAST:
    return TXC_BOUND_AT_LEAST;
  case TXC_EVIDENCE_BELOW:
    return TXC_BOUND_BELOW;
  case TXC_EVIDENCE_ABOUT:
    return TXC_BOUND_ABOUT;
  case TXC_EVIDENCE_RANGE:
    return TXC_BOUND_RANGE;
  default:
    return TXC_BOUND_EXACT;
  }
}

const char *
txc_bound_text (txc_bound bound)
{
  static const char *const texts[] = { "exact", "at-least", "below", "about", "range" };
  return (size_t)bound < sizeof texts / sizeof *texts ? texts[bound] : "";
}

static void
fill_group (const txc_evidence_arm *arm, txc_bound *bound, bool *has_events, double *events, bool *has_n, double *n)
{
  *bound = txc_comparison_bound (arm);
  *has_events = arm->has_events;
  *events = arm->events;
  *has_n = arm->has_n;
  *n = arm->n;
}

/* A bound ("at least 20"), a range and an "about" are no numbers to reckon with. */
static bool
is_exact (const txc_evidence_estimate *risk, const txc_evidence_arm *arm)
{
  return risk->known && arm->bound == TXC_EVIDENCE_EXACT;
}

static void
fill_numbers (const txc_shown *shown, txc_effect_cell *cell)
{
  cell->has_treated = is_exact (&shown->treated_risk, &shown->treated_arm);
  cell->treated_per_100 = txc_number_per_100 (shown->treated_risk.value);
  cell->has_comparator = is_exact (&shown->comparator_risk, &shown->comparator_arm);
  cell->comparator_per_100 = txc_number_per_100 (shown->comparator_risk.value);
  cell->has_difference = shown->difference.known;
  cell->difference_per_100 = txc_number_per_100 (shown->difference.value);
  cell->has_interval = shown->difference.method != TXC_EVIDENCE_NO_INTERVAL;
  cell->low_per_100 = txc_number_per_100 (shown->difference.interval.low);
  cell->high_per_100 = txc_number_per_100 (shown->difference.interval.high);
  fill_group (&shown->treated_arm, &cell->treated_bound, &cell->has_treated_events, &cell->treated_events,
              &cell->has_treated_n, &cell->treated_n);
  fill_group (&shown->comparator_arm, &cell->comparator_bound, &cell->has_comparator_events, &cell->comparator_events,
              &cell->has_comparator_n, &cell->comparator_n);
}

static txc_effect_cell
cell_of (const txc_comparison_entry *entry)
{
  txc_effect_cell cell = { .state = entry->state };
  if (entry->shown_count == 0)
    return cell;
  const txc_shown *shown = &entry->shown[0];
  const txc_trial *trial = shown->row->trial;
  cell.outcome = shown->row->endpoint->name;
  cell.trial = trial->name;
  cell.population = trial->population;
  cell.background = trial->background;
  cell.when = shown->row->timepoint;
  cell.comparator = txc_comparison_comparator (shown);
  cell.method = txc_comparison_method (shown);
  cell.source = shown->source;
  cell.verification = txc_verification_text (shown->row->provenance.verification);
  cell.subgroup = shown->row->subgroup;
  cell.design = txc_design_text (trial->design);
  cell.weeks = trial->weeks;
  fill_numbers (shown, &cell);
  return cell;
}

static bool
show_row (txc_comparison_row *row, size_t columns, txc_arena *arena)
{
  txc_effect_cell *cells = txc_arena_array (arena, columns + 1, sizeof *cells);
  if (!cells)
    return false;
  for (size_t c = 0; c < columns; c++)
    cells[c] = cell_of (&row->cells[c]);
  row->shown = row_of (row->endpoint);
  row->shown_cells = cells;
  return true;
}

/* ---- making it ------------------------------------------------------------------------ */

static const txc_endpoint *
endpoint_at (const txc_knowledge_base *base, size_t index)
{
  return index < base->outcomes_count ? &base->outcomes[index] : &base->effects[index - base->outcomes_count];
}

/* Every endpoint that one of the treatments has a row for. */
static txc_status
fill_rows (txc_comparison *comparison, const txc_selection *selections, txc_error **err)
{
  const txc_knowledge_base *base = comparison->eligibility->inputs.knowledge_base;
  size_t columns = comparison->eligibility->count, endpoints = base->outcomes_count + base->effects_count;
  txc_comparison_row *rows = txc_arena_array (&comparison->arena, endpoints + 1, sizeof *rows);
  if (!rows)
    return txc_error_no_memory (err);
  for (size_t i = 0; i < endpoints; i++) {
    if (i < base->outcomes_count && columns > 0 && selections[0].rows[i] != endpoint_at (base, i))
      continue;
    txc_comparison_entry *cells = txc_arena_array (&comparison->arena, columns + 1, sizeof *cells);
    if (!cells)
      return txc_error_no_memory (err);
    txc_comparison_row row = { .endpoint = endpoint_at (base, i), .cells = cells };
    for (size_t c = 0; c < columns; c++) {
      txc_status status = txc_comparison_select (&selections[c], row.endpoint, &comparison->arena, &cells[c], err);
      if (status != TXC_OK)
        return status;
      row.filled += cells[c].state == TXC_CELL_NUMBERS;
    }
    if (row.filled == 0)
      continue;
    if (!show_row (&row, columns, &comparison->arena))
      return txc_error_no_memory (err);
    rows[comparison->row_count++] = row;
    comparison->outcome_count += i < base->outcomes_count;
  }
  comparison->rows = rows;
  return TXC_OK;
}

static txc_status
fill (txc_comparison *comparison, txc_error **err)
{
  const txc_eligibility *eligibility = comparison->eligibility;
  txc_selection *selections = txc_arena_array (&comparison->arena, eligibility->count + 1, sizeof *selections);
  txc_approval_summary *approvals = txc_arena_array (&comparison->arena, eligibility->count + 1, sizeof *approvals);
  if (!selections || !approvals)
    return txc_error_no_memory (err);
  txc_selection shared;
  txc_status status = txc_comparison_begin (eligibility, &comparison->arena, &shared, err);
  if (status != TXC_OK)
    return status;
  for (size_t i = 0; i < eligibility->count; i++) {
    const txc_treatment *treatment = eligibility->verdicts[i].treatment;
    selections[i] = shared;
    status = txc_comparison_about (&selections[i], treatment, &comparison->arena, err);
    if (status == TXC_OK)
      status = txc_comparison_approval (eligibility, treatment, &comparison->arena, &approvals[i], err);
    if (status != TXC_OK)
      return status;
  }
  comparison->approvals = approvals;
  return fill_rows (comparison, selections, err);
}

txc_status
txc_comparison_new (const txc_patient *patient, const char *const *treatments, size_t count, txc_comparison **result,
                    txc_error **err)
{
  txc_comparison *comparison = calloc (1, sizeof *comparison);
  if (!comparison)
    return txc_error_no_memory (err);
  atomic_init (&comparison->references, 1);
  txc_status status = txc_eligibility_new (patient, treatments, count, &comparison->eligibility, err);
  if (status == TXC_OK)
    status = fill (comparison, err);
  if (status == TXC_OK)
    *result = comparison;
  else
    txc_comparison_unref (comparison);
  return status;
}

txc_comparison *
txc_comparison_ref (const txc_comparison *comparison)
{
  txc_comparison *shared = txc_reference_to (comparison);
  atomic_fetch_add (&shared->references, 1);
  return shared;
}

void
txc_comparison_unref (txc_comparison *comparison)
{
  if (!comparison || atomic_fetch_sub (&comparison->references, 1) != 1)
    return;
  txc_eligibility_unref (comparison->eligibility);
  txc_arena_release (&comparison->arena);
  free (comparison);
}

const txc_eligibility *
txc_comparison_eligibility (const txc_comparison *comparison)
{
  return comparison->eligibility;
}

size_t
txc_comparison_row_count (const txc_comparison *comparison)
{
  return comparison->row_count;
}

const txc_effect_row *
txc_comparison_row_at (const txc_comparison *comparison, size_t row)
{
  return row < comparison->row_count ? &comparison->rows[row].shown : NULL;
}

const txc_effect_cell *
txc_comparison_cell_at (const txc_comparison *comparison, size_t row, size_t treatment)
{
  if (row >= comparison->row_count || treatment >= comparison->eligibility->count)
    return NULL;
  return &comparison->rows[row].shown_cells[treatment];
}
