/* SPDX-License-Identifier: Apache-2.0
 *
 * Memory may run out anywhere: nothing crashes, nothing leaks, and the status
 * says so.
 */
#include "unit/test.h"

#include "table/page.h"
#include "unit/failing_memory.h"
#include "unit/sample_page.h"

START_TEST (building_says_that_memory_ran_out)
{
  bool failed = true;
  for (size_t i = 0; failed; i++) {
    fail_memory_after (i);
    txc_page *page = sample_page (true);
    failed = restore_memory ();
    ck_assert (failed == !page);
    txc_page_unref (page);
  }
}
END_TEST

START_TEST (writing_says_that_memory_ran_out)
{
  enum { FORMATS = TXC_FORMAT_JSON + 1 };
  txc_page *page = sample_page (true);
  for (int way = 0; way <= FORMATS; way++) {
    int format = way < FORMATS ? way : TXC_FORMAT_HTML;
    bool failed = true;
    for (size_t i = 0; failed; i++) {
      txc_write_options options = TXC_WRITE_OPTIONS_INIT;
      options.width = i % 2 ? 40 : 100;
      options.fragment = way == FORMATS;
      char *text = NULL;
      txc_error *err = NULL;
      fail_memory_after (i);
      txc_status status = txc_page_write (page, (txc_format)format, &options, &text, NULL, &err);
      failed = restore_memory ();
      ck_assert_int_eq (status, failed ? TXC_NO_MEMORY : TXC_OK);
      ck_assert (failed == !text);
      txc_error_free (err);
      txc_free (text);
    }
  }
  txc_page_unref (page);
}
END_TEST

RUN_TESTS ("page memory", building_says_that_memory_ran_out, writing_says_that_memory_ran_out)
