/* SPDX-License-Identifier: Apache-2.0 */
#include <txcompare/version.h>

const char *
txc_version (void)
{
  return TXC_VERSION;
}
