/* SPDX-License-Identifier: Apache-2.0
 *
 * What the subcommands begin with: the knowledge base and the patient that the
 * options ask for. Each function answers an exit status and has said what went
 * wrong; close the session either way.
 */
#ifndef TXC_CLI_SESSION_H
#define TXC_CLI_SESSION_H

#include "cli/options.h"

typedef struct cli_session {
  const cli_options *options;
  txc_knowledge_base *knowledge_base;
  txc_patient_builder *builder;
  txc_patient *patient;
  txc_eligibility *eligibility;
} cli_session;

int cli_session_open_knowledge_base (cli_session *session, const cli_options *options);

/* The same where the folder may also be the first argument. */
int cli_session_open_named_base (cli_session *session, const cli_options *options);

/* The day that was asked for, or today, written into `today`. */
const char *cli_as_of (const cli_options *options, char today[11]);

/* The knowledge base, then the patient with every fact that was stated. */
int cli_session_open_patient (cli_session *session, const cli_options *options);

/* All that, and the verdicts on the treatments named, or on all. */
int cli_session_open_eligibility (cli_session *session, const cli_options *options);

/* The patient and the verdicts anew, after the builder learned something. */
int cli_session_refresh (cli_session *session);

void cli_session_close (cli_session *session);

/* Loads a folder; says every problem on standard error if it cannot be used. */
int cli_load_knowledge_base (const char *path, txc_knowledge_base **knowledge_base);

/* States a fact; says what is wrong with it and where to look. */
int cli_session_state (cli_session *session, const char *fact);

/* Says `err` about a name that was not found, and which command lists the names. Answers CLI_PROBLEM. */
int cli_complain_with_advice (txc_error *err, const char *advice);

#endif
