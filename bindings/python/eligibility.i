/* SPDX-License-Identifier: Apache-2.0 */
%root(txc_eligibility, txc_eligibility_unref)

%thread txc_eligibility_new;

%include <txcompare/eligibility.h>
