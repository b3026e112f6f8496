/* SPDX-License-Identifier: Apache-2.0
 *
 * The only file that knows libyaml: its events become a tree.
 */
#include "text/tree.h"

#include <yaml.h>

typedef struct reader {
  const char *file;
  txc_text source;
  txc_tree_builder builder;
  txc_diagnostics *diagnostics;
  bool in_map[TXC_TREE_DEPTH];
  bool has_key[TXC_TREE_DEPTH]; /* a key was read, its value comes next */
  uint32_t key;
  yaml_mark_t key_mark;
  size_t documents;
  size_t line, line_start; /* the last line whose start was looked for, and its offset */
  bool bad;
} reader;

static bool
complain (reader *self, yaml_mark_t mark, size_t length, const char *hint, const char *message)
{
  txc_span span = { self->file, mark.line + 1, mark.column + 1, length };
  txc_diagnostics_add (self->diagnostics, TXC_SEVERITY_ERROR, span, self->source, hint, "%s", message);
  self->bad = true;
  return false;
}

static uint16_t
cut (size_t number)
{
  return number < UINT16_MAX ? (uint16_t)number : UINT16_MAX;
}

/* Offset of line `line`, from 0. Lines are mostly asked for in the order of the
   file: look from behind the last one. */
static size_t
line_start (reader *self, size_t line)
{
  txc_text source = self->source;
  if (line < self->line)
    self->line = self->line_start = 0;
  for (; self->line < line && self->line_start < source.length; self->line_start++)
    if (source.data[self->line_start] == '\n')
      self->line++;
  return self->line_start;
}

/* Column of the first character of a block: its first line that is not blank. */
static size_t
block_column (reader *self, size_t line)
{
  txc_text source = self->source;
  size_t column = 1;
  for (size_t at = line_start (self, line); at < source.length; at++) {
    char c = source.data[at];
    if (c == '\n')
      column = 1;
    else if (c == ' ')
      column++;
    else if (c != '\r')
      return column;
  }
  return 1;
}

static bool
expects_key (const reader *self)
{
  size_t depth = self->builder.depth;
  return depth && self->in_map[depth - 1] && !self->has_key[depth - 1];
}

static bool
read_key (reader *self, const yaml_event_t *event)
{
  if (event->type != YAML_SCALAR_EVENT)
    return complain (self, event->start_mark, 1, NULL, "a key must be a word");
  txc_text text = { (const char *)event->data.scalar.value, event->data.scalar.length };
  self->key = txc_tree_builder_string (&self->builder, text);
  self->key_mark = event->start_mark;
  self->has_key[self->builder.depth - 1] = true;
  return true;
}

/* A new node in its place, with the key that was read before it. */
static txc_node *
add_node (reader *self, const yaml_event_t *event, txc_node_kind kind)
{
  size_t depth = self->builder.depth;
  bool keyed = depth && self->in_map[depth - 1];
  if (self->builder.count >= TXC_TREE_NODES) {
    complain (self, event->start_mark, 1, "split it", "the file has too many values");
    return NULL;
  }
  if (kind != TXC_NODE_SCALAR && depth == TXC_TREE_DEPTH) {
    complain (self, event->start_mark, 1, NULL, "lists and maps are nested too deeply");
    return NULL;
  }
  txc_node *node = txc_tree_builder_add (&self->builder, kind);
  if (!node)
    return NULL;
  node->line = (uint32_t)event->start_mark.line + 1;
  node->column = cut (event->start_mark.column + 1);
  if (keyed) {
    node->key = self->key;
    node->key_column = cut (self->key_mark.column + 1);
    node->key_above = cut (event->start_mark.line - self->key_mark.line);
    self->has_key[depth - 1] = false;
  }
  if (kind != TXC_NODE_SCALAR) {
    self->in_map[self->builder.depth - 1] = kind == TXC_NODE_MAP;
    self->has_key[self->builder.depth - 1] = false;
    node->width = 1;
  }
  return node;
}

static bool
add_scalar (reader *self, const yaml_event_t *event)
{
  txc_text text = { (const char *)event->data.scalar.value, event->data.scalar.length };
  uint32_t string = txc_tree_builder_string (&self->builder, text);
  txc_node *node = add_node (self, event, TXC_NODE_SCALAR);
  if (!node)
    return false;
  yaml_mark_t start = event->start_mark, end = event->end_mark;
  node->text = string;
  node->length = (uint32_t)text.length;
  switch (event->data.scalar.style) {
  case YAML_LITERAL_SCALAR_STYLE:
    node->style = TXC_STYLE_LITERAL;
    break;
  case YAML_FOLDED_SCALAR_STYLE:
    node->style = TXC_STYLE_FOLDED;
    break;
  case YAML_PLAIN_SCALAR_STYLE:
    node->style = TXC_STYLE_PLAIN;
    break;
  default:
    node->style = TXC_STYLE_QUOTED;
  }
  if (node->style == TXC_STYLE_LITERAL) {
    node->line++;
    node->key_above = cut (node->key_above + (size_t)1);
    node->column = cut (block_column (self, start.line + 1));
  } else if (end.line == start.line) {
    node->width = cut (end.column - start.column);
  } else {
    node->style = TXC_STYLE_FOLDED;
  }
  return true;
}

