/* SPDX-License-Identifier: Apache-2.0
 *
 * A subcommand: what it is called, what it takes, what its help says and the
 * function that runs it. Each cmd_*.c defines one or more; main.c lists them.
 */
#ifndef TXC_CLI_COMMAND_H
#define TXC_CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

/* Exit statuses of the command. */
enum { CLI_OK = 0, CLI_PROBLEM = 1, CLI_USAGE = 2 };

/* Groups of options that a subcommand may take (options.c says which option is in which). */
enum {
  CLI_TAKES_PATIENT = 1 << 0,   /* --patient, --set, --answer, --assume-complete, --as-of, --country */
  CLI_TAKES_KNOWLEDGE = 1 << 1, /* --kb */
  CLI_TAKES_FORMAT = 1 << 2,    /* --format, --width, --colour, --ascii, --fragment */
  CLI_TAKES_OUTPUT = 1 << 3,    /* --output */
  CLI_TAKES_ALL = 1 << 4,
  CLI_TAKES_RULE = 1 << 5,
  CLI_TAKES_CQL = 1 << 6,
  CLI_TAKES_IDS = 1 << 7,
  CLI_TAKES_ALWAYS = 1 << 8,    /* --help, --version, --about */
  CLI_TAKES_AS_OF = 1 << 9,     /* --as-of alone */
  CLI_TAKES_WHY = 1 << 10,
  CLI_TAKES_PAGE = CLI_TAKES_KNOWLEDGE | CLI_TAKES_FORMAT | CLI_TAKES_OUTPUT
};

struct cli_options;

typedef struct cli_command {
  const char *name;      /* "compare"; "kb check" is two words on the command line */
  const char *arguments; /* as the usage line shows them: "[TREATMENT...]" */
  const char *summary;   /* one line */
  const char *help;      /* what it does, in a few lines, each ended by a newline */
  const char *examples;  /* commands, one a line; `make check` runs each */
  unsigned takes;
  size_t least, most;    /* how many arguments */
  int (*run) (const struct cli_options *options);
} cli_command;

extern const cli_command cli_command_compare;
extern const cli_command cli_command_eligible;
extern const cli_command cli_command_patient;
extern const cli_command cli_command_explain;
extern const cli_command cli_command_treatments;
extern const cli_command cli_command_features;
extern const cli_command cli_command_ask;
extern const cli_command cli_command_kb_check;
extern const cli_command cli_command_kb_show;
extern const cli_command cli_command_kb_export;
extern const cli_command cli_command_cql_eval;

/* All of them in the order of the help, ended by NULL (main.c). */
extern const cli_command *const cli_commands[];

#endif
