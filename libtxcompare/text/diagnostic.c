/* SPDX-License-Identifier: Apache-2.0 */
#include "text/diagnostic.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include "text/utf8.h"

enum { default_limit = 1000, longest_line = 1 << 16, narrowest = 20 };

void
txc_diagnostics_release (txc_diagnostics *diagnostics)
{
  size_t limit = diagnostics->limit;
  txc_arena_release (&diagnostics->arena);
  *diagnostics = (txc_diagnostics){ .limit = limit };
}

/* The text of line `number` (from 1), {NULL, 0} if there is none. */
static txc_text
find_line (txc_text source, size_t number)
{
  while (source.data && number > 0) {
    const char *end = memchr (source.data, '\n', source.length);
    txc_text line = { source.data, end ? (size_t)(end - source.data) : source.length };
    if (--number == 0) {
      if (line.length && line.data[line.length - 1] == '\r')
        line.length--;
      return line;
    }
    if (!end)
      break;
    source = (txc_text){ end + 1, source.length - line.length - 1 };
  }
  return (txc_text){ NULL, 0 };
}

/* Copies into the arena; remembers where memory ran out. */
static const char *
keep (txc_diagnostics *diagnostics, txc_text text)
{
  const char *copy = txc_arena_copy (&diagnostics->arena, text);
  if (!copy)
    diagnostics->failed = true;
  return copy;
}

static const char *
keep_file (txc_diagnostics *diagnostics, const char *file)
{
  const char *last = diagnostics->kept ? diagnostics->items[diagnostics->kept - 1].span.file : NULL;
  if (!file || (last && strcmp (file, last) == 0))
    return file ? last : NULL;
  return keep (diagnostics, txc_text_of (file));
}

void
txc_diagnostics_add (txc_diagnostics *diagnostics, txc_severity severity, txc_span span, txc_text source,
                     const char *hint, const char *format, ...)
{
  diagnostics->count++;
  if (severity == TXC_SEVERITY_ERROR)
    diagnostics->errors++;
  if (diagnostics->kept >= (diagnostics->limit ? diagnostics->limit : default_limit))
    return;
  txc_diagnostic *items = txc_arena_grow (&diagnostics->arena, diagnostics->items, diagnostics->kept,
                                          &diagnostics->capacity, sizeof *items);
  txc_buffer message = { 0 };
  va_list arguments;
  va_start (arguments, format);
  txc_buffer_vprintf (&message, format, arguments);
  va_end (arguments);
  if (!items || message.failed) {
    txc_buffer_release (&message);
    diagnostics->failed = true;
    return;
  }
  diagnostics->items = items;
  txc_text line = find_line (source, span.line);
  txc_diagnostic *item = &items[diagnostics->kept];
  *item = (txc_diagnostic){ .severity = severity, .span = span, .order = diagnostics->kept };
  item->span.file = keep_file (diagnostics, span.file);
  item->message = keep (diagnostics, txc_buffer_text (&message));
  item->hint = hint ? keep (diagnostics, txc_text_of (hint)) : NULL;
  item->source = line.data && line.length <= longest_line ? keep (diagnostics, line) : NULL;
  txc_buffer_release (&message);
  if (item->message)
    diagnostics->kept++;
}

static int
compare_sizes (size_t a, size_t b)
{
  return (a > b) - (a < b);
}

static int
compare_places (const void *left, const void *right)
{
  const txc_diagnostic *a = left, *b = right;
  int order = strcmp (a->span.file ? a->span.file : "", b->span.file ? b->span.file : "");
  if (order == 0)
    order = compare_sizes (a->span.line, b->span.line);
  if (order == 0)
    order = compare_sizes (a->span.column, b->span.column);
  return order ? order : compare_sizes (a->order, b->order);
}

void
txc_diagnostics_sort (txc_diagnostics *diagnostics)
{
  if (diagnostics->kept > 1)
    qsort (diagnostics->items, diagnostics->kept, sizeof *diagnostics->items, compare_places);
}

/* What is shown of a line: code points from `first`, with marks where it was
   cut; `caret` is the display column of the span, `wide` its display width. */
typedef struct excerpt {
  txc_buffer text;
  size_t caret;
  size_t wide;
} excerpt;

static size_t
column_offset (txc_text line, size_t characters)
{
  size_t offset = 0;
  uint32_t character;
  for (; characters && offset < line.length; characters--)
    if (!txc_utf8_next (line, &offset, &character))
      offset++;
  return offset;
}

/* As much of the text's end as fits into `width` columns. */
static txc_text
fitting_end (txc_text text, size_t width)
{
  size_t skip = txc_utf8_count (text);
  skip = skip > width ? skip - width : 0;
  for (;; skip++) {
    size_t offset = column_offset (text, skip);
    txc_text end = { text.data + offset, text.length - offset };
    if (txc_utf8_width (end) <= width)
      return end;
  }
}

