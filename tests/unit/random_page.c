/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/random_page.h"

#include <math.h>

typedef struct maker {
  txc_page *page;
  uint64_t state;
  bool failed;
} maker;

static size_t
below (maker *m, size_t limit)
{
  m->state = m->state * UINT64_C (6364136223846793005) + UINT64_C (1442695040888963407);
  return (size_t)(m->state >> 33) % limit;
}

static const char *
text (maker *m, size_t most)
{
  static const char *const pieces[] = {
    "word ", "nausea", " ", "\n", "26 | 12", "32 (25 to 38)", "\033[31mred\033[0m", "\2332J", "<script>alert(1)</script>", "=1+1",
    "\"", "'", ",", ";", "\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E", "e\xCC\x81", "\xFF\xFE", "`", "*bold*", "_", "[1]", "-", "+", "@",
    "&amp;", "\t", "\r\n", "\xE2\x80\xAE", "pneumonoultramicroscopicsilicovolcanoconiosis", "NaN", "\\", "|", "#", "1. ", "\xC2\xB7",
    "\xE2\x89\xA5 50 %", "\x7F", "]]>", "--", "{}", "$(x)", "\xC2\x9B", "\xF0\x9F\x98\x80"
  };
  txc_buffer buffer = { 0 };
  for (size_t i = below (m, most + 1); i > 0; i--)
    txc_buffer_add (&buffer, pieces[below (m, sizeof pieces / sizeof *pieces)]);
  const char *kept = buffer.failed ? NULL : txc_arena_copy (&m->page->arena, txc_buffer_text (&buffer));
  txc_buffer_release (&buffer);
  m->failed |= !kept;
  return kept;
}

static const char *
maybe (maker *m, size_t most)
{
  return below (m, 3) ? text (m, most) : NULL;
}

static double
number (maker *m)
{
  static const double numbers[] = { 0, -0.0, 41.040462427745666, -14, 1e300, 1e-300, 100, 0.95 };
  if (below (m, 6) == 0)
    return below (m, 2) ? (double)NAN : (double)-INFINITY;
  return numbers[below (m, sizeof numbers / sizeof *numbers)];
}

static const size_t *
sources (maker *m, size_t *count)
{
  *count = m->page->source_count ? below (m, 3) : 0;
  size_t *indices = txc_arena_array (&m->page->arena, *count, sizeof *indices);
  m->failed |= !indices;
  for (size_t i = 0; indices && i < *count; i++)
    indices[i] = below (m, m->page->source_count);
  return indices;
}

static const txc_measurement *
measurements (maker *m, size_t *count)
{
  *count = below (m, 3);
  txc_measurement *made = txc_arena_array (&m->page->arena, *count, sizeof *made);
  m->failed |= !made;
  for (size_t i = 0; made && i < *count; i++)
    made[i] = (txc_measurement){ .name = "treated", .unit = maybe (m, 2), .value = number (m), .has_value = below (m, 2),
                                 .has_interval = below (m, 2), .has_count = below (m, 2), .low = number (m),
                                 .high = number (m), .level = 0.95, .events = number (m), .n = number (m),
                                 .method = maybe (m, 3), .bound = below (m, 4) ? NULL : "at-least" };
  return made;
}

static txc_cell
cell (maker *m)
{
  txc_cell made = { .text = maybe (m, 6), .tone = (txc_tone)below (m, 6), .mark = below (m, 4) ? NULL : "u", .note = maybe (m, 4) };
  if (below (m, 4) == 0)
    made.blank = (txc_blank)(1 + below (m, 4));
  made.sources = sources (m, &made.source_count);
  made.measurements = measurements (m, &made.measurement_count);
  return made;
}

static void
add_grid (maker *m, txc_section *section)
{
  txc_column columns[9];
  size_t column_count = 1 + below (m, 8), row_count = below (m, 7);
  for (size_t j = 0; j < column_count; j++)
    columns[j] = (txc_column){ text (m, 2), text (m, 3) };
  txc_block *block = txc_section_add_grid (m->page, section, columns, column_count, row_count);
  m->failed |= !block;
  for (size_t i = 0; block && i < row_count; i++) {
    txc_row *row = &block->grid->rows[i];
    row->key = maybe (m, 2);
    row->head = maybe (m, 4);
    row->level = (int)below (m, 5) - 1;
    row->rule_above = below (m, 4) == 0;
    for (size_t j = 0; j < column_count && below (m, 8); j++)
      row->cells[j] = cell (m);
  }
}

static void
add_entries (maker *m, txc_section *section)
{
  txc_block *block = txc_section_add_entries (m->page, section, below (m, 6));
  m->failed |= !block;
  for (size_t i = 0; block && i < block->entry_count; i++) {
    txc_entry *entry = &block->entries[i];
    *entry = (txc_entry){ .key = maybe (m, 2), .label = maybe (m, 4), .word = maybe (m, 1), .text = maybe (m, 12),
                          .tone = (txc_tone)below (m, 6), .mark = below (m, 4) ? NULL : "u", .level = (int)below (m, 6) - 1 };
    entry->sources = sources (m, &entry->source_count);
  }
}

static void
add_section (maker *m)
{
  txc_section *section = txc_page_add_section (m->page, text (m, 2), text (m, 4), maybe (m, 10));
  m->failed |= !section;
  for (size_t i = below (m, 4); section && i > 0; i--) {
    switch (below (m, 4)) {
    case 0: add_grid (m, section); break;
    case 1: add_entries (m, section); break;
    case 2: m->failed |= !txc_section_add_paragraph (m->page, section, text (m, 20)); break;
    default: m->failed |= !txc_section_add_code (m->page, section, text (m, 10)); break;
    }
  }
}

txc_page *
random_page (uint64_t seed)
{
  maker m = { txc_page_new ("random", "A page"), seed * 2 + 1, false };
  if (!m.page)
    return NULL;
  static const char *const keys[] = { "knowledge-base", "version", "hash", "as-of" };
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    m.failed |= !txc_page_add_about (m.page, keys[i], text (&m, 5));
  for (size_t i = below (&m, 5); i > 0; i--)
    m.failed |= !txc_page_add_notice (m.page, (txc_notice_kind)below (&m, 3), maybe (&m, 5), text (&m, 20));
  for (size_t i = below (&m, 5); i > 0; i--)
    m.failed |= txc_page_source_index (m.page, text (&m, 3), text (&m, 10)) == (size_t)-1;
  m.failed |= !txc_page_add_legend (m.page, "u", "recalled") || !txc_page_set_identity (m.page, text (&m, 12));
  for (size_t i = below (&m, 5); i > 0; i--)
    add_section (&m);
  if (!m.failed)
    return m.page;
  txc_page_unref (m.page);
  return NULL;
}
