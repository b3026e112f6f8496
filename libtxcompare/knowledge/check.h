/* SPDX-License-Identifier: Apache-2.0
 *
 * What an author may have got wrong although every key is there: numbers that
 * contradict each other, facts nothing uses.
 */
#ifndef TXC_KNOWLEDGE_CHECK_H
#define TXC_KNOWLEDGE_CHECK_H

#include "knowledge/loader.h"

/* One row against itself. */
void txc_check_arm (txc_loader *loader, uint32_t node, const txc_arm *arm);
void txc_check_contrast (txc_loader *loader, uint32_t node, const txc_contrast *contrast);

/* Rows against each other: comparators that are not there, parts in circles. */
void txc_check_arms (txc_loader *loader, const txc_tree *arms);
void txc_check_contrasts (txc_loader *loader, const txc_tree *contrasts);
void txc_check_trials (txc_loader *loader, const txc_tree *trials);

/* Warnings: features no rule reads, effects without numbers, treatments without
   an indication, sources of nothing. For a base without errors. */
void txc_check_use (txc_loader *loader, const txc_documents *documents);

#endif
