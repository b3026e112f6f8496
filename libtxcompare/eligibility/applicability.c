/* SPDX-License-Identifier: Apache-2.0 */
#include "eligibility/eligibility.h"

static const char *const kinds[] = {
  [TXC_RULE_CONTRAINDICATED] = "contraindicated",
  [TXC_RULE_AVOID] = "avoid",
  [TXC_RULE_CAUTION] = "caution",
  [TXC_RULE_MONITOR] = "monitor",
  [TXC_RULE_REQUIRES] = "requires",
  [TXC_RULE_DOSE_LIMIT] = "dose-limit",
  [TXC_RULE_STOP] = "stop",
  [TXC_RULE_EMERGENCY] = "emergency",
  [TXC_RULE_INDICATED] = "indicated",
  [TXC_RULE_NOT_INDICATED] = "not-indicated",
  [TXC_RULE_FAVOURS] = "favours",
  [TXC_RULE_DISFAVOURS] = "disfavours",
};

const char *
txc_rule_kind_text (txc_rule_kind kind)
{
  return (size_t)kind < sizeof kinds / sizeof *kinds ? kinds[kind] : "";
}

/* Member states, where what holds for "EU" holds. */
static const char *const european_union[] = {
  "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
  "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
};

bool
txc_eligibility_country_covers (const char *of, const char *country)
{
  if (strcmp (of, country) == 0)
    return true;
  if (strcmp (of, "EU") != 0)
    return false;
  for (size_t i = 0; i < sizeof european_union / sizeof *european_union; i++)
    if (strcmp (european_union[i], country) == 0)
      return true;
  return false;
}

/* Compared as far as both are known: a rule "from 2020" is in force all of 2020. */
static txc_order
order (const char *date, const txc_date *as_of)
{
  txc_date parsed;
  return txc_date_parse (txc_text_of (date), &parsed) ? txc_date_compare (&parsed, as_of, TXC_PRECISION_NONE) : TXC_UNCERTAIN;
}

bool
txc_eligibility_in_force (const txc_rule *rule, const char *country, const txc_date *as_of, bool *needs_country)
{
  *needs_country = rule->country && !country;
  if (rule->country && country && !txc_eligibility_country_covers (rule->country, country))
    return false;
  if (rule->from && order (rule->from, as_of) == TXC_AFTER)
    return false;
  if (rule->until) {
    txc_order end = order (rule->until, as_of);
    if (end == TXC_BEFORE || end == TXC_SAME)
      return false;
  }
  return true;
}
