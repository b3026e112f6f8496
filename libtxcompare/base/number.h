/* SPDX-License-Identifier: Apache-2.0
 *
 * Doubles as decimal text, the same in every locale. Plain values: any thread.
 */
#ifndef TXC_BASE_NUMBER_H
#define TXC_BASE_NUMBER_H

#include "base/buffer.h"

/* The shortest decimal that reads back as the same double: 0.1, 32.3, 1e-9.
   Plain digits from 1e-6 to below 1e21, an exponent outside; valid JSON. Appends
   nothing and answers false where the number is not finite. -0 is written 0. */
bool txc_number_add_shortest (txc_buffer *out, double number);

/* With exactly `places` behind the point (0..20), rounded half away from zero as
   people round the number they see: 14.5 is 15, 0.285 to two places is 0.29.
   Never "-0". Appends nothing and answers false where the number is not finite. */
bool txc_number_add_fixed (txc_buffer *out, double number, int places);

/* A proportion, or a difference of two, as so many of 100. What the arithmetic of
   doubles added is taken off again: 0.285 is 28.5 and not 28.499999999999996,
   which people would round the other way. It changes a number by less than 1e-13. */
double txc_number_per_100 (double proportion);

#endif
