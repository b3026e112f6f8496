/* SPDX-License-Identifier: Apache-2.0
 *
 * What the knowledge base has: its treatments and its features.
 */
#include <stdio.h>

#include "cli/message.h"
#include "cli/output.h"
#include "cli/session.h"

static int
print_treatment_ids (const txc_knowledge_base *knowledge_base)
{
  for (size_t i = 0; i < txc_knowledge_base_treatment_count (knowledge_base); i++)
    puts (txc_treatment_id (txc_knowledge_base_treatment_at (knowledge_base, i)));
  return cli_output_finish ();
}

static int
print_feature_ids (const txc_knowledge_base *knowledge_base)
{
  for (size_t i = 0; i < txc_knowledge_base_feature_count (knowledge_base); i++)
    puts (txc_feature_id (txc_knowledge_base_feature_at (knowledge_base, i)));
  return cli_output_finish ();
}

static int
show_treatments (const cli_session *session)
{
  const cli_options *options = session->options;
  txc_page *page = NULL;
  txc_error *err = NULL;
  if (options->ids)
    return print_treatment_ids (session->knowledge_base);
  if (options->arguments.count == 0)
    txc_report_treatments (session->knowledge_base, NULL, &page, &err);
  else if (txc_report_treatment (session->knowledge_base, options->arguments.items[0], NULL, &page, &err) != TXC_OK)
    return cli_complain_with_advice (err, "txcompare treatments lists them");
  return cli_output_page (options, page, err);
}

static int
run_treatments (const cli_options *options)
{
  cli_session session;
  int status = cli_session_open_knowledge_base (&session, options);
  if (status == CLI_OK)
    status = show_treatments (&session);
  cli_session_close (&session);
  return status;
}

static int
run_features (const cli_options *options)
{
  cli_session session;
  int status = cli_session_open_knowledge_base (&session, options);
  if (status == CLI_OK && options->ids)
    status = print_feature_ids (session.knowledge_base);
  else if (status == CLI_OK) {
    txc_page *page = NULL;
    txc_error *err = NULL;
    txc_report_features (session.knowledge_base, NULL, &page, &err);
    status = cli_output_page (options, page, err);
  }
  cli_session_close (&session);
  return status;
}

const cli_command cli_command_treatments = {
  .name = "treatments",
  .arguments = "[TREATMENT]",
  .summary = "list the treatments, or show everything about one",
  .help = "Lists the treatments of the knowledge base, or shows everything known about\n"
          "one.\n",
  .examples = "txcompare treatments\n"
              "txcompare treatments esketamine\n"
              "txcompare treatments --ids\n",
  .takes = CLI_TAKES_PAGE | CLI_TAKES_IDS,
  .least = 0,
  .most = 1,
  .run = run_treatments,
};

const cli_command cli_command_features = {
  .name = "features",
  .arguments = "",
  .summary = "list the facts about a patient that can be stated",
  .help = "Lists the facts about a patient that the rules use: what to write behind --set\n"
          "and --answer, in which unit, and how long a value counts.\n",
  .examples = "txcompare features\n"
              "txcompare features --format csv\n",
  .takes = CLI_TAKES_PAGE | CLI_TAKES_IDS,
  .least = 0,
  .most = 0,
  .run = run_features,
};
