/* SPDX-License-Identifier: Apache-2.0
 *
 * An expression's text as tokens.
 */
#ifndef TXC_CQL_LEXER_H
#define TXC_CQL_LEXER_H

#include "cql/expression.h"

typedef enum txc_token_kind {
  TXC_TOKEN_END,
  TXC_TOKEN_WRONG,      /* reported */
  TXC_TOKEN_NAME,       /* a bare word that is no keyword, or "quoted" or `quoted` */
  TXC_TOKEN_WORD,       /* a keyword */
  TXC_TOKEN_STRING,
  TXC_TOKEN_INTEGER,
  TXC_TOKEN_LONG,
  TXC_TOKEN_DECIMAL,
  TXC_TOKEN_DATE,       /* @2026-11-10 */
  TXC_TOKEN_DATETIME,   /* @2026-11-10T12:30 */
  TXC_TOKEN_TIME,       /* @T12:30 */
  TXC_TOKEN_SYMBOL
} txc_token_kind;

typedef struct txc_token {
  txc_token_kind kind;
  size_t offset;
  size_t length;
  txc_text text;        /* as written; of strings and quoted names what is inside the quotes */
  bool escaped;         /* text has backslashes in it */
  bool quoted;
} txc_token;

/* The token at `offset` and what follows blanks and comments before it. */
txc_token txc_cql_next_token (txc_cql_compilation *c, size_t offset);

/* The text without its escapes, NUL-terminated, in the arena; reports escapes
   that are none. {NULL, 0} if that failed. */
txc_text txc_cql_unescape (txc_cql_compilation *c, const txc_token *token);

#endif
