/* SPDX-License-Identifier: Apache-2.0
 *
 * Memory may run out anywhere while a base is loaded, exported or complained
 * about: the status says so, nothing crashes and nothing leaks.
 */
#include "unit/test.h"

#include <txcompare/knowledge.h>

#include "unit/failing_memory.h"

static const char folder[] = TXC_TEST_SOURCE "/tests/data/kb-small";

/* Every allocation at first, then steps, because large bases take many. */
static size_t
next (size_t i)
{
  return i < 200 ? i + 1 : i + 1 + i / 50;
}

static void
assert_told (bool failed, txc_status status, txc_error *err)
{
  if (failed) {
    ck_assert_int_eq (status, TXC_NO_MEMORY);
    ck_assert_int_eq (txc_error_status (err), TXC_NO_MEMORY);
  } else
    ck_assert_int_eq (status, TXC_OK);
  txc_error_free (err);
}

START_TEST (the_built_in_base)
{
  bool failed = true;
  for (size_t i = 0; failed; i = next (i)) {
    txc_knowledge_base *base = NULL;
    txc_error *err = NULL;
    fail_memory_after (i);
    txc_status status = txc_knowledge_base_builtin (&base, &err);
    failed = restore_memory ();
    ck_assert_int_eq (base != NULL, !failed);
    assert_told (failed, status, err);
    txc_knowledge_base_unref (base);
  }
}
END_TEST

START_TEST (a_folder)
{
  bool failed = true;
  for (size_t i = 0; failed; i = next (i)) {
    txc_knowledge_base *base = NULL;
    txc_diagnostics *diagnostics = NULL;
    txc_error *err = NULL;
    fail_memory_after (i);
    txc_status status = txc_knowledge_base_load (folder, &base, &diagnostics, &err);
    failed = restore_memory ();
    ck_assert_int_eq (base != NULL, !failed);
    ck_assert_int_eq (diagnostics != NULL, !failed);
    assert_told (failed, status, err);
    txc_diagnostics_free (diagnostics);
    txc_knowledge_base_unref (base);
  }
}
END_TEST

START_TEST (an_export)
{
  txc_knowledge_base *base = NULL;
  ck_assert_int_eq (txc_knowledge_base_load (folder, &base, NULL, NULL), TXC_OK);
  bool failed = true;
  for (size_t i = 0; failed; i = next (i)) {
    char *text = NULL;
    txc_error *err = NULL;
    fail_memory_after (i);
    txc_status status = txc_knowledge_base_export_cql (base, &text, &err);
    failed = restore_memory ();
    ck_assert_int_eq (text != NULL, !failed);
    assert_told (failed, status, err);
    txc_free (text);
  }
  txc_knowledge_base_unref (base);
}
END_TEST

RUN_TESTS ("knowledge memory", the_built_in_base, a_folder, an_export)
