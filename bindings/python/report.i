/* SPDX-License-Identifier: Apache-2.0 */
%root(txc_page, txc_page_unref)

%thread txc_report_comparison;
%thread txc_report_eligibility;
%thread txc_report_questions;
%thread txc_report_patient;
%thread txc_report_rule;
%thread txc_report_cell;
%thread txc_report_treatments;
%thread txc_report_treatment;
%thread txc_report_features;
%thread txc_report_knowledge_base;
%thread txc_report_diagnostics;
%thread page_text;

/* What a report shows is one yes or no; what it says to do next is said in Python's words. */
%typemap(in) const txc_report_options *options (txc_report_options given = TXC_REPORT_OPTIONS_INIT) {
  int all = PyObject_IsTrue ($input);
  if (all < 0)
    SWIG_fail;
  given.all = all;
  given.hints = TXC_HINTS_PYTHON;
  $1 = &given;
}

/* How a page is written is a struct in C, arguments in Python: page_text(). */
%ignore txc_write_options;
%ignore txc_report_options;
%ignore txc_hints;
%ignore txc_page_write;
%inline %{
static txc_status
page_text (const txc_page *page, txc_format format, size_t width, bool colour, bool ascii, bool fragment, char **text,
           size_t *length, txc_error **err)
{
  txc_write_options options = TXC_WRITE_OPTIONS_INIT;
  options.width = width;
  options.colour = colour;
  options.ascii = ascii;
  options.fragment = fragment;
  return txc_page_write (page, format, &options, text, length, err);
}
%}

%include <txcompare/report.h>
