/* SPDX-License-Identifier: Apache-2.0
 *
 * kb.yaml, sources.yaml, claims.csv and glossary.yaml.
 */
#include "knowledge/loader.h"

static const char *const source_kinds[]
  = { "label",    "regulator",  "trial",    "meta-analysis", "guideline",   "consensus", "cohort",
      "instrument", "registry", "article", "terminology",   "recalled", NULL };
static const char *const funding_words[] = { "industry", "public", "mixed", "none", NULL };
static const txc_words fundings = { funding_words, TXC_FUNDING_INDUSTRY };

static void
check_source (txc_loader *loader, uint32_t node, void *record)
{
  txc_source *source = record;
  if (!source->short_name)
    source->short_name = source->citation;
}

static const txc_field source_fields[] = {
  { "id", txc_read_id, offsetof (txc_source, id), TXC_TO (SOURCE), true },
  { "kind", txc_read_choice, offsetof (txc_source, kind), source_kinds, true },
  { "citation", txc_read_text, offsetof (txc_source, citation), NULL, true },
  { "short", txc_read_text, offsetof (txc_source, short_name), NULL, false },
  { "doi", txc_read_text, offsetof (txc_source, doi), NULL, false },
  { "pmid", txc_read_text, offsetof (txc_source, pmid), NULL, false },
  { "registry", txc_read_text, offsetof (txc_source, registry), NULL, false },
  { "set-id", txc_read_text, offsetof (txc_source, set_id), NULL, false },
  { "url", txc_read_text, offsetof (txc_source, url), NULL, false },
  { "published", txc_read_date, offsetof (txc_source, published), NULL, false },
  { "read", txc_read_date, offsetof (txc_source, read), NULL, false },
  { "via", txc_read_text, offsetof (txc_source, via), NULL, false },
  { "superseded-by", txc_read_later_reference, offsetof (txc_source, superseded_by), TXC_TO (SOURCE), false },
  { "funding", txc_read_enum, offsetof (txc_source, funding), &fundings, false },
  { "promotional", txc_read_flag, offsetof (txc_source, promotional), NULL, false },
};

static const txc_shape source_shape
  = { "source", TXC_FIELDS (source_fields), sizeof (txc_source), TXC_NO_PROVENANCE, check_source };

void
txc_load_sources (txc_loader *loader)
{
  txc_source *sources = NULL;
  txc_records_read (loader, &source_shape, 0, &sources, &loader->base->sources_count);
  loader->base->sources = sources;
  for (size_t i = 0; i < loader->base->sources_count; i++)
    sources[i].index = i;
  loader->source_used = txc_arena_array (&loader->scratch, loader->base->sources_count, sizeof *loader->source_used);
  loader->failed |= !loader->source_used;
}

/* ---- kb.yaml ------------------------------------------------------------------- */

static const txc_field population_fields[] = {
  { "id", txc_read_id, offsetof (txc_population, id), TXC_TO (POPULATION), true },
  { "text", txc_read_text, offsetof (txc_population, text), NULL, true },
  { "when", txc_read_expression, offsetof (txc_population, when), NULL, true },
};
static const txc_shape population_shape
  = { "population", TXC_FIELDS (population_fields), sizeof (txc_population), TXC_NO_PROVENANCE, NULL };

static void
check_indication (txc_loader *loader, uint32_t node, void *record)
{
  txc_indication *indication = record;
  if (!indication->short_name)
    indication->short_name = indication->name;
}

static const txc_field indication_fields[] = {
  { "id", txc_read_id, offsetof (txc_indication, id), TXC_TO (INDICATION), true },
  { "name", txc_read_text, offsetof (txc_indication, name), NULL, true },
  { "short", txc_read_text, offsetof (txc_indication, short_name), NULL, false },
};
static const txc_shape indication_shape
  = { "indication", TXC_FIELDS (indication_fields), sizeof (txc_indication), TXC_NO_PROVENANCE, check_indication };

static const txc_field crisis_fields[] = {
  { "country", txc_read_country, offsetof (txc_crisis_notice, country), NULL, false },
  { "text", txc_read_text, offsetof (txc_crisis_notice, text), NULL, true },
  { "checked", txc_read_date, offsetof (txc_crisis_notice, checked), NULL, true },
  TXC_PROVENANCE_FIELDS (txc_crisis_notice, provenance, false),
};
static const txc_shape crisis_shape = { "crisis notice", TXC_FIELDS (crisis_fields), sizeof (txc_crisis_notice),
                                        offsetof (txc_crisis_notice, provenance), NULL };

