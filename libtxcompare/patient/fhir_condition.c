/* SPDX-License-Identifier: Apache-2.0
 *
 * Condition and AllergyIntolerance: present, past, refuted, or not known well
 * enough to say either.
 */
#include "patient/fhir.h"

typedef enum standing { STANDING_ACTIVE, STANDING_PAST, STANDING_REFUTED, STANDING_NOT_USED } standing;

static bool
is_one_of (const char *word, const char *const *words)
{
  for (; word && *words; words++)
    if (strcmp (word, *words) == 0)
      return true;
  return false;
}

/* Verification first: what is not confirmed is neither present nor absent. */
static standing
verified (txc_fhir *fhir, const txc_json *resource, const char *name)
{
  static const char *const open[] = { "unconfirmed", "provisional", "differential", NULL };
  const char *verification = txc_fhir_code (fhir, resource, "verificationStatus");
  if (!verification || strcmp (verification, "confirmed") == 0)
    return STANDING_ACTIVE;
  if (strcmp (verification, "refuted") == 0)
    return STANDING_REFUTED;
  if (is_one_of (verification, open))
    txc_fhir_remark (fhir, "'%.80s' is %s: neither present nor absent", name, verification);
  else if (strcmp (verification, "entered-in-error") != 0)
    txc_fhir_remark (fhir, "verificationStatus '%.40s' is not known; '%.80s' is not used", verification, name);
  return STANDING_NOT_USED;
}

static standing
clinical (txc_fhir *fhir, const txc_json *resource, const char *name, const txc_datetime *end)
{
  static const char *const active[] = { "active", "recurrence", "relapse", NULL };
  static const char *const past[] = { "inactive", "remission", "resolved", NULL };
  const char *status = txc_fhir_code (fhir, resource, "clinicalStatus");
  bool ended = end->precision != TXC_PRECISION_NONE && !txc_fhir_is_future (fhir, end);
  bool ended_text = txc_json_member_of (resource, "abatementString") || txc_json_member_of (resource, "abatementAge")
                    || txc_json_member_of (resource, "abatementRange");
  if (!status) {
    if (ended || ended_text)
      return STANDING_PAST;
    txc_fhir_remark (fhir, "'%.80s' has no clinicalStatus; taken as active", name);
    return STANDING_ACTIVE;
  }
  if (is_one_of (status, active))
    return STANDING_ACTIVE;
  if (!is_one_of (status, past)) {
    txc_fhir_remark (fhir, "clinicalStatus '%.40s' is not known; '%.80s' is not used", status, name);
    return STANDING_NOT_USED;
  }
  return end->precision != TXC_PRECISION_NONE && !ended ? STANDING_ACTIVE : STANDING_PAST;
}

static void
say (txc_fhir *fhir, txc_meant meant, bool present, const txc_said_of *of)
{
  const txc_feature *feature = &fhir->builder->knowledge_base->features[meant.feature];
  txc_said said = { .kind = present ? TXC_SAID_PRESENT : TXC_SAID_ABSENT,
                    .feature = meant.feature,
                    .item = meant.item,
                    .of = *of };
  if (meant.item == TXC_NO_ITEM) {
    said.kind = TXC_SAID_VALUE;
    said.value = (txc_cql_value){ .type = feature->type, .boolean = present };
    if (feature->type.kind != TXC_CQL_BOOLEAN)
      return;
  }
  if (fhir->status == TXC_OK)
    fhir->status = txc_builder_say (fhir->builder, &said, fhir->err);
}

static void
remark_words (txc_fhir *fhir, const char *name, const txc_meanings *meanings)
{
  for (size_t i = 0; i < meanings->count; i++) {
    const txc_feature *feature = &fhir->builder->knowledge_base->features[meanings->items[i].feature];
    int item = meanings->items[i].item;
    txc_fhir_remark (fhir, "'%.80s' was read as '%s' by its words, not by a code", name,
                     item == TXC_NO_ITEM ? feature->name : feature->items[item].name);
  }
}

