/* SPDX-License-Identifier: Apache-2.0
 *
 * One file that needs nothing else: no scripts, no fonts, no pictures. Or one
 * element of somebody else's page, which leaves the rest of that page alone.
 * Tables keep their meaning for screen readers where a narrow screen stacks them.
 */
#include "table/html.h"

#include <stdio.h>

#include "base/sha256.h"
#include "table/shown.h"
#include "table/wrap.h"

typedef struct writer {
  txc_screen screen;
  txc_buffer *out;
  const txc_page *page;
  char ids[16]; /* what the ids of a fragment begin with: "txc-3f2a91c0-"; "" in a page of its own */
} writer;

/* ---- text ------------------------------------------------------------------------- */

static const char *
escape_of (char c)
{
  switch (c) {
  case '&': return "&amp;";
  case '<': return "&lt;";
  case '>': return "&gt;";
  case '"': return "&quot;";
  case '\'': return "&#39;";
  default: return NULL;
  }
}

static void
add_escaped (writer *w, txc_text text, const char *line_break)
{
  size_t start = 0;
  for (size_t i = 0; i < text.length; i++) {
    const char *escape = text.data[i] == '\n' ? line_break : escape_of (text.data[i]);
    if (!escape)
      continue;
    txc_buffer_add_text (w->out, (txc_text){ text.data + start, i - start });
    txc_buffer_add (w->out, escape);
    start = i + 1;
  }
  txc_buffer_add_text (w->out, (txc_text){ text.data + start, text.length - start });
}

static void
add (writer *w, const char *markup)
{
  txc_buffer_add (w->out, markup);
}

static void
add_text (writer *w, const char *text)
{
  add_escaped (w, txc_screen_clean (&w->screen, txc_or_empty (text)), "<br>");
}

static void
add_attribute (writer *w, const char *text)
{
  add_escaped (w, txc_screen_clean (&w->screen, txc_or_empty (text)), " ");
}

/* <tag>text</tag>, where there is text. */
static void
add_element (writer *w, const char *begin, const char *text, const char *end)
{
  if (!txc_has_text (text))
    return;
  add (w, begin);
  add_text (w, text);
  add (w, end);
}

/* A key as part of an id: other characters than letters, digits and - are dashes. */
static void
add_id (writer *w, const char *key)
{
  for (const char *c = txc_or_empty (key); *c; c++) {
    bool plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9');
    txc_buffer_add_char (w->out, plain ? *c : '-');
  }
}

static void
add_sources (writer *w, const size_t *sources, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    size_t number = sources[i] + 1;
    txc_buffer_printf (w->out, " <a class=\"ref\" href=\"#%ssource-%zu\" aria-label=\"source %zu\">[%zu]</a>", w->ids, number,
                       number, number);
  }
}

static const char *
meaning_of (const txc_page *page, txc_text mark)
{
  for (size_t i = 0; i < page->legend_count; i++)
    if (txc_text_is (mark, page->legend[i].key))
      return page->legend[i].text;
  return NULL;
}

/* Each mark of several, separated by blanks, with its meaning. */
static void
add_mark (writer *w, const char *marks)
{
  txc_text rest = txc_screen_clean (&w->screen, txc_or_empty (marks));
  while (rest.length) {
    const char *blank = memchr (rest.data, ' ', rest.length);
    txc_text mark = { rest.data, blank ? (size_t)(blank - rest.data) : rest.length };
    rest = blank ? (txc_text){ blank + 1, rest.length - mark.length - 1 } : (txc_text){ "", 0 };
    if (!mark.length)
      continue;
    const char *meaning = meaning_of (w->page, mark);
    add (w, " <abbr class=\"mark\"");
    if (meaning) {
      add (w, " title=\"");
      add_attribute (w, meaning);
      add (w, "\"");
    }
    add (w, ">");
    add_escaped (w, mark, " ");
    add (w, "</abbr>");
  }
}

