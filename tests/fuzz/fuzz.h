/* SPDX-License-Identifier: Apache-2.0
 *
 * Fuzz targets have libFuzzer's entry point. `make check` replays the corpus
 * through driver.c without any fuzzer; `make check-fuzz` builds them with clang
 * and looks for new inputs. Inputs that once crashed are kept in the corpus.
 */
#ifndef TXC_FUZZ_H
#define TXC_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

#endif
