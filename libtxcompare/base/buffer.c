/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buffer.h"

#include <stdio.h>
#include <stdlib.h>

/* Room for `extra` more bytes and the NUL. */
static bool
reserve (txc_buffer *buffer, size_t extra)
{
  if (buffer->failed || extra > SIZE_MAX / 4 || buffer->length > SIZE_MAX / 4) {
    buffer->failed = true;
    return false;
  }
  size_t needed = buffer->length + extra + 1;
  if (needed <= buffer->capacity)
    return true;
  size_t capacity = buffer->capacity ? buffer->capacity : 64;
  while (capacity < needed)
    capacity *= 2;
  char *data = realloc (buffer->data, capacity);
  if (!data) {
    buffer->failed = true;
    return false;
  }
  buffer->data = data;
  buffer->capacity = capacity;
  return true;
}

void
txc_buffer_add_text (txc_buffer *buffer, txc_text text)
{
  if (!reserve (buffer, text.length))
    return;
  if (text.length)
    memcpy (buffer->data + buffer->length, text.data, text.length);
  buffer->length += text.length;
  buffer->data[buffer->length] = '\0';
}

void
txc_buffer_add (txc_buffer *buffer, const char *string)
{
  txc_buffer_add_text (buffer, txc_text_of (string));
}

void
txc_buffer_add_char (txc_buffer *buffer, char c)
{
  txc_buffer_add_text (buffer, (txc_text){ &c, 1 });
}

void
txc_buffer_add_repeated (txc_buffer *buffer, char c, size_t count)
{
  if (!reserve (buffer, count))
    return;
  memset (buffer->data + buffer->length, c, count);
  buffer->length += count;
  buffer->data[buffer->length] = '\0';
}

void
txc_buffer_vprintf (txc_buffer *buffer, const char *format, va_list arguments)
{
  va_list copy;
  va_copy (copy, arguments);
  int length = vsnprintf (NULL, 0, format, copy);
  va_end (copy);
  if (length < 0)
    buffer->failed = true;
  if (!reserve (buffer, length < 0 ? 0 : (size_t)length))
    return;
  vsnprintf (buffer->data + buffer->length, (size_t)length + 1, format, arguments);
  buffer->length += (size_t)length;
}

void
txc_buffer_printf (txc_buffer *buffer, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  txc_buffer_vprintf (buffer, format, arguments);
  va_end (arguments);
}

void
txc_buffer_join (txc_buffer *buffer, const char *word, size_t index, size_t count, const char *last)
{
  if (index > 0)
    txc_buffer_printf (buffer, index + 1 == count ? " %s " : ", ", last);
  txc_buffer_add (buffer, word);
}

const char *
txc_buffer_string (const txc_buffer *buffer)
{
  return buffer->data ? buffer->data : "";
}

txc_text
txc_buffer_text (const txc_buffer *buffer)
{
  return (txc_text){ txc_buffer_string (buffer), buffer->length };
}

txc_status
txc_buffer_status (const txc_buffer *buffer)
{
  return buffer->failed ? TXC_NO_MEMORY : TXC_OK;
}

char *
txc_buffer_take (txc_buffer *buffer)
{
  if (!reserve (buffer, 0))
    return NULL;
  buffer->data[buffer->length] = '\0';
  char *data = buffer->data;
  *buffer = (txc_buffer){ 0 };
  return data;
}

void
txc_buffer_clear (txc_buffer *buffer)
{
  buffer->length = 0;
  buffer->failed = false;
  if (buffer->data)
    buffer->data[0] = '\0';
}

void
txc_buffer_release (txc_buffer *buffer)
{
  free (buffer->data);
  *buffer = (txc_buffer){ 0 };
}

char *
txc_buffer_keep (txc_buffer *buffer, txc_arena *arena)
{
  char *kept = buffer->failed ? NULL : txc_arena_copy (arena, txc_buffer_text (buffer));
  txc_buffer_release (buffer);
  return kept;
}
