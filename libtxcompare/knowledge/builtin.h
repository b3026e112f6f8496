/* SPDX-License-Identifier: Apache-2.0
 *
 * The knowledge base that is built into the library: its files as trees, which
 * the loader reads like those of a folder. builtin-depression.c is written by
 * embed.c from knowledge/depression.
 */
#ifndef TXC_KNOWLEDGE_BUILTIN_H
#define TXC_KNOWLEDGE_BUILTIN_H

#include "text/tree.h"

typedef struct txc_builtin {
  const txc_tree *trees;
  const char *const *names;
  size_t count;
  const char *hash;
} txc_builtin;

extern const txc_builtin txc_builtin_depression;

#endif
