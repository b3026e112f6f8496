/* SPDX-License-Identifier: Apache-2.0
 *
 * May this person have it? The headline of every treatment with its reasons,
 * each with its source; what to ask; what a switch needs.
 */
#include "eligibility/judge.h"
#include "report/report.h"

enum { POSSIBLE_ON_FIRST_SCREEN = 3, NEEDED_ON_FIRST_SCREEN = 8, TOGETHER = 64, SOURCES_ON_FIRST_SCREEN = 3 };

/* The reasons of one treatment, line by line. The first line carries its name
   and its headline. */
typedef struct reasons {
  txc_reporter *reporter;
  txc_report_list *list;
  const txc_verdict *verdict;
  const char *label;
  bool begun;
} reason_lines;

static txc_entry *
add_line (reason_lines *lines, const char *text, const txc_provenance *const *provenances, size_t count)
{
  txc_entry *entry = txc_report_entry (lines->reporter, lines->list, lines->begun ? NULL : lines->label,
                                       lines->begun ? NULL : txc_report_verdict_word (lines->verdict->kind), text);
  if (!entry)
    return NULL;
  entry->tone = txc_report_verdict_tone (lines->verdict->kind);
  entry->key = lines->verdict->treatment->id;
  lines->begun = true;
  txc_citation_marks marks = txc_report_cite_all (lines->reporter, provenances, count);
  entry->sources = marks.sources;
  entry->source_count = lines->reporter->all || marks.count < SOURCES_ON_FIRST_SCREEN ? marks.count : SOURCES_ON_FIRST_SCREEN;
  entry->mark = marks.mark;
  return entry;
}

/* ---- facts behind a reason --------------------------------------------------------- */

static bool
is_medicine_of (const txc_medicine *medicine, const char *item)
{
  if (strcmp (medicine->id, item) == 0)
    return true;
  for (size_t i = 0; i < medicine->class_count; i++) {
    if (strcmp (medicine->classes[i]->id, item) == 0)
      return true;
    for (size_t k = 0; k < medicine->classes[i]->is_a_count; k++)
      if (strcmp (medicine->classes[i]->is_a[k]->id, item) == 0)
        return true;
  }
  return false;
}

static bool
is_treatment_of (const txc_knowledge_base *base, const txc_treatment *treatment, const char *item)
{
  const txc_class *class = txc_map_get (&base->class_by_id, txc_text_of (item));
  return strcmp (treatment->id, item) == 0 || (class && txc_treatment_in_class (treatment, class));
}

/* What is taken that a reading of a list of medicines met. */
static void
add_taken (txc_buffer *out, const txc_eligibility *eligibility, const txc_reading *reading)
{
  const txc_patient *patient = eligibility->patient;
  for (size_t i = 0; patient && i < patient->tried_count; i++) {
    const txc_tried *tried = &patient->tried[i];
    bool met = tried->medicine   ? is_medicine_of (tried->medicine, reading->item)
               : tried->treatment ? is_treatment_of (eligibility->inputs.knowledge_base, tried->treatment, reading->item)
                                  : false;
    if (!tried->current || !met || (out->length && strstr (out->data, tried->name)))
      continue;
    txc_buffer_printf (out, "%s%s", out->length ? ", " : "", tried->name);
  }
}

/* A measured value as people read it. */
static void
add_value (txc_buffer *out, const txc_eligibility *eligibility, const txc_feature *feature)
{
  const txc_patient_fact *fact = eligibility->patient ? txc_patient_find (eligibility->patient, feature, TXC_NO_ITEM) : NULL;
  if (!fact || !fact->text)
    return;
  txc_buffer_printf (out, "%s%s %s", out->length ? ", " : "", feature->name, fact->text);
}

/* The patient's own facts behind a true answer: "apixaban", "systolic blood
   pressure 148 mmHg". Conditions and yes-or-no facts are in the message already. */
