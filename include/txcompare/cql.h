/* SPDX-License-Identifier: Apache-2.0
 *
 * The rule language: an expression in the documented subset of HL7 CQL
 * (doc/rules.md), compiled once and evaluated for many patients. The answer is a
 * value with a type, and with what it rests on: the facts that were read, those
 * that decided, and those that would settle what is unknown.
 */
#ifndef TXCOMPARE_CQL_H
#define TXCOMPARE_CQL_H

#include <txcompare/patient.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- expressions ----------------------------------------------------------- */

/** A compiled expression. Reference counted and immutable: threads may share one. @since 0.1 */
typedef struct txc_expression txc_expression;

/** What an expression answers for one patient. Reference counted and immutable: threads may share one. @since 0.1 */
typedef struct txc_evaluation txc_evaluation;

/**
 * Compiles an expression. Any thread.
 * @param knowledge_base  whose features it may read; the expression holds a reference. NULL: it may read none
 * @param text            UTF-8, at most 64 KiB; not kept
 * @param length          its bytes
 * @param expression      receives a new reference; the caller gives it back with txc_expression_unref(). NULL after a failure
 * @param diagnostics     receives every problem of the expression, also an empty list; may be NULL; the caller frees
 *                        it with txc_diagnostics_free()
 * @param err             receives the first problem, with line and column in the expression and what to do about it;
 *                        it has no file
 * @return TXC_OK; TXC_SYNTAX (no expression of the subset); TXC_TYPE (its types do not fit, or there is no such
 *         feature); TXC_ENCODING (not UTF-8); TXC_LIMIT (too long); TXC_NO_MEMORY
 * @since 0.1
 */
TXC_API txc_status txc_expression_new (const txc_knowledge_base *knowledge_base, const char *text, size_t length,
                                       txc_expression **expression, txc_diagnostics **diagnostics, txc_error **err);
/** One more reference; answers its argument. Any thread. @since 0.1 */
TXC_API txc_expression *txc_expression_ref (const txc_expression *expression);
/** Gives a reference back. NULL does nothing. Any thread. @since 0.1 */
TXC_API void txc_expression_unref (txc_expression *expression);

/** The text it was compiled from; borrowed. @since 0.1 */
TXC_API const char *txc_expression_text (const txc_expression *expression);
/** The type of its value, as CQL names it: "Boolean", "List<String>"; "Any" of the literal null. Borrowed. @since 0.1 */
TXC_API const char *txc_expression_type (const txc_expression *expression);
/** Number of features it reads, each counted once. @since 0.1 */
TXC_API size_t txc_expression_feature_count (const txc_expression *expression);
/** Feature `index` that it reads, in the order of the text; borrowed from the base, NULL beyond the last. @since 0.1 */
TXC_API const txc_feature *txc_expression_feature_at (const txc_expression *expression, size_t index);

/**
 * Evaluates an expression for a patient. What is not known of the patient is null. Any thread.
 * @param patient     of the base that the expression was compiled for, or of another copy of it with the same
 *                    hash; of any base where the expression was compiled without one. Today() is its as-of date
 * @param evaluation  receives a new reference; the caller gives it back with txc_evaluation_unref(). It holds a
 *                    reference to the patient. NULL after a failure
 * @return TXC_OK; TXC_INVALID_ARGUMENT (a patient of another base); TXC_INVALID_DATA (what CQL calls a run-time
 *         error, such as a date beyond the year 9999; with line and column); TXC_NO_MEMORY
 * @since 0.1
 */
TXC_API txc_status txc_expression_evaluate (const txc_expression *expression, const txc_patient *patient,
                                            txc_evaluation **evaluation, txc_error **err);

/**
 * Evaluates an expression that reads no feature, without a patient. Any thread.
 * @param as_of       what Today() and Now() answer, an ISO 8601 date or moment such as "2026-11-10" or
 *                    "2026-11-10T09:30:00+01:00"; NULL: they are null
 * @param evaluation  as above
 * @return TXC_OK; TXC_INVALID_ARGUMENT (it reads a feature, or `as_of` is no date); TXC_INVALID_DATA; TXC_NO_MEMORY
 * @since 0.1
 */
TXC_API txc_status txc_expression_evaluate_alone (const txc_expression *expression, const char *as_of,
                                                  txc_evaluation **evaluation, txc_error **err);

/* ---- what it answers and why ------------------------------------------------- */

/** One more reference; answers its argument. Any thread. @since 0.1 */
TXC_API txc_evaluation *txc_evaluation_ref (const txc_evaluation *evaluation);
/** Gives a reference back. NULL does nothing. Any thread. @since 0.1 */
TXC_API void txc_evaluation_unref (txc_evaluation *evaluation);

/** A value of the rule language; borrowed from the evaluation. @since 0.1 */
typedef struct txc_value txc_value;

/** The value; never NULL. Borrowed. @since 0.1 */
TXC_API const txc_value *txc_evaluation_value (const txc_evaluation *evaluation);
/** The value as CQL writes it: "true", "148 'mm[Hg]'", "{'a', 'b'}"; "null" if it is not known. Borrowed. @since 0.1 */
TXC_API const char *txc_evaluation_text (const txc_evaluation *evaluation);

