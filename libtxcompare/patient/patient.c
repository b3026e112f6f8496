/* SPDX-License-Identifier: Apache-2.0
 *
 * A finished patient: its life, its facts, and the window for the rules.
 */
#include "patient/patient.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/reference.h"

txc_patient *
txc_patient_ref (const txc_patient *patient)
{
  txc_patient *shared = txc_reference_to (patient);
  atomic_fetch_add (&shared->references, 1);
  return shared;
}

void
txc_patient_unref (txc_patient *patient)
{
  if (!patient || --patient->references > 0)
    return;
  txc_knowledge_base_unref (patient->knowledge_base);
  txc_arena_release (&patient->arena);
  free (patient);
}

static bool
value (const void *context, size_t index, txc_cql_value *result)
{
  const txc_patient *patient = context;
  *result = patient->values[index];
  return !result->is_null;
}

static txc_fact_list
list (const void *context, size_t index)
{
  const txc_patient *patient = context;
  return patient->lists[index];
}

txc_facts
txc_patient_facts (const txc_patient *patient)
{
  return (txc_facts){ .context = patient, .value = value, .list = list, .as_of = txc_datetime_of_date (&patient->as_of) };
}

const txc_patient_fact *
txc_patient_find (const txc_patient *patient, const txc_feature *feature, int item)
{
  const txc_patient_fact *whole = NULL;
  for (size_t i = 0; i < patient->facts_count; i++) {
    const txc_patient_fact *fact = &patient->facts[i];
    if (fact->feature == feature && fact->item == item)
      return fact;
    if (fact->feature == feature && fact->item == TXC_NO_ITEM)
      whole = fact;
  }
  return whole;
}

static bool
holds (const txc_cql_value *items, size_t count, const char *word)
{
  for (size_t i = 0; i < count; i++)
    if (txc_text_is (items[i].string, word))
      return true;
  return false;
}

txc_answer
txc_patient_takes (const txc_patient *patient, const char *item)
{
  const txc_knowledge_base *base = patient->knowledge_base;
  txc_answer answer = TXC_UNKNOWN;
  for (size_t i = 0; i < base->features_count; i++) {
    const txc_feature *feature = &base->features[i];
    if (feature->derivation != TXC_DERIVE_MEDICATIONS || feature->medication_status != TXC_MEDICATION_CURRENT
        || feature->within.count > 0)
      continue;
    const txc_fact_list *known = &patient->lists[i];
    if (holds (known->present, known->present_count, item))
      return TXC_TRUE;
    if (known->complete || holds (known->absent, known->absent_count, item))
      answer = TXC_FALSE;
  }
  return answer;
}

size_t
txc_patient_fact_count (const txc_patient *patient)
{
  return patient->facts_count;
}

const txc_fact *
txc_patient_fact_at (const txc_patient *patient, size_t index)
{
  return index < patient->facts_count ? &patient->shown_facts[index] : NULL;
}

const txc_knowledge_base *
txc_patient_knowledge_base (const txc_patient *patient)
{
  return patient->knowledge_base;
}

const char *
txc_patient_as_of (const txc_patient *patient)
{
  return patient->as_of_text;
}

const char *
txc_patient_country (const txc_patient *patient)
{
  return patient->country;
}

size_t
txc_patient_remark_count (const txc_patient *patient)
{
  return patient->remarks_count;
}

const char *
txc_patient_remark_at (const txc_patient *patient, size_t index)
{
  return index < patient->remarks_count ? patient->remarks[index] : NULL;
}