static const char *
facts_behind (txc_reporter *reporter, const txc_judgement *judgement)
{
  const txc_reasons *reasons = judgement->reasons;
  txc_buffer text = { 0 };
  for (size_t i = 0; reasons && judgement->answer == TXC_RULE_TRUE && i < reasons->deciding_count; i++) {
    const txc_reading *reading = &reasons->readings[reasons->deciding[i]];
    const txc_feature *feature = &reporter->base->features[reading->parameter];
    if (reading->item && reading->present == TXC_TRUE && feature->derivation == TXC_DERIVE_MEDICATIONS
        && feature->medication_status == TXC_MEDICATION_CURRENT)
      add_taken (&text, reporter->eligibility, reading);
    else if (feature->type.kind == TXC_CQL_QUANTITY)
      add_value (&text, reporter->eligibility, feature);
  }
  return txc_report_unit (reporter, txc_report_keep (reporter, &text));
}

/* ---- reasons ------------------------------------------------------------------------- */

static void
add_judgement (reason_lines *lines, const char *before, const txc_judgement *judgement)
{
  const txc_rule *rule = judgement->rule;
  const char *facts = facts_behind (lines->reporter, judgement);
  bool says_so = rule->message && strstr (rule->message, facts);
  txc_buffer text = { 0 };
  txc_buffer_printf (&text, "%s%s", before, rule->message);
  if (rule->kind == TXC_RULE_DOSE_LIMIT && rule->limit.dose && !strstr (rule->message, rule->limit.dose))
    txc_buffer_printf (&text, ": at most %s%s%s", rule->limit.dose, rule->limit.per ? " per " : "",
                       rule->limit.per ? rule->limit.per : "");
  if (*facts && !says_so)
    txc_buffer_printf (&text, " (%s)", facts);
  if (rule->country && !lines->reporter->eligibility->inputs.country)
    txc_buffer_printf (&text, " (%s)", rule->country);
  if (rule->action && (rule->kind == TXC_RULE_CONTRAINDICATED || rule->kind == TXC_RULE_AVOID || rule->kind == TXC_RULE_STOP))
    txc_buffer_printf (&text, ": %s", rule->action);
  const txc_provenance *provenance = &rule->provenance;
  add_line (lines, txc_report_keep (lines->reporter, &text), &provenance, 1);
}

static void
add_all (reason_lines *lines, const char *before, txc_rule_kind kind, txc_rule_answer answer)
{
  for (size_t i = 0; i < lines->verdict->judgement_count; i++) {
    const txc_judgement *judgement = &lines->verdict->judgements[i];
    if (judgement->rule->kind == kind && judgement->answer == answer)
      add_judgement (lines, before, judgement);
  }
}

static bool
is_said (const char *message, const char *const *messages, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (strcmp (messages[i], message) == 0)
      return true;
  return false;
}

static const txc_source *
first_source (const txc_judgement *judgement)
{
  const txc_provenance *provenance = &judgement->rule->provenance;
  return provenance->citation_count ? provenance->citations[0].source : NULL;
}

typedef bool (*is_wanted) (const txc_verdict *verdict, const txc_judgement *judgement);

/* Rules that rest on the same source as the one at `from`, on one line: "needs an
   answer: aneurysm? arteriovenous malformation? [3]". */
static void
add_group (reason_lines *lines, const char *before, const char *after_each, is_wanted wanted, size_t from, bool *done,
           size_t *room)
{
  const txc_provenance *provenances[TOGETHER];
  const char *messages[TOGETHER];
  size_t count = 0;
  txc_buffer text = { 0 };
  txc_buffer_add (&text, before);
  for (size_t i = from; i < lines->verdict->judgement_count; i++) {
    const txc_judgement *judgement = &lines->verdict->judgements[i];
    if (done[i] || !wanted (lines->verdict, judgement) || first_source (judgement) != first_source (&lines->verdict->judgements[from]))
      continue;
    bool said = is_said (judgement->rule->message, messages, count);
    if (!said && (count == TOGETHER || *room == 0))
      continue;
    done[i] = true;
    if (said)
      continue;
    (*room)--;
    txc_buffer_printf (&text, "%s%s%s", count ? (*after_each ? " " : "; ") : "", judgement->rule->message, after_each);
    messages[count] = judgement->rule->message;
    provenances[count++] = &judgement->rule->provenance;
  }
  const char *kept = txc_report_keep (lines->reporter, &text);
  if (count > 0)
    add_line (lines, kept, provenances, count);
}

