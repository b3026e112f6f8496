/* SPDX-License-Identifier: Apache-2.0
 *
 * Results as pages that people and programs read: text, Markdown, HTML, CSV,
 * JSON. Every page carries the notices, the versions and the as-of date.
 */
#ifndef TXCOMPARE_REPORT_H
#define TXCOMPARE_REPORT_H

#include <txcompare/comparison.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A page, not yet written in any format. Reference counted, immutable. @since 0.1 */
typedef struct txc_page txc_page;

/** Format of a page. @since 0.1 */
typedef enum txc_format { TXC_FORMAT_TEXT, TXC_FORMAT_MARKDOWN, TXC_FORMAT_HTML, TXC_FORMAT_CSV, TXC_FORMAT_JSON } txc_format;

/**
 * How a page is written. Begin with TXC_WRITE_OPTIONS_INIT.
 * @since 0.1
 */
typedef struct txc_write_options {
  size_t size;   /**< sizeof (txc_write_options); bytes beyond what the library knows must be zero */
  size_t width;  /**< text: columns; 0: 80; at least 40 */
  bool colour;   /**< text: ANSI colours that repeat what the words say */
  bool ascii;    /**< text: only ASCII */
  bool fragment; /**< HTML: not a page of its own but one `<div class="txcompare">`, for a notebook or another page. It
                      brings its own style, which touches nothing outside, and its own colours, light and dark. */
  unsigned char reserved[5]; /**< zero; here so that every member to come makes the struct larger or stands in its place */
} txc_write_options;

/** Defaults. @since 0.1 */
#define TXC_WRITE_OPTIONS_INIT { sizeof (txc_write_options), 0, false, false, false, { 0 } }

/**
 * Writes a page.
 * @param options  NULL for the defaults
 * @param text     receives NUL-terminated UTF-8; the caller frees it with txc_free()
 * @param length   receives its bytes without the NUL; may be NULL
 * @return TXC_OK; TXC_INVALID_ARGUMENT (unknown format, options of a newer library); TXC_NO_MEMORY
 * @since 0.1
 */
TXC_API txc_status txc_page_write (const txc_page *page, txc_format format, const txc_write_options *options, char **text,
                                   size_t *length, txc_error **err);
/** One more reference. @since 0.1 */
TXC_API txc_page *txc_page_ref (const txc_page *page);
/** Gives a reference back. NULL does nothing. @since 0.1 */
TXC_API void txc_page_unref (txc_page *page);

/** What a page is about: "comparison", "eligibility", ...; borrowed. @since 0.1 */
TXC_API const char *txc_page_key (const txc_page *page);
/** Title in plain words, borrowed; NULL if it has none. @since 0.1 */
TXC_API const char *txc_page_title (const txc_page *page);

/** Why a notice is there. @since 0.1 */
typedef enum txc_notice_kind {
  TXC_NOTICE_CRISIS,      /**< a fact means danger: first on every page and in every format */
  TXC_NOTICE_WARNING,     /**< outside the population, ... */
  TXC_NOTICE_INTENDED_USE
} txc_notice_kind;

/** What must be shown with a page, whoever shows it. Owned by the page. Members may be added at the end. @since 0.1 */
typedef struct txc_notice {
  txc_notice_kind kind;
  const char *title;      /**< NULL or empty: none */
  const char *text;
} txc_notice;

/** Number of notices. @since 0.1 */
TXC_API size_t txc_page_notice_count (const txc_page *page);
/** Notice `index`, borrowed; NULL beyond the last. A crisis notice comes first. @since 0.1 */
TXC_API const txc_notice *txc_page_notice_at (const txc_page *page, size_t index);
/**
 * A fact about the page: "knowledge-base", "knowledge-base-version", "knowledge-base-hash", "software-version", "as-of",
 * "country", "intended-use", ... Borrowed; NULL if the page has none of that name.
 * @since 0.1
 */
TXC_API const char *txc_page_about (const txc_page *page, const char *key);

