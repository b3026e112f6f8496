/* SPDX-License-Identifier: Apache-2.0 */
#include "cql/lexer.h"

#include "text/utf8.h"

/* Every reserved word of CQL 1.5 that can begin or join what we read; sorted. */
static const char *const keywords[] = {
  "Interval", "List",   "after",  "and",    "as",       "before",  "between", "case",     "cast",         "ceiling",
  "code",     "contains", "convert", "date", "day",     "days",    "difference", "distinct", "div",       "duration",
  "during",   "else",   "end",    "ends",   "except",   "exists",  "expand",  "false",    "flatten",      "from",
  "hour",     "hours",  "if",     "implies", "in",      "included", "includes", "intersect", "is",        "less",
  "meets",    "millisecond", "milliseconds", "minute", "minutes", "mod", "month", "months", "more", "not",
  "null",     "occurs", "of",     "on",     "or",       "overlaps", "point",  "predecessor", "properly",  "same",
  "second",   "seconds", "singleton", "start", "starts", "successor", "than", "then",     "time",
  "timezoneoffset",
  "to",       "true",   "union",  "week",   "weeks",    "when",    "width",   "within",   "xor",          "year",
  "years"
};

/* Words of the list above that are ordinary names in CQL's grammar, too. */
static bool
is_ordinary (txc_text word)
{
  return txc_text_is (word, "ceiling") || txc_text_is (word, "code") || txc_text_is (word, "date")
         || txc_text_is (word, "time");
}

static bool
is_keyword (txc_text word)
{
  size_t low = 0, high = sizeof keywords / sizeof *keywords;
  while (low < high) {
    size_t middle = (low + high) / 2;
    int order = strncmp (word.data, keywords[middle], word.length);
    if (order == 0 && keywords[middle][word.length] == '\0')
      return !is_ordinary (word);
    if (order > 0)
      low = middle + 1;
    else
      high = middle;
  }
  return false;
}

static char
char_at (const txc_cql_compilation *c, size_t offset)
{
  return offset < c->text.length ? c->text.data[offset] : '\0';
}

static bool
is_digit (char ch)
{
  return ch >= '0' && ch <= '9';
}

static bool
is_letter (char ch)
{
  return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || ch == '_';
}

/* Behind blanks and both kinds of comment. */
static bool
skip_blanks (txc_cql_compilation *c, size_t *offset)
{
  for (;;) {
    char ch = char_at (c, *offset), next = char_at (c, *offset + 1);
    if (*offset < c->text.length && (ch == ' ' || ch == '\t' || ch == '\n' || ch == '\r')) {
      ++*offset;
    } else if (ch == '/' && next == '/') {
      while (*offset < c->text.length && char_at (c, *offset) != '\n')
        ++*offset;
    } else if (ch == '/' && next == '*') {
      size_t start = *offset;
      for (*offset += 2; char_at (c, *offset) != '*' || char_at (c, *offset + 1) != '/'; ++*offset)
        if (*offset >= c->text.length) {
          txc_cql_problem (c, start, 2, "add */", "this comment does not end");
          return false;
        }
      *offset += 2;
    } else {
      return true;
    }
  }
}

static txc_token
token (const txc_cql_compilation *c, txc_token_kind kind, size_t start, size_t end)
{
  return (txc_token){ .kind = kind, .offset = start, .length = end - start,
                      .text = { c->text.data + start, end - start } };
}

static txc_token
read_quoted (txc_cql_compilation *c, size_t start, char quote)
{
  bool escaped = false;
  size_t end = start + 1;
  for (; end < c->text.length && char_at (c, end) != quote; end++)
    if (char_at (c, end) == '\\') {
      escaped = true;
      end++;
    }
  if (end >= c->text.length) {
    txc_cql_problem (c, start, 1, "add the closing quote", "this %s does not end", quote == '\'' ? "text" : "name");
    return token (c, TXC_TOKEN_WRONG, start, c->text.length);
  }
  txc_token result = token (c, quote == '\'' ? TXC_TOKEN_STRING : TXC_TOKEN_NAME, start, end + 1);
  result.text = (txc_text){ c->text.data + start + 1, end - start - 1 };
  result.escaped = escaped;
  result.quoted = true;
  return result;
}

static size_t
skip_digits (const txc_cql_compilation *c, size_t at)
{
  while (is_digit (char_at (c, at)))
    at++;
  return at;
}

static txc_token
read_number (const txc_cql_compilation *c, size_t start)
{
  size_t end = skip_digits (c, start);
  if (char_at (c, end) == '.' && is_digit (char_at (c, end + 1)))
    return token (c, TXC_TOKEN_DECIMAL, start, skip_digits (c, end + 1));
  if (char_at (c, end) != 'L' || is_letter (char_at (c, end + 1)) || is_digit (char_at (c, end + 1)))
    return token (c, TXC_TOKEN_INTEGER, start, end);
  txc_token result = token (c, TXC_TOKEN_LONG, start, end + 1);
  result.text.length--;
  return result;
}

/* hh:mm:ss.fff and, for moments, Z or +hh:mm. */
static size_t
skip_time (const txc_cql_compilation *c, size_t at, bool offset)
{
  while (is_digit (char_at (c, at))
         || ((char_at (c, at) == ':' || char_at (c, at) == '.') && is_digit (char_at (c, at + 1))))
    at++;
  if (offset && char_at (c, at) == 'Z')
    return at + 1;
  if (offset && (char_at (c, at) == '+' || char_at (c, at) == '-') && is_digit (char_at (c, at + 1)))
    for (at++; is_digit (char_at (c, at)) || (char_at (c, at) == ':' && is_digit (char_at (c, at + 1)));)
      at++;
  return at;
}

