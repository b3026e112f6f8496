/* SPDX-License-Identifier: Apache-2.0
 *
 * A patient as the other rooms see one: what is known of each feature with its
 * origin, what was tried and is taken, and the window for the rules. Immutable;
 * everything lives in the patient's arena.
 */
#ifndef TXC_PATIENT_PATIENT_H
#define TXC_PATIENT_PATIENT_H

#include <txcompare/cql.h>

#include "knowledge/knowledge.h"

enum { TXC_NO_ITEM = -1 };

/* One fact. Of a list feature there is one per item that is known, then one for
   the list itself (item TXC_NO_ITEM) if it is complete. */
typedef struct txc_patient_fact {
  const txc_feature *feature;
  int item;                 /* index into the feature's items; TXC_NO_ITEM */
  txc_fact_state state;
  bool stated;              /* said by the caller, not read from a record */
  bool implied;             /* follows from a narrower item that is present, or a broader one that is absent */
  txc_cql_value value;      /* of a single value, also where stale (last known) */
  const char *text;         /* the value as people read it; NULL for items */
  const char *date;         /* as precise as the record; NULL */
  const char *origin;
  const char *detail;       /* of a treatment tried or taken; NULL */
} txc_patient_fact;

/* A treatment or medicine that was tried or is taken, as the record has it. */
typedef struct txc_tried {
  const txc_treatment *treatment; /* one of these two, or neither for a class or a name the base does not know */
  const txc_medicine *medicine;
  const char *name;               /* as people read it */
  const char *dose;               /* "150 mg per day", "150 mg"; NULL: not known */
  const char *start, *end;        /* ISO 8601; NULL: not known */
  int weeks;                      /* whole weeks taken; -1: not known */
  const char *reason;             /* why it was stopped, as written; NULL: not known */
  bool current;                   /* taken on the as-of date */
  bool ineffective;               /* stopped for lack of effect */
  txc_answer adequate;            /* dose and weeks against the regimen's `adequate` */
  txc_answer this_episode;        /* ended after the main condition's present episode began */
  const char *origin;
  const char *text;               /* "sertraline 150 mg per day, 12 weeks, stopped: lack of effect" */
} txc_tried;

struct txc_patient {
  txc_knowledge_base *knowledge_base;
  txc_date as_of;
  const char *as_of_text;
  const char *country;            /* ISO 3166 alpha-2; NULL: not known */
  TXC_LIST (txc_patient_fact, facts);  /* in the order of the features, unknown ones left out */
  const txc_fact *shown_facts;         /* the same, as the public interface shows them */
  TXC_LIST (txc_tried, tried);         /* oldest first; the stated ones last */
  TXC_LIST (char *, remarks);
  const txc_fact_list *lists;     /* one per feature; all zero for those that are no list */
  const txc_cql_value *values;    /* one per feature; is_null: unknown */
  txc_arena arena;
  _Atomic (size_t) references;
};

/* The window through which rules see the patient; good as long as the patient. */
txc_facts txc_patient_facts (const txc_patient *patient);

/* What is known of a feature (item TXC_NO_ITEM) or of one item of a list; NULL:
   unknown. For an item that a complete list does not have: the list's own fact. */
const txc_patient_fact *txc_patient_find (const txc_patient *patient, const txc_feature *feature, int item);

/* The index of an item of a feature by id; TXC_NO_ITEM if it has none such. */
int txc_feature_item_index (const txc_feature *feature, const char *id);
/* Whether what is in the list `from` (taken now) is in the list `to` as well (taken in the last days). */
bool txc_feature_carries_over (const txc_feature *from, const txc_feature *to);

/* Whether the treatment is taken on the as-of date: by a feature derived from
   medications with status `current`. */
txc_answer txc_patient_takes (const txc_patient *patient, const char *item);

/* ---- why a rule answers as it does, in words (reading.c) --------------------- */

/* What the rule read, one for each of the reasons' readings. In `arena`, and good
   as long as the patient; NULL if memory ran out. */
const txc_reading_result *txc_patient_readings (const txc_patient *patient, const txc_reasons *reasons, txc_arena *arena);

/* What would settle it, smallest sets first; facts that settle it either way are
   named once. In `arena`; NULL if memory ran out. */
const char *const *txc_patient_settlements (const txc_patient *patient, const txc_reasons *reasons, txc_arena *arena,
                                            size_t *count);

/* More of them say little to a person. */
enum { TXC_MOST_SETTLEMENTS_SHOWN = 8 };

/* ---- what a report says of a patient in a few lines ------------------------- */

/* A measured value: "PHQ-9 score", "21", "severe", "2026-11-02". Blood pressure
   is one of these, "148/92 mm[Hg]", where both parts are known from one day. */
typedef struct txc_measured {
  const txc_feature *feature;     /* of the first part */
  const char *name, *value;
  const char *band;               /* of the instrument with that name; NULL */
  const char *date;
  bool stale;                     /* too old to decide anything: last known */
} txc_measured;

typedef struct txc_patient_summary {
  const char *person;             /* "woman, 52"; "age 52"; "person" where nothing is known */
  TXC_LIST (char *, conditions);  /* names: those that are a treatment's indication first, broader ones left out */
  TXC_LIST (txc_measured, measured);
  TXC_LIST (char *, failed);      /* in this episode, adequate: "sertraline 150 mg per day, 12 weeks, ..." */
  TXC_LIST (char *, current);     /* "venlafaxine 150 mg per day" */
} txc_patient_summary;

/* Everything in it lives in `arena`. TXC_NO_MEMORY. */
txc_status txc_patient_summarise (const txc_patient *patient, txc_arena *arena, txc_patient_summary *summary,
                                  txc_error **err);

#endif
