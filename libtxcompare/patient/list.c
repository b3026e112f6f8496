/* SPDX-License-Identifier: Apache-2.0
 *
 * One list out of what was said about it. Having an item is having its broader
 * ones, not having one is not having its narrower ones; what the caller stated
 * wins over records.
 */
#include "patient/building.h"

/* What is known of one item so far. */
typedef struct item_state {
  txc_fact_state state;   /* UNKNOWN, KNOWN (present) or ABSENT */
  bool implied;
  const txc_said *said;   /* the one it rests on */
} item_state;

/* Dated, the later of two; a date before none. */
static bool
is_later (const txc_said_of *a, const txc_said_of *b)
{
  return a->when.precision != TXC_PRECISION_NONE
         && (b->when.precision == TXC_PRECISION_NONE || txc_moment_minutes (&a->when) > txc_moment_minutes (&b->when));
}

static void
mark (item_state *states, const txc_feature *feature, int item, txc_fact_state state, const txc_said *said)
{
  item_state *own = &states[item];
  bool stands = own->state != TXC_FACT_UNKNOWN && !own->implied
                && (own->said->of.stated > said->of.stated || is_later (&own->said->of, &said->of));
  if (!stands)
    *own = (item_state){ state, false, said };
  bool present = state == TXC_FACT_KNOWN;
  const size_t *others = present ? feature->items[item].is_a : feature->items[item].narrower;
  size_t count = present ? feature->items[item].is_a_count : feature->items[item].narrower_count;
  for (size_t i = 0; i < count; i++)
    if (states[others[i]].state == TXC_FACT_UNKNOWN)
      states[others[i]] = (item_state){ state, true, said };
}

static bool
concerns (const txc_said *said, const txc_feature *feature, txc_said_kind kind, bool stated)
{
  return said->feature == feature->index && said->kind == kind && said->of.stated == stated;
}

/* Of each item the latest record that says it is absent, or NULL; one pass, since
   records repeat themselves thousands of times. */
static const txc_said **
latest_absences (txc_building *building, const txc_feature *feature)
{
  const txc_said **latest = txc_arena_array (&building->scratch, feature->item_count, sizeof *latest);
  if (!latest)
    building->failed = true;
  for (size_t i = 0; latest && i < building->said_count; i++) {
    const txc_said *said = &building->said[i];
    if (concerns (said, feature, TXC_SAID_ABSENT, false)
        && (!latest[said->item] || is_later (&said->of, &latest[said->item]->of)))
      latest[said->item] = said;
  }
  return latest;
}

static const txc_said *
stated_complete (const txc_building *building, const txc_feature *feature)
{
  for (size_t i = 0; i < building->said_count; i++)
    if (concerns (&building->said[i], feature, TXC_SAID_COMPLETE, true))
      return &building->said[i];
  return NULL;
}

static void
mark_stated (const txc_building *building, const txc_feature *feature, item_state *states)
{
  for (size_t i = 0; i < building->said_count; i++) {
    const txc_said *said = &building->said[i];
    if (concerns (said, feature, TXC_SAID_PRESENT, true))
      mark (states, feature, said->item, TXC_FACT_KNOWN, said);
    else if (concerns (said, feature, TXC_SAID_ABSENT, true))
      mark (states, feature, said->item, TXC_FACT_ABSENT, said);
  }
}

static void
mark_recorded_presence (txc_building *building, const txc_feature *feature, item_state *states)
{
  bool none = stated_complete (building, feature) != NULL;
  const txc_said **latest = latest_absences (building, feature);
  for (size_t i = 0; latest && i < building->said_count; i++) {
    const txc_said *said = &building->said[i];
    if (!concerns (said, feature, TXC_SAID_PRESENT, false))
      continue;
    const item_state *state = &states[said->item];
    const char *name = feature->items[said->item].name;
    const txc_said *absence = latest[said->item];
    bool stated_absent = state->state == TXC_FACT_ABSENT || (none && state->state == TXC_FACT_UNKNOWN);
    if (stated_absent)
      txc_building_remark (building, "%s: stated 'no %s' is used; the record has it (%s)", feature->name, name,
                           said->of.origin);
    else if (absence && is_later (&absence->of, &said->of))
      txc_building_remark (building, "%s: a later record says 'no %s' (%s); %s is not used", feature->name, name,
                           absence->of.origin, said->of.origin);
    else
      mark (states, feature, said->item, TXC_FACT_KNOWN, said);
  }
}

