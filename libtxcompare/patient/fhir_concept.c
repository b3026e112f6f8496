/* SPDX-License-Identifier: Apache-2.0
 *
 * CodeableConcepts and References.
 */
#include "patient/fhir.h"

bool
txc_fhir_has_code (txc_fhir *fhir, const txc_json *concept, const char *const *codes, size_t count)
{
  const txc_json *codings = txc_fhir_get (fhir, concept, "coding", TXC_JSON_ARRAY);
  for (size_t i = 0; codings && i < codings->count; i++) {
    txc_text code = txc_fhir_text (fhir, txc_fhir_item (fhir, codings, i), "code");
    for (size_t j = 0; j < count; j++)
      if (txc_text_is (code, codes[j]))
        return true;
  }
  return false;
}

const char *
txc_fhir_code (txc_fhir *fhir, const txc_json *object, const char *name)
{
  const txc_json *concept = txc_fhir_get (fhir, object, name, TXC_JSON_OBJECT);
  const char *code = txc_fhir_string (fhir, txc_fhir_first (fhir, concept, "coding"), "code");
  return code ? code : txc_fhir_string (fhir, concept, "text");
}

const char *
txc_fhir_concept_text (txc_fhir *fhir, const txc_json *concept)
{
  const char *text = txc_fhir_string (fhir, concept, "text");
  const txc_json *coding = txc_fhir_first (fhir, concept, "coding");
  if (!text)
    text = txc_fhir_string (fhir, coding, "display");
  return text ? text : txc_fhir_string (fhir, coding, "code");
}

bool
txc_fhir_is_doubtful (txc_text text)
{
  static const char *const words[]
    = { "no",        "not",      "without",  "denies",   "denied",   "negative", "absent",  "absence", "excluded", "unlikely",
        "suspected", "possible", "probable", "family",   "maternal", "paternal", "mother",  "father",  "sister",   "brother",
        "risk",      "screening", "rule",    "r/o",      "never",    "fear",     "history", "past",    "previous", "resolved" };
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (txc_has_word (text, words[i]))
      return true;
  return text.length && memchr (text.data, '?', text.length);
}

static void
add_words (txc_fhir *fhir, txc_text text, txc_derivation from, txc_meanings *meanings)
{
  if (fhir->status == TXC_OK && text.data
      && !txc_vocabulary_words (fhir->builder->vocabulary, from, text, &fhir->arena, meanings))
    txc_fhir_no_memory (fhir);
}

void
txc_fhir_meaning (txc_fhir *fhir, const txc_json *concept, txc_derivation from, txc_word_use words, txc_meanings *meanings,
                  bool *by_words)
{
  *meanings = (txc_meanings){ 0 };
  *by_words = false;
  bool known_system = false;
  const txc_json *codings = txc_fhir_get (fhir, concept, "coding", TXC_JSON_ARRAY);
  for (size_t i = 0; codings && i < codings->count; i++) {
    const txc_json *coding = txc_fhir_item (fhir, codings, i);
    txc_text system = txc_fhir_text (fhir, coding, "system"), code = txc_fhir_text (fhir, coding, "code");
    if (fhir->status == TXC_OK && code.data && system.data
        && !txc_vocabulary_code (fhir->builder->vocabulary, from, system, code, &fhir->arena, meanings, &known_system))
      txc_fhir_no_memory (fhir);
  }
  if (meanings->count || words == TXC_WORDS_NEVER || (known_system && words == TXC_WORDS_WITHOUT_KNOWN_CODE))
    return;
  add_words (fhir, txc_fhir_text (fhir, concept, "text"), from, meanings);
  for (size_t i = 0; codings && i < codings->count && meanings->count == 0; i++)
    add_words (fhir, txc_fhir_text (fhir, txc_fhir_item (fhir, codings, i), "display"), from, meanings);
  *by_words = meanings->count > 0;
}

static const txc_json *
contained (txc_fhir *fhir, const char *id)
{
  const txc_json *list = txc_fhir_get (fhir, fhir->now->json, "contained", TXC_JSON_ARRAY);
  for (size_t i = 0; list && i < list->count; i++) {
    const txc_json *resource = txc_fhir_item (fhir, list, i);
    if (txc_text_is (txc_fhir_text (fhir, resource, "id"), id))
      return resource;
  }
  return NULL;
}

txc_text
txc_fhir_relative_part (txc_text reference)
{
  for (size_t i = 0; i + 10 < reference.length; i++)
    if (memcmp (reference.data + i, "/_history/", 10) == 0)
      reference.length = i;
  size_t slashes = 0, start = reference.length;
  while (start > 0 && (reference.data[start - 1] != '/' || ++slashes < 2))
    start--;
  return (txc_text){ reference.data + start, reference.length - start };
}

const txc_json *
txc_fhir_resolve (txc_fhir *fhir, const txc_json *reference)
{
  txc_text text = txc_fhir_text (fhir, reference, "reference");
  if (!text.data)
    return NULL;
  if (text.data[0] == '#')
    return contained (fhir, text.data + 1);
  const txc_fhir_resource *found = txc_map_get (&fhir->by_reference, text);
  if (!found)
    found = txc_map_get (&fhir->by_reference, txc_fhir_relative_part (text));
  return found ? found->json : NULL;
}
