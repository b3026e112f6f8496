/* SPDX-License-Identifier: Apache-2.0
 *
 * The public face: verdicts for a patient.
 */
#include "eligibility/eligibility.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/reference.h"
#include "patient/patient.h"

const char *
txc_verdict_kind_text (txc_verdict_kind kind)
{
  static const char *const names[] = {
    [TXC_VERDICT_CONTRAINDICATED] = "contraindicated",
    [TXC_VERDICT_AVOID] = "avoid",
    [TXC_VERDICT_NOT_INDICATED] = "not-indicated",
    [TXC_VERDICT_UNDETERMINED] = "undetermined",
    [TXC_VERDICT_REQUIREMENT_UNMET] = "requirement-unmet",
    [TXC_VERDICT_CAUTION] = "caution",
    [TXC_VERDICT_ELIGIBLE] = "eligible",
  };
  return (size_t)kind < sizeof names / sizeof *names ? names[kind] : "";
}

txc_status
txc_eligibility_new (const txc_patient *patient, const char *const *names, size_t count, txc_eligibility **eligibility,
                     txc_error **err)
{
  txc_eligibility_inputs inputs = {
    .knowledge_base = patient->knowledge_base,
    .facts = txc_patient_facts (patient),
    .country = patient->country,
    .as_of = patient->as_of,
  };
  txc_arena scratch = { 0 };
  const txc_treatment *const *treatments = NULL;
  size_t found = 0;
  txc_status status =
    txc_eligibility_find_treatments (inputs.knowledge_base, names, count, &scratch, &treatments, &found, err);
  if (status == TXC_OK)
    status = txc_eligibility_judge (&inputs, treatments, found, eligibility, err);
  txc_arena_release (&scratch);
  if (status == TXC_OK)
    (*eligibility)->patient = txc_patient_ref (patient);
  return status;
}

txc_eligibility *
txc_eligibility_ref (const txc_eligibility *eligibility)
{
  txc_eligibility *shared = txc_reference_to (eligibility);
  atomic_fetch_add (&shared->references, 1);
  return shared;
}

void
txc_eligibility_unref (txc_eligibility *eligibility)
{
  if (!eligibility || atomic_fetch_sub (&eligibility->references, 1) != 1)
    return;
  txc_patient_unref (eligibility->patient);
  txc_arena_release (&eligibility->arena);
  free (eligibility);
}

const txc_patient *
txc_eligibility_patient (const txc_eligibility *eligibility)
{
  return eligibility->patient;
}

size_t
txc_eligibility_treatment_count (const txc_eligibility *eligibility)
{
  return eligibility->count;
}

const txc_treatment *
txc_eligibility_treatment_at (const txc_eligibility *eligibility, size_t index)
{
  return index < eligibility->count ? eligibility->verdicts[index].treatment : NULL;
}

txc_verdict_kind
txc_eligibility_verdict (const txc_eligibility *eligibility, size_t index)
{
  return index < eligibility->count ? eligibility->verdicts[index].kind : TXC_VERDICT_UNDETERMINED;
}

size_t
txc_eligibility_rule_count (const txc_eligibility *eligibility, size_t index)
{
  return index < eligibility->count ? eligibility->verdicts[index].judgement_count : 0;
}

const txc_rule_result *
txc_eligibility_rule_at (const txc_eligibility *eligibility, size_t index, size_t rule)
{
  return rule < txc_eligibility_rule_count (eligibility, index) ? &eligibility->verdicts[index].results[rule] : NULL;
}

size_t
txc_eligibility_slot_count (const txc_eligibility *eligibility, size_t index)
{
  return index < eligibility->count ? eligibility->verdicts[index].slot_count : 0;
}

const txc_slot_result *
txc_eligibility_slot_at (const txc_eligibility *eligibility, size_t index, size_t slot)
{
  return slot < txc_eligibility_slot_count (eligibility, index) ? &eligibility->verdicts[index].slot_results[slot] : NULL;
}

static const txc_verdict *
member_at (const txc_eligibility *eligibility, size_t index, size_t slot, size_t member)
{
  if (slot >= txc_eligibility_slot_count (eligibility, index))
    return NULL;
  const txc_slot *found = &eligibility->verdicts[index].slots[slot];
  return member < found->member_count ? &found->members[member] : NULL;
}

const txc_treatment *
txc_eligibility_slot_member_at (const txc_eligibility *eligibility, size_t index, size_t slot, size_t member)
{
  const txc_verdict *found = member_at (eligibility, index, slot, member);
  return found ? found->treatment : NULL;
}

txc_verdict_kind
txc_eligibility_slot_member_verdict (const txc_eligibility *eligibility, size_t index, size_t slot, size_t member)
{
  const txc_verdict *found = member_at (eligibility, index, slot, member);
  return found ? found->kind : TXC_VERDICT_UNDETERMINED;
}

bool
txc_eligibility_is_emergency (const txc_eligibility *eligibility)
{
  return eligibility->emergency_count > 0;
}

const char *
txc_eligibility_crisis_notice (const txc_eligibility *eligibility)
{
  return eligibility->crisis ? eligibility->crisis->text : NULL;
}

size_t
txc_eligibility_question_count (const txc_eligibility *eligibility)
{
  return eligibility->question_count;
}

const txc_question *
txc_eligibility_question_at (const txc_eligibility *eligibility, size_t index)
{
  return index < eligibility->question_count ? &eligibility->shown_questions[index] : NULL;
}
