/* SPDX-License-Identifier: Apache-2.0 */
#include "table/sheet.h"

#include "text/utf8.h"

/* ---- what stands behind the words -------------------------------------------- */

void
txc_sheet_add_sources (txc_buffer *out, const size_t *sources, size_t count)
{
  for (size_t i = 0; i < count; i++)
    txc_buffer_printf (out, " [%zu]", sources[i] + 1);
}

static void
add_note (txc_screen *screen, txc_sheet *sheet, txc_buffer *out, const char *note)
{
  txc_buffer_add_char (out, ' ');
  screen->out->failed |= !txc_notes_add (&sheet->notes, &screen->scratch, note, out);
}

/* ---- filling ------------------------------------------------------------------ */

static txc_text
head_of_column (txc_screen *screen, txc_sheet *sheet, const txc_grid *grid, size_t column, bool gathered)
{
  const char *note = gathered ? txc_column_note (grid, column) : NULL;
  const txc_cell *sourced = gathered ? txc_column_sources (grid, column) : NULL;
  sheet->note_at_head[column] = note;
  sheet->sources_at_head[column] = sourced;
  txc_text head = txc_screen_clean (screen, txc_or_empty (grid->columns[column].head));
  if (!note && !sourced)
    return head;
  txc_buffer out = { 0 };
  txc_buffer_add_text (&out, head);
  if (note)
    add_note (screen, sheet, &out, note);
  if (sourced)
    txc_sheet_add_sources (&out, sourced->sources, sourced->source_count);
  return txc_screen_keep (screen, &out);
}

static txc_sheet_cell
fill_cell (txc_screen *screen, const txc_cell *cell)
{
  txc_sheet_cell result = { .text = txc_screen_clean (screen, txc_cell_shown (cell)), .tone = cell->tone };
  result.numeric = cell->measurement_count > 0;
  if (cell->blank != TXC_BLANK_NOT && cell->tone == TXC_TONE_PLAIN)
    result.tone = TXC_TONE_DIM;
  return result;
}

static void
fill_row_head (txc_screen *screen, const txc_grid *grid, size_t index, txc_sheet_row *row)
{
  const txc_row *from = &grid->rows[index];
  row->head = txc_screen_clean (screen, txc_or_empty (from->head));
  row->indent = from->level <= 0 ? 0 : from->level < 4 ? 2 * (size_t)from->level : 8;
  row->rule_above = from->rule_above;
  row->heading = txc_row_is_heading (grid, index);
}

static bool
allocate (txc_screen *screen, txc_sheet *sheet, size_t rows, size_t columns)
{
  txc_arena *arena = &screen->scratch;
  sheet->row_count = rows;
  sheet->column_count = columns;
  sheet->columns = txc_arena_array (arena, columns, sizeof *sheet->columns);
  sheet->rows = txc_arena_array (arena, rows, sizeof *sheet->rows);
  sheet->natural = txc_arena_array (arena, columns + 1, sizeof (size_t));
  sheet->least = txc_arena_array (arena, columns + 1, sizeof (size_t));
  sheet->share = txc_arena_array (arena, columns + 1, sizeof (size_t));
  if (!sheet->columns || !sheet->rows || !sheet->natural || !sheet->least || !sheet->share)
    return false;
  for (size_t i = 0; i < rows; i++) {
    sheet->rows[i].cells = txc_arena_array (arena, columns, sizeof (txc_sheet_cell));
    if (!sheet->rows[i].cells)
      return false;
  }
  return true;
}

static void
fill (txc_screen *screen, txc_sheet *sheet, const txc_grid *grid, bool turned, bool gathered)
{
  for (size_t j = 0; j < grid->column_count; j++) {
    txc_text head = head_of_column (screen, sheet, grid, j, gathered);
    if (turned)
      sheet->rows[j].head = head;
    else
      sheet->columns[j] = head;
  }
  for (size_t i = 0; i < grid->row_count; i++) {
    if (turned)
      sheet->columns[i] = txc_screen_clean (screen, txc_or_empty (grid->rows[i].head));
    else
      fill_row_head (screen, grid, i, &sheet->rows[i]);
    for (size_t j = 0; j < grid->column_count; j++) {
      txc_sheet_cell *cell = turned ? &sheet->rows[j].cells[i] : &sheet->rows[i].cells[j];
      *cell = fill_cell (screen, &grid->rows[i].cells[j]);
    }
  }
}

/* ---- lining up numbers --------------------------------------------------------- */

static const char separator[] = " | ";

typedef struct ruler {
  size_t lead;        /* widest whole part of a number that begins a line */
  size_t left;        /* widest piece before a separator, moved to that lead */
  size_t right_lead;  /* widest whole part behind a separator */
} ruler;

/* Columns of the sign, an operator and the whole part of a number at the start;
   0 if there is none. */
