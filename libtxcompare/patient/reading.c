/* SPDX-License-Identifier: Apache-2.0
 *
 * What a rule read of a patient and what would settle it, in words.
 */
#include "base/units.h"
#include "patient/patient.h"

static const txc_feature *
feature_of (const txc_patient *patient, const txc_reading *reading)
{
  return &patient->knowledge_base->features[reading->parameter];
}

/* "conditions: aneurysm", "age". */
static void
add_name (txc_buffer *out, const txc_feature *feature, const char *id)
{
  const txc_item *item = id ? txc_map_get (&feature->item_by_id, txc_text_of (id)) : NULL;
  txc_buffer_printf (out, "%s%s%s", feature->name, item ? ": " : "", item ? item->name : "");
}

static bool
is_whole_list (const txc_feature *feature, const txc_reading *reading)
{
  return feature->type.kind == TXC_CQL_LIST && !reading->item;
}

/* What is known to be on a list, by name; "none" where nothing is and it is
   complete, "" where nothing is known. */
static void
add_present (txc_buffer *out, const txc_patient *patient, const txc_feature *feature, bool complete)
{
  size_t known = 0;
  for (size_t i = 0; i < feature->item_count; i++) {
    const txc_patient_fact *fact = txc_patient_find (patient, feature, (int)i);
    if (fact && fact->item == (int)i && fact->state == TXC_FACT_KNOWN && !fact->implied)
      txc_buffer_printf (out, "%s%s", known++ ? ", " : "", feature->items[i].name);
  }
  if (known == 0 && complete)
    txc_buffer_add (out, "none");
}

static txc_fact_state
state_of (const txc_reading *reading, const txc_patient_fact *fact)
{
  if (fact && fact->state == TXC_FACT_NOT_APPLICABLE)
    return TXC_FACT_NOT_APPLICABLE;
  if (reading->present == TXC_UNKNOWN)
    return fact && fact->state == TXC_FACT_STALE ? TXC_FACT_STALE : TXC_FACT_UNKNOWN;
  return reading->present == TXC_TRUE ? TXC_FACT_KNOWN : TXC_FACT_ABSENT;
}

/* The value as people read it; NULL in *value where there is none. False: no memory. */
static bool
find_value (const txc_patient *patient, const txc_reading *reading, const txc_patient_fact *fact, txc_arena *arena,
            const char **value)
{
  const txc_feature *feature = feature_of (patient, reading);
  *value = NULL;
  if (is_whole_list (feature, reading)) {
    txc_buffer names = { 0 };
    add_present (&names, patient, feature, reading->present == TXC_TRUE);
    *value = txc_buffer_keep (&names, arena);
    if (!*value)
      return false;
    if (!**value)
      *value = NULL;
  } else if (!reading->item && fact) {
    *value = fact->text;
  }
  return true;
}

/* Of an item of a list. */
static const char *
presence (txc_fact_state state)
{
  switch (state) {
  case TXC_FACT_KNOWN: return "present";
  case TXC_FACT_ABSENT: return "absent";
  case TXC_FACT_NOT_APPLICABLE: return "does not apply";
  default: return "not known; the list is not complete";
  }
}

static void
add_known_list (txc_buffer *out, const txc_reading_result *result)
{
  if (result->state == TXC_FACT_NOT_APPLICABLE)
    txc_buffer_add (out, "does not apply");
  else if (result->state == TXC_FACT_KNOWN)
    txc_buffer_add (out, result->value);
  else
    txc_buffer_printf (out, "%s on it; the list is not complete", result->value ? result->value : "nothing known to be");
}

static void
add_single (txc_buffer *out, const txc_reading_result *result)
{
  bool known = result->state == TXC_FACT_KNOWN || result->state == TXC_FACT_NOT_APPLICABLE;
  if (!known)
    txc_buffer_add (out, result->value ? "not known; last known " : "not known");
  else if (!result->value)
    txc_buffer_add (out, result->state == TXC_FACT_KNOWN ? "known" : "does not apply");
  if (result->value)
    txc_unit_add_plain (result->value, out);
}

/* "; from trd.json: Observation/bp (entry 7), 2026-11-02", "; stated" */
static void
add_origin (txc_buffer *out, const txc_patient_fact *fact)
{
  bool speaks = fact->stated || fact->state == TXC_FACT_NOT_APPLICABLE;
  if (fact->origin)
    txc_buffer_printf (out, speaks ? "; %s" : "; from %s", fact->origin);
  if (fact->date)
    txc_buffer_printf (out, ", %s", fact->date);
  if (fact->state == TXC_FACT_STALE)
    txc_buffer_add (out, "; too old to decide anything");
}

