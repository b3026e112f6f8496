/* SPDX-License-Identifier: Apache-2.0
 *
 * What every Check program needs: one main for a list of tests.
 */
#ifndef TXC_TEST_H
#define TXC_TEST_H

#include <check.h>
#include <stdlib.h>

/* Runs the tests of one suite, each between setup and teardown (which may be
   NULL); EXIT_SUCCESS if all passed. */
static inline int
run_tests_with (const char *name, const TTest *const *tests, size_t count, SFun setup, SFun teardown)
{
  Suite *suite = suite_create (name);
  TCase *test_case = tcase_create (name);
  tcase_set_timeout (test_case, 120);
  if (setup || teardown)
    tcase_add_checked_fixture (test_case, setup, teardown);
  for (size_t i = 0; i < count; i++)
    tcase_add_test (test_case, tests[i]);
  suite_add_tcase (suite, test_case);
  SRunner *runner = srunner_create (suite);
  srunner_run_all (runner, CK_NORMAL);
  int failed = srunner_ntests_failed (runner);
  srunner_free (runner);
  return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

static inline int
run_tests (const char *name, const TTest *const *tests, size_t count)
{
  return run_tests_with (name, tests, count, NULL, NULL);
}

#define RUN_TESTS(name, ...) \
  int main (void) \
  { \
    const TTest *const tests[] = { __VA_ARGS__ }; \
    return run_tests (name, tests, sizeof tests / sizeof tests[0]); \
  }

#endif
