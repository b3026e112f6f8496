/* SPDX-License-Identifier: Apache-2.0
 *
 * The public face of a page: what must be shown with it, and the way to the writers.
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
  if (status == TXC_OK)
    status = txc_options_reserved (known.reserved, sizeof known.reserved, err);
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

const char *
txc_page_key (const txc_page *page)
{
  return page->key;
}

const char *
txc_page_title (const txc_page *page)
{
  return page->title;
}

size_t
txc_page_notice_count (const txc_page *page)
{
  return page->notice_count;
}

const txc_notice *
txc_page_notice_at (const txc_page *page, size_t index)
{
  return index < page->notice_count ? &page->notices[index] : NULL;
}

const char *
txc_page_about (const txc_page *page, const char *key)
{
  for (size_t i = 0; i < page->about_count; i++)
    if (strcmp (page->about[i].key, key) == 0)
      return page->about[i].text;
  return NULL;
}
