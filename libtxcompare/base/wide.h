/* SPDX-License-Identifier: Apache-2.0
 *
 * Whole numbers of up to 768 bits, without sign: what exact decimals and unit
 * conversions need in between. Only decimal.c uses this.
 */
#ifndef TXC_BASE_WIDE_H
#define TXC_BASE_WIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { TXC_WIDE_LIMBS = 24 };

/* Least significant limb first; `count` limbs are in use, the last is not 0. */
typedef struct txc_wide {
  uint32_t limbs[TXC_WIDE_LIMBS];
  size_t count;
} txc_wide;

txc_wide txc_wide_of (uint64_t high, uint64_t low);

/* The number, if it has no more than 128 bits. */
bool txc_wide_get (const txc_wide *wide, uint64_t *high, uint64_t *low);

/* False where the product or sum needs more than 768 bits. */
bool txc_wide_multiply (txc_wide *wide, uint64_t factor);
bool txc_wide_multiply_wide (txc_wide *wide, const txc_wide *factor);
bool txc_wide_multiply_ten (txc_wide *wide, unsigned power);
bool txc_wide_add (txc_wide *wide, uint64_t addend);

int txc_wide_compare (const txc_wide *a, const txc_wide *b);

/* Divides and gives back the remainder; the divisor is not 0. */
uint32_t txc_wide_divide_small (txc_wide *wide, uint32_t divisor);

/* Divides, rounded half up; the divisor is not 0. False where twice the
   dividend needs more than 768 bits. */
bool txc_wide_divide_rounded (txc_wide *wide, const txc_wide *divisor);

#endif
