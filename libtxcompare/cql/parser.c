/* SPDX-License-Identifier: Apache-2.0
 *
 * Operators between terms, with the precedence of the CQL 1.5 grammar: from
 * loose to tight the set operators, implies, or, and, membership, equality,
 * timing, inequality, between, not and exists, is and as.
 */
#include "cql/parser.h"

enum { SETS = 1, IMPLIES, OR, AND, MEMBERSHIP, EQUALITY, TIMING, INEQUALITY, BETWEEN };

void
txc_parser_advance (txc_parser *p)
{
  p->last_end = p->token.offset + p->token.length;
  p->token = p->ahead;
  if (p->token.kind != TXC_TOKEN_END && p->token.kind != TXC_TOKEN_WRONG)
    p->ahead = txc_cql_next_token (p->c, p->token.offset + p->token.length);
}

bool
txc_parser_at_word (const txc_parser *p, const char *word)
{
  return p->token.kind == TXC_TOKEN_WORD && txc_text_is (p->token.text, word);
}

bool
txc_parser_ahead_word (const txc_parser *p, const char *word)
{
  return p->ahead.kind == TXC_TOKEN_WORD && txc_text_is (p->ahead.text, word);
}

bool
txc_parser_at_symbol (const txc_parser *p, const char *symbol)
{
  return p->token.kind == TXC_TOKEN_SYMBOL && txc_text_is (p->token.text, symbol);
}

bool
txc_parser_accept_word (txc_parser *p, const char *word)
{
  bool there = txc_parser_at_word (p, word);
  if (there)
    txc_parser_advance (p);
  return there;
}

bool
txc_parser_accept_symbol (txc_parser *p, const char *symbol)
{
  bool there = txc_parser_at_symbol (p, symbol);
  if (there)
    txc_parser_advance (p);
  return there;
}

txc_cql_node *
txc_parser_unexpected (txc_parser *p, const char *expected)
{
  const txc_token *token = &p->token;
  if (token->kind == TXC_TOKEN_WRONG)
    return NULL; /* the lexer has said why */
  if (token->kind == TXC_TOKEN_END)
    txc_cql_problem (p->c, p->c->text.length, 1, NULL, "the expression ends where %s was expected", expected);
  else
    txc_cql_problem (p->c, token->offset, token->length, NULL, "'%.*s' stands where %s was expected",
                     (int)(token->length > 40 ? 40 : token->length), p->c->text.data + token->offset, expected);
  return NULL;
}

bool
txc_parser_expect_word (txc_parser *p, const char *word)
{
  if (txc_parser_accept_word (p, word))
    return true;
  txc_parser_unexpected (p, word);
  return false;
}

bool
txc_parser_expect_symbol (txc_parser *p, const char *symbol)
{
  if (txc_parser_accept_symbol (p, symbol))
    return true;
  txc_parser_unexpected (p, symbol);
  return false;
}

txc_cql_node *
txc_parser_node (txc_parser *p, txc_cql_op op, size_t start, size_t count, txc_cql_node *const *arguments)
{
  for (size_t i = 0; i < count; i++)
    if (!arguments[i])
      return NULL;
  return txc_cql_node_new (p->c, op, arguments, count, start, p->last_end - start);
}

static txc_cql_node *parse_operators (txc_parser *p, int tightness);

static txc_cql_node *
parse_above_timing (txc_parser *p)
{
  return parse_operators (p, TIMING + 1);
}

/* `and` and `or` take any number of operands: long rules stay flat. */
static txc_cql_node *
append (txc_parser *p, txc_cql_node *left, txc_cql_node *right)
{
  if (!right)
    return NULL;
  if (left->count >= TXC_CQL_MOST_ARGUMENTS) {
    txc_cql_problem (p->c, left->offset, left->length, "split the rule", "too many parts in one and/or");
    return NULL;
  }
  /* Capacity is the next power of two, so a full array has such a count. */
  if (left->count >= 2 && (left->count & (left->count - 1)) == 0) {
    txc_cql_node **grown = txc_arena_array (p->c->arena, left->count * 2, sizeof *grown);
    if (!grown) {
      p->c->no_memory = true;
      return NULL;
    }
    memcpy (grown, left->arguments, left->count * sizeof *grown);
    left->arguments = grown;
  }
  left->arguments[left->count++] = right;
  left->length = (uint32_t)(p->last_end - left->offset);
  if (left->depth <= right->depth)
    left->depth = (uint16_t)(right->depth + 1);
  return left;
}

static txc_cql_node *
join (txc_parser *p, size_t start, txc_cql_op op, txc_cql_node *left, txc_cql_node *right)
{
  if (left && (op == TXC_OP_AND || op == TXC_OP_OR) && left->op == op && !left->parenthesised)
    return append (p, left, right);
  return left ? txc_parser_node (p, op, start, 2, (txc_cql_node *[]){ left, right }) : NULL;
}

