/* SPDX-License-Identifier: Apache-2.0
 *
 * CSV as RFC 4180 has it: cells between commas, quoted where they hold commas,
 * quotes or line ends, quotes doubled inside quotes, LF or CRLF.
 */
#include "text/tree.h"

enum { most_columns = 64 };

typedef struct csv {
  const char *file;
  txc_text source;
  size_t at, line, column; /* of the next character */
  txc_buffer cell;         /* content of the present cell */
  txc_span span;           /* where it stands */
  txc_tree_builder builder;
  txc_diagnostics *diagnostics;
  uint32_t columns[most_columns]; /* names, as strings of the builder */
  size_t column_count;
  bool bad;
} csv;

static void
complain (csv *reader, txc_span span, const char *hint, const char *message)
{
  txc_diagnostics_add (reader->diagnostics, TXC_SEVERITY_ERROR, span, reader->source, hint, "%s", message);
  reader->bad = true;
}

static bool
at_end (const csv *reader)
{
  return reader->at >= reader->source.length;
}

static char
peek (const csv *reader)
{
  return at_end (reader) ? '\n' : reader->source.data[reader->at];
}

/* Past one byte; bytes that continue a character do not count as a column. */
static void
step (csv *reader)
{
  unsigned char byte = (unsigned char)reader->source.data[reader->at++];
  if (byte == '\n') {
    reader->line++;
    reader->column = 1;
  } else if ((byte & 0xC0) != 0x80) {
    reader->column++;
  }
}

static bool
at_line_end (const csv *reader)
{
  return peek (reader) == '\n'
         || (peek (reader) == '\r'
             && (reader->at + 1 == reader->source.length || reader->source.data[reader->at + 1] == '\n'));
}

/* What stands between the quotes; the cell's first quote is next. */
static void
read_quoted (csv *reader)
{
  step (reader);
  for (;;) {
    if (at_end (reader)) {
      complain (reader, reader->span, "close it with \"", "this quote is never closed");
      return;
    }
    char c = peek (reader);
    step (reader);
    if (c == '"' && peek (reader) != '"')
      break;
    if (c == '"')
      step (reader);
    txc_buffer_add_char (&reader->cell, c);
  }
  if (peek (reader) != ',' && !at_line_end (reader)) {
    complain (reader, (txc_span){ reader->file, reader->line, reader->column, 1 }, "double a quote inside quotes: \"\"",
              "text after the closing quote");
    while (peek (reader) != ',' && !at_line_end (reader))
      step (reader);
  }
}

static void
read_plain (csv *reader)
{
  size_t start = reader->at;
  while (peek (reader) != ',' && !at_line_end (reader)) {
    if (peek (reader) == '"')
      complain (reader, (txc_span){ reader->file, reader->line, reader->column, 1 },
                "quote the whole cell and double the quotes inside", "a quote inside a cell that is not quoted");
    step (reader);
  }
  txc_text text = { reader->source.data + start, reader->at - start };
  txc_buffer_add_text (&reader->cell, txc_text_trim (text));
}

/* Reads one cell, and the comma behind it; false if it was the line's last. */
static bool
read_cell (csv *reader)
{
  size_t line = reader->line, column = reader->column;
  txc_buffer_clear (&reader->cell);
  reader->span = (txc_span){ reader->file, line, column, 1 };
  if (peek (reader) == '"')
    read_quoted (reader);
  else
    read_plain (reader);
  reader->span.length = reader->line == line && reader->column > column ? reader->column - column : 1;
  if (!at_line_end (reader)) {
    step (reader);
    return true;
  }
  if (peek (reader) == '\r' && !at_end (reader))
    step (reader);
  if (!at_end (reader))
    step (reader);
  return false;
}

