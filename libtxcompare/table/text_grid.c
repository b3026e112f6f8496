/* SPDX-License-Identifier: Apache-2.0 */
#include "table/text_grid.h"


enum { margin = 2, most_columns = 5, tallest_comfortable_row = 10, airy_lines = 3 };

static void
write_notes (txc_screen *screen, const txc_sheet *sheet)
{
  if (sheet->notes.count)
    txc_buffer_add_char (screen->out, '\n');
  for (size_t i = 0; i < sheet->notes.count; i++) {
    size_t before = screen->out->length;
    txc_buffer_add_repeated (screen->out, ' ', margin);
    txc_notes_add_name (i, screen->out);
    size_t used = screen->out->length - before;
    txc_screen_paragraph (screen, txc_screen_clean (screen, sheet->notes.items[i]), used + 1, used, TXC_TONE_PLAIN);
  }
}

static void
write_heading (txc_screen *screen, const txc_sheet_row *row)
{
  size_t at = margin + row->indent;
  txc_strip strip = { row->head, at, screen->width - at, TXC_TONE_PLAIN, true };
  txc_screen_strips (screen, &strip, 1);
}

/* ---- side by side ---------------------------------------------------------------- */

static void
write_heads (txc_screen *screen, const txc_sheet *sheet, txc_strip *strips)
{
  strips[0] = (txc_strip){ sheet->corner, margin, sheet->share[0], TXC_TONE_PLAIN, true };
  size_t at = margin + sheet->share[0] + txc_sheet_gap;
  for (size_t j = 0; j < sheet->column_count; j++) {
    strips[j + 1] = (txc_strip){ sheet->columns[j], at, sheet->share[j + 1], TXC_TONE_PLAIN, true };
    at += sheet->share[j + 1] + txc_sheet_gap;
  }
  txc_screen_strips (screen, strips, sheet->column_count + 1);
}

static void
write_row (txc_screen *screen, const txc_sheet *sheet, const txc_sheet_row *row, txc_strip *strips)
{
  strips[0] = (txc_strip){ row->head, margin + row->indent, sheet->share[0] - row->indent, TXC_TONE_PLAIN, false };
  for (size_t j = 0; j < sheet->column_count; j++) {
    strips[j + 1].rest = row->cells[j].text;
    strips[j + 1].tone = row->cells[j].tone;
    strips[j + 1].strong = false;
  }
  txc_screen_strips (screen, strips, sheet->column_count + 1);
}

static void
write_side_by_side (txc_screen *screen, const txc_sheet *sheet)
{
  txc_strip *strips = txc_arena_array (&screen->scratch, sheet->column_count + 1, sizeof *strips);
  if (!strips) {
    screen->out->failed = true;
    return;
  }
  write_heads (screen, sheet, strips);
  bool apart = txc_sheet_line_count (sheet) >= airy_lines * sheet->row_count;
  for (size_t i = 0; i < sheet->row_count; i++) {
    if (i && (apart || sheet->rows[i].rule_above) && !sheet->rows[i - 1].heading)
      txc_buffer_add_char (screen->out, '\n');
    if (sheet->rows[i].heading)
      write_heading (screen, &sheet->rows[i]);
    else
      write_row (screen, sheet, &sheet->rows[i], strips);
  }
  write_notes (screen, sheet);
}

/* ---- stacked: one row of the grid after the other --------------------------------- */

/* How wide the labels may stand: all of the longest, but at most two fifths. */
static size_t
label_width (const txc_screen *screen, const txc_text *labels, size_t count)
{
  size_t widest = 1, most = screen->width * 2 / 5;
  for (size_t i = 0; i < count; i++) {
    size_t width = txc_wrap_longest_line (labels[i]);
    widest = width > widest ? width : widest;
  }
  return widest > most ? most : widest;
}

static void
write_labelled (txc_screen *screen, txc_text label, const txc_sheet_cell *cell, size_t indent, size_t labels)
{
  size_t at = indent + labels + txc_sheet_gap;
  txc_strip strips[] = { { label, indent, labels, TXC_TONE_PLAIN, false },
                     { cell->text, at, screen->width - at, cell->tone, false } };
  txc_screen_strips (screen, strips, 2);
}

static void
write_stacked (txc_screen *screen, const txc_sheet *sheet)
{
  size_t labels = label_width (screen, sheet->columns, sheet->column_count);
  for (size_t i = 0; i < sheet->row_count; i++) {
    const txc_sheet_row *row = &sheet->rows[i];
    if (i && row->rule_above)
      txc_buffer_add_char (screen->out, '\n');
    write_heading (screen, row);
    for (size_t j = 0; !row->heading && j < sheet->column_count; j++)
      write_labelled (screen, sheet->columns[j], &row->cells[j], margin + row->indent + 2, labels);
  }
  write_notes (screen, sheet);
}

/* ---- one column: a list ------------------------------------------------------------ */

static void
write_list (txc_screen *screen, const txc_sheet *sheet)
{
  txc_text *heads = txc_arena_array (&screen->scratch, sheet->row_count, sizeof *heads);
  if (!heads) {
    screen->out->failed = true;
    return;
  }
  size_t indent = 0;
  for (size_t i = 0; i < sheet->row_count; i++) {
    heads[i] = sheet->rows[i].heading ? (txc_text){ NULL, 0 } : sheet->rows[i].head;
    indent = sheet->rows[i].indent > indent ? sheet->rows[i].indent : indent;
  }
  size_t labels = label_width (screen, heads, sheet->row_count);
  txc_sheet_row head = { .head = sheet->columns[0] };
  if (head.head.length)
    write_heading (screen, &head);
  for (size_t i = 0; i < sheet->row_count; i++) {
    const txc_sheet_row *row = &sheet->rows[i];
    if (i && row->rule_above)
      txc_buffer_add_char (screen->out, '\n');
    if (row->heading)
      write_heading (screen, row);
    else
      write_labelled (screen, row->head, &row->cells[0], margin + row->indent, labels + indent - row->indent);
  }
  write_notes (screen, sheet);
}

/* ---- choosing ----------------------------------------------------------------------- */

static bool
has_headings (const txc_grid *grid)
{
  for (size_t i = 0; i < grid->row_count; i++)
    if (txc_row_is_heading (grid, i))
      return true;
  return false;
}

static bool
write_if_comfortable (txc_screen *screen, const txc_grid *grid, bool turned)
{
  txc_sheet *sheet = txc_sheet_new (screen, grid, turned, true);
  if (!sheet) {
    screen->out->failed = true;
    return true;
  }
  if (!txc_sheet_fit (sheet, screen->width - margin) || txc_sheet_tallest_row (sheet) > tallest_comfortable_row)
    return false;
  write_side_by_side (screen, sheet);
  return true;
}

void
txc_screen_grid (txc_screen *screen, const txc_grid *grid)
{
  if (!grid->column_count || !grid->row_count)
    return;
  if (grid->column_count > 1 && grid->column_count <= most_columns && write_if_comfortable (screen, grid, false))
    return;
  if (grid->column_count > 1 && grid->row_count <= most_columns && !has_headings (grid)
      && write_if_comfortable (screen, grid, true))
    return;
  txc_sheet *sheet = txc_sheet_new (screen, grid, false, grid->column_count == 1);
  if (!sheet)
    screen->out->failed = true;
  else if (grid->column_count == 1)
    write_list (screen, sheet);
  else
    write_stacked (screen, sheet);
}
