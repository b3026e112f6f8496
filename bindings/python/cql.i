/* SPDX-License-Identifier: Apache-2.0 */
%root(txc_expression, txc_expression_unref)
%root(txc_evaluation, txc_evaluation_unref)
%borrowed(txc_value)
%status_with_problems(txc_expression_new)

%thread txc_expression_new;
%thread txc_expression_evaluate;
%thread txc_expression_evaluate_alone;

%include <txcompare/cql.h>
