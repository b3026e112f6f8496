/* SPDX-License-Identifier: Apache-2.0
 *
 * A patient in a few lines, for the head of a report: from what the features
 * say of themselves, so that nothing here knows of any disease.
 */
#include "base/map.h"
#include "patient/patient.h"

typedef struct summing {
  const txc_patient *patient;
  txc_arena *arena;
  txc_patient_summary *summary;
  bool failed;
} summing;

/* Growing lists of texts, as the summary has them. */
static void
add_text (summing *s, const char ***items, size_t *count, const char *text)
{
  const char **grown = txc_arena_array (s->arena, *count + 1, sizeof *grown);
  const char *copy = text ? txc_arena_copy (s->arena, txc_text_of (text)) : NULL;
  if (!grown || !copy) {
    s->failed = true;
    return;
  }
  if (*count)
    memcpy (grown, *items, *count * sizeof *grown);
  grown[(*count)++] = copy;
  *items = grown;
}

static const txc_patient_fact *
fact_from (const txc_patient *patient, txc_derivation derivation)
{
  for (size_t i = 0; i < patient->facts_count; i++)
    if (patient->facts[i].feature->derivation == derivation && patient->facts[i].state == TXC_FACT_KNOWN)
      return &patient->facts[i];
  return NULL;
}

static void
say_person (summing *s)
{
  const txc_patient_fact *age = fact_from (s->patient, TXC_DERIVE_BIRTH_DATE);
  const txc_patient_fact *gender = fact_from (s->patient, TXC_DERIVE_GENDER);
  const char *word = gender ? gender->text : NULL;
  if (word && strcmp (word, "female") == 0)
    word = "woman";
  else if (word && strcmp (word, "male") == 0)
    word = "man";
  else
    word = "person";
  if (age && age->value.integer < 18)
    word = strcmp (word, "woman") == 0 ? "girl" : strcmp (word, "man") == 0 ? "boy" : word;
  s->summary->person = age ? txc_arena_printf (s->arena, "%s, %s", word, age->text)
                           : txc_arena_printf (s->arena, "%s, age not known", word);
  s->failed |= !s->summary->person;
}

/* What the base is there to treat comes first. */
static bool
is_indication (const txc_patient *patient, const txc_patient_fact *fact)
{
  const txc_map *indications = &patient->knowledge_base->indication_by_id;
  const txc_item *item = &fact->feature->items[fact->item];
  if (txc_map_get (indications, txc_text_of (item->id)))
    return true;
  for (size_t i = 0; i < item->is_a_count; i++)
    if (txc_map_get (indications, txc_text_of (fact->feature->items[item->is_a[i]].id)))
      return true;
  return false;
}

static bool
is_own_item (const txc_patient_fact *fact)
{
  return fact->item != TXC_NO_ITEM && fact->state == TXC_FACT_KNOWN && !fact->implied;
}

static void
say_conditions (summing *s)
{
  for (int first = 1; first >= 0; first--)
    for (size_t i = 0; i < s->patient->facts_count; i++) {
      const txc_patient_fact *fact = &s->patient->facts[i];
      if (is_own_item (fact) && fact->feature->derivation == TXC_DERIVE_CONDITIONS && is_indication (s->patient, fact) == first)
        add_text (s, &s->summary->conditions, &s->summary->conditions_count, fact->feature->items[fact->item].name);
    }
}

static void
say_medicines (summing *s)
{
  for (size_t i = 0; i < s->patient->facts_count; i++) {
    const txc_patient_fact *fact = &s->patient->facts[i];
    if (!is_own_item (fact) || fact->feature->derivation != TXC_DERIVE_MEDICATIONS)
      continue;
    const char *text = fact->detail ? fact->detail : fact->feature->items[fact->item].name;
    if (fact->feature->medication_status == TXC_MEDICATION_FAILED)
      add_text (s, &s->summary->failed, &s->summary->failed_count, text);
    else if (fact->feature->within.count == 0)
      add_text (s, &s->summary->current, &s->summary->current_count, text);
  }
}

/* Letters and digits only, without regard to case: "PHQ-9" is phq9. */
static bool
begins_alike (const char *text, const char *beginning)
{
  while (true) {
    while (*text && !((*text | 32) >= 'a' && (*text | 32) <= 'z') && !(*text >= '0' && *text <= '9'))
      text++;
    while (*beginning && !((*beginning | 32) >= 'a' && (*beginning | 32) <= 'z') && !(*beginning >= '0' && *beginning <= '9'))
      beginning++;
    if (!*beginning)
      return !(*text >= '0' && *text <= '9');
    if ((*text | 32) != (*beginning | 32))
      return false;
    text++;
    beginning++;
  }
}

