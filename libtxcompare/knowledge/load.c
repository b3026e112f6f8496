/* SPDX-License-Identifier: Apache-2.0
 *
 * Where knowledge bases come from: a folder, or the library itself.
 */
#include <stdlib.h>

#include <txcompare/knowledge.h>

#include "knowledge/builtin.h"
#include "knowledge/folder.h"
#include "knowledge/loader.h"

/* The first problem becomes the error's cause. */
static txc_status
report (const char *path, txc_diagnostics *diagnostics, txc_error **err)
{
  txc_diagnostics_sort (diagnostics);
  for (size_t i = 0; i < diagnostics->kept; i++) {
    const txc_diagnostic *first = &diagnostics->items[i];
    if (first->severity != TXC_SEVERITY_ERROR)
      continue;
    txc_place place = { first->span.file, first->span.line, first->span.column };
    txc_error_set (err, TXC_INVALID_DATA, &place, "%s", first->message);
    break;
  }
  return txc_error_wrap (err, TXC_INVALID_DATA, "%zu problem%s in the knowledge base %s; nothing was loaded",
                         diagnostics->errors, diagnostics->errors == 1 ? "" : "s", path);
}

static txc_status
load_folder (const char *path, txc_date as_of, txc_diagnostics *diagnostics, txc_knowledge_base **base, txc_error **err)
{
  txc_arena arena = { 0 };
  txc_folder folder;
  txc_status status = txc_folder_read (path, &arena, diagnostics, &folder, err);
  if (status == TXC_OK) {
    txc_documents documents = { folder.trees, folder.names, folder.count, as_of };
    status = txc_documents_load (&documents, folder.hash, false, &arena, diagnostics, base);
    if (status == TXC_NO_MEMORY)
      txc_error_no_memory (err);
  }
  txc_folder_release (&folder);
  txc_arena_release (&arena);
  return status == TXC_INVALID_DATA ? report (path, diagnostics, err) : status;
}

static txc_status
load_as_of (const char *path, txc_date as_of, txc_knowledge_base **base, txc_diagnostics **diagnostics, txc_error **err)
{
  *base = NULL;
  if (diagnostics)
    *diagnostics = NULL;
  txc_diagnostics *found = calloc (1, sizeof *found);
  if (!found)
    return txc_error_no_memory (err);
  txc_status status = load_folder (path, as_of, found, base, err);
  txc_diagnostics_sort (found);
  if (diagnostics && status != TXC_NO_MEMORY)
    *diagnostics = found;
  else
    txc_diagnostics_free (found);
  return status;
}

txc_status
txc_knowledge_base_load (const char *path, txc_knowledge_base **base, txc_diagnostics **diagnostics, txc_error **err)
{
  return load_as_of (path, (txc_date){ .precision = TXC_PRECISION_NONE }, base, diagnostics, err);
}

txc_status
txc_knowledge_base_check (const char *path, const char *as_of, txc_knowledge_base **base, txc_diagnostics **diagnostics,
                          txc_error **err)
{
  txc_knowledge_base *loaded = NULL;
  txc_date day = { .precision = TXC_PRECISION_NONE };
  *diagnostics = NULL;
  if (base)
    *base = NULL;
  if (as_of && !txc_date_parse (txc_text_of (as_of), &day))
    return txc_error_set (err, TXC_INVALID_ARGUMENT, NULL, "'%s' is no date such as 2026-11-20", as_of);
  txc_status status = load_as_of (path, day, &loaded, diagnostics, err);
  if (base)
    *base = loaded;
  else
    txc_knowledge_base_unref (loaded);
  return status;
}

/* Its content was checked when it was built; should it not load all the same,
   the library is at fault. */
txc_status
txc_knowledge_base_builtin (txc_knowledge_base **base, txc_error **err)
{
  const txc_builtin *builtin = &txc_builtin_depression;
  txc_documents documents = { .trees = builtin->trees, .names = builtin->names, .count = builtin->count };
  txc_diagnostics diagnostics = { 0 };
  txc_arena arena = { 0 };
  *base = NULL;
  txc_status status = txc_documents_load (&documents, builtin->hash, true, &arena, &diagnostics, base);
  if (status == TXC_NO_MEMORY)
    txc_error_no_memory (err);
  else if (status != TXC_OK) {
    report ("built into the library", &diagnostics, err);
    status = txc_error_wrap (err, TXC_INTERNAL, "the library's own knowledge base does not load");
  }
  txc_diagnostics_release (&diagnostics);
  return status;
}
