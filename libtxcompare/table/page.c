/* SPDX-License-Identifier: Apache-2.0 */
#include "table/page.h"

#include <stdlib.h>

#include "base/reference.h"

/* A copy in the page's arena; "" for NULL, so that writers need not ask. */
static const char *
copy (txc_page *page, const char *text)
{
  return text && *text ? txc_arena_copy (&page->arena, txc_text_of (text)) : "";
}

txc_page *
txc_page_new (const char *key, const char *title)
{
  txc_page *page = calloc (1, sizeof *page);
  if (!page)
    return NULL;
  atomic_init (&page->references, 1);
  page->key = copy (page, key);
  page->title = copy (page, title);
  page->identity = "";
  if (!page->key || !page->title) {
    txc_page_unref (page);
    return NULL;
  }
  return page;
}

void
txc_page_keep (txc_page *page, void *kept, void (*release_kept) (void *kept))
{
  page->kept = kept;
  page->release_kept = release_kept;
}

txc_page *
txc_page_ref (const txc_page *page)
{
  txc_page *shared = txc_reference_to (page);
  atomic_fetch_add (&shared->references, 1);
  return shared;
}

void
txc_page_unref (txc_page *page)
{
  if (!page || atomic_fetch_sub_explicit (&page->references, 1, memory_order_acq_rel) != 1)
    return;
  if (page->release_kept)
    page->release_kept (page->kept);
  txc_arena_release (&page->arena);
  free (page);
}

bool
txc_page_set_identity (txc_page *page, const char *identity)
{
  const char *kept = copy (page, identity);
  if (!kept)
    return false;
  page->identity = kept;
  return true;
}

static txc_page_fact *
find_fact (txc_page_fact *facts, size_t count, const char *key)
{
  for (size_t i = 0; i < count; i++)
    if (strcmp (facts[i].key, key) == 0)
      return &facts[i];
  return NULL;
}

static bool
add_fact (txc_page *page, txc_page_fact **facts, size_t *count, size_t *capacity, const char *key, const char *text)
{
  txc_page_fact fact = { copy (page, key), copy (page, text) };
  txc_page_fact *grown = txc_arena_grow (&page->arena, *facts, *count, capacity, sizeof **facts);
  if (grown)
    *facts = grown;
  if (!fact.key || !fact.text || !grown)
    return false;
  grown[(*count)++] = fact;
  return true;
}

bool
txc_page_add_about (txc_page *page, const char *key, const char *text)
{
  txc_page_fact *present = find_fact (page->about, page->about_count, key);
  if (!present)
    return add_fact (page, &page->about, &page->about_count, &page->about_capacity, key, text);
  const char *kept = copy (page, text);
  if (!kept)
    return false;
  present->text = kept;
  return true;
}

bool
txc_page_add_legend (txc_page *page, const char *key, const char *text)
{
  return find_fact (page->legend, page->legend_count, key)
         || add_fact (page, &page->legend, &page->legend_count, &page->legend_capacity, key, text);
}

bool
txc_page_add_notice (txc_page *page, txc_notice_kind kind, const char *title, const char *text)
{
  txc_notice notice = { kind, copy (page, title), copy (page, text) };
  txc_notice *grown =
    txc_arena_grow (&page->arena, page->notices, page->notice_count, &page->notice_capacity, sizeof notice);
  if (grown)
    page->notices = grown;
  if (!notice.title || !notice.text || !grown)
    return false;
  grown[page->notice_count++] = notice;
  return true;
}

txc_section *
txc_page_add_section (txc_page *page, const char *key, const char *title, const char *introduction)
{
  txc_section *section = txc_arena_alloc (&page->arena, sizeof *section);
  txc_section **grown = txc_arena_grow (&page->arena, page->sections, page->section_count, &page->section_capacity,
                                        sizeof *page->sections);
  if (grown)
    page->sections = grown;
  if (!section || !grown)
    return NULL;
  *section = (txc_section){ .key = copy (page, key), .title = copy (page, title),
                            .introduction = copy (page, introduction) };
  if (!section->key || !section->title || !section->introduction)
    return NULL;
  grown[page->section_count++] = section;
  return section;
}

size_t
txc_page_source_index (txc_page *page, const char *key, const char *text)
{
  for (size_t i = 0; i < page->source_count; i++)
    if (strcmp (page->sources[i].key, key) == 0)
      return i;
  txc_page_source source = { copy (page, key), copy (page, text) };
  txc_page_source *grown =
    txc_arena_grow (&page->arena, page->sources, page->source_count, &page->source_capacity, sizeof source);
  if (grown)
    page->sources = grown;
  if (!source.key || !source.text || !grown)
    return (size_t)-1;
  grown[page->source_count] = source;
  return page->source_count++;
}

static txc_block *
add_block (txc_page *page, txc_section *section, txc_block_kind kind)
{
  txc_block *block = txc_arena_alloc (&page->arena, sizeof *block);
  txc_block **grown = txc_arena_grow (&page->arena, section->blocks, section->block_count, &section->block_capacity,
                                      sizeof *section->blocks);
  if (grown)
    section->blocks = grown;
  if (!block || !grown)
    return NULL;
  block->kind = kind;
  grown[section->block_count++] = block;
  return block;
}

static txc_block *
add_text_block (txc_page *page, txc_section *section, txc_block_kind kind, const char *text)
{
  const char *kept = copy (page, text);
  txc_block *block = kept ? add_block (page, section, kind) : NULL;
  if (block)
    block->text = kept;
  return block;
}

txc_block *
txc_section_add_paragraph (txc_page *page, txc_section *section, const char *text)
{
  return add_text_block (page, section, TXC_BLOCK_PARAGRAPH, text);
}

txc_block *
txc_section_add_code (txc_page *page, txc_section *section, const char *text)
{
  return add_text_block (page, section, TXC_BLOCK_CODE, text);
}

txc_block *
txc_section_add_entries (txc_page *page, txc_section *section, size_t count)
{
  txc_entry *entries = txc_arena_array (&page->arena, count, sizeof *entries);
  txc_block *block = entries ? add_block (page, section, TXC_BLOCK_ENTRIES) : NULL;
  if (!block)
    return NULL;
  block->entries = entries;
  block->entry_count = count;
  return block;
}

static bool
allocate_grid (txc_page *page, txc_grid *grid, const txc_column *columns)
{
  txc_column *heads = txc_arena_array (&page->arena, grid->column_count, sizeof *heads);
  grid->rows = txc_arena_array (&page->arena, grid->row_count, sizeof *grid->rows);
  if (!heads || !grid->rows)
    return false;
  if (grid->column_count)
    memcpy (heads, columns, grid->column_count * sizeof *heads);
  grid->columns = heads;
  for (size_t i = 0; i < grid->row_count; i++) {
    grid->rows[i].cells = txc_arena_array (&page->arena, grid->column_count, sizeof (txc_cell));
    if (!grid->rows[i].cells)
      return false;
  }
  return true;
}

txc_block *
txc_section_add_grid (txc_page *page, txc_section *section, const txc_column *columns, size_t column_count,
                      size_t row_count)
{
  txc_grid *grid = txc_arena_alloc (&page->arena, sizeof *grid);
  if (!grid)
    return NULL;
  grid->column_count = column_count;
  grid->row_count = row_count;
  txc_block *block = allocate_grid (page, grid, columns) ? add_block (page, section, TXC_BLOCK_GRID) : NULL;
  if (block)
    block->grid = grid;
  return block;
}
