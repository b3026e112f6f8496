/* SPDX-License-Identifier: Apache-2.0
 *
 * Text that grows. Appending never reports: when memory runs out the buffer
 * remembers it, further appends do nothing, and the owner asks once at the end.
 */
#ifndef TXC_BASE_BUFFER_H
#define TXC_BASE_BUFFER_H

#include <stdarg.h>

#include <txcompare/status.h>

#include "base/arena.h"
#include "base/text.h"

typedef struct txc_buffer {
  char *data;      /* NUL-terminated once anything was appended */
  size_t length;
  size_t capacity;
  bool failed;
} txc_buffer;

/* A buffer that is all zero is empty and ready. */
void txc_buffer_release (txc_buffer *buffer);

/* Keeps the memory, drops the content (and a remembered failure). */
void txc_buffer_clear (txc_buffer *buffer);

void txc_buffer_add (txc_buffer *buffer, const char *string);
void txc_buffer_add_char (txc_buffer *buffer, char c);
void txc_buffer_add_text (txc_buffer *buffer, txc_text text);
void txc_buffer_add_repeated (txc_buffer *buffer, char c, size_t count);
void txc_buffer_printf (txc_buffer *buffer, const char *format, ...) TXC_PRINTF (2, 3);
void txc_buffer_vprintf (txc_buffer *buffer, const char *format, va_list arguments) TXC_PRINTF (2, 0);

/* "a, b and c": word `index` of `count`, with `last` ("and", "or") before the last one. */
void txc_buffer_join (txc_buffer *buffer, const char *word, size_t index, size_t count, const char *last);

/* What is in it; "" where nothing is. Borrowed until the next append. */
const char *txc_buffer_string (const txc_buffer *buffer);
txc_text txc_buffer_text (const txc_buffer *buffer);

/* TXC_NO_MEMORY if any append failed, else TXC_OK. */
txc_status txc_buffer_status (const txc_buffer *buffer);

/* Hands the string to the caller, who frees it with free(); the buffer is empty
   again. NULL if any append failed. */
char *txc_buffer_take (txc_buffer *buffer) TXC_MUST_CHECK;

/* The same into an arena, where the copy lives as long as that. */
char *txc_buffer_keep (txc_buffer *buffer, txc_arena *arena) TXC_MUST_CHECK;

#endif
