/* SPDX-License-Identifier: Apache-2.0
 *
 * The files of a knowledge base on disk: what is missing, strange, unreadable.
 * Works in a folder of its own, which it takes away again.
 */
#define _XOPEN_SOURCE 700 /* mkdtemp, symlink */

#include "unit/test.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "knowledge/folder.h"

static char root[] = "kb-folder-XXXXXX";
static txc_buffer made; /* every file and folder made, one a line, to be taken away */

static const char *
path_of (const char *name)
{
  static char path[512];
  snprintf (path, sizeof path, "%s/%s", root, name);
  return path;
}

static void
remember (const char *name)
{
  txc_buffer_add (&made, name);
  txc_buffer_add_char (&made, '\n');
}

static void
make_file (const char *name, const char *text)
{
  FILE *file = fopen (path_of (name), "wb");
  ck_assert_ptr_nonnull (file);
  fputs (text, file);
  fclose (file);
  remember (name);
}

static void
make_folder (const char *name)
{
  ck_assert_int_eq (mkdir (path_of (name), 0700), 0);
  remember (name);
}

static void
begin (void)
{
  strcpy (root + sizeof root - 7, "XXXXXX");
  ck_assert_ptr_nonnull (mkdtemp (root));
  made = (txc_buffer){ 0 };
}

static void
end (void)
{
  for (txc_text rest = txc_buffer_text (&made); rest.length;) {
    size_t start = rest.length - 1; /* the last first, so that folders are empty */
    while (start > 0 && rest.data[start - 1] != '\n')
      start--;
    made.data[rest.length - 1] = '\0';
    remove (path_of (rest.data + start));
    rest.length = start;
  }
  txc_buffer_release (&made);
  ck_assert_int_eq (rmdir (root), 0);
}

static void
make_complete (void)
{
  static const char *const names[] = { "kb.yaml", "sources.yaml", "features.yaml", "classes.yaml", "effects.yaml",
                                       "outcomes.yaml", "rules.yaml" };
  static const char *const tables[] = { "trials.csv", "arms.csv", "contrasts.csv" };
  for (size_t i = 0; i < 7; i++)
    make_file (names[i], "id: x\n");
  for (size_t i = 0; i < 3; i++)
    make_file (tables[i], "id\n");
  make_folder ("treatments");
  make_file ("treatments/a.yaml", "id: a\n");
}

/* Every problem, without the name of the folder. */
static void
assert_read (const char *expected, char *hash)
{
  txc_arena arena = { 0 };
  txc_diagnostics diagnostics = { 0 };
  txc_folder folder;
  txc_buffer out = { 0 };
  ck_assert_int_eq (txc_folder_read (root, &arena, &diagnostics, &folder, NULL), TXC_OK);
  txc_diagnostics_sort (&diagnostics);
  for (size_t i = 0; i < diagnostics.kept; i++) {
    const txc_diagnostic *found = &diagnostics.items[i];
    txc_buffer_printf (&out, "%s:%zu: %s (%s)\n", found->span.file + sizeof root, found->span.line, found->message,
                       found->hint ? found->hint : "");
  }
  ck_assert_str_eq (txc_buffer_string (&out), expected);
  if (hash)
    memcpy (hash, folder.hash, sizeof folder.hash);
  txc_buffer_release (&out);
  txc_folder_release (&folder);
  txc_diagnostics_release (&diagnostics);
  txc_arena_release (&arena);
}

START_TEST (the_content_has_one_hash)
{
  char first[TXC_SHA256_HEX + 1], second[TXC_SHA256_HEX + 1];
  begin ();
  make_complete ();
  assert_read ("", first);
  make_file ("README.txt", "left alone");
  make_file (".hidden", "left alone");
  assert_read ("", second);
  ck_assert_str_eq (first, second);
  make_file ("treatments/b.yaml", "id: b\n");
  assert_read ("", second);
  ck_assert_str_ne (first, second);
  end ();
}
END_TEST

START_TEST (strange_and_missing_files_are_named)
{
  begin ();
  make_complete ();
  ck_assert_int_eq (remove (path_of ("rules.yaml")), 0);
  make_file ("ruels.yaml", "id: x\n");
  make_file ("notes.txt", "x");
  make_file ("treatments/c.yml", "id: c\n");
  assert_read ("notes.txt:0: no file of a knowledge base (move it out of the knowledge base)\n"
               "ruels.yaml:0: no file of a knowledge base (did you mean 'rules.yaml'?)\n"
               "rules.yaml:0: this file is missing (every knowledge base has one)\n"
               "treatments/c.yml:0: no file of a knowledge base (treatments are files that end in .yaml)\n",
               NULL);
  end ();
}
END_TEST

START_TEST (what_cannot_be_read_says_why)
{
  begin ();
  make_complete ();
  ck_assert_int_eq (symlink ("nowhere", path_of ("glossary.yaml")), 0);
  remember ("glossary.yaml");
  make_folder ("claims.csv");
  ck_assert_int_eq (mkfifo (path_of ("treatments/pipe.yaml"), 0600), 0);
  remember ("treatments/pipe.yaml");
  ck_assert_int_eq (symlink ("circle.yaml", path_of ("treatments/circle.yaml")), 0);
  remember ("treatments/circle.yaml");
  assert_read ("claims.csv:0: it is a folder, not a file ()\n"
               "glossary.yaml:0: there is no such file or folder ()\n"
               "treatments/circle.yaml:0: its symbolic links go in a circle ()\n"
               "treatments/pipe.yaml:0: it is no ordinary file ()\n",
               NULL);
  end ();
}
END_TEST

START_TEST (a_link_to_a_file_is_followed)
{
  begin ();
  make_complete ();
  ck_assert_int_eq (symlink ("a.yaml", path_of ("treatments/b.yaml")), 0);
  remember ("treatments/b.yaml");
  assert_read ("", NULL);
  end ();
}
END_TEST

START_TEST (without_a_folder_there_is_an_error)
{
  txc_arena arena = { 0 };
  txc_diagnostics diagnostics = { 0 };
  txc_folder folder;
  txc_error *err = NULL;
  ck_assert_int_eq (txc_folder_read ("no/such/folder", &arena, &diagnostics, &folder, &err), TXC_IO);
  ck_assert_str_eq (txc_error_message (err), "cannot read the knowledge base: there is no such file or folder");
  ck_assert_str_eq (txc_error_file (err), "no/such/folder");
  txc_error_free (err);
  txc_diagnostics_release (&diagnostics);
  txc_arena_release (&arena);
}
END_TEST

RUN_TESTS ("folder", the_content_has_one_hash, strange_and_missing_files_are_named, what_cannot_be_read_says_why,
           a_link_to_a_file_is_followed, without_a_folder_there_is_an_error)
