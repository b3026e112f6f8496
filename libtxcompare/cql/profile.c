/* SPDX-License-Identifier: Apache-2.0
 *
 * What a rule may say. The checked profile refuses whatever would let missing
 * data decide (evaluate.c says why the rest cannot), and every rule is held to
 * what its features declare: their names, their items, their units.
 */
#include "base/units.h"
#include "cql/evaluate.h"
#include "cql/types.h"

static const txc_parameter *
parameter_of (const txc_cql_compilation *c, const txc_cql_node *node)
{
  bool known = node->op == TXC_OP_PARAMETER && c->parameters && (size_t)node->parameter < c->parameters->count;
  return known ? &c->parameters->items[node->parameter] : NULL;
}

static const char *
nearest (txc_text word, size_t count, const char *(*at) (const void *, size_t), const void *of)
{
  size_t best = word.length < 6 ? 1 : word.length / 3;
  const char *found = NULL;
  for (size_t i = 0; i < count; i++) {
    size_t distance = txc_text_distance (word, txc_text_of (at (of, i)), best);
    if (distance < best || (distance == best && !found)) {
      best = distance;
      found = at (of, i);
    }
  }
  for (size_t i = 0; i < count && !found; i++)
    if (txc_text_holds (txc_text_of (at (of, i)), word))
      found = at (of, i);
  return found;
}

static const char *
parameter_name (const void *of, size_t i)
{
  return ((const txc_parameters *)of)->items[i].name;
}

static const char *
item_name (const void *of, size_t i)
{
  return ((const char *const *)of)[i];
}

void
txc_cql_find_parameter (txc_cql_compilation *c, txc_cql_node *node)
{
  txc_text name = node->literal->string;
  size_t count = c->parameters ? c->parameters->count : 0;
  for (size_t i = 0; i < count; i++) {
    const txc_parameter *parameter = &c->parameters->items[i];
    if (strncmp (parameter->name, name.data, name.length) != 0 || parameter->name[name.length] != '\0')
      continue;
    node->parameter = i;
    node->type = parameter->type;
    node->reads = true;
    node->reads_list = parameter->type.kind == TXC_CQL_LIST;
    return;
  }
  const char *near = count ? nearest (name, count, parameter_name, c->parameters) : NULL;
  char *hint = near ? txc_arena_printf (c->arena, "did you mean '%s'?", near) : NULL;
  txc_cql_problem (c, node->offset, node->length, hint, "unknown feature '%s'", name.data);
}

/* --- items ---------------------------------------------------------------- */

static void
check_item (txc_cql_compilation *c, const txc_parameter *parameter, const txc_cql_value *value,
            const txc_cql_node *place)
{
  if (value->is_null || value->type.kind != TXC_CQL_STRING)
    return;
  for (size_t i = 0; i < parameter->item_count; i++)
    if (parameter->items[i][0] == value->string.data[0] && txc_text_is (value->string, parameter->items[i]))
      return;
  const char *near = nearest (value->string, parameter->item_count, item_name, parameter->items);
  char *hint = near ? txc_arena_printf (c->arena, "did you mean '%s'?", near) : NULL;
  txc_cql_problem (c, place->offset, place->length, hint, "'%s' never has the value '%s'", parameter->name,
                   value->string.data);
}

static void
check_items (txc_cql_compilation *c, const txc_parameter *parameter, const txc_cql_node *node)
{
  if (node->op != TXC_OP_LITERAL || node->literal->is_null)
    return;
  if (node->type.kind != TXC_CQL_LIST) {
    check_item (c, parameter, node->literal, node);
    return;
  }
  for (size_t i = 0; i < node->literal->list.count; i++)
    check_item (c, parameter, &node->literal->list.items[i], node);
}

/* The feature whose items a list has, through set operators. */
static const txc_parameter *
vocabulary (const txc_cql_compilation *c, const txc_cql_node *node)
{
  const txc_parameter *found = parameter_of (c, node);
  bool combines = node->op == TXC_OP_UNION || node->op == TXC_OP_INTERSECT || node->op == TXC_OP_EXCEPT;
  for (size_t i = 0; combines && !found && i < node->count; i++)
    found = vocabulary (c, node->arguments[i]);
  return found && found->items ? found : NULL;
}

/* --- units ---------------------------------------------------------------- */

static void
check_unit (txc_cql_compilation *c, const txc_parameter *parameter, const txc_cql_value *value,
            const txc_cql_node *place)
{
  if (!parameter->unit || value->is_null)
    return;
  if (value->type.kind == TXC_CQL_INTERVAL) {
    check_unit (c, parameter, value->interval.low, place);
    check_unit (c, parameter, value->interval.high, place);
    return;
  }
  if (value->type.kind != TXC_CQL_QUANTITY || txc_unit_comparable (value->quantity.unit, parameter->unit))
    return;
  const char *meant = txc_unit_suggestion (value->quantity.unit);
  char *hint = meant && txc_unit_comparable (meant, parameter->unit)
               ? txc_arena_printf (c->arena, "did you mean '%s'?", meant)
               : txc_arena_printf (c->arena, "write it in '%s'", parameter->unit);
  txc_cql_problem (c, place->offset, place->length, hint, "wrong unit: '%s' is measured in '%s', not in '%s'",
                   parameter->name, parameter->unit, value->quantity.unit);
}

