/* SPDX-License-Identifier: Apache-2.0
 *
 * What to ask. Every unknown rule names the facts that would settle it; facts
 * that keep the same verdicts open and belong to one list become one question.
 * The order: verdicts that a "no" settles by itself; then the share of each
 * verdict's open rules that the question covers; then the verdicts it concerns;
 * then cautions; then the order of the features. An answer about one item says
 * nothing of the rest of its list.
 */
#include "eligibility/judge.h"

#include <stdlib.h>

#include "base/error.h"

enum { ITEMS_IN_ONE_QUESTION = 8, NO_ITEM = -1 };

/* One fact that unknown rules wait for. */
typedef struct fact {
  const txc_feature *feature; /* NULL: the country */
  ptrdiff_t item;             /* NO_ITEM: the feature as a whole */
  bool *blocks;               /* by verdict */
  bool *refines;
  bool wanted;                /* an indication or requirement waits for it: a "yes" opens, elsewhere a "no" does */
  size_t question;            /* it became part of, from 1 */
} fact;

/* Indications and requirements must become true, all other rules false, to stop
   keeping a verdict open. */
static bool
must_become_true (const txc_judgement *judgement)
{
  txc_rule_kind kind = judgement->rule->kind;
  return kind == TXC_RULE_REQUIRES || kind == TXC_RULE_INDICATED;
}

/* One unknown rule that keeps a verdict open. */
typedef struct open_rule {
  const txc_judgement *judgement;
  size_t verdict;
  size_t *facts; /* by reading: the fact it is about */
} open_rule;

struct inquiry {
  txc_judge *judge;
  const txc_verdict *verdicts;
  size_t verdict_count;
  fact *facts;
  size_t fact_count, fact_capacity;
  open_rule *open;
  size_t open_count, open_capacity;
};

/* What it takes to sort a question beside its public part. */
typedef struct ranked {
  txc_asking asking;
  double share;
  size_t first_fact;
} ranked;

static fact *
find_fact (struct inquiry *inquiry, const txc_feature *feature, ptrdiff_t item)
{
  for (size_t i = 0; i < inquiry->fact_count; i++)
    if (inquiry->facts[i].feature == feature && inquiry->facts[i].item == item)
      return &inquiry->facts[i];
  txc_arena *arena = inquiry->judge->arena;
  inquiry->facts = txc_arena_grow (arena, inquiry->facts, inquiry->fact_count, &inquiry->fact_capacity, sizeof (fact));
  if (!inquiry->facts)
    return NULL;
  fact *added = &inquiry->facts[inquiry->fact_count];
  *added = (fact){ .feature = feature, .item = item,
                   .blocks = txc_arena_array (arena, inquiry->verdict_count, sizeof (bool)),
                   .refines = txc_arena_array (arena, inquiry->verdict_count, sizeof (bool)) };
  if (!added->blocks || !added->refines)
    return NULL;
  inquiry->fact_count++;
  return added;
}

/* The fact a reading is about. */
static void
reading_fact (const struct inquiry *inquiry, const txc_reading *reading, const txc_feature **feature, ptrdiff_t *item)
{
  *feature = &inquiry->judge->inputs->knowledge_base->features[reading->parameter];
  *item = NO_ITEM;
  const txc_item *found = reading->item ? txc_map_get (&(*feature)->item_by_id, txc_text_of (reading->item)) : NULL;
  if (found)
    *item = found - (*feature)->items;
}

static bool
note_reading (struct inquiry *inquiry, const txc_judgement *judgement, const txc_reading *reading, size_t verdict,
              bool blocks)
{
  const txc_feature *feature;
  ptrdiff_t item;
  reading_fact (inquiry, reading, &feature, &item);
  fact *noted = find_fact (inquiry, feature, item);
  if (!noted)
    return false;
  noted->wanted = noted->wanted || must_become_true (judgement);
  if (blocks)
    noted->blocks[verdict] = true;
  else
    noted->refines[verdict] = true;
  return true;
}

/* Notes the facts that would settle an unknown rule. Where no set of facts is
   known to, everything unknown that it reads. */