/** In whose words a page says what to do next: "(--all)" or "(all=True)". @since 0.1 */
typedef enum txc_hints {
  TXC_HINTS_COMMAND, /**< of the command txcompare */
  TXC_HINTS_PYTHON   /**< of the Python package */
} txc_hints;

/** What a report shows. Begin with TXC_REPORT_OPTIONS_INIT. @since 0.1 */
typedef struct txc_report_options {
  size_t size;  /**< sizeof (txc_report_options); bytes beyond what the library knows must be zero */
  bool all;     /**< everything, not only what fits a first screen */
  unsigned char reserved[3]; /**< zero */
  txc_hints hints;
} txc_report_options;

/** Defaults. @since 0.1 */
#define TXC_REPORT_OPTIONS_INIT { sizeof (txc_report_options), false, { 0 }, TXC_HINTS_COMMAND }

/* Every report takes options, NULL for the defaults; where a page is short, or never more than it is, `all` changes
   nothing. Each answers TXC_OK, TXC_INVALID_ARGUMENT (options of a newer library) or TXC_NO_MEMORY, and what it says
   besides. */

/** The comparison: patient, verdicts, side by side, numbers, sources. @since 0.1 */
TXC_API txc_status txc_report_comparison (const txc_comparison *comparison, const txc_report_options *options, txc_page **page,
                                          txc_error **err);
/** Verdicts with every rule's answer. @since 0.1 */
TXC_API txc_status txc_report_eligibility (const txc_eligibility *eligibility, const txc_report_options *options, txc_page **page,
                                           txc_error **err);
/** The questions that would settle most, and how to answer them. @since 0.1 */
TXC_API txc_status txc_report_questions (const txc_eligibility *eligibility, const txc_report_options *options, txc_page **page,
                                         txc_error **err);
/**
 * What was understood of a patient: the summary, every fact with its date and where it comes from, and what of the
 * record was ignored or could not be used. The page keeps what it shows.
 * @param page  receives a new reference; the caller gives it back with txc_page_unref()
 * @return TXC_OK; TXC_NO_MEMORY
 * @since 0.1
 */
TXC_API txc_status txc_report_patient (const txc_patient *patient, const txc_report_options *options, txc_page **page,
                                       txc_error **err);
/** One rule: text, facts read, answer, what would settle it, source. TXC_NOT_FOUND with the nearest id. @since 0.1 */
TXC_API txc_status txc_report_rule (const txc_patient *patient, const char *rule, const txc_report_options *options,
                                    txc_page **page, txc_error **err);
/** One cell, "treatment:effect": inputs, formula, source. TXC_NOT_FOUND with the nearest ids. @since 0.1 */
TXC_API txc_status txc_report_cell (const txc_patient *patient, const char *cell, const txc_report_options *options,
                                    txc_page **page, txc_error **err);
/** The treatments of a base. @since 0.1 */
TXC_API txc_status txc_report_treatments (const txc_knowledge_base *knowledge_base, const txc_report_options *options,
                                          txc_page **page, txc_error **err);
/** One treatment, everything known. @since 0.1 */
TXC_API txc_status txc_report_treatment (const txc_knowledge_base *knowledge_base, const char *treatment,
                                         const txc_report_options *options, txc_page **page, txc_error **err);
/** The features of a base: what may be stated of a patient, and how. @since 0.1 */
TXC_API txc_status txc_report_features (const txc_knowledge_base *knowledge_base, const txc_report_options *options,
                                        txc_page **page, txc_error **err);
/** The base itself: identity, contents in numbers, share unverified, sources. @since 0.1 */
TXC_API txc_status txc_report_knowledge_base (const txc_knowledge_base *knowledge_base, const txc_report_options *options,
                                              txc_page **page, txc_error **err);
/** Problems found in a knowledge base. @since 0.1 */
TXC_API txc_status txc_report_diagnostics (const txc_diagnostics *diagnostics, const txc_report_options *options, txc_page **page,
                                           txc_error **err);

#ifdef __cplusplus
}
#endif
#endif
