/* SPDX-License-Identifier: Apache-2.0
 *
 * Runs the text cases of this folder on the built-in knowledge base, through the
 * public interface alone. A case reads
 *
 *     case An aneurysm rules esketamine out (D01)
 *     given
 *       with the usual              facts of `background the usual`, in any file read before
 *       has aneurysm                a fact, as txc_patient_builder_set takes it
 *       complete allergies          what the list does not have is absent
 *       record pregnant.json        a FHIR record in the folder records
 *       country GB
 *       as of 2020-01-01
 *     when
 *       esketamine-nasal
 *     expect
 *       esketamine-nasal is contraindicated: aneurysm     headline, and words of a deciding reason
 *       esketamine-nasal rule esketamine-rems is unknown  yes, no, unknown, does not apply
 *       esketamine-nasal dissociation: 41 beside 9, +32 (25 to 38)     of 100 people, rounded
 *       first question: aneurysm                          in its feature or items
 *       danger, no danger
 *       crisis notice: 988
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <txcompare.h>

enum { LINES = 64, LENGTH = 256, TREATMENTS = 16 };

typedef struct lines {
  char text[LINES][LENGTH];
  size_t count;
} lines;

typedef struct background {
  char name[LENGTH];
  lines facts;
} background;

typedef struct runner {
  txc_knowledge_base *base;
  background backgrounds[16];
  size_t background_count;
  const char *file;
  char title[LENGTH];
  lines given, when, expect;
  size_t cases, failures;
} runner;

static void
complain (runner *run, const char *line, const char *why)
{
  printf ("%s: %s\n    %s\n    %s\n", run->file, run->title, line, why);
  run->failures++;
}

static const char *
behind (const char *line, const char *word)
{
  size_t length = strlen (word);
  return strncmp (line, word, length) == 0 ? line + length : NULL;
}

/* ---- given --------------------------------------------------------------------- */

typedef struct person {
  txc_patient_builder *builder;
  txc_error *err;
} person;

/* A FHIR record in the folder `records` beside the cases. */
static txc_status
add_record (const runner *run, person *someone, const char *name)
{
  char path[4 * LENGTH], *text = NULL;
  const char *slash = strrchr (run->file, '/');
  snprintf (path, sizeof path, "%.*srecords/%s", slash ? (int)(slash - run->file + 1) : 0, run->file, name);
  FILE *file = fopen (path, "rb");
  long size = file && fseek (file, 0, SEEK_END) == 0 ? ftell (file) : -1;
  txc_status status = TXC_INVALID_ARGUMENT;
  if (size > 0 && fseek (file, 0, SEEK_SET) == 0 && (text = malloc ((size_t)size))
      && fread (text, 1, (size_t)size, file) == (size_t)size)
    status = txc_patient_builder_add_record (someone->builder, text, (size_t)size, name, &someone->err);
  if (file)
    fclose (file);
  free (text);
  return status;
}

static txc_status
state_all (runner *run, person *someone, const lines *facts)
{
  for (size_t i = 0; i < facts->count; i++) {
    const char *line = facts->text[i], *rest;
    txc_status status = TXC_OK;
    if ((rest = behind (line, "with "))) {
      for (size_t b = 0; b < run->background_count; b++)
        if (strcmp (run->backgrounds[b].name, rest) == 0)
          status = state_all (run, someone, &run->backgrounds[b].facts);
    } else if ((rest = behind (line, "record "))) {
      status = add_record (run, someone, rest);
    } else if ((rest = behind (line, "complete "))) {
      status = txc_patient_builder_assume_complete (someone->builder, rest, &someone->err);
    } else if ((rest = behind (line, "country "))) {
      status = txc_patient_builder_set_country (someone->builder, rest, &someone->err);
    } else if (!behind (line, "as of ")) {
      status = txc_patient_builder_set (someone->builder, line, &someone->err);
    }
    if (status != TXC_OK) {
      complain (run, line, someone->err ? txc_error_message (someone->err) : "cannot be stated");
      return status;
    }
  }
  return TXC_OK;
}

static txc_patient *
make_patient (runner *run)
{
  const char *as_of = "2026-11-20";
  person someone = { NULL, NULL };
  txc_patient *patient = NULL;
  for (size_t i = 0; i < run->given.count; i++)
    if (behind (run->given.text[i], "as of "))
      as_of = behind (run->given.text[i], "as of ");
  if (txc_patient_builder_new (run->base, as_of, &someone.builder, NULL) != TXC_OK) {
    complain (run, as_of, "is no date");
    return NULL;
  }
  if (state_all (run, &someone, &run->given) == TXC_OK
      && txc_patient_builder_build (someone.builder, &patient, NULL) != TXC_OK)
    complain (run, "given", "no patient");
  txc_patient_builder_free (someone.builder);
  txc_error_free (someone.err);
  return patient;
}

