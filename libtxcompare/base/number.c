/* SPDX-License-Identifier: Apache-2.0 */
#include "base/number.h"

#include <float.h>
#include <math.h>

/* 0.d1d2d3... * 10^point; no digits for zero. */
enum { most_digits = 17 };

typedef struct digits {
  char digit[most_digits + 2];
  int count;
  int point;
  bool negative;
} digits;

static void
drop_zeros (digits *result)
{
  while (result->count && result->digit[result->count - 1] == 0)
    result->count--;
  if (result->count == 0)
    result->point = 0;
}

/* ---- the fast way: whole numbers of up to eight decimals ------------------------ */

static const double tens[] = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8 };
static const double exact_digits = 1e15;

static void
from_integer (digits *result, uint64_t integer, int places)
{
  char reversed[20];
  int count = 0;
  for (; integer; integer /= 10)
    reversed[count++] = (char)(integer % 10);
  for (int i = 0; i < count; i++)
    result->digit[i] = reversed[count - 1 - i];
  result->count = count;
  result->point = count - places;
  drop_zeros (result);
}

/* A decimal of at most 15 digits is the shortest one of the double it rounds to,
   and division by a power of ten that is itself exact rounds correctly. */
static bool
read_short (digits *result, double number)
{
  for (int places = 0; places <= 8; places++) {
    double scaled = nearbyint (number * tens[places]);
    if (scaled >= exact_digits)
      return false;
    if (scaled / tens[places] == number) {
      from_integer (result, (uint64_t)scaled, places);
      return true;
    }
  }
  return false;
}

/* ---- the exact way: Steele and White 1990, free-format, over big integers -------- */

/* Holds 2^1127 with room for one more digit: 10^308 * 2^53 and 2^1074 * 20 fit. */
enum { most_words = 40 };

typedef struct big {
  uint32_t word[most_words];
  int count;
} big;

static void
big_multiply (big *value, uint32_t factor)
{
  uint64_t carry = 0;
  for (int i = 0; i < value->count; i++) {
    carry += (uint64_t)value->word[i] * factor;
    value->word[i] = (uint32_t)carry;
    carry >>= 32;
  }
  if (carry && value->count < most_words)
    value->word[value->count++] = (uint32_t)carry;
}

static void
big_shift (big *value, int bits)
{
  for (; bits >= 31; bits -= 31)
    big_multiply (value, UINT32_C (1) << 31);
  big_multiply (value, UINT32_C (1) << bits);
}

static void
big_scale (big *value, int power_of_ten)
{
  for (; power_of_ten >= 9; power_of_ten -= 9)
    big_multiply (value, 1000000000);
  for (; power_of_ten > 0; power_of_ten--)
    big_multiply (value, 10);
}

static void
big_set (big *value, uint64_t integer)
{
  *value = (big){ .word = { (uint32_t)integer, (uint32_t)(integer >> 32) } };
  value->count = integer >> 32 ? 2 : integer ? 1 : 0;
}

static int
big_compare (const big *a, const big *b)
{
  if (a->count != b->count)
    return a->count < b->count ? -1 : 1;
  for (int i = a->count - 1; i >= 0; i--)
    if (a->word[i] != b->word[i])
      return a->word[i] < b->word[i] ? -1 : 1;
  return 0;
}

static void
big_add (big *a, const big *b)
{
  uint64_t carry = 0;
  for (int i = 0; i < most_words && (i < a->count || i < b->count || carry); i++) {
    carry += (uint64_t)a->word[i] + b->word[i];
    a->word[i] = (uint32_t)carry;
    carry >>= 32;
    if (i >= a->count)
      a->count = i + 1;
  }
}

/* a must not be smaller than b. */
static void
big_subtract (big *a, const big *b)
{
  uint64_t borrow = 0;
  for (int i = 0; i < a->count; i++) {
    uint64_t taken = (uint64_t)b->word[i] + borrow;
    borrow = a->word[i] < taken;
    a->word[i] = (uint32_t)(a->word[i] - taken);
  }
  while (a->count && a->word[a->count - 1] == 0)
    a->count--;
}

/* The number is value/unit; everything within low/unit below and high/unit above
   reads back as the same double. */
typedef struct state {
  big value, unit, low, high;
  bool even; /* the bounds themselves read back as well */
} state;

static void
begin (state *s, uint64_t mantissa, int exponent, bool narrow_below)
{
  int doubling = narrow_below ? 2 : 1;
  big_set (&s->value, mantissa);
  big_set (&s->unit, 1);
  big_set (&s->low, 1);
  big_shift (&s->value, doubling + (exponent > 0 ? exponent : 0));
  big_shift (&s->unit, doubling + (exponent < 0 ? -exponent : 0));
  big_shift (&s->low, exponent > 0 ? exponent : 0);
  s->high = s->low;
  if (narrow_below)
    big_shift (&s->high, 1);
  s->even = mantissa % 2 == 0;
}

/* Is value + high beyond unit: would the digits round up past it? */
static bool
reaches_unit (const state *s)
{
  big sum = s->value;
  big_add (&sum, &s->high);
  int order = big_compare (&sum, &s->unit);
  return s->even ? order >= 0 : order > 0;
}

