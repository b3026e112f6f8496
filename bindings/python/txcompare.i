/* SPDX-License-Identifier: Apache-2.0
 *
 * The private half of the Python package: the public C headers, as functions and
 * handles. What people use is written in Python on top of it (txcompare/).
 *
 * Names lose their txc_. Calls that may take long let other threads run; the
 * rest do not bother to.
 */
%module(package="txcompare", threads="1") _native

%begin %{
#define PY_SSIZE_T_CLEAN
%}

%{
#include <string.h>

#include <txcompare.h>
%}

%nothread;
%immutable;
%nodefaultctor;
%nodefaultdtor;
%rename("%(strip:[txc_])s") "";
%rename("%(strip:[TXC_])s", %$isenumitem) "";

/* What the headers decorate their declarations with. */
#define TXC_API
#define TXC_MUST_CHECK
#define TXC_PRINTF(string, first)

%include <stdint.i>

%include "text.i"
%include "status.i"
%include "objects.i"

%include "knowledge.i"
%include "patient.i"
%include "cql.i"
%include "eligibility.i"
%include "comparison.i"
%include "report.i"

const char *txc_version (void);
