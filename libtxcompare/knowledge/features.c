/* SPDX-License-Identifier: Apache-2.0
 *
 * features.yaml: the patient facts that rules may use.
 */
#include "base/units.h"
#include "knowledge/loader.h"

static const char *const derivation_words[]
  = { "birth-date", "gender", "observation", "conditions", "medications", "allergies", NULL };
static const txc_words derivations = { derivation_words, TXC_DERIVE_BIRTH_DATE };
static const char *const status_words[] = { "current", "failed", NULL };
static const txc_words statuses = { status_words, TXC_MEDICATION_CURRENT };

/* Room for ids of broader items until they are looked up among their siblings. */
typedef struct item_record {
  txc_item item;
  const char *const *is_a;
  size_t is_a_count;
} item_record;

static const struct {
  const char *name;
  txc_cql_type type;
} types[] = { { "Boolean", { TXC_CQL_BOOLEAN, TXC_CQL_ANY } },   { "Integer", { TXC_CQL_INTEGER, TXC_CQL_ANY } },
              { "Decimal", { TXC_CQL_DECIMAL, TXC_CQL_ANY } },   { "String", { TXC_CQL_STRING, TXC_CQL_ANY } },
              { "Quantity", { TXC_CQL_QUANTITY, TXC_CQL_ANY } }, { "Date", { TXC_CQL_DATE, TXC_CQL_ANY } },
              { "List<String>", { TXC_CQL_LIST, TXC_CQL_STRING } } };

static void
read_type (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_text text;
  if (!txc_loader_scalar (loader, node, &text))
    return;
  for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
    if (txc_text_is (text, types[i].name)) {
      *(txc_cql_type *)target = types[i].type;
      return;
    }
  txc_loader_error (loader, node, "it is one of Boolean, Integer, Decimal, String, Quantity, Date, List<String>",
                    "'%s' is no type of a feature", text.data);
}

const char *
txc_feature_type (const txc_feature *feature)
{
  size_t i = 0;
  while (types[i].type.kind != feature->type.kind)
    i++;
  return types[i].name;
}

static const txc_field range_fields[] = {
  { "low", txc_read_decimal, offsetof (txc_feature, range_low), NULL, true },
  { "high", txc_read_decimal, offsetof (txc_feature, range_high), NULL, true },
};
static void
check_range (txc_loader *loader, uint32_t node, void *record)
{
  txc_feature *feature = record;
  feature->has_range = true;
  if (txc_decimal_compare (feature->range_low, feature->range_high) > 0)
    txc_loader_error_at (loader, node, "low", NULL, "low is above high");
}
static const txc_shape range_shape
  = { "range", TXC_FIELDS (range_fields), sizeof (txc_feature), TXC_NO_PROVENANCE, check_range };

static const txc_field answer_fields[] = {
  { "coding", txc_read_coding, offsetof (txc_coded_answer, coding), NULL, true },
  { "is", txc_read_text, offsetof (txc_coded_answer, is), NULL, true },
};
static const txc_shape answer_shape
  = { "coded answer", TXC_FIELDS (answer_fields), sizeof (txc_coded_answer), TXC_NO_PROVENANCE, NULL };

static const txc_field derive_fields[] = {
  { "from", txc_read_enum, offsetof (txc_feature, derivation), &derivations, true },
  { "status", txc_read_enum, offsetof (txc_feature, medication_status), &statuses, false },
  { "within", txc_read_duration, offsetof (txc_feature, within), NULL, false },
  { "values", txc_read_records, offsetof (txc_feature, coded_answers), &answer_shape, false },
};
static const txc_shape derive_shape
  = { "derivation", TXC_FIELDS (derive_fields), sizeof (txc_feature), TXC_NO_PROVENANCE, NULL };

