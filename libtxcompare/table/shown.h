/* SPDX-License-Identifier: Apache-2.0
 *
 * What the formats have in common: how things on a page are called, and what is
 * shown of them.
 */
#ifndef TXC_TABLE_SHOWN_H
#define TXC_TABLE_SHOWN_H

#include "table/page.h"

/* "good", "watch", ...: for HTML classes and JSON. */
const char *txc_tone_key (txc_tone tone);
/* "not-entered", ...; NULL where the cell is not blank. */
const char *txc_blank_key (txc_blank blank);
/* "crisis", "warning", "intended-use". */
const char *txc_notice_key (txc_notice_kind kind);

/* The notices in the order in which every format has them: crisis, intended use,
   warnings; `index` below the page's notice_count. */
const txc_notice *txc_page_notice (const txc_page *page, size_t index);

/* The text of a cell: its own, or why it is blank. Never NULL. */
const char *txc_cell_shown (const txc_cell *cell);

/* A row without cells to show is a heading. */
bool txc_row_is_heading (const txc_grid *grid, size_t row);

/* The note that all cells of a column with numbers share (at least two), which
   is then shown at the column's head; NULL if they differ. */
const char *txc_column_note (const txc_grid *grid, size_t column);
/* The same for sources: a cell that has them, or NULL. */
const txc_cell *txc_column_sources (const txc_grid *grid, size_t column);

/* Notes under a grid, each once: (a), (b), ... All zero is empty and ready. */
typedef struct txc_notes {
  const char **items;
  size_t count, capacity;
} txc_notes;

/* Writes the name of a note, which is added if it is new; false if memory ran out. */
bool txc_notes_add (txc_notes *notes, txc_arena *arena, const char *note, txc_buffer *out) TXC_MUST_CHECK;
void txc_notes_add_name (size_t index, txc_buffer *out);

/* Is this mark or abbreviation on the page? One letter counts as a mark only. */
bool txc_page_uses (const txc_page *page, const char *word);

/* "" for NULL. */
static inline const char *
txc_or_empty (const char *text)
{
  return text ? text : "";
}

static inline bool
txc_has_text (const char *text)
{
  return text && *text;
}

#endif
