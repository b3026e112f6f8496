/* SPDX-License-Identifier: Apache-2.0
 *
 * Records that nobody wrote in good faith, and records that were damaged: an
 * error with its place or a patient, never a crash.
 */
#include "unit/record.h"

static txc_status
add_bytes (const char *bytes, size_t length)
{
  txc_error_free (err);
  err = NULL;
  txc_status status = txc_patient_builder_add_record (builder, bytes, length, "r.json", &err);
  if (status != TXC_OK) {
    ck_assert_ptr_nonnull (err);
    ck_assert_ptr_nonnull (txc_error_message (err));
    ck_assert_int_ne (status, TXC_INTERNAL);
    ck_assert_uint_ge (txc_error_line (err), 1);
    ck_assert_uint_ge (txc_error_column (err), 1);
  }
  return status;
}

START_TEST (what_is_no_record_is_refused_with_its_place)
{
  static const struct {
    const char *bytes;
    size_t length;
    txc_status status;
  } cases[] = { { "", 0, TXC_SYNTAX },
                { "\0", 1, TXC_SYNTAX },
                { "   \n", 4, TXC_SYNTAX },
                { "\xff\xfe{\0}\0", 6, TXC_ENCODING },
                { "\xef\xbb\xbf", 3, TXC_SYNTAX },
                { "<Bundle/>", 9, TXC_SYNTAX },
                { "null", 4, TXC_TYPE },
                { "\"x\"", 3, TXC_TYPE },
                { "{\"resourceType\":\"Bun", 20, TXC_SYNTAX },
                { "{\"resourceType\":7}", 18, TXC_TYPE },
                { "{\"resourceType\":\"Patient\",\"resourceType\":\"Patient\"}", 51, TXC_INVALID_DATA },
                { "{\"resourceType\":\"Patient\"}\n{\"resourceType\":", 43, TXC_SYNTAX } };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    ck_assert_msg (add_bytes (cases[i].bytes, cases[i].length) == cases[i].status, "%zu: %s", i, cases[i].bytes);
}
END_TEST

START_TEST (deep_nesting_is_refused)
{
  enum { depth = 100000 };
  txc_buffer text = { 0 };
  txc_buffer_add (&text, "{\"resourceType\":\"Patient\",\"extension\":");
  txc_buffer_add_repeated (&text, '[', depth);
  txc_buffer_add_repeated (&text, ']', depth);
  txc_buffer_add (&text, "}");
  ck_assert_int_eq (add_bytes (text.data, text.length), TXC_LIMIT);
  txc_buffer_release (&text);
}
END_TEST

START_TEST (bundles_within_bundles_are_read)
{
  txc_buffer text = { 0 };
  for (int i = 0; i < 60; i++) /* three levels of JSON each */
    txc_buffer_add (&text, "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":");
  txc_buffer_add (&text, "{\"resourceType\":\"Patient\",\"gender\":\"male\"}");
  for (int i = 0; i < 60; i++)
    txc_buffer_add (&text, "}]}");
  ck_assert_int_eq (add_bytes (text.data, text.length), TXC_OK);
  txc_buffer_release (&text);
}
END_TEST

START_TEST (long_strings_are_read_and_shown_short)
{
  static const char *const places[] = { "{\"resourceType\":\"%\"}", "{\"resourceType\":\"Patient\",\"gender\":\"%\"}",
                                        "{\"resourceType\":\"Patient\",\"id\":\"%\",\"birthDate\":\"%\"}",
                                        "{\"resourceType\":\"Condition\",\"code\":{\"text\":\"%\"}}", "{\"%\":1}",
                                        "{\"conditions\":[\"%\"]}" };
  char *name = malloc (10 * 1024 * 1024);
  memset (name, 'x', 10 * 1024 * 1024);
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    txc_buffer text = { 0 };
    for (const char *c = places[i]; *c; c++)
      if (*c == '%')
        txc_buffer_add_text (&text, (txc_text){ name, 10 * 1024 * 1024 });
      else
        txc_buffer_add_char (&text, *c);
    if (add_bytes (text.data, text.length) != TXC_OK)
      ck_assert_uint_lt (strlen (txc_error_message (err)), 500);
    build ();
    for (size_t j = 0; j < patient->remarks_count; j++)
      ck_assert_uint_lt (strlen (patient->remarks[j]), 500);
    txc_buffer_release (&text);
    fresh ();
  }
  free (name);
}
END_TEST