/* Several rules of one kind together, a line a source; on the first screen no more than `most`. */
static void
add_together (reason_lines *lines, const char *before, const char *after_each, size_t most, is_wanted wanted)
{
  size_t count = lines->verdict->judgement_count, room = lines->reporter->all ? count : most, left = 0, groups = 0;
  bool *done = txc_arena_array (&lines->reporter->page->arena, count + 1, sizeof *done);
  if (!done) {
    lines->reporter->failed = true;
    return;
  }
  for (size_t i = 0; i < count && room > 0; i++)
    if (!done[i] && wanted (lines->verdict, &lines->verdict->judgements[i]))
      add_group (lines, groups++ ? "and: " : before, after_each, wanted, i, done, &room);
  for (size_t i = 0; i < count; i++)
    left += !done[i] && wanted (lines->verdict, &lines->verdict->judgements[i]);
  if (left > 0)
    add_line (lines, txc_report_say (lines->reporter, "and %zu more (%s)", left, txc_report_hint (lines->reporter, TXC_HINT_ALL)), NULL, 0);
}

static bool
is_needed (const txc_verdict *verdict, const txc_judgement *judgement)
{
  return verdict->kind == TXC_VERDICT_UNDETERMINED && txc_judge_blocks (verdict, judgement)
         && judgement->rule->kind != TXC_RULE_INDICATED;
}

static bool
is_needed_use (const txc_verdict *verdict, const txc_judgement *judgement)
{
  return verdict->kind == TXC_VERDICT_UNDETERMINED && txc_judge_blocks (verdict, judgement)
         && judgement->rule->kind == TXC_RULE_INDICATED;
}

static bool
is_possible_caution (const txc_verdict *verdict, const txc_judgement *judgement)
{
  (void)verdict;
  return judgement->rule->kind == TXC_RULE_CAUTION && judgement->answer == TXC_RULE_UNKNOWN;
}

static bool
is_refused_use (const txc_verdict *verdict, const txc_judgement *judgement)
{
  return verdict->kind == TXC_VERDICT_NOT_INDICATED && judgement->rule->kind == TXC_RULE_INDICATED
         && judgement->answer == TXC_RULE_FALSE;
}

static bool
is_use (const txc_verdict *verdict, const txc_judgement *judgement)
{
  return verdict->kind == TXC_VERDICT_ELIGIBLE && judgement->rule->kind == TXC_RULE_INDICATED
         && judgement->answer == TXC_RULE_TRUE;
}

/* "an oral antidepressant may be: sertraline, venlafaxine (caution); open: ..." */
static void
add_slot (reason_lines *lines, const txc_slot *slot)
{
  static const txc_verdict_kind order[] = {
    TXC_VERDICT_ELIGIBLE, TXC_VERDICT_CAUTION, TXC_VERDICT_UNDETERMINED, TXC_VERDICT_REQUIREMENT_UNMET,
    TXC_VERDICT_NOT_INDICATED, TXC_VERDICT_AVOID, TXC_VERDICT_CONTRAINDICATED,
  };
  txc_buffer text = { 0 };
  size_t groups = 0;
  txc_buffer_printf (&text, "%s", slot->part->name);
  for (size_t k = 0; k < sizeof order / sizeof *order; k++) {
    size_t members = 0;
    for (size_t i = 0; i < slot->member_count; i++) {
      if (slot->members[i].kind != order[k])
        continue;
      if (members == 0)
        txc_buffer_printf (&text, "%s%s: ", groups++ ? "; " : ", ", txc_report_verdict_word (order[k]));
      txc_buffer_printf (&text, "%s%s", members++ ? ", " : "", txc_treatment_short_name (slot->members[i].treatment));
    }
  }
  if (slot->member_count == 0)
    txc_buffer_add (&text, ": the base has none to choose from");
  add_line (lines, txc_report_keep (lines->reporter, &text), NULL, 0);
}