static bool
number_of (const txc_cql_value *value, txc_decimal *number)
{
  if (value->type.kind == TXC_CQL_INTEGER)
    *number = txc_decimal_of (value->integer);
  else if (value->type.kind == TXC_CQL_DECIMAL)
    *number = value->decimal;
  return value->type.kind == TXC_CQL_INTEGER || value->type.kind == TXC_CQL_DECIMAL;
}

/* The severity band of the instrument that the feature is named after. */
static const char *
band_of (const txc_patient *patient, const txc_patient_fact *fact)
{
  const txc_knowledge_base *base = patient->knowledge_base;
  txc_decimal number;
  if (!number_of (&fact->value, &number))
    return NULL;
  for (size_t i = 0; i < base->instruments_count; i++) {
    const txc_instrument *instrument = &base->instruments[i];
    if (!begins_alike (fact->feature->id, instrument->id)
        && !(instrument->short_name && begins_alike (fact->feature->name, instrument->short_name)))
      continue;
    for (size_t j = 0; j < instrument->band_count; j++)
      if (txc_decimal_compare (number, instrument->bands[j].from) >= 0
          && txc_decimal_compare (number, instrument->bands[j].to) <= 0)
        return instrument->bands[j].name;
  }
  return NULL;
}

static const txc_patient_fact *
measured_fact (const txc_patient *patient, size_t index)
{
  const txc_patient_fact *fact = &patient->facts[index];
  bool shown = fact->feature->derivation == TXC_DERIVE_OBSERVATION && fact->text && fact->feature->type.kind != TXC_CQL_BOOLEAN
               && (fact->state == TXC_FACT_KNOWN || fact->state == TXC_FACT_STALE);
  return shown ? fact : NULL;
}

static bool
same_text (const char *a, const char *b)
{
  return a == b || (a && b && strcmp (a, b) == 0);
}

/* "diastolic X" of the same day beside "systolic X": read as one. */
static const txc_patient_fact *
partner_of (const txc_patient *patient, const txc_patient_fact *fact)
{
  static const char first[] = "systolic ", second[] = "diastolic ";
  const char *name = fact->feature->name;
  bool is_first = strncmp (name, first, sizeof first - 1) == 0, is_second = strncmp (name, second, sizeof second - 1) == 0;
  const char *rest = name + (is_first ? sizeof first - 1 : sizeof second - 1);
  if (!is_first && !is_second)
    return NULL;
  for (size_t i = 0; i < patient->facts_count; i++) {
    const txc_patient_fact *other = measured_fact (patient, i);
    const char *wanted = is_first ? second : first;
    if (other && strncmp (other->feature->name, wanted, strlen (wanted)) == 0
        && strcmp (other->feature->name + strlen (wanted), rest) == 0 && same_text (other->date, fact->date)
        && other->state == fact->state)
      return other;
  }
  return NULL;
}

static void
number_text (const txc_cql_value *value, txc_buffer *out)
{
  txc_decimal_print (txc_decimal_round (value->quantity.value, 0), 0, out);
}

static void
say_pair (summing *s, const txc_patient_fact *fact, const txc_patient_fact *partner, txc_measured *measured)
{
  txc_buffer text = { 0 };
  number_text (&fact->value, &text);
  txc_buffer_add (&text, "/");
  number_text (&partner->value, &text);
  txc_buffer_printf (&text, " %s", fact->feature->unit);
  measured->value = txc_buffer_keep (&text, s->arena);
  measured->name = fact->feature->name + strlen ("systolic ");
}

static void
say_measured (summing *s)
{
  txc_measured *list = txc_arena_array (s->arena, s->patient->facts_count, sizeof *list);
  size_t count = 0;
  for (size_t i = 0; list && i < s->patient->facts_count; i++) {
    const txc_patient_fact *fact = measured_fact (s->patient, i);
    const txc_patient_fact *partner = fact ? partner_of (s->patient, fact) : NULL;
    if (!fact || (partner && fact->feature->name[0] == 'd' && fact->value.type.kind == TXC_CQL_QUANTITY))
      continue;
    txc_measured *measured = &list[count++];
    *measured = (txc_measured){ .feature = fact->feature,
                                .name = fact->feature->name,
                                .value = fact->text,
                                .band = band_of (s->patient, fact),
                                .date = fact->date,
                                .stale = fact->state == TXC_FACT_STALE };
    if (partner && fact->value.type.kind == TXC_CQL_QUANTITY)
      say_pair (s, fact, partner, measured);
    s->failed |= !measured->value;
  }
  s->failed |= !list;
  s->summary->measured = list;
  s->summary->measured_count = count;
}

txc_status
txc_patient_summarise (const txc_patient *patient, txc_arena *arena, txc_patient_summary *summary, txc_error **err)
{
  *summary = (txc_patient_summary){ 0 };
  summing s = { .patient = patient, .arena = arena, .summary = summary };
  say_person (&s);
  say_conditions (&s);
  say_measured (&s);
  say_medicines (&s);
  return s.failed ? txc_error_no_memory (err) : TXC_OK;
}
