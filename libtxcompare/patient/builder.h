/* SPDX-License-Identifier: Apache-2.0
 *
 * What a builder has collected before it becomes a patient: every single thing
 * said, by the caller or a record, with its origin. Nothing is decided here;
 * deciding is txc_patient_builder_build().
 */
#ifndef TXC_PATIENT_BUILDER_H
#define TXC_PATIENT_BUILDER_H

#include "patient/patient.h"
#include "text/json.h"

typedef enum txc_said_kind {
  TXC_SAID_VALUE,
  TXC_SAID_PRESENT,  /* an item of a list */
  TXC_SAID_ABSENT,
  TXC_SAID_COMPLETE  /* the list holds nothing else */
} txc_said_kind;

/* Where and when; every said thing has one. */
typedef struct txc_said_of {
  const char *origin;
  const char *date;          /* as shown; NULL: not known */
  txc_datetime when;         /* precision TXC_PRECISION_NONE: not known */
  bool stated;               /* by the caller: wins */
  bool current;              /* without a date, but said now (stated, flat profile): never too old */
} txc_said_of;

typedef struct txc_said {
  txc_said_kind kind;
  size_t feature;
  int item;
  txc_cql_value value;
  const char *detail;
  txc_said_of of;
} txc_said;

typedef enum txc_taking {
  TXC_TAKING_NOW,
  TXC_TAKING_NOT,     /* said not to be taken */
  TXC_TAKING_ENDED,
  TXC_TAKING_UNCLEAR  /* the record does not tell: neither taken nor not taken */
} txc_taking;

/* One medicine of one MedicationRequest or MedicationStatement. */
typedef struct txc_medication {
  const char *item;         /* id of the treatment, medicine or class */
  const char *name;         /* as people read it */
  txc_taking taking;
  txc_datetime start, end;  /* precision NONE: not known */
  bool has_daily_dose;
  txc_decimal daily_dose;   /* in dose_unit per day */
  const char *dose_unit;
  const char *dose;         /* as shown; NULL: not known */
  const char *reason;
  bool ineffective;
  const char *label;        /* of the resource, for remarks */
  txc_said_of of;
} txc_medication;

/* A period of a condition: where the present episode began. */
typedef struct txc_onset {
  size_t feature;
  int item;
  txc_datetime when;
} txc_onset;

typedef struct txc_remarks {
  const char **items;
  size_t count, capacity;
} txc_remarks;

/* Keeps the same remark once; after the first 200 only that there are more.
   False: no memory. */
bool txc_remarks_vadd (txc_remarks *remarks, txc_arena *arena, const char *format, va_list arguments) TXC_PRINTF (3, 0);

/* On one line: control characters as blanks, what is no UTF-8 as U+FFFD. NULL: no memory. */
const char *txc_printable (txc_arena *arena, const char *text);

/* Grows only at its ends, so that a copy of the struct is a point to go back to. */
typedef struct txc_collected {
  txc_said *said;
  size_t said_count, said_capacity;
  txc_medication *medications;
  size_t medication_count, medication_capacity;
  txc_onset *onsets;
  size_t onset_count, onset_capacity;
  txc_remarks remarks;
  const char *country;          /* said by the caller */
  const char *record_country;
  const char *birth_date, *gender, *person_id; /* of the Patient resource read before */
} txc_collected;

typedef struct txc_vocabulary txc_vocabulary;

struct txc_patient_builder {
  txc_knowledge_base *knowledge_base;
  txc_date as_of;
  const char *as_of_text;
  txc_collected now;
  txc_vocabulary *vocabulary;   /* made when the first record is read */
  txc_json_reader *reader;
  txc_arena arena;
};

/* Each answers TXC_OK or TXC_NO_MEMORY (which `err` then says too). */
txc_status txc_builder_say (txc_patient_builder *builder, const txc_said *said, txc_error **err);
txc_status txc_builder_add_medication (txc_patient_builder *builder, const txc_medication *medication, txc_error **err);
txc_status txc_builder_add_onset (txc_patient_builder *builder, const txc_onset *onset, txc_error **err);
txc_status txc_builder_remark (txc_patient_builder *builder, txc_error **err, const char *format, ...) TXC_PRINTF (3, 4);

/* As shown to people: "52", "148 mm[Hg]", "yes", "severe". NULL: no memory. */
const char *txc_feature_value_text (const txc_feature *feature, const txc_cql_value *value, txc_arena *arena);

/* A value of the feature's type from what somebody wrote: "52", "148 mm[Hg]",
   "yes"; `bare` as below. TXC_TYPE, TXC_INVALID_DATA (unit, range), TXC_NOT_FOUND (no such word). */
txc_status txc_value_from_text (const txc_feature *feature, txc_text text, bool bare, txc_arena *arena,
                                txc_cql_value *value, txc_error **err);

/* The same from a number with a unit (NULL or "": none). A Quantity needs one
   unless `bare` (then it is the feature's). */
txc_status txc_value_from_number (const txc_feature *feature, txc_decimal number, const char *unit, bool bare,
                                  txc_arena *arena, txc_cql_value *value, txc_error **err);

/* Minutes since the year 1 at which the moment begins, in UTC where it has an offset. */
int64_t txc_moment_minutes (const txc_datetime *when);

bool txc_value_equal (const txc_cql_value *a, const txc_cql_value *b);

/* Flat profile: one object whose keys are features. `file` NULL: what the caller states. */
txc_status txc_flat_read (txc_patient_builder *builder, const txc_json *profile, txc_text source, const char *file,
                          txc_error **err);

/* When it was so, in milliseconds: undated but said now is the latest, undated in a record the earliest. */
int64_t txc_said_time (const txc_said_of *of);

/* Too old on the as-of date to decide anything; also where the date is too vague to tell. */
bool txc_said_is_stale (const txc_said_of *of, const txc_feature *feature, const txc_date *as_of);

/* TXC_INVALID_DATA where a stated fact contradicts one that was stated before: adding
   facts never revises an answer. One that is too old decided nothing, and may be
   followed by a later one. */
txc_status txc_stated_contradiction (const txc_patient_builder *builder, const txc_said *new, txc_error **err);

/* An item of the feature by id, name or alias, however written ("Atrial
   fibrillation" for atrial-fibrillation); TXC_NO_ITEM. */
int txc_item_named (const txc_feature *feature, txc_text name);

/* TXC_NOT_FOUND with the nearest name. */
txc_status txc_item_unknown (const txc_feature *feature, txc_text name, txc_error **err);

#endif
