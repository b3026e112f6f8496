/* SPDX-License-Identifier: Apache-2.0
 *
 * Who it is about: the few facts a reader checks first, what was tried, what is
 * taken, and what is not known and matters.
 */
#include "report/report.h"

enum { UNKNOWN_ON_FIRST_SCREEN = 6, REMARKS_ON_FIRST_SCREEN = 3 };

static void
add_measured (txc_reporter *reporter, txc_report_list *list, const txc_patient_summary *summary)
{
  for (size_t i = 0; i < summary->measured_count; i++) {
    const txc_measured *measured = &summary->measured[i];
    txc_buffer text = { 0 };
    txc_buffer_add (&text, txc_report_unit (reporter, measured->value));
    if (measured->band)
      txc_buffer_printf (&text, ", %s", measured->band);
    if (measured->date)
      txc_buffer_printf (&text, " (%s)", measured->date);
    if (measured->stale)
      txc_buffer_add (&text, ": too old to decide anything, last known");
    txc_report_entry (reporter, list, measured->name, NULL, txc_report_keep (reporter, &text));
  }
}

static void
add_names (txc_reporter *reporter, txc_report_list *list, const char *label, const char *const *names, size_t count)
{
  txc_buffer text = { 0 };
  for (size_t i = 0; i < count; i++)
    txc_buffer_printf (&text, "%s%s", i > 0 ? "\n" : "", names[i]);
  if (count > 0)
    txc_report_entry (reporter, list, label, NULL, txc_report_keep (reporter, &text));
  else
    txc_buffer_release (&text);
}

/* The facts that open verdicts wait for, the most useful first. */
static void
add_not_known (txc_reporter *reporter, txc_report_list *list)
{
  const txc_eligibility *eligibility = reporter->eligibility;
  size_t matter = 0, shown = 0;
  txc_buffer text = { 0 };
  for (size_t i = 0; i < eligibility->question_count; i++) {
    const txc_asking *asking = &eligibility->questions[i];
    if (asking->blocks == 0)
      continue;
    size_t facts = asking->item_count ? asking->item_count : 1;
    for (size_t k = 0; k < facts; k++, matter++) {
      if (shown == UNKNOWN_ON_FIRST_SCREEN && !reporter->all)
        continue;
      const char *name = asking->item_count ? asking->items[k]->name : asking->feature ? asking->feature->name : "country";
      txc_buffer_printf (&text, "%s%s", shown++ ? ", " : "", name);
    }
  }
  if (matter > shown)
    txc_buffer_printf (&text, " and %zu more (%s)", matter - shown, txc_report_hint (reporter, TXC_HINT_ASK));
  const char *words = txc_report_keep (reporter, &text);
  if (matter > 0)
    txc_report_entry (reporter, list, txc_report_say (reporter, "Not known (%zu matter%s)", matter, matter == 1 ? "s" : ""), NULL, words);
}

static void
add_remarks (txc_reporter *reporter, txc_report_list *list, const txc_patient *patient)
{
  size_t count = patient->remarks_count, shown = reporter->all || count <= REMARKS_ON_FIRST_SCREEN ? count : 0;
  for (size_t i = 0; i < shown; i++)
    txc_report_entry (reporter, list, i == 0 ? "From the record" : NULL, NULL, patient->remarks[i]);
  if (shown < count)
    txc_report_entry (reporter, list, "From the record", NULL,
                      txc_report_say (reporter, "%zu remarks on what could not be used (%s)", count, txc_report_hint (reporter, TXC_HINT_ALL)));
}

static const char *
headline (txc_reporter *reporter, const txc_patient_summary *summary)
{
  txc_buffer text = { 0 };
  txc_buffer_add (&text, summary->person);
  for (size_t i = 0; i < summary->conditions_count; i++)
    txc_buffer_printf (&text, "%s%s", i == 0 ? " · " : ", ", summary->conditions[i]);
  return txc_report_keep (reporter, &text);
}

void
txc_report_patient_section (txc_reporter *reporter, bool remarks)
{
  const txc_patient *patient = reporter->eligibility->patient;
  txc_patient_summary summary = { 0 };
  if (reporter->failed || !patient)
    return;
  if (txc_patient_summarise (patient, &reporter->page->arena, &summary, NULL) != TXC_OK) {
    reporter->failed = true;
    return;
  }
  txc_report_list list = { 0 };
  add_measured (reporter, &list, &summary);
  add_names (reporter, &list, "Failed in this episode", summary.failed, summary.failed_count);
  add_names (reporter, &list, "Takes now", summary.current, summary.current_count);
  add_not_known (reporter, &list);
  if (remarks)
    add_remarks (reporter, &list, patient);
  txc_section *section = txc_report_section (reporter, "patient", "Patient", headline (reporter, &summary));
  txc_report_add_list (reporter, section, &list);
}
