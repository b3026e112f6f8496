/* SPDX-License-Identifier: Apache-2.0
 *
 * How long until the built-in knowledge base may be asked: against the limit of
 * 5 ms, and against loading the same base from its folder.
 */
#include "bench/bench.h"

#include <txcompare/knowledge.h>

#include "knowledge/knowledge.h"

typedef struct ready {
  const char *folder; /* NULL: the built-in copy */
  size_t treatments, rules, rows;
} ready;

static void
load (void *context)
{
  ready *what = context;
  txc_knowledge_base *base = NULL;
  txc_status status = what->folder ? txc_knowledge_base_load (what->folder, &base, NULL, NULL)
                                   : txc_knowledge_base_builtin (&base, NULL);
  if (status != TXC_OK)
    exit (EXIT_FAILURE);
  what->treatments = base->treatments_count;
  what->rules = base->rules_count;
  what->rows = base->arms_count + base->contrasts_count;
  txc_knowledge_base_unref (base);
}

int
main (void)
{
  ready builtin = { NULL, 0, 0, 0 }, folder = { TXC_TEST_SOURCE "/knowledge/depression", 0, 0, 0 };
  double ready_in = bench_median (load, &builtin), loaded_in = bench_median (load, &folder);
  printf ("%zu treatments, %zu rules, %zu rows\n", builtin.treatments, builtin.rules, builtin.rows);
  int failed = bench_report ("built-in knowledge base ready", ready_in, 5e-3);
  printf ("%-44s %8.2f times as long\n", "from its folder, parsed and checked", loaded_in / ready_in);
  return failed;
}
