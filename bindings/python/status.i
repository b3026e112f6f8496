/* SPDX-License-Identifier: Apache-2.0
 *
 * The statuses as numbers, from the list they all come from.
 */
#define TXC_STATUS(name, number, text) %constant int TXC_##name = number;
%include <txcompare/status.def>
#undef TXC_STATUS

const char *txc_status_text (enum txc_status status);