/** One fact that the expression read; owned by the evaluation, good as long as it. Members may be added at the end. @since 0.1 */
typedef struct txc_reading_result {
  const char *feature;      /**< id of the feature */
  const char *item;         /**< the item of a list that was asked about; NULL: the feature as a whole */
  txc_fact_state state;     /**< of a list as a whole TXC_FACT_KNOWN if it is complete, else TXC_FACT_UNKNOWN */
  const char *value;        /**< as people read it: "148 mm[Hg]"; of a list as a whole the names known to be on it;
                                 also where it is stale (last known); NULL if unknown or an item */
  const char *date;         /**< ISO 8601, as precise as the record; NULL if not known */
  const char *origin;       /**< as in txc_fact; NULL if unknown */
  bool decides;             /**< a true or false answer rests on it; false for every value that is not Boolean */
  const char *text;         /**< all of that in one line for people */
} txc_reading_result;

/** Number of facts the expression read, known or not. @since 0.1 */
TXC_API size_t txc_evaluation_reading_count (const txc_evaluation *evaluation);
/** Fact `index`, in the order of the text, each once; borrowed, NULL beyond the last. @since 0.1 */
TXC_API const txc_reading_result *txc_evaluation_reading_at (const txc_evaluation *evaluation, size_t index);

/** Number of ways to settle an unknown Boolean; 0 for every other value. @since 0.1 */
TXC_API size_t txc_evaluation_settlement_count (const txc_evaluation *evaluation);
/** Way `index` in words, the one that needs fewest facts first: "conditions: aneurysm: settles it either way"; borrowed, NULL beyond the last. @since 0.1 */
TXC_API const char *txc_evaluation_settlement_at (const txc_evaluation *evaluation, size_t index);

/** Why it answers so, in a few lines of plain text for people, without a line end behind the last; borrowed. @since 0.1 */
TXC_API const char *txc_evaluation_why (const txc_evaluation *evaluation);

/* ---- values ------------------------------------------------------------------- */

/** What kind of value it is. @since 0.1 */
typedef enum txc_value_kind {
  TXC_VALUE_NULL,     /**< not known, of whatever type */
  TXC_VALUE_BOOLEAN,
  TXC_VALUE_INTEGER,  /**< 32 bit */
  TXC_VALUE_LONG,     /**< 64 bit */
  TXC_VALUE_DECIMAL,  /**< exact, up to 28 digits, 8 behind the point */
  TXC_VALUE_STRING,
  TXC_VALUE_QUANTITY, /**< a decimal with a unit */
  TXC_VALUE_DATE,     /**< as precise as it is known: "2026-11" */
  TXC_VALUE_DATETIME,
  TXC_VALUE_TIME,
  TXC_VALUE_INTERVAL, /**< also an Integer known only to lie between two bounds: months between @2014 and @2016 */
  TXC_VALUE_LIST,
  TXC_VALUE_RATIO     /**< two quantities */
} txc_value_kind;

/* A question that does not fit the kind is no mistake: it has the neutral answer
   that is named here. A NULL value answers as TXC_VALUE_NULL does. Any thread. */

/** The kind. @since 0.1 */
TXC_API txc_value_kind txc_value_kind_of (const txc_value *value);
/** Of a Boolean: whether it is true. Otherwise false. @since 0.1 */
TXC_API bool txc_value_boolean (const txc_value *value);
/** Of an Integer or Long: the number. Otherwise 0. @since 0.1 */
TXC_API int64_t txc_value_integer (const txc_value *value);
/**
 * Text of any value, never NULL; borrowed. A string itself; the exact digits of a
 * decimal, "0.9"; a date, moment or time in ISO 8601, "2026-11-10", "2026-11-10T09:30:00.000Z",
 * "09:30"; otherwise as CQL writes it: "true", "148 'mm[Hg]'", "5L", "null".
 * @since 0.1
 */
TXC_API const char *txc_value_text (const txc_value *value);
/** The exact digits of an Integer, Long or Decimal, or of a quantity's number: "140"; borrowed. Otherwise NULL. @since 0.1 */
TXC_API const char *txc_value_number (const txc_value *value);
/** The unit of a quantity, UCUM ("mm[Hg]", "1" for none) or a calendar unit ("year"); borrowed. Otherwise NULL. @since 0.1 */
TXC_API const char *txc_value_unit (const txc_value *value);
/** Number of parts: a list's items; 2 of an interval (low, high) and of a ratio (numerator, denominator). Otherwise 0. @since 0.1 */
TXC_API size_t txc_value_count (const txc_value *value);
/** Part `index`; borrowed, NULL beyond the last. @since 0.1 */
TXC_API const txc_value *txc_value_at (const txc_value *value, size_t index);
/** Whether an interval's low end belongs to it; a null end is without bound if it does, else not known. Otherwise false. @since 0.1 */
TXC_API bool txc_value_low_closed (const txc_value *value);
/** The same of its high end. @since 0.1 */
TXC_API bool txc_value_high_closed (const txc_value *value);

#ifdef __cplusplus
}
#endif
#endif
