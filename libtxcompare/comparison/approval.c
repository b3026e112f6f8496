/* SPDX-License-Identifier: Apache-2.0
 *
 * Approved for this person, in this country, on this day, and for what?
 */
#include "comparison/comparison.h"

#include "base/buffer.h"
#include "base/error.h"

/* A use that the base knows rules for; anaesthesia is none in a base about depression. */
static bool
is_a_use_of_the_base (const txc_knowledge_base *base, const txc_indication *indication)
{
  for (size_t i = 0; i < base->rules_count; i++)
    if (base->rules[i].kind == TXC_RULE_INDICATED && base->rules[i].indication == indication)
      return true;
  return false;
}

static bool
in_force (const txc_approval *approval, const txc_eligibility_inputs *inputs)
{
  txc_date date;
  if (inputs->country && approval->country && !txc_eligibility_country_covers (approval->country, inputs->country))
    return false;
  return !approval->date || !txc_date_parse (txc_text_of (approval->date), &date)
         || txc_date_compare (&date, &inputs->as_of, TXC_PRECISION_NONE) != TXC_AFTER;
}

static txc_approval_answer
answer_of (const txc_approval *approval, const txc_eligibility_inputs *inputs, txc_arena *arena)
{
  if (approval->status != TXC_APPROVED)
    return TXC_APPROVAL_NO;
  if (!is_a_use_of_the_base (inputs->knowledge_base, approval->indication))
    return TXC_APPROVAL_OTHER_USE;
  if (approval->population && txc_cql_answer (approval->population, &inputs->facts, arena) == TXC_FALSE)
    return TXC_APPROVAL_OTHER_PEOPLE;
  return TXC_APPROVAL_YES;
}

static void
add_name (txc_buffer *text, const char *name, const char *country)
{
  if (text->length && strstr (text->data, name))
    return;
  txc_buffer_printf (text, "%s%s", text->length ? ", " : "", name);
  if (country)
    txc_buffer_printf (text, " (%s)", country);
}

static void
put_in_words (const txc_approval_summary *summary, const txc_eligibility_inputs *inputs, txc_buffer *text)
{
  txc_buffer names = { 0 };
  for (size_t i = 0; i < summary->approval_count; i++) {
    const txc_approval *approval = summary->approvals[i];
    bool people = summary->answer == TXC_APPROVAL_OTHER_PEOPLE && approval->population_text;
    add_name (&names, people ? approval->population_text : approval->indication->short_name,
              inputs->country ? NULL : approval->country);
  }
  switch (summary->answer) {
  case TXC_APPROVAL_YES:
    txc_buffer_add (text, txc_buffer_string (&names));
    break;
  case TXC_APPROVAL_OTHER_USE:
    txc_buffer_printf (text, "no, off-label (approved for %s)", txc_buffer_string (&names));
    break;
  case TXC_APPROVAL_OTHER_PEOPLE:
    txc_buffer_printf (text, "not for this person: %s only", txc_buffer_string (&names));
    break;
  case TXC_APPROVAL_NO:
    txc_buffer_add (text, "no");
    break;
  default:
    txc_buffer_add (text, "not entered");
    break;
  }
  if (names.failed)
    text->failed = true;
  txc_buffer_release (&names);
}

txc_status
txc_comparison_approval (const txc_eligibility *eligibility, const txc_treatment *treatment, txc_arena *arena,
                         txc_approval_summary *summary, txc_error **err)
{
  const txc_eligibility_inputs *inputs = &eligibility->inputs;
  const txc_approval **kept = txc_arena_array (arena, treatment->approval_count + 1, sizeof *kept);
  if (!kept)
    return txc_error_no_memory (err);
  *summary = (txc_approval_summary){ .answer = TXC_APPROVAL_NOT_ENTERED, .approvals = kept };
  /* The best answer wins; all approvals that give it are kept. */
  for (size_t i = 0; i < treatment->approval_count; i++) {
    const txc_approval *approval = &treatment->approvals[i];
    if (!in_force (approval, inputs))
      continue;
    txc_approval_answer answer = answer_of (approval, inputs, arena);
    if (summary->answer != TXC_APPROVAL_NOT_ENTERED && answer > summary->answer)
      continue;
    if (answer != summary->answer)
      summary->approval_count = 0;
    summary->answer = answer;
    kept[summary->approval_count++] = approval;
  }
  txc_buffer text = { 0 };
  put_in_words (summary, inputs, &text);
  summary->text = txc_buffer_keep (&text, arena);
  return summary->text ? TXC_OK : txc_error_no_memory (err);
}