typedef struct infix {
  const char *word;
  bool symbol;
  int tightness;
  txc_cql_op op;
} infix;

static const infix infixes[] = {
  { "and", false, AND, TXC_OP_AND },
  { "or", false, OR, TXC_OP_OR },
  { "xor", false, OR, TXC_OP_XOR },
  { "implies", false, IMPLIES, TXC_OP_IMPLIES },
  { "=", true, EQUALITY, TXC_OP_EQUAL },
  { "!=", true, EQUALITY, TXC_OP_NOT_EQUAL },
  { "~", true, EQUALITY, TXC_OP_EQUIVALENT },
  { "!~", true, EQUALITY, TXC_OP_NOT_EQUIVALENT },
  { "<", true, INEQUALITY, TXC_OP_LESS },
  { "<=", true, INEQUALITY, TXC_OP_LESS_OR_EQUAL },
  { ">", true, INEQUALITY, TXC_OP_GREATER },
  { ">=", true, INEQUALITY, TXC_OP_GREATER_OR_EQUAL },
  { "union", false, SETS, TXC_OP_UNION },
  { "|", true, SETS, TXC_OP_UNION },
  { "intersect", false, SETS, TXC_OP_INTERSECT },
  { "except", false, SETS, TXC_OP_EXCEPT },
  { "in", false, MEMBERSHIP, TXC_OP_IN },
  { "contains", false, MEMBERSHIP, TXC_OP_IN },
};

static const infix *
find_infix (const txc_parser *p)
{
  if (p->token.kind != TXC_TOKEN_WORD && p->token.kind != TXC_TOKEN_SYMBOL)
    return NULL;
  for (size_t i = 0; i < sizeof infixes / sizeof *infixes; i++)
    if (infixes[i].symbol == (p->token.kind == TXC_TOKEN_SYMBOL) && txc_text_is (p->token.text, infixes[i].word))
      return &infixes[i];
  return NULL;
}

static txc_cql_node *
parse_membership (txc_parser *p, size_t start, txc_cql_node *left, bool contains)
{
  txc_precision precision = TXC_PRECISION_NONE;
  if (txc_parser_ahead_word (p, "of") && (precision = txc_parser_precision (&p->token)) != TXC_PRECISION_NONE) {
    txc_parser_advance (p);
    txc_parser_advance (p);
  }
  txc_cql_node *right = parse_operators (p, MEMBERSHIP + 1);
  txc_cql_node *arguments[] = { contains ? right : left, contains ? left : right };
  txc_cql_node *node = txc_parser_node (p, TXC_OP_IN, start, 2, arguments);
  if (node)
    node->precision = (uint8_t)precision;
  return node;
}

/* x between a and b: both comparisons share x. */
static txc_cql_node *
parse_between (txc_parser *p, size_t start, txc_cql_node *left)
{
  bool properly = txc_parser_accept_word (p, "properly");
  if (!txc_parser_expect_word (p, "between"))
    return NULL;
  txc_cql_node *low = txc_parser_term (p);
  if (!low || !txc_parser_expect_word (p, "and"))
    return NULL;
  txc_cql_node *high = txc_parser_term (p);
  if (!high)
    return NULL;
  txc_cql_op above = properly ? TXC_OP_GREATER : TXC_OP_GREATER_OR_EQUAL;
  txc_cql_op below = properly ? TXC_OP_LESS : TXC_OP_LESS_OR_EQUAL;
  txc_cql_node *from = txc_parser_node (p, above, start, 2, (txc_cql_node *[]){ left, low });
  txc_cql_node *to = txc_parser_node (p, below, start, 2, (txc_cql_node *[]){ left, high });
  txc_cql_node *both = txc_parser_node (p, TXC_OP_AND, start, 2, (txc_cql_node *[]){ from, to });
  if (both)
    both->parenthesised = true; /* a following `and` does not belong to it */
  return both;
}

/* [duration in] years between a and b, difference in years between a and b. */
static txc_cql_node *
parse_span (txc_parser *p)
{
  size_t start = p->token.offset;
  bool difference = txc_parser_accept_word (p, "difference");
  if (difference || txc_parser_accept_word (p, "duration"))
    if (!txc_parser_expect_word (p, "in"))
      return NULL;
  txc_precision precision = txc_parser_precision (&p->token);
  if (precision == TXC_PRECISION_NONE)
    return txc_parser_unexpected (p, "a unit such as days");
  txc_parser_advance (p);
  if (!txc_parser_expect_word (p, "between"))
    return NULL;
  txc_cql_node *from = txc_parser_term (p);
  if (!from || !txc_parser_expect_word (p, "and"))
    return NULL;
  txc_cql_node *to = txc_parser_term (p);
  txc_cql_node *node = txc_parser_node (p, difference ? TXC_OP_DIFFERENCE : TXC_OP_DURATION, start, 2,
                                        (txc_cql_node *[]){ from, to });
  if (node)
    node->precision = (uint8_t)precision;
  return node;
}

