/* SPDX-License-Identifier: Apache-2.0 */
#include "knowledge/check.h"

void
txc_check_arm (txc_loader *loader, uint32_t node, const txc_arm *arm)
{
}

void
txc_check_contrast (txc_loader *loader, uint32_t node, const txc_contrast *contrast)
{
}

void
txc_check_arms (txc_loader *loader, const txc_tree *arms)
{
}

void
txc_check_contrasts (txc_loader *loader, const txc_tree *contrasts)
{
}
