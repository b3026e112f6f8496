/* SPDX-License-Identifier: Apache-2.0
 *
 * trials.csv, arms.csv and contrasts.csv.
 */
#include "knowledge/loader.h"

#include "knowledge/check.h"

static const char *const kind_words[]
  = { "trial", "pooled", "label-table", "meta-analysis", "network-meta-analysis", "cohort", "exposure", NULL };
static const txc_words kinds = { kind_words, TXC_TRIAL_TRIAL };
static const char *const design_words[]
  = { "randomised-double-blind", "randomised-open", "randomised-withdrawal", "crossover", "single-arm", "observational",
      NULL };
static const txc_words designs = { design_words, TXC_DESIGN_RANDOMISED_DOUBLE_BLIND };
static const char *const phases[] = { "on-treatment", "after-stopping", "withdrawal", NULL };
static const char *const arm_measure_words[] = { "events", "percent", "mean", "mean-change", "median-time", NULL };
static const txc_words arm_measures = { arm_measure_words, TXC_MEASURE_EVENTS };
static const char *const contrast_measure_words[]
  = { "risk-difference", "risk-ratio", "odds-ratio", "hazard-ratio", "mean-difference", "standardised-mean-difference",
      "rate-difference", "finding", NULL };
static const txc_words contrast_measures = { contrast_measure_words, TXC_MEASURE_RISK_DIFFERENCE };
static const char *const operator_words[] = { "=", ">=", "<", "about", "range", NULL };
static const txc_words operators = { operator_words, TXC_OPERATOR_EQUAL };
static const char *const findings[]
  = { "no difference", "favours treatment", "favours comparator", "not significant", NULL };

const char *
txc_design_text (txc_design design)
{
  switch (design) {
  case TXC_DESIGN_RANDOMISED_DOUBLE_BLIND:
    return "randomised, double-blind";
  case TXC_DESIGN_RANDOMISED_OPEN:
    return "randomised, open";
  case TXC_DESIGN_RANDOMISED_WITHDRAWAL:
    return "randomised withdrawal: people who did well went on or stopped";
  case TXC_DESIGN_CROSSOVER:
    return "crossover: the same people in both groups, one after the other";
  case TXC_DESIGN_SINGLE_ARM:
    return "one group, nothing to compare with";
  case TXC_DESIGN_OBSERVATIONAL:
    return "observed, not randomised";
  default:
    return "design not stated";
  }
}

/* ---- trials ------------------------------------------------------------------- */

/* A number of weeks, kept as written. */
static void
read_weeks (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_number number = { 0 };
  txc_read_number (loader, field, node, &number);
  if (number.known && number.value <= 0)
    txc_loader_error (loader, node, "leave it out if it is not known", "'%s' weeks", number.text);
  memcpy (target, &number.text, sizeof number.text);
}

/* Ids joined by ` ; `. */
static void
find_parts (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_trial *trial = target;
  txc_text rest;
  if (!txc_loader_scalar (loader, node, &rest))
    return;
  size_t most = 1;
  for (size_t i = 0; i < rest.length; i++)
    most += rest.data[i] == ';';
  const txc_trial **parts = txc_loader_array (loader, most, sizeof *parts);
  while (parts && rest.length) {
    const char *end = memchr (rest.data, ';', rest.length);
    size_t length = end ? (size_t)(end - rest.data) : rest.length;
    const txc_trial *part
      = txc_loader_find (loader, TXC_REFERENCE_TRIAL, node, txc_text_trim ((txc_text){ rest.data, length }));
    if (part == trial)
      txc_loader_error (loader, node, NULL, "trial '%s' is a part of itself", trial->id);
    else if (part)
      parts[trial->part_count++] = part;
    size_t used = end ? length + 1 : length;
    rest = (txc_text){ rest.data + used, rest.length - used };
  }
  trial->parts = parts;
}

static void
read_parts (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_loader_defer (loader, find_parts, field, node, target);
}

