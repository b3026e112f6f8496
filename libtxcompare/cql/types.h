/* SPDX-License-Identifier: Apache-2.0
 *
 * What types.c and profile.c share.
 */
#ifndef TXC_CQL_TYPES_H
#define TXC_CQL_TYPES_H

#include "cql/expression.h"

/* Which parameter a name means; reports unknown ones with the nearest. */
void txc_cql_find_parameter (txc_cql_compilation *c, txc_cql_node *node);

/* What a node whose types fit may still do wrong: leave the checked profile,
   name an item its feature does not have, compare with the wrong unit. */
void txc_cql_check_node (txc_cql_compilation *c, const txc_cql_node *node);

/* What somebody who put two types together probably meant; NULL if unknown. */
const char *txc_cql_mismatch_hint (txc_cql_compilation *c, const txc_cql_node *a, const txc_cql_node *b);

#endif
