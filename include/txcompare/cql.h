/* SPDX-License-Identifier: Apache-2.0
 *
 * The rule language by itself: one expression, without a patient.
 */
#ifndef TXCOMPARE_CQL_H
#define TXCOMPARE_CQL_H

#include <txcompare/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Evaluates an expression in the documented subset of HL7 CQL (doc/rules.md)
 * that reads no features. With a patient's facts: txc_patient_evaluate().
 *
 * Any thread. Nothing is kept between calls.
 *
 * @param expression  the expression, UTF-8, at most 64 KiB
 * @param length      its length in bytes
 * @param as_of       what Today() and Now() answer, an ISO 8601 date or moment such as
 *                    "2026-11-10" or "2026-11-10T09:30:00+01:00"; NULL: they are null
 * @param value       receives the value as CQL writes it, "null" if it is not known; the
 *                    caller frees it with txc_free(). NULL after a failure
 * @param err         receives what is wrong, with line and column in the expression
 * @return TXC_OK; TXC_SYNTAX if it is no expression of the subset; TXC_TYPE if its types
 *         do not fit or it reads a feature; TXC_INVALID_DATA for what CQL calls a run-time
 *         error (a date beyond the year 9999); TXC_LIMIT if it is too long;
 *         TXC_ENCODING if it is not UTF-8; TXC_UNSUPPORTED; TXC_INVALID_ARGUMENT if `as_of` is no date; TXC_NO_MEMORY
 * @since 0.1
 */
TXC_API txc_status txc_cql_evaluate_text (const char *expression, size_t length, const char *as_of, char **value,
                                          txc_error **err);

#ifdef __cplusplus
}
#endif
#endif
