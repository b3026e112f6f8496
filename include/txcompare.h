/* SPDX-License-Identifier: Apache-2.0
 *
 * libtxcompare: who may have which treatment and why, and how the options
 * differ. This is the only header a program needs to include.
 */
#ifndef TXCOMPARE_H
#define TXCOMPARE_H

#include <txcompare/api.h>
#include <txcompare/comparison.h>
#include <txcompare/cql.h>
#include <txcompare/diagnostic.h>
#include <txcompare/eligibility.h>
#include <txcompare/knowledge.h>
#include <txcompare/patient.h>
#include <txcompare/report.h>
#include <txcompare/status.h>
#include <txcompare/version.h>

#endif
