/* SPDX-License-Identifier: Apache-2.0
 *
 * The base of tests/data/kb-small in memory, as it is or with a change.
 */
#ifndef TXC_TESTS_KB_SMALL_H
#define TXC_TESTS_KB_SMALL_H

#include "knowledge/loader.h"

typedef struct kb_small {
  txc_diagnostics diagnostics;
  txc_knowledge_base *base; /* NULL if it did not load */
  txc_status status;
} kb_small;

/* What is different in one file: `with` stands in place of the first `old`, or,
   where that is NULL, of `cut` bytes from `offset` on (both are brought into the
   file's length). */
typedef struct kb_small_change {
  const char *file, *old;
  size_t offset, cut;
  txc_text with;
} kb_small_change;

/* Loads it; `change` may be NULL. */
void kb_small_load (kb_small *result, const kb_small_change *change);
void kb_small_release (kb_small *result);

/* Its problems as they are printed, 100 columns wide; the caller frees it. */
char *kb_small_problems (kb_small *result);

#endif
