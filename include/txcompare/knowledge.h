/* SPDX-License-Identifier: Apache-2.0
 *
 * Knowledge bases: what is known of treatments, with its sources.
 */
#ifndef TXCOMPARE_KNOWLEDGE_H
#define TXCOMPARE_KNOWLEDGE_H

#include <txcompare/diagnostic.h>
#include <txcompare/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * A knowledge base. Reference counted and immutable: threads may share one.
 * Everything that is read from it is borrowed and lives as long as it does.
 * @since 0.1
 */
typedef struct txc_knowledge_base txc_knowledge_base;

/** One treatment of a knowledge base; borrowed from it. @since 0.1 */
typedef struct txc_treatment txc_treatment;

/** One patient fact that rules may use; borrowed from its base. @since 0.1 */
typedef struct txc_feature txc_feature;

/**
 * The copy that is built into the library: depression.
 * @param knowledge_base  receives a new reference; the caller gives it back with txc_knowledge_base_unref()
 * @param err             receives the error, or NULL
 * @return TXC_OK; TXC_NO_MEMORY
 * @since 0.1
 */
TXC_API txc_status txc_knowledge_base_builtin (txc_knowledge_base **knowledge_base, txc_error **err);

/**
 * Loads a knowledge base from a folder (doc/knowledge-base.md). Loads nothing
 * if anything is wrong with it.
 * @param path         folder, in UTF-8
 * @param diagnostics  receives every problem found, also warnings where the base was loaded; may be NULL;
 *                     the caller frees it with txc_diagnostics_free()
 * @return TXC_OK; TXC_IO (cannot be read); TXC_INVALID_DATA (the error names the first problem and their number);
 *         TXC_NO_MEMORY
 * @since 0.1
 */
TXC_API txc_status txc_knowledge_base_load (const char *path, txc_knowledge_base **knowledge_base,
                                            txc_diagnostics **diagnostics, txc_error **err);

/**
 * Checks a folder as an author wants it checked: everything that loading finds, and
 * that the base itself is not dated after a day.
 * @param path         folder, in UTF-8
 * @param as_of        the day, "2026-11-20"; NULL: any
 * @param knowledge_base  receives the base if there is no error, as from txc_knowledge_base_load(); may be NULL
 * @param diagnostics  receives every problem found, none if all is well; the caller frees it with
 *                     txc_diagnostics_free()
 * @param err          receives the first problem and their number, or NULL
 * @return TXC_OK (warnings at most); TXC_INVALID_ARGUMENT (as_of is no date); TXC_IO; TXC_INVALID_DATA; TXC_NO_MEMORY
 * @since 0.1
 */
TXC_API txc_status txc_knowledge_base_check (const char *path, const char *as_of, txc_knowledge_base **knowledge_base,
                                             txc_diagnostics **diagnostics, txc_error **err);

/** One more reference; answers its argument. Any thread. @since 0.1 */
TXC_API txc_knowledge_base *txc_knowledge_base_ref (const txc_knowledge_base *knowledge_base);
/** Gives a reference back; the last one frees the base. NULL does nothing. Any thread. @since 0.1 */
TXC_API void txc_knowledge_base_unref (txc_knowledge_base *knowledge_base);

/** Id, such as "depression". @since 0.1 */
TXC_API const char *txc_knowledge_base_id (const txc_knowledge_base *knowledge_base);
/** Version, such as "2026.11". @since 0.1 */
TXC_API const char *txc_knowledge_base_version (const txc_knowledge_base *knowledge_base);
/** Date of the base, ISO 8601. @since 0.1 */
TXC_API const char *txc_knowledge_base_date (const txc_knowledge_base *knowledge_base);
/** Title in plain words. @since 0.1 */
TXC_API const char *txc_knowledge_base_title (const txc_knowledge_base *knowledge_base);
/** SHA-256 of its files, 64 hexadecimal digits. @since 0.1 */
TXC_API const char *txc_knowledge_base_hash (const txc_knowledge_base *knowledge_base);
/** What it is meant for, and what not. @since 0.1 */
TXC_API const char *txc_knowledge_base_intended_use (const txc_knowledge_base *knowledge_base);

/** Number of treatments. @since 0.1 */
TXC_API size_t txc_knowledge_base_treatment_count (const txc_knowledge_base *knowledge_base);
/** Treatment `index`, from 0; NULL beyond the last. @since 0.1 */
TXC_API const txc_treatment *txc_knowledge_base_treatment_at (const txc_knowledge_base *knowledge_base, size_t index);
/**
 * A treatment by id, alias or name in plain words, in capitals or not.
 * @param err  on TXC_NOT_FOUND says which name comes nearest
 * @return TXC_OK; TXC_NOT_FOUND; TXC_NO_MEMORY
 * @since 0.1
 */
TXC_API txc_status txc_knowledge_base_find_treatment (const txc_knowledge_base *knowledge_base, const char *name,
                                                      const txc_treatment **treatment, txc_error **err);