/* ---- expect --------------------------------------------------------------------- */

static bool
deciding_reason_says (const txc_eligibility *eligibility, size_t treatment, const char *words)
{
  const txc_rule_result *result;
  for (size_t i = 0; (result = txc_eligibility_rule_at (eligibility, treatment, i)); i++)
    if (result->decides && strstr (result->message, words))
      return true;
  return false;
}

static void
check_verdict (runner *run, const txc_eligibility *eligibility, size_t treatment, const char *line, const char *rest)
{
  char expected[LENGTH];
  const char *colon = strstr (rest, ": ");
  snprintf (expected, sizeof expected, "%.*s", colon ? (int)(colon - rest) : (int)strlen (rest), rest);
  const char *verdict = txc_verdict_kind_text (txc_eligibility_verdict (eligibility, treatment));
  char why[2 * LENGTH];
  snprintf (why, sizeof why, "is %s", verdict);
  if (strcmp (verdict, expected) != 0)
    complain (run, line, why);
  else if (colon && !deciding_reason_says (eligibility, treatment, colon + 2))
    complain (run, line, "no deciding reason says so");
}

static void
check_rule (runner *run, const txc_eligibility *eligibility, size_t treatment, const char *line, const char *rest)
{
  static const char *const answers[] = { "no", "yes", "unknown", "does not apply" };
  char rule[LENGTH];
  const char *is = strstr (rest, " is ");
  const txc_rule_result *result;
  snprintf (rule, sizeof rule, "%.*s", is ? (int)(is - rest) : 0, rest);
  for (size_t i = 0; is && (result = txc_eligibility_rule_at (eligibility, treatment, i)); i++)
    if (strcmp (result->rule, rule) == 0) {
      if (strcmp (answers[result->answer], is + 4) != 0)
        complain (run, line, answers[result->answer]);
      return;
    }
  complain (run, line, "the treatment has no such rule");
}

static void
check_numbers (runner *run, const txc_comparison *comparison, size_t treatment, const char *effect, const char *line, const char *rest)
{
  int treated = 0, other = 0, difference = 0, low = 0, high = 0;
  if (sscanf (rest, " %d beside %d, %d (%d to %d)", &treated, &other, &difference, &low, &high) != 5) {
    complain (run, line, "write: EFFECT: 41 beside 9, +32 (25 to 38)");
    return;
  }
  for (size_t row = 0; row < txc_comparison_row_count (comparison); row++) {
    const txc_effect_cell *cell = txc_comparison_cell_at (comparison, row, treatment);
    if (strcmp (txc_comparison_row_at (comparison, row)->id, effect) != 0 || !cell)
      continue;
    char found[LENGTH];
    snprintf (found, sizeof found, "%.0f beside %.0f, %+.0f (%.0f to %.0f)", cell->treated_per_100, cell->comparator_per_100,
              cell->difference_per_100, cell->low_per_100, cell->high_per_100);
    char expected[LENGTH];
    snprintf (expected, sizeof expected, "%d beside %d, %+d (%d to %d)", treated, other, difference, low, high);
    if (strcmp (found, expected) != 0)
      complain (run, line, found);
    return;
  }
  complain (run, line, "there is no such row");
}

static void
check_treatment (runner *run, const txc_comparison *comparison, size_t treatment, const char *line, const char *rest)
{
  const txc_eligibility *eligibility = txc_comparison_eligibility (comparison);
  const char *more;
  char effect[LENGTH];
  if ((more = behind (rest, " is "))) {
    check_verdict (run, eligibility, treatment, line, more);
  } else if ((more = behind (rest, " rule "))) {
    check_rule (run, eligibility, treatment, line, more);
  } else if ((more = strchr (rest, ':'))) {
    snprintf (effect, sizeof effect, "%.*s", (int)(more - rest - 1), rest + 1);
    check_numbers (run, comparison, treatment, effect, line, more + 1);
  } else {
    complain (run, line, "is not understood");
  }
}

static bool
asks_for (const txc_question *question, const char *words)
{
  for (size_t i = 0; i < question->item_count; i++)
    if (strstr (question->items[i], words))
      return true;
  return false;
}

