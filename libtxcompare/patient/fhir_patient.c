/* SPDX-License-Identifier: Apache-2.0
 *
 * The person: whose record it is, age, recorded gender, country.
 */
#include "patient/fhir.h"

/* The reference of a resource to its person; NULL: it names none. */
static const char *
subject_of (txc_fhir *fhir, const txc_fhir_resource *resource, const txc_json **reference)
{
  const char *name = strcmp (resource->type, "AllergyIntolerance") == 0 ? "patient" : "subject";
  fhir->now = resource;
  *reference = txc_fhir_get (fhir, resource->json, name, TXC_JSON_OBJECT);
  return txc_fhir_string (fhir, *reference, "reference");
}

static bool
has_subject (const char *type)
{
  static const char *const types[]
    = { "Condition", "Observation", "AllergyIntolerance", "MedicationRequest", "MedicationStatement" };
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (strcmp (types[i], type) == 0)
      return true;
  return false;
}

static const txc_fhir_resource *
find_patient (const txc_fhir *fhir, const txc_json *json)
{
  for (size_t i = 0; i < fhir->count; i++)
    if (fhir->resources[i].json == json && strcmp (fhir->resources[i].type, "Patient") == 0)
      return &fhir->resources[i];
  return NULL;
}

/* Of several Patients, the one that all other resources are about. */
static void
choose_person (txc_fhir *fhir)
{
  const txc_json *chosen = NULL;
  for (size_t i = 0; i < fhir->count && fhir->status == TXC_OK; i++) {
    const txc_json *reference;
    if (!has_subject (fhir->resources[i].type) || !subject_of (fhir, &fhir->resources[i], &reference))
      continue;
    const txc_json *named = txc_fhir_resolve (fhir, reference);
    if (named && chosen && named != chosen)
      chosen = NULL;
    else if (named)
      chosen = named;
    if (!chosen)
      break;
  }
  fhir->person = chosen ? find_patient (fhir, chosen) : NULL;
}

/* A Patient that is there twice is one person. */
static bool
is_person (const txc_fhir_resource *resource)
{
  return strcmp (resource->type, "Patient") == 0 && !resource->repeats;
}

static void
fail_several (txc_fhir *fhir)
{
  txc_buffer names = { 0 };
  const txc_fhir_resource *last = NULL;
  size_t named = 0;
  for (size_t i = 0; i < fhir->count; i++)
    if (is_person (&fhir->resources[i])) {
      last = &fhir->resources[i];
      if (named++ < 5)
        txc_buffer_printf (&names, "%s%s", names.length ? ", " : "", last->label);
    }
  fhir->now = NULL;
  if (names.failed || !last)
    txc_fhir_no_memory (fhir);
  else
    txc_fhir_fail (fhir, TXC_INVALID_DATA, last->json, "the record is about %zu people (%s%s); give one person's record",
                   named, names.data, named > 5 ? ", ..." : "");
  txc_buffer_release (&names);
}

/* Without a Patient all resources must name the same one. */
static void
find_subject (txc_fhir *fhir)
{
  for (size_t i = 0; i < fhir->count && fhir->status == TXC_OK; i++) {
    const txc_json *reference;
    const char *subject = has_subject (fhir->resources[i].type) ? subject_of (fhir, &fhir->resources[i], &reference) : NULL;
    if (!subject)
      continue;
    if (fhir->subject && strcmp (fhir->subject, subject) != 0)
      txc_fhir_fail (fhir, TXC_INVALID_DATA, reference,
                     "the record has no Patient, and its resources are about several people (%.60s, %.60s)", fhir->subject,
                     subject);
    fhir->subject = subject;
    const char *known = fhir->builder->now.person_id;
    if (known && strncmp (subject, "Patient/", 8) == 0 && strcmp (subject + 8, known) != 0)
      txc_fhir_fail (fhir, TXC_INVALID_DATA, reference, "this is about %.60s, the record read before about Patient/%.60s",
                     subject, known);
  }
}

