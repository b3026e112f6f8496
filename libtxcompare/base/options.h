/* SPDX-License-Identifier: Apache-2.0
 *
 * Options that a caller hands in: a struct that starts with its size, so that a
 * program and a library of different ages understand each other.
 */
#ifndef TXC_BASE_OPTIONS_H
#define TXC_BASE_OPTIONS_H

#include <txcompare/status.h>

/* Copies what is given over `known`, which is `size` bytes and holds the defaults.
   The struct of an older program is shorter: what it lacks keeps its default. That
   of a newer one is longer: what this library does not know must be zero,
   otherwise TXC_INVALID_ARGUMENT. `given` may be NULL.
   Bytes between members would escape all of this, so an options struct has none:
   they are a member `reserved`, which txc_options_reserved() looks at. */
txc_status txc_options_read (const void *given, void *known, size_t size, txc_error **err);

/* TXC_INVALID_ARGUMENT unless all these bytes are zero. */
txc_status txc_options_reserved (const unsigned char *bytes, size_t count, txc_error **err);

#endif
