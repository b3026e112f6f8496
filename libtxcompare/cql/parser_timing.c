/* SPDX-License-Identifier: Apache-2.0
 *
 * Timing phrases: "same day as", "before", "3 days or less after start",
 * "during", "within 2 weeks of". They become comparisons of moments.
 */
#include "cql/parser.h"

bool
txc_parser_at_timing (const txc_parser *p)
{
  static const char *const begins[] = { "starts", "ends", "occurs", "same",     "before",   "after", "on",
                                        "during", "less", "more",   "included", "includes", "within" };
  if (p->token.kind == TXC_TOKEN_INTEGER || p->token.kind == TXC_TOKEN_DECIMAL)
    return true; /* 3 days or less after */
  for (size_t i = 0; i < sizeof begins / sizeof *begins; i++)
    if (txc_parser_at_word (p, begins[i]))
      return true;
  return txc_parser_at_word (p, "properly") && txc_parser_ahead_word (p, "within");
}

typedef enum side { EITHER, START, END } side;
typedef enum relation { SAME, BEFORE, AFTER, WITHIN, DURING, INCLUDES } relation;
typedef enum reach { NO_REACH, EXACTLY, OR_LESS, OR_MORE, LESS_THAN, MORE_THAN } reach;

typedef struct phrase {
  side left;
  side right;
  relation relation;
  bool or_same;
  reach reach;
  txc_cql_node *distance;
  txc_precision precision;
} phrase;

static side
read_side (txc_parser *p, bool left)
{
  if (left)
    return txc_parser_accept_word (p, "starts") ? START : txc_parser_accept_word (p, "ends") ? END
           : (txc_parser_accept_word (p, "occurs"), EITHER);
  if (txc_parser_ahead_word (p, "of"))
    return EITHER; /* `start of x` is an operand of its own */
  return txc_parser_accept_word (p, "start") ? START : txc_parser_accept_word (p, "end") ? END : EITHER;
}

/* same [day] as, same [day] or before */
static bool
read_same (txc_parser *p, phrase *out)
{
  out->relation = SAME;
  out->or_same = true;
  out->precision = txc_parser_precision (&p->token);
  if (out->precision != TXC_PRECISION_NONE)
    txc_parser_advance (p);
  if (txc_parser_accept_word (p, "as"))
    return true;
  if (!txc_parser_expect_word (p, "or"))
    return false;
  if (txc_parser_accept_word (p, "before")) {
    out->relation = BEFORE;
    return true;
  }
  out->relation = AFTER;
  return txc_parser_expect_word (p, "after");
}

/* day of */
static void
read_precision (txc_parser *p, phrase *out)
{
  if (!txc_parser_ahead_word (p, "of") || txc_parser_precision (&p->token) == TXC_PRECISION_NONE)
    return;
  out->precision = txc_parser_precision (&p->token);
  txc_parser_advance (p);
  txc_parser_advance (p);
}

/* 3 days [or less | or more], less than 3 days, more than 3 days */
static bool
read_distance (txc_parser *p, phrase *out)
{
  bool less = txc_parser_at_word (p, "less"), more = txc_parser_at_word (p, "more");
  if (less || more) {
    txc_parser_advance (p);
    if (!txc_parser_expect_word (p, "than"))
      return false;
    out->reach = less ? LESS_THAN : MORE_THAN;
  } else if (p->token.kind == TXC_TOKEN_INTEGER || p->token.kind == TXC_TOKEN_DECIMAL) {
    out->reach = EXACTLY;
  } else {
    return true;
  }
  out->distance = txc_parser_quantity (p);
  if (!out->distance)
    return false;
  if (out->reach == EXACTLY && txc_parser_at_word (p, "or")
      && (txc_parser_ahead_word (p, "less") || txc_parser_ahead_word (p, "more"))) {
    txc_parser_advance (p);
    out->reach = txc_parser_at_word (p, "less") ? OR_LESS : OR_MORE;
    txc_parser_advance (p);
  }
  return true;
}

/* [on or] before | after [or on] [day of] */
static bool
read_before_or_after (txc_parser *p, phrase *out)
{
  if (txc_parser_accept_word (p, "on")) {
    out->or_same = true;
    if (!txc_parser_expect_word (p, "or"))
      return false;
  }
  if (txc_parser_accept_word (p, "before"))
    out->relation = BEFORE;
  else if (txc_parser_accept_word (p, "after"))
    out->relation = AFTER;
  else
    return txc_parser_unexpected (p, "before or after") != NULL;
  if (!out->or_same && txc_parser_at_word (p, "or") && txc_parser_ahead_word (p, "on")) {
    txc_parser_advance (p);
    txc_parser_advance (p);
    out->or_same = true;
  }
  read_precision (p, out);
  return true;
}

