/* SPDX-License-Identifier: Apache-2.0 */
%root(txc_patient_builder, txc_patient_builder_free)
%root(txc_patient, txc_patient_unref)

%thread txc_patient_builder_set;
%thread txc_patient_builder_state;
%thread txc_patient_builder_add_record;
%thread txc_patient_builder_build;

%include <txcompare/patient.h>