static size_t
lead_of (txc_text text)
{
  size_t offset = 0, width = 0;
  uint32_t c;
  bool digits = false;
  while (offset < text.length && txc_utf8_next (text, &offset, &c)) {
    bool digit = c >= '0' && c <= '9';
    bool sign = c == '-' || c == '+' || c == '<' || c == '>' || c == '=' || c == 0x2212 || c == 0x2264 || c == 0x2265 || c == ' ';
    if (!digit && (digits || !sign))
      break;
    digits |= digit;
    width++;
  }
  return digits ? width : 0;
}

static size_t
find_separator (txc_text line)
{
  for (size_t i = 0; i + sizeof separator - 1 <= line.length; i++)
    if (memcmp (line.data + i, separator, sizeof separator - 1) == 0)
      return i;
  return line.length;
}

static txc_text
behind_separator (txc_text line, size_t at)
{
  size_t skip = at + sizeof separator - 1;
  txc_text right = { line.data + skip, line.length - skip };
  return txc_text_trim (right);
}

static bool
next_line (txc_text *rest, txc_text *line)
{
  return txc_wrap_next (rest, SIZE_MAX / 2, line);
}

static size_t
larger (size_t a, size_t b)
{
  return a > b ? a : b;
}

static void
measure_leads (txc_text text, ruler *at)
{
  for (txc_text line; next_line (&text, &line);) {
    at->lead = larger (at->lead, lead_of (line));
    size_t cut = find_separator (line);
    if (cut < line.length)
      at->right_lead = larger (at->right_lead, lead_of (behind_separator (line, cut)));
  }
}

static void
measure_left (txc_text text, ruler *at)
{
  for (txc_text line; next_line (&text, &line);) {
    size_t cut = find_separator (line), lead = lead_of (line);
    if (cut < line.length)
      at->left = larger (at->left, txc_screen_width ((txc_text){ line.data, cut }) + (lead ? at->lead - lead : 0));
  }
}

static void
add_aligned (txc_buffer *out, txc_text line, const ruler *at)
{
  size_t cut = find_separator (line), lead = lead_of (line);
  size_t pad = lead ? at->lead - lead : 0;
  txc_buffer_add_repeated (out, ' ', pad);
  if (cut == line.length) {
    txc_buffer_add_text (out, line);
    return;
  }
  txc_text left = { line.data, cut }, right = behind_separator (line, cut);
  size_t right_lead = lead_of (right);
  txc_buffer_add_text (out, left);
  txc_buffer_add_repeated (out, ' ', at->left - pad - txc_screen_width (left));
  txc_buffer_add (out, separator);
  txc_buffer_add_repeated (out, ' ', right_lead ? at->right_lead - right_lead : 0);
  txc_buffer_add_text (out, right);
}

static txc_text
aligned (txc_screen *screen, txc_text text, const ruler *at)
{
  txc_buffer out = { 0 };
  for (txc_text line; next_line (&text, &line);) {
    add_aligned (&out, line, at);
    txc_buffer_add_char (&out, '\n');
  }
  return txc_screen_keep (screen, &out);
}

static void
align_column (txc_screen *screen, txc_sheet *sheet, size_t column)
{
  ruler at = { 0, 0, 0 };
  for (size_t i = 0; i < sheet->row_count; i++)
    if (sheet->rows[i].cells[column].numeric)
      measure_leads (sheet->rows[i].cells[column].text, &at);
  if (!at.lead && !at.right_lead)
    return;
  for (size_t i = 0; i < sheet->row_count; i++)
    if (sheet->rows[i].cells[column].numeric)
      measure_left (sheet->rows[i].cells[column].text, &at);
  for (size_t i = 0; i < sheet->row_count; i++)
    if (sheet->rows[i].cells[column].numeric)
      sheet->rows[i].cells[column].text = aligned (screen, sheet->rows[i].cells[column].text, &at);
}

enum { longest_whole_line = 24 };

/* A short line of numbers is not broken; of other text the longest word counts. */
static void
measure_cell (txc_sheet_cell *cell)
{
  txc_text rest = cell->text;
  for (txc_text line; next_line (&rest, &line);) {
    size_t width = txc_screen_width (line);
    bool whole = cell->numeric && width <= longest_whole_line && lead_of (line);
    cell->least = larger (cell->least, whole ? width : txc_wrap_longest_word (line));
  }
}

static void
measure_cells (txc_sheet *sheet)
{
  for (size_t i = 0; i < sheet->row_count; i++)
    for (size_t j = 0; j < sheet->column_count; j++)
      measure_cell (&sheet->rows[i].cells[j]);
}

/* ---- marks, once the words stand ------------------------------------------------ */

static void
add_tags (txc_screen *screen, txc_sheet *sheet, const txc_cell *from, bool note, bool sources, txc_sheet_cell *cell)
{
  note = note && txc_has_text (from->note);
  sources = sources && from->source_count > 0;
  if (!note && !sources && !txc_has_text (from->mark))
    return;
  txc_buffer out = { 0 };
  txc_buffer_add_text (&out, cell->text);
  if (txc_has_text (from->mark)) {
    txc_buffer_add_char (&out, ' ');
    txc_buffer_add_text (&out, txc_screen_clean (screen, from->mark));
  }
  if (note)
    add_note (screen, sheet, &out, from->note);
  if (sources)
    txc_sheet_add_sources (&out, from->sources, from->source_count);
  cell->text = txc_screen_keep (screen, &out);
}

