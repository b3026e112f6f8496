/* SPDX-License-Identifier: Apache-2.0 */
#include "knowledge/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

typedef struct known_file {
  const char *name;
  bool required;
} known_file;

static const known_file known_files[]
  = { { "kb.yaml", true },    { "sources.yaml", true },  { "features.yaml", true },  { "classes.yaml", true },
      { "effects.yaml", true }, { "outcomes.yaml", true }, { "trials.csv", true },   { "arms.csv", true },
      { "contrasts.csv", true }, { "rules.yaml", true },  { "claims.csv", false },  { "glossary.yaml", false } };
enum { known_count = sizeof known_files / sizeof known_files[0] };

typedef struct walk {
  const char *path;
  txc_arena *arena;
  txc_diagnostics *diagnostics;
  txc_folder *folder;
  bool seen[known_count];
  bool failed;
} walk;

static const char *
reason (int number)
{
  switch (number) {
  case ENOENT:
    return "there is no such file or folder";
  case EACCES:
  case EPERM:
    return "no permission";
  case ENOTDIR:
    return "it is no folder";
  case ELOOP:
    return "its symbolic links go in a circle";
  case ENAMETOOLONG:
    return "the name is too long";
  case EISDIR:
    return "it is a folder";
  case EMFILE:
  case ENFILE:
    return "too many open files";
  default:
    return "it cannot be read";
  }
}

static void
complain (walk *self, const char *name, const char *hint, const char *message)
{
  const char *file = txc_arena_printf (self->arena, "%s/%s", self->path, name);
  txc_diagnostics_add (self->diagnostics, TXC_SEVERITY_ERROR, (txc_span){ file ? file : name, 0, 0, 0 },
                       (txc_text){ NULL, 0 }, hint, "%s", message);
}

static bool
ends_with (const char *name, const char *end)
{
  size_t length = strlen (name), tail = strlen (end);
  return length > tail && strcmp (name + length - tail, end) == 0;
}

/* Up to one byte more than is taken, so that the parser can say it is too long. */
static bool
read_stream (FILE *stream, size_t size, txc_arena *arena, txc_text *text)
{
  size_t limit = (size_t)TXC_TREE_FILE_BYTES + 1;
  size = size < limit ? size : limit;
  char *data = txc_arena_array (arena, size + 1, 1);
  if (!data)
    return false;
  *text = (txc_text){ data, fread (data, 1, size, stream) };
  return true;
}

static bool
read_file (walk *self, const char *name, const char *full, txc_text *text)
{
  struct stat info;
  if (stat (full, &info) != 0) {
    complain (self, name, NULL, reason (errno));
    return false;
  }
  if (!S_ISREG (info.st_mode)) {
    complain (self, name, NULL, S_ISDIR (info.st_mode) ? "it is a folder, not a file" : "it is no ordinary file");
    return false;
  }
  FILE *stream = fopen (full, "rb");
  if (!stream) {
    complain (self, name, NULL, reason (errno));
    return false;
  }
  bool good = read_stream (stream, (size_t)info.st_size, &self->folder->sources, text);
  self->failed |= !good;
  if (good && ferror (stream)) {
    complain (self, name, NULL, "it cannot be read to its end");
    good = false;
  }
  fclose (stream);
  return good;
}

static void
add_name (walk *self, const char *name)
{
  txc_folder *folder = self->folder;
  const char **grown
    = txc_arena_grow (&folder->sources, folder->names, folder->count, &folder->capacity, sizeof *grown);
  char *copy = txc_arena_copy (self->arena, txc_text_of (name));
  if (!grown || !copy) {
    self->failed = true;
    return;
  }
  folder->names = grown;
  folder->names[folder->count++] = copy;
}

static void
complain_of_stranger (walk *self, const char *name)
{
  txc_buffer hint = { 0 };
  size_t best = 5;
  for (size_t i = 0; i < known_count; i++) {
    size_t distance = txc_text_distance (txc_text_of (name), txc_text_of (known_files[i].name), best);
    if (distance >= best)
      continue;
    best = distance;
    txc_buffer_clear (&hint);
    txc_buffer_printf (&hint, "did you mean '%s'?", known_files[i].name);
  }
  complain (self, name, hint.length ? txc_buffer_string (&hint) : "move it out of the knowledge base",
            "no file of a knowledge base");
  txc_buffer_release (&hint);
}