static const txc_field trial_fields[] = {
  { "id", txc_read_id, offsetof (txc_trial, id), TXC_TO (TRIAL), true },
  { "name", txc_read_text, offsetof (txc_trial, name), NULL, true },
  { "kind", txc_read_enum, offsetof (txc_trial, kind), &kinds, true },
  { "design", txc_read_enum, offsetof (txc_trial, design), &designs, false },
  { "population", txc_read_text, offsetof (txc_trial, population), NULL, false },
  { "background", txc_read_text, offsetof (txc_trial, background), NULL, false },
  { "weeks", read_weeks, offsetof (txc_trial, weeks), NULL, false },
  { "registry", txc_read_text, offsetof (txc_trial, registry), NULL, false },
  { "parts", read_parts, 0, NULL, false },
  { "cut_off", txc_read_text, offsetof (txc_trial, cut_off), NULL, false },
  TXC_PROVENANCE_FIELDS (txc_trial, provenance, true),
};
static const txc_shape trial_shape
  = { "trial", TXC_FIELDS (trial_fields), sizeof (txc_trial), offsetof (txc_trial, provenance), NULL };

void
txc_load_trials (txc_loader *loader)
{
  txc_trial *trials = NULL;
  txc_rows_read (loader, &trial_shape, &trials, &loader->base->trials_count);
  loader->base->trials = trials;
  for (size_t i = 0; i < loader->base->trials_count; i++)
    trials[i].index = i;
}

/* ---- what arms and contrasts have in common -------------------------------------- */

typedef struct subject {
  const txc_treatment *treatment;
  const txc_class *treatment_class;
} subject;

static void
read_subject (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  subject *found = target;
  txc_text text;
  if (!txc_loader_scalar (loader, node, &text))
    return;
  found->treatment = txc_loader_lookup (loader, TXC_REFERENCE_TREATMENT, text);
  if (!found->treatment)
    found->treatment_class = txc_loader_lookup (loader, TXC_REFERENCE_CLASS, text);
  if (!found->treatment && !found->treatment_class)
    txc_loader_find (loader, TXC_REFERENCE_TREATMENT, node, text); /* for its complaint */
}

static void
read_row_subject (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_observation *row = target;
  subject found = { NULL, NULL };
  read_subject (loader, field, node, &found);
  row->treatment = found.treatment;
  row->treatment_class = found.treatment_class;
}

/* An effect or an outcome. */
static void
read_endpoint (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  const txc_knowledge_base *base = loader->base;
  txc_text text;
  if (!txc_loader_scalar (loader, node, &text))
    return;
  const txc_endpoint *found = txc_loader_lookup (loader, TXC_REFERENCE_EFFECT, text);
  if (!found)
    found = txc_loader_lookup (loader, TXC_REFERENCE_OUTCOME, text);
  memcpy (target, &found, sizeof found);
  if (found)
    return;
  const char *hint = txc_loader_did_you_mean (loader, &base->effect_by_id, text);
  txc_loader_error (loader, node, hint ? hint : txc_loader_did_you_mean (loader, &base->outcome_by_id, text),
                    "unknown effect or outcome '%s'", text.data);
}

static void
find_containing_arm (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_text text;
  const txc_arm *arm = txc_loader_scalar (loader, node, &text) ? txc_loader_find (loader, TXC_REFERENCE_ARM, node, text)
                                                               : NULL;
  const txc_observation *row = arm ? &arm->row : NULL;
  memcpy (target, &row, sizeof row);
}

static void
find_containing_contrast (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_text text;
  const txc_contrast *contrast
    = txc_loader_scalar (loader, node, &text) ? txc_loader_find (loader, TXC_REFERENCE_CONTRAST, node, text) : NULL;
  const txc_observation *row = contrast ? &contrast->row : NULL;
  memcpy (target, &row, sizeof row);
}

static void
read_part_of_arm (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_loader_defer (loader, find_containing_arm, field, node, target);
}

static void
read_part_of_contrast (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_loader_defer (loader, find_containing_contrast, field, node, target);
}

/* ---- arms -------------------------------------------------------------------------- */

static void
read_spread_kind (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  static const char *const words[] = { "sd", "se", NULL };
  static const txc_words kinds_of_spread = { words, 0 };
  const txc_field described = { .name = field->name, .detail = &kinds_of_spread };
  int kind = 0;
  txc_read_enum (loader, &described, node, &kind);
  *(bool *)target = kind == 1;
}

static void
finish_row (txc_observation *row)
{
  if (!row->phase)
    row->phase = phases[0];
}

static void
check_arm (txc_loader *loader, uint32_t node, void *record)
{
  txc_arm *arm = record;
  finish_row (&arm->row);
  if (!arm->row.unit && arm->row.measure == TXC_MEASURE_PERCENT)
    arm->row.unit = "%";
  if (!loader->trusted)
    txc_check_arm (loader, node, arm);
}

