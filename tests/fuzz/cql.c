/* SPDX-License-Identifier: Apache-2.0 */
#include <txcompare.h>

#include "fuzz/fuzz.h"

/* An expression of the rule language, from text to its value. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  char *value = NULL;
  (void)txc_cql_evaluate_text ((const char *)data, size, "2026-11-20", &value, NULL);
  txc_free (value);
  return 0;
}
