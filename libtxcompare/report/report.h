/* SPDX-License-Identifier: Apache-2.0
 *
 * Making pages out of results. A reporter holds the page while it grows;
 * whatever cannot be added because memory ran out is remembered, and the owner
 * asks once at the end (txc_report_finish).
 */
#ifndef TXC_REPORT_REPORT_H
#define TXC_REPORT_REPORT_H

#include <txcompare/report.h>

#include "comparison/comparison.h"
#include "patient/patient.h"
#include "table/page.h"

/* The places of one source that the page speaks of: "sections 4, 5, 7". */
typedef struct txc_cited {
  const txc_source *source;
  const char **places;
  size_t count, capacity;
} txc_cited;

typedef struct txc_reporter {
  txc_page *page;
  const txc_knowledge_base *base;
  const txc_eligibility *eligibility; /* NULL: a page about the base alone */
  const txc_comparison *comparison;   /* NULL: not a page of one */
  bool all;
  txc_hints hints;
  bool failed;                        /* memory ran out */
  txc_cited *cited;                   /* one a source of the page, in its order */
  size_t cited_count, cited_capacity;
} txc_reporter;

/* A page with what every page carries: identity, versions, intended use, and,
   where there is an eligibility, the crisis notice, the as-of date, the country
   and a warning for people whom the base is not for. */
void txc_report_begin (txc_reporter *reporter, const char *key, const char *title, const txc_knowledge_base *base,
                       const txc_eligibility *eligibility, const txc_report_options *options);

/* Hands the page out, or says that memory ran out. The page borrows its strings
   and takes a reference to what it shows: the comparison, eligibility or base. */
txc_status txc_report_finish (txc_reporter *reporter, txc_page **page, txc_error **err);

/* What the options say; NULL for the defaults. TXC_INVALID_ARGUMENT as in base/options.h. */
txc_status txc_report_read_options (const txc_report_options *options, txc_report_options *known, txc_error **err);

/* What a page about a patient needs where it is about no treatment: danger, populations, country, day. */
txc_status txc_report_without_treatments (const txc_patient *patient, txc_eligibility **eligibility, txc_error **err);

/* ---- words (words.c) ------------------------------------------------------------ */

/* A text in the page's arena; "" and a remembered failure where memory ran out. */
const char *txc_report_say (txc_reporter *reporter, const char *format, ...) TXC_PRINTF (2, 3);
/* The buffer's text; the buffer is released. */
const char *txc_report_keep (txc_reporter *reporter, txc_buffer *text);

/* Of 100 people: whole people, one digit below 1, and "0.3 per 1000" below that;
   never "0" for what is not zero. */
void txc_report_add_per_100 (txc_buffer *out, double per_100);
/* A difference: "+32", "-3", "+0.4". */
void txc_report_add_difference (txc_buffer *out, double per_100);
/* Digits for the ends of an interval of proportions: none, unless all of it is within 1 in 100 or an end would read as 0. */
int txc_report_places (txc_evidence_interval interval);
/* "(25-38)", "(-11 to 35)". */
void txc_report_add_interval (txc_buffer *out, double low, double high, int places);
/* A number of the base as its file has it. */
void txc_report_add_number (txc_buffer *out, const txc_number *number);

/* "UNDETERMINED" in words people read: "undetermined", "requirement unmet". */
const char *txc_report_verdict_word (txc_verdict_kind kind);
txc_tone txc_report_verdict_tone (txc_verdict_kind kind);
/* "u", "r", "c"; NULL for what was read. */
const char *txc_report_mark (txc_verification verification);
const char *txc_report_trial_kind (txc_trial_kind kind);

/* ---- what to do next (hints.c) ---------------------------------------------------- */

typedef enum txc_hint {
  TXC_HINT_ALL,      /* see everything */
  TXC_HINT_ASK,      /* see all questions */
  TXC_HINT_COUNTRY,  /* say which country */
  TXC_HINT_EXPLAIN,  /* see one number in full */
  TXC_HINT_FEATURES, /* see what can be stated */
  TXC_HINT_COUNT
} txc_hint;

/* In the words of whoever shows the page: "--all", "all=True". */
const char *txc_report_hint (const txc_reporter *reporter, txc_hint hint);
/* How to answer a question: --set "no a" or --set "has a". `most`: alternatives shown. */
void txc_report_add_answers (const txc_reporter *reporter, txc_buffer *out, const txc_asking *asking, size_t most);

/* UCUM as people write it: mmHg for mm[Hg]. */
const char *txc_report_unit (txc_reporter *reporter, const char *text);

/* ---- sources ---------------------------------------------------------------------- */

typedef struct txc_citation_marks {
  const size_t *sources;
  size_t count;
  const char *mark;
} txc_citation_marks;

/* Notes the sources of a fact on the page; what stands behind the fact. */
txc_citation_marks txc_report_cite (txc_reporter *reporter, const txc_provenance *provenance);
/* The same for several facts at once, each source once. */
txc_citation_marks txc_report_cite_all (txc_reporter *reporter, const txc_provenance *const *provenances, size_t count);

/* ---- lists that grow, made into a block at the end -------------------------------- */

typedef struct txc_report_list {
  txc_entry *items;
  size_t count, capacity;
} txc_report_list;

/* A new entry; NULL, and remembered, where memory ran out. */
txc_entry *txc_report_entry (txc_reporter *reporter, txc_report_list *list, const char *label, const char *word,
                             const char *text);
/* The same with what stands behind it. */
txc_entry *txc_report_cited_entry (txc_reporter *reporter, txc_report_list *list, const char *label, const char *text,
                                   const txc_provenance *provenance);
void txc_report_add_list (txc_reporter *reporter, txc_section *section, const txc_report_list *list);
txc_section *txc_report_section (txc_reporter *reporter, const char *key, const char *title, const char *introduction);
void txc_report_paragraph (txc_reporter *reporter, txc_section *section, const char *text);

/* ---- sections ------------------------------------------------------------------------ */

/* `remarks`: with those on the record, as far as the page shows all. */
void txc_report_patient_section (txc_reporter *reporter, bool remarks);
void txc_report_verdict_section (txc_reporter *reporter);
void txc_report_switch_section (txc_reporter *reporter);
void txc_report_question_section (txc_reporter *reporter, size_t most);
void txc_report_side_by_side (txc_reporter *reporter, const txc_comparison *comparison);
void txc_report_monitoring_section (txc_reporter *reporter, const txc_comparison *comparison);
void txc_report_numbers_section (txc_reporter *reporter, const txc_comparison *comparison);

/* One cell of numbers: its words, measurements, note, sources. */
void txc_report_fill_cell (txc_reporter *reporter, const txc_comparison_entry *entry, txc_cell *cell);
/* One row of numbers in words: "41 | 9\n+32 (25-38)". */
void txc_report_add_shown (txc_buffer *out, const txc_shown *shown);
/* "baseline 37 of 100 on placebo (10475 of 28602, ...), odds ratio 1.67 (1.49-1.87)" */
void txc_report_add_baseline (txc_buffer *out, const txc_shown *shown);
/* Who, when, compared with what, by which design. */
void txc_report_add_setting (txc_buffer *out, const txc_shown *shown);
/* Why there is no difference; NULL where there is one, or nothing to say. */
const char *txc_report_no_difference (const txc_shown *shown);

#endif
