/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading FHIR R4: what the files fhir_*.c share. Accessors latch the first
 * error in the reader and answer "nothing" from then on, so that a resource
 * reads as a plain list of fields and is checked once at its end.
 */
#ifndef TXC_PATIENT_FHIR_H
#define TXC_PATIENT_FHIR_H

#include "patient/vocabulary.h"

typedef struct txc_fhir_resource {
  const txc_json *json;
  const char *type;
  const char *id;          /* NULL: none */
  const char *full_url;    /* of its Bundle entry; NULL */
  const char *label;       /* "Observation/bp (entry 7)" */
  txc_text source;         /* the text it is in */
  const struct txc_fhir_resource *repeats; /* a Patient: the one before it with the same id; NULL */
} txc_fhir_resource;

typedef struct txc_fhir {
  txc_patient_builder *builder;
  const char *file;
  txc_text source;
  txc_fhir_resource *resources;
  size_t count, capacity;
  txc_map by_reference;    /* "Patient/1" and full URLs */
  txc_map versions;        /* "Condition/1" that a history has been read of */
  const txc_fhir_resource *now; /* the one being read */
  const txc_fhir_resource *person; /* whose record it is; NULL: the record has no Patient */
  const char *subject;     /* without a Patient: the reference all resources share */
  txc_arena arena;         /* of the tree and all that is only needed while reading */
  txc_status status;
  txc_error **err;
} txc_fhir;

/* A member of that kind; NULL if there is none (or it is null). Another kind is an error with its place. */
const txc_json *txc_fhir_get (txc_fhir *fhir, const txc_json *object, const char *name, txc_json_kind kind);
/* Item of an array, which must be an object. */
const txc_json *txc_fhir_item (txc_fhir *fhir, const txc_json *array, size_t index);
/* First item of a member that is an array; NULL if there is none. */
const txc_json *txc_fhir_first (txc_fhir *fhir, const txc_json *object, const char *name);
/* Text of a member; {NULL, 0} if there is none. The C string may be NULL. */
txc_text txc_fhir_text (txc_fhir *fhir, const txc_json *object, const char *name);
const char *txc_fhir_string (txc_fhir *fhir, const txc_json *object, const char *name);
/* A boolean member; `otherwise` if there is none. */
bool txc_fhir_flag (txc_fhir *fhir, const txc_json *object, const char *name, bool otherwise);
/* Exact value of a number; false (with a remark) if it is too large. */
bool txc_fhir_number (txc_fhir *fhir, const txc_json *object, const char *name, txc_decimal *number);
/* A date, dateTime or instant; false if there is none, or (with a remark) it is none. */
bool txc_fhir_when (txc_fhir *fhir, const txc_json *object, const char *name, txc_datetime *when);
/* Start and end of a Period member; precision NONE where not given. */
bool txc_fhir_period (txc_fhir *fhir, const txc_json *object, const char *name, txc_datetime *start, txc_datetime *end);

/* Remark on the resource that is being read: "FILE: Observation/bp (entry 7): ...". */
void txc_fhir_remark (txc_fhir *fhir, const char *format, ...) TXC_PRINTF (2, 3);
/* Latches an error with the place of `at`. */
void txc_fhir_fail (txc_fhir *fhir, txc_status status, const txc_json *at, const char *format, ...) TXC_PRINTF (4, 5);
void txc_fhir_no_memory (txc_fhir *fhir);

/* Origin, such as "FILE: Observation/bp (entry 7) component[0].valueQuantity", and date. */
txc_said_of txc_fhir_of (txc_fhir *fhir, const txc_json *at, const txc_datetime *when);
/* Certainly after the as-of date? */
bool txc_fhir_is_future (const txc_fhir *fhir, const txc_datetime *when);

/* The last two parts of an absolute reference: Patient/1 of http://x/fhir/Patient/1/_history/2. */
txc_text txc_fhir_relative_part (txc_text reference);
/* The resource a Reference names: contained, or in the record. NULL: not there. */
const txc_json *txc_fhir_resolve (txc_fhir *fhir, const txc_json *reference);

/* Whether a CodeableConcept has one of these codes, whatever the system. */
bool txc_fhir_has_code (txc_fhir *fhir, const txc_json *concept, const char *const *codes, size_t count);
/* First code of a CodeableConcept, such as a clinicalStatus; NULL. */
const char *txc_fhir_code (txc_fhir *fhir, const txc_json *object, const char *name);
/* What people read of a CodeableConcept: text, a display, a code; NULL. */
const char *txc_fhir_concept_text (txc_fhir *fhir, const txc_json *concept);

/* What a CodeableConcept means among features derived from `from`: by its codes;
   else, where `words` allows it, by its words (`*by_words` says so). */
typedef enum txc_words { TXC_WORDS_NEVER, TXC_WORDS_WITHOUT_KNOWN_CODE, TXC_WORDS_WITHOUT_MATCH } txc_word_use;
void txc_fhir_meaning (txc_fhir *fhir, const txc_json *concept, txc_derivation from, txc_word_use words,
                       txc_meanings *meanings, bool *by_words);

/* Words that make a text a question or a denial. */
bool txc_fhir_is_doubtful (txc_text text);

void txc_fhir_read_patient (txc_fhir *fhir, const txc_json *resource);
/* The same person once more: only what contradicts the first, or warns. */
void txc_fhir_read_repeated_patient (txc_fhir *fhir, const txc_fhir_resource *resource);
void txc_fhir_read_condition (txc_fhir *fhir, const txc_json *resource);
void txc_fhir_read_observation (txc_fhir *fhir, const txc_json *resource);
void txc_fhir_read_allergy (txc_fhir *fhir, const txc_json *resource);
void txc_fhir_read_request (txc_fhir *fhir, const txc_json *resource);
void txc_fhir_read_statement (txc_fhir *fhir, const txc_json *resource);

/* A dose as the record has it: fhir_dose.c. */
void txc_fhir_read_dose (txc_fhir *fhir, const txc_json *dosages, const char *medicine, txc_medication *medication);

/* Whose record it is, and whether this resource is about that person. */
void txc_fhir_find_person (txc_fhir *fhir);
bool txc_fhir_is_about_person (txc_fhir *fhir, const txc_fhir_resource *resource);

#endif
