/* SPDX-License-Identifier: Apache-2.0
 *
 * The looks of an HTML page, apart from its words.
 */
#ifndef TXC_TABLE_HTML_H
#define TXC_TABLE_HTML_H

#include "base/buffer.h"

void txc_html_add_style (txc_buffer *out);

#endif
