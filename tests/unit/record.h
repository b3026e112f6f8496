/* SPDX-License-Identifier: Apache-2.0
 *
 * What the tests of records share: reading one, and asking what is known then.
 * Records are written with ' for ".
 */
#ifndef TXC_TEST_RECORD_H
#define TXC_TEST_RECORD_H

#include <stdio.h>

#include "unit/test.h"

#include "patient/patient.h"

#define SCT "'system':'http://snomed.info/sct','code':"
#define ICD "'system':'http://hl7.org/fhir/sid/icd-10-cm','code':"
#define LOINC "'system':'http://loinc.org','code':"
#define RXNORM "'system':'http://www.nlm.nih.gov/research/umls/rxnorm','code':"
#define SUBJECT "'subject':{'reference':'Patient/p'}"
#define WOMAN "{'resourceType':'Patient','id':'p','gender':'female','birthDate':'1974-05-14'}"
#define ACTIVE "'clinicalStatus':{'coding':[{'code':'active'}]}"
#define CONFIRMED "'verificationStatus':{'coding':[{'code':'confirmed'}]}"
#define UCUM "'system':'http://unitsofmeasure.org','code':"
#define DAILY "'timing':{'repeat':{'frequency':1,'period':1,'periodUnit':'d'}}"
#define MG(n) "'doseAndRate':[{'doseQuantity':{'value':" n ",'unit':'mg'}}]"
#define PHQ9 "'code':{'coding':[{" LOINC "'44261-6'}]}"
#define SERTRALINE "'medicationCodeableConcept':{'coding':[{" RXNORM "'36437'}],'text':'Sertraline'}"
#define DEPRESSED \
  "{'resourceType':'Condition','id':'mdd','code':{'coding':[{" SCT "'370143000'}]}," ACTIVE "," CONFIRMED "," SUBJECT \
  ",'onsetDateTime':'2026-01-12'}"

static txc_knowledge_base *base;
static txc_patient_builder *builder;
static txc_patient *patient;
static txc_error *err;

static inline void
setup (void)
{
  ck_assert_int_eq (txc_knowledge_base_load (TXC_TEST_SOURCE "/knowledge/depression", &base, NULL, &err), TXC_OK);
  ck_assert_int_eq (txc_patient_builder_new (base, "2026-11-20", &builder, &err), TXC_OK);
}

static inline void
teardown (void)
{
  txc_patient_unref (patient);
  txc_patient_builder_free (builder);
  txc_knowledge_base_unref (base);
  txc_error_free (err);
  patient = NULL;
  builder = NULL;
  base = NULL;
  err = NULL;
}

static inline void
fresh (void)
{
  teardown ();
  setup ();
}

static inline txc_status
add (const char *record)
{
  size_t length = strlen (record);
  char *json = malloc (length + 1);
  memcpy (json, record, length + 1);
  for (size_t i = 0; i < length; i++)
    if (json[i] == '\'')
      json[i] = '"';
  txc_error_free (err);
  err = NULL;
  txc_status status = txc_patient_builder_add_record (builder, json, length, "r.json", &err);
  free (json);
  return status;
}

static inline void
build (void)
{
  txc_patient_unref (patient);
  ck_assert_int_eq (txc_patient_builder_build (builder, &patient, &err), TXC_OK);
}

static inline void
read_record (const char *record)
{
  txc_status status = add (record);
  ck_assert_msg (status == TXC_OK, "%s:%zu:%zu: %s", record, err ? txc_error_line (err) : 0, err ? txc_error_column (err) : 0,
                 err ? txc_error_message (err) : "");
  build ();
}

/* Refused with that status, these words and that column of line 1 (0: any). */
static inline void
refuse (const char *record, txc_status expected, const char *words, size_t column)
{
  txc_status status = add (record);
  ck_assert_msg (status == expected, "%s: status %d %s", record, status, err ? txc_error_message (err) : "");
  ck_assert_msg (strstr (txc_error_message (err), words) != NULL, "%s: %s", record, txc_error_message (err));
  ck_assert_str_eq (txc_error_file (err), "r.json");
  if (column)
    ck_assert_uint_eq (txc_error_column (err), column);
  build ();
  ck_assert_uint_eq (txc_patient_fact_count (patient), 0); /* nothing stays */
}

static inline const txc_feature *
feature (const char *id)
{
  const txc_feature *found = txc_map_get (&base->feature_by_id, txc_text_of (id));
  ck_assert_msg (found != NULL, "no feature %s", id);
  return found;
}

static inline const txc_cql_value *
value (const char *id)
{
  return &patient->values[feature (id)->index];
}

static inline bool
known (const char *id)
{
  return !value (id)->is_null;
}

static inline const txc_patient_fact *
fact (const char *id)
{
  return txc_patient_find (patient, feature (id), TXC_NO_ITEM);
}

static inline int
item (const char *list, const char *id)
{
  const txc_fact_list *all = &patient->lists[feature (list)->index];
  for (size_t i = 0; i < all->present_count; i++)
    if (txc_text_is (all->present[i].string, id))
      return 1;
  for (size_t i = 0; i < all->absent_count; i++)
    if (txc_text_is (all->absent[i].string, id))
      return -1;
  return 0;
}

static inline bool
complete (const char *list)
{
  return patient->lists[feature (list)->index].complete;
}

static inline bool
remarked (const char *words)
{
  for (size_t i = 0; i < patient->remarks_count; i++)
    if (strstr (patient->remarks[i], words))
      return true;
  return false;
}

static inline int
quantity (const char *id, const char *expected)
{
  txc_decimal decimal;
  ck_assert_int_eq (txc_decimal_parse (txc_text_of (expected), &decimal), TXC_OK);
  return known (id) && txc_decimal_compare (value (id)->quantity.value, decimal) == 0;
}

#endif
