/* SPDX-License-Identifier: Apache-2.0
 *
 * What an expression answers for one patient, or for nobody, and why.
 */
#include <stdatomic.h>
#include <stdlib.h>

#include "base/reference.h"
#include "cql/value_public.h"
#include "patient/expression.h"
#include "patient/patient.h"

struct txc_evaluation {
  txc_patient *patient; /* NULL: evaluated alone */
  const txc_value *value;
  const char *text;
  const txc_reading_result *readings;
  size_t reading_count;
  const char *const *settlements;
  size_t settlement_count;
  const char *why;
  txc_arena arena;
  _Atomic (size_t) references;
};

/* ---- why ----------------------------------------------------------------------------- */

static bool
would_settle (const txc_reasons *reasons, size_t reading)
{
  for (size_t i = 0; i < reasons->settlement_count; i++)
    for (size_t j = 0; j < reasons->settlements[i].count; j++)
      if (reasons->settlements[i].readings[j] == reading)
        return true;
  return false;
}

/* Which facts a person is told of: of a yes or no those that decided; of what is
   not known those that are missing; of any other value all. */
static bool
is_told (const txc_evaluation *evaluation, const txc_reasons *reasons, size_t reading)
{
  switch (txc_value_kind_of (evaluation->value)) {
  case TXC_VALUE_BOOLEAN: return evaluation->readings[reading].decides;
  case TXC_VALUE_NULL:
    return reasons->settlement_count ? would_settle (reasons, reading) : reasons->readings[reading].present == TXC_UNKNOWN;
  default: return true;
  }
}

/* A yes or no that no fact decided, and whatever reads none, is the same for everybody. */
static bool
is_for_everybody (const txc_evaluation *evaluation, size_t told)
{
  return told == 0
         && (evaluation->reading_count == 0 || txc_value_kind_of (evaluation->value) == TXC_VALUE_BOOLEAN);
}

/* One line beside what leads to it, several below. */
static void
add_lines (txc_buffer *out, const char *lead, const char *const *lines, size_t count)
{
  if (count)
    txc_buffer_add (out, lead);
  for (size_t i = 0; i < count; i++)
    txc_buffer_printf (out, "%s%s", count == 1 ? " " : "\n  ", lines[i]);
}

static const char *
answer_of (const txc_evaluation *evaluation)
{
  switch (txc_value_kind_of (evaluation->value)) {
  case TXC_VALUE_BOOLEAN: return txc_value_boolean (evaluation->value) ? "yes" : "no";
  case TXC_VALUE_NULL: return "not known";
  default: return evaluation->text;
  }
}

static const char *
word_why (txc_evaluation *evaluation, const txc_reasons *reasons)
{
  txc_value_kind kind = txc_value_kind_of (evaluation->value);
  const char *lead = kind == TXC_VALUE_BOOLEAN || kind == TXC_VALUE_NULL ? ", because" : ", from";
  size_t told = 0, ways = evaluation->settlement_count;
  const char **lines = txc_arena_array (&evaluation->arena, evaluation->reading_count + 1, sizeof *lines);
  if (!lines)
    return NULL;
  for (size_t i = 0; i < evaluation->reading_count; i++)
    if (is_told (evaluation, reasons, i))
      lines[told++] = evaluation->readings[i].text;
  txc_buffer text = { 0 };
  txc_buffer_add (&text, answer_of (evaluation));
  txc_buffer_add (&text, is_for_everybody (evaluation, told) ? ", whoever the patient is" : "");
  add_lines (&text, lead, lines, told);
  add_lines (&text, "\nto settle it:", evaluation->settlements,
             ways < TXC_MOST_SETTLEMENTS_SHOWN ? ways : TXC_MOST_SETTLEMENTS_SHOWN);
  return txc_buffer_keep (&text, &evaluation->arena);
}

/* ---- evaluating ------------------------------------------------------------------------ */

static txc_status
fill_value (txc_evaluation *evaluation, const txc_cql_value *value, txc_error **err)
{
  txc_buffer text = { 0 };
  txc_cql_value_print (value, &text);
  evaluation->text = txc_buffer_keep (&text, &evaluation->arena);
  evaluation->value = txc_value_new (value, &evaluation->arena);
  return evaluation->text && evaluation->value ? TXC_OK : txc_error_no_memory (err);
}

static txc_status
fill_reasons (txc_evaluation *evaluation, const txc_reasons *reasons, txc_error **err)
{
  if (evaluation->patient) {
    evaluation->readings = txc_patient_readings (evaluation->patient, reasons, &evaluation->arena);
    evaluation->settlements
      = txc_patient_settlements (evaluation->patient, reasons, &evaluation->arena, &evaluation->settlement_count);
    if (!evaluation->readings || !evaluation->settlements)
      return txc_error_no_memory (err);
    evaluation->reading_count = reasons->reading_count;
  }
  evaluation->why = word_why (evaluation, reasons);
  return evaluation->why ? TXC_OK : txc_error_no_memory (err);
}

