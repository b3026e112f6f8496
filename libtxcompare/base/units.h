/* SPDX-License-Identifier: Apache-2.0
 *
 * Units of measure: what clinical records use of UCUM, and CQL's calendar units
 * ("year" and "month" are not the definite 'a' and 'mo'). Values of one
 * dimension compare exactly, whatever their prefixes; values of different
 * dimensions never do. A code we do not know equals itself and nothing else.
 * An empty or NULL code is "1". Any thread.
 *
 * Source: The Unified Code for Units of Measure (ucum.org), version 2.2.
 */
#ifndef TXC_BASE_UNITS_H
#define TXC_BASE_UNITS_H

#include "base/arena.h"
#include "base/calendar.h"
#include "base/decimal.h"

/* Known: we can read the code. "(score)" and "None" are not, "{score}" is "1". */
bool txc_unit_known (const char *code);

/* Whether values in the two units can be compared at all. */
bool txc_unit_comparable (const char *a, const char *b);

/* -1, 0 or 1 in *order; false if they cannot be compared. */
bool txc_unit_compare (txc_decimal a, const char *a_unit, txc_decimal b, const char *b_unit, int *order);

/* As above, for CQL's `~`: a calendar year or month also compares with 'a' and
   'mo' (as the same) and with days and shorter units (365 and 30 days). */
bool txc_unit_compare_loosely (txc_decimal a, const char *a_unit, txc_decimal b, const char *b_unit, int *order);

/* `value` in another unit, rounded to 8 places; false if it cannot be. */
bool txc_unit_convert (txc_decimal value, const char *from, const char *to, txc_decimal *result);

/* The unit of a product or quotient: cm times cm is cm2, g/cm3 by itself 1.
   From the arena or one of the codes; NULL if memory ran out. */
const char *txc_unit_product (const char *a, const char *b, txc_arena *arena);
const char *txc_unit_quotient (const char *a, const char *b, txc_arena *arena);

/* The calendar unit a code names ("days", "day", 'd', 'h', not 'a' and 'mo');
   TXC_PRECISION_NONE if none. And its name: "year". */
txc_precision txc_unit_calendar (const char *code);
const char *txc_unit_calendar_name (txc_precision unit);

/* What somebody who wrote this code probably meant: "mm[Hg]" for "mmHg"; NULL
   if we cannot tell. */
const char *txc_unit_suggestion (const char *code);

/* Text with UCUM in it as people write it: mmHg for mm[Hg]. */
void txc_unit_add_plain (const char *text, txc_buffer *out);

#endif
