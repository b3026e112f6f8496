/* SPDX-License-Identifier: Apache-2.0
 *
 * What was asked for on the command line. Nothing is read or loaded here.
 */
#ifndef TXC_CLI_OPTIONS_H
#define TXC_CLI_OPTIONS_H

#include <txcompare.h>

#include "cli/command.h"

typedef struct cli_words {
  const char **items;
  size_t count;
} cli_words;

typedef enum cli_colour { CLI_COLOUR_AUTO, CLI_COLOUR_ALWAYS, CLI_COLOUR_NEVER } cli_colour;

/* Strings are borrowed from argv. */
typedef struct cli_options {
  const cli_command *command; /* NULL: none named */
  cli_words arguments;        /* without the subcommand's own words */
  cli_words patients;         /* --patient */
  cli_words facts;            /* --set and --answer, in their order */
  cli_words complete;         /* --assume-complete, lists separated by commas */
  const char *as_of;          /* NULL: today */
  const char *country;
  const char *knowledge_base; /* NULL: the built-in one */
  const char *output;         /* NULL: standard output */
  const char *rule;
  bool has_format;
  txc_format format;
  size_t width;               /* 0: not given */
  cli_colour colour;
  bool ascii, fragment, all, cql, ids, why, help, version, about;
  const char **storage;       /* what arguments.items began as */
} cli_options;

/* Reads the command line; on trouble says what and answers CLI_USAGE. Release what it filled either way. */
int cli_options_read (cli_options *options, int argc, char **argv);
void cli_options_release (cli_options *options);

/* One line an option that `takes` covers, to standard output. */
void cli_options_print (unsigned takes);

#endif