static void
times_ten (state *s)
{
  big_multiply (&s->value, 10);
  big_multiply (&s->low, 10);
  big_multiply (&s->high, 10);
}

/* Scales so that the first digit comes next: value/unit in [0.1, 1). */
static int
scale (state *s, double number)
{
  int point = (int)ceil (log10 (number) - 1e-10);
  if (point > 0) {
    big_scale (&s->unit, point);
  } else {
    big_scale (&s->value, -point);
    big_scale (&s->low, -point);
    big_scale (&s->high, -point);
  }
  if (reaches_unit (s)) {
    big_multiply (&s->unit, 10);
    point++;
  }
  return point;
}

static void
generate (state *s, digits *result)
{
  bool below = false, above = false;
  while (!below && !above && result->count < most_digits) {
    times_ten (s);
    char digit = 0;
    for (; big_compare (&s->value, &s->unit) >= 0; digit++)
      big_subtract (&s->value, &s->unit);
    int order = big_compare (&s->value, &s->low);
    below = s->even ? order <= 0 : order < 0;
    above = reaches_unit (s);
    result->digit[result->count++] = digit;
  }
  big twice = s->value;
  big_add (&twice, &s->value);
  if (above && (!below || big_compare (&twice, &s->unit) >= 0))
    result->digit[result->count - 1]++;
}

static void
read_exact (digits *result, double number)
{
  int exponent;
  double fraction = frexp (number, &exponent);
  uint64_t mantissa = (uint64_t)ldexp (fraction, 53);
  exponent -= 53;
  for (; exponent < -1074; exponent++)
    mantissa /= 2;
  state s;
  begin (&s, mantissa, exponent, mantissa == UINT64_C (1) << 52 && exponent > -1074);
  result->point = scale (&s, number);
  generate (&s, result);
  drop_zeros (result);
}

static bool
read_digits (digits *result, double number)
{
  *result = (digits){ .negative = number < 0 };
  if (!isfinite (number))
    return false;
  number = fabs (number);
  if (number > 0 && !read_short (result, number))
    read_exact (result, number);
  return true;
}

/* ---- writing --------------------------------------------------------------------- */

static char
digit_at (const digits *number, int index)
{
  return index >= 0 && index < number->count ? (char)('0' + number->digit[index]) : '0';
}

static void
add_plain (txc_buffer *out, const digits *number, int places)
{
  if (number->negative && number->count)
    txc_buffer_add_char (out, '-');
  if (number->point <= 0)
    txc_buffer_add_char (out, '0');
  for (int i = 0; i < number->point; i++)
    txc_buffer_add_char (out, digit_at (number, i));
  if (places > 0)
    txc_buffer_add_char (out, '.');
  for (int i = 0; i < places; i++)
    txc_buffer_add_char (out, digit_at (number, number->point + i));
}

static void
add_scientific (txc_buffer *out, const digits *number)
{
  if (number->negative)
    txc_buffer_add_char (out, '-');
  txc_buffer_add_char (out, digit_at (number, 0));
  if (number->count > 1)
    txc_buffer_add_char (out, '.');
  for (int i = 1; i < number->count; i++)
    txc_buffer_add_char (out, digit_at (number, i));
  txc_buffer_printf (out, "e%d", number->point - 1);
}

bool
txc_number_add_shortest (txc_buffer *out, double number)
{
  digits decimal;
  if (!read_digits (&decimal, number))
    return false;
  if (decimal.count && (decimal.point < -5 || decimal.point > 21))
    add_scientific (out, &decimal);
  else
    add_plain (out, &decimal, decimal.count > decimal.point ? decimal.count - decimal.point : 0);
  return true;
}

/* To `keep` digits, half away from zero. */
static void
round_digits (digits *number, int keep)
{
  if (keep >= number->count)
    return;
  bool up = keep >= 0 && number->digit[keep] >= 5;
  number->count = keep < 0 ? 0 : keep;
  int i = number->count - 1;
  for (; up && i >= 0 && number->digit[i] == 9; i--)
    number->digit[i] = 0;
  if (up && i >= 0) {
    number->digit[i]++;
  } else if (up) {
    number->digit[0] = 1;
    number->count = 1;
    number->point++;
  }
  drop_zeros (number);
}

bool
txc_number_add_fixed (txc_buffer *out, double number, int places)
{
  digits decimal;
  if (!read_digits (&decimal, number))
    return false;
  places = places < 0 ? 0 : places > 20 ? 20 : places;
  round_digits (&decimal, decimal.point + places);
  add_plain (out, &decimal, places);
  return true;
}

double
txc_number_per_100 (double proportion)
{
  const double precision = 1e9; /* more places than any source gives */
  double product = 100 * proportion;
  double decimal = round (product * precision) / precision;
  /* Dividing, subtracting and multiplying numbers up to 100 misses by less than this. */
  return fabs (product - decimal) < 256 * DBL_EPSILON ? decimal : product;
}
