/* SPDX-License-Identifier: Apache-2.0
 *
 * What is there but leads nowhere: warnings.
 */
#include "knowledge/check.h"

static const txc_tree *
file_of (txc_loader *loader, const txc_documents *documents, const char *name)
{
  for (size_t i = 0; i < documents->count; i++)
    if (strcmp (documents->names[i], name) == 0 && documents->trees[i].node_count) {
      loader->tree = &documents->trees[i];
      return loader->tree;
    }
  return NULL;
}

/* A warning at the id of each item of a list for which `mark` is false. */
static void
warn_unmarked (txc_loader *loader, uint32_t list, const bool *marks, size_t count, const char *hint, const char *message)
{
  const txc_tree *tree = loader->tree;
  uint32_t node = txc_tree_first (list);
  for (size_t i = 0; i < count; i++, node = tree->nodes[node].end) {
    uint32_t id = txc_tree_find (tree, node, "id");
    if (!marks[i] && id)
      txc_loader_warning (loader, id, hint, "'%s' %s", txc_tree_text (tree, id), message);
  }
}

static void
mark_reads (const txc_cql_rule *rule, bool *used)
{
  size_t count = 0;
  const size_t *reads = rule ? txc_cql_rule_reads (rule, &count) : NULL;
  for (size_t i = 0; i < count; i++)
    used[reads[i]] = true;
}

static void
check_features (txc_loader *loader, const txc_documents *documents)
{
  const txc_knowledge_base *base = loader->base;
  bool *used = txc_arena_array (&loader->scratch, base->features_count, sizeof *used);
  if (!used || !file_of (loader, documents, "features.yaml"))
    return;
  for (size_t i = 0; i < base->rules_count; i++)
    mark_reads (base->rules[i].when, used);
  for (size_t i = 0; i < base->populations_count; i++)
    mark_reads (base->populations[i].when, used);
  for (size_t i = 0; i < base->features_count; i++)
    mark_reads (base->features[i].applies_when, used);
  for (size_t i = 0; i < base->treatments_count; i++)
    for (size_t k = 0; k < base->treatments[i].approval_count; k++)
      mark_reads (base->treatments[i].approvals[k].population, used);
  warn_unmarked (loader, 0, used, base->features_count, NULL, "is read by no rule");
}

static void
mark_endpoint (const txc_observation *row, bool *effects, bool *outcomes)
{
  if (row->endpoint)
    (row->endpoint->kind == TXC_ENDPOINT_EFFECT ? effects : outcomes)[row->endpoint->index] = true;
}

static void
check_endpoints (txc_loader *loader, const txc_documents *documents)
{
  const txc_knowledge_base *base = loader->base;
  bool *effects = txc_arena_array (&loader->scratch, base->effects_count, sizeof *effects);
  bool *outcomes = txc_arena_array (&loader->scratch, base->outcomes_count, sizeof *outcomes);
  if (!effects || !outcomes)
    return;
  for (size_t i = 0; i < base->arms_count; i++)
    mark_endpoint (&base->arms[i].row, effects, outcomes);
  for (size_t i = 0; i < base->contrasts_count; i++)
    mark_endpoint (&base->contrasts[i].row, effects, outcomes);
  if (file_of (loader, documents, "effects.yaml"))
    warn_unmarked (loader, 0, effects, base->effects_count, NULL, "has no numbers");
  const txc_tree *tree = file_of (loader, documents, "outcomes.yaml");
  uint32_t list = tree ? txc_tree_find (tree, 0, "outcomes") : 0;
  if (list)
    warn_unmarked (loader, list, outcomes, base->outcomes_count, NULL, "has no numbers");
}

static bool
has_indication (const txc_knowledge_base *base, const txc_treatment *treatment)
{
  for (size_t i = 0; i < base->rules_count; i++)
    if (base->rules[i].treatment == treatment && base->rules[i].kind == TXC_RULE_INDICATED)
      return true;
  return treatment->kind == TXC_TREATMENT_PLACEBO;
}

static bool
has_fact (const txc_treatment *treatment)
{
  return treatment->mechanism.text || treatment->setting.text || treatment->onset.text || treatment->duration.text
         || treatment->route_count || treatment->regimen_count || treatment->approval_count
         || treatment->monitoring_count;
}

static void
check_treatments (txc_loader *loader, const txc_documents *documents)
{
  const txc_knowledge_base *base = loader->base;
  const txc_treatment *treatment = base->treatments;
  for (size_t i = 0; i < documents->count; i++) {
    if (strncmp (documents->names[i], "treatments/", 11) != 0)
      continue;
    loader->tree = &documents->trees[i];
    uint32_t id = loader->tree->node_count ? txc_tree_find (loader->tree, 0, "id") : 0;
    if (id && !has_indication (base, treatment))
      txc_loader_warning (loader, id, "add a rule of kind indicated; without one its verdict is undetermined",
                          "no rule says what '%s' is for", txc_tree_text (loader->tree, id));
    if (id && !has_fact (treatment) && treatment->kind != TXC_TREATMENT_PLACEBO)
      txc_loader_warning (loader, id, NULL, "'%s' has no fact with a source", txc_tree_text (loader->tree, id));
    treatment++;
  }
}

void
txc_check_use (txc_loader *loader, const txc_documents *documents)
{
  check_features (loader, documents);
  check_endpoints (loader, documents);
  check_treatments (loader, documents);
  if (loader->source_used && file_of (loader, documents, "sources.yaml"))
    warn_unmarked (loader, 0, loader->source_used, loader->base->sources_count, NULL, "is the source of nothing");
}
