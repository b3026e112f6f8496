/* SPDX-License-Identifier: Apache-2.0
 *
 * Comparing dates and moments, moving them, and the time between them. All
 * three kinds become one row of fields, so that the rules stand here once.
 */
#include "base/calendar.h"

typedef struct fields {
  int of[TXC_MILLISECOND + 1]; /* by precision: of[TXC_YEAR].. */
  txc_precision precision;
} fields;

static const int64_t milliseconds_in[] = {
  [TXC_DAY] = 86400000, [TXC_HOUR] = 3600000, [TXC_MINUTE] = 60000, [TXC_SECOND] = 1000, [TXC_MILLISECOND] = 1
};

/* Beyond this many of any unit every date leaves the calendar: 10,000 years in
   milliseconds. */
static const int64_t largest_amount = 400000000000000;

static fields
fields_of_date (const txc_date *date)
{
  return (fields){ .of = { 0, date->year, date->month, date->day }, .precision = (txc_precision)date->precision };
}

static fields
fields_of_datetime (const txc_datetime *moment)
{
  const txc_date *date = &moment->date;
  const txc_time *time = &moment->time;
  return (fields){ .of = { 0, date->year, date->month, date->day, time->hour, time->minute, time->second,
                           time->millisecond },
                   .precision = (txc_precision)moment->precision };
}

static fields
fields_of_time (const txc_time *time)
{
  return (fields){ .of = { 0, 1, 1, 1, time->hour, time->minute, time->second, time->millisecond },
                   .precision = (txc_precision)time->precision };
}

static txc_date
date_of (const fields *f)
{
  txc_precision precision = f->precision > TXC_DAY ? TXC_DAY : f->precision;
  return (txc_date){ (int16_t)f->of[TXC_YEAR], (uint8_t)f->of[TXC_MONTH], (uint8_t)f->of[TXC_DAY],
                     (uint8_t)precision };
}

static txc_time
time_of (const fields *f)
{
  return (txc_time){ .hour = (uint8_t)f->of[TXC_HOUR], .minute = (uint8_t)f->of[TXC_MINUTE],
                     .second = (uint8_t)f->of[TXC_SECOND], .millisecond = (uint16_t)f->of[TXC_MILLISECOND],
                     .precision = (uint8_t)(f->precision < TXC_HOUR ? TXC_PRECISION_NONE : f->precision) };
}

static int64_t
day_number (const fields *f)
{
  return txc_calendar_days (f->of[TXC_YEAR], f->of[TXC_MONTH], f->of[TXC_DAY]);
}

static int64_t
milliseconds (const fields *f)
{
  return day_number (f) * milliseconds_in[TXC_DAY] + f->of[TXC_HOUR] * milliseconds_in[TXC_HOUR]
         + f->of[TXC_MINUTE] * milliseconds_in[TXC_MINUTE] + f->of[TXC_SECOND] * milliseconds_in[TXC_SECOND]
         + f->of[TXC_MILLISECOND];
}

static int64_t
floor_divide (int64_t a, int64_t b)
{
  return a / b - (a % b < 0);
}

/* False outside 0001..9999. */
static bool
set_milliseconds (fields *f, int64_t total)
{
  int64_t days = floor_divide (total, milliseconds_in[TXC_DAY]), rest = total - days * milliseconds_in[TXC_DAY];
  if (days < 0 || days > txc_calendar_days (9999, 12, 31))
    return false;
  txc_calendar_from_days ((int32_t)days, &f->of[TXC_YEAR], &f->of[TXC_MONTH], &f->of[TXC_DAY]);
  for (txc_precision unit = TXC_HOUR; unit <= TXC_MILLISECOND; unit++) {
    f->of[unit] = (int)(rest / milliseconds_in[unit]);
    rest %= milliseconds_in[unit];
  }
  return true;
}

static txc_order
order (int a, int b)
{
  return a < b ? TXC_BEFORE : a > b ? TXC_AFTER : TXC_SAME;
}

/* Seconds and milliseconds are one decimal field: 10 s and 10.000 s are the same. */
static txc_order
compare_seconds (const fields *a, const fields *b, txc_precision last)
{
  txc_order seconds = order (a->of[TXC_SECOND], b->of[TXC_SECOND]);
  if (seconds != TXC_SAME || last == TXC_SECOND)
    return seconds;
  return order (a->of[TXC_MILLISECOND], b->of[TXC_MILLISECOND]);
}

static txc_order
compare_fields (const fields *a, const fields *b, txc_precision first, txc_precision asked)
{
  txc_precision last = asked == TXC_PRECISION_NONE ? TXC_MILLISECOND : asked;
  for (txc_precision unit = first; unit <= last && unit <= TXC_SECOND; unit++) {
    bool known = a->precision >= unit, other_known = b->precision >= unit;
    if (!known && !other_known && asked == TXC_PRECISION_NONE)
      return TXC_SAME;
    if (!known || !other_known)
      return TXC_UNCERTAIN;
    txc_order result = unit == TXC_SECOND ? compare_seconds (a, b, last) : order (a->of[unit], b->of[unit]);
    if (result != TXC_SAME)
      return result;
  }
  return TXC_SAME;
}

