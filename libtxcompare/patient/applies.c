/* SPDX-License-Identifier: Apache-2.0
 *
 * Features that do not apply to a person: a man is not pregnant. A Boolean that
 * does not apply counts as false; what somebody said stands all the same.
 */
#include "patient/building.h"

static txc_fact_list
list (const void *context, size_t index)
{
  const txc_building *building = context;
  return building->lists[index];
}

static bool
value (const void *context, size_t index, txc_cql_value *result)
{
  const txc_building *building = context;
  *result = building->values[index];
  return !result->is_null;
}

static bool
is_known (const txc_building *building, const txc_feature *feature)
{
  for (size_t i = 0; i < building->fact_count; i++)
    if (building->facts[i].feature == feature && building->facts[i].state != TXC_FACT_UNKNOWN)
      return true;
  return false;
}

static bool
apply (txc_building *building, const txc_feature *feature, const txc_facts *facts)
{
  if (!feature->applies_when || is_known (building, feature)
      || txc_cql_answer (feature->applies_when, facts, &building->scratch) != TXC_FALSE)
    return false;
  txc_text when = txc_cql_rule_text (feature->applies_when);
  const char *origin = txc_arena_printf (&building->scratch, "applies only when %.*s", (int)when.length, when.data);
  const txc_said_of of = { .origin = origin };
  txc_patient_fact *fact = origin ? txc_building_add_fact (building, feature, TXC_NO_ITEM, TXC_FACT_NOT_APPLICABLE, &of, NULL)
                                  : NULL;
  if (!fact) {
    building->failed = true;
    return false;
  }
  if (feature->type.kind == TXC_CQL_BOOLEAN) {
    fact->value = (txc_cql_value){ .type = feature->type, .boolean = false };
    fact->text = "no";
    building->values[feature->index] = fact->value;
  }
  return true;
}

/* In the order of the features again, now that the last ones were decided last. */
static void
sort_by_feature (txc_building *building)
{
  txc_patient_fact *sorted
    = txc_arena_array (&building->patient->arena, building->fact_count, sizeof *sorted);
  size_t *next = txc_arena_array (&building->scratch, building->base->features_count + 1, sizeof *next);
  if (!sorted || !next) {
    building->failed = true;
    return;
  }
  for (size_t i = 0; i < building->fact_count; i++)
    next[building->facts[i].feature->index + 1]++;
  for (size_t i = 1; i <= building->base->features_count; i++)
    next[i] += next[i - 1];
  for (size_t i = 0; i < building->fact_count; i++)
    sorted[next[building->facts[i].feature->index]++] = building->facts[i];
  building->facts = sorted;
  building->fact_capacity = building->fact_count;
}

void
txc_building_apply (txc_building *building)
{
  const txc_knowledge_base *base = building->base;
  const txc_facts facts = { .context = building,
                            .value = value,
                            .list = list,
                            .as_of = txc_datetime_of_date (&building->patient->as_of) };
  bool changed = false, again = true;
  while (again && !building->failed) { /* one may depend on another; each changes at most once */
    again = false;
    for (size_t i = 0; i < base->features_count && !building->failed; i++)
      again |= apply (building, &base->features[i], &facts);
    changed |= again;
  }
  if (changed && !building->failed)
    sort_by_feature (building);
}
