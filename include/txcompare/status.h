/* SPDX-License-Identifier: Apache-2.0
 *
 * What a function answers: a status, and, where asked for, an error that says
 * what was wrong, where, and what to do.
 */
#ifndef TXCOMPARE_STATUS_H
#define TXCOMPARE_STATUS_H

#include <txcompare/api.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Result of every function that can fail. 0 is success, positive values are
 * not errors, negative values are; a number is never reused. A function that
 * fails leaves nothing in its outputs that the caller would have to free.
 * @since 0.1
 */
typedef enum txc_status {
#define TXC_STATUS(name, number, text) TXC_##name = number,
#include <txcompare/status.def>
#undef TXC_STATUS
} txc_status;

/**
 * The status in plain words, in English; "unknown status" for any other number.
 * The string is static. Any thread.
 * @since 0.1
 */
TXC_API const char *txc_status_text (txc_status status);

/**
 * What went wrong, with its place and, where another error led to it, the
 * cause. Functions that take `txc_error **err` as their last parameter store
 * a new error there when they fail and `err` is not NULL; the caller owns it.
 * When memory runs out the error is a static one: no allocation is needed to
 * say so. Immutable: threads may share it.
 * @since 0.1
 */
typedef struct txc_error txc_error;

/** The status the failing function returned. @since 0.1 */
TXC_API txc_status txc_error_status (const txc_error *error);

/** One sentence in UTF-8, borrowed from the error. Never NULL. @since 0.1 */
TXC_API const char *txc_error_message (const txc_error *error);

/** File or resource the error is about, borrowed; NULL if none. @since 0.1 */
TXC_API const char *txc_error_file (const txc_error *error);

/** Line, from 1; 0 if it has none. @since 0.1 */
TXC_API size_t txc_error_line (const txc_error *error);

/** Column in characters, from 1; 0 if it has none. @since 0.1 */
TXC_API size_t txc_error_column (const txc_error *error);

/** The error that led to this one, borrowed; NULL if none. @since 0.1 */
TXC_API const txc_error *txc_error_cause (const txc_error *error);

/** Frees text that the library handed to the caller. NULL does nothing. @since 0.1 */
TXC_API void txc_free (void *memory);

/** Frees the error and its causes. NULL does nothing. @since 0.1 */
TXC_API void txc_error_free (txc_error *error);

#ifdef __cplusplus
}
#endif
#endif
