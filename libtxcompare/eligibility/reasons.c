/* SPDX-License-Identifier: Apache-2.0
 *
 * Reasons are worked out in memory of their own, most of which is only wanted
 * meanwhile; what is kept is copied.
 */
#include "eligibility/judge.h"

static const char *
copy_text (txc_arena *arena, const char *text, bool *failed)
{
  const char *copy = text ? txc_arena_copy (arena, txc_text_of (text)) : NULL;
  *failed = *failed || (text && !copy);
  return copy;
}

static const void *
copy_array (txc_arena *arena, const void *items, size_t count, size_t size, bool *failed)
{
  if (count == 0)
    return NULL;
  void *copy = txc_arena_array (arena, count, size);
  if (copy)
    memcpy (copy, items, count * size);
  *failed = *failed || !copy;
  return copy;
}

static const txc_reading *
copy_readings (txc_arena *arena, const txc_reasons *from, bool *failed)
{
  txc_reading *readings = txc_arena_array (arena, from->reading_count + 1, sizeof *readings);
  if (!readings) {
    *failed = true;
    return NULL;
  }
  for (size_t i = 0; i < from->reading_count; i++) {
    readings[i] = from->readings[i];
    readings[i].item = copy_text (arena, from->readings[i].item, failed);
    readings[i].value = copy_text (arena, from->readings[i].value, failed);
  }
  return readings;
}

static const txc_settlement *
copy_settlements (txc_arena *arena, const txc_reasons *from, bool *failed)
{
  txc_settlement *settlements = txc_arena_array (arena, from->settlement_count + 1, sizeof *settlements);
  if (!settlements) {
    *failed = true;
    return NULL;
  }
  for (size_t i = 0; i < from->settlement_count; i++) {
    const txc_settlement *given = &from->settlements[i];
    settlements[i] = *given;
    settlements[i].readings = copy_array (arena, given->readings, given->count, sizeof *given->readings, failed);
    settlements[i].suppositions =
      copy_array (arena, given->suppositions, given->supposition_count, sizeof *given->suppositions, failed);
  }
  return settlements;
}

const txc_reasons *
txc_judge_keep_reasons (txc_arena *arena, const txc_reasons *from)
{
  bool failed = false;
  txc_reasons *kept = txc_arena_alloc (arena, sizeof *kept);
  if (!kept)
    return NULL;
  *kept = *from;
  kept->deciding = copy_array (arena, from->deciding, from->deciding_count, sizeof *from->deciding, &failed);
  kept->readings = copy_readings (arena, from, &failed);
  kept->settlements = copy_settlements (arena, from, &failed);
  return failed ? NULL : kept;
}