static void
check_question (runner *run, const txc_eligibility *eligibility, const char *line, const char *words)
{
  const txc_question *question = txc_eligibility_question_at (eligibility, 0);
  if (!question)
    complain (run, line, "there is no question");
  else if (!strstr (question->feature, words) && !asks_for (question, words))
    complain (run, line, question->text);
}

static void
check_line (runner *run, const txc_comparison *comparison, const char *line)
{
  const txc_eligibility *eligibility = txc_comparison_eligibility (comparison);
  const char *rest, *notice = txc_eligibility_crisis_notice (eligibility);
  if ((rest = behind (line, "first question: "))) {
    check_question (run, eligibility, line, rest);
  } else if ((rest = behind (line, "crisis notice: "))) {
    if (!notice || !strstr (notice, rest))
      complain (run, line, notice ? notice : "there is none");
  } else if (strcmp (line, "danger") == 0 || strcmp (line, "no danger") == 0) {
    if (txc_eligibility_is_emergency (eligibility) != (line[0] == 'd'))
      complain (run, line, "it is the other way round");
  } else {
    for (size_t i = 0; i < txc_eligibility_treatment_count (eligibility); i++) {
      const char *id = txc_treatment_id (txc_eligibility_treatment_at (eligibility, i));
      if ((rest = behind (line, id)) && *rest == ' ') {
        check_treatment (run, comparison, i, line, rest);
        return;
      }
    }
    complain (run, line, "names no treatment of the case");
  }
}

static void
run_case (runner *run)
{
  if (!run->title[0])
    return;
  const char *treatments[TREATMENTS];
  size_t count = run->when.count < TREATMENTS ? run->when.count : TREATMENTS;
  for (size_t i = 0; i < count; i++)
    treatments[i] = run->when.text[i];
  run->cases++;
  txc_patient *patient = make_patient (run);
  txc_comparison *comparison = NULL;
  txc_error *err = NULL;
  if (!patient || run->expect.count == 0)
    complain (run, run->title, "nothing can be expected of it");
  else if (txc_comparison_new (patient, treatments, count, &comparison, &err) != TXC_OK)
    complain (run, "when", txc_error_message (err));
  for (size_t i = 0; comparison && i < run->expect.count; i++)
    check_line (run, comparison, run->expect.text[i]);
  txc_error_free (err);
  txc_comparison_unref (comparison);
  txc_patient_unref (patient);
}

/* ---- files ------------------------------------------------------------------------ */

static lines *
begin_block (runner *run, const char *line, lines *now)
{
  const char *rest;
  if ((rest = behind (line, "case "))) {
    run_case (run);
    run->given.count = run->when.count = run->expect.count = 0;
    snprintf (run->title, sizeof run->title, "%s", rest);
    return NULL;
  }
  if ((rest = behind (line, "background ")) && run->background_count < 16) {
    background *added = &run->backgrounds[run->background_count++];
    snprintf (added->name, sizeof added->name, "%s", rest);
    return &added->facts;
  }
  if (strcmp (line, "given") == 0)
    return &run->given;
  if (strcmp (line, "when") == 0)
    return &run->when;
  if (strcmp (line, "expect") == 0)
    return &run->expect;
  complain (run, line, "begins nothing");
  return now;
}

static void
read_file (runner *run, const char *name)
{
  char line[LENGTH];
  lines *now = NULL;
  FILE *file = fopen (name, "r");
  run->file = name;
  run->title[0] = '\0';
  if (!file) {
    complain (run, name, "cannot be read");
    return;
  }
  while (fgets (line, sizeof line, file)) {
    line[strcspn (line, "\n")] = '\0';
    const char *text = line + strspn (line, " ");
    if (*text == '\0' || *text == '#')
      continue;
    if (text == line)
      now = begin_block (run, text, now);
    else if (now && now->count < LINES)
      snprintf (now->text[now->count++], LENGTH, "%s", text);
    else
      complain (run, text, "belongs to nothing");
  }
  fclose (file);
  run_case (run);
}

int
main (int argc, char **argv)
{
  runner *run = calloc (1, sizeof *run);
  txc_error *err = NULL;
  if (!run || txc_knowledge_base_builtin (&run->base, &err) != TXC_OK) {
    printf ("no knowledge base: %s\n", err ? txc_error_message (err) : "out of memory");
    return EXIT_FAILURE;
  }
  for (int i = 1; i < argc; i++)
    read_file (run, argv[i]);
  printf ("%zu cases, %zu failures\n", run->cases, run->failures);
  bool failed = run->failures > 0 || run->cases == 0;
  txc_knowledge_base_unref (run->base);
  free (run);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