static const txc_field arm_fields[] = {
  { "id", txc_read_row_id, offsetof (txc_arm, row.id), TXC_TO (ARM), true },
  { "trial", txc_read_reference, offsetof (txc_arm, row.trial), TXC_TO (TRIAL), true },
  { "arm", txc_read_text, offsetof (txc_arm, row.arm), NULL, true },
  { "treatment", read_row_subject, offsetof (txc_arm, row), NULL, false },
  { "comparator", txc_read_text, offsetof (txc_arm, comparator_name), NULL, false },
  { "regimen", txc_read_text, offsetof (txc_arm, row.regimen), NULL, false },
  { "subgroup", txc_read_text, offsetof (txc_arm, row.subgroup), NULL, false },
  { "analysis_set", txc_read_text, offsetof (txc_arm, row.analysis_set), NULL, false },
  { "outcome", read_endpoint, offsetof (txc_arm, row.endpoint), NULL, true },
  { "phase", txc_read_choice, offsetof (txc_arm, row.phase), phases, false },
  { "timepoint", txc_read_text, offsetof (txc_arm, row.timepoint), NULL, false },
  { "measure", txc_read_enum, offsetof (txc_arm, row.measure), &arm_measures, true },
  { "operator", txc_read_enum, offsetof (txc_arm, row.operator), &operators, false },
  { "n", txc_read_number, offsetof (txc_arm, n), NULL, false },
  { "events", txc_read_number, offsetof (txc_arm, events), NULL, false },
  { "value", txc_read_number, offsetof (txc_arm, row.value), NULL, false },
  { "low", txc_read_number, offsetof (txc_arm, row.low), NULL, false },
  { "high", txc_read_number, offsetof (txc_arm, row.high), NULL, false },
  { "spread", txc_read_number, offsetof (txc_arm, spread), NULL, false },
  { "spread_kind", read_spread_kind, offsetof (txc_arm, spread_is_standard_error), NULL, false },
  { "unit", txc_read_text, offsetof (txc_arm, row.unit), NULL, false },
  { "part_of", read_part_of_arm, offsetof (txc_arm, row.part_of), NULL, false },
  TXC_PROVENANCE_FIELDS (txc_arm, row.provenance, true),
};
static const txc_shape arm_shape
  = { "row", TXC_FIELDS (arm_fields), sizeof (txc_arm), offsetof (txc_arm, row.provenance), check_arm };

void
txc_load_arms (txc_loader *loader)
{
  txc_arm *arms = NULL;
  txc_rows_read (loader, &arm_shape, &arms, &loader->base->arms_count);
  loader->base->arms = loader->arms = arms;
  for (size_t i = 0; i < loader->base->arms_count; i++)
    arms[i].row.index = i;
}

static bool
same (const char *a, const char *b)
{
  return a == b || (a && b && strcmp (a, b) == 0);
}

static bool
stand_together (const txc_observation *a, const txc_observation *b)
{
  return a->endpoint == b->endpoint && a->measure == b->measure && same (a->timepoint, b->timepoint)
         && same (a->phase, b->phase) && same (a->subgroup, b->subgroup) && same (a->analysis_set, b->analysis_set);
}

/* Rows of one trial are chained, so that a row meets only those. */
void
txc_pair_arms (txc_loader *loader)
{
  const txc_knowledge_base *base = loader->base;
  const txc_arm **heads = txc_arena_array (&loader->scratch, base->trials_count, sizeof *heads);
  const txc_arm **next = txc_arena_array (&loader->scratch, base->arms_count, sizeof *next);
  if (!heads || !next) {
    loader->failed = true;
    return;
  }
  for (size_t i = base->arms_count; i-- > 0;)
    if (base->arms[i].row.trial) {
      size_t trial = base->arms[i].row.trial->index;
      next[i] = heads[trial];
      heads[trial] = &base->arms[i];
    }
  for (size_t i = 0; i < base->arms_count; i++) {
    txc_arm *arm = &loader->arms[i];
    if (!arm->comparator_name || !arm->row.trial)
      continue;
    for (const txc_arm *other = heads[arm->row.trial->index]; other && !arm->comparator; other = next[other->row.index])
      if (other != arm && same (other->row.arm, arm->comparator_name) && stand_together (&other->row, &arm->row))
        arm->comparator = other;
  }
}

