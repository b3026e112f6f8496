/* SPDX-License-Identifier: Apache-2.0
 *
 * Do the people of a trial have this patient's age and gender? Read from the
 * words in which the base describes them; what the words do not tell counts for
 * nothing.
 */
#include "comparison/comparison.h"

enum { OLDEST = 200, GROWN_UP = 18, RETIRED = 60 };

typedef struct ages {
  int low, high; /* both included */
} age_span;

static bool
is_digit (char c)
{
  return c >= '0' && c <= '9';
}

static const char *
read_number (const char *at, int *number)
{
  *number = 0;
  for (; is_digit (*at) && *number < 1000; at++)
    *number = *number * 10 + (*at - '0');
  return at;
}

static bool
begins (const char *text, const char *word)
{
  return strncmp (text, word, strlen (word)) == 0;
}

/* "18 to 64", "65 and over", "under 18" behind "adults ", "aged " or "people ". */
static bool
read_ages (const char *at, age_span *ages)
{
  bool under = begins (at, "under ");
  int number = 0;
  const char *end = read_number (under ? at + 6 : at, &number);
  if (end == at || (under && end == at + 6) || number > 120)
    return false;
  if (under) {
    *ages = (age_span){ 0, number - 1 };
    return true;
  }
  if (begins (end, " and over") || begins (end, " or over") || begins (end, " and older")) {
    *ages = (age_span){ number, OLDEST };
    return true;
  }
  if (!begins (end, " to ") || !is_digit (end[4]))
    return false;
  ages->low = number;
  read_number (end + 4, &ages->high);
  return true;
}

static bool
find_ages (const char *people, age_span *ages)
{
  static const char *const before[] = { "aged ", "adults ", "people " };
  for (const char *at = people; *at; at++)
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
      if (begins (at, before[i]) && read_ages (at + strlen (before[i]), ages))
        return true;
  return false;
}

static bool
has_word (const char *people, const char *word)
{
  size_t length = strlen (word);
  for (const char *at = strstr (people, word); at; at = strstr (at + 1, word))
    if ((at == people || at[-1] == ' ' || at[-1] == '(') && (at[length] == '\0' || strchr (" ,;)", at[length])))
      return true;
  return false;
}

int
txc_comparison_fit (const txc_selection *selection, const char *people)
{
  age_span ages;
  if (!people)
    return 0;
  int fit = 0;
  if (find_ages (people, &ages) && selection->has_age)
    fit = selection->age < ages.low || selection->age > ages.high ? 2 : 0;
  else if (find_ages (people, &ages)) /* nobody in particular: trials of adults at large speak for most */
    fit = ages.low > GROWN_UP || ages.high < RETIRED;
  bool men = has_word (people, "men"), women = has_word (people, "women");
  if (men != women) {
    bool known = selection->gender != NULL;
    bool same = known && strcmp (selection->gender, men ? "male" : "female") == 0;
    int gender_fit = !known ? 1 : same ? 0 : 2;
    fit = gender_fit > fit ? gender_fit : fit;
  }
  return fit;
}

bool
txc_comparison_mentions (const char *text, const char *word)
{
  txc_text rest = txc_text_of (text), wanted = txc_text_of (word);
  for (; wanted.length && rest.length >= wanted.length; rest.data++, rest.length--)
    if (txc_text_equal_ignoring_case ((txc_text){ rest.data, wanted.length }, wanted))
      return true;
  return false;
}
