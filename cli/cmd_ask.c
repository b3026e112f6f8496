/* SPDX-License-Identifier: Apache-2.0
 *
 * What to ask next. On a terminal a conversation: the most useful question, an
 * answer, the next one, until all is settled or the line stays empty; then the
 * verdicts. Elsewhere the list of questions.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/message.h"
#include "cli/output.h"
#include "cli/session.h"

enum { LONGEST_ANSWER = 1000, MOST_SKIPPED = 200 };

/* The questions that were answered "unknown"; strings of their own, since a
   question lives only as long as its eligibility. */
typedef struct conversation {
  cli_session *session;
  char *skipped[MOST_SKIPPED];
  size_t skipped_count;
  size_t asked;
} conversation;

/* What a question is about: "conditions/" or "conditions/aneurysm,stroke,". To be freed. */
static char *
subject_of (const txc_question *question)
{
  size_t size = strlen (question->feature) + 2;
  for (size_t i = 0; i < question->item_count; i++)
    size += strlen (question->items[i]) + 1;
  char *subject = malloc (size);
  if (!subject)
    return NULL;
  size_t used = (size_t)snprintf (subject, size, "%s/", question->feature);
  for (size_t i = 0; i < question->item_count; i++)
    used += (size_t)snprintf (subject + used, size - used, "%s,", question->items[i]);
  return subject;
}

static bool
is_skipped (const conversation *talk, const txc_question *question)
{
  char *subject = subject_of (question);
  bool found = !subject;
  for (size_t i = 0; !found && i < talk->skipped_count; i++)
    found = strcmp (talk->skipped[i], subject) == 0;
  free (subject);
  return found;
}

/* The most useful question that was not answered "unknown"; NULL if there is none. */
static const txc_question *
next_question (const conversation *talk)
{
  const txc_question *question = NULL;
  if (talk->skipped_count == MOST_SKIPPED)
    return NULL;
  for (size_t i = 0; (question = txc_eligibility_question_at (talk->session->eligibility, i)); i++)
    if (!is_skipped (talk, question))
      return question;
  return NULL;
}

static void
print_items (const txc_question *question)
{
  for (size_t i = 0; i < question->item_count; i++)
    printf ("%s%s", i > 0 ? ", " : "", question->items[i]);
  putchar ('\n');
}

/* How to answer, in the words of the conversation. */
static void
print_how (const txc_question *question)
{
  if (question->item_count > 1) {
    fputs ("no (to all of them), unknown, or which: ", stdout);
    print_items (question);
  } else if (question->item_count == 1 || (question->answer_count == 2 && strstr (question->answers[1], "=yes")))
    puts ("yes, no or unknown");
  else
    printf ("a value (as in %s) or unknown\n", question->fill_in ? question->fill_in : question->answers[0]);
}

static void
print_question (conversation *talk, const txc_question *question)
{
  printf ("\n%zu. %s\n   ", ++talk->asked, question->text);
  print_how (question);
  fputs ("> ", stdout);
  fflush (stdout);
}

/* One line without its end and the blanks around it; false at the end of input. */
static bool
read_answer (char answer[LONGEST_ANSWER])
{
  if (!fgets (answer, LONGEST_ANSWER, stdin))
    return false;
  size_t length = strlen (answer);
  if (length && answer[length - 1] != '\n')
    for (int c = getchar (); c != EOF && c != '\n';)
      c = getchar ();
  while (length && strchr (" \t\r\n", answer[length - 1]))
    answer[--length] = '\0';
  size_t blanks = strspn (answer, " \t");
  memmove (answer, answer + blanks, length - blanks + 1);
  return true;
}

static bool
is_one_of (const char *answer, const char *const *words)
{
  for (; *words; words++)
    if (strcmp (answer, *words) == 0)
      return true;
  return false;
}

/* "conditions=-aneurysm,-stroke": none of these. */
static void
write_denial (const txc_question *question, char *fact, size_t size)
{
  size_t used = (size_t)snprintf (fact, size, "%s=", question->feature);
  for (size_t i = 0; i < question->item_count && used < size; i++)
    used += (size_t)snprintf (fact + used, size - used, "%s-%s", i > 0 ? "," : "", question->items[i]);
}

/* Is the answer one of the items that were asked about? */
static bool
is_item (const txc_question *question, const char *answer)
{
  for (size_t i = 0; i < question->item_count; i++)
    if (strcmp (question->items[i], answer) == 0)
      return true;
  return false;
}

/* "yes", "no", an item and a bare value speak of the question that was asked;
   anything else is a fact as --set takes it. False if "yes" does not say which. */
