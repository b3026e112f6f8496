/* SPDX-License-Identifier: Apache-2.0 */
#include "base/error.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/buffer.h"

struct txc_error {
  txc_status status;
  char *message;
  char *file;
  size_t line;
  size_t column;
  txc_error *cause;
};

/* Never written to and never freed, so it may be handed out by anyone. */
static txc_error out_of_memory = { .status = TXC_NO_MEMORY };

const char *
txc_status_text (txc_status status)
{
  switch (status) {
#define TXC_STATUS(name, number, text) \
  case TXC_##name: \
    return text;
#include <txcompare/status.def>
#undef TXC_STATUS
  }
  return "unknown status";
}

void
txc_free (void *memory)
{
  free (memory);
}

txc_status
txc_error_status (const txc_error *error)
{
  return error->status;
}

const char *
txc_error_message (const txc_error *error)
{
  return error->message ? error->message : txc_status_text (error->status);
}

const char *
txc_error_file (const txc_error *error)
{
  return error->file;
}

size_t
txc_error_line (const txc_error *error)
{
  return error->line;
}

size_t
txc_error_column (const txc_error *error)
{
  return error->column;
}

const txc_error *
txc_error_cause (const txc_error *error)
{
  return error->cause;
}

void
txc_error_free (txc_error *error)
{
  while (error && error != &out_of_memory) {
    txc_error *cause = error->cause;
    free (error->message);
    free (error->file);
    free (error);
    error = cause;
  }
}

static txc_error *new_error (txc_status status, const txc_place *place, const char *format, va_list arguments)
  TXC_PRINTF (3, 0);

static txc_error *
new_error (txc_status status, const txc_place *place, const char *format, va_list arguments)
{
  txc_buffer message = { 0 }, file = { 0 };
  txc_buffer_vprintf (&message, format, arguments);
  if (place && place->file)
    txc_buffer_add (&file, place->file);
  txc_error *error = calloc (1, sizeof *error);
  if (!error || message.failed || file.failed) {
    txc_buffer_release (&message);
    txc_buffer_release (&file);
    free (error);
    return &out_of_memory;
  }
  *error = (txc_error){ .status = status, .message = message.data, .file = file.data };
  if (place) {
    error->line = place->line;
    error->column = place->column;
  }
  return error;
}

txc_status
txc_error_set (txc_error **err, txc_status status, const txc_place *place, const char *format, ...)
{
  if (!err)
    return status;
  va_list arguments;
  va_start (arguments, format);
  txc_error *error = new_error (status, place, format, arguments);
  va_end (arguments);
  txc_error_free (*err);
  *err = error;
  return status;
}

txc_status
txc_error_no_memory (txc_error **err)
{
  if (err) {
    txc_error_free (*err);
    *err = &out_of_memory;
  }
  return TXC_NO_MEMORY;
}

txc_status
txc_error_wrap (txc_error **err, txc_status status, const char *format, ...)
{
  if (!err)
    return status;
  va_list arguments;
  va_start (arguments, format);
  txc_error *error = new_error (status, NULL, format, arguments);
  va_end (arguments);
  if (error == &out_of_memory)
    txc_error_free (*err);
  else
    error->cause = *err;
  *err = error;
  return status;
}
