/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/failing_memory.h"

#include <stdint.h>

void *__real_malloc (size_t size);
void *__real_calloc (size_t count, size_t size);
void *__real_realloc (void *memory, size_t size);
void *__wrap_malloc (size_t size);
void *__wrap_calloc (size_t count, size_t size);
void *__wrap_realloc (void *memory, size_t size);

static size_t left = SIZE_MAX;
static bool failed;

static bool
fails (void)
{
  if (left == SIZE_MAX)
    return false;
  if (left) {
    left--;
    return false;
  }
  failed = true;
  return true;
}

void
fail_memory_after (size_t successes)
{
  left = successes;
  failed = false;
}

bool
restore_memory (void)
{
  left = SIZE_MAX;
  return failed;
}

void *
__wrap_malloc (size_t size)
{
  return fails () ? NULL : __real_malloc (size);
}

void *
__wrap_calloc (size_t count, size_t size)
{
  return fails () ? NULL : __real_calloc (count, size);
}

void *
__wrap_realloc (void *memory, size_t size)
{
  return fails () ? NULL : __real_realloc (memory, size);
}
