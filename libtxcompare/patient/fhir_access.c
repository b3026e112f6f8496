/* SPDX-License-Identifier: Apache-2.0
 *
 * Fields of FHIR resources, with their kinds checked, and origins.
 */
#include "patient/fhir.h"

#include "text/utf8.h"

/* The way from a resource to a value inside it; values are told apart by where they stand. */
static void
add_path (const txc_json *from, const txc_json *to, txc_buffer *path)
{
  while (from->offset != to->offset) {
    const txc_json *next = NULL;
    if (from->kind == TXC_JSON_OBJECT) {
      for (size_t i = 0; i < from->count && from->members[i].value.offset <= to->offset; i++)
        next = &from->members[i].value;
      if (next)
        txc_buffer_printf (path, "%s%.60s", path->length ? "." : "",
                           ((const txc_json_member *)((const char *)next - offsetof (txc_json_member, value)))->name.data);
    } else if (from->kind == TXC_JSON_ARRAY) {
      size_t index = 0;
      for (size_t i = 0; i < from->count && from->items[i].offset <= to->offset; i++)
        next = &from->items[index = i];
      if (next)
        txc_buffer_printf (path, "[%zu]", index);
    }
    if (!next)
      return;
    from = next;
  }
}

void
txc_fhir_no_memory (txc_fhir *fhir)
{
  if (fhir->status == TXC_OK)
    fhir->status = txc_error_no_memory (fhir->err);
}

void
txc_fhir_fail (txc_fhir *fhir, txc_status status, const txc_json *at, const char *format, ...)
{
  if (fhir->status != TXC_OK)
    return;
  txc_buffer text = { 0 }, path = { 0 }, shown = { 0 };
  va_list arguments;
  va_start (arguments, format);
  txc_buffer_vprintf (&text, format, arguments);
  va_end (arguments);
  txc_utf8_add_printable (&shown, txc_buffer_text (&text));
  if (fhir->now)
    add_path (fhir->now->json, at, &path);
  txc_place place = txc_json_place (fhir->source, fhir->file, at->offset);
  fhir->status = text.failed || shown.failed || path.failed
                   ? txc_error_no_memory (fhir->err)
                   : txc_error_set (fhir->err, status, &place, "%s%s%s%s%s", fhir->now ? fhir->now->label : "",
                                    path.length ? " " : "", txc_buffer_string (&path), fhir->now ? ": " : "", txc_buffer_string (&shown));
  txc_buffer_release (&text);
  txc_buffer_release (&shown);
  txc_buffer_release (&path);
}

void
txc_fhir_remark (txc_fhir *fhir, const char *format, ...)
{
  if (fhir->status != TXC_OK)
    return;
  txc_buffer text = { 0 };
  va_list arguments;
  va_start (arguments, format);
  txc_buffer_vprintf (&text, format, arguments);
  va_end (arguments);
  if (text.failed)
    txc_fhir_no_memory (fhir);
  else
    fhir->status = txc_builder_remark (fhir->builder, fhir->err, "%s: %s%s%s", fhir->file, fhir->now ? fhir->now->label : "",
                                       fhir->now ? ": " : "", text.data);
  txc_buffer_release (&text);
}

const txc_json *
txc_fhir_get (txc_fhir *fhir, const txc_json *object, const char *name, txc_json_kind kind)
{
  if (fhir->status != TXC_OK || !object)
    return NULL;
  const txc_json *value = txc_json_member_of (object, name);
  if (!value || value->kind == TXC_JSON_NULL)
    return NULL;
  if (value->kind == kind)
    return value;
  txc_fhir_fail (fhir, TXC_TYPE, value, "must be %s, not %s", txc_json_kind_name (kind), txc_json_kind_name (value->kind));
  return NULL;
}

const txc_json *
txc_fhir_item (txc_fhir *fhir, const txc_json *array, size_t index)
{
  if (fhir->status != TXC_OK || !array || index >= array->count)
    return NULL;
  const txc_json *item = &array->items[index];
  if (item->kind == TXC_JSON_OBJECT)
    return item;
  txc_fhir_fail (fhir, TXC_TYPE, item, "must be an object, not %s", txc_json_kind_name (item->kind));
  return NULL;
}

