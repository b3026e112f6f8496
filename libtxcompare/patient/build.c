/* SPDX-License-Identifier: Apache-2.0
 *
 * The patient is built: history first, because it says what is taken and what
 * failed, then feature by feature.
 */
#include <stdlib.h>

#include "patient/building.h"

void
txc_building_say (txc_building *building, const txc_said *said)
{
  txc_said *grown = txc_arena_grow (&building->scratch, building->said, building->said_count, &building->said_capacity,
                                    sizeof *grown);
  if (!grown) {
    building->failed = true;
    return;
  }
  building->said = grown;
  building->said[building->said_count++] = *said;
}

void
txc_building_remark (txc_building *building, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  if (!txc_remarks_vadd (&building->remarks, &building->patient->arena, format, arguments))
    building->failed = true;
  va_end (arguments);
}

const char *
txc_building_keep (txc_building *building, const char *text)
{
  if (!text)
    return NULL;
  const char *copy = txc_arena_copy (&building->patient->arena, txc_text_of (text));
  if (!copy)
    building->failed = true;
  return copy;
}

txc_patient_fact *
txc_building_add_fact (txc_building *building, const txc_feature *feature, int item, txc_fact_state state,
                       const txc_said_of *of, const char *detail)
{
  txc_patient_fact *grown = txc_arena_grow (&building->patient->arena, building->facts, building->fact_count,
                                            &building->fact_capacity, sizeof *grown);
  if (!grown) {
    building->failed = true;
    return NULL;
  }
  building->facts = grown;
  txc_patient_fact *fact = &grown[building->fact_count++];
  *fact = (txc_patient_fact){ .feature = feature,
                              .item = item,
                              .state = state,
                              .stated = of->stated,
                              .date = txc_building_keep (building, of->date),
                              .origin = txc_building_keep (building, of->origin),
                              .detail = txc_building_keep (building, detail) };
  fact->value.is_null = true;
  return fact;
}

static void
begin (txc_building *building)
{
  txc_patient *patient = building->patient;
  const txc_knowledge_base *base = building->base;
  const txc_collected *now = &building->builder->now;
  building->lists = txc_arena_array (&patient->arena, base->features_count, sizeof *building->lists);
  building->values = txc_arena_array (&patient->arena, base->features_count, sizeof *building->values);
  patient->as_of = building->builder->as_of;
  patient->as_of_text = txc_building_keep (building, building->builder->as_of_text);
  patient->country = txc_building_keep (building, now->country ? now->country : now->record_country);
  patient->lists = building->lists;
  patient->values = building->values;
  if (!building->lists || !building->values) {
    building->failed = true;
    return;
  }
  for (size_t i = 0; i < base->features_count; i++)
    building->values[i] = (txc_cql_value){ .type = base->features[i].type, .is_null = true };
  for (size_t i = 0; i < now->remarks.count; i++)
    txc_building_remark (building, "%s", now->remarks.items[i]);
  for (size_t i = 0; i < now->said_count; i++)
    txc_building_say (building, &now->said[i]);
}

/* The facts as the public interface shows them. */
static void
show_facts (txc_building *building)
{
  txc_patient *patient = building->patient;
  txc_fact *shown = txc_arena_array (&patient->arena, patient->facts_count + 1, sizeof *shown);
  if (!shown) {
    building->failed = true;
    return;
  }
  for (size_t i = 0; i < patient->facts_count; i++) {
    const txc_patient_fact *known = &patient->facts[i];
    shown[i] = (txc_fact){ .feature = known->feature->id,
                           .item = known->item == TXC_NO_ITEM ? NULL : known->feature->items[known->item].id,
                           .state = known->state,
                           .value = known->text,
                           .date = known->date,
                           .origin = known->origin,
                           .detail = known->detail };
  }
  patient->shown_facts = shown;
}

static void
build (txc_building *building)
{
  begin (building);
  if (!building->failed)
    txc_building_history (building);
  for (size_t i = 0; i < building->base->features_count && !building->failed; i++)
    txc_building_decide (building, &building->base->features[i]);
  if (!building->failed)
    txc_building_apply (building);
  building->patient->facts = building->facts;
  building->patient->facts_count = building->fact_count;
  building->patient->remarks = building->remarks.items;
  building->patient->remarks_count = building->remarks.count;
  if (!building->failed)
    show_facts (building);
}

txc_status
txc_patient_builder_build (txc_patient_builder *builder, txc_patient **patient, txc_error **err)
{
  *patient = NULL;
  txc_patient *new = calloc (1, sizeof *new);
  if (!new)
    return txc_error_no_memory (err);
  new->references = 1;
  new->knowledge_base = txc_knowledge_base_ref (builder->knowledge_base);
  txc_building building = { .builder = builder, .base = builder->knowledge_base, .patient = new };
  build (&building);
  txc_map_release (&building.taken);
  txc_arena_release (&building.scratch);
  if (building.failed) {
    txc_patient_unref (new);
    return txc_error_no_memory (err);
  }
  *patient = new;
  return TXC_OK;
}
