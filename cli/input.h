/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TXC_CLI_INPUT_H
#define TXC_CLI_INPUT_H

#include "cli/options.h"

/* The bytes of a file, "-" for standard input; free() them. False, having said
   what is wrong, if it cannot be read or is larger than any record. */
bool cli_input_read (const char *name, char **bytes, size_t *length);

#endif