static void
add_treatment (txc_reporter *reporter, txc_report_list *list, const txc_verdict *verdict)
{
  reason_lines lines = { reporter, list, verdict, txc_treatment_short_name (verdict->treatment), false };
  const txc_patient *patient = reporter->eligibility->patient;
  add_all (&lines, "", TXC_RULE_CONTRAINDICATED, TXC_RULE_TRUE);
  add_all (&lines, "avoid: ", TXC_RULE_AVOID, TXC_RULE_TRUE);
  add_all (&lines, "not indicated: ", TXC_RULE_NOT_INDICATED, TXC_RULE_TRUE);
  add_together (&lines, "not met: ", "", NEEDED_ON_FIRST_SCREEN, is_refused_use);
  add_together (&lines, "needs an answer: ", "?", NEEDED_ON_FIRST_SCREEN, is_needed);
  add_together (&lines, "to be indicated, needs an answer: ", "?", NEEDED_ON_FIRST_SCREEN, is_needed_use);
  if (verdict->no_indication && verdict->kind == TXC_VERDICT_UNDETERMINED)
    add_line (&lines, "the base names nothing it is for, here and on this day", NULL, 0);
  add_all (&lines, "needs: ", TXC_RULE_REQUIRES, TXC_RULE_FALSE);
  add_together (&lines, "for ", "", NEEDED_ON_FIRST_SCREEN, is_use);
  if (patient && txc_patient_takes (patient, verdict->treatment->id) == TXC_TRUE)
    add_line (&lines, "takes it now", NULL, 0);
  add_all (&lines, verdict->kind == TXC_VERDICT_CAUTION ? "" : "caution: ", TXC_RULE_CAUTION, TXC_RULE_TRUE);
  add_all (&lines, "dose: ", TXC_RULE_DOSE_LIMIT, TXC_RULE_TRUE);
  add_all (&lines, "stop: ", TXC_RULE_STOP, TXC_RULE_TRUE);
  add_all (&lines, "against it: ", TXC_RULE_DISFAVOURS, TXC_RULE_TRUE);
  add_all (&lines, "for it: ", TXC_RULE_FAVOURS, TXC_RULE_TRUE);
  if (verdict->kind >= TXC_VERDICT_UNDETERMINED)
    add_together (&lines, "not known, a caution if so: ", "", POSSIBLE_ON_FIRST_SCREEN, is_possible_caution);
  for (size_t i = 0; i < verdict->slot_count; i++)
    add_slot (&lines, &verdict->slots[i]);
  if (!lines.begun)
    add_line (&lines, "no rule speaks against it", NULL, 0);
}

static const char *
title (txc_reporter *reporter)
{
  const txc_knowledge_base *base = reporter->base;
  for (size_t i = 0; reporter->eligibility->patient && i < base->features_count; i++) {
    if (base->features[i].derivation != TXC_DERIVE_GENDER)
      continue;
    const txc_patient_fact *fact = txc_patient_find (reporter->eligibility->patient, &base->features[i], TXC_NO_ITEM);
    if (fact && fact->text && strcmp (fact->text, "female") == 0)
      return "May she have it?";
    if (fact && fact->text && strcmp (fact->text, "male") == 0)
      return "May he have it?";
  }
  return "May this person have it?";
}

/* "Most useful next question: ... A "no" to all settles esketamine and ketamine IV." */
static void
add_next_question (txc_reporter *reporter, txc_section *section)
{
  const txc_eligibility *eligibility = reporter->eligibility;
  if (eligibility->question_count == 0 || eligibility->questions[0].blocks == 0)
    return;
  const txc_asking *asking = &eligibility->questions[0];
  txc_buffer text = { 0 };
  txc_buffer_printf (&text, "Most useful next question: %s", asking->text);
  if (asking->settled_by_no_count > 0) {
    txc_buffer_printf (&text, "\nA \"no\"%s settles ", asking->item_count > 1 ? " to all" : "");
    for (size_t i = 0; i < asking->settled_by_no_count; i++)
      txc_buffer_join (&text, txc_treatment_short_name (eligibility->verdicts[asking->settled_by_no[i]].treatment), i,
                       asking->settled_by_no_count, "and");
    txc_buffer_add (&text, ".");
  }
  txc_buffer_add (&text, "\nTo answer: ");
  txc_report_add_answers (reporter, &text, asking, 2);
  if (eligibility->question_count > 1)
    txc_buffer_printf (&text, " (all questions: %s)", txc_report_hint (reporter, TXC_HINT_ASK));
  txc_report_paragraph (reporter, section, txc_report_keep (reporter, &text));
}

