/* SPDX-License-Identifier: Apache-2.0
 *
 * Terms: arithmetic, names, calls, if and case, intervals and lists.
 */
#include "cql/parser.h"

bool
txc_parser_type (txc_parser *p, txc_cql_type *type)
{
  size_t start = p->token.offset;
  txc_parser_advance (p);
  if (txc_parser_accept_symbol (p, "<")) {
    txc_parser_advance (p);
    if (!txc_parser_expect_symbol (p, ">"))
      return false;
  }
  txc_text name = { p->c->text.data + start, p->last_end - start };
  if (txc_cql_type_from_name (name, type))
    return true;
  txc_cql_problem (p->c, start, name.length, "known are Boolean, Integer, Long, Decimal, String, Quantity, Date, "
                   "DateTime, Time, List<...>, Interval<...>", "unknown type '%.*s'", (int)name.length, name.data);
  return false;
}

/* Arguments up to and with `close`; false after a problem. */
static bool
read_arguments (txc_parser *p, const char *close, txc_cql_node ***arguments, size_t *count)
{
  size_t capacity = 0;
  *arguments = NULL;
  *count = 0;
  if (txc_parser_accept_symbol (p, close))
    return true;
  do {
    txc_cql_node *argument = txc_parser_expression (p);
    txc_cql_node **grown = txc_arena_grow (p->c->arena, *arguments, *count, &capacity, sizeof *grown);
    if (!argument || !grown) {
      p->c->no_memory |= !grown;
      return false;
    }
    *arguments = grown;
    grown[(*count)++] = argument;
  } while (txc_parser_accept_symbol (p, ","));
  return txc_parser_expect_symbol (p, close);
}

static txc_cql_node *
parse_list (txc_parser *p, size_t start, const txc_cql_type *type)
{
  txc_cql_node **items;
  size_t count;
  if (!txc_parser_expect_symbol (p, "{") || !read_arguments (p, "}", &items, &count))
    return NULL;
  txc_cql_node *list = txc_parser_node (p, TXC_OP_LIST, start, count, items);
  if (list && type)
    list->type = *type;
  return list;
}

static txc_cql_node *
parse_interval (txc_parser *p)
{
  size_t start = p->token.offset;
  txc_parser_advance (p);
  bool low_closed = txc_parser_at_symbol (p, "[");
  if (!low_closed && !txc_parser_at_symbol (p, "("))
    return txc_parser_unexpected (p, "[ or (");
  txc_parser_advance (p);
  txc_cql_node *low = txc_parser_expression (p);
  if (!low || !txc_parser_expect_symbol (p, ","))
    return NULL;
  txc_cql_node *high = txc_parser_expression (p);
  bool high_closed = txc_parser_at_symbol (p, "]");
  if (!high || (!high_closed && !txc_parser_expect_symbol (p, ")")))
    return NULL;
  if (high_closed)
    txc_parser_advance (p);
  txc_cql_node *interval = txc_parser_node (p, TXC_OP_INTERVAL, start, 2, (txc_cql_node *[]){ low, high });
  if (interval) {
    interval->low_closed = low_closed;
    interval->high_closed = high_closed;
  }
  return interval;
}

static txc_cql_node *
parse_if (txc_parser *p)
{
  size_t start = p->token.offset;
  txc_parser_advance (p);
  txc_cql_node *condition = txc_parser_expression (p);
  if (!condition || !txc_parser_expect_word (p, "then"))
    return NULL;
  txc_cql_node *yes = txc_parser_expression (p);
  if (!yes || !txc_parser_expect_word (p, "else"))
    return NULL;
  txc_cql_node *no = txc_parser_expression (p);
  return txc_parser_node (p, TXC_OP_IF, start, 3, (txc_cql_node *[]){ condition, yes, no });
}

