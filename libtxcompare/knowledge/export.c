/* SPDX-License-Identifier: Apache-2.0
 *
 * The rules of a knowledge base as one library in HL7 CQL.
 */
#include <txcompare/knowledge.h>

#include "cql/export.h"
#include "knowledge/knowledge.h"
#include "text/utf8.h"

static void
write_comment (txc_buffer *out, const char *text)
{
  txc_buffer_add (out, "// ");
  txc_utf8_add_printable (out, txc_text_of (text));
  txc_buffer_add_char (out, '\n');
}

static void
write_head (const txc_knowledge_base *base, txc_buffer *out)
{
  txc_buffer_printf (out, "// %s: knowledge base %s %s of %s, content %s\n", base->title, base->id, base->version,
                     base->date, base->hash);
  write_comment (out, base->intended_use);
  txc_buffer_add (out, "// A list is four parameters: present, with all that follows from it (who takes sertraline takes\n"
                       "// an SSRI); named, what of that does not follow from the rest; absent; and whether that is all.\n"
                       "// A fact that does not apply to the patient is false if it is a Boolean, else null.\n");
  txc_buffer_printf (out, "library \"%s\" version '%s'\n\n", base->id, base->version);
  txc_cql_export_parameters (&base->parameters, out);
  txc_buffer_add (out, "\ncontext Unfiltered\n");
}

static txc_status
write_rule (const char *id, const txc_treatment *treatment, const char *message, const txc_cql_rule *when,
            txc_buffer *out, txc_error **err)
{
  txc_buffer_add_char (out, '\n');
  write_comment (out, message);
  txc_buffer_printf (out, "define \"%s%s%s\":\n  ", id, treatment ? ": " : "", treatment ? treatment->id : "");
  txc_status status = txc_cql_export (when, out, err);
  txc_buffer_add_char (out, '\n');
  return status == TXC_UNSUPPORTED ? txc_error_wrap (err, status, "rule '%s' cannot be exported", id) : status;
}

static txc_status
write_rules (const txc_knowledge_base *base, txc_buffer *out, txc_error **err)
{
  txc_status status = TXC_OK;
  for (size_t i = 0; i < base->populations_count && status == TXC_OK; i++) {
    const txc_population *population = &base->populations[i];
    status = write_rule (population->id, NULL, population->text, population->when, out, err);
  }
  for (size_t i = 0; i < base->rules_count && status == TXC_OK; i++) {
    const txc_rule *rule = &base->rules[i];
    status = write_rule (rule->id, rule->treatment, rule->message, rule->when, out, err);
  }
  return status;
}

txc_status
txc_knowledge_base_export_cql (const txc_knowledge_base *base, char **text, txc_error **err)
{
  txc_buffer out = { 0 };
  *text = NULL;
  write_head (base, &out);
  txc_status status = write_rules (base, &out, err);
  if (status == TXC_OK) {
    *text = txc_buffer_take (&out);
    if (!*text)
      status = txc_error_no_memory (err);
  }
  txc_buffer_release (&out);
  return status;
}
