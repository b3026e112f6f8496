/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/message.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST_MESSAGE = 4000, LONGEST_WORD = 48 };

/* Bytes of the UTF-8 character at `text`, 0 if it is not one. */
static size_t
character_length (const unsigned char *text)
{
  unsigned char c = text[0];
  size_t length = c < 0x80 ? 1 : c < 0xC2 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF5 ? 4 : 0;
  for (size_t i = 1; i < length; i++)
    if ((text[i] & 0xC0) != 0x80)
      return 0;
  if ((text[0] == 0xE0 && text[1] < 0xA0) || (text[0] == 0xED && text[1] > 0x9F)
      || (text[0] == 0xF0 && text[1] < 0x90) || (text[0] == 0xF4 && text[1] > 0x8F))
    return 0;
  return length;
}

/* C0 and C1 controls move the cursor or worse. */
static bool
is_control (const unsigned char *text)
{
  return (text[0] < 0x20 && text[0] != '\n') || text[0] == 0x7F || (text[0] == 0xC2 && text[1] < 0xA0);
}

void
cli_print_safe (const char *text)
{
  const unsigned char *at = (const unsigned char *)text;
  while (*at) {
    size_t length = character_length (at);
    if (length && !is_control (at)) {
      fwrite (at, 1, length, stderr);
      at += length;
    } else
      fprintf (stderr, "\\x%02X", *at++);
  }
}

static void print_message (const char *before, const char *format, va_list arguments) TXC_PRINTF (2, 0);

/* Names of files and words from the command line stay on one line. */
static void
join_lines (char *text)
{
  for (char *end = strchr (text, '\n'); end; end = strchr (end, '\n'))
    *end = ' ';
}

static void
print_message (const char *before, const char *format, va_list arguments)
{
  char message[LONGEST_MESSAGE];
  int length = vsnprintf (message, sizeof message, format, arguments);
  if (length < 0)
    return;
  if ((size_t)length >= sizeof message)
    memcpy (message + sizeof message - 4, "...", 4);
  join_lines (message);
  fputs (before, stderr);
  cli_print_safe (message);
  fputc ('\n', stderr);
}

void
cli_complain (const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  print_message ("txcompare: ", format, arguments);
  va_end (arguments);
}

void
cli_advise (const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  print_message ("  ", format, arguments);
  va_end (arguments);
}

void
cli_suggest (const char *nearest)
{
  if (nearest)
    cli_advise ("did you mean '%s'?", nearest);
}

static void
print_error (const char *before, const txc_error *err)
{
  char place[600] = "";
  const char *file = txc_error_file (err);
  size_t line = txc_error_line (err);
  size_t column = txc_error_column (err);
  if (file && line && column)
    snprintf (place, sizeof place, "%.500s:%zu:%zu: ", file, line, column);
  else if (file && line)
    snprintf (place, sizeof place, "%.500s:%zu: ", file, line);
  else if (file)
    snprintf (place, sizeof place, "%.500s: ", file);
  cli_complain ("%s%s%s", before, place, txc_error_message (err));
}

void
cli_complain_error (txc_error *err)
{
  if (!err) {
    cli_complain ("out of memory");
    return;
  }
  print_error ("", err);
  for (const txc_error *cause = txc_error_cause (err); cause; cause = txc_error_cause (cause))
    print_error ("because ", cause);
  txc_error_free (err);
}

const char *
cli_shown (const char *word, char shown[CLI_SHOWN])
{
  size_t length = strlen (word);
  if (length < LONGEST_WORD) {
    memcpy (shown, word, length + 1);
    return shown;
  }
  /* Not in the middle of a character. */
  size_t keep = LONGEST_WORD - 4;
  while (keep && ((unsigned char)word[keep] & 0xC0) == 0x80)
    keep--;
  memcpy (shown, word, keep);
  memcpy (shown + keep, "...", 4);
  return shown;
}

/* Single edits (insert, delete, replace) that make `a` of `b`; words over LONGEST_WORD are never near. */
static size_t
edits (const char *a, const char *b)
{
  size_t rows = strlen (a);
  size_t columns = strlen (b);
  size_t row[LONGEST_WORD + 1];
  if (rows > LONGEST_WORD || columns > LONGEST_WORD)
    return LONGEST_WORD;
  for (size_t j = 0; j <= columns; j++)
    row[j] = j;
  for (size_t i = 1; i <= rows; i++) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= columns; j++) {
      size_t cost = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      if (row[j] + 1 < cost)
        cost = row[j] + 1;
      row[j] = row[j - 1] + 1 < cost ? row[j - 1] + 1 : cost;
    }
  }
  return row[columns];
}

void
cli_nearest_try (cli_nearest *nearest, const char *candidate)
{
  size_t typed = strlen (nearest->word);
  size_t distance = edits (nearest->word, candidate);
  /* The beginning of a word is near it, whatever the number of letters to come. */
  if (typed >= 3 && strncmp (candidate, nearest->word, typed) == 0)
    distance = 1;
  size_t allowed = typed < 4 ? 1 : typed < 8 ? 2 : 3;
  if (distance <= allowed && (!nearest->best || distance < nearest->distance)) {
    nearest->best = candidate;
    nearest->distance = distance;
  }
}
