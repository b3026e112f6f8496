/* SPDX-License-Identifier: Apache-2.0
 *
 * The smallest sets of facts that settle an unknown rule.
 *
 * The rule's and, or, not, xor, implies, exists and Count are taken apart down to
 * its atoms: comparisons and memberships that are unknown. A way is a set of
 * atoms with their truth that makes a clause true (or false); the ways of a
 * clause follow from those of its parts, smaller ways absorb larger ones, and
 * ways that want a fact to be two things at once are left out (witness.c).
 */
#include "cql/settle.h"

/* The atom of a clause, or of an item in a list parameter; NULL when full. */
static txc_atom *
find_atom (txc_settling *s, const txc_cql_node *node, const txc_cql_value *item, const txc_cql_node *list)
{
  const char *text = s->e->rule->text.data;
  for (size_t i = 0; i < s->atom_count; i++) {
    txc_atom *atom = &s->atoms[i];
    if (item ? atom->item && atom->list->parameter == list->parameter
                 && txc_cql_equal (atom->item, item, txc_cql_offset (&s->e->x)) == TXC_TRUE
             : !atom->item && atom->node->op == node->op && atom->node->length == node->length
                 && memcmp (text + atom->node->offset, text + node->offset, node->length) == 0)
      return atom;
  }
  if (s->atom_count == TXC_MOST_ATOMS)
    return NULL;
  txc_atom *atom = &s->atoms[s->atom_count++];
  *atom = (txc_atom){ .node = node, .item = item, .list = list };
  return atom;
}

static void
remember (txc_explanation *e, size_t reading, void *data)
{
  txc_atom *atom = data;
  bool unknown = e->readings[reading].present == TXC_UNKNOWN;
  for (size_t i = 0; i < atom->count; i++)
    unknown = unknown && atom->readings[i] != reading;
  if (!unknown)
    return;
  size_t *grown = txc_arena_grow (e->arena, atom->readings, atom->count, &atom->capacity, sizeof *grown);
  if (!grown) {
    e->failed = true;
    return;
  }
  atom->readings = grown;
  grown[atom->count++] = reading;
}

/* --- sets of ways --------------------------------------------------------- */

static size_t
size_of (const txc_way *way)
{
  size_t count = 0;
  for (size_t i = 0; i < TXC_WAY_WORDS; i++)
    for (uint64_t word = way->words[i]; word; word &= word - 1)
      count++;
  return count;
}

static bool
within (const txc_way *small, const txc_way *large)
{
  for (size_t i = 0; i < TXC_WAY_WORDS; i++)
    if (small->words[i] & ~large->words[i])
      return false;
  return true;
}

/* Bit 2a says atom a is false, bit 2a + 1 that it is true. */
static bool
contradicts_itself (const txc_way *way)
{
  for (size_t i = 0; i < TXC_WAY_WORDS; i++)
    if (way->words[i] & way->words[i] >> 1 & 0x5555555555555555)
      return true;
  return false;
}

static void
add_way (txc_settling *s, txc_ways *ways, const txc_way *way)
{
  if (contradicts_itself (way))
    return;
  size_t kept = 0;
  for (size_t i = 0; i < ways->count; i++)
    if (within (&ways->items[i], way))
      return;
  for (size_t i = 0; i < ways->count; i++)
    if (!within (way, &ways->items[i]))
      ways->items[kept++] = ways->items[i];
  ways->count = kept;
  if (kept == TXC_MOST_WAYS) {
    size_t largest = 0;
    for (size_t i = 1; i < kept; i++)
      if (size_of (&ways->items[i]) > size_of (&ways->items[largest]))
        largest = i;
    if (size_of (way) < size_of (&ways->items[largest]))
      ways->items[largest] = *way;
    return;
  }
  txc_way *grown = txc_arena_grow (s->e->arena, ways->items, ways->count, &ways->capacity, sizeof *grown);
  if (!grown) {
    s->e->failed = true;
    return;
  }
  ways->items = grown;
  ways->items[ways->count++] = *way;
}

