/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/output.h"
#include "cli/session.h"

static int
run (const cli_options *options)
{
  cli_session session;
  int status = cli_session_open_eligibility (&session, options);
  if (status == CLI_OK) {
    txc_report_options what = TXC_REPORT_OPTIONS_INIT;
    txc_page *page = NULL;
    txc_error *err = NULL;
    what.all = options->all;
    txc_report_eligibility (session.eligibility, &what, &page, &err);
    status = cli_output_page (options, page, err);
  }
  cli_session_close (&session);
  return status;
}

const cli_command cli_command_eligible = {
  .name = "eligible",
  .arguments = "[TREATMENT...]",
  .summary = "say who may have what, with the rules behind it",
  .help = "Says for each treatment, or for all, whether the patient may have it, and\n"
          "which rules say so. What is not known stays unknown and is asked for: it is\n"
          "never read as \"no\".\n",
  .examples = "txcompare eligible --set age=52 --set sex=female\n"
              "txcompare eligible esketamine --set age=52 --answer \"no aneurysm\"\n"
              "txcompare eligible --set age=52 --all --format csv\n",
  .takes = CLI_TAKES_PATIENT | CLI_TAKES_PAGE | CLI_TAKES_ALL,
  .least = 0,
  .most = 64,
  .run = run,
};