const txc_json *
txc_fhir_first (txc_fhir *fhir, const txc_json *object, const char *name)
{
  return txc_fhir_item (fhir, txc_fhir_get (fhir, object, name, TXC_JSON_ARRAY), 0);
}

txc_text
txc_fhir_text (txc_fhir *fhir, const txc_json *object, const char *name)
{
  const txc_json *value = txc_fhir_get (fhir, object, name, TXC_JSON_STRING);
  return value ? value->text : (txc_text){ NULL, 0 };
}

const char *
txc_fhir_string (txc_fhir *fhir, const txc_json *object, const char *name)
{
  return txc_fhir_text (fhir, object, name).data;
}

bool
txc_fhir_flag (txc_fhir *fhir, const txc_json *object, const char *name, bool otherwise)
{
  const txc_json *value = txc_fhir_get (fhir, object, name, TXC_JSON_BOOLEAN);
  return value ? value->boolean : otherwise;
}

bool
txc_fhir_number (txc_fhir *fhir, const txc_json *object, const char *name, txc_decimal *number)
{
  const txc_json *value = txc_fhir_get (fhir, object, name, TXC_JSON_NUMBER);
  if (!value)
    return false;
  if (txc_decimal_parse_json (value->text, number, NULL) == TXC_OK)
    return true;
  txc_fhir_remark (fhir, "%s %.40s is too large a number and is not used", name, value->text.data);
  return false;
}

bool
txc_fhir_when (txc_fhir *fhir, const txc_json *object, const char *name, txc_datetime *when)
{
  *when = (txc_datetime){ .precision = TXC_PRECISION_NONE };
  txc_text text = txc_fhir_text (fhir, object, name);
  txc_date date;
  if (!text.data)
    return false;
  if (txc_date_parse (text, &date))
    *when = txc_datetime_of_date (&date);
  else if (!txc_datetime_parse (text, when)) {
    *when = (txc_datetime){ .precision = TXC_PRECISION_NONE };
    txc_fhir_remark (fhir, "%s '%.40s' is no date and is not used", name, text.data);
  }
  return when->precision != TXC_PRECISION_NONE;
}

bool
txc_fhir_period (txc_fhir *fhir, const txc_json *object, const char *name, txc_datetime *start, txc_datetime *end)
{
  const txc_json *period = txc_fhir_get (fhir, object, name, TXC_JSON_OBJECT);
  bool started = txc_fhir_when (fhir, period, "start", start);
  return txc_fhir_when (fhir, period, "end", end) || started;
}

static const char *
origin_of (txc_fhir *fhir, const txc_json *at)
{
  txc_buffer path = { 0 };
  add_path (fhir->now->json, at, &path);
  const char *origin = path.failed ? NULL
                                   : txc_arena_printf (&fhir->builder->arena, "%s: %s%s%s", fhir->file, fhir->now->label,
                                                       path.length ? " " : "", txc_buffer_string (&path));
  txc_buffer_release (&path);
  if (!origin)
    txc_fhir_no_memory (fhir);
  return origin;
}

txc_said_of
txc_fhir_of (txc_fhir *fhir, const txc_json *at, const txc_datetime *when)
{
  txc_said_of of = { .origin = origin_of (fhir, at) };
  if (!when || when->precision == TXC_PRECISION_NONE)
    return of;
  of.when = *when;
  txc_buffer text = { 0 };
  txc_date date = txc_datetime_date (when);
  txc_date_print (&date, &text);
  of.date = text.failed ? NULL : txc_arena_copy (&fhir->builder->arena, txc_buffer_text (&text));
  txc_buffer_release (&text);
  if (!of.date)
    txc_fhir_no_memory (fhir);
  return of;
}

bool
txc_fhir_is_future (const txc_fhir *fhir, const txc_datetime *when)
{
  if (when->precision == TXC_PRECISION_NONE)
    return false;
  txc_date date = txc_datetime_date (when);
  return txc_date_compare (&date, &fhir->builder->as_of, TXC_PRECISION_NONE) == TXC_AFTER;
}
