/* SPDX-License-Identifier: Apache-2.0 */
#include "text/tree.h"

#include <stdlib.h>

#include "text/utf8.h"

enum { longest_shared = 64, smallest_index = 256 };

uint32_t
txc_tree_find (const txc_tree *tree, uint32_t map, const char *key)
{
  const txc_node *nodes = tree->nodes;
  if (nodes[map].kind != TXC_NODE_MAP)
    return 0;
  for (uint32_t i = txc_tree_first (map); i < nodes[map].end; i = nodes[i].end)
    if (strcmp (txc_tree_key (tree, i), key) == 0)
      return i;
  return 0;
}

txc_span
txc_tree_span (const txc_tree *tree, uint32_t node)
{
  const txc_node *at = &tree->nodes[node];
  return (txc_span){ tree->file, at->line, at->column, at->width };
}

txc_span
txc_tree_key_span (const txc_tree *tree, uint32_t node)
{
  const txc_node *at = &tree->nodes[node];
  if (!at->key)
    return txc_tree_span (tree, node);
  txc_text key = txc_text_of (txc_tree_key (tree, node));
  return (txc_span){ tree->file, at->line - at->key_above, at->key_column, txc_utf8_count (key) };
}

void
txc_tree_builder_release (txc_tree_builder *builder)
{
  free (builder->nodes);
  free (builder->slots);
  txc_buffer_release (&builder->strings);
  *builder = (txc_tree_builder){ 0 };
}

static uint32_t
hash_of (txc_text text)
{
  uint32_t hash = 2166136261u;
  for (size_t i = 0; i < text.length; i++)
    hash = (hash ^ (unsigned char)text.data[i]) * 16777619u;
  return hash;
}

/* The slot that holds the string, or the empty one where it belongs. */
static uint32_t *
find_slot (const txc_tree_builder *builder, txc_text text)
{
  size_t mask = builder->slot_count - 1;
  for (size_t at = hash_of (text) & mask;; at = (at + 1) & mask) {
    uint32_t place = builder->slots[at];
    if (!place)
      return &builder->slots[at];
    const char *held = builder->strings.data + place;
    if (strncmp (held, text.data, text.length) == 0 && held[text.length] == '\0')
      return &builder->slots[at];
  }
}

static bool
grow_index (txc_tree_builder *builder)
{
  uint32_t *old = builder->slots;
  size_t old_count = builder->slot_count;
  size_t count = old_count ? old_count * 4 : smallest_index;
  uint32_t *slots = calloc (count, sizeof *slots);
  if (!slots)
    return false;
  builder->slots = slots;
  builder->slot_count = count;
  for (size_t i = 0; i < old_count; i++)
    if (old[i])
      *find_slot (builder, txc_text_of (builder->strings.data + old[i])) = old[i];
  free (old);
  return true;
}

static uint32_t
append_string (txc_tree_builder *builder, txc_text text)
{
  if (builder->strings.length == 0)
    txc_buffer_add_char (&builder->strings, '\0'); /* 0 is "no string" */
  size_t place = builder->strings.length;
  txc_buffer_add_text (&builder->strings, text);
  txc_buffer_add_char (&builder->strings, '\0');
  if (builder->strings.failed || builder->strings.length > UINT32_MAX)
    builder->failed = true;
  return builder->failed ? 0 : (uint32_t)place;
}

uint32_t
txc_tree_builder_string (txc_tree_builder *builder, txc_text text)
{
  if (builder->failed)
    return 0;
  if (text.length > longest_shared || memchr (text.data ? text.data : "", '\0', text.length))
    return append_string (builder, text);
  if (builder->used * 2 >= builder->slot_count && !grow_index (builder)) {
    builder->failed = true;
    return 0;
  }
  uint32_t *slot = find_slot (builder, text.data ? text : (txc_text){ "", 0 });
  if (!*slot) {
    *slot = append_string (builder, text);
    builder->used++;
  }
  return *slot;
}

txc_node *
txc_tree_builder_add (txc_tree_builder *builder, txc_node_kind kind)
{
  if (builder->count == builder->capacity) {
    size_t capacity = builder->capacity ? builder->capacity * 2 : 256;
    txc_node *nodes = realloc (builder->nodes, capacity * sizeof *nodes);
    if (!nodes) {
      builder->failed = true;
      return NULL;
    }
    builder->nodes = nodes;
    builder->capacity = capacity;
  }
  if (builder->depth)
    builder->nodes[builder->open[builder->depth - 1]].length++;
  uint32_t index = (uint32_t)builder->count++;
  txc_node *node = &builder->nodes[index];
  *node = (txc_node){ .kind = (uint8_t)kind, .end = index + 1 };
  if (kind != TXC_NODE_SCALAR)
    builder->open[builder->depth++] = index;
  return node;
}

void
txc_tree_builder_close (txc_tree_builder *builder)
{
  builder->nodes[builder->open[--builder->depth]].end = (uint32_t)builder->count;
}

void
txc_tree_builder_drop (txc_tree_builder *builder, size_t node)
{
  builder->count = node;
  builder->nodes[builder->open[builder->depth - 1]].length--;
}

txc_status
txc_tree_builder_finish (txc_tree_builder *builder, txc_arena *arena, txc_tree *tree)
{
  txc_node *nodes = txc_arena_array (arena, builder->count, sizeof *nodes);
  char *strings = txc_arena_array (arena, builder->strings.length + 1, 1);
  if (builder->failed || !nodes || !strings)
    return TXC_NO_MEMORY;
  if (builder->count)
    memcpy (nodes, builder->nodes, builder->count * sizeof *nodes);
  if (builder->strings.length)
    memcpy (strings, builder->strings.data, builder->strings.length);
  tree->nodes = nodes;
  tree->node_count = builder->count;
  tree->strings = strings;
  tree->string_bytes = builder->strings.length + 1;
  return TXC_OK;
}

/* The place of a byte: lines end at LF, columns count characters. */
static txc_span
place_of (const char *file, txc_text source, size_t offset)
{
  size_t line = 1, start = 0;
  for (size_t i = 0; i < offset; i++)
    if (source.data[i] == '\n') {
      line++;
      start = i + 1;
    }
  size_t column = txc_utf8_count ((txc_text){ source.data + start, offset - start }) + 1;
  return (txc_span){ file, line, column, 1 };
}

bool
txc_tree_check_source (const char *file, txc_text *source, txc_diagnostics *diagnostics)
{
  const txc_span whole = { file, 0, 0, 0 };
  if (source->length > TXC_TREE_FILE_BYTES) {
    txc_diagnostics_add (diagnostics, TXC_SEVERITY_ERROR, whole, (txc_text){ NULL, 0 }, "split it",
                         "the file has more than %d bytes", (int)TXC_TREE_FILE_BYTES);
    return false;
  }
  if (source->length >= 3 && memcmp (source->data, "\xEF\xBB\xBF", 3) == 0)
    *source = (txc_text){ source->data + 3, source->length - 3 };
  size_t bad = txc_utf8_invalid (*source);
  if (bad == source->length)
    return true;
  txc_diagnostics_add (diagnostics, TXC_SEVERITY_ERROR, place_of (file, *source, bad), *source, "save the file as UTF-8",
                       "byte 0x%02X is not UTF-8", (unsigned)(unsigned char)source->data[bad]);
  return false;
}
