/* SPDX-License-Identifier: Apache-2.0 */
#include "table/wrap.h"

typedef struct pair {
  uint32_t character;
  const char *ascii;
} pair;

/* Sorted. Letters are in the strings below. */
static const pair signs[] = {
  { 0x00A0, " " },   { 0x00A3, "GBP" }, { 0x00A7, "section " }, { 0x00A9, "(c)" }, { 0x00AB, "\"" },  { 0x00AE, "(R)" },
  { 0x00B0, "deg" }, { 0x00B1, "+/-" }, { 0x00B2, "2" },  { 0x00B3, "3" },    { 0x00B4, "'" },   { 0x00B5, "u" },
  { 0x00B7, "-" },   { 0x00B9, "1" },   { 0x00BB, "\"" }, { 0x00BC, "1/4" },  { 0x00BD, "1/2" }, { 0x00BE, "3/4" },
  { 0x00D7, "x" },   { 0x00F7, "/" },   { 0x0391, "Alpha" }, { 0x03A7, "Chi" }, { 0x03B1, "alpha" }, { 0x03B2, "beta" },
  { 0x03B3, "gamma" }, { 0x03B4, "delta" }, { 0x03BA, "kappa" }, { 0x03BC, "u" }, { 0x03C3, "sigma" }, { 0x03C4, "tau" },
  { 0x03C7, "chi" }, { 0x2002, " " },   { 0x2003, " " },  { 0x2007, " " },    { 0x2009, " " },   { 0x200A, " " },
  { 0x2010, "-" },   { 0x2011, "-" },   { 0x2012, "-" },  { 0x2013, "-" },    { 0x2014, "--" },  { 0x2018, "'" },
  { 0x2019, "'" },   { 0x201A, "'" },   { 0x201C, "\"" }, { 0x201D, "\"" },   { 0x201E, "\"" },  { 0x2020, "+" },
  { 0x2022, "*" },   { 0x2026, "..." }, { 0x202F, " " },  { 0x2030, "per mille" }, { 0x2032, "'" }, { 0x2070, "0" },
  { 0x2074, "4" },   { 0x2080, "0" },   { 0x2081, "1" },  { 0x2082, "2" },    { 0x20AC, "EUR" }, { 0x2122, "(TM)" },
  { 0x2190, "<-" },  { 0x2192, "->" },  { 0x2194, "<->" }, { 0x21D2, "=>" },  { 0x2212, "-" },   { 0x2248, "about " },
  { 0x2260, "!=" },  { 0x2264, "<=" },  { 0x2265, ">=" }, { 0x2500, "-" },    { 0x2501, "=" },   { 0x2502, "|" }
};

/* U+00C0 to U+017F, one letter each. */
static const char latin[] = "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty"
                            "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNn"
                            "OoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

/* Letters that are two in ASCII. */
static const pair doubles[] = {
  { 0x00C4, "Ae" }, { 0x00C6, "AE" }, { 0x00D6, "Oe" }, { 0x00DC, "Ue" }, { 0x00DF, "ss" }, { 0x00E4, "ae" },
  { 0x00E6, "ae" }, { 0x00F6, "oe" }, { 0x00FC, "ue" }, { 0x0152, "OE" }, { 0x0153, "oe" }
};

static const char *
look_up (const pair *pairs, size_t count, uint32_t character)
{
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (pairs[middle].character < character)
      low = middle + 1;
    else
      high = middle;
  }
  return low < count && pairs[low].character == character ? pairs[low].ascii : NULL;
}

static const char *
latin_letter (uint32_t character)
{
  static const char letters[] = "A\0B\0C\0D\0E\0F\0G\0H\0I\0J\0K\0L\0M\0N\0O\0P\0Q\0R\0S\0T\0U\0V\0W\0X\0Y\0Z\0"
                                "a\0b\0c\0d\0e\0f\0g\0h\0i\0j\0k\0l\0m\0n\0o\0p\0q\0r\0s\0t\0u\0v\0w\0x\0y\0z";
  char letter = latin[character - 0xC0];
  return letters + 2 * (letter >= 'a' ? letter - 'a' + 26 : letter - 'A');
}

const char *
txc_ascii_for (uint32_t character)
{
  const char *found = look_up (signs, sizeof signs / sizeof *signs, character);
  if (!found)
    found = look_up (doubles, sizeof doubles / sizeof *doubles, character);
  if (found)
    return found;
  if (character >= 0xC0 && character - 0xC0 < sizeof latin - 1)
    return latin_letter (character);
  if (character >= 0x0300 && character <= 0x036F)
    return "";
  return "?";
}
