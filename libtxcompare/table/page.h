/* SPDX-License-Identifier: Apache-2.0
 *
 * A page: what a report says, before it is decided how it looks. Notices,
 * sections with their blocks, and the sources behind the numbers. Text,
 * Markdown, HTML, CSV and JSON are all written from this one thing, so they say
 * the same in the same order. Built by the room `report`; knows nothing of
 * treatments.
 */
#ifndef TXC_TABLE_PAGE_H
#define TXC_TABLE_PAGE_H

#include <stdatomic.h>

#include <txcompare/report.h>

#include "base/arena.h"
#include "base/buffer.h"

/* Strings and arrays that a caller puts into fields itself live in page->arena,
   are static, or belong to what txc_page_keep keeps. The builder functions
   copy what they are given. All text is UTF-8; NULL and "" are the same. Data
   need not be clean: writers neutralise control characters and escape. */

/* What a word on the page means for the reader's attention. Colour may repeat
   it, never replace it: the text says it already. */
typedef enum txc_tone { TXC_TONE_PLAIN, TXC_TONE_GOOD, TXC_TONE_WATCH, TXC_TONE_STOP, TXC_TONE_UNKNOWN, TXC_TONE_DIM } txc_tone;

/* Why a cell has no number. None of them may look like zero. */
typedef enum txc_blank {
  TXC_BLANK_NOT,              /* the cell has something to say */
  TXC_BLANK_NOT_ENTERED,      /* "not entered" */
  TXC_BLANK_BELOW_CUT_OFF,    /* "below the source's cut-off" */
  TXC_BLANK_NOT_REPORTED,     /* "not reported" */
  TXC_BLANK_NOT_APPLICABLE    /* "does not apply" */
} txc_blank;

/* A number in a cell, for those who compute: name ("treated", "comparator",
   "difference"), unit ("per 100"), interval where there is one, count where known. */
typedef struct txc_measurement {
  const char *name, *unit;
  double value;
  const char *bound; /* "at-least", "below", "about", "range" (then the lower end); NULL: exact */
  bool has_value, has_interval, has_count;
  double low, high, level;
  double events, n;
  const char *method; /* "Newcombe 1998 method 10", "as reported" */
} txc_measurement;

/* In a cell with measurements the text writer lines up the numbers that begin a
   line and those behind " | ": "41 | 9\n32 (25 to 38)". An interval in a line
   stays whole. */
typedef struct txc_cell {
  const char *text;              /* what is read; lines separated by \n; a blank may have words of its own */
  txc_tone tone;
  txc_blank blank;
  const size_t *sources;         /* indices into the page's sources */
  size_t source_count;
  const char *mark;              /* verification marks, letters of the legend: "u", "c w"; NULL: read */
  const char *note;              /* what must be known to read the number: who, compared with what */
  const txc_measurement *measurements;
  size_t measurement_count;
} txc_cell;

typedef struct txc_column {
  const char *key;   /* stable, for CSV and JSON: "sertraline" */
  const char *head;  /* as shown */
  bool brief;        /* all its words are short, as dates are: HTML gives it no more room than they need */
} txc_column;

/* A row whose cells are all empty is a heading over the rows below it. */
typedef struct txc_row {
  const char *key;   /* "nausea" */
  const char *head;  /* "feel sick" */
  int level;         /* indentation: 0, 1, 2 */
  bool rule_above;   /* a line or gap before it: a new group */
  txc_cell *cells;   /* one a column */
} txc_row;

typedef struct txc_grid {
  const char *row_title;     /* head of the first column; may be NULL */
  const txc_column *columns;
  size_t column_count;
  txc_row *rows;
  size_t row_count;
} txc_grid;

/* One line of a list: a label, a word that carries the tone ("caution"; text
   shows it in capitals), and text. Label and text may have several lines. An
   entry without a label goes on from the one before. */
typedef struct txc_entry {
  const char *key, *label, *word, *text;
  txc_tone tone;
  const size_t *sources;
  size_t source_count;
  const char *mark;
  int level;
} txc_entry;

typedef enum txc_block_kind { TXC_BLOCK_PARAGRAPH, TXC_BLOCK_ENTRIES, TXC_BLOCK_GRID, TXC_BLOCK_CODE } txc_block_kind;

