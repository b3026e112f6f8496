/* SPDX-License-Identifier: Apache-2.0
 *
 * rules.yaml: one rule of the file becomes a rule for each of its treatments.
 */
#include "knowledge/loader.h"

static const char *const kind_words[]
  = { "contraindicated", "avoid", "caution", "monitor", "requires", "dose-limit", "stop", "emergency", "indicated",
      "not-indicated", "favours", "disfavours", NULL };
static const txc_words kinds = { kind_words, TXC_RULE_CONTRAINDICATED };
static const char *const strengths[]
  = { "label", "boxed-warning", "regulator", "guideline", "consensus", "trial-exclusion", NULL };

/* A rule as the file has it. */
typedef struct rule_record {
  txc_rule rule;
  const txc_treatment *const *treatments;
  size_t treatment_count;
  const txc_class *const *classes;
  size_t class_count;
  const txc_treatment *const *except;
  size_t except_count;
  uint32_t when, node;
  const txc_tree *tree;
} rule_record;

static void
read_when (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_text text;
  rule_record *record = target;
  if (txc_loader_scalar (loader, node, &text))
    record->when = node;
}

/* A class, a treatment or a medicine. */
static void
read_medicine (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  const txc_knowledge_base *base = loader->base;
  txc_text text;
  if (!txc_loader_scalar (loader, node, &text))
    return;
  if (txc_map_get (&base->class_by_id, text) || txc_map_get (&base->medicine_by_id, text)
      || txc_loader_find (loader, TXC_REFERENCE_TREATMENT, node, text))
    memcpy (target, &text.data, sizeof text.data);
}

static const txc_field washout_fields[] = {
  { "after", read_medicine, offsetof (txc_rule, washout_after), NULL, true },
  { "time", txc_read_duration, offsetof (txc_rule, washout_time), NULL, true },
};
static const txc_shape washout_shape
  = { "washout", TXC_FIELDS (washout_fields), sizeof (txc_rule), TXC_NO_PROVENANCE, NULL };

static const txc_field limit_fields[] = {
  { "dose", txc_read_text, offsetof (txc_dose, dose), NULL, true },
  { "per", txc_read_text, offsetof (txc_dose, per), NULL, false },
};
static const txc_shape limit_shape
  = { "limit", TXC_FIELDS (limit_fields), sizeof (txc_dose), TXC_NO_PROVENANCE, NULL };

static const txc_field rule_fields[] = {
  { "id", txc_read_id, offsetof (rule_record, rule.id), TXC_TO (RULE), true },
  { "treatments", txc_read_references, offsetof (rule_record, treatments), TXC_TO (TREATMENT), false },
  { "classes", txc_read_references, offsetof (rule_record, classes), TXC_TO (CLASS), false },
  { "except", txc_read_references, offsetof (rule_record, except), TXC_TO (TREATMENT), false },
  { "kind", txc_read_enum, offsetof (rule_record, rule.kind), &kinds, true },
  { "when", read_when, 0, NULL, true },
  { "message", txc_read_text, offsetof (rule_record, rule.message), NULL, true },
  { "detail", txc_read_text, offsetof (rule_record, rule.detail), NULL, false },
  { "action", txc_read_text, offsetof (rule_record, rule.action), NULL, false },
  { "strength", txc_read_choice, offsetof (rule_record, rule.strength), strengths, false },
  { "country", txc_read_country, offsetof (rule_record, rule.country), NULL, false },
  { "from", txc_read_date, offsetof (rule_record, rule.from), NULL, false },
  { "until", txc_read_future_date, offsetof (rule_record, rule.until), NULL, false },
  { "indication", txc_read_reference, offsetof (rule_record, rule.indication), TXC_TO (INDICATION), false },
  { "basis", txc_read_enum, offsetof (rule_record, rule.basis), &txc_basis_words, false },
  { "limit", txc_read_record, offsetof (rule_record, rule.limit), &limit_shape, false },
  { "washout", txc_read_record, offsetof (rule_record, rule), &washout_shape, false },
  { "evidence", txc_read_text, offsetof (rule_record, rule.evidence), NULL, false },
  TXC_PROVENANCE_FIELDS (rule_record, rule.provenance, true),
};

