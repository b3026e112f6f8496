/* SPDX-License-Identifier: Apache-2.0 */
#include "base/sha256.h"

/* FIPS 180-4, section 4.2.2: the first 32 bits of the fractional parts of the
   cube roots of the first 64 primes. */
static const uint32_t constants[64] = {
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
};

static uint32_t
rotate (uint32_t word, unsigned bits)
{
  return word >> bits | word << (32 - bits);
}

/* Section 6.2.2, step 1. */
static void
schedule (const unsigned char *block, uint32_t words[64])
{
  for (size_t i = 0; i < 16; i++)
    words[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 | (uint32_t)block[4 * i + 2] << 8
               | block[4 * i + 3];
  for (size_t i = 16; i < 64; i++) {
    uint32_t a = words[i - 15], b = words[i - 2];
    words[i] = words[i - 16] + (rotate (a, 7) ^ rotate (a, 18) ^ a >> 3) + words[i - 7]
               + (rotate (b, 17) ^ rotate (b, 19) ^ b >> 10);
  }
}

/* Section 6.2.2, steps 2 to 4; v[0] to v[7] are the standard's a to h. */
static void
compress (txc_sha256 *hash)
{
  uint32_t words[64], v[8];
  schedule (hash->block, words);
  memcpy (v, hash->state, sizeof v);
  for (size_t i = 0; i < 64; i++) {
    uint32_t first = v[7] + (rotate (v[4], 6) ^ rotate (v[4], 11) ^ rotate (v[4], 25)) + ((v[4] & v[5]) ^ (~v[4] & v[6]))
                     + constants[i] + words[i];
    uint32_t second = (rotate (v[0], 2) ^ rotate (v[0], 13) ^ rotate (v[0], 22))
                      + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
    memmove (v + 1, v, 7 * sizeof v[0]);
    v[4] += first;
    v[0] = first + second;
  }
  for (size_t i = 0; i < 8; i++)
    hash->state[i] += v[i];
}

void
txc_sha256_start (txc_sha256 *hash)
{
  *hash = (txc_sha256){ .state = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab,
                                   0x5be0cd19 } };
}

void
txc_sha256_add (txc_sha256 *hash, txc_text bytes)
{
  while (bytes.length) {
    size_t used = hash->length % sizeof hash->block, room = sizeof hash->block - used;
    size_t part = bytes.length < room ? bytes.length : room;
    memcpy (hash->block + used, bytes.data, part);
    hash->length += part;
    bytes = (txc_text){ bytes.data + part, bytes.length - part };
    if (part == room)
      compress (hash);
  }
}

void
txc_sha256_finish (txc_sha256 *hash, char hex[TXC_SHA256_HEX + 1])
{
  static const char one[1] = { (char)0x80 }, zero[1] = { 0 };
  static const char digits[] = "0123456789abcdef";
  uint64_t bits = hash->length * 8;
  txc_sha256_add (hash, (txc_text){ one, 1 });
  while (hash->length % sizeof hash->block != sizeof hash->block - 8)
    txc_sha256_add (hash, (txc_text){ zero, 1 });
  char size[8];
  for (size_t i = 0; i < 8; i++)
    size[i] = (char)(bits >> (56 - 8 * i) & 0xff);
  txc_sha256_add (hash, (txc_text){ size, 8 });
  for (size_t i = 0; i < TXC_SHA256_HEX; i++)
    hex[i] = digits[hash->state[i / 8] >> (28 - 4 * (i % 8)) & 0xf];
  hex[TXC_SHA256_HEX] = '\0';
}
