/* SPDX-License-Identifier: Apache-2.0
 *
 * Memory that runs out when a test says so. The program must be linked with
 * --wrap for malloc, calloc and realloc.
 */
#ifndef TXC_FAILING_MEMORY_H
#define TXC_FAILING_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* The allocation after `successes` more fails, and every one after it. */
void fail_memory_after (size_t successes);

/* No allocation fails any more; true if one did. */
bool restore_memory (void);

#endif
