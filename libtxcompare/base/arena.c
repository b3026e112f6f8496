/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct txc_arena_block {
  txc_arena_block *next;
  size_t size;
  size_t used;
};

enum { smallest_block = 4096, largest_block = 1 << 18 };

static const size_t alignment = alignof (max_align_t);

static size_t
header_size (void)
{
  return (sizeof (txc_arena_block) + alignment - 1) / alignment * alignment;
}

/* Each block is twice the one before, so that many small arenas stay small
   and a large one needs few blocks. */
static txc_arena_block *
add_block (txc_arena *arena, size_t at_least)
{
  size_t size = arena->blocks ? arena->blocks->size * 2 : smallest_block;
  if (size > largest_block)
    size = largest_block;
  if (size < at_least)
    size = at_least;
  txc_arena_block *block = malloc (header_size () + size);
  if (!block)
    return NULL;
  *block = (txc_arena_block){ .next = arena->blocks, .size = size };
  arena->blocks = block;
  return block;
}

void *
txc_arena_alloc (txc_arena *arena, size_t size)
{
  if (size > SIZE_MAX / 2)
    return NULL;
  size = (size + alignment - 1) / alignment * alignment;
  txc_arena_block *block = arena->blocks;
  if (!block || block->size - block->used < size)
    block = add_block (arena, size);
  if (!block)
    return NULL;
  void *memory = (char *)block + header_size () + block->used;
  block->used += size;
  return memset (memory, 0, size);
}

void *
txc_arena_array (txc_arena *arena, size_t count, size_t size)
{
  if (size && count > SIZE_MAX / size)
    return NULL;
  return txc_arena_alloc (arena, count * size);
}

void *
txc_arena_grow (txc_arena *arena, void *items, size_t count, size_t *capacity, size_t size)
{
  if (count < *capacity)
    return items;
  size_t wanted = *capacity ? *capacity * 2 : 8;
  void *grown = txc_arena_array (arena, wanted, size);
  if (!grown)
    return NULL;
  if (count)
    memcpy (grown, items, count * size);
  *capacity = wanted;
  return grown;
}

char *
txc_arena_copy (txc_arena *arena, txc_text text)
{
  char *copy = txc_arena_array (arena, text.length + 1, 1);
  if (copy && text.length)
    memcpy (copy, text.data, text.length);
  return copy;
}

char *
txc_arena_printf (txc_arena *arena, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  int length = vsnprintf (NULL, 0, format, arguments);
  va_end (arguments);
  char *text = length < 0 ? NULL : txc_arena_array (arena, (size_t)length + 1, 1);
  if (!text)
    return NULL;
  va_start (arguments, format);
  vsnprintf (text, (size_t)length + 1, format, arguments);
  va_end (arguments);
  return text;
}

void
txc_arena_release (txc_arena *arena)
{
  for (txc_arena_block *block = arena->blocks, *next; block; block = next) {
    next = block->next;
    free (block);
  }
  *arena = (txc_arena){ 0 };
}