static void
mark_recorded_absence (txc_building *building, const txc_feature *feature, item_state *states)
{
  for (size_t i = 0; i < building->said_count; i++) {
    const txc_said *said = &building->said[i];
    if (!concerns (said, feature, TXC_SAID_ABSENT, false))
      continue;
    const item_state *state = &states[said->item];
    if (state->state == TXC_FACT_KNOWN)
      txc_building_remark (building, "%s: '%s' is present (%s), although another record says it is not (%s)",
                           feature->name, feature->items[said->item].name, state->said->of.origin, said->of.origin);
    else
      mark (states, feature, said->item, TXC_FACT_ABSENT, said);
  }
}

/* Something narrower that is present says the same more precisely. */
static bool
is_covered (const txc_feature *feature, const item_state *states, size_t item)
{
  if (states[item].implied)
    return true;
  for (size_t i = 0; i < feature->items[item].narrower_count; i++) {
    const item_state *narrower = &states[feature->items[item].narrower[i]];
    if (narrower->state == TXC_FACT_KNOWN && !narrower->implied)
      return true;
  }
  return false;
}

static void
add_item (txc_building *building, const txc_feature *feature, const item_state *states, size_t item)
{
  const item_state *state = &states[item];
  if (state->state == TXC_FACT_UNKNOWN)
    return;
  txc_patient_fact *fact = txc_building_add_fact (building, feature, (int)item, state->state, &state->said->of,
                                                  state->implied ? NULL : state->said->detail);
  if (fact)
    fact->implied = state->state == TXC_FACT_KNOWN ? is_covered (feature, states, item) : state->implied;
}

static txc_cql_value
word (const txc_feature *feature, size_t item)
{
  return (txc_cql_value){ .type = { TXC_CQL_STRING, TXC_CQL_ANY }, .string = txc_text_of (feature->items[item].id) };
}

/* The list as rules see it: present themselves, present by implication; absent. */
static void
fill_list (txc_building *building, const txc_feature *feature, const item_state *states, bool complete)
{
  txc_cql_value *present = txc_arena_array (&building->patient->arena, feature->item_count, sizeof *present);
  txc_cql_value *absent = txc_arena_array (&building->patient->arena, feature->item_count, sizeof *absent);
  if (!present || !absent) {
    building->failed = true;
    return;
  }
  txc_fact_list list = { .present = present, .absent = absent, .complete = complete };
  for (int implied = 0; implied < 2; implied++)
    for (size_t i = 0; i < feature->item_count; i++)
      if (states[i].state == TXC_FACT_KNOWN && is_covered (feature, states, i) == implied) {
        present[list.present_count++] = word (feature, i);
        list.implied_count += implied != 0;
      }
  for (size_t i = 0; i < feature->item_count; i++)
    if (states[i].state == TXC_FACT_ABSENT)
      absent[list.absent_count++] = word (feature, i);
  building->lists[feature->index] = list;
}

/* A record that says "none known" beside one that knows something closes nothing. */
static bool
is_belied (txc_building *building, const txc_feature *feature, const item_state *states, const txc_said *complete)
{
  if (complete->of.stated || complete->of.current)
    return false;
  for (size_t i = 0; i < feature->item_count; i++)
    if (states[i].state == TXC_FACT_KNOWN) {
      txc_building_remark (building, "%s: a record says that there are none (%s), another has '%s' (%s); the list stays open",
                           feature->name, complete->of.origin, feature->items[i].name, states[i].said->of.origin);
      return true;
    }
  return false;
}

static const txc_said *
complete_by (txc_building *building, const txc_feature *feature, const item_state *states)
{
  const txc_said *stated = stated_complete (building, feature);
  for (size_t i = 0; i < building->said_count && !stated; i++) {
    const txc_said *said = &building->said[i];
    if (said->feature == feature->index && said->kind == TXC_SAID_COMPLETE && !is_belied (building, feature, states, said))
      return said;
  }
  return stated;
}

void
txc_building_decide_list (txc_building *building, const txc_feature *feature)
{
  item_state *states = txc_arena_array (&building->scratch, feature->item_count, sizeof *states);
  if (!states) {
    building->failed = true;
    return;
  }
  mark_stated (building, feature, states);
  mark_recorded_presence (building, feature, states);
  mark_recorded_absence (building, feature, states);
  for (size_t i = 0; i < feature->item_count; i++)
    add_item (building, feature, states, i);
  const txc_said *complete = complete_by (building, feature, states);
  if (complete)
    txc_building_add_fact (building, feature, TXC_NO_ITEM, TXC_FACT_KNOWN, &complete->of, NULL);
  fill_list (building, feature, states, complete != NULL);
}
