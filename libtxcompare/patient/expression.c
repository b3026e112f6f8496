/* SPDX-License-Identifier: Apache-2.0
 *
 * An expression of the rule language, compiled.
 */
#include "patient/expression.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/reference.h"

/* The first mistake as an error, with what to do about it. */
static txc_status
report (txc_status status, const txc_diagnostics *found, txc_error **err)
{
  if (status == TXC_NO_MEMORY || found->kept == 0)
    return txc_error_no_memory (err);
  const txc_diagnostic *first = &found->items[0];
  txc_place place = { NULL, first->span.line, first->span.column };
  return txc_error_set (err, status, &place, "%s%s%s", first->message, first->hint ? "; " : "",
                        first->hint ? first->hint : "");
}

static txc_status
compile (txc_expression *expression, txc_text text, txc_diagnostics *found, txc_error **err)
{
  static const txc_parameters none = { NULL, 0 };
  const txc_knowledge_base *base = expression->knowledge_base;
  txc_status status = txc_cql_compile (text, NULL, base ? &base->parameters : &none, TXC_CQL_FULL, &expression->arena,
                                       found, &expression->rule);
  txc_diagnostics_sort (found);
  if (status != TXC_OK)
    return report (status, found, err);
  expression->reads = txc_cql_rule_reads (expression->rule, &expression->read_count);
  expression->type = txc_cql_type_name (txc_cql_rule_type (expression->rule), &expression->arena);
  return expression->type ? TXC_OK : txc_error_no_memory (err);
}

static txc_status
make (const txc_knowledge_base *base, txc_text text, txc_expression **expression, txc_diagnostics *found, txc_error **err)
{
  txc_expression *made = calloc (1, sizeof *made);
  if (!made)
    return txc_error_no_memory (err);
  atomic_init (&made->references, 1);
  made->knowledge_base = base ? txc_knowledge_base_ref (base) : NULL;
  txc_status status = compile (made, text, found, err);
  if (status == TXC_OK)
    *expression = made;
  else
    txc_expression_unref (made);
  return status;
}

txc_status
txc_expression_new (const txc_knowledge_base *knowledge_base, const char *text, size_t length,
                    txc_expression **expression, txc_diagnostics **diagnostics, txc_error **err)
{
  txc_diagnostics *found = calloc (1, sizeof *found);
  *expression = NULL;
  if (diagnostics)
    *diagnostics = NULL;
  if (!found)
    return txc_error_no_memory (err);
  txc_status status = make (knowledge_base, (txc_text){ text, length }, expression, found, err);
  if (diagnostics)
    *diagnostics = found;
  else
    txc_diagnostics_free (found);
  return status;
}

txc_expression *
txc_expression_ref (const txc_expression *expression)
{
  txc_expression *shared = txc_reference_to (expression);
  atomic_fetch_add (&shared->references, 1);
  return shared;
}

void
txc_expression_unref (txc_expression *expression)
{
  if (!expression || atomic_fetch_sub (&expression->references, 1) != 1)
    return;
  txc_knowledge_base_unref (expression->knowledge_base);
  txc_arena_release (&expression->arena);
  free (expression);
}

const char *
txc_expression_text (const txc_expression *expression)
{
  return txc_cql_rule_text (expression->rule).data;
}

const char *
txc_expression_type (const txc_expression *expression)
{
  return expression->type;
}

size_t
txc_expression_feature_count (const txc_expression *expression)
{
  return expression->read_count;
}

const txc_feature *
txc_expression_feature_at (const txc_expression *expression, size_t index)
{
  return index < expression->read_count ? &expression->knowledge_base->features[expression->reads[index]] : NULL;
}
