/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/sample_page.h"

static const size_t source_indices[] = { 0, 1, 2, 3 };

static const txc_column treatments[] = {
  { "sertraline", "sertraline" },
  { "venlafaxine", "venlafaxine XR" },
  { "esketamine-nasal", "esketamine nasal" },
  { "ketamine-iv", "ketamine IV" }
};

static bool
add_sources (txc_page *page)
{
  return txc_page_source_index (page, "zoloft-us", "Zoloft (sertraline) US prescribing information, sections 4, 5, 6 and 7") == 0
         && txc_page_source_index (page, "effexor-xr-us", "Effexor XR (venlafaxine) US prescribing information, section 6.1") == 1
         && txc_page_source_index (page, "spravato-us", "Spravato (esketamine) US prescribing information, section 6.1") == 2
         && txc_page_source_index (page, "ketalar-us", "Ketalar (ketamine) US prescribing information") == 3;
}

static bool
add_front (txc_page *page, bool crisis)
{
  return txc_page_set_identity (page, "Depression, knowledge base 2026.11 (3f2a91c0) · as of 2026-11-20 · txcompare 0.1.0")
         && txc_page_add_about (page, "knowledge-base", "depression")
         && txc_page_add_about (page, "version", "2026.11")
         && txc_page_add_about (page, "hash", "3f2a91c0")
         && txc_page_add_about (page, "as-of", "2026-11-20")
         && txc_page_add_about (page, "software", "txcompare 0.1.0")
         && txc_page_add_notice (page, TXC_NOTICE_INTENDED_USE, NULL,
                                 "Supports a qualified clinician's judgement; never replaces it.")
         && txc_page_add_notice (page, TXC_NOTICE_WARNING, "Some figures are not verified",
                                 "Figures marked u were recalled and not read again in their source.")
         && (!crisis
             || txc_page_add_notice (page, TXC_NOTICE_CRISIS, "Immediate danger",
                                     "The record mentions suicidal intent with a plan.\n"
                                     "Do not leave the person alone. In the US call or text 988 (24 h) or 911; other "
                                     "countries: txcompare --country XX. (checked 2026-11)\n"
                                     "No treatment below replaces emergency care."))
         && txc_page_add_legend (page, "u", "recalled, not read again")
         && txc_page_add_legend (page, "r", "reconstructed from a percentage")
         && txc_page_add_legend (page, "MDD", "major depressive disorder")
         && txc_page_add_legend (page, "OCD", "obsessive-compulsive disorder");
}

static bool
add_patient (txc_page *page)
{
  txc_section *section = txc_page_add_section (page, "patient", "Patient", "woman, 52 · major depressive disorder, recurrent");
  txc_block *block = section ? txc_section_add_entries (page, section, 3) : NULL;
  if (!block)
    return false;
  block->entries[0] = (txc_entry){ .key = "tried", .label = "Failed in this episode",
                                   .text = "sertraline 150 mg 12 wk, escitalopram 20 mg 8 wk" };
  block->entries[1] = (txc_entry){ .key = "takes", .label = "Takes now", .text = "venlafaxine XR 150 mg, apixaban 5 mg" };
  block->entries[2] = (txc_entry){ .key = "unknown", .label = "Not known (3 matter)", .tone = TXC_TONE_UNKNOWN,
                                   .text = "aneurysmal vascular disease, arteriovenous malformation, "
                                           "intracerebral haemorrhage" };
  return true;
}

static bool
add_verdicts (txc_page *page)
{
  txc_section *section = txc_page_add_section (page, "verdicts", "May she have it?", NULL);
  txc_block *block = section ? txc_section_add_entries (page, section, 4) : NULL;
  if (!block)
    return false;
  block->entries[0] = (txc_entry){ .key = "sertraline", .label = "sertraline", .word = "caution", .tone = TXC_TONE_WATCH,
                                   .text = "already failed in this episode; bleeding risk with apixaban",
                                   .sources = source_indices, .source_count = 1 };
  block->entries[1] = (txc_entry){ .key = "venlafaxine", .label = "venlafaxine XR", .word = "caution",
                                   .tone = TXC_TONE_WATCH, .text = "takes it now; raises blood pressure: 148/92",
                                   .sources = source_indices + 1, .source_count = 1 };
  block->entries[2] = (txc_entry){ .key = "esketamine-nasal", .label = "esketamine nasal\n+ antidepressant",
                                   .word = "undetermined", .tone = TXC_TONE_UNKNOWN,
                                   .text = "needs an answer: aneurysm? AVM? intracerebral haemorrhage?\n"
                                           "caution: blood pressure over 140/90 today, delay may be right",
                                   .sources = source_indices + 2, .source_count = 1 };
  block->entries[3] = (txc_entry){ .key = "ketamine-iv", .label = "ketamine IV", .word = "undetermined",
                                   .tone = TXC_TONE_UNKNOWN, .text = "same three questions", .mark = "u",
                                   .sources = source_indices + 3, .source_count = 1 };
  return txc_section_add_paragraph (page, section, "Most useful next question: any aneurysm, AVM or bleeding in the brain, ever?");
}

