/* SPDX-License-Identifier: Apache-2.0 */
#include "base/decimal.h"

#include <math.h>

#include "base/wide.h"

static const uint32_t powers_of_ten[] = { 1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000 };

enum { one = 100000000 };

/* 10^36 - 1: 28 digits before the point and 8 behind it, all nines. */
static const uint64_t largest_high = 0xC097CE7BC90715, largest_low = 0xB34B9F0FFFFFFFFF;

/* A decimal without its sign. */
typedef struct magnitude {
  uint64_t high;
  uint64_t low;
} magnitude;

static magnitude
magnitude_of (txc_decimal value)
{
  magnitude m = { (uint64_t)value.high, value.low };
  if (value.high < 0) {
    m.low = ~m.low + 1;
    m.high = ~m.high + (m.low == 0);
  }
  return m;
}

bool
txc_decimal_in_range (txc_decimal value)
{
  magnitude m = magnitude_of (value);
  return m.high < largest_high || (m.high == largest_high && m.low <= largest_low);
}

/* False if it has more than 120 bits. */
static bool
signed_of (magnitude m, bool negative, txc_decimal *result)
{
  if (m.high >> 56)
    return false;
  if (negative) {
    m.low = ~m.low + 1;
    m.high = ~m.high + (m.low == 0);
  }
  *result = (txc_decimal){ (int64_t)m.high, m.low };
  return true;
}

static txc_wide
wide_of (txc_decimal value)
{
  magnitude m = magnitude_of (value);
  return txc_wide_of (m.high, m.low);
}

static bool
from_wide (const txc_wide *wide, bool negative, txc_decimal *result)
{
  magnitude m;
  return txc_wide_get (wide, &m.high, &m.low) && signed_of (m, negative, result);
}

txc_decimal
txc_decimal_make (int64_t units, int places)
{
  txc_wide wide = txc_wide_of (0, units < 0 ? (uint64_t)0 - (uint64_t)units : (uint64_t)units);
  txc_decimal result = { 0, 0 };
  /* 19 digits times 10^8 always fit. */
  if (txc_wide_multiply_ten (&wide, (unsigned)(TXC_DECIMAL_PLACES - places)))
    from_wide (&wide, units < 0, &result);
  return result;
}

txc_decimal
txc_decimal_of (int64_t integer)
{
  if (integer > INT64_MAX / one || integer < INT64_MIN / one)
    return txc_decimal_make (integer, 0);
  int64_t units = integer * one;
  return (txc_decimal){ units < 0 ? -1 : 0, (uint64_t)units };
}

txc_decimal
txc_decimal_negate (txc_decimal value)
{
  txc_decimal result = { 0, ~value.low + 1 };
  result.high = (int64_t)(~(uint64_t)value.high + (result.low == 0));
  return result;
}

bool
txc_decimal_add (txc_decimal a, txc_decimal b, txc_decimal *result)
{
  uint64_t low = a.low + b.low;
  /* Both are below 2^120, so the high halves cannot overflow. */
  txc_decimal sum = { a.high + b.high + (low < a.low), low };
  return signed_of (magnitude_of (sum), sum.high < 0, result);
}

bool
txc_decimal_subtract (txc_decimal a, txc_decimal b, txc_decimal *result)
{
  return txc_decimal_add (a, txc_decimal_negate (b), result);
}

bool
txc_decimal_multiply (txc_decimal a, txc_decimal b, txc_decimal *result)
{
  txc_wide product = wide_of (a), factor = wide_of (b), unit = txc_wide_of (0, one);
  return txc_wide_multiply_wide (&product, &factor) && txc_wide_divide_rounded (&product, &unit)
         && from_wide (&product, (a.high < 0) != (b.high < 0), result);
}

bool
txc_decimal_divide (txc_decimal a, txc_decimal b, txc_decimal *result)
{
  txc_wide quotient = wide_of (a), divisor = wide_of (b);
  return divisor.count > 0 && txc_wide_multiply (&quotient, one) && txc_wide_divide_rounded (&quotient, &divisor)
         && from_wide (&quotient, (a.high < 0) != (b.high < 0), result);
}

