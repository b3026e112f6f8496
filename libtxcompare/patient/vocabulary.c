/* SPDX-License-Identifier: Apache-2.0 */
#include "patient/vocabulary.h"

#include <stdlib.h>

/* One coding of the base; those with the same code are chained. */
typedef struct code_entry {
  const txc_coding *coding;
  const txc_codings *of;
  txc_meant meant;
  struct code_entry *next;
} code_entry;

typedef struct name_entry {
  txc_text name; /* normal form: lower case words, one blank between them and around */
  txc_meant meant;
} name_entry;

struct txc_vocabulary {
  const txc_knowledge_base *base;
  txc_map codes;            /* code in normal form -> chain */
  code_entry *prefixes;     /* chain of those that cover many codes */
  name_entry *names;
  size_t name_count, name_capacity;
  txc_arena arena;
};

/* What a record calls a system, and the base's system it is read as. The codes
   of ICD-10 and its national forms agree where this matters. */
static const struct {
  const char *uri, *id;
} systems[] = {
  { "http://snomed.info/sct", "snomed" },
  { "urn:oid:2.16.840.1.113883.6.96", "snomed" },
  { "http://loinc.org", "loinc" },
  { "urn:oid:2.16.840.1.113883.6.1", "loinc" },
  { "http://hl7.org/fhir/sid/icd-10-cm", "icd-10-cm" },
  { "http://hl7.org/fhir/sid/icd-10", "icd-10-cm" },
  { "http://fhir.de/CodeSystem/bfarm/icd-10-gm", "icd-10-cm" },
  { "urn:oid:2.16.840.1.113883.6.90", "icd-10-cm" },
  { "http://www.nlm.nih.gov/research/umls/rxnorm", "rxnorm" },
  { "urn:oid:2.16.840.1.113883.6.88", "rxnorm" },
  { "http://www.whocc.no/atc", "atc" },
  { "urn:oid:2.16.840.1.113883.6.73", "atc" },
};

static const char *
system_id (const txc_vocabulary *vocabulary, txc_text uri)
{
  while (uri.length && uri.data[uri.length - 1] == '/')
    uri.length--;
  for (size_t i = 0; i < vocabulary->base->code_systems_count; i++)
    if (vocabulary->base->code_systems[i].uri && txc_text_is (uri, vocabulary->base->code_systems[i].uri))
      return vocabulary->base->code_systems[i].id;
  for (size_t i = 0; i < sizeof systems / sizeof *systems; i++)
    if (txc_text_is (uri, systems[i].uri))
      return systems[i].id;
  return NULL;
}

/* Codes without dots and in capitals: F32.2, F322 and f32.2 are one. */
static char *
normal_code (txc_arena *arena, txc_text code)
{
  char *normal = txc_arena_array (arena, code.length + 1, 1);
  size_t length = 0;
  for (size_t i = 0; normal && i < code.length; i++)
    if (code.data[i] != '.')
      normal[length++] = code.data[i] >= 'a' && code.data[i] <= 'z' ? (char)(code.data[i] - 32) : code.data[i];
  return normal;
}

