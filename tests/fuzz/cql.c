/* SPDX-License-Identifier: Apache-2.0 */
#include <txcompare.h>

#include "fuzz/fuzz.h"

/* Asks a value everything, whatever its kind. */
static size_t
ask (const txc_value *value)
{
  size_t sum = (size_t)txc_value_kind_of (value) + txc_value_boolean (value) + (size_t)txc_value_integer (value)
               + (size_t)txc_value_text (value)[0] + (txc_value_number (value) != NULL) + (txc_value_unit (value) != NULL)
               + txc_value_low_closed (value) + txc_value_high_closed (value);
  for (size_t i = 0; i < txc_value_count (value); i++)
    sum += ask (txc_value_at (value, i));
  return sum;
}

/* An expression of the rule language, from text to its value. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static volatile size_t asked;
  txc_expression *expression = NULL;
  txc_evaluation *evaluation = NULL;
  if (txc_expression_new (NULL, (const char *)data, size, &expression, NULL, NULL) == TXC_OK
      && txc_expression_evaluate_alone (expression, "2026-11-20", &evaluation, NULL) == TXC_OK)
    asked += ask (txc_evaluation_value (evaluation)) + (size_t)txc_evaluation_why (evaluation)[0];
  txc_evaluation_unref (evaluation);
  txc_expression_unref (expression);
  return 0;
}
