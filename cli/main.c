/* SPDX-License-Identifier: Apache-2.0
 *
 * The command txcompare: reads the command line, finds the subcommand, runs it.
 */
#include "config.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>

#include "cli/help.h"
#include "cli/message.h"
#include "cli/options.h"

const cli_command *const cli_commands[] = {
  &cli_command_compare,  &cli_command_eligible,   &cli_command_ask,      &cli_command_explain,
  &cli_command_patient,  &cli_command_treatments, &cli_command_features, &cli_command_kb_check,
  &cli_command_kb_show,  &cli_command_kb_export,  &cli_command_cql_eval, NULL
};

static int
run (const cli_options *options)
{
  if (options->help)
    return cli_help (options);
  if (options->version)
    return cli_version ();
  if (options->about)
    return cli_about (options);
  if (options->command)
    return options->command->run (options);
  cli_complain ("say what to do");
  fputc ('\n', stderr);
  cli_help_commands (stderr);
  fputs ("\ntxcompare --help says more.\n", stderr);
  return CLI_USAGE;
}

int
main (int argc, char **argv)
{
  cli_options options;
  /* Characters as the terminal has them; numbers stay as they are everywhere. */
  setlocale (LC_CTYPE, "");
  /* A reader that has seen enough is no trouble: writing says EPIPE instead. */
  signal (SIGPIPE, SIG_IGN);
  int status = cli_options_read (&options, argc, argv);
  if (status == CLI_OK)
    status = run (&options);
  cli_options_release (&options);
  return status;
}
