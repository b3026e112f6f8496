/* SPDX-License-Identifier: Apache-2.0
 *
 * effects.yaml and outcomes.yaml: what is counted and measured.
 */
#include "knowledge/loader.h"

static const char *const raters[] = { "self", "clinician", NULL };
static const char *const families[] = { "response", "remission", "relapse",   "change", "time",
                                        "stopping", "suicidality", "cognition", "other",  NULL };
static const char *const better_words[] = { "less", "more", NULL };

static const txc_field lasts_fields[] = {
  { "text", txc_read_text, offsetof (txc_endpoint, lasts.text), NULL, true },
  TXC_PROVENANCE_FIELDS (txc_endpoint, lasts.provenance, true),
};
static const txc_shape lasts_shape = { "sourced text", TXC_FIELDS (lasts_fields), sizeof (txc_endpoint),
                                       offsetof (txc_endpoint, lasts.provenance), NULL };

static const txc_field effect_fields[] = {
  { "id", txc_read_id, offsetof (txc_endpoint, id), TXC_TO (EFFECT), true },
  { "name", txc_read_text, offsetof (txc_endpoint, name), NULL, true },
  { "plain", txc_read_text, offsetof (txc_endpoint, plain), NULL, true },
  { "group", txc_read_text, offsetof (txc_endpoint, group), NULL, true },
  { "serious", txc_read_flag, offsetof (txc_endpoint, serious), NULL, false },
  { "lasts", txc_read_record, 0, &lasts_shape, false },
  { "terms", txc_read_texts, offsetof (txc_endpoint, terms), NULL, false },
  TXC_PROVENANCE_FIELDS (txc_endpoint, provenance, false),
};
static const txc_shape effect_shape
  = { "effect", TXC_FIELDS (effect_fields), sizeof (txc_endpoint), offsetof (txc_endpoint, provenance), NULL };

static void
number_endpoints (txc_endpoint *endpoints, size_t count, txc_endpoint_kind kind)
{
  for (size_t i = 0; i < count; i++) {
    endpoints[i].index = i;
    endpoints[i].kind = kind;
  }
}

void
txc_load_effects (txc_loader *loader)
{
  txc_endpoint *effects = NULL;
  txc_records_read (loader, &effect_shape, 0, &effects, &loader->base->effects_count);
  loader->base->effects = effects;
  number_endpoints (effects, loader->base->effects_count, TXC_ENDPOINT_EFFECT);
}

/* ---- instruments ------------------------------------------------------------------ */

static const txc_field range_fields[] = {
  { "low", txc_read_decimal, offsetof (txc_instrument, low), NULL, true },
  { "high", txc_read_decimal, offsetof (txc_instrument, high), NULL, true },
};

static void
check_range (txc_loader *loader, uint32_t node, void *record)
{
  txc_instrument *instrument = record;
  instrument->has_range = true;
  if (txc_decimal_compare (instrument->low, instrument->high) > 0)
    txc_loader_error_at (loader, node, "low", NULL, "low is above high");
}

static const txc_shape range_shape
  = { "range", TXC_FIELDS (range_fields), sizeof (txc_instrument), TXC_NO_PROVENANCE, check_range };

static const txc_field band_fields[] = {
  { "from", txc_read_decimal, offsetof (txc_band, from), NULL, true },
  { "to", txc_read_decimal, offsetof (txc_band, to), NULL, true },
  { "name", txc_read_text, offsetof (txc_band, name), NULL, true },
};
static const txc_shape band_shape
  = { "band", TXC_FIELDS (band_fields), sizeof (txc_band), TXC_NO_PROVENANCE, NULL };

static const txc_field bands_fields[] = {
  { "list", txc_read_records, offsetof (txc_instrument, bands), &band_shape, true },
  TXC_PROVENANCE_FIELDS (txc_instrument, bands_provenance, true),
};
static const txc_shape bands_shape = { "bands", TXC_FIELDS (bands_fields), sizeof (txc_instrument),
                                       offsetof (txc_instrument, bands_provenance), NULL };

static const txc_field instrument_fields[] = {
  { "id", txc_read_id, offsetof (txc_instrument, id), TXC_TO (INSTRUMENT), true },
  { "name", txc_read_text, offsetof (txc_instrument, name), NULL, true },
  { "short", txc_read_text, offsetof (txc_instrument, short_name), NULL, true },
  { "range", txc_read_record, 0, &range_shape, false },
  { "rater", txc_read_choice, offsetof (txc_instrument, rater), raters, false },
  { "bands", txc_read_record, 0, &bands_shape, false },
  TXC_PROVENANCE_FIELDS (txc_instrument, provenance, true),
};

