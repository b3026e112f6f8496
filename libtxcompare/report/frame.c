/* SPDX-License-Identifier: Apache-2.0
 *
 * What every page carries, and the book of sources.
 */
#include "report/report.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <txcompare/version.h>

#include "base/error.h"
#include "base/options.h"

static void
need (txc_reporter *reporter, bool added)
{
  if (!added)
    reporter->failed = true;
}

static void
add_about (txc_reporter *reporter, const char *key, const char *text)
{
  if (text)
    need (reporter, txc_page_add_about (reporter->page, key, text));
}

static const char *
as_of_text (txc_reporter *reporter)
{
  txc_buffer text = { 0 };
  txc_date_print (&reporter->eligibility->inputs.as_of, &text);
  return txc_report_keep (reporter, &text);
}

static void
add_crisis (txc_reporter *reporter)
{
  const txc_eligibility *eligibility = reporter->eligibility;
  const char *country = eligibility->inputs.country;
  const txc_crisis_notice *notice = eligibility->crisis;
  txc_buffer text = { 0 };
  txc_buffer_add (&text, "What is known of this person means danger: ");
  for (size_t i = 0; i < eligibility->emergency_count; i++)
    txc_buffer_join (&text, eligibility->emergencies[i].rule->message, i, eligibility->emergency_count, "and");
  txc_buffer_add (&text, ".\n");
  txc_buffer_add (&text, notice ? notice->text : "Do not leave the person alone. Contact local emergency services now.");
  for (size_t i = 0; i < eligibility->emergency_count; i++)
    if (eligibility->emergencies[i].rule->action)
      txc_buffer_printf (&text, "\nWhat to do: %s.", eligibility->emergencies[i].rule->action);
  if (!country)
    txc_buffer_printf (&text, "\nThe country is not known: %s shows its own numbers.", txc_report_hint (reporter, TXC_HINT_COUNTRY));
  else if (!notice || !notice->country)
    txc_buffer_printf (&text, "\nThe knowledge base has no numbers for %s; another country: %s.", country,
                       txc_report_hint (reporter, TXC_HINT_COUNTRY));
  else
    txc_buffer_printf (&text, "\nOther countries: %s.", txc_report_hint (reporter, TXC_HINT_COUNTRY));
  if (notice && notice->checked)
    txc_buffer_printf (&text, " (checked %s)", notice->checked);
  need (reporter, txc_page_add_notice (reporter->page, TXC_NOTICE_CRISIS, "Immediate danger", txc_report_keep (reporter, &text)));
}

static void
add_population_warnings (txc_reporter *reporter)
{
  const txc_eligibility *eligibility = reporter->eligibility;
  for (size_t i = 0; i < eligibility->population_count; i++) {
    const txc_population_answer *answer = &eligibility->populations[i];
    if (answer->answer == TXC_FALSE)
      need (reporter, txc_page_add_notice (reporter->page, TXC_NOTICE_WARNING, "Outside what this knowledge base is for",
                                           txc_report_say (reporter, "It is for %s. For this person that is not so: what "
                                                           "follows may not hold.", answer->population->text)));
  }
}

static void
add_legend (txc_reporter *reporter)
{
  static const struct { const char *key, *text; } entries[] = {
    { "u", "recalled, not re-read" },
    { "k", "recalled, a second source agrees" },
    { "r", "counts reconstructed from a percentage" },
    { "c", "computed" },
    { "w", "interval widened for the rounding of printed percentages" },
    { "n/r", "not reported" },
  };
  for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
    need (reporter, txc_page_add_legend (reporter->page, entries[i].key, entries[i].text));
}

