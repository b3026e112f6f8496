/* SPDX-License-Identifier: Apache-2.0 */
#include "report/report.h"

txc_status
txc_report_comparison (const txc_comparison *comparison, const txc_report_options *options, txc_page **page, txc_error **err)
{
  txc_report_options known;
  txc_status status = txc_report_read_options (options, &known, err);
  if (status != TXC_OK)
    return status;
  const txc_eligibility *eligibility = comparison->eligibility;
  txc_reporter reporter;
  txc_report_begin (&reporter, "comparison", "Comparison of treatments", eligibility->inputs.knowledge_base, eligibility, &known);
  reporter.comparison = comparison;
  if (!reporter.failed) {
    txc_report_patient_section (&reporter, true);
    txc_report_verdict_section (&reporter);
    txc_report_switch_section (&reporter);
    txc_report_side_by_side (&reporter, comparison);
    txc_report_monitoring_section (&reporter, comparison);
    txc_report_numbers_section (&reporter, comparison);
  }
  return txc_report_finish (&reporter, page, err);
}
