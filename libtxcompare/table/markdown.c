/* SPDX-License-Identifier: Apache-2.0
 *
 * GitHub's Markdown, readable as plain text as well: sources are numbers with a
 * list at the end, not footnotes, which other readers of Markdown drop.
 */
#include "table/shown.h"
#include "table/wrap.h"

/* ---- text ----------------------------------------------------------------------- */

typedef struct writer {
  txc_screen screen;
  txc_buffer *out;
} writer;

static bool
is_word (char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Would Markdown act on the character at `i`? */
static bool
is_special (txc_text text, size_t i, bool line_begins)
{
  char c = text.data[i];
  if (strchr ("\\`*[]<>|#~&$", c))
    return true;
  if (c == '_')
    return i == 0 || i + 1 == text.length || !is_word (text.data[i - 1]) || !is_word (text.data[i + 1]);
  return line_begins && (c == '-' || c == '+' || c == '=' || c == ':');
}

/* The point in "1. " at the beginning of a line. */
static bool
ends_list_number (txc_text text, size_t line, size_t i)
{
  if ((text.data[i] != '.' && text.data[i] != ')') || i == line || (i + 1 < text.length && text.data[i + 1] != ' '))
    return false;
  for (size_t j = line; j < i; j++)
    if (text.data[j] < '0' || text.data[j] > '9')
      return false;
  return true;
}

/* Escaped; line breaks in the text become `line_break`. */
static void
add_text (writer *w, const char *string, const char *line_break)
{
  txc_text text = txc_screen_clean (&w->screen, txc_or_empty (string));
  size_t line = 0;
  for (size_t i = 0; i < text.length; i++) {
    if (text.data[i] == '\n') {
      txc_buffer_add (w->out, line_break);
      line = *line_break == ' ' ? line : i + 1;
      continue;
    }
    if (i == line && text.data[i] == ' ') {
      line++;
      continue;
    }
    if (is_special (text, i, i == line) || ends_list_number (text, line, i))
      txc_buffer_add_char (w->out, '\\');
    txc_buffer_add_char (w->out, text.data[i]);
  }
}

static void
add_sources (writer *w, const size_t *sources, size_t count)
{
  for (size_t i = 0; i < count; i++)
    txc_buffer_printf (w->out, " \\[%zu\\]", sources[i] + 1);
}

static void
add_mark (writer *w, const char *mark)
{
  if (!txc_has_text (mark))
    return;
  txc_buffer_add (w->out, " *");
  add_text (w, mark, " ");
  txc_buffer_add (w->out, "*");
}

static void
write_paragraph (writer *w, const char *text)
{
  if (!txc_has_text (text))
    return;
  add_text (w, text, "\\\n");
  txc_buffer_add (w->out, "\n\n");
}

static void
write_heading (writer *w, const char *hashes, const char *title)
{
  txc_buffer_add (w->out, hashes);
  add_text (w, title, " ");
  txc_buffer_add (w->out, "\n\n");
}

/* ---- blocks ----------------------------------------------------------------------- */

static void
write_entry (writer *w, const txc_entry *entry)
{
  for (int i = 0; i < entry->level && i < 4; i++)
    txc_buffer_add (w->out, "  ");
  txc_buffer_add (w->out, "- ");
  if (txc_has_text (entry->label)) {
    txc_buffer_add (w->out, "**");
    add_text (w, entry->label, " ");
    txc_buffer_add (w->out, "**: ");
  }
  if (txc_has_text (entry->word)) {
    add_text (w, entry->word, " ");
    txc_buffer_add (w->out, txc_has_text (entry->text) ? ": " : "");
  }
  add_text (w, entry->text, "<br>");
  add_mark (w, entry->mark);
  add_sources (w, entry->sources, entry->source_count);
  txc_buffer_add_char (w->out, '\n');
}

static void
write_cell (writer *w, const txc_cell *cell, txc_notes *notes)
{
  txc_buffer_add_char (w->out, ' ');
  add_text (w, txc_cell_shown (cell), "<br>");
  add_mark (w, cell->mark);
  if (txc_has_text (cell->note)) {
    txc_buffer_add_char (w->out, ' ');
    w->out->failed |= !txc_notes_add (notes, &w->screen.scratch, cell->note, w->out);
  }
  add_sources (w, cell->sources, cell->source_count);
  txc_buffer_add (w->out, " |");
}

static void
write_row (writer *w, const txc_grid *grid, size_t index, txc_notes *notes)
{
  const txc_row *row = &grid->rows[index];
  bool heading = txc_row_is_heading (grid, index);
  txc_buffer_add (w->out, "| ");
  for (int i = 0; i < row->level && i < 4; i++)
    txc_buffer_add (w->out, "&nbsp;&nbsp;");
  txc_buffer_add (w->out, heading ? "**" : "");
  add_text (w, row->head, "<br>");
  txc_buffer_add (w->out, heading ? "** |" : " |");
  for (size_t j = 0; j < grid->column_count; j++)
    write_cell (w, &row->cells[j], notes);
  txc_buffer_add_char (w->out, '\n');
}

static void
write_notes (writer *w, const txc_notes *notes)
{
  for (size_t i = 0; i < notes->count; i++) {
    txc_buffer_add (w->out, "- ");
    txc_notes_add_name (i, w->out);
    txc_buffer_add_char (w->out, ' ');
    add_text (w, notes->items[i], "<br>");
    txc_buffer_add_char (w->out, '\n');
  }
  txc_buffer_add (w->out, notes->count ? "\n" : "");
}

static void
write_grid (writer *w, const txc_grid *grid)
{
  txc_notes notes = { 0 };
  txc_buffer_add (w->out, "| ");
  add_text (w, grid->row_title, " ");
  for (size_t j = 0; j < grid->column_count; j++) {
    txc_buffer_add (w->out, " | ");
    add_text (w, grid->columns[j].head, "<br>");
  }
  txc_buffer_add (w->out, " |\n|");
  for (size_t j = 0; j <= grid->column_count; j++)
    txc_buffer_add (w->out, " --- |");
  txc_buffer_add_char (w->out, '\n');
  for (size_t i = 0; i < grid->row_count; i++)
    write_row (w, grid, i, &notes);
  txc_buffer_add_char (w->out, '\n');
  write_notes (w, &notes);
}

/* Between fences longer than any run of backticks in the code. */
static void
write_code (writer *w, const char *code)
{
  txc_text text = txc_screen_clean (&w->screen, txc_or_empty (code));
  size_t longest = 2, run = 0;
  for (size_t i = 0; i < text.length; i++) {
    run = text.data[i] == '`' ? run + 1 : 0;
    longest = run > longest ? run : longest;
  }
  txc_buffer_add_repeated (w->out, '`', longest + 1);
  txc_buffer_add_char (w->out, '\n');
  txc_buffer_add_text (w->out, text);
  txc_buffer_add_char (w->out, '\n');
  txc_buffer_add_repeated (w->out, '`', longest + 1);
  txc_buffer_add (w->out, "\n\n");
}

static void
write_block (writer *w, const txc_block *block)
{
  switch (block->kind) {
  case TXC_BLOCK_PARAGRAPH:
    write_paragraph (w, block->text);
    break;
  case TXC_BLOCK_ENTRIES:
    for (size_t i = 0; i < block->entry_count; i++)
      write_entry (w, &block->entries[i]);
    txc_buffer_add_char (w->out, '\n');
    break;
  case TXC_BLOCK_GRID:
    write_grid (w, block->grid);
    break;
  case TXC_BLOCK_CODE:
    write_code (w, block->text);
    break;
  }
}

/* ---- the page ------------------------------------------------------------------------ */

static void
write_notices (writer *w, const txc_page *page, txc_notice_kind kind)
{
  for (size_t i = 0; i < page->notice_count; i++) {
    const txc_notice *notice = &page->notices[i];
    if (notice->kind != kind)
      continue;
    const char *quote = kind == TXC_NOTICE_INTENDED_USE ? "" : "> ";
    if (txc_has_text (notice->title)) {
      txc_buffer_printf (w->out, "%s**", quote);
      add_text (w, notice->title, " ");
      txc_buffer_printf (w->out, "**\n%s\n", *quote ? ">" : "");
    }
    txc_buffer_add (w->out, quote);
    add_text (w, notice->text, *quote ? "\\\n> " : "\\\n");
    txc_buffer_add (w->out, "\n\n");
  }
}

static void
write_facts (writer *w, const txc_page *page, const txc_page_fact *facts, size_t count, bool used_only)
{
  bool any = false;
  for (size_t i = 0; i < count; i++) {
    if (used_only && !txc_page_uses (page, facts[i].key))
      continue;
    txc_buffer_add (w->out, "- **");
    add_text (w, facts[i].key, " ");
    txc_buffer_add (w->out, "**: ");
    add_text (w, facts[i].text, "<br>");
    txc_buffer_add_char (w->out, '\n');
    any = true;
  }
  txc_buffer_add (w->out, any ? "\n" : "");
}

static void
write_end (writer *w, const txc_page *page)
{
  if (page->source_count)
    write_heading (w, "## ", "Sources");
  for (size_t i = 0; i < page->source_count; i++) {
    txc_buffer_printf (w->out, "%zu. ", i + 1);
    add_text (w, page->sources[i].text, "<br>");
    txc_buffer_add_char (w->out, '\n');
  }
  txc_buffer_add (w->out, page->source_count ? "\n" : "");
  write_facts (w, page, page->legend, page->legend_count, true);
  if (page->about_count)
    write_heading (w, "## ", "About this page");
  write_facts (w, page, page->about, page->about_count, false);
  /* One line end at the end. */
  if (!w->out->failed && w->out->length > 1 && w->out->data[w->out->length - 2] == '\n')
    w->out->data[--w->out->length] = '\0';
}

void
txc_page_write_markdown (const txc_page *page, txc_buffer *out)
{
  writer w = { { .out = out }, out };
  write_notices (&w, page, TXC_NOTICE_CRISIS);
  if (txc_has_text (page->title))
    write_heading (&w, "# ", page->title);
  write_paragraph (&w, page->identity);
  write_notices (&w, page, TXC_NOTICE_INTENDED_USE);
  write_notices (&w, page, TXC_NOTICE_WARNING);
  for (size_t i = 0; i < page->section_count; i++) {
    const txc_section *section = page->sections[i];
    if (txc_has_text (section->title))
      write_heading (&w, "## ", section->title);
    write_paragraph (&w, section->introduction);
    for (size_t j = 0; j < section->block_count; j++)
      write_block (&w, section->blocks[j]);
  }
  write_end (&w, page);
  txc_arena_release (&w.screen.scratch);
}
