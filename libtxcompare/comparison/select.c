/* SPDX-License-Identifier: Apache-2.0
 *
 * Which row stands in a cell, and which stand behind it (the order is told in
 * comparison.h).
 */
#include "comparison/comparison.h"

#include <stdlib.h>

#include "base/error.h"

enum { CRITERIA = 17, PEOPLE_OF_TRIAL = 13, TWO_WEEKS = 14 * 24 };

/* A row and where it stands in each of the criteria: the smaller, the earlier. */
typedef struct ranked {
  txc_shown shown;
  double rank[CRITERIA];
} ranked;

/* On the heap: only wanted until the shown ones are copied. */
typedef struct candidates {
  ranked *items;
  size_t count, capacity;
} candidates_list;

static int
design_rank (txc_design design)
{
  switch (design) {
  case TXC_DESIGN_RANDOMISED_DOUBLE_BLIND:
    return 0;
  case TXC_DESIGN_RANDOMISED_OPEN:
    return 1;
  case TXC_DESIGN_RANDOMISED_WITHDRAWAL:
    return 2;
  case TXC_DESIGN_CROSSOVER:
    return 3;
  case TXC_DESIGN_OBSERVATIONAL:
    return 5;
  case TXC_DESIGN_SINGLE_ARM:
    return 6;
  default:
    return 4;
  }
}

static int
kind_rank (txc_trial_kind kind)
{
  switch (kind) {
  case TXC_TRIAL_LABEL_TABLE:
    return 0;
  case TXC_TRIAL_POOLED:
    return 1;
  case TXC_TRIAL_TRIAL:
    return 2;
  case TXC_TRIAL_META_ANALYSIS:
    return 3;
  case TXC_TRIAL_NETWORK_META_ANALYSIS:
    return 4;
  default:
    return 5;
  }
}

static int
measure_rank (const txc_shown *shown)
{
  if (!shown->treated)
    return shown->difference.known ? 0 : 2;
  return shown->row->measure == TXC_MEASURE_EVENTS || shown->row->measure == TXC_MEASURE_PERCENT ? 0 : 1;
}

bool
txc_comparison_beside_placebo (const txc_shown *shown)
{
  const txc_treatment *other = shown->comparator ? shown->comparator->row.treatment
                               : shown->contrast ? shown->contrast->comparator
                                                 : NULL;
  const char *name = shown->treated ? shown->treated->comparator_name
                     : shown->contrast ? shown->contrast->comparator_text
                                       : NULL;
  return (other && other->kind == TXC_TREATMENT_PLACEBO) || (name && txc_comparison_mentions (name, "placebo"));
}

static bool
has_comparator (const txc_shown *shown)
{
  return shown->comparator || !shown->treated || shown->contrast;
}

/* "day 28", "week 4", "24 h", "2 hours", "6 months" in hours; 0 if it says nothing so plain. */
static double
hours_of (const char *timepoint)
{
  static const struct { const char *unit; double hours; } units[] = {
    { "month", 730.5 }, { "mo", 730.5 }, { "week", 168 }, { "wk", 168 }, { "year", 8766 }, { "yr", 8766 },
    { "day", 24 },      { "hour", 1 },   { " h", 1 },     { "min", 1.0 / 60 },
  };
  double number = 0;
  const char *digit = timepoint;
  while (digit && *digit && (*digit < '0' || *digit > '9'))
    digit++;
  if (!digit || !*digit)
    return 0;
  for (; *digit >= '0' && *digit <= '9' && number < 1e6; digit++)
    number = number * 10 + (*digit - '0');
  for (size_t i = 0; i < sizeof units / sizeof *units; i++)
    if (txc_comparison_mentions (timepoint, units[i].unit))
      return number * units[i].hours;
  return 0;
}

/* How far into treatment a row was counted: as it says, else at the trial's end. */
static double
hours_into (const txc_observation *row)
{
  double hours = hours_of (row->timepoint), weeks = 0;
  for (const char *digit = row->trial->weeks; hours <= 0 && digit && *digit >= '0' && *digit <= '9' && weeks < 1e4; digit++)
    weeks = weeks * 10 + (*digit - '0');
  return hours > 0 ? hours : 168 * weeks;
}

