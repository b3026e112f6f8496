/* SPDX-License-Identifier: Apache-2.0 */
#include "cql/export.h"

#include "base/error.h"
#include "cql/explain.h"

typedef struct exporter {
  const txc_cql_rule *rule;
  txc_buffer *out;
  const txc_cql_node *unsupported; /* the first that cannot be written */
} exporter;

static void write_node (exporter *e, const txc_cql_node *node);

static void
refuse (exporter *e, const txc_cql_node *node)
{
  if (!e->unsupported)
    e->unsupported = node;
}

/* "name", with an ending such as " present". */
static void
write_name (txc_buffer *out, const char *name, const char *ending)
{
  txc_buffer_add_char (out, '"');
  for (; *name; name++) {
    if (*name == '"' || *name == '\\')
      txc_buffer_add_char (out, '\\');
    txc_buffer_add_char (out, *name);
  }
  txc_buffer_add (out, ending);
  txc_buffer_add_char (out, '"');
}

static void
write_parameter (exporter *e, const txc_cql_node *parameter, const char *ending)
{
  write_name (e->out, e->rule->parameters->items[parameter->parameter].name, ending);
}

/* Values by default: engines differ in what is in a list that is null, and in
   what a parameter is that nobody gave. */
static void
declare (txc_buffer *out, const char *name, const char *ending, const char *type, const char *value)
{
  txc_buffer_add (out, "parameter ");
  write_name (out, name, ending);
  txc_buffer_printf (out, " %s default %s%s\n", type, value, strncmp (value, "null", 4) == 0 ? type : "");
}

void
txc_cql_export_parameters (const txc_parameters *parameters, txc_buffer *out)
{
  txc_arena names = { 0 };
  for (size_t i = 0; i < parameters->count; i++) {
    const txc_parameter *parameter = &parameters->items[i];
    const char *type = txc_cql_type_name (parameter->type, &names);
    static const char *const endings[] = { " present", " named", " absent" };
    out->failed |= !type;
    if (!type)
      break;
    if (parameter->type.kind != TXC_CQL_LIST) {
      declare (out, parameter->name, "", type, "null as ");
      continue;
    }
    for (size_t j = 0; j < 3; j++)
      declare (out, parameter->name, endings[j], type, "{}");
    declare (out, parameter->name, " complete", "Boolean", "false");
  }
  txc_arena_release (&names);
}

/* --- one item in a list ----------------------------------------------------- */

/* What is asked about: a constant item or the value of a node. */
typedef struct item {
  const txc_cql_value *value;
  const txc_cql_node *node;
} item;

static void
write_item (exporter *e, const item *what)
{
  if (what->value)
    txc_cql_value_print (what->value, e->out);
  else
    write_node (e, what->node);
}

/* x = a or x = b: null where x is, other than `x in {a, b}`. */
static void
write_alternatives (exporter *e, const item *what, const txc_cql_list *list)
{
  txc_buffer_add (e->out, list->count ? "(" : "false");
  for (size_t i = 0; i < list->count; i++) {
    txc_buffer_add (e->out, i ? " or " : "");
    write_item (e, what);
    txc_buffer_add (e->out, " = ");
    txc_cql_value_print (&list->items[i], e->out);
  }
  txc_buffer_add (e->out, list->count ? ")" : "");
}

/* Whether a constant item is in a written list is known here and now. */
static txc_answer
known_member (const item *what, const txc_cql_node *list)
{
  if (list->op != TXC_OP_LITERAL || !what->value)
    return TXC_UNKNOWN;
  for (size_t i = 0; i < list->literal->list.count; i++)
    if (txc_cql_equal (what->value, &list->literal->list.items[i], 0) == TXC_TRUE)
      return TXC_TRUE;
  return TXC_FALSE;
}

static void write_member (exporter *e, const item *what, const txc_cql_node *list);

/* Part of a cut, without the part that is known. */
static bool
write_rest (exporter *e, const item *what, const txc_cql_node *list)
{
  for (size_t i = 0; i < list->count; i++) {
    txc_answer in = known_member (what, list->arguments[i]);
    if (in == TXC_UNKNOWN || (list->op == TXC_OP_EXCEPT && i == 0))
      continue;
    bool keeps = list->op == TXC_OP_INTERSECT ? in == TXC_TRUE : in == TXC_FALSE;
    if (keeps)
      write_member (e, what, list->arguments[1 - i]);
    else
      txc_buffer_add (e->out, list->op == TXC_OP_UNION ? "true" : "false");
    return true;
  }
  return false;
}

