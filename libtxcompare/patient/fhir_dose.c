/* SPDX-License-Identifier: Apache-2.0
 *
 * A dose as people read it, and a dose a day where the record allows it: a
 * quantity with its timing, tablets with a strength in the medicine's name, or
 * a plain text such as "150 mg once a day".
 */
#include "base/units.h"
#include "patient/fhir.h"
#include "text/utf8.h"

/* How many times a day, as a fraction; 0/0: not known. */
typedef struct frequency {
  int64_t times, days;
} frequency;

static const struct {
  const char *words;
  int times, days;
} spoken[] = {
  { "twice a day", 2, 1 },     { "twice daily", 2, 1 },        { "two times a day", 2, 1 },  { "2 times a day", 2, 1 },
  { "2x daily", 2, 1 },        { "bid", 2, 1 },                { "three times a day", 3, 1 }, { "three times daily", 3, 1 },
  { "3 times a day", 3, 1 },   { "tid", 3, 1 },                { "four times a day", 4, 1 }, { "four times daily", 4, 1 },
  { "qid", 4, 1 },             { "every other day", 1, 2 },    { "every second day", 1, 2 }, { "once a week", 1, 7 },
  { "weekly", 1, 7 },          { "twice a week", 2, 7 },       { "every 12 hours", 2, 1 },   { "every 8 hours", 3, 1 },
  { "every 6 hours", 4, 1 },   { "q12h", 2, 1 },               { "q8h", 3, 1 },              { "q6h", 4, 1 },
  { "once a day", 1, 1 },      { "once daily", 1, 1 },         { "one time a day", 1, 1 },   { "a day", 1, 1 },
  { "per day", 1, 1 },         { "every day", 1, 1 },          { "daily", 1, 1 },            { "qd", 1, 1 },
  { "od", 1, 1 },              { "nightly", 1, 1 },            { "every night", 1, 1 },      { "at night", 1, 1 },
  { "at bedtime", 1, 1 },      { "every morning", 1, 1 },      { "in the morning", 1, 1 },   { "in the evening", 1, 1 },
};

static frequency
frequency_from_text (const char *text)
{
  for (size_t i = 0; text && i < sizeof spoken / sizeof *spoken; i++)
    if (txc_has_word (txc_text_of (text), spoken[i].words))
      return (frequency){ spoken[i].times, spoken[i].days };
  return (frequency){ 0, 0 };
}

static bool
whole (txc_fhir *fhir, const txc_json *object, const char *name, int64_t *number)
{
  txc_decimal value;
  return txc_fhir_number (fhir, object, name, &value) && txc_decimal_to_integer (value, number) && *number > 0
         && *number < 1000;
}

/* timing.repeat: frequency times in period units. */
static frequency
frequency_from_timing (txc_fhir *fhir, const txc_json *dosage)
{
  const txc_json *timing = txc_fhir_get (fhir, dosage, "timing", TXC_JSON_OBJECT);
  const txc_json *repeat = txc_fhir_get (fhir, timing, "repeat", TXC_JSON_OBJECT);
  const char *unit = txc_fhir_string (fhir, repeat, "periodUnit");
  int64_t times = 1, period;
  if (repeat && unit && whole (fhir, repeat, "period", &period)) {
    if (txc_json_member_of (repeat, "frequency") && !whole (fhir, repeat, "frequency", &times))
      return (frequency){ 0, 0 };
    if (txc_json_member_of (repeat, "frequencyMax") || txc_json_member_of (repeat, "periodMax"))
      return (frequency){ 0, 0 };
    if (strcmp (unit, "d") == 0)
      return (frequency){ times, period };
    if (strcmp (unit, "h") == 0)
      return (frequency){ times * 24, period };
    if (strcmp (unit, "wk") == 0)
      return (frequency){ times, period * 7 };
    return (frequency){ 0, 0 };
  }
  const txc_json *code = txc_fhir_get (fhir, timing, "code", TXC_JSON_OBJECT);
  frequency found = frequency_from_text (txc_fhir_string (fhir, txc_fhir_first (fhir, code, "coding"), "code"));
  return found.times ? found : frequency_from_text (txc_fhir_string (fhir, code, "text"));
}

/* The unit of mass that begins here as a word of its own; NULL. *end is behind it. */
static const char *
mass_unit (const char *at, const char **end)
{
  static const char *const units[] = { "mg", "mcg", "ug", "g" };
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    size_t same = 0;
    while (units[i][same] && (at[same] | 32) == units[i][same])
      same++;
    *end = at + same;
    if (!units[i][same] && !((**end | 32) >= 'a' && (**end | 32) <= 'z'))
      return strcmp (units[i], "mcg") == 0 ? "ug" : units[i];
  }
  return NULL;
}