/* Row by row, as the other formats do, so that notes have the same order. */
static void
tag_row (txc_screen *screen, txc_sheet *sheet, const txc_grid *grid, size_t row, bool turned)
{
  for (size_t j = 0; j < grid->column_count; j++) {
    txc_sheet_cell *cell = turned ? &sheet->rows[j].cells[row] : &sheet->rows[row].cells[j];
    add_tags (screen, sheet, &grid->rows[row].cells[j], !sheet->note_at_head[j], !sheet->sources_at_head[j], cell);
  }
}

/* ---- measuring ------------------------------------------------------------------ */

static void
measure (txc_sheet *sheet)
{
  sheet->natural[0] = txc_wrap_longest_line (sheet->corner);
  sheet->least[0] = txc_wrap_longest_word (sheet->corner);
  for (size_t i = 0; i < sheet->row_count; i++) {
    const txc_sheet_row *row = &sheet->rows[i];
    if (row->heading)
      continue;
    sheet->natural[0] = larger (sheet->natural[0], row->indent + txc_wrap_longest_line (row->head));
    sheet->least[0] = larger (sheet->least[0], row->indent + txc_wrap_longest_word (row->head));
  }
  for (size_t j = 0; j < sheet->column_count; j++) {
    sheet->natural[j + 1] = txc_wrap_longest_line (sheet->columns[j]);
    sheet->least[j + 1] = txc_wrap_longest_word (sheet->columns[j]);
    for (size_t i = 0; i < sheet->row_count; i++) {
      const txc_sheet_cell *cell = &sheet->rows[i].cells[j];
      sheet->natural[j + 1] = larger (sheet->natural[j + 1], txc_wrap_longest_line (cell->text));
      sheet->least[j + 1] = larger (sheet->least[j + 1], larger (cell->least, txc_wrap_longest_word (cell->text)));
    }
  }
}

txc_sheet *
txc_sheet_new (txc_screen *screen, const txc_grid *grid, bool turned, bool gathered)
{
  txc_sheet *sheet = txc_arena_alloc (&screen->scratch, sizeof *sheet);
  if (!sheet)
    return NULL;
  size_t rows = turned ? grid->column_count : grid->row_count;
  size_t columns = turned ? grid->row_count : grid->column_count;
  sheet->note_at_head = txc_arena_array (&screen->scratch, grid->column_count, sizeof (bool));
  sheet->sources_at_head = txc_arena_array (&screen->scratch, grid->column_count, sizeof (bool));
  if (!sheet->note_at_head || !sheet->sources_at_head || !allocate (screen, sheet, rows, columns))
    return NULL;
  if (!turned)
    sheet->corner = txc_screen_clean (screen, txc_or_empty (grid->row_title));
  fill (screen, sheet, grid, turned, gathered);
  for (size_t j = 0; j < columns; j++)
    align_column (screen, sheet, j);
  measure_cells (sheet);
  for (size_t i = 0; i < grid->row_count; i++)
    tag_row (screen, sheet, grid, i, turned);
  measure (sheet);
  return sheet;
}

/* The narrowest column that still wants more: short columns get all they want,
   and the long ones share the rest evenly. */
static size_t
neediest (const txc_sheet *sheet)
{
  size_t chosen = SIZE_MAX;
  for (size_t j = 0; j <= sheet->column_count; j++)
    if (sheet->share[j] < sheet->natural[j] && (chosen == SIZE_MAX || sheet->share[j] < sheet->share[chosen]))
      chosen = j;
  return chosen;
}

bool
txc_sheet_fit (txc_sheet *sheet, size_t width)
{
  size_t used = txc_sheet_gap * sheet->column_count;
  for (size_t j = 0; j <= sheet->column_count; j++) {
    sheet->share[j] = larger (sheet->least[j], 1);
    used += sheet->share[j];
  }
  if (used > width)
    return false;
  for (; used < width; used++) {
    size_t chosen = neediest (sheet);
    if (chosen == SIZE_MAX)
      break;
    sheet->share[chosen]++;
  }
  return true;
}

static size_t
row_lines (const txc_sheet *sheet, size_t row)
{
  size_t tallest = 1;
  for (size_t j = 0; j < sheet->column_count; j++)
    tallest = larger (tallest, txc_wrap_count (sheet->rows[row].cells[j].text, sheet->share[j + 1]));
  return tallest;
}

size_t
txc_sheet_tallest_row (const txc_sheet *sheet)
{
  size_t tallest = 0;
  for (size_t i = 0; i < sheet->row_count; i++)
    tallest = larger (tallest, row_lines (sheet, i));
  return tallest;
}

size_t
txc_sheet_line_count (const txc_sheet *sheet)
{
  size_t lines = 0;
  for (size_t i = 0; i < sheet->row_count; i++)
    lines += row_lines (sheet, i);
  return lines;
}
