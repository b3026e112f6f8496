/* SPDX-License-Identifier: Apache-2.0
 *
 * A stretch of UTF-8 that somebody else owns.
 */
#ifndef TXC_BASE_TEXT_H
#define TXC_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef struct txc_text {
  const char *data;
  size_t length;
} txc_text;

static inline txc_text
txc_text_of (const char *string)
{
  return (txc_text){ string, string ? strlen (string) : 0 };
}

static inline bool
txc_text_equal (txc_text a, txc_text b)
{
  return a.length == b.length && (a.length == 0 || memcmp (a.data, b.data, a.length) == 0);
}

static inline bool
txc_text_is (txc_text text, const char *string)
{
  return txc_text_equal (text, txc_text_of (string));
}

/* Without blanks (space, tab, line ends) at both ends. */
txc_text txc_text_trim (txc_text text);

/* ASCII letters compared without regard to case. */
bool txc_text_equal_ignoring_case (txc_text a, txc_text b);

/* How many single-character edits (insert, delete, replace, swap of neighbours)
   lie between two words; stops counting above `limit` and answers limit + 1.
   For "did you mean". */
size_t txc_text_distance (txc_text a, txc_text b, size_t limit);

/* Does the text hold these words, of four letters at least, in capitals or not?
   For "did you mean", where spelling brings nothing near. */
bool txc_text_holds (txc_text text, txc_text words);

#endif
