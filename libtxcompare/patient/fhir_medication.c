/* SPDX-License-Identifier: Apache-2.0
 *
 * MedicationRequest and MedicationStatement: what is taken, what was, and why
 * it was stopped.
 */
#include "patient/fhir.h"

enum { old_order_days = 365 };

/* A medicine may be several items: a combination of two drugs is both. */
typedef struct taken_items {
  const char *ids[8];
  size_t count;
} taken_items;

static const txc_json *
medicine_concept (txc_fhir *fhir, const txc_json *resource, const txc_json **medication)
{
  *medication = NULL;
  const txc_json *concept = txc_fhir_get (fhir, resource, "medicationCodeableConcept", TXC_JSON_OBJECT);
  const txc_json *reference = concept ? NULL : txc_fhir_get (fhir, resource, "medicationReference", TXC_JSON_OBJECT);
  if (!reference)
    return concept;
  *medication = txc_fhir_resolve (fhir, reference);
  if (*medication)
    return txc_fhir_get (fhir, *medication, "code", TXC_JSON_OBJECT);
  const char *named = txc_fhir_string (fhir, reference, "reference"), *display = txc_fhir_string (fhir, reference, "display");
  txc_fhir_remark (fhir, "medicationReference '%.60s'%s%.60s is not in the record: which medicine it is, is not known",
                   named ? named : "", display ? " " : "", display ? display : "");
  return NULL;
}

static void
add_items (const txc_fhir *fhir, const txc_meanings *meanings, taken_items *items)
{
  for (size_t i = 0; i < meanings->count; i++) {
    const txc_feature *feature = &fhir->builder->knowledge_base->features[meanings->items[i].feature];
    if (meanings->items[i].item == TXC_NO_ITEM)
      continue;
    const char *id = feature->items[meanings->items[i].item].id;
    size_t j = 0;
    while (j < items->count && strcmp (items->ids[j], id) != 0)
      j++;
    if (j == items->count && items->count < sizeof items->ids / sizeof *items->ids)
      items->ids[items->count++] = id;
  }
}

static bool
is_denied (txc_text text)
{
  static const char *const words[] = { "no", "not", "without", "never", "none", "denies" };
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (txc_has_word (text, words[i]))
      return true;
  return false;
}

static taken_items
items_of (txc_fhir *fhir, const txc_json *concept, const txc_json *medication, const char *name)
{
  taken_items items = { .count = 0 };
  txc_meanings meanings;
  bool by_words;
  txc_fhir_meaning (fhir, concept, TXC_DERIVE_MEDICATIONS, TXC_WORDS_WITHOUT_MATCH, &meanings, &by_words);
  add_items (fhir, &meanings, &items);
  if (by_words && is_denied (txc_text_of (name))) {
    txc_fhir_remark (fhir, "'%.80s' is text without a code and leaves doubt: neither taken nor not taken", name);
    items.count = 0;
    return items;
  }
  const txc_json *ingredients = items.count ? NULL : txc_fhir_get (fhir, medication, "ingredient", TXC_JSON_ARRAY);
  for (size_t i = 0; ingredients && i < ingredients->count; i++) {
    const txc_json *part = txc_fhir_get (fhir, txc_fhir_item (fhir, ingredients, i), "itemCodeableConcept", TXC_JSON_OBJECT);
    txc_fhir_meaning (fhir, part, TXC_DERIVE_MEDICATIONS, TXC_WORDS_WITHOUT_MATCH, &meanings, &by_words);
    add_items (fhir, &meanings, &items);
  }
  if (by_words && items.count)
    txc_fhir_remark (fhir, "'%.80s' was read as '%s' by its words, not by a code", name, items.ids[0]);
  return items;
}

/* Words by which clinicians say that it did not work. */
static bool
says_ineffective (const char *text)
{
  static const char *const phrases[]
    = { "lack of effect", "lack of efficacy", "lack of response", "lack of benefit", "ineffective", "not effective",
        "inadequate response", "insufficient response", "insufficient effect", "inadequate effect", "treatment failure",
        "therapeutic failure", "drug ineffective", "no response", "non-response", "nonresponse", "did not respond",
        "no effect", "no benefit", "no improvement", "poor response", "failed" };
  static const char *const denials[] = { "not ineffective", "not failed", "no treatment failure", "no lack of" };
  txc_text all = txc_text_of (text);
  for (size_t i = 0; text && i < sizeof denials / sizeof *denials; i++)
    if (txc_has_word (all, denials[i]))
      return false;
  for (size_t i = 0; text && i < sizeof phrases / sizeof *phrases; i++)
    if (txc_has_word (all, phrases[i]))
      return true;
  return false;
}