bool
txc_decimal_scale (txc_decimal value, uint64_t numerator, uint64_t denominator, int exponent, txc_decimal *result)
{
  txc_wide scaled = wide_of (value), divisor = txc_wide_of (0, denominator);
  unsigned power = (unsigned)(exponent < 0 ? -exponent : exponent);
  if (denominator == 0 || !txc_wide_multiply (&scaled, numerator)
      || !txc_wide_multiply_ten (exponent < 0 ? &divisor : &scaled, power))
    return false;
  return txc_wide_divide_rounded (&scaled, &divisor) && from_wide (&scaled, value.high < 0, result);
}

int
txc_decimal_compare_scaled (txc_decimal a, txc_decimal b, uint64_t numerator, uint64_t denominator, int exponent)
{
  int sign = txc_decimal_sign (a), other = txc_decimal_sign (b);
  if (sign != other || sign == 0)
    return sign < other ? -1 : sign > other;
  txc_wide left = wide_of (a), right = wide_of (b);
  unsigned power = (unsigned)(exponent < 0 ? -exponent : exponent);
  /* 120 + 64 bits always fit; the power of ten may not, and then it decides. */
  bool fits = txc_wide_multiply (&left, denominator) && txc_wide_multiply (&right, numerator);
  if (fits && txc_wide_multiply_ten (exponent < 0 ? &left : &right, power))
    return sign * txc_wide_compare (&left, &right);
  return exponent < 0 ? sign : -sign;
}

txc_decimal
txc_decimal_truncate (txc_decimal value, int places)
{
  txc_wide wide = wide_of (value);
  txc_wide_divide_small (&wide, powers_of_ten[TXC_DECIMAL_PLACES - places]);
  txc_decimal result = value;
  if (txc_wide_multiply_ten (&wide, (unsigned)(TXC_DECIMAL_PLACES - places)))
    from_wide (&wide, value.high < 0, &result);
  return result;
}

txc_decimal
txc_decimal_round (txc_decimal value, int places)
{
  txc_wide wide = wide_of (value), divisor = txc_wide_of (0, powers_of_ten[TXC_DECIMAL_PLACES - places]);
  txc_decimal result = value;
  /* Rounding the largest numbers up would leave the range: they stay. */
  if (txc_wide_divide_rounded (&wide, &divisor)
      && txc_wide_multiply_ten (&wide, (unsigned)(TXC_DECIMAL_PLACES - places)))
    from_wide (&wide, value.high < 0, &result);
  return result;
}

int
txc_decimal_places (txc_decimal value)
{
  txc_wide wide = wide_of (value);
  uint32_t fraction = txc_wide_divide_small (&wide, one);
  int places = fraction ? TXC_DECIMAL_PLACES : 0;
  for (; fraction && fraction % 10 == 0; fraction /= 10)
    places--;
  return places;
}

bool
txc_decimal_to_integer (txc_decimal value, int64_t *integer)
{
  txc_wide wide = wide_of (value);
  magnitude m;
  if (txc_wide_divide_small (&wide, one) || !txc_wide_get (&wide, &m.high, &m.low) || m.high)
    return false;
  if (value.high < 0 ? m.low > (uint64_t)INT64_MAX + 1 : m.low > INT64_MAX)
    return false;
  *integer = value.high < 0 ? -(int64_t)(m.low - 1) - 1 : (int64_t)m.low;
  return true;
}

double
txc_decimal_to_double (txc_decimal value)
{
  magnitude m = magnitude_of (value);
  double units = ldexp ((double)m.high, 64) + (double)m.low;
  return (value.high < 0 ? -units : units) / one;
}

bool
txc_decimal_from_double (double number, txc_decimal *result)
{
  if (!isfinite (number) || fabs (number) >= 1e28)
    return false;
  double whole = trunc (fabs (number));
  uint64_t high = (uint64_t)floor (ldexp (whole, -64));
  uint64_t low = (uint64_t)(whole - ldexp ((double)high, 64));
  txc_wide wide = txc_wide_of (high, low);
  return txc_wide_multiply (&wide, one) && txc_wide_add (&wide, (uint64_t)llround ((fabs (number) - whole) * one))
         && from_wide (&wide, number < 0, result) && txc_decimal_in_range (*result);
}

/* A number as it is written: digits without the point and where the point is. */
typedef struct written {
  bool negative;
  bool lost;        /* digits other than 0 beyond the eighth place, rounded */
  size_t whole;     /* digits before the point, leading zeros not counted */
  size_t places;    /* digits behind the point */
  txc_text digits;  /* with the point in it */
  int64_t exponent; /* of ten */
} written;