/** Id, such as "ketamine-iv". @since 0.1 */
TXC_API const char *txc_treatment_id (const txc_treatment *treatment);
/** Name in plain words. @since 0.1 */
TXC_API const char *txc_treatment_name (const txc_treatment *treatment);
/** Name that fits the head of a column, such as "ketamine IV"; the whole name where it has no shorter one. @since 0.1 */
TXC_API const char *txc_treatment_short_name (const txc_treatment *treatment);
/** "drug", "combination", "placebo", "procedure" or "psychotherapy". @since 0.1 */
TXC_API const char *txc_treatment_kind (const txc_treatment *treatment);
/** Number of other names by which it is found, such as "zoloft". @since 0.1 */
TXC_API size_t txc_treatment_alias_count (const txc_treatment *treatment);
/** Other name `index`, from 0; NULL beyond the last. @since 0.1 */
TXC_API const char *txc_treatment_alias_at (const txc_treatment *treatment, size_t index);
/** Number of classes it is entered in; broader classes of these are not counted. @since 0.1 */
TXC_API size_t txc_treatment_class_count (const txc_treatment *treatment);
/** Name of class `index`, from 0, in plain words; NULL beyond the last. @since 0.1 */
TXC_API const char *txc_treatment_class_at (const txc_treatment *treatment, size_t index);
/** Number of parts of a combination; 0 for what is none. @since 0.1 */
TXC_API size_t txc_treatment_part_count (const txc_treatment *treatment);
/** Name of part `index`, from 0: a treatment, or a class to choose from ("an oral antidepressant"); NULL beyond the last. @since 0.1 */
TXC_API const char *txc_treatment_part_at (const txc_treatment *treatment, size_t index);

/** One thing that is known of a treatment, in words; owned by the base, good as long as it. Members may be added at the end. @since 0.1 */
typedef struct txc_statement {
  const char *about;        /**< "mechanism", "taken", "where", "onset", "duration", "monitoring", "controls", "stopping",
                                 "regimen" or "approval" */
  const char *subject;      /**< of a regimen its indication in short, "TRD"; of an approval its country, "US"; else NULL */
  const char *text;         /**< in plain words; lines are separated by "\n" */
  const char *source;       /**< as shown: "Spravato US label, section 4" */
  const char *verification; /**< "read", "reconstructed", "computed", "corroborated" or "unverified" */
} txc_statement;

/** Number of statements on a treatment, those about one thing together, in the order of `about` above. @since 0.1 */
TXC_API size_t txc_treatment_statement_count (const txc_treatment *treatment);
/** Statement `index`, from 0; borrowed from the knowledge base; NULL beyond the last. Any thread. @since 0.1 */
TXC_API const txc_statement *txc_treatment_statement_at (const txc_treatment *treatment, size_t index);

/** Number of features. @since 0.1 */
TXC_API size_t txc_knowledge_base_feature_count (const txc_knowledge_base *knowledge_base);
/** Feature `index`, from 0; NULL beyond the last. @since 0.1 */
TXC_API const txc_feature *txc_knowledge_base_feature_at (const txc_knowledge_base *knowledge_base, size_t index);
/**
 * A feature by id.
 * @param err  on TXC_NOT_FOUND says which id comes nearest
 * @return TXC_OK; TXC_NOT_FOUND; TXC_NO_MEMORY
 * @since 0.1
 */
TXC_API txc_status txc_knowledge_base_find_feature (const txc_knowledge_base *knowledge_base, const char *id,
                                                    const txc_feature **feature, txc_error **err);
/** Id, such as "systolic_blood_pressure". @since 0.1 */
TXC_API const char *txc_feature_id (const txc_feature *feature);
/** Name in plain words. @since 0.1 */
TXC_API const char *txc_feature_name (const txc_feature *feature);
/** Question that asks for it; NULL if it has none. @since 0.1 */
TXC_API const char *txc_feature_question (const txc_feature *feature);
/** Type as CQL names it: "Boolean", "Integer", "Decimal", "String", "Quantity", "Date" or "List<String>". @since 0.1 */
TXC_API const char *txc_feature_type (const txc_feature *feature);
/** Unit of a quantity, UCUM; NULL for other types. @since 0.1 */
TXC_API const char *txc_feature_unit (const txc_feature *feature);
/**
 * The plausible range: a value outside it is refused.
 * @param low   receives the lowest value that is taken, in the feature's unit
 * @param high  receives the highest
 * @return false, and nothing is received, where the base states no range
 * @since 0.1
 */
TXC_API bool txc_feature_range (const txc_feature *feature, double *low, double *high);
/** How long a value counts, such as "2 weeks": an older one is unknown. NULL: however old it is. @since 0.1 */
TXC_API const char *txc_feature_valid_for (const txc_feature *feature);

/** One word of a feature's vocabulary; owned by the base, good as long as it. Members may be added at the end. @since 0.1 */
typedef struct txc_feature_item {
  const char *id;       /**< what is stated: "conditions=hypertension" */
  const char *name;     /**< in plain words */
  const char *question; /**< that asks for it alone; NULL if it has none */
} txc_feature_item;

/**
 * Number of items: what a list may hold, or the values of a String. A list of medicines has every treatment, class and
 * medicine of the base. 0 for what has no vocabulary.
 * @since 0.1
 */
TXC_API size_t txc_feature_item_count (const txc_feature *feature);
/** Item `index`, from 0; borrowed from the knowledge base; NULL beyond the last. Any thread. @since 0.1 */
TXC_API const txc_feature_item *txc_feature_item_at (const txc_feature *feature, size_t index);

/**
 * Every rule as a library in HL7 CQL 1.5 that the official translator accepts,
 * with the completeness of lists spelled out as parameters.
 * @param text  receives NUL-terminated UTF-8; the caller frees it with txc_free()
 * @return TXC_OK; TXC_UNSUPPORTED (a rule asks of a list what CQL cannot say so); TXC_NO_MEMORY
 * @since 0.1
 */
TXC_API txc_status txc_knowledge_base_export_cql (const txc_knowledge_base *knowledge_base, char **text, txc_error **err);

#ifdef __cplusplus
}
#endif
#endif
