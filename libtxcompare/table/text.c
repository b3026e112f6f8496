/* SPDX-License-Identifier: Apache-2.0 */
#include "table/text_grid.h"

enum { margin = 2, default_width = 80, least_width = 40, longest_prose = 100, least_text = 28, airy_lines = 4 };

static txc_text
piece (const char *text)
{
  return txc_text_of (text);
}

static void
blank_line (txc_screen *screen)
{
  if (screen->out->length)
    txc_buffer_add_char (screen->out, '\n');
}

/* Wrapped at most at the width that is comfortable to read. */
static void
write_prose (txc_screen *screen, const char *text, size_t indent, txc_tone tone)
{
  size_t width = screen->width;
  screen->width = width < longest_prose ? width : longest_prose;
  txc_screen_paragraph (screen, txc_screen_clean (screen, txc_or_empty (text)), indent, 0, tone);
  screen->width = width;
}

static void
write_title (txc_screen *screen, const char *title, txc_tone tone)
{
  txc_text rest = txc_screen_capitals (screen, txc_screen_clean (screen, title));
  for (txc_text line; txc_wrap_next (&rest, screen->width, &line);) {
    txc_screen_add (screen, line, tone, true);
    txc_buffer_add_char (screen->out, '\n');
  }
}

/* ---- notices ---------------------------------------------------------------------- */

static void
write_rule (txc_screen *screen)
{
  for (size_t i = 0; i < screen->width; i++)
    txc_buffer_add (screen->out, screen->ascii ? "=" : "━");
  txc_buffer_add_char (screen->out, '\n');
}

static void
write_crisis (txc_screen *screen, const txc_notice *notice)
{
  write_rule (screen);
  if (txc_has_text (notice->title))
    write_title (screen, notice->title, TXC_TONE_STOP);
  write_prose (screen, notice->text, margin, TXC_TONE_PLAIN);
  write_rule (screen);
}

/* Behind a bar, so that it stands apart without colour. */
static void
write_barred (txc_screen *screen, txc_text rest, bool strong)
{
  size_t width = screen->width < longest_prose ? screen->width : longest_prose;
  for (txc_text line; txc_wrap_next (&rest, width - 2, &line);) {
    txc_buffer_add (screen->out, screen->ascii ? "| " : "│ ");
    txc_screen_add (screen, line, strong ? TXC_TONE_WATCH : TXC_TONE_PLAIN, strong);
    txc_buffer_add_char (screen->out, '\n');
  }
}

static void
write_warning (txc_screen *screen, const txc_notice *notice)
{
  txc_text title = txc_screen_clean (screen, txc_has_text (notice->title) ? notice->title : "Warning");
  write_barred (screen, txc_screen_capitals (screen, title), true);
  write_barred (screen, txc_screen_clean (screen, txc_or_empty (notice->text)), false);
}

static void
write_intended_use (txc_screen *screen, const txc_notice *notice)
{
  if (txc_has_text (notice->title))
    write_prose (screen, notice->title, 0, TXC_TONE_PLAIN);
  write_prose (screen, notice->text, 0, TXC_TONE_PLAIN);
}

static void
write_notices (txc_screen *screen, const txc_page *page, txc_notice_kind kind)
{
  for (size_t i = 0; i < page->notice_count; i++) {
    const txc_notice *notice = &page->notices[i];
    if (notice->kind != kind)
      continue;
    if (kind != TXC_NOTICE_INTENDED_USE)
      blank_line (screen);
    if (kind == TXC_NOTICE_CRISIS)
      write_crisis (screen, notice);
    else if (kind == TXC_NOTICE_WARNING)
      write_warning (screen, notice);
    else
      write_intended_use (screen, notice);
  }
}

/* ---- lists -------------------------------------------------------------------------- */

typedef struct columns {
  size_t label, word; /* 0: no entry has one */
  bool stacked;       /* too narrow for three columns */
} columns;

static size_t
widest (size_t so_far, txc_screen *screen, const char *text)
{
  size_t width = txc_wrap_longest_line (txc_screen_clean (screen, txc_or_empty (text)));
  return width > so_far ? width : so_far;
}

static size_t
indent_of (const txc_entry *entry)
{
  return margin + (entry->level <= 0 ? 0 : entry->level < 4 ? 2 * (size_t)entry->level : 8);
}

