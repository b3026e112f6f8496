/* SPDX-License-Identifier: Apache-2.0
 *
 * Grids on a terminal: side by side where they fit, turned where there are more
 * than five columns, stacked where neither does, a list where there is one column.
 */
#ifndef TXC_TABLE_TEXT_GRID_H
#define TXC_TABLE_TEXT_GRID_H

#include "table/sheet.h"

void txc_screen_grid (txc_screen *screen, const txc_grid *grid);

#endif
