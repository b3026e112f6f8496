/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/test.h"

#include "text/tree.h"

typedef struct parsed {
  txc_arena arena;
  txc_diagnostics diagnostics;
  txc_tree tree;
  txc_status status;
} parsed;

static void
parse (parsed *result, const char *source)
{
  *result = (parsed){ 0 };
  result->status = txc_csv_parse ("t.csv", txc_text_of (source), &result->arena, &result->diagnostics, &result->tree);
}

static void
release (parsed *result)
{
  txc_diagnostics_release (&result->diagnostics);
  txc_arena_release (&result->arena);
}

/* The tree as "column=cell@line:column" of every row. */
static void
assert_rows (const char *source, const char *expected)
{
  parsed result;
  txc_buffer out = { 0 };
  parse (&result, source);
  ck_assert_int_eq (result.status, TXC_OK);
  ck_assert_uint_eq (result.diagnostics.count, 0);
  const txc_node *nodes = result.tree.nodes;
  for (uint32_t row = nodes[txc_tree_first (0)].end; row < nodes[0].end; row = nodes[row].end) {
    for (uint32_t i = txc_tree_first (row); i < nodes[row].end; i = nodes[i].end)
      txc_buffer_printf (&out, "%s=%s@%u:%u ", txc_tree_key (&result.tree, i), txc_tree_text (&result.tree, i),
                         nodes[i].line, nodes[i].column);
    txc_buffer_add (&out, "| ");
  }
  ck_assert_str_eq (txc_buffer_string (&out), expected);
  txc_buffer_release (&out);
  release (&result);
}

static void
assert_problem (const char *source, size_t count, const char *expected)
{
  parsed result;
  txc_buffer out = { 0 };
  parse (&result, source);
  ck_assert_int_eq (result.status, TXC_INVALID_DATA);
  ck_assert_uint_eq (result.diagnostics.errors, count);
  txc_diagnostic_print (&result.diagnostics.items[0], 80, &out);
  ck_assert_str_eq (txc_buffer_string (&out), expected);
  txc_buffer_release (&out);
  release (&result);
}

START_TEST (cells_have_their_places)
{
  assert_rows ("id,n\na,1\nb,2\n", "id=a@2:1 n=1@2:3 | id=b@3:1 n=2@3:3 | ");
  assert_rows ("id,n,v\r\na,,3\r\n", "id=a@2:1 v=3@2:4 | ");
  assert_rows ("\xEF\xBB\xBFid,n\n\n  a , 1", "id=a@3:1 n=1@3:6 | ");
  assert_rows ("id,n\nM\xC3\xBCller,1\n", "id=M\xC3\xBCller@2:1 n=1@2:8 | ");
}
END_TEST

START_TEST (quotes_hold_commas_quotes_and_lines)
{
  assert_rows ("id,t\na,\"x, \"\"y\"\"\"\nb,\"two\nlines\"\nc,d\n",
               "id=a@2:1 t=x, \"y\"@2:3 | id=b@3:1 t=two\nlines@3:3 | id=c@5:1 t=d@5:3 | ");
  assert_rows ("id,t\na,\"\"\nb,\" x \"\n", "id=a@2:1 | id=b@3:1 t= x @3:3 | ");
}
END_TEST

START_TEST (problems_are_shown_at_their_place)
{
  assert_problem ("id,n\na,1,2\n", 1, "t.csv:2:1: 3 cells where the first line names 2 columns\n"
                                      "    2 | a,1,2\n      | ^ quote a cell that contains a comma\n");
  assert_problem ("id,n\na\nb,1\nc\n", 2, "t.csv:2:1: 1 cell where the first line names 2 columns\n"
                                          "    2 | a\n      | ^ empty cells keep their commas\n");
  assert_problem ("id,n\na,5\" x\n", 1,
                  "t.csv:2:4: a quote inside a cell that is not quoted\n"
                  "    2 | a,5\" x\n      |    ^ quote the whole cell and double the quotes inside\n");
  assert_problem ("id,n\na,\"5\" x\n", 1, "t.csv:2:6: text after the closing quote\n"
                                          "    2 | a,\"5\" x\n      |      ^ double a quote inside quotes: \"\"\n");
  assert_problem ("id,n\na,\"5\n", 1, "t.csv:2:3: this quote is never closed\n"
                                      "    2 | a,\"5\n      |   ^ close it with \"\n");
  assert_problem ("id,id\na,b\n", 1, "t.csv:1:4: this column is there twice\n    1 | id,id\n      |    ^~\n");
  assert_problem ("id,\na,b\n", 1, "t.csv:1:4: a column without a name\n    1 | id,\n      |    ^\n");
  assert_problem ("id\na\xFFz\n", 1, "t.csv:2:2: byte 0xFF is not UTF-8\n    2 | a\xEF\xBF\xBDz\n"
                                     "      |  ^ save the file as UTF-8\n");
  assert_problem ("  \n", 1, "t.csv: the file is empty\n    the first line names the columns\n");
}
END_TEST

/* Whatever the bytes, an answer comes, and it says why. */
START_TEST (random_bytes_are_answered)
{
  static const char alphabet[] = "a,\"\n\r ;\xC3\xA9\xFF\t1";
  uint32_t state = 20261121;
  for (int round = 0; round < 3000; round++) {
    char text[200];
    for (size_t i = 0; i < sizeof text; i++) {
      state = state * 1664525u + 1013904223u;
      text[i] = alphabet[(state >> 16) % (sizeof alphabet - 1)];
    }
    parsed result = { 0 };
    result.status = txc_csv_parse ("t.csv", (txc_text){ text, (state >> 8) % sizeof text }, &result.arena,
                                   &result.diagnostics, &result.tree);
    ck_assert_int_eq (result.status == TXC_OK, result.diagnostics.errors == 0);
    release (&result);
  }
}
END_TEST

RUN_TESTS ("csv", cells_have_their_places, quotes_hold_commas_quotes_and_lines, problems_are_shown_at_their_place,
           random_bytes_are_answered)