/* What YAML has and knowledge bases do not. */
static bool
is_plain_yaml (reader *self, const yaml_event_t *event)
{
  const yaml_char_t *anchor = NULL, *tag = NULL;
  switch (event->type) {
  case YAML_ALIAS_EVENT:
    return complain (self, event->start_mark, 1, "write the value out", "aliases (*name) are not used here");
  case YAML_SCALAR_EVENT:
    anchor = event->data.scalar.anchor;
    tag = event->data.scalar.tag;
    break;
  case YAML_SEQUENCE_START_EVENT:
    anchor = event->data.sequence_start.anchor;
    tag = event->data.sequence_start.tag;
    break;
  case YAML_MAPPING_START_EVENT:
    anchor = event->data.mapping_start.anchor;
    tag = event->data.mapping_start.tag;
    break;
  case YAML_DOCUMENT_START_EVENT:
    if (self->documents++)
      return complain (self, event->start_mark, 1, "keep one document a file", "a second document begins here");
    break;
  default:
    break;
  }
  if (anchor)
    return complain (self, event->start_mark, 1, "write the value out where it is needed",
                     "anchors (&name) are not used here");
  if (tag)
    return complain (self, event->start_mark, 1, "leave the tag out", "tags (!name) are not used here");
  return true;
}

static bool
take_event (reader *self, const yaml_event_t *event)
{
  if (!is_plain_yaml (self, event))
    return false;
  switch (event->type) {
  case YAML_SCALAR_EVENT:
    return expects_key (self) ? read_key (self, event) : add_scalar (self, event);
  case YAML_SEQUENCE_START_EVENT:
  case YAML_MAPPING_START_EVENT:
    if (expects_key (self))
      return read_key (self, event);
    return add_node (self, event, event->type == YAML_MAPPING_START_EVENT ? TXC_NODE_MAP : TXC_NODE_LIST) != NULL;
  case YAML_SEQUENCE_END_EVENT:
  case YAML_MAPPING_END_EVENT:
    txc_tree_builder_close (&self->builder);
    return true;
  default:
    return true;
  }
}

static void
complain_of_syntax (reader *self, const yaml_parser_t *parser)
{
  yaml_mark_t mark = parser->problem_mark;
  const char *problem = parser->problem ? parser->problem : "this is no YAML";
  size_t at = line_start (self, mark.line) + mark.column;
  if (at < self->source.length && self->source.data[at] == '\t')
    complain (self, mark, 1, "indent with blanks", "a tab where YAML wants blanks");
  else if (strstr (problem, "cannot start any token"))
    complain (self, mark, 1, "quote text that begins with such a character", problem);
  else if (strstr (problem, "mapping values are not allowed"))
    complain (self, mark, 1, "quote text that contains ': '; check the indentation", problem);
  else if (strstr (problem, "did not find expected"))
    complain (self, mark, 1, "check the quotes, brackets and the indentation before it", problem);
  else
    complain (self, mark, 1, parser->context, problem);
}

static txc_status
read_events (reader *self, yaml_parser_t *parser)
{
  for (;;) {
    yaml_event_t event;
    if (!yaml_parser_parse (parser, &event)) {
      if (parser->error == YAML_MEMORY_ERROR)
        return TXC_NO_MEMORY;
      complain_of_syntax (self, parser);
      return TXC_INVALID_DATA;
    }
    bool last = event.type == YAML_STREAM_END_EVENT;
    bool taken = take_event (self, &event);
    yaml_event_delete (&event);
    if (self->builder.failed)
      return TXC_NO_MEMORY;
    if (!taken)
      return TXC_INVALID_DATA;
    if (last)
      return TXC_OK;
  }
}

txc_status
txc_yaml_parse (const char *file, txc_text source, txc_arena *arena, txc_diagnostics *diagnostics, txc_tree *tree)
{
  *tree = (txc_tree){ .file = file };
  if (!txc_tree_check_source (file, &source, diagnostics))
    return TXC_INVALID_DATA;
  tree->source = source;
  yaml_parser_t parser;
  if (!yaml_parser_initialize (&parser))
    return TXC_NO_MEMORY;
  yaml_parser_set_encoding (&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string (&parser, (const unsigned char *)source.data, source.length);
  reader self = { .file = file, .source = source, .diagnostics = diagnostics };
  txc_status status = read_events (&self, &parser);
  yaml_parser_delete (&parser);
  if (status == TXC_OK && self.builder.count == 0) {
    txc_diagnostics_add (diagnostics, TXC_SEVERITY_ERROR, (txc_span){ file, 0, 0, 0 }, source, NULL, "the file is empty");
    status = TXC_INVALID_DATA;
  } else if (status == TXC_OK) {
    status = txc_tree_builder_finish (&self.builder, arena, tree);
  }
  txc_tree_builder_release (&self.builder);
  return status;
}
