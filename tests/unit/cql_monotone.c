/* SPDX-License-Identifier: Apache-2.0
 *
 * Adding a fact may settle an unknown; it never flips a true or a false. Random
 * rules of the checked profile, random facts, random additions, a fixed seed.
 * And: where additions settle a rule, one of the settlements explained before
 * foresaw it.
 */
#include <stdio.h>

#include "unit/cql_facts.h"

static uint32_t state = 20261110;

static uint32_t
draw (uint32_t below)
{
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  return state % below;
}

static const char *const free_items[] = { "a", "b", "c", "d" };
static const char *const comparisons[] = { "=", "!=", "<", "<=", ">", ">=" };

/* An item of a list feature. */
static const char *
draw_item (size_t list)
{
  return list == CONDITIONS ? condition_names[draw (5)] : free_items[draw (4)];
}

static void
add_literal (size_t list, txc_buffer *out)
{
  txc_buffer_printf (out, "{'%s'", draw_item (list));
  for (uint32_t i = draw (4); i > 0; i--)
    txc_buffer_printf (out, ", '%s'", draw_item (list));
  txc_buffer_add_char (out, '}');
}

static void
add_set (size_t list, int depth, txc_buffer *out)
{
  static const char *const operators[] = { "intersect", "intersect", "union", "except" };
  if (depth == 0 || draw (3) == 0) {
    /* Medications and allergies name the same things. */
    txc_buffer_add (out, features[list != CONDITIONS && draw (2) ? (size_t)ALLERGIES : list].name);
    return;
  }
  txc_buffer_add_char (out, '(');
  add_set (list, depth - 1, out);
  txc_buffer_printf (out, " %s ", operators[draw (4)]);
  if (draw (2))
    add_literal (list, out);
  else
    add_set (list, depth - 1, out);
  txc_buffer_add_char (out, ')');
}

static void
add_list_clause (txc_buffer *out)
{
  size_t list = draw (2) ? CONDITIONS : MEDICATIONS;
  uint32_t kind = draw (5);
  switch (kind) {
  case 0: txc_buffer_printf (out, "'%s' in ", draw_item (list)); break;
  case 1: txc_buffer_add (out, "exists "); break;
  case 2: txc_buffer_add (out, "Count("); break;
  case 3: txc_buffer_add (out, "age - 34 > Count("); break;
  default:
    add_set (list, 2, out);
    txc_buffer_printf (out, " contains '%s'", draw_item (list));
    return;
  }
  add_set (list, 2, out);
  if (kind >= 2)
    txc_buffer_add_char (out, ')');
  if (kind == 2)
    txc_buffer_printf (out, " %s %u", comparisons[draw (6)], draw (4));
}

static void
add_scalar_clause (txc_buffer *out)
{
  switch (draw (9)) {
  case 0: txc_buffer_printf (out, "age %s %u", comparisons[draw (6)], 33 + draw (5)); break;
  case 1: txc_buffer_printf (out, "age between %u and %u", 32 + draw (4), 34 + draw (4)); break;
  case 2: txc_buffer_printf (out, "sex %s '%s'", draw (2) ? "=" : "!=", sexes[draw (2)]); break;
  case 3: txc_buffer_printf (out, "systolic_blood_pressure %s %u 'mm[Hg]'", comparisons[draw (6)], 139 + draw (3)); break;
  case 4: txc_buffer_printf (out, "phq9 in Interval%c%u, %u%c", draw (2) ? '[' : '(', 8 + draw (2), 10 + draw (3), draw (2) ? ']' : ')'); break;
  case 5: txc_buffer_add (out, draw (2) ? "pregnant" : "pregnant != true"); break;
  case 6: txc_buffer_printf (out, "\"last MAOI dose\" %s Today() - %u days", comparisons[draw (6)], 8 + draw (3)); break;
  case 7: txc_buffer_printf (out, "days between \"last MAOI dose\" and Today() %s %u", comparisons[draw (6)], 8 + draw (3)); break;
  default: txc_buffer_printf (out, "age in {33, %u, 36}", 33 + draw (3)); break;
  }
}

static void
add_rule (int depth, txc_buffer *out)
{
  static const char *const operators[] = { "and", "or", "and", "or", "xor", "implies" };
  if (depth == 0 || draw (5) == 0) {
    txc_buffer_add_char (out, '(');
    if (draw (2))
      add_list_clause (out);
    else
      add_scalar_clause (out);
    txc_buffer_add_char (out, ')');
    return;
  }
  txc_buffer_add (out, draw (4) ? "(" : "not (");
  add_rule (depth - 1, out);
  txc_buffer_printf (out, " %s ", operators[draw (6)]);
  add_rule (depth - 1, out);
  txc_buffer_add_char (out, ')');
}

