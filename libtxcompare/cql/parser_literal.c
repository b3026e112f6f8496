/* SPDX-License-Identifier: Apache-2.0
 *
 * Literals: numbers with and without unit, ratios, text, dates.
 */
#include "cql/parser.h"

#include "base/units.h"

txc_precision
txc_parser_precision (const txc_token *token)
{
  static const char *const words[] = { "year",   "years",   "month",   "months",  "week",   "weeks",
                                       "day",    "days",    "hour",    "hours",   "minute", "minutes",
                                       "second", "seconds", "millisecond", "milliseconds" };
  static const txc_precision units[] = { TXC_YEAR, TXC_MONTH,  TXC_WEEK,   TXC_DAY,
                                         TXC_HOUR, TXC_MINUTE, TXC_SECOND, TXC_MILLISECOND };
  for (size_t i = 0; token->kind == TXC_TOKEN_WORD && i < sizeof words / sizeof *words; i++)
    if (txc_text_is (token->text, words[i]))
      return units[i / 2];
  return TXC_PRECISION_NONE;
}

txc_cql_node *
txc_parser_literal (txc_parser *p, txc_cql_value value, size_t start)
{
  txc_cql_value *kept = txc_arena_alloc (p->c->arena, sizeof *kept);
  if (!kept) {
    p->c->no_memory = true;
    return NULL;
  }
  *kept = value;
  return txc_cql_node_literal (p->c, kept, start, p->last_end - start);
}

static txc_cql_node *
too_large (txc_parser *p, const txc_token *token, const char *hint, const char *what)
{
  txc_cql_problem (p->c, token->offset, token->length, hint, "%s", what);
  return NULL;
}

/* Digits of an Integer or Long up to `limit`; -1 beyond. */
static int64_t
whole_number (txc_text digits, int64_t limit)
{
  int64_t number = 0;
  for (size_t i = 0; i < digits.length; i++) {
    int64_t digit = digits.data[i] - '0';
    if (number > (limit - digit) / 10)
      return -1;
    number = number * 10 + digit;
  }
  return number;
}

/* 5, 5L or 5.0 as a value; NULL status of a problem is reported. */
static bool
read_number (txc_parser *p, const txc_token *token, txc_cql_value *value)
{
  int64_t number;
  switch (token->kind) {
  case TXC_TOKEN_INTEGER:
    number = whole_number (token->text, INT32_MAX);
    if (number < 0)
      return too_large (p, token, "write a decimal: 3000000000.0", "an Integer is at most 2147483647") != NULL;
    *value = txc_cql_integer ((int32_t)number);
    return true;
  case TXC_TOKEN_LONG:
    number = whole_number (token->text, INT64_MAX);
    if (number < 0)
      return too_large (p, token, NULL, "a Long is at most 9223372036854775807") != NULL;
    *value = (txc_cql_value){ .type = { TXC_CQL_LONG, TXC_CQL_ANY }, .long_integer = number };
    return true;
  default:
    *value = (txc_cql_value){ .type = { TXC_CQL_DECIMAL, TXC_CQL_ANY } };
    if (txc_decimal_parse (token->text, &value->decimal) == TXC_OK)
      return true;
    return too_large (p, token, NULL, "a Decimal has at most 28 digits before the point and 8 behind it") != NULL;
  }
}

/* The unit behind a number, "" where there is none, NULL after a problem. */
static const char *
read_unit (txc_parser *p)
{
  txc_precision calendar = txc_parser_precision (&p->token);
  if (calendar != TXC_PRECISION_NONE && !txc_parser_ahead_word (p, "between")) {
    txc_parser_advance (p);
    return txc_unit_calendar_name (calendar);
  }
  if (p->token.kind != TXC_TOKEN_STRING)
    return "";
  txc_text unit = txc_cql_unescape (p->c, &p->token);
  if (unit.data && unit.length == 0)
    txc_cql_problem (p->c, p->token.offset, p->token.length, "write '1' for none", "the unit is empty");
  txc_parser_advance (p);
  return unit.length ? unit.data : NULL;
}

static bool
as_decimal (const txc_cql_value *number, txc_decimal *decimal)
{
  if (number->type.kind == TXC_CQL_DECIMAL)
    *decimal = number->decimal;
  else
    *decimal = txc_decimal_of (number->type.kind == TXC_CQL_LONG ? number->long_integer : number->integer);
  return true;
}

static txc_cql_node *
parse_ratio (txc_parser *p, size_t start, const txc_cql_value *numerator)
{
  txc_parser_advance (p);
  txc_cql_node *right = txc_parser_quantity (p);
  if (!right)
    return NULL;
  txc_cql_quantity *parts = txc_arena_array (p->c->arena, 2, sizeof *parts);
  if (!parts) {
    p->c->no_memory = true;
    return NULL;
  }
  parts[0] = numerator->quantity;
  parts[1] = right->literal->quantity;
  txc_cql_value value = { .type = { TXC_CQL_RATIO, TXC_CQL_ANY }, .ratio = { &parts[0], &parts[1] } };
  return txc_parser_literal (p, value, start);
}

/* A number, with its unit if it has one, and the ratio it may begin. */
txc_cql_node *
txc_parser_number (txc_parser *p, bool need_unit)
{
  txc_token token = p->token;
  txc_cql_value value;
  if (!read_number (p, &token, &value))
    return NULL;
  txc_parser_advance (p);
  const char *unit = read_unit (p);
  if (!unit)
    return NULL;
  if (!*unit && need_unit)
    return txc_parser_unexpected (p, "a unit");
  if (*unit) {
    txc_decimal decimal;
    as_decimal (&value, &decimal);
    value = txc_cql_quantity_of (decimal, unit);
  }
  if (txc_parser_at_symbol (p, ":") && value.type.kind == TXC_CQL_QUANTITY)
    return parse_ratio (p, token.offset, &value);
  return txc_parser_literal (p, value, token.offset);
}

txc_cql_node *
txc_parser_quantity (txc_parser *p)
{
  if (p->token.kind != TXC_TOKEN_INTEGER && p->token.kind != TXC_TOKEN_DECIMAL)
    return txc_parser_unexpected (p, "a quantity such as 3 days");
  return txc_parser_number (p, true);
}

txc_cql_node *
txc_parser_moment (txc_parser *p)
{
  txc_token token = p->token;
  txc_cql_value value = { 0 };
  bool good;
  if (token.kind == TXC_TOKEN_DATE) {
    value.type.kind = TXC_CQL_DATE;
    good = txc_date_parse (token.text, &value.date);
  } else if (token.kind == TXC_TOKEN_DATETIME) {
    value.type.kind = TXC_CQL_DATETIME;
    good = txc_datetime_parse (token.text, &value.datetime);
  } else {
    value.type.kind = TXC_CQL_TIME;
    good = txc_time_parse (token.text, &value.time);
  }
  if (!good) {
    txc_cql_problem (p->c, token.offset, token.length, "write @2026-11-10, @2026-11-10T12:30 or @T12:30",
                     "there is no such date or time");
    return NULL;
  }
  txc_parser_advance (p);
  return txc_parser_literal (p, value, token.offset);
}

txc_cql_node *
txc_parser_string (txc_parser *p)
{
  txc_token token = p->token;
  txc_text text = txc_cql_unescape (p->c, &token);
  txc_parser_advance (p);
  if (!text.data)
    return NULL;
  txc_cql_value value = { .type = { TXC_CQL_STRING, TXC_CQL_ANY }, .string = text };
  return txc_parser_literal (p, value, token.offset);
}