static txc_text
fitting_start (txc_text text, size_t width)
{
  size_t offset = 0, used = 0;
  while (offset < text.length) {
    size_t next = offset;
    uint32_t character = 0xFFFD;
    if (!txc_utf8_next (text, &next, &character))
      next++;
    used += txc_utf8_character_width (character);
    if (used > width)
      break;
    offset = next;
  }
  return (txc_text){ text.data, offset };
}

static void
cut (txc_text line, const txc_span *span, size_t width, excerpt *out)
{
  static const char mark[] = "...";
  size_t start = column_offset (line, span->column ? span->column - 1 : 0);
  txc_text before = { line.data, start }, after = { line.data + start, line.length - start };
  bool cut_before = false, cut_after = false;
  if (txc_utf8_width (line) > width) {
    size_t room = width - 6, third = room / 3;
    size_t wanted = txc_utf8_width (after);
    txc_text end = fitting_end (before, wanted < room - third ? room - wanted : third);
    cut_before = end.length < before.length;
    before = end;
    txc_text rest = fitting_start (after, room - txc_utf8_width (before));
    cut_after = rest.length < after.length;
    after = rest;
  }
  txc_buffer_add (&out->text, cut_before ? mark : "");
  txc_utf8_add_printable (&out->text, before);
  out->caret = txc_utf8_width (txc_buffer_text (&out->text));
  size_t marked = column_offset (after, span->length ? span->length : 1), at = out->text.length;
  txc_utf8_add_printable (&out->text, (txc_text){ after.data, marked });
  txc_text shown = txc_buffer_text (&out->text);
  out->wide = out->text.failed ? 1 : txc_utf8_width ((txc_text){ shown.data + at, shown.length - at });
  txc_utf8_add_printable (&out->text, (txc_text){ after.data + marked, after.length - marked });
  txc_buffer_add (&out->text, cut_after ? mark : "");
}

static void
print_place (const txc_diagnostic *diagnostic, txc_buffer *out)
{
  if (diagnostic->span.file) {
    txc_utf8_add_printable (out, txc_text_of (diagnostic->span.file));
    txc_buffer_add_char (out, ':');
  }
  if (diagnostic->span.line) {
    txc_buffer_printf (out, "%zu:", diagnostic->span.line);
    if (diagnostic->span.column)
      txc_buffer_printf (out, "%zu:", diagnostic->span.column);
  }
  if (out->length && (diagnostic->span.file || diagnostic->span.line))
    txc_buffer_add_char (out, ' ');
  if (diagnostic->severity == TXC_SEVERITY_WARNING)
    txc_buffer_add (out, "warning: ");
  txc_utf8_add_printable (out, txc_text_of (diagnostic->message));
  txc_buffer_add_char (out, '\n');
}

static void
print_hint (const char *hint, size_t indent, txc_buffer *out)
{
  txc_buffer_add_repeated (out, ' ', indent);
  txc_utf8_add_printable (out, txc_text_of (hint));
  txc_buffer_add_char (out, '\n');
}

void
txc_diagnostic_print (const txc_diagnostic *diagnostic, size_t width, txc_buffer *out)
{
  const char *hint = diagnostic->hint;
  print_place (diagnostic, out);
  if (!diagnostic->source || diagnostic->span.line == 0 || diagnostic->span.column == 0) {
    if (hint)
      print_hint (hint, 4, out);
    return;
  }
  size_t margin = out->length;
  txc_buffer_printf (out, "%5zu | ", diagnostic->span.line);
  margin = out->length - margin;
  excerpt shown = { 0 };
  size_t room = width > margin + narrowest ? width - margin : narrowest;
  cut (txc_text_of (diagnostic->source), &diagnostic->span, room, &shown);
  txc_buffer_add_text (out, txc_buffer_text (&shown.text));
  txc_buffer_add_char (out, '\n');
  out->failed |= shown.text.failed;
  txc_buffer_release (&shown.text);
  txc_buffer_add_repeated (out, ' ', margin >= 2 ? margin - 2 : 0);
  txc_buffer_add (out, "| ");
  txc_buffer_add_repeated (out, ' ', shown.caret);
  txc_buffer_add_char (out, '^');
  txc_buffer_add_repeated (out, '~', shown.wide > 1 ? shown.wide - 1 : 0);
  bool beside = hint && shown.caret + shown.wide + 1 + txc_utf8_width (txc_text_of (hint)) <= room;
  if (beside)
    print_hint (hint, 1, out);
  else
    txc_buffer_add_char (out, '\n');
  if (hint && !beside) {
    txc_buffer_add_repeated (out, ' ', margin >= 2 ? margin - 2 : 0);
    txc_buffer_add_char (out, '|');
    print_hint (hint, 1, out);
  }
}
