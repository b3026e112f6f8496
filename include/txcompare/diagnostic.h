/* SPDX-License-Identifier: Apache-2.0
 *
 * Problems found in what people wrote: all of them, each with its place.
 */
#ifndef TXCOMPARE_DIAGNOSTIC_H
#define TXCOMPARE_DIAGNOSTIC_H

#include <txcompare/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Problems, sorted by file, line and column. Immutable. @since 0.1 */
typedef struct txc_diagnostics txc_diagnostics;

/** How many are kept (at most 1000). @since 0.1 */
TXC_API size_t txc_diagnostics_count (const txc_diagnostics *diagnostics);
/** How many errors there were, kept or not; warnings do not count. @since 0.1 */
TXC_API size_t txc_diagnostics_error_count (const txc_diagnostics *diagnostics);
/** True if `index` is an error, false if it is a warning. @since 0.1 */
TXC_API bool txc_diagnostics_is_error (const txc_diagnostics *diagnostics, size_t index);
/** One sentence. @since 0.1 */
TXC_API const char *txc_diagnostics_message (const txc_diagnostics *diagnostics, size_t index);
/** What to do about it; NULL if nothing is known. @since 0.1 */
TXC_API const char *txc_diagnostics_hint (const txc_diagnostics *diagnostics, size_t index);
/** File; NULL if none. @since 0.1 */
TXC_API const char *txc_diagnostics_file (const txc_diagnostics *diagnostics, size_t index);
/** Line, from 1; 0 for the whole file. @since 0.1 */
TXC_API size_t txc_diagnostics_line (const txc_diagnostics *diagnostics, size_t index);
/** Column in characters, from 1; 0 for the whole line. @since 0.1 */
TXC_API size_t txc_diagnostics_column (const txc_diagnostics *diagnostics, size_t index);
/**
 * All of them as text: place, message, the line, and a caret under the culprit.
 * @param width  columns of the terminal; 0: 80
 * @param text   receives NUL-terminated UTF-8; the caller frees it with txc_free()
 * @return TXC_OK; TXC_NO_MEMORY
 * @since 0.1
 */
TXC_API txc_status txc_diagnostics_print (const txc_diagnostics *diagnostics, size_t width, char **text, txc_error **err);
/** Frees them. NULL does nothing. @since 0.1 */
TXC_API void txc_diagnostics_free (txc_diagnostics *diagnostics);

#ifdef __cplusplus
}
#endif
#endif
