/* SPDX-License-Identifier: Apache-2.0
 *
 * Memory that lives and dies together. A knowledge base, a compiled rule, a
 * report: each owns one arena, everything inside points into it, and one call
 * frees it. Not thread safe while it grows; read-only afterwards.
 */
#ifndef TXC_BASE_ARENA_H
#define TXC_BASE_ARENA_H

#include <txcompare/api.h>

#include "base/text.h"

typedef struct txc_arena_block txc_arena_block;

typedef struct txc_arena {
  txc_arena_block *blocks;
} txc_arena;

/* An arena that is all zero is empty and ready. */
void txc_arena_release (txc_arena *arena);

/* Zeroed memory, aligned for any type; NULL if memory ran out. */
void *txc_arena_alloc (txc_arena *arena, size_t size) TXC_MUST_CHECK;

/* As above for count things of one size; NULL also where the product overflows. */
void *txc_arena_array (txc_arena *arena, size_t count, size_t size) TXC_MUST_CHECK;

/* A NUL-terminated copy; NULL if memory ran out. */
char *txc_arena_copy (txc_arena *arena, txc_text text) TXC_MUST_CHECK;
char *txc_arena_printf (txc_arena *arena, const char *format, ...)
  TXC_PRINTF (2, 3) TXC_MUST_CHECK;

/* A grown copy of an array: old content first, the rest zero. For lists that
   are built one by one: `count` must be the present length; capacity doubles. */
void *txc_arena_grow (txc_arena *arena, void *items, size_t count, size_t *capacity, size_t size) TXC_MUST_CHECK;

#endif
