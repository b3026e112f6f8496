/* SPDX-License-Identifier: Apache-2.0
 *
 * What a date is: checking, reading, writing, counting days.
 */
#include "base/calendar.h"

enum { first_year = 1, last_year = 9999, days_in_400_years = 146097, latest_offset = 14 * 60 };

static bool
is_leap (int year)
{
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int
txc_calendar_month_days (int year, int month)
{
  static const uint8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  return month == 2 && is_leap (year) ? 29 : days[month - 1];
}

/* Days before the month in a year that begins in March, so that the leap day is
   its last. */
static int
days_before (int month)
{
  int from_march = (month + 9) % 12;
  return (153 * from_march + 2) / 5;
}

int32_t
txc_calendar_days (int year, int month, int day)
{
  int y = month <= 2 ? year - 1 : year;
  /* 306 days lie between 0000-03-01 and 0001-01-01. */
  return y * 365 + y / 4 - y / 100 + y / 400 + days_before (month) + day - 1 - 306;
}

void
txc_calendar_from_days (int32_t days, int *year, int *month, int *day)
{
  int32_t since = days + 306;
  int era = since / days_in_400_years, in_era = since % days_in_400_years;
  int of_era = (in_era - in_era / 1460 + in_era / 36524 - in_era / (days_in_400_years - 1)) / 365;
  int in_year = in_era - (of_era * 365 + of_era / 4 - of_era / 100);
  int from_march = (5 * in_year + 2) / 153;
  *month = from_march < 10 ? from_march + 3 : from_march - 9;
  *day = in_year - (153 * from_march + 2) / 5 + 1;
  *year = of_era + era * 400 + (*month <= 2);
}

bool
txc_date_valid (const txc_date *date)
{
  return date->precision >= TXC_YEAR && date->precision <= TXC_DAY && date->year >= first_year
         && date->year <= last_year && date->month >= 1 && date->month <= 12 && date->day >= 1
         && date->day <= txc_calendar_month_days (date->year, date->month);
}

static bool
is_time (const txc_time *time)
{
  return time->precision >= TXC_HOUR && time->precision <= TXC_MILLISECOND && time->hour < 24 && time->minute < 60
         && time->second < 60 && time->millisecond < 1000;
}

txc_date
txc_datetime_date (const txc_datetime *moment)
{
  return moment->date;
}

txc_datetime
txc_datetime_of_date (const txc_date *date)
{
  return (txc_datetime){ .date = *date, .precision = date->precision };
}

/* Takes exactly `count` digits off the front. */
static bool
take_digits (txc_text *text, size_t count, int *number)
{
  *number = 0;
  if (text->length < count)
    return false;
  for (size_t i = 0; i < count; i++) {
    if (text->data[i] < '0' || text->data[i] > '9')
      return false;
    *number = *number * 10 + (text->data[i] - '0');
  }
  *text = (txc_text){ text->data + count, text->length - count };
  return true;
}

static bool
take_char (txc_text *text, char c)
{
  if (!text->length || text->data[0] != c)
    return false;
  *text = (txc_text){ text->data + 1, text->length - 1 };
  return true;
}

static bool
take_date (txc_text *text, txc_date *date)
{
  int year, month = 1, day = 1;
  *date = (txc_date){ .precision = TXC_YEAR };
  if (!take_digits (text, 4, &year))
    return false;
  if (take_char (text, '-')) {
    date->precision = TXC_MONTH;
    if (!take_digits (text, 2, &month))
      return false;
    if (take_char (text, '-')) {
      date->precision = TXC_DAY;
      if (!take_digits (text, 2, &day))
        return false;
    }
  }
  date->year = (int16_t)year;
  date->month = (uint8_t)month;
  date->day = (uint8_t)day;
  return txc_date_valid (date);
}

/* A fraction of a second; only milliseconds are kept. */
static bool
take_fraction (txc_text *text, int *millisecond)
{
  int digits = 0, digit;
  for (*millisecond = 0; take_digits (text, 1, &digit); digits++)
    if (digits < 3)
      *millisecond = *millisecond * 10 + digit;
  for (int i = digits; i < 3; i++)
    *millisecond *= 10;
  return digits > 0;
}

static bool
take_time (txc_text *text, txc_time *time)
{
  int hour, minute = 0, second = 0, millisecond = 0;
  *time = (txc_time){ .precision = TXC_HOUR };
  if (!take_digits (text, 2, &hour))
    return false;
  if (take_char (text, ':')) {
    time->precision = TXC_MINUTE;
    if (!take_digits (text, 2, &minute))
      return false;
    if (take_char (text, ':')) {
      time->precision = TXC_SECOND;
      if (!take_digits (text, 2, &second))
        return false;
      if (take_char (text, '.')) {
        time->precision = TXC_MILLISECOND;
        if (!take_fraction (text, &millisecond))
          return false;
      }
    }
  }
  time->hour = (uint8_t)hour;
  time->minute = (uint8_t)minute;
  time->second = (uint8_t)second;
  time->millisecond = (uint16_t)millisecond;
  return is_time (time);
}

static bool
take_offset (txc_text *text, txc_datetime *moment)
{
  int hours, minutes = 0;
  moment->has_offset = true;
  if (take_char (text, 'Z'))
    return true;
  bool west = take_char (text, '-');
  if ((!west && !take_char (text, '+')) || !take_digits (text, 2, &hours))
    return false;
  if (take_char (text, ':') && !take_digits (text, 2, &minutes))
    return false;
  if (minutes > 59 || hours * 60 + minutes > latest_offset)
    return false;
  moment->offset = (int16_t)((west ? -1 : 1) * (hours * 60 + minutes));
  return true;
}

bool
txc_date_parse (txc_text text, txc_date *date)
{
  return take_date (&text, date) && text.length == 0;
}

bool
txc_time_parse (txc_text text, txc_time *time)
{
  take_char (&text, 'T');
  return take_time (&text, time) && text.length == 0;
}

bool
txc_datetime_parse (txc_text text, txc_datetime *moment)
{
  *moment = (txc_datetime){ 0 };
  if (!take_date (&text, &moment->date))
    return false;
  moment->precision = moment->date.precision;
  if (text.length == 0)
    return true;
  if (!take_char (&text, 'T'))
    return false;
  if (text.length == 0)
    return true;
  if (moment->precision != TXC_DAY || !take_time (&text, &moment->time))
    return false;
  moment->precision = moment->time.precision;
  return text.length == 0 || (take_offset (&text, moment) && text.length == 0);
}

static void
add_digits (txc_buffer *out, int number, int width)
{
  char digits[8];
  for (int i = width; i-- > 0; number /= 10)
    digits[i] = (char)('0' + number % 10);
  txc_buffer_add_text (out, (txc_text){ digits, (size_t)width });
}

void
txc_date_print (const txc_date *date, txc_buffer *out)
{
  add_digits (out, date->year, 4);
  if (date->precision >= TXC_MONTH) {
    txc_buffer_add_char (out, '-');
    add_digits (out, date->month, 2);
  }
  if (date->precision >= TXC_DAY) {
    txc_buffer_add_char (out, '-');
    add_digits (out, date->day, 2);
  }
}

void
txc_time_print (const txc_time *time, txc_buffer *out)
{
  add_digits (out, time->hour, 2);
  if (time->precision >= TXC_MINUTE) {
    txc_buffer_add_char (out, ':');
    add_digits (out, time->minute, 2);
  }
  if (time->precision >= TXC_SECOND) {
    txc_buffer_add_char (out, ':');
    add_digits (out, time->second, 2);
  }
  if (time->precision >= TXC_MILLISECOND) {
    txc_buffer_add_char (out, '.');
    add_digits (out, time->millisecond, 3);
  }
}

void
txc_datetime_print (const txc_datetime *moment, txc_buffer *out)
{
  txc_date_print (&moment->date, out);
  txc_buffer_add_char (out, 'T');
  if (moment->precision < TXC_HOUR)
    return;
  txc_time_print (&moment->time, out);
  if (!moment->has_offset)
    return;
  if (moment->offset == 0) {
    txc_buffer_add_char (out, 'Z');
    return;
  }
  int minutes = moment->offset < 0 ? -moment->offset : moment->offset;
  txc_buffer_add_char (out, moment->offset < 0 ? '-' : '+');
  add_digits (out, minutes / 60, 2);
  txc_buffer_add_char (out, ':');
  add_digits (out, minutes % 60, 2);
}
