/* SPDX-License-Identifier: Apache-2.0
 *
 * Problems found in what people wrote, each with its place, all collected in
 * one run, and shown with the line and a caret under the culprit.
 */
#ifndef TXC_TEXT_DIAGNOSTIC_H
#define TXC_TEXT_DIAGNOSTIC_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"

/* A stretch of a source: from `line`:`column` for `length` characters (code
   points). Line and column count from 1. A line of 0 means the whole file. */
typedef struct txc_span {
  const char *file;
  size_t line;
  size_t column;
  size_t length;
} txc_span;

typedef enum txc_severity { TXC_SEVERITY_ERROR, TXC_SEVERITY_WARNING } txc_severity;

typedef struct txc_diagnostic {
  txc_severity severity;
  txc_span span;
  const char *message; /* one sentence, no full stop: "unknown feature 'x'" */
  const char *hint;    /* what to do: "did you mean 'y'?"; NULL if nothing is known */
  const char *source;  /* text of the line the span is on, without its line end; NULL if unknown */
  size_t order;        /* in which it was found: keeps the sort stable */
} txc_diagnostic;

/* All zero is empty and ready. Keeps its own copies. At most `limit` are kept
   (0: 1000); `count` goes on counting. */
typedef struct txc_diagnostics {
  txc_arena arena;
  txc_diagnostic *items;
  size_t kept;
  size_t capacity;
  size_t count;
  size_t errors;
  size_t limit;
  bool failed; /* memory ran out: the list is not complete */
} txc_diagnostics;

void txc_diagnostics_release (txc_diagnostics *diagnostics);

/* `source` is the whole text of the file (or NULL): the line the span is on is
   taken from it. `hint` may be NULL. */
void txc_diagnostics_add (txc_diagnostics *diagnostics, txc_severity severity, txc_span span, txc_text source,
                          const char *hint, const char *format, ...) TXC_PRINTF (6, 7);

/* Sorted by file, line, column. */
void txc_diagnostics_sort (txc_diagnostics *diagnostics);

/* file:line:column: message, then the line and a caret line with the hint:

       rules.yaml:41:18: unknown feature 'systolic_bloodpressure'
          41 |     when: systolic_bloodpressure > 140 'mm[Hg]'
             |           ^~~~~~~~~~~~~~~~~~~~~~ did you mean 'systolic_blood_pressure'?

   A hint too wide for its place stands on a line of its own. Tabs in the source
   become single blanks, other control characters too, and lines wider than
   `width` columns are cut on both sides so that the caret stays in view. A
   problem without column or line shows no source. A warning says so. */
void txc_diagnostic_print (const txc_diagnostic *diagnostic, size_t width, txc_buffer *out);

#endif
