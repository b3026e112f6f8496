/* SPDX-License-Identifier: Apache-2.0
 *
 * Dates, moments and times of day with precision, in the proleptic Gregorian
 * calendar, years 0001 to 9999. "@2026-11" is a date known to the month only;
 * comparing it with @2026-11-10 is uncertain. Plain values: any thread.
 */
#ifndef TXC_BASE_CALENDAR_H
#define TXC_BASE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/text.h"

/* How far a date, moment or time is known; also the units of calendar time
   (a week is a unit but no precision). */
typedef enum txc_precision {
  TXC_PRECISION_NONE,
  TXC_YEAR,
  TXC_MONTH,
  TXC_DAY,
  TXC_HOUR,
  TXC_MINUTE,
  TXC_SECOND,
  TXC_MILLISECOND,
  TXC_WEEK
} txc_precision;

/* Fields behind the precision are as small as they can be (month 1, day 1). */
typedef struct txc_date {
  int16_t year;
  uint8_t month;
  uint8_t day;
  uint8_t precision; /* TXC_YEAR..TXC_DAY */
} txc_date;

typedef struct txc_time {
  uint8_t hour;
  uint8_t minute;
  uint8_t second;
  uint8_t precision; /* TXC_HOUR..TXC_MILLISECOND */
  uint16_t millisecond;
} txc_time;

/* `precision` speaks for both parts; those of `date` and `time` agree with it
   (a time of precision TXC_PRECISION_NONE is not known). */
typedef struct txc_datetime {
  txc_date date;
  txc_time time;
  uint8_t precision; /* TXC_YEAR..TXC_MILLISECOND */
  bool has_offset;
  int16_t offset;    /* minutes east of UTC */
} txc_datetime;

typedef enum txc_order { TXC_BEFORE = -1, TXC_SAME = 0, TXC_AFTER = 1, TXC_UNCERTAIN = 2 } txc_order;

/* A whole number known to lie between two bounds, both possible. */
typedef struct txc_range {
  int64_t low;
  int64_t high;
} txc_range;

bool txc_date_valid (const txc_date *date);

/* ISO 8601 as CQL, FHIR and people write it: 2026, 2026-11, 2026-11-10;
   2026-11-10T12:30:05.250+01:00, 2026T, 2026-11-10T12Z; 12:30. The whole text
   must fit; more than three digits of a second are cut. */
bool txc_date_parse (txc_text text, txc_date *date);
bool txc_time_parse (txc_text text, txc_time *time);
bool txc_datetime_parse (txc_text text, txc_datetime *moment);

/* As above, to their precision: 2026-11, 2026-11-10T12:30+01:00, 2026T, 12:30. */
void txc_date_print (const txc_date *date, txc_buffer *out);
void txc_time_print (const txc_time *time, txc_buffer *out);
void txc_datetime_print (const txc_datetime *moment, txc_buffer *out);

/* The date of a moment (in its own offset), the moment a date begins as precise
   as the date, and the moment at another offset (minutes east; a moment without
   offset is taken to be at `offset`). A moment known less than to the hour
   keeps its fields. */
txc_date txc_datetime_date (const txc_datetime *moment);
txc_datetime txc_datetime_of_date (const txc_date *date);

/* Compared field by field down to `precision` (TXC_PRECISION_NONE: as far as
   both are known; TXC_UNCERTAIN if they agree so far and only one is known
   further). Seconds and milliseconds count as one decimal field. Moments are
   first brought to `offset`. */
txc_order txc_date_compare (const txc_date *a, const txc_date *b, txc_precision precision);
txc_order txc_time_compare (const txc_time *a, const txc_time *b, txc_precision precision);
txc_order txc_datetime_compare (const txc_datetime *a, const txc_datetime *b, txc_precision precision, int offset);

/* Later by `amount` of `unit` (negative: earlier), keeping the precision: a unit
   finer than the precision is first cut to whole units of it (2014 + 25 months
   is 2016); days that a month does not have become its last one. False outside
   the years 0001 to 9999. A time of day wraps around midnight. */
bool txc_date_add (const txc_date *date, int64_t amount, txc_precision unit, txc_date *result);
bool txc_datetime_add (const txc_datetime *moment, int64_t amount, txc_precision unit, txc_datetime *result);
bool txc_time_add (const txc_time *time, int64_t amount, txc_precision unit, txc_time *result);

/* Whole units from a to b (duration: full years, days and so on passed), or
   boundaries of the unit crossed (difference); a range where a precision leaves
   several answers. */
txc_range txc_date_duration (const txc_date *a, const txc_date *b, txc_precision unit);
txc_range txc_date_difference (const txc_date *a, const txc_date *b, txc_precision unit);
txc_range txc_datetime_duration (const txc_datetime *a, const txc_datetime *b, txc_precision unit, int offset);
txc_range txc_datetime_difference (const txc_datetime *a, const txc_datetime *b, txc_precision unit, int offset);

/* Days since 0001-01-01 of year, month, day, and back. */
int32_t txc_calendar_days (int year, int month, int day);
void txc_calendar_from_days (int32_t days, int *year, int *month, int *day);
int txc_calendar_month_days (int year, int month);

#endif