static const txc_field item_fields[] = {
  { "id", txc_read_local_id, offsetof (item_record, item.id), NULL, true },
  { "name", txc_read_text, offsetof (item_record, item.name), NULL, true },
  { "question", txc_read_text, offsetof (item_record, item.question), NULL, false },
  { "is-a", txc_read_texts, offsetof (item_record, is_a), NULL, false },
  { "ever", txc_read_flag, offsetof (item_record, item.ever), NULL, false },
  { "codings", txc_read_codings, offsetof (item_record, item.codings), NULL, false },
  { "aliases", txc_read_texts, offsetof (item_record, item.aliases), NULL, false },
};
static const txc_shape item_shape
  = { "item", TXC_FIELDS (item_fields), sizeof (item_record), TXC_NO_PROVENANCE, NULL };

static uint32_t
child_at (const txc_tree *tree, uint32_t list, size_t index)
{
  uint32_t at = txc_tree_first (list);
  while (index--)
    at = tree->nodes[at].end;
  return at;
}

/* The word `index` of an item's `is-a`. */
static uint32_t
broader_node (const txc_tree *tree, uint32_t item, size_t index)
{
  return child_at (tree, txc_tree_find (tree, item, "is-a"), index);
}

static bool
index_items (txc_loader *loader, txc_feature *feature, const txc_item *items, item_record *records, uint32_t node)
{
  for (size_t i = 0; i < feature->item_count; i++) {
    if (!items[i].id)
      continue;
    if (txc_map_get (&feature->item_by_id, txc_text_of (items[i].id)))
      txc_loader_error_at (loader, child_at (loader->tree, node, i), "id", "keep one of them",
                           "item '%s' is there twice", items[i].id);
    else if (!txc_map_put (&feature->item_by_id, loader->arena, txc_text_of (items[i].id), &records[i]))
      return false;
  }
  return true;
}

/* The direct links become a matrix of what is what, closed over all steps. */
static bool *
link_items (txc_loader *loader, const txc_feature *feature, const item_record *records, uint32_t node)
{
  size_t count = feature->item_count;
  bool *is = txc_arena_array (&loader->scratch, count * count, sizeof *is);
  for (size_t i = 0; is && i < count; i++)
    for (size_t k = 0; k < records[i].is_a_count; k++) {
      txc_text id = txc_text_of (records[i].is_a[k]);
      const item_record *broader = txc_map_get (&feature->item_by_id, id);
      if (broader)
        is[i * count + (size_t)(broader - records)] = true;
      else
        txc_loader_error (loader, broader_node (loader->tree, child_at (loader->tree, node, i), k),
                          txc_loader_did_you_mean (loader, &feature->item_by_id, id), "unknown item '%s'", id.data);
    }
  return is;
}

static void
complain_of_circle (txc_loader *loader, const txc_item *items, const bool *is, size_t count, uint32_t node)
{
  size_t i = 0;
  while (i + 1 < count && !is[i * count + i])
    i++;
  txc_loader_error_at (loader, child_at (loader->tree, node, i), "is-a", "an item cannot be a kind of itself",
                       "`is-a` of item '%s' goes in a circle", items[i].id ? items[i].id : "?");
}

static void
read_items (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_feature *feature = target;
  item_record *records = NULL;
  txc_records_read (loader, &item_shape, node, &records, &feature->item_count);
  size_t count = feature->item_count;
  txc_item *items = txc_loader_array (loader, count, sizeof *items);
  if (!items || !records)
    return;
  for (size_t i = 0; i < count; i++)
    items[i] = records[i].item;
  feature->items = items;
  bool *is = index_items (loader, feature, items, records, node) ? link_items (loader, feature, records, node) : NULL;
  if (!is || !txc_close_relation (is, count)) {
    if (is)
      complain_of_circle (loader, items, is, count, node);
    loader->failed |= !is;
    return;
  }
  for (size_t i = 0; i < count; i++)
    if (items[i].id && !txc_map_put (&feature->item_by_id, loader->arena, txc_text_of (items[i].id), &items[i]))
      loader->failed = true;
  txc_items_relate (loader, items, count, is);
}

