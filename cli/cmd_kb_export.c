/* SPDX-License-Identifier: Apache-2.0
 *
 * The rules of a knowledge base for other engines.
 */
#include <string.h>

#include "cli/message.h"
#include "cli/output.h"
#include "cli/session.h"

static int
run (const cli_options *options)
{
  cli_session session;
  char *text = NULL;
  txc_error *err = NULL;
  if (!options->cql) {
    cli_complain ("kb export needs to know the language: --cql");
    return CLI_USAGE;
  }
  int status = cli_session_open_named_base (&session, options);
  if (status == CLI_OK && txc_knowledge_base_export_cql (session.knowledge_base, &text, &err) != TXC_OK) {
    cli_complain_error (err);
    status = CLI_PROBLEM;
  }
  if (status == CLI_OK)
    status = cli_output_text (options, text, strlen (text));
  txc_free (text);
  cli_session_close (&session);
  return status;
}

const cli_command cli_command_kb_export = {
  .name = "kb export",
  .arguments = "--cql [DIR]",
  .summary = "write its rules as one library in HL7 CQL",
  .help = "Writes every rule as one library in HL7 CQL 1.5 that other engines run to the\n"
          "same answers: the completeness of lists is spelled out as parameters.\n",
  .examples = "txcompare kb export --cql --output depression.cql\n",
  .takes = CLI_TAKES_KNOWLEDGE | CLI_TAKES_OUTPUT | CLI_TAKES_CQL,
  .least = 0,
  .most = 1,
  .run = run,
};
