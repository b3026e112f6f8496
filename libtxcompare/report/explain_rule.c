/* SPDX-License-Identifier: Apache-2.0
 *
 * One rule: its text, what it read, what it answered and why, what would settle
 * it, and where it comes from.
 */
#include "report/report.h"

#include "base/error.h"

enum { expression_width = 68 };

/* Where the line of an expression that begins at `start` ends: at a line end, or
   at the last blank that lets it fit the narrowest usual terminal. */
static size_t
end_of_line (txc_text text, size_t start)
{
  size_t blank = 0;
  for (size_t i = start; i < text.length; i++) {
    if (text.data[i] == '\n')
      return i;
    if (i - start >= expression_width && blank > start)
      return blank;
    if (text.data[i] == ' ')
      blank = i;
  }
  return text.length;
}

/* Is this byte of the text part of a fact that left the answer open, or that decided it? */
static bool
is_marked (const txc_reasons *reasons, size_t at)
{
  for (size_t i = 0; i < reasons->reading_count; i++) {
    const txc_reading *reading = &reasons->readings[i];
    bool marked = reasons->answer == TXC_UNKNOWN && reading->present == TXC_UNKNOWN;
    for (size_t d = 0; d < reasons->deciding_count && !marked; d++)
      marked = reasons->deciding[d] == i;
    if (marked && at >= reading->offset && at - reading->offset < reading->length)
      return true;
  }
  return false;
}

/* Under one line: a tilde below each marked character, nothing if there are none. */
static void
add_marks (txc_buffer *code, txc_text text, size_t start, size_t end, const txc_reasons *reasons)
{
  size_t last = end;
  while (last > start && !is_marked (reasons, last - 1))
    last--;
  if (last == start)
    return;
  txc_buffer_add_char (code, '\n');
  for (size_t i = start; i < last; i++)
    if (((unsigned char)text.data[i] & 0xC0) != 0x80) /* one column a character */
      txc_buffer_add_char (code, is_marked (reasons, i) ? '~' : ' ');
}

/* The rule as it is written, with what decided it, or left it open, underlined. */
static void
add_expression (txc_reporter *reporter, txc_section *section, const txc_reasons *reasons, const txc_cql_rule *when)
{
  txc_text text = txc_text_trim (txc_cql_rule_text (when));
  size_t trimmed = (size_t)(text.data - txc_cql_rule_text (when).data);
  txc_buffer code = { 0 };
  text.data -= trimmed;
  text.length += trimmed; /* offsets count from the untrimmed text */
  for (size_t start = trimmed, end; start < text.length; start = end + 1) {
    end = end_of_line (text, start);
    if (start > trimmed)
      txc_buffer_add_char (&code, '\n');
    txc_buffer_add_text (&code, (txc_text){ text.data + start, end - start });
    add_marks (&code, text, start, end, reasons);
  }
  const char *kept = txc_report_keep (reporter, &code);
  if (!reporter->failed && !txc_section_add_code (reporter->page, section, kept))
    reporter->failed = true;
}

static void
add_readings (txc_reporter *reporter, txc_report_list *list, const txc_reasons *reasons)
{
  const txc_reading_result *readings = txc_patient_readings (reporter->eligibility->patient, reasons, &reporter->page->arena);
  reporter->failed |= !readings;
  for (size_t i = 0; readings && i < reasons->reading_count; i++)
    txc_report_entry (reporter, list, i == 0 ? "read" : NULL, NULL,
                      txc_report_say (reporter, "%s%s", readings[i].text, readings[i].decides ? "; this decides" : ""));
}

static void
add_settlements (txc_reporter *reporter, txc_report_list *list, const txc_reasons *reasons)
{
  size_t count = 0;
  const char *const *ways
    = txc_patient_settlements (reporter->eligibility->patient, reasons, &reporter->page->arena, &count);
  reporter->failed |= !ways;
  for (size_t i = 0; ways && i < count && i < TXC_MOST_SETTLEMENTS_SHOWN; i++)
    txc_report_entry (reporter, list, i == 0 ? "to settle" : NULL, NULL, ways[i]);
}

