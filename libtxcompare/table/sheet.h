/* SPDX-License-Identifier: Apache-2.0
 *
 * A grid as the terminal gets it: cleaned, with its marks, notes and sources
 * behind the words, in one orientation or the other, and measured.
 */
#ifndef TXC_TABLE_SHEET_H
#define TXC_TABLE_SHEET_H

#include "table/shown.h"
#include "table/wrap.h"

typedef struct txc_sheet_cell {
  txc_text text;
  txc_tone tone;
  bool numeric;      /* has measurements: its numbers line up */
  size_t least;      /* columns its words need, without what stands behind them */
} txc_sheet_cell;

typedef struct txc_sheet_row {
  txc_text head;
  size_t indent;
  bool rule_above, heading;
  txc_sheet_cell *cells;
} txc_sheet_row;

/* A column is as wide as its share; the heads of the rows are column 0 of
   `natural`, `least` and `share`. */
typedef struct txc_sheet {
  txc_text corner;
  txc_text *columns;
  size_t column_count;
  txc_sheet_row *rows;
  size_t row_count;
  txc_notes notes;          /* shown under the grid as (a), (b), ... */
  size_t *natural, *least, *share;
  bool *note_at_head, *sources_at_head; /* of each column of the grid */
} txc_sheet;

/* `turned`: the grid's columns become rows. `gathered`: a note or source that a
   whole column shares stands at its head. NULL if memory ran out. */
txc_sheet *txc_sheet_new (txc_screen *screen, const txc_grid *grid, bool turned, bool gathered) TXC_MUST_CHECK;

/* Gives every column its share of `width`; false if some word does not fit. */
bool txc_sheet_fit (txc_sheet *sheet, size_t width);

/* Lines of the tallest row, once the shares are given. */
size_t txc_sheet_tallest_row (const txc_sheet *sheet);

/* Lines of all rows together. */
size_t txc_sheet_line_count (const txc_sheet *sheet);

/* " [1] [3]", for behind the words. */
void txc_sheet_add_sources (txc_buffer *out, const size_t *sources, size_t count);

enum { txc_sheet_gap = 2 };

#endif
