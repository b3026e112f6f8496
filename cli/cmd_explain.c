/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "cli/message.h"
#include "cli/output.h"
#include "cli/session.h"

/* "sertraline:nausea" is a cell; a name without a colon is a rule. */
static int
explain (const cli_session *session, const char *rule, const char *cell)
{
  txc_page *page = NULL;
  txc_error *err = NULL;
  if (!rule && !strchr (cell, ':'))
    rule = cell;
  if (rule) {
    if (txc_report_rule (session->patient, rule, NULL, &page, &err) != TXC_OK)
      return cli_complain_with_advice (err, "txcompare eligible --all shows the rules; a number is TREATMENT:EFFECT");
  } else if (txc_report_cell (session->patient, cell, NULL, &page, &err) != TXC_OK)
    return cli_complain_with_advice (err, "a number is TREATMENT:EFFECT, as in sertraline:nausea");
  return cli_output_page (session->options, page, err);
}

static int
run (const cli_options *options)
{
  const char *cell = options->arguments.count ? options->arguments.items[0] : NULL;
  cli_session session;
  if (!cell == !options->rule) {
    cli_complain ("explain needs either TREATMENT:EFFECT or --rule ID");
    cli_advise ("as in: txcompare explain sertraline:nausea");
    return CLI_USAGE;
  }
  int status = cli_session_open_patient (&session, options);
  if (status == CLI_OK)
    status = explain (&session, options->rule, cell);
  cli_session_close (&session);
  return status;
}

const cli_command cli_command_explain = {
  .name = "explain",
  .arguments = "TREATMENT:EFFECT | --rule ID",
  .summary = "show where a number or a rule's answer comes from",
  .help = "Explains one number: the counts, the trial, the formula and the source. Or one\n"
          "rule: its text, the facts it read, its answer for this patient, and what would\n"
          "settle it.\n",
  .examples = "txcompare explain sertraline:nausea\n"
              "txcompare explain --rule esketamine-arteriovenous-malformation\n",
  .takes = CLI_TAKES_PATIENT | CLI_TAKES_PAGE | CLI_TAKES_RULE,
  .least = 0,
  .most = 1,
  .run = run,
};
