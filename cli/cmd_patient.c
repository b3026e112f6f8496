/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/output.h"
#include "cli/session.h"

static int
run (const cli_options *options)
{
  cli_session session;
  int status = cli_session_open_patient (&session, options);
  if (status == CLI_OK) {
    txc_page *page = NULL;
    txc_error *err = NULL;
    txc_report_patient (session.patient, NULL, &page, &err);
    status = cli_output_page (options, page, err);
  }
  cli_session_close (&session);
  return status;
}

const cli_command cli_command_patient = {
  .name = "patient",
  .arguments = "",
  .summary = "show what was understood of a record",
  .help = "Shows what was understood of a patient: every fact with its date and where it\n"
          "comes from, and what of the record was not used, and why.\n",
  .examples = "txcompare patient --patient examples/patients/trd.json\n"
              "txcompare patient --set age=52 --answer \"no aneurysm\"\n",
  .takes = CLI_TAKES_PATIENT | CLI_TAKES_PAGE,
  .least = 0,
  .most = 0,
  .run = run,
};
