/* SPDX-License-Identifier: Apache-2.0
 *
 * From answers to a headline.
 */
#include "eligibility/judge.h"

#include "base/error.h"

/* Deeper combinations of combinations than anyone prescribes. */
enum { DEPTH_LIMIT = 8 };

/* What a combination takes from its parts: everything that keeps harm away. */
static bool
passes_to_combination (txc_rule_kind kind)
{
  switch (kind) {
  case TXC_RULE_CONTRAINDICATED:
  case TXC_RULE_AVOID:
  case TXC_RULE_CAUTION:
  case TXC_RULE_REQUIRES:
  case TXC_RULE_MONITOR:
  case TXC_RULE_DOSE_LIMIT:
  case TXC_RULE_STOP:
    return true;
  default:
    return false;
  }
}

struct collection {
  txc_judge *judge;
  txc_judgement *items;
  size_t count, capacity;
};

static bool
has_rule (const struct collection *collection, const txc_rule *rule)
{
  for (size_t i = 0; i < collection->count; i++) {
    const txc_rule *other = collection->items[i].rule;
    if (other == rule || (other->when == rule->when && strcmp (other->id, rule->id) == 0))
      return true;
  }
  return false;
}

static txc_status
collect (struct collection *collection, const txc_treatment *treatment, const txc_treatment *part, int depth)
{
  txc_judge *judge = collection->judge;
  const txc_knowledge_base *base = judge->inputs->knowledge_base;
  const txc_treatment *of = part ? part : treatment;
  for (size_t i = 0; i < base->rules_count; i++) {
    const txc_rule *rule = &base->rules[i];
    if (rule->treatment != of || (part && !passes_to_combination (rule->kind)) || has_rule (collection, rule))
      continue;
    collection->items = txc_arena_grow (judge->arena, collection->items, collection->count, &collection->capacity,
                                        sizeof *collection->items);
    if (!collection->items)
      return txc_error_no_memory (judge->err);
    txc_judgement *judgement = &collection->items[collection->count++];
    txc_status status = txc_judge_rule (judge, rule, judgement);
    if (status != TXC_OK)
      return status;
    judgement->part = part;
  }
  for (size_t i = 0; i < of->part_count && depth < DEPTH_LIMIT; i++) {
    if (!of->parts[i].treatment)
      continue;
    txc_status status = collect (collection, treatment, of->parts[i].treatment, depth + 1);
    if (status != TXC_OK)
      return status;
  }
  return TXC_OK;
}

static txc_rule_answer
may_fill (const txc_slot *slot)
{
  bool open = slot->member_count == 0;
  for (size_t i = 0; i < slot->member_count; i++) {
    txc_verdict_kind kind = slot->members[i].kind;
    if (kind == TXC_VERDICT_ELIGIBLE || kind == TXC_VERDICT_CAUTION)
      return TXC_RULE_TRUE;
    open = open || kind == TXC_VERDICT_UNDETERMINED;
  }
  return open ? TXC_RULE_UNKNOWN : TXC_RULE_FALSE;
}

static txc_status
fill_slot (txc_judge *judge, const txc_part *part, txc_slot *slot)
{
  txc_verdict *members = txc_arena_array (judge->arena, part->member_count ? part->member_count : 1, sizeof *members);
  if (!members)
    return txc_error_no_memory (judge->err);
  for (size_t i = 0; i < part->member_count; i++) {
    txc_status status = txc_judge_treatment (judge, part->members[i], false, &members[i]);
    if (status != TXC_OK)
      return status;
  }
  *slot = (txc_slot){ .part = part, .members = members, .member_count = part->member_count };
  slot->answer = may_fill (slot);
  return TXC_OK;
}

static txc_status
fill_slots (txc_judge *judge, txc_verdict *verdict)
{
  const txc_treatment *treatment = verdict->treatment;
  for (size_t i = 0; i < treatment->part_count; i++)
    verdict->slot_count += treatment->parts[i].slot != NULL;
  if (verdict->slot_count == 0)
    return TXC_OK;
  verdict->slots = txc_arena_array (judge->arena, verdict->slot_count, sizeof *verdict->slots);
  if (!verdict->slots)
    return txc_error_no_memory (judge->err);
  size_t filled = 0;
  for (size_t i = 0; i < treatment->part_count; i++) {
    if (!treatment->parts[i].slot)
      continue;
    txc_status status = fill_slot (judge, &treatment->parts[i], &verdict->slots[filled++]);
    if (status != TXC_OK)
      return status;
  }
  return TXC_OK;
}

/* How many rules of a kind have an answer. */
static size_t
count_of (const txc_verdict *verdict, txc_rule_kind kind, txc_rule_answer answer)
{
  size_t count = 0;
  for (size_t i = 0; i < verdict->judgement_count; i++)
    count += verdict->judgements[i].rule->kind == kind && verdict->judgements[i].answer == answer;
  return count;
}

static bool
any_slot (const txc_verdict *verdict, txc_rule_answer answer)
{
  for (size_t i = 0; i < verdict->slot_count; i++)
    if (verdict->slots[i].answer == answer)
      return true;
  return false;
}