static columns
measure_entries (txc_screen *screen, const txc_block *block)
{
  columns result = { 0, 0, false };
  for (size_t i = 0; i < block->entry_count; i++) {
    const txc_entry *entry = &block->entries[i];
    size_t extra = txc_has_text (entry->label) ? indent_of (entry) - margin : 0;
    size_t label = widest (0, screen, entry->label);
    result.label = label + extra > result.label && label ? label + extra : result.label;
    result.word = widest (result.word, screen, entry->word);
  }
  size_t most = screen->width * 3 / 8;
  result.label = result.label > most ? most : result.label;
  size_t used = margin + (result.label ? result.label + 2 : 0) + (result.word ? result.word + 2 : 0);
  result.stacked = used + least_text > screen->width;
  return result;
}

/* The text of an entry with its mark and sources behind it. */
static txc_text
entry_text (txc_screen *screen, const txc_entry *entry)
{
  txc_text text = txc_screen_clean (screen, txc_or_empty (entry->text));
  if (!txc_has_text (entry->mark) && !entry->source_count)
    return text;
  txc_buffer out = { 0 };
  txc_buffer_add_text (&out, text);
  if (txc_has_text (entry->mark)) {
    txc_buffer_add (&out, text.length ? " " : "");
    txc_buffer_add_text (&out, txc_screen_clean (screen, entry->mark));
  }
  txc_sheet_add_sources (&out, entry->sources, entry->source_count);
  return txc_screen_keep (screen, &out);
}

static void
write_entry (txc_screen *screen, const txc_entry *entry, columns at)
{
  size_t indent = indent_of (entry), label_end = margin + at.label;
  txc_text label = txc_screen_clean (screen, txc_or_empty (entry->label));
  txc_text word = txc_screen_capitals (screen, txc_screen_clean (screen, txc_or_empty (entry->word)));
  txc_strip strips[3];
  size_t count = 0, column = at.label ? label_end + 2 : indent;
  if (label.length)
    strips[count++] = (txc_strip){ label, indent, label_end > indent + 8 ? label_end - indent : 8, TXC_TONE_PLAIN, false };
  if (word.length)
    strips[count++] = (txc_strip){ word, column, at.word, entry->tone, true };
  column += at.word ? at.word + 2 : 0;
  strips[count++] = (txc_strip){ entry_text (screen, entry), column, screen->width - column, TXC_TONE_PLAIN, false };
  txc_screen_strips (screen, strips, count);
}

/* Narrow: label and word on one line where they fit, the text indented below. */
static void
write_stacked_entry (txc_screen *screen, const txc_entry *entry)
{
  size_t indent = indent_of (entry), used = 0, room = screen->width - indent;
  txc_text label = txc_screen_clean (screen, txc_or_empty (entry->label));
  txc_text word = txc_screen_capitals (screen, txc_screen_clean (screen, txc_or_empty (entry->word)));
  for (txc_text line; txc_wrap_next (&label, room, &line);) {
    txc_buffer_add (screen->out, used ? "\n" : "");
    txc_buffer_add_repeated (screen->out, ' ', line.length ? indent : 0);
    txc_screen_add (screen, line, TXC_TONE_PLAIN, false);
    used = indent + txc_screen_width (line);
  }
  bool beside = used && word.length && used + 2 + txc_screen_width (word) <= screen->width;
  if (beside) {
    txc_buffer_add (screen->out, "  ");
    txc_screen_add (screen, word, entry->tone, true);
  }
  if (used)
    txc_buffer_add_char (screen->out, '\n');
  if (word.length && !beside) {
    txc_strip strip = { word, indent, room, entry->tone, true };
    txc_screen_strips (screen, &strip, 1);
  }
  txc_screen_paragraph (screen, entry_text (screen, entry), indent + (used || word.length ? 2 : 0), 0, TXC_TONE_PLAIN);
}

static void
write_bullet (txc_screen *screen, const txc_entry *entry)
{
  size_t indent = indent_of (entry);
  txc_buffer_add_repeated (screen->out, ' ', indent);
  txc_buffer_add (screen->out, "-");
  txc_screen_paragraph (screen, entry_text (screen, entry), indent + 2, indent + 1, TXC_TONE_PLAIN);
}

/* Do the entries that begin with a label stand apart? Where each is long. */
static bool
stand_apart (txc_screen *screen, const txc_block *block, columns at)
{
  size_t used = at.stacked ? margin + 2 : margin + at.label + 2 + (at.word ? at.word + 2 : 0), lines = 0, groups = 0;
  for (size_t i = 0; i < block->entry_count; i++) {
    groups += txc_has_text (block->entries[i].label);
    lines += txc_wrap_count (entry_text (screen, &block->entries[i]), screen->width - used);
  }
  return groups > 1 && lines >= airy_lines * groups;
}

