/* SPDX-License-Identifier: Apache-2.0
 *
 * Compiling an expression and asking the compiled rule.
 */
#include "cql/rule.h"

#include <stdarg.h>

#include "cql/evaluate.h"
#include "text/utf8.h"

void
txc_cql_problem (txc_cql_compilation *c, size_t offset, size_t length, const char *hint, const char *format, ...)
{
  txc_span span = { .line = 1, .column = 1 };
  size_t line_start = 0;
  c->problems++;
  for (size_t i = 0; i < offset && i < c->text.length; i++)
    if (c->text.data[i] == '\n') {
      span.line++;
      line_start = i + 1;
    }
  span.column += txc_utf8_count ((txc_text){ c->text.data + line_start, offset - line_start });
  /* A problem is shown on the line it begins on. */
  size_t end = offset;
  while (end < offset + length && end < c->text.length && c->text.data[end] != '\n')
    end++;
  span.length = txc_utf8_count ((txc_text){ c->text.data + offset, end - offset });
  txc_text source = c->text;
  if (c->origin) {
    span.file = c->origin->file;
    span.line += c->origin->line ? c->origin->line - 1 : 0;
    span.column += c->origin->column ? c->origin->column - 1 : 0;
    source = c->origin->source.data || c->origin->line > 1 || c->origin->column > 1 ? c->origin->source : source;
  }
  txc_buffer message = { 0 };
  va_list arguments;
  va_start (arguments, format);
  txc_buffer_vprintf (&message, format, arguments);
  va_end (arguments);
  c->no_memory |= message.failed;
  txc_diagnostics_add (c->diagnostics, TXC_SEVERITY_ERROR, span, source, hint, "%s", txc_buffer_string (&message));
  txc_buffer_release (&message);
}

txc_cql_node *
txc_cql_node_new (txc_cql_compilation *c, txc_cql_op op, txc_cql_node *const *arguments, size_t count, size_t offset,
                  size_t length)
{
  txc_cql_node *node = txc_arena_alloc (c->arena, sizeof *node);
  txc_cql_node **kept = count && node ? txc_arena_array (c->arena, count, sizeof *kept) : NULL;
  if (!node || (count && !kept)) {
    c->no_memory = true;
    return NULL;
  }
  *node = (txc_cql_node){ .op = op, .offset = (uint32_t)offset, .length = (uint32_t)length, .arguments = kept,
                          .count = count, .depth = 1, .strict = c->profile == TXC_CQL_CHECKED };
  for (size_t i = 0; i < count; i++) {
    kept[i] = arguments[i];
    if (arguments[i]->depth >= node->depth)
      node->depth = (uint16_t)(arguments[i]->depth + 1);
  }
  if (node->depth <= TXC_CQL_DEEPEST)
    return node;
  txc_cql_problem (c, offset, length, "split the rule", "the expression is nested too deeply");
  return NULL;
}

txc_cql_node *
txc_cql_node_literal (txc_cql_compilation *c, const txc_cql_value *value, size_t offset, size_t length)
{
  txc_cql_node *node = txc_cql_node_new (c, TXC_OP_LITERAL, NULL, 0, offset, length);
  if (node) {
    node->literal = value;
    node->type = value->type;
  }
  return node;
}

static txc_status
check_text (txc_cql_compilation *c)
{
  if (c->text.length > TXC_CQL_LONGEST_TEXT) {
    txc_cql_problem (c, 0, 1, "split the rule", "the expression is longer than 64 KiB");
    return TXC_LIMIT;
  }
  size_t valid = txc_utf8_invalid (c->text);
  if (valid < c->text.length) {
    txc_cql_problem (c, valid, 1, "save the file as UTF-8", "the text is not valid UTF-8 here");
    return TXC_ENCODING;
  }
  const char *nul = c->text.length ? memchr (c->text.data, '\0', c->text.length) : NULL;
  if (nul)
    txc_cql_problem (c, (size_t)(nul - c->text.data), 1, NULL, "the text contains a NUL byte");
  return c->problems ? TXC_SYNTAX : TXC_OK;
}