typedef struct txc_block {
  txc_block_kind kind;
  const char *text;          /* paragraph, code (kept as it is, with its line breaks) */
  txc_entry *entries;
  size_t entry_count;
  txc_grid *grid;
} txc_block;

typedef struct txc_section {
  const char *key, *title;
  const char *introduction;  /* one or two sentences under the title; may be NULL */
  txc_block **blocks;
  size_t block_count, block_capacity;
} txc_section;

typedef struct txc_page_source {
  const char *key, *text;  /* key: the source's id and place; text: as shown */
  const char *brief;       /* for a terminal, where lines are dear; NULL: text */
} txc_page_source;

/* What every output carries, as names and values: knowledge-base id, version,
   date, hash, software version, as-of date, intended use, seed. */
typedef struct txc_page_fact {
  const char *key, *text;
} txc_page_fact;

struct txc_page {
  const char *key, *title;          /* "comparison" */
  const char *identity;             /* one line, first on paper: "Depression, knowledge base 2026.11 (3f2a91c0) · as of ..." */
  txc_page_fact *about;
  size_t about_count, about_capacity;
  txc_notice *notices;              /* writers show them by kind: crisis, intended use, warnings */
  size_t notice_count, notice_capacity;
  txc_section **sections;
  size_t section_count, section_capacity;
  txc_page_source *sources;
  size_t source_count, source_capacity;
  txc_page_fact *legend;            /* marks and abbreviations; writers show those that the page uses */
  size_t legend_count, legend_capacity;
  void *kept;
  void (*release_kept) (void *kept);
  txc_arena arena;
  atomic_size_t references;
};

/* ---- building: every function answers NULL (or false, or (size_t)-1) if memory ran out ---- */

/* One reference; txc_page_unref gives it back. */
txc_page *txc_page_new (const char *key, const char *title) TXC_MUST_CHECK;

/* `kept` lives as long as the page (once at most): what strings are borrowed from. */
void txc_page_keep (txc_page *page, void *kept, void (*release_kept) (void *kept));

bool txc_page_set_identity (txc_page *page, const char *identity) TXC_MUST_CHECK;
/* A key that is already there gets the new text (about), or keeps the old one (legend). */
bool txc_page_add_about (txc_page *page, const char *key, const char *text) TXC_MUST_CHECK;
bool txc_page_add_legend (txc_page *page, const char *key, const char *text) TXC_MUST_CHECK;
bool txc_page_add_notice (txc_page *page, txc_notice_kind kind, const char *title, const char *text) TXC_MUST_CHECK;

/* Sections, blocks, entries and rows stay where they are while the page grows. */
txc_section *txc_page_add_section (txc_page *page, const char *key, const char *title, const char *introduction) TXC_MUST_CHECK;

/* The index of the source with this key, added if it is new. */
size_t txc_page_source_index (txc_page *page, const char *key, const char *text) TXC_MUST_CHECK;

txc_block *txc_section_add_paragraph (txc_page *page, txc_section *section, const char *text) TXC_MUST_CHECK;
txc_block *txc_section_add_code (txc_page *page, txc_section *section, const char *text) TXC_MUST_CHECK;
/* `count` empty entries, rows or cells to fill in. The columns are copied, their strings are not. */
txc_block *txc_section_add_entries (txc_page *page, txc_section *section, size_t count) TXC_MUST_CHECK;
txc_block *txc_section_add_grid (txc_page *page, txc_section *section, const txc_column *columns, size_t column_count,
                                 size_t row_count) TXC_MUST_CHECK;

/* ---- writing ----------------------------------------------------------------- */

typedef struct txc_text_options {
  size_t width;   /* columns of the terminal; at least 40; 80 if 0 */
  bool colour;    /* ANSI colours, repeating what the words say */
  bool ascii;     /* only ASCII characters */
} txc_text_options;

void txc_page_write_text (const txc_page *page, const txc_text_options *options, txc_buffer *out);
void txc_page_write_markdown (const txc_page *page, txc_buffer *out);
void txc_page_write_html (const txc_page *page, txc_buffer *out);
/* One element, for a page that somebody else makes. */
void txc_page_write_html_fragment (const txc_page *page, txc_buffer *out);
void txc_page_write_csv (const txc_page *page, txc_buffer *out);
void txc_page_write_json (const txc_page *page, txc_buffer *out);

#endif
