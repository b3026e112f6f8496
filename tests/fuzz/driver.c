/* SPDX-License-Identifier: Apache-2.0
 *
 * Replays every file of the folders named on the command line, and of each file
 * its beginnings and copies with single bytes changed, from a fixed seed.
 */
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/fuzz.h"

enum { largest_file = 1 << 20, mutations = 200 };

static uint32_t
next_random (uint32_t *state)
{
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

/* A copy of exactly the size, so that a sanitizer sees the first byte beyond. */
static void
feed (const uint8_t *data, size_t size)
{
  uint8_t *copy = malloc (size ? size : 1);
  if (!copy)
    abort ();
  if (size)
    memcpy (copy, data, size);
  LLVMFuzzerTestOneInput (copy, size);
  free (copy);
}

static void
feed_mutations (uint8_t *data, size_t size, uint32_t seed)
{
  for (int i = 0; i < mutations && size; i++) {
    size_t at = next_random (&seed) % size;
    if (i % 4 == 0) {
      feed (data, at);
      continue;
    }
    uint8_t kept = data[at];
    data[at] = (uint8_t)next_random (&seed);
    feed (data, size);
    data[at] = kept;
  }
}

static bool
replay (const char *path)
{
  FILE *file = fopen (path, "rb");
  uint8_t *data = malloc (largest_file);
  if (!file || !data) {
    fprintf (stderr, "cannot read %s\n", path);
    if (file)
      fclose (file);
    free (data);
    return false;
  }
  size_t size = fread (data, 1, largest_file, file);
  fclose (file);
  feed (data, size);
  feed_mutations (data, size, (uint32_t)size);
  free (data);
  return true;
}

static bool
replay_folder (const char *folder, int *replayed)
{
  DIR *directory = opendir (folder);
  if (!directory) {
    fprintf (stderr, "no folder %s\n", folder);
    return false;
  }
  bool good = true;
  for (struct dirent *entry; good && (entry = readdir (directory));) {
    char path[4096];
    if (entry->d_name[0] == '.')
      continue;
    snprintf (path, sizeof path, "%s/%s", folder, entry->d_name);
    good = replay (path);
    ++*replayed;
  }
  closedir (directory);
  return good;
}

int
main (int argc, char **argv)
{
  const char *source = getenv ("srcdir");
  int replayed = 0;
  for (int i = 1; i < argc; i++)
    if (!replay_folder (argv[i], &replayed))
      return 1;
  if (argc == 1) {
    char folder[4096];
    const char *name = strrchr (argv[0], '/');
    name = name ? name + 1 : argv[0];
    if (strncmp (name, "lt-", 3) == 0)
      name += 3;
    snprintf (folder, sizeof folder, "%s/tests/fuzz/corpus/%s", source ? source : ".", name + strlen ("fuzz-"));
    if (!replay_folder (folder, &replayed))
      return 1;
  }
  printf ("%d passed, 0 failed\n", replayed);
  return replayed ? 0 : 1;
}