static bool
note_rule (struct inquiry *inquiry, const txc_judgement *judgement, size_t verdict, bool blocks)
{
  if (judgement->needs_country) {
    fact *country = find_fact (inquiry, NULL, NO_ITEM);
    if (country && blocks)
      country->blocks[verdict] = true;
    return country != NULL;
  }
  const txc_reasons *reasons = judgement->reasons;
  for (size_t s = 0; s < reasons->settlement_count; s++)
    for (size_t i = 0; i < reasons->settlements[s].count; i++)
      if (!note_reading (inquiry, judgement, &reasons->readings[reasons->settlements[s].readings[i]], verdict, blocks))
        return false;
  for (size_t i = 0; reasons->settlement_count == 0 && i < reasons->reading_count; i++)
    if (reasons->readings[i].present == TXC_UNKNOWN
        && !note_reading (inquiry, judgement, &reasons->readings[i], verdict, blocks))
      return false;
  return true;
}

static bool
note_open (struct inquiry *inquiry, const txc_judgement *judgement, size_t verdict)
{
  inquiry->open = txc_arena_grow (inquiry->judge->arena, inquiry->open, inquiry->open_count, &inquiry->open_capacity,
                                  sizeof *inquiry->open);
  if (!inquiry->open)
    return false;
  inquiry->open[inquiry->open_count++] = (open_rule){ judgement, verdict, NULL };
  return note_rule (inquiry, judgement, verdict, true);
}

/* Settled headlines ask nothing; an undetermined one asks for what keeps it so,
   and every open one for its cautions. */
static bool
note_verdict (struct inquiry *inquiry, const txc_verdict *verdict, size_t index)
{
  if (verdict->kind < TXC_VERDICT_UNDETERMINED)
    return true;
  for (size_t i = 0; i < verdict->judgement_count; i++) {
    const txc_judgement *judgement = &verdict->judgements[i];
    if (judgement->answer != TXC_RULE_UNKNOWN)
      continue;
    bool blocks = verdict->kind == TXC_VERDICT_UNDETERMINED && txc_judge_blocks (verdict, judgement);
    if (!(blocks ? note_open (inquiry, judgement, index) : note_rule (inquiry, judgement, index, false)))
      return false;
  }
  /* Any one member would do: its questions come after the treatment's own. */
  bool only_slots = true;
  for (size_t i = 0; i < verdict->judgement_count; i++)
    only_slots = only_slots && !txc_judge_blocks (verdict, &verdict->judgements[i]);
  for (size_t s = 0; s < verdict->slot_count; s++) {
    if (!verdict->slots[s].decides)
      continue;
    for (size_t m = 0; m < verdict->slots[s].member_count; m++) {
      const txc_verdict *member = &verdict->slots[s].members[m];
      for (size_t i = 0; i < member->judgement_count; i++)
        if (txc_judge_blocks (member, &member->judgements[i])
            && !note_rule (inquiry, &member->judgements[i], index, only_slots))
          return false;
    }
  }
  return true;
}

/* ---- one question ------------------------------------------------------------- */

static bool
same_verdicts (const struct inquiry *inquiry, const fact *a, const fact *b)
{
  size_t size = inquiry->verdict_count * sizeof (bool);
  bool blocking = false;
  for (size_t i = 0; i < inquiry->verdict_count; i++)
    blocking = blocking || a->blocks[i];
  return a->wanted == b->wanted && memcmp (a->blocks, b->blocks, size) == 0
         && (blocking || memcmp (a->refines, b->refines, size) == 0);
}

/* Once all facts are noted: which fact each reading of each open rule is about. */
static bool
connect (struct inquiry *inquiry)
{
  for (size_t i = 0; i < inquiry->open_count; i++) {
    open_rule *open = &inquiry->open[i];
    const txc_reasons *reasons = open->judgement->reasons;
    open->facts = txc_arena_array (inquiry->judge->arena, reasons->reading_count + 1, sizeof *open->facts);
    if (!open->facts)
      return false;
    for (size_t r = 0; r < reasons->reading_count; r++) {
      const txc_feature *feature;
      ptrdiff_t item;
      reading_fact (inquiry, &reasons->readings[r], &feature, &item);
      for (size_t f = 0; f < inquiry->fact_count; f++, open->facts[r]++)
        if (inquiry->facts[f].feature == feature && inquiry->facts[f].item == item)
          break;
    }
  }
  return true;
}

