/* SPDX-License-Identifier: Apache-2.0 */
#include <txcompare.h>

#include "fuzz/fuzz.h"

/* A patient's record, from bytes to verdicts. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static txc_knowledge_base *base; /* loaded once: the same for every input */
  txc_patient_builder *builder = NULL;
  txc_patient *patient = NULL;
  txc_eligibility *eligibility = NULL;
  if ((base || txc_knowledge_base_builtin (&base, NULL) == TXC_OK)
      && txc_patient_builder_new (base, "2026-11-20", &builder, NULL) == TXC_OK
      && txc_patient_builder_add_record (builder, (const char *)data, size, "record.json", NULL) == TXC_OK
      && txc_patient_builder_build (builder, &patient, NULL) == TXC_OK)
    (void)txc_eligibility_new (patient, NULL, 0, &eligibility, NULL);
  txc_eligibility_unref (eligibility);
  txc_patient_unref (patient);
  txc_patient_builder_free (builder);
  return 0;
}
