/* SPDX-License-Identifier: Apache-2.0
 *
 * What can be told of a code without its code system: its form and check digit.
 */
#ifndef TXC_KNOWLEDGE_CODES_H
#define TXC_KNOWLEDGE_CODES_H

#include "base/text.h"

/* NULL if nothing is wrong, or nothing is known of the system; otherwise what is
   ("has a wrong check digit"). Systems: snomed, loinc, rxnorm, atc, icd-10-cm. */
const char *txc_code_trouble (const char *system, txc_text code);

/* May a code of the system stand for all that begin with it? */
bool txc_code_system_has_prefixes (const char *system);

#endif
