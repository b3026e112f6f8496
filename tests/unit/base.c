/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/test.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/map.h"

START_TEST (arena_gives_zeroed_memory_that_stays)
{
  txc_arena arena = { 0 };
  char *first = txc_arena_array (&arena, 100, 1);
  ck_assert_int_eq (first[99], 0);
  first[99] = 'x';
  for (int i = 0; i < 1000; i++)
    ck_assert_ptr_nonnull (txc_arena_alloc (&arena, 1000));
  ck_assert_int_eq (first[99], 'x');
  ck_assert_ptr_null (txc_arena_array (&arena, SIZE_MAX / 2, 4));
  txc_arena_release (&arena);
}
END_TEST

START_TEST (arena_grow_keeps_what_was_there)
{
  txc_arena arena = { 0 };
  int *items = NULL;
  size_t capacity = 0;
  for (int i = 0; i < 100; i++) {
    items = txc_arena_grow (&arena, items, (size_t)i, &capacity, sizeof *items);
    items[i] = i;
  }
  for (int i = 0; i < 100; i++)
    ck_assert_int_eq (items[i], i);
  txc_arena_release (&arena);
}
END_TEST

START_TEST (buffer_collects_text)
{
  txc_buffer buffer = { 0 };
  ck_assert_str_eq (txc_buffer_string (&buffer), "");
  txc_buffer_printf (&buffer, "%d of %d", 142, 346);
  txc_buffer_add_repeated (&buffer, '.', 3);
  ck_assert_str_eq (txc_buffer_string (&buffer), "142 of 346...");
  char *taken = txc_buffer_take (&buffer);
  ck_assert_str_eq (taken, "142 of 346...");
  free (taken);
  ck_assert_int_eq (txc_buffer_status (&buffer), TXC_OK);
}
END_TEST

START_TEST (buffer_joins_words_and_is_kept)
{
  static const char *const words[] = { "a", "b", "c" };
  txc_buffer buffer = { 0 };
  txc_arena arena = { 0 };
  for (size_t i = 0; i < 3; i++)
    txc_buffer_join (&buffer, words[i], i, 3, "and");
  ck_assert_str_eq (txc_buffer_keep (&buffer, &arena), "a, b and c");
  ck_assert_uint_eq (buffer.length, 0);
  ck_assert_str_eq (txc_buffer_keep (&buffer, &arena), "");
  buffer.failed = true;
  ck_assert_ptr_null (txc_buffer_keep (&buffer, &arena));
  txc_arena_release (&arena);
}
END_TEST

START_TEST (errors_keep_place_and_cause)
{
  txc_error *err = NULL;
  txc_place place = { "arms.csv", 118, 7 };
  ck_assert_int_eq (txc_error_set (&err, TXC_INVALID_DATA, &place, "%d events in %d people", 142, 134), TXC_INVALID_DATA);
  ck_assert_int_eq (txc_error_wrap (&err, TXC_INVALID_DATA, "nothing was loaded"), TXC_INVALID_DATA);
  ck_assert_str_eq (txc_error_message (err), "nothing was loaded");
  const txc_error *cause = txc_error_cause (err);
  ck_assert_str_eq (txc_error_message (cause), "142 events in 134 people");
  ck_assert_str_eq (txc_error_file (cause), "arms.csv");
  ck_assert_uint_eq (txc_error_line (cause), 118);
  txc_error_free (err);
  err = NULL;
  ck_assert_int_eq (txc_error_no_memory (&err), TXC_NO_MEMORY);
  ck_assert_str_eq (txc_error_message (err), "out of memory");
  txc_error_free (err);
}
END_TEST

START_TEST (map_finds_and_suggests)
{
  txc_arena arena = { 0 };
  txc_map map = { 0 };
  int one = 1;
  ck_assert (txc_map_put (&map, &arena, txc_text_of ("systolic_blood_pressure"), &one));
  ck_assert_ptr_eq (txc_map_get (&map, txc_text_of ("systolic_blood_pressure")), &one);
  ck_assert_ptr_null (txc_map_get (&map, txc_text_of ("systolic")));
  txc_text near = txc_map_nearest (&map, txc_text_of ("systolic_bloodpressure"));
  ck_assert (txc_text_is (near, "systolic_blood_pressure"));
  txc_map_release (&map);
  txc_arena_release (&arena);
}
END_TEST

START_TEST (distance_counts_single_edits)
{
  ck_assert_uint_eq (txc_text_distance (txc_text_of ("sertraline"), txc_text_of ("sertralin"), 3), 1);
  ck_assert_uint_eq (txc_text_distance (txc_text_of ("ketamine"), txc_text_of ("kteamine"), 3), 1);
  ck_assert_uint_eq (txc_text_distance (txc_text_of ("a"), txc_text_of ("ketamine"), 3), 4);
}
END_TEST

RUN_TESTS ("base", arena_gives_zeroed_memory_that_stays, arena_grow_keeps_what_was_there, buffer_collects_text, buffer_joins_words_and_is_kept,
           errors_keep_place_and_cause, map_finds_and_suggests, distance_counts_single_edits)