static bool
is_left_alone (const char *name)
{
  return name[0] == '.' || strncmp (name, "README", 6) == 0 || strncmp (name, "LICENSE", 7) == 0;
}

static void
take_entry (walk *self, const char *name)
{
  if (is_left_alone (name) || strcmp (name, "treatments") == 0)
    return;
  for (size_t i = 0; i < known_count; i++)
    if (strcmp (name, known_files[i].name) == 0) {
      self->seen[i] = true;
      add_name (self, name);
      return;
    }
  complain_of_stranger (self, name);
}

static void
take_treatment (walk *self, const char *name)
{
  if (is_left_alone (name))
    return;
  const char *full = txc_arena_printf (&self->folder->sources, "treatments/%s", name);
  self->failed |= !full;
  if (!full)
    return;
  if (ends_with (name, ".yaml"))
    add_name (self, full);
  else
    complain (self, full, "treatments are files that end in .yaml", "no file of a knowledge base");
}

static bool
list_folder (walk *self, const char *path, void (*take) (walk *, const char *))
{
  DIR *handle = opendir (path);
  if (!handle)
    return false;
  for (struct dirent *entry = readdir (handle); entry; entry = readdir (handle))
    take (self, entry->d_name);
  closedir (handle);
  return true;
}

static int
by_name (const void *a, const void *b)
{
  const char *const *left = a, *const *right = b;
  return strcmp (*left, *right);
}

static void
add_hash (txc_sha256 *hash, const char *name, txc_text bytes)
{
  txc_sha256_add (hash, (txc_text){ name, strlen (name) + 1 });
  char size[8];
  for (size_t i = 0; i < 8; i++)
    size[i] = (char)((uint64_t)bytes.length >> (56 - 8 * i) & 0xff);
  txc_sha256_add (hash, (txc_text){ size, sizeof size });
  txc_sha256_add (hash, bytes);
}

static void
parse_files (walk *self)
{
  txc_folder *folder = self->folder;
  txc_sha256 hash;
  txc_sha256_start (&hash);
  folder->trees = txc_arena_array (self->arena, folder->count, sizeof *folder->trees);
  self->failed |= !folder->trees;
  for (size_t i = 0; i < folder->count && !self->failed; i++) {
    const char *full = txc_arena_printf (self->arena, "%s/%s", self->path, folder->names[i]);
    txc_text text = { NULL, 0 };
    self->failed |= !full;
    if (!full || !read_file (self, folder->names[i], full, &text))
      continue;
    add_hash (&hash, folder->names[i], text);
    txc_status status = ends_with (full, ".csv")
                          ? txc_csv_parse (full, text, self->arena, self->diagnostics, &folder->trees[i])
                          : txc_yaml_parse (full, text, self->arena, self->diagnostics, &folder->trees[i]);
    self->failed |= status == TXC_NO_MEMORY;
  }
  txc_sha256_finish (&hash, folder->hash);
}

txc_status
txc_folder_read (const char *path, txc_arena *arena, txc_diagnostics *diagnostics, txc_folder *folder, txc_error **err)
{
  size_t length = strlen (path);
  while (length > 1 && path[length - 1] == '/')
    length--;
  walk self = { .path = txc_arena_copy (arena, (txc_text){ path, length }), .arena = arena,
                .diagnostics = diagnostics, .folder = folder };
  *folder = (txc_folder){ 0 };
  if (!self.path)
    return txc_error_no_memory (err);
  if (!list_folder (&self, self.path, take_entry))
    return txc_error_set (err, TXC_IO, &(txc_place){ .file = self.path }, "cannot read the knowledge base: %s",
                          reason (errno));
  const char *treatments = txc_arena_printf (arena, "%s/treatments", self.path);
  if (!treatments)
    return txc_error_no_memory (err);
  if (!list_folder (&self, treatments, take_treatment))
    complain (&self, "treatments", "make a folder with one file a treatment", reason (errno));
  for (size_t i = 0; i < known_count; i++)
    if (known_files[i].required && !self.seen[i])
      complain (&self, known_files[i].name, "every knowledge base has one", "this file is missing");
  if (folder->count)
    qsort (folder->names, folder->count, sizeof *folder->names, by_name);
  parse_files (&self);
  return self.failed ? txc_error_no_memory (err) : TXC_OK;
}

void
txc_folder_release (txc_folder *folder)
{
  txc_arena_release (&folder->sources);
  *folder = (txc_folder){ 0 };
}
