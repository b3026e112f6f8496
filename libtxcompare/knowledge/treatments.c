/* SPDX-License-Identifier: Apache-2.0
 *
 * treatments/ID.yaml.
 */
#include "knowledge/loader.h"

static const char *const kind_words[] = { "drug", "combination", "placebo", "procedure", "psychotherapy", NULL };
static const txc_words kinds = { kind_words, TXC_TREATMENT_DRUG };
static const char *const basis_words[] = { "label", "guideline", "off-label", NULL };
const txc_words txc_basis_words = { basis_words, TXC_BASIS_LABEL };
static const char *const status_words[] = { "approved", "not-approved", "withdrawn", NULL };
static const txc_words statuses = { status_words, TXC_APPROVED };
static const char *const places[] = { "home", "clinic", "certified-clinic", "hospital", NULL };

/* ---- parts of a combination ------------------------------------------------------- */

static const txc_field slot_fields[] = {
  { "class", txc_read_reference, offsetof (txc_part, slot), TXC_TO (CLASS), true },
  { "name", txc_read_text, offsetof (txc_part, name), NULL, true },
};
static const txc_shape slot_shape
  = { "class slot", TXC_FIELDS (slot_fields), sizeof (txc_part), TXC_NO_PROVENANCE, NULL };

static void
name_part (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_part *part = target;
  txc_read_reference (loader, field, node, &part->treatment);
  if (part->treatment)
    part->name = part->treatment->name;
}

static void
read_parts (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  static const txc_field of_treatment = { .name = "parts", .detail = TXC_TO (TREATMENT) };
  txc_treatment *treatment = target;
  const txc_node *nodes = loader->tree->nodes;
  if (!txc_loader_is_list (loader, node))
    return;
  txc_part *parts = txc_loader_array (loader, nodes[node].length, sizeof *parts);
  if (!parts)
    return;
  treatment->parts = parts;
  treatment->part_count = nodes[node].length;
  for (uint32_t i = txc_tree_first (node); i < nodes[node].end; i = nodes[i].end, parts++)
    if (nodes[i].kind == TXC_NODE_MAP)
      txc_record_read (loader, &slot_shape, i, parts);
    else
      txc_loader_defer (loader, name_part, &of_treatment, i, parts);
}

/* ---- sourced texts, some with keys of their own ------------------------------------- */

#define SOURCED(member) \
  { "text", txc_read_text, offsetof (txc_treatment, member.text), NULL, true }, \
  TXC_PROVENANCE_FIELDS (txc_treatment, member.provenance, true)
#define SOURCED_SHAPE(name, what, member) \
  static const txc_shape name##_shape = { what, TXC_FIELDS (name##_fields), sizeof (txc_treatment), \
                                          offsetof (txc_treatment, member.provenance), NULL }

static const txc_field mechanism_fields[] = { SOURCED (mechanism) };
SOURCED_SHAPE (mechanism, "mechanism", mechanism);
static const txc_field setting_fields[]
  = { { "place", txc_read_choice, offsetof (txc_treatment, place), places, true }, SOURCED (setting) };
SOURCED_SHAPE (setting, "setting", setting);
static const txc_field onset_fields[]
  = { { "first", txc_read_text, offsetof (txc_treatment, onset_first), NULL, false },
      { "full", txc_read_text, offsetof (txc_treatment, onset_full), NULL, false },
      SOURCED (onset) };
SOURCED_SHAPE (onset, "onset", onset);
static const txc_field duration_fields[]
  = { SOURCED (duration), { "short", txc_read_text, offsetof (txc_treatment, duration_short), NULL, false } };
SOURCED_SHAPE (duration, "duration", duration);
static const txc_field controls_fields[] = { SOURCED (controls) };
SOURCED_SHAPE (controls, "controls", controls);
static const txc_field stopping_fields[] = { SOURCED (stopping) };
SOURCED_SHAPE (stopping, "stopping", stopping);

static const txc_field sourced_fields[] = {
  { "text", txc_read_text, offsetof (txc_sourced_text, text), NULL, true },
  TXC_PROVENANCE_FIELDS (txc_sourced_text, provenance, true),
};
static const txc_shape monitoring_shape = { "monitoring", TXC_FIELDS (sourced_fields), sizeof (txc_sourced_text),
                                            offsetof (txc_sourced_text, provenance), NULL };

/* ---- routes, regimens, approvals ----------------------------------------------------- */

static const txc_field route_fields[] = {
  { "route", txc_read_text, offsetof (txc_route, route), NULL, true },
  { "form", txc_read_text, offsetof (txc_route, form), NULL, false },
  { "short", txc_read_text, offsetof (txc_route, short_name), NULL, false },
  TXC_PROVENANCE_FIELDS (txc_route, provenance, true),
};
static const txc_shape route_shape
  = { "route", TXC_FIELDS (route_fields), sizeof (txc_route), offsetof (txc_route, provenance), NULL };

