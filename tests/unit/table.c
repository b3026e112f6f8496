/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/test.h"

#include <stdio.h>

#include "table/page.h"
#include "table/wrap.h"
#include "text/utf8.h"
#include "unit/sample_page.h"

static char *
text_of (const txc_page *page, size_t width, bool colour, bool ascii)
{
  txc_text_options options = { width, colour, ascii };
  txc_buffer out = { 0 };
  txc_page_write_text (page, &options, &out);
  char *text = txc_buffer_take (&out);
  ck_assert_ptr_nonnull (text);
  return text;
}

/* Lines no wider than the terminal, without blanks at their end. */
static void
expect_fits (const char *text, size_t width)
{
  for (const char *line = text; *line;) {
    const char *end = strchr (line, '\n');
    ck_assert_ptr_nonnull (end);
    txc_text whole = { line, (size_t)(end - line) };
    ck_assert_msg (txc_utf8_width (whole) <= width, "%zu columns: %.*s", width, (int)whole.length, line);
    ck_assert_msg (!whole.length || line[whole.length - 1] != ' ', "blank at the end: %.*s", (int)whole.length, line);
    line = end + 1;
  }
}

START_TEST (text_fits_every_width)
{
  txc_page *page = sample_page (true);
  ck_assert_ptr_nonnull (page);
  for (size_t width = 40; width <= 130; width++)
    for (int ascii = 0; ascii < 2; ascii++) {
      char *text = text_of (page, width, false, ascii);
      expect_fits (text, width);
      free (text);
    }
  txc_page_unref (page);
}
END_TEST

START_TEST (sources_are_numbered_once)
{
  txc_page *page = txc_page_new ("comparison", NULL);
  ck_assert_uint_eq (txc_page_source_index (page, "a", "first"), 0);
  ck_assert_uint_eq (txc_page_source_index (page, "b", "second"), 1);
  ck_assert_uint_eq (txc_page_source_index (page, "a", "again"), 0);
  ck_assert_uint_eq (page->source_count, 2);
  txc_page_unref (txc_page_ref (page));
  ck_assert_str_eq (page->sources[0].text, "first");
  txc_page_unref (page);
}
END_TEST

START_TEST (sections_stay_where_they_are)
{
  txc_page *page = txc_page_new ("comparison", "x");
  txc_section *first = txc_page_add_section (page, "first", "First", NULL);
  for (int i = 0; i < 50; i++)
    ck_assert_ptr_nonnull (txc_page_add_section (page, "more", "More", NULL));
  ck_assert_ptr_nonnull (txc_section_add_paragraph (page, first, "late"));
  ck_assert_uint_eq (page->sections[0]->block_count, 1);
  txc_page_unref (page);
}
END_TEST

/* ---- wrapping ------------------------------------------------------------------- */

static void
expect_lines (const char *text, size_t width, const char *expected)
{
  txc_text rest = txc_text_of (text);
  txc_buffer lines = { 0 };
  for (txc_text line; txc_wrap_next (&rest, width, &line);) {
    txc_buffer_add_text (&lines, line);
    txc_buffer_add_char (&lines, '/');
  }
  ck_assert_str_eq (txc_buffer_string (&lines), expected);
  txc_buffer_release (&lines);
}

START_TEST (lines_break_where_a_reader_expects)
{
  expect_lines ("raises blood pressure", 13, "raises blood/pressure/");
  expect_lines ("a\n\n  b", 10, "a//  b/");
  expect_lines ("148/92 mmHg", 6, "148/92/mmHg/");
  expect_lines ("obsessive-compulsive", 12, "obsessive-/compulsive/");
  expect_lines ("escitalopram", 5, "escit/alopr/am/");
  /* A source stays with its word, and so does a mark, but not in narrow columns. */
  expect_lines ("already failed in this episode [2]", 32, "already failed in this/episode [2]/");
  expect_lines ("already failed in this episode u [2]", 34, "already failed in this/episode u [2]/");
  expect_lines ("bleeding risk [2]", 14, "bleeding risk/[2]/");
  expect_lines ("risk   ", 4, "risk/");
  /* Two columns a character: two fit into five. */
  expect_lines ("日本語", 5, "日本/語/");
  /* An accent stays with its letter. */
  expect_lines ("ae\xCC\x81", 2, "ae\xCC\x81/");
  expect_lines ("", 5, "");
}
END_TEST

/* ---- grids ------------------------------------------------------------------------ */

enum { most_cells = 8 };

