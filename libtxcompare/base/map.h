/* SPDX-License-Identifier: Apache-2.0
 *
 * From names to things. Keys are borrowed: they must outlive the map.
 */
#ifndef TXC_BASE_MAP_H
#define TXC_BASE_MAP_H

#include "base/arena.h"

typedef struct txc_map_entry txc_map_entry;

typedef struct txc_map {
  txc_map_entry *entries;
} txc_map;

/* A map that is all zero is empty and ready. Entries live in `arena`, the
   hash index on the heap: release the map before the arena. */
void txc_map_release (txc_map *map);

/* False if memory ran out. An existing value is replaced. */
bool txc_map_put (txc_map *map, txc_arena *arena, txc_text key, void *value) TXC_MUST_CHECK;

/* NULL if there is none. Reading does not change the map: threads may share it. */
void *txc_map_get (const txc_map *map, txc_text key);

/* The key nearest in spelling, else the shortest that holds these words, for "did
   you mean"; {NULL, 0} if none is near. */
txc_text txc_map_nearest (const txc_map *map, txc_text key);

#endif
