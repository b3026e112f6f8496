/* SPDX-License-Identifier: Apache-2.0
 *
 * A knowledge base of a few lines for tests of the rooms above it: Boolean facts
 * a to f, a list `things` of i, j and k, medicines taken now, treatments one,
 * two, both (one with two) and slotted (one with any member of the class group).
 */
#ifndef TXC_TEST_SMALL_BASE_H
#define TXC_TEST_SMALL_BASE_H

#include <txcompare.h>

/* Loads it with these rules (the content of rules.yaml); fails the test if it has errors. */
txc_knowledge_base *small_base (const char *rules);

/* A patient of whom these facts are stated, separated by ";". `country` may be NULL. */
txc_patient *small_patient (txc_knowledge_base *base, const char *facts, const char *country, const char *as_of);

#endif
