/* SPDX-License-Identifier: Apache-2.0
 *
 * A knowledge base in memory: what doc/knowledge-base.md describes, with every
 * reference resolved and every rule compiled. Immutable once loaded; everything
 * lives in the base's arena, so pointers are good as long as the base is.
 * Strings are NUL-terminated UTF-8; what was left out of the file is NULL (or
 * the named "not stated" value), never an empty string.
 */
#ifndef TXC_KNOWLEDGE_KNOWLEDGE_H
#define TXC_KNOWLEDGE_KNOWLEDGE_H

#include <txcompare/knowledge.h>

#include "base/calendar.h"
#include "base/map.h"
#include "cql/rule.h"
#include "text/diagnostic.h"

/* ---- sources --------------------------------------------------------------- */

typedef enum txc_verification {
  TXC_VERIFICATION_READ,
  TXC_VERIFICATION_RECONSTRUCTED,
  TXC_VERIFICATION_COMPUTED,
  TXC_VERIFICATION_CORROBORATED,
  TXC_VERIFICATION_UNVERIFIED
} txc_verification;

typedef enum txc_funding { TXC_FUNDING_NOT_STATED, TXC_FUNDING_INDUSTRY, TXC_FUNDING_PUBLIC, TXC_FUNDING_MIXED, TXC_FUNDING_NONE } txc_funding;

typedef struct txc_source {
  const char *id, *kind, *citation, *short_name; /* short_name is the citation where none was given */
  const char *doi, *pmid, *registry, *set_id, *url;
  const char *published, *read, *via;
  const struct txc_source *superseded_by;
  txc_funding funding;
  bool promotional;
  size_t index; /* its place in sources.yaml */
} txc_source;

/* A source and the place in it: zoloft-pi#6.1 -> {source, "6.1"}. */
typedef struct txc_citation {
  const txc_source *source;
  const char *locator; /* NULL: the source as a whole */
} txc_citation;

/* What stands behind a fact. */
typedef struct txc_provenance {
  const txc_citation *citations;
  size_t citation_count;
  txc_verification verification;
  const char *note;
  txc_span span; /* where the fact stands in the base */
} txc_provenance;

/* The sources as shown, with their places: "Spravato US label, section 4". Lives in `arena`, or where the
   provenance does; NULL if memory ran out. */
const char *txc_provenance_text (const txc_provenance *provenance, txc_arena *arena);

/* "read", "unverified", ... */
const char *txc_verification_text (txc_verification verification);

typedef struct txc_sourced_text {
  const char *text; /* NULL: not entered */
  txc_provenance provenance;
} txc_sourced_text;

/* ---- codes ----------------------------------------------------------------- */

typedef struct txc_code_system {
  const char *id, *name, *uri, *licence;
} txc_code_system;

typedef struct txc_coding {
  const txc_code_system *system;
  const char *code;
  bool prefix; /* covers every code that begins with `code` */
} txc_coding;

typedef struct txc_codings {
  const txc_coding *items;
  size_t count;
  const char *const *except;
  size_t except_count;
} txc_codings;

/* ---- patient facts ----------------------------------------------------------- */

typedef enum txc_derivation {
  TXC_DERIVE_NOT,
  TXC_DERIVE_BIRTH_DATE,
  TXC_DERIVE_GENDER,
  TXC_DERIVE_OBSERVATION,
  TXC_DERIVE_CONDITIONS,
  TXC_DERIVE_MEDICATIONS,
  TXC_DERIVE_ALLERGIES
} txc_derivation;

typedef enum txc_medication_status { TXC_MEDICATION_CURRENT, TXC_MEDICATION_FAILED } txc_medication_status;

/* A span of calendar time; unit is one of the calendar's precisions. count 0: not stated. */
typedef struct txc_duration {
  int count;
  const char *unit; /* "day", "week", "month", "year" */
} txc_duration;

/* One word of a list feature's vocabulary. For features derived from medications
   and allergies these are the treatments, classes and medicines. */
typedef struct txc_item {
  union {
    txc_feature_item shown;             /* as the public header has it */
    struct {
      const char *id, *name, *question; /* question may be NULL */
    };
  };
  const size_t *is_a;               /* indices of broader items, transitively closed, without itself */
  size_t is_a_count;
  const size_t *narrower;           /* the other way round, transitively closed */
  size_t narrower_count;
  bool ever;
  txc_codings codings;
  const char *const *aliases;       /* names a record may use instead of a code */
  size_t alias_count;
} txc_item;

typedef struct txc_coded_answer {
  txc_coding coding;
  const char *is; /* the value it stands for, as CQL writes it */
} txc_coded_answer;