static void
take_reason (txc_fhir *fhir, const txc_json *concept, txc_medication *medication)
{
  const txc_json *codings = txc_fhir_get (fhir, concept, "coding", TXC_JSON_ARRAY);
  const char *text = concept ? txc_fhir_concept_text (fhir, concept) : NULL;
  medication->ineffective |= says_ineffective (text);
  for (size_t i = 0; codings && i < codings->count; i++)
    medication->ineffective |= says_ineffective (txc_fhir_string (fhir, txc_fhir_item (fhir, codings, i), "display"));
  if (text && !medication->reason && !(medication->reason = txc_arena_copy (&fhir->builder->arena, txc_text_of (text))))
    txc_fhir_no_memory (fhir);
}

/* A reason is one concept in a request, several in a statement. Without one a
   note that says it plainly counts. */
static void
read_reason (txc_fhir *fhir, const txc_json *resource, bool request, txc_medication *medication)
{
  if (request) {
    take_reason (fhir, txc_fhir_get (fhir, resource, "statusReason", TXC_JSON_OBJECT), medication);
  } else {
    const txc_json *reasons = txc_fhir_get (fhir, resource, "statusReason", TXC_JSON_ARRAY);
    for (size_t i = 0; reasons && i < reasons->count; i++)
      take_reason (fhir, txc_fhir_item (fhir, reasons, i), medication);
  }
  const txc_json *notes = medication->reason ? NULL : txc_fhir_get (fhir, resource, "note", TXC_JSON_ARRAY);
  for (size_t i = 0; notes && i < notes->count; i++) {
    txc_text text = txc_fhir_text (fhir, txc_fhir_item (fhir, notes, i), "text");
    if (!text.data || medication->ineffective || !says_ineffective (text.data))
      continue;
    medication->ineffective = true;
    text.length = text.length > 200 ? 0 : text.length;
    medication->reason = text.length ? txc_arena_copy (&fhir->builder->arena, text) : "lack of effect, says a note";
  }
}

/* Ended, but not yet on the as-of date: then it was still taken. */
static txc_taking
ended (txc_fhir *fhir, const txc_medication *medication)
{
  return txc_fhir_is_future (fhir, &medication->end) ? TXC_TAKING_NOW : TXC_TAKING_ENDED;
}

static txc_taking
active (txc_fhir *fhir, const txc_medication *medication)
{
  if (medication->end.precision == TXC_PRECISION_NONE || txc_fhir_is_future (fhir, &medication->end))
    return TXC_TAKING_NOW;
  txc_date end = txc_datetime_date (&medication->end);
  if (txc_date_compare (&end, &fhir->builder->as_of, TXC_PRECISION_NONE) != TXC_BEFORE)
    return TXC_TAKING_NOW;
  txc_fhir_remark (fhir, "'%.80s' is active, but its period has ended: neither taken nor not taken", medication->name);
  return TXC_TAKING_UNCLEAR;
}

static txc_taking
statement_taking (txc_fhir *fhir, const char *status, const txc_medication *medication)
{
  if (strcmp (status, "active") == 0)
    return active (fhir, medication);
  if (strcmp (status, "completed") == 0 || strcmp (status, "stopped") == 0)
    return ended (fhir, medication);
  if (strcmp (status, "not-taken") == 0)
    return TXC_TAKING_NOT;
  txc_fhir_remark (fhir, "'%.80s' has status '%.40s': neither taken nor not taken", medication->name, status);
  return TXC_TAKING_UNCLEAR;
}

static txc_taking
request_taking (txc_fhir *fhir, const txc_json *resource, const char *status, const txc_medication *medication)
{
  const char *intent = txc_fhir_string (fhir, resource, "intent");
  if (intent && (strcmp (intent, "proposal") == 0 || strcmp (intent, "plan") == 0 || strcmp (intent, "option") == 0)) {
    txc_fhir_remark (fhir, "'%.80s' is only %s %s: not counted as taken", medication->name, intent[0] == 'o' ? "an" : "a",
                     intent);
    return TXC_TAKING_UNCLEAR;
  }
  if (txc_fhir_flag (fhir, resource, "doNotPerform", false)) {
    txc_fhir_remark (fhir, "'%.80s' is a request not to give it: not counted as taken", medication->name);
    return TXC_TAKING_UNCLEAR;
  }
  if (strcmp (status, "active") == 0)
    return active (fhir, medication);
  if (strcmp (status, "completed") == 0 || strcmp (status, "stopped") == 0)
    return ended (fhir, medication);
  txc_fhir_remark (fhir, "'%.80s' has status '%.40s': neither taken nor not taken", medication->name, status);
  return TXC_TAKING_UNCLEAR;
}