static void
add_identity (txc_reporter *reporter)
{
  const txc_knowledge_base *base = reporter->base;
  const char *as_of = reporter->eligibility ? as_of_text (reporter) : NULL;
  need (reporter, txc_page_set_identity (reporter->page,
                                         txc_report_say (reporter, "%s, knowledge base %s (%.8s)%s%s · txcompare %s",
                                                         base->title, base->version, base->hash, as_of ? " · as of " : "",
                                                         as_of ? as_of : "", txc_version ())));
  add_about (reporter, "knowledge-base", base->id);
  add_about (reporter, "knowledge-base-version", base->version);
  add_about (reporter, "knowledge-base-date", base->date);
  add_about (reporter, "knowledge-base-hash", base->hash);
  add_about (reporter, "software-version", txc_report_say (reporter, "txcompare %s", txc_version ()));
  add_about (reporter, "as-of", as_of);
  if (reporter->eligibility)
    add_about (reporter, "country", reporter->eligibility->inputs.country ? reporter->eligibility->inputs.country : "not known");
  add_about (reporter, "intended-use", base->intended_use);
}

void
txc_report_begin (txc_reporter *reporter, const char *key, const char *title, const txc_knowledge_base *base,
                  const txc_eligibility *eligibility, const txc_report_options *options)
{
  *reporter = (txc_reporter){ .page = txc_page_new (key, title), .base = base, .eligibility = eligibility,
                              .all = options && options->all, .hints = options ? options->hints : TXC_HINTS_COMMAND };
  reporter->failed = !reporter->page;
  if (reporter->failed || !base)
    return;
  add_identity (reporter);
  if (eligibility && eligibility->emergency_count > 0)
    add_crisis (reporter);
  if (base->intended_use)
    need (reporter, txc_page_add_notice (reporter->page, TXC_NOTICE_INTENDED_USE, NULL, base->intended_use));
  if (eligibility)
    add_population_warnings (reporter);
  add_legend (reporter);
}

txc_status
txc_report_without_treatments (const txc_patient *patient, txc_eligibility **eligibility, txc_error **err)
{
  static const char *const nothing[] = { NULL };
  return txc_eligibility_new (patient, nothing, 0, eligibility, err);
}

txc_status
txc_report_read_options (const txc_report_options *options, txc_report_options *known, txc_error **err)
{
  *known = (txc_report_options)TXC_REPORT_OPTIONS_INIT;
  txc_status status = txc_options_read (options, known, sizeof *known, err);
  if (status == TXC_OK)
    status = txc_options_reserved (known->reserved, sizeof known->reserved, err);
  if (status == TXC_OK && known->hints != TXC_HINTS_COMMAND && known->hints != TXC_HINTS_PYTHON)
    status = txc_error_set (err, TXC_INVALID_ARGUMENT, NULL, "no hints %d", (int)known->hints);
  return status;
}

/* ---- sources ------------------------------------------------------------------------ */

/* Sections in the order of the document: 4, 5.1, 5.10, 12. */
static int
compare_places (const void *a, const void *b)
{
  const char *x = *(const char *const *)a, *y = *(const char *const *)b;
  while (*x && *x == *y && !isdigit ((unsigned char)*x))
    x++, y++;
  size_t digits_of_x = strspn (x, "0123456789"), digits_of_y = strspn (y, "0123456789");
  if (digits_of_x != digits_of_y)
    return digits_of_x < digits_of_y ? -1 : 1;
  int order = strncmp (x, y, digits_of_x);
  if (order != 0 || digits_of_x == 0)
    return order != 0 ? order : strcmp (x, y);
  const char *rest_of_x = x + digits_of_x, *rest_of_y = y + digits_of_y;
  return compare_places (&rest_of_x, &rest_of_y);
}

/* "section 4", "sections 4, 5.1"; other places as they are. */
static void
add_places (txc_buffer *out, const txc_cited *cited)
{
  size_t sections = 0;
  if (cited->count > 1)
    qsort (cited->places, cited->count, sizeof *cited->places, compare_places);
  for (size_t i = 0; i < cited->count; i++)
    sections += isdigit ((unsigned char)cited->places[i][0]) != 0;
  for (size_t i = 0, written = 0; i < cited->count; i++)
    if (isdigit ((unsigned char)cited->places[i][0]))
      txc_buffer_printf (out, "%s%s", written++ ? ", " : sections > 1 ? ", sections " : ", section ", cited->places[i]);
  for (size_t i = 0; i < cited->count; i++)
    if (!isdigit ((unsigned char)cited->places[i][0]))
      txc_buffer_printf (out, ", %s", cited->places[i]);
}

