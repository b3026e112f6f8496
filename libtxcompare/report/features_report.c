/* SPDX-License-Identifier: Apache-2.0
 *
 * What may be stated of a patient, and how.
 */
#include "report/report.h"

static bool
is_list (const txc_feature *feature)
{
  return feature->type.kind == TXC_CQL_LIST;
}

static void
add_how (txc_buffer *out, const txc_feature *feature)
{
  if (is_list (feature)) {
    txc_buffer_printf (out, "%s=a,b if present; %s=-a if known absent; %s=none", feature->id, feature->id, feature->id);
  } else if (feature->type.kind == TXC_CQL_BOOLEAN) {
    txc_buffer_printf (out, "%s=yes or %s=no", feature->id, feature->id);
  } else if (feature->item_count > 0) {
    for (size_t i = 0; i < feature->item_count; i++)
      txc_buffer_printf (out, "%s%s=%s", i > 0 ? " or " : "", feature->id, feature->items[i].id);
  } else {
    txc_buffer_printf (out, "%s=...%s%s", feature->id, feature->unit ? " " : "", feature->unit ? feature->unit : "");
  }
}

static const char *
text_of (txc_reporter *reporter, const txc_feature *feature)
{
  txc_buffer text = { 0 };
  txc_buffer_add (&text, feature->question ? feature->question : feature->name);
  txc_buffer_add (&text, "\nstate: ");
  add_how (&text, feature);
  if (feature->valid_for_text)
    txc_buffer_printf (&text, "\nvalid for %s", feature->valid_for_text);
  bool own_items = is_list (feature) && feature->derivation != TXC_DERIVE_MEDICATIONS && feature->derivation != TXC_DERIVE_ALLERGIES;
  for (size_t i = 0; own_items && i < feature->item_count; i++)
    txc_buffer_printf (&text, "%s%s", i == 0 ? "\nitems: " : ", ", feature->items[i].id);
  if (is_list (feature) && !own_items)
    txc_buffer_printf (&text, "\nitems: every treatment, class and medicine of the base (%zu)", feature->item_count);
  return txc_report_keep (reporter, &text);
}

txc_status
txc_report_features (const txc_knowledge_base *base, const txc_report_options *options, txc_page **page, txc_error **err)
{
  txc_report_options known;
  txc_status status = txc_report_read_options (options, &known, err);
  if (status != TXC_OK)
    return status;
  txc_reporter reporter;
  txc_report_list list = { 0 };
  txc_report_begin (&reporter, "features", "What may be stated of a person", base, NULL, &known);
  for (size_t i = 0; i < base->features_count && !reporter.failed; i++) {
    txc_entry *entry = txc_report_entry (&reporter, &list, base->features[i].id, NULL, text_of (&reporter, &base->features[i]));
    if (entry)
      entry->key = base->features[i].id;
  }
  txc_section *section = txc_report_section (&reporter, "features", "What may be stated of a person",
                                             "What nobody states and no record says is unknown, never \"no\".");
  txc_report_add_list (&reporter, section, &list);
  return txc_report_finish (&reporter, page, err);
}
