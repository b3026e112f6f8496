/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/output.h"
#include "cli/session.h"

static int
run (const cli_options *options)
{
  cli_session session;
  int status = cli_session_open_patient (&session, options);
  if (status == CLI_OK) {
    const cli_words *treatments = &options->arguments;
    txc_report_options what = TXC_REPORT_OPTIONS_INIT;
    txc_comparison *comparison = NULL;
    txc_page *page = NULL;
    txc_error *err = NULL;
    what.all = options->all;
    const char *const *names = treatments->count ? treatments->items : NULL;
    if (txc_comparison_new (session.patient, names, treatments->count, &comparison, &err) != TXC_OK)
      status = cli_complain_with_advice (err, "txcompare treatments lists them");
    else {
      txc_report_comparison (comparison, &what, &page, &err);
      status = cli_output_page (options, page, err);
    }
    txc_comparison_unref (comparison);
  }
  cli_session_close (&session);
  return status;
}

const cli_command cli_command_compare = {
  .name = "compare",
  .arguments = "[TREATMENT...]",
  .summary = "put treatments side by side, with verdicts and numbers",
  .help = "Puts treatments side by side: may this patient have them and why, how they\n"
          "differ, and what happened to 100 people on each, beside their own comparison\n"
          "group. Without TREATMENT compares all. Without facts compares for nobody in\n"
          "particular.\n",
  .examples = "txcompare compare sertraline esketamine\n"
              "txcompare compare sertraline venlafaxine --set age=52 --answer \"no aneurysm\"\n"
              "txcompare compare sertraline ketamine-iv --output comparison.html\n",
  .takes = CLI_TAKES_PATIENT | CLI_TAKES_PAGE | CLI_TAKES_ALL,
  .least = 0,
  .most = 64,
  .run = run,
};