typedef struct txc_feature {
  const char *id, *name, *question;
  txc_cql_type type;
  const char *unit;
  txc_duration valid_for;
  const char *valid_for_text; /* "2 weeks"; NULL where not stated */
  bool has_range;
  txc_decimal range_low, range_high;
  const txc_cql_rule *applies_when; /* NULL: always applies */
  txc_codings codings;
  txc_derivation derivation;
  txc_medication_status medication_status;
  txc_duration within;
  const txc_coded_answer *coded_answers;
  size_t coded_answer_count;
  const txc_item *items;
  size_t item_count;
  txc_map item_by_id;
  size_t index; /* also the index of its txc_parameter */
} txc_feature;

/* ---- treatments -------------------------------------------------------------- */

typedef struct txc_class {
  const char *id, *name, *short_name;
  const struct txc_class *const *is_a; /* transitively closed, without itself */
  size_t is_a_count;
} txc_class;

typedef struct txc_medicine {
  const char *id, *name;
  const txc_class *const *classes;
  size_t class_count;
  const char *const *aliases;       /* names a record may use instead of a code */
  size_t alias_count;
  txc_codings codings;
} txc_medicine;

typedef struct txc_indication {
  const char *id, *name, *short_name; /* short_name is the name where none was given */
} txc_indication;

typedef struct txc_dose {
  const char *dose, *per; /* NULL: not stated */
  int weeks;              /* 0: not stated */
  txc_provenance provenance;
} txc_dose;

typedef struct txc_phase {
  const char *name, *dose, *frequency, *duration;
} txc_phase;

typedef enum txc_basis { TXC_BASIS_LABEL, TXC_BASIS_GUIDELINE, TXC_BASIS_OFF_LABEL } txc_basis;

typedef struct txc_regimen {
  const char *id, *summary;
  const txc_indication *indication;
  txc_basis basis;
  const txc_phase *phases;
  size_t phase_count;
  txc_dose maximum, adequate;
  txc_provenance provenance;
} txc_regimen;

typedef struct txc_route {
  const char *route, *form, *short_name;
  txc_provenance provenance;
} txc_route;

typedef enum txc_approval_status { TXC_APPROVED, TXC_NOT_APPROVED, TXC_WITHDRAWN } txc_approval_status;

typedef struct txc_approval {
  const char *product, *population_text, *country, *date;
  const txc_indication *indication;
  const txc_cql_rule *population; /* NULL: anyone */
  txc_approval_status status;
  txc_provenance provenance; /* its note: "with an oral antidepressant" */
} txc_approval;

/* One thing that is known of a treatment as it is said to people, and what stands behind it. */
typedef struct txc_sourced_statement {
  txc_statement said;
  const txc_provenance *provenance;
} txc_sourced_statement;

/* A part of a combination: a treatment, or a class of which one is to be chosen. */
typedef struct txc_part {
  const txc_treatment *treatment; /* NULL for a class slot */
  const txc_class *slot;          /* NULL for a treatment */
  const char *name;
  const txc_treatment *const *members; /* of the slot: the base's treatments of that class */
  size_t member_count;
} txc_part;

typedef enum txc_treatment_type {
  TXC_TREATMENT_DRUG,
  TXC_TREATMENT_COMBINATION,
  TXC_TREATMENT_PLACEBO,
  TXC_TREATMENT_PROCEDURE,
  TXC_TREATMENT_PSYCHOTHERAPY
} txc_treatment_type;

struct txc_treatment {
  const char *id, *name, *short_name; /* short_name is the name where none was given */
  txc_treatment_type kind;
  const txc_class *const *classes; /* as entered */
  size_t class_count;
  const char *const *aliases;
  size_t alias_count;
  const txc_part *parts;
  size_t part_count;
  txc_sourced_text mechanism;
  const txc_route *routes;
  size_t route_count;
  txc_sourced_text setting;
  const char *place; /* home, clinic, certified-clinic, hospital */
  const txc_regimen *regimens;
  size_t regimen_count;
  txc_sourced_text onset;
  const char *onset_first, *onset_full;
  txc_sourced_text duration;
  const char *duration_short;
  const txc_approval *approvals;
  size_t approval_count;
  const txc_sourced_text *monitoring;
  size_t monitoring_count;
  txc_sourced_text controls, stopping;
  const txc_sourced_statement *statements; /* all that, in words */
  size_t statement_count;
  txc_codings codings;
  size_t index;
};

/* ---- effects, outcomes ----------------------------------------------------- */

typedef struct txc_band {
  txc_decimal from, to;
  const char *name;
} txc_band;

