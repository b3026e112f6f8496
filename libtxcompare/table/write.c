/* SPDX-License-Identifier: Apache-2.0
 *
 * The public way to the writers.
 */
#include "base/error.h"
#include "base/options.h"
#include "table/page.h"

static bool
write_page (const txc_page *page, txc_format format, const txc_write_options *options, txc_buffer *out)
{
  const txc_text_options of_text = { options->width, options->colour, options->ascii };
  switch (format) {
  case TXC_FORMAT_TEXT: txc_page_write_text (page, &of_text, out); return true;
  case TXC_FORMAT_MARKDOWN: txc_page_write_markdown (page, out); return true;
  case TXC_FORMAT_HTML: (options->fragment ? txc_page_write_html_fragment : txc_page_write_html) (page, out); return true;
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
  txc_write_options known = TXC_WRITE_OPTIONS_INIT;
  txc_status status = txc_options_read (options, &known, sizeof known, err);
  if (status != TXC_OK)
    return status;
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
