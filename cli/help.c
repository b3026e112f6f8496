/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/help.h"

#include <string.h>

#include "cli/output.h"
#include "cli/session.h"

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

static void
print_overview (void)
{
  puts ("Compare treatments for a patient, with sources and reasons.\n"
        "Supports a qualified clinician's judgement; never replaces it.\n");
  cli_help_commands (stdout);
  fputs ("\nOptions of every command:\n", stdout);
  cli_options_print (CLI_TAKES_ALWAYS);
  print_examples ("txcompare compare sertraline venlafaxine --set age=52\n"
                  "txcompare eligible --set age=52 --answer \"has hypertension\"\n"
                  "txcompare explain sertraline:nausea\n"
                  "txcompare ask --set age=52\n");
  puts ("\ntxcompare COMMAND --help shows the options of a command; man txcompare says all.\n"
        "Exit status: 0 fine, 1 trouble with the data, 2 trouble with the command line.");
}

int
cli_help (const cli_options *options)
{
  if (options->command)
    print_command (options->command);
  else
    print_overview ();
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

/* Words on lines of up to 80 columns, all indented by two. */
static void
print_paragraph (const char *text)
{
  size_t column = 0;
  for (const char *at = text; *at;) {
    size_t length = strcspn (at, " \n");
    if (column && column + 1 + length > 78) {
      putchar ('\n');
      column = 0;
    }
    if (length) {
      printf ("%s%.*s", column ? " " : "  ", (int)length, at);
      column += 1 + length;
    }
    at += length + (at[length] != '\0');
  }
  putchar ('\n');
}

static void
print_knowledge_base (const txc_knowledge_base *base)
{
  printf ("\nKNOWLEDGE BASE\n  %s %s (%s): ", txc_knowledge_base_id (base), txc_knowledge_base_version (base),
          txc_knowledge_base_date (base));
  printf ("%s\n  hash %s\n", txc_knowledge_base_title (base), txc_knowledge_base_hash (base));
  puts ("  txcompare kb show: what it holds, how much of it was verified, its sources");
  puts ("\nINTENDED USE");
  print_paragraph (txc_knowledge_base_intended_use (base));
}

int
cli_about (const cli_options *options)
{
  cli_session session;
  int status = cli_session_open_knowledge_base (&session, options);
  if (status == CLI_OK) {
    printf ("txcompare %s: compares treatments for a patient, with sources and reasons.\n", TXC_VERSION);
    print_knowledge_base (session.knowledge_base);
    puts ("\nLIMITS\n"
          "  Not a medical device, not a guideline, and not advice to a patient. It knows\n"
          "  what its knowledge base holds and what it was told of the patient, nothing\n"
          "  else: what is not entered is not ruled out. A missing fact stays unknown.\n"
          "  Numbers marked u were recalled and not read again in their source.\n"
          "\nLICENCE\n"
          "  Apache-2.0. No warranty of any kind.");
    status = cli_output_finish ();
  }
  cli_session_close (&session);
  return status;
}
