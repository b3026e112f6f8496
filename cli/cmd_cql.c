/* SPDX-License-Identifier: Apache-2.0
 *
 * An expression of the rule language, for those who write rules and want to see
 * what one says for a patient.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/message.h"
#include "cli/output.h"
#include "cli/session.h"

/* Every mistake with a caret, else the error: a run-time error has no place. */
static void
complain (const txc_diagnostics *diagnostics, txc_error *err)
{
  char *text = NULL;
  bool found = diagnostics && txc_diagnostics_count (diagnostics);
  if (found && txc_diagnostics_print (diagnostics, 0, &text, NULL) == TXC_OK) {
    cli_complain ("this expression cannot be computed:");
    cli_print_safe (text);
    txc_error_free (err);
  } else
    cli_complain_error (err);
  txc_free (text);
}

/* The value on a line of its own, below it why where that was asked for. */
static int
print_evaluation (const cli_options *options, const txc_evaluation *evaluation)
{
  const char *value = txc_evaluation_text (evaluation), *why = options->why ? txc_evaluation_why (evaluation) : NULL;
  size_t size = strlen (value) + (why ? strlen (why) + 1 : 0) + 2;
  char *text = malloc (size);
  if (!text) {
    cli_complain ("out of memory");
    return CLI_PROBLEM;
  }
  snprintf (text, size, "%s\n%s%s", value, why ? why : "", why ? "\n" : "");
  int status = cli_output_text (options, text, size - 1);
  free (text);
  return status;
}

static int
evaluate (const cli_session *session)
{
  const char *text = session->options->arguments.items[0];
  txc_expression *expression = NULL;
  txc_evaluation *evaluation = NULL;
  txc_diagnostics *diagnostics = NULL;
  txc_error *err = NULL;
  int status = CLI_PROBLEM;
  if (txc_expression_new (session->knowledge_base, text, strlen (text), &expression, &diagnostics, &err) == TXC_OK
      && txc_expression_evaluate (expression, session->patient, &evaluation, &err) == TXC_OK)
    status = print_evaluation (session->options, evaluation);
  else
    complain (diagnostics, err);
  txc_evaluation_unref (evaluation);
  txc_expression_unref (expression);
  txc_diagnostics_free (diagnostics);
  return status;
}

static int
run (const cli_options *options)
{
  cli_session session;
  int status = cli_session_open_patient (&session, options);
  if (status == CLI_OK)
    status = evaluate (&session);
  cli_session_close (&session);
  return status;
}

const cli_command cli_command_cql_eval = {
  .name = "cql eval",
  .arguments = "EXPRESSION",
  .summary = "compute an expression of the rule language",
  .help = "Computes an expression in the subset of HL7 CQL that rules are written in. The\n"
          "features of the knowledge base are its parameters; what is not known of the\n"
          "patient is null. With --why the facts behind the value follow it.\n",
  .examples = "txcompare cql eval \"2 - 1.1\"\n"
              "txcompare cql eval \"age >= 18\" --set age=52\n"
              "txcompare cql eval \"'aneurysm' in conditions\" --why\n",
  .takes = CLI_TAKES_PATIENT | CLI_TAKES_KNOWLEDGE | CLI_TAKES_OUTPUT | CLI_TAKES_WHY,
  .least = 1,
  .most = 1,
  .run = run,
};
