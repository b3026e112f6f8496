/* SPDX-License-Identifier: Apache-2.0
 *
 * The page for programs; its shape is doc/page.schema.json. Every member is
 * always there, null where there is nothing to say.
 */
#include <math.h>

#include "base/number.h"
#include "table/shown.h"
#include "text/utf8.h"

typedef struct writer {
  txc_buffer *out;
  size_t depth;
  bool first;     /* nothing yet in the present object or array */
} writer;

/* ---- pieces -------------------------------------------------------------------- */

static void
add_escaped (txc_buffer *out, uint32_t character)
{
  if (character == '"' || character == '\\') {
    txc_buffer_add_char (out, '\\');
    txc_buffer_add_char (out, (char)character);
  } else if (character == '\n') {
    txc_buffer_add (out, "\\n");
  } else if (character < 0x20 || (character >= 0x7F && character < 0xA0)) {
    txc_buffer_printf (out, "\\u%04x", (unsigned)character);
  } else {
    txc_utf8_add (out, character);
  }
}

static bool
needs_escape (unsigned char c)
{
  return c < 0x20 || c >= 0x7F || c == '"' || c == '\\';
}

static void
add_string (txc_buffer *out, const char *string)
{
  txc_text text = txc_text_of (string);
  txc_buffer_add_char (out, '"');
  for (size_t offset = 0; offset < text.length;) {
    size_t start = offset;
    while (offset < text.length && !needs_escape ((unsigned char)text.data[offset]))
      offset++;
    txc_buffer_add_text (out, (txc_text){ text.data + start, offset - start });
    uint32_t character = 0xFFFD;
    if (offset >= text.length)
      break;
    if (!txc_utf8_next (text, &offset, &character))
      offset++;
    add_escaped (out, character);
  }
  txc_buffer_add_char (out, '"');
}

/* A new line for the next element, behind a comma if it is not the first. */
static void
next (writer *w)
{
  txc_buffer_add (w->out, w->first ? "\n" : ",\n");
  txc_buffer_add_repeated (w->out, ' ', w->depth);
  w->first = false;
}

static void
member (writer *w, const char *name)
{
  next (w);
  add_string (w->out, name);
  txc_buffer_add (w->out, ": ");
}

static void
open (writer *w, char bracket)
{
  txc_buffer_add_char (w->out, bracket);
  w->depth++;
  w->first = true;
}

static void
close (writer *w, char bracket)
{
  w->depth--;
  if (!w->first) {
    txc_buffer_add_char (w->out, '\n');
    txc_buffer_add_repeated (w->out, ' ', w->depth);
  }
  txc_buffer_add_char (w->out, bracket);
  w->first = false;
}

static void
add_member (writer *w, const char *name, const char *text)
{
  member (w, name);
  add_string (w->out, txc_or_empty (text));
}

/* null for what has no text. */
static void
add_optional (writer *w, const char *name, const char *text)
{
  member (w, name);
  if (txc_has_text (text))
    add_string (w->out, text);
  else
    txc_buffer_add (w->out, "null");
}

static void
add_number (writer *w, const char *name, bool present, double number)
{
  member (w, name);
  if (!present || !txc_number_add_shortest (w->out, number))
    txc_buffer_add (w->out, "null");
}

static void
add_sources (writer *w, const txc_page *page, const size_t *sources, size_t count)
{
  member (w, "sources");
  txc_buffer_add_char (w->out, '[');
  bool any = false;
  for (size_t i = 0; i < count; i++) {
    if (sources[i] >= page->source_count)
      continue;
    txc_buffer_add (w->out, any ? ", " : "");
    add_string (w->out, page->sources[sources[i]].key);
    any = true;
  }
  txc_buffer_add_char (w->out, ']');
}

/* ---- blocks --------------------------------------------------------------------- */

static void
write_measurement (writer *w, const txc_measurement *measurement)
{
  bool interval = measurement->has_interval && isfinite (measurement->low) && isfinite (measurement->high);
  next (w);
  open (w, '{');
  add_member (w, "name", measurement->name);
  add_optional (w, "unit", measurement->unit);
  add_number (w, "value", measurement->has_value, measurement->value);
  add_optional (w, "bound", measurement->bound);
  add_number (w, "low", interval, measurement->low);
  add_number (w, "high", interval, measurement->high);
  add_number (w, "level", interval, measurement->level);
  add_number (w, "events", measurement->has_count, measurement->events);
  add_number (w, "n", measurement->has_count, measurement->n);
  add_optional (w, "method", measurement->method);
  close (w, '}');
}

static void
write_cell (writer *w, const txc_page *page, const txc_column *column, const txc_cell *cell)
{
  next (w);
  open (w, '{');
  add_member (w, "column", column->key);
  add_member (w, "text", txc_cell_shown (cell));
  add_member (w, "tone", txc_tone_key (cell->tone));
  add_optional (w, "blank", txc_blank_key (cell->blank));
  add_optional (w, "mark", cell->mark);
  add_optional (w, "note", cell->note);
  add_sources (w, page, cell->sources, cell->source_count);
  member (w, "measurements");
  open (w, '[');
  for (size_t i = 0; i < cell->measurement_count; i++)
    write_measurement (w, &cell->measurements[i]);
  close (w, ']');
  close (w, '}');
}