static void
check_rule (txc_loader *loader, uint32_t node, void *record)
{
  rule_record *read = record;
  read->node = node;
  read->tree = loader->tree;
  bool patient = read->rule.kind == TXC_RULE_EMERGENCY, indicated = read->rule.kind == TXC_RULE_INDICATED;
  bool someone = txc_tree_find (loader->tree, node, "treatments") || txc_tree_find (loader->tree, node, "classes");
  if (!patient && !someone && read->rule.id)
    txc_loader_error_at (loader, node, "id", "add `treatments` or `classes`", "rule '%s' is about no treatment",
                         read->rule.id);
  if (indicated && !txc_tree_find (loader->tree, node, "indication"))
    txc_loader_error_at (loader, node, "kind", "add `indication`", "indicated for what?");
  if (indicated && !txc_tree_find (loader->tree, node, "basis"))
    txc_loader_error_at (loader, node, "kind", "add `basis`: label, guideline or off-label", "indicated on what basis?");
  if (!indicated && txc_tree_find (loader->tree, node, "basis"))
    txc_loader_error_at (loader, node, "basis", "leave it out", "`basis` belongs to rules of kind indicated");
  if (read->rule.kind == TXC_RULE_DOSE_LIMIT && !txc_tree_find (loader->tree, node, "limit"))
    txc_loader_error_at (loader, node, "kind", "add `limit`", "a dose limit without the limit");
}

static const txc_shape rule_shape = { "rule", TXC_FIELDS (rule_fields), sizeof (rule_record),
                                      offsetof (rule_record, rule.provenance), check_rule };

/* ---- which treatments --------------------------------------------------------------- */

static bool
is_named (const txc_treatment *treatment, const txc_treatment *const *list, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (list[i] == treatment)
      return true;
  return false;
}

static bool
concerns (const rule_record *record, const txc_treatment *treatment)
{
  if (is_named (treatment, record->treatments, record->treatment_count))
    return true;
  if (is_named (treatment, record->except, record->except_count))
    return false;
  for (size_t i = 0; i < record->class_count; i++)
    if (txc_treatment_in_class (treatment, record->classes[i]))
      return true;
  return false;
}

/* ---- expressions -------------------------------------------------------------------- */

static const char own_name[] = "{treatment}";

/* The text with every {treatment} replaced; the text itself if it has none. */
static const char *
fill_in (txc_loader *loader, const char *text, const char *with)
{
  const char *found = text ? strstr (text, own_name) : NULL;
  if (!found)
    return text;
  txc_buffer filled = { 0 };
  for (; found; text = found + sizeof own_name - 1, found = strstr (text, own_name)) {
    txc_buffer_add_text (&filled, (txc_text){ text, (size_t)(found - text) });
    txc_buffer_add (&filled, with);
  }
  txc_buffer_add (&filled, text);
  const char *copy = filled.failed ? NULL : txc_arena_copy (loader->arena, txc_buffer_text (&filled));
  loader->failed |= !copy;
  txc_buffer_release (&filled);
  return copy;
}

static const txc_cql_rule *
compile (txc_loader *loader, const txc_tree *tree, uint32_t node, const char *text)
{
  const txc_node *at = &tree->nodes[node];
  txc_text expression = txc_text_of (text);
  while (expression.length && expression.data[expression.length - 1] == '\n')
    expression.length--;
  const txc_cql_rule *rule = NULL;
  txc_cql_origin origin = { tree->file, at->line, at->column + (size_t)(at->style == TXC_STYLE_QUOTED), tree->source };
  txc_status status = txc_cql_compile (expression, &origin, &loader->base->parameters, TXC_CQL_CHECKED, loader->arena,
                                       loader->diagnostics, &rule);
  loader->failed |= status == TXC_NO_MEMORY;
  return status == TXC_OK ? rule : NULL;
}