void
txc_fhir_find_person (txc_fhir *fhir)
{
  size_t people = 0;
  for (size_t i = 0; i < fhir->count; i++)
    if (is_person (&fhir->resources[i])) {
      people++;
      fhir->person = &fhir->resources[i];
    }
  if (people == 0)
    find_subject (fhir);
  if (people > 1) {
    choose_person (fhir);
    if (!fhir->person && fhir->status == TXC_OK)
      fail_several (fhir);
  }
}

bool
txc_fhir_is_about_person (txc_fhir *fhir, const txc_fhir_resource *resource)
{
  const txc_json *reference;
  const char *subject = subject_of (fhir, resource, &reference);
  if (!subject || !fhir->person || fhir->status != TXC_OK)
    return true;
  const txc_json *named = txc_fhir_resolve (fhir, reference);
  if (subject[0] == '#' || named == fhir->person->json)
    return true;
  txc_fhir_remark (fhir, "is about another person (%.60s); ignored", subject);
  return false;
}

static const txc_feature *
feature_from (const txc_fhir *fhir, txc_derivation derivation)
{
  const txc_knowledge_base *base = fhir->builder->knowledge_base;
  for (size_t i = 0; i < base->features_count; i++)
    if (base->features[i].derivation == derivation)
      return &base->features[i];
  return NULL;
}

static void
say_value (txc_fhir *fhir, const txc_feature *feature, const txc_json *at, const txc_cql_value *value)
{
  txc_said said = { .kind = TXC_SAID_VALUE,
                    .feature = feature->index,
                    .item = TXC_NO_ITEM,
                    .value = *value,
                    .of = txc_fhir_of (fhir, at, NULL) };
  said.of.current = true; /* computed for the as-of date */
  if (fhir->status == TXC_OK)
    fhir->status = txc_builder_say (fhir->builder, &said, fhir->err);
}

static void
read_age (txc_fhir *fhir, const txc_json *resource)
{
  const txc_feature *feature = feature_from (fhir, TXC_DERIVE_BIRTH_DATE);
  const txc_json *at = txc_fhir_get (fhir, resource, "birthDate", TXC_JSON_STRING);
  txc_date birth;
  if (!at || !feature)
    return;
  if (!txc_date_parse (at->text, &birth)) {
    txc_fhir_remark (fhir, "birthDate '%.40s' is no date and is not used", at->text.data);
    return;
  }
  txc_range years = txc_date_duration (&birth, &fhir->builder->as_of, TXC_YEAR);
  if (years.low < 0) {
    txc_fhir_remark (fhir, "birthDate %.40s is after the as-of date and is not used", at->text.data);
    return;
  }
  if (years.low != years.high) {
    txc_fhir_remark (fhir, "birthDate %.40s leaves the age open: %ld or %ld on %s", at->text.data, (long)years.low,
                     (long)years.high, fhir->builder->as_of_text);
    return;
  }
  txc_cql_value value;
  txc_error *why = NULL;
  txc_status status = txc_value_from_number (feature, txc_decimal_of (years.low), NULL, true, &fhir->builder->arena, &value, &why);
  if (status == TXC_OK)
    say_value (fhir, feature, at, &value);
  else
    txc_fhir_remark (fhir, "%s; not used", txc_error_message (why));
  txc_error_free (why);
}

static void
read_gender (txc_fhir *fhir, const txc_json *resource)
{
  const txc_feature *feature = feature_from (fhir, TXC_DERIVE_GENDER);
  const txc_json *at = txc_fhir_get (fhir, resource, "gender", TXC_JSON_STRING);
  if (!at || !feature)
    return;
  int item = txc_feature_item_index (feature, at->text.data);
  if (item == TXC_NO_ITEM && feature->item_count) {
    if (!txc_text_is (at->text, "unknown"))
      txc_fhir_remark (fhir, "gender '%.40s' is not one of female, male, other, unknown; not used", at->text.data);
    return;
  }
  const char *word = item == TXC_NO_ITEM ? txc_arena_copy (&fhir->builder->arena, at->text) : feature->items[item].id;
  txc_cql_value value = { .type = feature->type, .string = txc_text_of (word) };
  if (word)
    say_value (fhir, feature, at, &value);
  else
    txc_fhir_no_memory (fhir);
}

