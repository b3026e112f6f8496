/* SPDX-License-Identifier: Apache-2.0
 *
 * The flat profile: one JSON object whose keys are features. It is a record with
 * places, or what the caller itself states (file NULL): then it wins, and
 * messages name the feature instead of a place.
 *
 *     {"age": 52, "conditions": ["hypertension", "-stroke"],
 *      "systolic_blood_pressure": {"value": 148, "unit": "mm[Hg]", "date": "2026-11-10"},
 *      "allergies": {"present": [], "complete": true}}
 */
#include "patient/builder.h"

typedef struct flat {
  txc_patient_builder *builder;
  txc_text source;
  const char *file;
  txc_error **err;
} flat;

static txc_status
fail (const flat *f, txc_status status, const txc_json *at, const txc_feature *feature, const char *what)
{
  txc_place place = txc_json_place (f->source, f->file, at->offset);
  const char *shown = txc_printable (&f->builder->arena, what);
  if (!shown)
    return txc_error_no_memory (f->err);
  return txc_error_set (f->err, status, f->file ? &place : NULL, "%s%s%s", feature ? feature->id : "", feature ? ": " : "", shown);
}

/* The message of a reader of values, with the place it does not know. */
static txc_status
placed (const flat *f, txc_status status, const txc_json *at, txc_error *why)
{
  if (status == TXC_NO_MEMORY)
    status = txc_error_no_memory (f->err);
  else if (status != TXC_OK)
    status = fail (f, status, at, NULL, txc_error_message (why));
  txc_error_free (why);
  return status;
}

/* Said now, until a date says otherwise. */
static txc_said_of
said_of (const flat *f, const txc_feature *feature)
{
  const char *origin = f->file ? txc_arena_printf (&f->builder->arena, "%s: %s", f->file, feature->id) : "stated";
  return (txc_said_of){ .origin = origin, .stated = !f->file, .current = true };
}

/* "date" of an object; a fact without one is of the as-of date. */
static txc_status
read_date (const flat *f, const txc_feature *feature, const txc_json *object, txc_said_of *of)
{
  const txc_json *date = txc_json_member_of (object, "date");
  of->current = !date || date->kind == TXC_JSON_NULL;
  if (of->current)
    return TXC_OK;
  if (date->kind != TXC_JSON_STRING || !txc_datetime_parse (date->text, &of->when))
    return fail (f, TXC_TYPE, date, feature, "the date must be a day or a moment, such as \"2026-11-20\" or \"2026-11-20T10:30:00+01:00\"");
  of->date = txc_arena_copy (&f->builder->arena, date->text);
  return of->date ? TXC_OK : txc_error_no_memory (f->err);
}

/* False (with a remark) for what is dated after the as-of date. */
static bool
is_in_time (const flat *f, const txc_feature *feature, const txc_said_of *of, txc_status *status)
{
  txc_date day = txc_datetime_date (&of->when);
  *status = TXC_OK;
  if (of->current || txc_date_compare (&day, &f->builder->as_of, TXC_PRECISION_NONE) != TXC_AFTER)
    return true;
  *status = txc_builder_remark (f->builder, f->err, "%s: %s is dated after %s; ignored", f->file ? f->file : "stated",
                                feature->id, f->builder->as_of_text);
  return false;
}

static txc_status
say (const flat *f, txc_said *said)
{
  txc_status status;
  const txc_feature *feature = &f->builder->knowledge_base->features[said->feature];
  if (!said->of.origin)
    return txc_error_no_memory (f->err);
  if (!is_in_time (f, feature, &said->of, &status))
    return status;
  /* A complete list is no contradiction of what was said to be on it before. */
  if (said->of.stated && said->kind != TXC_SAID_COMPLETE && (status = txc_stated_contradiction (f->builder, said, f->err)) != TXC_OK)
    return status;
  return txc_builder_say (f->builder, said, f->err);
}

static txc_status
number (const flat *f, const txc_feature *feature, const txc_json *at, const char *unit, txc_cql_value *value)
{
  txc_decimal decimal;
  txc_error *why = NULL;
  bool exact = false;
  if (txc_decimal_parse_json (at->text, &decimal, &exact) != TXC_OK)
    return fail (f, TXC_INVALID_DATA, at, feature, "the number is too large");
  if (!exact && feature->type.kind == TXC_CQL_INTEGER)
    return fail (f, TXC_TYPE, at, feature, "expected a whole number");
  txc_status status = txc_value_from_number (feature, decimal, unit, true, &f->builder->arena, value, &why);
  return placed (f, status, at, why);
}