static void
check_one_line (const char *text)
{
  for (const char *c = text; *c; c++)
    ck_assert_msg ((unsigned char)*c >= 0x20 && *c != 0x7F, "%s", text);
}

START_TEST (what_is_said_stays_on_one_line)
{
  static const char *const records[]
    = { "{\"resourceType\":\"a\\nb\",\"id\":\"c\\u001b\"}", "{\"resourceType\":\"Patient\",\"id\":\"a\\nb\",\"gender\":\"\\n\"}",
        "{\"resourceType\":\"Patient\",\"id\":\"a\\nb\",\"gender\":1}", "{\"a\\nb\":1}", "{\"age\":\"a\\nb\"}",
        "{\"conditions\":[\"a\\nb\"]}", "{" };
  static const char *const facts[]
    = { "a\nb", "a\nb=1", "age=a\nb", "conditions=a\nb", "no a\nb", "has a\033b", "sex=a\nb", "weight=1 a\nb", "age=\n" };
  for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
    txc_status status = txc_patient_builder_add_record (builder, records[i], strlen (records[i]), "my\nfile\033.json", &err);
    if (status != TXC_OK) {
      check_one_line (txc_error_message (err));
      check_one_line (txc_error_file (err));
    }
    build ();
    for (size_t j = 0; j < patient->remarks_count; j++)
      check_one_line (patient->remarks[j]);
    fresh ();
  }
  for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
    ck_assert_int_ne (txc_patient_builder_set (builder, facts[i], &err), TXC_OK);
    check_one_line (txc_error_message (err));
  }
  txc_patient_builder *other;
  ck_assert_int_eq (txc_patient_builder_set_country (builder, "a\nb", &err), TXC_INVALID_ARGUMENT);
  check_one_line (txc_error_message (err));
  ck_assert_int_eq (txc_patient_builder_assume_complete (builder, "a\nb", &err), TXC_NOT_FOUND);
  check_one_line (txc_error_message (err));
  ck_assert_int_eq (txc_patient_builder_new (base, "a\nb", &other, &err), TXC_INVALID_ARGUMENT);
  check_one_line (txc_error_message (err));
}
END_TEST

/* Stopped in this month, so that each asks whether the same is still taken. */
START_TEST (two_hundred_thousand_stopped_medicines_are_read)
{
  enum { many = 200000 };
  txc_buffer text = { 0 };
  txc_buffer_add (&text, "[");
  for (int i = 0; i < many; i++)
    txc_buffer_printf (&text,
                       "%s{\"resourceType\":\"MedicationStatement\",\"status\":\"completed\",\"medicationCodeableConcept\":"
                       "{\"coding\":[{\"system\":\"http://www.nlm.nih.gov/research/umls/rxnorm\",\"code\":\"36437\"}]},"
                       "\"effectivePeriod\":{\"end\":\"2026-11\"}}",
                       i ? "," : "");
  txc_buffer_add (&text, "]");
  ck_assert_int_eq (add_bytes (text.data, text.length), TXC_OK);
  build ();
  ck_assert_uint_eq (patient->tried_count, many);
  txc_buffer_release (&text);
}
END_TEST

START_TEST (a_hundred_thousand_resources_are_read)
{
  enum { many = 100000 };
  txc_buffer text = { 0 };
  txc_buffer_add (&text, "[");
  for (int i = 0; i < many; i++)
    txc_buffer_printf (&text,
                       "%s{\"resourceType\":\"Observation\",\"id\":\"o%d\",\"status\":\"final\",\"effectiveDateTime\":\"2026-11-%02d\","
                       "\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"44261-6\"}]},\"valueInteger\":%d}",
                       i ? "," : "", i, i % 19 + 1, i % 19);
  txc_buffer_add (&text, "]");
  ck_assert_int_eq (add_bytes (text.data, text.length), TXC_OK);
  build ();
  ck_assert (known ("phq9_score"));
  txc_buffer_release (&text);
}
END_TEST

START_TEST (a_list_that_repeats_itself_is_read)
{
  enum { many = 100000 };
  txc_buffer text = { 0 };
  txc_buffer_add (&text, "{\"conditions\":[");
  for (int i = 0; i < many; i++)
    txc_buffer_add (&text, i % 2 ? "\"hypertension\"," : "{\"item\":\"-stroke\",\"date\":\"2026-11-02\"},");
  txc_buffer_add (&text, "\"hypertension\"]}");
  ck_assert_int_eq (add_bytes (text.data, text.length), TXC_OK);
  build ();
  ck_assert_int_eq (item ("conditions", "hypertension"), 1);
  ck_assert_int_eq (item ("conditions", "stroke"), -1);
  txc_buffer_release (&text);
}
END_TEST

