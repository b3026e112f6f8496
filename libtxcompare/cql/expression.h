/* SPDX-License-Identifier: Apache-2.0
 *
 * What the rooms of the compiler share: the tree of an expression, and the
 * compilation it is made in. The parser makes nodes without types, types.c
 * gives every node its type and makes conversions explicit, evaluate.c walks
 * what is left.
 */
#ifndef TXC_CQL_EXPRESSION_H
#define TXC_CQL_EXPRESSION_H

#include "cql/rule.h"

typedef enum txc_cql_op {
  TXC_OP_LITERAL,
  TXC_OP_PARAMETER,
  /* logic; AND and OR take any number of arguments */
  TXC_OP_NOT,
  TXC_OP_AND,
  TXC_OP_OR,
  TXC_OP_XOR,
  TXC_OP_IMPLIES,
  TXC_OP_IS_NULL,
  TXC_OP_IS_TRUE,
  TXC_OP_IS_FALSE,
  /* comparison */
  TXC_OP_EQUAL,
  TXC_OP_NOT_EQUAL,
  TXC_OP_EQUIVALENT,
  TXC_OP_NOT_EQUIVALENT,
  TXC_OP_LESS,
  TXC_OP_LESS_OR_EQUAL,
  TXC_OP_GREATER,
  TXC_OP_GREATER_OR_EQUAL,
  /* moments, down to the node's precision */
  TXC_OP_SAME_AS,
  TXC_OP_SAME_OR_BEFORE,
  TXC_OP_SAME_OR_AFTER,
  TXC_OP_BEFORE,
  TXC_OP_AFTER,
  TXC_OP_DURATION,
  TXC_OP_DIFFERENCE,
  TXC_OP_COMPONENT,
  TXC_OP_DATE_FROM,
  TXC_OP_DATE,
  TXC_OP_DATETIME,
  TXC_OP_TIME,
  TXC_OP_TODAY,
  TXC_OP_NOW,
  TXC_OP_TIME_OF_DAY,
  /* choice */
  TXC_OP_IF,
  TXC_OP_COALESCE,
  /* numbers */
  TXC_OP_ADD,
  TXC_OP_SUBTRACT,
  TXC_OP_MULTIPLY,
  TXC_OP_DIVIDE,
  TXC_OP_TRUNCATED_DIVIDE,
  TXC_OP_MODULO,
  TXC_OP_POWER,
  TXC_OP_NEGATE,
  TXC_OP_POSITIVE,
  TXC_OP_ABS,
  TXC_OP_ROUND,
  TXC_OP_CEILING,
  TXC_OP_FLOOR,
  TXC_OP_TRUNCATE,
  /* intervals and lists */
  TXC_OP_INTERVAL,
  TXC_OP_START,
  TXC_OP_END,
  TXC_OP_LIST,
  TXC_OP_IN,       /* element, list or interval; `contains` is turned round */
  TXC_OP_EXISTS,
  TXC_OP_UNION,
  TXC_OP_INTERSECT,
  TXC_OP_EXCEPT,
  TXC_OP_COUNT,    /* items that are not null */
  TXC_OP_LENGTH,   /* all items; of a string, its characters */
  TXC_OP_SUM,
  TXC_OP_MIN,
  TXC_OP_MAX,
  TXC_OP_AVG,
  TXC_OP_ALL_TRUE,
  TXC_OP_ANY_TRUE,
  TXC_OP_FIRST,
  TXC_OP_LAST,
  TXC_OP_AS,
  TXC_OP_CONVERT   /* to the node's type */
} txc_cql_op;

typedef struct txc_cql_node txc_cql_node;

struct txc_cql_node {
  txc_cql_op op;
  txc_cql_type type;
  uint8_t precision;       /* txc_precision of a timing phrase or duration */
  bool low_closed;         /* of an interval */
  bool high_closed;
  bool strict;             /* null in, null out, also where CQL answers otherwise: the checked profile */
  bool reads_list;         /* a list that holds a list parameter: present, absent, complete */
  bool reads;              /* a parameter is read somewhere below */
  bool resolved;           /* nodes may be shared: types are given once */
  bool parenthesised;
  uint16_t depth;
  uint32_t offset;         /* where it stands in the text, in bytes */
  uint32_t length;
  size_t parameter;
  const txc_cql_value *literal;
  txc_cql_node **arguments;
  size_t count;
};

struct txc_cql_rule {
  txc_text text;
  const txc_parameters *parameters;
  const txc_cql_node *root;
  size_t *reads;
  size_t read_count;
  txc_cql_profile profile;
};

/* One compilation: text, where it came from, what it may read. */
typedef struct txc_cql_compilation {
  txc_text text;
  const txc_cql_origin *origin;
  const txc_parameters *parameters;
  txc_cql_profile profile;
  txc_arena *arena;
  txc_diagnostics *diagnostics;
  size_t problems;
  bool no_memory;
} txc_cql_compilation;

enum { TXC_CQL_LONGEST_TEXT = 64 * 1024, TXC_CQL_DEEPEST = 200, TXC_CQL_MOST_ARGUMENTS = 10000 };

/* Reports a problem at a stretch of the text. */
void txc_cql_problem (txc_cql_compilation *c, size_t offset, size_t length, const char *hint, const char *format, ...)
  TXC_PRINTF (5, 6);

/* A node with room for its arguments; NULL (remembered) if memory ran out or
   the tree grows too deep (reported). */
txc_cql_node *txc_cql_node_new (txc_cql_compilation *c, txc_cql_op op, txc_cql_node *const *arguments, size_t count,
                                size_t offset, size_t length);
txc_cql_node *txc_cql_node_literal (txc_cql_compilation *c, const txc_cql_value *value, size_t offset, size_t length);

/* NULL if there was a problem (reported) or memory ran out. */
txc_cql_node *txc_cql_parse (txc_cql_compilation *c);

/* Gives types, converts, folds constants, checks the profile; every problem is
   reported. The root may be replaced. */
txc_cql_node *txc_cql_resolve (txc_cql_compilation *c, txc_cql_node *root);

#endif
