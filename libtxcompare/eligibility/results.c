/* SPDX-License-Identifier: Apache-2.0
 *
 * Verdicts and questions as the public interface shows them: written once, when
 * all is judged, so that whoever reads them borrows and threads may share them.
 */
#include "base/error.h"
#include "eligibility/judge.h"

static txc_rule_result
result_of (const txc_judgement *judgement)
{
  const txc_rule *rule = judgement->rule;
  return (txc_rule_result){
    .rule = rule->id,
    .kind = txc_rule_kind_text (rule->kind),
    .answer = judgement->answer,
    .decides = judgement->decides,
    .message = rule->message,
    .when = judgement->when,
    .source = judgement->source,
    .verification = txc_verification_text (rule->provenance.verification),
    .to_settle = judgement->to_settle,
    .part = judgement->part ? judgement->part->id : NULL,
    .detail = rule->detail,
    .action = rule->action,
    .strength = rule->strength,
    .country = rule->country,
  };
}

static bool
show_verdict (txc_verdict *verdict, txc_arena *arena)
{
  txc_rule_result *results = txc_arena_array (arena, verdict->judgement_count + 1, sizeof *results);
  txc_slot_result *slots = txc_arena_array (arena, verdict->slot_count + 1, sizeof *slots);
  if (!results || !slots)
    return false;
  for (size_t i = 0; i < verdict->judgement_count; i++)
    results[i] = result_of (&verdict->judgements[i]);
  for (size_t i = 0; i < verdict->slot_count; i++) {
    const txc_slot *slot = &verdict->slots[i];
    slots[i] = (txc_slot_result){ slot->part->name, slot->answer, slot->decides, slot->member_count };
  }
  verdict->results = results;
  verdict->slot_results = slots;
  return true;
}

static const txc_question *
show_questions (const txc_asking *askings, size_t count, txc_arena *arena)
{
  txc_question *questions = txc_arena_array (arena, count + 1, sizeof *questions);
  for (size_t i = 0; questions && i < count; i++)
    questions[i] = (txc_question){
      .feature = askings[i].feature ? askings[i].feature->id : "country",
      .items = askings[i].item_ids,
      .item_count = askings[i].item_count,
      .text = askings[i].text,
      .settles = askings[i].blocks,
      .answers = askings[i].answers,
      .answer_count = askings[i].answer_count,
      .fill_in = askings[i].fill_in,
    };
  return questions;
}

txc_status
txc_judge_show (txc_judge *judge, txc_verdict *verdicts, txc_eligibility *eligibility)
{
  for (size_t i = 0; i < eligibility->count; i++)
    if (!show_verdict (&verdicts[i], judge->arena))
      return txc_error_no_memory (judge->err);
  eligibility->shown_questions = show_questions (eligibility->questions, eligibility->question_count, judge->arena);
  return eligibility->shown_questions ? TXC_OK : txc_error_no_memory (judge->err);
}
