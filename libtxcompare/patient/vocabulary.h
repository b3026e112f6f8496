/* SPDX-License-Identifier: Apache-2.0
 *
 * From the codes and words of a record to the features and items of a
 * knowledge base.
 */
#ifndef TXC_PATIENT_VOCABULARY_H
#define TXC_PATIENT_VOCABULARY_H

#include "patient/builder.h"

/* A feature, or one item of a list feature. */
typedef struct txc_meant {
  size_t feature;
  int item;
} txc_meant;

typedef struct txc_meanings {
  txc_meant *items;
  size_t count, capacity;
} txc_meanings;

/* NULL if memory ran out. Borrows the base. */
txc_vocabulary *txc_vocabulary_new (const txc_knowledge_base *base);
void txc_vocabulary_free (txc_vocabulary *vocabulary);

/* Adds what the code stands for, among features derived from `from`.
   `*known_system` (if not NULL) tells whether the base knows the code system.
   False: no memory. */
bool txc_vocabulary_code (const txc_vocabulary *vocabulary, txc_derivation from, txc_text system, txc_text code,
                          txc_arena *arena, txc_meanings *meanings, bool *known_system);

/* Adds the items whose id, name or alias stands in the text as whole words; of
   two that overlap the longer. A condition must not be told apart by a word
   before its name: "pulmonary hypertension" is not hypertension. False: no memory. */
bool txc_vocabulary_words (const txc_vocabulary *vocabulary, txc_derivation from, txc_text text, txc_arena *arena,
                           txc_meanings *meanings);

/* Whether a record's name of a code system is the base's system with that id. */
bool txc_vocabulary_is_system (const txc_vocabulary *vocabulary, txc_text uri, const char *id);

/* Whether `word` (lower case) stands in the text as a whole word. */
bool txc_has_word (txc_text text, const char *word);

#endif
