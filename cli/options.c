/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/message.h"

typedef enum option_id {
  OPTION_PATIENT,
  OPTION_SET,
  OPTION_ANSWER,
  OPTION_ASSUME_COMPLETE,
  OPTION_AS_OF,
  OPTION_COUNTRY,
  OPTION_KB,
  OPTION_RULE,
  OPTION_ALL,
  OPTION_CQL,
  OPTION_IDS,
  OPTION_WHY,
  OPTION_FORMAT,
  OPTION_OUTPUT,
  OPTION_WIDTH,
  OPTION_COLOUR,
  OPTION_ASCII,
  OPTION_FRAGMENT,
  OPTION_HELP,
  OPTION_VERSION,
  OPTION_ABOUT
} option_id;

typedef struct known_option {
  const char *name;
  char letter;       /* 0: none */
  const char *value; /* what the help calls it; NULL: takes none */
  unsigned takes;
  option_id id;
  const char *help;  /* NULL: another spelling, not shown */
} known_option;

static const known_option known_options[] = {
  { "patient", 'p', "FILE", CLI_TAKES_PATIENT, OPTION_PATIENT,
    "record of the patient: FHIR R4 or flat JSON, - for\nstandard input; repeat for several files of one patient" },
  { "set", 's', "FACT", CLI_TAKES_PATIENT, OPTION_SET, "state a fact: age=52, conditions=hypertension; repeat" },
  { "answer", 'a', "ANSWER", CLI_TAKES_PATIENT, OPTION_ANSWER, "the same in plain words: \"no aneurysm\"; repeat" },
  { "assume-complete", 0, "LIST", CLI_TAKES_PATIENT, OPTION_ASSUME_COMPLETE,
    "what these lists do not name is absent:\nconditions,medications,allergies" },
  { "as-of", 0, "DATE", CLI_TAKES_PATIENT | CLI_TAKES_AS_OF, OPTION_AS_OF, "day the question is asked for, 2026-11-20; else today" },
  { "country", 0, "XX", CLI_TAKES_PATIENT, OPTION_COUNTRY, "country of rules, approvals, crisis lines: US, GB, DE" },
  { "kb", 'k', "DIR", CLI_TAKES_KNOWLEDGE, OPTION_KB, "knowledge base in a folder; else the built-in one" },
  { "rule", 'r', "ID", CLI_TAKES_RULE, OPTION_RULE, "explain this rule" },
  { "all", 0, NULL, CLI_TAKES_ALL, OPTION_ALL, "everything, not only what fits a first screen" },
  { "cql", 0, NULL, CLI_TAKES_CQL, OPTION_CQL, "as one library in HL7 CQL" },
  { "ids", 0, NULL, CLI_TAKES_IDS, OPTION_IDS, "only the ids, one a line" },
  { "why", 0, NULL, CLI_TAKES_WHY, OPTION_WHY, "below the value the facts behind it, and what would\nsettle what is not known" },
  { "format", 'f', "FORMAT", CLI_TAKES_FORMAT, OPTION_FORMAT,
    "text, markdown, html, csv or json; else by the ending\nof --output, else text" },
  { "output", 'o', "FILE", CLI_TAKES_OUTPUT, OPTION_OUTPUT, "write this file; it changes only once all is written" },
  { "width", 'w', "N", CLI_TAKES_FORMAT, OPTION_WIDTH, "columns of text, 40 to 1000; else the terminal's or 80" },
  { "colour", 0, "WHEN", CLI_TAKES_FORMAT, OPTION_COLOUR, "auto, always or never; auto respects NO_COLOR" },
  { "color", 0, "WHEN", CLI_TAKES_FORMAT, OPTION_COLOUR, NULL },
  { "ascii", 0, NULL, CLI_TAKES_FORMAT, OPTION_ASCII, "only ASCII; by itself where the locale is not UTF-8" },
  { "fragment", 0, NULL, CLI_TAKES_FORMAT, OPTION_FRAGMENT, "html: one element, for a notebook or a page of yours" },
  { "help", 'h', NULL, CLI_TAKES_ALWAYS, OPTION_HELP, "this help; behind a command, its own" },
  { "version", 'V', NULL, CLI_TAKES_ALWAYS, OPTION_VERSION, "version of the command and of the library" },
  { "about", 0, NULL, CLI_TAKES_ALWAYS, OPTION_ABOUT, "intended use, limits, licence, knowledge base" },
};
enum { KNOWN_OPTIONS = sizeof known_options / sizeof known_options[0] };