/* The country of the address in use. */
static void
read_country (txc_fhir *fhir, const txc_json *resource)
{
  const txc_json *addresses = txc_fhir_get (fhir, resource, "address", TXC_JSON_ARRAY);
  for (size_t i = 0; addresses && i < addresses->count; i++) {
    const txc_json *address = txc_fhir_item (fhir, addresses, i);
    const char *country = txc_fhir_string (fhir, address, "country");
    if (!country || txc_text_is (txc_fhir_text (fhir, address, "use"), "old"))
      continue;
    bool alpha = strlen (country) == 2;
    for (int j = 0; alpha && j < 2; j++)
      alpha = country[j] >= 'A' && country[j] <= 'Z';
    if (!alpha) {
      txc_fhir_remark (fhir, "country '%.40s' is not two capital letters such as US; not used", country);
      continue;
    }
    fhir->builder->now.record_country = txc_arena_copy (&fhir->builder->arena, txc_text_of (country));
    if (!fhir->builder->now.record_country)
      txc_fhir_no_memory (fhir);
    return;
  }
}

static void
read_death (txc_fhir *fhir, const txc_json *resource)
{
  txc_datetime when;
  if (txc_fhir_flag (fhir, resource, "deceasedBoolean", false))
    txc_fhir_remark (fhir, "WARNING: the record says that this person has died");
  else if (txc_fhir_when (fhir, resource, "deceasedDateTime", &when) && !txc_fhir_is_future (fhir, &when))
    txc_fhir_remark (fhir, "WARNING: the record says that this person died on %.10s",
                     txc_fhir_string (fhir, resource, "deceasedDateTime"));
}

/* Two records of one person must not disagree on who that is. */
static const char *
same_as_before (txc_fhir *fhir, const txc_json *resource, const char *name, const char *before)
{
  const txc_json *at = txc_fhir_get (fhir, resource, name, TXC_JSON_STRING);
  if (!at)
    return before;
  if (before && !txc_text_is (at->text, before))
    txc_fhir_fail (fhir, TXC_INVALID_DATA, at, "'%.40s', but the record read before says '%.40s': these are two people",
                   at->text.data, before);
  const char *copy = txc_arena_copy (&fhir->builder->arena, at->text);
  if (!copy)
    txc_fhir_no_memory (fhir);
  return copy;
}

void
txc_fhir_read_patient (txc_fhir *fhir, const txc_json *resource)
{
  txc_collected *now = &fhir->builder->now;
  now->birth_date = same_as_before (fhir, resource, "birthDate", now->birth_date);
  now->gender = same_as_before (fhir, resource, "gender", now->gender);
  const char *id = txc_fhir_string (fhir, resource, "id");
  if (id && !(now->person_id = txc_arena_copy (&fhir->builder->arena, txc_text_of (id))))
    txc_fhir_no_memory (fhir);
  read_age (fhir, resource);
  read_gender (fhir, resource);
  read_country (fhir, resource);
  read_death (fhir, resource);
}

static void
require_same (txc_fhir *fhir, const txc_fhir_resource *again, const char *name)
{
  fhir->now = again->repeats;
  const txc_json *before = txc_fhir_get (fhir, again->repeats->json, name, TXC_JSON_STRING);
  fhir->now = again;
  const txc_json *at = txc_fhir_get (fhir, again->json, name, TXC_JSON_STRING);
  if (before && at && !txc_text_equal (before->text, at->text))
    txc_fhir_fail (fhir, TXC_INVALID_DATA, at, "'%.40s', but %s says '%.40s': the same id, yet these are two people",
                   at->text.data, again->repeats->label, before->text.data);
}

void
txc_fhir_read_repeated_patient (txc_fhir *fhir, const txc_fhir_resource *resource)
{
  require_same (fhir, resource, "birthDate");
  require_same (fhir, resource, "gender");
  fhir->now = resource;
  read_death (fhir, resource->json);
}