static bool
asks (const struct inquiry *inquiry, size_t question, const open_rule *open, size_t reading)
{
  size_t at = open->facts[reading];
  return at < inquiry->fact_count && inquiry->facts[at].question == question;
}

/* Would answers to this question alone settle the rule as `outcome`? `by_no`: answers that all say no. */
static bool
settles_as (const struct inquiry *inquiry, size_t question, const open_rule *open, txc_answer outcome, bool by_no)
{
  const txc_reasons *reasons = open->judgement->reasons;
  if (open->judgement->needs_country)
    return false;
  for (size_t s = 0; s < reasons->settlement_count; s++) {
    const txc_settlement *settlement = &reasons->settlements[s];
    bool within = settlement->outcome == outcome;
    for (size_t i = 0; within && i < settlement->count; i++)
      within = asks (inquiry, question, open, settlement->readings[i]);
    for (size_t i = 0; within && by_no && i < settlement->supposition_count; i++)
      within = settlement->suppositions[i].truth == TXC_FALSE;
    if (within)
      return true;
  }
  return false;
}

/* Does a "no" settle the rule so that it stops keeping its verdict open? */
static bool
no_settles (const struct inquiry *inquiry, size_t question, const open_rule *open)
{
  return settles_as (inquiry, question, open, must_become_true (open->judgement) ? TXC_TRUE : TXC_FALSE, true);
}

/* The verdicts that a "no" to the whole question settles, and the share of each
   verdict's open rules it covers. */
static bool
weigh (const struct inquiry *inquiry, size_t question, ranked *made)
{
  txc_arena *arena = inquiry->judge->arena;
  size_t *settled = txc_arena_array (arena, inquiry->verdict_count + 1, sizeof *settled);
  if (!settled)
    return false;
  for (size_t v = 0; v < inquiry->verdict_count; v++) {
    size_t open = 0, covered = 0, denied = 0;
    for (size_t i = 0; i < inquiry->open_count; i++) {
      if (inquiry->open[i].verdict != v)
        continue;
      const open_rule *rule = &inquiry->open[i];
      bool no = no_settles (inquiry, question, rule);
      open++;
      denied += no;
      covered += no || settles_as (inquiry, question, rule, TXC_TRUE, false) || settles_as (inquiry, question, rule, TXC_FALSE, false);
    }
    bool otherwise_open = inquiry->verdicts[v].no_indication;
    for (size_t s = 0; s < inquiry->verdicts[v].slot_count; s++)
      otherwise_open = otherwise_open || inquiry->verdicts[v].slots[s].answer == TXC_RULE_UNKNOWN;
    if (open > 0)
      made->share += (double)covered / (double)open;
    if (open > 0 && denied == open && !otherwise_open)
      settled[made->asking.settled_by_no_count++] = v;
  }
  made->asking.settled_by_no = settled;
  return true;
}

/* ---- its words ------------------------------------------------------------------ */

static void
add_names (txc_buffer *out, const txc_asking *asking)
{
  for (size_t i = 0; i < asking->item_count; i++) {
    txc_buffer_add (out, i == 0 ? "" : i + 1 == asking->item_count ? " or " : ", ");
    txc_buffer_add (out, asking->items[i]->name);
  }
}

static void
add_question (txc_buffer *out, const txc_asking *asking)
{
  const txc_feature *feature = asking->feature;
  if (!feature) {
    txc_buffer_add (out, "In which country? What is allowed differs.");
    return;
  }
  if (asking->item_count == 0) {
    txc_buffer_add (out, feature->question ? feature->question : feature->name);
    return;
  }
  if (asking->item_count == 1 && asking->items[0]->question) {
    txc_buffer_add (out, asking->items[0]->question);
    return;
  }
  bool ever = true;
  for (size_t i = 0; i < asking->item_count; i++)
    ever = ever && asking->items[i]->ever;
  switch (feature->derivation) {
  case TXC_DERIVE_CONDITIONS:
    txc_buffer_add (out, ever ? "Has the person ever had " : "Does the person have ");
    break;
  case TXC_DERIVE_MEDICATIONS:
    if (feature->medication_status == TXC_MEDICATION_FAILED)
      txc_buffer_add (out, "Did an adequate trial fail of ");
    else if (feature->within.count > 0)
      txc_buffer_printf (out, "Does the person take, or stopped less than %d %ss ago, ", feature->within.count, feature->within.unit);
    else
      txc_buffer_add (out, "Does the person take ");
    break;
  case TXC_DERIVE_ALLERGIES:
    txc_buffer_add (out, "Is the person allergic to ");
    break;
  default:
    txc_buffer_printf (out, "%s: ", feature->name);
    break;
  }
  add_names (out, asking);
  txc_buffer_add_char (out, '?');
}