static const txc_field phase_fields[] = {
  { "name", txc_read_text, offsetof (txc_phase, name), NULL, true },
  { "dose", txc_read_text, offsetof (txc_phase, dose), NULL, false },
  { "frequency", txc_read_text, offsetof (txc_phase, frequency), NULL, false },
  { "duration", txc_read_text, offsetof (txc_phase, duration), NULL, false },
};
static const txc_shape phase_shape
  = { "phase", TXC_FIELDS (phase_fields), sizeof (txc_phase), TXC_NO_PROVENANCE, NULL };

static const txc_field dose_fields[] = {
  { "dose", txc_read_text, offsetof (txc_dose, dose), NULL, false },
  { "per", txc_read_text, offsetof (txc_dose, per), NULL, false },
  { "weeks", txc_read_count, offsetof (txc_dose, weeks), NULL, false },
  TXC_PROVENANCE_FIELDS (txc_dose, provenance, false),
};
static const txc_shape dose_shape
  = { "dose", TXC_FIELDS (dose_fields), sizeof (txc_dose), offsetof (txc_dose, provenance), NULL };

/* A dose without a source of its own has the regimen's. */
static void
inherit_source (const txc_provenance *from, txc_dose *dose)
{
  if (dose->provenance.span.line && dose->provenance.citation_count == 0) {
    txc_span span = dose->provenance.span;
    const char *note = dose->provenance.note;
    dose->provenance = *from;
    dose->provenance.span = span;
    dose->provenance.note = note;
  }
}

static void
check_regimen (txc_loader *loader, uint32_t node, void *record)
{
  txc_regimen *regimen = record;
  inherit_source (&regimen->provenance, &regimen->maximum);
  inherit_source (&regimen->provenance, &regimen->adequate);
}

static const txc_field regimen_fields[] = {
  { "id", txc_read_local_id, offsetof (txc_regimen, id), NULL, true },
  { "indication", txc_read_reference, offsetof (txc_regimen, indication), TXC_TO (INDICATION), true },
  { "basis", txc_read_enum, offsetof (txc_regimen, basis), &txc_basis_words, true },
  { "summary", txc_read_text, offsetof (txc_regimen, summary), NULL, true },
  { "phases", txc_read_records, offsetof (txc_regimen, phases), &phase_shape, false },
  { "maximum", txc_read_record, offsetof (txc_regimen, maximum), &dose_shape, false },
  { "adequate", txc_read_record, offsetof (txc_regimen, adequate), &dose_shape, false },
  TXC_PROVENANCE_FIELDS (txc_regimen, provenance, true),
};
static const txc_shape regimen_shape
  = { "regimen", TXC_FIELDS (regimen_fields), sizeof (txc_regimen), offsetof (txc_regimen, provenance), check_regimen };

static const txc_field population_fields[] = {
  { "text", txc_read_text, offsetof (txc_approval, population_text), NULL, true },
  { "when", txc_read_expression, offsetof (txc_approval, population), NULL, false },
};
static const txc_shape population_shape
  = { "population", TXC_FIELDS (population_fields), sizeof (txc_approval), TXC_NO_PROVENANCE, NULL };

static const txc_field approval_fields[] = {
  { "product", txc_read_text, offsetof (txc_approval, product), NULL, false },
  { "indication", txc_read_reference, offsetof (txc_approval, indication), TXC_TO (INDICATION), true },
  { "population", txc_read_record, 0, &population_shape, false },
  { "country", txc_read_country, offsetof (txc_approval, country), NULL, true },
  { "status", txc_read_enum, offsetof (txc_approval, status), &statuses, true },
  { "date", txc_read_date, offsetof (txc_approval, date), NULL, false },
  TXC_PROVENANCE_FIELDS (txc_approval, provenance, true),
};
static const txc_shape approval_shape
  = { "approval", TXC_FIELDS (approval_fields), sizeof (txc_approval), offsetof (txc_approval, provenance), NULL };

/* ---- the treatment --------------------------------------------------------------------- */

static void
read_aliases (txc_loader *loader, const txc_field *field, uint32_t node, void *target)
{
  txc_treatment *treatment = (txc_treatment *)(void *)((char *)target - field->offset);
  txc_read_texts (loader, field, node, target);
  uint32_t at = txc_tree_first (node);
  for (size_t i = 0; i < treatment->alias_count; i++, at = loader->tree->nodes[at].end) {
    const char *alias = treatment->aliases[i];
    if (!loader->trusted && txc_map_get (&loader->base->treatment_by_id, txc_text_of (alias)))
      txc_loader_error (loader, at, NULL, "'%s' is already an id or alias of a treatment", alias);
    else
      txc_loader_register (loader, TXC_REFERENCE_TREATMENT, at, alias, treatment);
  }
}