static double
people_of (const txc_shown *shown)
{
  double n = shown->treated && shown->treated->n.known ? shown->treated->n.value : 0;
  return n + (shown->comparator && shown->comparator->n.known ? shown->comparator->n.value : 0);
}

/* A subgroup says more precisely who they are than the trial does. */
static int
fit_of (const txc_selection *selection, const txc_observation *row)
{
  int of_trial = selection->trials[row->trial->index] & TXC_TRIAL_FIT;
  int of_subgroup = txc_comparison_fit (selection, row->subgroup);
  return of_subgroup > of_trial ? of_subgroup : of_trial;
}

static void
rank (const txc_selection *selection, ranked *candidate)
{
  const txc_shown *shown = &candidate->shown;
  const txc_observation *row = shown->row;
  const double ranks[CRITERIA] = {
    shown->of_class,
    !has_comparator (shown),
    design_rank (row->trial->design),
    row->phase && strcmp (row->phase, "on-treatment") != 0,
    fit_of (selection, row),
    row->subgroup != NULL,
    row->provenance.verification == TXC_VERIFICATION_UNVERIFIED || row->provenance.verification == TXC_VERIFICATION_CORROBORATED,
    !txc_comparison_beside_placebo (shown),
    measure_rank (shown),
    row->operator != TXC_OPERATOR_EQUAL,
    row->endpoint->kind == TXC_ENDPOINT_OUTCOME && hours_into (row) <= TWO_WEEKS,
    !(selection->trials[row->trial->index] & TXC_TRIAL_INDICATED),
    kind_rank (row->trial->kind),
    0, /* the people of the trial: once all rows are there */
    -hours_into (row),
    -people_of (shown),
    (double)row->index,
  };
  memcpy (candidate->rank, ranks, sizeof ranks);
}

static int
by_rank (const void *left, const void *right)
{
  const ranked *a = left, *b = right;
  for (size_t i = 0; i < CRITERIA; i++)
    if (a->rank[i] < b->rank[i] || a->rank[i] > b->rank[i])
      return a->rank[i] < b->rank[i] ? -1 : 1;
  return (a->shown.treated == NULL) - (b->shown.treated == NULL);
}

static void
rank_trials_by_people (candidates_list *list)
{
  for (size_t i = 0; i < list->count; i++)
    for (size_t j = 0; j < list->count; j++) {
      double people = people_of (&list->items[j].shown);
      if (list->items[j].shown.row->trial == list->items[i].shown.row->trial && -people < list->items[i].rank[PEOPLE_OF_TRIAL])
        list->items[i].rank[PEOPLE_OF_TRIAL] = -people;
    }
}

/* Rows that stand for something: a number, or a finding. */
static bool
says_something (const txc_arm *arm)
{
  return arm->events.known || arm->row.value.known || (arm->row.operator == TXC_OPERATOR_RANGE && arm->row.low.known);
}

static txc_status
add (const txc_selection *selection, const txc_arm *arm, const txc_contrast *contrast, candidates_list *list, txc_error **err)
{
  if (list->count == list->capacity) {
    size_t capacity = list->capacity ? 2 * list->capacity : 8;
    ranked *grown = realloc (list->items, capacity * sizeof *grown);
    if (!grown)
      return txc_error_no_memory (err);
    list->items = grown;
    list->capacity = capacity;
  }
  txc_status status = txc_comparison_show (selection->knowledge_base, arm, contrast, &list->items[list->count].shown, err);
  if (status == TXC_OK)
    rank (selection, &list->items[list->count++]);
  return status;
}

static bool
already_beside_an_arm (const candidates_list *list, const txc_contrast *contrast)
{
  for (size_t i = 0; i < list->count; i++)
    if (list->items[i].shown.contrast == contrast)
      return true;
  return false;
}

static bool
is_part_of (const txc_trial *trial, const txc_trial *whole)
{
  for (size_t i = 0; i < whole->part_count; i++)
    if (whole->parts[i] == trial)
      return true;
  return false;
}