static txc_ways
either (txc_settling *s, const txc_ways *a, const txc_ways *b)
{
  txc_ways result = { 0 };
  for (size_t i = 0; i < a->count; i++)
    add_way (s, &result, &a->items[i]);
  for (size_t i = 0; i < b->count; i++)
    add_way (s, &result, &b->items[i]);
  return result;
}

static txc_ways
both (txc_settling *s, const txc_ways *a, const txc_ways *b)
{
  txc_ways result = { 0 };
  for (size_t i = 0; i < a->count; i++)
    for (size_t j = 0; j < b->count; j++) {
      txc_way way = a->items[i];
      for (size_t k = 0; k < TXC_WAY_WORDS; k++)
        way.words[k] |= b->items[j].words[k];
      add_way (s, &result, &way);
    }
  return result;
}

/* Both outcomes of a clause. */
typedef struct outcomes {
  txc_ways yes;
  txc_ways no;
} outcomes;

/* A clause that is known: nothing has to be supposed. */
static outcomes
known (txc_settling *s, bool truth)
{
  outcomes result = { 0 };
  txc_way nothing = { { 0 } };
  add_way (s, truth ? &result.yes : &result.no, &nothing);
  return result;
}

static outcomes
of_atom (txc_settling *s, const txc_atom *atom)
{
  outcomes result = { 0 };
  if (!atom || atom->count == 0)
    return result;
  size_t bit = (size_t)(atom - s->atoms) * 2;
  txc_way no = { { 0 } }, yes = { { 0 } };
  no.words[bit / 64] = (uint64_t)1 << bit % 64;
  yes.words[bit / 64] = (uint64_t)2 << bit % 64;
  add_way (s, &result.no, &no);
  add_way (s, &result.yes, &yes);
  return result;
}

static outcomes
negated (outcomes a)
{
  return (outcomes){ a.no, a.yes };
}

static outcomes
conjunction (txc_settling *s, const outcomes *a, const outcomes *b)
{
  return (outcomes){ both (s, &a->yes, &b->yes), either (s, &a->no, &b->no) };
}

static outcomes
disjunction (txc_settling *s, const outcomes *a, const outcomes *b)
{
  return (outcomes){ either (s, &a->yes, &b->yes), both (s, &a->no, &b->no) };
}

static outcomes
exclusive (txc_settling *s, const outcomes *a, const outcomes *b)
{
  outcomes not_b = negated (*b), not_a = negated (*a);
  outcomes first = conjunction (s, a, &not_b), second = conjunction (s, &not_a, b);
  outcomes same = conjunction (s, a, b), neither = conjunction (s, &not_a, &not_b);
  return (outcomes){ either (s, &first.yes, &second.yes), either (s, &same.yes, &neither.yes) };
}

/* --- clauses -------------------------------------------------------------- */

static outcomes
of_item (txc_settling *s, const txc_cql_node *list, const txc_cql_value *item, const txc_cql_node *place)
{
  txc_answer answer = txc_cql_known_member (&s->e->x, item, list);
  if (answer != TXC_UNKNOWN)
    return known (s, answer == TXC_TRUE);
  if (list->op == TXC_OP_PARAMETER) {
    txc_atom *atom = find_atom (s, place, item, list);
    if (atom)
      remember (s->e, txc_explain_find (s->e, list->parameter, item), atom);
    return of_atom (s, atom);
  }
  outcomes left = of_item (s, list->arguments[0], item, place), right = of_item (s, list->arguments[1], item, place);
  if (list->op == TXC_OP_EXCEPT)
    right = negated (right);
  return list->op == TXC_OP_UNION ? disjunction (s, &left, &right) : conjunction (s, &left, &right);
}

static bool
met_before (txc_settling *s, const txc_cql_list *items, size_t i)
{
  bool met = items->items[i].is_null;
  for (size_t j = 0; j < i && !met; j++)
    met = txc_cql_equal (&items->items[j], &items->items[i], txc_cql_offset (&s->e->x)) == TXC_TRUE;
  return met;
}

/* The ways in which `wanted` of the items are in the list, or are not: after each
   item, by_count[k] are those in which k of the items so far are. Counts from which
   the remaining items can no longer reach `wanted` are not followed. */
