/* SPDX-License-Identifier: Apache-2.0
 *
 * The depression knowledge base itself: it loads without an error, and the copy
 * in the library is the same.
 */
#include "unit/test.h"

#include <stdio.h>

#include <txcompare/knowledge.h>

#include "knowledge/knowledge.h"

static const char folder[] = TXC_TEST_SOURCE "/knowledge/depression";

static void
show_problems (const txc_diagnostics *diagnostics)
{
  char *text = NULL;
  ck_assert_int_eq (txc_diagnostics_print (diagnostics, 110, &text, NULL), TXC_OK);
  fputs (text, stderr);
  txc_free (text);
}

START_TEST (the_folder_has_no_errors)
{
  txc_knowledge_base *base = NULL;
  txc_diagnostics *diagnostics = NULL;
  txc_error *err = NULL;
  txc_status status = txc_knowledge_base_load (folder, &base, &diagnostics, &err);
  if (diagnostics)
    show_problems (diagnostics);
  ck_assert_msg (status == TXC_OK, "%s", err ? txc_error_message (err) : "?");
  ck_assert_uint_eq (txc_diagnostics_error_count (diagnostics), 0);
  txc_diagnostics_free (diagnostics);
  txc_knowledge_base_unref (base);
}
END_TEST

START_TEST (the_built_in_copy_is_the_folder)
{
  txc_knowledge_base *base = NULL, *builtin = NULL;
  txc_error *err = NULL;
  ck_assert_int_eq (txc_knowledge_base_load (folder, &base, NULL, NULL), TXC_OK);
  txc_status status = txc_knowledge_base_builtin (&builtin, &err);
  ck_assert_msg (status == TXC_OK, "%s", err ? txc_error_message (err) : "?");
  ck_assert_str_eq (txc_knowledge_base_hash (builtin), txc_knowledge_base_hash (base));
  ck_assert_uint_eq (builtin->rules_count, base->rules_count);
  ck_assert_uint_eq (builtin->arms_count, base->arms_count);
  ck_assert_uint_eq (builtin->contrasts_count, base->contrasts_count);
  for (size_t i = 0; i < base->arms_count; i++) {
    const txc_arm *a = &base->arms[i], *b = &builtin->arms[i];
    ck_assert_str_eq (a->row.id, b->row.id);
    ck_assert_str_eq (a->row.endpoint->id, b->row.endpoint->id);
    ck_assert_uint_eq (a->row.provenance.span.line, b->row.provenance.span.line);
    ck_assert (a->n.value == b->n.value && a->events.value == b->events.value && a->row.value.value == b->row.value.value);
    ck_assert_int_eq (a->comparator != NULL, b->comparator != NULL);
  }
  for (size_t i = 0; i < base->rules_count; i++) {
    ck_assert_str_eq (base->rules[i].id, builtin->rules[i].id);
    ck_assert (base->rules[i].when != NULL && builtin->rules[i].when != NULL);
  }
  txc_knowledge_base_unref (base);
  txc_knowledge_base_unref (builtin);
}
END_TEST

RUN_TESTS ("knowledge-depression", the_folder_has_no_errors, the_built_in_copy_is_the_folder)