static void
condition_dates (txc_fhir *fhir, const txc_json *resource, txc_datetime *onset, txc_datetime *end, txc_datetime *recorded)
{
  txc_datetime unused;
  if (!txc_fhir_when (fhir, resource, "onsetDateTime", onset))
    txc_fhir_period (fhir, resource, "onsetPeriod", onset, &unused);
  if (!txc_fhir_when (fhir, resource, "abatementDateTime", end))
    txc_fhir_period (fhir, resource, "abatementPeriod", &unused, end);
  txc_fhir_when (fhir, resource, "recordedDate", recorded);
}

/* One meaning of an active or past condition. */
static void
say_condition (txc_fhir *fhir, txc_meant meant, standing is, const char *name, const txc_datetime *onset,
               const txc_said_of *of)
{
  const txc_feature *feature = &fhir->builder->knowledge_base->features[meant.feature];
  bool ever = meant.item != TXC_NO_ITEM && feature->items[meant.item].ever;
  if (is == STANDING_REFUTED) {
    say (fhir, meant, false, of);
  } else if (is == STANDING_ACTIVE || ever) {
    say (fhir, meant, true, of);
    txc_onset began = { meant.feature, meant.item, *onset };
    if (is == STANDING_ACTIVE && onset->precision != TXC_PRECISION_NONE && fhir->status == TXC_OK)
      fhir->status = txc_builder_add_onset (fhir->builder, &began, fhir->err);
  } else {
    txc_fhir_remark (fhir, "'%.80s' is past: not counted as present", name);
  }
}

/* A broader item may count for ever although the one that was found does not:
   past mania is a history of mania. */
static void
say_broader_ever (txc_fhir *fhir, txc_meant meant, standing is, const txc_said_of *of)
{
  const txc_feature *feature = &fhir->builder->knowledge_base->features[meant.feature];
  if (is != STANDING_PAST || meant.item == TXC_NO_ITEM || feature->items[meant.item].ever)
    return;
  const txc_item *item = &feature->items[meant.item];
  for (size_t i = 0; i < item->is_a_count; i++)
    if (feature->items[item->is_a[i]].ever)
      say (fhir, (txc_meant){ meant.feature, (int)item->is_a[i] }, true, of);
}

void
txc_fhir_read_condition (txc_fhir *fhir, const txc_json *resource)
{
  const txc_json *code = txc_fhir_get (fhir, resource, "code", TXC_JSON_OBJECT);
  txc_meanings meanings;
  bool by_words;
  txc_fhir_meaning (fhir, code, TXC_DERIVE_CONDITIONS, TXC_WORDS_WITHOUT_KNOWN_CODE, &meanings, &by_words);
  if (meanings.count == 0)
    return;
  const char *name = txc_fhir_concept_text (fhir, code);
  if (by_words && name && txc_fhir_is_doubtful (txc_text_of (name))) {
    txc_fhir_remark (fhir, "'%.80s' is text without a code and leaves doubt: neither present nor absent", name);
    return;
  }
  standing is = verified (fhir, resource, name ? name : "");
  txc_datetime onset, end, recorded;
  condition_dates (fhir, resource, &onset, &end, &recorded);
  if (is == STANDING_NOT_USED)
    return;
  if (txc_fhir_is_future (fhir, &onset) || txc_fhir_is_future (fhir, &recorded)) {
    txc_fhir_remark (fhir, "is dated after %s; ignored", fhir->builder->as_of_text);
    return;
  }
  if (is == STANDING_ACTIVE)
    is = clinical (fhir, resource, name ? name : "", &end);
  if (is == STANDING_NOT_USED)
    return;
  if (by_words)
    remark_words (fhir, name, &meanings);
  txc_said_of of = txc_fhir_of (fhir, code, onset.precision != TXC_PRECISION_NONE ? &onset : &recorded);
  if (recorded.precision != TXC_PRECISION_NONE)
    of.when = recorded;
  for (size_t i = 0; i < meanings.count && fhir->status == TXC_OK; i++) {
    say_condition (fhir, meanings.items[i], is, name ? name : "", &onset, &of);
    say_broader_ever (fhir, meanings.items[i], is, &of);
  }
}