static const struct { const char *name; txc_format format; } formats[] = {
  { "text", TXC_FORMAT_TEXT }, { "markdown", TXC_FORMAT_MARKDOWN }, { "html", TXC_FORMAT_HTML },
  { "csv", TXC_FORMAT_CSV }, { "json", TXC_FORMAT_JSON },
  /* endings of files that are not names of formats */
  { "md", TXC_FORMAT_MARKDOWN }, { "htm", TXC_FORMAT_HTML }, { "txt", TXC_FORMAT_TEXT },
};
enum { FORMATS = sizeof formats / sizeof formats[0] };

/* The part of argv that is being read, and which groups of options were used. */
typedef struct command_line {
  cli_options *options;
  char **argv;
  int argc, next;
  unsigned used[KNOWN_OPTIONS];
} command_line;

static void
add (cli_words *words, const char *word)
{
  words->items[words->count++] = word;
}

static bool
find_format (const char *name, txc_format *format)
{
  for (size_t i = 0; i < FORMATS; i++)
    if (strcmp (formats[i].name, name) == 0) {
      *format = formats[i].format;
      return true;
    }
  return false;
}

static int
store_format (cli_options *options, const char *value)
{
  char shown[CLI_SHOWN];
  options->has_format = find_format (value, &options->format);
  if (options->has_format)
    return CLI_OK;
  cli_nearest nearest = { value, NULL, 0 };
  for (size_t i = 0; i < FORMATS; i++)
    cli_nearest_try (&nearest, formats[i].name);
  cli_complain ("unknown format '%s'", cli_shown (value, shown));
  cli_suggest (nearest.best);
  cli_advise ("--format takes text, markdown, html, csv or json");
  return CLI_USAGE;
}

static int
store_width (cli_options *options, const char *value)
{
  char shown[CLI_SHOWN];
  size_t width = 0;
  const char *at = value;
  while (*at >= '0' && *at <= '9' && width <= 1000)
    width = width * 10 + (size_t)(*at++ - '0');
  if (*at || width < 40 || width > 1000) {
    cli_complain ("--width takes a number of columns from 40 to 1000, not '%s'", cli_shown (value, shown));
    return CLI_USAGE;
  }
  options->width = width;
  return CLI_OK;
}

static int
store_colour (cli_options *options, const char *value)
{
  static const char *const names[] = { "auto", "always", "never" };
  char shown[CLI_SHOWN];
  cli_nearest nearest = { value, NULL, 0 };
  for (int i = 0; i < 3; i++) {
    if (strcmp (names[i], value) == 0) {
      options->colour = (cli_colour)i;
      return CLI_OK;
    }
    cli_nearest_try (&nearest, names[i]);
  }
  cli_complain ("--colour takes auto, always or never, not '%s'", cli_shown (value, shown));
  cli_suggest (nearest.best);
  return CLI_USAGE;
}

static int
store (cli_options *options, option_id id, const char *value)
{
  switch (id) {
  case OPTION_PATIENT: add (&options->patients, value); break;
  case OPTION_SET:
  case OPTION_ANSWER: add (&options->facts, value); break;
  case OPTION_ASSUME_COMPLETE: add (&options->complete, value); break;
  case OPTION_AS_OF: options->as_of = value; break;
  case OPTION_COUNTRY: options->country = value; break;
  case OPTION_KB: options->knowledge_base = value; break;
  case OPTION_RULE: options->rule = value; break;
  case OPTION_OUTPUT: options->output = value; break;
  case OPTION_FORMAT: return store_format (options, value);
  case OPTION_WIDTH: return store_width (options, value);
  case OPTION_COLOUR: return store_colour (options, value);
  case OPTION_ALL: options->all = true; break;
  case OPTION_CQL: options->cql = true; break;
  case OPTION_IDS: options->ids = true; break;
  case OPTION_WHY: options->why = true; break;
  case OPTION_ASCII: options->ascii = true; break;
  case OPTION_FRAGMENT: options->fragment = true; break;
  case OPTION_HELP: options->help = true; break;
  case OPTION_VERSION: options->version = true; break;
  case OPTION_ABOUT: options->about = true; break;
  }
  return CLI_OK;
}

