/* SPDX-License-Identifier: Apache-2.0
 *
 * An expression of the rule language for one patient: txc_patient_evaluate().
 */
#include <stdlib.h>

#include "cql/rule.h"
#include "patient/patient.h"

static const char file_name[] = "expression";

/* Names the first problem; the caller may look at the others. */
static txc_status
first_problem (txc_status status, const txc_diagnostics *diagnostics, txc_error **err)
{
  for (size_t i = 0; i < txc_diagnostics_count (diagnostics); i++)
    if (txc_diagnostics_is_error (diagnostics, i)) {
      txc_place place = { file_name, txc_diagnostics_line (diagnostics, i), txc_diagnostics_column (diagnostics, i) };
      return txc_error_set (err, status, &place, "%s", txc_diagnostics_message (diagnostics, i));
    }
  if (status == TXC_NO_MEMORY)
    return txc_error_no_memory (err);
  return txc_error_set (err, status, NULL, "%s", txc_status_text (status));
}

static txc_status
compute (const txc_patient *patient, txc_text text, txc_arena *arena, char **value, txc_diagnostics *diagnostics,
         txc_error **err)
{
  txc_cql_origin origin = { file_name, 1, 1, text };
  const txc_cql_rule *rule = NULL;
  txc_cql_value result = { 0 };
  txc_facts facts = txc_patient_facts (patient);
  txc_buffer printed = { 0 };
  const txc_parameters *parameters = &patient->knowledge_base->parameters;
  txc_status status = txc_cql_compile (text, &origin, parameters, TXC_CQL_FULL, arena, diagnostics, &rule);
  txc_diagnostics_sort (diagnostics);
  if (status != TXC_OK)
    return first_problem (status, diagnostics, err);
  status = txc_cql_evaluate (rule, &facts, arena, &result, err);
  if (status != TXC_OK)
    return status;
  txc_cql_value_print (&result, &printed);
  *value = txc_buffer_take (&printed);
  txc_buffer_release (&printed);
  return *value ? TXC_OK : txc_error_no_memory (err);
}

txc_status
txc_patient_evaluate (const txc_patient *patient, const char *expression, size_t length, char **value,
                      txc_diagnostics **diagnostics, txc_error **err)
{
  txc_arena arena = { 0 };
  txc_diagnostics *found = calloc (1, sizeof *found);
  *value = NULL;
  if (diagnostics)
    *diagnostics = NULL;
  if (!found)
    return txc_error_no_memory (err);
  txc_status status = compute (patient, (txc_text){ expression, length }, &arena, value, found, err);
  txc_arena_release (&arena);
  if (diagnostics)
    *diagnostics = found;
  else
    txc_diagnostics_free (found);
  return status;
}