/* The parameters below a node, each once. */
static bool
collect_reads (const txc_cql_node *node, txc_cql_rule *rule, size_t *capacity, txc_arena *arena)
{
  if (node->op == TXC_OP_PARAMETER) {
    for (size_t i = 0; i < rule->read_count; i++)
      if (rule->reads[i] == node->parameter)
        return true;
    size_t *grown = txc_arena_grow (arena, rule->reads, rule->read_count, capacity, sizeof *grown);
    if (!grown)
      return false;
    rule->reads = grown;
    grown[rule->read_count++] = node->parameter;
  }
  for (size_t i = 0; i < node->count; i++)
    if (!collect_reads (node->arguments[i], rule, capacity, arena))
      return false;
  return true;
}

static txc_status
build (txc_cql_compilation *c, const txc_cql_rule **out)
{
  txc_status status = check_text (c);
  if (status != TXC_OK)
    return status;
  const char *copy = txc_arena_copy (c->arena, c->text);
  txc_cql_rule *rule = txc_arena_alloc (c->arena, sizeof *rule);
  if (!copy || !rule)
    return TXC_NO_MEMORY;
  c->text.data = copy;
  txc_cql_node *root = txc_cql_parse (c);
  if (!root || c->problems)
    return c->no_memory ? TXC_NO_MEMORY : TXC_SYNTAX;
  root = txc_cql_resolve (c, root);
  if (!root || c->problems)
    return c->no_memory ? TXC_NO_MEMORY : TXC_TYPE;
  *rule = (txc_cql_rule){ .text = c->text, .parameters = c->parameters, .root = root, .profile = c->profile };
  size_t capacity = 0;
  if (c->no_memory || !collect_reads (root, rule, &capacity, c->arena))
    return TXC_NO_MEMORY;
  *out = rule;
  return TXC_OK;
}

txc_status
txc_cql_compile (txc_text expression, const txc_cql_origin *origin, const txc_parameters *parameters,
                 txc_cql_profile profile, txc_arena *arena, txc_diagnostics *diagnostics, const txc_cql_rule **rule)
{
  txc_cql_compilation c = { .text = expression, .origin = origin, .parameters = parameters, .profile = profile,
                            .arena = arena, .diagnostics = diagnostics };
  *rule = NULL;
  return build (&c, rule);
}

txc_text
txc_cql_rule_text (const txc_cql_rule *rule)
{
  return rule->text;
}

txc_cql_type
txc_cql_rule_type (const txc_cql_rule *rule)
{
  return rule->root->type;
}

const size_t *
txc_cql_rule_reads (const txc_cql_rule *rule, size_t *count)
{
  *count = rule->read_count;
  return rule->reads;
}

txc_status
txc_cql_evaluate (const txc_cql_rule *rule, const txc_facts *facts, txc_arena *arena, txc_cql_value *value,
                  txc_error **err)
{
  txc_cql_context x = { .parameters = rule->parameters, .facts = facts, .arena = arena };
  txc_cql_evaluate_node (&x, rule->root, value);
  const txc_decimal *number = value->type.kind == TXC_CQL_DECIMAL    ? &value->decimal
                              : value->type.kind == TXC_CQL_QUANTITY ? &value->quantity.value
                                                                     : NULL;
  if (number && !value->is_null && !txc_decimal_in_range (*number))
    *value = (txc_cql_value){ .type = value->type, .is_null = true };
  if (x.status == TXC_OK)
    return TXC_OK;
  if (x.status == TXC_NO_MEMORY)
    return txc_error_no_memory (err);
  size_t line = 1, start = 0, offset = x.culprit ? x.culprit->offset : 0;
  for (size_t i = 0; i < offset; i++)
    if (rule->text.data[i] == '\n') {
      line++;
      start = i + 1;
    }
  txc_place place = { NULL, line, txc_utf8_count ((txc_text){ rule->text.data + start, offset - start }) + 1 };
  return txc_error_set (err, x.status, &place, "%s", x.message);
}

txc_answer
txc_cql_answer (const txc_cql_rule *rule, const txc_facts *facts, txc_arena *scratch)
{
  txc_cql_context x = { .parameters = rule->parameters, .facts = facts, .arena = scratch };
  return rule->root->type.kind == TXC_CQL_BOOLEAN ? txc_cql_truth (&x, rule->root) : TXC_UNKNOWN;
}
