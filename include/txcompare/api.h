/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TXCOMPARE_API_H
#define TXCOMPARE_API_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define TXC_API __attribute__ ((visibility ("default")))
#define TXC_PRINTF(string, first) __attribute__ ((__format__ (__printf__, string, first)))
#define TXC_MUST_CHECK __attribute__ ((warn_unused_result))
#else
#define TXC_API
#define TXC_PRINTF(string, first)
#define TXC_MUST_CHECK
#endif

#endif