static void
write_row (writer *w, const txc_page *page, const txc_grid *grid, const txc_row *row)
{
  next (w);
  open (w, '{');
  add_member (w, "key", row->key);
  add_member (w, "head", row->head);
  add_number (w, "level", true, row->level);
  member (w, "cells");
  open (w, '[');
  for (size_t i = 0; i < grid->column_count; i++)
    write_cell (w, page, &grid->columns[i], &row->cells[i]);
  close (w, ']');
  close (w, '}');
}

static void
write_grid (writer *w, const txc_page *page, const txc_grid *grid)
{
  add_optional (w, "row_title", grid->row_title);
  member (w, "columns");
  open (w, '[');
  for (size_t i = 0; i < grid->column_count; i++) {
    next (w);
    open (w, '{');
    add_member (w, "key", grid->columns[i].key);
    add_member (w, "head", grid->columns[i].head);
    close (w, '}');
  }
  close (w, ']');
  member (w, "rows");
  open (w, '[');
  for (size_t i = 0; i < grid->row_count; i++)
    write_row (w, page, grid, &grid->rows[i]);
  close (w, ']');
}

static void
write_entry (writer *w, const txc_page *page, const txc_entry *entry)
{
  next (w);
  open (w, '{');
  add_optional (w, "key", entry->key);
  add_optional (w, "label", entry->label);
  add_optional (w, "word", entry->word);
  add_member (w, "tone", txc_tone_key (entry->tone));
  add_member (w, "text", entry->text);
  add_number (w, "level", true, entry->level);
  add_optional (w, "mark", entry->mark);
  add_sources (w, page, entry->sources, entry->source_count);
  close (w, '}');
}

static void
write_block (writer *w, const txc_page *page, const txc_block *block)
{
  static const char *const kinds[] = { "paragraph", "entries", "grid", "code" };
  next (w);
  open (w, '{');
  add_member (w, "kind", kinds[block->kind]);
  switch (block->kind) {
  case TXC_BLOCK_GRID:
    write_grid (w, page, block->grid);
    break;
  case TXC_BLOCK_ENTRIES:
    member (w, "entries");
    open (w, '[');
    for (size_t i = 0; i < block->entry_count; i++)
      write_entry (w, page, &block->entries[i]);
    close (w, ']');
    break;
  case TXC_BLOCK_PARAGRAPH:
  case TXC_BLOCK_CODE:
    add_member (w, "text", block->text);
    break;
  }
  close (w, '}');
}

/* ---- the page -------------------------------------------------------------------- */

static void
write_notices (writer *w, const txc_page *page)
{
  member (w, "notices");
  open (w, '[');
  for (size_t i = 0; i < page->notice_count; i++) {
    const txc_notice *notice = txc_page_notice (page, i);
    next (w);
    open (w, '{');
    add_member (w, "kind", txc_notice_key (notice->kind));
    add_optional (w, "title", notice->title);
    add_member (w, "text", notice->text);
    close (w, '}');
  }
  close (w, ']');
}

static void
write_facts (writer *w, const char *name, const txc_page_fact *facts, size_t count)
{
  member (w, name);
  open (w, '{');
  for (size_t i = 0; i < count; i++)
    add_member (w, facts[i].key, facts[i].text);
  close (w, '}');
}

static void
write_sections (writer *w, const txc_page *page)
{
  member (w, "sections");
  open (w, '[');
  for (size_t i = 0; i < page->section_count; i++) {
    const txc_section *section = page->sections[i];
    next (w);
    open (w, '{');
    add_member (w, "key", section->key);
    add_member (w, "title", section->title);
    add_optional (w, "introduction", section->introduction);
    member (w, "blocks");
    open (w, '[');
    for (size_t j = 0; j < section->block_count; j++)
      write_block (w, page, section->blocks[j]);
    close (w, ']');
    close (w, '}');
  }
  close (w, ']');
}

static void
write_sources (writer *w, const txc_page *page)
{
  member (w, "sources");
  open (w, '[');
  for (size_t i = 0; i < page->source_count; i++) {
    next (w);
    open (w, '{');
    add_number (w, "number", true, (double)(i + 1));
    add_member (w, "key", page->sources[i].key);
    add_member (w, "text", page->sources[i].text);
    close (w, '}');
  }
  close (w, ']');
}

void
txc_page_write_json (const txc_page *page, txc_buffer *out)
{
  writer w = { out, 0, true };
  open (&w, '{');
  add_member (&w, "format", "txcompare-page-1");
  write_notices (&w, page);
  write_facts (&w, "about", page->about, page->about_count);
  add_member (&w, "page", page->key);
  add_member (&w, "title", page->title);
  add_optional (&w, "identity", page->identity);
  write_sections (&w, page);
  write_sources (&w, page);
  write_facts (&w, "legend", page->legend, page->legend_count);
  close (&w, '}');
  txc_buffer_add_char (out, '\n');
}
