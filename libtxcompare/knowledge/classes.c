/* SPDX-License-Identifier: Apache-2.0
 *
 * classes.yaml: classes, and the medicines people also take.
 */
#include "knowledge/loader.h"

static const txc_field class_fields[] = {
  { "id", txc_read_id, offsetof (txc_class, id), TXC_TO (CLASS), true },
  { "name", txc_read_text, offsetof (txc_class, name), NULL, true },
  { "short", txc_read_text, offsetof (txc_class, short_name), NULL, false },
  { "is-a", txc_read_later_references, offsetof (txc_class, is_a), TXC_TO (CLASS), false },
};
static const txc_shape class_shape
  = { "class", TXC_FIELDS (class_fields), sizeof (txc_class), TXC_NO_PROVENANCE, NULL };

static const txc_field medicine_fields[] = {
  { "id", txc_read_id, offsetof (txc_medicine, id), TXC_TO (MEDICINE), true },
  { "name", txc_read_text, offsetof (txc_medicine, name), NULL, true },
  { "classes", txc_read_references, offsetof (txc_medicine, classes), TXC_TO (CLASS), false },
  { "aliases", txc_read_texts, offsetof (txc_medicine, aliases), NULL, false },
  { "codings", txc_read_codings, offsetof (txc_medicine, codings), NULL, false },
};
static const txc_shape medicine_shape
  = { "medicine", TXC_FIELDS (medicine_fields), sizeof (txc_medicine), TXC_NO_PROVENANCE, NULL };

static const txc_field file_fields[] = {
  { "classes", txc_read_records, offsetof (txc_knowledge_base, classes), &class_shape, true },
  { "medicines", txc_read_records, offsetof (txc_knowledge_base, medicines), &medicine_shape, false },
};
static const txc_shape file_shape
  = { "list of classes", TXC_FIELDS (file_fields), sizeof (txc_knowledge_base), TXC_NO_PROVENANCE, NULL };

void
txc_load_classes (txc_loader *loader)
{
  txc_record_read (loader, &file_shape, 0, loader->base);
}

static void
store_closure (txc_loader *loader, txc_class *class, const bool *row)
{
  const txc_knowledge_base *base = loader->base;
  const txc_class **broader = txc_loader_array (loader, base->classes_count, sizeof *broader);
  class->is_a_count = 0;
  for (size_t i = 0; broader && i < base->classes_count; i++)
    if (row[i])
      broader[class->is_a_count++] = &base->classes[i];
  class->is_a = broader;
}

/* Says which class is its own kind, at its place. */
static void
complain_of_circle (txc_loader *loader, const bool *is)
{
  uint32_t list = txc_tree_find (loader->tree, 0, "classes");
  uint32_t at = txc_tree_first (list);
  size_t count = loader->base->classes_count;
  for (size_t i = 0; i < count; i++, at = loader->tree->nodes[at].end)
    if (is[i * count + i]) {
      txc_loader_error_at (loader, at, "is-a", "a class cannot be a kind of itself", "`is-a` of class '%s' goes in a circle",
                           loader->base->classes[i].id ? loader->base->classes[i].id : "?");
      return;
    }
}

void
txc_close_classes (txc_loader *loader, const txc_tree *classes)
{
  const txc_knowledge_base *base = loader->base;
  size_t count = base->classes_count;
  bool *is = txc_arena_array (&loader->scratch, count * count, sizeof *is);
  if (!is) {
    loader->failed = true;
    return;
  }
  for (size_t i = 0; i < count; i++)
    for (size_t k = 0; k < base->classes[i].is_a_count; k++)
      is[i * count + (size_t)(base->classes[i].is_a[k] - base->classes)] = true;
  loader->tree = classes;
  if (!txc_close_relation (is, count)) {
    complain_of_circle (loader, is);
    return;
  }
  for (size_t i = 0; i < count; i++) {
    txc_class *class = base->classes[i].id ? txc_map_get (&base->class_by_id, txc_text_of (base->classes[i].id)) : NULL;
    if (class == &base->classes[i])
      store_closure (loader, class, is + i * count);
  }
}