/* ---- answers ------------------------------------------------------------------ */

/* Statements while they are made; each is copied into the arena. */
struct answers {
  txc_arena *arena;
  const char **items;
  size_t count;
  bool failed;
};

static const char *add_answer (struct answers *answers, const char *format, ...) TXC_PRINTF (2, 3);

static const char *
add_answer (struct answers *answers, const char *format, ...)
{
  txc_buffer text = { 0 };
  va_list arguments;
  va_start (arguments, format);
  txc_buffer_vprintf (&text, format, arguments);
  va_end (arguments);
  const char *kept = txc_buffer_keep (&text, answers->arena);
  answers->failed |= !kept;
  answers->items[answers->count++] = kept;
  return kept;
}

/* No to all of them at once, or yes to one. */
static void
answer_items (struct answers *answers, const txc_asking *asking)
{
  const char *feature = asking->feature->id;
  if (asking->item_count == 1 && asking->feature->derivation == TXC_DERIVE_CONDITIONS) {
    add_answer (answers, "no %s", asking->item_ids[0]);
    add_answer (answers, "has %s", asking->item_ids[0]);
    return;
  }
  txc_buffer none = { 0 };
  for (size_t i = 0; i < asking->item_count; i++)
    txc_buffer_printf (&none, "%s-%s", i > 0 ? "," : "", asking->item_ids[i]);
  add_answer (answers, "%s=%s", feature, txc_buffer_string (&none));
  answers->failed |= none.failed;
  txc_buffer_release (&none);
  for (size_t i = 0; i < asking->item_count; i++)
    add_answer (answers, "%s=%s", feature, asking->item_ids[i]);
}

static void
answer_feature (struct answers *answers, const txc_facts *facts, const txc_feature *feature)
{
  if (feature->type.kind == TXC_CQL_BOOLEAN) {
    add_answer (answers, "%s=no", feature->id);
    add_answer (answers, "%s=yes", feature->id);
  } else if (feature->type.kind == TXC_CQL_LIST) {
    /* Nothing, or nothing more than what is known. */
    bool something = facts->list (facts->context, feature->index).present_count > 0;
    add_answer (answers, "%s%s=none", feature->id, something ? "+" : "");
  } else {
    for (size_t i = 0; i < feature->item_count; i++)
      add_answer (answers, "%s=%s", feature->id, feature->items[i].id);
  }
}

/* What to write where the answers cannot all be written down. */
static const char *
fill_in (txc_arena *arena, const txc_feature *feature)
{
  txc_buffer text = { 0 };
  if (feature->type.kind == TXC_CQL_LIST)
    txc_buffer_printf (&text, "%s=...", feature->id);
  else
    txc_buffer_printf (&text, "%s=...%s%s", feature->id, feature->unit ? " " : "", feature->unit ? feature->unit : "");
  return txc_buffer_keep (&text, arena);
}

static bool
needs_filling_in (const txc_feature *feature)
{
  return feature->type.kind == TXC_CQL_LIST || (feature->type.kind != TXC_CQL_BOOLEAN && feature->item_count == 0);
}

static bool
add_answers (struct inquiry *inquiry, txc_asking *asking)
{
  const txc_feature *feature = asking->feature;
  size_t most = 2 + asking->item_count + (feature ? feature->item_count : 0);
  struct answers answers = { .arena = inquiry->judge->arena };
  answers.items = txc_arena_array (answers.arena, most, sizeof *answers.items);
  if (!answers.items)
    return false;
  if (!feature)
    add_answer (&answers, "country=US");
  else if (asking->item_count > 0)
    answer_items (&answers, asking);
  else
    answer_feature (&answers, &inquiry->judge->inputs->facts, feature);
  if (feature && asking->item_count == 0 && needs_filling_in (feature))
    answers.failed |= !(asking->fill_in = fill_in (answers.arena, feature));
  asking->answers = answers.items;
  asking->answer_count = answers.count;
  return !answers.failed;
}

