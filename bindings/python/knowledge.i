/* SPDX-License-Identifier: Apache-2.0 */
%root(txc_knowledge_base, txc_knowledge_base_unref)
%borrowed(txc_treatment)
%borrowed(txc_feature)
%status_with_problems(txc_knowledge_base_load)
%status_with_problems(txc_knowledge_base_check)

%thread txc_knowledge_base_builtin;
%thread txc_knowledge_base_load;
%thread txc_knowledge_base_check;
%thread txc_knowledge_base_export_cql;

/* Two numbers, or None where there are no limits. */
%ignore txc_feature_range;
%inline %{
static PyObject *
feature_bounds (const txc_feature *feature)
{
  double low = 0, high = 0;
  return txc_feature_range (feature, &low, &high) ? Py_BuildValue ("dd", low, high) : Py_NewRef (Py_None);
}
%}

%include <txcompare/knowledge.h>
