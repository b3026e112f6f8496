/* SPDX-License-Identifier: Apache-2.0
 *
 * For those who write knowledge bases: check one, show what is in it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/message.h"
#include "cli/output.h"
#include "cli/session.h"

/* The base in one line, so that a wrong path shows; nothing if it has errors. */
static void
describe (const txc_knowledge_base *base, char *line, size_t size)
{
  *line = '\0';
  if (base)
    snprintf (line, size, "%.100s %.100s (%.20s): no errors; %zu treatments, %zu features; hash %.8s\n",
              txc_knowledge_base_id (base), txc_knowledge_base_version (base), txc_knowledge_base_date (base),
              txc_knowledge_base_treatment_count (base), txc_knowledge_base_feature_count (base),
              txc_knowledge_base_hash (base));
}

/* Problems as an editor understands them, then the line about the base. */
static int
print_problems (const cli_options *options, const txc_diagnostics *diagnostics, const txc_knowledge_base *base)
{
  char line[600];
  txc_error *err = NULL;
  char *problems = NULL;
  if (diagnostics && txc_diagnostics_print (diagnostics, cli_output_style (options).width, &problems, &err) != TXC_OK) {
    cli_complain_error (err);
    return CLI_PROBLEM;
  }
  describe (base, line, sizeof line);
  size_t size = (problems ? strlen (problems) : 0) + strlen (line) + 1;
  char *text = malloc (size);
  int status = CLI_PROBLEM;
  if (text) {
    snprintf (text, size, "%s%s", problems ? problems : "", line);
    status = cli_output_text (options, text, size - 1);
  } else
    cli_complain ("out of memory");
  free (text);
  txc_free (problems);
  return status;
}

static int
print_problems_as_page (const cli_options *options, const txc_diagnostics *diagnostics)
{
  txc_error *err = NULL;
  txc_page *page = NULL;
  txc_report_diagnostics (diagnostics, NULL, &page, &err);
  return cli_output_page (options, page, err);
}

static int
run_check (const cli_options *options)
{
  txc_knowledge_base *base = NULL;
  txc_diagnostics *diagnostics = NULL;
  txc_error *err = NULL;
  char today[11];
  int status;
  txc_status loaded =
    txc_knowledge_base_check (options->arguments.items[0], cli_as_of (options, today), &base, &diagnostics, &err);
  if (loaded == TXC_INVALID_ARGUMENT) {
    cli_complain_error (err);
    return CLI_USAGE;
  }
  if (diagnostics && options->format != TXC_FORMAT_TEXT)
    status = print_problems_as_page (options, diagnostics);
  else
    status = print_problems (options, diagnostics, base);
  if (loaded != TXC_OK) {
    cli_complain_error (err);
    status = CLI_PROBLEM;
  }
  txc_diagnostics_free (diagnostics);
  txc_knowledge_base_unref (base);
  return status;
}

static int
run_show (const cli_options *options)
{
  cli_session session;
  int status = cli_session_open_named_base (&session, options);
  if (status == CLI_OK) {
    txc_page *page = NULL;
    txc_error *err = NULL;
    txc_report_knowledge_base (session.knowledge_base, NULL, &page, &err);
    status = cli_output_page (options, page, err);
  }
  cli_session_close (&session);
  return status;
}

const cli_command cli_command_kb_check = {
  .name = "kb check",
  .arguments = "DIR",
  .summary = "find every problem of a knowledge base",
  .help = "Checks a knowledge base and reports every problem in one run, with file, line,\n"
          "column and what to do; also a base dated after the as-of date. Exit status 1\n"
          "if there are errors.\n",
  .examples = "txcompare kb check knowledge/depression\n",
  .takes = CLI_TAKES_FORMAT | CLI_TAKES_OUTPUT | CLI_TAKES_AS_OF,
  .least = 1,
  .most = 1,
  .run = run_check,
};

const cli_command cli_command_kb_show = {
  .name = "kb show",
  .arguments = "[DIR]",
  .summary = "show what a knowledge base is and holds",
  .help = "Shows a knowledge base: identity, intended use, contents in numbers, how much\n"
          "of it was verified, its sources. Without DIR the built-in one.\n",
  .examples = "txcompare kb show\n"
              "txcompare kb show knowledge/depression --format markdown\n",
  .takes = CLI_TAKES_PAGE,
  .least = 0,
  .most = 1,
  .run = run_show,
};
