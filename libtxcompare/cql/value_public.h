/* SPDX-License-Identifier: Apache-2.0
 *
 * Values as users of the library see them: with every text they may ask for
 * made beforehand, so that reading one never fails and threads may share it.
 */
#ifndef TXC_CQL_VALUE_PUBLIC_H
#define TXC_CQL_VALUE_PUBLIC_H

#include <txcompare/cql.h>

#include "cql/value.h"

/* A copy that borrows nothing; NULL if memory ran out. */
const txc_value *txc_value_new (const txc_cql_value *value, txc_arena *arena);

#endif
