/* SPDX-License-Identifier: Apache-2.0
 *
 * Loading the base of tests/data/kb-small: what it becomes, and what its author
 * is told of mistakes.
 */
#include "unit/test.h"

#include <stdio.h>

#include <txcompare/knowledge.h>

#include "knowledge/codes.h"
#include "unit/kb_small.h"

#define TEXT(literal) ((txc_text){ literal, sizeof literal - 1 })

static void *
find (const txc_map *map, const char *id)
{
  void *found = txc_map_get (map, txc_text_of (id));
  ck_assert_msg (found != NULL, "there is no '%s'", id);
  return found;
}

static const txc_arm *
find_arm (const txc_knowledge_base *base, const char *id)
{
  for (size_t i = 0; i < base->arms_count; i++)
    if (strcmp (base->arms[i].row.id, id) == 0)
      return &base->arms[i];
  ck_abort_msg ("there is no row '%s'", id);
}

static void
load_small (kb_small *small)
{
  kb_small_load (small, NULL);
  char *problems = kb_small_problems (small);
  ck_assert_str_eq (problems, "");
  free (problems);
  ck_assert_int_eq (small->status, TXC_OK);
}

START_TEST (records_are_read)
{
  kb_small small;
  load_small (&small);
  const txc_knowledge_base *base = small.base;
  ck_assert_str_eq (txc_knowledge_base_id (base), "small");
  ck_assert_str_eq (txc_knowledge_base_date (base), "2026-11-20");
  ck_assert_uint_eq (base->crisis_notices_count, 2);
  ck_assert_ptr_null (base->crisis_notices[1].country);
  const txc_source *hearsay = find (&base->source_by_id, "hearsay");
  ck_assert_ptr_eq (hearsay->superseded_by, find (&base->source_by_id, "report"));
  ck_assert_str_eq (hearsay->short_name, "Something remembered");
  ck_assert_int_eq (hearsay->superseded_by->funding, TXC_FUNDING_PUBLIC);
  const txc_treatment *alpha = find (&base->treatment_by_id, "alphanol");
  ck_assert_str_eq (alpha->id, "alpha");
  ck_assert_str_eq (alpha->short_name, "alpha");
  ck_assert_str_eq (alpha->regimens[0].phases[0].dose, "5 mg");
  ck_assert_str_eq (alpha->onset_full, "4 weeks");
  ck_assert_str_eq (alpha->place, "home");
  ck_assert_int_eq (alpha->regimens[0].adequate.weeks, 6);
  const txc_feature *pressure = find (&base->feature_by_id, "systolic_blood_pressure");
  ck_assert_int_eq (pressure->valid_for.count, 30);
  ck_assert_str_eq (pressure->valid_for.unit, "day");
  ck_assert_int_eq (txc_decimal_compare (pressure->range_high, txc_decimal_of (300)), 0);
  ck_assert_str_eq (base->parameters.items[pressure->index].unit, "mm[Hg]");
  kb_small_release (&small);
}
END_TEST

START_TEST (facts_keep_where_they_come_from)
{
  kb_small small;
  load_small (&small);
  const txc_treatment *alpha = find (&small.base->treatment_by_id, "alpha");
  const txc_treatment *beta = find (&small.base->treatment_by_id, "beta");
  const txc_provenance *mechanism = &alpha->mechanism.provenance;
  ck_assert_str_eq (mechanism->citations[0].source->id, "guide");
  ck_assert_str_eq (mechanism->citations[0].locator, "2");
  ck_assert_int_eq (mechanism->verification, TXC_VERIFICATION_READ);
  ck_assert_str_eq (mechanism->span.file, "treatments/alpha.yaml");
  ck_assert_uint_eq (mechanism->span.line, 6);
  ck_assert_uint_eq (mechanism->span.column, 12);
  /* Its source has no date on which it was read. */
  ck_assert_int_eq (beta->mechanism.provenance.verification, TXC_VERIFICATION_UNVERIFIED);
  ck_assert_str_eq (beta->mechanism.provenance.note, "as people say");
  /* A dose without a source has that of its regimen, another keeps its own. */
  ck_assert_str_eq (alpha->regimens[0].maximum.provenance.citations[0].locator, "4");
  ck_assert_str_eq (alpha->regimens[0].adequate.provenance.citations[0].source->id, "report");
  ck_assert_int_eq (find_arm (small.base, "P1-t")->row.provenance.verification, TXC_VERIFICATION_RECONSTRUCTED);
  kb_small_release (&small);
}
END_TEST

