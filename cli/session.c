/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "cli/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/input.h"
#include "cli/message.h"

int
cli_complain_with_advice (txc_error *err, const char *advice)
{
  bool about_a_name = err && (txc_error_status (err) == TXC_NOT_FOUND || txc_error_status (err) == TXC_SYNTAX);
  cli_complain_error (err);
  if (about_a_name)
    cli_advise ("%s", advice);
  return CLI_PROBLEM;
}

int
cli_load_knowledge_base (const char *path, txc_knowledge_base **knowledge_base)
{
  txc_diagnostics *diagnostics = NULL;
  txc_error *err = NULL;
  char *text = NULL;
  txc_status status = txc_knowledge_base_load (path, knowledge_base, &diagnostics, &err);
  if (status != TXC_OK) {
    if (diagnostics && txc_diagnostics_print (diagnostics, 0, &text, NULL) == TXC_OK)
      cli_print_safe (text);
    cli_complain_error (err);
  }
  txc_free (text);
  txc_diagnostics_free (diagnostics);
  return status == TXC_OK ? CLI_OK : CLI_PROBLEM;
}

int
cli_session_open_knowledge_base (cli_session *session, const cli_options *options)
{
  txc_error *err = NULL;
  *session = (cli_session){ .options = options };
  if (options->knowledge_base)
    return cli_load_knowledge_base (options->knowledge_base, &session->knowledge_base);
  if (txc_knowledge_base_builtin (&session->knowledge_base, &err) == TXC_OK)
    return CLI_OK;
  cli_complain_error (err);
  return CLI_PROBLEM;
}

int
cli_session_open_named_base (cli_session *session, const cli_options *options)
{
  if (options->arguments.count == 0)
    return cli_session_open_knowledge_base (session, options);
  *session = (cli_session){ .options = options };
  return cli_load_knowledge_base (options->arguments.items[0], &session->knowledge_base);
}

/* The command may look at the clock; the library never does. */
const char *
cli_as_of (const cli_options *options, char today[11])
{
  time_t now = time (NULL);
  struct tm local;
  if (options->as_of)
    return options->as_of;
  if (!localtime_r (&now, &local) || strftime (today, 11, "%Y-%m-%d", &local) == 0)
    memcpy (today, "1970-01-01", 11);
  return today;
}

static const char features_advice[] = "txcompare features lists what can be stated, and how";

static int
add_record (cli_session *session, const char *name)
{
  char *bytes = NULL;
  size_t length = 0;
  txc_error *err = NULL;
  if (!cli_input_read (name, &bytes, &length))
    return CLI_PROBLEM;
  const char *origin = strcmp (name, "-") == 0 ? "standard input" : name;
  txc_status status = txc_patient_builder_add_record (session->builder, bytes, length, origin, &err);
  free (bytes);
  if (status == TXC_OK)
    return CLI_OK;
  if (status == TXC_NOT_FOUND)
    return cli_complain_with_advice (err, features_advice);
  cli_complain_error (err);
  return CLI_PROBLEM;
}

int
cli_session_state (cli_session *session, const char *fact)
{
  txc_error *err = NULL;
  if (txc_patient_builder_set (session->builder, fact, &err) == TXC_OK)
    return CLI_OK;
  return cli_complain_with_advice (err, features_advice);
}

/* "conditions,medications" are two lists. */
static int
assume_complete (cli_session *session, const char *lists)
{
  char name[64];
  txc_error *err = NULL;
  for (const char *at = lists; *at;) {
    size_t length = strcspn (at, ",");
    if (length && length < sizeof name) {
      memcpy (name, at, length);
      name[length] = '\0';
      if (txc_patient_builder_assume_complete (session->builder, name, &err) != TXC_OK)
        return cli_complain_with_advice (err, "it takes conditions, medications, allergies or the id of a list");
    } else if (length) {
      cli_complain ("--assume-complete: no list has a name of %zu letters", length);
      return CLI_PROBLEM;
    }
    at += length + (at[length] == ',');
  }
  return CLI_OK;
}

static int
new_builder (cli_session *session)
{
  const cli_options *options = session->options;
  char today[11];
  txc_error *err = NULL;
  const char *as_of = cli_as_of (options, today);
  txc_status status = txc_patient_builder_new (session->knowledge_base, as_of, &session->builder, &err);
  if (status == TXC_OK && options->country)
    status = txc_patient_builder_set_country (session->builder, options->country, &err);
  if (status == TXC_OK)
    return CLI_OK;
  cli_complain_error (err);
  return CLI_PROBLEM;
}

/* Records first: what is stated wins over them and says so. */
static int
add_facts (cli_session *session)
{
  const cli_options *options = session->options;
  int status = new_builder (session);
  for (size_t i = 0; status == CLI_OK && i < options->patients.count; i++)
    status = add_record (session, options->patients.items[i]);
  for (size_t i = 0; status == CLI_OK && i < options->facts.count; i++)
    status = cli_session_state (session, options->facts.items[i]);
  for (size_t i = 0; status == CLI_OK && i < options->complete.count; i++)
    status = assume_complete (session, options->complete.items[i]);
  return status;
}

static int
build (cli_session *session)
{
  txc_error *err = NULL;
  txc_patient_unref (session->patient);
  session->patient = NULL;
  if (txc_patient_builder_build (session->builder, &session->patient, &err) == TXC_OK)
    return CLI_OK;
  cli_complain_error (err);
  return CLI_PROBLEM;
}

int
cli_session_open_patient (cli_session *session, const cli_options *options)
{
  int status = cli_session_open_knowledge_base (session, options);
  if (status == CLI_OK)
    status = add_facts (session);
  return status == CLI_OK ? build (session) : status;
}

static int
evaluate (cli_session *session)
{
  const cli_words *treatments = &session->options->arguments;
  txc_error *err = NULL;
  txc_eligibility_unref (session->eligibility);
  session->eligibility = NULL;
  if (txc_eligibility_new (session->patient, treatments->count ? treatments->items : NULL, treatments->count,
                           &session->eligibility, &err) == TXC_OK)
    return CLI_OK;
  return cli_complain_with_advice (err, "txcompare treatments lists them");
}

int
cli_session_open_eligibility (cli_session *session, const cli_options *options)
{
  int status = cli_session_open_patient (session, options);
  return status == CLI_OK ? evaluate (session) : status;
}

int
cli_session_refresh (cli_session *session)
{
  int status = build (session);
  return status == CLI_OK ? evaluate (session) : status;
}

void
cli_session_close (cli_session *session)
{
  txc_eligibility_unref (session->eligibility);
  txc_patient_unref (session->patient);
  txc_patient_builder_free (session->builder);
  txc_knowledge_base_unref (session->knowledge_base);
}