static void
add_provenance (txc_reporter *reporter, txc_report_list *list, const txc_rule *rule)
{
  if (rule->detail)
    txc_report_entry (reporter, list, "why", NULL, rule->detail);
  if (rule->action)
    txc_report_entry (reporter, list, "what to do", NULL, rule->action);
  txc_buffer text = { 0 };
  const char *source = txc_provenance_text (&rule->provenance, &reporter->page->arena);
  txc_buffer_printf (&text, "%s (%s%s%s)", source ? source : "", txc_verification_text (rule->provenance.verification),
                     rule->strength ? ", " : "", rule->strength ? rule->strength : "");
  if (rule->country)
    txc_buffer_printf (&text, "; in %s", rule->country);
  if (rule->from)
    txc_buffer_printf (&text, "; from %s", rule->from);
  if (rule->until)
    txc_buffer_printf (&text, "; until %s", rule->until);
  txc_report_cited_entry (reporter, list, "source", txc_report_keep (reporter, &text), &rule->provenance);
  if (rule->evidence)
    txc_report_entry (reporter, list, "evidence", NULL, rule->evidence);
  if (rule->provenance.note)
    txc_report_entry (reporter, list, "note", NULL, rule->provenance.note);
}

static const char *
answer_text (txc_answer answer)
{
  return answer == TXC_TRUE ? "yes" : answer == TXC_FALSE ? "no" : "unknown";
}

/* One rule of the file may stand for several treatments; rules that share their
   expression are explained once. */
static txc_status
explain (txc_reporter *reporter, const txc_rule *rule, txc_error **err)
{
  const txc_eligibility_inputs *inputs = &reporter->eligibility->inputs;
  txc_reasons reasons = { 0 };
  bool needs_country = false;
  txc_status status = txc_cql_explain (rule->when, &inputs->facts, &reporter->page->arena, &reasons, err);
  if (status != TXC_OK)
    return status;
  bool in_force = txc_eligibility_in_force (rule, inputs->country, &inputs->as_of, &needs_country);
  const char *answer = in_force ? answer_text (reasons.answer) : "does not apply: another country, or not in force on this day";
  txc_section *section =
    txc_report_section (reporter, rule->id, txc_report_say (reporter, "%s%s%s", rule->id, rule->treatment ? ": " : "",
                                                            rule->treatment ? rule->treatment->name : ""),
                        txc_report_say (reporter, "%s: %s", txc_rule_kind_text (rule->kind), answer));
  txc_report_list list = { 0 };
  txc_report_entry (reporter, &list, "says", NULL, rule->message);
  add_readings (reporter, &list, &reasons);
  if (in_force && reasons.answer == TXC_UNKNOWN)
    add_settlements (reporter, &list, &reasons);
  if (needs_country)
    txc_report_entry (reporter, &list, "country", NULL, txc_report_say (reporter, "a rule of %s; the country is not known (%s)", rule->country, txc_report_hint (reporter, TXC_HINT_COUNTRY)));
  add_provenance (reporter, &list, rule);
  add_expression (reporter, section, &reasons, rule->when);
  txc_report_add_list (reporter, section, &list);
  return TXC_OK;
}

static txc_status
explain_all (txc_reporter *reporter, const char *id, txc_error **err)
{
  const txc_knowledge_base *base = reporter->base;
  const txc_cql_rule *last = NULL;
  for (size_t i = 0; i < base->rules_count && !reporter->failed; i++) {
    if (strcmp (base->rules[i].id, id) != 0 || base->rules[i].when == last)
      continue;
    last = base->rules[i].when;
    txc_status status = explain (reporter, &base->rules[i], err);
    if (status != TXC_OK)
      return status;
  }
  return TXC_OK;
}

static txc_status
no_such_rule (const txc_knowledge_base *base, const char *name, txc_error **err)
{
  if (txc_knowledge_base_endpoint (base, name))
    return txc_error_set (err, TXC_NOT_FOUND, NULL, "'%s' is no rule but an effect or outcome: one of its numbers is TREATMENT:%s",
                          name, name);
  return txc_knowledge_not_found (&base->rule_by_id, "rule", name, err);
}

txc_status
txc_report_rule (const txc_patient *patient, const char *rule, const txc_report_options *options, txc_page **page,
                 txc_error **err)
{
  const txc_knowledge_base *base = patient->knowledge_base;
  txc_report_options known;
  txc_status status = txc_report_read_options (options, &known, err);
  if (status != TXC_OK)
    return status;
  if (!txc_map_get (&base->rule_by_id, txc_text_of (rule)))
    return no_such_rule (base, rule, err);
  txc_eligibility *eligibility = NULL;
  status = txc_report_without_treatments (patient, &eligibility, err);
  if (status != TXC_OK)
    return status;
  txc_reporter reporter;
  txc_report_begin (&reporter, "rule", "One rule explained", base, eligibility, &known);
  if (!reporter.failed)
    status = explain_all (&reporter, rule, err);
  if (status == TXC_OK)
    status = txc_report_finish (&reporter, page, err);
  else
    txc_page_unref (reporter.page);
  txc_eligibility_unref (eligibility);
  return status;
}
