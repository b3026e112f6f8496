/* SPDX-License-Identifier: Apache-2.0
 *
 * The official CQL tests, those of the language's first milestone, read from
 * their own XML files: TXC_REFERENCE_DATA/cql/subset.tsv names them. An output
 * is CQL itself; it is evaluated and compared as a value. Without the reference
 * data the test is skipped.
 */
#include <expat.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cql/evaluate.h"

enum { skipped = 77, milestone = 1 };

static char *
read_file (const char *path, size_t *length)
{
  FILE *file = fopen (path, "rb");
  if (!file)
    return NULL;
  size_t capacity = 1 << 20;
  char *text = calloc (capacity + 1, 1);
  *length = text ? fread (text, 1, capacity, file) : 0;
  fclose (file);
  return text;
}

/* The tests wanted, as lines "file\tgroup\ttest" in one text, each between newlines. */
static txc_buffer
read_subset (const char *folder)
{
  txc_buffer path = { 0 }, wanted = { 0 };
  size_t length;
  txc_buffer_printf (&path, "%s/cql/subset.tsv", folder);
  char *text = read_file (txc_buffer_string (&path), &length);
  txc_buffer_release (&path);
  txc_buffer_add_char (&wanted, '\n');
  for (char *line = text ? strtok (text, "\n") : NULL; line; line = strtok (NULL, "\n")) {
    char *fields[4], *at = line;
    int count = 0;
    for (; count < 4 && at; count++) {
      fields[count] = at;
      at = strchr (at, '\t');
      if (at)
        *at++ = '\0';
    }
    if (count == 4 && atoi (fields[3]) == milestone)
      txc_buffer_printf (&wanted, "%s\t%s\t%s\n", fields[0], fields[1], fields[2]);
  }
  free (text);
  return wanted;
}

typedef struct suite {
  const txc_buffer *wanted;
  const char *file;
  char group[200];
  char name[200];
  bool invalid;
  bool in_expression;
  bool in_output;
  txc_buffer expression;
  txc_buffer output;
  size_t outputs;
  size_t passed;
  size_t failed;
} suite;

typedef struct outcome {
  bool good;
  txc_cql_value value;
  txc_buffer printed;
  txc_buffer message;
} outcome;

static void
evaluate (txc_text text, txc_arena *arena, outcome *out)
{
  txc_facts facts = txc_no_facts;
  txc_datetime_parse (txc_text_of ("2026-11-10T09:30:00.000Z"), &facts.as_of);
  static const txc_parameters none = { NULL, 0 };
  txc_diagnostics diagnostics = { 0 };
  txc_error *error = NULL;
  const txc_cql_rule *rule;
  *out = (outcome){ 0 };
  if (txc_cql_compile (text, NULL, &none, TXC_CQL_FULL, arena, &diagnostics, &rule) != TXC_OK) {
    if (diagnostics.kept)
      txc_diagnostic_print (&diagnostics.items[0], 100, &out->message);
  } else if (txc_cql_evaluate (rule, &facts, arena, &out->value, &error) == TXC_OK) {
    out->good = true;
    txc_cql_value_print (&out->value, &out->printed);
  } else {
    txc_buffer_add (&out->message, txc_error_message (error));
  }
  txc_error_free (error);
  txc_diagnostics_release (&diagnostics);
}

static bool
same_value (const outcome *got, const outcome *expected)
{
  if (!got->good || !expected->good)
    return false;
  if (got->value.is_null || expected->value.is_null)
    return got->value.is_null && expected->value.is_null;
  if (strcmp (txc_buffer_string (&got->printed), txc_buffer_string (&expected->printed)) == 0)
    return true;
  return got->value.type.kind == expected->value.type.kind
         && txc_cql_equal (&got->value, &expected->value, 0) == TXC_TRUE;
}

static void
run_test (suite *s)
{
  txc_arena arena = { 0 };
  outcome got, expected;
  evaluate (txc_buffer_text (&s->expression), &arena, &got);
  evaluate (txc_buffer_text (&s->output), &arena, &expected);
  bool passed = s->invalid ? !got.good : same_value (&got, &expected);
  s->passed += passed;
  s->failed += !passed;
  if (!passed)
    printf ("FAILED %s %s %s: %s\n  expected %s, got %s %s\n", s->file, s->group, s->name,
            txc_buffer_string (&s->expression), s->invalid ? "an error" : txc_buffer_string (&s->output),
            txc_buffer_string (&got.printed), txc_buffer_string (&got.message));
  txc_buffer_release (&got.printed);
  txc_buffer_release (&got.message);
  txc_buffer_release (&expected.printed);
  txc_buffer_release (&expected.message);
  txc_arena_release (&arena);
}

