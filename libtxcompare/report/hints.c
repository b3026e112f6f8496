/* SPDX-License-Identifier: Apache-2.0
 *
 * What to do next, in the words of whoever shows the page.
 */
#include "report/report.h"

const char *
txc_report_hint (const txc_reporter *reporter, txc_hint hint)
{
  static const char *const words[][TXC_HINT_COUNT] = {
    [TXC_HINTS_COMMAND] = { "--all", "txcompare ask", "txcompare --country XX", "txcompare explain TREATMENT:EFFECT",
                            "txcompare features" },
    [TXC_HINTS_PYTHON] = { "all=True", "kb.ask(patient)", "country=\"XX\"", "kb.explain(\"TREATMENT:EFFECT\")",
                           "kb.features" },
  };
  return words[reporter->hints][hint];
}

void
txc_report_add_answers (const txc_reporter *reporter, txc_buffer *out, const txc_asking *asking, size_t most)
{
  static const char *const before[] = { [TXC_HINTS_COMMAND] = "--set \"", [TXC_HINTS_PYTHON] = "patient.with_facts(\"" };
  static const char *const behind[] = { [TXC_HINTS_COMMAND] = "\"", [TXC_HINTS_PYTHON] = "\")" };
  size_t count = asking->answer_count + (asking->fill_in ? 1 : 0);
  for (size_t i = 0; i < count && i < most; i++)
    txc_buffer_printf (out, "%s%s%s%s", i > 0 ? " or " : "", before[reporter->hints],
                       i < asking->answer_count ? asking->answers[i] : asking->fill_in, behind[reporter->hints]);
}
