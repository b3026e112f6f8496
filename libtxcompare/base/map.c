/* SPDX-License-Identifier: Apache-2.0 */
#include "base/map.h"

/* Without this uthash exits the process when memory runs out. */
#define HASH_NONFATAL_OOM 1
/* Short names need no more, and its macro has no switch that clang warns of. */
#define HASH_FUNCTION HASH_FNV
#include <uthash.h>

struct txc_map_entry {
  txc_text key;
  void *value;
  UT_hash_handle hh;
};

static txc_map_entry *
find (const txc_map *map, txc_text key)
{
  txc_map_entry *entry = NULL;
  HASH_FIND (hh, map->entries, key.data, key.length, entry);
  return entry;
}

bool
txc_map_put (txc_map *map, txc_arena *arena, txc_text key, void *value)
{
  txc_map_entry *entry = find (map, key);
  if (entry) {
    entry->value = value;
    return true;
  }
  entry = txc_arena_alloc (arena, sizeof *entry);
  if (!entry)
    return false;
  entry->key = key;
  entry->value = value;
  HASH_ADD_KEYPTR (hh, map->entries, entry->key.data, entry->key.length, entry);
  return entry->hh.tbl != NULL;
}

void *
txc_map_get (const txc_map *map, txc_text key)
{
  txc_map_entry *entry = find (map, key);
  return entry ? entry->value : NULL;
}

/* The shortest key that holds the words; {NULL, 0} if none does. */
static txc_text
shortest_with (const txc_map *map, txc_text words)
{
  txc_text shortest = { NULL, 0 };
  for (txc_map_entry *entry = map->entries; entry; entry = entry->hh.next)
    if (txc_text_holds (entry->key, words) && (!shortest.data || entry->key.length < shortest.length))
      shortest = entry->key;
  return shortest;
}

txc_text
txc_map_nearest (const txc_map *map, txc_text key)
{
  size_t limit = key.length < 6 ? 1 : key.length / 3, best = limit + 1;
  txc_text nearest = { NULL, 0 };
  for (txc_map_entry *entry = map->entries; entry; entry = entry->hh.next) {
    size_t distance = txc_text_distance (key, entry->key, limit);
    if (distance < best) {
      best = distance;
      nearest = entry->key;
    }
  }
  return nearest.data ? nearest : shortest_with (map, key);
}

void
txc_map_release (txc_map *map)
{
  HASH_CLEAR (hh, map->entries);
}
