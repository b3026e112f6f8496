/* SPDX-License-Identifier: Apache-2.0
 *
 * One judging from beginning to end: the inputs, the memory, and the reasons
 * already worked out, which many rules share.
 */
#ifndef TXC_ELIGIBILITY_JUDGE_H
#define TXC_ELIGIBILITY_JUDGE_H

#include "eligibility/eligibility.h"

typedef struct txc_judge {
  const txc_eligibility_inputs *inputs;
  txc_arena *arena;   /* what stays */
  txc_map reasons;    /* by compiled expression */
  txc_error **err;
} txc_judge;

/* A copy of reasons in `arena`; NULL if memory ran out. */
const txc_reasons *txc_judge_keep_reasons (txc_arena *arena, const txc_reasons *from) TXC_MUST_CHECK;

/* Answers one rule. */
txc_status txc_judge_rule (txc_judge *judge, const txc_rule *rule, txc_judgement *judgement);

/* Answers all rules of a treatment and finds its headline. `with_slots`: also
   the members of its class slots. */
txc_status txc_judge_treatment (txc_judge *judge, const txc_treatment *treatment, bool with_slots, txc_verdict *verdict);

/* Does an unknown answer to a rule of this kind keep the verdict undetermined? */
bool txc_judge_blocks (const txc_verdict *verdict, const txc_judgement *judgement);

/* The questions that are open, the most useful first. */
txc_status txc_judge_questions (txc_judge *judge, const txc_verdict *verdicts, size_t count, const txc_asking **questions,
                                size_t *question_count);

/* Fills in what the public interface shows of all that was judged. */
txc_status txc_judge_show (txc_judge *judge, txc_verdict *verdicts, txc_eligibility *eligibility);

#endif