static bool
is_listed (const txc_cql_value *items, size_t count, const char *name)
{
  for (size_t i = 0; i < count; i++)
    if (txc_text_is (items[i].string, name))
      return true;
  return false;
}

static void
learn_about_list (patient *p, size_t list)
{
  const char *item = draw_item (list);
  if (draw (6) == 0) {
    p->complete[list] = true;
    return;
  }
  if (p->complete[list] || is_listed (p->present[list], p->present_count[list], item)
      || is_listed (p->absent[list], p->absent_count[list], item))
    return;
  if (draw (2))
    add_present (p, list, item);
  else
    add_absent (p, list, item);
}

/* One more fact, never one that contradicts those before. */
static void
learn (patient *p)
{
  static const char *const dates[] = { "@2026-10-31", "@2026-11-01", "@2026-11-02", "@2026-11", "@2026" };
  txc_buffer text = { 0 };
  size_t feature = draw (feature_count);
  if (feature >= CONDITIONS) {
    learn_about_list (p, feature);
    return;
  }
  if (p->known[feature] || feature == EGFR)
    return;
  switch (feature) {
  case AGE: txc_buffer_printf (&text, "%u", 32 + draw (7)); break;
  case SEX: txc_buffer_printf (&text, "'%s'", sexes[draw (2)]); break;
  case SBP: txc_buffer_printf (&text, "%u 'mm[Hg]'", 138 + draw (5)); break;
  case PHQ9: txc_buffer_printf (&text, "%u.%u", 7 + draw (7), draw (2) * 5); break;
  case PREGNANT: txc_buffer_add (&text, draw (2) ? "true" : "false"); break;
  default: txc_buffer_add (&text, dates[draw (5)]); break;
  }
  set_fact (p, feature, text.data);
  txc_buffer_release (&text);
}

/* A settlement whose facts are all known now, as far as they are single facts or
   items: a whole list may settle without being complete. */
static bool
was_foreseen (const txc_reasons *before, const txc_reasons *after)
{
  for (size_t i = 0; i < before->settlement_count; i++) {
    const txc_settlement *settlement = &before->settlements[i];
    bool known = settlement->outcome == after->answer;
    for (size_t j = 0; known && j < settlement->count; j++) {
      const txc_reading *reading = &after->readings[settlement->readings[j]];
      bool whole = features[reading->parameter].type.kind == TXC_CQL_LIST && !reading->item;
      known = whole || reading->present != TXC_UNKNOWN;
    }
    if (known)
      return true;
  }
  return false;
}

static size_t flips, settled, unforeseen;

static void
follow (patient *p, const txc_cql_rule *rule)
{
  txc_reasons first, now;
  for (uint32_t i = draw (8); i > 0; i--)
    learn (p);
  ck_assert_int_eq (txc_cql_explain (rule, &p->facts, &p->arena, &first, NULL), TXC_OK);
  txc_answer answered = first.answer;
  for (int step = 0; step < 25; step++) {
    learn (p);
    txc_answer next = txc_cql_answer (rule, &p->facts, &p->arena);
    if (answered != TXC_UNKNOWN && next != answered)
      flips++;
    if (answered == TXC_UNKNOWN && next != TXC_UNKNOWN) {
      settled++;
      ck_assert_int_eq (txc_cql_explain (rule, &p->facts, &p->arena, &now, NULL), TXC_OK);
      ck_assert_int_eq (now.answer, next);
      /* A clause that sets one fact against another asks for all of them. */
      bool mixed = strstr (txc_cql_rule_text (rule).data, "age - 34") != NULL;
      if (!mixed && first.settlement_count < 32 && !was_foreseen (&first, &now)) {
        unforeseen++;
        fprintf (stderr, "not foreseen: %.*s\n", (int)txc_cql_rule_text (rule).length, txc_cql_rule_text (rule).data);
      }
    }
    answered = next;
  }
}

START_TEST (adding_a_fact_never_flips_an_answer)
{
  txc_buffer text = { 0 };
  for (int round = 0; round < 6000; round++) {
    patient p;
    patient_begin (&p);
    txc_buffer_clear (&text);
    add_rule (1 + round % 3, &text);
    const txc_cql_rule *rule = compile (&p, text.data, TXC_CQL_CHECKED);
    size_t before = flips;
    follow (&p, rule);
    ck_assert_msg (flips == before, "flipped: %s", text.data);
    patient_end (&p);
  }
  txc_buffer_release (&text);
  ck_assert_uint_gt (settled, 1000); /* the test has something to see */
  ck_assert_uint_eq (unforeseen, 0);
}
END_TEST

RUN_TESTS ("cql-monotone", adding_a_fact_never_flips_an_answer)