/* On the first screen of a terminal its short name will do; elsewhere the whole
   citation with its identifier, and how the text was read. */
static void
add_source_text (txc_buffer *out, const txc_cited *cited, bool brief)
{
  const txc_source *source = cited->source;
  txc_buffer_add (out, brief ? source->short_name : source->citation);
  add_places (out, cited);
  if (source->doi && !brief)
    txc_buffer_printf (out, ", doi:%s", source->doi);
  else if (source->pmid && !brief)
    txc_buffer_printf (out, ", PMID %s", source->pmid);
  if (!source->read)
    txc_buffer_add (out, " (not re-read)");
  else if (source->via && !brief)
    txc_buffer_printf (out, " (read %s, not at the source itself: %s)", source->read, source->via);
  else
    txc_buffer_printf (out, " (read %s)", source->read);
  if (source->promotional)
    txc_buffer_add (out, " [promotional]");
  if (source->superseded_by)
    txc_buffer_printf (out, " [superseded by: %s]", source->superseded_by->short_name);
}

/* The sources' texts can only be written when all their places are known. */
static void
write_sources (txc_reporter *reporter)
{
  for (size_t i = 0; i < reporter->cited_count && !reporter->failed; i++) {
    txc_buffer text = { 0 }, brief = { 0 };
    add_source_text (&text, &reporter->cited[i], false);
    reporter->page->sources[i].text = txc_report_keep (reporter, &text);
    if (reporter->all)
      continue;
    add_source_text (&brief, &reporter->cited[i], true);
    reporter->page->sources[i].brief = txc_report_keep (reporter, &brief);
  }
}

static txc_cited *
cited_source (txc_reporter *reporter, const txc_source *source, size_t *index)
{
  for (*index = 0; *index < reporter->cited_count; (*index)++)
    if (reporter->cited[*index].source == source)
      return &reporter->cited[*index];
  txc_arena *arena = &reporter->page->arena;
  reporter->cited =
    txc_arena_grow (arena, reporter->cited, reporter->cited_count, &reporter->cited_capacity, sizeof *reporter->cited);
  if (!reporter->cited || txc_page_source_index (reporter->page, source->id, source->citation) != reporter->cited_count) {
    reporter->cited_count = 0;
    reporter->failed = true;
    return NULL;
  }
  reporter->cited[reporter->cited_count] = (txc_cited){ .source = source };
  return &reporter->cited[reporter->cited_count++];
}

static void
note_place (txc_reporter *reporter, txc_cited *cited, const char *place)
{
  for (size_t i = 0; i < cited->count; i++)
    if (strcmp (cited->places[i], place) == 0)
      return;
  cited->places =
    txc_arena_grow (&reporter->page->arena, cited->places, cited->count, &cited->capacity, sizeof *cited->places);
  if (!cited->places) {
    cited->count = 0;
    reporter->failed = true;
    return;
  }
  cited->places[cited->count++] = place;
}

/* The least certain of several marks is the mark of all. */
static const char *
worse (const char *a, const char *b)
{
  static const char order[] = "crku";
  if (!a || !b)
    return a ? a : b;
  return strchr (order, *a) > strchr (order, *b) ? a : b;
}

txc_citation_marks
txc_report_cite_all (txc_reporter *reporter, const txc_provenance *const *provenances, size_t count)
{
  txc_citation_marks marks = { 0 };
  size_t most = 0;
  for (size_t i = 0; i < count; i++)
    most += provenances[i]->citation_count;
  if (reporter->failed)
    return marks;
  size_t *sources = txc_arena_array (&reporter->page->arena, most + 1, sizeof *sources);
  if (!sources)
    reporter->failed = true;
  for (size_t i = 0; i < count && sources; i++) {
    marks.mark = worse (marks.mark, txc_report_mark (provenances[i]->verification));
    for (size_t c = 0; c < provenances[i]->citation_count && !reporter->failed; c++) {
      const txc_citation *citation = &provenances[i]->citations[c];
      size_t index = 0;
      txc_cited *cited = cited_source (reporter, citation->source, &index);
      if (cited && citation->locator)
        note_place (reporter, cited, citation->locator);
      bool known = !cited;
      for (size_t k = 0; k < marks.count && !known; k++)
        known = sources[k] == index;
      if (!known)
        sources[marks.count++] = index;
    }
  }
  marks.sources = sources;
  return marks;
}

