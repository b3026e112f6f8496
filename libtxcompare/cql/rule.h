/* SPDX-License-Identifier: Apache-2.0
 *
 * Rules: compiled once, evaluated for many patients, with reasons.
 */
#ifndef TXC_CQL_RULE_H
#define TXC_CQL_RULE_H

#include "cql/facts.h"
#include "text/diagnostic.h"

/* Where the text of an expression stands in its file, so that diagnostics point
   there: line i of the expression (from 0) starts at `line` + i, and every line
   is indented by `column` - 1 characters more than in the expression. A rule on
   one plain YAML line and a literal block both fit. */
typedef struct txc_cql_origin {
  const char *file;
  size_t line;
  size_t column;
  txc_text source; /* the whole file, for the quoted line; may be empty */
} txc_cql_origin;

typedef enum txc_cql_profile {
  TXC_CQL_FULL,   /* everything the language has (the official tests, `txcompare cql eval`) */
  TXC_CQL_CHECKED /* rules: nothing that turns unknown into an answer (is null, is true, is false,
                     Coalesce, if, null, ~, !~ and what is built on them: profile.c, doc/rules.md);
                     the result must be Boolean */
} txc_cql_profile;

typedef struct txc_cql_rule txc_cql_rule;

/* Compiles an expression. Problems are added to `diagnostics` and the answer is
   TXC_SYNTAX, TXC_TYPE, TXC_ENCODING or (too long) TXC_LIMIT; several problems of one text are
   reported together where the parser can go on. The rule borrows `parameters`, and lives in
   `arena` with everything it needs. Limits: 64 KiB of text, depth 200. */
txc_status txc_cql_compile (txc_text expression, const txc_cql_origin *origin, const txc_parameters *parameters,
                            txc_cql_profile profile, txc_arena *arena, txc_diagnostics *diagnostics,
                            const txc_cql_rule **rule);

txc_text txc_cql_rule_text (const txc_cql_rule *rule); /* NUL-terminated as well */
txc_cql_type txc_cql_rule_type (const txc_cql_rule *rule);

/* The parameters the rule reads, each once, as indices. */
const size_t *txc_cql_rule_reads (const txc_cql_rule *rule, size_t *count);

/* The value of any expression. Run-time trouble that CQL answers with null is
   null; TXC_INVALID_DATA for what CQL calls a run-time error. */
txc_status txc_cql_evaluate (const txc_cql_rule *rule, const txc_facts *facts, txc_arena *arena, txc_cql_value *value,
                             txc_error **err);

typedef enum txc_answer { TXC_FALSE, TXC_TRUE, TXC_UNKNOWN } txc_answer;

/* The answer of a Boolean rule and nothing else: the fast way. */
txc_answer txc_cql_answer (const txc_cql_rule *rule, const txc_facts *facts, txc_arena *scratch);

/* One fact a rule read. For a list, one entry per item the rule asked about. */
typedef struct txc_reading {
  size_t parameter;
  const char *item;            /* of a list: the item asked about, NULL for the list as a whole (Count, exists) */
  txc_answer present;          /* of a list item: present, absent or unknown; of others: known (TRUE) or TXC_UNKNOWN */
  const char *value;           /* as CQL writes it; NULL if unknown */
  size_t offset, length;       /* where in the rule's text, in bytes */
} txc_reading;

/* What a settlement supposes: that a clause of the rule is true or false, or,
   where it is about an item of a list, that the item is present or absent. */
typedef struct txc_supposition {
  size_t reading;              /* the (first) fact it is about */
  txc_answer truth;            /* TXC_TRUE or TXC_FALSE */
  size_t offset, length;       /* the clause, in the rule's text */
} txc_supposition;

/* One way to settle an unknown rule: were these facts known as supposed, the
   answer would be `outcome`. Minimal: no fact in it can be left out. */
typedef struct txc_settlement {
  txc_answer outcome;          /* TXC_TRUE or TXC_FALSE */
  const size_t *readings;      /* indices into the reasons' readings */
  size_t count;
  const txc_supposition *suppositions;
  size_t supposition_count;
} txc_settlement;

typedef struct txc_reasons {
  txc_answer answer;
  const size_t *deciding;      /* true or false: indices of the readings that decided it (a sufficient set) */
  size_t deciding_count;
  size_t clause_offset, clause_length; /* the clause of the rule's text that decided it, or that left it unknown */
  const txc_reading *readings; /* in the order of the text, each fact once */
  size_t reading_count;
  const txc_settlement *settlements; /* unknown: smallest sets first, at most 32 */
  size_t settlement_count;
} txc_reasons;

/* The answer with its reasons; everything inside lives in `arena`. An expression
   of another type than Boolean has readings and nothing else: no answer (unknown),
   nothing that decides, nothing to settle. */
txc_status txc_cql_explain (const txc_cql_rule *rule, const txc_facts *facts, txc_arena *arena, txc_reasons *reasons,
                            txc_error **err);

#endif
