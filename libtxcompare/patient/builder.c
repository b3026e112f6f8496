/* SPDX-License-Identifier: Apache-2.0
 *
 * The builder: its life, and the growing lists of what was said.
 */
#include "patient/builder.h"

#include <stdlib.h>

#include "patient/vocabulary.h"
#include "text/utf8.h"

enum { most_remarks = 200 };

enum { longest_word = 60 };

/* An error that quotes the caller's word, on one line. */
static txc_status
refuse_word (txc_error **err, txc_status status, const char *before, const char *word, const char *after)
{
  txc_buffer shown = { 0 };
  txc_text text = txc_text_of (word);
  text.length = text.length > longest_word ? longest_word : text.length;
  txc_utf8_add_printable (&shown, text);
  status = shown.failed ? txc_error_no_memory (err)
                        : txc_error_set (err, status, NULL, "%s '%s'%s", before, txc_buffer_string (&shown), after);
  txc_buffer_release (&shown);
  return status;
}

txc_status
txc_patient_builder_new (const txc_knowledge_base *knowledge_base, const char *as_of, txc_patient_builder **builder,
                         txc_error **err)
{
  *builder = NULL;
  txc_date date;
  if (!as_of || !txc_date_parse (txc_text_of (as_of), &date) || date.precision != TXC_DAY)
    return refuse_word (err, TXC_INVALID_ARGUMENT, "the as-of date must be a day such as 2026-11-20, not", as_of, "");
  txc_patient_builder *new = calloc (1, sizeof *new);
  if (!new)
    return txc_error_no_memory (err);
  new->as_of = date;
  new->as_of_text = txc_arena_copy (&new->arena, txc_text_of (as_of));
  if (!new->as_of_text) {
    txc_patient_builder_free (new);
    return txc_error_no_memory (err);
  }
  new->knowledge_base = txc_knowledge_base_ref (knowledge_base);
  *builder = new;
  return TXC_OK;
}

void
txc_patient_builder_free (txc_patient_builder *builder)
{
  if (!builder)
    return;
  txc_vocabulary_free (builder->vocabulary);
  txc_json_reader_free (builder->reader);
  if (builder->knowledge_base)
    txc_knowledge_base_unref (builder->knowledge_base);
  txc_arena_release (&builder->arena);
  free (builder);
}

txc_status
txc_builder_say (txc_patient_builder *builder, const txc_said *said, txc_error **err)
{
  txc_collected *now = &builder->now;
  txc_said *grown = txc_arena_grow (&builder->arena, now->said, now->said_count, &now->said_capacity, sizeof *said);
  if (!grown)
    return txc_error_no_memory (err);
  now->said = grown;
  now->said[now->said_count++] = *said;
  return TXC_OK;
}

txc_status
txc_builder_add_medication (txc_patient_builder *builder, const txc_medication *medication, txc_error **err)
{
  txc_collected *now = &builder->now;
  txc_medication *grown = txc_arena_grow (&builder->arena, now->medications, now->medication_count,
                                          &now->medication_capacity, sizeof *medication);
  if (!grown)
    return txc_error_no_memory (err);
  now->medications = grown;
  now->medications[now->medication_count++] = *medication;
  return TXC_OK;
}

txc_status
txc_builder_add_onset (txc_patient_builder *builder, const txc_onset *onset, txc_error **err)
{
  txc_collected *now = &builder->now;
  txc_onset *grown = txc_arena_grow (&builder->arena, now->onsets, now->onset_count, &now->onset_capacity, sizeof *onset);
  if (!grown)
    return txc_error_no_memory (err);
  now->onsets = grown;
  now->onsets[now->onset_count++] = *onset;
  return TXC_OK;
}

static bool
already_remarked (const txc_remarks *remarks, const char *remark)
{
  for (size_t i = 0; i < remarks->count; i++)
    if (strcmp (remarks->items[i], remark) == 0)
      return true;
  return false;
}

const char *
txc_printable (txc_arena *arena, const char *text)
{
  txc_buffer shown = { 0 };
  txc_utf8_add_printable (&shown, txc_text_of (text));
  return txc_buffer_keep (&shown, arena);
}

bool
txc_remarks_vadd (txc_remarks *remarks, txc_arena *arena, const char *format, va_list arguments)
{
  if (remarks->count > most_remarks)
    return true;
  txc_buffer text = { 0 };
  if (remarks->count == most_remarks)
    txc_buffer_add (&text, "there are more remarks than are shown");
  else
    txc_buffer_vprintf (&text, format, arguments);
  const char *kept = text.failed ? NULL : txc_printable (arena, txc_buffer_string (&text));
  bool good = kept != NULL;
  if (good && !already_remarked (remarks, kept)) {
    const char **grown = txc_arena_grow (arena, remarks->items, remarks->count, &remarks->capacity, sizeof *grown);
    good = grown != NULL;
    if (good) {
      remarks->items = grown;
      remarks->items[remarks->count++] = kept;
    }
  }
  txc_buffer_release (&text);
  return good;
}

txc_status
txc_builder_remark (txc_patient_builder *builder, txc_error **err, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  bool good = txc_remarks_vadd (&builder->now.remarks, &builder->arena, format, arguments);
  va_end (arguments);
  return good ? TXC_OK : txc_error_no_memory (err);
}

txc_status
txc_patient_builder_set_country (txc_patient_builder *builder, const char *country, txc_error **err)
{
  bool letters = country && strlen (country) == 2;
  for (int i = 0; letters && i < 2; i++)
    letters = country[i] >= 'A' && country[i] <= 'Z';
  if (!letters)
    return refuse_word (err, TXC_INVALID_ARGUMENT, "a country is two capital letters such as US, not", country, "");
  const char *copy = txc_arena_copy (&builder->arena, txc_text_of (country));
  if (!copy)
    return txc_error_no_memory (err);
  builder->now.country = copy;
  return TXC_OK;
}

static txc_status
say_complete (txc_patient_builder *builder, const txc_feature *feature, txc_error **err)
{
  txc_said said = { .kind = TXC_SAID_COMPLETE,
                    .feature = feature->index,
                    .item = TXC_NO_ITEM,
                    .of = { .origin = "assumed complete", .stated = false, .current = true } };
  return txc_builder_say (builder, &said, err);
}

txc_status
txc_patient_builder_assume_complete (txc_patient_builder *builder, const char *what, txc_error **err)
{
  static const struct {
    const char *word;
    txc_derivation derivation;
  } words[] = { { "conditions", TXC_DERIVE_CONDITIONS },
                { "medications", TXC_DERIVE_MEDICATIONS },
                { "allergies", TXC_DERIVE_ALLERGIES } };
  const txc_knowledge_base *base = builder->knowledge_base;
  txc_derivation derivation = TXC_DERIVE_NOT;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strcmp (words[i].word, what) == 0)
      derivation = words[i].derivation;
  size_t found = 0;
  for (size_t i = 0; i < base->features_count; i++) {
    const txc_feature *feature = &base->features[i];
    bool named = strcmp (feature->id, what) == 0 || (derivation && feature->derivation == derivation);
    if (!named || feature->type.kind != TXC_CQL_LIST)
      continue;
    found++;
    txc_status status = say_complete (builder, feature, err);
    if (status != TXC_OK)
      return status;
  }
  if (found == 0)
    return refuse_word (err, TXC_NOT_FOUND, "no list", what,
                        " to take as complete: say conditions, medications, allergies or the id of a list");
  return TXC_OK;
}
