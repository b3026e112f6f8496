/* SPDX-License-Identifier: Apache-2.0
 *
 * The treatments of a base, and everything known of one.
 */
#include "report/report.h"

static void
set_cell (txc_cell *cell, const char *text, const txc_provenance *provenance)
{
  if (!text || !*text) {
    cell->blank = TXC_BLANK_NOT_ENTERED;
    return;
  }
  cell->text = text;
  if (provenance)
    cell->mark = txc_report_mark (provenance->verification);
}

static const char *
class_names (txc_reporter *reporter, const txc_treatment *treatment)
{
  txc_buffer text = { 0 };
  for (size_t i = 0; i < treatment->class_count; i++)
    txc_buffer_printf (&text, "%s%s", i > 0 ? ", " : "",
                       treatment->classes[i]->short_name ? treatment->classes[i]->short_name : treatment->classes[i]->name);
  for (size_t i = 0; i < treatment->part_count; i++)
    txc_buffer_printf (&text, "%s%s", i > 0 ? " + " : "",
                       treatment->parts[i].treatment ? txc_treatment_short_name (treatment->parts[i].treatment) : treatment->parts[i].name);
  return txc_report_keep (reporter, &text);
}

static const char *
other_names (txc_reporter *reporter, const txc_treatment *treatment)
{
  txc_buffer text = { 0 };
  for (size_t i = 0; i < treatment->alias_count; i++)
    txc_buffer_printf (&text, "%s%s", i > 0 ? ", " : "", treatment->aliases[i]);
  return txc_report_keep (reporter, &text);
}

txc_status
txc_report_treatments (const txc_knowledge_base *base, const txc_report_options *options, txc_page **page, txc_error **err)
{
  txc_report_options known;
  txc_status status = txc_report_read_options (options, &known, err);
  if (status != TXC_OK)
    return status;
  static const txc_column columns[] = { { "name", "name" }, { "class", "class" }, { "place", "where" }, { "aliases", "also called" } };
  enum { COLUMNS = sizeof columns / sizeof *columns };
  txc_reporter reporter;
  txc_report_begin (&reporter, "treatments", "Treatments", base, NULL, &known);
  txc_section *section = txc_report_section (&reporter, "treatments", "Treatments", NULL);
  txc_block *block = section ? txc_section_add_grid (reporter.page, section, columns, COLUMNS, base->treatments_count) : NULL;
  reporter.failed = reporter.failed || !block;
  for (size_t i = 0; i < base->treatments_count && !reporter.failed; i++) {
    const txc_treatment *treatment = &base->treatments[i];
    txc_row *row = &block->grid->rows[i];
    row->key = row->head = treatment->id;
    set_cell (&row->cells[0], treatment->name, NULL);
    set_cell (&row->cells[1], class_names (&reporter, treatment), NULL);
    bool certified = treatment->place && strcmp (treatment->place, "certified-clinic") == 0;
    set_cell (&row->cells[2], certified ? "certified clinic" : treatment->place, treatment->setting.text ? &treatment->setting.provenance : NULL);
    set_cell (&row->cells[3], other_names (&reporter, treatment), NULL);
  }
  return txc_report_finish (&reporter, page, err);
}

/* ---- one treatment ------------------------------------------------------------------ */

/* What the base says about one thing, the first line behind its label; the number of lines. */
static size_t
add_statements (txc_reporter *reporter, txc_report_list *list, const txc_treatment *treatment, const char *about, const char *label)
{
  size_t found = 0;
  for (size_t i = 0; i < treatment->statement_count; i++) {
    const txc_statement *said = &treatment->statements[i].said;
    if (strcmp (said->about, about) != 0)
      continue;
    const char *own = said->subject ? said->subject : found == 0 ? label : NULL;
    txc_report_cited_entry (reporter, list, own, said->text, treatment->statements[i].provenance);
    found++;
  }
  return found;
}

