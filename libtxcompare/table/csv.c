/* SPDX-License-Identifier: Apache-2.0
 *
 * The page as lines of equal shape (RFC 4180), described in doc/page.md: one for
 * every notice, fact, paragraph, entry, cell, measurement, source and legend.
 */
#include <math.h>

#include "base/number.h"
#include "table/shown.h"
#include "text/utf8.h"

typedef struct record {
  const char *kind, *section, *row, *row_head, *column, *column_head, *word, *text;
  size_t block;                        /* 0: none */
  const txc_measurement *measurement;
  const char *blank, *mark, *note;
  const size_t *sources;
  size_t source_count;
} record;

static const char header[] = "page,kind,section,block,row,row_head,column,column_head,word,text,measure,value,bound,low,high,"
                             "level,unit,events,n,method,blank,mark,sources,note\r\n";

/* Spreadsheets take text that begins so for a formula (the last four are the
   full-width forms, by their UTF-8). An apostrophe counts too, so that a reader
   can always take the first one away. */
static bool
looks_like_formula (const char *text)
{
  static const char *const wide[] = { "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0" };
  if (strchr ("=+-@'\t\r", *text))
    return *text != '\0';
  for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
    if (strncmp (text, wide[i], 3) == 0)
      return true;
  return false;
}

static bool
is_simple (const char *text)
{
  for (const char *c = text; *c; c++)
    if ((unsigned char)*c < 0x20 || (unsigned char)*c >= 0x7F || *c == '"' || *c == ',')
      return false;
  return true;
}

static void
add_quoted (txc_buffer *out, txc_text text)
{
  for (size_t offset = 0; offset < text.length;) {
    size_t start = offset;
    while (offset < text.length && (unsigned char)text.data[offset] >= 0x20 && (unsigned char)text.data[offset] < 0x7F
           && text.data[offset] != '"')
      offset++;
    txc_buffer_add_text (out, (txc_text){ text.data + start, offset - start });
    if (offset == text.length)
      break;
    uint32_t c = 0xFFFD;
    if (!txc_utf8_next (text, &offset, &c))
      offset++;
    bool control = (c < 0x20 && c != '\n') || (c >= 0x7F && c < 0xA0);
    if (c == '"')
      txc_buffer_add_char (out, '"');
    txc_utf8_add (out, control ? ' ' : c);
  }
}

/* Quoted where it must be. */
static void
add_field (txc_buffer *out, const char *string)
{
  if (!txc_has_text (string))
    return;
  bool guarded = looks_like_formula (string), simple = is_simple (string);
  txc_buffer_add (out, simple ? "" : "\"");
  txc_buffer_add (out, guarded ? "'" : "");
  if (simple) {
    txc_buffer_add (out, string);
    return;
  }
  add_quoted (out, txc_text_of (string));
  txc_buffer_add_char (out, '"');
}

/* Text behind its comma. */
static void
add_text (txc_buffer *out, const char *string)
{
  txc_buffer_add_char (out, ',');
  add_field (out, string);
}

static void
add_number (txc_buffer *out, bool present, double number)
{
  txc_buffer_add_char (out, ',');
  if (present)
    txc_number_add_shortest (out, number);
}

static void
add_measurement (txc_buffer *out, const txc_measurement *measurement)
{
  bool interval = measurement->has_interval && isfinite (measurement->low) && isfinite (measurement->high);
  add_text (out, measurement->name);
  add_number (out, measurement->has_value, measurement->value);
  add_text (out, measurement->bound);
  add_number (out, interval, measurement->low);
  add_number (out, interval, measurement->high);
  add_number (out, interval, measurement->level);
  add_text (out, measurement->unit);
  add_number (out, measurement->has_count, measurement->events);
  add_number (out, measurement->has_count, measurement->n);
  add_text (out, measurement->method);
}

static void
add_sources (txc_buffer *out, const txc_page *page, const record *line)
{
  txc_buffer keys = { 0 };
  for (size_t i = 0; i < line->source_count; i++) {
    if (line->sources[i] >= page->source_count)
      continue;
    txc_buffer_add (&keys, keys.length ? ";" : "");
    txc_buffer_add (&keys, page->sources[line->sources[i]].key);
  }
  add_text (out, txc_buffer_string (&keys));
  out->failed |= keys.failed;
  txc_buffer_release (&keys);
}

