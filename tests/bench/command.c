/* SPDX-License-Identifier: Apache-2.0
 *
 * The command from start to exit: a comparison of four treatments for nobody in
 * particular, output thrown away. Run in the build folder.
 */
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/bench.h"

static double
seconds_of_children (void)
{
  struct rusage usage;
  getrusage (RUSAGE_CHILDREN, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

/* Processor seconds of one run; negative if it could not be run. */
static double
run_command (const char *program)
{
  double before = seconds_of_children ();
  pid_t child = fork ();
  if (child == 0) {
    int nowhere = open ("/dev/null", O_WRONLY);
    if (nowhere < 0 || dup2 (nowhere, STDOUT_FILENO) < 0)
      _exit (126);
    execl (program, program, "compare", "sertraline", "venlafaxine", "esketamine-nasal-with-antidepressant", "ketamine-iv",
           "--as-of", "2026-11-20", (char *)NULL);
    _exit (127);
  }
  int status;
  if (child < 0 || waitpid (child, &status, 0) != child || !WIFEXITED (status) || WEXITSTATUS (status) != 0)
    return -1;
  return seconds_of_children () - before;
}

int
main (void)
{
  /* Behind the script that libtool puts in front of a program not yet installed. */
  const char *program = access (".libs/txcompare", X_OK) == 0 ? ".libs/txcompare" : "./txcompare";
  double seconds[bench_runs];
  setenv ("LD_LIBRARY_PATH", ".libs", 1);
  for (int i = 0; i < bench_runs; i++) {
    seconds[i] = run_command (program);
    if (seconds[i] < 0) {
      printf ("cannot run %s\n", program);
      return 1;
    }
  }
  qsort (seconds, bench_runs, sizeof seconds[0], bench_compare);
  return bench_report ("txcompare compare, start to exit", seconds[bench_runs / 2], 0.030);
}
