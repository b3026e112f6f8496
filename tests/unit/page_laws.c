/* SPDX-License-Identifier: Apache-2.0
 *
 * What holds for every page in every format.
 */
#include "unit/test.h"

#include <stdio.h>

#include "table/page.h"
#include "text/json.h"
#include "text/utf8.h"
#include "unit/random_page.h"

enum { pages = 400, csv_fields = 24 };

static char *
written_as (const txc_page *page, txc_format format, size_t width, bool fragment)
{
  txc_write_options options = TXC_WRITE_OPTIONS_INIT;
  options.width = width;
  options.fragment = fragment;
  char *text = NULL;
  size_t length = 0;
  ck_assert_int_eq (txc_page_write (page, format, &options, &text, &length, NULL), TXC_OK);
  ck_assert_uint_eq (strlen (text), length);
  ck_assert_uint_eq (txc_utf8_invalid (txc_text_of (text)), length);
  return text;
}

static char *
written (const txc_page *page, txc_format format, size_t width)
{
  return written_as (page, format, width, false);
}

/* Small ASCII letters and digits alone: layout, escapes and capitals go. What a
   format writes for a sign or a line end goes too. */
static char *
squashed (const char *text)
{
  static const char *const escapes[] = { "<br>", "&lt;", "&gt;", "&amp;", "&quot;", "&#39;", "\\n", "\\t", "\\r" };
  char *result = malloc (strlen (text) + 1), *end = result;
  while (*text) {
    size_t skip = 0;
    for (size_t i = 0; i < sizeof escapes / sizeof *escapes && !skip; i++)
      if (strncmp (text, escapes[i], strlen (escapes[i])) == 0)
        skip = strlen (escapes[i]);
    if (strncmp (text, "\\u00", 4) == 0)
      skip = 6;
    char c = *text;
    if (!skip && c >= 'A' && c <= 'Z')
      *end++ = (char)(c + 32);
    else if (!skip && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')))
      *end++ = c;
    text += skip ? skip : 1;
  }
  *end = '\0';
  return result;
}

/* What a piece of the page comes to after it went through HTML or JSON. */
static void
expect_contains (const char *page, const char *piece)
{
  /* The data themselves contain "&amp;", which HTML escapes again. */
  txc_buffer plain = { 0 };
  for (const char *c = piece; *c; c++)
    if (strncmp (c, "&amp;", 5) == 0)
      c += 4;
    else
      txc_buffer_add_char (&plain, *c);
  char *needle = squashed (txc_buffer_string (&plain));
  ck_assert_msg (strstr (page, needle), "not there: %s", needle);
  free (needle);
  txc_buffer_release (&plain);
}

static char *
without_amp (char *page)
{
  for (char *found = strstr (page, "amp"); found; found = strstr (found, "amp"))
    memmove (found, found + 3, strlen (found + 3) + 1);
  return page;
}

static void
expect_front (const txc_page *page, const char *text)
{
  char *all = without_amp (squashed (text));
  for (size_t i = 0; i < page->notice_count; i++) {
    expect_contains (all, page->notices[i].title ? page->notices[i].title : "");
    expect_contains (all, page->notices[i].text);
  }
  for (size_t i = 0; i < page->about_count; i++)
    expect_contains (all, page->about[i].text);
  free (all);
}

START_TEST (every_format_has_the_notices_and_the_versions)
{
  for (uint64_t seed = 0; seed < pages; seed++) {
    txc_page *page = random_page (seed);
    ck_assert_ptr_nonnull (page);
    for (int format = TXC_FORMAT_TEXT; format <= TXC_FORMAT_JSON; format++) {
      char *text = written (page, (txc_format)format, 40 + seed % 90);
      expect_front (page, text);
      free (text);
    }
    char *fragment = written_as (page, TXC_FORMAT_HTML, 0, true);
    expect_front (page, fragment);
    free (fragment);
    txc_page_unref (page);
  }
}
END_TEST

START_TEST (text_never_leaves_its_width_nor_commands_the_terminal)
{
  for (uint64_t seed = 0; seed < pages; seed++) {
    txc_page *page = random_page (seed);
    size_t width = 40 + seed % 90;
    char *text = written (page, TXC_FORMAT_TEXT, width);
    for (char *line = text, *end; *line; line = end + 1) {
      end = strchr (line, '\n');
      ck_assert_ptr_nonnull (end);
      txc_text whole = { line, (size_t)(end - line) };
      ck_assert_msg (txc_utf8_width (whole) <= width, "%zu columns: %.*s", width, (int)whole.length, line);
      uint32_t c;
      for (size_t offset = 0; txc_utf8_next (whole, &offset, &c);)
        ck_assert (c >= 0x20 && !(c >= 0x7F && c < 0xA0) && c != 0x202E);
    }
    free (text);
    txc_page_unref (page);
  }
}
END_TEST

START_TEST (ascii_is_ascii)
{
  for (uint64_t seed = 0; seed < pages; seed++) {
    txc_page *page = random_page (seed);
    txc_text_options options = { 80, false, true };
    txc_buffer out = { 0 };
    txc_page_write_text (page, &options, &out);
    for (size_t i = 0; i < out.length; i++)
      ck_assert ((out.data[i] >= 0x20 && out.data[i] < 0x7F) || out.data[i] == '\n');
    txc_buffer_release (&out);
    txc_page_unref (page);
  }
}
END_TEST

START_TEST (json_is_strict_json)
{
  txc_json_reader *reader = txc_json_reader_new ();
  for (uint64_t seed = 0; seed < pages; seed++) {
    txc_page *page = random_page (seed);
    char *text = written (page, TXC_FORMAT_JSON, 0);
    txc_arena arena = { 0 };
    const txc_json *value = NULL;
    txc_error *err = NULL;
    txc_status status = txc_json_read (reader, txc_text_of (text), 0, strlen (text), "page.json", &arena, &value, &err);
    ck_assert_msg (status == TXC_OK, "%s in %s", err ? txc_error_message (err) : "", text);
    ck_assert_str_eq (value->members[0].name.data, "format");
    ck_assert_str_eq (value->members[1].name.data, "notices");
    ck_assert_str_eq (value->members[2].name.data, "about");
    ck_assert_uint_eq (txc_json_member_of (value, "notices")->count, page->notice_count);
    ck_assert_uint_eq (txc_json_member_of (value, "sections")->count, page->section_count);
    txc_arena_release (&arena);
    free (text);
    txc_page_unref (page);
  }
  txc_json_reader_free (reader);
}
END_TEST

/* One field of RFC 4180; moves behind it. */
static const char *
read_field (const char *at, txc_buffer *field)
{
  txc_buffer_clear (field);
  if (*at != '"') {
    while (*at && *at != ',' && *at != '\r') {
      ck_assert (*at != '"' && *at != '\n');
      txc_buffer_add_char (field, *at++);
    }
    return at;
  }
  for (at++; *at != '"' || at[1] == '"'; at++) {
    ck_assert (*at);
    txc_buffer_add_char (field, *at);
    at += *at == '"';
  }
  return at + 1;
}

static void
expect_csv_field (size_t index, const char *field)
{
  bool number = index == 11 || (index >= 13 && index <= 15) || index == 17 || index == 18;
  if (number)
    ck_assert_msg (strspn (field, "0123456789+-.e") == strlen (field), "no number: %s", field);
  else
    ck_assert_msg (!strchr ("=+-@\t\r", *field) || !*field, "a formula: %s", field);
}

START_TEST (csv_is_regular_and_harmless)
{
  txc_buffer field = { 0 };
  for (uint64_t seed = 0; seed < pages; seed++) {
    txc_page *page = random_page (seed);
    char *text = written (page, TXC_FORMAT_CSV, 0);
    for (const char *at = strchr (text, '\n') + 1; *at; at += 2) {
      for (size_t i = 0; i < csv_fields; i++) {
        at = read_field (at, &field);
        expect_csv_field (i, txc_buffer_string (&field));
        if (i + 1 < csv_fields)
          ck_assert_int_eq (*at++, ',');
      }
      ck_assert (at[0] == '\r' && at[1] == '\n');
    }
    free (text);
    txc_page_unref (page);
  }
  txc_buffer_release (&field);
}
END_TEST

START_TEST (html_has_no_markup_of_others)
{
  for (uint64_t seed = 0; seed < pages; seed++) {
    txc_page *page = random_page (seed);
    char *text = written (page, TXC_FORMAT_HTML, 0);
    ck_assert_ptr_null (strstr (text, "<script"));
    ck_assert_ptr_null (strstr (text, "http://"));
    ck_assert_ptr_null (strstr (text, "url("));
    ck_assert_ptr_null (strstr (text, "\033"));
    char *end = strstr (text, "</html>\n");
    ck_assert_ptr_nonnull (end);
    ck_assert_str_eq (end, "</html>\n");
    free (text);
    txc_page_unref (page);
  }
}
END_TEST

/* Every link leads to an id of the same fragment. */
static void
expect_links_within (const char *text)
{
  static const char link[] = "href=\"#";
  for (const char *at = text; (at = strstr (at, link)); at++) {
    const char *name = at + sizeof link - 1;
    char id[64];
    snprintf (id, sizeof id, "id=\"%.*s\"", (int)strcspn (name, "\""), name);
    ck_assert_msg (strncmp (name, "txc-", 4) == 0 && strstr (text, id), "no %s", id);
  }
}

START_TEST (fragments_are_one_element_with_ids_of_their_own)
{
  static const char begin[] = "<div class=\"txcompare\" lang=\"en\">\n<style>\n", end[] = "</div>\n</div>\n";
  static const char *const parts_of_a_page[] = { "<html", "<head>", "<title", "<meta", "<body", "<main", "<script", "\033" };
  for (uint64_t seed = 0; seed < pages; seed++) {
    txc_page *page = random_page (seed);
    char *text = written_as (page, TXC_FORMAT_HTML, 0, true), *again = written_as (page, TXC_FORMAT_HTML, 0, true);
    ck_assert_str_eq (text, again);
    ck_assert_int_eq (strncmp (text, begin, sizeof begin - 1), 0);
    ck_assert_str_eq (text + strlen (text) - (sizeof end - 1), end);
    for (size_t i = 0; i < sizeof parts_of_a_page / sizeof *parts_of_a_page; i++)
      ck_assert_ptr_null (strstr (text, parts_of_a_page[i]));
    for (const char *id = text; (id = strstr (id, " id=\"")); id++)
      ck_assert_int_eq (strncmp (id, " id=\"txc-", 9), 0);
    expect_links_within (text);
    free (text);
    free (again);
    txc_page_unref (page);
  }
}
END_TEST

RUN_TESTS ("page laws", every_format_has_the_notices_and_the_versions, text_never_leaves_its_width_nor_commands_the_terminal,
           ascii_is_ascii, json_is_strict_json, csv_is_regular_and_harmless, html_has_no_markup_of_others,
           fragments_are_one_element_with_ids_of_their_own)
