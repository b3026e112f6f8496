/* SPDX-License-Identifier: Apache-2.0 */
#include <txcompare/cql.h>

#include "base/error.h"
#include "cql/rule.h"

/* An expression without a patient knows nothing. */
static bool
no_value (const void *context, size_t index, txc_cql_value *value)
{
  return false;
}

static txc_fact_list
no_list (const void *context, size_t index)
{
  return (txc_fact_list){ 0 };
}

/* The first mistake as an error, with what to do about it. */
static txc_status
report (txc_status status, const txc_diagnostics *diagnostics, txc_error **err)
{
  if (status == TXC_NO_MEMORY || diagnostics->kept == 0)
    return txc_error_no_memory (err);
  const txc_diagnostic *first = &diagnostics->items[0];
  txc_place place = { NULL, first->span.line, first->span.column };
  return txc_error_set (err, status, &place, "%s%s%s", first->message, first->hint ? "; " : "",
                        first->hint ? first->hint : "");
}

static txc_status
evaluate (txc_text expression, const txc_facts *facts, txc_arena *arena, txc_buffer *out, txc_error **err)
{
  static const txc_parameters none = { NULL, 0 };
  txc_diagnostics diagnostics = { 0 };
  const txc_cql_rule *rule;
  txc_cql_value value;
  txc_status status = txc_cql_compile (expression, NULL, &none, TXC_CQL_FULL, arena, &diagnostics, &rule);
  if (status != TXC_OK)
    status = report (status, &diagnostics, err);
  else
    status = txc_cql_evaluate (rule, facts, arena, &value, err);
  txc_diagnostics_release (&diagnostics);
  if (status == TXC_OK)
    txc_cql_value_print (&value, out);
  return status;
}

txc_status
txc_cql_evaluate_text (const char *expression, size_t length, const char *as_of, char **value, txc_error **err)
{
  txc_facts facts = { .value = no_value, .list = no_list };
  *value = NULL;
  if (as_of && !txc_datetime_parse (txc_text_of (as_of), &facts.as_of))
    return txc_error_set (err, TXC_INVALID_ARGUMENT, NULL, "'%s' is no date such as 2026-11-10", as_of);
  txc_arena arena = { 0 };
  txc_buffer out = { 0 };
  txc_status status = evaluate ((txc_text){ expression, length }, &facts, &arena, &out, err);
  if (status == TXC_OK && !(*value = txc_buffer_take (&out)))
    status = txc_error_no_memory (err);
  txc_buffer_release (&out);
  txc_arena_release (&arena);
  return status;
}
