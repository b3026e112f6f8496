/* SPDX-License-Identifier: Apache-2.0
 *
 * The built-in base, for tests that begin with it: run_tests_with (..., load, unload).
 */
#ifndef TXC_TEST_BUILTIN_H
#define TXC_TEST_BUILTIN_H

#include "unit/test.h"

#include <string.h>

#include <txcompare.h>

static txc_knowledge_base *base;

static void
load (void)
{
  ck_assert_int_eq (txc_knowledge_base_builtin (&base, NULL), TXC_OK);
}

static void
unload (void)
{
  txc_knowledge_base_unref (base);
}

#endif
