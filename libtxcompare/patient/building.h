/* SPDX-License-Identifier: Apache-2.0
 *
 * From what was said to what is known: the steps of txc_patient_builder_build().
 */
#ifndef TXC_PATIENT_BUILDING_H
#define TXC_PATIENT_BUILDING_H

#include "patient/builder.h"

typedef struct txc_building {
  const txc_patient_builder *builder;
  const txc_knowledge_base *base;
  txc_patient *patient;
  txc_said *said;               /* the builder's, then what follows from its medications */
  size_t said_count, said_capacity;
  txc_patient_fact *facts;
  size_t fact_count, fact_capacity;
  txc_fact_list *lists;
  txc_cql_value *values;
  txc_remarks remarks;
  txc_map taken;                /* ids of what is taken now, while the history is told */
  txc_arena scratch;
  bool failed;                  /* memory ran out */
} txc_building;

void txc_building_say (txc_building *building, const txc_said *said);
void txc_building_remark (txc_building *building, const char *format, ...) TXC_PRINTF (2, 3);
/* A copy in the patient's arena; NULL stays NULL. */
const char *txc_building_keep (txc_building *building, const char *text);

/* history.c: tried treatments, and what they say of features derived from medications. */
void txc_building_history (txc_building *building);

/* decide.c: one feature after another. */
void txc_building_decide (txc_building *building, const txc_feature *feature);

/* applies.c: what does not apply to this person, once all is decided. */
void txc_building_apply (txc_building *building);

/* list.c */
void txc_building_decide_list (txc_building *building, const txc_feature *feature);

/* Adds a fact; the strings of `of` are copied. */
txc_patient_fact *txc_building_add_fact (txc_building *building, const txc_feature *feature, int item,
                                         txc_fact_state state, const txc_said_of *of, const char *detail);

#endif