/* The rest of a case from `when` on, as an if whose else is the rest. */
static txc_cql_node *
parse_when (txc_parser *p, size_t start, txc_cql_node *selector)
{
  if (txc_parser_accept_word (p, "else")) {
    txc_cql_node *otherwise = txc_parser_expression (p);
    return otherwise && txc_parser_expect_word (p, "end") ? otherwise : NULL;
  }
  if (!txc_parser_expect_word (p, "when"))
    return NULL;
  if (++p->depth > TXC_CQL_DEEPEST) {
    txc_cql_problem (p->c, start, 4, "use fewer cases", "the case is too long");
    return NULL;
  }
  size_t at = p->token.offset;
  txc_cql_node *condition = txc_parser_expression (p);
  if (condition && selector)
    condition = txc_parser_node (p, TXC_OP_EQUAL, at, 2, (txc_cql_node *[]){ selector, condition });
  if (!condition || !txc_parser_expect_word (p, "then"))
    return NULL;
  txc_cql_node *yes = txc_parser_expression (p);
  txc_cql_node *rest = yes ? parse_when (p, start, selector) : NULL;
  p->depth--;
  return rest ? txc_parser_node (p, TXC_OP_IF, start, 3, (txc_cql_node *[]){ condition, yes, rest }) : NULL;
}

static txc_cql_node *
parse_case (txc_parser *p)
{
  size_t start = p->token.offset;
  txc_parser_advance (p);
  txc_cql_node *selector = NULL;
  if (!txc_parser_at_word (p, "when")) {
    selector = txc_parser_expression (p);
    if (!selector)
      return NULL;
  }
  return parse_when (p, start, selector);
}

typedef struct function {
  const char *name;
  txc_cql_op op;
  size_t least;
  size_t most;
} function;

static const function functions[] = {
  { "Count", TXC_OP_COUNT, 1, 1 },        { "Exists", TXC_OP_EXISTS, 1, 1 },
  { "Today", TXC_OP_TODAY, 0, 0 },        { "Now", TXC_OP_NOW, 0, 0 },
  { "TimeOfDay", TXC_OP_TIME_OF_DAY, 0, 0 }, { "Date", TXC_OP_DATE, 1, 3 },
  { "DateTime", TXC_OP_DATETIME, 1, 8 },  { "Time", TXC_OP_TIME, 1, 4 },
  { "Coalesce", TXC_OP_COALESCE, 1, 16 }, { "IsNull", TXC_OP_IS_NULL, 1, 1 },
  { "IsTrue", TXC_OP_IS_TRUE, 1, 1 },     { "IsFalse", TXC_OP_IS_FALSE, 1, 1 },
  { "Round", TXC_OP_ROUND, 1, 2 },        { "Power", TXC_OP_POWER, 2, 2 },
  { "Abs", TXC_OP_ABS, 1, 1 },            { "Ceiling", TXC_OP_CEILING, 1, 1 },
  { "Floor", TXC_OP_FLOOR, 1, 1 },        { "Truncate", TXC_OP_TRUNCATE, 1, 1 },
  { "Sum", TXC_OP_SUM, 1, 1 },            { "Min", TXC_OP_MIN, 1, 1 },
  { "Max", TXC_OP_MAX, 1, 1 },            { "Avg", TXC_OP_AVG, 1, 1 },
  { "AllTrue", TXC_OP_ALL_TRUE, 1, 1 },   { "AnyTrue", TXC_OP_ANY_TRUE, 1, 1 },
  { "First", TXC_OP_FIRST, 1, 1 },        { "Last", TXC_OP_LAST, 1, 1 },
  { "Length", TXC_OP_LENGTH, 1, 1 },
};

enum { function_count = sizeof functions / sizeof *functions };

static txc_cql_node *
unknown_function (txc_parser *p, const txc_token *name)
{
  const char *nearest = NULL;
  size_t best = 3;
  for (size_t i = 0; i < function_count; i++) {
    size_t distance = txc_text_distance (name->text, txc_text_of (functions[i].name), best);
    if (distance < best) {
      best = distance;
      nearest = functions[i].name;
    }
  }
  char *hint = nearest ? txc_arena_printf (p->c->arena, "did you mean '%s'?", nearest) : NULL;
  txc_cql_problem (p->c, name->offset, name->length, hint, "unknown function '%.*s'",
                   (int)(name->text.length > 60 ? 60 : name->text.length), name->text.data);
  return NULL;
}

