/* SPDX-License-Identifier: Apache-2.0
 *
 * Rows against each other.
 */
#include "knowledge/check.h"

/* Does the trial have rows of that arm? Otherwise the name that is nearest. */
static bool
has_arm (const txc_knowledge_base *base, const txc_trial *trial, const char *name, txc_text *nearest)
{
  size_t best = strlen (name) / 3 + 2;
  *nearest = (txc_text){ NULL, 0 };
  for (size_t i = 0; i < base->arms_count; i++) {
    const txc_observation *row = &base->arms[i].row;
    if (row->trial != trial || !row->arm)
      continue;
    if (strcmp (row->arm, name) == 0)
      return true;
    size_t distance = txc_text_distance (txc_text_of (name), txc_text_of (row->arm), best);
    if (distance < best) {
      best = distance;
      *nearest = txc_text_of (row->arm);
    }
  }
  return false;
}

static void
check_arm_name (txc_loader *loader, uint32_t node, const char *key, const txc_observation *row, const char *name)
{
  txc_text nearest;
  if (!name || !row->trial || has_arm (loader->base, row->trial, name, &nearest))
    return;
  const char *hint = NULL;
  if (nearest.data)
    hint = txc_arena_printf (&loader->scratch, "did you mean '%.*s'?", (int)nearest.length, nearest.data);
  txc_loader_error_at (loader, node, key, hint, "trial '%s' has no arm '%s'", row->trial->id ? row->trial->id : "?",
                       name);
}

/* A row that lies within itself, directly or through others. */
static void
check_part_of (txc_loader *loader, uint32_t node, const txc_observation *row, size_t count)
{
  const txc_observation *at = row->part_of;
  for (size_t steps = 0; at && steps <= count; steps++, at = at->part_of)
    if (at == row) {
      txc_loader_error_at (loader, node, "part_of", NULL, "row '%s' is a part of itself", row->id ? row->id : "?");
      return;
    }
}

/* The first row of a table; the names of its columns stand before it. */
static uint32_t
first_row (const txc_tree *tree)
{
  return tree->nodes[txc_tree_first (0)].end;
}

void
txc_check_arms (txc_loader *loader, const txc_tree *tree)
{
  const txc_knowledge_base *base = loader->base;
  uint32_t node = first_row (tree);
  loader->tree = tree;
  for (size_t i = 0; i < base->arms_count; i++, node = tree->nodes[node].end) {
    const txc_arm *arm = &base->arms[i];
    if (!arm->comparator)
      check_arm_name (loader, node, "comparator", &arm->row, arm->comparator_name);
    check_part_of (loader, node, &arm->row, base->arms_count);
  }
}

void
txc_check_contrasts (txc_loader *loader, const txc_tree *tree)
{
  const txc_knowledge_base *base = loader->base;
  uint32_t node = first_row (tree);
  loader->tree = tree;
  for (size_t i = 0; i < base->contrasts_count; i++, node = tree->nodes[node].end) {
    const txc_contrast *contrast = &base->contrasts[i];
    check_arm_name (loader, node, "treatment_arm", &contrast->row, contrast->treatment_arm);
    check_arm_name (loader, node, "comparator_arm", &contrast->row, contrast->comparator_arm);
    check_part_of (loader, node, &contrast->row, base->contrasts_count);
  }
}

void
txc_check_trials (txc_loader *loader, const txc_tree *tree)
{
  const txc_knowledge_base *base = loader->base;
  size_t count = base->trials_count;
  bool *within = txc_arena_array (&loader->scratch, count * count, sizeof *within);
  if (!within) {
    loader->failed = true;
    return;
  }
  for (size_t i = 0; i < count; i++)
    for (size_t k = 0; k < base->trials[i].part_count; k++)
      within[base->trials[i].parts[k]->index * count + i] = true;
  loader->tree = tree;
  if (txc_close_relation (within, count))
    return;
  uint32_t node = first_row (tree);
  for (size_t i = 0; i < count; i++, node = tree->nodes[node].end)
    if (within[i * count + i])
      txc_loader_error_at (loader, node, "parts", NULL, "trial '%s' is a part of itself",
                           base->trials[i].id ? base->trials[i].id : "?");
}
