/* SPDX-License-Identifier: Apache-2.0
 *
 * Real FHIR R4 records: what a reader finds in them by hand is what the library
 * finds. Skipped (77) without the reference data, xz or tar.
 */
/* popen, mkdtemp */
#define _DEFAULT_SOURCE 1
#define _POSIX_C_SOURCE 200809L

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit/record.h"

enum { skipped = 77, longest = 16 << 20 };

static const char folder[] = TXC_REFERENCE_DATA "/fhir";

/* The whole output of a command; NULL if it gave none. */
static char *
output_of (const char *command, size_t *length)
{
  FILE *pipe = popen (command, "r");
  char *text = pipe ? malloc (longest) : NULL;
  *length = text ? fread (text, 1, longest, pipe) : 0;
  bool good = pipe && pclose (pipe) == 0 && *length > 0;
  if (!good) {
    free (text);
    return NULL;
  }
  return text;
}

/* The record of one person as of a day. */
static void
read_person (const char *name, const char *as_of)
{
  char command[1000];
  size_t length;
  snprintf (command, sizeof command, "xz -dc '%s/'%s_*.json.xz", folder, name);
  char *text = output_of (command, &length);
  ck_assert_msg (text != NULL, "%s", command);
  txc_patient_builder_free (builder);
  ck_assert_int_eq (txc_patient_builder_new (base, as_of, &builder, &err), TXC_OK);
  txc_status status = txc_patient_builder_add_record (builder, text, length, name, &err);
  ck_assert_msg (status == TXC_OK, "%s", err ? txc_error_message (err) : "");
  free (text);
  build ();
}

START_TEST (an_ssri_with_warfarin_and_opioid_abuse)
{
  read_person ("Sherman_McGlynn", "2011-10-20");
  ck_assert_int_eq (value ("age")->integer, 75); /* born 1936-10-06 */
  ck_assert_str_eq (value ("sex")->string.data, "male");
  ck_assert_str_eq (patient->country, "US");
  ck_assert_int_eq (item ("conditions", "major-depressive-disorder"), 1);
  ck_assert_int_eq (item ("conditions", "substance-use-disorder"), 1);
  ck_assert_int_eq (item ("conditions", "stroke"), 0);
  ck_assert_int_eq (item ("current_medications", "fluoxetine"), 1);
  ck_assert_int_eq (item ("current_medications", "ssri"), 1);
  ck_assert_int_eq (item ("current_medications", "warfarin"), 1);
  ck_assert_int_eq (item ("current_medications", "anticoagulant"), 1);
  ck_assert_int_eq (item ("current_medications", "naproxen"), 1);
  ck_assert_int_eq (item ("current_medications", "ibuprofen"), 0); /* stopped 2009 */
  ck_assert (quantity ("systolic_blood_pressure", "127.26561610"));
  ck_assert_str_eq (fact ("systolic_blood_pressure")->date, "2011-10-04");
  ck_assert (quantity ("diastolic_blood_pressure", "85.89508273"));
  ck_assert_int_eq (fact ("serum_sodium")->state, TXC_FACT_STALE); /* 2003-04-07 */
  ck_assert (!remarked ("WARNING")); /* died 2012-07-31: not yet */
  ck_assert (!complete ("conditions") && !complete ("current_medications") && !complete ("allergies"));
}
END_TEST

START_TEST (the_same_person_after_death)
{
  read_person ("Sherman_McGlynn", "2026-11-20");
  ck_assert (remarked ("WARNING: the record says that this person died on 2012-07-31"));
  ck_assert (!known ("systolic_blood_pressure"));
}
END_TEST

START_TEST (a_man_with_depression_and_fluoxetine)
{
  read_person ("Milan_Beatty", "2020-09-20");
  ck_assert_int_eq (value ("age")->integer, 46); /* born 1973-11-24 */
  ck_assert_int_eq (item ("conditions", "major-depressive-disorder"), 1);
  ck_assert_int_eq (item ("conditions", "substance-use-disorder"), 0);
  ck_assert_int_eq (item ("current_medications", "fluoxetine"), 1); /* one order stopped, a later one active */
  ck_assert_int_eq (item ("current_medications", "anticoagulant"), 0);
  ck_assert (quantity ("systolic_blood_pressure", "112.90974683"));
  ck_assert (quantity ("serum_sodium", "143.85636546"));
  ck_assert_int_eq (item ("failed_adequate_trials", "fluoxetine"), 0);
}
END_TEST

START_TEST (whole_lives_are_read)
{
  char directory[] = "records-XXXXXX", command[1000];
  ck_assert_ptr_nonnull (mkdtemp (directory));
  snprintf (command, sizeof command, "tar -xJf '%s/synthea-28.tar.xz' -C %s", folder, directory);
  ck_assert_int_eq (system (command), 0);
  DIR *files = opendir (directory);
  size_t count = 0;
  for (struct dirent *entry = readdir (files); entry; entry = readdir (files)) {
    char path[1000];
    if (entry->d_name[0] == '.')
      continue;
    snprintf (path, sizeof path, "%s/%s", directory, entry->d_name);
    FILE *file = fopen (path, "rb");
    char *text = malloc (longest);
    size_t length = fread (text, 1, longest, file);
    fclose (file);
    fresh ();
    txc_status status = txc_patient_builder_add_record (builder, text, length, entry->d_name, &err);
    ck_assert_msg (status == TXC_OK, "%s: %s", path, err ? txc_error_message (err) : "");
    free (text);
    build ();
    ck_assert_msg (known ("age") && known ("sex"), "%s", path);
    count++;
  }
  closedir (files);
  snprintf (command, sizeof command, "rm -r %s", directory);
  ck_assert_int_eq (system (command), 0);
  ck_assert_uint_eq (count, 28);
}
END_TEST

int
main (void)
{
  const TTest *const tests[] = { an_ssri_with_warfarin_and_opioid_abuse, the_same_person_after_death,
                                 a_man_with_depression_and_fluoxetine, whole_lives_are_read };
  struct stat there;
  if (TXC_REFERENCE_DATA[0] == '\0' || stat (folder, &there) != 0 || system ("xz --version >/dev/null 2>&1") != 0
      || system ("tar --version >/dev/null 2>&1") != 0) {
    puts ("records: skipped: needs the reference data (--with-reference-data=DIR), xz and tar");
    return skipped;
  }
  return run_tests_with ("records", tests, sizeof tests / sizeof tests[0], setup, teardown);
}
