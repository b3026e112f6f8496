/* SPDX-License-Identifier: Apache-2.0
 *
 * The only file that knows simdjson. Its On-Demand interface checks a value
 * only when it is walked, so everything is walked; what it leaves to its number
 * parser (01, 1.2.3) is checked here, and its errors carry no place, so that is
 * found here as well.
 */
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <simdjson.h>
#include <string_view>
#include <vector>

extern "C" {
#include "text/utf8.h"
}

#include "text/json.h"

using namespace simdjson;

namespace {

/* Few keys are compared with one another; more are sorted first. */
constexpr size_t few_keys = 12;
constexpr size_t pool_size = 32768;

/* Thrown inside this file only: every entry catches. */
struct failure {
  txc_status status;
  size_t offset;
  const char *message;
  txc_text name; /* fills a %.*s of the message */
};

[[noreturn]] void
fail (txc_status status, size_t offset, const char *message, txc_text name = { nullptr, 0 })
{
  throw failure{ status, offset, message, name };
}

bool
is_blank (char c)
{
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

std::string_view
trimmed (std::string_view token)
{
  while (!token.empty () && is_blank (token.back ()))
    token.remove_suffix (1);
  return token;
}

/* A lone number, true, false or null is not walked: all of the text is its token. */
bool
is_container_or_string (std::string_view text)
{
  size_t first = text.find_first_not_of (" \t\r\n");
  return first == std::string_view::npos || strchr ("{[\"", text[first]) != nullptr;
}

size_t
skip_digits (std::string_view token, size_t at)
{
  while (at < token.size () && token[at] >= '0' && token[at] <= '9')
    at++;
  return at;
}

/* RFC 8259, section 6. */
bool
is_number (std::string_view token)
{
  size_t at = !token.empty () && token[0] == '-';
  size_t end = skip_digits (token, at);
  if (end == at || (token[at] == '0' && end > at + 1))
    return false;
  if (end < token.size () && token[end] == '.') {
    at = end + 1;
    end = skip_digits (token, at);
    if (end == at)
      return false;
  }
  if (end < token.size () && (token[end] == 'e' || token[end] == 'E')) {
    at = end + 1;
    if (at < token.size () && (token[at] == '+' || token[at] == '-'))
      at++;
    end = skip_digits (token, at);
    if (end == at)
      return false;
  }
  return end == token.size ();
}

/* First string that does not end, or that holds a raw control character. */
const char *
string_trouble (std::string_view text, size_t *offset)
{
  bool inside = false;
  for (size_t i = 0; i < text.size (); i++) {
    unsigned char c = static_cast<unsigned char> (text[i]);
    if (!inside) {
      if (c == '"') {
        inside = true;
        *offset = i;
      }
    } else if (c == '\\') {
      i++;
    } else if (c == '"') {
      inside = false;
    } else if (c < 0x20) {
      *offset = i;
      return "a string must not hold a line end, NUL or other control character: write \\n or \\u0000 to \\u001f";
    }
  }
  return inside ? "this string does not end" : nullptr;
}

} // namespace

struct txc_json_reader {
  ondemand::parser parser;
  std::vector<char> padded;
  std::vector<txc_json_member> open;   /* children of what is being read; items use only `value` */
  std::vector<txc_text> keys;
  txc_arena *arena = nullptr;
  char *pool = nullptr;
  size_t pool_left = 0;
  size_t base = 0;                     /* of the padded text in the source */

