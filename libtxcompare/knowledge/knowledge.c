/* SPDX-License-Identifier: Apache-2.0 */
#include "knowledge/knowledge.h"

#include <stdatomic.h>
#include <stdlib.h>

#include <txcompare/knowledge.h>

#include "base/reference.h"

bool
txc_treatment_in_class (const txc_treatment *treatment, const txc_class *of)
{
  for (size_t i = 0; i < treatment->class_count; i++) {
    const txc_class *class = treatment->classes[i];
    if (class == of)
      return true;
    for (size_t k = 0; k < class->is_a_count; k++)
      if (class->is_a[k] == of)
        return true;
  }
  return false;
}

txc_knowledge_base *
txc_knowledge_base_ref (const txc_knowledge_base *base)
{
  txc_knowledge_base *shared = txc_reference_to (base);
  atomic_fetch_add (&shared->references, 1);
  return shared;
}

static void
release_maps (txc_knowledge_base *base)
{
  txc_map *maps[] = { &base->source_by_id,     &base->feature_by_id,    &base->class_by_id,  &base->medicine_by_id,
                      &base->treatment_by_id,  &base->indication_by_id, &base->instrument_by_id,
                      &base->effect_by_id,     &base->outcome_by_id,    &base->trial_by_id,  &base->rule_by_id };
  for (size_t i = 0; i < base->features_count; i++) {
    txc_map items = base->features[i].item_by_id;
    txc_map_release (&items);
  }
  for (size_t i = 0; i < sizeof maps / sizeof maps[0]; i++)
    txc_map_release (maps[i]);
}

void
txc_knowledge_base_unref (txc_knowledge_base *base)
{
  if (!base || atomic_fetch_sub_explicit (&base->references, 1, memory_order_acq_rel) != 1)
    return;
  release_maps (base);
  txc_arena arena = base->arena;
  free (base);
  txc_arena_release (&arena);
}

/* ---- what the base says of itself ---------------------------------------------- */

const char *
txc_knowledge_base_id (const txc_knowledge_base *base)
{
  return base->id;
}

const char *
txc_knowledge_base_version (const txc_knowledge_base *base)
{
  return base->version;
}

const char *
txc_knowledge_base_date (const txc_knowledge_base *base)
{
  return base->date;
}

const char *
txc_knowledge_base_title (const txc_knowledge_base *base)
{
  return base->title;
}

const char *
txc_knowledge_base_hash (const txc_knowledge_base *base)
{
  return base->hash;
}

const char *
txc_knowledge_base_intended_use (const txc_knowledge_base *base)
{
  return base->intended_use;
}

/* ---- treatments --------------------------------------------------------------------- */

size_t
txc_knowledge_base_treatment_count (const txc_knowledge_base *base)
{
  return base->treatments_count;
}

const txc_treatment *
txc_knowledge_base_treatment_at (const txc_knowledge_base *base, size_t index)
{
  return index < base->treatments_count ? &base->treatments[index] : NULL;
}

txc_status
txc_knowledge_not_found (const txc_map *map, const char *what, const char *name, txc_error **err)
{
  txc_text nearest = txc_map_nearest (map, txc_text_of (name));
  if (nearest.data)
    return txc_error_set (err, TXC_NOT_FOUND, NULL, "no %s '%s' (did you mean '%.*s'?)", what, name, (int)nearest.length,
                          nearest.data);
  return txc_error_set (err, TXC_NOT_FOUND, NULL, "no %s '%s' in the knowledge base", what, name);
}

/* Brands and names are written with capitals as often as without: Zoloft, Sertraline. */
static bool
is_called (const txc_treatment *treatment, txc_text name)
{
  if (txc_text_equal_ignoring_case (name, txc_text_of (treatment->id))
      || txc_text_equal_ignoring_case (name, txc_text_of (treatment->name)))
    return true;
  for (size_t i = 0; i < treatment->alias_count; i++)
    if (txc_text_equal_ignoring_case (name, txc_text_of (treatment->aliases[i])))
      return true;
  return false;
}

