/* SPDX-License-Identifier: Apache-2.0
 *
 * The JSON reader: what RFC 8259 allows, what it does not, and where.
 */
#include "unit/test.h"

#include "base/decimal.h"
#include "text/json.h"

static txc_json_reader *reader;
static txc_arena arena;
static txc_error *err;

static void
setup (void)
{
  reader = txc_json_reader_new ();
  ck_assert_ptr_nonnull (reader);
}

static void
teardown (void)
{
  txc_json_reader_free (reader);
  txc_arena_release (&arena);
  txc_error_free (err);
  err = NULL;
}

static txc_status
read_text (const char *text, size_t length, const txc_json **value)
{
  txc_error_free (err);
  err = NULL;
  return txc_json_read (reader, (txc_text){ text, length }, 0, length, "f.json", &arena, value, &err);
}

static const txc_json *
good (const char *text)
{
  const txc_json *value;
  txc_status status = read_text (text, strlen (text), &value);
  ck_assert_msg (status == TXC_OK, "%s: %s", text, err ? txc_error_message (err) : "");
  return value;
}

START_TEST (a_value_becomes_a_tree)
{
  const txc_json *root = good ("{\"a\": [1, -2.50e+3, \"x\\u00e9\\n\", true, null], \"b\": {}, \"c\": [] }");
  ck_assert_int_eq (root->kind, TXC_JSON_OBJECT);
  ck_assert_uint_eq (root->count, 3);
  const txc_json *a = txc_json_member_of (root, "a");
  ck_assert_uint_eq (a->count, 5);
  ck_assert_uint_eq (a->offset, 6);
  ck_assert_str_eq (a->items[1].text.data, "-2.50e+3"); /* as written */
  txc_decimal number;
  ck_assert_int_eq (txc_decimal_parse_json (a->items[1].text, &number, NULL), TXC_OK);
  ck_assert_int_eq (txc_decimal_compare (number, txc_decimal_of (-2500)), 0);
  ck_assert_str_eq (a->items[2].text.data, "x\xc3\xa9\n");
  ck_assert (a->items[3].boolean);
  ck_assert_int_eq (a->items[4].kind, TXC_JSON_NULL);
  ck_assert_uint_eq (txc_json_member_of (root, "b")->count, 0);
  ck_assert_uint_eq (txc_json_member_of (root, "c")->count, 0);
  ck_assert_ptr_null (txc_json_member_of (root, "d"));
  ck_assert_ptr_null (txc_json_member_of (a, "d"));
}
END_TEST

START_TEST (scalars_alone_and_a_byte_order_mark_are_fine)
{
  ck_assert_str_eq (good (" 12 ")->text.data, "12");
  ck_assert_str_eq (good ("\"x\"")->text.data, "x");
  ck_assert_int_eq (good ("null")->kind, TXC_JSON_NULL);
  ck_assert (!good ("false")->boolean);
  ck_assert_str_eq (good ("[1e9999]")->items[0].text.data, "1e9999");
  ck_assert_str_eq (good ("[\"\\ud83d\\ude00\"]")->items[0].text.data, "\xf0\x9f\x98\x80");
  ck_assert_uint_eq (good ("\xef\xbb\xbf{\"a\":1}")->count, 1);
}
END_TEST

typedef struct mistake {
  const char *text;
  txc_status status;
  size_t line, column;
  const char *words;
} mistake;

