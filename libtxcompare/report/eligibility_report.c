/* SPDX-License-Identifier: Apache-2.0
 *
 * Verdicts with every rule's answer, and the open questions.
 */
#include "report/report.h"

static const char *
answer_word (txc_rule_answer answer)
{
  switch (answer) {
  case TXC_RULE_TRUE:
    return "yes";
  case TXC_RULE_FALSE:
    return "no";
  case TXC_RULE_UNKNOWN:
    return "unknown";
  default:
    return "does not apply";
  }
}

static txc_tone
answer_tone (const txc_judgement *judgement)
{
  if (judgement->answer == TXC_RULE_UNKNOWN)
    return TXC_TONE_UNKNOWN;
  if (judgement->answer != TXC_RULE_TRUE)
    return TXC_TONE_DIM;
  switch (judgement->rule->kind) {
  case TXC_RULE_CONTRAINDICATED:
  case TXC_RULE_AVOID:
  case TXC_RULE_EMERGENCY:
    return TXC_TONE_STOP;
  case TXC_RULE_INDICATED:
  case TXC_RULE_FAVOURS:
  case TXC_RULE_REQUIRES:
    return TXC_TONE_GOOD;
  default:
    return TXC_TONE_WATCH;
  }
}

static const char *
rule_text (txc_reporter *reporter, const txc_judgement *judgement)
{
  const txc_rule *rule = judgement->rule;
  txc_buffer text = { 0 };
  txc_buffer_printf (&text, "%s: %s", txc_rule_kind_text (rule->kind), rule->message);
  if (judgement->part)
    txc_buffer_printf (&text, " (from %s)", txc_treatment_short_name (judgement->part));
  if (rule->detail && (judgement->answer == TXC_RULE_TRUE || reporter->all))
    txc_buffer_printf (&text, "; %s", rule->detail);
  if (rule->action && judgement->answer == TXC_RULE_TRUE)
    txc_buffer_printf (&text, "; %s", rule->action);
  if (rule->country)
    txc_buffer_printf (&text, " (%s)", rule->country);
  if (judgement->answer == TXC_RULE_UNKNOWN && judgement->to_settle)
    txc_buffer_printf (&text, "\nto settle: %s", judgement->to_settle);
  return txc_report_keep (reporter, &text);
}

/* The kinds in the order in which they decide; yes before unknown before no. */
static void
add_rules (txc_reporter *reporter, txc_report_list *list, const txc_verdict *verdict)
{
  static const txc_rule_answer answers[] = { TXC_RULE_TRUE, TXC_RULE_UNKNOWN, TXC_RULE_FALSE, TXC_RULE_NOT_APPLICABLE };
  size_t hidden = 0;
  for (size_t a = 0; a < sizeof answers / sizeof *answers; a++)
    for (size_t i = 0; i < verdict->judgement_count; i++) {
      const txc_judgement *judgement = &verdict->judgements[i];
      if (judgement->answer != answers[a])
        continue;
      bool quiet = judgement->answer == TXC_RULE_NOT_APPLICABLE || (judgement->answer == TXC_RULE_FALSE && !judgement->decides);
      if (quiet && !reporter->all) {
        hidden++;
        continue;
      }
      txc_entry *entry = txc_report_cited_entry (reporter, list, judgement->rule->id, rule_text (reporter, judgement),
                                                 &judgement->rule->provenance);
      if (!entry)
        return;
      entry->key = judgement->rule->id;
      entry->word = answer_word (judgement->answer);
      entry->tone = answer_tone (judgement);
    }
  if (hidden > 0)
    txc_report_entry (reporter, list, NULL, NULL, txc_report_say (reporter, "%zu more rules answered no or do not apply (%s)", hidden, txc_report_hint (reporter, TXC_HINT_ALL)));
}

static void
add_slots (txc_reporter *reporter, txc_report_list *list, const txc_verdict *verdict)
{
  for (size_t s = 0; s < verdict->slot_count; s++)
    for (size_t i = 0; i < verdict->slots[s].member_count; i++) {
      const txc_verdict *member = &verdict->slots[s].members[i];
      txc_entry *entry = txc_report_entry (reporter, list, i == 0 ? verdict->slots[s].part->name : NULL,
                                           txc_report_verdict_word (member->kind), member->treatment->name);
      if (entry)
        entry->tone = txc_report_verdict_tone (member->kind);
    }
}

