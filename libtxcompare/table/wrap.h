/* SPDX-License-Identifier: Apache-2.0
 *
 * Lines of text for a terminal: made safe to show, cut to a width, painted.
 */
#ifndef TXC_TABLE_WRAP_H
#define TXC_TABLE_WRAP_H

#include "table/page.h"

/* Where text goes while one page is written. */
typedef struct txc_screen {
  txc_buffer *out;
  txc_arena scratch;  /* cleaned text, until the page is written */
  size_t width;
  bool colour, ascii;
} txc_screen;

/* The text without what a terminal would act on (control and bidirectional
   characters become blanks or go), invalid UTF-8 as U+FFFD, tabs as blanks; line
   breaks stay, blanks at the end go. In ASCII if the screen wants that. Good as
   long as the screen; the text itself where nothing needs to change. */
txc_text txc_screen_clean (txc_screen *screen, const char *text);

/* A clean copy of what was put together in a buffer, which is released. */
txc_text txc_screen_keep (txc_screen *screen, txc_buffer *text);

/* The same text in capitals. */
txc_text txc_screen_capitals (txc_screen *screen, txc_text text);

/* The closest ASCII for a character: ">=" for U+2265; "?" where there is none. */
const char *txc_ascii_for (uint32_t character);

/* Columns on the terminal, of clean text. */
size_t txc_screen_width (txc_text text);

/* Takes the next line off `rest`: at most `width` (1 or more) columns, broken at
   blanks, else behind a hyphen or slash between letters, else anywhere. Line
   breaks in the text hold, blanks at their beginning stay. False at the end. */
bool txc_wrap_next (txc_text *rest, size_t width, txc_text *line);

size_t txc_wrap_count (txc_text text, size_t width);
size_t txc_wrap_longest_word (txc_text text);
size_t txc_wrap_longest_line (txc_text text);

/* A piece in its colour. */
void txc_screen_add (txc_screen *screen, txc_text text, txc_tone tone, bool strong);

/* Wrapped text, each line behind `indent` blanks, the first behind what already
   stands there (`used` columns, 0 if the line is new). Ends its last line. */
void txc_screen_paragraph (txc_screen *screen, txc_text text, size_t indent, size_t used, txc_tone tone);

typedef struct txc_strip {
  txc_text rest;
  size_t at, width;  /* first column, from 0, and how wide */
  txc_tone tone;
  bool strong;
} txc_strip;

/* Writes strips side by side, wrapped each in its width, until all are at their end. */
void txc_screen_strips (txc_screen *screen, txc_strip *strips, size_t count);

#endif
