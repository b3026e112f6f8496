/* SPDX-License-Identifier: Apache-2.0 */
#include "base/options.h"

#include <string.h>

#include "base/error.h"

txc_status
txc_options_reserved (const unsigned char *bytes, size_t count, txc_error **err)
{
  for (size_t i = 0; i < count; i++)
    if (bytes[i])
      return txc_error_set (err, TXC_INVALID_ARGUMENT, NULL, "the options ask for something this version does not know");
  return TXC_OK;
}

txc_status
txc_options_read (const void *given, void *known, size_t size, txc_error **err)
{
  const unsigned char *bytes = given;
  size_t given_size = 0;
  if (!given)
    return TXC_OK;
  memcpy (&given_size, given, sizeof given_size);
  if (given_size < sizeof given_size)
    return txc_error_set (err, TXC_INVALID_ARGUMENT, NULL, "the options do not begin with their size; use their initialiser");
  txc_status status = given_size > size ? txc_options_reserved (bytes + size, given_size - size, err) : TXC_OK;
  if (status != TXC_OK)
    return status;
  memcpy (known, given, given_size < size ? given_size : size);
  return TXC_OK;
}
