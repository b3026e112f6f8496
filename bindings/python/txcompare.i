/* SPDX-License-Identifier: Apache-2.0
 *
 * What `import txcompare` stands on: the module txcompare._native, written by
 * SWIG from the public headers. It is private; the package is the API.
 */
%module(package="txcompare", threads="1") _native

%{
#include <txcompare.h>
%}

/* SWIG has no use for the attributes of a declaration. */
#define TXC_API

const char *txc_version (void);

%include "status.i"