static void
remark_old_order (txc_fhir *fhir, const txc_medication *medication)
{
  if (medication->taking != TXC_TAKING_NOW || medication->start.precision == TXC_PRECISION_NONE)
    return;
  txc_date start = txc_datetime_date (&medication->start);
  if (txc_date_duration (&start, &fhir->builder->as_of, TXC_DAY).low > old_order_days)
    txc_fhir_remark (fhir, "'%.80s' was ordered on %s and never ended: counted as taken now", medication->name,
                     medication->of.date ? medication->of.date : "");
}

static void
remark_unknown (txc_fhir *fhir, const txc_medication *medication)
{
  if (medication->taking == TXC_TAKING_NOW && fhir->status == TXC_OK)
    fhir->status = txc_builder_remark (fhir->builder, fhir->err,
                                       "%s: '%.80s' is taken, but the knowledge base does not know it: no rule looks at it",
                                       fhir->file, medication->name);
}

static void
add_medications (txc_fhir *fhir, const taken_items *items, txc_medication *medication)
{
  if (items->count == 0)
    remark_unknown (fhir, medication);
  for (size_t i = 0; i < items->count && fhir->status == TXC_OK; i++) {
    medication->item = items->ids[i];
    fhir->status = txc_builder_add_medication (fhir->builder, medication, fhir->err);
  }
}

/* Name without the blanks around it; the record's words are kept. */
static const char *
keep_name (txc_fhir *fhir, const char *name)
{
  const char *copy = txc_arena_copy (&fhir->builder->arena, txc_text_trim (txc_text_of (name)));
  if (!copy)
    txc_fhir_no_memory (fhir);
  return copy;
}

static void
read_dates (txc_fhir *fhir, const txc_json *resource, bool request, txc_medication *medication, txc_datetime *when)
{
  if (request) {
    txc_fhir_when (fhir, resource, "authoredOn", when);
    if (medication->start.precision == TXC_PRECISION_NONE) /* no bounds in the dosage */
      medication->start = *when;
    return;
  }
  txc_datetime effective;
  bool single = txc_fhir_when (fhir, resource, "effectiveDateTime", &effective);
  if (single)
    medication->start = effective;
  else
    txc_fhir_period (fhir, resource, "effectivePeriod", &medication->start, &medication->end);
  if (!txc_fhir_when (fhir, resource, "dateAsserted", when))
    *when = medication->start;
}

static void
read_medication (txc_fhir *fhir, const txc_json *resource, bool request)
{
  const char *status = txc_fhir_string (fhir, resource, "status");
  const txc_json *medicine;
  const txc_json *concept = medicine_concept (fhir, resource, &medicine);
  const char *name = concept ? txc_fhir_concept_text (fhir, concept) : NULL;
  if (!name || fhir->status != TXC_OK)
    return;
  taken_items items = items_of (fhir, concept, medicine, name);
  if (!status || strcmp (status, "entered-in-error") == 0) {
    if (items.count)
      txc_fhir_remark (fhir, "'%.80s' %s; ignored", name, status ? "was entered in error" : "has no status");
    return;
  }
  txc_medication medication = { .name = keep_name (fhir, name) };
  const txc_json *dosages = txc_fhir_get (fhir, resource, request ? "dosageInstruction" : "dosage", TXC_JSON_ARRAY);
  txc_fhir_read_dose (fhir, dosages, name, &medication);
  txc_datetime when = { .precision = TXC_PRECISION_NONE };
  read_dates (fhir, resource, request, &medication, &when);
  if (txc_fhir_is_future (fhir, &when) || txc_fhir_is_future (fhir, &medication.start)) {
    txc_fhir_remark (fhir, "'%.80s' is dated after %s; ignored", name, fhir->builder->as_of_text);
    return;
  }
  if (fhir->status != TXC_OK)
    return;
  medication.taking = request ? request_taking (fhir, resource, status, &medication)
                              : statement_taking (fhir, status, &medication);
  if (medication.taking == TXC_TAKING_ENDED)
    read_reason (fhir, resource, request, &medication);
  const txc_json *at = txc_fhir_get (fhir, resource, "medicationCodeableConcept", TXC_JSON_OBJECT);
  medication.of = txc_fhir_of (fhir, at ? at : resource, request ? &medication.start : &when);
  if (request && items.count)
    remark_old_order (fhir, &medication);
  add_medications (fhir, &items, &medication);
}

void
txc_fhir_read_request (txc_fhir *fhir, const txc_json *resource)
{
  read_medication (fhir, resource, true);
}

void
txc_fhir_read_statement (txc_fhir *fhir, const txc_json *resource)
{
  read_medication (fhir, resource, false);
}