static void
write_entries (txc_screen *screen, const txc_block *block)
{
  columns at = measure_entries (screen, block);
  bool apart = stand_apart (screen, block, at);
  for (size_t i = 0; i < block->entry_count; i++) {
    if (apart && i && txc_has_text (block->entries[i].label))
      txc_buffer_add_char (screen->out, '\n');
    if (!at.label && !at.word)
      write_bullet (screen, &block->entries[i]);
    else if (at.stacked)
      write_stacked_entry (screen, &block->entries[i]);
    else
      write_entry (screen, &block->entries[i], at);
  }
}

/* ---- sections ------------------------------------------------------------------------- */

/* Kept as it is: only what a terminal would act on is taken out. */
static void
write_code (txc_screen *screen, const char *code)
{
  txc_text rest = txc_screen_clean (screen, code);
  size_t width = screen->width;
  for (txc_text line; txc_wrap_next (&rest, width - 4, &line);) {
    if (line.length)
      txc_buffer_add_repeated (screen->out, ' ', 4);
    txc_buffer_add_text (screen->out, line);
    txc_buffer_add_char (screen->out, '\n');
  }
}

static void
write_block (txc_screen *screen, const txc_block *block)
{
  switch (block->kind) {
  case TXC_BLOCK_PARAGRAPH: write_prose (screen, block->text, margin, TXC_TONE_PLAIN); break;
  case TXC_BLOCK_ENTRIES: write_entries (screen, block); break;
  case TXC_BLOCK_GRID: txc_screen_grid (screen, block->grid); break;
  case TXC_BLOCK_CODE: write_code (screen, txc_or_empty (block->text)); break;
  }
}

/* A short introduction stands on the title's line. */
static void
write_section_head (txc_screen *screen, const txc_section *section)
{
  txc_text title = txc_screen_capitals (screen, txc_screen_clean (screen, txc_or_empty (section->title)));
  txc_text introduction = txc_screen_clean (screen, txc_or_empty (section->introduction));
  size_t both = txc_screen_width (title) + 2 + txc_screen_width (introduction);
  bool one_line = title.length && introduction.length && both <= screen->width
                  && !memchr (introduction.data, '\n', introduction.length);
  if (!one_line) {
    write_title (screen, txc_or_empty (section->title), TXC_TONE_PLAIN);
    txc_screen_paragraph (screen, introduction, margin, 0, TXC_TONE_PLAIN);
    return;
  }
  txc_screen_add (screen, title, TXC_TONE_PLAIN, true);
  txc_buffer_add (screen->out, "  ");
  txc_buffer_add_text (screen->out, introduction);
  txc_buffer_add_char (screen->out, '\n');
}

static void
write_section (txc_screen *screen, const txc_section *section)
{
  blank_line (screen);
  write_section_head (screen, section);
  for (size_t i = 0; i < section->block_count; i++) {
    txc_block_kind before = i ? section->blocks[i - 1]->kind : TXC_BLOCK_PARAGRAPH;
    if (before == TXC_BLOCK_GRID || (before != TXC_BLOCK_PARAGRAPH && before == section->blocks[i]->kind))
      blank_line (screen);
    write_block (screen, section->blocks[i]);
  }
}

/* ---- the end of the page ----------------------------------------------------------------- */

static void
write_sources (txc_screen *screen, const txc_page *page)
{
  if (!page->source_count)
    return;
  blank_line (screen);
  txc_screen_add (screen, piece ("SOURCES"), TXC_TONE_PLAIN, true);
  txc_buffer_add_char (screen->out, '\n');
  size_t digits = page->source_count < 10 ? 1 : page->source_count < 100 ? 2 : 3;
  for (size_t i = 0; i < page->source_count; i++) {
    size_t before = screen->out->length;
    txc_buffer_add_repeated (screen->out, ' ', margin);
    txc_buffer_printf (screen->out, "[%zu]", i + 1);
    const char *shown = page->sources[i].brief ? page->sources[i].brief : page->sources[i].text;
    txc_screen_paragraph (screen, txc_screen_clean (screen, shown), margin + digits + 3, screen->out->length - before,
                          TXC_TONE_PLAIN);
  }
}