static txc_cql_node *
parse_call (txc_parser *p)
{
  txc_token name = p->token;
  const function *found = NULL;
  for (size_t i = 0; !found && i < function_count; i++)
    if (txc_text_is (name.text, functions[i].name))
      found = &functions[i];
  if (!found)
    return unknown_function (p, &name);
  txc_cql_node **arguments;
  size_t count;
  txc_parser_advance (p);
  txc_parser_advance (p);
  if (!read_arguments (p, ")", &arguments, &count))
    return NULL;
  if (count < found->least || count > found->most) {
    txc_cql_problem (p->c, name.offset, p->last_end - name.offset, NULL, "%s takes %zu%s%.0zu arguments, not %zu",
                     found->name, found->least, found->least == found->most ? "" : " to ",
                     found->least == found->most ? (size_t)0 : found->most, count);
    return NULL;
  }
  return txc_parser_node (p, found->op, name.offset, count, arguments);
}

/* A feature. Which one is found when types are given, so that several unknown
   names of one rule are reported together. */
static txc_cql_node *
parse_name (txc_parser *p)
{
  txc_token name = p->token;
  txc_text text = txc_cql_unescape (p->c, &name);
  txc_parser_advance (p);
  if (!text.data)
    return NULL;
  txc_cql_node *node = txc_cql_node_new (p->c, TXC_OP_PARAMETER, NULL, 0, name.offset, name.length);
  txc_cql_value *value = node ? txc_arena_alloc (p->c->arena, sizeof *value) : NULL;
  if (!value) {
    p->c->no_memory |= node != NULL;
    return NULL;
  }
  *value = (txc_cql_value){ .type = { TXC_CQL_STRING, TXC_CQL_ANY }, .string = text };
  node->literal = value;
  return node;
}

/* ( expression ) */
static txc_cql_node *
parse_parentheses (txc_parser *p)
{
  txc_parser_advance (p);
  txc_cql_node *inside = txc_parser_expression (p);
  if (!inside || !txc_parser_expect_symbol (p, ")"))
    return NULL;
  inside->parenthesised = true;
  return inside;
}

static txc_cql_node *
parse_word (txc_parser *p)
{
  size_t start = p->token.offset;
  if (txc_parser_accept_word (p, "null"))
    return txc_parser_literal (p, txc_cql_null (TXC_CQL_ANY), start);
  if (txc_parser_at_word (p, "true") || txc_parser_at_word (p, "false")) {
    bool truth = txc_parser_at_word (p, "true");
    txc_parser_advance (p);
    return txc_parser_literal (p, txc_cql_boolean (truth), start);
  }
  if (txc_parser_at_word (p, "Interval"))
    return parse_interval (p);
  if (txc_parser_at_word (p, "if"))
    return parse_if (p);
  if (txc_parser_at_word (p, "case"))
    return parse_case (p);
  if (!txc_parser_at_word (p, "List"))
    return txc_parser_unexpected (p, "a value");
  txc_cql_type type = { TXC_CQL_LIST, TXC_CQL_ANY };
  if (p->ahead.kind == TXC_TOKEN_SYMBOL && txc_text_is (p->ahead.text, "<")) {
    if (!txc_parser_type (p, &type))
      return NULL;
  } else {
    txc_parser_advance (p);
  }
  return parse_list (p, start, &type);
}

static txc_cql_node *
parse_primary (txc_parser *p)
{
  switch (p->token.kind) {
  case TXC_TOKEN_INTEGER:
  case TXC_TOKEN_LONG:
  case TXC_TOKEN_DECIMAL: return txc_parser_number (p, false);
  case TXC_TOKEN_STRING: return txc_parser_string (p);
  case TXC_TOKEN_DATE:
  case TXC_TOKEN_DATETIME:
  case TXC_TOKEN_TIME: return txc_parser_moment (p);
  case TXC_TOKEN_WORD: return parse_word (p);
  case TXC_TOKEN_NAME:
    if (!p->token.quoted && p->ahead.kind == TXC_TOKEN_SYMBOL && txc_text_is (p->ahead.text, "("))
      return parse_call (p);
    return parse_name (p);
  case TXC_TOKEN_SYMBOL:
    if (txc_parser_at_symbol (p, "("))
      return parse_parentheses (p);
    if (txc_parser_at_symbol (p, "{"))
      return parse_list (p, p->token.offset, NULL);
    break;
  default: break;
  }
  return txc_parser_unexpected (p, "a value");
}