txc_order
txc_date_compare (const txc_date *a, const txc_date *b, txc_precision precision)
{
  fields left = fields_of_date (a), right = fields_of_date (b);
  return compare_fields (&left, &right, TXC_YEAR, precision);
}

txc_order
txc_time_compare (const txc_time *a, const txc_time *b, txc_precision precision)
{
  fields left = fields_of_time (a), right = fields_of_time (b);
  return compare_fields (&left, &right, TXC_HOUR, precision);
}

static bool
at_offset (const txc_datetime *moment, int offset, txc_datetime *result)
{
  *result = *moment;
  if (!moment->has_offset || moment->precision < TXC_HOUR || moment->offset == offset) {
    result->has_offset = true;
    result->offset = (int16_t)offset;
    return true;
  }
  fields f = fields_of_datetime (moment);
  if (!set_milliseconds (&f, milliseconds (&f) + (offset - moment->offset) * milliseconds_in[TXC_MINUTE]))
    return false;
  if (f.precision == TXC_HOUR)
    f.of[TXC_MINUTE] = 0;
  *result = (txc_datetime){ .date = date_of (&f), .time = time_of (&f), .precision = moment->precision,
                            .has_offset = true, .offset = (int16_t)offset };
  return true;
}

/* Both at one offset. Within a day of the calendar's ends that may leave it; the
   fields then stay as they are, which still orders all but such neighbours. */
static void
bring_together (const txc_datetime *a, const txc_datetime *b, int offset, fields *left, fields *right)
{
  txc_datetime moved, other;
  bool move = (a->has_offset || b->has_offset) && at_offset (a, offset, &moved)
              && at_offset (b, offset, &other);
  *left = fields_of_datetime (move ? &moved : a);
  *right = fields_of_datetime (move ? &other : b);
}

txc_order
txc_datetime_compare (const txc_datetime *a, const txc_datetime *b, txc_precision precision, int offset)
{
  fields left, right;
  bring_together (a, b, offset, &left, &right);
  return compare_fields (&left, &right, TXC_YEAR, precision);
}

/* --- moving ------------------------------------------------------------- */

/* An amount of a unit finer than the precision, in whole units of the precision:
   30 days to a month, 365 to a year, cut towards zero. */
static int64_t
cut_to_precision (int64_t amount, txc_precision *unit, txc_precision precision)
{
  if (*unit == TXC_WEEK) {
    amount *= 7;
    *unit = TXC_DAY;
  }
  if (*unit <= precision)
    return amount;
  if (*unit > TXC_DAY) {
    txc_precision down = precision < TXC_DAY ? TXC_DAY : precision;
    amount /= milliseconds_in[down] / milliseconds_in[*unit];
    *unit = down;
  }
  if (*unit == TXC_DAY && precision < TXC_DAY)
    amount /= precision == TXC_YEAR ? 365 : 30;
  else if (*unit == TXC_MONTH && precision == TXC_YEAR)
    amount /= 12;
  *unit = precision;
  return amount;
}

static bool
add_months (fields *f, int64_t months)
{
  int64_t total = f->of[TXC_YEAR] * 12 + f->of[TXC_MONTH] - 1 + months;
  int64_t year = floor_divide (total, 12);
  if (year < 1 || year > 9999)
    return false;
  f->of[TXC_YEAR] = (int)year;
  f->of[TXC_MONTH] = (int)(total - year * 12) + 1;
  int last = txc_calendar_month_days (f->of[TXC_YEAR], f->of[TXC_MONTH]);
  if (f->of[TXC_DAY] > last)
    f->of[TXC_DAY] = last;
  return true;
}

static bool
add (fields *f, int64_t amount, txc_precision unit)
{
  if (amount > largest_amount || amount < -largest_amount)
    return false;
  amount = cut_to_precision (amount, &unit, f->precision);
  if (unit <= TXC_MONTH)
    return add_months (f, unit == TXC_YEAR ? amount * 12 : amount);
  if (amount > largest_amount / milliseconds_in[unit] || amount < -largest_amount / milliseconds_in[unit])
    return false;
  return set_milliseconds (f, milliseconds (f) + amount * milliseconds_in[unit]);
}

bool
txc_date_add (const txc_date *date, int64_t amount, txc_precision unit, txc_date *result)
{
  fields f = fields_of_date (date);
  bool fits = add (&f, amount, unit);
  *result = date_of (&f);
  return fits;
}

bool
txc_datetime_add (const txc_datetime *moment, int64_t amount, txc_precision unit, txc_datetime *result)
{
  fields f = fields_of_datetime (moment);
  bool fits = add (&f, amount, unit);
  *result = (txc_datetime){ .date = date_of (&f), .time = time_of (&f), .precision = moment->precision,
                            .has_offset = moment->has_offset, .offset = moment->offset };
  return fits;
}

