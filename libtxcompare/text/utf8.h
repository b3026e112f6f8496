/* SPDX-License-Identifier: Apache-2.0
 *
 * UTF-8: checking it, walking through it, and how wide it stands on a terminal.
 */
#ifndef TXC_TEXT_UTF8_H
#define TXC_TEXT_UTF8_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/text.h"

/* The code point at *offset, and *offset moved behind it. False (and nothing
   changed) at the end and where the bytes are not valid UTF-8: overlong forms,
   surrogates and values above U+10FFFF are not. */
bool txc_utf8_next (txc_text text, size_t *offset, uint32_t *character);

/* Offset of the first byte that is not valid UTF-8; the text's length if all is. */
size_t txc_utf8_invalid (txc_text text);

/* The bytes of at most `most` that a message may quote: whole characters, as the
   precision of "%.*s". */
int txc_utf8_cut (txc_text text, size_t most);

/* How many code points; a byte that is not valid counts as one. */
size_t txc_utf8_count (txc_text text);

/* Columns on a terminal: combining and control characters take none, East Asian
   wide ones and emoji two. A byte that is not valid takes one. */
size_t txc_utf8_width (txc_text text);
size_t txc_utf8_character_width (uint32_t character);

/* Appends one code point; U+FFFD where it is none. */
void txc_utf8_add (txc_buffer *out, uint32_t character);

/* Appends `text` so that it is safe to show on one line: tabs, line ends and
   other control characters become blanks, bytes that are not valid U+FFFD. */
void txc_utf8_add_printable (txc_buffer *out, txc_text text);

#endif
