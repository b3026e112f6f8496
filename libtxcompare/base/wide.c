/* SPDX-License-Identifier: Apache-2.0 */
#include "base/wide.h"

static void
trim (txc_wide *wide)
{
  while (wide->count && wide->limbs[wide->count - 1] == 0)
    wide->count--;
}

txc_wide
txc_wide_of (uint64_t high, uint64_t low)
{
  txc_wide wide = { .limbs = { (uint32_t)low, (uint32_t)(low >> 32), (uint32_t)high, (uint32_t)(high >> 32) },
                    .count = 4 };
  trim (&wide);
  return wide;
}

bool
txc_wide_get (const txc_wide *wide, uint64_t *high, uint64_t *low)
{
  if (wide->count > 4)
    return false;
  *low = (uint64_t)wide->limbs[1] << 32 | wide->limbs[0];
  *high = (uint64_t)wide->limbs[3] << 32 | wide->limbs[2];
  return true;
}

static bool
multiply_small (txc_wide *wide, uint32_t factor)
{
  uint64_t carry = 0;
  for (size_t i = 0; i < wide->count; i++) {
    carry += (uint64_t)wide->limbs[i] * factor;
    wide->limbs[i] = (uint32_t)carry;
    carry >>= 32;
  }
  if (carry && wide->count == TXC_WIDE_LIMBS)
    return false;
  if (carry)
    wide->limbs[wide->count++] = (uint32_t)carry;
  trim (wide);
  return true;
}

bool
txc_wide_multiply_wide (txc_wide *wide, const txc_wide *factor)
{
  txc_wide product = { .count = wide->count + factor->count };
  if (product.count > TXC_WIDE_LIMBS)
    return false;
  for (size_t i = 0; i < wide->count; i++) {
    uint64_t carry = 0;
    for (size_t j = 0; j < factor->count; j++) {
      carry += (uint64_t)wide->limbs[i] * factor->limbs[j] + product.limbs[i + j];
      product.limbs[i + j] = (uint32_t)carry;
      carry >>= 32;
    }
    product.limbs[i + factor->count] = (uint32_t)carry;
  }
  trim (&product);
  *wide = product;
  return true;
}

bool
txc_wide_multiply (txc_wide *wide, uint64_t factor)
{
  if (factor <= UINT32_MAX)
    return multiply_small (wide, (uint32_t)factor);
  txc_wide other = txc_wide_of (0, factor);
  return txc_wide_multiply_wide (wide, &other);
}

bool
txc_wide_multiply_ten (txc_wide *wide, unsigned power)
{
  for (; power >= 9; power -= 9)
    if (!multiply_small (wide, 1000000000))
      return false;
  uint32_t rest = 1;
  for (; power; power--)
    rest *= 10;
  return multiply_small (wide, rest);
}

bool
txc_wide_add (txc_wide *wide, uint64_t addend)
{
  for (size_t i = 0; addend; i++) {
    if (i == TXC_WIDE_LIMBS)
      return false;
    if (i == wide->count)
      wide->limbs[wide->count++] = 0;
    uint64_t sum = (uint64_t)wide->limbs[i] + (uint32_t)addend;
    wide->limbs[i] = (uint32_t)sum;
    addend = (addend >> 32) + (sum >> 32);
  }
  return true;
}

int
txc_wide_compare (const txc_wide *a, const txc_wide *b)
{
  if (a->count != b->count)
    return a->count < b->count ? -1 : 1;
  for (size_t i = a->count; i-- > 0;)
    if (a->limbs[i] != b->limbs[i])
      return a->limbs[i] < b->limbs[i] ? -1 : 1;
  return 0;
}

uint32_t
txc_wide_divide_small (txc_wide *wide, uint32_t divisor)
{
  uint64_t remainder = 0;
  for (size_t i = wide->count; i-- > 0;) {
    remainder = remainder << 32 | wide->limbs[i];
    wide->limbs[i] = (uint32_t)(remainder / divisor);
    remainder %= divisor;
  }
  trim (wide);
  return (uint32_t)remainder;
}

/* a -= b, where a >= b. */
static void
subtract (txc_wide *a, const txc_wide *b)
{
  uint64_t borrow = 0;
  for (size_t i = 0; i < a->count; i++) {
    uint64_t taken = borrow + (i < b->count ? b->limbs[i] : 0);
    borrow = a->limbs[i] < taken;
    a->limbs[i] = (uint32_t)(a->limbs[i] - taken);
  }
  trim (a);
}

/* wide = wide * 2 + bit; the caller has made sure that there is room. */
static void
shift_in (txc_wide *wide, uint32_t bit)
{
  for (size_t i = 0; i < wide->count; i++) {
    uint32_t next = wide->limbs[i] >> 31;
    wide->limbs[i] = wide->limbs[i] << 1 | bit;
    bit = next;
  }
  if (bit)
    wide->limbs[wide->count++] = bit;
}

/* Bit by bit: short, and divisors beyond 32 bits are rare. */
static void
divide (txc_wide *wide, const txc_wide *divisor)
{
  txc_wide quotient = { .count = wide->count }, remainder = { .count = 0 };
  for (size_t bit = wide->count * 32; bit-- > 0;) {
    shift_in (&remainder, wide->limbs[bit / 32] >> bit % 32 & 1);
    if (txc_wide_compare (&remainder, divisor) >= 0) {
      subtract (&remainder, divisor);
      quotient.limbs[bit / 32] |= 1u << bit % 32;
    }
  }
  trim (&quotient);
  *wide = quotient;
}

bool
txc_wide_divide_rounded (txc_wide *wide, const txc_wide *divisor)
{
  /* floor ((floor (2x / d) + 1) / 2) is x / d rounded half up. */
  if (!multiply_small (wide, 2) || divisor->count == TXC_WIDE_LIMBS)
    return false;
  if (divisor->count == 1)
    txc_wide_divide_small (wide, divisor->limbs[0]);
  else
    divide (wide, divisor);
  if (!txc_wide_add (wide, 1))
    return false;
  txc_wide_divide_small (wide, 2);
  return true;
}
