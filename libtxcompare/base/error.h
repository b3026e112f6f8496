/* SPDX-License-Identifier: Apache-2.0
 *
 * Making errors. A function that fails says
 *     return txc_error_set (err, TXC_NOT_FOUND, NULL, "no treatment '%s'", id);
 * and a function whose callee failed adds what it knows:
 *     return txc_error_wrap (err, status, "cannot load %s", path);
 */
#ifndef TXC_BASE_ERROR_H
#define TXC_BASE_ERROR_H

#include <txcompare/status.h>

/* Where in a file or record something stands. Lines and columns count from 1,
   columns in characters (code points); 0 means unknown. */
typedef struct txc_place {
  const char *file;
  size_t line;
  size_t column;
} txc_place;

/* Stores a new error in *err (if err is not NULL) and returns `status`.
   An error already in *err is replaced. When memory runs out *err is the
   static out-of-memory error and the answer is still `status`. */
txc_status txc_error_set (txc_error **err, txc_status status, const txc_place *place, const char *format, ...)
  TXC_PRINTF (4, 5);

/* Out of memory, without allocating. */
txc_status txc_error_no_memory (txc_error **err);

/* Puts a new error around the one in *err, which becomes its cause. Answers `status`. */
txc_status txc_error_wrap (txc_error **err, txc_status status, const char *format, ...) TXC_PRINTF (3, 4);

#endif
