/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/test.h"

#include "text/diagnostic.h"
#include "text/utf8.h"

#define TEXT(literal) ((txc_text){ literal, sizeof literal - 1 })

START_TEST (utf8_refuses_what_is_not_utf8)
{
  ck_assert_uint_eq (txc_utf8_invalid (TEXT ("a\xC3\xA9z")), 4);
  ck_assert_uint_eq (txc_utf8_invalid (TEXT ("a\0b")), 3);
  ck_assert_uint_eq (txc_utf8_invalid (TEXT ("ab\xC0\x80")), 2);         /* overlong NUL */
  ck_assert_uint_eq (txc_utf8_invalid (TEXT ("\xED\xA0\x80")), 0);       /* surrogate U+D800 */
  ck_assert_uint_eq (txc_utf8_invalid (TEXT ("\xF4\x90\x80\x80")), 0);   /* U+110000 */
  ck_assert_uint_eq (txc_utf8_invalid (TEXT ("x\xE2\x82")), 1);          /* cut short */
  ck_assert_uint_eq (txc_utf8_invalid (TEXT ("\xF0\x8F\xBF\xBF")), 0);   /* overlong U+FFFF */
  ck_assert_uint_eq (txc_utf8_invalid (TEXT ("\xF4\x8F\xBF\xBF")), 4);   /* U+10FFFF */
}
END_TEST

START_TEST (utf8_counts_and_measures)
{
  ck_assert_uint_eq (txc_utf8_count (TEXT ("M\xC3\xBCller")), 6);
  ck_assert_uint_eq (txc_utf8_width (TEXT ("M\xC3\xBCller")), 6);
  ck_assert_uint_eq (txc_utf8_width (TEXT ("Mu\xCC\x88ller")), 6);       /* u + combining diaeresis */
  ck_assert_uint_eq (txc_utf8_width (TEXT ("\xE6\x97\xA5\xE6\x9C\xAC")), 4);
  ck_assert_uint_eq (txc_utf8_width (TEXT ("\xF0\x9F\x98\x80")), 2);
  ck_assert_uint_eq (txc_utf8_width (TEXT ("\xFF")), 1);
}
END_TEST

START_TEST (utf8_round_trips)
{
  static const uint32_t characters[] = { 'a', 0xE9, 0x20AC, 0x1F600, 0x10FFFF };
  txc_buffer buffer = { 0 };
  for (size_t i = 0; i < 5; i++)
    txc_utf8_add (&buffer, characters[i]);
  size_t offset = 0;
  uint32_t character = 0;
  for (size_t i = 0; i < 5; i++) {
    ck_assert (txc_utf8_next (txc_buffer_text (&buffer), &offset, &character));
    ck_assert_uint_eq (character, characters[i]);
  }
  ck_assert (!txc_utf8_next (txc_buffer_text (&buffer), &offset, &character));
  txc_buffer_clear (&buffer);
  txc_utf8_add_printable (&buffer, TEXT ("a\tb\x1B[31m\xFF"));
  ck_assert_str_eq (txc_buffer_string (&buffer), "a b [31m\xEF\xBF\xBD");
  txc_buffer_release (&buffer);
}
END_TEST

/* What one diagnostic looks like, `width` columns wide. */
static void
assert_printed (txc_severity severity, txc_span span, const char *source, const char *hint, size_t width,
                const char *expected)
{
  txc_diagnostics diagnostics = { 0 };
  txc_diagnostics_add (&diagnostics, severity, span, txc_text_of (source), hint, "unknown feature '%s'", "x");
  ck_assert_uint_eq (diagnostics.kept, 1);
  txc_buffer out = { 0 };
  txc_diagnostic_print (&diagnostics.items[0], width, &out);
  ck_assert_str_eq (txc_buffer_string (&out), expected);
  txc_buffer_release (&out);
  txc_diagnostics_release (&diagnostics);
}

