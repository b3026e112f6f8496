/* SPDX-License-Identifier: Apache-2.0
 *
 * A program of the build: reads the folder of a knowledge base and writes it to
 * standard output as C, so that the library need not parse it again.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "knowledge/folder.h"

enum { widest_line = 100 };

/* One character of a string literal; octal, so that no digit behind it can be
   taken for a part of it. */
static int
write_character (unsigned char c)
{
  if (c == '"' || c == '\\')
    return printf ("\\%c", c);
  if (c < 0x20 || c >= 0x7f || c == '?')
    return printf ("\\%03o", c);
  return printf ("%c", c);
}

static void
write_strings (const txc_tree *tree, size_t index)
{
  printf ("static const char strings_%zu[] =", index);
  int column = widest_line;
  for (size_t i = 0; i < tree->string_bytes; i++) {
    if (column >= widest_line) {
      printf ("%s\n  \"", i ? "\"" : "");
      column = 0;
    }
    column += write_character ((unsigned char)tree->strings[i]);
  }
  printf ("%s;\n\n", tree->string_bytes ? "\"" : " \"\"");
}

static void
write_nodes (const txc_tree *tree, size_t index)
{
  printf ("static const txc_node nodes_%zu[] = {\n", index);
  for (size_t i = 0; i < tree->node_count; i++) {
    const txc_node *node = &tree->nodes[i];
    printf ("{%" PRIu32 ",%" PRIu32 ",%" PRIu32 ",%" PRIu32 ",%" PRIu32 ",%u,%u,%u,%u,%u,%u},\n", node->key, node->text,
            node->length, node->end, node->line, node->column, node->width, node->key_column, node->key_above,
            node->kind, node->style);
  }
  printf ("};\n\n");
}

static void
write_folder (const txc_folder *folder)
{
  printf ("/* SPDX-License-Identifier: Apache-2.0\n *\n * Written by embed.c from a knowledge base; edit that instead.\n"
          " */\n#include \"knowledge/builtin.h\"\n\n");
  for (size_t i = 0; i < folder->count; i++) {
    write_strings (&folder->trees[i], i);
    write_nodes (&folder->trees[i], i);
  }
  printf ("static const char *const names[] = {\n");
  for (size_t i = 0; i < folder->count; i++)
    printf ("  \"%s\",\n", folder->names[i]);
  printf ("};\n\nstatic const txc_tree trees[] = {\n");
  for (size_t i = 0; i < folder->count; i++)
    printf ("  { \"%s\", { NULL, 0 }, nodes_%zu, %zu, strings_%zu, %zu },\n", folder->names[i], i,
            folder->trees[i].node_count, i, folder->trees[i].string_bytes);
  printf ("};\n\nconst txc_builtin txc_builtin_depression = { trees, names, %zu,\n  \"%s\" };\n", folder->count,
          folder->hash);
}

static void
show_problems (txc_diagnostics *diagnostics)
{
  txc_buffer out = { 0 };
  txc_diagnostics_sort (diagnostics);
  for (size_t i = 0; i < diagnostics->kept; i++)
    txc_diagnostic_print (&diagnostics->items[i], widest_line, &out);
  fputs (txc_buffer_string (&out), stderr);
  txc_buffer_release (&out);
}

int
main (int argc, char **argv)
{
  if (argc != 2) {
    fprintf (stderr, "usage: %s FOLDER >FILE.c\n", argv[0]);
    return 2;
  }
  txc_arena arena = { 0 };
  txc_diagnostics diagnostics = { 0 };
  txc_folder folder;
  txc_error *err = NULL;
  txc_status status = txc_folder_read (argv[1], &arena, &diagnostics, &folder, &err);
  show_problems (&diagnostics);
  if (err)
    fprintf (stderr, "%s: %s\n", argv[1], txc_error_message (err));
  bool good = status == TXC_OK && diagnostics.errors == 0;
  if (good)
    write_folder (&folder);
  good = good && fflush (stdout) == 0;
  txc_error_free (err);
  txc_folder_release (&folder);
  txc_diagnostics_release (&diagnostics);
  txc_arena_release (&arena);
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
