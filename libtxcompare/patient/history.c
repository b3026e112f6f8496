/* SPDX-License-Identifier: Apache-2.0
 *
 * What was tried, for how long, at which dose, and whether that was an adequate
 * trial in this episode. What the record does not tell stays unknown, and a
 * remark says what is missing.
 */
#include "base/units.h"
#include "patient/building.h"

static txc_answer
answer_of_order (txc_order order)
{
  return order == TXC_AFTER ? TXC_TRUE : order == TXC_UNCERTAIN ? TXC_UNKNOWN : TXC_FALSE;
}

static bool
is_indication (const txc_knowledge_base *base, const txc_item *item, const txc_feature *feature)
{
  if (txc_map_get (&base->indication_by_id, txc_text_of (item->id)))
    return true;
  for (size_t i = 0; i < item->is_a_count; i++)
    if (txc_map_get (&base->indication_by_id, txc_text_of (feature->items[item->is_a[i]].id)))
      return true;
  return false;
}

/* When the present episode of what is to be treated began: the latest onset of
   an active condition that is an indication, or narrower than one. */
static const txc_datetime *
episode_onset (const txc_building *building)
{
  const txc_datetime *latest = NULL;
  for (size_t i = 0; i < building->builder->now.onset_count; i++) {
    const txc_onset *onset = &building->builder->now.onsets[i];
    const txc_feature *feature = &building->base->features[onset->feature];
    if (onset->item != TXC_NO_ITEM && is_indication (building->base, &feature->items[onset->item], feature)
        && (!latest || txc_moment_minutes (&onset->when) > txc_moment_minutes (latest)))
      latest = &onset->when;
  }
  return latest;
}

/* What counts as an adequate trial: of the first regimen that says it. */
static const txc_dose *
adequate_dose (const txc_treatment *treatment)
{
  for (size_t i = 0; treatment && i < treatment->regimen_count; i++)
    if (treatment->regimens[i].adequate.dose && treatment->regimens[i].adequate.weeks > 0)
      return &treatment->regimens[i].adequate;
  return NULL;
}

static bool
read_amount (const char *text, txc_arena *arena, txc_decimal *amount, const char **unit)
{
  size_t length = strspn (text, "0123456789.");
  *unit = txc_arena_copy (arena, txc_text_trim (txc_text_of (text + length)));
  return *unit && txc_decimal_parse ((txc_text){ text, length }, amount) == TXC_OK;
}

/* At least the adequate dose? */
static txc_answer
dose_suffices (txc_building *building, const txc_medication *medication, const txc_dose *adequate)
{
  txc_decimal needed;
  const char *unit;
  int order;
  if (!medication->has_daily_dose || !adequate->per || strcmp (adequate->per, "day") != 0
      || !read_amount (adequate->dose, &building->scratch, &needed, &unit)
      || !txc_unit_compare (medication->daily_dose, medication->dose_unit, needed, unit, &order))
    return TXC_UNKNOWN;
  return order >= 0 ? TXC_TRUE : TXC_FALSE;
}

static txc_range
weeks_taken (const txc_medication *medication)
{
  if (medication->start.precision == TXC_PRECISION_NONE || medication->end.precision == TXC_PRECISION_NONE)
    return (txc_range){ -1, -1 };
  txc_date start = txc_datetime_date (&medication->start), end = txc_datetime_date (&medication->end);
  return txc_date_duration (&start, &end, TXC_WEEK);
}

static txc_answer
weeks_suffice (txc_range weeks, const txc_dose *adequate)
{
  if (weeks.high < 0)
    return TXC_UNKNOWN;
  return weeks.low >= adequate->weeks ? TXC_TRUE : weeks.high < adequate->weeks ? TXC_FALSE : TXC_UNKNOWN;
}

static txc_answer
both (txc_answer a, txc_answer b)
{
  if (a == TXC_FALSE || b == TXC_FALSE)
    return TXC_FALSE;
  return a == TXC_TRUE && b == TXC_TRUE ? TXC_TRUE : TXC_UNKNOWN;
}

static const char *
shown_date (txc_building *building, const txc_datetime *when)
{
  txc_buffer text = { 0 };
  txc_date date = txc_datetime_date (when);
  if (when->precision == TXC_PRECISION_NONE)
    return NULL;
  txc_date_print (&date, &text);
  const char *kept = text.failed ? NULL : txc_building_keep (building, text.data);
  building->failed |= !kept;
  txc_buffer_release (&text);
  return kept;
}