static void
add_nature (txc_reporter *reporter, txc_report_list *list, const txc_treatment *treatment)
{
  static const struct { const char *about, *label; bool expected; } things[] = {
    { "mechanism", "mechanism", true }, { "taken", "taken", false },        { "where", "where", true },
    { "onset", "onset", true },         { "duration", "how long", true },   { "monitoring", "watched", false },
    { "controls", "controls", true },   { "stopping", "stopping", true },
  };
  txc_report_entry (reporter, list, "class", NULL, class_names (reporter, treatment));
  if (treatment->alias_count > 0)
    txc_report_entry (reporter, list, "also called", NULL, other_names (reporter, treatment));
  for (size_t i = 0; i < sizeof things / sizeof *things; i++)
    if (add_statements (reporter, list, treatment, things[i].about, things[i].label) == 0 && things[i].expected)
      txc_report_entry (reporter, list, things[i].label, NULL, "not entered");
}

static void
add_rules (txc_reporter *reporter, txc_report_list *list, const txc_treatment *treatment)
{
  for (size_t i = 0; i < reporter->base->rules_count; i++) {
    const txc_rule *rule = &reporter->base->rules[i];
    if (rule->treatment != treatment)
      continue;
    txc_entry *entry = txc_report_cited_entry (reporter, list, rule->id, txc_report_say (reporter, "%s: %s", txc_rule_kind_text (rule->kind), rule->message),
                                               &rule->provenance);
    if (entry)
      entry->key = rule->id;
  }
}

static void
add_numbers (txc_reporter *reporter, txc_report_list *list, const txc_treatment *treatment, txc_error **err)
{
  const txc_knowledge_base *base = reporter->base;
  for (size_t i = 0; i < base->arms_count; i++) {
    const txc_observation *row = &base->arms[i].row;
    txc_shown shown;
    if (row->treatment != treatment || row->trial->kind == TXC_TRIAL_EXPOSURE
        || txc_comparison_show (base, &base->arms[i], NULL, &shown, err) != TXC_OK)
      continue;
    txc_buffer text = { 0 };
    txc_report_add_shown (&text, &shown);
    for (size_t at = 0; at < text.length; at++)
      if (text.data[at] == '\n')
        text.data[at] = ' ';
    txc_buffer_printf (&text, "; %s%s%s", row->trial->name, row->timepoint ? ", " : "", row->timepoint ? row->timepoint : "");
    txc_report_cited_entry (reporter, list, row->endpoint->plain ? row->endpoint->plain : row->endpoint->name,
                            txc_report_keep (reporter, &text), &row->provenance);
  }
}

static void
add_part (txc_reporter *reporter, const char *key, const char *title, const txc_report_list *list)
{
  if (list->count == 0)
    return;
  txc_section *section = txc_report_section (reporter, key, title, NULL);
  txc_report_add_list (reporter, section, list);
}

txc_status
txc_report_treatment (const txc_knowledge_base *base, const char *name, const txc_report_options *options, txc_page **page,
                      txc_error **err)
{
  txc_report_options known;
  txc_status status = txc_report_read_options (options, &known, err);
  if (status != TXC_OK)
    return status;
  const txc_treatment *treatment = NULL;
  status = txc_knowledge_base_find_treatment (base, name, &treatment, err);
  if (status != TXC_OK)
    return status;
  txc_report_list nature = { 0 }, regimens = { 0 }, approvals = { 0 }, rules = { 0 }, numbers = { 0 };
  txc_reporter reporter;
  txc_report_begin (&reporter, "treatment", treatment->name, base, NULL, &known);
  if (!reporter.failed) {
    add_nature (&reporter, &nature, treatment);
    add_statements (&reporter, &regimens, treatment, "regimen", NULL);
    add_statements (&reporter, &approvals, treatment, "approval", NULL);
    add_rules (&reporter, &rules, treatment);
    add_numbers (&reporter, &numbers, treatment, NULL);
    add_part (&reporter, "treatment", treatment->name, &nature);
    add_part (&reporter, "regimens", "How it is given", &regimens);
    add_part (&reporter, "approvals", "Approvals", &approvals);
    add_part (&reporter, "rules", "Rules", &rules);
    add_part (&reporter, "numbers", "Of 100 people: treated | their own comparison group", &numbers);
  }
  return txc_report_finish (&reporter, page, err);
}
