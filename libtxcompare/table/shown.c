/* SPDX-License-Identifier: Apache-2.0 */
#include "table/shown.h"

const char *
txc_tone_key (txc_tone tone)
{
  switch (tone) {
  case TXC_TONE_GOOD: return "good";
  case TXC_TONE_WATCH: return "watch";
  case TXC_TONE_STOP: return "stop";
  case TXC_TONE_UNKNOWN: return "unknown";
  case TXC_TONE_DIM: return "dim";
  case TXC_TONE_PLAIN: break;
  }
  return "plain";
}

const char *
txc_blank_key (txc_blank blank)
{
  switch (blank) {
  case TXC_BLANK_NOT_ENTERED: return "not-entered";
  case TXC_BLANK_BELOW_CUT_OFF: return "below-cut-off";
  case TXC_BLANK_NOT_REPORTED: return "not-reported";
  case TXC_BLANK_NOT_APPLICABLE: return "not-applicable";
  case TXC_BLANK_NOT: break;
  }
  return NULL;
}

const char *
txc_notice_key (txc_notice_kind kind)
{
  switch (kind) {
  case TXC_NOTICE_CRISIS: return "crisis";
  case TXC_NOTICE_WARNING: return "warning";
  case TXC_NOTICE_INTENDED_USE: break;
  }
  return "intended-use";
}

const txc_notice *
txc_page_notice (const txc_page *page, size_t index)
{
  static const txc_notice_kind order[] = { TXC_NOTICE_CRISIS, TXC_NOTICE_INTENDED_USE, TXC_NOTICE_WARNING };
  for (size_t i = 0; i < sizeof order / sizeof *order; i++)
    for (size_t j = 0; j < page->notice_count; j++)
      if (page->notices[j].kind == order[i] && index-- == 0)
        return &page->notices[j];
  return NULL;
}

const char *
txc_cell_shown (const txc_cell *cell)
{
  if (txc_has_text (cell->text))
    return cell->text;
  switch (cell->blank) {
  case TXC_BLANK_NOT_ENTERED: return "not entered";
  case TXC_BLANK_BELOW_CUT_OFF: return "below the source's cut-off";
  case TXC_BLANK_NOT_REPORTED: return "not reported";
  case TXC_BLANK_NOT_APPLICABLE: return "does not apply";
  case TXC_BLANK_NOT: break;
  }
  return "";
}

/* Has the cell nothing to say at all? */
static bool
is_empty (const txc_cell *cell)
{
  return cell->blank == TXC_BLANK_NOT && !txc_has_text (cell->text) && !cell->measurement_count;
}

bool
txc_row_is_heading (const txc_grid *grid, size_t row)
{
  for (size_t i = 0; i < grid->column_count; i++)
    if (!is_empty (&grid->rows[row].cells[i]))
      return false;
  return true;
}

static bool
says_something (const txc_cell *cell)
{
  return cell->blank == TXC_BLANK_NOT && !is_empty (cell);
}

const char *
txc_column_note (const txc_grid *grid, size_t column)
{
  const char *shared = NULL;
  size_t count = 0;
  for (size_t i = 0; i < grid->row_count; i++) {
    const txc_cell *cell = &grid->rows[i].cells[column];
    if (!txc_has_text (cell->note)) {
      if (says_something (cell))
        return NULL;
      continue;
    }
    if (shared && strcmp (shared, cell->note) != 0)
      return NULL;
    shared = cell->note;
    count++;
  }
  return count > 1 ? shared : NULL;
}

static bool
same_sources (const txc_cell *a, const txc_cell *b)
{
  return a->source_count == b->source_count
         && memcmp (a->sources, b->sources, a->source_count * sizeof *a->sources) == 0;
}

const txc_cell *
txc_column_sources (const txc_grid *grid, size_t column)
{
  const txc_cell *shared = NULL;
  size_t count = 0;
  for (size_t i = 0; i < grid->row_count; i++) {
    const txc_cell *cell = &grid->rows[i].cells[column];
    if (!cell->source_count) {
      if (says_something (cell))
        return NULL;
      continue;
    }
    if (shared && !same_sources (shared, cell))
      return NULL;
    shared = cell;
    count++;
  }
  return count > 1 ? shared : NULL;
}

/* ---- notes -------------------------------------------------------------------- */

void
txc_notes_add_name (size_t index, txc_buffer *out)
{
  txc_buffer_add_char (out, '(');
  if (index < 26)
    txc_buffer_add_char (out, (char)('a' + index));
  else
    txc_buffer_printf (out, "a%zu", index - 25);
  txc_buffer_add_char (out, ')');
}

bool
txc_notes_add (txc_notes *notes, txc_arena *arena, const char *note, txc_buffer *out)
{
  size_t index = 0;
  while (index < notes->count && strcmp (notes->items[index], note) != 0)
    index++;
  if (index == notes->count) {
    const char **grown = txc_arena_grow (arena, notes->items, notes->count, &notes->capacity, sizeof *grown);
    if (!grown)
      return false;
    notes->items = grown;
    grown[notes->count++] = note;
  }
  txc_notes_add_name (index, out);
  return true;
}

/* ---- is a word on the page? -------------------------------------------------- */

static bool
is_letter (char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c & 0x80);
}

static bool
contains_word (const char *text, const char *word)
{
  size_t length = strlen (word);
  for (const char *found = text ? strstr (text, word) : NULL; found; found = strstr (found + 1, word))
    if ((found == text || !is_letter (found[-1])) && !is_letter (found[length]))
      return true;
  return false;
}

static bool
grid_uses (const txc_grid *grid, const char *word, bool marks_only)
{
  for (size_t i = 0; !marks_only && i < grid->column_count; i++)
    if (contains_word (grid->columns[i].head, word))
      return true;
  for (size_t i = 0; i < grid->row_count; i++) {
    const txc_row *row = &grid->rows[i];
    if (!marks_only && contains_word (row->head, word))
      return true;
    for (size_t j = 0; j < grid->column_count; j++) {
      const txc_cell *cell = &row->cells[j];
      if (contains_word (cell->mark, word))
        return true;
      if (!marks_only && (contains_word (cell->text, word) || contains_word (cell->note, word)))
        return true;
    }
  }
  return false;
}

static bool
entries_use (const txc_block *block, const char *word, bool marks_only)
{
  for (size_t i = 0; i < block->entry_count; i++) {
    const txc_entry *entry = &block->entries[i];
    if (contains_word (entry->mark, word))
      return true;
    if (!marks_only
        && (contains_word (entry->label, word) || contains_word (entry->word, word) || contains_word (entry->text, word)))
      return true;
  }
  return false;
}

static bool
block_uses (const txc_block *block, const char *word, bool marks_only)
{
  switch (block->kind) {
  case TXC_BLOCK_GRID: return grid_uses (block->grid, word, marks_only);
  case TXC_BLOCK_ENTRIES: return entries_use (block, word, marks_only);
  case TXC_BLOCK_PARAGRAPH:
  case TXC_BLOCK_CODE: break;
  }
  return !marks_only && contains_word (block->text, word);
}

bool
txc_page_uses (const txc_page *page, const char *word)
{
  if (!*word)
    return false;
  bool marks_only = word[1] == '\0';
  for (size_t i = 0; i < page->section_count; i++) {
    const txc_section *section = page->sections[i];
    if (!marks_only && (contains_word (section->title, word) || contains_word (section->introduction, word)))
      return true;
    for (size_t j = 0; j < section->block_count; j++)
      if (block_uses (section->blocks[j], word, marks_only))
        return true;
  }
  return false;
}
