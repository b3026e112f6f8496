/* SPDX-License-Identifier: Apache-2.0
 *
 * A whole knowledge base as one text: a line "%% NAME" begins the file NAME.
 * What loads is also compared for a patient nothing is known of, and written.
 */
#include <string.h>

#include <txcompare.h>

#include "fuzz/fuzz.h"
#include "knowledge/loader.h"

enum { most_files = 24, longest_name = 60 };

typedef struct files {
  char texts[most_files][longest_name + 1];
  const char *names[most_files];
  txc_tree trees[most_files];
  size_t count;
} files;

/* Up to the next line that begins a file. */
static txc_text
cut_file (txc_text *rest)
{
  size_t end = 0;
  while (end < rest->length && !(rest->data[end] == '%' && end + 1 < rest->length && rest->data[end + 1] == '%'
                                 && (end == 0 || rest->data[end - 1] == '\n')))
    end++;
  txc_text text = { rest->data, end };
  *rest = (txc_text){ rest->data + end, rest->length - end };
  return text;
}

static txc_text
cut_name (txc_text *rest)
{
  const char *newline = memchr (rest->data, '\n', rest->length);
  size_t length = newline ? (size_t)(newline - rest->data) : rest->length;
  txc_text name = txc_text_trim ((txc_text){ rest->data + 2, length - 2 });
  size_t used = newline ? length + 1 : length;
  *rest = (txc_text){ rest->data + used, rest->length - used };
  return name;
}

/* False for a name that no folder could hold twice, or not at all. */
static bool
take_name (files *all, txc_text name)
{
  if (name.length == 0 || name.length > longest_name || memchr (name.data, '\0', name.length))
    return false;
  for (size_t i = 0; i < all->count; i++)
    if (txc_text_is (name, all->names[i]))
      return false;
  memcpy (all->texts[all->count], name.data, name.length);
  all->names[all->count] = all->texts[all->count];
  return true;
}

static void
parse_files (files *all, txc_text rest, txc_arena *arena, txc_diagnostics *diagnostics)
{
  (void)cut_file (&rest);
  while (rest.length && all->count < most_files) {
    txc_text name = cut_name (&rest), text = cut_file (&rest);
    if (!take_name (all, name))
      continue;
    const char *file = all->names[all->count];
    bool table = name.length > 4 && strcmp (file + name.length - 4, ".csv") == 0;
    (void)(table ? txc_csv_parse : txc_yaml_parse) (file, text, arena, diagnostics, &all->trees[all->count]);
    all->count++;
  }
}

/* What a folder must hold to be loaded at all. */
static bool
is_whole (const files *all)
{
  static const char *const required[] = { "kb.yaml",       "sources.yaml", "features.yaml", "classes.yaml",  "effects.yaml",
                                          "outcomes.yaml", "trials.csv",   "arms.csv",      "contrasts.csv", "rules.yaml" };
  size_t found = 0;
  for (size_t i = 0; i < all->count; i++)
    for (size_t j = 0; j < sizeof required / sizeof required[0]; j++)
      found += strcmp (all->names[i], required[j]) == 0;
  return found == sizeof required / sizeof required[0];
}

static void
compare (txc_knowledge_base *base)
{
  txc_patient_builder *builder = NULL;
  txc_patient *patient = NULL;
  txc_comparison *comparison = NULL;
  txc_page *page = NULL;
  if (txc_patient_builder_new (base, "2026-11-20", &builder, NULL) == TXC_OK
      && txc_patient_builder_build (builder, &patient, NULL) == TXC_OK
      && txc_comparison_new (patient, NULL, 0, &comparison, NULL) == TXC_OK)
    (void)txc_report_comparison (comparison, NULL, &page, NULL);
  for (txc_format format = TXC_FORMAT_TEXT; page && format <= TXC_FORMAT_JSON; format++) {
    char *text = NULL;
    (void)txc_page_write (page, format, NULL, &text, NULL, NULL);
    txc_free (text);
  }
  txc_page_unref (page);
  txc_comparison_unref (comparison);
  txc_patient_unref (patient);
  txc_patient_builder_free (builder);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const char hash[] = "0000000000000000000000000000000000000000000000000000000000000000";
  txc_arena arena = { 0 };
  txc_diagnostics diagnostics = { 0 };
  txc_buffer shown = { 0 };
  txc_knowledge_base *base = NULL;
  files all = { .count = 0 };
  parse_files (&all, (txc_text){ (const char *)data, size }, &arena, &diagnostics);
  txc_documents documents = { all.trees, all.names, all.count };
  (void)txc_documents_load (&documents, hash, false, &arena, &diagnostics, &base);
  for (size_t i = 0; i < diagnostics.kept; i++)
    txc_diagnostic_print (&diagnostics.items[i], 80, &shown);
  if (base && is_whole (&all))
    compare (base);
  txc_knowledge_base_unref (base);
  txc_buffer_release (&shown);
  txc_diagnostics_release (&diagnostics);
  return 0;
}
