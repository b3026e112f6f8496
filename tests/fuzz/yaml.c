/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz/fuzz.h"
#include "text/tree.h"

static void
parse (txc_text source, txc_status (*parser) (const char *, txc_text, txc_arena *, txc_diagnostics *, txc_tree *))
{
  txc_arena arena = { 0 };
  txc_diagnostics diagnostics = { 0 };
  txc_buffer shown = { 0 };
  txc_tree tree;
  (void)parser ("file", source, &arena, &diagnostics, &tree);
  for (size_t i = 0; i < diagnostics.kept; i++)
    txc_diagnostic_print (&diagnostics.items[i], 80, &shown);
  txc_buffer_release (&shown);
  txc_diagnostics_release (&diagnostics);
  txc_arena_release (&arena);
}

/* The files of a knowledge base: as YAML and as CSV, with what is said of mistakes. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  txc_text source = { (const char *)data, size };
  parse (source, txc_yaml_parse);
  parse (source, txc_csv_parse);
  return 0;
}