static void
write_member (exporter *e, const item *what, const txc_cql_node *list)
{
  txc_answer in = known_member (what, list);
  if (in != TXC_UNKNOWN) {
    txc_buffer_add (e->out, in == TXC_TRUE ? "true" : "false");
    return;
  }
  if (write_rest (e, what, list))
    return;
  switch (list->op) {
  case TXC_OP_LITERAL: write_alternatives (e, what, &list->literal->list); return;
  case TXC_OP_UNION:
  case TXC_OP_INTERSECT:
  case TXC_OP_EXCEPT:
    txc_buffer_add_char (e->out, '(');
    write_member (e, what, list->arguments[0]);
    txc_buffer_add (e->out, list->op == TXC_OP_UNION ? " or " : list->op == TXC_OP_EXCEPT ? " and not " : " and ");
    write_member (e, what, list->arguments[1]);
    txc_buffer_add_char (e->out, ')');
    return;
  case TXC_OP_PARAMETER: break;
  default: refuse (e, list); return;
  }
  txc_buffer_add_char (e->out, '(');
  if (what->node) {
    txc_buffer_add (e->out, "if ");
    write_item (e, what);
    txc_buffer_add (e->out, " is null then null else ");
  }
  txc_buffer_add (e->out, "if ");
  write_item (e, what);
  txc_buffer_add (e->out, " in ");
  write_parameter (e, list, " present");
  txc_buffer_add (e->out, " then true else if ");
  write_parameter (e, list, " complete");
  txc_buffer_add (e->out, " or ");
  write_item (e, what);
  txc_buffer_add (e->out, " in ");
  write_parameter (e, list, " absent");
  txc_buffer_add (e->out, " then false else null)");
}

/* The constant items that a list is cut with, each once; the parts of the cut
   that are constants themselves are left to write_member. */
static bool
is_first (const txc_cql_list *items, size_t i)
{
  bool first = !items->items[i].is_null;
  for (size_t j = 0; j < i && first; j++)
    first = txc_cql_equal (&items->items[j], &items->items[i], 0) != TXC_TRUE;
  return first;
}

/* --- exists and Count --------------------------------------------------------- */

/* How many items there are at least: of a whole feature, or of the items it is
   cut with. */
static void
write_least (exporter *e, const txc_cql_node *list, bool most)
{
  const txc_cql_list *items = txc_explain_items (list);
  if (!items) {
    txc_buffer_add (e->out, "Count(distinct ");
    write_parameter (e, list, " named");
    txc_buffer_add (e->out, ")");
    return;
  }
  txc_buffer_add_char (e->out, '(');
  bool any = false;
  for (size_t i = 0; i < items->count; i++) {
    if (!is_first (items, i))
      continue;
    txc_buffer_add (e->out, any ? " + (if " : "(if ");
    write_member (e, &(item){ &items->items[i], NULL }, list);
    txc_buffer_add (e->out, most ? " is false then 0 else 1)" : " is true then 1 else 0)");
    any = true;
  }
  txc_buffer_add (e->out, any ? ")" : "0)");
}

/* How many items there are at most; null where nobody knows. */
static void
write_most (exporter *e, const txc_cql_node *list)
{
  if (txc_explain_items (list)) {
    write_least (e, list, true);
    return;
  }
  txc_buffer_add (e->out, "(if ");
  write_parameter (e, list, " complete");
  txc_buffer_add (e->out, " then ");
  write_least (e, list, false);
  txc_buffer_add (e->out, " else null)");
}

static bool
is_countable (const txc_cql_node *list)
{
  return list->op == TXC_OP_PARAMETER || txc_explain_items (list);
}

static void
write_exists (exporter *e, const txc_cql_node *list)
{
  const txc_cql_list *items = txc_explain_items (list);
  if (!is_countable (list)) {
    if (list->op == TXC_OP_UNION) {
      txc_buffer_add_char (e->out, '(');
      write_exists (e, list->arguments[0]);
      txc_buffer_add (e->out, " or ");
      write_exists (e, list->arguments[1]);
      txc_buffer_add_char (e->out, ')');
    } else {
      refuse (e, list);
    }
    return;
  }
  if (!items) {
    txc_buffer_add (e->out, "(if exists ");
    write_parameter (e, list, " present");
    txc_buffer_add (e->out, " then true else if ");
    write_parameter (e, list, " complete");
    txc_buffer_add (e->out, " then false else null)");
    return;
  }
  txc_buffer_add (e->out, "(false");
  for (size_t i = 0; i < items->count; i++)
    if (is_first (items, i)) {
      txc_buffer_add (e->out, " or ");
      write_member (e, &(item){ &items->items[i], NULL }, list);
    }
  txc_buffer_add_char (e->out, ')');
}

typedef struct comparison {
  txc_cql_op op;
  const txc_cql_node *list;
  const txc_cql_node *bound;
} comparison;

