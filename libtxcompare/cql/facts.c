/* SPDX-License-Identifier: Apache-2.0 */
#include "cql/facts.h"

static bool
no_value (const void *context, size_t index, txc_cql_value *value)
{
  return false;
}

static txc_fact_list
no_list (const void *context, size_t index)
{
  return (txc_fact_list){ 0 };
}

const txc_facts txc_no_facts = { .value = no_value, .list = no_list };