static bool
is_undetermined (const txc_verdict *verdict)
{
  bool indicated = count_of (verdict, TXC_RULE_INDICATED, TXC_RULE_TRUE) > 0;
  return count_of (verdict, TXC_RULE_CONTRAINDICATED, TXC_RULE_UNKNOWN) > 0
         || count_of (verdict, TXC_RULE_AVOID, TXC_RULE_UNKNOWN) > 0
         || count_of (verdict, TXC_RULE_REQUIRES, TXC_RULE_UNKNOWN) > 0
         || count_of (verdict, TXC_RULE_NOT_INDICATED, TXC_RULE_UNKNOWN) > 0 || any_slot (verdict, TXC_RULE_UNKNOWN)
         || (!indicated && count_of (verdict, TXC_RULE_INDICATED, TXC_RULE_UNKNOWN) > 0) || verdict->no_indication;
}

static txc_verdict_kind
headline (txc_verdict *verdict)
{
  size_t indicated = count_of (verdict, TXC_RULE_INDICATED, TXC_RULE_TRUE);
  size_t perhaps_indicated = count_of (verdict, TXC_RULE_INDICATED, TXC_RULE_UNKNOWN);
  size_t refused = count_of (verdict, TXC_RULE_INDICATED, TXC_RULE_FALSE);
  verdict->no_indication = indicated + perhaps_indicated + refused == 0;
  if (count_of (verdict, TXC_RULE_CONTRAINDICATED, TXC_RULE_TRUE) > 0)
    return TXC_VERDICT_CONTRAINDICATED;
  if (count_of (verdict, TXC_RULE_AVOID, TXC_RULE_TRUE) > 0)
    return TXC_VERDICT_AVOID;
  if (count_of (verdict, TXC_RULE_NOT_INDICATED, TXC_RULE_TRUE) > 0 || (refused > 0 && indicated + perhaps_indicated == 0))
    return TXC_VERDICT_NOT_INDICATED;
  if (is_undetermined (verdict))
    return TXC_VERDICT_UNDETERMINED;
  if (count_of (verdict, TXC_RULE_REQUIRES, TXC_RULE_FALSE) > 0 || any_slot (verdict, TXC_RULE_FALSE))
    return TXC_VERDICT_REQUIREMENT_UNMET;
  if (count_of (verdict, TXC_RULE_CAUTION, TXC_RULE_TRUE) > 0 || count_of (verdict, TXC_RULE_CAUTION, TXC_RULE_UNKNOWN) > 0)
    return TXC_VERDICT_CAUTION;
  return TXC_VERDICT_ELIGIBLE;
}

bool
txc_judge_blocks (const txc_verdict *verdict, const txc_judgement *judgement)
{
  if (judgement->answer != TXC_RULE_UNKNOWN)
    return false;
  switch (judgement->rule->kind) {
  case TXC_RULE_CONTRAINDICATED:
  case TXC_RULE_AVOID:
  case TXC_RULE_REQUIRES:
  case TXC_RULE_NOT_INDICATED:
    return true;
  case TXC_RULE_INDICATED:
    return count_of (verdict, TXC_RULE_INDICATED, TXC_RULE_TRUE) == 0;
  default:
    return false;
  }
}

/* Is this answer one of the reasons for the headline? */
static bool
decides (const txc_verdict *verdict, const txc_judgement *judgement)
{
  txc_rule_kind kind = judgement->rule->kind;
  txc_rule_answer answer = judgement->answer;
  switch (verdict->kind) {
  case TXC_VERDICT_CONTRAINDICATED:
    return kind == TXC_RULE_CONTRAINDICATED && answer == TXC_RULE_TRUE;
  case TXC_VERDICT_AVOID:
    return kind == TXC_RULE_AVOID && answer == TXC_RULE_TRUE;
  case TXC_VERDICT_NOT_INDICATED:
    return (kind == TXC_RULE_NOT_INDICATED && answer == TXC_RULE_TRUE)
           || (kind == TXC_RULE_INDICATED && answer == TXC_RULE_FALSE
               && count_of (verdict, TXC_RULE_NOT_INDICATED, TXC_RULE_TRUE) == 0);
  case TXC_VERDICT_UNDETERMINED:
    return txc_judge_blocks (verdict, judgement);
  case TXC_VERDICT_REQUIREMENT_UNMET:
    return kind == TXC_RULE_REQUIRES && answer == TXC_RULE_FALSE;
  case TXC_VERDICT_CAUTION:
    return kind == TXC_RULE_CAUTION && (answer == TXC_RULE_TRUE || answer == TXC_RULE_UNKNOWN);
  case TXC_VERDICT_ELIGIBLE:
    return kind == TXC_RULE_INDICATED && answer == TXC_RULE_TRUE;
  }
  return false;
}

txc_status
txc_judge_treatment (txc_judge *judge, const txc_treatment *treatment, bool with_slots, txc_verdict *verdict)
{
  struct collection rules = { .judge = judge };
  *verdict = (txc_verdict){ .treatment = treatment };
  txc_status status = collect (&rules, treatment, NULL, 0);
  if (status != TXC_OK)
    return status;
  verdict->judgements = rules.items;
  verdict->judgement_count = rules.count;
  if (with_slots && (status = fill_slots (judge, verdict)) != TXC_OK)
    return status;
  verdict->kind = headline (verdict);
  for (size_t i = 0; i < verdict->judgement_count; i++)
    verdict->judgements[i].decides = decides (verdict, &verdict->judgements[i]);
  for (size_t i = 0; i < verdict->slot_count; i++)
    verdict->slots[i].decides =
      (verdict->kind == TXC_VERDICT_UNDETERMINED && verdict->slots[i].answer == TXC_RULE_UNKNOWN)
      || (verdict->kind == TXC_VERDICT_REQUIREMENT_UNMET && verdict->slots[i].answer == TXC_RULE_FALSE);
  return TXC_OK;
}
