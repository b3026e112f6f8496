/* SPDX-License-Identifier: Apache-2.0
 *
 * Exact decimals as CQL has them: up to 28 digits before the point and 8 behind
 * it. Nothing here goes through binary floating point unless its name says so,
 * and nothing depends on the locale. Plain values: any thread.
 */
#ifndef TXC_BASE_DECIMAL_H
#define TXC_BASE_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/text.h"

enum { TXC_DECIMAL_PLACES = 8, TXC_DECIMAL_DIGITS = 28 };

/* A whole number of 0.00000001, in two's complement over 128 bits. All zero is
   0. Equal numbers have equal bits: 1.0 and 1.00 are the same. */
typedef struct txc_decimal {
  int64_t high;
  uint64_t low;
} txc_decimal;

txc_decimal txc_decimal_of (int64_t integer);

/* units * 10^-places, places 0..8: txc_decimal_make (314, 2) is 3.14. */
txc_decimal txc_decimal_make (int64_t units, int places);

/* Optional sign, digits, optional point and digits ("5", "-0.5"; not ".5", "5.",
   "1e3"). TXC_SYNTAX if it is no number, TXC_LIMIT if it has more than 28 digits
   before the point or more than 8 behind it (zeros at the end included). */
txc_status txc_decimal_parse (txc_text text, txc_decimal *result);

/* As above, and takes an exponent and any number of digits behind the point
   (JSON numbers); digits beyond the eighth are rounded half away from zero and
   *exact, which may be NULL, tells. */
txc_status txc_decimal_parse_json (txc_text text, txc_decimal *result, bool *exact);

/* Without superfluous zeros, at least `places` behind the point: 0 prints 5,
   1 prints 5.0 as CQL writes a Decimal. */
void txc_decimal_print (txc_decimal value, int places, txc_buffer *out);

/* -1, 0 or 1. */
static inline int
txc_decimal_compare (txc_decimal a, txc_decimal b)
{
  if (a.high != b.high)
    return a.high < b.high ? -1 : 1;
  return (a.low > b.low) - (a.low < b.low);
}

static inline int
txc_decimal_sign (txc_decimal value)
{
  return txc_decimal_compare (value, (txc_decimal){ 0, 0 });
}

/* Whether it has at most 28 digits before the point. Arithmetic reaches a little
   further (to 2^120 units, about 1.3e28), so that a step in between may touch
   the limit. */
bool txc_decimal_in_range (txc_decimal value);

/* False where the result is beyond that, or the divisor is zero. Products and
   quotients are rounded to 8 places, half away from zero. */
bool txc_decimal_add (txc_decimal a, txc_decimal b, txc_decimal *result);
bool txc_decimal_subtract (txc_decimal a, txc_decimal b, txc_decimal *result);
bool txc_decimal_multiply (txc_decimal a, txc_decimal b, txc_decimal *result);
bool txc_decimal_divide (txc_decimal a, txc_decimal b, txc_decimal *result);
txc_decimal txc_decimal_negate (txc_decimal value);

/* value * numerator / denominator * 10^exponent, rounded once, half away from
   zero: unit conversion. Both factors positive. */
bool txc_decimal_scale (txc_decimal value, uint64_t numerator, uint64_t denominator, int exponent,
                        txc_decimal *result);

/* Compares a with b * numerator / denominator * 10^exponent without rounding. */
int txc_decimal_compare_scaled (txc_decimal a, txc_decimal b, uint64_t numerator, uint64_t denominator, int exponent);

/* To `places` behind the point (0..8): half away from zero, or towards zero. */
txc_decimal txc_decimal_round (txc_decimal value, int places);
txc_decimal txc_decimal_truncate (txc_decimal value, int places);

/* Places behind the point that are not zero at the end: 2 for 1.50 is 1. */
int txc_decimal_places (txc_decimal value);

/* The integer, if it is one and fits. */
bool txc_decimal_to_integer (txc_decimal value, int64_t *integer);

/* The nearest double; from a double rounded to 8 places, false if not finite or
   too large. */
double txc_decimal_to_double (txc_decimal value);
bool txc_decimal_from_double (double number, txc_decimal *result);

#endif
