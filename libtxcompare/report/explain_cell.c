/* SPDX-License-Identifier: Apache-2.0
 *
 * One cell in full: what it says, from which counts, of whom, how it was
 * computed, and who says so.
 */
#include "report/report.h"

#include <math.h>

#include "base/error.h"
#include "base/number.h"

static void
add_count (txc_buffer *out, const txc_arm *arm, const txc_evidence_arm *evidence)
{
  if (evidence->has_events && evidence->has_n) {
    txc_number_add_shortest (out, evidence->events);
    txc_buffer_add (out, " of ");
    txc_number_add_shortest (out, evidence->n);
  } else if (arm->row.value.known) {
    txc_report_add_number (out, &arm->row.value);
    txc_buffer_add (out, arm->row.measure == TXC_MEASURE_PERCENT ? " %" : "");
    if (arm->n.known) {
      txc_buffer_add (out, " of ");
      txc_report_add_number (out, &arm->n);
    } else {
      txc_buffer_add (out, " (number of people not given)");
    }
  }
  txc_buffer_printf (out, " on %s", arm->row.arm ? arm->row.arm : "treatment");
  if (arm->row.regimen)
    txc_buffer_printf (out, ", %s", arm->row.regimen);
}

/* "41 of 100 against 9 of 100: 32 more (95 % interval 25 to 38)" */
static void
add_sentence (txc_buffer *out, const txc_shown *shown)
{
  if (!shown->treated_risk.known || shown->row->operator != TXC_OPERATOR_EQUAL || !shown->comparator_risk.known) {
    txc_report_add_shown (out, shown);
    return;
  }
  txc_report_add_per_100 (out, txc_number_per_100 (shown->treated_risk.value));
  txc_buffer_add (out, " of 100 against ");
  txc_report_add_per_100 (out, txc_number_per_100 (shown->comparator_risk.value));
  txc_buffer_add (out, " of 100");
  if (!shown->difference.known)
    return;
  double difference = txc_number_per_100 (shown->difference.value);
  txc_buffer_add (out, ": ");
  txc_report_add_per_100 (out, fabs (difference));
  txc_buffer_add (out, difference < 0 ? " fewer" : " more");
  if (shown->difference.method == TXC_EVIDENCE_NO_INTERVAL)
    return;
  int places = txc_report_places (shown->difference.interval);
  txc_buffer_add (out, " (95 % interval ");
  txc_number_add_fixed (out, txc_number_per_100 (shown->difference.interval.low), places);
  txc_buffer_add (out, " to ");
  txc_number_add_fixed (out, txc_number_per_100 (shown->difference.interval.high), places);
  txc_buffer_add_char (out, ')');
}

/* Both framings: of 100 people 29 feel sick, 71 do not. */
static void
add_framing (txc_reporter *reporter, txc_report_list *list, const txc_shown *shown)
{
  const txc_endpoint *endpoint = shown->row->endpoint;
  if (!shown->treated_risk.known || shown->row->operator != TXC_OPERATOR_EQUAL || !endpoint->plain)
    return;
  txc_buffer text = { 0 };
  txc_buffer_add (&text, "of 100 people ");
  txc_report_add_per_100 (&text, txc_number_per_100 (shown->treated_risk.value));
  txc_buffer_printf (&text, " %s, ", endpoint->plain);
  txc_report_add_per_100 (&text, 100 - txc_number_per_100 (shown->treated_risk.value));
  txc_buffer_add (&text, strncmp (endpoint->plain, "are ", 4) == 0 ? " are not" : " do not");
  txc_report_entry (reporter, list, "in words", NULL, txc_report_keep (reporter, &text));
}

