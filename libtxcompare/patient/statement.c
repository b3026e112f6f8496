/* SPDX-License-Identifier: Apache-2.0
 *
 * Facts that the caller states in words: "age=52", "conditions=-aneurysm",
 * "no aneurysm".
 */
#include "patient/builder.h"
#include "text/utf8.h"

enum { shown = 60 };

static int
cut (txc_text text)
{
  return txc_utf8_cut (text, shown);
}

/* The same name in an id, in a sentence or in capitals. */
static bool
same_name (txc_text a, txc_text b)
{
  size_t i = 0, j = 0;
  while (i < a.length && j < b.length) {
    char x = a.data[i++], y = b.data[j++];
    x = x == '-' || x == '_' ? ' ' : x >= 'A' && x <= 'Z' ? (char)(x + 32) : x;
    y = y == '-' || y == '_' ? ' ' : y >= 'A' && y <= 'Z' ? (char)(y + 32) : y;
    if (x != y)
      return false;
  }
  return i == a.length && j == b.length;
}

int
txc_item_named (const txc_feature *feature, txc_text name)
{
  name = txc_text_trim (name);
  for (size_t i = 0; i < feature->item_count; i++)
    if (same_name (name, txc_text_of (feature->items[i].id)) || same_name (name, txc_text_of (feature->items[i].name)))
      return (int)i;
  for (size_t i = 0; i < feature->item_count; i++)
    for (size_t j = 0; j < feature->items[i].alias_count; j++)
      if (same_name (name, txc_text_of (feature->items[i].aliases[j])))
        return (int)i;
  return TXC_NO_ITEM;
}

int
txc_feature_item_index (const txc_feature *feature, const char *id)
{
  const txc_item *item = txc_map_get (&feature->item_by_id, txc_text_of (id));
  if (item)
    return (int)(item - feature->items);
  for (size_t i = 0; i < feature->item_count; i++)
    if (strcmp (feature->items[i].id, id) == 0)
      return (int)i;
  return TXC_NO_ITEM;
}

/* A name that begins with or holds the words asked for is nearer than one with a like spelling. */
static size_t
distance (txc_text wanted, const char *name, size_t limit)
{
  txc_text text = txc_text_of (name);
  return txc_text_holds (text, wanted) ? 1 : txc_text_distance (wanted, text, limit);
}

static void
nearer (txc_text wanted, const txc_item *item, const char *name, size_t *best, const char **nearest)
{
  size_t d = distance (wanted, name, *best);
  if (d < *best) {
    *best = d;
    *nearest = item->id;
  }
}

static const char *
nearest_item (const txc_feature *feature, txc_text name, size_t *best)
{
  const char *nearest = NULL;
  for (size_t i = 0; i < feature->item_count; i++) {
    const txc_item *item = &feature->items[i];
    nearer (name, item, item->id, best, &nearest);
    nearer (name, item, item->name, best, &nearest);
    for (size_t j = 0; j < item->alias_count; j++)
      nearer (name, item, item->aliases[j], best, &nearest);
  }
  return nearest;
}

/* Without a name that is near: where there are few, all of them. */
static txc_status
unknown_of_few (const txc_feature *feature, txc_text name, txc_error **err)
{
  enum { few = 6 };
  txc_buffer names = { 0 };
  for (size_t i = 0; i < feature->item_count && feature->item_count <= few; i++)
    txc_buffer_printf (&names, "%s%s", i > 0 ? ", " : ": ", feature->items[i].id);
  txc_status status = names.failed ? txc_error_no_memory (err)
                                   : txc_error_set (err, TXC_NOT_FOUND, NULL, "%s: '%.*s' is not one of them%s", feature->id,
                                                    cut (name), name.data, txc_buffer_string (&names));
  txc_buffer_release (&names);
  return status;
}

txc_status
txc_item_unknown (const txc_feature *feature, txc_text name, txc_error **err)
{
  size_t best = name.length < 6 ? 2 : name.length / 3 + 1;
  const char *nearest = nearest_item (feature, name, &best);
  if (nearest)
    return txc_error_set (err, TXC_NOT_FOUND, NULL, "%s: '%.*s' is not one of them; did you mean '%s'?", feature->id,
                          cut (name), name.data, nearest);
  return unknown_of_few (feature, name, err);
}

