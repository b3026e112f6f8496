/* SPDX-License-Identifier: Apache-2.0
 *
 * A stopwatch for measurements: the median of several runs, and a line that
 * says the ratio to a limit. Machines are noisy: one run proves nothing.
 */
#ifndef TXC_BENCH_H
#define TXC_BENCH_H

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { bench_runs = 31 };

/* Seconds of processor time used so far: what other programs do on the machine
   does not count. */
static inline double
bench_now (void)
{
  return (double)clock () / CLOCKS_PER_SEC;
}

static inline int
bench_compare (const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Median seconds of one call. */
static inline double
bench_median (void (*run) (void *context), void *context)
{
  double seconds[bench_runs];
  run (context);
  for (int i = 0; i < bench_runs; i++) {
    double start = bench_now ();
    run (context);
    seconds[i] = bench_now () - start;
  }
  qsort (seconds, bench_runs, sizeof seconds[0], bench_compare);
  return seconds[bench_runs / 2];
}

/* Prints how much of the limit was used; 0 if it was kept, 1 if not. */
static inline int
bench_report (const char *what, double seconds, double limit)
{
  printf ("%-44s %8.3f ms, %5.2f of the limit of %g ms\n", what, seconds * 1e3, seconds / limit, limit * 1e3);
  return seconds > limit;
}

#endif
