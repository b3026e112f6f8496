/* SPDX-License-Identifier: Apache-2.0
 *
 * Sources behind facts: `zoloft-pi#6.1 ; other-source`, and codes.
 */
#include "base/buffer.h"
#include "knowledge/codes.h"
#include "knowledge/record.h"

static const char joint[] = " ; ";
static const char *const verifications[] = { "read", "reconstructed", "computed", "corroborated", "unverified", NULL };

static size_t
count_parts (txc_text text)
{
  size_t count = 1;
  for (size_t i = 0; i + 3 <= text.length; i++)
    count += memcmp (text.data + i, joint, 3) == 0;
  return count;
}

/* The stretch up to the next joint; *text is what comes behind it. */
static txc_text
next_part (txc_text *text)
{
  txc_text part = *text;
  for (size_t i = 0; i + 3 <= text->length; i++)
    if (memcmp (text->data + i, joint, 3) == 0) {
      part.length = i;
      break;
    }
  size_t used = part.length < text->length ? part.length + 3 : part.length;
  *text = (txc_text){ text->data + used, text->length - used };
  return txc_text_trim (part);
}

static bool
read_citation (txc_loader *loader, uint32_t node, txc_text part, bool last, txc_citation *citation)
{
  const char *mark = memchr (part.data, '#', part.length);
  txc_text id = { part.data, mark ? (size_t)(mark - part.data) : part.length };
  const txc_source *source = txc_loader_find (loader, TXC_REFERENCE_SOURCE, node, id);
  if (!source)
    return false;
  loader->source_used[source->index] = true;
  citation->source = source;
  if (!mark)
    return true;
  txc_text locator = txc_text_trim ((txc_text){ mark + 1, part.length - id.length - 1 });
  if (locator.length == 0)
    txc_loader_error (loader, node, "name the section or table, or leave # out", "nothing follows the # of '%.*s'",
                      (int)part.length, part.data);
  /* The last one ends where the string ends: no copy is needed. */
  citation->locator = last && !locator.data[locator.length] ? locator.data : txc_arena_copy (loader->arena, locator);
  loader->failed |= !citation->locator;
  return true;
}

void
txc_read_citations (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_provenance *provenance = target;
  txc_text text;
  if (!txc_loader_scalar (loader, node, &text))
    return;
  if (text.data == loader->last_citation) { /* rows of one table have one source */
    provenance->citations = loader->last_provenance.citations;
    provenance->citation_count = loader->last_provenance.citation_count;
    return;
  }
  size_t count = count_parts (text), known = 0;
  txc_citation *citations = txc_loader_array (loader, count, sizeof *citations);
  if (!citations)
    return;
  for (size_t i = 0; i < count; i++) {
    txc_text part = next_part (&text);
    known += read_citation (loader, node, part, i + 1 == count, &citations[known]);
  }
  provenance->citations = citations;
  provenance->citation_count = known;
  if (known == count) {
    loader->last_citation = txc_tree_text (loader->tree, node);
    loader->last_provenance = *provenance;
  }
}

void
txc_read_verification (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  static const txc_words values = { verifications, TXC_VERIFICATION_READ };
  const txc_field described = { .name = field->name, .detail = &values };
  loader->verification = -1;
  loader->verification_node = node;
  txc_read_enum (loader, &described, node, &loader->verification);
}

const char *
txc_verification_text (txc_verification verification)
{
  return (size_t)verification <= TXC_VERIFICATION_UNVERIFIED ? verifications[verification] : "";
}

/* A place that begins with a digit is a section: "4", "6.1 table 3". */
static void
add_citation (const txc_citation *citation, txc_buffer *out)
{
  txc_buffer_add (out, citation->source->short_name);
  if (!citation->locator)
    return;
  bool section = citation->locator[0] >= '0' && citation->locator[0] <= '9';
  txc_buffer_add (out, section ? ", section " : ", ");
  txc_buffer_add (out, citation->locator);
}

const char *
txc_provenance_text (const txc_provenance *provenance, txc_arena *arena)
{
  txc_buffer text = { 0 };
  if (provenance->citation_count == 1 && !provenance->citations->locator)
    return provenance->citations->source->short_name;
  for (size_t i = 0; i < provenance->citation_count; i++) {
    txc_buffer_add (&text, i > 0 ? "; " : "");
    add_citation (&provenance->citations[i], &text);
  }
  return txc_buffer_keep (&text, arena);
}

/* ---- codes ------------------------------------------------------------------------- */

typedef struct coding_record {
  txc_coding coding;
  const char *code;
  const char *const *except;
  size_t except_count;
} coding_record;

static void
check_coding (txc_loader *loader, uint32_t node, void *record)
{
  coding_record *read = record;
  if (!read->code || !read->coding.system)
    return;
  txc_text code = txc_text_of (read->code);
  if (code.length > 1 && code.data[code.length - 1] == '*') {
    code.length--;
    read->coding.prefix = true;
  }
  if (read->coding.prefix && !txc_code_system_has_prefixes (read->coding.system->id))
    txc_loader_error_at (loader, node, "code", "write each code out", "codes of %s do not begin alike",
                         read->coding.system->name);
  const char *trouble = loader->trusted ? NULL : txc_code_trouble (read->coding.system->id, code);
  if (trouble && !read->coding.prefix)
    txc_loader_error_at (loader, node, "code", "look the code up again", "%s code '%s' %s", read->coding.system->name,
                         read->code, trouble);
  read->coding.code = read->coding.prefix ? txc_arena_copy (loader->arena, code) : read->code;
  loader->failed |= !read->coding.code;
}

static const txc_field coding_fields[] = {
  { "system", txc_read_reference, offsetof (coding_record, coding.system), TXC_TO (CODE_SYSTEM), true },
  { "code", txc_read_text, offsetof (coding_record, code), NULL, true },
  { "except", txc_read_texts, offsetof (coding_record, except), NULL, false },
};

static const txc_shape coding_shape
  = { "coding", TXC_FIELDS (coding_fields), sizeof (coding_record), TXC_NO_PROVENANCE, check_coding };

void
txc_read_coding (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  coding_record record = { 0 };
  txc_record_read (loader, &coding_shape, node, &record);
  *(txc_coding *)target = record.coding;
}

void
txc_read_codings (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  const txc_node *nodes = loader->tree->nodes;
  if (!txc_loader_is_list (loader, node))
    return;
  txc_codings *codings = target;
  size_t count = nodes[node].length, excepted = 0;
  txc_coding *items = txc_loader_array (loader, count, sizeof *items);
  coding_record *records = txc_arena_array (&loader->scratch, count, sizeof *records);
  if (!items || !records) {
    loader->failed = true;
    return;
  }
  uint32_t at = txc_tree_first (node);
  for (size_t i = 0; i < count; i++, at = nodes[at].end) {
    txc_record_read (loader, &coding_shape, at, &records[i]);
    items[i] = records[i].coding;
    excepted += records[i].except_count;
  }
  const char **except = txc_loader_array (loader, excepted, sizeof *except);
  *codings = (txc_codings){ .items = items, .count = count, .except = except };
  for (size_t i = 0; except && i < count; i++)
    for (size_t k = 0; k < records[i].except_count; k++)
      except[codings->except_count++] = records[i].except[k];
}
