/* SPDX-License-Identifier: Apache-2.0
 *
 * YAML as a tree.
 */
#include "unit/test.h"

#include "text/tree.h"

typedef struct parsed {
  txc_arena arena;
  txc_diagnostics diagnostics;
  txc_tree tree;
  txc_status status;
} parsed;

static void
parse (parsed *result, txc_text source)
{
  *result = (parsed){ 0 };
  result->status = txc_yaml_parse ("t.yaml", source, &result->arena, &result->diagnostics, &result->tree);
}

static void
release (parsed *result)
{
  txc_diagnostics_release (&result->diagnostics);
  txc_arena_release (&result->arena);
}

static void
print_node (const txc_tree *tree, uint32_t node, txc_buffer *out)
{
  const txc_node *at = &tree->nodes[node];
  if (at->key)
    txc_buffer_printf (out, "%s@%zu:%zu=", txc_tree_key (tree, node), txc_tree_key_span (tree, node).line,
                       txc_tree_key_span (tree, node).column);
  if (at->kind == TXC_NODE_SCALAR) {
    txc_buffer_printf (out, "'%s'@%u:%u ", txc_tree_text (tree, node), at->line, at->column);
    return;
  }
  txc_buffer_printf (out, "%s@%u:%u%s", "", at->line, at->column, at->kind == TXC_NODE_LIST ? "[ " : "{ ");
  for (uint32_t i = txc_tree_first (node); i < at->end; i = tree->nodes[i].end)
    print_node (tree, i, out);
  txc_buffer_add (out, at->kind == TXC_NODE_LIST ? "] " : "} ");
}

static void
assert_tree (const char *source, const char *expected)
{
  parsed result;
  txc_buffer out = { 0 };
  parse (&result, txc_text_of (source));
  ck_assert_int_eq (result.status, TXC_OK);
  print_node (&result.tree, 0, &out);
  ck_assert_str_eq (txc_buffer_string (&out), expected);
  txc_buffer_release (&out);
  release (&result);
}

static void
assert_problem (const char *source, const char *expected)
{
  parsed result;
  txc_buffer out = { 0 };
  parse (&result, txc_text_of (source));
  ck_assert_int_eq (result.status, TXC_INVALID_DATA);
  ck_assert_uint_eq (result.diagnostics.errors, 1);
  ck_assert_uint_eq (result.tree.node_count, 0);
  txc_diagnostic_print (&result.diagnostics.items[0], 80, &out);
  ck_assert_str_eq (txc_buffer_string (&out), expected);
  txc_buffer_release (&out);
  release (&result);
}

START_TEST (values_and_keys_have_their_places)
{
  assert_tree ("a: 1\nb: [x, 'y z']\n", "@1:1{ a@1:1='1'@1:4 b@2:1=@2:4[ 'x'@2:5 'y z'@2:8 ] } ");
  assert_tree ("- {id: a}\n-\n  id: b\n", "@1:1[ @1:3{ id@1:4='a'@1:8 } @3:3{ id@3:3='b'@3:7 } ] ");
  assert_tree ("\xEF\xBB\xBFna\xC3\xAFve: \xC3\xA9t\xC3\xA9 # note\r\nb: 2\r\n",
               "@1:1{ na\xC3\xAFve@1:1='\xC3\xA9t\xC3\xA9'@1:8 b@2:1='2'@2:4 } ");
}
END_TEST

/* The place of a block is its first character, not the bar. */
START_TEST (literal_blocks_point_at_their_text)
{
  assert_tree ("r:\n  when: |\n    age > 18\n    and sex = 'x'\n  b: 1\n",
               "@1:1{ r@1:1=@2:3{ when@2:3='age > 18\nand sex = 'x'\n'@3:5 b@5:3='1'@5:6 } } ");
  assert_tree ("when: |-\n\n   a\n", "@1:1{ when@1:1='\na'@2:4 } ");
}
END_TEST

START_TEST (styles_are_told_apart)
{
  parsed result;
  parse (&result, txc_text_of ("- a\n- 'a'\n- |\n  a\n- >\n  a\n- a\n  b\n"));
  ck_assert_int_eq (result.status, TXC_OK);
  static const txc_node_style expected[]
    = { TXC_STYLE_PLAIN, TXC_STYLE_QUOTED, TXC_STYLE_LITERAL, TXC_STYLE_FOLDED, TXC_STYLE_FOLDED };
  for (uint32_t i = 0; i < 5; i++)
    ck_assert_int_eq (result.tree.nodes[1 + i].style, expected[i]);
  ck_assert_ptr_eq (txc_tree_text (&result.tree, 1), txc_tree_text (&result.tree, 2)); /* equal strings are one */
  ck_assert_uint_eq (result.tree.nodes[2].width, 3);
  release (&result);
}
END_TEST

