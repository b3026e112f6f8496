/* SPDX-License-Identifier: Apache-2.0
 *
 * What was understood of a patient: every fact with where it comes from, and
 * the remarks on the record.
 */
#include "report/report.h"

enum { KNOWN, DATE, FROM, COLUMNS };

/* ---- one fact ------------------------------------------------------------------ */

/* What a fact follows from that nobody recorded by itself: having escitalopram is
   having an SSRI, having no aneurysm is having none in the brain. */
static const txc_patient_fact *
ground_of (const txc_patient *patient, const txc_patient_fact *fact)
{
  const txc_item *item = &fact->feature->items[fact->item];
  bool present = fact->state == TXC_FACT_KNOWN;
  const size_t *others = present ? item->narrower : item->is_a;
  size_t count = present ? item->narrower_count : item->is_a_count;
  for (size_t i = 0; i < count; i++) {
    const txc_patient_fact *other = txc_patient_find (patient, fact->feature, (int)others[i]);
    if (other && other->item != TXC_NO_ITEM && other->state == fact->state && !other->implied)
      return other;
  }
  return NULL;
}

static const char *
origin_text (txc_reporter *reporter, const txc_patient *patient, const txc_patient_fact *fact)
{
  const txc_patient_fact *ground = fact->implied ? ground_of (patient, fact) : NULL;
  if (!ground)
    return fact->origin;
  const char *name = ground->feature->items[ground->item].name;
  return ground->state == TXC_FACT_KNOWN ? txc_report_say (reporter, "follows from %s", name)
                                         : txc_report_say (reporter, "follows from \"no %s\"", name);
}

/* Everything there is, or nothing, of a list that is complete. */
static bool
closes_list (const txc_patient_fact *fact)
{
  return fact->feature->type.kind == TXC_CQL_LIST && fact->item == TXC_NO_ITEM && fact->state == TXC_FACT_KNOWN;
}

static const char *
known_text (txc_reporter *reporter, const txc_patient_fact *fact)
{
  switch (fact->state) {
  case TXC_FACT_ABSENT:
    return "absent";
  case TXC_FACT_STALE:
    return txc_report_say (reporter, "%s: too old to decide anything, last known", txc_report_unit (reporter, fact->text));
  case TXC_FACT_NOT_APPLICABLE:
    return "does not apply";
  default:
    break;
  }
  if (closes_list (fact))
    return "absent: the list is complete";
  if (fact->text)
    return txc_report_unit (reporter, fact->text);
  return fact->detail ? txc_report_say (reporter, "present: %s", fact->detail) : "present";
}

/* ---- all of them --------------------------------------------------------------- */

/* Does a fact stand under the heading of its list, and the first one below it? */
static bool
is_listed (const txc_patient_fact *fact)
{
  return fact->feature->type.kind == TXC_CQL_LIST && fact->state != TXC_FACT_NOT_APPLICABLE;
}

static bool
begins_list (const txc_patient *patient, size_t index)
{
  const txc_patient_fact *fact = &patient->facts[index];
  return is_listed (fact) && (index == 0 || patient->facts[index - 1].feature != fact->feature);
}

static void
name_row (txc_reporter *reporter, txc_row *row, const txc_patient_fact *fact, bool first)
{
  const txc_feature *feature = fact->feature;
  row->level = is_listed (fact);
  if (fact->item == TXC_NO_ITEM) {
    row->key = feature->id;
    row->head = !closes_list (fact) ? feature->name : first ? "anything" : "anything else";
  } else {
    row->key = txc_report_say (reporter, "%s:%s", feature->id, feature->items[fact->item].id);
    row->head = feature->items[fact->item].name;
  }
}

static void
fill_rows (txc_reporter *reporter, const txc_patient *patient, txc_row *row)
{
  for (size_t i = 0; i < patient->facts_count; i++, row++) {
    const txc_patient_fact *fact = &patient->facts[i];
    bool first = begins_list (patient, i);
    if (first) {
      row->key = fact->feature->id;
      row->head = fact->feature->name;
      row++;
    }
    name_row (reporter, row, fact, first);
    row->cells[KNOWN].text = known_text (reporter, fact);
    row->cells[DATE].text = fact->date;
    row->cells[FROM].text = origin_text (reporter, patient, fact);
  }
}

static void
add_facts (txc_reporter *reporter, const txc_patient *patient)
{
  static const txc_column columns[COLUMNS] = { { "known", "known", false }, { "date", "date", true },
                                                { "origin", "from", false } };
  txc_section *section = txc_report_section (reporter, "facts", "What is known",
                                             "What nobody states and no record says is unknown, never \"no\".");
  size_t rows = patient->facts_count;
  for (size_t i = 0; i < patient->facts_count; i++)
    rows += begins_list (patient, i);
  if (reporter->failed)
    return;
  if (rows == 0) {
    txc_report_paragraph (reporter, section, txc_report_say (reporter, "Nothing yet. %s lists what can be stated, and how.",
                                                                  txc_report_hint (reporter, TXC_HINT_FEATURES)));
    return;
  }
  txc_block *block = txc_section_add_grid (reporter->page, section, columns, COLUMNS, rows);
  if (block)
    fill_rows (reporter, patient, block->grid->rows);
  reporter->failed |= !block;
}

static void
add_remarks (txc_reporter *reporter, const txc_patient *patient)
{
  txc_report_list list = { 0 };
  if (patient->remarks_count == 0)
    return;
  txc_section *section = txc_report_section (reporter, "remarks", "Remarks on the record", NULL);
  for (size_t i = 0; i < patient->remarks_count; i++)
    txc_report_entry (reporter, &list, NULL, NULL, patient->remarks[i]);
  txc_report_add_list (reporter, section, &list);
}

txc_status
txc_report_patient (const txc_patient *patient, const txc_report_options *options, txc_page **page, txc_error **err)
{
  txc_report_options known;
  txc_eligibility *eligibility = NULL;
  txc_status status = txc_report_read_options (options, &known, err);
  if (status == TXC_OK)
    status = txc_report_without_treatments (patient, &eligibility, err);
  if (status != TXC_OK)
    return status;
  txc_reporter reporter;
  txc_report_begin (&reporter, "patient", "What was understood of the patient", patient->knowledge_base, eligibility, &known);
  txc_report_patient_section (&reporter, false);
  add_facts (&reporter, patient);
  add_remarks (&reporter, patient);
  status = txc_report_finish (&reporter, page, err);
  txc_eligibility_unref (eligibility);
  return status;
}