/* What an author may leave out is left out of the sentence. */
START_TEST (statements_say_what_is_there)
{
  static const struct { const char *file, *old, *with, *about, *subject, *text; } changes[] = {
    { "treatments/alpha.yaml", NULL, NULL, "approval", "US", "Alphanol: approved for low mood, adults (2019-03)" },
    { "treatments/alpha.yaml", "product: Alphanol\n    ", "", "approval", "US", "approved for low mood, adults (2019-03)" },
    { "treatments/alpha.yaml", "approved\n    date: 2019-03", "withdrawn", "approval", "US", "Alphanol: withdrawn for low mood, adults" },
    { "treatments/alpha.yaml", "dose: 5 mg, frequency: once a day, duration: 1 week", "frequency: once", "regimen", "LM",
      "guideline: once a day\nstart: once\nat most 20 mg per day" },
    { "kb.yaml", ", short: LM", "", "regimen", "low mood",
      "guideline: once a day\nstart: 5 mg once a day for 1 week\nat most 20 mg per day" },
  };
  for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
    kb_small small;
    kb_small_change change = { changes[i].file, changes[i].old, 0, 0, txc_text_of (changes[i].with) };
    kb_small_load (&small, changes[i].old ? &change : NULL);
    ck_assert_int_eq (small.status, TXC_OK);
    const txc_treatment *alpha = find (&small.base->treatment_by_id, "alpha");
    size_t at = 0;
    while (strcmp (txc_treatment_statement_at (alpha, at)->about, changes[i].about) != 0)
      at++;
    ck_assert_str_eq (txc_treatment_statement_at (alpha, at)->subject, changes[i].subject);
    ck_assert_str_eq (txc_treatment_statement_at (alpha, at)->text, changes[i].text);
    kb_small_release (&small);
  }
}
END_TEST

START_TEST (codes_may_stand_for_all_that_begin_alike)
{
  kb_small small;
  load_small (&small);
  const txc_feature *conditions = find (&small.base->feature_by_id, "conditions");
  const txc_item *mood = find (&conditions->item_by_id, "low-mood");
  ck_assert_str_eq (mood->codings.items[0].code, "F32");
  ck_assert (mood->codings.items[0].prefix);
  ck_assert_str_eq (mood->codings.items[0].system->id, "icd-10-cm");
  ck_assert_uint_eq (mood->codings.except_count, 1);
  ck_assert_str_eq (mood->codings.except[0], "F32.81");
  kb_small_release (&small);
}
END_TEST

START_TEST (classes_and_items_are_closed)
{
  kb_small small;
  load_small (&small);
  const txc_knowledge_base *base = small.base;
  const txc_treatment *alpha = find (&base->treatment_by_id, "alpha");
  ck_assert_uint_eq (alpha->class_count, 1);
  ck_assert (txc_treatment_in_class (alpha, find (&base->class_by_id, "soft-calmer")));
  ck_assert (txc_treatment_in_class (alpha, find (&base->class_by_id, "calmer")));
  ck_assert (txc_treatment_in_class (alpha, find (&base->class_by_id, "medicine")));
  const txc_treatment *both = find (&base->treatment_by_id, "both");
  ck_assert_str_eq (both->parts[0].treatment->id, "beta");
  ck_assert_str_eq (both->parts[0].name, "beta");
  ck_assert_uint_eq (both->parts[1].member_count, 1);
  ck_assert_ptr_eq (both->parts[1].members[0], alpha);
  const txc_feature *medications = find (&base->feature_by_id, "medications");
  ck_assert_uint_eq (medications->item_count, 3 + 3 + 1); /* treatments, classes, medicines */
  const txc_item *item = find (&medications->item_by_id, "alpha");
  ck_assert_uint_eq (item->is_a_count, 3);
  ck_assert_str_eq (item->aliases[0], "alphanol");
  item = find (&medications->item_by_id, "calmer");
  ck_assert_uint_eq (item->is_a_count, 1);
  ck_assert_uint_eq (item->narrower_count, 3); /* soft-calmer, alpha, beta */
  const txc_feature *conditions = find (&base->feature_by_id, "conditions");
  item = find (&conditions->item_by_id, "vascular-malformation");
  ck_assert_uint_eq (item->narrower_count, 1);
  ck_assert_str_eq (conditions->items[item->narrower[0]].id, "aneurysm");
  kb_small_release (&small);
}
END_TEST