static txc_status
scalar (const flat *f, const txc_feature *feature, const txc_json *at, const char *unit, txc_cql_value *value)
{
  txc_error *why = NULL;
  if (at->kind == TXC_JSON_NUMBER)
    return number (f, feature, at, unit, value);
  if (at->kind == TXC_JSON_STRING) {
    txc_status status = txc_value_from_text (feature, at->text, true, &f->builder->arena, value, &why);
    return placed (f, status, at, why);
  }
  *value = (txc_cql_value){ .type = feature->type, .boolean = at->boolean };
  if (at->kind == TXC_JSON_BOOLEAN && feature->type.kind == TXC_CQL_BOOLEAN)
    return TXC_OK;
  return fail (f, TXC_TYPE, at, feature, "this kind of value does not answer it");
}

static txc_status
read_value (const flat *f, const txc_feature *feature, const txc_json *at)
{
  txc_said said = { .kind = TXC_SAID_VALUE,
                    .feature = feature->index,
                    .item = TXC_NO_ITEM,
                    .of = said_of (f, feature) };
  const txc_json *value = at, *unit = NULL;
  if (at->kind == TXC_JSON_OBJECT) {
    txc_status dated = read_date (f, feature, at, &said.of);
    if (dated != TXC_OK)
      return dated;
    value = txc_json_member_of (at, "value");
    unit = txc_json_member_of (at, "unit");
    if (!value || (unit && unit->kind != TXC_JSON_STRING))
      return fail (f, TXC_TYPE, at, feature, "expected {\"value\": ..., \"unit\": \"...\", \"date\": \"...\"}");
  }
  if (value->kind == TXC_JSON_NULL)
    return TXC_OK;
  txc_status status = scalar (f, feature, value, unit ? unit->text.data : NULL, &said.value);
  return status == TXC_OK ? say (f, &said) : status;
}

/* "hypertension", "-stroke" or {"item": "sertraline", "detail": "...", "date": "..."}. */
static txc_status
read_item (const flat *f, const txc_feature *feature, const txc_json *at, bool present)
{
  txc_said said = { .feature = feature->index, .of = said_of (f, feature) };
  const txc_json *name = at->kind == TXC_JSON_OBJECT ? txc_json_member_of (at, "item") : at;
  if (!name || name->kind != TXC_JSON_STRING)
    return fail (f, TXC_TYPE, at, feature, "expected the name of an item");
  if (at->kind == TXC_JSON_OBJECT) {
    const txc_json *detail = txc_json_member_of (at, "detail");
    txc_status dated = read_date (f, feature, at, &said.of);
    if (dated != TXC_OK)
      return dated;
    if (detail && detail->kind == TXC_JSON_STRING && !(said.detail = txc_arena_copy (&f->builder->arena, detail->text)))
      return txc_error_no_memory (f->err);
  }
  txc_text word = txc_text_trim (name->text);
  if (word.length && word.data[0] == '-') {
    present = !present;
    word = (txc_text){ word.data + 1, word.length - 1 };
  }
  said.item = txc_item_named (feature, word);
  said.kind = present ? TXC_SAID_PRESENT : TXC_SAID_ABSENT;
  txc_error *why = NULL;
  if (said.item == TXC_NO_ITEM) {
    txc_status status = txc_item_unknown (feature, word, &why);
    return placed (f, status, name, why);
  }
  return say (f, &said);
}

static txc_status
read_items (const flat *f, const txc_feature *feature, const txc_json *items, bool present)
{
  if (items->kind != TXC_JSON_ARRAY)
    return fail (f, TXC_TYPE, items, feature, "expected a list of items");
  txc_status status = TXC_OK;
  for (size_t i = 0; i < items->count && status == TXC_OK; i++)
    status = read_item (f, feature, &items->items[i], present);
  return status;
}

/* "complete": true, which says that the list holds nothing but what is present. */
static txc_status
read_complete (const flat *f, const txc_feature *feature, const txc_json *complete)
{
  txc_said said = { .kind = TXC_SAID_COMPLETE, .feature = feature->index, .item = TXC_NO_ITEM, .of = said_of (f, feature) };
  return complete && complete->boolean ? say (f, &said) : TXC_OK;
}

