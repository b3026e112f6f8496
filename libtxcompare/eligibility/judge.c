/* SPDX-License-Identifier: Apache-2.0
 *
 * Rules answered with their reasons.
 */
#include "eligibility/judge.h"

#include "base/error.h"

/* What was worked out for one compiled expression. The pointer is the key. */
typedef struct worked_out {
  const txc_cql_rule *when;
  txc_answer answer;
  const txc_reasons *reasons;
  const char *text, *to_settle;
} worked_out;

/* What one asks to learn the fact of a reading. */
static const char *
question_of (const txc_knowledge_base *base, const txc_reading *reading)
{
  const txc_feature *feature = &base->features[reading->parameter];
  const txc_item *item = reading->item ? txc_map_get (&feature->item_by_id, txc_text_of (reading->item)) : NULL;
  if (item)
    return item->question ? item->question : item->name;
  return feature->question ? feature->question : feature->name;
}

/* The questions of the smallest set of facts that settles the rule. */
static bool
word_settlement (txc_judge *judge, worked_out *item)
{
  const txc_reasons *reasons = item->reasons;
  if (item->answer != TXC_UNKNOWN || reasons->settlement_count == 0)
    return true;
  txc_buffer text = { 0 };
  for (size_t i = 0; i < reasons->settlements[0].count; i++) {
    const txc_reading *reading = &reasons->readings[reasons->settlements[0].readings[i]];
    txc_buffer_printf (&text, "%s%s", i > 0 ? " " : "", question_of (judge->inputs->knowledge_base, reading));
  }
  item->to_settle = txc_buffer_keep (&text, judge->arena);
  return item->to_settle != NULL;
}

static txc_status
explain (txc_judge *judge, worked_out *item)
{
  txc_arena scratch = { 0 };
  txc_reasons reasons;
  txc_status status = txc_cql_explain (item->when, &judge->inputs->facts, &scratch, &reasons, judge->err);
  if (status == TXC_OK) {
    item->reasons = txc_judge_keep_reasons (judge->arena, &reasons);
    status = item->reasons && word_settlement (judge, item) ? TXC_OK : txc_error_no_memory (judge->err);
  }
  txc_arena_release (&scratch);
  return status;
}

/* NULL, and the status, where it cannot be worked out. */
static const worked_out *
work_out (txc_judge *judge, const txc_cql_rule *when, txc_status *status)
{
  worked_out *item = txc_map_get (&judge->reasons, (txc_text){ (const char *)&when, sizeof when });
  if (item)
    return item;
  item = txc_arena_alloc (judge->arena, sizeof *item);
  *status = item ? TXC_OK : txc_error_no_memory (judge->err);
  if (!item)
    return NULL;
  *item = (worked_out){ .when = when, .answer = txc_cql_answer (when, &judge->inputs->facts, judge->arena),
                        .text = txc_arena_copy (judge->arena, txc_cql_rule_text (when)) };
  if (item->answer != TXC_FALSE && (*status = explain (judge, item)) != TXC_OK)
    return NULL;
  txc_text key = { (const char *)&item->when, sizeof item->when };
  if (item->text && txc_map_put (&judge->reasons, judge->arena, key, item))
    return item;
  *status = txc_error_no_memory (judge->err);
  return NULL;
}

/* What a country allows or advises against, as opposed to what keeps harm away. */
static bool
is_a_countrys_choice (txc_rule_kind kind)
{
  return kind == TXC_RULE_INDICATED || kind == TXC_RULE_NOT_INDICATED || kind == TXC_RULE_FAVOURS
         || kind == TXC_RULE_DISFAVOURS;
}

txc_status
txc_judge_rule (txc_judge *judge, const txc_rule *rule, txc_judgement *judgement)
{
  bool needs_country = false;
  *judgement = (txc_judgement){ .rule = rule, .answer = TXC_RULE_NOT_APPLICABLE,
                                .source = txc_provenance_text (&rule->provenance, judge->arena) };
  if (!judgement->source)
    return txc_error_no_memory (judge->err);
  if (!txc_eligibility_in_force (rule, judge->inputs->country, &judge->inputs->as_of, &needs_country)) {
    judgement->when = txc_arena_copy (judge->arena, txc_cql_rule_text (rule->when));
    return judgement->when ? TXC_OK : txc_error_no_memory (judge->err);
  }
  txc_status status = TXC_OK;
  const worked_out *known = work_out (judge, rule->when, &status);
  if (!known)
    return status;
  judgement->reasons = known->reasons;
  judgement->when = known->text;
  judgement->to_settle = known->to_settle;
  judgement->answer = known->answer == TXC_TRUE    ? TXC_RULE_TRUE
                      : known->answer == TXC_FALSE ? TXC_RULE_FALSE
                                                   : TXC_RULE_UNKNOWN;
  if (needs_country && judgement->answer == TXC_RULE_TRUE && is_a_countrys_choice (rule->kind)) {
    judgement->answer = TXC_RULE_UNKNOWN;
    judgement->needs_country = true;
    judgement->to_settle = "In which country?";
  }
  return TXC_OK;
}