static void
check_band (txc_loader *loader, uint32_t node, const txc_instrument *instrument, size_t index)
{
  const txc_band *band = &instrument->bands[index];
  if (txc_decimal_compare (band->from, band->to) > 0)
    txc_loader_error_at (loader, node, "from", NULL, "band '%s' ends before it begins", band->name);
  else if (instrument->has_range
           && (txc_decimal_compare (band->from, instrument->low) < 0
               || txc_decimal_compare (band->to, instrument->high) > 0))
    txc_loader_error_at (loader, node, "from", "check it against `range`", "band '%s' leaves the range of %s", band->name,
                         instrument->short_name);
  for (size_t i = 0; i < index; i++) {
    const txc_band *other = &instrument->bands[i];
    if (txc_decimal_compare (band->from, other->to) <= 0 && txc_decimal_compare (other->from, band->to) <= 0)
      txc_loader_error_at (loader, node, "from", NULL, "bands '%s' and '%s' overlap", other->name, band->name);
  }
}

static void
check_instrument (txc_loader *loader, uint32_t node, void *record)
{
  const txc_instrument *instrument = record;
  uint32_t bands = txc_tree_find (loader->tree, node, "bands");
  uint32_t list = bands ? txc_tree_find (loader->tree, bands, "list") : 0, at = txc_tree_first (list);
  for (size_t i = 0; list && i < instrument->band_count; i++, at = loader->tree->nodes[at].end)
    if (instrument->bands[i].name)
      check_band (loader, at, instrument, i);
}

static const txc_shape instrument_shape = { "instrument", TXC_FIELDS (instrument_fields), sizeof (txc_instrument),
                                            offsetof (txc_instrument, provenance), check_instrument };

/* ---- outcomes ------------------------------------------------------------------------ */

static void
read_better (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  static const txc_words words = { better_words, 0 };
  const txc_field described = { .name = field->name, .detail = &words };
  int more = 0;
  txc_read_enum (loader, &described, node, &more);
  *(bool *)target = more == 1;
}

static const txc_field outcome_fields[] = {
  { "id", txc_read_id, offsetof (txc_endpoint, id), TXC_TO (OUTCOME), true },
  { "name", txc_read_text, offsetof (txc_endpoint, name), NULL, true },
  { "plain", txc_read_text, offsetof (txc_endpoint, plain), NULL, true },
  { "family", txc_read_choice, offsetof (txc_endpoint, family), families, true },
  { "instrument", txc_read_reference, offsetof (txc_endpoint, instrument), TXC_TO (INSTRUMENT), false },
  { "definition", txc_read_text, offsetof (txc_endpoint, definition), NULL, false },
  { "better", read_better, offsetof (txc_endpoint, more_is_better), NULL, true },
  { "terms", txc_read_texts, offsetof (txc_endpoint, terms), NULL, false },
  TXC_PROVENANCE_FIELDS (txc_endpoint, provenance, false),
};
static const txc_shape outcome_shape
  = { "outcome", TXC_FIELDS (outcome_fields), sizeof (txc_endpoint), offsetof (txc_endpoint, provenance), NULL };

static const txc_field file_fields[] = {
  { "instruments", txc_read_records, offsetof (txc_knowledge_base, instruments), &instrument_shape, false },
  { "outcomes", txc_read_records, offsetof (txc_knowledge_base, outcomes), &outcome_shape, true },
};
static const txc_shape file_shape
  = { "list of outcomes", TXC_FIELDS (file_fields), sizeof (txc_knowledge_base), TXC_NO_PROVENANCE, NULL };

void
txc_load_outcomes (txc_loader *loader)
{
  txc_record_read (loader, &file_shape, 0, loader->base);
  for (size_t i = 0; i < loader->base->outcomes_count; i++) {
    const char *id = loader->base->outcomes[i].id;
    txc_endpoint *outcome = id ? txc_map_get (&loader->base->outcome_by_id, txc_text_of (id)) : NULL;
    if (outcome == &loader->base->outcomes[i]) {
      outcome->index = i;
      outcome->kind = TXC_ENDPOINT_OUTCOME;
    }
  }
}