bool
txc_time_add (const txc_time *time, int64_t amount, txc_precision unit, txc_time *result)
{
  fields f = fields_of_time (time);
  *result = *time;
  if (amount > largest_amount || amount < -largest_amount || unit < TXC_HOUR || unit > TXC_MILLISECOND)
    return false;
  amount = cut_to_precision (amount, &unit, f.precision);
  int64_t day = milliseconds_in[TXC_DAY], in_day = milliseconds (&f) % day;
  int64_t moved = (in_day + amount % (day / milliseconds_in[unit]) * milliseconds_in[unit]) % day;
  bool fits = set_milliseconds (&f, moved < 0 ? moved + day : moved);
  *result = time_of (&f);
  return fits;
}

/* --- the time between --------------------------------------------------- */

/* The earliest or latest the fields can mean, to `precision`. */
static fields
filled (const fields *f, txc_precision precision, bool latest)
{
  static const int ends[] = { [TXC_HOUR] = 23, [TXC_MINUTE] = 59, [TXC_SECOND] = 59, [TXC_MILLISECOND] = 999 };
  fields result = *f;
  if (!latest)
    return result;
  for (txc_precision unit = f->precision + 1; unit <= precision; unit++)
    result.of[unit] = unit == TXC_MONTH ? 12
                      : unit == TXC_DAY
                        ? txc_calendar_month_days (result.of[TXC_YEAR], result.of[TXC_MONTH])
                        : ends[unit];
  return result;
}

static int64_t
months_passed (const fields *a, const fields *b)
{
  int64_t months = (b->of[TXC_YEAR] - a->of[TXC_YEAR]) * 12 + b->of[TXC_MONTH] - a->of[TXC_MONTH];
  int64_t day = milliseconds_in[TXC_DAY];
  int64_t in_month = a->of[TXC_DAY] * day + milliseconds (a) % day;
  int64_t other = b->of[TXC_DAY] * day + milliseconds (b) % day;
  return months - (other < in_month);
}

static int64_t
passed (const fields *a, const fields *b, txc_precision unit)
{
  int64_t between = milliseconds (b) - milliseconds (a);
  if (between < 0)
    return -passed (b, a, unit);
  if (unit == TXC_YEAR || unit == TXC_MONTH)
    return months_passed (a, b) / (unit == TXC_YEAR ? 12 : 1);
  if (unit == TXC_WEEK)
    return between / (7 * milliseconds_in[TXC_DAY]);
  return between / milliseconds_in[unit];
}

/* Boundaries crossed; weeks begin on Sunday, and 0001-01-01 was a Monday. */
static int64_t
crossed (const fields *a, const fields *b, txc_precision unit)
{
  if (unit == TXC_YEAR)
    return b->of[TXC_YEAR] - a->of[TXC_YEAR];
  if (unit == TXC_MONTH)
    return (b->of[TXC_YEAR] - a->of[TXC_YEAR]) * 12 + b->of[TXC_MONTH] - a->of[TXC_MONTH];
  if (unit == TXC_WEEK)
    return (day_number (b) + 1) / 7 - (day_number (a) + 1) / 7;
  return milliseconds (b) / milliseconds_in[unit] - milliseconds (a) / milliseconds_in[unit];
}

static txc_range
between (const fields *a, const fields *b, txc_precision unit,
         int64_t (*count) (const fields *, const fields *, txc_precision))
{
  txc_precision fine = unit == TXC_WEEK || unit < TXC_DAY ? TXC_DAY : unit;
  if (fine < a->precision)
    fine = a->precision;
  if (fine < b->precision)
    fine = b->precision;
  fields early = filled (a, fine, false), late = filled (a, fine, true);
  fields other_early = filled (b, fine, false), other_late = filled (b, fine, true);
  return (txc_range){ count (&late, &other_early, unit), count (&early, &other_late, unit) };
}

txc_range
txc_date_duration (const txc_date *a, const txc_date *b, txc_precision unit)
{
  fields left = fields_of_date (a), right = fields_of_date (b);
  return between (&left, &right, unit, passed);
}

txc_range
txc_date_difference (const txc_date *a, const txc_date *b, txc_precision unit)
{
  fields left = fields_of_date (a), right = fields_of_date (b);
  return between (&left, &right, unit, crossed);
}

txc_range
txc_datetime_duration (const txc_datetime *a, const txc_datetime *b, txc_precision unit, int offset)
{
  fields left, right;
  bring_together (a, b, offset, &left, &right);
  return between (&left, &right, unit, passed);
}

txc_range
txc_datetime_difference (const txc_datetime *a, const txc_datetime *b, txc_precision unit, int offset)
{
  fields left, right;
  bring_together (a, b, offset, &left, &right);
  return between (&left, &right, unit, crossed);
}