START_TEST (diagnostic_points_at_the_culprit)
{
  assert_printed (TXC_SEVERITY_ERROR, (txc_span){ "r.yaml", 2, 9, 3 }, "id: a\r\n\twhen: bmy > 3\r\n", "did you mean 'bmi'?",
                  80, "r.yaml:2:9: unknown feature 'x'\n"
                      "    2 |  when: bmy > 3\n"
                      "      |         ^~~ did you mean 'bmi'?\n");
  assert_printed (TXC_SEVERITY_WARNING, (txc_span){ "r.yaml", 0, 0, 0 }, "a", "add one", 80,
                  "r.yaml: warning: unknown feature 'x'\n    add one\n");
  assert_printed (TXC_SEVERITY_WARNING, (txc_span){ "r\x1B[31m\n.yaml", 0, 0, 0 }, "a", NULL, 80,
                  "r [31m .yaml: warning: unknown feature 'x'\n");
  assert_printed (TXC_SEVERITY_ERROR, (txc_span){ NULL, 1, 1, 0 }, NULL, NULL, 80, "1:1: unknown feature 'x'\n");
}
END_TEST

START_TEST (diagnostic_counts_columns_in_characters)
{
  /* The culprit is the sixth character, behind a wide one and an accent. */
  assert_printed (TXC_SEVERITY_ERROR, (txc_span){ "f", 1, 6, 1 }, "\xE6\x97\xA5\xC3\xA9 = q", NULL, 80,
                  "f:1:6: unknown feature 'x'\n"
                  "    1 | \xE6\x97\xA5\xC3\xA9 = q\n"
                  "      |       ^\n");
}
END_TEST

START_TEST (diagnostic_keeps_the_caret_in_view)
{
  char line[400];
  memset (line, 'a', sizeof line);
  line[399] = '\0';
  memcpy (line + 200, "HERE", 4);
  txc_diagnostics diagnostics = { 0 };
  txc_diagnostics_add (&diagnostics, TXC_SEVERITY_ERROR, (txc_span){ "f", 1, 201, 4 }, txc_text_of (line), "use THERE",
                       "wrong");
  txc_buffer out = { 0 };
  txc_diagnostic_print (&diagnostics.items[0], 60, &out);
  txc_text rest = txc_buffer_text (&out);
  const char *here = strstr (rest.data, "HERE"), *caret = strchr (rest.data, '^');
  ck_assert_ptr_nonnull (here);
  ck_assert_ptr_nonnull (caret);
  const char *second = strchr (rest.data, '\n') + 1, *third = strchr (second, '\n') + 1;
  ck_assert_int_eq (here - second, caret - third);
  ck_assert_int_le (third - second, 61);
  txc_buffer_release (&out);
  txc_diagnostics_release (&diagnostics);
}
END_TEST

START_TEST (diagnostics_are_limited_and_sorted)
{
  txc_diagnostics diagnostics = { .limit = 3 };
  static const size_t lines[] = { 9, 2, 2, 1 };
  for (size_t i = 0; i < 4; i++)
    txc_diagnostics_add (&diagnostics, i == 1 ? TXC_SEVERITY_WARNING : TXC_SEVERITY_ERROR,
                         (txc_span){ "f", lines[i], 1, 1 }, (txc_text){ NULL, 0 }, NULL, "problem %zu", i);
  ck_assert_uint_eq (diagnostics.kept, 3);
  ck_assert_uint_eq (diagnostics.count, 4);
  ck_assert_uint_eq (diagnostics.errors, 3);
  txc_diagnostics_sort (&diagnostics);
  ck_assert_str_eq (diagnostics.items[0].message, "problem 1");
  ck_assert_str_eq (diagnostics.items[1].message, "problem 2");
  ck_assert_str_eq (diagnostics.items[2].message, "problem 0");
  txc_diagnostics_release (&diagnostics);
}
END_TEST

RUN_TESTS ("text", utf8_refuses_what_is_not_utf8, utf8_counts_and_measures, utf8_round_trips,
           diagnostic_points_at_the_culprit, diagnostic_counts_columns_in_characters,
           diagnostic_keeps_the_caret_in_view, diagnostics_are_limited_and_sorted)