static bool
write_fact (const txc_question *question, const char *answer, char *fact, size_t size)
{
  static const char *const yes[] = { "yes", "y", "Yes", "YES", NULL };
  static const char *const no[] = { "no", "n", "No", "NO", NULL };
  bool items = question->item_count > 0;
  bool agrees = is_one_of (answer, yes);
  bool denies = is_one_of (answer, no);
  bool by_itself = strchr (answer, '=') || strncmp (answer, "no ", 3) == 0 || strncmp (answer, "has ", 4) == 0;
  if (agrees && question->item_count > 1)
    return false;
  if (items && denies)
    write_denial (question, fact, size);
  else if (items && (agrees || is_item (question, answer)))
    snprintf (fact, size, "%s+=%s", question->feature, agrees ? question->items[0] : answer);
  else if (agrees || denies)
    snprintf (fact, size, "%s=%s", question->feature, agrees ? "yes" : "no");
  else
    snprintf (fact, size, "%s%s%s", by_itself || items ? "" : question->feature, by_itself || items ? "" : "=", answer);
  return true;
}

static void
skip (conversation *talk, const txc_question *question)
{
  char *subject = subject_of (question);
  if (subject)
    talk->skipped[talk->skipped_count++] = subject;
}

static int
take_answer (conversation *talk, const txc_question *question, const char *answer)
{
  static const char *const unknown[] = { "unknown", "?", "skip", "don't know", "do not know", "not known", NULL };
  char fact[4 * LONGEST_ANSWER];
  if (is_one_of (answer, unknown)) {
    skip (talk, question);
    return CLI_OK;
  }
  if (!write_fact (question, answer, fact, sizeof fact)) {
    fputs ("   Which of them? ", stdout);
    print_items (question);
    return CLI_OK;
  }
  /* A fact that is not understood was explained; the question is asked again. */
  if (cli_session_state (talk->session, fact) != CLI_OK)
    return CLI_OK;
  return cli_session_refresh (talk->session);
}

static int
converse (conversation *talk)
{
  char answer[LONGEST_ANSWER];
  const txc_question *question;
  int status = CLI_OK;
  puts ("Answer with yes, no, unknown, a value, or a fact such as \"no aneurysm\".\n"
        "An empty line ends the questions and shows the verdicts.");
  while (status == CLI_OK && (question = next_question (talk))) {
    print_question (talk, question);
    if (!read_answer (answer) || !*answer)
      break;
    status = take_answer (talk, question, answer);
  }
  if (status == CLI_OK && !next_question (talk))
    puts (talk->asked ? "\nNothing more to ask." : "Nothing to ask: every verdict is settled.");
  putchar ('\n');
  fflush (stdout);
  return status;
}

static int
show (const cli_session *session, bool verdicts)
{
  txc_report_options what = TXC_REPORT_OPTIONS_INIT;
  txc_page *page = NULL;
  txc_error *err = NULL;
  what.all = session->options->all;
  if (verdicts)
    txc_report_eligibility (session->eligibility, &what, &page, &err);
  else
    txc_report_questions (session->eligibility, &what, &page, &err);
  return cli_output_page (session->options, page, err);
}

static int
run (const cli_options *options)
{
  cli_session session;
  conversation talk = { .session = &session };
  int status = cli_session_open_eligibility (&session, options);
  bool interactive = isatty (STDIN_FILENO) && isatty (STDOUT_FILENO) && !options->has_format;
  if (status == CLI_OK && interactive) {
    const char *crisis = txc_eligibility_crisis_notice (session.eligibility);
    if (crisis)
      printf ("%s\n\n", crisis);
    status = converse (&talk);
  }
  if (status == CLI_OK)
    status = show (&session, interactive);
  for (size_t i = 0; i < talk.skipped_count; i++)
    free (talk.skipped[i]);
  cli_session_close (&session);
  return status;
}

const cli_command cli_command_ask = {
  .name = "ask",
  .arguments = "[TREATMENT...]",
  .summary = "find what to ask next; a conversation on a terminal",
  .help = "Asks what is not known and matters, the most useful question first. On a\n"
          "terminal it takes answers (yes, no, unknown, a value, \"no aneurysm\") until all\n"
          "is settled or the line stays empty, and shows the verdicts. Elsewhere it\n"
          "prints the questions.\n",
  .examples = "txcompare ask --set age=52 --set sex=female\n"
              "txcompare ask esketamine --set age=52 --format json\n",
  .takes = CLI_TAKES_PATIENT | CLI_TAKES_PAGE | CLI_TAKES_ALL,
  .least = 0,
  .most = 64,
  .run = run,
};