static txc_ways
choose (txc_settling *s, const txc_ways *items, size_t count, size_t wanted)
{
  txc_ways *by_count = txc_arena_array (s->e->arena, wanted + 1, sizeof *by_count);
  if (!by_count) {
    s->e->failed = true;
    return (txc_ways){ 0 };
  }
  by_count[0] = known (s, true).yes;
  for (size_t i = 0; i < count; i++) {
    size_t remaining = count - i - 1, least = wanted > remaining ? wanted - remaining : 1;
    for (size_t k = wanted < i + 1 ? wanted : i + 1; k >= least; k--) {
      txc_ways more = both (s, &by_count[k - 1], &items[i]);
      by_count[k] = either (s, &by_count[k], &more);
    }
  }
  return by_count[wanted];
}

enum { most_chosen_from = 64 };

/* At least `number` of the items are in the list. Of very many items no more
   than "any" and "none" are worked out. */
static outcomes
of_count (txc_settling *s, const txc_cql_node *list, int64_t number, const txc_cql_node *place)
{
  const txc_cql_list *items = txc_explain_items (list);
  size_t distinct = 0;
  for (size_t i = 0; i < items->count; i++)
    distinct += !met_before (s, items, i);
  if (number <= 0 || number > (int64_t)distinct)
    return known (s, number <= 0);
  size_t wanted = (size_t)number, refused = distinct - wanted + 1, count = 0;
  txc_ways *present = txc_arena_array (s->e->arena, distinct, sizeof *present);
  txc_ways *absent = txc_arena_array (s->e->arena, distinct, sizeof *absent);
  s->e->failed |= !present || !absent;
  if (s->e->failed || (distinct > most_chosen_from && wanted > 1 && refused > 1))
    return (outcomes){ 0 };
  for (size_t i = 0; i < items->count; i++) {
    if (met_before (s, items, i))
      continue;
    outcomes one = of_item (s, list, &items->items[i], place);
    present[count] = one.yes;
    absent[count++] = one.no;
  }
  return (outcomes){ choose (s, present, count, wanted), choose (s, absent, count, refused) };
}

static outcomes
of_clause (txc_settling *s, const txc_cql_node *node)
{
  txc_answer answer = txc_cql_truth (&s->e->x, node);
  if (answer != TXC_UNKNOWN)
    return known (s, answer == TXC_TRUE);
  const txc_cql_node *list;
  int64_t number;
  bool holds;
  outcomes left, right;
  switch (node->op) {
  case TXC_OP_NOT: return negated (of_clause (s, node->arguments[0]));
  case TXC_OP_AND:
  case TXC_OP_OR:
    left = of_clause (s, node->arguments[0]);
    for (size_t i = 1; i < node->count; i++) {
      right = of_clause (s, node->arguments[i]);
      left = node->op == TXC_OP_AND ? conjunction (s, &left, &right) : disjunction (s, &left, &right);
    }
    return left;
  case TXC_OP_XOR:
  case TXC_OP_IMPLIES:
    left = of_clause (s, node->arguments[0]);
    right = of_clause (s, node->arguments[1]);
    if (node->op == TXC_OP_XOR)
      return exclusive (s, &left, &right);
    left = negated (left);
    return disjunction (s, &left, &right);
  case TXC_OP_EXISTS:
    if (node->arguments[0]->reads_list && txc_explain_items (node->arguments[0]))
      return of_count (s, node->arguments[0], 1, node);
    break;
  case TXC_OP_IN:
    if (node->arguments[1]->reads_list && node->arguments[0]->op == TXC_OP_LITERAL)
      return of_item (s, node->arguments[1], node->arguments[0]->literal, node);
    break;
  default:
    if (!txc_explain_threshold (node, &list, &number, &holds))
      break;
    left = of_count (s, list, number, node);
    if (node->op == TXC_OP_EQUAL || node->op == TXC_OP_NOT_EQUAL) {
      right = of_count (s, list, number + 1, node);
      right = negated (right);
      left = conjunction (s, &left, &right);
    }
    return holds ? left : negated (left);
  }
  txc_atom *atom = find_atom (s, node, NULL, NULL);
  if (atom)
    txc_explain_visit (s->e, node, remember, atom);
  return of_atom (s, atom);
}