txc_citation_marks
txc_report_cite (txc_reporter *reporter, const txc_provenance *provenance)
{
  return txc_report_cite_all (reporter, &provenance, 1);
}

/* ---- lists ---------------------------------------------------------------------------- */

txc_section *
txc_report_section (txc_reporter *reporter, const char *key, const char *title, const char *introduction)
{
  if (reporter->failed)
    return NULL;
  txc_section *section = txc_page_add_section (reporter->page, key, title, introduction);
  need (reporter, section != NULL);
  return section;
}

void
txc_report_paragraph (txc_reporter *reporter, txc_section *section, const char *text)
{
  if (!reporter->failed)
    need (reporter, txc_section_add_paragraph (reporter->page, section, text) != NULL);
}

txc_entry *
txc_report_entry (txc_reporter *reporter, txc_report_list *list, const char *label, const char *word, const char *text)
{
  if (reporter->failed)
    return NULL;
  txc_entry *grown =
    txc_arena_grow (&reporter->page->arena, list->items, list->count, &list->capacity, sizeof *list->items);
  if (!grown) {
    reporter->failed = true;
    return NULL;
  }
  list->items = grown;
  txc_entry *entry = &grown[list->count++];
  *entry = (txc_entry){ .label = label, .word = word, .text = text };
  return entry;
}

txc_entry *
txc_report_cited_entry (txc_reporter *reporter, txc_report_list *list, const char *label, const char *text,
                        const txc_provenance *provenance)
{
  txc_entry *entry = txc_report_entry (reporter, list, label, NULL, text);
  if (entry && provenance) {
    txc_citation_marks marks = txc_report_cite (reporter, provenance);
    entry->sources = marks.sources;
    entry->source_count = marks.count;
    entry->mark = marks.mark;
  }
  return entry;
}

void
txc_report_add_list (txc_reporter *reporter, txc_section *section, const txc_report_list *list)
{
  if (reporter->failed || list->count == 0)
    return;
  txc_block *block = txc_section_add_entries (reporter->page, section, list->count);
  need (reporter, block != NULL);
  if (block)
    memcpy (block->entries, list->items, list->count * sizeof *list->items);
}

/* ---- the end -------------------------------------------------------------------------- */

static void
release_comparison (void *comparison)
{
  txc_comparison_unref (comparison);
}

static void
release_eligibility (void *eligibility)
{
  txc_eligibility_unref (eligibility);
}

static void
release_base (void *base)
{
  txc_knowledge_base_unref (base);
}

/* A comparison keeps its eligibility, that its patient, and that its base. */
static void
keep_what_is_shown (const txc_reporter *reporter)
{
  if (reporter->comparison)
    txc_page_keep (reporter->page, txc_comparison_ref (reporter->comparison), release_comparison);
  else if (reporter->eligibility)
    txc_page_keep (reporter->page, txc_eligibility_ref (reporter->eligibility), release_eligibility);
  else if (reporter->base)
    txc_page_keep (reporter->page, txc_knowledge_base_ref (reporter->base), release_base);
}

txc_status
txc_report_finish (txc_reporter *reporter, txc_page **page, txc_error **err)
{
  if (!reporter->failed)
    write_sources (reporter);
  if (reporter->failed) {
    txc_page_unref (reporter->page);
    return txc_error_no_memory (err);
  }
  keep_what_is_shown (reporter);
  *page = reporter->page;
  return TXC_OK;
}