static const char *const letters[] = { "one", "two", "three", "four", "five", "six", "seven", "eight" };

/* A page that is one grid, each cell saying "x". */
static txc_page *
grid_page (size_t columns, size_t rows, txc_grid **grid)
{
  static const txc_measurement measurement = { .name = "treated", .value = 1, .has_value = true };
  txc_column heads[most_cells];
  for (size_t j = 0; j < columns; j++)
    heads[j] = (txc_column){ letters[j], letters[j] };
  txc_page *page = txc_page_new ("grid", "Grid");
  txc_section *section = txc_page_add_section (page, "s", "S", NULL);
  txc_block *block = txc_section_add_grid (page, section, heads, columns, rows);
  for (size_t i = 0; i < rows; i++) {
    block->grid->rows[i].key = block->grid->rows[i].head = letters[7 - i];
    for (size_t j = 0; j < columns; j++)
      block->grid->rows[i].cells[j] =
        (txc_cell){ .text = "x", .measurements = &measurement, .measurement_count = 1 };
  }
  *grid = block->grid;
  return page;
}

static void
expect_text (const txc_page *page, size_t width, const char *expected)
{
  char *text = text_of (page, width, false, true);
  ck_assert_str_eq (text, expected);
  free (text);
}

START_TEST (numbers_line_up)
{
  txc_grid *grid;
  txc_page *page = grid_page (2, 2, &grid);
  grid->rows[0].cells[0].text = "25 | 11\n14 (12-16)";
  grid->rows[0].cells[1].text = "-3 | 8.5";
  grid->rows[1].cells[0].text = "9 | 8";
  grid->rows[1].cells[1].text = ">= 50 | 10";
  expect_text (page, 80,
               "Grid\n\nS\n"
               "         one         two\n"
               "  eight  25 | 11        -3 |  8.5\n"
               "         14 (12-16)\n"
               "  seven   9 |  8     >= 50 | 10\n");
  txc_page_unref (page);
}
END_TEST

START_TEST (blanks_have_names)
{
  txc_grid *grid;
  txc_page *page = grid_page (2, 2, &grid);
  grid->rows[0].cells[0] = (txc_cell){ .blank = TXC_BLANK_NOT_ENTERED };
  grid->rows[0].cells[1] = (txc_cell){ .blank = TXC_BLANK_NOT_REPORTED };
  grid->rows[1].cells[0] = (txc_cell){ .blank = TXC_BLANK_NOT_APPLICABLE };
  grid->rows[1].cells[1] = (txc_cell){ .blank = TXC_BLANK_BELOW_CUT_OFF };
  expect_text (page, 80,
               "Grid\n\nS\n"
               "         one             two\n"
               "  eight  not entered     not reported\n"
               "  seven  does not apply  below the source's cut-off\n");
  txc_page_unref (page);
}
END_TEST

START_TEST (one_column_is_a_list)
{
  txc_grid *grid;
  txc_page *page = grid_page (1, 2, &grid);
  expect_text (page, 80, "Grid\n\nS\n  one\n  eight  x\n  seven  x\n");
  txc_page_unref (page);
}
END_TEST

START_TEST (six_columns_are_turned)
{
  txc_grid *grid;
  txc_page *page = grid_page (6, 2, &grid);
  expect_text (page, 80,
               "Grid\n\nS\n"
               "         eight  seven\n"
               "  one    x      x\n"
               "  two    x      x\n"
               "  three  x      x\n"
               "  four   x      x\n"
               "  five   x      x\n"
               "  six    x      x\n");
  txc_page_unref (page);
}
END_TEST

START_TEST (six_columns_and_six_rows_are_stacked)
{
  txc_grid *grid;
  txc_page *page = grid_page (6, 6, &grid);
  char *text = text_of (page, 120, false, true);
  ck_assert_ptr_nonnull (strstr (text, "\n  eight\n    one    x\n    two    x\n    three  x\n"));
  free (text);
  txc_page_unref (page);
}
END_TEST

START_TEST (what_a_column_shares_stands_at_its_head)
{
  static const size_t first[] = { 0 };
  txc_grid *grid;
  txc_page *page = grid_page (2, 2, &grid);
  ck_assert_uint_eq (txc_page_source_index (page, "label", "The label"), 0);
  for (size_t i = 0; i < 2; i++) {
    grid->rows[i].cells[0].sources = first;
    grid->rows[i].cells[0].source_count = 1;
    grid->rows[i].cells[0].note = "adults";
  }
  grid->rows[1].cells[1].note = "children";
  expect_text (page, 80,
               "Grid\n\nS\n"
               "         one (a) [1]  two\n"
               "  eight  x            x\n"
               "  seven  x            x (b)\n"
               "\n"
               "  (a) adults\n"
               "  (b) children\n\n"
               "SOURCES\n"
               "  [1] The label\n");
  txc_page_unref (page);
}
END_TEST