  txc_text keep (std::string_view text);
  size_t offset_of (const char *at) const;
  const char *location (ondemand::document &document);
  void scalar (std::string_view token, txc_json &result);
  void check_keys (const txc_json_member *members, size_t count);
  void close (size_t first, txc_json &result);
  template <typename T> void string (T &value, std::string_view token, txc_json &result);
  template <typename T> void walk (T &value, int depth, txc_json &result);
  void read (std::string_view text, txc_json &result);
};

/* Strings are small and many: they share blocks, without the arena's alignment. */
txc_text
txc_json_reader::keep (std::string_view text)
{
  size_t need = text.size () + 1;
  char *copy = pool;
  if (need <= pool_left) {
    pool += need;
    pool_left -= need;
  } else if (need > pool_size / 4) {
    copy = static_cast<char *> (txc_arena_array (arena, need, 1));
  } else {
    copy = static_cast<char *> (txc_arena_array (arena, pool_size, 1));
    pool = copy + need;
    pool_left = pool_size - need;
  }
  if (!copy)
    throw std::bad_alloc ();
  memcpy (copy, text.data (), text.size ());
  copy[text.size ()] = '\0';
  return txc_text{ copy, text.size () };
}

size_t
txc_json_reader::offset_of (const char *at) const
{
  return base + static_cast<size_t> (at - padded.data ());
}

/* Where the walk stands; the end of the text when it has run out of it. */
const char *
txc_json_reader::location (ondemand::document &document)
{
  const char *at = nullptr;
  if (document.current_location ().get (at) != SUCCESS)
    at = padded.data () + padded.size () - SIMDJSON_PADDING;
  return at;
}

void
txc_json_reader::scalar (std::string_view token, txc_json &result)
{
  token = trimmed (token);
  if (token == "null") {
    result.kind = TXC_JSON_NULL;
  } else if (token == "true" || token == "false") {
    result.kind = TXC_JSON_BOOLEAN;
    result.boolean = token == "true";
  } else if (is_number (token)) {
    result.kind = TXC_JSON_NUMBER;
    result.text = keep (token);
  } else if (!token.empty () && (token[0] == '-' || (token[0] >= '0' && token[0] <= '9'))) {
    fail (TXC_SYNTAX, result.offset, "not a number as JSON writes it");
  } else {
    fail (TXC_SYNTAX, result.offset, "expected a value: a string in quotes, a number, true, false, null, { or [");
  }
}

template <typename T>
void
txc_json_reader::string (T &value, std::string_view token, txc_json &result)
{
  std::string_view text;
  if (value.get_string ().get (text) != SUCCESS)
    fail (TXC_SYNTAX, result.offset, "an escape in this string is not valid");
  if (token.find ('\\') != std::string_view::npos) {
    if (txc_utf8_invalid (txc_text{ text.data (), text.size () }) != text.size ())
      fail (TXC_ENCODING, result.offset, "half a surrogate pair in this string");
    if (text.find ('\0') != std::string_view::npos)
      fail (TXC_ENCODING, result.offset, "NUL (\\u0000) in this string");
  }
  result.kind = TXC_JSON_STRING;
  result.text = keep (text);
}

void
txc_json_reader::check_keys (const txc_json_member *members, size_t count)
{
  const txc_json_member *twice = nullptr;
  if (count <= few_keys) {
    for (size_t i = 1; i < count && !twice; i++)
      for (size_t j = 0; j < i && !twice; j++)
        if (txc_text_equal (members[i].name, members[j].name))
          twice = &members[i];
  } else {
    std::vector<const txc_json_member *> sorted;
    sorted.reserve (count);
    for (size_t i = 0; i < count; i++)
      sorted.push_back (&members[i]);
    auto before = [] (const txc_json_member *a, const txc_json_member *b) {
      int order = std::string_view (a->name.data, a->name.length).compare ({ b->name.data, b->name.length });
      return order ? order < 0 : a < b;
    };
    std::sort (sorted.begin (), sorted.end (), before);
    for (size_t i = 1; i < count; i++)
      if (txc_text_equal (sorted[i]->name, sorted[i - 1]->name) && (!twice || sorted[i] < twice))
        twice = sorted[i];
  }
  if (twice)
    fail (TXC_INVALID_DATA, twice->value.offset, "the key '%.*s' stands here a second time", twice->name);
}

/* What was collected since `first` becomes the content of `result`. */
void
txc_json_reader::close (size_t first, txc_json &result)
{
  size_t count = open.size () - first;
  result.count = count;
  if (result.kind == TXC_JSON_OBJECT) {
    auto *members = static_cast<txc_json_member *> (txc_arena_array (arena, count, sizeof (txc_json_member)));
    if (!members)
      throw std::bad_alloc ();
    std::copy (open.begin () + static_cast<ptrdiff_t> (first), open.end (), members);
    check_keys (members, count);
    result.members = members;
  } else {
    auto *items = static_cast<txc_json *> (txc_arena_array (arena, count, sizeof (txc_json)));
    if (!items)
      throw std::bad_alloc ();
    for (size_t i = 0; i < count; i++)
      items[i] = open[first + i].value;
    result.items = items;
  }
  open.resize (first);
}

template <typename T>
void
txc_json_reader::walk (T &value, int depth, txc_json &result)
{
  ondemand::json_type type = value.type ();
  std::string_view token = value.raw_json_token ();
  result.offset = offset_of (token.data ());
  if (type == ondemand::json_type::string)
    return string (value, token, result);
  if (type != ondemand::json_type::array && type != ondemand::json_type::object)
    return scalar (token, result);
  if (depth == TXC_JSON_DEPTH)
    fail (TXC_LIMIT, result.offset, "nested more than 200 deep");
  size_t first = open.size ();
  if (type == ondemand::json_type::array) {
    result.kind = TXC_JSON_ARRAY;
    for (ondemand::value item : value.get_array ()) {
      txc_json_member child = {};
      walk (item, depth + 1, child.value);
      open.push_back (child);
    }
  } else {
    result.kind = TXC_JSON_OBJECT;
    for (ondemand::field field : value.get_object ()) {
      txc_json_member child = {};
      const char *at = field.key ().raw ();
      child.name = keep (field.unescaped_key ());
      if (memchr (at, '\\', child.name.length) /* only an escape can do that */
          && (strlen (child.name.data) != child.name.length || txc_utf8_invalid (child.name) != child.name.length))
        fail (TXC_ENCODING, offset_of (at), "this key holds NUL or half a surrogate pair");
      walk (field.value (), depth + 1, child.value);
      open.push_back (child);
    }
  }
  close (first, result);
}

void
txc_json_reader::read (std::string_view text, txc_json &result)
{
  padded.assign (text.begin (), text.end ());
  padded.resize (text.size () + SIMDJSON_PADDING, ' ');
  ondemand::document document;
  error_code error = parser.iterate (padded.data (), text.size (), padded.size ()).get (document);
  if (error == MEMALLOC)
    throw std::bad_alloc ();
  if (error == UTF8_ERROR)
    fail (TXC_ENCODING, base + txc_utf8_invalid (txc_text{ text.data (), text.size () }), "not valid UTF-8");
  if (error == EMPTY)
    fail (TXC_SYNTAX, base, "there is nothing in it");
  size_t offset = 0;
  if (error != SUCCESS) {
    const char *message = string_trouble (text, &offset);
    fail (TXC_SYNTAX, base + offset, message ? message : "not JSON");
  }
  try {
    if (!is_container_or_string (text)) {
      result.offset = base + text.find_first_not_of (" \t\r\n");
      return scalar (text.substr (result.offset - base), result);
    }
    walk (document, 0, result);
  } catch (simdjson_error &failed) {
    if (failed.error () == INCOMPLETE_ARRAY_OR_OBJECT)
      fail (TXC_SYNTAX, base + text.find_last_not_of (" \t\r\n"),
            "the text ends before the array or object that it began is closed, or goes on behind it");
    fail (TXC_SYNTAX, offset_of (location (document)), "expected a comma, a colon or the closing bracket");
  }
  const char *rest = nullptr;
  if (document.current_location ().get (rest) == SUCCESS)
    fail (TXC_SYNTAX, offset_of (rest), "more text behind the end of the value");
}

static txc_status
report (const failure &f, txc_text source, const char *file, txc_error **err)
{
  txc_place place = txc_json_place (source, file, f.offset);
  if (f.name.data)
    return txc_error_set (err, f.status, &place, "the key '%.*s' stands here a second time",
                          static_cast<int> (std::min<size_t> (f.name.length, 80)), f.name.data);
  return txc_error_set (err, f.status, &place, "%s", f.message);
}

extern "C" {

txc_json_reader *
txc_json_reader_new (void) noexcept
{
  return new (std::nothrow) txc_json_reader;
}

void
txc_json_reader_free (txc_json_reader *reader) noexcept
{
  delete reader;
}

txc_status
txc_json_read (txc_json_reader *reader, txc_text source, size_t begin, size_t end, const char *file, txc_arena *arena,
               const txc_json **value, txc_error **err) noexcept
{
  *value = nullptr;
  try {
    if (begin == 0 && end >= 3 && memcmp (source.data, "\xEF\xBB\xBF", 3) == 0)
      begin = 3;
    reader->arena = arena;
    reader->pool_left = 0;
    reader->base = begin;
    reader->open.clear ();
    if (end - begin > TXC_JSON_LENGTH)
      fail (TXC_LIMIT, begin, "longer than 512 MiB");
    auto *root = static_cast<txc_json *> (txc_arena_alloc (arena, sizeof (txc_json)));
    if (!root)
      return txc_error_no_memory (err);
    reader->read (std::string_view (source.data + begin, end - begin), *root);
    *value = root;
    return TXC_OK;
  } catch (failure &f) {
    return report (f, source, file, err);
  } catch (std::bad_alloc &) {
    return txc_error_no_memory (err);
  } catch (...) {
    return txc_error_set (err, TXC_INTERNAL, nullptr, "the JSON reader failed");
  }
}

const txc_json *
txc_json_member_of (const txc_json *object, const char *name) noexcept
{
  if (object->kind != TXC_JSON_OBJECT)
    return nullptr;
  size_t length = strlen (name);
  for (size_t i = 0; i < object->count; i++) {
    txc_text key = object->members[i].name;
    if (key.length == length && memcmp (key.data, name, length) == 0)
      return &object->members[i].value;
  }
  return nullptr;
}

txc_place
txc_json_place (txc_text source, const char *file, size_t offset) noexcept
{
  size_t line = 1, start = 0;
  offset = std::min (offset, source.length);
  if (source.length >= 3 && offset >= 3 && memcmp (source.data, "\xEF\xBB\xBF", 3) == 0)
    start = 3;
  for (size_t i = start; i < offset; i++)
    if (source.data[i] == '\n') {
      line++;
      start = i + 1;
    }
  return txc_place{ file, line, txc_utf8_count (txc_text{ source.data + start, offset - start }) + 1 };
}

const char *
txc_json_kind_name (txc_json_kind kind) noexcept
{
  switch (kind) {
  case TXC_JSON_NULL:
    return "null";
  case TXC_JSON_BOOLEAN:
    return "true or false";
  case TXC_JSON_NUMBER:
    return "a number";
  case TXC_JSON_STRING:
    return "a string";
  case TXC_JSON_ARRAY:
    return "an array";
  case TXC_JSON_OBJECT:
    return "an object";
  }
  return "nothing";
}

} // extern "C"
