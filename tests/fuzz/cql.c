/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include <txcompare.h>

#include "fuzz/fuzz.h"

/* What every value promises, whatever its kind. */
static void
ask (const txc_value *value)
{
  size_t count = txc_value_count (value);
  if (!txc_value_text (value) || txc_value_at (value, count) || txc_value_kind_of (value) > TXC_VALUE_RATIO
      || (txc_value_unit (value) && !txc_value_number (value)))
    abort ();
  for (size_t i = 0; i < count; i++)
    ask (txc_value_at (value, i));
}

/* An expression of the rule language, from text to its value. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  txc_expression *expression = NULL;
  txc_evaluation *evaluation = NULL;
  if (txc_expression_new (NULL, (const char *)data, size, &expression, NULL, NULL) == TXC_OK
      && txc_expression_evaluate_alone (expression, "2026-11-20", &evaluation, NULL) == TXC_OK)
    ask (txc_evaluation_value (evaluation));
  txc_evaluation_unref (evaluation);
  txc_expression_unref (expression);
  return 0;
}