/* --- from ways to settlements --------------------------------------------- */

static bool
supposes (const txc_way *way, size_t atom, bool truth)
{
  size_t bit = atom * 2 + truth;
  return way->words[bit / 64] >> bit % 64 & 1;
}

/* The facts a way needs, each once, and what is supposed of them. */
static bool
fill_settlement (txc_settling *s, const txc_way *way, txc_answer outcome, txc_settlement *out)
{
  bool *needed = txc_arena_array (s->e->arena, s->e->count + 1, sizeof *needed);
  size_t *indices = txc_arena_array (s->e->arena, s->e->count + 1, sizeof *indices);
  txc_supposition *suppositions = txc_arena_array (s->e->arena, size_of (way) + 1, sizeof *suppositions);
  if (!needed || !indices || !suppositions) {
    s->e->failed = true;
    return false;
  }
  *out = (txc_settlement){ .outcome = outcome, .readings = indices, .suppositions = suppositions };
  for (size_t i = 0; i < s->atom_count; i++) {
    const txc_atom *atom = &s->atoms[i];
    bool truth = supposes (way, i, true);
    if (!truth && !supposes (way, i, false))
      continue;
    suppositions[out->supposition_count++] = (txc_supposition){ atom->readings[0], txc_answer_of (truth),
                                                                atom->node->offset, atom->node->length };
    for (size_t j = 0; j < atom->count; j++)
      needed[atom->readings[j]] = true;
  }
  for (size_t i = 0; i < s->e->count; i++)
    if (needed[i])
      indices[out->count++] = i;
  return true;
}

/* Both lists of indices are sorted. */
static bool
facts_within (const txc_settlement *small, const txc_settlement *large)
{
  size_t j = 0;
  for (size_t i = 0; i < small->count; i++, j++) {
    while (j < large->count && large->readings[j] < small->readings[i])
      j++;
    if (j == large->count || large->readings[j] != small->readings[i])
      return false;
  }
  return true;
}

/* Smallest first, true before false. Ways that need no fewer facts than another
   one add nothing. */
static size_t
insert_settlement (txc_settlement *all, size_t count, size_t capacity, const txc_settlement *one)
{
  for (size_t i = 0; i < count; i++)
    if (all[i].outcome == one->outcome && facts_within (&all[i], one))
      return count;
  size_t kept = 0;
  for (size_t i = 0; i < count; i++)
    if (all[i].outcome != one->outcome || !facts_within (one, &all[i]))
      all[kept++] = all[i];
  if (kept == capacity)
    return kept;
  size_t at = kept;
  for (; at > 0 && all[at - 1].count > one->count; at--)
    all[at] = all[at - 1];
  all[at] = *one;
  return kept + 1;
}

enum { most_settlements = 32 };

void
txc_explain_settle (txc_explanation *e, txc_reasons *reasons)
{
  txc_settling s = { .e = e, .atoms = txc_arena_array (e->arena, TXC_MOST_ATOMS, sizeof (txc_atom)) };
  size_t capacity = 2 * TXC_MOST_WAYS;
  txc_settlement *all = txc_arena_array (e->arena, capacity, sizeof *all);
  if (!s.atoms || !all) {
    e->failed = true;
    return;
  }
  outcomes rule = of_clause (&s, e->rule->root);
  size_t count = 0;
  for (size_t i = 0; i < rule.yes.count + rule.no.count && !e->failed; i++) {
    bool yes = i < rule.yes.count;
    const txc_way *way = yes ? &rule.yes.items[i] : &rule.no.items[i - rule.yes.count];
    txc_settlement one;
    if (txc_settle_possible (&s, way) && fill_settlement (&s, way, txc_answer_of (yes), &one))
      count = insert_settlement (all, count, capacity, &one);
  }
  reasons->settlements = all;
  reasons->settlement_count = count > most_settlements ? most_settlements : count;
}