/* ---- notices and colour ------------------------------------------------------------- */

START_TEST (danger_comes_first)
{
  txc_page *page = sample_page (true);
  txc_format formats[] = { TXC_FORMAT_TEXT, TXC_FORMAT_MARKDOWN, TXC_FORMAT_HTML, TXC_FORMAT_CSV, TXC_FORMAT_JSON };
  for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
    char *text = NULL;
    ck_assert_int_eq (txc_page_write (page, formats[i], NULL, &text, NULL, NULL), TXC_OK);
    char *danger = strstr (text, "suicidal intent"), *identity = strstr (text, "knowledge base 2026.11");
    char *use = strstr (text, "Supports a qualified");
    ck_assert (danger && identity && use && danger < identity && danger < use);
    ck_assert (use < strstr (text, "sertraline 150 mg"));
    txc_free (text);
  }
  txc_page_unref (page);
}
END_TEST

/* Colour repeats: without its codes the page is the same. */
START_TEST (colour_adds_nothing_but_colour)
{
  txc_page *page = sample_page (true);
  char *plain = text_of (page, 80, false, false), *coloured = text_of (page, 80, true, false), *end = coloured;
  ck_assert_ptr_nonnull (strstr (coloured, "\033[1m\033[33mCAUTION\033[0m"));
  for (char *c = coloured; *c; c++)
    if (*c == '\033')
      c = strchr (c, 'm');
    else
      *end++ = *c;
  *end = '\0';
  ck_assert_str_eq (coloured, plain);
  free (plain);
  free (coloured);
  txc_page_unref (page);
}
END_TEST

START_TEST (legend_names_only_what_is_used)
{
  txc_page *page = sample_page (false);
  char *text = text_of (page, 80, false, false);
  ck_assert_ptr_nonnull (strstr (text, "u  recalled, not read again"));
  ck_assert_ptr_null (strstr (text, "reconstructed"));
  ck_assert_ptr_null (strstr (text, "obsessive"));
  free (text);
  txc_page_unref (page);
}
END_TEST

START_TEST (options_of_another_version)
{
  struct {
    txc_write_options known;
    size_t more;
  } newer = { { sizeof newer, 60, false, true }, 0 };
  txc_page *page = sample_page (false);
  char *text = NULL;
  ck_assert_int_eq (txc_page_write (page, TXC_FORMAT_TEXT, &newer.known, &text, NULL, NULL), TXC_OK);
  expect_fits (text, 60);
  txc_free (text);
  newer.more = 1;
  txc_error *err = NULL;
  ck_assert_int_eq (txc_page_write (page, TXC_FORMAT_TEXT, &newer.known, &text, NULL, &err), TXC_INVALID_ARGUMENT);
  ck_assert_ptr_null (text);
  txc_error_free (err);
  ck_assert_int_eq (txc_page_write (page, (txc_format)99, NULL, &text, NULL, NULL), TXC_INVALID_ARGUMENT);
  txc_page_unref (page);
}
END_TEST

/* ---- fragments ---------------------------------------------------------------------- */

static char *
fragment_of (const txc_page *page)
{
  txc_write_options options = TXC_WRITE_OPTIONS_INIT;
  options.fragment = true;
  char *text = NULL;
  ck_assert_int_eq (txc_page_write (page, TXC_FORMAT_HTML, &options, &text, NULL, NULL), TXC_OK);
  return text;
}

/* The selectors before one "{", each of them. */
static void
expect_confined (txc_text selectors)
{
  static const char root[] = ".txcompare";
  while (selectors.length) {
    const char *comma = memchr (selectors.data, ',', selectors.length);
    size_t length = comma ? (size_t)(comma - selectors.data) : selectors.length;
    ck_assert_msg (length > sizeof root && strncmp (selectors.data, root, sizeof root - 1) == 0, "not confined: %.*s", (int)length,
                   selectors.data);
    selectors.data += length + (comma != NULL);
    selectors.length -= length + (comma != NULL);
  }
}