/* Count(list) against something that has no Count in it. */
static bool
as_count (const txc_cql_node *node, comparison *out)
{
  static const txc_cql_op turned[] = { TXC_OP_GREATER, TXC_OP_GREATER_OR_EQUAL, TXC_OP_LESS, TXC_OP_LESS_OR_EQUAL };
  if (node->op < TXC_OP_EQUAL || node->op > TXC_OP_GREATER_OR_EQUAL)
    return false;
  for (size_t i = 0; i < 2; i++) {
    const txc_cql_node *count = node->arguments[i];
    if ((count->op != TXC_OP_COUNT && count->op != TXC_OP_LENGTH) || !count->arguments[0]->reads_list)
      continue;
    bool turn = i == 1 && node->op >= TXC_OP_LESS;
    *out = (comparison){ turn ? turned[node->op - TXC_OP_LESS] : node->op, count->arguments[0],
                         node->arguments[1 - i] };
    return true;
  }
  return false;
}

/* One bound of the count compared: "least >= 2". */
static void
write_bound (exporter *e, const comparison *c, bool most, const char *sign)
{
  if (most)
    write_most (e, c->list);
  else
    write_least (e, c->list, false);
  txc_buffer_printf (e->out, " %s ", sign);
  write_node (e, c->bound);
}

static void
write_count (exporter *e, const comparison *c)
{
  bool negated = c->op == TXC_OP_NOT_EQUAL || c->op == TXC_OP_LESS || c->op == TXC_OP_LESS_OR_EQUAL;
  bool equality = c->op == TXC_OP_EQUAL || c->op == TXC_OP_NOT_EQUAL;
  bool reached = c->op == TXC_OP_GREATER_OR_EQUAL || c->op == TXC_OP_LESS;
  if (!is_countable (c->list)) {
    refuse (e, c->list);
    return;
  }
  txc_buffer_add (e->out, "(if ");
  write_bound (e, c, false, equality ? "=" : reached ? ">=" : ">");
  if (equality) {
    txc_buffer_add (e->out, " and ");
    write_bound (e, c, true, "=");
  }
  txc_buffer_printf (e->out, " then %s else if ", negated ? "false" : "true");
  if (equality) {
    write_bound (e, c, false, ">");
    txc_buffer_add (e->out, " or ");
  }
  write_bound (e, c, true, equality || reached ? "<" : "<=");
  txc_buffer_printf (e->out, " then %s else null)", negated ? "true" : "false");
}

/* --- everything else ----------------------------------------------------------- */

static const char *
infix (txc_cql_op op)
{
  switch (op) {
  case TXC_OP_AND: return "and";
  case TXC_OP_OR: return "or";
  case TXC_OP_XOR: return "xor";
  case TXC_OP_IMPLIES: return "implies";
  case TXC_OP_EQUAL: return "=";
  case TXC_OP_NOT_EQUAL: return "!=";
  case TXC_OP_LESS: return "<";
  case TXC_OP_LESS_OR_EQUAL: return "<=";
  case TXC_OP_GREATER: return ">";
  case TXC_OP_GREATER_OR_EQUAL: return ">=";
  case TXC_OP_ADD: return "+";
  case TXC_OP_SUBTRACT: return "-";
  case TXC_OP_MULTIPLY: return "*";
  case TXC_OP_DIVIDE: return "/";
  case TXC_OP_TRUNCATED_DIVIDE: return "div";
  case TXC_OP_MODULO: return "mod";
  default: return NULL;
  }
}

static const char *
function (txc_cql_op op)
{
  switch (op) {
  case TXC_OP_NOT: return "not ";
  case TXC_OP_NEGATE: return "-";
  case TXC_OP_POSITIVE: return "+";
  case TXC_OP_ABS: return "Abs";
  case TXC_OP_ROUND: return "Round";
  case TXC_OP_CEILING: return "Ceiling";
  case TXC_OP_FLOOR: return "Floor";
  case TXC_OP_TRUNCATE: return "Truncate";
  case TXC_OP_POWER: return "Power";
  case TXC_OP_TODAY: return "Today";
  case TXC_OP_NOW: return "Now";
  case TXC_OP_TIME_OF_DAY: return "TimeOfDay";
  case TXC_OP_DATE: return "Date";
  case TXC_OP_DATETIME: return "DateTime";
  case TXC_OP_TIME: return "Time";
  case TXC_OP_DATE_FROM: return "date from ";
  case TXC_OP_START: return "start of ";
  case TXC_OP_END: return "end of ";
  case TXC_OP_LENGTH: return "Length";
  default: return NULL;
  }
}

static void
write_arguments (exporter *e, const txc_cql_node *node, const char *separator)
{
  txc_buffer_add_char (e->out, '(');
  for (size_t i = 0; i < node->count; i++) {
    txc_buffer_add (e->out, i ? separator : "");
    write_node (e, node->arguments[i]);
  }
  txc_buffer_add_char (e->out, ')');
}

