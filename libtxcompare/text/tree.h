/* SPDX-License-Identifier: Apache-2.0
 *
 * What a file says, whatever its syntax: a tree of maps, lists and scalars, each
 * with its place. YAML and CSV both become one. Nodes refer to each other and to
 * the strings by index, so a tree may as well be constant data in the program.
 */
#ifndef TXC_TEXT_TREE_H
#define TXC_TEXT_TREE_H

#include <stdint.h>

#include "text/diagnostic.h"

typedef enum txc_node_kind { TXC_NODE_SCALAR, TXC_NODE_LIST, TXC_NODE_MAP } txc_node_kind;

/* How a scalar was written. */
typedef enum txc_node_style {
  TXC_STYLE_PLAIN,
  TXC_STYLE_QUOTED,
  TXC_STYLE_LITERAL, /* a block after `|`; line and column are those of its first character */
  TXC_STYLE_FOLDED   /* a block after `>`: lines of the text are not those of the file */
} txc_node_style;

/* Nodes stand in the order of the file, each before its children. */
typedef struct txc_node {
  uint32_t key;        /* in a map: where its key is among the strings; 0: none */
  uint32_t text;       /* of a scalar: where its text is among the strings */
  uint32_t length;     /* of a scalar: bytes; of others: number of children */
  uint32_t end;        /* index behind its last descendant */
  uint32_t line;       /* from 1 */
  uint16_t column;     /* from 1, in characters; at most 65535 */
  uint16_t width;      /* characters it takes on its line, 0 if unknown */
  uint16_t key_column;
  uint16_t key_above;  /* lines from its key down to it */
  uint8_t kind;
  uint8_t style;
} txc_node;

/* Node 0 is the root; an empty file has no nodes. Strings are NUL-terminated,
   and equal ones of up to 64 bytes are one. */
typedef struct txc_tree {
  const char *file;       /* as people know it */
  txc_text source;        /* text of the file, to quote from; may be empty */
  const txc_node *nodes;
  size_t node_count;
  const char *strings;
  size_t string_bytes;
} txc_tree;

/* What is read of a file at most. */
enum {
  TXC_TREE_FILE_BYTES = 1 << 24,
  TXC_TREE_NODES = 1 << 20,
  TXC_TREE_DEPTH = 32
};

/* Parse the text of a file: YAML as one tree (one document; no anchors, aliases
   or tags), CSV (RFC 4180) as a list: first the list of the names of the
   columns, then a map for each row, without the empty cells. A byte-order mark
   is skipped; text that is not UTF-8 is refused. Everything the tree needs lives
   in `arena` except `file` and `source`, which it borrows. TXC_INVALID_DATA with
   at least one diagnostic if something is wrong; the tree is empty then, or
   (CSV) holds the rows as far as they could be read. */
txc_status txc_yaml_parse (const char *file, txc_text source, txc_arena *arena, txc_diagnostics *diagnostics,
                           txc_tree *tree);
txc_status txc_csv_parse (const char *file, txc_text source, txc_arena *arena, txc_diagnostics *diagnostics,
                          txc_tree *tree);

static inline const char *
txc_tree_text (const txc_tree *tree, uint32_t node)
{
  return tree->strings + tree->nodes[node].text;
}

static inline const char *
txc_tree_key (const txc_tree *tree, uint32_t node)
{
  return tree->strings + tree->nodes[node].key;
}

/* First child of a map or list (its end where it has none). Walk with
   for (i = txc_tree_first (n); i < nodes[n].end; i = nodes[i].end). */
static inline uint32_t
txc_tree_first (uint32_t node)
{
  return node + 1;
}

/* Child of a map by key; 0 if there is none. */
uint32_t txc_tree_find (const txc_tree *tree, uint32_t map, const char *key);

/* Where a node, or its key, stands. */
txc_span txc_tree_span (const txc_tree *tree, uint32_t node);
txc_span txc_tree_key_span (const txc_tree *tree, uint32_t node);

/* ---- building -------------------------------------------------------------- */

typedef struct txc_tree_builder {
  txc_node *nodes;
  size_t count, capacity;
  txc_buffer strings;
  uint32_t *slots;          /* hash index of the short strings */
  size_t slot_count, used;
  uint32_t open[TXC_TREE_DEPTH];
  size_t depth;
  bool failed;              /* memory ran out */
} txc_tree_builder;

void txc_tree_builder_release (txc_tree_builder *builder);

/* Place of a string among the strings, put there if it is new. */
uint32_t txc_tree_builder_string (txc_tree_builder *builder, txc_text text);

/* Appends a node below the one last opened. Maps and lists are opened by it.
   The caller sees to TXC_TREE_NODES and TXC_TREE_DEPTH. NULL if memory ran out. */
txc_node *txc_tree_builder_add (txc_tree_builder *builder, txc_node_kind kind);
void txc_tree_builder_close (txc_tree_builder *builder);

/* Takes the child of the open node that begins at `node`, the last one, away again. */
void txc_tree_builder_drop (txc_tree_builder *builder, size_t node);

/* Copies the finished tree into the arena. */
txc_status txc_tree_builder_finish (txc_tree_builder *builder, txc_arena *arena, txc_tree *tree);

/* Skips a byte-order mark; false, with a diagnostic, where the text is too long
   or not UTF-8. */
bool txc_tree_check_source (const char *file, txc_text *source, txc_diagnostics *diagnostics);

#endif
