/* SPDX-License-Identifier: Apache-2.0 */
#include "table/wrap.h"

#include "text/utf8.h"

size_t
txc_screen_width (txc_text text)
{
  size_t i = 0;
  while (i < text.length && (unsigned char)text.data[i] >= 0x20 && (unsigned char)text.data[i] < 0x7F)
    i++;
  return i == text.length ? i : i + txc_utf8_width ((txc_text){ text.data + i, text.length - i });
}

/* ---- cleaning ---------------------------------------------------------------- */

static bool
is_plain (const char *text, size_t length)
{
  for (size_t i = 0; i < length; i++)
    if ((unsigned char)text[i] >= 0x7F || ((unsigned char)text[i] < 0x20 && text[i] != '\n'))
      return false;
  return true;
}

/* Characters that reorder or hide what stands around them. */
static bool
is_invisible (uint32_t c)
{
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x206F) || c == 0x200B || c == 0x200E || c == 0x200F
         || c == 0xFEFF || c == 0x061C || c == 0xAD || (c >= 0xE0000 && c <= 0xE007F);
}

static bool
is_control (uint32_t c)
{
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}

static void
add_clean (txc_screen *screen, txc_buffer *out, uint32_t character)
{
  if (character == '\n')
    txc_buffer_add_char (out, '\n');
  else if (is_control (character))
    txc_buffer_add_char (out, ' ');
  else if (is_invisible (character))
    return;
  else if (screen->ascii && character >= 0x80)
    txc_buffer_add (out, txc_ascii_for (character));
  else
    txc_utf8_add (out, character);
}

static txc_text
clean (txc_screen *screen, txc_text text)
{
  txc_buffer out = { 0 };
  for (size_t offset = 0; offset < text.length;) {
    uint32_t character = 0xFFFD;
    if (!txc_utf8_next (text, &offset, &character))
      offset++;
    add_clean (screen, &out, character);
  }
  const char *kept = txc_buffer_status (&out) ? NULL : txc_arena_copy (&screen->scratch, txc_buffer_text (&out));
  txc_text result = { kept ? kept : "", kept ? out.length : 0 };
  screen->out->failed |= !kept;
  txc_buffer_release (&out);
  return result;
}

static txc_text
without_end (txc_text text)
{
  while (text.length && (text.data[text.length - 1] == ' ' || text.data[text.length - 1] == '\n'))
    text.length--;
  return text;
}

txc_text
txc_screen_clean (txc_screen *screen, const char *text)
{
  txc_text whole = txc_text_of (text);
  return without_end (is_plain (whole.data, whole.length) ? whole : clean (screen, whole));
}

txc_text
txc_screen_keep (txc_screen *screen, txc_buffer *text)
{
  txc_text whole = txc_buffer_text (text);
  const char *kept = txc_buffer_status (text) ? NULL : txc_arena_copy (&screen->scratch, whole);
  screen->out->failed |= !kept;
  txc_text result = { kept ? kept : "", kept ? whole.length : 0 };
  txc_buffer_release (text);
  return without_end (result);
}

