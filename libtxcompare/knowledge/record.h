/* SPDX-License-Identifier: Apache-2.0
 *
 * From trees to the records of a knowledge base. Each kind of record has a
 * shape: a table of its keys, how each is read and where its value goes. The
 * reader goes on after a problem, so that one run finds them all.
 */
#ifndef TXC_KNOWLEDGE_RECORD_H
#define TXC_KNOWLEDGE_RECORD_H

#include "knowledge/knowledge.h"
#include "text/tree.h"

enum { TXC_MOST_COLUMNS = 64 };

/* The things that ids name. */
typedef enum txc_reference {
  TXC_REFERENCE_SOURCE,
  TXC_REFERENCE_FEATURE,
  TXC_REFERENCE_CLASS,
  TXC_REFERENCE_MEDICINE,
  TXC_REFERENCE_TREATMENT,
  TXC_REFERENCE_INDICATION,
  TXC_REFERENCE_INSTRUMENT,
  TXC_REFERENCE_EFFECT,
  TXC_REFERENCE_OUTCOME,
  TXC_REFERENCE_TRIAL,
  TXC_REFERENCE_CODE_SYSTEM,
  TXC_REFERENCE_POPULATION,
  TXC_REFERENCE_ARM,
  TXC_REFERENCE_CONTRAST,
  TXC_REFERENCE_CLAIM,
  TXC_REFERENCE_RULE,
  TXC_REFERENCES
} txc_reference;

typedef struct txc_loader txc_loader;
typedef struct txc_field txc_field;

/* Reads the value at `node` of the loader's present tree into `target`. */
typedef void (*txc_field_reader) (txc_loader *loader, const txc_field *field, uint32_t node, void *target);

struct txc_field {
  const char *name;
  txc_field_reader read;
  size_t offset;      /* of the value in the record; a list's count follows its pointer */
  const void *detail; /* what the reader needs: a shape, words, a reference */
  bool required;
};

typedef struct txc_shape {
  const char *what; /* "treatment" */
  const txc_field *fields;
  size_t field_count;
  size_t size;       /* of the record */
  size_t provenance; /* offset of its txc_provenance; TXC_NO_PROVENANCE if it has none */
  void (*check) (txc_loader *loader, uint32_t node, void *record); /* what the keys alone cannot tell; may be NULL */
} txc_shape;

#define TXC_NO_PROVENANCE ((size_t)-1)
#define TXC_FIELDS(table) table, sizeof table / sizeof table[0]

/* The three keys of a provenance that stand beside the other keys of a record. */
#define TXC_PROVENANCE_FIELDS(type, member, source_required) \
  { "source", txc_read_citations, offsetof (type, member), NULL, source_required }, \
  { "verification", txc_read_verification, offsetof (type, member), NULL, false }, \
  { "note", txc_read_text, offsetof (type, member) + offsetof (txc_provenance, note), NULL, false }

/* Words of an enum, the first standing for the value `first`. */
typedef struct txc_words {
  const char *const *words; /* up to NULL */
  int first;
} txc_words;

/* label, guideline, off-label: of regimens and of rules. */
extern const txc_words txc_basis_words;

/* Something to be read once everything it may name is known. */
typedef struct txc_pending {
  txc_field_reader read;
  const txc_field *field;
  const txc_tree *tree;
  uint32_t node;
  void *target;
} txc_pending;

/* An expression to be compiled once the features are known. */
typedef struct txc_expression {
  const txc_tree *tree;
  uint32_t node;
  const txc_cql_rule **target;
} txc_expression;

struct txc_loader {
  txc_knowledge_base *base;
  txc_arena *arena; /* the base's */
  txc_arena scratch;
  txc_diagnostics *diagnostics;
  const txc_tree *tree;      /* the file that is being read */
  bool trusted;              /* built in: was checked before, facts need not be checked again */
  bool failed;               /* memory ran out */
  struct {
    uint32_t key;
    size_t field;
  } columns[TXC_MOST_COLUMNS]; /* of the table that is being read: keys of its rows, and which field they are */
  size_t column_count;
  txc_date date;             /* of the base; precision TXC_PRECISION_NONE: not known */
  int verification;          /* of the record that is being read; -1: not given */
  uint32_t verification_node;
  txc_map *maps[TXC_REFERENCES];
  bool incomplete[TXC_REFERENCES]; /* their file could not be read: an id may be right all the same */
  txc_map own_maps[TXC_REFERENCES]; /* of those that the base does not keep */
  txc_pending *pending;
  size_t pending_count, pending_capacity;
  txc_expression *expressions;
  size_t expression_count, expression_capacity;
  txc_map compiled;          /* expressions by their text */
  struct {
    txc_text id;
    void *object;
  } last[TXC_REFERENCES];    /* what was looked up last: rows name the same things again and again */
  txc_arm *arms;             /* the base's, to be paired */
  bool *source_used;
  const char *last_citation; /* text of the citation read last, and what it gave */
  txc_provenance last_provenance;
};

/* ---- problems -------------------------------------------------------------- */

void txc_loader_error (txc_loader *loader, uint32_t node, const char *hint, const char *format, ...) TXC_PRINTF (4, 5);
void txc_loader_warning (txc_loader *loader, uint32_t node, const char *hint, const char *format, ...)
  TXC_PRINTF (4, 5);