static void
add_word (writer *w, const char *word, txc_tone tone)
{
  if (!txc_has_text (word))
    return;
  txc_buffer_printf (w->out, "<strong class=\"word %s\">", txc_tone_key (tone));
  add_text (w, word);
  add (w, "</strong> ");
}

/* ---- lists --------------------------------------------------------------------------- */

static void
write_entry (writer *w, const txc_entry *entry, bool labels, bool words)
{
  txc_buffer_printf (w->out, "<li class=\"level-%d%s\">", entry->level < 0 ? 0 : entry->level > 3 ? 3 : entry->level,
                     labels && !txc_has_text (entry->label) ? " goes-on" : "");
  if (labels) {
    add (w, "<span class=\"label\">");
    add_text (w, entry->label);
    add (w, "</span> ");
  }
  if (words) {
    add (w, "<span>");
    add_word (w, entry->word, entry->tone);
    add (w, "</span>");
  }
  add (w, "<span>");
  add_text (w, entry->text);
  add_mark (w, entry->mark);
  add_sources (w, entry->sources, entry->source_count);
  add (w, "</span></li>\n");
}

static void
write_entries (writer *w, const txc_block *block)
{
  bool labels = false, words = false;
  for (size_t i = 0; i < block->entry_count; i++) {
    labels |= txc_has_text (block->entries[i].label);
    words |= txc_has_text (block->entries[i].word);
  }
  txc_buffer_printf (w->out, "<ul class=\"entries%s%s\">\n", labels ? " labels" : "", words ? " words" : "");
  for (size_t i = 0; i < block->entry_count; i++)
    write_entry (w, &block->entries[i], labels, words);
  add (w, "</ul>\n");
}

/* ---- tables --------------------------------------------------------------------------- */

/* The first line of a cell with numbers stands out from what explains it. */
static void
add_cell_text (writer *w, const txc_cell *cell)
{
  txc_text text = txc_screen_clean (&w->screen, txc_cell_shown (cell));
  const char *end = cell->measurement_count ? memchr (text.data, '\n', text.length) : NULL;
  if (!end) {
    add_escaped (w, text, "<br>");
    return;
  }
  size_t first = (size_t)(end - text.data);
  add_escaped (w, (txc_text){ text.data, first }, "");
  add (w, "<br><span class=\"more\">");
  add_escaped (w, (txc_text){ end + 1, text.length - first - 1 }, "<br>");
  add (w, "</span>");
}

static void
write_cell (writer *w, const txc_column *column, const txc_cell *cell, txc_notes *notes)
{
  const char *tone = cell->blank != TXC_BLANK_NOT && cell->tone == TXC_TONE_PLAIN ? "dim" : txc_tone_key (cell->tone);
  txc_buffer_printf (w->out, "<td role=\"cell\" class=\"%s%s\" data-head=\"", tone, cell->measurement_count ? " numbers" : "");
  add_attribute (w, column->head);
  add (w, "\"><div>");
  add_cell_text (w, cell);
  add_mark (w, cell->mark);
  if (txc_has_text (cell->note)) {
    add (w, " <span class=\"note\">");
    w->out->failed |= !txc_notes_add (notes, &w->screen.scratch, cell->note, w->out);
    add (w, "</span>");
  }
  add_sources (w, cell->sources, cell->source_count);
  add (w, "</div></td>\n");
}

static void
write_row (writer *w, const txc_grid *grid, size_t index, txc_notes *notes)
{
  const txc_row *row = &grid->rows[index];
  int level = row->level < 0 ? 0 : row->level > 3 ? 3 : row->level;
  if (txc_row_is_heading (grid, index)) {
    txc_buffer_printf (w->out, "<tr role=\"row\" class=\"group\"><th role=\"rowheader\" scope=\"rowgroup\" class=\"level-%d\" colspan=\"%zu\">",
                       level, grid->column_count + 1);
    add_text (w, row->head);
    add (w, "</th></tr>\n");
    return;
  }
  txc_buffer_printf (w->out, "<tr role=\"row\"%s><th role=\"rowheader\" scope=\"row\" class=\"level-%d\">",
                     row->rule_above ? " class=\"ruled\"" : "", level);
  add_text (w, row->head);
  add (w, "</th>\n");
  for (size_t j = 0; j < grid->column_count; j++)
    write_cell (w, &grid->columns[j], &row->cells[j], notes);
  add (w, "</tr>\n");
}

