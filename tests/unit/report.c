/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/test.h"

#include <string.h>

#include "report/report.h"
#include "unit/small_base.h"

START_TEST (people_of_100)
{
  static const struct { double per_100; const char *text; } rows[] = {
    { 0, "0" },      { 41.04, "41" },          { 9.46, "9" },                   { 0.62, "0.6" },  { 0.96, "1" },
    { 0.03, "0.3 per 1000" }, { 0.001, "below 0.1 per 1000" }, { 99.6, "99.6" }, { 100, "100" }, { 14.5, "15" },
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    txc_buffer out = { 0 };
    txc_report_add_per_100 (&out, rows[i].per_100);
    ck_assert_str_eq (txc_buffer_string (&out), rows[i].text);
    txc_buffer_release (&out);
  }
}
END_TEST

START_TEST (differences_and_intervals)
{
  txc_buffer out = { 0 };
  txc_report_add_difference (&out, 31.58);
  txc_buffer_add_char (&out, ' ');
  txc_report_add_interval (&out, 24.77, 37.73, 0);
  txc_buffer_add_char (&out, ' ');
  txc_report_add_difference (&out, -3.2);
  txc_buffer_add_char (&out, ' ');
  txc_report_add_interval (&out, -10.5, 35.4, 0);
  txc_buffer_add_char (&out, ' ');
  txc_report_add_difference (&out, 0.4);
  ck_assert_str_eq (txc_buffer_string (&out), "+32 (25-38) -3 (-11 to 35) +0.4");
  txc_buffer_release (&out);
}
END_TEST

static char *
write_comparison (const char *facts, const char *country, txc_format format, bool all)
{
  static const char *const treatments[] = { "sertraline", "esketamine-nasal-with-antidepressant" };
  txc_knowledge_base *base = NULL;
  txc_comparison *comparison = NULL;
  txc_page *page = NULL;
  char *text = NULL;
  txc_report_options options = TXC_REPORT_OPTIONS_INIT;
  options.all = all;
  ck_assert_int_eq (txc_knowledge_base_builtin (&base, NULL), TXC_OK);
  txc_patient *patient = small_patient (base, facts, country, "2026-11-20");
  ck_assert_int_eq (txc_comparison_new (patient, treatments, 2, &comparison, NULL), TXC_OK);
  ck_assert_int_eq (txc_report_comparison (comparison, &options, &page, NULL), TXC_OK);
  /* The page keeps what it borrows. */
  txc_comparison_unref (comparison);
  txc_patient_unref (patient);
  txc_knowledge_base_unref (base);
  ck_assert_int_eq (txc_page_write (page, format, NULL, &text, NULL, NULL), TXC_OK);
  txc_page_unref (page);
  return text;
}

#define HOLDS(text, words) ck_assert_msg (strstr (text, words) != NULL, "'%s' is missing", words)

START_TEST (danger_first_in_every_format)
{
  for (int format = TXC_FORMAT_TEXT; format <= TXC_FORMAT_JSON; format++)
    for (int all = 0; all < 2; all++) {
      char *text = write_comparison ("age=52;suicidal_intent_or_plan=yes", "US", (txc_format)format, all);
      HOLDS (text, "988");
      HOLDS (text, "2026-11-20");
      HOLDS (text, "Supports a qualified clinician");
      HOLDS (text, txc_version ());
      if (format == TXC_FORMAT_TEXT)
        ck_assert (strstr (text, "988") < strstr (text, "knowledge base"));
      txc_free (text);
    }
}
END_TEST

START_TEST (country_unknown_says_how_to_set_it)
{
  char *text = write_comparison ("age=52;suicidal_intent_or_plan=yes", NULL, TXC_FORMAT_TEXT, false);
  HOLDS (text, "local emergency services");
  HOLDS (text, "--country XX");
  txc_free (text);
}
END_TEST

START_TEST (outside_the_population_is_flagged)
{
  char *text = write_comparison ("age=15", "US", TXC_FORMAT_TEXT, false);
  HOLDS (text, "adults with major depressive disorder");
  HOLDS (text, "OUTSIDE");
  txc_free (text);
}
END_TEST

START_TEST (numbers_are_read_as_in_the_label)
{
  char *text = write_comparison ("age=52;has major-depressive-disorder", "US", TXC_FORMAT_TEXT, false);
  HOLDS (text, "41 | ");
  HOLDS (text, "+32 (25-38)");
  HOLDS (text, "Do not subtract");
  ck_assert_ptr_null (strstr (text, " she "));
  txc_free (text);
}
END_TEST

static char *
write_patient (const char *facts, const char *country, txc_format format)
{
  txc_knowledge_base *base = NULL;
  txc_page *page = NULL;
  char *text = NULL;
  ck_assert_int_eq (txc_knowledge_base_builtin (&base, NULL), TXC_OK);
  txc_patient *patient = small_patient (base, facts, country, "2026-11-20");
  ck_assert_int_eq (txc_report_patient (patient, NULL, &page, NULL), TXC_OK);
  /* The page keeps what it borrows. */
  txc_patient_unref (patient);
  txc_knowledge_base_unref (base);
  ck_assert_int_eq (txc_page_write (page, format, NULL, &text, NULL, NULL), TXC_OK);
  txc_page_unref (page);
  return text;
}

START_TEST (a_patient_is_shown_fact_by_fact)
{
  static const char facts[] = "age=52;systolic_blood_pressure=148;conditions=hypertension;no aneurysm;"
                              "current_medications=sertraline;allergies=none";
  static const char *const lines[] = {
    ",age,age,known,known,,52,",
    ",systolic_blood_pressure,systolic blood pressure,known,known,,148 mmHg,",
    "heading,facts,1,conditions,conditions,",
    ",conditions:hypertension,high blood pressure,known,known,,present,",
    ",conditions:aneurysm,aneurysm,known,known,,absent,",
    ",conditions:aneurysm,aneurysm,origin,from,,stated,",
    ",conditions:intracranial-aneurysm,intracranial aneurysm,origin,from,,\"follows from \"\"no aneurysm\"\"\",",
    ",current_medications:ssri,selective serotonin reuptake inhibitor,origin,from,,follows from sertraline,",
    ",allergies,anything,known,known,,absent: the list is complete,",
  };
  char *text = write_patient (facts, NULL, TXC_FORMAT_CSV);
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
    HOLDS (text, lines[i]);
  txc_free (text);
}
END_TEST

START_TEST (nothing_known_is_said)
{
  char *text = write_patient ("", NULL, TXC_FORMAT_TEXT);
  HOLDS (text, "Nothing yet");
  ck_assert_ptr_null (strstr (text, "REMARKS"));
  txc_free (text);
}
END_TEST

START_TEST (danger_comes_before_the_facts)
{
  for (int format = TXC_FORMAT_TEXT; format <= TXC_FORMAT_JSON; format++) {
    char *text = write_patient ("age=52;suicidal_intent_or_plan=yes", "US", (txc_format)format);
    HOLDS (text, "988");
    HOLDS (text, "Supports a qualified clinician");
    ck_assert (strstr (text, "988") < strstr (text, "stated"));
    txc_free (text);
  }
}
END_TEST

RUN_TESTS ("report", people_of_100, differences_and_intervals, danger_first_in_every_format, country_unknown_says_how_to_set_it,
           outside_the_population_is_flagged, numbers_are_read_as_in_the_label, a_patient_is_shown_fact_by_fact,
           nothing_known_is_said, danger_comes_before_the_facts)
