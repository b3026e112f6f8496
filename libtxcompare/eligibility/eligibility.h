/* SPDX-License-Identifier: Apache-2.0
 *
 * Verdicts from inside: every rule's answer with its reasons, where it came
 * from (a part of a combination, a member of a class slot), and the questions
 * that are open. Immutable once made; everything lives in the eligibility's arena.
 *
 * How a headline comes about, the first that holds:
 *   contraindicated    a contraindication is true
 *   avoid              an avoid is true
 *   not-indicated      indications are in force and all are false, or a not-indicated is true
 *   undetermined       a contraindication, avoid, requirement or not-indicated is unknown;
 *                      or no indication is true and one is unknown; or none is in force
 *   requirement-unmet  a requirement is false
 *   caution            a caution is true, or unknown (then it is shown as possible)
 *   eligible
 *
 * A combination takes its parts' contraindications, avoids, cautions,
 * requirements, monitoring, dose limits and stopping rules, never what they are
 * for: its indications are its own.
 *
 * A class slot counts as a requirement, "one member may be given": true if a
 * member is eligible or to be given with caution; unknown if none is, but one is
 * undetermined, or the base has no member to ask about; false if every member is
 * ruled out or lacks something it requires.
 *
 * Country. A rule of another country, or not in force on the as-of date, is not
 * applicable. Where the country is not known, rules that keep harm away apply
 * whoever made them (contraindications, avoids, cautions, requirements,
 * monitoring, dose limits, stopping), while what a country allows or advises
 * against (indications, not-indicated, favours, disfavours) is unknown where it
 * would be true: no treatment is called allowed or refused for a country
 * nobody named.
 */
#ifndef TXC_ELIGIBILITY_ELIGIBILITY_H
#define TXC_ELIGIBILITY_ELIGIBILITY_H

#include <txcompare/eligibility.h>

#include "base/arena.h"
#include "knowledge/knowledge.h"

/* What verdicts are made from. Borrowed: good as long as the patient. */
typedef struct txc_eligibility_inputs {
  const txc_knowledge_base *knowledge_base;
  txc_facts facts;
  const char *country; /* ISO 3166 alpha-2; NULL: not known */
  txc_date as_of;
} txc_eligibility_inputs;

/* One rule answered for one treatment. */
typedef struct txc_judgement {
  const txc_rule *rule;
  const txc_treatment *part;   /* the part of a combination through which it comes; NULL: its own */
  txc_rule_answer answer;
  bool needs_country;          /* unknown only because the country is not known */
  bool decides;                /* one of the reasons for the headline */
  const txc_reasons *reasons;  /* of a true or unknown answer; NULL otherwise */
  const char *when, *source;   /* the expression, and the source as shown */
  const char *to_settle;       /* unknown: the question that would settle it; NULL otherwise */
} txc_judgement;

typedef struct txc_verdict txc_verdict;

/* A class slot of a combination with its members' own verdicts. */
typedef struct txc_slot {
  const txc_part *part;
  const txc_verdict *members;
  size_t member_count;
  txc_rule_answer answer;      /* may a member be given? */
  bool decides;
} txc_slot;

struct txc_verdict {
  const txc_treatment *treatment;
  txc_verdict_kind kind;
  txc_judgement *judgements;
  size_t judgement_count;
  txc_slot *slots;
  size_t slot_count;
  bool no_indication;          /* no indication rule is in force */
  const txc_rule_result *results;      /* judgements and slots again, as the public interface shows them */
  const txc_slot_result *slot_results;
};

/* One thing to ask: a feature, or items of one list feature. */
typedef struct txc_asking {
  const txc_feature *feature;  /* NULL: the country */
  const txc_item *const *items;
  size_t item_count;           /* 0: the feature as a whole */
  const char *const *item_ids;
  const char *text;
  const char *const *answers;  /* statements */
  size_t answer_count;
  const char *fill_in;         /* a statement with "..." in place of what only the person knows; NULL */
  size_t blocks;               /* verdicts it keeps undetermined */
  size_t refines;              /* verdicts whose cautions it would settle */
  const size_t *settled_by_no; /* verdicts that a "no" (to all of it) settles by itself */
  size_t settled_by_no_count;
} txc_asking;

/* A population of the base for which the patient's facts answer no, or nothing. */
typedef struct txc_population_answer {
  const txc_population *population;
  txc_answer answer;
} txc_population_answer;

struct txc_eligibility {
  txc_patient *patient;        /* NULL where it was made from inputs alone */
  txc_eligibility_inputs inputs;
  const txc_verdict *verdicts;
  size_t count;
  const txc_judgement *emergencies; /* emergency rules that are true */
  size_t emergency_count;
  const txc_crisis_notice *crisis;  /* NULL: no emergency */
  const txc_population_answer *populations;
  size_t population_count;
  const txc_asking *questions;
  const txc_question *shown_questions; /* the same, as the public interface shows them */
  size_t question_count;
  txc_arena arena;
  _Atomic (size_t) references;
};

/* Verdicts from inputs; `treatments` in the order wanted, NULL for all. The
   inputs must outlive the eligibility. */
txc_status txc_eligibility_judge (const txc_eligibility_inputs *inputs, const txc_treatment *const *treatments,
                                  size_t count, txc_eligibility **eligibility, txc_error **err);

/* Treatments by id or alias, all but placebo where `names` is NULL; the array lives in `arena`. */
txc_status txc_eligibility_find_treatments (const txc_knowledge_base *knowledge_base, const char *const *names, size_t count,
                                            txc_arena *arena, const txc_treatment *const **treatments, size_t *found,
                                            txc_error **err);

/* Is the rule in force for the country on the day? `needs_country` tells that it
   depends on a country that is not known. */
bool txc_eligibility_in_force (const txc_rule *rule, const char *country, const txc_date *as_of, bool *needs_country);

/* Does a rule or approval of `of` hold in `country`? The European Union holds in its member states. */
bool txc_eligibility_country_covers (const char *of, const char *country);

/* "contraindicated", "dose-limit", ... */
const char *txc_rule_kind_text (txc_rule_kind kind);

#endif