typedef struct txc_instrument {
  const char *id, *name, *short_name, *rater;
  bool has_range;        /* false: lowest and highest score are not known */
  txc_decimal low, high;
  const txc_band *bands;
  size_t band_count;
  txc_provenance bands_provenance, provenance;
} txc_instrument;

typedef enum txc_endpoint_kind { TXC_ENDPOINT_EFFECT, TXC_ENDPOINT_OUTCOME } txc_endpoint_kind;

/* What was counted or measured: a side effect or an outcome. */
typedef struct txc_endpoint {
  const char *id, *name, *plain;
  txc_endpoint_kind kind;
  const char *group;             /* of an effect */
  bool serious;
  txc_sourced_text lasts;
  const char *const *terms;
  size_t term_count;
  const char *family;            /* of an outcome */
  const txc_instrument *instrument;
  const char *definition;
  bool more_is_better;
  txc_provenance provenance;
  size_t index;                  /* order of the screen; effects and outcomes each from 0 */
} txc_endpoint;

/* ---- numbers ----------------------------------------------------------------- */

typedef enum txc_trial_kind {
  TXC_TRIAL_TRIAL,
  TXC_TRIAL_POOLED,
  TXC_TRIAL_LABEL_TABLE,
  TXC_TRIAL_META_ANALYSIS,
  TXC_TRIAL_NETWORK_META_ANALYSIS,
  TXC_TRIAL_COHORT,
  TXC_TRIAL_EXPOSURE
} txc_trial_kind;

typedef enum txc_design {
  TXC_DESIGN_NOT_STATED,
  TXC_DESIGN_RANDOMISED_DOUBLE_BLIND,
  TXC_DESIGN_RANDOMISED_OPEN,
  TXC_DESIGN_RANDOMISED_WITHDRAWAL,
  TXC_DESIGN_CROSSOVER,
  TXC_DESIGN_SINGLE_ARM,
  TXC_DESIGN_OBSERVATIONAL
} txc_design;

typedef struct txc_trial {
  const char *id, *name, *population, *background, *registry, *cut_off;
  txc_trial_kind kind;
  txc_design design;
  const char *weeks; /* as written: a number; NULL: not known */
  const struct txc_trial *const *parts;
  size_t part_count;
  txc_provenance provenance;
  size_t index;
} txc_trial;

typedef enum txc_measure {
  /* of an arm */
  TXC_MEASURE_EVENTS,
  TXC_MEASURE_PERCENT,
  TXC_MEASURE_MEAN,
  TXC_MEASURE_MEAN_CHANGE,
  TXC_MEASURE_MEDIAN_TIME,
  /* of a contrast */
  TXC_MEASURE_RISK_DIFFERENCE,
  TXC_MEASURE_RISK_RATIO,
  TXC_MEASURE_ODDS_RATIO,
  TXC_MEASURE_HAZARD_RATIO,
  TXC_MEASURE_MEAN_DIFFERENCE,
  TXC_MEASURE_STANDARDISED_MEAN_DIFFERENCE,
  TXC_MEASURE_RATE_DIFFERENCE,
  TXC_MEASURE_FINDING
} txc_measure;

typedef enum txc_operator {
  TXC_OPERATOR_EQUAL,
  TXC_OPERATOR_AT_LEAST,
  TXC_OPERATOR_LESS,
  TXC_OPERATOR_ABOUT,
  TXC_OPERATOR_RANGE
} txc_operator;

/* A number that may not be there; the text is as the file has it. */
typedef struct txc_number {
  bool known;
  double value;
  const char *text;
} txc_number;

/* One measured thing in one arm, or one comparison as a source gives it. */
typedef struct txc_observation {
  const char *id;
  const txc_trial *trial;
  const char *arm, *regimen;             /* arm: NULL for a contrast without arms */
  const txc_treatment *treatment;        /* NULL: a class, or no treatment of the base */
  const txc_class *treatment_class;
  const char *subgroup, *analysis_set, *phase, *timepoint;
  const txc_endpoint *endpoint;
  txc_measure measure;
  txc_operator operator;
  txc_number value, low, high;           /* arms: value, its interval or range; contrasts: estimate and interval */
  const char *unit;
  txc_provenance provenance;
  const struct txc_observation *part_of; /* the pooled row that contains this one */
  size_t index;
} txc_observation;

typedef struct txc_arm {
  txc_observation row; /* first, so that an arm is a row */
  txc_number n, events, spread;
  bool spread_is_standard_error;
  const struct txc_arm *comparator; /* the row it stands beside; NULL: none (single arm), or it is one itself */
  const char *comparator_name;      /* the comparator's arm, also where that arm has no such row */
} txc_arm;