/* Latin letters only: others have no capitals or stay as they are. */
static uint32_t
capital (uint32_t c)
{
  bool latin = (c >= 'a' && c <= 'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7);
  return latin ? c - 32 : c;
}

txc_text
txc_screen_capitals (txc_screen *screen, txc_text text)
{
  txc_buffer out = { 0 };
  uint32_t character;
  for (size_t offset = 0; txc_utf8_next (text, &offset, &character);)
    txc_utf8_add (&out, capital (character));
  return txc_screen_keep (screen, &out);
}

/* ---- wrapping ---------------------------------------------------------------- */

static bool
is_letter (char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* May a line end behind the hyphen or slash at `at`? Not in 25-38 or 148/92. */
static bool
breaks_behind (txc_text text, size_t at)
{
  return (text.data[at] == '-' || text.data[at] == '/') && at > 0 && at + 1 < text.length
         && is_letter (text.data[at - 1]) && is_letter (text.data[at + 1]);
}

typedef struct ruler {
  size_t offset, columns;
  size_t blank;   /* a line may end before this blank; 0: none seen */
  size_t loose;   /* or, if need be, before this one, with a source "[1]" behind it */
  size_t seam;    /* or here, within a word */
  bool leading;   /* only blanks so far */
  bool narrow;
} ruler;

enum { narrow = 24 };

static bool
is_source (txc_text text, size_t at)
{
  return at + 1 < text.length && text.data[at] == '[' && text.data[at + 1] >= '0' && text.data[at + 1] <= '9';
}

/* A source stays with the word before it, and so does the mark before a source
   or at the end, unless the column is narrow. */
static bool
leads_to_source (txc_text text, size_t blank)
{
  size_t at = blank + 1;
  bool mark = at < text.length && is_letter (text.data[at]) && (at + 1 == text.length || is_source (text, at + 2));
  return mark || is_source (text, at);
}

/* One character further; its width, or SIZE_MAX at a line break. */
static size_t
step (txc_text text, ruler *at)
{
  size_t start = at->offset;
  uint32_t character = 0xFFFD;
  if ((unsigned char)text.data[start] < 0x80)
    character = (unsigned char)text.data[at->offset++];
  else if (!txc_utf8_next (text, &at->offset, &character))
    at->offset++;
  if (character == '\n')
    return SIZE_MAX;
  if (character == ' ' && !at->leading)
    *(!at->narrow && leads_to_source (text, start) ? &at->loose : &at->blank) = start;
  if (character != ' ')
    at->leading = false;
  return character < 0x80 ? 1 : txc_utf8_character_width (character);
}

static txc_text
take (txc_text *rest, size_t length, size_t skip)
{
  txc_text line = { rest->data, length };
  while (line.length && line.data[line.length - 1] == ' ')
    line.length--;
  rest->data += length + skip;
  rest->length -= length + skip;
  return line;
}

static void
skip_blanks (txc_text *rest)
{
  while (rest->length && *rest->data == ' ')
    rest->data++, rest->length--;
}

/* The whole text if it is one short line, which most cells are. */
static bool
is_one_line (txc_text text, size_t width)
{
  if (text.length > width)
    return false;
  for (size_t i = 0; i < text.length; i++)
    if ((unsigned char)text.data[i] < 0x20 || (unsigned char)text.data[i] >= 0x7F)
      return false;
  return true;
}

bool
txc_wrap_next (txc_text *rest, size_t width, txc_text *line)
{
  if (!rest->length)
    return false;
  if (is_one_line (*rest, width)) {
    *line = take (rest, rest->length, 0);
    return true;
  }
  ruler at = { .leading = true, .narrow = width < narrow };
  while (at.offset < rest->length) {
    size_t start = at.offset, columns = step (*rest, &at);
    if (columns == SIZE_MAX) {
      *line = take (rest, start, 1);
      return true;
    }
    if (at.columns + columns > width && rest->data[start] != ' ') {
      size_t end = at.blank ? at.blank : at.loose ? at.loose : at.seam ? at.seam : start ? start : at.offset;
      *line = take (rest, end, 0);
      skip_blanks (rest);
      return true;
    }
    at.columns += columns;
    if (columns == 2 || breaks_behind (*rest, start))
      at.seam = at.offset;
  }
  *line = take (rest, rest->length, 0);
  return true;
}

size_t
txc_wrap_count (txc_text text, size_t width)
{
  size_t count = 0;
  for (txc_text line; txc_wrap_next (&text, width, &line);)
    count++;
  return count;
}

/* The widest piece between the places where `ends` says that one ends. */
static size_t
longest_piece (txc_text text, bool (*ends) (char c))
{
  size_t longest = 0;
  for (size_t start = 0, i = 0; start < text.length && i <= text.length; i++) {
    if (i < text.length && !ends (text.data[i]))
      continue;
    /* No piece has more columns than twice its bytes. */
    size_t width = 2 * (i - start) > longest ? txc_screen_width ((txc_text){ text.data + start, i - start }) : 0;
    longest = width > longest ? width : longest;
    start = i + 1;
  }
  return longest;
}

static bool
ends_word (char c)
{
  return c == ' ' || c == '\n';
}

static bool
ends_line (char c)
{
  return c == '\n';
}

size_t
txc_wrap_longest_word (txc_text text)
{
  return longest_piece (text, ends_word);
}

size_t
txc_wrap_longest_line (txc_text text)
{
  return longest_piece (text, ends_line);
}

/* ---- painting ---------------------------------------------------------------- */

static const char *
paint (txc_tone tone)
{
  switch (tone) {
  case TXC_TONE_GOOD: return "\033[32m";
  case TXC_TONE_WATCH: return "\033[33m";
  case TXC_TONE_STOP: return "\033[31m";
  case TXC_TONE_UNKNOWN: return "\033[36m";
  case TXC_TONE_DIM: return "\033[2m";
  case TXC_TONE_PLAIN: break;
  }
  return "";
}

void
txc_screen_add (txc_screen *screen, txc_text text, txc_tone tone, bool strong)
{
  bool painted = screen->colour && text.length && (strong || tone != TXC_TONE_PLAIN);
  if (painted && strong)
    txc_buffer_add (screen->out, "\033[1m");
  if (painted)
    txc_buffer_add (screen->out, paint (tone));
  txc_buffer_add_text (screen->out, text);
  if (painted)
    txc_buffer_add (screen->out, "\033[0m");
}

void
txc_screen_paragraph (txc_screen *screen, txc_text text, size_t indent, size_t used, txc_tone tone)
{
  size_t width = screen->width > indent + 8 ? screen->width - indent : 8;
  bool any = false;
  for (txc_text line; txc_wrap_next (&text, width, &line); any = true) {
    size_t behind = any ? 0 : used;
    if (line.length && indent > behind)
      txc_buffer_add_repeated (screen->out, ' ', indent - behind);
    txc_screen_add (screen, line, tone, false);
    txc_buffer_add_char (screen->out, '\n');
  }
  if (!any && used)
    txc_buffer_add_char (screen->out, '\n');
}

/* ---- lines made of pieces ------------------------------------------------------- */

/* Appends a piece that begins at column `at` of the line. */
static void
place (txc_screen *screen, size_t *column, size_t at, txc_text piece, txc_tone tone, bool strong)
{
  if (!piece.length)
    return;
  if (at > *column)
    txc_buffer_add_repeated (screen->out, ' ', at - *column);
  txc_screen_add (screen, piece, tone, strong);
  *column = (at > *column ? at : *column) + txc_screen_width (piece);
}

void
txc_screen_strips (txc_screen *screen, txc_strip *strips, size_t count)
{
  for (;;) {
    size_t column = 0;
    bool any = false;
    for (size_t i = 0; i < count; i++) {
      txc_text line;
      if (!txc_wrap_next (&strips[i].rest, strips[i].width, &line))
        continue;
      any = true;
      place (screen, &column, strips[i].at, line, strips[i].tone, strips[i].strong);
    }
    if (!any)
      return;
    txc_buffer_add_char (screen->out, '\n');
  }
}
