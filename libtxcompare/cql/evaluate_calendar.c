/* SPDX-License-Identifier: Apache-2.0
 *
 * Dates, moments and times: making them, moving them, the time between them.
 */
#include "base/units.h"
#include "cql/evaluate.h"

/* The amount in whole units: fractions are cut, except of seconds, which
   become milliseconds. */
static bool
whole_amount (const txc_cql_quantity *quantity, txc_precision *unit, int64_t *amount)
{
  txc_decimal number = quantity->value;
  *unit = txc_unit_calendar (quantity->unit);
  if (*unit == TXC_SECOND && txc_decimal_places (number) > 0) {
    if (!txc_decimal_multiply (number, txc_decimal_of (1000), &number))
      return false;
    *unit = TXC_MILLISECOND;
  }
  return *unit != TXC_PRECISION_NONE && txc_decimal_to_integer (txc_decimal_truncate (number, 0), amount)
         && *amount > INT64_MIN / 7 && *amount < INT64_MAX / 7;
}

bool
txc_cql_add_calendar (txc_cql_context *x, const txc_cql_node *node, const txc_cql_value *moment,
                      const txc_cql_quantity *amount, bool subtract, txc_cql_value *value)
{
  txc_precision unit;
  int64_t whole = 0;
  *value = *moment;
  if (!whole_amount (amount, &unit, &whole)) {
    txc_cql_trouble (x, node, TXC_INVALID_DATA, "only calendar units (years to milliseconds) move a date", value);
    return false;
  }
  whole = subtract ? -whole : whole;
  bool fits;
  if (moment->type.kind == TXC_CQL_DATE)
    fits = txc_date_add (&moment->date, whole, unit, &value->date);
  else if (moment->type.kind == TXC_CQL_DATETIME)
    fits = txc_datetime_add (&moment->datetime, whole, unit, &value->datetime);
  else
    fits = txc_time_add (&moment->time, whole, unit, &value->time);
  if (!fits)
    txc_cql_trouble (x, node, TXC_INVALID_DATA, "the result lies outside the years 0001 to 9999", value);
  return fits;
}

/* Evaluates Integer arguments until the first null; -1 where one is uncertain
   or, in the checked profile, any is null. */
static int
read_fields (txc_cql_context *x, const txc_cql_node *node, int *fields, size_t most)
{
  int count = 0;
  bool ended = false;
  for (size_t i = 0; i < node->count && i < most; i++) {
    txc_cql_value field;
    txc_cql_evaluate_node (x, node->arguments[i], &field);
    if (field.is_null && node->strict)
      return 0;
    ended |= field.is_null || field.type.kind != TXC_CQL_INTEGER;
    if (!ended) {
      fields[i] = field.integer;
      count++;
    }
  }
  return count;
}

static bool
fields_fit (const int *fields, int first, int count)
{
  static const int limits[] = { 9999, 12, 31, 23, 59, 59, 999 };
  for (int i = 0; i < count; i++)
    if (fields[i] < 0 || fields[i] > limits[first + i])
      return false;
  return true;
}

static txc_time
time_from (const int *fields, int count)
{
  return (txc_time){ .hour = (uint8_t)fields[0], .minute = (uint8_t)fields[1], .second = (uint8_t)fields[2],
                     .millisecond = (uint16_t)fields[3], .precision = (uint8_t)(count > 0 ? TXC_HOUR + count - 1 : 0) };
}

/* DateTime's last argument, hours east of UTC. */
static bool
read_offset (txc_cql_context *x, const txc_cql_node *node, txc_datetime *moment)
{
  txc_cql_value hours;
  if (node->count < 8)
    return true;
  txc_cql_evaluate_node (x, node->arguments[7], &hours);
  txc_decimal minutes;
  int64_t whole;
  if (hours.is_null)
    return !node->strict;
  if (!txc_decimal_multiply (hours.decimal, txc_decimal_of (60), &minutes) || !txc_decimal_to_integer (minutes, &whole)
      || whole < -840 || whole > 840)
    return false;
  moment->has_offset = true;
  moment->offset = (int16_t)whole;
  return true;
}