static txc_status
read_list (const flat *f, const txc_feature *feature, const txc_json *at)
{
  if (at->kind == TXC_JSON_NULL)
    return TXC_OK;
  if (at->kind != TXC_JSON_OBJECT)
    return read_items (f, feature, at, true);
  const txc_json *complete = NULL;
  txc_status status = TXC_OK;
  for (size_t i = 0; i < at->count && status == TXC_OK; i++) {
    const txc_json_member *member = &at->members[i];
    if (txc_text_is (member->name, "present"))
      status = read_items (f, feature, &member->value, true);
    else if (txc_text_is (member->name, "absent"))
      status = read_items (f, feature, &member->value, false);
    else if (txc_text_is (member->name, "complete") && member->value.kind == TXC_JSON_BOOLEAN)
      complete = &member->value;
    else
      status = fail (f, TXC_TYPE, &member->value, feature, "expected present, absent and complete (true or false)");
  }
  return status == TXC_OK ? read_complete (f, feature, complete) : status;
}

static txc_status
read_country (const flat *f, const txc_json *at)
{
  bool good = at->kind == TXC_JSON_STRING && at->text.length == 2;
  for (size_t i = 0; good && i < 2; i++)
    good = at->text.data[i] >= 'A' && at->text.data[i] <= 'Z';
  if (!good)
    return fail (f, TXC_TYPE, at, NULL, "country: expected two capital letters such as \"US\"");
  const char *country = txc_arena_copy (&f->builder->arena, at->text);
  if (!country)
    return txc_error_no_memory (f->err);
  if (f->file)
    f->builder->now.record_country = country;
  else
    f->builder->now.country = country;
  return TXC_OK;
}

static txc_status
read_member (const flat *f, const txc_json_member *member)
{
  const txc_map *features = &f->builder->knowledge_base->feature_by_id;
  const txc_feature *feature = txc_map_get (features, member->name);
  if (!feature && txc_text_is (member->name, "country"))
    return read_country (f, &member->value);
  if (feature)
    return feature->type.kind == TXC_CQL_LIST ? read_list (f, feature, &member->value)
                                              : read_value (f, feature, &member->value);
  txc_text nearest = txc_map_nearest (features, member->name);
  txc_place place = txc_json_place (f->source, f->file, member->value.offset);
  char *name = txc_arena_printf (&f->builder->arena, "%.60s", member->name.data);
  const char *shown = name ? txc_printable (&f->builder->arena, name) : NULL;
  if (!shown)
    return txc_error_no_memory (f->err);
  if (!nearest.data && !f->file)
    return txc_error_set (f->err, TXC_NOT_FOUND, NULL, "no feature '%s'", shown);
  if (!nearest.data)
    return txc_error_set (f->err, TXC_NOT_FOUND, &place,
                          "'%s' is no feature, and the object has no resourceType of a FHIR record", shown);
  return txc_error_set (f->err, TXC_NOT_FOUND, f->file ? &place : NULL, "no feature '%s'; did you mean '%.*s'?", shown,
                        (int)nearest.length, nearest.data);
}

txc_status
txc_flat_read (txc_patient_builder *builder, const txc_json *profile, txc_text source, const char *file, txc_error **err)
{
  const flat f = { builder, source, file, err };
  txc_status status = TXC_OK;
  for (size_t i = 0; i < profile->count && status == TXC_OK; i++)
    status = read_member (&f, &profile->members[i]);
  return status;
}

txc_status
txc_patient_builder_state (txc_patient_builder *builder, const char *json, size_t length, txc_error **err)
{
  txc_collected before = builder->now;
  const txc_json *profile = NULL;
  if (!builder->reader && !(builder->reader = txc_json_reader_new ()))
    return txc_error_no_memory (err);
  txc_text source = { json, length };
  txc_status status = txc_json_read (builder->reader, source, 0, length, NULL, &builder->arena, &profile, err);
  if (status != TXC_OK)
    return status;
  if (profile->kind != TXC_JSON_OBJECT)
    return txc_error_set (err, TXC_TYPE, NULL, "facts are one object, such as {\"age\": 52}, not %s",
                          txc_json_kind_name (profile->kind));
  status = txc_flat_read (builder, profile, source, NULL, err);
  if (status != TXC_OK)
    builder->now = before;
  return status;
}