/* Reasons take much memory while they are worked out, and little of it is kept. */
static txc_status
work_out (txc_evaluation *evaluation, const txc_cql_rule *rule, const txc_facts *facts, txc_error **err)
{
  txc_arena scratch = { 0 };
  txc_cql_value value;
  txc_reasons reasons;
  txc_status status = txc_cql_evaluate (rule, facts, &scratch, &value, err);
  if (status == TXC_OK)
    status = fill_value (evaluation, &value, err);
  if (status == TXC_OK)
    status = txc_cql_explain (rule, facts, &scratch, &reasons, err);
  if (status == TXC_OK)
    status = fill_reasons (evaluation, &reasons, err);
  txc_arena_release (&scratch);
  return status;
}

static txc_status
evaluate (const txc_expression *expression, const txc_patient *patient, const txc_facts *facts,
          txc_evaluation **evaluation, txc_error **err)
{
  txc_evaluation *made = calloc (1, sizeof *made);
  if (!made)
    return txc_error_no_memory (err);
  atomic_init (&made->references, 1);
  made->patient = patient ? txc_patient_ref (patient) : NULL;
  txc_status status = work_out (made, expression->rule, facts, err);
  if (status == TXC_OK)
    *evaluation = made;
  else
    txc_evaluation_unref (made);
  return status;
}

txc_status
txc_expression_evaluate (const txc_expression *expression, const txc_patient *patient, txc_evaluation **evaluation,
                         txc_error **err)
{
  const txc_knowledge_base *own = expression->knowledge_base, *theirs = patient->knowledge_base;
  *evaluation = NULL;
  if (own && own != theirs && strcmp (own->hash, theirs->hash) != 0)
    return txc_error_set (err, TXC_INVALID_ARGUMENT, NULL,
                          "the patient belongs to another knowledge base (%s %s, %.8s) than the expression (%s %s, %.8s)",
                          theirs->id, theirs->version, theirs->hash, own->id, own->version, own->hash);
  txc_facts facts = txc_patient_facts (patient);
  return evaluate (expression, patient, &facts, evaluation, err);
}

txc_status
txc_expression_evaluate_alone (const txc_expression *expression, const char *as_of, txc_evaluation **evaluation,
                               txc_error **err)
{
  txc_facts facts = txc_no_facts;
  const txc_feature *read = txc_expression_feature_at (expression, 0);
  *evaluation = NULL;
  if (read)
    return txc_error_set (err, TXC_INVALID_ARGUMENT, NULL, "the expression reads '%s', so it needs a patient", read->id);
  if (as_of && !txc_datetime_parse (txc_text_of (as_of), &facts.as_of))
    return txc_error_set (err, TXC_INVALID_ARGUMENT, NULL, "'%s' is no date such as 2026-11-10", as_of);
  return evaluate (expression, NULL, &facts, evaluation, err);
}

/* ---- what was found ------------------------------------------------------------------------ */

txc_evaluation *
txc_evaluation_ref (const txc_evaluation *evaluation)
{
  txc_evaluation *shared = txc_reference_to (evaluation);
  atomic_fetch_add (&shared->references, 1);
  return shared;
}

void
txc_evaluation_unref (txc_evaluation *evaluation)
{
  if (!evaluation || atomic_fetch_sub (&evaluation->references, 1) != 1)
    return;
  txc_patient_unref (evaluation->patient);
  txc_arena_release (&evaluation->arena);
  free (evaluation);
}

const txc_value *
txc_evaluation_value (const txc_evaluation *evaluation)
{
  return evaluation->value;
}

const char *
txc_evaluation_text (const txc_evaluation *evaluation)
{
  return evaluation->text;
}

size_t
txc_evaluation_reading_count (const txc_evaluation *evaluation)
{
  return evaluation->reading_count;
}

const txc_reading_result *
txc_evaluation_reading_at (const txc_evaluation *evaluation, size_t index)
{
  return index < evaluation->reading_count ? &evaluation->readings[index] : NULL;
}

size_t
txc_evaluation_settlement_count (const txc_evaluation *evaluation)
{
  return evaluation->settlement_count;
}

const char *
txc_evaluation_settlement_at (const txc_evaluation *evaluation, size_t index)
{
  return index < evaluation->settlement_count ? evaluation->settlements[index] : NULL;
}

const char *
txc_evaluation_why (const txc_evaluation *evaluation)
{
  return evaluation->why;
}
