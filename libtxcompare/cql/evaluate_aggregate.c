/* SPDX-License-Identifier: Apache-2.0
 *
 * One value from a list.
 */
#include "base/units.h"
#include "cql/evaluate.h"
#include "text/utf8.h"

static void
all_or_any (const txc_cql_node *node, const txc_cql_value *list, txc_cql_value *value)
{
  bool wanted = node->op == TXC_OP_ANY_TRUE, found = false;
  for (size_t i = 0; !list->is_null && i < list->list.count; i++)
    found |= !list->list.items[i].is_null && list->list.items[i].boolean == wanted;
  *value = txc_cql_boolean (found == wanted);
}

static void
first_or_last (const txc_cql_node *node, const txc_cql_value *list, txc_cql_value *value)
{
  if (!list->is_null && list->list.count)
    *value = list->list.items[node->op == TXC_OP_FIRST ? 0 : list->list.count - 1];
}

static void
length (const txc_cql_node *node, const txc_cql_value *of, txc_cql_value *value)
{
  if (of->type.kind == TXC_CQL_STRING) {
    if (!of->is_null)
      *value = txc_cql_integer ((int32_t)txc_utf8_count (of->string));
    return;
  }
  size_t count = 0;
  for (size_t i = 0; !of->is_null && i < of->list.count; i++)
    count += node->op == TXC_OP_LENGTH || !of->list.items[i].is_null;
  *value = txc_cql_integer ((int32_t)count);
}

static void
least_or_most (txc_cql_context *x, const txc_cql_node *node, const txc_cql_value *list, txc_cql_value *value)
{
  txc_order better = node->op == TXC_OP_MIN ? TXC_BEFORE : TXC_AFTER;
  for (size_t i = 0; !list->is_null && i < list->list.count; i++) {
    const txc_cql_value *item = &list->list.items[i];
    if (item->is_null)
      continue;
    txc_order order = value->is_null ? better : txc_cql_order (item, value, TXC_PRECISION_NONE, txc_cql_offset (x));
    if (order == TXC_UNCERTAIN) {
      *value = (txc_cql_value){ .type = node->type, .is_null = true };
      return;
    }
    if (order == better)
      *value = *item;
  }
}

/* sum += item; false where it leaves the range or units do not fit. */
static bool
add_item (txc_cql_value *sum, const txc_cql_value *item)
{
  txc_decimal converted;
  int64_t total;
  switch (item->type.kind) {
  case TXC_CQL_INTEGER:
    total = (int64_t)sum->integer + item->integer;
    if (total < INT32_MIN || total > INT32_MAX)
      return false;
    sum->integer = (int32_t)total;
    return true;
  case TXC_CQL_LONG:
    if (item->long_integer > 0 ? sum->long_integer > INT64_MAX - item->long_integer
                               : sum->long_integer < INT64_MIN - item->long_integer)
      return false;
    sum->long_integer += item->long_integer;
    return true;
  case TXC_CQL_DECIMAL: return txc_decimal_add (sum->decimal, item->decimal, &sum->decimal);
  case TXC_CQL_QUANTITY:
    return txc_unit_convert (item->quantity.value, item->quantity.unit, sum->quantity.unit, &converted)
           && txc_decimal_add (sum->quantity.value, converted, &sum->quantity.value);
  default: return false;
  }
}

static void
sum_or_average (const txc_cql_node *node, const txc_cql_value *list, txc_cql_value *value)
{
  size_t count = 0;
  bool fits = true;
  for (size_t i = 0; !list->is_null && i < list->list.count; i++) {
    const txc_cql_value *item = &list->list.items[i];
    if (item->is_null)
      continue;
    if (count++ == 0)
      *value = *item;
    else
      fits = fits && add_item (value, item);
  }
  if (fits && count && node->op == TXC_OP_AVG) {
    txc_decimal *mean = value->type.kind == TXC_CQL_QUANTITY ? &value->quantity.value : &value->decimal;
    fits = txc_decimal_divide (*mean, txc_decimal_of ((int64_t)count), mean);
  }
  value->is_null |= !fits;
}

void
txc_cql_aggregate (txc_cql_context *x, const txc_cql_node *node, txc_cql_value *value)
{
  const txc_cql_node *argument = node->arguments[0];
  if (argument->reads_list && (node->op == TXC_OP_COUNT || node->op == TXC_OP_LENGTH)) {
    txc_cql_known_count (x, argument, value);
    return;
  }
  txc_cql_value list;
  txc_cql_evaluate_node (x, argument, &list);
  *value = (txc_cql_value){ .type = node->type, .is_null = true };
  if (argument->reads_list && list.is_null)
    return; /* not known, which is not the same as empty */
  switch (node->op) {
  case TXC_OP_COUNT:
  case TXC_OP_LENGTH: length (node, &list, value); break;
  case TXC_OP_ALL_TRUE:
  case TXC_OP_ANY_TRUE: all_or_any (node, &list, value); break;
  case TXC_OP_FIRST:
  case TXC_OP_LAST: first_or_last (node, &list, value); break;
  case TXC_OP_MIN:
  case TXC_OP_MAX: least_or_most (x, node, &list, value); break;
  default: sum_or_average (node, &list, value); break;
  }
}