static bool
related (const txc_item *item, int other)
{
  for (size_t i = 0; i < item->is_a_count; i++)
    if (item->is_a[i] == (size_t)other)
      return true;
  return false;
}

/* Whether both cannot be true of one list. */
static bool
contradict (const txc_feature *feature, const txc_said *a, const txc_said *b)
{
  if (a->kind == TXC_SAID_COMPLETE && b->kind == TXC_SAID_PRESENT)
    return true; /* decided by the caller: present before "none" */
  if (a->kind != TXC_SAID_PRESENT || b->kind != TXC_SAID_ABSENT)
    return false;
  return a->item == b->item || related (&feature->items[a->item], b->item);
}

static const char *
said_name (const txc_feature *feature, const txc_said *said)
{
  return said->item == TXC_NO_ITEM ? "nothing else" : feature->items[said->item].name;
}

/* Who takes it now took it in the last days as well: what is present of `now`
   cannot be absent of `before`. */
static bool
contradict_over_time (const txc_feature *now, const txc_said *present, const txc_feature *before, const txc_said *absent)
{
  if (present->kind != TXC_SAID_PRESENT || !txc_feature_carries_over (now, before))
    return false;
  txc_said carried = *present;
  carried.item = txc_feature_item_index (before, now->items[present->item].id);
  return carried.item != TXC_NO_ITEM && (contradict (before, &carried, absent) || contradict (before, absent, &carried));
}

static bool
lists_contradict (const txc_feature *a, const txc_said *said_a, const txc_feature *b, const txc_said *said_b)
{
  if (a == b)
    return contradict (a, said_a, said_b) || contradict (a, said_b, said_a);
  return contradict_over_time (a, said_a, b, said_b) || contradict_over_time (b, said_b, a, said_a);
}

/* Was what is said now stated to be on that list before it was said to be whole? */
static bool
is_on_it (const txc_patient_builder *builder, const txc_feature *list, const txc_feature *feature, const txc_said *new)
{
  if (new->kind != TXC_SAID_PRESENT)
    return false;
  int item = txc_feature_item_index (list, feature->items[new->item].id);
  for (size_t i = 0; i < builder->now.said_count; i++) {
    const txc_said *old = &builder->now.said[i];
    if (old->of.stated && old->feature == list->index && old->kind == TXC_SAID_PRESENT
        && (old->item == item || related (&list->items[old->item], item)))
      return true;
  }
  return false;
}

/* `none` counts as complete with nothing stated present. */
txc_status
txc_stated_contradiction (const txc_patient_builder *builder, const txc_said *new, txc_error **err)
{
  const txc_feature *feature = &builder->knowledge_base->features[new->feature];
  for (size_t i = 0; i < builder->now.said_count; i++) {
    const txc_said *old = &builder->now.said[i];
    const txc_feature *of_old = &builder->knowledge_base->features[old->feature];
    if (!old->of.stated || (old->kind == TXC_SAID_COMPLETE && is_on_it (builder, of_old, feature, new)))
      continue;
    if (new->kind == TXC_SAID_VALUE) {
      if (of_old == feature && !txc_value_equal (&old->value, &new->value)
          && (txc_said_time (&new->of) == txc_said_time (&old->of)
              || !(txc_said_is_stale (&old->of, feature, &builder->as_of) || txc_said_is_stale (&new->of, feature, &builder->as_of))))
        return txc_error_set (err, TXC_INVALID_DATA, NULL, "%s was already stated with another value", feature->id);
    } else if (lists_contradict (feature, new, of_old, old)) {
      return txc_error_set (err, TXC_INVALID_DATA, NULL, "%s: '%s' contradicts '%s', which was stated before%s%s", feature->id,
                            said_name (feature, new), said_name (of_old, old), of_old == feature ? "" : " of ",
                            of_old == feature ? "" : of_old->id);
    }
  }
  return TXC_OK;
}

static const txc_said_of said_now = { .origin = "stated", .stated = true, .current = true };

static txc_status
state (txc_patient_builder *builder, const txc_feature *feature, txc_said_kind kind, int item, const txc_cql_value *value,
       txc_error **err)
{
  txc_said said = { .kind = kind,
                    .feature = feature->index,
                    .item = item,
                    .of = said_now };
  if (value)
    said.value = *value;
  txc_status status = txc_stated_contradiction (builder, &said, err);
  return status == TXC_OK ? txc_builder_say (builder, &said, err) : status;
}

