/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "cli/input.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/message.h"

/* A record of one patient; the largest synthetic ones are some 50 MB. */
static const size_t largest_record = (size_t)512 << 20;

static bool
read_stream (FILE *stream, char **bytes, size_t *length)
{
  size_t capacity = 1 << 16;
  *length = 0;
  *bytes = malloc (capacity);
  while (*bytes) {
    *length += fread (*bytes + *length, 1, capacity - *length, stream);
    if (*length < capacity)
      return !ferror (stream);
    if (capacity >= largest_record) {
      errno = EFBIG;
      return false;
    }
    capacity *= 2;
    char *larger = realloc (*bytes, capacity);
    if (!larger)
      break;
    *bytes = larger;
  }
  errno = ENOMEM;
  return false;
}

static FILE *
open_stream (const char *name)
{
  struct stat about;
  FILE *stream = fopen (name, "rb");
  if (stream && fstat (fileno (stream), &about) == 0 && S_ISDIR (about.st_mode)) {
    fclose (stream);
    errno = EISDIR;
    return NULL;
  }
  return stream;
}

static bool
cannot_read (const char *name)
{
  const char *reason = strerror (errno);
  bool missing = errno == ENOENT;
  bool folder = errno == EISDIR;
  char shown[CLI_SHOWN];
  cli_complain ("cannot read %s: %s", cli_shown (name, shown), reason);
  if (missing)
    cli_advise ("--patient takes a file; facts go with --set, as in --set age=52");
  if (folder)
    cli_advise ("--patient takes one file; repeat it for each file of the patient");
  return false;
}

bool
cli_input_read (const char *name, char **bytes, size_t *length)
{
  bool standard = strcmp (name, "-") == 0;
  *bytes = NULL;
  if (standard && isatty (STDIN_FILENO))
    fputs ("Reading the patient's record from the terminal; end it with Ctrl-D.\n", stderr);
  FILE *stream = standard ? stdin : open_stream (name);
  if (!stream)
    return cannot_read (name);
  bool read = read_stream (stream, bytes, length);
  if (!read) {
    cannot_read (standard ? "standard input" : name);
    free (*bytes);
    *bytes = NULL;
  }
  if (!standard)
    fclose (stream);
  return read;
}
