/* SPDX-License-Identifier: Apache-2.0 */
#include "eligibility/eligibility.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/error.h"
#include "eligibility/judge.h"

static const txc_crisis_notice *
notice_for (const txc_knowledge_base *base, const char *country)
{
  const txc_crisis_notice *general = NULL;
  for (size_t i = 0; i < base->crisis_notices_count; i++) {
    const txc_crisis_notice *notice = &base->crisis_notices[i];
    if (notice->country && country && txc_eligibility_country_covers (notice->country, country))
      return notice;
    if (!notice->country)
      general = notice;
  }
  return general;
}

static txc_status
judge_emergencies (txc_judge *judge, txc_eligibility *eligibility)
{
  const txc_knowledge_base *base = judge->inputs->knowledge_base;
  txc_judgement *emergencies = NULL;
  size_t capacity = 0, count = 0;
  for (size_t i = 0; i < base->rules_count; i++) {
    if (base->rules[i].kind != TXC_RULE_EMERGENCY)
      continue;
    txc_judgement judgement;
    txc_status status = txc_judge_rule (judge, &base->rules[i], &judgement);
    if (status != TXC_OK)
      return status;
    if (judgement.answer != TXC_RULE_TRUE)
      continue;
    judgement.decides = true;
    emergencies = txc_arena_grow (judge->arena, emergencies, count, &capacity, sizeof *emergencies);
    if (!emergencies)
      return txc_error_no_memory (judge->err);
    emergencies[count++] = judgement;
  }
  eligibility->emergencies = emergencies;
  eligibility->emergency_count = count;
  if (count > 0)
    eligibility->crisis = notice_for (base, judge->inputs->country);
  return TXC_OK;
}

static txc_status
judge_populations (txc_judge *judge, txc_eligibility *eligibility)
{
  const txc_knowledge_base *base = judge->inputs->knowledge_base;
  txc_population_answer *answers = txc_arena_array (judge->arena, base->populations_count + 1, sizeof *answers);
  if (!answers)
    return txc_error_no_memory (judge->err);
  for (size_t i = 0; i < base->populations_count; i++) {
    txc_answer answer = txc_cql_answer (base->populations[i].when, &judge->inputs->facts, judge->arena);
    if (answer != TXC_TRUE)
      answers[eligibility->population_count++] = (txc_population_answer){ &base->populations[i], answer };
  }
  eligibility->populations = answers;
  return TXC_OK;
}

static txc_status
judge_all (txc_judge *judge, const txc_treatment *const *treatments, size_t count, txc_eligibility *eligibility)
{
  txc_verdict *verdicts = txc_arena_array (judge->arena, count + 1, sizeof *verdicts);
  if (!verdicts)
    return txc_error_no_memory (judge->err);
  for (size_t i = 0; i < count; i++) {
    const txc_treatment *treatment = treatments ? treatments[i] : &judge->inputs->knowledge_base->treatments[i];
    txc_status status = txc_judge_treatment (judge, treatment, true, &verdicts[i]);
    if (status != TXC_OK)
      return status;
  }
  eligibility->verdicts = verdicts;
  eligibility->count = count;
  txc_status status = judge_emergencies (judge, eligibility);
  if (status == TXC_OK)
    status = judge_populations (judge, eligibility);
  if (status == TXC_OK)
    status = txc_judge_questions (judge, verdicts, count, &eligibility->questions, &eligibility->question_count);
  if (status == TXC_OK)
    status = txc_judge_show (judge, verdicts, eligibility);
  return status;
}

txc_status
txc_eligibility_judge (const txc_eligibility_inputs *inputs, const txc_treatment *const *treatments, size_t count,
                       txc_eligibility **result, txc_error **err)
{
  txc_eligibility *eligibility = calloc (1, sizeof *eligibility);
  if (!eligibility)
    return txc_error_no_memory (err);
  eligibility->inputs = *inputs;
  atomic_init (&eligibility->references, 1);
  txc_judge judge = { .inputs = &eligibility->inputs, .arena = &eligibility->arena, .err = err };
  txc_status status = judge_all (&judge, treatments, treatments ? count : inputs->knowledge_base->treatments_count, eligibility);
  txc_map_release (&judge.reasons);
  if (status != TXC_OK) {
    txc_eligibility_unref (eligibility);
    return status;
  }
  *result = eligibility;
  return TXC_OK;
}

/* Placebo is what others are compared with, not something to choose. */
static txc_status
all_treatments (const txc_knowledge_base *base, txc_arena *arena, const txc_treatment *const **treatments, size_t *found,
                txc_error **err)
{
  const txc_treatment **list = txc_arena_array (arena, base->treatments_count + 1, sizeof *list);
  if (!list)
    return txc_error_no_memory (err);
  *found = 0;
  for (size_t i = 0; i < base->treatments_count; i++)
    if (base->treatments[i].kind != TXC_TREATMENT_PLACEBO)
      list[(*found)++] = &base->treatments[i];
  *treatments = list;
  return TXC_OK;
}

/* Zoloft is sertraline: named twice, it is one all the same. */
static bool
is_among (const txc_treatment *const *list, size_t count, const txc_treatment *treatment)
{
  for (size_t i = 0; i < count; i++)
    if (list[i] == treatment)
      return true;
  return false;
}

txc_status
txc_eligibility_find_treatments (const txc_knowledge_base *base, const char *const *names, size_t count, txc_arena *arena,
                                 const txc_treatment *const **treatments, size_t *found, txc_error **err)
{
  if (!names)
    return all_treatments (base, arena, treatments, found, err);
  const txc_treatment **list = txc_arena_array (arena, count + 1, sizeof *list);
  if (!list)
    return txc_error_no_memory (err);
  *found = 0;
  for (size_t i = 0; i < count; i++) {
    const txc_treatment *named = NULL;
    txc_status status = txc_knowledge_base_find_treatment (base, names[i], &named, err);
    if (status != TXC_OK)
      return status;
    if (!is_among (list, *found, named))
      list[(*found)++] = named;
  }
  *treatments = list;
  return TXC_OK;
}