static txc_status
state_item (txc_patient_builder *builder, const txc_feature *feature, txc_text word, bool more, txc_error **err)
{
  word = txc_text_trim (word);
  bool absent = word.length && word.data[0] == '-';
  if (absent)
    word = txc_text_trim ((txc_text){ word.data + 1, word.length - 1 });
  if (word.length == 0)
    return txc_error_set (err, TXC_SYNTAX, NULL, "%s: an item is missing between the commas", feature->id);
  int item = txc_item_named (feature, word);
  bool none = item == TXC_NO_ITEM && !absent && txc_text_equal_ignoring_case (word, txc_text_of ("none"));
  if (none && more) /* no more than what is on it */
    return txc_builder_say (builder, &(txc_said){ .kind = TXC_SAID_COMPLETE, .feature = feature->index, .item = item, .of = said_now }, err);
  if (none)
    return state (builder, feature, TXC_SAID_COMPLETE, TXC_NO_ITEM, NULL, err);
  if (item == TXC_NO_ITEM)
    return txc_item_unknown (feature, word, err);
  return state (builder, feature, absent ? TXC_SAID_ABSENT : TXC_SAID_PRESENT, item, NULL, err);
}

static txc_status
state_items (txc_patient_builder *builder, const txc_feature *feature, txc_text words, bool more, txc_error **err)
{
  while (true) {
    const char *comma = memchr (words.data, ',', words.length);
    size_t length = comma ? (size_t)(comma - words.data) : words.length;
    txc_status status = state_item (builder, feature, (txc_text){ words.data, length }, more, err);
    if (status != TXC_OK || !comma)
      return status;
    words = (txc_text){ comma + 1, words.length - length - 1 };
  }
}

static txc_status
state_country (txc_patient_builder *builder, txc_text value, txc_error **err)
{
  const char *country = txc_arena_copy (&builder->arena, value);
  return country ? txc_patient_builder_set_country (builder, country, err) : txc_error_no_memory (err);
}

static txc_status
state_assignment (txc_patient_builder *builder, txc_text name, txc_text value, bool more, txc_error **err)
{
  const txc_map *features = &builder->knowledge_base->feature_by_id;
  const txc_feature *feature = txc_map_get (features, name);
  if (!feature && txc_text_is (name, "country"))
    return state_country (builder, value, err);
  if (!feature) {
    txc_text nearest = txc_map_nearest (features, name);
    if (nearest.data)
      return txc_error_set (err, TXC_NOT_FOUND, NULL, "no feature '%.*s'; did you mean '%.*s'?", cut (name), name.data,
                            (int)nearest.length, nearest.data);
    return txc_error_set (err, TXC_NOT_FOUND, NULL, "no feature '%.*s'", cut (name),
                          name.data);
  }
  if (value.length == 0)
    return txc_error_set (err, TXC_SYNTAX, NULL, "%s: there is nothing behind the '='", feature->id);
  if (feature->type.kind == TXC_CQL_LIST)
    return state_items (builder, feature, value, more, err);
  if (more)
    return txc_error_set (err, TXC_TYPE, NULL, "%s is one value, not a list: write %s=...", feature->id, feature->id);
  txc_cql_value parsed;
  txc_status status = txc_value_from_text (feature, value, true, &builder->arena, &parsed, err);
  return status == TXC_OK ? state (builder, feature, TXC_SAID_VALUE, TXC_NO_ITEM, &parsed, err) : status;
}

/* Who has a medicine's name in mind means a list, but which? */
typedef struct candidates {
  const txc_feature *feature;
  int item;
  size_t count, others;
} candidates;

static candidates
find_candidates (const txc_knowledge_base *base, txc_text name)
{
  candidates found = { NULL, TXC_NO_ITEM, 0, 0 };
  for (size_t i = 0; i < base->features_count; i++) {
    const txc_feature *feature = &base->features[i];
    int item = TXC_NO_ITEM;
    if (feature->type.kind == TXC_CQL_BOOLEAN) {
      if (!same_name (name, txc_text_of (feature->id)) && !same_name (name, txc_text_of (feature->name)))
        continue;
    } else if (feature->type.kind != TXC_CQL_LIST || (item = txc_item_named (feature, name)) == TXC_NO_ITEM) {
      continue;
    }
    if (feature->derivation == TXC_DERIVE_MEDICATIONS || feature->derivation == TXC_DERIVE_ALLERGIES) {
      found.others++;
      continue;
    }
    found.feature = feature;
    found.item = item;
    found.count++;
  }
  return found;
}

