/* SPDX-License-Identifier: Apache-2.0 */
#include "text/utf8.h"

enum { replacement = 0xFFFD, last_code_point = 0x10FFFF };

/* Length of the sequence a lead byte announces, 0 if it is none. */
static size_t
sequence_length (unsigned char lead)
{
  if (lead < 0x80)
    return 1;
  if (lead >= 0xC2 && lead <= 0xDF)
    return 2;
  if (lead >= 0xE0 && lead <= 0xEF)
    return 3;
  return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

bool
txc_utf8_next (txc_text text, size_t *offset, uint32_t *character)
{
  if (*offset >= text.length)
    return false;
  const unsigned char *bytes = (const unsigned char *)text.data + *offset;
  size_t length = sequence_length (bytes[0]);
  if (length == 0 || length > text.length - *offset)
    return false;
  static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
  uint32_t value = length == 1 ? bytes[0] : bytes[0] & (0xFFu >> (length + 1));
  for (size_t i = 1; i < length; i++) {
    if ((bytes[i] & 0xC0) != 0x80)
      return false;
    value = value << 6 | (bytes[i] & 0x3F);
  }
  if (value < smallest[length] || value > last_code_point || (value >= 0xD800 && value <= 0xDFFF))
    return false;
  *offset += length;
  *character = value;
  return true;
}

size_t
txc_utf8_invalid (txc_text text)
{
  size_t offset = 0;
  uint32_t character;
  while (offset < text.length) {
    if ((unsigned char)text.data[offset] < 0x80)
      offset++;
    else if (!txc_utf8_next (text, &offset, &character))
      break;
  }
  return offset;
}

int
txc_utf8_cut (txc_text text, size_t most)
{
  size_t length = text.length < most ? text.length : most;
  while (length > 0 && length < text.length && ((unsigned char)text.data[length] & 0xC0) == 0x80)
    length--;
  return (int)length;
}

size_t
txc_utf8_count (txc_text text)
{
  size_t count = 0;
  uint32_t character;
  for (size_t offset = 0; offset < text.length; count++)
    if (!txc_utf8_next (text, &offset, &character))
      offset++;
  return count;
}

typedef struct range {
  uint32_t first, last;
} range;

static bool
in_ranges (uint32_t character, const range *ranges, size_t count)
{
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (character > ranges[middle].last)
      low = middle + 1;
    else
      high = middle;
  }
  return low < count && character >= ranges[low].first;
}

/* The blocks of combining and formatting characters that names, notes and
   sources in practice contain; sorted. */
static const range no_width[] = {
  { 0x0300, 0x036F }, { 0x0483, 0x0489 }, { 0x0591, 0x05BD }, { 0x0610, 0x061A }, { 0x064B, 0x065F },
  { 0x06D6, 0x06DC }, { 0x0E31, 0x0E31 }, { 0x0E34, 0x0E3A }, { 0x0E47, 0x0E4E }, { 0x1AB0, 0x1AFF },
  { 0x1DC0, 0x1DFF }, { 0x200B, 0x200F }, { 0x202A, 0x202E }, { 0x2060, 0x2064 }, { 0x20D0, 0x20FF },
  { 0xFE00, 0xFE0F }, { 0xFE20, 0xFE2F }, { 0xFEFF, 0xFEFF }
};

static const range two_wide[] = {
  { 0x1100, 0x115F }, { 0x2E80, 0x303E }, { 0x3041, 0x33FF }, { 0x3400, 0x4DBF }, { 0x4E00, 0x9FFF },
  { 0xA000, 0xA4CF }, { 0xAC00, 0xD7A3 }, { 0xF900, 0xFAFF }, { 0xFE30, 0xFE6F }, { 0xFF00, 0xFF60 },
  { 0xFFE0, 0xFFE6 }, { 0x1F300, 0x1F64F }, { 0x1F680, 0x1F6FF }, { 0x1F900, 0x1F9FF }, { 0x20000, 0x3FFFD }
};

static bool
is_control (uint32_t character)
{
  return character < 0x20 || (character >= 0x7F && character < 0xA0) || character == 0x2028 || character == 0x2029;
}

size_t
txc_utf8_character_width (uint32_t character)
{
  if (character >= 0x20 && character < 0x7F)
    return 1;
  if (is_control (character) || in_ranges (character, no_width, sizeof no_width / sizeof *no_width))
    return 0;
  return in_ranges (character, two_wide, sizeof two_wide / sizeof *two_wide) ? 2 : 1;
}

size_t
txc_utf8_width (txc_text text)
{
  size_t width = 0;
  for (size_t offset = 0; offset < text.length;) {
    uint32_t character = replacement;
    if (!txc_utf8_next (text, &offset, &character))
      offset++;
    width += txc_utf8_character_width (character);
  }
  return width;
}

void
txc_utf8_add (txc_buffer *out, uint32_t character)
{
  if (character > last_code_point || (character >= 0xD800 && character <= 0xDFFF))
    character = replacement;
  if (character < 0x80) {
    txc_buffer_add_char (out, (char)character);
  } else if (character < 0x800) {
    txc_buffer_add_char (out, (char)(0xC0 | character >> 6));
    txc_buffer_add_char (out, (char)(0x80 | (character & 0x3F)));
  } else if (character < 0x10000) {
    txc_buffer_add_char (out, (char)(0xE0 | character >> 12));
    txc_buffer_add_char (out, (char)(0x80 | (character >> 6 & 0x3F)));
    txc_buffer_add_char (out, (char)(0x80 | (character & 0x3F)));
  } else {
    txc_buffer_add_char (out, (char)(0xF0 | character >> 18));
    txc_buffer_add_char (out, (char)(0x80 | (character >> 12 & 0x3F)));
    txc_buffer_add_char (out, (char)(0x80 | (character >> 6 & 0x3F)));
    txc_buffer_add_char (out, (char)(0x80 | (character & 0x3F)));
  }
}

void
txc_utf8_add_printable (txc_buffer *out, txc_text text)
{
  for (size_t offset = 0; offset < text.length;) {
    uint32_t character = replacement;
    if (!txc_utf8_next (text, &offset, &character))
      offset++;
    txc_utf8_add (out, is_control (character) ? ' ' : character);
  }
}