void
txc_report_verdict_section (txc_reporter *reporter)
{
  if (reporter->failed)
    return;
  txc_report_list list = { 0 };
  for (size_t i = 0; i < reporter->eligibility->count; i++)
    add_treatment (reporter, &list, &reporter->eligibility->verdicts[i]);
  txc_section *section = txc_report_section (reporter, "verdicts", title (reporter), NULL);
  txc_report_add_list (reporter, section, &list);
  add_next_question (reporter, section);
}

/* ---- tried, taken, switching ------------------------------------------------------------ */

static void
add_stopping (txc_reporter *reporter, txc_report_list *list)
{
  const txc_patient *patient = reporter->eligibility->patient;
  for (size_t i = 0; i < patient->tried_count; i++) {
    const txc_tried *tried = &patient->tried[i];
    if (!tried->current || !tried->treatment)
      continue;
    const txc_sourced_text *stopping = &tried->treatment->stopping;
    txc_report_cited_entry (reporter, list, txc_report_say (reporter, "stopping %s", txc_treatment_short_name (tried->treatment)),
                            stopping->text ? stopping->text : "not entered", stopping->text ? &stopping->provenance : NULL);
  }
}

/* The name of a class, treatment or medicine. */
static const char *
name_of (const txc_knowledge_base *base, const char *id)
{
  const txc_class *class = txc_map_get (&base->class_by_id, txc_text_of (id));
  const txc_treatment *treatment = txc_map_get (&base->treatment_by_id, txc_text_of (id));
  const txc_medicine *medicine = txc_map_get (&base->medicine_by_id, txc_text_of (id));
  if (class)
    return class->short_name ? class->short_name : class->name;
  return treatment ? treatment->name : medicine ? medicine->name : id;
}

/* What must have been stopped for a while before a treatment begins. */
static void
add_washouts (txc_reporter *reporter, txc_report_list *list, const txc_verdict *verdict)
{
  for (size_t i = 0; i < verdict->judgement_count; i++) {
    const txc_judgement *judgement = &verdict->judgements[i];
    const txc_rule *rule = judgement->rule;
    if (!rule->washout_after || judgement->answer == TXC_RULE_NOT_APPLICABLE
        || (judgement->answer != TXC_RULE_TRUE && !reporter->all))
      continue;
    txc_buffer text = { 0 };
    txc_buffer_printf (&text, "%swait %d %s%s after stopping %s", judgement->answer == TXC_RULE_TRUE ? "" : "in general: ",
                       rule->washout_time.count, rule->washout_time.unit, rule->washout_time.count == 1 ? "" : "s",
                       name_of (reporter->base, rule->washout_after));
    txc_report_cited_entry (reporter, list, txc_report_say (reporter, "starting %s", txc_treatment_short_name (verdict->treatment)),
                            txc_report_keep (reporter, &text), &rule->provenance);
  }
}

static void
add_tried (txc_reporter *reporter, txc_report_list *list, const txc_verdict *verdict)
{
  const txc_patient *patient = reporter->eligibility->patient;
  for (size_t i = 0; i < patient->tried_count; i++) {
    const txc_tried *tried = &patient->tried[i];
    if (tried->treatment == verdict->treatment)
      txc_report_entry (reporter, list, txc_report_say (reporter, "%s %s", tried->current ? "takes" : "tried",
                                                       txc_treatment_short_name (verdict->treatment)), NULL, tried->text);
  }
}

void
txc_report_switch_section (txc_reporter *reporter)
{
  if (reporter->failed || !reporter->eligibility->patient)
    return;
  txc_report_list list = { 0 };
  for (size_t i = 0; i < reporter->eligibility->count; i++)
    add_tried (reporter, &list, &reporter->eligibility->verdicts[i]);
  add_stopping (reporter, &list);
  for (size_t i = 0; i < reporter->eligibility->count; i++)
    add_washouts (reporter, &list, &reporter->eligibility->verdicts[i]);
  if (list.count == 0)
    return;
  txc_section *section = txc_report_section (reporter, "switching", "Tried, taken, switching", NULL);
  txc_report_add_list (reporter, section, &list);
}