txc_status
txc_knowledge_base_find_treatment (const txc_knowledge_base *base, const char *name, const txc_treatment **treatment,
                                   txc_error **err)
{
  *treatment = txc_map_get (&base->treatment_by_id, txc_text_of (name));
  for (size_t i = 0; !*treatment && i < base->treatments_count; i++)
    if (is_called (&base->treatments[i], txc_text_of (name)))
      *treatment = &base->treatments[i];
  return *treatment ? TXC_OK : txc_knowledge_not_found (&base->treatment_by_id, "treatment", name, err);
}

const char *
txc_treatment_id (const txc_treatment *treatment)
{
  return treatment->id;
}

const char *
txc_treatment_name (const txc_treatment *treatment)
{
  return treatment->name;
}

const char *
txc_treatment_short_name (const txc_treatment *treatment)
{
  return treatment->short_name;
}

size_t
txc_treatment_alias_count (const txc_treatment *treatment)
{
  return treatment->alias_count;
}

const char *
txc_treatment_alias_at (const txc_treatment *treatment, size_t index)
{
  return index < treatment->alias_count ? treatment->aliases[index] : NULL;
}

size_t
txc_treatment_class_count (const txc_treatment *treatment)
{
  return treatment->class_count;
}

const char *
txc_treatment_class_at (const txc_treatment *treatment, size_t index)
{
  return index < treatment->class_count ? treatment->classes[index]->name : NULL;
}

size_t
txc_treatment_part_count (const txc_treatment *treatment)
{
  return treatment->part_count;
}

const char *
txc_treatment_part_at (const txc_treatment *treatment, size_t index)
{
  return index < treatment->part_count ? treatment->parts[index].name : NULL;
}

size_t
txc_treatment_statement_count (const txc_treatment *treatment)
{
  return treatment->statement_count;
}

const txc_statement *
txc_treatment_statement_at (const txc_treatment *treatment, size_t index)
{
  return index < treatment->statement_count ? &treatment->statements[index].said : NULL;
}

/* ---- features ----------------------------------------------------------------------- */

size_t
txc_knowledge_base_feature_count (const txc_knowledge_base *base)
{
  return base->features_count;
}

const txc_feature *
txc_knowledge_base_feature_at (const txc_knowledge_base *base, size_t index)
{
  return index < base->features_count ? &base->features[index] : NULL;
}

txc_status
txc_knowledge_base_find_feature (const txc_knowledge_base *base, const char *id, const txc_feature **feature, txc_error **err)
{
  *feature = txc_map_get (&base->feature_by_id, txc_text_of (id));
  return *feature ? TXC_OK : txc_knowledge_not_found (&base->feature_by_id, "feature", id, err);
}

const char *
txc_feature_id (const txc_feature *feature)
{
  return feature->id;
}

const char *
txc_feature_name (const txc_feature *feature)
{
  return feature->name;
}

const char *
txc_feature_question (const txc_feature *feature)
{
  return feature->question;
}

const char *
txc_feature_unit (const txc_feature *feature)
{
  return feature->unit;
}

bool
txc_feature_range (const txc_feature *feature, double *low, double *high)
{
  if (!feature->has_range)
    return false;
  *low = txc_decimal_to_double (feature->range_low);
  *high = txc_decimal_to_double (feature->range_high);
  return true;
}

const char *
txc_feature_valid_for (const txc_feature *feature)
{
  return feature->valid_for_text;
}

size_t
txc_feature_item_count (const txc_feature *feature)
{
  return feature->item_count;
}

const txc_feature_item *
txc_feature_item_at (const txc_feature *feature, size_t index)
{
  return index < feature->item_count ? &feature->items[index].shown : NULL;
}

/* ---- effects and outcomes ------------------------------------------------------------- */

const txc_endpoint *
txc_knowledge_base_endpoint (const txc_knowledge_base *base, const char *name)
{
  const txc_endpoint *found = txc_map_get (&base->effect_by_id, txc_text_of (name));
  if (!found)
    found = txc_map_get (&base->outcome_by_id, txc_text_of (name));
  for (size_t i = 0; i < base->outcomes_count && !found; i++)
    if (base->outcomes[i].family && strcmp (base->outcomes[i].family, name) == 0)
      found = &base->outcomes[i];
  return found;
}
