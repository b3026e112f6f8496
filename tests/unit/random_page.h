/* SPDX-License-Identifier: Apache-2.0
 *
 * Pages of any shape with the worst that data can contain, for laws that hold
 * for every page. The same seed gives the same page.
 */
#ifndef TXC_RANDOM_PAGE_H
#define TXC_RANDOM_PAGE_H

#include "table/page.h"

/* NULL if memory ran out. */
txc_page *random_page (uint64_t seed);

#endif
