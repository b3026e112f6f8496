/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/help.h"

#include <string.h>

#include "cli/output.h"

void
cli_help_commands (FILE *stream)
{
  fputs ("Usage: txcompare COMMAND [ARGUMENT...] [OPTION...]\n\nCommands:\n", stream);
  for (size_t i = 0; cli_commands[i]; i++)
    fprintf (stream, "  %-12s %s\n", cli_commands[i]->name, cli_commands[i]->summary);
}

static void
print_examples (const char *examples)
{
  fputs ("\nExamples:\n", stdout);
  for (const char *at = examples; *at;) {
    size_t length = strcspn (at, "\n");
    printf ("  %.*s\n", (int)length, at);
    at += length + (at[length] == '\n');
  }
}

static void
print_command (const cli_command *command)
{
  const char *blank = *command->arguments ? " " : "";
  printf ("Usage: txcompare %s%s%s [OPTION...]\n\n%s", command->name, blank, command->arguments, command->help);
  fputs ("\nOptions:\n", stdout);
  cli_options_print (command->takes | CLI_TAKES_ALWAYS);
  print_examples (command->examples);
}

int
cli_help (const cli_options *options)
{
  if (options->command) {
    print_command (options->command);
    return cli_output_finish ();
  }
  puts ("Compare treatments for a patient, with sources and reasons.\n"
        "Supports a qualified clinician's judgement; never replaces it.\n");
  cli_help_commands (stdout);
  fputs ("\nOptions of every command:\n", stdout);
  cli_options_print (CLI_TAKES_ALWAYS);
  for (size_t i = 0; cli_commands[i]; i++)
    if (i == 0)
      print_examples (cli_commands[i]->examples);
  puts ("\ntxcompare COMMAND --help shows the options and examples of a command; the whole\n"
        "manual: man txcompare.\n"
        "Exit status: 0 fine, 1 a problem with the data, 2 a problem with the command line.");
  return cli_output_finish ();
}

int
cli_version (void)
{
  printf ("txcompare %s\n", TXC_VERSION);
  if (strcmp (txc_version (), TXC_VERSION) != 0)
    printf ("libtxcompare %s\n", txc_version ());
  return cli_output_finish ();
}

int
cli_about (const cli_options *options)
{
  (void)options;
  return cli_version ();
}