static const char *
how (const txc_shown *shown)
{
  switch (shown->difference.method) {
  case TXC_EVIDENCE_FROM_COUNTS:
    return "difference of proportions, Newcombe 1998 method 10";
  case TXC_EVIDENCE_FROM_RATIO:
    return shown->contrast->row.measure == TXC_MEASURE_ODDS_RATIO
             ? "the baseline's odds times the odds ratio; the interval is the ratio's, the baseline is taken as it stands"
             : "the baseline's risk times the risk ratio; the interval is the ratio's, the baseline is taken as it stands";
  case TXC_EVIDENCE_FROM_PERCENTAGES:
    return "difference of proportions, Newcombe 1998 method 10, over every count that the printed percentages may stand for";
  default:
    break;
  }
  if (shown->difference.known)
    return "difference of the printed percentages; the numbers of people are not given, so there is no interval";
  const char *why = txc_report_no_difference (shown);
  return why ? why : "as reported by the source";
}

static void
add_part_of (txc_report_list *list, txc_reporter *reporter, const txc_shown *shown)
{
  const txc_trial *trial = shown->row->trial;
  txc_buffer text = { 0 };
  txc_buffer_printf (&text, "%s (%s), %s", trial->name, txc_report_trial_kind (trial->kind), txc_design_text (trial->design));
  for (size_t i = 0; i < trial->part_count; i++)
    txc_buffer_printf (&text, "%s%s", i == 0 ? "; contains " : ", ", trial->parts[i]->name);
  if (trial->registry)
    txc_buffer_printf (&text, "; %s", trial->registry);
  if (trial->cut_off)
    txc_buffer_printf (&text, "; the table lists %s", trial->cut_off);
  txc_report_entry (reporter, list, "trial", NULL, txc_report_keep (reporter, &text));
}

static void
add_inputs (txc_reporter *reporter, txc_report_list *list, const txc_shown *shown)
{
  txc_buffer text = { 0 };
  if (shown->treated) {
    add_count (&text, shown->treated, &shown->treated_arm);
    txc_report_cited_entry (reporter, list, "from", txc_report_keep (reporter, &text), &shown->treated->row.provenance);
  }
  if (shown->baseline) {
    txc_report_add_baseline (&text, shown);
    txc_report_cited_entry (reporter, list, "from", txc_report_keep (reporter, &text), &shown->baseline->row.provenance);
  }
  if (shown->comparator) {
    add_count (&text, shown->comparator, &shown->comparator_arm);
    txc_report_cited_entry (reporter, list, NULL, txc_report_keep (reporter, &text), &shown->comparator->row.provenance);
  }
}

static void
add_shown (txc_reporter *reporter, const txc_shown *shown, size_t index)
{
  txc_report_list list = { 0 };
  txc_buffer sentence = { 0 }, who = { 0 };
  add_sentence (&sentence, shown);
  for (size_t i = 0; i < sentence.length; i++)
    if (sentence.data[i] == '\n')
      sentence.data[i] = ' ';
  txc_report_add_setting (&who, shown);
  txc_section *section =
    txc_report_section (reporter, shown->row->id, index == 0 ? shown->row->endpoint->name : "Another row of the base",
                        txc_report_keep (reporter, &sentence));
  add_framing (reporter, &list, shown);
  add_inputs (reporter, &list, shown);
  txc_report_entry (reporter, &list, "who", NULL, txc_report_keep (reporter, &who));
  add_part_of (&list, reporter, shown);
  txc_report_entry (reporter, &list, "how", NULL, how (shown));
  const char *source = txc_provenance_text (&shown->row->provenance, &reporter->page->arena);
  txc_report_cited_entry (reporter, &list, "source",
                          txc_report_say (reporter, "%s (%s; row %s)", source ? source : "",
                                          txc_verification_text (shown->row->provenance.verification), shown->row->id),
                          &shown->row->provenance);
  if (shown->row->provenance.note)
    txc_report_entry (reporter, &list, "note", NULL, shown->row->provenance.note);
  txc_report_add_list (reporter, section, &list);
}

