/* SPDX-License-Identifier: Apache-2.0
 *
 * Observation: one value, or the values of its components.
 */
#include "patient/fhir.h"

/* The reader's own words for why a value does not fit become a remark. */
static bool
accept (txc_fhir *fhir, txc_status status, txc_error *why)
{
  if (status == TXC_NO_MEMORY)
    txc_fhir_no_memory (fhir);
  else if (status != TXC_OK)
    txc_fhir_remark (fhir, "%s; not used", txc_error_message (why));
  txc_error_free (why);
  return status == TXC_OK;
}

static bool
from_quantity (txc_fhir *fhir, const txc_feature *feature, const txc_json *quantity, txc_cql_value *value)
{
  txc_decimal number;
  const char *comparator = txc_fhir_string (fhir, quantity, "comparator");
  if (comparator) {
    txc_fhir_remark (fhir, "%s: '%.10s' a number is no value; not used", feature->name, comparator);
    return false;
  }
  if (!txc_fhir_number (fhir, quantity, "value", &number))
    return false;
  const char *code = txc_fhir_string (fhir, quantity, "code"), *unit = txc_fhir_string (fhir, quantity, "unit");
  if (fhir->status != TXC_OK)
    return false;
  txc_error *why = NULL;
  txc_arena *arena = &fhir->builder->arena;
  txc_status status = txc_value_from_number (feature, number, code ? code : unit, false, arena, value, &why);
  if (status == TXC_INVALID_DATA && code && unit
      && txc_value_from_number (feature, number, unit, false, arena, value, NULL) == TXC_OK) {
    txc_error_free (why);
    return true;
  }
  return accept (fhir, status, why);
}

static bool
from_text (txc_fhir *fhir, const txc_feature *feature, txc_text text, txc_cql_value *value)
{
  txc_error *why = NULL;
  txc_status status = txc_value_from_text (feature, text, false, &fhir->builder->arena, value, &why);
  return accept (fhir, status, why);
}

/* An answer as a code: what the base says it stands for, or the words yes and no. */
static bool
from_concept (txc_fhir *fhir, const txc_feature *feature, const txc_json *concept, txc_cql_value *value)
{
  const txc_json *codings = txc_fhir_get (fhir, concept, "coding", TXC_JSON_ARRAY);
  for (size_t i = 0; codings && i < codings->count; i++) {
    const txc_json *coding = txc_fhir_item (fhir, codings, i);
    txc_text system = txc_fhir_text (fhir, coding, "system"), code = txc_fhir_text (fhir, coding, "code");
    for (size_t j = 0; j < feature->coded_answer_count; j++) {
      const txc_coded_answer *answer = &feature->coded_answers[j];
      if (txc_text_is (code, answer->coding.code)
          && txc_vocabulary_is_system (fhir->builder->vocabulary, system, answer->coding.system->id))
        return from_text (fhir, feature, txc_text_of (answer->is), value);
    }
  }
  const char *text = txc_fhir_concept_text (fhir, concept);
  if (text && fhir->status == TXC_OK
      && txc_value_from_text (feature, txc_text_of (text), false, &fhir->builder->arena, value, NULL) == TXC_OK)
    return true;
  txc_fhir_remark (fhir, "%s: the answer '%.60s' is not one the knowledge base knows; not used", feature->name,
                   text ? text : "");
  return false;
}

static bool
from_boolean (txc_fhir *fhir, const txc_feature *feature, const txc_json *boolean, txc_cql_value *value)
{
  *value = (txc_cql_value){ .type = feature->type, .boolean = boolean->boolean };
  if (feature->type.kind == TXC_CQL_BOOLEAN)
    return true;
  txc_fhir_remark (fhir, "%s: true or false does not answer this; not used", feature->name);
  return false;
}

static bool
from_integer (txc_fhir *fhir, const txc_feature *feature, const txc_json *holder, txc_cql_value *value)
{
  txc_decimal number;
  txc_error *why = NULL;
  if (!txc_fhir_number (fhir, holder, "valueInteger", &number))
    return false;
  txc_status status = txc_value_from_number (feature, number, NULL, false, &fhir->builder->arena, value, &why);
  return accept (fhir, status, why);
}