static void
write_legend (txc_screen *screen, const txc_page *page)
{
  txc_buffer line = { 0 };
  for (size_t i = 0; i < page->legend_count; i++) {
    if (!txc_page_uses (page, page->legend[i].key))
      continue;
    txc_buffer_add (&line, !line.length ? "" : screen->ascii ? " - " : " · ");
    txc_buffer_add_text (&line, txc_screen_clean (screen, page->legend[i].key));
    txc_buffer_add (&line, "  ");
    txc_buffer_add_text (&line, txc_screen_clean (screen, page->legend[i].text));
  }
  if (line.length && !page->source_count)
    blank_line (screen);
  txc_screen_paragraph (screen, txc_screen_keep (screen, &line), margin, 0, TXC_TONE_PLAIN);
}

static bool
is_notice (const txc_page *page, const char *text)
{
  for (size_t i = 0; i < page->notice_count; i++)
    if (strcmp (page->notices[i].text, text) == 0)
      return true;
  return false;
}

/* "knowledge-base" is shown as "knowledge base". */
static txc_text
words_of (txc_screen *screen, const char *key)
{
  txc_buffer out = { 0 };
  txc_buffer_add_text (&out, txc_screen_clean (screen, key));
  for (size_t i = 0; i < out.length; i++)
    if (out.data[i] == '-' || out.data[i] == '_')
      out.data[i] = ' ';
  return txc_screen_keep (screen, &out);
}

static void
write_about (txc_screen *screen, const txc_page *page)
{
  if (!page->about_count)
    return;
  blank_line (screen);
  txc_screen_add (screen, piece ("ABOUT THIS PAGE"), TXC_TONE_PLAIN, true);
  txc_buffer_add_char (screen->out, '\n');
  size_t label = 0;
  for (size_t i = 0; i < page->about_count; i++)
    label = widest (label, screen, page->about[i].key);
  label = label < screen->width * 2 / 5 ? label : screen->width * 2 / 5;
  for (size_t i = 0; i < page->about_count; i++) {
    if (is_notice (page, page->about[i].text))
      continue;
    size_t at = margin + label + 2;
    txc_strip strips[] = {
      { words_of (screen, page->about[i].key), margin, label, TXC_TONE_PLAIN, false },
      { txc_screen_clean (screen, page->about[i].text), at, screen->width - at, TXC_TONE_PLAIN, false }
    };
    txc_screen_strips (screen, strips, 2);
  }
}

/* The line that says what this is; too long, it breaks between its parts. */
static void
write_identity (txc_screen *screen, const txc_page *page)
{
  static const char between[] = " · ";
  txc_text rest = txc_text_of (txc_has_text (page->identity) ? page->identity : page->title);
  txc_buffer out = { 0 };
  size_t used = 0;
  while (rest.length) {
    const char *cut = strstr (rest.data, between);
    txc_text part = { rest.data, cut ? (size_t)(cut - rest.data) : rest.length };
    size_t width = txc_screen_width (part);
    bool fits = used + 3 + width <= screen->width;
    if (used)
      txc_buffer_add (&out, fits ? between : "\n");
    txc_buffer_add_text (&out, part);
    used = used && fits ? used + 3 + width : width;
    rest = cut ? txc_text_of (cut + sizeof between - 1) : (txc_text){ NULL, 0 };
  }
  const char *text = txc_arena_copy (&screen->scratch, txc_buffer_text (&out));
  screen->out->failed |= !text || out.failed;
  txc_buffer_release (&out);
  write_prose (screen, text, 0, TXC_TONE_PLAIN);
}

void
txc_page_write_text (const txc_page *page, const txc_text_options *options, txc_buffer *out)
{
  txc_screen screen = { .out = out, .width = default_width };
  if (options && options->width)
    screen.width = options->width < least_width ? least_width : options->width;
  screen.colour = options && options->colour;
  screen.ascii = options && options->ascii;
  write_notices (&screen, page, TXC_NOTICE_CRISIS);
  blank_line (&screen);
  write_identity (&screen, page);
  write_notices (&screen, page, TXC_NOTICE_INTENDED_USE);
  write_notices (&screen, page, TXC_NOTICE_WARNING);
  for (size_t i = 0; i < page->section_count; i++)
    write_section (&screen, page->sections[i]);
  write_sources (&screen, page);
  write_legend (&screen, page);
  write_about (&screen, page);
  txc_arena_release (&screen.scratch);
}