static void
add_cell (txc_reporter *reporter, const txc_comparison_entry *entry, const txc_endpoint *endpoint)
{
  if (entry->shown_count == 0) {
    const char *why = entry->state == TXC_CELL_NOT_REPORTED ? "Not reported: the source does not give it. That is not zero."
                      : entry->state == TXC_CELL_BELOW_CUT_OFF
                        ? txc_report_say (reporter, "Below the source's cut-off: %s lists %s. That is not zero.", entry->cut_off->name,
                                          entry->cut_off->cut_off)
                        : "Not entered: the base has no row for it. Nothing follows from that.";
    txc_section *section = txc_report_section (reporter, endpoint->id, endpoint->name, NULL);
    txc_report_paragraph (reporter, section, why);
  }
  for (size_t i = 0; i < entry->shown_count; i++)
    add_shown (reporter, &entry->shown[i], i);
}

static txc_status
find_endpoint (const txc_knowledge_base *base, const char *name, const txc_endpoint **endpoint, txc_error **err)
{
  *endpoint = txc_knowledge_base_endpoint (base, name);
  if (*endpoint)
    return TXC_OK;
  bool effect = txc_map_nearest (&base->effect_by_id, txc_text_of (name)).data != NULL;
  return txc_knowledge_not_found (effect ? &base->effect_by_id : &base->outcome_by_id, "effect or outcome", name, err);
}

static txc_status
add_chosen_cell (txc_reporter *reporter, const char *effect, txc_error **err)
{
  txc_arena *arena = &reporter->page->arena;
  const txc_endpoint *endpoint = NULL;
  txc_selection selection;
  txc_comparison_entry entry = { 0 };
  txc_status status = find_endpoint (reporter->base, effect, &endpoint, err);
  if (status == TXC_OK)
    status = txc_comparison_begin (reporter->eligibility, arena, &selection, err);
  if (status == TXC_OK)
    status = txc_comparison_about (&selection, reporter->eligibility->verdicts[0].treatment, arena, err);
  if (status == TXC_OK && endpoint->kind == TXC_ENDPOINT_OUTCOME)
    endpoint = selection.rows[endpoint->index];
  if (status == TXC_OK)
    status = txc_comparison_select (&selection, endpoint, arena, &entry, err);
  if (status == TXC_OK)
    add_cell (reporter, &entry, endpoint);
  return status;
}

static txc_status
explain_cell (const txc_patient *patient, const char *treatment, const char *effect, const txc_report_options *options,
              txc_page **page, txc_error **err)
{
  txc_eligibility *eligibility = NULL;
  txc_status status = txc_eligibility_new (patient, &treatment, 1, &eligibility, err);
  if (status != TXC_OK)
    return status;
  txc_reporter reporter;
  txc_report_begin (&reporter, "cell", "One number explained", eligibility->inputs.knowledge_base, eligibility, options);
  if (!reporter.failed)
    status = add_chosen_cell (&reporter, effect, err);
  if (status == TXC_OK)
    status = txc_report_finish (&reporter, page, err);
  else
    txc_page_unref (reporter.page);
  txc_eligibility_unref (eligibility);
  return status;
}

txc_status
txc_report_cell (const txc_patient *patient, const char *cell, const txc_report_options *options, txc_page **page,
                 txc_error **err)
{
  txc_report_options known;
  txc_status status = txc_report_read_options (options, &known, err);
  if (status != TXC_OK)
    return status;
  const char *colon = strchr (cell, ':');
  if (!colon)
    return txc_error_set (err, TXC_NOT_FOUND, NULL, "'%s' names no cell: write TREATMENT:EFFECT, such as sertraline:nausea", cell);
  txc_arena scratch = { 0 };
  char *treatment = txc_arena_copy (&scratch, (txc_text){ cell, (size_t)(colon - cell) });
  status = treatment ? explain_cell (patient, treatment, colon + 1, &known, page, err) : txc_error_no_memory (err);
  txc_arena_release (&scratch);
  return status;
}