txc_status
txc_report_eligibility (const txc_eligibility *eligibility, const txc_report_options *options, txc_page **page, txc_error **err)
{
  txc_report_options known;
  txc_status status = txc_report_read_options (options, &known, err);
  if (status != TXC_OK)
    return status;
  txc_reporter reporter;
  txc_report_begin (&reporter, "eligibility", "May this person have it?", eligibility->inputs.knowledge_base, eligibility, &known);
  if (!reporter.failed) {
    txc_report_patient_section (&reporter, true);
    txc_report_verdict_section (&reporter);
  }
  for (size_t i = 0; i < eligibility->count && !reporter.failed; i++) {
    const txc_verdict *verdict = &eligibility->verdicts[i];
    txc_report_list list = { 0 };
    add_rules (&reporter, &list, verdict);
    add_slots (&reporter, &list, verdict);
    txc_section *section = txc_report_section (&reporter, verdict->treatment->id, verdict->treatment->name,
                                               txc_report_verdict_word (verdict->kind));
    txc_report_add_list (&reporter, section, &list);
  }
  return txc_report_finish (&reporter, page, err);
}

/* ---- questions ---------------------------------------------------------------------- */

static const char *
question_text (txc_reporter *reporter, const txc_asking *asking)
{
  const txc_eligibility *eligibility = reporter->eligibility;
  txc_buffer text = { 0 };
  txc_buffer_add (&text, asking->text);
  if (asking->settled_by_no_count > 0) {
    txc_buffer_printf (&text, "\na \"no\"%s settles ", asking->item_count > 1 ? " to all" : "");
    for (size_t i = 0; i < asking->settled_by_no_count; i++)
      txc_buffer_join (&text, txc_treatment_short_name (eligibility->verdicts[asking->settled_by_no[i]].treatment), i,
                       asking->settled_by_no_count, "and");
  } else if (asking->blocks > 0) {
    txc_buffer_printf (&text, "\n%zu verdict%s open until it is answered", asking->blocks, asking->blocks == 1 ? " is" : "s are");
  } else {
    txc_buffer_printf (&text, "\nwould settle cautions of %zu treatment%s", asking->refines, asking->refines == 1 ? "" : "s");
  }
  txc_buffer_add (&text, "\nanswer: ");
  txc_report_add_answers (reporter, &text, asking, reporter->all ? 16 : 2);
  return txc_report_keep (reporter, &text);
}

void
txc_report_question_section (txc_reporter *reporter, size_t most)
{
  const txc_eligibility *eligibility = reporter->eligibility;
  txc_report_list list = { 0 };
  size_t shown = 0;
  if (reporter->failed)
    return;
  for (size_t i = 0; i < eligibility->question_count; i++) {
    if (shown == most && !reporter->all)
      break;
    const txc_asking *asking = &eligibility->questions[i];
    txc_entry *entry = txc_report_entry (reporter, &list, txc_report_say (reporter, "%zu", ++shown), NULL,
                                         question_text (reporter, asking));
    if (entry)
      entry->key = asking->feature ? asking->feature->id : "country";
  }
  txc_section *section = txc_report_section (reporter, "questions", "What to ask, the most useful first",
                                             "An answer about one thing says nothing of the rest of its list.");
  txc_report_add_list (reporter, section, &list);
  if (shown == 0)
    txc_report_paragraph (reporter, section, "Nothing: every verdict is settled.");
  if (shown < eligibility->question_count)
    txc_report_paragraph (reporter, section, txc_report_say (reporter, "%zu more (%s)", eligibility->question_count - shown, txc_report_hint (reporter, TXC_HINT_ALL)));
}

txc_status
txc_report_questions (const txc_eligibility *eligibility, const txc_report_options *options, txc_page **page, txc_error **err)
{
  enum { FIRST_SCREEN = 5 };
  txc_report_options known;
  txc_status status = txc_report_read_options (options, &known, err);
  if (status != TXC_OK)
    return status;
  txc_reporter reporter;
  txc_report_begin (&reporter, "questions", "What to ask", eligibility->inputs.knowledge_base, eligibility, &known);
  txc_report_question_section (&reporter, FIRST_SCREEN);
  return txc_report_finish (&reporter, page, err);
}