/* The "25 mg" of a text: "Fluoxetine 25MG", "150 mg once a day". Two amounts
   ("2.5 mg / 25 mg") or a range ("50-200 mg") are no single one, "20 MG/ML" is
   a concentration. */
static bool
amount_in_text (const char *text, txc_decimal *amount, const char **unit)
{
  size_t found = 0;
  for (const char *at = text; at && *at;) {
    size_t length = strspn (at, "0123456789.");
    if (length == 0) {
      at++;
      continue;
    }
    const char *end, *mass = mass_unit (at + length + strspn (at + length, " "), &end);
    if (mass && ((at > text && strchr ("-/", at[-1])) || *end == '/' || ++found > 1
                 || txc_decimal_parse ((txc_text){ at, length }, amount) != TXC_OK))
      return false;
    if (mass)
      *unit = mass;
    at += length;
  }
  return found == 1;
}

static bool
is_piece (const char *unit)
{
  static const char *const pieces[] = { "tablet", "tablets", "tab", "tbl", "capsule", "capsules", "cap", "1", "{tbl}", "{capsule}" };
  for (size_t i = 0; unit && i < sizeof pieces / sizeof *pieces; i++)
    if (txc_text_equal_ignoring_case (txc_text_of (unit), txc_text_of (pieces[i])))
      return true;
  return unit && txc_text_equal_ignoring_case (txc_text_of (unit), txc_text_of ("{tablet}"));
}

/* One intake: amount and unit. Without a unit Synthea and others mean pieces. */
static bool
single_dose (txc_fhir *fhir, const txc_json *dosage, const char *medicine, txc_decimal *amount, const char **unit)
{
  const txc_json *quantity
    = txc_fhir_get (fhir, txc_fhir_first (fhir, dosage, "doseAndRate"), "doseQuantity", TXC_JSON_OBJECT);
  txc_decimal number, strength;
  if (!txc_fhir_number (fhir, quantity, "value", &number))
    return !quantity && amount_in_text (txc_fhir_string (fhir, dosage, "text"), amount, unit);
  const char *code = txc_fhir_string (fhir, quantity, "code"), *written = txc_fhir_string (fhir, quantity, "unit");
  if (txc_decimal_sign (number) <= 0)
    return false;
  if (is_piece (code) || is_piece (written) || (!code && !written))
    return amount_in_text (medicine, &strength, unit) && txc_decimal_multiply (strength, number, amount);
  *amount = number;
  *unit = txc_arena_copy (&fhir->builder->arena, txc_text_of (code && txc_unit_known (code) ? code : written ? written : code));
  return *unit != NULL;
}

static void
keep_shown (txc_fhir *fhir, txc_medication *medication, txc_decimal amount, const char *unit, bool daily)
{
  txc_buffer text = { 0 };
  txc_decimal_print (amount, 0, &text);
  txc_buffer_printf (&text, " %.*s%s", txc_utf8_cut (txc_text_of (unit), 20), unit, daily ? " per day" : "");
  medication->dose = txc_buffer_keep (&text, &fhir->builder->arena);
  if (!medication->dose)
    txc_fhir_no_memory (fhir);
}

/* As needed is no daily dose; several dosages are steps, not one dose. */
void
txc_fhir_read_dose (txc_fhir *fhir, const txc_json *dosages, const char *medicine, txc_medication *medication)
{
  medication->start.precision = medication->end.precision = TXC_PRECISION_NONE;
  const txc_json *dosage = txc_fhir_item (fhir, dosages, 0);
  if (!dosage)
    return;
  const txc_json *timing = txc_fhir_get (fhir, dosage, "timing", TXC_JSON_OBJECT);
  const txc_json *repeat = txc_fhir_get (fhir, timing, "repeat", TXC_JSON_OBJECT);
  txc_fhir_period (fhir, repeat, "boundsPeriod", &medication->start, &medication->end);
  txc_decimal amount, daily;
  const char *unit;
  if (dosages->count != 1 || !single_dose (fhir, dosage, medicine, &amount, &unit))
    return;
  frequency often = frequency_from_timing (fhir, dosage);
  if (often.times == 0)
    often = frequency_from_text (txc_fhir_string (fhir, dosage, "text"));
  bool as_needed = txc_fhir_flag (fhir, dosage, "asNeededBoolean", false)
                   || txc_fhir_get (fhir, dosage, "asNeededCodeableConcept", TXC_JSON_OBJECT);
  medication->has_daily_dose = often.times > 0 && !as_needed
                               && txc_decimal_multiply (amount, txc_decimal_of (often.times), &daily)
                               && txc_decimal_divide (daily, txc_decimal_of (often.days), &daily);
  if (medication->has_daily_dose) {
    medication->daily_dose = daily;
    medication->dose_unit = unit;
  }
  if (fhir->status == TXC_OK)
    keep_shown (fhir, medication, medication->has_daily_dose ? daily : amount, unit, medication->has_daily_dose);
}
