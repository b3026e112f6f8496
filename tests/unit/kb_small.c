/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/kb_small.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include <txcompare/knowledge.h>

static const char *const names[]
  = { "arms.csv",     "claims.csv",   "classes.yaml", "contrasts.csv", "effects.yaml",
      "features.yaml", "glossary.yaml", "kb.yaml",    "outcomes.yaml", "rules.yaml",
      "sources.yaml", "treatments/alpha.yaml", "treatments/beta.yaml", "treatments/both.yaml", "trials.csv" };
enum { file_count = sizeof names / sizeof names[0], longest_file = 16384 };

static void
read_file (const char *name, txc_buffer *out)
{
  char path[1024], data[longest_file];
  snprintf (path, sizeof path, "%s/tests/data/kb-small/%s", TXC_TEST_SOURCE, name);
  FILE *file = fopen (path, "rb");
  ck_assert_msg (file != NULL, "cannot open %s", path);
  size_t length = fread (data, 1, sizeof data, file);
  ck_assert_uint_lt (length, sizeof data);
  fclose (file);
  txc_buffer_add_text (out, (txc_text){ data, length });
}

static void
patch (txc_buffer *text, const kb_small_change *change)
{
  txc_buffer patched = { 0 };
  txc_text whole = txc_buffer_text (text);
  size_t offset = change->offset % (whole.length + 1), cut = change->cut;
  if (change->old) {
    const char *found = strstr (whole.data, change->old);
    ck_assert_msg (found != NULL, "%s does not contain '%s'", change->file, change->old);
    offset = (size_t)(found - whole.data);
    cut = strlen (change->old);
  }
  cut = cut < whole.length - offset ? cut : whole.length - offset;
  txc_buffer_add_text (&patched, (txc_text){ whole.data, offset });
  txc_buffer_add_text (&patched, change->with);
  txc_buffer_add_text (&patched, (txc_text){ whole.data + offset + cut, whole.length - offset - cut });
  txc_buffer_release (text);
  *text = patched;
}

static bool
is_table (const char *name)
{
  return strstr (name, ".csv") != NULL;
}

void
kb_small_load (kb_small *result, const kb_small_change *change)
{
  static const char hash[] = "0000000000000000000000000000000000000000000000000000000000000000";
  txc_arena arena = { 0 };
  txc_buffer texts[file_count] = { { 0 } };
  txc_tree trees[file_count];
  *result = (kb_small){ 0 };
  for (size_t i = 0; i < file_count; i++) {
    read_file (names[i], &texts[i]);
    if (change && strcmp (names[i], change->file) == 0)
      patch (&texts[i], change);
    txc_text text = txc_buffer_text (&texts[i]);
    if (is_table (names[i]))
      txc_csv_parse (names[i], text, &arena, &result->diagnostics, &trees[i]);
    else
      txc_yaml_parse (names[i], text, &arena, &result->diagnostics, &trees[i]);
  }
  txc_documents documents = { trees, names, file_count };
  result->status = txc_documents_load (&documents, hash, false, &arena, &result->diagnostics, &result->base);
  txc_diagnostics_sort (&result->diagnostics);
  for (size_t i = 0; i < file_count; i++)
    txc_buffer_release (&texts[i]);
}

char *
kb_small_problems (kb_small *result)
{
  char *text = NULL;
  ck_assert_int_eq (txc_diagnostics_print (&result->diagnostics, 100, &text, NULL), TXC_OK);
  return text;
}

void
kb_small_release (kb_small *result)
{
  txc_knowledge_base_unref (result->base);
  txc_diagnostics_release (&result->diagnostics);
}
