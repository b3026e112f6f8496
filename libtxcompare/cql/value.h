/* SPDX-License-Identifier: Apache-2.0
 *
 * The types and values of the rule language (HL7 CQL 1.5, chapter 2): Boolean,
 * Integer, Long, Decimal, String, Quantity, Date, DateTime, Time, and intervals and lists of
 * them. A null of every type exists and means unknown.
 */
#ifndef TXC_CQL_VALUE_H
#define TXC_CQL_VALUE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/calendar.h"
#include "base/decimal.h"

typedef enum txc_cql_kind {
  TXC_CQL_ANY,      /* only the type of the literal null */
  TXC_CQL_BOOLEAN,
  TXC_CQL_INTEGER,  /* 32 bit */
  TXC_CQL_LONG,     /* 64 bit */
  TXC_CQL_DECIMAL,  /* exact: 28 digits, 8 after the point */
  TXC_CQL_STRING,
  TXC_CQL_QUANTITY, /* decimal with a UCUM unit */
  TXC_CQL_DATE,     /* with precision */
  TXC_CQL_DATETIME,
  TXC_CQL_TIME,
  TXC_CQL_INTERVAL,
  TXC_CQL_LIST,
  TXC_CQL_RATIO,
  TXC_CQL_UNCERTAIN /* at run time only: an Integer known to lie between two bounds */
} txc_cql_kind;

/* `element` is the point type of an interval or the item type of a list.
   Nested lists and intervals of lists are not supported. */
typedef struct txc_cql_type {
  txc_cql_kind kind;
  txc_cql_kind element;
} txc_cql_type;

typedef struct txc_cql_value txc_cql_value;

typedef struct txc_cql_quantity {
  txc_decimal value;
  const char *unit; /* UCUM code, "1" for none; CQL's calendar units by their name ("year") */
} txc_cql_quantity;

typedef struct txc_cql_ratio {
  const txc_cql_quantity *numerator;
  const txc_cql_quantity *denominator;
} txc_cql_ratio;

typedef struct txc_cql_interval {
  const txc_cql_value *low; /* null inside: unknown bound if open, no bound if closed */
  const txc_cql_value *high;
  bool low_closed;
  bool high_closed;
} txc_cql_interval;

typedef struct txc_cql_list {
  const txc_cql_value *items;
  size_t count;
} txc_cql_list;

struct txc_cql_value {
  txc_cql_type type;
  bool is_null;
  union {
    bool boolean;
    int32_t integer;
    int64_t long_integer;
    txc_decimal decimal;
    txc_text string; /* UTF-8, NUL-terminated as well */
    txc_cql_quantity quantity;
    txc_date date;
    txc_datetime datetime;
    txc_time time;
    txc_cql_interval interval;
    txc_cql_list list;
    txc_cql_ratio ratio;
    txc_range range;
  };
};

/* Null of a type, and the values code makes most often. A string is borrowed. */
txc_cql_value txc_cql_null (txc_cql_kind kind);
txc_cql_value txc_cql_boolean (bool boolean);
txc_cql_value txc_cql_integer (int32_t integer);
txc_cql_value txc_cql_decimal (txc_decimal decimal);
txc_cql_value txc_cql_string (const char *string);
txc_cql_value txc_cql_quantity_of (txc_decimal value, const char *unit);

/* The value as CQL writes it: 140 'mm[Hg]', @2026-11-10, {'a', 'b'}, null. */
void txc_cql_value_print (const txc_cql_value *value, txc_buffer *out);

/* The type as CQL names it: Quantity, List<String>. Static text for simple
   types, otherwise from the arena; NULL if memory ran out. */
const char *txc_cql_type_name (txc_cql_type type, txc_arena *arena);

/* From CQL's name of the type; false if it is none we know. */
bool txc_cql_type_from_name (txc_text name, txc_cql_type *type);

#endif
