/* SPDX-License-Identifier: Apache-2.0
 *
 * Rules as standard CQL, so that other engines run them to the same answers.
 *
 * Standard CQL reads a missing list as an empty one. So a list feature L becomes
 * four parameters: "L present" with all that follows from it (who takes
 * sertraline takes an SSRI), "L named" with what of that does not follow from the
 * rest, "L absent", and "L complete" (Boolean); and every question about L is spelled out: if present true, else if
 * absent or complete false, else null. Other features keep their name and type.
 */
#ifndef TXC_CQL_EXPORT_H
#define TXC_CQL_EXPORT_H

#include <txcompare/status.h>

#include "cql/rule.h"

/* Appends the expression of a rule of the checked profile. TXC_UNSUPPORTED where
   it asks something of lists that is not spelled out: Count inside arithmetic,
   exists or Count of two cut features. */
txc_status txc_cql_export (const txc_cql_rule *rule, txc_buffer *out, txc_error **err);

/* Appends the declarations, one parameter a line. */
void txc_cql_export_parameters (const txc_parameters *parameters, txc_buffer *out);

#endif