typedef struct txc_contrast {
  txc_observation row;
  const txc_treatment *comparator;
  const txc_class *comparator_class;
  const char *comparator_text, *treatment_arm, *comparator_arm, *finding, *p;
  double level; /* 0.95 */
  bool credible;
} txc_contrast;

/* ---- rules ------------------------------------------------------------------- */

typedef enum txc_rule_kind {
  TXC_RULE_CONTRAINDICATED,
  TXC_RULE_AVOID,
  TXC_RULE_CAUTION,
  TXC_RULE_MONITOR,
  TXC_RULE_REQUIRES,
  TXC_RULE_DOSE_LIMIT,
  TXC_RULE_STOP,
  TXC_RULE_EMERGENCY,
  TXC_RULE_INDICATED,
  TXC_RULE_NOT_INDICATED,
  TXC_RULE_FAVOURS,
  TXC_RULE_DISFAVOURS
} txc_rule_kind;

/* A rule for one treatment: a rule of the file that names five is five of these,
   with `{treatment}` filled in. Rules whose text has no `{treatment}` share one
   compiled expression. */
typedef struct txc_rule {
  const char *id;
  const txc_treatment *treatment; /* NULL: about the patient */
  txc_rule_kind kind;
  const txc_cql_rule *when;
  const char *message, *detail, *action, *strength, *country, *evidence;
  const char *from, *until;
  const txc_indication *indication;
  txc_basis basis;
  txc_dose limit;
  const char *washout_after; /* class, treatment or medicine */
  txc_duration washout_time;
  txc_provenance provenance;
  size_t index;
} txc_rule;

/* ---- the base ---------------------------------------------------------------- */

typedef struct txc_crisis_notice {
  const char *country; /* NULL: the general one */
  const char *text, *checked;
  txc_provenance provenance;
} txc_crisis_notice;

typedef struct txc_population {
  const char *id, *text;
  const txc_cql_rule *when;
} txc_population;

typedef struct txc_claim {
  const char *id, *about, *claim, *verdict, *why;
  txc_provenance source, evidence;
} txc_claim;

typedef struct txc_glossary_entry {
  const char *term, *plain;
  txc_provenance provenance;
} txc_glossary_entry;

/* Name of a list of things and their number. */
#define TXC_LIST(type, name) \
  const type *name; \
  size_t name##_count

typedef struct txc_knowledge_base {
  const char *id, *version, *date, *title, *licence, *intended_use;
  char hash[65]; /* SHA-256 over the names and bytes of the files, in order of name; hexadecimal */
  TXC_LIST (txc_population, populations);
  TXC_LIST (txc_indication, indications);
  TXC_LIST (txc_crisis_notice, crisis_notices);
  TXC_LIST (txc_code_system, code_systems);
  TXC_LIST (txc_source, sources);
  TXC_LIST (txc_feature, features);
  TXC_LIST (txc_class, classes);
  TXC_LIST (txc_medicine, medicines);
  TXC_LIST (txc_treatment, treatments);
  TXC_LIST (txc_instrument, instruments);
  TXC_LIST (txc_endpoint, effects);
  TXC_LIST (txc_endpoint, outcomes);
  TXC_LIST (txc_trial, trials);
  TXC_LIST (txc_arm, arms);
  TXC_LIST (txc_contrast, contrasts);
  TXC_LIST (txc_rule, rules);
  TXC_LIST (txc_claim, claims);
  TXC_LIST (txc_glossary_entry, glossary);
  txc_parameters parameters; /* the features, as the rule language sees them */
  txc_map source_by_id, feature_by_id, class_by_id, medicine_by_id, treatment_by_id /* ids and aliases */, indication_by_id,
    instrument_by_id, effect_by_id, outcome_by_id, trial_by_id, rule_by_id /* first rule of that id */;
  txc_arena arena;
  _Atomic (size_t) references;
} txc_knowledge_base;

/* "randomised, double-blind", ... */
const char *txc_design_text (txc_design design);

/* An effect or an outcome by id, or the first outcome of a family; NULL if there is none. */
const txc_endpoint *txc_knowledge_base_endpoint (const txc_knowledge_base *base, const char *name);

/* TXC_NOT_FOUND: `what` it is that has no such name, and which of the map's comes nearest. */
txc_status txc_knowledge_not_found (const txc_map *map, const char *what, const char *name, txc_error **err);

/* Is the treatment in the class, directly or through a broader one? */
bool txc_treatment_in_class (const txc_treatment *treatment, const txc_class *of);

#endif
