/* SPDX-License-Identifier: Apache-2.0
 *
 * The public way to the writers.
 */
#include "base/error.h"
#include "table/page.h"

/* What the library does not know must be zero: a newer program asked for more
   than this library can do. */
static bool
is_understood (const txc_write_options *options)
{
  const unsigned char *bytes = (const unsigned char *)options;
  for (size_t i = sizeof *options; i < options->size; i++)
    if (bytes[i])
      return false;
  return true;
}

/* The options of an older program are shorter: what they lack is the default. */
static txc_text_options
read_options (const txc_write_options *options)
{
  txc_write_options known = TXC_WRITE_OPTIONS_INIT;
  if (options)
    memcpy (&known, options, options->size < sizeof known ? options->size : sizeof known);
  return (txc_text_options){ known.width, known.colour, known.ascii };
}

static bool
write_page (const txc_page *page, txc_format format, const txc_text_options *options, txc_buffer *out)
{
  switch (format) {
  case TXC_FORMAT_TEXT: txc_page_write_text (page, options, out); return true;
  case TXC_FORMAT_MARKDOWN: txc_page_write_markdown (page, out); return true;
  case TXC_FORMAT_HTML: txc_page_write_html (page, out); return true;
  case TXC_FORMAT_CSV: txc_page_write_csv (page, out); return true;
  case TXC_FORMAT_JSON: txc_page_write_json (page, out); return true;
  }
  return false;
}

txc_status
txc_page_write (const txc_page *page, txc_format format, const txc_write_options *options, char **text, size_t *length,
                txc_error **err)
{
  *text = NULL;
  if (options && (options->size < sizeof options->size || !is_understood (options)))
    return txc_error_set (err, TXC_INVALID_ARGUMENT, NULL,
                          "write options of %zu bytes are not known; begin with TXC_WRITE_OPTIONS_INIT", options->size);
  txc_text_options known = read_options (options);
  txc_buffer out = { 0 };
  if (!write_page (page, format, &known, &out))
    return txc_error_set (err, TXC_INVALID_ARGUMENT, NULL, "unknown format %d", (int)format);
  size_t written = out.length;
  *text = txc_buffer_take (&out);
  if (!*text) {
    txc_buffer_release (&out);
    return txc_error_no_memory (err);
  }
  if (length)
    *length = written;
  return TXC_OK;
}