/* About the key `key` of a map, or the map as a whole where it has none. */
void txc_loader_error_at (txc_loader *loader, uint32_t map, const char *key, const char *hint, const char *format, ...)
  TXC_PRINTF (5, 6);
/* "did you mean 'x'?" or NULL; in the loader's scratch arena. */
const char *txc_loader_did_you_mean (txc_loader *loader, const txc_map *map, txc_text name);
const char *txc_loader_did_you_mean_word (txc_loader *loader, const char *const *words, txc_text name);

/* Memory in the base's arena; NULL, and the loader remembers, if there is none. */
void *txc_loader_array (txc_loader *loader, size_t count, size_t size);

/* ---- records ----------------------------------------------------------------- */

/* Reads the map at `node`; also a record with problems is filled as far as possible. */
void txc_record_read (txc_loader *loader, const txc_shape *shape, uint32_t node, void *record);

/* Every item of the list at `node` as a record: *items and *count. */
void txc_records_read (txc_loader *loader, const txc_shape *shape, uint32_t node, void *items, size_t *count);

/* The same for a tree of rows. */
void txc_rows_read (txc_loader *loader, const txc_shape *shape, void *items, size_t *count);

/* Calls the reader again at the end, with the same tree, field, node and target. */
void txc_loader_defer (txc_loader *loader, txc_field_reader read, const txc_field *field, uint32_t node, void *target);
void txc_loader_run_pending (txc_loader *loader);

/* What an id stands for, or NULL. */
void *txc_loader_lookup (txc_loader *loader, txc_reference kind, txc_text id);
/* What an id stands for; an error, with the nearest name, and NULL if nothing. */
void *txc_loader_find (txc_loader *loader, txc_reference kind, uint32_t node, txc_text id);
/* Makes an id known; an error if it is taken. */
void txc_loader_register (txc_loader *loader, txc_reference kind, uint32_t node, const char *id, void *object);

/* The text of a scalar; an error and false if it is none or says nothing. */
bool txc_loader_scalar (txc_loader *loader, uint32_t node, txc_text *text);
/* Is the node a list? An error if not. */
bool txc_loader_is_list (txc_loader *loader, uint32_t node);

/* ---- readers of values; `detail` is what the field says ----------------------- */

void txc_read_text (txc_loader *loader, const txc_field *field, uint32_t node, void *target);      /* const char * */
void txc_read_texts (txc_loader *loader, const txc_field *field, uint32_t node, void *target);     /* list */
void txc_read_id (txc_loader *loader, const txc_field *field, uint32_t node, void *target);        /* detail: txc_reference */
void txc_read_row_id (txc_loader *loader, const txc_field *field, uint32_t node, void *target);    /* detail: txc_reference */
void txc_read_local_id (txc_loader *loader, const txc_field *field, uint32_t node, void *target);
void txc_read_feature_id (txc_loader *loader, const txc_field *field, uint32_t node, void *target);
void txc_read_flag (txc_loader *loader, const txc_field *field, uint32_t node, void *target);      /* bool */
void txc_read_choice (txc_loader *loader, const txc_field *field, uint32_t node, void *target);    /* const char *; words */
void txc_read_enum (txc_loader *loader, const txc_field *field, uint32_t node, void *target);      /* txc_words */
void txc_read_date (txc_loader *loader, const txc_field *field, uint32_t node, void *target);      /* const char * */
void txc_read_future_date (txc_loader *loader, const txc_field *field, uint32_t node, void *target);
void txc_read_count (txc_loader *loader, const txc_field *field, uint32_t node, void *target);     /* int, above 0 */
void txc_read_decimal (txc_loader *loader, const txc_field *field, uint32_t node, void *target);   /* txc_decimal */
void txc_read_number (txc_loader *loader, const txc_field *field, uint32_t node, void *target);    /* txc_number */
void txc_read_duration (txc_loader *loader, const txc_field *field, uint32_t node, void *target);  /* txc_duration */
void txc_read_country (txc_loader *loader, const txc_field *field, uint32_t node, void *target);   /* const char * */
void txc_read_record (txc_loader *loader, const txc_field *field, uint32_t node, void *target);    /* shape */
void txc_read_records (txc_loader *loader, const txc_field *field, uint32_t node, void *target);   /* shape, list */
void txc_read_reference (txc_loader *loader, const txc_field *field, uint32_t node, void *target); /* now */
void txc_read_later_reference (txc_loader *loader, const txc_field *field, uint32_t node, void *target);
void txc_read_references (txc_loader *loader, const txc_field *field, uint32_t node, void *target); /* list, now */
void txc_read_later_references (txc_loader *loader, const txc_field *field, uint32_t node, void *target);
void txc_read_expression (txc_loader *loader, const txc_field *field, uint32_t node, void *target);
void txc_read_codings (txc_loader *loader, const txc_field *field, uint32_t node, void *target);
void txc_read_coding (txc_loader *loader, const txc_field *field, uint32_t node, void *target);
void txc_read_citations (txc_loader *loader, const txc_field *field, uint32_t node, void *target);  /* txc_provenance */
void txc_read_verification (txc_loader *loader, const txc_field *field, uint32_t node, void *target);

/* For `detail` of references and ids. */
extern const txc_reference txc_reference_kinds[TXC_REFERENCES];
#define TXC_TO(kind) (&txc_reference_kinds[TXC_REFERENCE_##kind])

#endif
