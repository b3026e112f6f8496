/* SPDX-License-Identifier: Apache-2.0
 *
 * A page with one of everything, for the writers' tests. The figures are those
 * of the US labels of sertraline, venlafaxine and esketamine.
 */
#ifndef TXC_SAMPLE_PAGE_H
#define TXC_SAMPLE_PAGE_H

#include "table/page.h"

/* NULL if memory ran out. */
txc_page *sample_page (bool crisis);

#endif
