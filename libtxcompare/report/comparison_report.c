/* SPDX-License-Identifier: Apache-2.0 */
#include "report/report.h"

#include "base/error.h"

static void
release_comparison (void *comparison)
{
  txc_comparison_unref (comparison);
}

/* A reference to something immutable but for its count of references. */
static txc_comparison *
share (const txc_comparison *comparison)
{
  union {
    const txc_comparison *given;
    txc_comparison *counted;
  } it = { comparison };
  return txc_comparison_ref (it.counted);
}

txc_status
txc_report_comparison (const txc_comparison *comparison, const txc_report_options *options, txc_page **page, txc_error **err)
{
  txc_status status = txc_report_check_options (options, err);
  if (status != TXC_OK)
    return status;
  const txc_eligibility *eligibility = comparison->eligibility;
  txc_reporter reporter;
  txc_report_begin (&reporter, "comparison", "Comparison of treatments", eligibility->inputs.knowledge_base, eligibility, options);
  if (!reporter.failed) {
    txc_report_patient_section (&reporter);
    txc_report_verdict_section (&reporter);
    txc_report_switch_section (&reporter);
    txc_report_side_by_side (&reporter, comparison);
    txc_report_monitoring_section (&reporter, comparison);
    txc_report_numbers_section (&reporter, comparison);
  }
  return txc_report_finish (&reporter, share (comparison), release_comparison, page, err);
}