static void
write_line (txc_buffer *out, const txc_page *page, record line)
{
  static const txc_measurement none = { 0 };
  add_field (out, page->key);
  add_text (out, line.kind);
  add_text (out, line.section);
  add_number (out, line.block > 0, (double)line.block);
  add_text (out, line.row);
  add_text (out, line.row_head);
  add_text (out, line.column);
  add_text (out, line.column_head);
  add_text (out, line.word);
  add_text (out, line.text);
  add_measurement (out, line.measurement ? line.measurement : &none);
  add_text (out, line.blank);
  add_text (out, line.mark);
  add_sources (out, page, &line);
  add_text (out, line.note);
  txc_buffer_add (out, "\r\n");
}

/* The cell as it is read, then each of its measurements; both say where it
   comes from. */
static void
write_cell (txc_buffer *out, const txc_page *page, const txc_cell *cell, record line)
{
  line.kind = "cell";
  line.text = txc_cell_shown (cell);
  line.blank = txc_blank_key (cell->blank);
  line.mark = cell->mark;
  line.note = cell->note;
  line.sources = cell->sources;
  line.source_count = cell->source_count;
  write_line (out, page, line);
  line.kind = "measurement";
  line.text = NULL;
  for (size_t i = 0; i < cell->measurement_count; i++) {
    line.measurement = &cell->measurements[i];
    write_line (out, page, line);
  }
}

static void
write_grid (txc_buffer *out, const txc_page *page, const txc_grid *grid, record line)
{
  for (size_t i = 0; i < grid->row_count; i++) {
    const txc_row *row = &grid->rows[i];
    line.row = row->key;
    line.row_head = row->head;
    line.column = line.column_head = NULL;
    if (txc_row_is_heading (grid, i)) {
      line.kind = "heading";
      write_line (out, page, line);
      continue;
    }
    for (size_t j = 0; j < grid->column_count; j++) {
      line.column = grid->columns[j].key;
      line.column_head = grid->columns[j].head;
      write_cell (out, page, &row->cells[j], line);
    }
  }
}

static void
write_entries (txc_buffer *out, const txc_page *page, const txc_block *block, record line)
{
  line.kind = "entry";
  for (size_t i = 0; i < block->entry_count; i++) {
    const txc_entry *entry = &block->entries[i];
    line.row = entry->key;
    line.row_head = entry->label;
    line.word = entry->word;
    line.text = entry->text;
    line.mark = entry->mark;
    line.sources = entry->sources;
    line.source_count = entry->source_count;
    write_line (out, page, line);
  }
}

static void
write_section (txc_buffer *out, const txc_page *page, const txc_section *section)
{
  record line = { .kind = "section", .section = section->key, .row_head = section->title, .text = section->introduction };
  write_line (out, page, line);
  line.row_head = line.text = NULL;
  for (size_t i = 0; i < section->block_count; i++) {
    const txc_block *block = section->blocks[i];
    line.block = i + 1;
    if (block->kind == TXC_BLOCK_GRID) {
      write_grid (out, page, block->grid, line);
    } else if (block->kind == TXC_BLOCK_ENTRIES) {
      write_entries (out, page, block, line);
    } else {
      line.kind = block->kind == TXC_BLOCK_CODE ? "code" : "paragraph";
      line.text = block->text;
      write_line (out, page, line);
      line.text = NULL;
    }
  }
}

static void
write_facts (txc_buffer *out, const txc_page *page, const char *kind, const txc_page_fact *facts, size_t count)
{
  for (size_t i = 0; i < count; i++)
    write_line (out, page, (record){ .kind = kind, .row = facts[i].key, .text = facts[i].text });
}

void
txc_page_write_csv (const txc_page *page, txc_buffer *out)
{
  txc_buffer_add (out, header);
  for (size_t i = 0; i < page->notice_count; i++) {
    const txc_notice *notice = txc_page_notice (page, i);
    write_line (out, page, (record){ .kind = "notice", .row = txc_notice_key (notice->kind), .row_head = notice->title,
                                   .text = notice->text });
  }
  write_facts (out, page, "about", page->about, page->about_count);
  write_line (out, page, (record){ .kind = "page", .row_head = page->title, .text = page->identity });
  for (size_t i = 0; i < page->section_count; i++)
    write_section (out, page, page->sections[i]);
  for (size_t i = 0; i < page->source_count; i++)
    write_line (out, page, (record){ .kind = "source", .row = page->sources[i].key, .text = page->sources[i].text });
  write_facts (out, page, "legend", page->legend, page->legend_count);
}
