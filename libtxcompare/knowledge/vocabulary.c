/* SPDX-License-Identifier: Apache-2.0
 *
 * What is a kind of what: items of lists, and classes of treatments.
 */
#include "knowledge/loader.h"

bool
txc_close_relation (bool *is, size_t count)
{
  for (size_t via = 0; via < count; via++)
    for (size_t i = 0; i < count; i++)
      if (is[i * count + via])
        for (size_t k = 0; k < count; k++)
          is[i * count + k] |= is[via * count + k];
  for (size_t i = 0; i < count; i++)
    if (is[i * count + i])
      return false;
  return true;
}

/* The marked places of a row (step 1) or column (step count) as a list. */
static const size_t *
list_marks (txc_loader *loader, const bool *marks, size_t count, size_t step, size_t *found)
{
  size_t total = 0;
  for (size_t i = 0; i < count; i++)
    total += marks[i * step];
  *found = 0;
  size_t *list = total ? txc_loader_array (loader, total, sizeof *list) : NULL;
  for (size_t i = 0; list && i < count; i++)
    if (marks[i * step])
      list[(*found)++] = i;
  return list;
}

void
txc_items_relate (txc_loader *loader, txc_item *items, size_t count, const bool *is)
{
  for (size_t i = 0; i < count; i++) {
    items[i].is_a = list_marks (loader, is + i * count, count, 1, &items[i].is_a_count);
    items[i].narrower = list_marks (loader, is + i, count, count, &items[i].narrower_count);
  }
}

/* ---- the vocabulary of medicines --------------------------------------------------- */

static void
add_item (txc_loader *loader, txc_feature *feature, txc_item *item)
{
  if (item->id && !txc_map_put (&feature->item_by_id, loader->arena, txc_text_of (item->id), item))
    loader->failed = true;
}

/* Treatments first, then classes, then medicines. */
static void
fill_items (const txc_knowledge_base *base, txc_item *items)
{
  for (size_t i = 0; i < base->treatments_count; i++) {
    const txc_treatment *from = &base->treatments[i];
    *items++ = (txc_item){ .id = from->id, .name = from->name, .codings = from->codings, .aliases = from->aliases,
                           .alias_count = from->alias_count };
  }
  for (size_t i = 0; i < base->classes_count; i++)
    *items++ = (txc_item){ .id = base->classes[i].id, .name = base->classes[i].name };
  for (size_t i = 0; i < base->medicines_count; i++) {
    const txc_medicine *from = &base->medicines[i];
    *items++ = (txc_item){ .id = from->id, .name = from->name, .codings = from->codings, .aliases = from->aliases,
                           .alias_count = from->alias_count };
  }
}

static void
mark_classes (const txc_knowledge_base *base, const txc_class *const *classes, size_t count, bool *row)
{
  for (size_t i = 0; i < count; i++) {
    row[base->treatments_count + (size_t)(classes[i] - base->classes)] = true;
    for (size_t k = 0; k < classes[i]->is_a_count; k++)
      row[base->treatments_count + (size_t)(classes[i]->is_a[k] - base->classes)] = true;
  }
}

static void
relate_medicines (txc_loader *loader, txc_item *items, size_t count)
{
  const txc_knowledge_base *base = loader->base;
  bool *is = txc_arena_array (&loader->scratch, count * count, sizeof *is), *row = is;
  if (!is) {
    loader->failed = true;
    return;
  }
  for (size_t i = 0; i < base->treatments_count; i++, row += count)
    mark_classes (base, base->treatments[i].classes, base->treatments[i].class_count, row);
  for (size_t i = 0; i < base->classes_count; i++, row += count)
    mark_classes (base, base->classes[i].is_a, base->classes[i].is_a_count, row);
  for (size_t i = 0; i < base->medicines_count; i++, row += count)
    mark_classes (base, base->medicines[i].classes, base->medicines[i].class_count, row);
  txc_items_relate (loader, items, count, is);
}

static bool
wants_medicines (const txc_feature *feature)
{
  return !feature->items
         && (feature->derivation == TXC_DERIVE_MEDICATIONS || feature->derivation == TXC_DERIVE_ALLERGIES);
}

/* The features that list medicines share one vocabulary; each has its own map. */
void
txc_build_vocabularies (txc_loader *loader)
{
  txc_knowledge_base *base = loader->base;
  size_t count = base->treatments_count + base->classes_count + base->medicines_count;
  txc_item *items = txc_loader_array (loader, count, sizeof *items);
  if (!items)
    return;
  fill_items (base, items);
  relate_medicines (loader, items, count);
  for (size_t i = 0; i < base->features_count; i++) {
    txc_feature *feature = txc_map_get (&base->feature_by_id, txc_text_of (base->features[i].id));
    if (!feature || !wants_medicines (feature))
      continue;
    feature->items = items;
    feature->item_count = count;
    for (size_t k = 0; k < count; k++)
      add_item (loader, feature, &items[k]);
  }
}

static const char *const *
list_ids (txc_loader *loader, const txc_feature *feature)
{
  const char **ids = txc_loader_array (loader, feature->item_count, sizeof *ids);
  for (size_t i = 0; ids && i < feature->item_count; i++)
    ids[i] = feature->items[i].id ? feature->items[i].id : "";
  return ids;
}

void
txc_build_parameters (txc_loader *loader)
{
  txc_knowledge_base *base = loader->base;
  txc_parameter *parameters = txc_loader_array (loader, base->features_count, sizeof *parameters);
  if (!parameters)
    return;
  const txc_item *shared = NULL;
  const char *const *shared_ids = NULL;
  for (size_t i = 0; i < base->features_count; i++) {
    const txc_feature *feature = &base->features[i];
    parameters[i] = (txc_parameter){ .name = feature->id ? feature->id : "", .type = feature->type,
                                     .unit = feature->unit, .item_count = feature->item_count };
    if (!feature->items)
      continue;
    /* Where a treatment could not be read its name is missing from the lists: no rule is blamed for that. */
    bool of_medicines = feature->derivation == TXC_DERIVE_MEDICATIONS || feature->derivation == TXC_DERIVE_ALLERGIES;
    if (of_medicines && (loader->incomplete[TXC_REFERENCE_TREATMENT] || loader->incomplete[TXC_REFERENCE_MEDICINE])) {
      parameters[i].item_count = 0;
      continue;
    }
    if (feature->items != shared)
      shared_ids = list_ids (loader, feature);
    shared = feature->items;
    parameters[i].items = shared_ids;
  }
  base->parameters = (txc_parameters){ parameters, base->features_count };
}