static void
write_heads (writer *w, const txc_grid *grid)
{
  add (w, "<thead role=\"rowgroup\"><tr role=\"row\">");
  if (txc_has_text (grid->row_title)) {
    add (w, "<th role=\"columnheader\" scope=\"col\">");
    add_text (w, grid->row_title);
    add (w, "</th>");
  } else {
    add (w, "<td role=\"cell\"></td>");
  }
  for (size_t j = 0; j < grid->column_count; j++) {
    txc_buffer_printf (w->out, "<th role=\"columnheader\" scope=\"col\"%s>", grid->columns[j].brief ? " class=\"brief\"" : "");
    add_text (w, grid->columns[j].head);
    add (w, "</th>");
  }
  add (w, "</tr></thead>\n");
}

static void
write_notes (writer *w, const txc_notes *notes)
{
  if (!notes->count)
    return;
  add (w, "<ul class=\"notes\">\n");
  for (size_t i = 0; i < notes->count; i++) {
    add (w, "<li>");
    txc_notes_add_name (i, w->out);
    add (w, " ");
    add_text (w, notes->items[i]);
    add (w, "</li>\n");
  }
  add (w, "</ul>\n");
}

static void
write_grid (writer *w, const txc_grid *grid, const char *caption)
{
  txc_notes notes = { 0 };
  txc_buffer_printf (w->out, "<table role=\"table\" class=\"%s\">\n", grid->column_count > 5 ? "many" : "few");
  add_element (w, "<caption>", caption, "</caption>\n");
  write_heads (w, grid);
  add (w, "<tbody role=\"rowgroup\">\n");
  for (size_t i = 0; i < grid->row_count; i++)
    write_row (w, grid, i, &notes);
  add (w, "</tbody></table>\n");
  write_notes (w, &notes);
}

/* ---- the page --------------------------------------------------------------------------- */

static void
write_block (writer *w, const txc_block *block, const char *title)
{
  switch (block->kind) {
  case TXC_BLOCK_PARAGRAPH: add_element (w, "<p>", block->text, "</p>\n"); break;
  case TXC_BLOCK_ENTRIES: write_entries (w, block); break;
  case TXC_BLOCK_GRID: write_grid (w, block->grid, title); break;
  case TXC_BLOCK_CODE:
    add (w, "<pre>");
    add_escaped (w, txc_screen_clean (&w->screen, txc_or_empty (block->text)), "\n");
    add (w, "</pre>\n");
    break;
  }
}

static void
write_section (writer *w, const txc_section *section)
{
  txc_buffer_printf (w->out, "<section id=\"%ssection-", w->ids);
  add_id (w, section->key);
  add (w, "\">\n");
  add_element (w, "<h2>", section->title, "</h2>\n");
  add_element (w, "<p class=\"introduction\">", section->introduction, "</p>\n");
  for (size_t i = 0; i < section->block_count; i++)
    write_block (w, section->blocks[i], section->title);
  add (w, "</section>\n");
}

static void
write_notices (writer *w, txc_notice_kind kind)
{
  for (size_t i = 0; i < w->page->notice_count; i++) {
    const txc_notice *notice = &w->page->notices[i];
    if (notice->kind != kind)
      continue;
    txc_buffer_printf (w->out, "<section class=\"notice %s\" role=\"%s\">\n", txc_notice_key (kind),
                       kind == TXC_NOTICE_INTENDED_USE ? "note" : "alert");
    add_element (w, "<h2>", notice->title, "</h2>\n");
    add_element (w, "<p>", notice->text, "</p>\n");
    add (w, "</section>\n");
  }
}

