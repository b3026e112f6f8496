/* SPDX-License-Identifier: Apache-2.0 */
#include "knowledge/loader.h"

#include <stdatomic.h>
#include <stdlib.h>

#include <txcompare/knowledge.h>

#include "knowledge/check.h"

static const txc_tree *
find_file (const txc_documents *documents, const char *name)
{
  for (size_t i = 0; i < documents->count; i++)
    if (strcmp (documents->names[i], name) == 0)
      return documents->trees[i].node_count ? &documents->trees[i] : NULL;
  return NULL;
}

/* Runs one stage on its file. Where that cannot be read, what it would have
   named is not complained about. */
static void
run_stage (txc_loader *loader, const txc_documents *documents, const char *name, void (*load) (txc_loader *),
           txc_reference first, txc_reference second)
{
  const txc_tree *tree = find_file (documents, name);
  if (loader->failed)
    return; /* records may be missing that later ones stand on */
  if (!tree) {
    loader->incomplete[first] = loader->incomplete[second] = true;
    return;
  }
  loader->tree = tree;
  load (loader);
}

static bool
is_treatment_file (const char *name)
{
  return strncmp (name, "treatments/", 11) == 0;
}

static void
load_treatments (txc_loader *loader, const txc_documents *documents)
{
  txc_knowledge_base *base = loader->base;
  size_t count = 0;
  if (loader->failed)
    return;
  for (size_t i = 0; i < documents->count; i++)
    count += is_treatment_file (documents->names[i]);
  txc_treatment *treatments = txc_loader_array (loader, count, sizeof *treatments);
  base->treatments = treatments;
  base->treatments_count = treatments ? count : 0;
  count = 0;
  for (size_t i = 0; treatments && i < documents->count; i++) {
    if (!is_treatment_file (documents->names[i]))
      continue;
    txc_treatment *treatment = &treatments[count];
    treatment->index = count++;
    loader->tree = &documents->trees[i];
    if (loader->tree->node_count)
      txc_load_treatment (loader, treatment, documents->names[i]);
    else
      loader->incomplete[TXC_REFERENCE_TREATMENT] = true;
  }
}

/* The date bounds all others, so it is wanted before they are read. */
static void
read_date_of_base (txc_loader *loader, const txc_documents *documents)
{
  const txc_tree *tree = find_file (documents, "kb.yaml");
  uint32_t node = tree ? txc_tree_find (tree, 0, "date") : 0;
  if (!node || tree->nodes[node].kind != TXC_NODE_SCALAR)
    return;
  txc_text text = { txc_tree_text (tree, node), tree->nodes[node].length };
  if (!txc_date_parse (text, &loader->date))
    loader->date = (txc_date){ .precision = TXC_PRECISION_NONE };
  loader->base->date = text.data;
  if (documents->as_of.precision == TXC_PRECISION_NONE || loader->date.precision == TXC_PRECISION_NONE
      || txc_date_compare (&loader->date, &documents->as_of, TXC_PRECISION_NONE) != TXC_AFTER)
    return;
  loader->tree = tree;
  txc_loader_error (loader, node, "check the year, or check the base as of a later day",
                    "the base is dated %s, after the day it is checked for", text.data);
}

static void
load_files (txc_loader *loader, const txc_documents *documents)
{
  read_date_of_base (loader, documents);
  run_stage (loader, documents, "sources.yaml", txc_load_sources, TXC_REFERENCE_SOURCE, TXC_REFERENCE_SOURCE);
  run_stage (loader, documents, "kb.yaml", txc_load_kb, TXC_REFERENCE_INDICATION, TXC_REFERENCE_CODE_SYSTEM);
  run_stage (loader, documents, "classes.yaml", txc_load_classes, TXC_REFERENCE_CLASS, TXC_REFERENCE_MEDICINE);
  txc_loader_run_pending (loader);
  if (find_file (documents, "classes.yaml") && !loader->failed)
    txc_close_classes (loader, find_file (documents, "classes.yaml"));
  run_stage (loader, documents, "features.yaml", txc_load_features, TXC_REFERENCE_FEATURE, TXC_REFERENCE_FEATURE);
  load_treatments (loader, documents);
  txc_loader_run_pending (loader);
  if (!loader->failed)
    txc_fill_slots (loader);
  run_stage (loader, documents, "effects.yaml", txc_load_effects, TXC_REFERENCE_EFFECT, TXC_REFERENCE_EFFECT);
  run_stage (loader, documents, "outcomes.yaml", txc_load_outcomes, TXC_REFERENCE_OUTCOME, TXC_REFERENCE_INSTRUMENT);
  run_stage (loader, documents, "trials.csv", txc_load_trials, TXC_REFERENCE_TRIAL, TXC_REFERENCE_TRIAL);
  run_stage (loader, documents, "arms.csv", txc_load_arms, TXC_REFERENCE_ARM, TXC_REFERENCE_ARM);
  run_stage (loader, documents, "contrasts.csv", txc_load_contrasts, TXC_REFERENCE_CONTRAST, TXC_REFERENCE_CONTRAST);
  txc_loader_run_pending (loader);
  if (!loader->failed)
    txc_pair_arms (loader);
  run_stage (loader, documents, "claims.csv", txc_load_claims, TXC_REFERENCE_CLAIM, TXC_REFERENCE_CLAIM);
  run_stage (loader, documents, "glossary.yaml", txc_load_glossary, TXC_REFERENCE_CLAIM, TXC_REFERENCE_CLAIM);
}