static const txc_rule *
find_rule (const txc_knowledge_base *base, const char *id, const char *treatment)
{
  for (size_t i = 0; i < base->rules_count; i++) {
    const txc_rule *rule = &base->rules[i];
    if (strcmp (rule->id, id) == 0 && (!treatment || strcmp (rule->treatment->id, treatment) == 0))
      return rule;
  }
  return NULL;
}

START_TEST (rules_are_made_for_each_treatment)
{
  kb_small small;
  load_small (&small);
  const txc_knowledge_base *base = small.base;
  ck_assert_uint_eq (base->rules_count, 3 + 1 + 2 + 1 + 1);
  const txc_rule *first = find_rule (base, "taken-now", "alpha"), *second = find_rule (base, "taken-now", "beta");
  ck_assert_str_eq (first->message, "takes alpha now");
  ck_assert_str_eq (second->message, "takes beta now");
  ck_assert (txc_text_is (txc_cql_rule_text (second->when), "'beta' in medications"));
  ck_assert_ptr_null (find_rule (base, "aneurysm-calmers", "beta"));
  ck_assert_ptr_null (find_rule (base, "danger", NULL)->treatment);
  /* One text, one expression. */
  ck_assert_ptr_eq (find_rule (base, "low-mood-indicated", "alpha")->when,
                    find_rule (base, "low-mood-indicated", "beta")->when);
  ck_assert_ptr_eq (find_rule (base, "aneurysm-calmers", "alpha")->when, find_rule (base, "danger", NULL)->when);
  ck_assert_ptr_eq (find (&base->rule_by_id, "taken-now"), first);
  const txc_rule *pressure = find_rule (base, "high-pressure", "both");
  ck_assert (txc_text_is (txc_cql_rule_text (pressure->when), "systolic_blood_pressure > 140 'mm[Hg]'\n  and age > 65"));
  size_t reads = 0;
  txc_cql_rule_reads (pressure->when, &reads);
  ck_assert_uint_eq (reads, 2);
  kb_small_release (&small);
}
END_TEST

START_TEST (rows_stand_beside_their_comparator)
{
  kb_small small;
  load_small (&small);
  const txc_knowledge_base *base = small.base;
  const txc_arm *treated = find_arm (base, "R1-t"), *other = find_arm (base, "R2-t"), *class_row = find_arm (base, "R3-t");
  ck_assert_ptr_eq (treated->comparator, find_arm (base, "R1-c"));
  ck_assert_ptr_null (treated->comparator->comparator);
  ck_assert (treated->n.known && treated->n.value == 200 && treated->events.value == 41);
  ck_assert_str_eq (treated->row.value.text, "20.5");
  ck_assert_str_eq (treated->row.phase, "on-treatment");
  ck_assert_ptr_eq (treated->row.part_of, &find_arm (base, "P1-t")->row);
  ck_assert_ptr_null (other->comparator); /* the placebo arm has no such row */
  ck_assert_str_eq (other->comparator_name, "placebo");
  ck_assert (other->row.low.value == -14 && other->spread.value == 8.1 && !other->spread_is_standard_error);
  ck_assert_str_eq (class_row->row.treatment_class->id, "calmer");
  ck_assert_ptr_null (class_row->row.treatment);
  ck_assert_int_eq (class_row->row.operator, TXC_OPERATOR_AT_LEAST);
  ck_assert_str_eq (class_row->row.unit, "%");
  ck_assert (!class_row->n.known);
  const txc_trial *pool = find (&base->trial_by_id, "pool");
  ck_assert_uint_eq (pool->part_count, 2);
  ck_assert_str_eq (pool->parts[1]->id, "two");
  ck_assert_ptr_null (pool->weeks);
  ck_assert (base->contrasts[0].level == 0.95);
  ck_assert_int_eq (base->contrasts[1].row.measure, TXC_MEASURE_FINDING);
  ck_assert_str_eq (base->contrasts[1].finding, "no difference");
  kb_small_release (&small);
}
END_TEST

/* Check digits: published examples of SNOMED CT (38341003 hypertensive disorder)
   and LOINC (8480-6 systolic blood pressure, 44261-6 PHQ-9); 708717007 is a known
   mistake. */