static const char *
line_of (const txc_feature *feature, const txc_reading *reading, const txc_patient_fact *fact,
         const txc_reading_result *result, txc_arena *arena)
{
  txc_buffer text = { 0 };
  add_name (&text, feature, reading->item);
  txc_buffer_add (&text, ": ");
  if (reading->item)
    txc_buffer_add (&text, presence (result->state));
  else if (is_whole_list (feature, reading))
    add_known_list (&text, result);
  else
    add_single (&text, result);
  if (fact)
    add_origin (&text, fact);
  return txc_buffer_keep (&text, arena);
}

/* False: no memory. */
static bool
describe (const txc_patient *patient, const txc_reading *reading, txc_arena *arena, txc_reading_result *result)
{
  const txc_feature *feature = feature_of (patient, reading);
  const txc_patient_fact *fact
    = txc_patient_find (patient, feature, reading->item ? txc_feature_item_index (feature, reading->item) : TXC_NO_ITEM);
  *result = (txc_reading_result){ .feature = feature->id,
                                  .item = reading->item ? txc_arena_copy (arena, txc_text_of (reading->item)) : NULL,
                                  .state = state_of (reading, fact),
                                  .date = fact ? fact->date : NULL,
                                  .origin = fact ? fact->origin : NULL };
  if ((reading->item && !result->item) || !find_value (patient, reading, fact, arena, &result->value))
    return false;
  result->text = line_of (feature, reading, fact, result, arena);
  return result->text != NULL;
}

const txc_reading_result *
txc_patient_readings (const txc_patient *patient, const txc_reasons *reasons, txc_arena *arena)
{
  txc_reading_result *results = txc_arena_array (arena, reasons->reading_count + 1, sizeof *results);
  for (size_t i = 0; results && i < reasons->reading_count; i++)
    if (!describe (patient, &reasons->readings[i], arena, &results[i]))
      return NULL;
  for (size_t i = 0; results && i < reasons->deciding_count; i++)
    results[reasons->deciding[i]].decides = true;
  return results;
}

/* ---- what would settle it ---------------------------------------------------------- */

static bool
same_facts (const txc_settlement *a, const txc_settlement *b)
{
  return a->count == b->count
         && (a->count == 0 || memcmp (a->readings, b->readings, a->count * sizeof *a->readings) == 0);
}

/* Is there a settlement before (or behind) this one that needs the same facts for
   the other answer? */
static bool
settles_both_ways (const txc_reasons *reasons, size_t index, bool before)
{
  size_t first = before ? 0 : index + 1, end = before ? index : reasons->settlement_count;
  for (size_t i = first; i < end; i++)
    if (same_facts (&reasons->settlements[i], &reasons->settlements[index]))
      return true;
  return false;
}

static const char *
word_settlement (const txc_patient *patient, const txc_reasons *reasons, size_t index, txc_arena *arena)
{
  const txc_settlement *settlement = &reasons->settlements[index];
  txc_buffer text = { 0 };
  for (size_t i = 0; i < settlement->count; i++) {
    const txc_reading *reading = &reasons->readings[settlement->readings[i]];
    txc_buffer name = { 0 };
    add_name (&name, feature_of (patient, reading), reading->item);
    txc_buffer_join (&text, txc_buffer_string (&name), i, settlement->count, "and");
    text.failed |= name.failed;
    txc_buffer_release (&name);
  }
  txc_buffer_add (&text, settles_both_ways (reasons, index, false) ? ": settles it either way"
                         : settlement->outcome == TXC_TRUE         ? ": the answer may then be yes"
                                                                   : ": the answer may then be no");
  return txc_buffer_keep (&text, arena);
}

const char *const *
txc_patient_settlements (const txc_patient *patient, const txc_reasons *reasons, txc_arena *arena, size_t *count)
{
  const char **ways = txc_arena_array (arena, reasons->settlement_count + 1, sizeof *ways);
  *count = 0;
  for (size_t i = 0; ways && i < reasons->settlement_count; i++) {
    if (settles_both_ways (reasons, i, true))
      continue; /* named with the other answer */
    ways[*count] = word_settlement (patient, reasons, i, arena);
    if (!ways[(*count)++])
      return NULL;
  }
  return ways;
}
