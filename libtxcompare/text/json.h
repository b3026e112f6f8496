/* SPDX-License-Identifier: Apache-2.0
 *
 * JSON (RFC 8259) into a tree. Strict: numbers as the grammar has them, no
 * duplicate keys, no lone surrogates, no NUL in a string, nothing behind the
 * value; every error says at which line and column. Numbers stay text, so that
 * nothing is rounded: txc_decimal_parse_json() reads them.
 */
#ifndef TXC_TEXT_JSON_H
#define TXC_TEXT_JSON_H

#ifdef __cplusplus
extern "C" {
#define TXC_NOEXCEPT noexcept
#else
#define TXC_NOEXCEPT
#endif

#include "base/arena.h"
#include "base/error.h"

enum {
  TXC_JSON_DEPTH = 200,                /* arrays and objects within one another */
  TXC_JSON_LENGTH = 512 * 1024 * 1024  /* bytes of one value */
};

typedef enum txc_json_kind {
  TXC_JSON_NULL,
  TXC_JSON_BOOLEAN,
  TXC_JSON_NUMBER,
  TXC_JSON_STRING,
  TXC_JSON_ARRAY,
  TXC_JSON_OBJECT
} txc_json_kind;

typedef struct txc_json txc_json;
typedef struct txc_json_member txc_json_member;

struct txc_json {
  txc_json_kind kind;
  bool boolean;
  size_t offset;                    /* where it begins in the source, in bytes */
  union {
    txc_text text;                  /* of a string (NUL-terminated), or a number as written */
    struct {
      size_t count;                 /* of an array or object */
      union {
        const txc_json *items;
        const txc_json_member *members; /* in the order of the source */
      };
    };
  };
};

struct txc_json_member {
  txc_text name;                    /* NUL-terminated */
  txc_json value;
};

/* Working memory, kept from one value to the next. One thread at a time. */
typedef struct txc_json_reader txc_json_reader;

/* NULL if memory ran out. */
txc_json_reader *txc_json_reader_new (void) TXC_NOEXCEPT;
void txc_json_reader_free (txc_json_reader *reader) TXC_NOEXCEPT;

/* Reads the one value in source[begin, end); a byte-order mark at the very
   beginning of the source is skipped. The tree and its strings live in `arena`,
   nothing points into the source. `file` is for messages and may be NULL.
   TXC_SYNTAX, TXC_ENCODING (not UTF-8, a lone surrogate, NUL), TXC_INVALID_DATA
   (a key twice), TXC_LIMIT (too deep, too long), TXC_NO_MEMORY. */
txc_status txc_json_read (txc_json_reader *reader, txc_text source, size_t begin, size_t end, const char *file,
                          txc_arena *arena, const txc_json **value, txc_error **err) TXC_NOEXCEPT;

/* The member with that name; NULL if there is none or `object` is no object. */
const txc_json *txc_json_member_of (const txc_json *object, const char *name) TXC_NOEXCEPT;

/* Line and column of a byte. */
txc_place txc_json_place (txc_text source, const char *file, size_t offset) TXC_NOEXCEPT;

/* "a string", "an array", ... Static. */
const char *txc_json_kind_name (txc_json_kind kind) TXC_NOEXCEPT;

#ifdef __cplusplus
}
#endif
#endif