/* Stores an option whose value is behind '=' (`attached`) or the next word. */
static int
take (command_line *line, size_t index, const char *attached)
{
  const known_option *option = &known_options[index];
  const char *value = attached;
  line->used[index]++;
  if (!option->value) {
    if (!attached)
      return store (line->options, option->id, NULL);
    cli_complain ("--%s takes no value", option->name);
    return CLI_USAGE;
  }
  if (!value && line->next < line->argc)
    value = line->argv[line->next++];
  if (!value || !*value) {
    cli_complain ("--%s needs a value: --%s %s", option->name, option->name, option->value);
    return CLI_USAGE;
  }
  return store (line->options, option->id, value);
}

static int
unknown_option (const char *word, const char *name)
{
  char shown[CLI_SHOWN];
  cli_nearest nearest = { name, NULL, 0 };
  for (size_t i = 0; i < KNOWN_OPTIONS; i++)
    cli_nearest_try (&nearest, known_options[i].name);
  cli_complain ("unknown option '%s'", cli_shown (word, shown));
  if (nearest.best)
    cli_advise ("did you mean '--%s'?", nearest.best);
  else
    cli_advise ("txcompare --help lists the options; an argument that begins with - goes behind --");
  return CLI_USAGE;
}

static int
take_long (command_line *line, char *word)
{
  char name[32] = "";
  const char *equals = strchr (word, '=');
  size_t length = equals ? (size_t)(equals - word) - 2 : strlen (word) - 2;
  if (length < sizeof name)
    memcpy (name, word + 2, length);
  for (size_t i = 0; i < KNOWN_OPTIONS; i++)
    if (strcmp (known_options[i].name, name) == 0)
      return take (line, i, equals ? equals + 1 : NULL);
  return unknown_option (word, name);
}

/* -p FILE, -pFILE; letters without a value may share a dash. */
static int
take_letters (command_line *line, const char *word)
{
  for (const char *at = word + 1; *at; at++) {
    size_t i = 0;
    while (i < KNOWN_OPTIONS && known_options[i].letter != *at)
      i++;
    if (i == KNOWN_OPTIONS)
      return unknown_option (word, word + 1);
    if (known_options[i].value)
      return take (line, i, at[1] ? at + 1 : NULL);
    int status = take (line, i, NULL);
    if (status != CLI_OK)
      return status;
  }
  return CLI_OK;
}

static int
read_words (command_line *line)
{
  bool only_arguments = false;
  while (line->next < line->argc) {
    char *word = line->argv[line->next++];
    int status = CLI_OK;
    if (only_arguments || word[0] != '-' || word[1] == '\0')
      add (&line->options->arguments, word);
    else if (strcmp (word, "--") == 0)
      only_arguments = true;
    else if (word[1] == '-')
      status = take_long (line, word);
    else
      status = take_letters (line, word);
    if (status != CLI_OK)
      return status;
  }
  return CLI_OK;
}

/* Does "kb check" begin with the whole word "kb"? */
static bool
is_group (const char *name, const char *word)
{
  size_t length = strlen (word);
  return strncmp (name, word, length) == 0 && name[length] == ' ';
}

static void
drop_first_argument (cli_options *options)
{
  options->arguments.items++;
  options->arguments.count--;
}

static int
unknown_command (const char *group, const char *word)
{
  char shown[CLI_SHOWN];
  cli_nearest nearest = { word, NULL, 0 };
  for (size_t i = 0; cli_commands[i]; i++) {
    const char *name = cli_commands[i]->name;
    if (!group)
      cli_nearest_try (&nearest, name);
    else if (is_group (name, group))
      cli_nearest_try (&nearest, name + strlen (group) + 1);
  }
  if (group)
    cli_complain ("unknown command '%s %s'", group, cli_shown (word, shown));
  else
    cli_complain ("unknown command '%s'", cli_shown (word, shown));
  if (nearest.best && group)
    cli_advise ("did you mean '%s %s'?", group, nearest.best);
  else
    cli_suggest (nearest.best);
  cli_advise ("txcompare --help lists the commands");
  return CLI_USAGE;
}