START_TEST (what_is_not_used_is_refused)
{
  assert_problem ("a: &x 1\nb: *x\n", "t.yaml:1:4: anchors (&name) are not used here\n"
                                      "    1 | a: &x 1\n      |    ^ write the value out where it is needed\n");
  assert_problem ("b: *x\n", "t.yaml:1:4: aliases (*name) are not used here\n"
                             "    1 | b: *x\n      |    ^ write the value out\n");
  assert_problem ("b: !!int 3\n", "t.yaml:1:4: tags (!name) are not used here\n"
                                  "    1 | b: !!int 3\n      |    ^ leave the tag out\n");
  assert_problem ("a: 1\n---\nb: 2\n", "t.yaml:2:1: a second document begins here\n"
                                       "    2 | ---\n      | ^ keep one document a file\n");
  assert_problem ("[a]: 1\n", "t.yaml:1:1: a key must be a word\n    1 | [a]: 1\n      | ^\n");
  assert_problem ("# nothing\n", "t.yaml: the file is empty\n");
}
END_TEST

START_TEST (syntax_errors_have_a_place_and_a_hint)
{
  assert_problem ("a: 1\nb: c: d\n", "t.yaml:2:5: mapping values are not allowed in this context\n"
                                     "    2 | b: c: d\n"
                                     "      |     ^ quote text that contains ': '; check the indentation\n");
  assert_problem ("a:\n\tb: 1\n", "t.yaml:2:1: a tab where YAML wants blanks\n"
                                  "    2 |  b: 1\n      | ^ indent with blanks\n");
  assert_problem ("a: @b\n", "t.yaml:1:4: found character that cannot start any token\n"
                             "    1 | a: @b\n      |    ^ quote text that begins with such a character\n");
  assert_problem ("a: b\xE2\x82\n", "t.yaml:1:5: byte 0xE2 is not UTF-8\n    1 | a: b\xEF\xBF\xBD\xEF\xBF\xBD\n"
                                    "      |     ^ save the file as UTF-8\n");
}
END_TEST

static char *
repeated (const char *text, size_t count)
{
  size_t length = strlen (text);
  char *all = malloc (length * count + 1);
  ck_assert_ptr_nonnull (all);
  for (size_t i = 0; i < count; i++)
    memcpy (all + i * length, text, length);
  all[length * count] = '\0';
  return all;
}

static void
assert_refused (const char *text, size_t count, const char *message)
{
  parsed result;
  char *source = repeated (text, count);
  parse (&result, txc_text_of (source));
  ck_assert_int_eq (result.status, TXC_INVALID_DATA);
  ck_assert_str_eq (result.diagnostics.items[0].message, message);
  release (&result);
  free (source);
}

START_TEST (size_and_depth_are_limited)
{
  assert_refused ("[", 100000, "lists and maps are nested too deeply");
  assert_refused ("- ", 50000, "lists and maps are nested too deeply");
  assert_refused ("{a: ", 100000, "lists and maps are nested too deeply");
  assert_refused ("- a\n", 1200000, "the file has too many values");
  assert_refused ("0123456789", 10 * 1000 * 1000, "the file has more than 16777216 bytes"); /* a scalar of 100 MB */
}
END_TEST

START_TEST (random_bytes_are_answered)
{
  static const char alphabet[] = "a:- \n\n[]{},'\"|>#&*!%\xC3\xA9\xFF\t?1";
  uint32_t state = 20261121;
  for (int round = 0; round < 5000; round++) {
    char text[120];
    for (size_t i = 0; i < sizeof text; i++) {
      state = state * 1664525u + 1013904223u;
      text[i] = alphabet[(state >> 16) % (sizeof alphabet - 1)];
    }
    parsed result;
    parse (&result, (txc_text){ text, (state >> 8) % sizeof text });
    ck_assert_int_eq (result.status == TXC_OK, result.diagnostics.errors == 0);
    release (&result);
  }
}
END_TEST

/* A file of nothing but blocks is read in one go, not from its beginning for each. */
START_TEST (many_blocks_have_their_places)
{
  enum { blocks = 200000 };
  parsed result;
  txc_buffer source = { 0 };
  for (int i = 0; i < blocks; i++)
    txc_buffer_add (&source, i % 2 ? "- |\n\n    text\n" : "- |\n  text\n");
  parse (&result, txc_buffer_text (&source));
  ck_assert_int_eq (result.status, TXC_OK);
  ck_assert_uint_eq (result.tree.node_count, blocks + 1);
  for (uint32_t i = 1; i <= blocks; i++)
    ck_assert_uint_eq (result.tree.nodes[i].column, i % 2 ? 3 : 5);
  txc_buffer_release (&source);
  release (&result);
}
END_TEST

RUN_TESTS ("tree", many_blocks_have_their_places, values_and_keys_have_their_places, literal_blocks_point_at_their_text, styles_are_told_apart,
           what_is_not_used_is_refused, syntax_errors_have_a_place_and_a_hint, size_and_depth_are_limited,
           random_bytes_are_answered)