static const txc_field code_system_fields[] = {
  { "id", txc_read_id, offsetof (txc_code_system, id), TXC_TO (CODE_SYSTEM), true },
  { "name", txc_read_text, offsetof (txc_code_system, name), NULL, true },
  { "uri", txc_read_text, offsetof (txc_code_system, uri), NULL, true },
  { "licence", txc_read_text, offsetof (txc_code_system, licence), NULL, true },
};
static const txc_shape code_system_shape
  = { "code system", TXC_FIELDS (code_system_fields), sizeof (txc_code_system), TXC_NO_PROVENANCE, NULL };

static const txc_field kb_fields[] = {
  { "id", txc_read_local_id, offsetof (txc_knowledge_base, id), NULL, true },
  { "version", txc_read_text, offsetof (txc_knowledge_base, version), NULL, true },
  { "date", txc_read_future_date, offsetof (txc_knowledge_base, date), NULL, true },
  { "title", txc_read_text, offsetof (txc_knowledge_base, title), NULL, true },
  { "licence", txc_read_text, offsetof (txc_knowledge_base, licence), NULL, true },
  { "intended-use", txc_read_text, offsetof (txc_knowledge_base, intended_use), NULL, true },
  { "populations", txc_read_records, offsetof (txc_knowledge_base, populations), &population_shape, false },
  { "indications", txc_read_records, offsetof (txc_knowledge_base, indications), &indication_shape, true },
  { "crisis", txc_read_records, offsetof (txc_knowledge_base, crisis_notices), &crisis_shape, true },
  { "code-systems", txc_read_records, offsetof (txc_knowledge_base, code_systems), &code_system_shape, false },
};

static void
check_kb (txc_loader *loader, uint32_t node, void *record)
{
  txc_knowledge_base *base = record;
  for (size_t i = 0; i < base->crisis_notices_count; i++)
    if (!base->crisis_notices[i].country)
      return;
  if (txc_tree_find (loader->tree, node, "crisis"))
    txc_loader_error_at (loader, node, "crisis", "add one without a country: text, checked",
                         "there is no general crisis notice");
}

static const txc_shape kb_shape
  = { "knowledge base", TXC_FIELDS (kb_fields), sizeof (txc_knowledge_base), TXC_NO_PROVENANCE, check_kb };

void
txc_load_kb (txc_loader *loader)
{
  txc_record_read (loader, &kb_shape, 0, loader->base);
}

/* ---- claims.csv, glossary.yaml --------------------------------------------------- */

static const char *const claim_verdicts[]
  = { "supported", "partly-supported", "not-supported", "contradicted", "opinion", NULL };

/* A treatment or a class. */
static void
read_subject (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_text text;
  if (!txc_loader_scalar (loader, node, &text))
    return;
  if (txc_map_get (&loader->base->class_by_id, text) || txc_loader_find (loader, TXC_REFERENCE_TREATMENT, node, text))
    memcpy (target, &text.data, sizeof text.data);
}

static const txc_field claim_fields[] = {
  { "id", txc_read_row_id, offsetof (txc_claim, id), TXC_TO (CLAIM), true },
  { "source", txc_read_citations, offsetof (txc_claim, source), NULL, true },
  { "about", read_subject, offsetof (txc_claim, about), NULL, false },
  { "claim", txc_read_text, offsetof (txc_claim, claim), NULL, true },
  { "verdict", txc_read_choice, offsetof (txc_claim, verdict), claim_verdicts, true },
  { "why", txc_read_text, offsetof (txc_claim, why), NULL, false },
  { "evidence", txc_read_citations, offsetof (txc_claim, evidence), NULL, false },
  { "verification", txc_read_verification, offsetof (txc_claim, evidence), NULL, false },
};
static const txc_shape claim_shape
  = { "claim", TXC_FIELDS (claim_fields), sizeof (txc_claim), offsetof (txc_claim, evidence), NULL };

void
txc_load_claims (txc_loader *loader)
{
  txc_rows_read (loader, &claim_shape, &loader->base->claims, &loader->base->claims_count);
}

static const txc_field glossary_fields[] = {
  { "term", txc_read_text, offsetof (txc_glossary_entry, term), NULL, true },
  { "plain", txc_read_text, offsetof (txc_glossary_entry, plain), NULL, true },
  TXC_PROVENANCE_FIELDS (txc_glossary_entry, provenance, false),
};
static const txc_shape glossary_shape = { "glossary entry", TXC_FIELDS (glossary_fields), sizeof (txc_glossary_entry),
                                          offsetof (txc_glossary_entry, provenance), NULL };

void
txc_load_glossary (txc_loader *loader)
{
  txc_records_read (loader, &glossary_shape, 0, &loader->base->glossary, &loader->base->glossary_count);
}
