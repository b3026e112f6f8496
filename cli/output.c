/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/message.h"

enum { NARROWEST = 40, WIDEST = 1000 };

/* Columns of the terminal; 0 where they are not known. */
static size_t
terminal_width (void)
{
  const char *columns = getenv ("COLUMNS");
  size_t width = 0;
  struct winsize size;
  if (columns)
    while (*columns >= '0' && *columns <= '9' && width <= WIDEST)
      width = width * 10 + (size_t)(*columns++ - '0');
  if (width == 0 && ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
    width = size.ws_col;
  if (width == 0)
    return 0;
  return width < NARROWEST ? NARROWEST : width > WIDEST ? WIDEST : width;
}

static bool
wants_colour (const cli_options *options, bool terminal)
{
  const char *no_colour = getenv ("NO_COLOR");
  const char *term = getenv ("TERM");
  if (options->colour != CLI_COLOUR_AUTO)
    return options->colour == CLI_COLOUR_ALWAYS;
  if (!terminal || (no_colour && *no_colour))
    return false;
  return term && *term && strcmp (term, "dumb") != 0;
}

txc_write_options
cli_output_style (const cli_options *options)
{
  txc_write_options style = TXC_WRITE_OPTIONS_INIT;
  bool terminal = !options->output && isatty (STDOUT_FILENO);
  const char *codeset = nl_langinfo (CODESET);
  style.width = options->width ? options->width : terminal ? terminal_width () : 0;
  style.colour = wants_colour (options, terminal);
  /* A file is UTF-8 unless asked otherwise: it will be read elsewhere. */
  bool unicode = options->output || strcasecmp (codeset, "UTF-8") == 0 || strcasecmp (codeset, "utf8") == 0;
  style.ascii = options->ascii || !unicode;
  style.fragment = options->fragment;
  return style;
}

/* False with errno set if not all could be written. */
static bool
write_all (int file, const char *text, size_t length)
{
  while (length) {
    ssize_t written = write (file, text, length);
    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return false;
    text += written;
    length -= (size_t)written;
  }
  return true;
}

static int
cannot_write (const char *name)
{
  const char *reason = strerror (errno);
  char shown[CLI_SHOWN];
  cli_complain ("cannot write %s: %s", cli_shown (name, shown), reason);
  return CLI_PROBLEM;
}

/* Devices, pipes: there is nothing to keep. */
static int
write_in_place (const char *name, const char *text, size_t length)
{
  int file = open (name, O_WRONLY | O_CLOEXEC);
  if (file < 0)
    return cannot_write (name);
  bool written = write_all (file, text, length);
  int reason = errno;
  if (close (file) < 0 && written) {
    written = false;
    reason = errno;
  }
  errno = reason;
  return written ? CLI_OK : cannot_write (name);
}

/* What a new file would get, or what the old one has. */
static mode_t
mode_of (const struct stat *old)
{
  if (old)
    return old->st_mode & 0777;
  mode_t mask = umask (0);
  umask (mask);
  return 0666 & ~mask;
}

/* A new file beside the old one, which takes its name once it is whole. */
static int
write_beside (const char *name, const struct stat *old, const char *text, size_t length)
{
  size_t size = strlen (name) + sizeof ".XXXXXX";
  char *temporary = malloc (size);
  if (!temporary) {
    cli_complain ("out of memory");
    return CLI_PROBLEM;
  }
  snprintf (temporary, size, "%s.XXXXXX", name);
  int file = mkstemp (temporary);
  int status = file < 0 ? cannot_write (name) : CLI_OK;
  if (file >= 0) {
    bool written = write_all (file, text, length) && fchmod (file, mode_of (old)) == 0;
    int reason = errno;
    if (close (file) < 0 && written) {
      written = false;
      reason = errno;
    }
    errno = reason;
    if (!written || rename (temporary, name) < 0) {
      status = cannot_write (name);
      unlink (temporary);
    }
  }
  free (temporary);
  return status;
}

static int
write_file (const char *name, const char *text, size_t length)
{
  struct stat old, link;
  if (stat (name, &old) < 0 && errno == ENOENT && lstat (name, &link) == 0) {
    char shown[CLI_SHOWN];
    cli_complain ("cannot write %s: it is a link to a file that does not exist", cli_shown (name, shown));
    return CLI_PROBLEM;
  }
  if (stat (name, &old) < 0)
    return errno == ENOENT ? write_beside (name, NULL, text, length) : cannot_write (name);
  if (!S_ISREG (old.st_mode))
    return write_in_place (name, text, length);
  /* A link keeps pointing where it did. */
  char *target = realpath (name, NULL);
  if (!target)
    return cannot_write (name);
  int status = write_beside (target, &old, text, length);
  free (target);
  return status;
}

int
cli_output_text (const cli_options *options, const char *text, size_t length)
{
  if (options->output)
    return write_file (options->output, text, length);
  if (write_all (STDOUT_FILENO, text, length) || errno == EPIPE)
    return CLI_OK;
  return cannot_write ("to standard output");
}

int
cli_output_page (const cli_options *options, txc_page *page, txc_error *err)
{
  txc_write_options style = cli_output_style (options);
  char *text = NULL;
  size_t length = 0;
  if (!page) {
    cli_complain_error (err);
    return CLI_PROBLEM;
  }
  txc_status status = txc_page_write (page, options->format, &style, &text, &length, &err);
  txc_page_unref (page);
  if (status != TXC_OK) {
    cli_complain_error (err);
    return CLI_PROBLEM;
  }
  int result = cli_output_text (options, text, length);
  txc_free (text);
  return result;
}

int
cli_output_finish (void)
{
  errno = 0;
  if (fflush (stdout) == 0 && !ferror (stdout))
    return CLI_OK;
  return errno == EPIPE ? CLI_OK : cannot_write ("to standard output");
}