/* The value[x] of an Observation or component; *at is where it stands. */
static bool
read_value (txc_fhir *fhir, const txc_feature *feature, const txc_json *holder, txc_cql_value *value, const txc_json **at)
{
  if ((*at = txc_fhir_get (fhir, holder, "valueQuantity", TXC_JSON_OBJECT)))
    return from_quantity (fhir, feature, *at, value);
  if ((*at = txc_fhir_get (fhir, holder, "valueInteger", TXC_JSON_NUMBER)))
    return from_integer (fhir, feature, holder, value);
  if ((*at = txc_fhir_get (fhir, holder, "valueString", TXC_JSON_STRING)))
    return from_text (fhir, feature, (*at)->text, value);
  if ((*at = txc_fhir_get (fhir, holder, "valueBoolean", TXC_JSON_BOOLEAN)))
    return from_boolean (fhir, feature, *at, value);
  if ((*at = txc_fhir_get (fhir, holder, "valueCodeableConcept", TXC_JSON_OBJECT)))
    return from_concept (fhir, feature, *at, value);
  const txc_json *absent = txc_fhir_get (fhir, holder, "dataAbsentReason", TXC_JSON_OBJECT);
  const char *reason = absent ? txc_fhir_concept_text (fhir, absent) : NULL;
  txc_fhir_remark (fhir, "%s has no value%s%.60s", feature->name, reason ? ": " : "", reason ? reason : "");
  return false;
}

static void
read_holder (txc_fhir *fhir, const txc_json *holder, const txc_meanings *meanings, const txc_datetime *when)
{
  for (size_t i = 0; i < meanings->count && fhir->status == TXC_OK; i++) {
    const txc_feature *feature = &fhir->builder->knowledge_base->features[meanings->items[i].feature];
    const txc_json *at;
    txc_said said = { .kind = TXC_SAID_VALUE, .feature = feature->index, .item = TXC_NO_ITEM };
    if (!read_value (fhir, feature, holder, &said.value, &at) || fhir->status != TXC_OK)
      continue;
    said.of = txc_fhir_of (fhir, at, when);
    if (fhir->status == TXC_OK)
      fhir->status = txc_builder_say (fhir->builder, &said, fhir->err);
  }
}

static txc_datetime
effective (txc_fhir *fhir, const txc_json *resource)
{
  txc_datetime when, start;
  if (txc_fhir_when (fhir, resource, "effectiveDateTime", &when)
      || txc_fhir_when (fhir, resource, "effectiveInstant", &when))
    return when;
  if (txc_fhir_period (fhir, resource, "effectivePeriod", &start, &when))
    return when.precision != TXC_PRECISION_NONE ? when : start;
  txc_fhir_when (fhir, resource, "issued", &when);
  return when;
}

/* Only a finished result counts. */
static bool
is_final (txc_fhir *fhir, const txc_json *resource)
{
  static const char *const counted[] = { "final", "amended", "corrected" };
  const char *status = txc_fhir_string (fhir, resource, "status");
  for (size_t i = 0; status && i < 3; i++)
    if (strcmp (status, counted[i]) == 0)
      return true;
  txc_fhir_remark (fhir, "its status is '%.40s'; ignored", status ? status : "not given");
  return false;
}

/* What one code means; nothing to do for codes the base does not ask for. */
static txc_meanings
meant_by (txc_fhir *fhir, const txc_json *holder)
{
  txc_meanings meanings;
  bool by_words;
  txc_fhir_meaning (fhir, txc_fhir_get (fhir, holder, "code", TXC_JSON_OBJECT), TXC_DERIVE_OBSERVATION, TXC_WORDS_NEVER,
                    &meanings, &by_words);
  return meanings;
}

void
txc_fhir_read_observation (txc_fhir *fhir, const txc_json *resource)
{
  txc_meanings own = meant_by (fhir, resource);
  const txc_json *components = txc_fhir_get (fhir, resource, "component", TXC_JSON_ARRAY);
  size_t useful = own.count;
  for (size_t i = 0; components && i < components->count; i++)
    useful += meant_by (fhir, txc_fhir_item (fhir, components, i)).count;
  if (useful == 0 || !is_final (fhir, resource))
    return;
  txc_datetime when = effective (fhir, resource);
  if (txc_fhir_is_future (fhir, &when)) {
    txc_fhir_remark (fhir, "is dated after %s; ignored", fhir->builder->as_of_text);
    return;
  }
  read_holder (fhir, resource, &own, &when);
  for (size_t i = 0; components && i < components->count && fhir->status == TXC_OK; i++) {
    const txc_json *component = txc_fhir_item (fhir, components, i);
    txc_meanings meanings = meant_by (fhir, component);
    read_holder (fhir, component, &meanings, &when);
  }
}
