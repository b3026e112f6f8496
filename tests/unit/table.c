/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/test.h"

#include "table/page.h"
#include "table/wrap.h"
#include "text/utf8.h"
#include "unit/sample-page.h"

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

RUN_TESTS ("table", text_fits_every_width, sources_are_numbered_once, sections_stay_where_they_are)