static txc_cql_node *
parse_is (txc_parser *p, size_t start, txc_cql_node *left)
{
  txc_parser_advance (p);
  bool negated = txc_parser_accept_word (p, "not");
  txc_cql_op op;
  if (txc_parser_accept_word (p, "null"))
    op = TXC_OP_IS_NULL;
  else if (txc_parser_accept_word (p, "true"))
    op = TXC_OP_IS_TRUE;
  else if (txc_parser_accept_word (p, "false"))
    op = TXC_OP_IS_FALSE;
  else
    return txc_parser_unexpected (p, "null, true or false");
  txc_cql_node *node = txc_parser_node (p, op, start, 1, &left);
  return negated ? txc_parser_node (p, TXC_OP_NOT, start, 1, &node) : node;
}

static txc_cql_node *
parse_postfix (txc_parser *p)
{
  size_t start = p->token.offset;
  txc_cql_node *left = txc_parser_term (p);
  while (left && (txc_parser_at_word (p, "is") || txc_parser_at_word (p, "as"))) {
    if (txc_parser_at_word (p, "is")) {
      left = parse_is (p, start, left);
      continue;
    }
    txc_parser_advance (p);
    txc_cql_type type;
    if (!txc_parser_type (p, &type))
      return NULL;
    left = txc_parser_node (p, TXC_OP_AS, start, 1, &left);
    if (left)
      left->type = type;
  }
  return left;
}

static txc_cql_node *
parse_unary (txc_parser *p)
{
  size_t start = p->token.offset;
  bool negation = txc_parser_at_word (p, "not");
  if (negation || txc_parser_at_word (p, "exists")) {
    if (++p->depth > TXC_CQL_DEEPEST) {
      txc_cql_problem (p->c, start, p->token.length, "split the rule", "the expression is nested too deeply");
      return NULL;
    }
    txc_parser_advance (p);
    txc_cql_node *operand = parse_unary (p);
    p->depth--;
    return txc_parser_node (p, negation ? TXC_OP_NOT : TXC_OP_EXISTS, start, 1, &operand);
  }
  bool span = txc_parser_at_word (p, "duration") || txc_parser_at_word (p, "difference")
              || (txc_parser_ahead_word (p, "between") && p->token.kind == TXC_TOKEN_WORD
                  && txc_parser_precision (&p->token) != TXC_PRECISION_NONE);
  return span ? parse_span (p) : parse_postfix (p);
}

static txc_cql_node *
parse_operators (txc_parser *p, int tightness)
{
  size_t start = p->token.offset;
  txc_cql_node *left = parse_unary (p);
  while (left) {
    const infix *operator = find_infix (p);
    if (operator && operator->tightness >= tightness) {
      bool contains = txc_parser_at_word (p, "contains");
      txc_parser_advance (p);
      if (operator->op == TXC_OP_IN)
        left = parse_membership (p, start, left, contains);
      else
        left = join (p, start, operator->op, left, parse_operators (p, operator->tightness + 1));
    } else if (tightness <= BETWEEN && (txc_parser_at_word (p, "between")
               || (txc_parser_at_word (p, "properly") && txc_parser_ahead_word (p, "between")))) {
      left = parse_between (p, start, left);
    } else if (!operator && tightness <= TIMING && txc_parser_at_timing (p)) {
      left = txc_parser_timing (p, start, left, parse_above_timing);
    } else {
      break;
    }
  }
  return left;
}

txc_cql_node *
txc_parser_expression (txc_parser *p)
{
  if (++p->depth > TXC_CQL_DEEPEST) {
    txc_cql_problem (p->c, p->token.offset, p->token.length, "split the rule", "the expression is nested too deeply");
    return NULL;
  }
  txc_cql_node *node = parse_operators (p, SETS);
  p->depth--;
  return node;
}

txc_cql_node *
txc_cql_parse (txc_cql_compilation *c)
{
  txc_parser parser = { .c = c };
  parser.token = txc_cql_next_token (c, 0);
  parser.ahead = parser.token;
  if (parser.token.kind == TXC_TOKEN_END) {
    txc_cql_problem (c, 0, 1, NULL, "the expression is empty");
    return NULL;
  }
  if (parser.token.kind != TXC_TOKEN_WRONG)
    parser.ahead = txc_cql_next_token (c, parser.token.offset + parser.token.length);
  txc_cql_node *root = txc_parser_expression (&parser);
  if (root && parser.token.kind != TXC_TOKEN_END)
    return txc_parser_unexpected (&parser, "and, or, a comparison or the end");
  return root;
}