/* a same day or before b, years between a and b, year from a. */
static void
write_calendar (exporter *e, const txc_cql_node *node)
{
  static const char *const units[] = { "", "year", "month", "day", "hour", "minute", "second", "millisecond", "week" };
  const char *unit = units[node->precision], *of = node->precision ? " of " : "";
  txc_buffer_add_char (e->out, '(');
  if (node->op == TXC_OP_COMPONENT) {
    txc_buffer_printf (e->out, "%s from ", unit);
    write_node (e, node->arguments[0]);
  } else if (node->op == TXC_OP_DURATION || node->op == TXC_OP_DIFFERENCE) {
    txc_buffer_printf (e->out, node->op == TXC_OP_DURATION ? "%ss between " : "difference in %ss between ", unit);
    write_node (e, node->arguments[0]);
    txc_buffer_add (e->out, " and ");
    write_node (e, node->arguments[1]);
  } else {
    write_node (e, node->arguments[0]);
    if (node->op == TXC_OP_BEFORE || node->op == TXC_OP_AFTER)
      txc_buffer_printf (e->out, " %s %s%s", node->op == TXC_OP_BEFORE ? "before" : "after", unit, of);
    else
      txc_buffer_printf (e->out, " same %s%s%s ", unit, node->precision ? " " : "",
                         node->op == TXC_OP_SAME_AS          ? "as"
                         : node->op == TXC_OP_SAME_OR_BEFORE ? "or before"
                                                             : "or after");
    write_node (e, node->arguments[1]);
  }
  txc_buffer_add_char (e->out, ')');
}

static void
write_in (exporter *e, const txc_cql_node *node)
{
  const txc_cql_node *what = node->arguments[0], *set = node->arguments[1];
  if (set->type.kind == TXC_CQL_LIST) {
    item asked = { what->op == TXC_OP_LITERAL ? what->literal : NULL, what->op == TXC_OP_LITERAL ? NULL : what };
    write_member (e, &asked, set);
    return;
  }
  static const char *const units[] = { "", "year of ", "month of ", "day of ", "hour of ", "minute of ", "second of ",
                                       "millisecond of ", "" };
  txc_buffer_add_char (e->out, '(');
  write_node (e, what);
  txc_buffer_printf (e->out, " in %s", units[node->precision]);
  write_node (e, set);
  txc_buffer_add_char (e->out, ')');
}

static void
write_interval (exporter *e, const txc_cql_node *node)
{
  txc_buffer_add (e->out, node->low_closed ? "Interval[" : "Interval(");
  write_node (e, node->arguments[0]);
  txc_buffer_add (e->out, ", ");
  write_node (e, node->arguments[1]);
  txc_buffer_add_char (e->out, node->high_closed ? ']' : ')');
}

static void
write_node (exporter *e, const txc_cql_node *node)
{
  comparison count;
  if (as_count (node, &count)) {
    write_count (e, &count);
    return;
  }
  switch (node->op) {
  case TXC_OP_LITERAL: txc_cql_value_print (node->literal, e->out); return;
  case TXC_OP_PARAMETER:
    if (node->reads_list)
      refuse (e, node);
    write_parameter (e, node, "");
    return;
  case TXC_OP_CONVERT: write_node (e, node->arguments[0]); return;
  case TXC_OP_IN: write_in (e, node); return;
  case TXC_OP_EXISTS: write_exists (e, node->arguments[0]); return;
  case TXC_OP_INTERVAL: write_interval (e, node); return;
  default: break;
  }
  const char *sign = infix (node->op), *name = function (node->op);
  if (sign) {
    char separator[16] = " ";
    strcat (strcat (separator, sign), " ");
    write_arguments (e, node, separator);
  } else if (name) {
    txc_buffer_add (e->out, name);
    write_arguments (e, node, ", ");
  } else if (node->op >= TXC_OP_SAME_AS && node->op <= TXC_OP_COMPONENT) {
    write_calendar (e, node);
  } else {
    refuse (e, node);
  }
}

txc_status
txc_cql_export (const txc_cql_rule *rule, txc_buffer *out, txc_error **err)
{
  exporter e = { .rule = rule, .out = out };
  write_node (&e, rule->root);
  if (out->failed)
    return txc_error_no_memory (err);
  if (!e.unsupported)
    return TXC_OK;
  txc_text text = { rule->text.data + e.unsupported->offset, e.unsupported->length };
  return txc_error_set (err, TXC_UNSUPPORTED, NULL, "'%.*s' cannot be written for other engines",
                        (int)(text.length > 80 ? 80 : text.length), text.data);
}