/* "No known allergy" and "no known drug allergy" close the list of medicines;
   "no known food allergy" says nothing about them. */
static bool
read_no_known (txc_fhir *fhir, const txc_json *code, const char *name, standing is)
{
  static const char *const any_or_drug[] = { "716186003", "409137002" };
  static const char *const others[] = { "429625007", "428607008" };
  if (txc_fhir_has_code (fhir, code, others, 2)) {
    txc_fhir_remark (fhir, "'%.80s' says nothing about medicines", name);
    return true;
  }
  if (!txc_fhir_has_code (fhir, code, any_or_drug, 2))
    return false;
  const txc_knowledge_base *base = fhir->builder->knowledge_base;
  for (size_t i = 0; i < base->features_count && is == STANDING_ACTIVE; i++) {
    if (base->features[i].derivation != TXC_DERIVE_ALLERGIES || fhir->status != TXC_OK)
      continue;
    txc_said said = { .kind = TXC_SAID_COMPLETE, .feature = i, .item = TXC_NO_ITEM, .of = txc_fhir_of (fhir, code, NULL) };
    if (fhir->status == TXC_OK)
      fhir->status = txc_builder_say (fhir->builder, &said, fhir->err);
  }
  return true;
}

/* The substance is the code, or stands with the reactions. */
static const txc_json *
substance_of (txc_fhir *fhir, const txc_json *resource)
{
  const txc_json *code = txc_fhir_get (fhir, resource, "code", TXC_JSON_OBJECT);
  if (code)
    return code;
  return txc_fhir_get (fhir, txc_fhir_first (fhir, resource, "reaction"), "substance", TXC_JSON_OBJECT);
}

void
txc_fhir_read_allergy (txc_fhir *fhir, const txc_json *resource)
{
  const txc_json *code = substance_of (fhir, resource);
  const char *name = code ? txc_fhir_concept_text (fhir, code) : NULL;
  txc_datetime onset, recorded, none = { .precision = TXC_PRECISION_NONE };
  txc_fhir_when (fhir, resource, "onsetDateTime", &onset);
  txc_fhir_when (fhir, resource, "recordedDate", &recorded);
  if (!name || txc_fhir_is_future (fhir, &onset) || txc_fhir_is_future (fhir, &recorded)) {
    txc_fhir_remark (fhir, name ? "is dated after the as-of date; ignored" : "names no substance; ignored");
    return;
  }
  standing is = verified (fhir, resource, name);
  if (is == STANDING_NOT_USED || read_no_known (fhir, code, name, is))
    return;
  txc_meanings meanings;
  bool by_words;
  txc_fhir_meaning (fhir, code, TXC_DERIVE_ALLERGIES, TXC_WORDS_WITHOUT_MATCH, &meanings, &by_words);
  if (meanings.count == 0)
    return;
  if (by_words && txc_fhir_is_doubtful (txc_text_of (name))) {
    txc_fhir_remark (fhir, "'%.80s' is text without a code and leaves doubt: neither present nor absent", name);
    return;
  }
  if (is == STANDING_ACTIVE && txc_fhir_get (fhir, resource, "clinicalStatus", TXC_JSON_OBJECT))
    is = clinical (fhir, resource, name, &none);
  if (is == STANDING_PAST)
    txc_fhir_remark (fhir, "allergy to '%.80s' is no longer active: not counted as present", name);
  if (is == STANDING_PAST || is == STANDING_NOT_USED)
    return;
  if (by_words)
    remark_words (fhir, name, &meanings);
  txc_said_of of = txc_fhir_of (fhir, code, recorded.precision != TXC_PRECISION_NONE ? &recorded : &onset);
  for (size_t i = 0; i < meanings.count && fhir->status == TXC_OK; i++)
    say (fhir, meanings.items[i], is == STANDING_ACTIVE, &of);
}