/* What stands behind @. */
static txc_token
read_moment (const txc_cql_compilation *c, size_t start)
{
  size_t at = start + 1;
  txc_token_kind kind = TXC_TOKEN_DATE;
  if (char_at (c, at) == 'T') {
    at = skip_time (c, at + 1, false);
    kind = TXC_TOKEN_TIME;
  } else {
    at = skip_digits (c, at);
    for (int part = 0; part < 2 && char_at (c, at) == '-' && is_digit (char_at (c, at + 1)); part++)
      at = skip_digits (c, at + 1);
    if (char_at (c, at) == 'T') {
      kind = TXC_TOKEN_DATETIME;
      at = skip_time (c, at + 1, is_digit (char_at (c, at + 1)));
    }
  }
  txc_token result = token (c, kind, start, at);
  result.text = (txc_text){ c->text.data + start + 1, at - start - 1 };
  return result;
}

static txc_token
read_symbol (txc_cql_compilation *c, size_t start)
{
  static const char pairs[][3] = { "<=", ">=", "!=", "!~" };
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
    if (char_at (c, start) == pairs[i][0] && char_at (c, start + 1) == pairs[i][1])
      return token (c, TXC_TOKEN_SYMBOL, start, start + 2);
  char ch = char_at (c, start);
  if (ch && strchr ("+-*/^<>=~(){}[],.:|&", ch))
    return token (c, TXC_TOKEN_SYMBOL, start, start + 1);
  size_t end = start;
  uint32_t character = 0;
  txc_utf8_next (c->text, &end, &character);
  const char *hint = ch == ';' ? "a rule is one expression" : character == 0x2018 || character == 0x2019
                     ? "write text in plain quotes: 'like this'" : character == 0x2265 ? "write >="
                     : character == 0x2264 ? "write <=" : ch == '!' ? "write not, or !=" : NULL;
  txc_cql_problem (c, start, end - start, hint, "this character has no meaning here");
  return token (c, TXC_TOKEN_WRONG, start, end);
}

txc_token
txc_cql_next_token (txc_cql_compilation *c, size_t offset)
{
  if (!skip_blanks (c, &offset))
    return token (c, TXC_TOKEN_WRONG, c->text.length, c->text.length);
  if (offset >= c->text.length)
    return token (c, TXC_TOKEN_END, c->text.length, c->text.length);
  char ch = char_at (c, offset);
  if (is_letter (ch)) {
    size_t end = offset;
    while (is_letter (char_at (c, end)) || is_digit (char_at (c, end)))
      end++;
    txc_token result = token (c, TXC_TOKEN_NAME, offset, end);
    if (is_keyword (result.text))
      result.kind = TXC_TOKEN_WORD;
    return result;
  }
  if (is_digit (ch))
    return read_number (c, offset);
  if (ch == '\'' || ch == '"' || ch == '`')
    return read_quoted (c, offset, ch);
  if (ch == '@' && (is_digit (char_at (c, offset + 1)) || char_at (c, offset + 1) == 'T'))
    return read_moment (c, offset);
  return read_symbol (c, offset);
}

static int
hex_digit (char ch)
{
  if (is_digit (ch))
    return ch - '0';
  return ch >= 'a' && ch <= 'f' ? ch - 'a' + 10 : ch >= 'A' && ch <= 'F' ? ch - 'A' + 10 : -1;
}

/* The escape at text[*i], a backslash, into `out`; *i moves to its last byte. */
static bool
unescape_one (txc_text text, size_t *i, txc_buffer *out)
{
  static const char from[] = "'\"`\\/rntf", to[] = "'\"`\\/\r\n\t\f";
  char ch = *i + 1 < text.length ? text.data[++*i] : '\0';
  const char *found = ch ? strchr (from, ch) : NULL;
  if (found) {
    txc_buffer_add_char (out, to[found - from]);
    return true;
  }
  uint32_t character = 0;
  if (ch != 'u' || text.length - *i < 5)
    return false;
  for (size_t end = *i + 4; *i < end;) {
    int digit = hex_digit (text.data[++*i]);
    if (digit < 0)
      return false;
    character = character * 16 + (uint32_t)digit;
  }
  txc_utf8_add (out, character);
  return character != 0;
}

txc_text
txc_cql_unescape (txc_cql_compilation *c, const txc_token *quoted)
{
  txc_buffer plain = { 0 };
  txc_text text = quoted->text, result = { NULL, 0 };
  bool good = true;
  for (size_t i = 0; quoted->escaped && good && i < text.length; i++) {
    if (text.data[i] == '\\')
      good = unescape_one (text, &i, &plain);
    else
      txc_buffer_add_char (&plain, text.data[i]);
  }
  if (!good)
    txc_cql_problem (c, quoted->offset, quoted->length, "known are \\' \\\" \\\\ \\n \\t \\uXXXX",
                     "the text has a backslash that escapes nothing");
  else if (!plain.failed)
    result.data = txc_arena_copy (c->arena, quoted->escaped ? txc_buffer_text (&plain) : text);
  result.length = quoted->escaped ? plain.length : text.length;
  c->no_memory |= good && !result.data;
  txc_buffer_release (&plain);
  return result.data ? result : (txc_text){ NULL, 0 };
}