static bool
put_in_words (struct inquiry *inquiry, txc_asking *asking)
{
  txc_buffer text = { 0 };
  const char **ids = txc_arena_array (inquiry->judge->arena, asking->item_count + 1, sizeof *ids);
  if (!ids)
    return false;
  for (size_t i = 0; i < asking->item_count; i++)
    ids[i] = asking->items[i]->id;
  asking->item_ids = ids;
  add_question (&text, asking);
  asking->text = txc_buffer_keep (&text, inquiry->judge->arena);
  return asking->text && add_answers (inquiry, asking);
}

/* ---- all of them ------------------------------------------------------------- */

/* The question that begins with fact `first`, and every fact that joins it. */
static bool
make_question (struct inquiry *inquiry, size_t first, size_t number, ranked *made)
{
  txc_arena *arena = inquiry->judge->arena;
  fact *leader = &inquiry->facts[first];
  const txc_item **items = txc_arena_array (arena, ITEMS_IN_ONE_QUESTION, sizeof *items);
  if (!items)
    return false;
  *made = (ranked){ .asking = { .feature = leader->feature, .items = items }, .first_fact = first };
  leader->question = number;
  if (leader->item != NO_ITEM)
    items[made->asking.item_count++] = &leader->feature->items[leader->item];
  for (size_t i = first + 1; leader->item != NO_ITEM && i < inquiry->fact_count; i++) {
    fact *other = &inquiry->facts[i];
    if (other->question || other->feature != leader->feature || other->item == NO_ITEM
        || made->asking.item_count == ITEMS_IN_ONE_QUESTION || !same_verdicts (inquiry, leader, other))
      continue;
    other->question = number;
    items[made->asking.item_count++] = &other->feature->items[other->item];
  }
  for (size_t v = 0; v < inquiry->verdict_count; v++) {
    made->asking.blocks += leader->blocks[v];
    made->asking.refines += leader->refines[v];
  }
  return weigh (inquiry, number, made) && put_in_words (inquiry, &made->asking);
}

static int
compare_counts (size_t a, size_t b)
{
  return (a < b) - (a > b);
}

static int
by_use (const void *left, const void *right)
{
  const ranked *a = left, *b = right;
  int order = compare_counts (a->asking.settled_by_no_count, b->asking.settled_by_no_count);
  if (order == 0)
    order = (a->share < b->share) - (a->share > b->share);
  if (order == 0)
    order = compare_counts (a->asking.blocks, b->asking.blocks);
  if (order == 0)
    order = compare_counts (a->asking.refines, b->asking.refines);
  return order ? order : (a->first_fact > b->first_fact) - (a->first_fact < b->first_fact);
}

txc_status
txc_judge_questions (txc_judge *judge, const txc_verdict *verdicts, size_t count, const txc_asking **questions,
                     size_t *question_count)
{
  struct inquiry inquiry = { .judge = judge, .verdicts = verdicts, .verdict_count = count };
  for (size_t i = 0; i < count; i++)
    if (!note_verdict (&inquiry, &verdicts[i], i))
      return txc_error_no_memory (judge->err);
  if (!connect (&inquiry))
    return txc_error_no_memory (judge->err);
  size_t capacity = inquiry.fact_count ? inquiry.fact_count : 1, made = 0;
  ranked *all = txc_arena_array (judge->arena, capacity, sizeof *all);
  txc_asking *askings = txc_arena_array (judge->arena, capacity, sizeof *askings);
  if (!all || !askings)
    return txc_error_no_memory (judge->err);
  for (size_t i = 0; i < inquiry.fact_count; i++) {
    if (inquiry.facts[i].question)
      continue;
    if (!make_question (&inquiry, i, made + 1, &all[made]))
      return txc_error_no_memory (judge->err);
    made++;
  }
  qsort (all, made, sizeof *all, by_use);
  for (size_t i = 0; i < made; i++)
    askings[i] = all[i].asking;
  *questions = askings;
  *question_count = made;
  return TXC_OK;
}