/* ---- contrasts ----------------------------------------------------------------------- */

static void
read_comparator (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_contrast *contrast = target;
  subject found = { NULL, NULL };
  read_subject (loader, field, node, &found);
  contrast->comparator = found.treatment;
  contrast->comparator_class = found.treatment_class;
}

static void
read_level (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_number number = { 0 };
  txc_read_number (loader, field, node, &number);
  if (number.known && (number.value < 50 || number.value >= 100))
    txc_loader_error (loader, node, "in per cent: 95", "'%s' is no level of an interval", number.text);
  else if (number.known)
    *(double *)target = number.value / 100;
}

static void
read_interval_kind (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  static const char *const words[] = { "confidence", "credible", NULL };
  static const txc_words interval_kinds = { words, 0 };
  const txc_field described = { .name = field->name, .detail = &interval_kinds };
  int kind = 0;
  txc_read_enum (loader, &described, node, &kind);
  *(bool *)target = kind == 1;
}

static void
check_contrast (txc_loader *loader, uint32_t node, void *record)
{
  txc_contrast *contrast = record;
  finish_row (&contrast->row);
  contrast->row.arm = contrast->treatment_arm;
  if (contrast->level == 0)
    contrast->level = 0.95;
  if (!loader->trusted)
    txc_check_contrast (loader, node, contrast);
}

static const txc_field contrast_fields[] = {
  { "id", txc_read_row_id, offsetof (txc_contrast, row.id), TXC_TO (CONTRAST), true },
  { "trial", txc_read_reference, offsetof (txc_contrast, row.trial), TXC_TO (TRIAL), true },
  { "treatment", read_row_subject, offsetof (txc_contrast, row), NULL, false },
  { "comparator", read_comparator, 0, NULL, false },
  { "comparator_text", txc_read_text, offsetof (txc_contrast, comparator_text), NULL, false },
  { "treatment_arm", txc_read_text, offsetof (txc_contrast, treatment_arm), NULL, false },
  { "comparator_arm", txc_read_text, offsetof (txc_contrast, comparator_arm), NULL, false },
  { "subgroup", txc_read_text, offsetof (txc_contrast, row.subgroup), NULL, false },
  { "analysis_set", txc_read_text, offsetof (txc_contrast, row.analysis_set), NULL, false },
  { "outcome", read_endpoint, offsetof (txc_contrast, row.endpoint), NULL, true },
  { "phase", txc_read_choice, offsetof (txc_contrast, row.phase), phases, false },
  { "timepoint", txc_read_text, offsetof (txc_contrast, row.timepoint), NULL, false },
  { "measure", txc_read_enum, offsetof (txc_contrast, row.measure), &contrast_measures, true },
  { "operator", txc_read_enum, offsetof (txc_contrast, row.operator), &operators, false },
  { "estimate", txc_read_number, offsetof (txc_contrast, row.value), NULL, false },
  { "low", txc_read_number, offsetof (txc_contrast, row.low), NULL, false },
  { "high", txc_read_number, offsetof (txc_contrast, row.high), NULL, false },
  { "level", read_level, offsetof (txc_contrast, level), NULL, false },
  { "interval_kind", read_interval_kind, offsetof (txc_contrast, credible), NULL, false },
  { "p", txc_read_text, offsetof (txc_contrast, p), NULL, false },
  { "unit", txc_read_text, offsetof (txc_contrast, row.unit), NULL, false },
  { "finding", txc_read_choice, offsetof (txc_contrast, finding), findings, false },
  { "part_of", read_part_of_contrast, offsetof (txc_contrast, row.part_of), NULL, false },
  TXC_PROVENANCE_FIELDS (txc_contrast, row.provenance, true),
};
static const txc_shape contrast_shape = { "row", TXC_FIELDS (contrast_fields), sizeof (txc_contrast),
                                          offsetof (txc_contrast, row.provenance), check_contrast };

void
txc_load_contrasts (txc_loader *loader)
{
  txc_contrast *contrasts = NULL;
  txc_rows_read (loader, &contrast_shape, &contrasts, &loader->base->contrasts_count);
  loader->base->contrasts = contrasts;
  for (size_t i = 0; i < loader->base->contrasts_count; i++)
    contrasts[i].row.index = i;
}