/* The same numbers everywhere, so that a failure can be repeated. */
static uint32_t
next_random (uint64_t *state)
{
  *state = *state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(*state >> 33);
}

static void
damage (char *bytes, size_t *length, uint64_t *state)
{
  static const char pieces[] = "{}[]\",:\\0123456789eE.-+nulltruefalse\x80\xff\xc3 \n\t";
  for (uint32_t times = 1 + next_random (state) % 4; times; times--) {
    size_t at = next_random (state) % *length;
    switch (next_random (state) % 4) {
    case 0: /* another byte */
      bytes[at] = pieces[next_random (state) % (sizeof pieces - 1)];
      break;
    case 1: /* a stretch gone */
      if (*length > at + 20) {
        size_t gone = 1 + next_random (state) % 18;
        memmove (bytes + at, bytes + at + gone, *length - at - gone);
        *length -= gone;
      }
      break;
    case 2: /* a stretch twice */
      if (*length > 64) {
        size_t from = next_random (state) % (*length - 32), to = next_random (state) % (*length - 32);
        memmove (bytes + to, bytes + from, 32);
      }
      break;
    default: /* cut off */
      if (next_random (state) % 8 == 0)
        *length = at + 1;
    }
  }
}

static char *
load (const char *path, size_t *length)
{
  FILE *file = fopen (path, "rb");
  ck_assert_msg (file != NULL, "%s", path);
  char *bytes = malloc (1 << 20);
  *length = fread (bytes, 1, 1 << 20, file);
  fclose (file);
  return bytes;
}

/* Words of a record exchanged for another kind of value. */
static void
exchange (const char *original, size_t length, uint64_t *state, txc_buffer *out)
{
  static const char *const values[] = { "null", "7", "-1e30", "true", "\"\"", "\"x\"", "[]", "{}", "[[]]", "[null]", "\"2026-99-99\"" };
  size_t colon = next_random (state) % length;
  while (colon < length && original[colon] != ':')
    colon++;
  size_t end = colon;
  while (end < length && original[end] != ',' && original[end] != '\n' && original[end] != '}')
    end++;
  txc_buffer_clear (out);
  if (colon == length) {
    txc_buffer_add_text (out, (txc_text){ original, length });
    return;
  }
  txc_buffer_add_text (out, (txc_text){ original, colon + 1 });
  txc_buffer_add (out, values[next_random (state) % (sizeof values / sizeof *values)]);
  txc_buffer_add_text (out, (txc_text){ original + end, length - end });
}

START_TEST (damaged_records_are_refused_or_read)
{
  static const char *const files[] = { "trd.json", "new-depression.json" };
  enum { rounds = 3000 };
  uint64_t state = 20261120;
  txc_buffer exchanged = { 0 };
  size_t refused = 0, accepted = 0;
  for (size_t f = 0; f < 2; f++) {
    char path[1000];
    size_t length;
    snprintf (path, sizeof path, "%s/examples/patients/%s", TXC_TEST_SOURCE, files[f]);
    char *original = load (path, &length), *bytes = malloc (length);
    for (int i = 0; i < rounds; i++) {
      size_t now = length;
      memcpy (bytes, original, length);
      damage (bytes, &now, &state);
      exchange (original, length, &state, &exchanged);
      for (int which = 0; which < 2; which++) {
        txc_status status = which ? add_bytes (exchanged.data, exchanged.length) : add_bytes (bytes, now);
        refused += status != TXC_OK;
        accepted += status == TXC_OK;
      }
      if (i % 50 == 0) {
        build ();
        fresh ();
      }
    }
    free (bytes);
    free (original);
  }
  txc_buffer_release (&exchanged);
  ck_assert_uint_gt (refused, 1000);
  ck_assert_uint_gt (accepted, 100);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = { what_is_no_record_is_refused_with_its_place,
                                 deep_nesting_is_refused,
                                 bundles_within_bundles_are_read,
                                 long_strings_are_read_and_shown_short,
                                 what_is_said_stays_on_one_line,
                                 two_hundred_thousand_stopped_medicines_are_read,
                                 a_hundred_thousand_resources_are_read,
                                 a_list_that_repeats_itself_is_read,
                                 damaged_records_are_refused_or_read };
  return run_tests_with ("hostile", tests, sizeof tests / sizeof tests[0], setup, teardown);
}
