/* SPDX-License-Identifier: Apache-2.0
 *
 * Whether one value of a fact can fulfil several suppositions at once: values on
 * and beside every constant the clauses compare it with are tried.
 */
#include "cql/settle.h"

enum { most_candidates = 64, most_clauses = 16 };

typedef struct search {
  txc_settling *s;
  size_t parameter;
  txc_cql_type type;
  const txc_atom *atoms[most_clauses];
  bool truths[most_clauses];
  size_t count;
  txc_cql_value candidates[most_candidates];
  size_t candidate_count;
} search;

/* The patient's facts with one of them replaced. */
typedef struct supposed {
  const txc_facts *facts;
  size_t parameter;
  const txc_cql_value *value;
} supposed;

static bool
supposed_value (const void *context, size_t index, txc_cql_value *value)
{
  const supposed *with = context;
  if (index != with->parameter)
    return with->facts->value (with->facts->context, index, value);
  *value = *with->value;
  return true;
}

static txc_fact_list
supposed_list (const void *context, size_t index)
{
  const supposed *with = context;
  return with->facts->list (with->facts->context, index);
}

static bool
fulfils_all (search *in, const txc_cql_value *value)
{
  txc_explanation *e = in->s->e;
  supposed with = { e->x.facts, in->parameter, value };
  txc_facts facts = { &with, supposed_value, supposed_list, e->x.facts->as_of };
  txc_cql_context x = { .parameters = e->x.parameters, .facts = &facts, .arena = e->arena };
  for (size_t i = 0; i < in->count; i++)
    if (txc_cql_truth (&x, in->atoms[i]->node) != txc_answer_of (in->truths[i]))
      return false;
  return true;
}

static void
add_candidate (search *in, const txc_cql_value *value)
{
  if (in->candidate_count < most_candidates && !value->is_null && value->type.kind == in->type.kind)
    in->candidates[in->candidate_count++] = *value;
}

static bool
number_in (const txc_cql_value *value, txc_decimal *number)
{
  switch (value->type.kind) {
  case TXC_CQL_INTEGER: *number = txc_decimal_of (value->integer); return true;
  case TXC_CQL_LONG: *number = txc_decimal_of (value->long_integer); return true;
  case TXC_CQL_DECIMAL: *number = value->decimal; return true;
  case TXC_CQL_QUANTITY: *number = value->quantity.value; return true;
  default: return false;
  }
}

/* A number on, just below or just above the constant, in the fact's type. */
static void
add_number (search *in, const txc_cql_value *constant, txc_decimal number, int side)
{
  txc_cql_value value = { .type = in->type };
  bool whole = in->type.kind == TXC_CQL_INTEGER || in->type.kind == TXC_CQL_LONG;
  txc_decimal step = whole ? txc_decimal_of (side) : txc_decimal_make (side, TXC_DECIMAL_PLACES);
  int64_t integer = 0;
  if (whole)
    number = txc_decimal_truncate (number, 0);
  if (!txc_decimal_add (number, step, &number) || (whole && !txc_decimal_to_integer (number, &integer)))
    return;
  switch (in->type.kind) {
  case TXC_CQL_INTEGER: value.integer = (int32_t)integer; break;
  case TXC_CQL_LONG: value.long_integer = integer; break;
  case TXC_CQL_DECIMAL: value.decimal = number; break;
  case TXC_CQL_QUANTITY:
    value.quantity.value = number;
    value.quantity.unit = constant->type.kind == TXC_CQL_QUANTITY ? constant->quantity.unit : "1";
    break;
  default: return;
  }
  if (in->type.kind != TXC_CQL_INTEGER || (integer >= INT32_MIN && integer <= INT32_MAX))
    add_candidate (in, &value);
}

static void
add_beside (search *in, const txc_cql_value *constant, int side)
{
  txc_cql_value value = *constant;
  txc_decimal number;
  bool fits = true;
  if (number_in (constant, &number)) {
    add_number (in, constant, number, side);
    return;
  }
  if (side && constant->type.kind == TXC_CQL_DATE)
    fits = txc_date_add (&constant->date, side, TXC_DAY, &value.date);
  else if (side && constant->type.kind == TXC_CQL_DATETIME)
    fits = txc_datetime_add (&constant->datetime, side, TXC_MILLISECOND, &value.datetime);
  else if (side && constant->type.kind == TXC_CQL_TIME)
    fits = txc_time_add (&constant->time, side, TXC_MILLISECOND, &value.time);
  else if (side)
    return;
  if (fits && constant->type.kind == TXC_CQL_DATE && in->type.kind == TXC_CQL_DATETIME)
    value = (txc_cql_value){ .type = in->type, .datetime = txc_datetime_of_date (&value.date) };
  if (fits)
    add_candidate (in, &value);
}