static const mistake mistakes[] = {
  { "", TXC_SYNTAX, 1, 1, "nothing in it" },
  { " \n ", TXC_SYNTAX, 1, 1, "nothing in it" },
  { "{", TXC_SYNTAX, 1, 1, "closed" },
  { "[1,2", TXC_SYNTAX, 1, 4, "closed" },
  { "{\"a\":[1,2}", TXC_SYNTAX, 1, 10, "comma" },
  { "[1,2,,3]", TXC_SYNTAX, 1, 6, "" },
  { "[1,]", TXC_SYNTAX, 1, 4, "" },
  { "{\"a\":1,}", TXC_SYNTAX, 1, 8, "" },
  { "{\"a\" 1}", TXC_SYNTAX, 1, 6, "colon" },
  { "{\"a\":1\n \"b\":2}", TXC_SYNTAX, 2, 2, "comma" },
  { "{a:1}", TXC_SYNTAX, 1, 2, "" },
  { "[1 2]", TXC_SYNTAX, 1, 4, "comma" },
  { "[1]]", TXC_SYNTAX, 1, 4, "behind the end" },
  { "{\"a\":1}}", TXC_SYNTAX, 1, 8, "behind the end" },
  { "1 2", TXC_SYNTAX, 1, 1, "number" },
  { "[01]", TXC_SYNTAX, 1, 2, "number" },
  { "[1.2.3]", TXC_SYNTAX, 1, 2, "number" },
  { "[1.]", TXC_SYNTAX, 1, 2, "number" },
  { "[.5]", TXC_SYNTAX, 1, 2, "" },
  { "[+1]", TXC_SYNTAX, 1, 2, "" },
  { "[-]", TXC_SYNTAX, 1, 2, "number" },
  { "[1e]", TXC_SYNTAX, 1, 2, "number" },
  { "[0x10]", TXC_SYNTAX, 1, 2, "number" },
  { "[NaN]", TXC_SYNTAX, 1, 2, "" },
  { "[tru]", TXC_SYNTAX, 1, 2, "value" },
  { "[nulls]", TXC_SYNTAX, 1, 2, "value" },
  { "[\"abc]", TXC_SYNTAX, 1, 2, "does not end" },
  { "[\"a\tb\"]", TXC_SYNTAX, 1, 4, "control character" },
  { "[\"\\x\"]", TXC_SYNTAX, 1, 2, "escape" },
  { "[\"\\u12\"]", TXC_SYNTAX, 1, 2, "escape" },
  { "[\"\\ud800\"]", TXC_SYNTAX, 1, 2, "" },
  { "[\"\\udc00\"]", TXC_SYNTAX, 1, 2, "" },
  { "[\"\\u0000\"]", TXC_ENCODING, 1, 2, "NUL" },
  { "{\"\\u0000\":1}", TXC_ENCODING, 1, 3, "NUL" },
  { "[\n\"\xc3\x28\"]", TXC_ENCODING, 2, 2, "UTF-8" },
  { "[\"\xed\xa0\x80\"]", TXC_ENCODING, 1, 3, "UTF-8" },
  { "\xff\xfe[\0", TXC_ENCODING, 1, 1, "UTF-8" },
  { "{\"a\":1,\"b\":2,\"a\":3}", TXC_INVALID_DATA, 1, 18, "'a' stands here a second time" },
  { "{\"a\":{\"x\":1,\"\\u0078\":2}}", TXC_INVALID_DATA, 1, 22, "'x' stands" },
};

START_TEST (mistakes_are_named_with_their_place)
{
  for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
    const mistake *m = &mistakes[i];
    const txc_json *value;
    txc_status status = read_text (m->text, strlen (m->text), &value);
    ck_assert_msg (status == m->status, "%s: status %d", m->text, status);
    ck_assert_ptr_null (value);
    ck_assert_msg (strstr (txc_error_message (err), m->words) != NULL, "%s: %s", m->text, txc_error_message (err));
    ck_assert_msg (txc_error_line (err) == m->line && txc_error_column (err) == m->column, "%s: at %zu:%zu", m->text,
                   txc_error_line (err), txc_error_column (err));
    ck_assert_str_eq (txc_error_file (err), "f.json");
  }
}
END_TEST

START_TEST (a_nul_byte_is_an_error)
{
  const txc_json *value;
  ck_assert_int_eq (read_text ("[1,\0 2]", 8, &value), TXC_SYNTAX);
  ck_assert_int_eq (read_text ("\0", 1, &value), TXC_SYNTAX);
  ck_assert_int_eq (read_text ("[\"a\0b\"]", 7, &value), TXC_SYNTAX);
}
END_TEST