static void
write_sources (writer *w)
{
  if (!w->page->source_count)
    return;
  txc_buffer_printf (w->out, "<section id=\"%ssources\">\n<h2>Sources</h2>\n<ol class=\"sources\">\n", w->ids);
  for (size_t i = 0; i < w->page->source_count; i++) {
    txc_buffer_printf (w->out, "<li id=\"%ssource-%zu\">", w->ids, i + 1);
    add_text (w, w->page->sources[i].text);
    add (w, "</li>\n");
  }
  add (w, "</ol>\n</section>\n");
}

static void
write_facts (writer *w, const char *title, const txc_page_fact *facts, size_t count, bool used_only)
{
  bool any = false;
  for (size_t i = 0; i < count; i++) {
    if (used_only && !txc_page_uses (w->page, facts[i].key))
      continue;
    if (!any)
      txc_buffer_printf (w->out, "<section>\n<h2>%s</h2>\n<dl>\n", title);
    any = true;
    add (w, "<div><dt>");
    add_text (w, facts[i].key);
    add (w, "</dt><dd>");
    add_text (w, facts[i].text);
    add (w, "</dd></div>\n");
  }
  add (w, any ? "</dl>\n</section>\n" : "");
}

static void
write_style (writer *w)
{
  add (w, "<style>\n");
  txc_html_add_style (w->out);
  add (w, "</style>\n");
}

static void
write_head (writer *w)
{
  add (w, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
          "<meta name=\"color-scheme\" content=\"light dark\">\n"
          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
          "<title>");
  add_attribute (w, txc_has_text (w->page->title) ? w->page->title : w->page->key);
  add (w, "</title>\n");
  write_style (w);
  add (w, "</head>\n<body class=\"txcompare\">\n<main class=\"page\">\n");
}

/* Everything that is read, the crisis notice first. */
static void
write_content (writer *w)
{
  const txc_page *page = w->page;
  write_notices (w, TXC_NOTICE_CRISIS);
  add (w, "<header>\n");
  add_element (w, "<h1>", page->title, "</h1>\n");
  add_element (w, "<p class=\"identity\">", page->identity, "</p>\n");
  write_notices (w, TXC_NOTICE_INTENDED_USE);
  add (w, "</header>\n");
  write_notices (w, TXC_NOTICE_WARNING);
  for (size_t i = 0; i < page->section_count; i++)
    write_section (w, page->sections[i]);
  write_sources (w);
  write_facts (w, "Marks and abbreviations", page->legend, page->legend_count, true);
  write_facts (w, "About this page", page->about, page->about_count, false);
}

void
txc_page_write_html (const txc_page *page, txc_buffer *out)
{
  writer w = { .screen = { .out = out }, .out = out, .page = page };
  write_head (&w);
  write_content (&w);
  add (&w, "</main>\n</body>\n</html>\n");
  txc_arena_release (&w.screen.scratch);
}

/* Two fragments of one document must not share ids, and the same page is to give
   the same fragment: the ids begin with a hash over all that the page says. */
static void
name_ids (writer *w)
{
  txc_buffer said = { 0 };
  txc_sha256 hash;
  char hex[TXC_SHA256_HEX + 1];
  txc_page_write_json (w->page, &said);
  txc_sha256_start (&hash);
  txc_sha256_add (&hash, txc_buffer_text (&said));
  txc_sha256_finish (&hash, hex);
  w->out->failed |= said.failed;
  txc_buffer_release (&said);
  snprintf (w->ids, sizeof w->ids, "txc-%.8s-", hex);
}

void
txc_page_write_html_fragment (const txc_page *page, txc_buffer *out)
{
  writer w = { .screen = { .out = out }, .out = out, .page = page };
  name_ids (&w);
  add (&w, "<div class=\"txcompare\" lang=\"en\">\n");
  write_style (&w);
  add (&w, "<div class=\"page\">\n");
  write_content (&w);
  add (&w, "</div>\n</div>\n");
  txc_arena_release (&w.screen.scratch);
}