static const char *
tried_text (txc_building *building, const txc_tried *tried)
{
  txc_buffer text = { 0 };
  txc_buffer_add (&text, tried->name);
  if (tried->dose)
    txc_buffer_printf (&text, " %s", tried->dose);
  if (tried->weeks >= 0)
    txc_buffer_printf (&text, ", %d week%s", tried->weeks, tried->weeks == 1 ? "" : "s");
  else if (tried->start && !tried->current)
    txc_buffer_printf (&text, ", from %s", tried->start);
  if (tried->reason)
    txc_buffer_printf (&text, ", stopped: %s", tried->reason);
  const char *kept = text.failed ? NULL : txc_building_keep (building, text.data);
  building->failed |= !kept;
  txc_buffer_release (&text);
  return kept;
}

/* The record's words; a product such as "Fluoxetine 25MG" whose dose is said as
   well goes by the name of its medicine. */
static const char *
tried_name (const txc_building *building, const txc_medication *medication)
{
  const txc_treatment *treatment = txc_map_get (&building->base->treatment_by_id, txc_text_of (medication->item));
  const txc_medicine *medicine = txc_map_get (&building->base->medicine_by_id, txc_text_of (medication->item));
  if (!medication->dose || !strpbrk (medication->name, "0123456789"))
    return medication->name;
  return treatment ? treatment->name : medicine ? medicine->name : medication->name;
}

static txc_tried
tried_of (txc_building *building, const txc_medication *medication, const txc_datetime *onset)
{
  const txc_knowledge_base *base = building->base;
  txc_text id = txc_text_of (medication->item);
  txc_range weeks = weeks_taken (medication);
  txc_tried tried = { .treatment = txc_map_get (&base->treatment_by_id, id),
                      .medicine = txc_map_get (&base->medicine_by_id, id),
                      .name = txc_building_keep (building, tried_name (building, medication)),
                      .dose = txc_building_keep (building, medication->dose),
                      .start = shown_date (building, &medication->start),
                      .end = shown_date (building, &medication->end),
                      .weeks = weeks.low >= 0 && weeks.low == weeks.high && weeks.low < INT16_MAX ? (int)weeks.low : -1,
                      .reason = txc_building_keep (building, medication->reason),
                      .current = medication->taking == TXC_TAKING_NOW,
                      .ineffective = medication->ineffective,
                      .adequate = TXC_UNKNOWN,
                      .this_episode = TXC_UNKNOWN,
                      .origin = txc_building_keep (building, medication->of.origin) };
  const txc_dose *adequate = adequate_dose (tried.treatment);
  if (adequate)
    tried.adequate = both (dose_suffices (building, medication, adequate), weeks_suffice (weeks, adequate));
  if (onset && medication->end.precision != TXC_PRECISION_NONE)
    tried.this_episode = answer_of_order (txc_datetime_compare (&medication->end, onset, TXC_PRECISION_NONE, 0));
  if (!building->failed)
    tried.text = tried_text (building, &tried);
  return tried;
}

/* Why a trial that failed is not counted: what is missing, or what speaks against it. */
static void
remark_not_counted (txc_building *building, const txc_medication *medication, const txc_tried *tried,
                    const txc_datetime *onset)
{
  const txc_dose *adequate = adequate_dose (tried->treatment);
  txc_buffer why = { 0 };
  if (tried->this_episode == TXC_FALSE)
    txc_buffer_add (&why, "ended before the present episode began");
  else if (!adequate)
    txc_buffer_add (&why, "the knowledge base does not say what an adequate trial of it is");
  else if (tried->adequate == TXC_FALSE)
    txc_buffer_printf (&why, "not an adequate trial (%s a %s for %d weeks)", adequate->dose, adequate->per, adequate->weeks);
  else
    txc_buffer_printf (&why, "not known:%s%s%s%s",
                       dose_suffices (building, medication, adequate) == TXC_UNKNOWN ? " the dose a day;" : "",
                       weeks_suffice (weeks_taken (medication), adequate) == TXC_UNKNOWN ? " how long it was taken;" : "",
                       medication->end.precision == TXC_PRECISION_NONE ? " when it ended;" : "",
                       onset ? "" : " when the present episode began;");
  if (why.length && why.data[why.length - 1] == ';')
    why.data[--why.length] = '\0';
  if (why.failed)
    building->failed = true;
  else
    txc_building_remark (building, "%s was stopped for lack of effect, but is not counted as a failed trial: %s (%s)",
                         tried->name, why.data, medication->of.origin);
  txc_buffer_release (&why);
}

