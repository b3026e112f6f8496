/* SPDX-License-Identifier: Apache-2.0
 *
 * What the treatments are, row by row: class, mechanism, how and where, how
 * often, how soon, how long, approval; and what is watched.
 */
#include "report/report.h"

/* Fills the cell of one treatment in one row. */
typedef void (*fill_cell) (txc_reporter *reporter, const txc_comparison *comparison, size_t column, txc_cell *cell);

static void
set_cell (txc_reporter *reporter, txc_cell *cell, const char *text, const txc_provenance *provenance)
{
  if (!text || !*text) {
    cell->blank = TXC_BLANK_NOT_ENTERED;
    return;
  }
  cell->text = text;
  if (!provenance)
    return;
  txc_citation_marks marks = txc_report_cite (reporter, provenance);
  cell->sources = marks.sources;
  cell->source_count = marks.count;
  cell->mark = marks.mark;
}

static const txc_treatment *
treatment_of (const txc_comparison *comparison, size_t column)
{
  return comparison->eligibility->verdicts[column].treatment;
}

static void
add_classes (txc_buffer *out, const txc_treatment *treatment)
{
  for (size_t i = 0; i < treatment->class_count; i++)
    txc_buffer_printf (out, "%s%s", out->length ? ", " : "", treatment->classes[i]->short_name ? treatment->classes[i]->short_name
                                                                                              : treatment->classes[i]->name);
}

static void
fill_class (txc_reporter *reporter, const txc_comparison *comparison, size_t column, txc_cell *cell)
{
  const txc_treatment *treatment = treatment_of (comparison, column);
  txc_buffer text = { 0 };
  add_classes (&text, treatment);
  for (size_t i = 0; i < treatment->part_count && treatment->class_count == 0; i++) {
    if (i > 0)
      txc_buffer_add (&text, " + ");
    txc_buffer part = { 0 };
    if (treatment->parts[i].treatment)
      add_classes (&part, treatment->parts[i].treatment);
    else
      txc_buffer_add (&part, treatment->parts[i].name);
    txc_buffer_add (&text, txc_buffer_string (&part));
    txc_buffer_release (&part);
  }
  set_cell (reporter, cell, txc_report_keep (reporter, &text), NULL);
}

static void
fill_mechanism (txc_reporter *reporter, const txc_comparison *comparison, size_t column, txc_cell *cell)
{
  const txc_sourced_text *mechanism = &treatment_of (comparison, column)->mechanism;
  set_cell (reporter, cell, mechanism->text, &mechanism->provenance);
}

static void
fill_route (txc_reporter *reporter, const txc_comparison *comparison, size_t column, txc_cell *cell)
{
  const txc_treatment *treatment = treatment_of (comparison, column);
  txc_buffer text = { 0 };
  for (size_t i = 0; i < treatment->route_count; i++) {
    const char *name = treatment->routes[i].short_name ? treatment->routes[i].short_name : treatment->routes[i].form;
    if (!name)
      name = treatment->routes[i].route;
    if (!text.length || !strstr (text.data, name))
      txc_buffer_printf (&text, "%s%s", text.length ? ", " : "", name);
  }
  set_cell (reporter, cell, txc_report_keep (reporter, &text), treatment->route_count ? &treatment->routes[0].provenance : NULL);
}

static void
fill_place (txc_reporter *reporter, const txc_comparison *comparison, size_t column, txc_cell *cell)
{
  const txc_treatment *treatment = treatment_of (comparison, column);
  const char *place = treatment->place;
  if (place && strcmp (place, "certified-clinic") == 0)
    place = "certified clinic";
  set_cell (reporter, cell, place ? place : treatment->setting.text, &treatment->setting.provenance);
}

/* The regimen for what this patient has, else the first. */
static const txc_regimen *
regimen_for (const txc_comparison *comparison, size_t column)
{
  const txc_verdict *verdict = &comparison->eligibility->verdicts[column];
  const txc_treatment *treatment = verdict->treatment;
  for (size_t i = 0; i < treatment->regimen_count; i++)
    for (size_t k = 0; k < verdict->judgement_count; k++)
      if (verdict->judgements[k].answer == TXC_RULE_TRUE && verdict->judgements[k].rule->indication
          && verdict->judgements[k].rule->indication == treatment->regimens[i].indication)
        return &treatment->regimens[i];
  return treatment->regimen_count ? &treatment->regimens[0] : NULL;
}

static void
fill_regimen (txc_reporter *reporter, const txc_comparison *comparison, size_t column, txc_cell *cell)
{
  const txc_regimen *regimen = regimen_for (comparison, column);
  set_cell (reporter, cell, regimen ? regimen->summary : NULL, regimen ? &regimen->provenance : NULL);
}

static void
fill_first (txc_reporter *reporter, const txc_comparison *comparison, size_t column, txc_cell *cell)
{
  const txc_treatment *treatment = treatment_of (comparison, column);
  set_cell (reporter, cell, treatment->onset_first, &treatment->onset.provenance);
}

