/* SPDX-License-Identifier: Apache-2.0
 *
 * The base itself, and the problems found in one.
 */
#include "report/report.h"

#include <txcompare/version.h>

/* How much of what stands in the base was read at its source, computed from what
   was read, or only recalled. */
typedef struct tally {
  size_t all, read, computed, recalled;
} tally;

static void
count (tally *sum, txc_verification verification)
{
  sum->all++;
  switch (verification) {
  case TXC_VERIFICATION_READ: sum->read++; break;
  case TXC_VERIFICATION_RECONSTRUCTED:
  case TXC_VERIFICATION_COMPUTED: sum->computed++; break;
  case TXC_VERIFICATION_CORROBORATED:
  case TXC_VERIFICATION_UNVERIFIED: sum->recalled++; break;
  }
}

static void
add_tally (txc_reporter *reporter, txc_report_list *list, const char *label, tally numbers)
{
  txc_report_entry (reporter, list, label, NULL,
                    txc_report_say (reporter, "%zu: %zu read at their source, %zu computed from what was read, %zu recalled and marked",
                                    numbers.all, numbers.read, numbers.computed, numbers.recalled));
}

/* "2: sertraline and venlafaxine" */
static void
add_treatments (txc_reporter *reporter, txc_report_list *list)
{
  const txc_knowledge_base *base = reporter->base;
  txc_buffer text = { 0 };
  txc_buffer_printf (&text, base->treatments_count ? "%zu: " : "%zu", base->treatments_count);
  for (size_t i = 0; i < base->treatments_count; i++)
    txc_buffer_join (&text, txc_treatment_short_name (&base->treatments[i]), i, base->treatments_count, "and");
  txc_report_entry (reporter, list, "treatments", NULL, txc_report_keep (reporter, &text));
}

static void
add_contents (txc_reporter *reporter, txc_report_list *list)
{
  const txc_knowledge_base *base = reporter->base;
  tally rules = { 0 }, arms = { 0 }, contrasts = { 0 };
  for (size_t i = 0; i < base->rules_count; i++)
    count (&rules, base->rules[i].provenance.verification);
  for (size_t i = 0; i < base->arms_count; i++)
    count (&arms, base->arms[i].row.provenance.verification);
  for (size_t i = 0; i < base->contrasts_count; i++)
    count (&contrasts, base->contrasts[i].row.provenance.verification);
  add_treatments (reporter, list);
  txc_report_entry (reporter, list, "patient facts", NULL, txc_report_say (reporter, "%zu", base->features_count));
  txc_report_entry (reporter, list, "side effects", NULL, txc_report_say (reporter, "%zu", base->effects_count));
  txc_report_entry (reporter, list, "outcomes", NULL, txc_report_say (reporter, "%zu", base->outcomes_count));
  txc_report_entry (reporter, list, "trials", NULL, txc_report_say (reporter, "%zu", base->trials_count));
  add_tally (reporter, list, "rules", rules);
  add_tally (reporter, list, "rows of arms", arms);
  add_tally (reporter, list, "contrasts", contrasts);
}

static void
add_licences (txc_reporter *reporter)
{
  txc_report_list list = { 0 };
  if (reporter->base->licence)
    txc_report_entry (reporter, &list, "this base", NULL, reporter->base->licence);
  for (size_t i = 0; i < reporter->base->code_systems_count; i++)
    txc_report_entry (reporter, &list, reporter->base->code_systems[i].name, NULL, reporter->base->code_systems[i].licence);
  txc_section *section = txc_report_section (reporter, "licences", "Licences", NULL);
  txc_report_add_list (reporter, section, &list);
}

/* Every source goes to the page's own list; the section says what kinds there are. */
static void
add_sources (txc_reporter *reporter)
{
  for (size_t i = 0; i < reporter->base->sources_count && !reporter->failed; i++) {
    txc_citation citation = { &reporter->base->sources[i], NULL };
    txc_provenance provenance = { .citations = &citation, .citation_count = 1 };
    txc_report_cite (reporter, &provenance);
  }
}

txc_status
txc_report_knowledge_base (const txc_knowledge_base *base, const txc_report_options *options, txc_page **page,
                           txc_error **err)
{
  txc_report_options known;
  txc_status status = txc_report_read_options (options, &known, err);
  if (status != TXC_OK)
    return status;
  txc_reporter reporter;
  txc_report_list contents = { 0 }, people = { 0 };
  known.all = true; /* whole citations */
  txc_report_begin (&reporter, "knowledge-base", base->title, base, NULL, &known);
  for (size_t i = 0; i < base->populations_count && !reporter.failed; i++)
    txc_report_entry (&reporter, &people, i == 0 ? "for" : NULL, NULL, base->populations[i].text);
  txc_section *section = txc_report_section (&reporter, "purpose", "Whom it is for", NULL);
  txc_report_add_list (&reporter, section, &people);
  if (!reporter.failed)
    add_contents (&reporter, &contents);
  section = txc_report_section (&reporter, "contents", "What is in it", NULL);
  txc_report_add_list (&reporter, section, &contents);
  add_licences (&reporter);
  add_sources (&reporter);
  return txc_report_finish (&reporter, page, err);
}

/* ---- problems ------------------------------------------------------------------------- */

/* "rules.yaml:41:18: ", as much of it as there is. */
static void
add_place (txc_buffer *out, const txc_span *span)
{
  if (span->file)
    txc_buffer_add (out, span->file);
  if (span->line)
    txc_buffer_printf (out, "%s%zu", span->file ? ":" : "", span->line);
  if (span->line && span->column)
    txc_buffer_printf (out, ":%zu", span->column);
  txc_buffer_add (out, span->file || span->line ? ": " : "");
}

txc_status
txc_report_diagnostics (const txc_diagnostics *diagnostics, const txc_report_options *options, txc_page **page, txc_error **err)
{
  txc_report_options known;
  txc_status status = txc_report_read_options (options, &known, err);
  if (status != TXC_OK)
    return status;
  txc_reporter reporter;
  txc_report_list list = { 0 };
  txc_report_begin (&reporter, "diagnostics", "Problems", NULL, NULL, &known);
  if (!reporter.failed && !txc_page_add_about (reporter.page, "software-version", txc_version ()))
    reporter.failed = true;
  for (size_t i = 0; i < diagnostics->kept && !reporter.failed; i++) {
    const txc_diagnostic *diagnostic = &diagnostics->items[i];
    txc_buffer text = { 0 };
    add_place (&text, &diagnostic->span);
    txc_buffer_add (&text, diagnostic->message);
    if (diagnostic->hint)
      txc_buffer_printf (&text, "\n%s", diagnostic->hint);
    txc_entry *entry = txc_report_entry (&reporter, &list, NULL, diagnostic->severity == TXC_SEVERITY_ERROR ? "error" : "warning",
                                         txc_report_keep (&reporter, &text));
    if (entry)
      entry->tone = diagnostic->severity == TXC_SEVERITY_ERROR ? TXC_TONE_STOP : TXC_TONE_WATCH;
  }
  txc_section *section = txc_report_section (&reporter, "problems", "Problems",
                                             reporter.failed ? NULL
                                                             : txc_report_say (&reporter, "%zu error%s, %zu in all", diagnostics->errors,
                                                                               diagnostics->errors == 1 ? "" : "s", diagnostics->count));
  txc_report_add_list (&reporter, section, &list);
  /* The diagnostics may go before the page: their words are copied. */
  return txc_report_finish (&reporter, page, err);
}