static bool
is_letter (char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* Lower case, everything but letters and digits one blank, a blank at both ends. */
static txc_text
normal_words (txc_arena *arena, txc_text text)
{
  char *words = txc_arena_array (arena, text.length + 3, 1);
  if (!words)
    return (txc_text){ NULL, 0 };
  size_t length = 0;
  words[length++] = ' ';
  for (size_t i = 0; i < text.length; i++) {
    char c = text.data[i];
    if (is_letter (c))
      words[length++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    else if (words[length - 1] != ' ')
      words[length++] = ' ';
  }
  if (words[length - 1] != ' ')
    words[length++] = ' ';
  return (txc_text){ words, length };
}

static const char *
find_words (txc_text text, size_t from, txc_text words)
{
  for (size_t i = from; i + words.length <= text.length; i++)
    if (text.data[i] == ' ' && text.data[i + 1] == words.data[1] && memcmp (text.data + i, words.data, words.length) == 0)
      return text.data + i;
  return NULL;
}

static bool
add_codings (txc_vocabulary *vocabulary, const txc_codings *codings, txc_meant meant)
{
  for (size_t i = 0; i < codings->count; i++) {
    code_entry *entry = txc_arena_alloc (&vocabulary->arena, sizeof *entry);
    char *code = normal_code (&vocabulary->arena, txc_text_of (codings->items[i].code));
    if (!entry || !code)
      return false;
    *entry = (code_entry){ .coding = &codings->items[i], .of = codings, .meant = meant };
    if (codings->items[i].prefix) {
      entry->next = vocabulary->prefixes;
      vocabulary->prefixes = entry;
      continue;
    }
    code_entry *first = txc_map_get (&vocabulary->codes, txc_text_of (code));
    if (first) {
      entry->next = first->next;
      first->next = entry;
    } else if (!txc_map_put (&vocabulary->codes, &vocabulary->arena, txc_text_of (code), entry)) {
      return false;
    }
  }
  return true;
}

static bool
add_name (txc_vocabulary *vocabulary, const char *name, txc_meant meant)
{
  name_entry *grown = txc_arena_grow (&vocabulary->arena, vocabulary->names, vocabulary->name_count,
                                      &vocabulary->name_capacity, sizeof *grown);
  if (!grown)
    return false;
  vocabulary->names = grown;
  txc_text words = normal_words (&vocabulary->arena, txc_text_of (name));
  if (words.length > 2)
    grown[vocabulary->name_count++] = (name_entry){ words, meant };
  return words.data != NULL;
}

static bool
add_feature (txc_vocabulary *vocabulary, const txc_feature *feature)
{
  bool good = add_codings (vocabulary, &feature->codings, (txc_meant){ feature->index, TXC_NO_ITEM });
  if (feature->derivation == TXC_DERIVE_NOT || feature->derivation == TXC_DERIVE_OBSERVATION)
    return good;
  for (size_t i = 0; good && i < feature->item_count; i++) {
    const txc_item *item = &feature->items[i];
    txc_meant meant = { feature->index, (int)i };
    good = add_codings (vocabulary, &item->codings, meant) && add_name (vocabulary, item->name, meant)
           && add_name (vocabulary, item->id, meant);
    for (size_t j = 0; good && j < item->alias_count; j++)
      good = add_name (vocabulary, item->aliases[j], meant);
  }
  return good;
}

txc_vocabulary *
txc_vocabulary_new (const txc_knowledge_base *base)
{
  txc_vocabulary *vocabulary = calloc (1, sizeof *vocabulary);
  if (!vocabulary)
    return NULL;
  vocabulary->base = base;
  for (size_t i = 0; i < base->features_count; i++)
    if (!add_feature (vocabulary, &base->features[i])) {
      txc_vocabulary_free (vocabulary);
      return NULL;
    }
  return vocabulary;
}

void
txc_vocabulary_free (txc_vocabulary *vocabulary)
{
  if (!vocabulary)
    return;
  txc_map_release (&vocabulary->codes);
  txc_arena_release (&vocabulary->arena);
  free (vocabulary);
}

static bool
add_meaning (txc_meanings *meanings, txc_meant meant, txc_arena *arena)
{
  for (size_t i = 0; i < meanings->count; i++)
    if (meanings->items[i].feature == meant.feature && meanings->items[i].item == meant.item)
      return true;
  txc_meant *grown = txc_arena_grow (arena, meanings->items, meanings->count, &meanings->capacity, sizeof *grown);
  if (!grown)
    return false;
  meanings->items = grown;
  meanings->items[meanings->count++] = meant;
  return true;
}

static bool
excepted (const txc_codings *codings, txc_text code, txc_arena *arena)
{
  for (size_t i = 0; i < codings->except_count; i++) {
    char *except = normal_code (arena, txc_text_of (codings->except[i]));
    if (except && txc_text_is (code, except))
      return true;
  }
  return false;
}

/* A yes-or-no fact that is observed may be a diagnosis as well: pregnancy. */
static bool
is_read_from (const txc_feature *feature, txc_derivation from)
{
  return feature->derivation == from
         || (from == TXC_DERIVE_CONDITIONS && feature->derivation == TXC_DERIVE_OBSERVATION
             && feature->type.kind == TXC_CQL_BOOLEAN);
}

static bool
add_coded (const txc_vocabulary *vocabulary, const code_entry *entry, txc_derivation from, const char *system,
           txc_text code, txc_arena *arena, txc_meanings *meanings)
{
  if (!is_read_from (&vocabulary->base->features[entry->meant.feature], from)
      || strcmp (entry->coding->system->id, system) != 0 || excepted (entry->of, code, arena))
    return true;
  return add_meaning (meanings, entry->meant, arena);
}

bool
txc_vocabulary_code (const txc_vocabulary *vocabulary, txc_derivation from, txc_text system, txc_text code,
                     txc_arena *arena, txc_meanings *meanings, bool *known_system)
{
  const char *id = system_id (vocabulary, system);
  if (known_system && id)
    *known_system = true;
  if (!id || code.length == 0)
    return true;
  char *normal = normal_code (arena, code);
  if (!normal)
    return false;
  txc_text wanted = txc_text_of (normal);
  for (const code_entry *entry = txc_map_get (&vocabulary->codes, wanted); entry; entry = entry->next)
    if (!add_coded (vocabulary, entry, from, id, wanted, arena, meanings))
      return false;
  for (const code_entry *entry = vocabulary->prefixes; entry; entry = entry->next) {
    char *prefix = normal_code (arena, txc_text_of (entry->coding->code));
    if (!prefix)
      return false;
    if (strncmp (normal, prefix, strlen (prefix)) == 0
        && !add_coded (vocabulary, entry, from, id, wanted, arena, meanings))
      return false;
  }
  return true;
}

/* Inside a longer name that was found in the same text: "ketamine" in "oral
   ketamine". */
static bool
within_longer (const txc_vocabulary *vocabulary, txc_derivation from, txc_text text, txc_text name, const char *at)
{
  for (size_t i = 0; i < vocabulary->name_count; i++) {
    txc_text longer = vocabulary->names[i].name;
    if (longer.length <= name.length || vocabulary->base->features[vocabulary->names[i].meant.feature].derivation != from)
      continue;
    for (const char *found = find_words (text, 0, longer); found;
         found = find_words (text, (size_t)(found - text.data) + 1, longer))
      if (found <= at && found + longer.length >= at + name.length)
        return true;
  }
  return false;
}

/* Before a condition's name only words that leave it what it is: "severe", but
   not the "pulmonary" of "pulmonary hypertension". */
static bool
qualified_only (txc_text words, const char *at)
{
  static const char *const plain[]
    = { "acute",   "chronic", "severe",  "moderate", "mild",    "recurrent", "active", "current", "essential", "primary",
        "major",   "known",   "the",     "a",        "an",      "of",        "and",    "with",    "diagnosis", "diagnosed",
        "episode", "single",  "present", "ongoing",  "unipolar", "treated",  "stable", "arterial", "systemic" };
  const char *end = at, *start = at;
  while (start > words.data && start[-1] != ' ')
    start--;
  for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
    if (txc_text_is ((txc_text){ start, (size_t)(end - start) }, plain[i]))
      return true;
  return start == end;
}

bool
txc_vocabulary_words (const txc_vocabulary *vocabulary, txc_derivation from, txc_text text, txc_arena *arena,
                      txc_meanings *meanings)
{
  enum { longest = 400 }; /* a name or a phrase; narrative is not searched */
  if (text.length > longest)
    text.length = longest;
  txc_text words = normal_words (arena, text);
  if (!words.data)
    return false;
  for (size_t i = 0; i < vocabulary->name_count; i++) {
    const name_entry *entry = &vocabulary->names[i];
    if (vocabulary->base->features[entry->meant.feature].derivation != from)
      continue;
    for (const char *at = find_words (words, 0, entry->name); at;
         at = find_words (words, (size_t)(at - words.data) + 1, entry->name)) {
      if (within_longer (vocabulary, from, words, entry->name, at)
          || (from == TXC_DERIVE_CONDITIONS && !qualified_only (words, at)))
        continue;
      if (!add_meaning (meanings, entry->meant, arena))
        return false;
      break;
    }
  }
  return true;
}

bool
txc_vocabulary_is_system (const txc_vocabulary *vocabulary, txc_text uri, const char *id)
{
  const char *known = uri.data ? system_id (vocabulary, uri) : NULL;
  return known && strcmp (known, id) == 0;
}

bool
txc_has_word (txc_text text, const char *word)
{
  size_t length = strlen (word);
  for (size_t i = 0; i + length <= text.length; i++) {
    size_t same = 0;
    while (same < length && (text.data[i + same] | 32) == (word[same] | 32))
      same++;
    if (same == length && (i == 0 || !is_letter (text.data[i - 1]))
        && (i + length == text.length || !is_letter (text.data[i + length])))
      return true;
  }
  return false;
}
