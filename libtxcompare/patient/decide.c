/* SPDX-License-Identifier: Apache-2.0
 *
 * One value out of what was said about it: stated before recorded, later before
 * earlier; too old is unknown, and so is what was measured twice at one time
 * with different results.
 */
#include "base/units.h"
#include "patient/building.h"

enum { milliseconds_per_minute = 60 * 1000 };

static const char *
name_of_value (txc_building *building, const txc_feature *feature, const txc_cql_value *value)
{
  const char *text = txc_feature_value_text (feature, value, &building->scratch);
  if (!text)
    building->failed = true;
  return text ? text : "";
}

int64_t
txc_said_time (const txc_said_of *of)
{
  if (of->when.precision != TXC_PRECISION_NONE)
    return txc_moment_minutes (&of->when) * milliseconds_per_minute
           + (of->when.precision >= TXC_SECOND ? of->when.time.second * 1000 : 0)
           + (of->when.precision >= TXC_MILLISECOND ? of->when.time.millisecond : 0);
  return of->current ? INT64_MAX : INT64_MIN;
}

static bool
wins (const txc_said *new, const txc_said *best)
{
  if (!best || new->of.stated != best->of.stated)
    return !best || new->of.stated;
  return txc_said_time (&new->of) >= txc_said_time (&best->of);
}

static const txc_said *
best_value (const txc_building *building, const txc_feature *feature)
{
  const txc_said *best = NULL;
  for (size_t i = 0; i < building->said_count; i++) {
    const txc_said *said = &building->said[i];
    if (said->feature == feature->index && said->kind == TXC_SAID_VALUE && wins (said, best))
      best = said;
  }
  return best;
}

/* Neither of two different values of the same time is the right one. */
static bool
is_belied (const txc_said *best, const txc_said *other)
{
  return best->of.stated == other->of.stated && txc_said_time (&best->of) == txc_said_time (&other->of);
}

/* What the winner passed over, where that needs to be known. False: the winner
   is contradicted, so that nothing is known. */
static bool
remark_others (txc_building *building, const txc_feature *feature, const txc_said *best)
{
  bool stands = true;
  for (size_t i = 0; i < building->said_count; i++) {
    const txc_said *other = &building->said[i];
    if (other->feature != feature->index || other->kind != TXC_SAID_VALUE || other == best
        || txc_value_equal (&other->value, &best->value))
      continue;
    const char *chosen = name_of_value (building, feature, &best->value);
    const char *passed = name_of_value (building, feature, &other->value);
    if (best->of.stated && !other->of.stated && feature->derivation != TXC_DERIVE_OBSERVATION)
      txc_building_remark (building, "%s: stated %s is used; the record says %s (%s)", feature->name, chosen, passed,
                           other->of.origin);
    else if (is_belied (best, other)) {
      stands = false;
      txc_building_remark (building, "%s: %s (%s) and %s (%s) are of the same time, so neither is used", feature->name,
                           passed, other->of.origin, chosen, best->of.origin);
    }
  }
  return stands;
}

bool
txc_said_is_stale (const txc_said_of *of, const txc_feature *feature, const txc_date *as_of)
{
  if (feature->valid_for.count == 0 || of->current)
    return false;
  txc_date until, date = txc_datetime_date (&of->when);
  if (of->when.precision == TXC_PRECISION_NONE
      || !txc_date_add (&date, feature->valid_for.count, txc_unit_calendar (feature->valid_for.unit), &until))
    return true;
  txc_order order = txc_date_compare (&until, as_of, TXC_PRECISION_NONE);
  return order != TXC_SAME && order != TXC_AFTER;
}

static void
decide_value (txc_building *building, const txc_feature *feature)
{
  const txc_said *best = best_value (building, feature);
  if (!best || !remark_others (building, feature, best))
    return;
  bool stale = txc_said_is_stale (&best->of, feature, &building->patient->as_of);
  txc_patient_fact *fact = txc_building_add_fact (building, feature, TXC_NO_ITEM, stale ? TXC_FACT_STALE : TXC_FACT_KNOWN,
                                                  &best->of, best->detail);
  if (!fact)
    return;
  fact->value = best->value;
  if (best->value.type.kind == TXC_CQL_STRING) {
    const char *word = txc_building_keep (building, best->value.string.data);
    fact->value.string = txc_text_of (word);
  }
  fact->text = txc_feature_value_text (feature, &fact->value, &building->patient->arena);
  if (!fact->text)
    building->failed = true;
  if (!stale)
    building->values[feature->index] = fact->value;
  else if (best->of.when.precision == TXC_PRECISION_NONE)
    txc_building_remark (building, "%s: the record gives no date, so it may be too old to use (%s)", feature->name,
                         best->of.origin);
}

void
txc_building_decide (txc_building *building, const txc_feature *feature)
{
  if (feature->type.kind == TXC_CQL_LIST)
    txc_building_decide_list (building, feature);
  else
    decide_value (building, feature);
}
