/* SPDX-License-Identifier: Apache-2.0
 *
 * Numbers and fixed words, as people read them.
 */
#include "report/report.h"

#include <math.h>

#include "base/number.h"
#include "base/units.h"

const char *
txc_report_keep (txc_reporter *reporter, txc_buffer *text)
{
  const char *kept = reporter->failed || text->failed ? NULL : txc_arena_copy (&reporter->page->arena, txc_buffer_text (text));
  txc_buffer_release (text);
  if (!kept)
    reporter->failed = true;
  return kept ? kept : "";
}

const char *
txc_report_say (txc_reporter *reporter, const char *format, ...)
{
  txc_buffer text = { 0 };
  va_list arguments;
  va_start (arguments, format);
  txc_buffer_vprintf (&text, format, arguments);
  va_end (arguments);
  return txc_report_keep (reporter, &text);
}

void
txc_report_add_per_100 (txc_buffer *out, double per_100)
{
  double size = fabs (per_100);
  if (size > 0 && size < 0.005) {
    txc_buffer_add (out, "below 0.1 per 1000");
  } else if (size > 0 && size < 0.05) {
    txc_number_add_fixed (out, per_100 * 10, 1);
    txc_buffer_add (out, " per 1000");
  } else {
    /* 0.96 is not "1.0", and 99.6 is not everybody. */
    bool fine = size > 0 && (size < 0.95 || (size > 99 && size < 100));
    txc_number_add_fixed (out, per_100, fine ? 1 : 0);
  }
}

void
txc_report_add_difference (txc_buffer *out, double per_100)
{
  double size = fabs (per_100);
  int places = size >= 0.95 || size <= 0 ? 0 : size >= 0.05 ? 1 : 2;
  if (size > 0 && size < 0.005) {
    txc_buffer_add (out, per_100 > 0 ? "+<0.01" : "->-0.01");
    return;
  }
  if (per_100 > 0)
    txc_buffer_add_char (out, '+');
  txc_number_add_fixed (out, per_100, places);
}

void
txc_report_add_interval (txc_buffer *out, double low, double high, int places)
{
  txc_buffer_add_char (out, '(');
  txc_number_add_fixed (out, low, places);
  txc_buffer_add (out, low < 0 || high < 0 ? " to " : "-");
  txc_number_add_fixed (out, high, places);
  txc_buffer_add_char (out, ')');
}

void
txc_report_add_number (txc_buffer *out, const txc_number *number)
{
  if (number->text)
    txc_buffer_add (out, number->text);
  else
    txc_number_add_shortest (out, number->value);
}

const char *
txc_report_verdict_word (txc_verdict_kind kind)
{
  switch (kind) {
  case TXC_VERDICT_NOT_INDICATED:
    return "not indicated";
  case TXC_VERDICT_REQUIREMENT_UNMET:
    return "requirement unmet";
  default:
    return txc_verdict_kind_text (kind);
  }
}

txc_tone
txc_report_verdict_tone (txc_verdict_kind kind)
{
  switch (kind) {
  case TXC_VERDICT_CONTRAINDICATED:
  case TXC_VERDICT_AVOID:
    return TXC_TONE_STOP;
  case TXC_VERDICT_UNDETERMINED:
    return TXC_TONE_UNKNOWN;
  case TXC_VERDICT_ELIGIBLE:
    return TXC_TONE_GOOD;
  default:
    return TXC_TONE_WATCH;
  }
}

const char *
txc_report_mark (txc_verification verification)
{
  switch (verification) {
  case TXC_VERIFICATION_READ:
    return NULL;
  case TXC_VERIFICATION_RECONSTRUCTED:
    return "r";
  case TXC_VERIFICATION_COMPUTED:
    return "c";
  case TXC_VERIFICATION_CORROBORATED:
    return "k";
  default:
    return "u";
  }
}

const char *
txc_report_trial_kind (txc_trial_kind kind)
{
  switch (kind) {
  case TXC_TRIAL_TRIAL:
    return "trial";
  case TXC_TRIAL_POOLED:
    return "pooled trials";
  case TXC_TRIAL_LABEL_TABLE:
    return "table of the label";
  case TXC_TRIAL_META_ANALYSIS:
    return "meta-analysis";
  case TXC_TRIAL_NETWORK_META_ANALYSIS:
    return "network meta-analysis";
  case TXC_TRIAL_COHORT:
    return "cohort";
  default:
    return "people who were not treated";
  }
}

const char *
txc_report_unit (txc_reporter *reporter, const char *text)
{
  if (!text || !strpbrk (text, "[]{}"))
    return text;
  txc_buffer out = { 0 };
  txc_unit_add_plain (text, &out);
  return txc_report_keep (reporter, &out);
}