START_TEST (check_digits_are_checked)
{
  ck_assert_ptr_null (txc_code_trouble ("snomed", TEXT ("38341003")));
  ck_assert_ptr_null (txc_code_trouble ("snomed", TEXT ("370143000")));
  ck_assert_ptr_null (txc_code_trouble ("snomed", TEXT ("900000000000207008")));
  ck_assert_ptr_nonnull (txc_code_trouble ("snomed", TEXT ("708717007")));
  ck_assert_ptr_nonnull (txc_code_trouble ("snomed", TEXT ("38341030")));
  ck_assert_ptr_nonnull (txc_code_trouble ("snomed", TEXT ("3834100")));
  ck_assert_ptr_null (txc_code_trouble ("loinc", TEXT ("8480-6")));
  ck_assert_ptr_null (txc_code_trouble ("loinc", TEXT ("44261-6")));
  ck_assert_ptr_null (txc_code_trouble ("loinc", TEXT ("85354-9")));
  ck_assert_ptr_nonnull (txc_code_trouble ("loinc", TEXT ("44216-6")));
  ck_assert_ptr_nonnull (txc_code_trouble ("loinc", TEXT ("8480")));
  ck_assert_ptr_null (txc_code_trouble ("atc", TEXT ("N06AB06")));
  ck_assert_ptr_nonnull (txc_code_trouble ("atc", TEXT ("N6AB06")));
  ck_assert_ptr_null (txc_code_trouble ("icd-10-cm", TEXT ("F33.1")));
  ck_assert_ptr_null (txc_code_trouble ("icd-10-cm", TEXT ("F32.A")));
  ck_assert_ptr_nonnull (txc_code_trouble ("icd-10-cm", TEXT ("F331")));
  ck_assert_ptr_nonnull (txc_code_trouble ("rxnorm", TEXT ("36a")));
  ck_assert_ptr_null (txc_code_trouble ("house-list", TEXT ("whatever")));
}
END_TEST

START_TEST (rules_are_exported)
{
  kb_small small;
  char *text = NULL;
  load_small (&small);
  ck_assert_int_eq (txc_knowledge_base_export_cql (small.base, &text, NULL), TXC_OK);
  ck_assert_ptr_nonnull (strstr (text, "\nlibrary \"small\" version '1'\n"));
  ck_assert_ptr_nonnull (strstr (text, "\nparameter \"conditions absent\" List<String> default {}\n"));
  ck_assert_ptr_nonnull (strstr (text, "\n// adults\ndefine \"adults\":\n"));
  ck_assert_ptr_nonnull (strstr (text, "\n// takes beta now\ndefine \"taken-now: beta\":\n"));
  ck_assert_ptr_nonnull (strstr (text, "\n// danger\ndefine \"danger\":\n"));
  txc_free (text);
  kb_small_release (&small);
}
END_TEST

START_TEST (what_cql_cannot_say_is_not_exported)
{
  kb_small small;
  char *text = NULL;
  txc_error *err = NULL;
  const kb_small_change change = { .file = "rules.yaml", .old = "and age > 65",
                                   .with = TEXT ("and Count(medications) + 1 > 2") };
  kb_small_load (&small, &change);
  ck_assert_int_eq (small.status, TXC_OK);
  ck_assert_int_eq (txc_knowledge_base_export_cql (small.base, &text, &err), TXC_UNSUPPORTED);
  ck_assert_str_eq (txc_error_message (err), "rule 'high-pressure' cannot be exported");
  ck_assert_ptr_null (text);
  txc_error_free (err);
  kb_small_release (&small);
}
END_TEST

/* ---- mistakes ------------------------------------------------------------------------ */

/* "\n" becomes the end of a line. */
static void
unescape (char *text)
{
  char *to = text;
  for (; *text; text++) {
    bool escape = text[0] == '\\' && text[1] == 'n';
    *to++ = escape ? '\n' : *text;
    text += escape;
  }
  *to = '\0';
}

static const char *
after (const char *line, const char *word)
{
  size_t length = strlen (word);
  if (strncmp (line, word, length - 1) == 0 && line[length - 1] == '\0')
    return ""; /* an editor took the blank at the end away */
  ck_assert_msg (strncmp (line, word, length) == 0, "'%s' instead of '%s'", line, word);
  return line + length;
}

typedef struct problem_case {
  char file[64], old[256], with[256];
  txc_buffer expected;
} problem_case;

static void
copy_part (char *part, size_t size, const char *line, const char *word)
{
  snprintf (part, size, "%s", after (line, word));
  unescape (part);
}

static bool
read_line (FILE *file, char *line, size_t size)
{
  if (!fgets (line, (int)size, file))
    return false;
  line[strcspn (line, "\n")] = '\0';
  return true;
}

