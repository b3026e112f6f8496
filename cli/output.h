/* SPDX-License-Identifier: Apache-2.0
 *
 * Where results go and how they look there: standard output or a file that
 * changes only once all is written; the terminal's width, colours, characters.
 */
#ifndef TXC_CLI_OUTPUT_H
#define TXC_CLI_OUTPUT_H

#include "cli/options.h"

/* Width, colour and characters for text, from the options, then the terminal and the locale. */
txc_write_options cli_output_style (const cli_options *options);

/* Writes `text` to --output, else to standard output. Answers an exit status, having said what went wrong. */
int cli_output_text (const cli_options *options, const char *text, size_t length);

/* Writes the page in the format asked for, and gives back its reference. With a
   NULL page says `err` and frees it. */
int cli_output_page (const cli_options *options, txc_page *page, txc_error *err);

/* What was printed to standard output is out: an exit status. A reader that closed the pipe is no problem. */
int cli_output_finish (void);

#endif