static void
add_constant (search *in, const txc_cql_value *constant)
{
  if (constant->is_null)
    return;
  if (constant->type.kind == TXC_CQL_LIST) {
    for (size_t i = 0; i < constant->list.count; i++)
      add_constant (in, &constant->list.items[i]);
  } else if (constant->type.kind == TXC_CQL_INTERVAL) {
    add_constant (in, constant->interval.low);
    add_constant (in, constant->interval.high);
  } else {
    for (int side = -1; side <= 1; side++)
      add_beside (in, constant, side);
  }
}

static bool
reads (const txc_cql_node *node, size_t parameter)
{
  bool found = node->op == TXC_OP_PARAMETER && node->parameter == parameter;
  for (size_t i = 0; i < node->count && !found; i++)
    found = reads (node->arguments[i], parameter);
  return found;
}

/* Everything in a clause that does not read the fact is a constant to it. */
static void
collect (search *in, const txc_cql_node *node)
{
  txc_cql_value value;
  for (size_t i = 0; i < node->count; i++) {
    if (reads (node->arguments[i], in->parameter)) {
      collect (in, node->arguments[i]);
      continue;
    }
    txc_cql_evaluate_node (&in->s->e->x, node->arguments[i], &value);
    add_constant (in, &value);
  }
}

static void
collect_declared (search *in)
{
  const txc_parameter *parameter = &in->s->e->x.parameters->items[in->parameter];
  txc_cql_value value;
  if (in->type.kind == TXC_CQL_BOOLEAN)
    for (int truth = 0; truth < 2; truth++) {
      value = txc_cql_boolean (truth != 0);
      add_candidate (in, &value);
    }
  if (in->type.kind != TXC_CQL_STRING)
    return;
  for (size_t i = 0; i < parameter->item_count; i++) {
    value = txc_cql_string (parameter->items[i]);
    add_candidate (in, &value);
  }
  value = txc_cql_string ("\x01"); /* a text no rule compares with */
  if (!parameter->items)
    add_candidate (in, &value);
}

/* Only of plain comparisons do we know that the candidates say everything. */
static bool
is_plain (const txc_cql_node *node, size_t parameter)
{
  for (size_t i = 0; i < node->count; i++) {
    const txc_cql_node *argument = node->arguments[i];
    if (argument->op == TXC_OP_CONVERT)
      argument = argument->arguments[0];
    if (argument->op != TXC_OP_PARAMETER && reads (argument, parameter))
      return false;
  }
  return true;
}

static bool
has_witness (search *in)
{
  bool plain = true;
  for (size_t i = 0; i < in->count; i++) {
    collect (in, in->atoms[i]->node);
    plain = plain && is_plain (in->atoms[i]->node, in->parameter);
  }
  collect_declared (in);
  for (size_t i = 0; i < in->candidate_count; i++)
    if (fulfils_all (in, &in->candidates[i]))
      return true;
  return !plain || in->candidate_count == 0 || in->candidate_count == most_candidates;
}

bool
txc_settle_possible (txc_settling *s, const txc_way *way)
{
  for (size_t first = 0; first < s->atom_count; first++) {
    search in = { .s = s };
    for (size_t i = first; i < s->atom_count && in.count < most_clauses; i++) {
      const txc_atom *atom = &s->atoms[i];
      bool truth = way->words[(2 * i + 1) / 64] >> (2 * i + 1) % 64 & 1;
      bool other = way->words[2 * i / 64] >> 2 * i % 64 & 1;
      if ((!truth && !other) || atom->item || atom->count != 1)
        continue;
      size_t parameter = s->e->readings[atom->readings[0]].parameter;
      if (in.count == 0 && i > first)
        break;
      if (in.count && parameter != in.parameter)
        continue;
      in.parameter = parameter;
      in.type = s->e->x.parameters->items[parameter].type;
      in.atoms[in.count] = atom;
      in.truths[in.count++] = truth;
    }
    if (in.count > 1 && in.type.kind != TXC_CQL_LIST && !has_witness (&in))
      return false;
  }
  return true;
}