/* A record may hold a hundred thousand medications: they are not gone through for each of them. */
static void
note_taken (txc_building *building)
{
  const txc_collected *now = &building->builder->now;
  for (size_t i = 0; i < now->medication_count && !building->failed; i++) {
    txc_medication *medication = &now->medications[i];
    building->failed = medication->taking == TXC_TAKING_NOW
                       && !txc_map_put (&building->taken, &building->scratch, txc_text_of (medication->item), medication);
  }
}

static bool
is_taken (const txc_building *building, const char *item)
{
  return txc_map_get (&building->taken, txc_text_of (item)) != NULL;
}

static bool
stopped_within (txc_building *building, const txc_feature *feature, const txc_medication *medication)
{
  if (feature->within.count == 0 || medication->taking != TXC_TAKING_ENDED)
    return false;
  txc_date end = txc_datetime_date (&medication->end), until;
  bool known = medication->end.precision != TXC_PRECISION_NONE
               && txc_date_add (&end, feature->within.count, txc_unit_calendar (feature->within.unit), &until);
  txc_order order = known ? txc_date_compare (&until, &building->patient->as_of, TXC_PRECISION_NONE) : TXC_UNCERTAIN;
  if (order == TXC_UNCERTAIN && !is_taken (building, medication->item))
    txc_building_remark (building, "%s: %s was stopped, but the record does not say on which day", feature->name,
                         medication->name);
  return order == TXC_SAME || order == TXC_AFTER;
}

/* What one medication says of one feature. */
static void
tell_feature (txc_building *building, const txc_feature *feature, const txc_medication *medication, const txc_tried *tried)
{
  int item = txc_feature_item_index (feature, medication->item);
  bool failed = feature->medication_status == TXC_MEDICATION_FAILED;
  bool present = failed ? tried->ineffective && tried->adequate == TXC_TRUE && tried->this_episode == TXC_TRUE
                        : tried->current || stopped_within (building, feature, medication);
  bool absent = !failed && feature->within.count == 0 && medication->taking == TXC_TAKING_NOT;
  if (item == TXC_NO_ITEM || (!present && !absent))
    return;
  txc_said said = { .kind = present ? TXC_SAID_PRESENT : TXC_SAID_ABSENT,
                    .feature = feature->index,
                    .item = item,
                    .detail = tried->text,
                    .of = medication->of };
  txc_building_say (building, &said);
}

/* What is stated so of the one list holds of the other as well. */
static void
carry_over (txc_building *building, const txc_feature *from, const txc_feature *to, txc_said_kind kind)
{
  size_t count = building->said_count;
  for (size_t i = 0; i < count && !building->failed; i++) {
    txc_said said = building->said[i];
    if (said.feature != from->index || said.kind != kind || !said.of.stated)
      continue;
    said.item = txc_feature_item_index (to, from->items[said.item].id);
    said.feature = to->index;
    if (said.item != TXC_NO_ITEM)
      txc_building_say (building, &said);
  }
}

/* Is something said to be on the list that may be this item, or a kind of it? */
static bool
may_be_on (const txc_building *building, const txc_feature *feature, size_t item)
{
  for (size_t i = 0; i < building->said_count; i++) {
    const txc_said *said = &building->said[i];
    if (said->feature != feature->index || said->kind != TXC_SAID_PRESENT)
      continue;
    const txc_item *present = &feature->items[said->item];
    bool related = (size_t)said->item == item;
    for (size_t j = 0; j < present->is_a_count; j++)
      related = related || present->is_a[j] == item;
    for (size_t j = 0; j < present->narrower_count; j++)
      related = related || present->narrower[j] == item;
    if (related)
      return true;
  }
  return false;
}