static const char *
attribute (const char **attributes, const char *name)
{
  for (; attributes[0]; attributes += 2)
    if (strcmp (attributes[0], name) == 0)
      return attributes[1];
  return "";
}

static void
on_start (void *data, const char *element, const char **attributes)
{
  suite *s = data;
  if (strcmp (element, "group") == 0) {
    snprintf (s->group, sizeof s->group, "%s", attribute (attributes, "name"));
  } else if (strcmp (element, "test") == 0) {
    snprintf (s->name, sizeof s->name, "%s", attribute (attributes, "name"));
    txc_buffer_clear (&s->expression);
    txc_buffer_clear (&s->output);
    s->outputs = 0;
    s->invalid = false;
  } else if (strcmp (element, "expression") == 0) {
    const char *invalid = attribute (attributes, "invalid");
    s->invalid = *invalid && strcmp (invalid, "false") != 0;
    s->in_expression = true;
  } else if (strcmp (element, "output") == 0) {
    s->in_output = s->outputs++ == 0;
  }
}

static void
on_text (void *data, const char *text, int length)
{
  suite *s = data;
  txc_text piece = { text, (size_t)length };
  if (s->in_expression)
    txc_buffer_add_text (&s->expression, piece);
  if (s->in_output)
    txc_buffer_add_text (&s->output, piece);
}

static void
on_end (void *data, const char *element)
{
  suite *s = data;
  if (strcmp (element, "expression") == 0)
    s->in_expression = false;
  if (strcmp (element, "output") == 0)
    s->in_output = false;
  if (strcmp (element, "test") != 0)
    return;
  txc_buffer key = { 0 };
  txc_buffer_printf (&key, "\n%s\t%s\t%s\n", s->file, s->group, s->name);
  if (strstr (txc_buffer_string (s->wanted), txc_buffer_string (&key)))
    run_test (s);
  txc_buffer_release (&key);
}

static bool
run_file (const char *folder, suite *s)
{
  txc_buffer path = { 0 };
  txc_buffer_printf (&path, "%s/cql/tests/cql/%s.xml", folder, s->file);
  size_t length;
  char *text = read_file (txc_buffer_string (&path), &length);
  XML_Parser parser = XML_ParserCreate (NULL);
  bool good = text && parser;
  if (good) {
    XML_SetUserData (parser, s);
    XML_SetElementHandler (parser, on_start, on_end);
    XML_SetCharacterDataHandler (parser, on_text);
    good = XML_Parse (parser, text, (int)length, 1) == XML_STATUS_OK;
  }
  if (!good)
    printf ("cannot read %s\n", txc_buffer_string (&path));
  if (parser)
    XML_ParserFree (parser);
  free (text);
  txc_buffer_release (&path);
  return good;
}

int
main (void)
{
  static const char *const files[] = {
    "CqlAggregateFunctionsTest", "CqlArithmeticFunctionsTest", "CqlComparisonOperatorsTest",
    "CqlConditionalOperatorsTest", "CqlDateTimeOperatorsTest", "CqlIntervalOperatorsTest", "CqlListOperatorsTest",
    "CqlLogicalOperatorsTest", "CqlNullologicalOperatorsTest", "ValueLiteralsAndSelectors"
  };
  const char *folder = TXC_REFERENCE_DATA;
  txc_buffer wanted = *folder ? read_subset (folder) : (txc_buffer){ 0 };
  if (wanted.length <= 1) {
    printf ("skipped: the official CQL tests are not there (configure --with-reference-data=DIR)\n");
    txc_buffer_release (&wanted);
    return skipped;
  }
  size_t count = 0;
  for (const char *c = txc_buffer_string (&wanted) + 1; *c; c++)
    count += *c == '\n';
  suite s = { .wanted = &wanted };
  bool good = true;
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    s.file = files[i];
    good = run_file (folder, &s) && good;
  }
  printf ("%zu of %zu official tests pass\n%zu passed, %zu failed\n", s.passed, count, s.passed, count - s.passed);
  good = good && s.failed == 0 && s.passed == count;
  txc_buffer_release (&s.expression);
  txc_buffer_release (&s.output);
  txc_buffer_release (&wanted);
  return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
