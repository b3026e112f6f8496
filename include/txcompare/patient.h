/* SPDX-License-Identifier: Apache-2.0
 *
 * A patient: facts against the features of a knowledge base, each with where it
 * came from and its date. What no record says is unknown, never "no".
 */
#ifndef TXCOMPARE_PATIENT_H
#define TXCOMPARE_PATIENT_H

#include <txcompare/knowledge.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Collects facts. One thread at a time. @since 0.1 */
typedef struct txc_patient_builder txc_patient_builder;

/** A patient. Reference counted and immutable: threads may share one. Holds a reference to its knowledge base. @since 0.1 */
typedef struct txc_patient txc_patient;

/**
 * A builder without facts.
 * @param as_of  the day the questions are asked for, "2026-11-20"; records younger than that are ignored
 * @return TXC_OK; TXC_INVALID_ARGUMENT (not a date); TXC_NO_MEMORY
 * @since 0.1
 */
TXC_API txc_status txc_patient_builder_new (const txc_knowledge_base *knowledge_base, const char *as_of,
                                            txc_patient_builder **builder, txc_error **err);
/** Frees the builder. NULL does nothing. @since 0.1 */
TXC_API void txc_patient_builder_free (txc_patient_builder *builder);

/**
 * States one fact, as on the command line: "age=52", "sex=female",
 * "systolic_blood_pressure=148 mm[Hg]" (a bare number has the feature's unit),
 * "conditions=hypertension,diabetes" (present), "conditions=-aneurysm" (known
 * absent), "conditions+=gout" (one more), "allergies=none" (present none and
 * complete), "no aneurysm" and "has hypertension" (an item by id or name),
 * "pregnant=no", "country=US". Facts stated so win over those of records, and say so.
 * @return TXC_OK; TXC_SYNTAX; TXC_NOT_FOUND (unknown feature or item, with the nearest name); TXC_TYPE;
 *         TXC_INVALID_DATA (outside the plausible range, wrong unit, or contradicts a fact already stated); TXC_NO_MEMORY
 * @since 0.1
 */
TXC_API txc_status txc_patient_builder_set (txc_patient_builder *builder, const char *fact, txc_error **err);

/**
 * States facts as values instead of words, for programs: a flat JSON profile (doc/records.md) such as
 * {"age": 52, "conditions": {"present": ["hypertension"], "absent": ["stroke"], "complete": true},
 * "phq9_score": {"value": 21, "date": "2026-11-02"}}. As with txc_patient_builder_set() they win over those of records.
 * @param json    one JSON object, UTF-8; not kept
 * @param length  bytes
 * @return as txc_patient_builder_set(), and TXC_ENCODING, TXC_LIMIT. On error the builder is as it was.
 * @since 0.1
 */
TXC_API txc_status txc_patient_builder_state (txc_patient_builder *builder, const char *json, size_t length,
                                              txc_error **err);

/**
 * Reads a record: a FHIR R4 Bundle or resource, a JSON array of resources,
 * newline-delimited resources, or a flat JSON profile ({"age": 52, "conditions": ["hypertension"], ...}); which one is
 * found from its content.
 * @param json    UTF-8, a byte-order mark is skipped; not kept
 * @param length  bytes
 * @param name    file name for messages and origins
 * @return TXC_OK; TXC_SYNTAX, TXC_ENCODING, TXC_TYPE, TXC_INVALID_DATA, TXC_LIMIT (the error says where); TXC_NO_MEMORY.
 *         On error the builder is as it was.
 * @since 0.1
 */
TXC_API txc_status txc_patient_builder_add_record (txc_patient_builder *builder, const char *json, size_t length,
                                                   const char *name, txc_error **err);

/**
 * Says that what a list does not contain is absent. A record is never taken to
 * be complete by itself.
 * @param what  "conditions", "medications", "allergies" (all list features derived from them) or the id of a list feature
 * @return TXC_OK; TXC_NOT_FOUND; TXC_NO_MEMORY
 * @since 0.1
 */
TXC_API txc_status txc_patient_builder_assume_complete (txc_patient_builder *builder, const char *what, txc_error **err);

/**
 * The country whose rules, approvals and crisis notice apply, ISO 3166 alpha-2 ("US"). Wins over the record's.
 * @return TXC_OK; TXC_INVALID_ARGUMENT; TXC_NO_MEMORY
 * @since 0.1
 */
TXC_API txc_status txc_patient_builder_set_country (txc_patient_builder *builder, const char *country, txc_error **err);

/**
 * The patient as known so far; the builder can go on.
 * @param patient  receives a new reference
 * @return TXC_OK; TXC_NO_MEMORY
 * @since 0.1
 */
TXC_API txc_status txc_patient_builder_build (txc_patient_builder *builder, txc_patient **patient, txc_error **err);

/** One more reference; answers its argument. Any thread. @since 0.1 */
TXC_API txc_patient *txc_patient_ref (const txc_patient *patient);
/** Gives a reference back. NULL does nothing. Any thread. @since 0.1 */
TXC_API void txc_patient_unref (txc_patient *patient);

/** What is known of a fact. @since 0.1 */
typedef enum txc_fact_state {
  TXC_FACT_UNKNOWN,
  TXC_FACT_KNOWN,          /**< a value, or an item that is present */
  TXC_FACT_ABSENT,         /**< an item known not to be present */
  TXC_FACT_STALE,          /**< a value older than the feature's valid-for: unknown, shown as last known */
  TXC_FACT_NOT_APPLICABLE  /**< the feature does not apply to this patient */
} txc_fact_state;

/** One fact; owned by the patient, good as long as it. Members may be added at the end. @since 0.1 */
typedef struct txc_fact {
  const char *feature;      /**< id of the feature */
  const char *item;         /**< id of the item of a list; NULL otherwise */
  txc_fact_state state;
  const char *value;        /**< as people read it: "148 mm[Hg]"; NULL if unknown or an item */
  const char *date;         /**< ISO 8601, as precise as the record; NULL if not known */
  const char *origin;       /**< "trd.json: Observation/bp (entry 7) component[0].valueQuantity", "stated" */
  const char *detail;       /**< of a treatment tried or taken: "sertraline 150 mg, 12 weeks, stopped: lack of effect"; NULL */
} txc_fact;

/** Number of facts, unknown features not counted. @since 0.1 */
TXC_API size_t txc_patient_fact_count (const txc_patient *patient);
/** Fact `index`, borrowed from the patient; NULL beyond the last. @since 0.1 */
TXC_API const txc_fact *txc_patient_fact_at (const txc_patient *patient, size_t index);
/** The knowledge base whose features these are, borrowed. @since 0.1 */
TXC_API const txc_knowledge_base *txc_patient_knowledge_base (const txc_patient *patient);
/** The day the questions are asked for, "2026-11-20", borrowed. @since 0.1 */
TXC_API const char *txc_patient_as_of (const txc_patient *patient);
/** The country, ISO 3166 alpha-2, borrowed; NULL: not known. @since 0.1 */
TXC_API const char *txc_patient_country (const txc_patient *patient);
/** Number of remarks on the record: what was ignored or could not be used, and why. @since 0.1 */
TXC_API size_t txc_patient_remark_count (const txc_patient *patient);
/** Remark `index`, borrowed; NULL beyond the last. @since 0.1 */
TXC_API const char *txc_patient_remark_at (const txc_patient *patient, size_t index);

#ifdef __cplusplus
}
#endif
#endif