static txc_cql_node *parse_prefix (txc_parser *p);

/* start of, end of, year from, date from: one operand behind two words. */
static txc_cql_node *
parse_extractor (txc_parser *p, txc_cql_op op, txc_precision precision)
{
  size_t start = p->token.offset;
  txc_parser_advance (p);
  txc_parser_advance (p);
  txc_cql_node *operand = parse_prefix (p);
  txc_cql_node *node = txc_parser_node (p, op, start, 1, &operand);
  if (node)
    node->precision = (uint8_t)precision;
  return node;
}

static txc_cql_node *
parse_prefix_inside (txc_parser *p)
{
  size_t start = p->token.offset;
  bool minus = txc_parser_at_symbol (p, "-");
  if (minus && p->ahead.kind == TXC_TOKEN_INTEGER && txc_text_is (p->ahead.text, "2147483648")) {
    txc_parser_advance (p);
    txc_parser_advance (p);
    return txc_parser_literal (p, txc_cql_integer (INT32_MIN), start); /* one further than the positive ones */
  }
  if (minus || txc_parser_at_symbol (p, "+")) {
    txc_parser_advance (p);
    txc_cql_node *operand = parse_prefix (p);
    return txc_parser_node (p, minus ? TXC_OP_NEGATE : TXC_OP_POSITIVE, start, 1, &operand);
  }
  if (txc_parser_ahead_word (p, "of")) {
    if (txc_parser_at_word (p, "start"))
      return parse_extractor (p, TXC_OP_START, TXC_PRECISION_NONE);
    if (txc_parser_at_word (p, "end"))
      return parse_extractor (p, TXC_OP_END, TXC_PRECISION_NONE);
  }
  if (txc_parser_ahead_word (p, "from")) {
    txc_precision precision = txc_parser_precision (&p->token);
    if (precision != TXC_PRECISION_NONE)
      return parse_extractor (p, TXC_OP_COMPONENT, precision);
    if (p->token.kind == TXC_TOKEN_NAME && txc_text_is (p->token.text, "date"))
      return parse_extractor (p, TXC_OP_DATE_FROM, TXC_PRECISION_NONE);
  }
  return parse_primary (p);
}

static txc_cql_node *
parse_prefix (txc_parser *p)
{
  if (++p->depth > TXC_CQL_DEEPEST) {
    txc_cql_problem (p->c, p->token.offset, p->token.length, "split the rule", "the expression is nested too deeply");
    return NULL;
  }
  txc_cql_node *node = parse_prefix_inside (p);
  p->depth--;
  return node;
}

static txc_cql_op
arithmetic (const txc_parser *p, int *tightness)
{
  static const struct {
    const char *text;
    int tightness;
    txc_cql_op op;
  } operators[] = { { "+", 1, TXC_OP_ADD }, { "-", 1, TXC_OP_SUBTRACT }, { "*", 2, TXC_OP_MULTIPLY },
                    { "/", 2, TXC_OP_DIVIDE }, { "div", 2, TXC_OP_TRUNCATED_DIVIDE }, { "mod", 2, TXC_OP_MODULO },
                    { "^", 3, TXC_OP_POWER } };
  if (p->token.kind == TXC_TOKEN_SYMBOL || p->token.kind == TXC_TOKEN_WORD)
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
      if (txc_text_is (p->token.text, operators[i].text)) {
        *tightness = operators[i].tightness;
        return operators[i].op;
      }
  *tightness = 0;
  return TXC_OP_LITERAL;
}

static txc_cql_node *
parse_arithmetic (txc_parser *p, int least)
{
  size_t start = p->token.offset;
  txc_cql_node *left = parse_prefix (p);
  int tightness;
  for (txc_cql_op op = arithmetic (p, &tightness); left && tightness >= least; op = arithmetic (p, &tightness)) {
    txc_parser_advance (p);
    txc_cql_node *right = parse_arithmetic (p, tightness + 1);
    left = txc_parser_node (p, op, start, 2, (txc_cql_node *[]){ left, right });
  }
  return left;
}

txc_cql_node *
txc_parser_term (txc_parser *p)
{
  return parse_arithmetic (p, 1);
}
