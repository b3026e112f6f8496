/* SPDX-License-Identifier: Apache-2.0
 *
 * What the files of the parser share. Each function reads from the current
 * token on and answers a node, or NULL once a problem has been reported.
 */
#ifndef TXC_CQL_PARSER_H
#define TXC_CQL_PARSER_H

#include "cql/lexer.h"

typedef struct txc_parser {
  txc_cql_compilation *c;
  txc_token token;   /* the current one */
  txc_token ahead;   /* the one behind it */
  size_t last_end;   /* where the token before the current one ended */
  int depth;
} txc_parser;

void txc_parser_advance (txc_parser *p);
bool txc_parser_at_word (const txc_parser *p, const char *word);
bool txc_parser_at_symbol (const txc_parser *p, const char *symbol);
bool txc_parser_ahead_word (const txc_parser *p, const char *word);
bool txc_parser_accept_word (txc_parser *p, const char *word);
bool txc_parser_accept_symbol (txc_parser *p, const char *symbol);
/* Reports what was expected where it is not there. */
bool txc_parser_expect_word (txc_parser *p, const char *word);
bool txc_parser_expect_symbol (txc_parser *p, const char *symbol);
/* Reports the current token as unexpected; always NULL. */
txc_cql_node *txc_parser_unexpected (txc_parser *p, const char *expected);

/* "day" or "days" and the like; TXC_PRECISION_NONE if the token is none. */
txc_precision txc_parser_precision (const txc_token *token);

/* A node over `count` arguments that ends where the parser stands. */
txc_cql_node *txc_parser_node (txc_parser *p, txc_cql_op op, size_t start, size_t count,
                               txc_cql_node *const *arguments);

txc_cql_node *txc_parser_expression (txc_parser *p);  /* parser.c */
txc_cql_node *txc_parser_term (txc_parser *p);        /* parser_term.c: sums, products, names, calls */
/* parser_literal.c */
txc_cql_node *txc_parser_literal (txc_parser *p, txc_cql_value value, size_t start);
txc_cql_node *txc_parser_number (txc_parser *p, bool need_unit);
txc_cql_node *txc_parser_string (txc_parser *p);
txc_cql_node *txc_parser_moment (txc_parser *p);
bool txc_parser_type (txc_parser *p, txc_cql_type *type);
txc_cql_node *txc_parser_quantity (txc_parser *p);
/* parser_timing.c: whether a timing phrase begins here; the phrase and what follows. */
bool txc_parser_at_timing (const txc_parser *p);
txc_cql_node *txc_parser_timing (txc_parser *p, size_t start, txc_cql_node *left,
                                 txc_cql_node *(*operand) (txc_parser *p));

#endif
