/* SPDX-License-Identifier: Apache-2.0
 *
 * What --help, --version and --about print, to standard output.
 */
#ifndef TXC_CLI_HELP_H
#define TXC_CLI_HELP_H

#include <stdio.h>

#include "cli/options.h"

/* The commands in short, for standard error or output. */
void cli_help_commands (FILE *stream);

/* All of it, or of one command. Each answers an exit status. */
int cli_help (const cli_options *options);
int cli_version (void);
int cli_about (const cli_options *options);

#endif