/* A whole list of what was taken in the last days says what is not taken now. */
static void
carry_completeness (txc_building *building, const txc_feature *before, const txc_feature *now)
{
  const txc_said *complete = NULL;
  for (size_t i = 0; i < building->said_count && !complete; i++)
    if (building->said[i].feature == before->index && building->said[i].kind == TXC_SAID_COMPLETE && building->said[i].of.stated)
      complete = &building->said[i];
  if (!complete)
    return;
  const txc_said_of of = complete->of; /* the list of what was said moves as it grows */
  for (size_t i = 0; i < before->item_count && !building->failed; i++) {
    txc_said absent = { .kind = TXC_SAID_ABSENT, .feature = now->index, .of = of };
    absent.item = txc_feature_item_index (now, before->items[i].id);
    if (absent.item != TXC_NO_ITEM && !may_be_on (building, before, i))
      txc_building_say (building, &absent);
  }
}

static bool
is_current_list (const txc_feature *feature)
{
  return feature->derivation == TXC_DERIVE_MEDICATIONS && feature->medication_status == TXC_MEDICATION_CURRENT
         && feature->type.kind == TXC_CQL_LIST;
}

bool
txc_feature_carries_over (const txc_feature *from, const txc_feature *to)
{
  return is_current_list (from) && from->within.count == 0 && is_current_list (to) && to->within.count > 0;
}

/* Who takes it now took it in the last days as well; who did not take it in the
   last days does not take it now. */
static void
carry_stated (txc_building *building)
{
  const txc_feature *features = building->base->features;
  for (size_t i = 0; i < building->base->features_count; i++)
    for (size_t j = 0; j < building->base->features_count; j++)
      if (txc_feature_carries_over (&features[i], &features[j])) {
        carry_over (building, &features[i], &features[j], TXC_SAID_PRESENT);
        carry_over (building, &features[j], &features[i], TXC_SAID_ABSENT);
        carry_completeness (building, &features[j], &features[i]);
      }
}

static int
by_start (const txc_datetime *a, const txc_datetime *b)
{
  int64_t x = a->precision == TXC_PRECISION_NONE ? INT64_MIN : txc_moment_minutes (a);
  int64_t y = b->precision == TXC_PRECISION_NONE ? INT64_MIN : txc_moment_minutes (b);
  return (x > y) - (x < y);
}

/* Indices of the medications, oldest first; merge sort, because it is stable. */
static void
sort_oldest_first (const txc_medication *medications, size_t *order, size_t *spare, size_t count)
{
  if (count < 2)
    return;
  size_t half = count / 2;
  sort_oldest_first (medications, order, spare, half);
  sort_oldest_first (medications, order + half, spare, count - half);
  memcpy (spare, order, count * sizeof *order);
  for (size_t i = 0, a = 0, b = half; i < count; i++)
    order[i] = a < half && (b == count || by_start (&medications[spare[a]].start, &medications[spare[b]].start) <= 0)
                 ? spare[a++]
                 : spare[b++];
}

void
txc_building_history (txc_building *building)
{
  const txc_collected *now = &building->builder->now;
  size_t count = now->medication_count;
  const txc_datetime *onset = episode_onset (building);
  txc_tried *tried = txc_arena_array (&building->patient->arena, count, sizeof *tried);
  size_t *order = txc_arena_array (&building->scratch, count, sizeof *order);
  size_t *spare = txc_arena_array (&building->scratch, count, sizeof *spare);
  if (!tried || !order || !spare) {
    building->failed = true;
    return;
  }
  for (size_t i = 0; i < count; i++)
    order[i] = i;
  sort_oldest_first (now->medications, order, spare, count);
  note_taken (building);
  for (size_t i = 0; i < count && !building->failed; i++) {
    const txc_medication *medication = &now->medications[order[i]];
    tried[i] = tried_of (building, medication, onset);
    if (tried[i].ineffective && both (tried[i].adequate, tried[i].this_episode) != TXC_TRUE)
      remark_not_counted (building, medication, &tried[i], onset);
    for (size_t j = 0; j < building->base->features_count && !building->failed; j++)
      if (building->base->features[j].derivation == TXC_DERIVE_MEDICATIONS)
        tell_feature (building, &building->base->features[j], medication, &tried[i]);
  }
  building->patient->tried = tried;
  building->patient->tried_count = count;
  carry_stated (building);
}