static bool
add_properties (txc_page *page)
{
  static const char *const texts[][4] = {
    { "SSRI", "SNRI", "NMDA antagonist", "NMDA antagonist" },
    { "tablet", "capsule", "nasal spray", "infusion" },
    { "home", "home", "certified clinic, 2 h", "monitored clinic" },
    { "week 1-2", "week 1-2", "hours to days", "hours to days" }
  };
  static const char *const heads[] = { "class", "taken", "where", "first effect" };
  txc_section *section = txc_page_add_section (page, "properties", "Side by side", NULL);
  txc_block *block = section ? txc_section_add_grid (page, section, treatments, 4, 4) : NULL;
  if (!block)
    return false;
  for (size_t i = 0; i < 4; i++) {
    block->grid->rows[i].key = block->grid->rows[i].head = heads[i];
    for (size_t j = 0; j < 4; j++)
      block->grid->rows[i].cells[j].text = texts[i][j];
  }
  return true;
}

static const txc_measurement sertraline_nausea[] = {
  { .name = "treated", .unit = "per 100", .value = 26, .has_value = true },
  { .name = "comparator", .unit = "per 100", .value = 12, .has_value = true }
};
static const txc_measurement venlafaxine_nausea[] = {
  { .name = "treated", .unit = "per 100", .value = 30, .has_value = true },
  { .name = "comparator", .unit = "per 100", .value = 11.8, .has_value = true }
};
static const txc_measurement esketamine_nausea[] = {
  { .name = "treated", .unit = "per 100", .value = 28.3, .has_value = true, .has_count = true, .events = 98, .n = 346 },
  { .name = "comparator", .unit = "per 100", .value = 8.6, .has_value = true, .has_count = true, .events = 19, .n = 222 }
};
static const txc_measurement esketamine_dissociation[] = {
  { .name = "treated", .unit = "per 100", .value = 142.0 / 346 * 100, .has_value = true, .has_count = true, .events = 142, .n = 346 },
  { .name = "comparator", .unit = "per 100", .value = 21.0 / 222 * 100, .has_value = true, .has_count = true, .events = 21, .n = 222 },
  { .name = "difference", .unit = "per 100", .value = 31.58, .has_value = true, .has_interval = true, .low = 24.89,
    .high = 37.72, .level = 0.95, .method = "Newcombe 1998 method 10" }
};

static void
fill_numbers (txc_grid *grid)
{
  static const char esketamine_note[] =
    "adults with treatment-resistant depression, 4 weeks; compared with placebo spray + oral antidepressant";
  grid->rows[0] = (txc_row){ .key = "side-effects", .head = "Side effects", .cells = grid->rows[0].cells };
  txc_row *nausea = &grid->rows[1], *dissociation = &grid->rows[2];
  nausea->key = "nausea";
  nausea->head = "feel sick";
  nausea->level = dissociation->level = 1;
  nausea->cells[0] = (txc_cell){ .text = "26 | 12", .mark = "u", .sources = source_indices, .source_count = 1,
                                 .measurements = sertraline_nausea, .measurement_count = 2 };
  nausea->cells[1] = (txc_cell){ .text = "30 | 12", .sources = source_indices + 1, .source_count = 1,
                                 .measurements = venlafaxine_nausea, .measurement_count = 2 };
  nausea->cells[2] = (txc_cell){ .text = "28 | 9", .sources = source_indices + 2, .source_count = 1,
                                 .note = esketamine_note, .measurements = esketamine_nausea, .measurement_count = 2 };
  nausea->cells[3].blank = TXC_BLANK_NOT_REPORTED;
  dissociation->key = "dissociation";
  dissociation->head = "dissociation";
  dissociation->cells[0].blank = TXC_BLANK_BELOW_CUT_OFF;
  dissociation->cells[1].blank = TXC_BLANK_NOT_APPLICABLE;
  dissociation->cells[2] = (txc_cell){ .text = "41 | 9\n32 (25 to 38)", .sources = source_indices + 2, .source_count = 1,
                                       .note = esketamine_note, .measurements = esketamine_dissociation,
                                       .measurement_count = 3 };
  dissociation->cells[3].blank = TXC_BLANK_NOT_ENTERED;
}

static bool
add_numbers (txc_page *page)
{
  txc_section *section = txc_page_add_section (page, "numbers", "What happened to 100 people",
                                               "treated | their own comparison group");
  txc_block *paragraph =
    section ? txc_section_add_paragraph (page, section, "Do not subtract across columns: different trials, different people.")
            : NULL;
  txc_block *block = paragraph ? txc_section_add_grid (page, section, treatments, 4, 3) : NULL;
  if (!block)
    return false;
  fill_numbers (block->grid);
  return true;
}

static bool
add_rule (txc_page *page)
{
  txc_section *section = txc_page_add_section (page, "rule", "A rule", NULL);
  return section
         && txc_section_add_code (page, section,
                                  "when  systolic_blood_pressure > 140 'mm[Hg]'\n"
                                  "      ~~~~~~~~~~~~~~~~~~~~~~~ 148 'mm[Hg]'");
}

txc_page *
sample_page (bool crisis)
{
  txc_page *page = txc_page_new ("comparison", "Treatments for depression side by side");
  if (!page)
    return NULL;
  if (add_sources (page) && add_front (page, crisis) && add_patient (page) && add_verdicts (page)
      && add_properties (page) && add_numbers (page) && add_rule (page))
    return page;
  txc_page_unref (page);
  return NULL;
}