/* A row inside a pooled one of the same cell is shown, but counts for nothing. */
static void
mark_pooled (candidates_list *list)
{
  for (size_t i = 0; i < list->count; i++)
    for (size_t j = 0; j < list->count; j++) {
      const txc_observation *row = list->items[i].shown.row, *other = list->items[j].shown.row;
      if (i != j && (row->part_of == other || is_part_of (row->trial, other->trial)))
        list->items[i].shown.pooled_elsewhere = true;
    }
}

/* Trials behind the one in the cell that do not tell the groups apart, each once. */
static size_t
count_missed (const candidates_list *list)
{
  size_t count = 0;
  for (size_t i = 1; i < list->count; i++) {
    const txc_shown *shown = &list->items[i].shown;
    bool counted = !shown->missed || shown->pooled_elsewhere || shown->row->trial == list->items[0].shown.row->trial
                   || shown->row->subgroup || is_part_of (list->items[0].shown.row->trial, shown->row->trial);
    for (size_t j = 1; j < i && !counted; j++)
      counted = list->items[j].shown.missed && list->items[j].shown.row->trial == shown->row->trial;
    count += !counted;
  }
  return count;
}

static const txc_endpoint *
row_of (const txc_selection *selection, const txc_endpoint *endpoint)
{
  return endpoint->kind == TXC_ENDPOINT_OUTCOME ? selection->rows[endpoint->index] : endpoint;
}

static txc_status
gather (const txc_selection *selection, const txc_endpoint *endpoint, candidates_list *list, bool *mentioned, txc_error **err)
{
  txc_status status = TXC_OK;
  for (size_t i = 0; i < selection->arm_count && status == TXC_OK; i++) {
    if (row_of (selection, selection->arms[i]->row.endpoint) != endpoint)
      continue;
    *mentioned = true;
    if (says_something (selection->arms[i]))
      status = add (selection, selection->arms[i], NULL, list, err);
  }
  for (size_t i = 0; i < selection->contrast_count && status == TXC_OK; i++)
    if (row_of (selection, selection->contrasts[i]->row.endpoint) == endpoint && !already_beside_an_arm (list, selection->contrasts[i]))
      status = add (selection, NULL, selection->contrasts[i], list, err);
  return status;
}

static txc_status
keep_shown (candidates_list *list, txc_arena *arena, txc_comparison_entry *cell, txc_error **err)
{
  rank_trials_by_people (list);
  qsort (list->items, list->count, sizeof *list->items, by_rank);
  mark_pooled (list);
  txc_shown *shown = txc_arena_array (arena, list->count, sizeof *shown);
  if (!shown)
    return txc_error_no_memory (err);
  for (size_t i = 0; i < list->count; i++)
    shown[i] = list->items[i].shown;
  shown[0].source = txc_provenance_text (&shown[0].row->provenance, arena);
  if (!shown[0].source)
    return txc_error_no_memory (err);
  cell->state = TXC_CELL_NUMBERS;
  cell->shown = shown;
  cell->shown_count = list->count;
  cell->missed_count = count_missed (list);
  return TXC_OK;
}

txc_status
txc_comparison_select (const txc_selection *selection, const txc_endpoint *endpoint, txc_arena *arena,
                       txc_comparison_entry *cell, txc_error **err)
{
  candidates_list list = { 0 };
  bool mentioned = false;
  *cell = (txc_comparison_entry){ .state = TXC_CELL_NOT_ENTERED };
  txc_status status = gather (selection, endpoint, &list, &mentioned, err);
  if (status == TXC_OK && list.count > 0) {
    status = keep_shown (&list, arena, cell, err);
  } else if (status == TXC_OK) {
    cell->cut_off = endpoint->kind == TXC_ENDPOINT_EFFECT ? selection->cut_off : NULL;
    cell->state = mentioned ? TXC_CELL_NOT_REPORTED : cell->cut_off ? TXC_CELL_BELOW_CUT_OFF : TXC_CELL_NOT_ENTERED;
  }
  free (list.items);
  return status;
}
