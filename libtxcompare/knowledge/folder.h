/* SPDX-License-Identifier: Apache-2.0
 *
 * The files of a knowledge base, read and parsed.
 */
#ifndef TXC_KNOWLEDGE_FOLDER_H
#define TXC_KNOWLEDGE_FOLDER_H

#include "base/sha256.h"
#include "text/tree.h"

typedef struct txc_folder {
  const char **names; /* relative to the folder, in order */
  txc_tree *trees;
  size_t count, capacity;
  char hash[TXC_SHA256_HEX + 1]; /* over names and bytes, in order */
  txc_arena sources;             /* the texts, for quoting; may go once the base is loaded */
} txc_folder;

/* Reads every file of the format below `path`; what is wrong goes to
   `diagnostics`. TXC_IO, with an error, only if there is no such folder.
   Trees and names live in `arena`. */
txc_status txc_folder_read (const char *path, txc_arena *arena, txc_diagnostics *diagnostics, txc_folder *folder,
                            txc_error **err);
void txc_folder_release (txc_folder *folder);

#endif
