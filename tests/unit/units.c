/* SPDX-License-Identifier: Apache-2.0
 *
 * Factors from the UCUM specification's tables.
 */
#include "unit/test.h"

#include "base/units.h"

static txc_decimal
read_decimal (const char *text)
{
  txc_decimal value = { 0, 0 };
  ck_assert_int_eq (txc_decimal_parse (txc_text_of (text), &value), TXC_OK);
  return value;
}

static void
assert_converted (const char *value, const char *from, const char *to, const char *expected)
{
  txc_decimal result;
  bool fits = txc_unit_convert (read_decimal (value), from, to, &result);
  ck_assert_msg (fits == (expected != NULL), "%s to %s", from, to);
  if (!expected)
    return;
  txc_buffer out = { 0 };
  txc_decimal_print (result, 0, &out);
  ck_assert_str_eq (txc_buffer_string (&out), expected);
  txc_buffer_release (&out);
}

START_TEST (converts)
{
  assert_converted ("1", "m", "cm", "100");
  assert_converted ("1", "[in_i]", "cm", "2.54");
  assert_converted ("1", "[lb_av]", "kg", "0.45359237");
  assert_converted ("120", "mm[Hg]", "kPa", "15.99864");
  assert_converted ("90", "umol/L", "mmol/L", "0.09");
  assert_converted ("60", "mL/min", "mL/s", "1");
  assert_converted ("60", "mL/min/{1.73_m2}", "mL/min", "60");
  assert_converted ("70", "kg/m2", "g/cm2", "7");
  assert_converted ("1", "10*9/L", "/nL", "1");
  assert_converted ("1000", "[IU]/L", "[IU]/mL", "1");
  assert_converted ("37", "Cel", "[degF]", "98.6");
  assert_converted ("0", "Cel", "K", "273.15");
  assert_converted ("1", "U/L", "[IU]/L", NULL);
  assert_converted ("50", "%", "1", "0.5");
  assert_converted ("2", "weeks", "d", "14");
  assert_converted ("1", "year", "month", "12");
  assert_converted ("1", "a", "d", "365.25");
  assert_converted ("1", "year", "d", NULL);
  assert_converted ("1", "cm", "g", NULL);
  assert_converted ("1", "mol", "1", NULL);
}
END_TEST

START_TEST (unknown_units_equal_themselves_only)
{
  static const char *const unknown[] = { "(score)", "None", "pH", "mmHg", "points", "kg/", "m[", "{open", "10*99999999", "()" };
  int order = 9;
  for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
    ck_assert_msg (!txc_unit_known (unknown[i]), "%s", unknown[i]);
    ck_assert (txc_unit_comparable (unknown[i], unknown[i]));
    ck_assert (!txc_unit_comparable (unknown[i], "1"));
    ck_assert (txc_unit_compare (read_decimal ("2"), unknown[i], read_decimal ("1"), unknown[i], &order));
    ck_assert_int_eq (order, 1);
    for (size_t j = 0; j < i; j++)
      ck_assert (!txc_unit_comparable (unknown[i], unknown[j]));
  }
  ck_assert (txc_unit_known ("{score}"));
  ck_assert (txc_unit_comparable ("{score}", "1"));
  ck_assert (txc_unit_comparable (NULL, "1"));
}
END_TEST

START_TEST (compares_without_rounding)
{
  int order = 9;
  ck_assert (!txc_unit_compare (read_decimal ("1"), "cm", read_decimal ("0.01"), "g", &order));
  ck_assert (txc_unit_compare (read_decimal ("1"), "cm", read_decimal ("0.01"), "m", &order));
  ck_assert_int_eq (order, 0);
  /* 1 Pa is 0.00750061... mm[Hg]: no decimal, but the order is exact. */
  ck_assert (txc_unit_compare (read_decimal ("133.322"), "Pa", read_decimal ("1"), "mm[Hg]", &order));
  ck_assert_int_eq (order, 0);
  ck_assert (txc_unit_compare (read_decimal ("133.32200001"), "Pa", read_decimal ("1"), "mm[Hg]", &order));
  ck_assert_int_eq (order, 1);
  ck_assert (txc_unit_compare (read_decimal ("38"), "Cel", read_decimal ("100.4"), "[degF]", &order));
  ck_assert_int_eq (order, 0);
  ck_assert (!txc_unit_compare (read_decimal ("1"), "month", read_decimal ("1"), "mo", &order));
  ck_assert (txc_unit_compare_loosely (read_decimal ("1"), "month", read_decimal ("1"), "mo", &order));
  ck_assert_int_eq (order, 0);
  ck_assert (txc_unit_compare_loosely (read_decimal ("1"), "year", read_decimal ("365"), "days", &order));
  ck_assert_int_eq (order, 0);
}
END_TEST

START_TEST (combines_and_suggests)
{
  txc_arena arena = { 0 };
  ck_assert_str_eq (txc_unit_product ("cm", "cm", &arena), "cm2");
  ck_assert_str_eq (txc_unit_product ("mg", "1", &arena), "mg");
  ck_assert_str_eq (txc_unit_quotient ("g/cm3", "g/cm3", &arena), "1");
  ck_assert_str_eq (txc_unit_quotient ("mg", "kg.d", &arena), "mg/(kg.d)");
  ck_assert (txc_unit_comparable (txc_unit_quotient ("mg", "kg.d", &arena), "ug/kg/d"));
  ck_assert_str_eq (txc_unit_suggestion ("mmHg"), "mm[Hg]");
  ck_assert_ptr_null (txc_unit_suggestion ("mm[Hg]"));
  txc_buffer plain = { 0 };
  txc_unit_add_plain ("148 mm[Hg]", &plain);
  ck_assert_str_eq (txc_buffer_keep (&plain, &arena), "148 mmHg");
  txc_arena_release (&arena);
}
END_TEST

START_TEST (hostile_codes_are_unknown)
{
  char nested[200] = "";
  for (int i = 0; i < 90; i++)
    strcat (nested, "(");
  ck_assert (!txc_unit_known (nested));
  ck_assert (!txc_unit_known ("m60.m60"));
  ck_assert (!txc_unit_known ("99999999.99999999.99999999"));
  ck_assert (!txc_unit_known ("m.\xC3\x28"));
  ck_assert (!txc_unit_known ("/"));
}
END_TEST

RUN_TESTS ("units", converts, unknown_units_equal_themselves_only, compares_without_rounding, combines_and_suggests,
           hostile_codes_are_unknown)