static const txc_field treatment_fields[] = {
  { "id", txc_read_id, offsetof (txc_treatment, id), TXC_TO (TREATMENT), true },
  { "name", txc_read_text, offsetof (txc_treatment, name), NULL, true },
  { "short", txc_read_text, offsetof (txc_treatment, short_name), NULL, false },
  { "kind", txc_read_enum, offsetof (txc_treatment, kind), &kinds, true },
  { "classes", txc_read_references, offsetof (txc_treatment, classes), TXC_TO (CLASS), false },
  { "aliases", read_aliases, offsetof (txc_treatment, aliases), NULL, false },
  { "parts", read_parts, 0, NULL, false },
  { "mechanism", txc_read_record, 0, &mechanism_shape, false },
  { "routes", txc_read_records, offsetof (txc_treatment, routes), &route_shape, false },
  { "setting", txc_read_record, 0, &setting_shape, false },
  { "regimens", txc_read_records, offsetof (txc_treatment, regimens), &regimen_shape, false },
  { "onset", txc_read_record, 0, &onset_shape, false },
  { "duration", txc_read_record, 0, &duration_shape, false },
  { "approvals", txc_read_records, offsetof (txc_treatment, approvals), &approval_shape, false },
  { "monitoring", txc_read_records, offsetof (txc_treatment, monitoring), &monitoring_shape, false },
  { "controls", txc_read_record, 0, &controls_shape, false },
  { "stopping", txc_read_record, 0, &stopping_shape, false },
  { "codings", txc_read_codings, offsetof (txc_treatment, codings), NULL, false },
};

static void
check_treatment (txc_loader *loader, uint32_t node, void *record)
{
  txc_treatment *treatment = record;
  if (!treatment->short_name)
    treatment->short_name = treatment->name;
  if (treatment->parts && treatment->kind != TXC_TREATMENT_COMBINATION)
    txc_loader_error_at (loader, node, "parts", "say `kind: combination`", "only a combination has parts");
  if (treatment->kind == TXC_TREATMENT_COMBINATION && treatment->part_count < 2)
    txc_loader_error_at (loader, node, "kind", "list two or more under `parts`", "a combination has parts");
}

static const txc_shape treatment_shape
  = { "treatment", TXC_FIELDS (treatment_fields), sizeof (txc_treatment), TXC_NO_PROVENANCE, check_treatment };

const char *
txc_treatment_kind (const txc_treatment *treatment)
{
  return kind_words[treatment->kind];
}

/* "treatments/sertraline.yaml" holds sertraline. */
static bool
names_file (const char *id, const char *file)
{
  const char *slash = strrchr (file, '/');
  size_t length = strlen (id);
  file = slash ? slash + 1 : file;
  return strncmp (file, id, length) == 0 && strcmp (file + length, ".yaml") == 0;
}

void
txc_load_treatment (txc_loader *loader, txc_treatment *treatment, const char *file_name)
{
  txc_record_read (loader, &treatment_shape, 0, treatment);
  if (treatment->id && !names_file (treatment->id, file_name))
    txc_loader_error_at (loader, 0, "id", "the file is named by its id", "treatment '%s' in the file %s", treatment->id,
                         file_name);
  txc_state_treatment (loader, treatment);
}

/* A slot is filled by the treatments of its class, combinations left out. */
static bool
fits_slot (const txc_treatment *treatment, const txc_class *slot)
{
  return treatment->kind != TXC_TREATMENT_COMBINATION && txc_treatment_in_class (treatment, slot);
}

static void
fill_slot (txc_loader *loader, txc_part *part)
{
  const txc_knowledge_base *base = loader->base;
  const txc_treatment **members = txc_loader_array (loader, base->treatments_count, sizeof *members);
  for (size_t i = 0; members && i < base->treatments_count; i++)
    if (fits_slot (&base->treatments[i], part->slot))
      members[part->member_count++] = &base->treatments[i];
  part->members = members;
}

void
txc_fill_slots (txc_loader *loader)
{
  const txc_knowledge_base *base = loader->base;
  for (size_t i = 0; i < base->treatments_count; i++) {
    const txc_treatment *treatment = &base->treatments[i];
    txc_part *parts = txc_loader_array (loader, treatment->part_count, sizeof *parts);
    txc_treatment *own = treatment->id ? txc_map_get (&base->treatment_by_id, txc_text_of (treatment->id)) : NULL;
    if (!parts || own != treatment || treatment->part_count == 0)
      continue;
    memcpy (parts, treatment->parts, treatment->part_count * sizeof *parts);
    for (size_t k = 0; k < treatment->part_count; k++)
      if (parts[k].slot)
        fill_slot (loader, &parts[k]);
    own->parts = parts;
  }
}
