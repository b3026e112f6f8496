/* SPDX-License-Identifier: Apache-2.0 */
#include "knowledge/codes.h"

static bool
is_digit (char c)
{
  return c >= '0' && c <= '9';
}

static bool
is_capital (char c)
{
  return c >= 'A' && c <= 'Z';
}

static bool
all_digits (txc_text text)
{
  for (size_t i = 0; i < text.length; i++)
    if (!is_digit (text.data[i]))
      return false;
  return text.length > 0;
}

/* Verhoeff 1969: the dihedral group D5, and its permutation, applied once more
   at each place from the right. A number with its check digit sums to 0. */
static bool
verhoeff_holds (txc_text digits)
{
  static const unsigned char permutation[10] = { 1, 5, 7, 6, 2, 8, 3, 0, 9, 4 };
  unsigned sum = 0;
  for (size_t i = 0; i < digits.length; i++) {
    unsigned digit = (unsigned)(digits.data[digits.length - 1 - i] - '0');
    for (size_t k = 0; k < i % 8; k++)
      digit = permutation[digit];
    /* Multiplication in D5: rotations 0 to 4, reflections 5 to 9. */
    if (sum < 5)
      sum = digit < 5 ? (sum + digit) % 5 : 5 + (sum + digit) % 5;
    else
      sum = digit < 5 ? 5 + (sum - digit) % 5 : (sum - digit + 5) % 5;
  }
  return sum == 0;
}

/* SNOMED CT identifiers: 6 to 18 digits; the two before the check digit are the
   partition, 00 or 10 for concepts. */
static const char *
snomed_trouble (txc_text code)
{
  if (!all_digits (code) || code.length < 6 || code.length > 18 || code.data[0] == '0')
    return "is no SNOMED CT identifier: 6 to 18 digits";
  if (!verhoeff_holds (code))
    return "has a wrong check digit";
  char type = code.data[code.length - 2], extension = code.data[code.length - 3];
  if (type != '0' || (extension != '0' && extension != '1'))
    return "does not name a concept";
  return NULL;
}

/* LOINC: a number, a hyphen and its mod 10 check digit: digits at odd places
   from the right are doubled and summed digit by digit (Luhn's formula). */
static const char *
loinc_trouble (txc_text code)
{
  if (code.length < 3 || code.length > 9 || code.data[code.length - 2] != '-' || !is_digit (code.data[code.length - 1])
      || !all_digits ((txc_text){ code.data, code.length - 2 }))
    return "is no LOINC number: digits, a hyphen and a check digit";
  unsigned sum = 0;
  for (size_t i = 0; i + 2 < code.length; i++) {
    unsigned digit = (unsigned)(code.data[code.length - 3 - i] - '0');
    digit = i % 2 == 0 ? digit * 2 : digit;
    sum += digit / 10 + digit % 10;
  }
  unsigned expected = (10 - sum % 10) % 10;
  return expected == (unsigned)(code.data[code.length - 1] - '0') ? NULL : "has a wrong check digit";
}

/* ATC: A10BA02, or a shorter level of it. */
static const char *
atc_trouble (txc_text code)
{
  static const char pattern[] = "A00AA00";
  if (code.length != 1 && code.length != 3 && code.length != 4 && code.length != 5 && code.length != 7)
    return "is no ATC code: like N06AB06";
  for (size_t i = 0; i < code.length; i++)
    if (pattern[i] == 'A' ? !is_capital (code.data[i]) : !is_digit (code.data[i]))
      return "is no ATC code: like N06AB06";
  return NULL;
}

/* ICD-10-CM: F32.81, with letters allowed behind the first two places. */
static const char *
icd_trouble (txc_text code)
{
  bool good = code.length >= 3 && code.length <= 8 && is_capital (code.data[0]) && is_digit (code.data[1])
              && (is_digit (code.data[2]) || is_capital (code.data[2])) && code.length != 4
              && (code.length == 3 || code.data[3] == '.');
  for (size_t i = 4; good && i < code.length; i++)
    good = is_digit (code.data[i]) || is_capital (code.data[i]);
  return good ? NULL : "is no ICD-10-CM code: like F32.81";
}

const char *
txc_code_trouble (const char *system, txc_text code)
{
  if (strcmp (system, "snomed") == 0)
    return snomed_trouble (code);
  if (strcmp (system, "loinc") == 0)
    return loinc_trouble (code);
  if (strcmp (system, "atc") == 0)
    return atc_trouble (code);
  if (strcmp (system, "icd-10-cm") == 0)
    return icd_trouble (code);
  if (strcmp (system, "rxnorm") == 0 && !all_digits (code))
    return "is no RxNorm identifier: digits only";
  return NULL;
}

bool
txc_code_system_has_prefixes (const char *system)
{
  return strcmp (system, "icd-10-cm") == 0 || strcmp (system, "atc") == 0;
}