static void
check_pair (txc_cql_compilation *c, const txc_cql_node *a, const txc_cql_node *b)
{
  const txc_parameter *parameter = vocabulary (c, a);
  if (parameter)
    check_items (c, parameter, b);
  parameter = parameter_of (c, a);
  if (parameter && b->op == TXC_OP_LITERAL)
    check_unit (c, parameter, b->literal, b);
}

/* --- the profile ---------------------------------------------------------- */

static void
refuse (txc_cql_compilation *c, const txc_cql_node *node, const char *hint, const char *what)
{
  txc_cql_problem (c, node->offset, node->length, hint, "%s is not for rules: a missing fact would decide", what);
}

static bool
reads_arguments (const txc_cql_node *node)
{
  for (size_t i = 0; i < node->count; i++)
    if (node->arguments[i]->reads)
      return true;
  return false;
}

static void
check_list_as_value (txc_cql_compilation *c, const txc_cql_node *node)
{
  for (size_t i = 0; i < node->count; i++)
    if (node->arguments[i]->type.kind == TXC_CQL_LIST) {
      refuse (c, node, "ask for items: 'x' in list, exists (list intersect {'x'}), Count(list)",
              "comparing whole lists");
      return;
    }
}

/* CQL finds this out at run time, where a rule would never answer. */
static void
check_interval (txc_cql_compilation *c, const txc_cql_node *node)
{
  if (reads_arguments (node)) {
    refuse (c, node, "write x >= low and x <= high", "an interval with a feature as its bound");
    return;
  }
  const txc_cql_node *low = node->arguments[0], *high = node->arguments[1];
  if (low->op == TXC_OP_LITERAL && high->op == TXC_OP_LITERAL
      && txc_cql_order (low->literal, high->literal, TXC_PRECISION_NONE, 0) == TXC_AFTER)
    txc_cql_problem (c, node->offset, node->length, "put the smaller value first",
                     "the interval ends before it begins");
}

static void
check_profile (txc_cql_compilation *c, const txc_cql_node *node)
{
  switch (node->op) {
  case TXC_OP_LITERAL:
    if (node->literal->is_null)
      refuse (c, node, "leave it out", "null");
    return;
  case TXC_OP_IS_NULL:
    refuse (c, node, "leave it out: an unknown fact makes the rule unknown, and it is asked for", "is null");
    return;
  case TXC_OP_IS_TRUE: refuse (c, node, "write the condition alone: (x) for (x) is true", "is true"); return;
  case TXC_OP_IS_FALSE: refuse (c, node, "write not (x)", "is false"); return;
  case TXC_OP_COALESCE: refuse (c, node, "write the fact alone", "Coalesce"); return;
  case TXC_OP_EQUIVALENT: refuse (c, node, "write =", "~"); return;
  case TXC_OP_NOT_EQUIVALENT: refuse (c, node, "write !=", "!~"); return;
  case TXC_OP_IF: refuse (c, node, "write (c and a) or (not c and b)", "if or case"); return;
  case TXC_OP_EQUAL:
  case TXC_OP_NOT_EQUAL: check_list_as_value (c, node); return;
  case TXC_OP_INTERVAL: check_interval (c, node); return;
  case TXC_OP_LIST:
    if (reads_arguments (node))
      refuse (c, node, "write x = a or x = b", "a list with a feature in it");
    return;
  case TXC_OP_SUM:
  case TXC_OP_MIN:
  case TXC_OP_MAX:
  case TXC_OP_AVG:
  case TXC_OP_ALL_TRUE:
  case TXC_OP_ANY_TRUE:
  case TXC_OP_FIRST:
  case TXC_OP_LAST: refuse (c, node, "make what you need a feature of its own", "a summary of a list"); return;
  default: return;
  }
}

void
txc_cql_check_node (txc_cql_compilation *c, const txc_cql_node *node)
{
  if (c->profile == TXC_CQL_CHECKED)
    check_profile (c, node);
  /* Multiplied and divided, any units go together. */
  bool scales = node->op >= TXC_OP_MULTIPLY && node->op <= TXC_OP_POWER;
  if (node->count == 2 && !scales) {
    check_pair (c, node->arguments[0], node->arguments[1]);
    check_pair (c, node->arguments[1], node->arguments[0]);
  }
}

const char *
txc_cql_mismatch_hint (txc_cql_compilation *c, const txc_cql_node *a, const txc_cql_node *b)
{
  if (a->type.kind == TXC_CQL_LIST || b->type.kind == TXC_CQL_LIST)
    return "a list is asked with in, contains, exists or Count";
  if (a->type.kind == TXC_CQL_STRING && b->op == TXC_OP_LITERAL)
    return txc_arena_printf (c->arena, "text stands in quotes: '%.*s'", (int)b->length, c->text.data + b->offset);
  if (a->type.kind == TXC_CQL_DATE || a->type.kind == TXC_CQL_DATETIME)
    return "a date is written @2026-11-10";
  return NULL;
}
