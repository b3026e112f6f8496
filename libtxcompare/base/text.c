/* SPDX-License-Identifier: Apache-2.0 */
#include "base/text.h"

static bool
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

txc_text
txc_text_trim (txc_text text)
{
  while (text.length && is_blank (text.data[0]))
    text.data++, text.length--;
  while (text.length && is_blank (text.data[text.length - 1]))
    text.length--;
  return text;
}

static char
lower (char c)
{
  return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool
txc_text_equal_ignoring_case (txc_text a, txc_text b)
{
  if (a.length != b.length)
    return false;
  for (size_t i = 0; i < a.length; i++)
    if (lower (a.data[i]) != lower (b.data[i]))
      return false;
  return true;
}

enum { longest_compared = 64 };

static size_t
smallest (size_t a, size_t b, size_t c)
{
  size_t least = a < b ? a : b;
  return least < c ? least : c;
}

/* Optimal string alignment distance; three rows suffice. */
size_t
txc_text_distance (txc_text a, txc_text b, size_t limit)
{
  if (a.length > longest_compared || b.length > longest_compared)
    return limit + 1;
  size_t rows[3][longest_compared + 1];
  for (size_t j = 0; j <= b.length; j++)
    rows[0][j] = j;
  for (size_t i = 1; i <= a.length; i++) {
    size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
    row[0] = i;
    for (size_t j = 1; j <= b.length; j++) {
      char x = lower (a.data[i - 1]), y = lower (b.data[j - 1]);
      row[j] = smallest (above[j] + 1, row[j - 1] + 1, above[j - 1] + (x != y));
      if (i > 1 && j > 1 && x == lower (b.data[j - 2]) && lower (a.data[i - 2]) == y
          && two_above[j - 2] + 1 < row[j])
        row[j] = two_above[j - 2] + 1;
    }
  }
  size_t distance = rows[a.length % 3][b.length];
  return distance > limit ? limit + 1 : distance;
}

bool
txc_text_holds (txc_text text, txc_text words)
{
  for (size_t i = 0; words.length >= 4 && i + words.length <= text.length; i++)
    if (txc_text_equal_ignoring_case ((txc_text){ text.data + i, words.length }, words))
      return true;
  return false;
}
