/* SPDX-License-Identifier: Apache-2.0
 *
 * SHA-256 (FIPS 180-4, section 6.2): names the content of a knowledge base.
 */
#ifndef TXC_BASE_SHA256_H
#define TXC_BASE_SHA256_H

#include <stdint.h>

#include "base/text.h"

enum { TXC_SHA256_HEX = 64 };

typedef struct txc_sha256 {
  uint32_t state[8];
  uint64_t length; /* bytes so far */
  unsigned char block[64];
} txc_sha256;

void txc_sha256_start (txc_sha256 *hash);
void txc_sha256_add (txc_sha256 *hash, txc_text bytes);

/* 64 lower-case hexadecimal digits and a NUL. The hash must be started again
   before it is used for more. */
void txc_sha256_finish (txc_sha256 *hash, char hex[TXC_SHA256_HEX + 1]);

#endif
