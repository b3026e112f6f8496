/* SPDX-License-Identifier: Apache-2.0
 *
 * The stages of loading, in their order: each file's records, then what they
 * name of each other, then the rules.
 */
#ifndef TXC_KNOWLEDGE_LOADER_H
#define TXC_KNOWLEDGE_LOADER_H

#include "knowledge/record.h"

/* Files of a base as trees, in order of their names ("treatments/x.yaml"). */
typedef struct txc_documents {
  const txc_tree *trees;    /* their `file` is for people */
  const char *const *names; /* relative to the folder */
  size_t count;
  txc_date as_of;           /* the base must not be dated after it; precision TXC_PRECISION_NONE: any day will do */
} txc_documents;

/* A new base with one reference. `trusted`: the content was checked when it was
   built. Problems go to `diagnostics`; any error there, also an earlier one, and
   nothing is loaded: TXC_INVALID_DATA. The strings of the trees must outlive the base, or
   live in `arena`, which the base takes over (also when it fails). */
txc_status txc_documents_load (const txc_documents *documents, const char *hash, bool trusted, txc_arena *arena,
                               txc_diagnostics *diagnostics, txc_knowledge_base **base);

/* Each reads the loader's present tree. */
void txc_load_sources (txc_loader *loader);
void txc_load_kb (txc_loader *loader);
void txc_load_classes (txc_loader *loader);
void txc_load_features (txc_loader *loader);
void txc_load_treatment (txc_loader *loader, txc_treatment *treatment, const char *file_name);
/* Says in words what was read of a treatment that stays where it is. */
void txc_state_treatment (txc_loader *loader, txc_treatment *treatment);
void txc_load_effects (txc_loader *loader);
void txc_load_outcomes (txc_loader *loader);
void txc_load_trials (txc_loader *loader);
void txc_load_arms (txc_loader *loader);
void txc_load_contrasts (txc_loader *loader);
void txc_load_claims (txc_loader *loader);
void txc_load_glossary (txc_loader *loader);

/* Closes the classes over `is-a`, and slots over their members. */
void txc_close_classes (txc_loader *loader, const txc_tree *classes);
void txc_fill_slots (txc_loader *loader);

/* Closes a relation, `count` rows of `count`, over all its steps; false if
   something then stands in relation to itself. */
bool txc_close_relation (bool *is, size_t count);
/* Fills is_a and narrower of items from a closed relation. */
void txc_items_relate (txc_loader *loader, txc_item *items, size_t count, const bool *is);

/* Once features, classes, medicines and treatments are known: vocabularies of
   the list features, the parameters of the rule language. */
void txc_build_vocabularies (txc_loader *loader);
void txc_build_parameters (txc_loader *loader);

/* Reads rules.yaml and compiles every expression of the base. */
void txc_load_rules (txc_loader *loader);
void txc_compile_expressions (txc_loader *loader);

/* Puts each row beside its comparator. */
void txc_pair_arms (txc_loader *loader);

#endif
