/* SPDX-License-Identifier: Apache-2.0
 *
 * The examples of FIPS 180-4 (csrc.nist.gov, "Examples with intermediate
 * values") and of RFC 6234.
 */
#include "unit/test.h"

#include "base/sha256.h"

static void
assert_hash (const char *message, size_t repeated, size_t step, const char *expected)
{
  txc_sha256 hash;
  char hex[TXC_SHA256_HEX + 1];
  txc_sha256_start (&hash);
  for (size_t i = 0; i < repeated; i++)
    for (size_t at = 0, length = strlen (message); at < length; at += step)
      txc_sha256_add (&hash, (txc_text){ message + at, length - at < step ? length - at : step });
  txc_sha256_finish (&hash, hex);
  ck_assert_str_eq (hex, expected);
}

START_TEST (published_examples_hold)
{
  static const char two_blocks[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
  static const char long_message[] = "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmn"
                                     "opqrlmnopqrsmnopqrstnopqrstu";
  assert_hash ("", 1, 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  for (size_t step = 1; step < 70; step += 7) {
    assert_hash ("abc", 1, step, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_hash (two_blocks, 1, step, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    assert_hash (long_message, 1, step, "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
  }
}
END_TEST

START_TEST (a_million_letters)
{
  assert_hash ("aaaaaaaaaa", 100000, 10, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}
END_TEST

RUN_TESTS ("sha256", published_examples_hold, a_million_letters)