/* "kb" needs a second word. */
static int
find_in_group (cli_options *options, const char *group)
{
  if (options->arguments.count == 0) {
    if (options->help)
      return CLI_OK;
    cli_complain ("'%s' needs one more word:", group);
    for (size_t i = 0; cli_commands[i]; i++)
      if (is_group (cli_commands[i]->name, group))
        cli_advise ("txcompare %s %s", cli_commands[i]->name, cli_commands[i]->arguments);
    return CLI_USAGE;
  }
  const char *word = options->arguments.items[0];
  for (size_t i = 0; cli_commands[i]; i++)
    if (is_group (cli_commands[i]->name, group) && strcmp (cli_commands[i]->name + strlen (group) + 1, word) == 0) {
      options->command = cli_commands[i];
      drop_first_argument (options);
      return CLI_OK;
    }
  return unknown_command (group, word);
}

static int
find_command (cli_options *options)
{
  if (options->arguments.count && strcmp (options->arguments.items[0], "help") == 0) {
    options->help = true;
    drop_first_argument (options);
  }
  if (options->arguments.count == 0)
    return CLI_OK;
  const char *word = options->arguments.items[0];
  for (size_t i = 0; cli_commands[i]; i++) {
    if (strcmp (cli_commands[i]->name, word) == 0) {
      options->command = cli_commands[i];
      drop_first_argument (options);
      return CLI_OK;
    }
    if (is_group (cli_commands[i]->name, word)) {
      drop_first_argument (options);
      return find_in_group (options, word);
    }
  }
  return unknown_command (NULL, word);
}

static int
check_counts (const cli_options *options)
{
  const cli_command *command = options->command;
  char shown[CLI_SHOWN];
  if (options->arguments.count < command->least)
    cli_complain ("%s needs %s", command->name, command->arguments);
  else if (options->arguments.count > command->most)
    cli_complain ("%s has no use for '%s'", command->name, cli_shown (options->arguments.items[command->most], shown));
  else
    return CLI_OK;
  cli_advise ("txcompare %s --help shows how", command->name);
  return CLI_USAGE;
}

static int
check_use (const command_line *line)
{
  const cli_command *command = line->options->command;
  for (size_t i = 0; i < KNOWN_OPTIONS; i++)
    if (line->used[i] && !(known_options[i].takes & (command->takes | CLI_TAKES_ALWAYS))) {
      cli_complain ("%s takes no --%s", command->name, known_options[i].name);
      cli_advise ("txcompare %s --help lists what it takes", command->name);
      return CLI_USAGE;
    }
  return check_counts (line->options);
}

/* page.html is meant to be HTML. */
static void
take_format_from_output (cli_options *options)
{
  const char *dot = options->output ? strrchr (options->output, '.') : NULL;
  if (!options->has_format && dot)
    options->has_format = find_format (dot + 1, &options->format);
}

int
cli_options_read (cli_options *options, int argc, char **argv)
{
  command_line line = { options, argv, argc, 1, { 0 } };
  cli_words *lists[] = { &options->arguments, &options->patients, &options->facts, &options->complete };
  *options = (cli_options){ 0 };
  for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
    lists[i]->items = calloc ((size_t)argc + 1, sizeof *lists[i]->items);
    if (!lists[i]->items) {
      cli_complain ("out of memory");
      return CLI_PROBLEM;
    }
  }
  options->storage = options->arguments.items;
  int status = read_words (&line);
  if (status == CLI_OK)
    status = find_command (options);
  if (status == CLI_OK && options->command && !options->help && !options->version && !options->about)
    status = check_use (&line);
  take_format_from_output (options);
  return status;
}

void
cli_options_release (cli_options *options)
{
  free (options->storage);
  free (options->patients.items);
  free (options->facts.items);
  free (options->complete.items);
}

/* "  -p, --patient FILE     record of the patient"; a long name has the line to itself. */
static void
print_option (const known_option *option)
{
  char head[40];
  const char *value = option->value ? option->value : "";
  int length = snprintf (head, sizeof head, "--%s%s%s", option->name, *value ? " " : "", value);
  if (option->letter)
    printf ("  -%c, %-19s", option->letter, head);
  else
    printf ("      %-19s", head);
  if (length >= 19)
    printf ("\n%25s", "");
  for (const char *at = option->help; *at; at++) {
    putchar (*at);
    if (*at == '\n')
      printf ("%25s", "");
  }
  putchar ('\n');
}

void
cli_options_print (unsigned takes)
{
  for (size_t i = 0; i < KNOWN_OPTIONS; i++)
    if ((known_options[i].takes & takes) && known_options[i].help)
      print_option (&known_options[i]);
}
