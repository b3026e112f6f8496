/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include <txcompare.h>

#include "fuzz/fuzz.h"

/* A fact as people type it. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static txc_knowledge_base *base; /* loaded once: the same for every input */
  txc_patient_builder *builder = NULL;
  txc_patient *patient = NULL;
  char *fact = malloc (size + 1);
  if (!fact)
    return 0;
  memcpy (fact, data, size);
  fact[size] = '\0';
  if ((base || txc_knowledge_base_builtin (&base, NULL) == TXC_OK)
      && txc_patient_builder_new (base, "2026-11-20", &builder, NULL) == TXC_OK
      && txc_patient_builder_set (builder, fact, NULL) == TXC_OK)
    (void)txc_patient_builder_build (builder, &patient, NULL);
  txc_patient_unref (patient);
  txc_patient_builder_free (builder);
  free (fact);
  return 0;
}
