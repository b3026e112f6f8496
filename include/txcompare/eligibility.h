/* SPDX-License-Identifier: Apache-2.0
 *
 * May this patient have it? A verdict per treatment, with every rule's answer,
 * the facts behind it, and what to ask.
 */
#ifndef TXCOMPARE_ELIGIBILITY_H
#define TXCOMPARE_ELIGIBILITY_H

#include <txcompare/patient.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The headline of a treatment, in the order in which the first that holds is taken. @since 0.1 */
typedef enum txc_verdict_kind {
  TXC_VERDICT_CONTRAINDICATED,
  TXC_VERDICT_AVOID,
  TXC_VERDICT_NOT_INDICATED,
  TXC_VERDICT_UNDETERMINED,
  TXC_VERDICT_REQUIREMENT_UNMET,
  TXC_VERDICT_CAUTION,
  TXC_VERDICT_ELIGIBLE
} txc_verdict_kind;

/** "contraindicated", "requirement-unmet", ...; static. @since 0.1 */
TXC_API const char *txc_verdict_kind_text (txc_verdict_kind kind);

/** How a rule was answered. @since 0.1 */
typedef enum txc_rule_answer {
  TXC_RULE_FALSE,
  TXC_RULE_TRUE,
  TXC_RULE_UNKNOWN,
  TXC_RULE_NOT_APPLICABLE /**< another country's, not in force on the as-of date */
} txc_rule_answer;

/** Verdicts for one patient. Reference counted, immutable. @since 0.1 */
typedef struct txc_eligibility txc_eligibility;

/**
 * Evaluates the rules of some treatments, or of all, for a patient. Keeps a reference to the patient.
 * @param treatments  ids or aliases, in the order wanted; one that is named twice has its first place; NULL with count 0
 *                    for all but placebo
 * @return TXC_OK; TXC_NOT_FOUND (unknown treatment, with the nearest name); TXC_NO_MEMORY
 * @since 0.1
 */
TXC_API txc_status txc_eligibility_new (const txc_patient *patient, const char *const *treatments, size_t count,
                                        txc_eligibility **eligibility, txc_error **err);
/** One more reference. @since 0.1 */
TXC_API txc_eligibility *txc_eligibility_ref (const txc_eligibility *eligibility);
/** Gives a reference back. NULL does nothing. @since 0.1 */
TXC_API void txc_eligibility_unref (txc_eligibility *eligibility);

/** The patient, borrowed. @since 0.1 */
TXC_API const txc_patient *txc_eligibility_patient (const txc_eligibility *eligibility);
/** Number of treatments. @since 0.1 */
TXC_API size_t txc_eligibility_treatment_count (const txc_eligibility *eligibility);
/** Treatment `index`, borrowed; NULL beyond the last. @since 0.1 */
TXC_API const txc_treatment *txc_eligibility_treatment_at (const txc_eligibility *eligibility, size_t index);
/** Headline of treatment `index`; TXC_VERDICT_UNDETERMINED beyond the last. @since 0.1 */
TXC_API txc_verdict_kind txc_eligibility_verdict (const txc_eligibility *eligibility, size_t index);
/** Number of rules of treatment `index`, all kinds, whatever their answer; 0 beyond the last. @since 0.1 */
TXC_API size_t txc_eligibility_rule_count (const txc_eligibility *eligibility, size_t index);

/** One rule's answer; owned by the eligibility, good as long as it. Members may be added at the end. @since 0.1 */
typedef struct txc_rule_result {
  const char *rule;        /**< id */
  const char *kind;        /**< "contraindicated", "caution", ... */
  txc_rule_answer answer;
  bool decides;            /**< it is one of the reasons for the headline */
  const char *message;
  const char *when;        /**< the rule's expression */
  const char *source;      /**< as shown: "Spravato US label, section 4" */
  const char *verification;/**< "read", "unverified", ... */
  const char *to_settle;   /**< unknown: the question that would settle it; NULL otherwise */
  const char *part;        /**< id of the part of a combination whose rule it is; NULL: of the treatment itself */
  const char *detail;      /**< why, in a sentence or two; NULL */
  const char *action;      /**< what to do; NULL */
  const char *strength;    /**< of a recommendation, as its source says it: "weak"; NULL */
  const char *country;     /**< whose rule it is, "US"; NULL: everybody's */
} txc_rule_result;

/** Answer of rule `rule` of treatment `index`, borrowed; NULL beyond the last. @since 0.1 */
TXC_API const txc_rule_result *txc_eligibility_rule_at (const txc_eligibility *eligibility, size_t index, size_t rule);

/**
 * A part of a combination that is still to be chosen ("an oral antidepressant"): whether one of its members may be
 * given. Counts as a requirement of the combination. Owned by the eligibility. Members may be added at the end.
 * @since 0.1
 */
typedef struct txc_slot_result {
  const char *name;
  txc_rule_answer answer;  /**< true: a member may be given; false: none; unknown: none so far, one is undetermined */
  bool decides;            /**< it is one of the reasons for the headline */
  size_t member_count;
} txc_slot_result;

/** Number of parts of treatment `index` that are still to be chosen; 0 beyond the last. @since 0.1 */
TXC_API size_t txc_eligibility_slot_count (const txc_eligibility *eligibility, size_t index);
/** Part `slot` of treatment `index`, borrowed; NULL beyond the last. @since 0.1 */
TXC_API const txc_slot_result *txc_eligibility_slot_at (const txc_eligibility *eligibility, size_t index, size_t slot);
/** Member `member` of a part, borrowed; NULL beyond the last. @since 0.1 */
TXC_API const txc_treatment *txc_eligibility_slot_member_at (const txc_eligibility *eligibility, size_t index, size_t slot,
                                                             size_t member);
/** Its own verdict for this patient; TXC_VERDICT_UNDETERMINED beyond the last. @since 0.1 */
TXC_API txc_verdict_kind txc_eligibility_slot_member_verdict (const txc_eligibility *eligibility, size_t index, size_t slot,
                                                              size_t member);

/** True if a fact means danger: the crisis notice comes first in every output. @since 0.1 */
TXC_API bool txc_eligibility_is_emergency (const txc_eligibility *eligibility);
/** The crisis notice for the patient's country, or the general one; NULL if there is no emergency. @since 0.1 */
TXC_API const char *txc_eligibility_crisis_notice (const txc_eligibility *eligibility);

/** A question whose answer may settle verdicts; owned by the eligibility. Members may be added at the end. @since 0.1 */
typedef struct txc_question {
  const char *feature;     /**< id; "country" where that is what is missing */
  const char *const *items;/**< ids of the items of a list it asks for; none where the feature as a whole is asked for */
  size_t item_count;
  const char *text;        /**< as one asks it */
  size_t settles;          /**< how many of the verdicts an answer could settle by itself or together with the rest */
  const char *const *answers; /**< what may be stated, each as txc_patient_builder_set() takes it: "no aneurysm",
                                   "has aneurysm", "pregnant=no", "country=US" */
  size_t answer_count;
  const char *fill_in;     /**< what to state where the words are not known before: "age=...", "qtc_interval=... ms"; NULL */
} txc_question;

/** Number of open questions, the most useful first. @since 0.1 */
TXC_API size_t txc_eligibility_question_count (const txc_eligibility *eligibility);
/** Question `index`, borrowed; NULL beyond the last. @since 0.1 */
TXC_API const txc_question *txc_eligibility_question_at (const txc_eligibility *eligibility, size_t index);

#ifdef __cplusplus
}
#endif
#endif