static void
construct (txc_cql_context *x, const txc_cql_node *node, txc_cql_value *value)
{
  int fields[8] = { 0, 1, 1 }, first = node->op == TXC_OP_TIME ? 3 : 0;
  int count = read_fields (x, node, fields + first, node->op == TXC_OP_DATE ? 3 : node->op == TXC_OP_TIME ? 4 : 7);
  *value = (txc_cql_value){ .type = node->type, .is_null = true };
  if (count == 0)
    return;
  bool good = fields_fit (fields + first, first, count);
  if (good && node->op == TXC_OP_TIME) {
    value->time = time_from (fields + 3, count);
  } else if (good) {
    int days = count > 3 ? 3 : count;
    txc_date date = { (int16_t)fields[0], (uint8_t)fields[1], (uint8_t)fields[2], (uint8_t)(TXC_YEAR + days - 1) };
    good = txc_date_valid (&date);
    if (node->op == TXC_OP_DATE)
      value->date = date;
    else
      value->datetime = (txc_datetime){ .date = date, .time = time_from (fields + 3, count - 3),
                                        .precision = (uint8_t)(TXC_YEAR + count - 1) };
    good = good && (node->op == TXC_OP_DATE || read_offset (x, node, &value->datetime));
  }
  value->is_null = !good;
  if (!good)
    txc_cql_trouble (x, node, TXC_INVALID_DATA, "there is no such date or time", value);
}

static void
span (txc_cql_context *x, const txc_cql_node *node, txc_cql_value *value)
{
  txc_cql_value a, b;
  txc_range range;
  txc_precision unit = (txc_precision)node->precision;
  bool duration = node->op == TXC_OP_DURATION;
  txc_cql_evaluate_node (x, node->arguments[0], &a);
  txc_cql_evaluate_node (x, node->arguments[1], &b);
  *value = (txc_cql_value){ .type = node->type, .is_null = true };
  if (a.is_null || b.is_null)
    return;
  if (a.type.kind == TXC_CQL_DATE)
    range = duration ? txc_date_duration (&a.date, &b.date, unit) : txc_date_difference (&a.date, &b.date, unit);
  else if (duration)
    range = txc_datetime_duration (&a.datetime, &b.datetime, unit, txc_cql_offset (x));
  else
    range = txc_datetime_difference (&a.datetime, &b.datetime, unit, txc_cql_offset (x));
  if (range.low < INT32_MIN || range.high > INT32_MAX)
    return;
  if (range.low == range.high)
    *value = txc_cql_integer ((int32_t)range.low);
  else
    *value = (txc_cql_value){ .type = { TXC_CQL_UNCERTAIN, TXC_CQL_ANY }, .range = range };
}

/* year from x and the like. */
static void
component (txc_cql_context *x, const txc_cql_node *node, txc_cql_value *value)
{
  txc_cql_value a;
  txc_cql_evaluate_node (x, node->arguments[0], &a);
  *value = (txc_cql_value){ .type = node->type, .is_null = true };
  if (a.is_null)
    return;
  txc_datetime moment = a.type.kind == TXC_CQL_DATE ? txc_datetime_of_date (&a.date) : a.datetime;
  if (a.type.kind == TXC_CQL_TIME)
    moment = (txc_datetime){ .time = a.time, .precision = a.time.precision };
  if (node->precision > moment.precision || (a.type.kind == TXC_CQL_TIME && node->precision < TXC_HOUR))
    return;
  const int fields[] = { 0, moment.date.year, moment.date.month, moment.date.day, moment.time.hour, moment.time.minute,
                         moment.time.second, moment.time.millisecond };
  *value = txc_cql_integer (fields[node->precision]);
}

static void
date_from (txc_cql_context *x, const txc_cql_node *node, txc_cql_value *value)
{
  txc_cql_value a;
  txc_cql_evaluate_node (x, node->arguments[0], &a);
  *value = (txc_cql_value){ .type = node->type, .is_null = a.is_null };
  if (!a.is_null)
    value->date = txc_datetime_date (&a.datetime);
}

void
txc_cql_calendar (txc_cql_context *x, const txc_cql_node *node, txc_cql_value *value)
{
  const txc_datetime *as_of = x->facts ? &x->facts->as_of : NULL;
  *value = (txc_cql_value){ .type = node->type, .is_null = !as_of || as_of->precision == TXC_PRECISION_NONE };
  switch (node->op) {
  case TXC_OP_TODAY:
    if (!value->is_null)
      value->date = txc_datetime_date (as_of);
    break;
  case TXC_OP_NOW:
    if (!value->is_null)
      value->datetime = *as_of;
    break;
  case TXC_OP_TIME_OF_DAY:
    value->is_null |= !as_of || as_of->precision < TXC_HOUR;
    if (!value->is_null)
      value->time = as_of->time;
    break;
  case TXC_OP_DURATION:
  case TXC_OP_DIFFERENCE: span (x, node, value); break;
  case TXC_OP_COMPONENT: component (x, node, value); break;
  case TXC_OP_DATE_FROM: date_from (x, node, value); break;
  default: construct (x, node, value); break;
  }
}