/* Without its features a rule cannot be compiled: nothing would be learnt. */
static void
load_rules (txc_loader *loader, const txc_documents *documents)
{
  if (loader->incomplete[TXC_REFERENCE_FEATURE])
    return;
  txc_build_vocabularies (loader);
  txc_build_parameters (loader);
  if (loader->failed)
    return;
  txc_compile_expressions (loader);
  run_stage (loader, documents, "rules.yaml", txc_load_rules, TXC_REFERENCE_RULE, TXC_REFERENCE_RULE);
}

static void
connect_maps (txc_loader *loader)
{
  txc_knowledge_base *base = loader->base;
  for (size_t i = 0; i < TXC_REFERENCES; i++)
    loader->maps[i] = &loader->own_maps[i];
  loader->maps[TXC_REFERENCE_SOURCE] = &base->source_by_id;
  loader->maps[TXC_REFERENCE_FEATURE] = &base->feature_by_id;
  loader->maps[TXC_REFERENCE_CLASS] = &base->class_by_id;
  loader->maps[TXC_REFERENCE_MEDICINE] = &base->medicine_by_id;
  loader->maps[TXC_REFERENCE_TREATMENT] = &base->treatment_by_id;
  loader->maps[TXC_REFERENCE_INDICATION] = &base->indication_by_id;
  loader->maps[TXC_REFERENCE_INSTRUMENT] = &base->instrument_by_id;
  loader->maps[TXC_REFERENCE_EFFECT] = &base->effect_by_id;
  loader->maps[TXC_REFERENCE_OUTCOME] = &base->outcome_by_id;
  loader->maps[TXC_REFERENCE_TRIAL] = &base->trial_by_id;
}

static void
check_files (txc_loader *loader, const txc_documents *documents)
{
  const txc_tree *trials = find_file (documents, "trials.csv");
  const txc_tree *arms = find_file (documents, "arms.csv"), *contrasts = find_file (documents, "contrasts.csv");
  if (trials)
    txc_check_trials (loader, trials);
  if (arms)
    txc_check_arms (loader, arms);
  if (contrasts)
    txc_check_contrasts (loader, contrasts);
  if (loader->diagnostics->errors == 0)
    txc_check_use (loader, documents);
}

txc_status
txc_documents_load (const txc_documents *documents, const char *hash, bool trusted, txc_arena *arena,
                    txc_diagnostics *diagnostics, txc_knowledge_base **result)
{
  txc_knowledge_base *base = calloc (1, sizeof *base);
  if (!base) {
    txc_arena_release (arena);
    return TXC_NO_MEMORY;
  }
  base->arena = *arena;
  *arena = (txc_arena){ 0 };
  atomic_init (&base->references, 1);
  memcpy (base->hash, hash, strlen (hash) + 1);
  txc_loader loader = { .base = base, .arena = &base->arena, .diagnostics = diagnostics, .trusted = trusted,
                        .verification = -1 };
  connect_maps (&loader);
  load_files (&loader, documents);
  if (!loader.failed)
    load_rules (&loader, documents);
  if (!loader.failed && !trusted)
    check_files (&loader, documents);
  for (size_t i = 0; i < TXC_REFERENCES; i++)
    txc_map_release (&loader.own_maps[i]);
  txc_map_release (&loader.compiled);
  txc_arena_release (&loader.scratch);
  txc_status status = loader.failed || diagnostics->failed ? TXC_NO_MEMORY
                      : diagnostics->errors                ? TXC_INVALID_DATA
                                                           : TXC_OK;
  *result = status == TXC_OK ? base : NULL;
  if (status != TXC_OK)
    txc_knowledge_base_unref (base);
  return status;
}