static const txc_field feature_fields[] = {
  { "id", txc_read_feature_id, offsetof (txc_feature, id), NULL, true },
  { "name", txc_read_text, offsetof (txc_feature, name), NULL, true },
  { "type", read_type, offsetof (txc_feature, type), NULL, true },
  { "unit", txc_read_text, offsetof (txc_feature, unit), NULL, false },
  { "question", txc_read_text, offsetof (txc_feature, question), NULL, false },
  { "valid-for", txc_read_duration, offsetof (txc_feature, valid_for), NULL, false },
  { "range", txc_read_record, 0, &range_shape, false },
  { "applies-when", txc_read_expression, offsetof (txc_feature, applies_when), NULL, false },
  { "codings", txc_read_codings, offsetof (txc_feature, codings), NULL, false },
  { "derive", txc_read_record, 0, &derive_shape, false },
  { "items", read_items, 0, NULL, false },
};

static bool
has_own_vocabulary (const txc_feature *feature)
{
  return feature->derivation == TXC_DERIVE_MEDICATIONS || feature->derivation == TXC_DERIVE_ALLERGIES;
}

/* "1 day", "2 weeks". */
static void
say_valid_for (txc_loader *loader, txc_feature *feature)
{
  const txc_duration *time = &feature->valid_for;
  if (time->count == 0)
    return;
  feature->valid_for_text = txc_arena_printf (loader->arena, "%d %s%s", time->count, time->unit, time->count == 1 ? "" : "s");
  loader->failed |= !feature->valid_for_text;
}

static void
check_feature (txc_loader *loader, uint32_t node, void *record)
{
  txc_feature *feature = record;
  say_valid_for (loader, feature);
  bool quantity = feature->type.kind == TXC_CQL_QUANTITY, list = feature->type.kind == TXC_CQL_LIST;
  bool words = list || feature->type.kind == TXC_CQL_STRING;
  if (quantity && !feature->unit)
    txc_loader_error_at (loader, node, "type", "add `unit`, a UCUM code such as mm[Hg]", "a Quantity without a unit");
  if (quantity && feature->unit && !loader->trusted && !txc_unit_known (feature->unit)) {
    const char *meant = txc_unit_suggestion (feature->unit);
    const char *hint = meant ? txc_arena_printf (&loader->scratch, "did you mean '%s'?", meant) : "write it in UCUM";
    txc_loader_error_at (loader, node, "unit", hint, "unknown unit '%s'", feature->unit);
  }
  if (!quantity && feature->unit)
    txc_loader_error_at (loader, node, "unit", "only a Quantity has one", "a unit of something that is no Quantity");
  if (feature->items && !words)
    txc_loader_error_at (loader, node, "items", NULL, "only String and List<String> have items");
  if (list && !feature->items && !has_own_vocabulary (feature))
    txc_loader_error_at (loader, node, "type", "add `items`", "a list without a vocabulary");
  if (has_own_vocabulary (feature) && feature->items)
    txc_loader_error_at (loader, node, "items", "leave them out",
                         "the vocabulary of this list is the treatments, classes and medicines");
  if (feature->derivation == TXC_DERIVE_OBSERVATION && feature->codings.count == 0)
    txc_loader_error_at (loader, node, "derive", "add `codings`", "derived from observations, but of which code?");
}

static const txc_shape feature_shape
  = { "feature", TXC_FIELDS (feature_fields), sizeof (txc_feature), TXC_NO_PROVENANCE, check_feature };

void
txc_load_features (txc_loader *loader)
{
  txc_feature *features = NULL;
  txc_records_read (loader, &feature_shape, 0, &features, &loader->base->features_count);
  loader->base->features = features;
  for (size_t i = 0; i < loader->base->features_count; i++)
    features[i].index = i;
}