static bool
read_case (FILE *file, problem_case *next)
{
  char line[1024];
  do
    if (!read_line (file, line, sizeof line))
      return false;
  while (line[0] == '#' || line[0] == '\0');
  copy_part (next->file, sizeof next->file, line, "in ");
  ck_assert (read_line (file, line, sizeof line));
  copy_part (next->old, sizeof next->old, line, "replace ");
  ck_assert (read_line (file, line, sizeof line));
  copy_part (next->with, sizeof next->with, line, "with ");
  ck_assert (read_line (file, line, sizeof line));
  after (line, "expect");
  while (read_line (file, line, sizeof line) && line[0]) {
    txc_buffer_add (&next->expected, line);
    txc_buffer_add_char (&next->expected, '\n');
  }
  return true;
}

static size_t
assert_case (const problem_case *test)
{
  kb_small small;
  kb_small_change change = { .file = test->file, .old = test->old, .with = txc_text_of (test->with) };
  kb_small_load (&small, &change);
  char *problems = kb_small_problems (&small);
  bool same = strcmp (problems, txc_buffer_string (&test->expected)) == 0;
  if (!same)
    fprintf (stderr, "in %s: '%s' to '%s'\nexpected\n%sbut was\n%s", test->file, test->old, test->with,
             txc_buffer_string (&test->expected), problems);
  ck_assert_int_eq (small.status == TXC_OK, small.diagnostics.errors == 0);
  ck_assert_int_eq (small.base != NULL, small.status == TXC_OK);
  free (problems);
  kb_small_release (&small);
  return !same;
}

START_TEST (mistakes_are_shown_where_they_are)
{
  FILE *file = fopen (TXC_TEST_SOURCE "/tests/data/kb-problems.txt", "r");
  ck_assert_ptr_nonnull (file);
  size_t failures = 0, cases = 0;
  for (;; cases++) {
    problem_case test = { .expected = { 0 } };
    if (!read_case (file, &test))
      break;
    failures += assert_case (&test);
    txc_buffer_release (&test.expected);
  }
  fclose (file);
  ck_assert_uint_ge (cases, 100);
  ck_assert_uint_eq (failures, 0);
}
END_TEST

/* One mistake does not hide another. */
START_TEST (all_mistakes_are_found_in_one_run)
{
  kb_small small;
  const kb_small_change change = { .file = "effects.yaml", .cut = SIZE_MAX,
                                   .with = TEXT ("- id: nausea\n  nmae: nausea\n  plain: sick\n  group: stomach\n"
                                                 "- id: head ache\n  name: x\n  plain: y\n"
                                                 "- text\n"
                                                 "- {id: rash, name: rash, plain: r, group: skin, serious: maybe}\n") };
  kb_small_load (&small, &change);
  ck_assert_int_eq (small.status, TXC_INVALID_DATA);
  ck_assert_uint_eq (small.diagnostics.errors, 6);
  kb_small_release (&small);
}
END_TEST

/* Files cut short, with bytes changed at random: never a crash, and an error or
   a base. The seed is fixed. */
START_TEST (damaged_files_are_answered)
{
  static const char *const files[] = { "rules.yaml", "features.yaml", "treatments/alpha.yaml", "arms.csv",
                                       "contrasts.csv", "outcomes.yaml", "kb.yaml", "classes.yaml", "trials.csv" };
  static const char *const scraps[] = { "", "[", "{}", "- ", ": ", "null", "\"", "\n", "'", "\xFF", "1e9", ";", "*x", "-" };
  uint32_t state = 20261121;
  for (int round = 0; round < 800; round++) {
    uint32_t numbers[4];
    for (size_t i = 0; i < 4; i++) {
      state = state * 1664525u + 1013904223u;
      numbers[i] = state >> 12;
    }
    const kb_small_change change = { .file = files[numbers[0] % 9], .offset = numbers[1], .cut = numbers[2] % 12,
                                     .with = txc_text_of (scraps[numbers[3] % 14]) };
    kb_small small;
    kb_small_load (&small, &change);
    ck_assert_int_eq (small.base != NULL, small.status == TXC_OK);
    ck_assert_int_eq (small.status == TXC_OK, small.diagnostics.errors == 0);
    kb_small_release (&small);
  }
}
END_TEST

RUN_TESTS ("knowledge", records_are_read, facts_keep_where_they_come_from, statements_say_what_is_there,
           codes_may_stand_for_all_that_begin_alike, classes_and_items_are_closed, rules_are_made_for_each_treatment, rows_stand_beside_their_comparator,
           check_digits_are_checked, rules_are_exported,
           what_cql_cannot_say_is_not_exported, mistakes_are_shown_where_they_are, all_mistakes_are_found_in_one_run,
           damaged_files_are_answered)
