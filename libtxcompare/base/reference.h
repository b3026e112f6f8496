/* SPDX-License-Identifier: Apache-2.0
 *
 * Roots (a knowledge base, a patient, a page) are immutable but for their count of
 * references. Whoever holds a const one may take a reference: this is the one place
 * where const is cast away.
 */
#ifndef TXC_BASE_REFERENCE_H
#define TXC_BASE_REFERENCE_H

#include <stdint.h>

static inline void *
txc_reference_to (const void *root)
{
  return (void *)(uintptr_t)root;
}

#endif
