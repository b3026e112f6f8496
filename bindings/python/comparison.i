/* SPDX-License-Identifier: Apache-2.0 */
%root(txc_comparison, txc_comparison_unref)

%thread txc_comparison_new;

%include <txcompare/comparison.h>