/* The present cell as a node; an empty one is left out. */
static void
add_cell (csv *reader, uint32_t key)
{
  txc_text text = txc_buffer_text (&reader->cell);
  if (text.length == 0)
    return;
  if (reader->builder.count >= TXC_TREE_NODES) {
    if (!reader->bad)
      complain (reader, reader->span, "split it", "the file has too many cells");
    return;
  }
  uint32_t string = txc_tree_builder_string (&reader->builder, text);
  txc_node *node = txc_tree_builder_add (&reader->builder, TXC_NODE_SCALAR);
  if (!node)
    return;
  node->text = string;
  node->length = (uint32_t)text.length;
  node->key = key;
  node->line = (uint32_t)reader->span.line;
  node->column = reader->span.column < UINT16_MAX ? (uint16_t)reader->span.column : UINT16_MAX;
  node->key_column = node->column;
  node->width = reader->span.length < UINT16_MAX ? (uint16_t)reader->span.length : UINT16_MAX;
}

static void
read_column (csv *reader)
{
  txc_text name = txc_buffer_text (&reader->cell);
  if (name.length == 0) {
    complain (reader, reader->span, NULL, "a column without a name");
    name = txc_text_of ("?");
  }
  if (reader->column_count == most_columns) {
    complain (reader, reader->span, NULL, "more than 64 columns");
    return;
  }
  uint32_t string = txc_tree_builder_string (&reader->builder, name);
  for (size_t i = 0; i < reader->column_count; i++)
    if (string && reader->columns[i] == string && !txc_text_is (name, "?"))
      complain (reader, reader->span, NULL, "this column is there twice");
  reader->columns[reader->column_count++] = string;
  add_cell (reader, 0);
}

static void
read_row (csv *reader)
{
  size_t line = reader->line, index = 0, start = reader->builder.count;
  txc_node *row = txc_tree_builder_add (&reader->builder, TXC_NODE_MAP);
  if (!row)
    return;
  row->line = (uint32_t)line;
  row->column = 1;
  bool more = true;
  while (more) {
    more = read_cell (reader);
    if (index < reader->column_count)
      add_cell (reader, reader->columns[index]);
    index++;
  }
  txc_tree_builder_close (&reader->builder);
  if (index == reader->column_count)
    return;
  txc_tree_builder_drop (&reader->builder, start);
  txc_diagnostics_add (reader->diagnostics, TXC_SEVERITY_ERROR, (txc_span){ reader->file, line, 1, 1 }, reader->source,
                       index < reader->column_count ? "empty cells keep their commas"
                                                    : "quote a cell that contains a comma",
                       "%zu cell%s where the first line names %zu columns", index, index == 1 ? "" : "s",
                       reader->column_count);
  reader->bad = true;
}

static void
read_file (csv *reader)
{
  txc_node *root = txc_tree_builder_add (&reader->builder, TXC_NODE_LIST);
  if (!root)
    return;
  root->line = root->column = 1;
  txc_node *names = txc_tree_builder_add (&reader->builder, TXC_NODE_LIST);
  if (!names)
    return;
  names->line = names->column = 1;
  while (read_cell (reader))
    read_column (reader);
  read_column (reader);
  txc_tree_builder_close (&reader->builder);
  while (!at_end (reader) && !reader->builder.failed && reader->builder.count < TXC_TREE_NODES) {
    if (at_line_end (reader))
      read_cell (reader); /* a blank line */
    else
      read_row (reader);
  }
  txc_tree_builder_close (&reader->builder);
}

txc_status
txc_csv_parse (const char *file, txc_text source, txc_arena *arena, txc_diagnostics *diagnostics, txc_tree *tree)
{
  *tree = (txc_tree){ .file = file };
  if (!txc_tree_check_source (file, &source, diagnostics))
    return TXC_INVALID_DATA;
  tree->source = source;
  csv reader = { .file = file, .source = source, .line = 1, .column = 1, .diagnostics = diagnostics };
  if (txc_text_trim (source).length == 0)
    complain (&reader, (txc_span){ file, 0, 0, 0 }, "the first line names the columns", "the file is empty");
  else
    read_file (&reader);
  txc_status status = TXC_OK;
  if (reader.builder.failed || reader.cell.failed)
    status = TXC_NO_MEMORY;
  else if (reader.builder.count)
    status = txc_tree_builder_finish (&reader.builder, arena, tree);
  txc_tree_builder_release (&reader.builder);
  txc_buffer_release (&reader.cell);
  return status == TXC_OK && reader.bad ? TXC_INVALID_DATA : status;
}