typedef struct compiled {
  const txc_cql_rule *rule;
} compiled;

/* Equal texts share one compiled expression. */
static const txc_cql_rule *
compile_once (txc_loader *loader, const txc_tree *tree, uint32_t node, const char *text)
{
  compiled *held = txc_map_get (&loader->compiled, txc_text_of (text));
  if (held)
    return held->rule;
  if (tree->nodes[node].style == TXC_STYLE_FOLDED) {
    loader->tree = tree;
    txc_loader_error (loader, node, "write it on one line, or as a block after |", "a rule that is folded over lines");
    return NULL;
  }
  const txc_cql_rule *rule = compile (loader, tree, node, text);
  held = rule ? txc_arena_alloc (&loader->scratch, sizeof *held) : NULL;
  if (held) {
    held->rule = rule;
    loader->failed |= !txc_map_put (&loader->compiled, &loader->scratch, txc_text_of (text), held);
  }
  return rule;
}

void
txc_compile_expressions (txc_loader *loader)
{
  for (size_t i = 0; i < loader->expression_count; i++) {
    const txc_expression *next = &loader->expressions[i];
    *next->target = compile_once (loader, next->tree, next->node, txc_tree_text (next->tree, next->node));
  }
}

/* ---- one rule for each treatment ------------------------------------------------------ */

static void
expand_rule (txc_loader *loader, const rule_record *record, txc_rule **next)
{
  const txc_knowledge_base *base = loader->base;
  const char *when = record->when ? txc_tree_text (record->tree, record->when) : NULL;
  bool about_treatments = record->treatment_count || record->class_count, first = true;
  for (size_t i = 0; i < (about_treatments ? base->treatments_count : 1); i++) {
    const txc_treatment *treatment = about_treatments ? &base->treatments[i] : NULL;
    if (treatment && (!treatment->id || !treatment->name || !concerns (record, treatment)))
      continue;
    txc_rule *rule = (*next)++;
    *rule = record->rule;
    rule->treatment = treatment;
    const char *text = treatment ? fill_in (loader, when, treatment->id) : when;
    if (text)
      rule->when = compile_once (loader, record->tree, record->when, text);
    if (treatment) {
      rule->message = fill_in (loader, rule->message, treatment->name);
      rule->detail = fill_in (loader, rule->detail, treatment->name);
    }
    if (first && rule->id)
      loader->failed |= !txc_map_put (&loader->base->rule_by_id, loader->arena, txc_text_of (rule->id), rule);
    first = false;
    if (text && !rule->when)
      break; /* its text does not compile: once is enough */
  }
}

static size_t
count_rules (const txc_knowledge_base *base, const rule_record *records, size_t count)
{
  size_t total = 0;
  for (size_t i = 0; i < count; i++) {
    if (!records[i].treatment_count && !records[i].class_count)
      total++;
    for (size_t k = 0; k < base->treatments_count; k++)
      total += concerns (&records[i], &base->treatments[k]);
  }
  return total;
}

void
txc_load_rules (txc_loader *loader)
{
  txc_knowledge_base *base = loader->base;
  rule_record *records = NULL;
  size_t count = 0;
  txc_records_read (loader, &rule_shape, 0, &records, &count);
  txc_rule *rules = txc_loader_array (loader, count_rules (base, records, count), sizeof *rules), *next = rules;
  for (size_t i = 0; rules && i < count; i++)
    expand_rule (loader, &records[i], &next);
  base->rules = rules;
  base->rules_count = rules ? (size_t)(next - rules) : 0;
  for (size_t i = 0; i < base->rules_count; i++)
    rules[i].index = i;
}
