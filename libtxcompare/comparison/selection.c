/* SPDX-License-Identifier: Apache-2.0
 *
 * What a choice among rows needs to know: once of the patient and the trials,
 * then of each treatment.
 */
#include "comparison/comparison.h"

#include "base/error.h"

/* Were the people of the trial such as have what this patient has? By the name
   or short name of an indication that a rule found to be true. */
static bool
has_patients_indication (const txc_selection *selection, const char *population)
{
  for (size_t i = 0; population && i < selection->indication_count; i++)
    if (txc_comparison_mentions (population, selection->indications[i]->name) || txc_comparison_mentions (population, selection->indications[i]->short_name))
      return true;
  return false;
}

static bool
same_words (const txc_endpoint *a, const txc_endpoint *b)
{
  return a->plain && b->plain && strcmp (a->plain, b->plain) == 0
         && (a->family == b->family || (a->family && b->family && strcmp (a->family, b->family) == 0));
}

/* The row of each outcome: that of the first outcome with the same words. */
static bool
find_rows (txc_arena *arena, txc_selection *selection)
{
  const txc_knowledge_base *base = selection->knowledge_base;
  const txc_endpoint **rows = txc_arena_array (arena, base->outcomes_count + 1, sizeof *rows);
  if (!rows)
    return false;
  for (size_t i = 0; i < base->outcomes_count; i++) {
    rows[i] = &base->outcomes[i];
    for (size_t j = 0; j < i && rows[i] == &base->outcomes[i]; j++)
      if (same_words (&base->outcomes[j], &base->outcomes[i]))
        rows[i] = rows[j];
  }
  selection->rows = rows;
  return true;
}

/* Indications that a rule found to be true, whichever treatment it is for. */
static bool
find_indications (const txc_eligibility *eligibility, txc_arena *arena, txc_selection *selection)
{
  const txc_indication **found = txc_arena_array (arena, selection->knowledge_base->indications_count + 1, sizeof *found);
  if (!found)
    return false;
  for (size_t v = 0; v < eligibility->count; v++)
    for (size_t i = 0; i < eligibility->verdicts[v].judgement_count; i++) {
      const txc_judgement *judgement = &eligibility->verdicts[v].judgements[i];
      bool known = judgement->answer != TXC_RULE_TRUE || !judgement->rule->indication;
      for (size_t k = 0; k < selection->indication_count && !known; k++)
        known = found[k] == judgement->rule->indication;
      if (!known)
        found[selection->indication_count++] = judgement->rule->indication;
    }
  selection->indications = found;
  return true;
}

/* The patient's age and recorded gender, where they are known. */
static void
find_person (const txc_eligibility_inputs *inputs, txc_arena *arena, txc_selection *selection)
{
  const txc_knowledge_base *base = inputs->knowledge_base;
  for (size_t i = 0; i < base->features_count; i++) {
    const txc_feature *feature = &base->features[i];
    txc_cql_value value = { .is_null = true };
    if ((feature->derivation != TXC_DERIVE_BIRTH_DATE && feature->derivation != TXC_DERIVE_GENDER)
        || !inputs->facts.value (inputs->facts.context, i, &value) || value.is_null)
      continue;
    if (feature->derivation == TXC_DERIVE_BIRTH_DATE && value.type.kind == TXC_CQL_INTEGER) {
      selection->has_age = true;
      selection->age = value.integer;
    } else if (feature->derivation == TXC_DERIVE_GENDER && value.type.kind == TXC_CQL_STRING) {
      selection->gender = txc_arena_copy (arena, value.string);
    }
  }
}

/* "adults with generalised anxiety disorder, not depression", in a base about depression. */
static bool
has_something_else (const txc_knowledge_base *base, const char *population)
{
  size_t length = strlen (base->id);
  for (const char *at = population; at && (at = strstr (at, "not ")); at++)
    if (strncmp (at + 4, base->id, length) == 0)
      return true;
  return false;
}

/* The people of every trial, looked at once. */
static bool
look_at_trials (txc_arena *arena, txc_selection *selection)
{
  const txc_knowledge_base *base = selection->knowledge_base;
  unsigned char *trials = txc_arena_array (arena, base->trials_count + 1, sizeof *trials);
  if (!trials)
    return false;
  for (size_t i = 0; i < base->trials_count; i++) {
    const char *population = base->trials[i].population;
    int fit = has_something_else (base, population) ? TXC_TRIAL_OTHER_PEOPLE : txc_comparison_fit (selection, population);
    trials[i] = (unsigned char)(fit | (has_patients_indication (selection, population) ? TXC_TRIAL_INDICATED : 0));
  }
  selection->trials = trials;
  return true;
}

txc_status
txc_comparison_begin (const txc_eligibility *eligibility, txc_arena *arena, txc_selection *selection, txc_error **err)
{
  *selection = (txc_selection){ .knowledge_base = eligibility->inputs.knowledge_base };
  find_person (&eligibility->inputs, arena, selection);
  if (!find_rows (arena, selection) || !find_indications (eligibility, arena, selection) || !look_at_trials (arena, selection))
    return txc_error_no_memory (err);
  return TXC_OK;
}

static bool
speaks_of (const txc_observation *row, const txc_treatment *treatment)
{
  if (row->trial->kind == TXC_TRIAL_EXPOSURE)
    return false;
  return row->treatment ? row->treatment == treatment
                        : row->treatment_class && txc_treatment_in_class (treatment, row->treatment_class);
}

txc_status
txc_comparison_about (txc_selection *selection, const txc_treatment *treatment, txc_arena *arena, txc_error **err)
{
  const txc_knowledge_base *base = selection->knowledge_base;
  const txc_arm **arms = txc_arena_array (arena, base->arms_count + 1, sizeof *arms);
  const txc_contrast **contrasts = txc_arena_array (arena, base->contrasts_count + 1, sizeof *contrasts);
  if (!arms || !contrasts)
    return txc_error_no_memory (err);
  selection->treatment = treatment;
  selection->arm_count = selection->contrast_count = 0;
  selection->cut_off = NULL;
  for (size_t i = 0; i < base->arms_count; i++) {
    const txc_observation *row = &base->arms[i].row;
    if (!speaks_of (row, treatment))
      continue;
    arms[selection->arm_count++] = &base->arms[i];
    if (row->treatment == treatment && row->trial->kind == TXC_TRIAL_LABEL_TABLE && row->trial->cut_off && !selection->cut_off)
      selection->cut_off = row->trial;
  }
  for (size_t i = 0; i < base->contrasts_count; i++)
    if (speaks_of (&base->contrasts[i].row, treatment))
      contrasts[selection->contrast_count++] = &base->contrasts[i];
  selection->arms = arms;
  selection->contrasts = contrasts;
  return TXC_OK;
}