static void
fill_full (txc_reporter *reporter, const txc_comparison *comparison, size_t column, txc_cell *cell)
{
  const txc_treatment *treatment = treatment_of (comparison, column);
  set_cell (reporter, cell, treatment->onset_full, &treatment->onset.provenance);
}

static void
fill_duration (txc_reporter *reporter, const txc_comparison *comparison, size_t column, txc_cell *cell)
{
  const txc_treatment *treatment = treatment_of (comparison, column);
  set_cell (reporter, cell, treatment->duration_short ? treatment->duration_short : treatment->duration.text,
            &treatment->duration.provenance);
}

static void
fill_approval (txc_reporter *reporter, const txc_comparison *comparison, size_t column, txc_cell *cell)
{
  const txc_approval_summary *summary = &comparison->approvals[column];
  const txc_provenance *provenances[8];
  size_t count = 0;
  if (summary->answer == TXC_APPROVAL_NOT_ENTERED) {
    cell->blank = TXC_BLANK_NOT_ENTERED;
    return;
  }
  for (size_t i = 0; i < summary->approval_count && count < sizeof provenances / sizeof *provenances; i++)
    provenances[count++] = &summary->approvals[i]->provenance;
  txc_citation_marks marks = txc_report_cite_all (reporter, provenances, count);
  *cell = (txc_cell){ .text = summary->text, .sources = marks.sources, .source_count = marks.count, .mark = marks.mark };
}

void
txc_report_side_by_side (txc_reporter *reporter, const txc_comparison *comparison)
{
  const char *country = comparison->eligibility->inputs.country;
  const struct { const char *key, *head; fill_cell fill; } rows[] = {
    { "class", "class", fill_class },
    { "mechanism", "mechanism", fill_mechanism },
    { "route", "taken", fill_route },
    { "place", "where", fill_place },
    { "regimen", "how often", fill_regimen },
    { "first-effect", "first effect", fill_first },
    { "full-effect", "full effect", fill_full },
    { "duration", "how long", fill_duration },
    { "approved", country ? txc_report_say (reporter, "approved (%s)", country) : "approved", fill_approval },
  };
  enum { ROWS = sizeof rows / sizeof *rows };
  size_t count = comparison->eligibility->count;
  txc_section *section = txc_report_section (reporter, "side-by-side", "Side by side", NULL);
  txc_column *columns = section ? txc_arena_array (&reporter->page->arena, count + 1, sizeof *columns) : NULL;
  if (!columns || count == 0) {
    reporter->failed = reporter->failed || !columns;
    return;
  }
  for (size_t c = 0; c < count; c++)
    columns[c] = (txc_column){ treatment_of (comparison, c)->id, txc_treatment_short_name (treatment_of (comparison, c)) };
  txc_block *block = txc_section_add_grid (reporter->page, section, columns, count, ROWS);
  if (!block) {
    reporter->failed = true;
    return;
  }
  for (size_t r = 0; r < ROWS; r++) {
    block->grid->rows[r].key = rows[r].key;
    block->grid->rows[r].head = rows[r].head;
    for (size_t c = 0; c < count; c++)
      rows[r].fill (reporter, comparison, c, &block->grid->rows[r].cells[c]);
  }
}

/* Regimens by phase, what is watched, and what controls it. */
void
txc_report_monitoring_section (txc_reporter *reporter, const txc_comparison *comparison)
{
  txc_report_list list = { 0 };
  if (reporter->failed)
    return;
  for (size_t c = 0; c < comparison->eligibility->count; c++) {
    const txc_treatment *treatment = treatment_of (comparison, c);
    const txc_regimen *regimen = regimen_for (comparison, c);
    const char *label = txc_treatment_short_name (treatment);
    txc_buffer doses = { 0 };
    for (size_t i = 0; regimen && i < regimen->phase_count; i++) {
      const txc_phase *phase = &regimen->phases[i];
      txc_buffer_printf (&doses, "%s%s%s%s%s%s%s%s", i ? "; " : "dose: ", phase->name ? phase->name : "", phase->name ? " " : "",
                         phase->dose ? phase->dose : "", phase->frequency ? " " : "", phase->frequency ? phase->frequency : "",
                         phase->duration ? " for " : "", phase->duration ? phase->duration : "");
    }
    if (doses.length)
      txc_report_cited_entry (reporter, &list, label, txc_report_keep (reporter, &doses), &regimen->provenance);
    else
      txc_buffer_release (&doses);
    for (size_t i = 0; i < treatment->monitoring_count; i++)
      txc_report_cited_entry (reporter, &list, list.count ? NULL : label, treatment->monitoring[i].text,
                              &treatment->monitoring[i].provenance);
    if (treatment->controls.text)
      txc_report_cited_entry (reporter, &list, NULL, treatment->controls.text, &treatment->controls.provenance);
  }
  if (list.count == 0)
    return;
  txc_section *section = txc_report_section (reporter, "monitoring", "Doses, what is watched, controls", NULL);
  txc_report_add_list (reporter, section, &list);
}
