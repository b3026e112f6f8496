/* SPDX-License-Identifier: Apache-2.0
 *
 * Diagnostics as users of the library see them.
 */
#include "text/diagnostic.h"

#include <stdlib.h>

#include <txcompare/diagnostic.h>

enum { usual_width = 80 };

static const txc_diagnostic *
item_at (const txc_diagnostics *diagnostics, size_t index)
{
  static const txc_diagnostic none = { .message = "" };
  return index < diagnostics->kept ? &diagnostics->items[index] : &none;
}

size_t
txc_diagnostics_count (const txc_diagnostics *diagnostics)
{
  return diagnostics->kept;
}

size_t
txc_diagnostics_error_count (const txc_diagnostics *diagnostics)
{
  return diagnostics->errors;
}

bool
txc_diagnostics_is_error (const txc_diagnostics *diagnostics, size_t index)
{
  return item_at (diagnostics, index)->severity == TXC_SEVERITY_ERROR;
}

const char *
txc_diagnostics_message (const txc_diagnostics *diagnostics, size_t index)
{
  return item_at (diagnostics, index)->message;
}

const char *
txc_diagnostics_hint (const txc_diagnostics *diagnostics, size_t index)
{
  return item_at (diagnostics, index)->hint;
}

const char *
txc_diagnostics_file (const txc_diagnostics *diagnostics, size_t index)
{
  return item_at (diagnostics, index)->span.file;
}

size_t
txc_diagnostics_line (const txc_diagnostics *diagnostics, size_t index)
{
  return item_at (diagnostics, index)->span.line;
}

size_t
txc_diagnostics_column (const txc_diagnostics *diagnostics, size_t index)
{
  return item_at (diagnostics, index)->span.column;
}

txc_status
txc_diagnostics_print (const txc_diagnostics *diagnostics, size_t width, char **text, txc_error **err)
{
  txc_buffer out = { 0 };
  for (size_t i = 0; i < diagnostics->kept; i++)
    txc_diagnostic_print (&diagnostics->items[i], width ? width : usual_width, &out);
  *text = txc_buffer_take (&out);
  if (*text)
    return TXC_OK;
  txc_buffer_release (&out);
  return txc_error_no_memory (err);
}

void
txc_diagnostics_free (txc_diagnostics *diagnostics)
{
  if (!diagnostics)
    return;
  txc_diagnostics_release (diagnostics);
  free (diagnostics);
}