static char *
repeated (const char *open, size_t count, const char *middle, const char *close, size_t *length)
{
  size_t o = strlen (open), m = strlen (middle), c = strlen (close);
  char *text = malloc (count * (o + c) + m + 1), *at = text;
  ck_assert_ptr_nonnull (text);
  for (size_t i = 0; i < count; i++, at += o)
    memcpy (at, open, o);
  memcpy (at, middle, m);
  at += m;
  for (size_t i = 0; i < count; i++, at += c)
    memcpy (at, close, c);
  *at = '\0';
  *length = (size_t)(at - text);
  return text;
}

START_TEST (nesting_has_a_limit)
{
  static const struct {
    size_t depth;
    txc_status status;
  } cases[] = { { 200, TXC_OK }, { 201, TXC_LIMIT }, { 100000, TXC_LIMIT } };
  for (size_t i = 0; i < 3; i++)
    for (int kind = 0; kind < 2; kind++) {
      size_t length;
      const txc_json *value;
      char *text = kind ? repeated ("{\"a\":", cases[i].depth, "1", "}", &length)
                        : repeated ("[", cases[i].depth, "1", "]", &length);
      ck_assert_int_eq (read_text (text, length, &value), cases[i].status);
      /* not closed: an error as well, whichever */
      ck_assert_int_ne (read_text (text, length / 2, &value), TXC_OK);
      free (text);
    }
}
END_TEST

START_TEST (a_string_of_100_megabytes_is_read)
{
  size_t length;
  const txc_json *value;
  char *text = repeated ("x", 100 * 1024 * 1024, "", "", &length);
  text[0] = text[length - 1] = '"';
  ck_assert_int_eq (read_text (text, length, &value), TXC_OK);
  ck_assert_uint_eq (value->text.length, length - 2);
  ck_assert_int_eq (read_text (text, length - 1, &value), TXC_SYNTAX);
  free (text);
}
END_TEST

START_TEST (a_million_entries_and_one_key_twice)
{
  enum { million = 1000000 };
  txc_buffer text = { 0 };
  const txc_json *value;
  txc_buffer_add (&text, "{");
  for (int i = 0; i < million; i++)
    txc_buffer_printf (&text, "\"k%d\":%d,\n", i, i);
  size_t before = text.length;
  txc_buffer_add (&text, "\"last\":0}");
  ck_assert_int_eq (read_text (text.data, text.length, &value), TXC_OK);
  ck_assert_uint_eq (value->count, million + 1);
  text.length = before;
  txc_buffer_add (&text, "\"k7\":0}");
  ck_assert_int_eq (read_text (text.data, text.length, &value), TXC_INVALID_DATA);
  ck_assert_uint_eq (txc_error_line (err), million + 1);
  txc_buffer_release (&text);
}
END_TEST

START_TEST (truncated_anywhere_it_is_an_error)
{
  static const char text[] = "{\"resourceType\":\"Bundle\",\"entry\":[{\"a\":[1.5e3,\"\\u00e9\xc3\xa9\",{\"b\":null}]},true]}";
  const txc_json *value;
  for (size_t length = 0; length < sizeof text - 1; length++)
    ck_assert_int_ne (read_text (text, length, &value), TXC_OK);
  ck_assert_int_eq (read_text (text, sizeof text - 1, &value), TXC_OK);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = { a_value_becomes_a_tree,
                                 scalars_alone_and_a_byte_order_mark_are_fine,
                                 mistakes_are_named_with_their_place,
                                 a_nul_byte_is_an_error,
                                 nesting_has_a_limit,
                                 a_string_of_100_megabytes_is_read,
                                 a_million_entries_and_one_key_twice,
                                 truncated_anywhere_it_is_an_error };
  return run_tests_with ("json", tests, sizeof tests / sizeof tests[0], setup, teardown);
}
