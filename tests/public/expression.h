/* SPDX-License-Identifier: Apache-2.0
 *
 * What the tests of expressions begin with; each step must succeed.
 */
#ifndef TXC_TEST_EXPRESSION_H
#define TXC_TEST_EXPRESSION_H

#include "unit/test.h"

#include <string.h>

#include <txcompare.h>

/* Facts end with NULL. */
static inline txc_patient *
patient_of (const txc_knowledge_base *of, const char *const facts[])
{
  txc_patient_builder *builder = NULL;
  txc_patient *patient = NULL;
  ck_assert_int_eq (txc_patient_builder_new (of, "2026-11-20", &builder, NULL), TXC_OK);
  for (size_t i = 0; facts[i]; i++)
    ck_assert_msg (txc_patient_builder_set (builder, facts[i], NULL) == TXC_OK, "%s", facts[i]);
  ck_assert_int_eq (txc_patient_builder_build (builder, &patient, NULL), TXC_OK);
  txc_patient_builder_free (builder);
  return patient;
}

static inline txc_expression *
compile (const txc_knowledge_base *of, const char *text)
{
  txc_expression *expression = NULL;
  txc_error *err = NULL;
  txc_status status = txc_expression_new (of, text, strlen (text), &expression, NULL, &err);
  ck_assert_msg (status == TXC_OK, "%s: %s", text, err ? txc_error_message (err) : "");
  return expression;
}

static inline txc_evaluation *
alone (const char *text)
{
  txc_expression *expression = compile (NULL, text);
  txc_evaluation *evaluation = NULL;
  ck_assert_int_eq (txc_expression_evaluate_alone (expression, "2026-11-10", &evaluation, NULL), TXC_OK);
  txc_expression_unref (expression);
  return evaluation;
}

#endif