static txc_status
no_candidate (const txc_knowledge_base *base, txc_text name, const candidates *found, txc_error **err)
{
  if (found->count > 1 || found->others)
    return txc_error_set (err, TXC_NOT_FOUND, NULL,
                          "'%.*s' may be meant of several lists: name the one you mean, as in %s+=%.*s", cut (name),
                          name.data, found->feature ? found->feature->id : "current_medications", cut (name), name.data);
  size_t best = name.length < 6 ? 2 : name.length / 3 + 1;
  const char *nearest = NULL;
  for (size_t i = 0; i < base->features_count; i++) {
    const char *nearer_still = base->features[i].type.kind == TXC_CQL_LIST ? nearest_item (&base->features[i], name, &best)
                                                                           : NULL;
    nearest = nearer_still ? nearer_still : nearest;
  }
  if (nearest)
    return txc_error_set (err, TXC_NOT_FOUND, NULL, "nothing is called '%.*s'; did you mean '%s'?", cut (name), name.data,
                          nearest);
  return txc_error_set (err, TXC_NOT_FOUND, NULL, "nothing is called '%.*s'",
                        cut (name), name.data);
}

static txc_status
state_has (txc_patient_builder *builder, txc_text name, bool has, txc_error **err)
{
  name = txc_text_trim (name);
  candidates found = find_candidates (builder->knowledge_base, name);
  if (found.count != 1)
    return no_candidate (builder->knowledge_base, name, &found, err);
  if (found.item != TXC_NO_ITEM)
    return state (builder, found.feature, has ? TXC_SAID_PRESENT : TXC_SAID_ABSENT, found.item, NULL, err);
  txc_cql_value value = { .type = found.feature->type, .boolean = has };
  return state (builder, found.feature, TXC_SAID_VALUE, TXC_NO_ITEM, &value, err);
}

static bool
begins_with_word (txc_text text, const char *word, txc_text *rest)
{
  size_t length = strlen (word);
  if (text.length <= length || text.data[length] != ' '
      || !txc_text_equal_ignoring_case ((txc_text){ text.data, length }, txc_text_of (word)))
    return false;
  *rest = (txc_text){ text.data + length, text.length - length };
  return true;
}

static txc_status
state_text (txc_patient_builder *builder, txc_text text, txc_error **err)
{
  const char *equals = memchr (text.data, '=', text.length);
  txc_text rest;
  if (!equals && (begins_with_word (text, "no", &rest) || begins_with_word (text, "not", &rest)))
    return state_has (builder, rest, false, err);
  if (!equals && begins_with_word (text, "has", &rest))
    return state_has (builder, rest, true, err);
  if (!equals)
    return txc_error_set (err, TXC_SYNTAX, NULL,
                          "'%.*s' is no fact: write feature=value (age=52), no ITEM or has ITEM (no aneurysm)", cut (text),
                          text.data);
  size_t length = (size_t)(equals - text.data);
  bool more = length && text.data[length - 1] == '+';
  txc_text name = txc_text_trim ((txc_text){ text.data, more ? length - 1 : length });
  txc_text value = txc_text_trim ((txc_text){ equals + 1, text.length - length - 1 });
  return state_assignment (builder, name, value, more, err);
}

txc_status
txc_patient_builder_set (txc_patient_builder *builder, const char *fact, txc_error **err)
{
  if (txc_utf8_invalid (txc_text_of (fact)) != strlen (fact))
    return txc_error_set (err, TXC_ENCODING, NULL, "the fact is not valid UTF-8");
  /* Errors quote the fact, on one line. */
  const char *printable = txc_printable (&builder->arena, fact);
  if (!printable)
    return txc_error_no_memory (err);
  txc_collected before = builder->now;
  txc_status status = state_text (builder, txc_text_trim (txc_text_of (printable)), err);
  if (status != TXC_OK)
    builder->now = before;
  return status;
}