static bool
read_phrase (txc_parser *p, phrase *out)
{
  out->left = read_side (p, true);
  if (txc_parser_accept_word (p, "same")) {
    if (!read_same (p, out))
      return false;
  } else if (txc_parser_at_word (p, "within") || txc_parser_at_word (p, "properly")) {
    out->or_same = !txc_parser_accept_word (p, "properly");
    out->relation = WITHIN;
    if (!txc_parser_expect_word (p, "within") || !(out->distance = txc_parser_quantity (p))
        || !txc_parser_expect_word (p, "of"))
      return false;
  } else if (txc_parser_at_word (p, "during") || txc_parser_at_word (p, "included")
             || txc_parser_at_word (p, "includes")) {
    out->relation = txc_parser_at_word (p, "includes") ? INCLUDES : DURING;
    bool included = txc_parser_at_word (p, "included");
    txc_parser_advance (p);
    if (included && !txc_parser_expect_word (p, "in"))
      return false;
    read_precision (p, out);
    return true;
  } else if (!read_distance (p, out) || !read_before_or_after (p, out)) {
    return false;
  }
  out->right = read_side (p, false);
  return true;
}

typedef struct builder {
  txc_parser *p;
  size_t start;
  txc_precision precision;
} builder;

static txc_cql_node *
two (builder *b, txc_cql_op op, txc_cql_node *left, txc_cql_node *right)
{
  txc_cql_node *node = txc_parser_node (b->p, op, b->start, 2, (txc_cql_node *[]){ left, right });
  if (node && op != TXC_OP_ADD && op != TXC_OP_SUBTRACT)
    node->precision = (uint8_t)b->precision;
  return node;
}

static txc_cql_node *
both (builder *b, txc_cql_node *left, txc_cql_node *right)
{
  txc_cql_node *node = two (b, TXC_OP_AND, left, right);
  if (node)
    node->parenthesised = true;
  return node;
}

/* Before or after by some distance; `beyond` is the far end of it. */
static txc_cql_node *
at_distance (builder *b, const phrase *in, txc_cql_node *left, txc_cql_node *right)
{
  bool after = in->relation == AFTER;
  txc_cql_node *beyond = two (b, after ? TXC_OP_ADD : TXC_OP_SUBTRACT, right, in->distance);
  txc_cql_op past = after ? TXC_OP_AFTER : TXC_OP_BEFORE;
  txc_cql_op past_or_same = after ? TXC_OP_SAME_OR_AFTER : TXC_OP_SAME_OR_BEFORE;
  txc_cql_op inside = after ? TXC_OP_BEFORE : TXC_OP_AFTER;
  txc_cql_op inside_or_same = after ? TXC_OP_SAME_OR_BEFORE : TXC_OP_SAME_OR_AFTER;
  switch (in->reach) {
  case EXACTLY: return two (b, TXC_OP_SAME_AS, left, beyond);
  case OR_MORE: return two (b, past_or_same, left, beyond);
  case MORE_THAN: return two (b, past, left, beyond);
  default: break;
  }
  return both (b, two (b, in->or_same ? past_or_same : past, left, right),
               two (b, in->reach == LESS_THAN ? inside : inside_or_same, left, beyond));
}

static txc_cql_node *
build (builder *b, const phrase *in, txc_cql_node *left, txc_cql_node *right)
{
  switch (in->relation) {
  case SAME: return two (b, TXC_OP_SAME_AS, left, right);
  case DURING: return two (b, TXC_OP_IN, left, right);
  case INCLUDES: return two (b, TXC_OP_IN, right, left);
  case WITHIN:
    return both (b,
                 two (b, in->or_same ? TXC_OP_SAME_OR_AFTER : TXC_OP_AFTER, left,
                      two (b, TXC_OP_SUBTRACT, right, in->distance)),
                 two (b, in->or_same ? TXC_OP_SAME_OR_BEFORE : TXC_OP_BEFORE, left,
                      two (b, TXC_OP_ADD, right, in->distance)));
  case BEFORE:
  case AFTER: break;
  }
  if (in->reach != NO_REACH)
    return at_distance (b, in, left, right);
  if (in->relation == BEFORE)
    return two (b, in->or_same ? TXC_OP_SAME_OR_BEFORE : TXC_OP_BEFORE, left, right);
  return two (b, in->or_same ? TXC_OP_SAME_OR_AFTER : TXC_OP_AFTER, left, right);
}

static txc_cql_node *
take_side (txc_parser *p, txc_cql_node *node, side which)
{
  if (!node || which == EITHER)
    return node;
  txc_cql_node *end = txc_parser_node (p, which == START ? TXC_OP_START : TXC_OP_END, node->offset, 1, &node);
  if (end)
    end->length = node->length;
  return end;
}

txc_cql_node *
txc_parser_timing (txc_parser *p, size_t start, txc_cql_node *left, txc_cql_node *(*operand) (txc_parser *p))
{
  phrase said = { 0 };
  if (!read_phrase (p, &said))
    return NULL;
  txc_cql_node *right = operand (p);
  if (!right)
    return NULL;
  left = take_side (p, left, said.left);
  right = take_side (p, right, said.right);
  builder b = { p, start, said.precision };
  return left && right ? build (&b, &said, left, right) : NULL;
}