/* What the style sheet says holds inside alone; conditions such as @media say nothing by themselves. */
START_TEST (a_fragment_leaves_the_rest_of_the_page_alone)
{
  txc_page *page = sample_page (true);
  char *text = fragment_of (page), *style = strstr (text, "<style>") + 7, *end = strstr (style, "</style>");
  size_t rules = 0;
  *end = '\0';
  for (const char *at = style, *brace; (brace = strchr (at, '{')); at = brace + 1) {
    if (*(at += strspn (at, "}\n ")) == '@')
      continue;
    expect_confined ((txc_text){ at, (size_t)(brace - at) });
    brace = strchr (brace, '}');
    rules++;
  }
  ck_assert_uint_gt (rules, 60);
  free (text);
  txc_page_unref (page);
}
END_TEST

/* Two fragments may stand in one document; the same page gives the same ids. */
START_TEST (the_ids_of_a_fragment_come_from_what_it_says)
{
  txc_page *one = sample_page (true), *other = sample_page (false), *same = sample_page (true);
  char *texts[] = { fragment_of (one), fragment_of (other), fragment_of (same) }, ids[3][14];
  for (size_t i = 0; i < 3; i++)
    snprintf (ids[i], sizeof ids[i], "%s", strstr (texts[i], "\"txc-") + 1);
  ck_assert_str_ne (ids[0], ids[1]);
  ck_assert_str_eq (ids[0], ids[2]);
  /* Danger comes first: before it there is only style. */
  static const char first[] = "</style>\n<div class=\"page\">\n<section class=\"notice crisis\"";
  ck_assert_ptr_nonnull (strstr (texts[0], first));
  for (size_t i = 0; i < 3; i++)
    free (texts[i]);
  txc_page_unref (one);
  txc_page_unref (other);
  txc_page_unref (same);
}
END_TEST

/* ---- whole pages --------------------------------------------------------------------- */

/* The file in tests/data/golden; with TXC_UPDATE_GOLDEN set it is written anew,
   for a reader to look at before it is kept. */
static void
expect_golden (const char *name, const char *text)
{
  char path[1024], kept[65536];
  snprintf (path, sizeof path, "%s/tests/data/golden/%s", TXC_TEST_SOURCE, name);
  bool update = getenv ("TXC_UPDATE_GOLDEN");
  FILE *file = fopen (path, update ? "wb" : "rb");
  ck_assert_msg (file, "cannot open %s", path);
  if (update) {
    fputs (text, file);
  } else {
    kept[fread (kept, 1, sizeof kept - 1, file)] = '\0';
    ck_assert_str_eq (text, kept);
  }
  fclose (file);
}

START_TEST (pages_look_as_agreed)
{
  static const struct {
    const char *name;
    txc_format format;
    size_t width;
    bool ascii;
  } looks[] = {
    { "page-40.txt", TXC_FORMAT_TEXT, 40, true },   { "page-60.txt", TXC_FORMAT_TEXT, 60, false },
    { "page-80.txt", TXC_FORMAT_TEXT, 0, false },   { "page-100.txt", TXC_FORMAT_TEXT, 100, false },
    { "page-120.txt", TXC_FORMAT_TEXT, 120, true }, { "page.md", TXC_FORMAT_MARKDOWN, 0, false },
    { "page.html", TXC_FORMAT_HTML, 0, false },     { "page.csv", TXC_FORMAT_CSV, 0, false },
    { "page.json", TXC_FORMAT_JSON, 0, false }
  };
  txc_page *page = sample_page (true);
  for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
    txc_write_options options = TXC_WRITE_OPTIONS_INIT;
    options.width = looks[i].width;
    options.ascii = looks[i].ascii;
    char *text = NULL;
    ck_assert_int_eq (txc_page_write (page, looks[i].format, &options, &text, NULL, NULL), TXC_OK);
    expect_golden (looks[i].name, text);
    txc_free (text);
  }
  txc_page_unref (page);
}
END_TEST

RUN_TESTS ("table", text_fits_every_width, sources_are_numbered_once, sections_stay_where_they_are,
           lines_break_where_a_reader_expects, numbers_line_up, blanks_have_names, one_column_is_a_list,
           six_columns_are_turned, six_columns_and_six_rows_are_stacked, what_a_column_shares_stands_at_its_head,
           danger_comes_first, colour_adds_nothing_but_colour, legend_names_only_what_is_used,
           options_of_another_version, a_fragment_leaves_the_rest_of_the_page_alone,
           the_ids_of_a_fragment_come_from_what_it_says, pages_look_as_agreed)
