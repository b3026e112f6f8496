/* SPDX-License-Identifier: Apache-2.0
 *
 * What the command says on standard error. What comes from outside (arguments,
 * files) is made safe for a terminal first: no control characters, no broken
 * UTF-8, no megabytes.
 */
#ifndef TXC_CLI_MESSAGE_H
#define TXC_CLI_MESSAGE_H

#include <txcompare.h>

/* "txcompare: ..." on one line. */
void cli_complain (const char *format, ...) TXC_PRINTF (1, 2);

/* A line below a complaint that says what to do, indented. */
void cli_advise (const char *format, ...) TXC_PRINTF (1, 2);

/* "did you mean 'nearest'?" below a complaint, if there is one. */
void cli_suggest (const char *nearest);

/* The error with its place, then what led to it, one line each. Frees it. */
void cli_complain_error (txc_error *err);

/* Text as it is, made safe, to standard error. */
void cli_print_safe (const char *text);

/* The beginning of a word that came from outside, for a message. Uses `shown`. */
enum { CLI_SHOWN = 64 };
const char *cli_shown (const char *word, char shown[CLI_SHOWN]);

/* The candidate nearest to `word` by edits, NULL if none is near. Feed candidates one by one. */
typedef struct cli_nearest {
  const char *word;
  const char *best;
  size_t distance;
} cli_nearest;
void cli_nearest_try (cli_nearest *nearest, const char *candidate);

#endif