static size_t
skip_digits (txc_text text, size_t at)
{
  while (at < text.length && text.data[at] >= '0' && text.data[at] <= '9')
    at++;
  return at;
}

static bool
read_exponent (txc_text text, int64_t *exponent)
{
  size_t at = 1;
  bool negative = at < text.length && text.data[at] == '-';
  if (at < text.length && (text.data[at] == '-' || text.data[at] == '+'))
    at++;
  if (at == text.length || skip_digits (text, at) != text.length)
    return false;
  for (; at < text.length; at++)
    if (*exponent < 1000000)
      *exponent = *exponent * 10 + (text.data[at] - '0');
  if (negative)
    *exponent = -*exponent;
  return true;
}

static bool
read_written (txc_text text, bool exponent, written *out)
{
  *out = (written){ .negative = text.length && text.data[0] == '-' };
  size_t start = text.length && (text.data[0] == '-' || text.data[0] == '+');
  size_t point = skip_digits (text, start), end = point;
  if (point == start)
    return false;
  if (end < text.length && text.data[end] == '.') {
    end = skip_digits (text, point + 1);
    out->places = end - point - 1;
    if (out->places == 0)
      return false;
  }
  out->digits = (txc_text){ text.data + start, end - start };
  out->whole = point - start;
  for (size_t i = start; i < point && text.data[i] == '0'; i++)
    out->whole--;
  if (end < text.length && exponent && (text.data[end] == 'e' || text.data[end] == 'E'))
    return read_exponent ((txc_text){ text.data + end, text.length - end }, &out->exponent);
  return end == text.length;
}

/* Collects the digits that count into units of 10^-8; digits further behind are
   dropped and the first of them rounds. */
static bool
collect (written *number, txc_decimal *result)
{
  txc_wide wide = txc_wide_of (0, 0);
  int64_t place = TXC_DECIMAL_PLACES + number->exponent, last = place - (int64_t)number->places;
  int64_t at = place + (int64_t)(number->digits.length - number->places - (number->places > 0));
  bool round_up = false;
  for (size_t i = 0; i < number->digits.length; i++) {
    unsigned digit = (unsigned)(number->digits.data[i] - '0');
    if (number->digits.data[i] == '.')
      continue;
    at--; /* the digit counts 10^at units */
    if (at >= 0) {
      if (!txc_wide_multiply (&wide, 10) || !txc_wide_add (&wide, digit))
        return false;
    } else {
      number->lost |= digit != 0;
      round_up |= at == -1 && digit >= 5;
    }
  }
  if (last > 0 && wide.count && (last > 40 || !txc_wide_multiply_ten (&wide, (unsigned)last)))
    return false;
  return txc_wide_add (&wide, round_up) && from_wide (&wide, number->negative, result);
}

txc_status
txc_decimal_parse (txc_text text, txc_decimal *result)
{
  written number;
  if (!read_written (text, false, &number))
    return TXC_SYNTAX;
  if (number.whole > TXC_DECIMAL_DIGITS || number.places > TXC_DECIMAL_PLACES)
    return TXC_LIMIT;
  return collect (&number, result) && txc_decimal_in_range (*result) ? TXC_OK : TXC_LIMIT;
}

txc_status
txc_decimal_parse_json (txc_text text, txc_decimal *result, bool *exact)
{
  written number;
  if (!read_written (text, true, &number))
    return TXC_SYNTAX;
  bool fits = collect (&number, result) && txc_decimal_in_range (*result);
  if (exact)
    *exact = fits && !number.lost;
  return fits ? TXC_OK : TXC_LIMIT;
}

void
txc_decimal_print (txc_decimal value, int places, txc_buffer *out)
{
  char digits[48];
  size_t at = sizeof digits;
  int behind = txc_decimal_places (value);
  if (behind < places)
    behind = places;
  txc_wide wide = wide_of (value);
  uint32_t fraction = txc_wide_divide_small (&wide, one) / powers_of_ten[TXC_DECIMAL_PLACES - behind];
  for (int i = 0; i < behind; i++, fraction /= 10)
    digits[--at] = (char)('0' + fraction % 10);
  if (behind)
    digits[--at] = '.';
  do {
    digits[--at] = (char)('0' + txc_wide_divide_small (&wide, 10));
  } while (wide.count);
  if (value.high < 0)
    digits[--at] = '-';
  txc_buffer_add_text (out, (txc_text){ digits + at, sizeof digits - at });
}
