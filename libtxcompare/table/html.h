/* SPDX-License-Identifier: Apache-2.0
 *
 * The looks of an HTML page, apart from its words.
 */
#ifndef TXC_TABLE_HTML_H
#define TXC_TABLE_HTML_H

#include "base/buffer.h"

/* A style sheet that holds for elements of the class txcompare, and nothing else. */
void txc_html_add_style (txc_buffer *out);

#endif
