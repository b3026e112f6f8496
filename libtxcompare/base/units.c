/* SPDX-License-Identifier: Apache-2.0 */
#include "base/units.h"

enum dimension { METRE, SECOND, GRAM, RADIAN, KELVIN, COULOMB, CANDELA, MOLE, INTERNATIONAL_UNIT, CALENDAR_MONTH,
                 DIMENSIONS };

/* numerator / denominator * 10^exponent of the base units in `powers`. */
typedef struct unit {
  int8_t powers[DIMENSIONS];
  uint64_t numerator;
  uint64_t denominator;
  int exponent;
  int64_t offset; /* added before scaling, in hundredths: only degrees */
} unit;

typedef struct atom {
  const char *code;
  bool metric; /* takes prefixes */
  uint32_t numerator;
  uint32_t denominator;
  int8_t exponent;
  int8_t powers[DIMENSIONS];
  int32_t offset;
} atom;

/*                               m  s  g rad K  C cd mol IU cal */
static const atom atoms[] = {
  { "m", true, 1, 1, 0,        { 1 }, 0 },
  { "s", true, 1, 1, 0,        { 0, 1 }, 0 },
  { "g", true, 1, 1, 0,        { 0, 0, 1 }, 0 },
  { "rad", true, 1, 1, 0,      { 0, 0, 0, 1 }, 0 },
  { "K", true, 1, 1, 0,        { 0, 0, 0, 0, 1 }, 0 },
  { "C", true, 1, 1, 0,        { 0, 0, 0, 0, 0, 1 }, 0 },
  { "cd", true, 1, 1, 0,       { 0, 0, 0, 0, 0, 0, 1 }, 0 },
  { "mol", true, 1, 1, 0,      { 0, 0, 0, 0, 0, 0, 0, 1 }, 0 },
  { "eq", true, 1, 1, 0,       { 0, 0, 0, 0, 0, 0, 0, 1 }, 0 },
  { "osm", true, 1, 1, 0,      { 0, 0, 0, 0, 0, 0, 0, 1 }, 0 },
  { "[IU]", true, 1, 1, 0,     { 0, 0, 0, 0, 0, 0, 0, 0, 1 }, 0 },
  { "[iU]", true, 1, 1, 0,     { 0, 0, 0, 0, 0, 0, 0, 0, 1 }, 0 },
  { "%", false, 1, 1, -2,      { 0 }, 0 },
  { "[ppth]", false, 1, 1, -3, { 0 }, 0 },
  { "[ppm]", false, 1, 1, -6,  { 0 }, 0 },
  { "10*", false, 1, 1, 1,     { 0 }, 0 },
  { "10^", false, 1, 1, 1,     { 0 }, 0 },
  { "L", true, 1, 1, -3,       { 3 }, 0 },
  { "l", true, 1, 1, -3,       { 3 }, 0 },
  { "min", false, 60, 1, 0,    { 0, 1 }, 0 },
  { "h", false, 3600, 1, 0,    { 0, 1 }, 0 },
  { "d", false, 86400, 1, 0,   { 0, 1 }, 0 },
  { "wk", false, 604800, 1, 0, { 0, 1 }, 0 },
  { "mo", false, 2629800, 1, 0, { 0, 1 }, 0 },
  { "a", false, 31557600, 1, 0, { 0, 1 }, 0 },
  { "t", true, 1, 1, 6,        { 0, 0, 1 }, 0 },
  { "N", true, 1, 1, 3,        { 1, -2, 1 }, 0 },
  { "Pa", true, 1, 1, 3,       { -1, -2, 1 }, 0 },
  { "bar", true, 1, 1, 8,      { -1, -2, 1 }, 0 },
  { "m[Hg]", true, 133322, 1, 3, { -1, -2, 1 }, 0 },
  { "m[H2O]", true, 980665, 1, 1, { -1, -2, 1 }, 0 },
  { "J", true, 1, 1, 3,        { 2, -2, 1 }, 0 },
  { "cal", true, 4184, 1, 0,   { 2, -2, 1 }, 0 },
  { "W", true, 1, 1, 3,        { 2, -3, 1 }, 0 },
  { "A", true, 1, 1, 0,        { 0, -1, 0, 0, 0, 1 }, 0 },
  { "V", true, 1, 1, 3,        { 2, -2, 1, 0, 0, -1 }, 0 },
  { "Hz", true, 1, 1, 0,       { 0, -1 }, 0 },
  { "Bq", true, 1, 1, 0,       { 0, -1 }, 0 },
  { "Gy", true, 1, 1, 0,       { 2, -2 }, 0 },
  { "Sv", true, 1, 1, 0,       { 2, -2 }, 0 },
  { "kat", true, 1, 1, 0,      { 0, -1, 0, 0, 0, 0, 0, 1 }, 0 },
  { "U", true, 1, 60, -6,      { 0, -1, 0, 0, 0, 0, 0, 1 }, 0 },
  { "[in_i]", false, 254, 1, -4, { 1 }, 0 },
  { "[ft_i]", false, 3048, 1, -4, { 1 }, 0 },
  { "[lb_av]", false, 45359237, 1, -5, { 0, 0, 1 }, 0 },
  { "[oz_av]", false, 45359237, 16, -5, { 0, 0, 1 }, 0 },
  { "Cel", false, 1, 1, 0,     { 0, 0, 0, 0, 1 }, 27315 },
  { "[degF]", false, 5, 9, 0,  { 0, 0, 0, 0, 1 }, 45967 },
  { "month", false, 1, 1, 0,   { 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 }, 0 },
  { "year", false, 12, 1, 0,   { 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 }, 0 },
};

typedef struct prefix {
  const char *code;
  int exponent;
} prefix;

static const prefix prefixes[] = { { "da", 1 }, { "m", -3 },  { "k", 3 },   { "u", -6 },  { "n", -9 }, { "d", -1 },
                                   { "c", -2 }, { "M", 6 },   { "G", 9 },   { "h", 2 },   { "p", -12 },
                                   { "f", -15 }, { "T", 12 } };

typedef struct calendar_name {
  const char *singular;
  const char *plural;
  const char *ucum; /* the definite duration that is the same; NULL: none is */
  txc_precision unit;
} calendar_name;

static const calendar_name calendar_names[] = {
  { "year", "years", NULL, TXC_YEAR },          { "month", "months", NULL, TXC_MONTH },
  { "week", "weeks", "wk", TXC_WEEK },          { "day", "days", "d", TXC_DAY },
  { "hour", "hours", "h", TXC_HOUR },           { "minute", "minutes", "min", TXC_MINUTE },
  { "second", "seconds", "s", TXC_SECOND },     { "millisecond", "milliseconds", "ms", TXC_MILLISECOND },
};

enum { calendar_count = sizeof calendar_names / sizeof *calendar_names, deepest = 8, longest_code = 256 };

txc_precision
txc_unit_calendar (const char *code)
{
  for (size_t i = 0; code && i < calendar_count; i++) {
    const calendar_name *name = &calendar_names[i];
    if (strcmp (code, name->singular) == 0 || strcmp (code, name->plural) == 0
        || (name->ucum && strcmp (code, name->ucum) == 0))
      return name->unit;
  }
  return TXC_PRECISION_NONE;
}

const char *
txc_unit_calendar_name (txc_precision calendar)
{
  for (size_t i = 0; i < calendar_count; i++)
    if (calendar_names[i].unit == calendar)
      return calendar_names[i].singular;
  return "";
}

static uint64_t
common_divisor (uint64_t a, uint64_t b)
{
  while (b) {
    uint64_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

static bool
multiply_checked (uint64_t *a, uint64_t b)
{
  if (b && *a > UINT64_MAX / b)
    return false;
  *a *= b;
  return true;
}

/* result *= factor^power; false where the numbers no longer fit. */
static bool
multiply (unit *result, const unit *factor, int power)
{
  bool inverse = power < 0;
  for (int i = inverse ? -power : power; i > 0; i--) {
    if (!multiply_checked (&result->numerator, inverse ? factor->denominator : factor->numerator)
        || !multiply_checked (&result->denominator, inverse ? factor->numerator : factor->denominator))
      return false;
    uint64_t common = common_divisor (result->numerator, result->denominator);
    result->numerator /= common;
    result->denominator /= common;
    result->exponent += inverse ? -factor->exponent : factor->exponent;
    for (int d = 0; d < DIMENSIONS; d++) {
      int sum = result->powers[d] + (inverse ? -factor->powers[d] : factor->powers[d]);
      if (sum < -100 || sum > 100)
        return false;
      result->powers[d] = (int8_t)sum;
    }
  }
  return true;
}

static const atom *
find_atom (txc_text code)
{
  for (size_t i = 0; i < sizeof atoms / sizeof *atoms; i++)
    if (txc_text_is (code, atoms[i].code))
      return &atoms[i];
  return NULL;
}

static bool
read_atom (txc_text code, unit *result)
{
  int scale = 0;
  const atom *found = find_atom (code);
  for (size_t i = 0; !found && i < sizeof prefixes / sizeof *prefixes; i++) {
    size_t length = strlen (prefixes[i].code);
    if (code.length <= length || memcmp (code.data, prefixes[i].code, length) != 0)
      continue;
    found = find_atom ((txc_text){ code.data + length, code.length - length });
    if (found && !found->metric)
      found = NULL;
    scale = prefixes[i].exponent;
  }
  if (!found)
    return false;
  *result = (unit){ .numerator = found->numerator, .denominator = found->denominator,
                    .exponent = found->exponent + scale, .offset = found->offset };
  memcpy (result->powers, found->powers, sizeof result->powers);
  return true;
}

typedef struct reader {
  txc_text text;
  size_t at;
  int depth;
} reader;

static bool
at_char (const reader *in, char c)
{
  return in->at < in->text.length && in->text.data[in->at] == c;
}

static bool
at_digit (const reader *in)
{
  return in->at < in->text.length && in->text.data[in->at] >= '0' && in->text.data[in->at] <= '9';
}

static bool
read_number (reader *in, uint64_t *number)
{
  for (*number = 0; at_digit (in); in->at++) {
    if (*number > 100000000)
      return false;
    *number = *number * 10 + (uint64_t)(in->text.data[in->at] - '0');
  }
  return true;
}

/* {anything}: says something to people and nothing to us. */
static bool
skip_annotation (reader *in)
{
  while (at_char (in, '{')) {
    while (in->at < in->text.length && !at_char (in, '}'))
      in->at++;
    if (!at_char (in, '}'))
      return false;
    in->at++;
  }
  return true;
}

static bool read_term (reader *in, unit *result);

/* The letters of an atom: brackets keep what they hold, digits end it. */
static txc_text
take_symbol (reader *in)
{
  size_t start = in->at;
  if (in->text.length - start >= 3 && memcmp (in->text.data + start, "10", 2) == 0
      && (in->text.data[start + 2] == '*' || in->text.data[start + 2] == '^')) {
    in->at += 3;
    return (txc_text){ in->text.data + start, 3 };
  }
  for (bool inside = false; in->at < in->text.length; in->at++) {
    char c = in->text.data[in->at];
    inside = c == '[' || (inside && c != ']');
    if (!inside && c != ']' && (strchr ("./(){}+-^ ", c) || (c >= '0' && c <= '9')))
      break;
  }
  return (txc_text){ in->text.data + start, in->at - start };
}

static bool
read_power (reader *in, int *power)
{
  bool negative = at_char (in, '-');
  *power = 1;
  if (negative || at_char (in, '+'))
    in->at++;
  if (!at_digit (in))
    return !negative;
  uint64_t number;
  if (!read_number (in, &number) || number > 60)
    return false;
  *power = negative ? -(int)number : (int)number;
  return true;
}

static bool
read_component (reader *in, unit *result, int sign)
{
  unit part = { .numerator = 1, .denominator = 1 };
  int power = 1;
  txc_text rest = { in->text.data + in->at, in->text.length - in->at };
  bool ten = rest.length >= 3 && rest.data[0] == '1' && rest.data[1] == '0'
             && (rest.data[2] == '*' || rest.data[2] == '^');
  if (at_char (in, '{')) {
    return skip_annotation (in);
  } else if (at_char (in, '(')) {
    in->at++;
    if (!read_term (in, &part) || !at_char (in, ')'))
      return false;
    in->at++;
  } else if (at_digit (in) && !ten) {
    if (!read_number (in, &part.numerator) || part.numerator == 0)
      return false;
  } else {
    txc_text symbol = take_symbol (in);
    if (!read_atom (symbol, &part) || !read_power (in, &power))
      return false;
    /* Degrees have a zero of their own and stand alone. */
    if (part.offset && (symbol.length != in->text.length || power != 1))
      return false;
    result->offset = part.offset;
  }
  return skip_annotation (in) && multiply (result, &part, sign * power);
}

static bool
read_term (reader *in, unit *result)
{
  if (++in->depth > deepest)
    return false;
  int sign = 1;
  if (at_char (in, '/')) {
    in->at++;
    sign = -1;
  }
  for (;;) {
    if (!read_component (in, result, sign))
      return false;
    if (!at_char (in, '.') && !at_char (in, '/'))
      break;
    sign = at_char (in, '/') ? -1 : 1;
    in->at++;
  }
  in->depth--;
  return true;
}

static bool
read_unit (const char *code, unit *result)
{
  *result = (unit){ .numerator = 1, .denominator = 1 };
  txc_precision calendar = txc_unit_calendar (code);
  for (size_t i = 0; calendar && i < calendar_count; i++)
    if (calendar_names[i].unit == calendar)
      code = calendar_names[i].ucum ? calendar_names[i].ucum : calendar_names[i].singular;
  if (!code || !*code)
    return true;
  reader in = { .text = txc_text_of (code) };
  return in.text.length <= longest_code && read_term (&in, result) && in.at == in.text.length;
}

static const char *
or_one (const char *code)
{
  return code && *code ? code : "1";
}

bool
txc_unit_known (const char *code)
{
  unit ignored;
  return read_unit (code, &ignored);
}

static bool
same_dimension (const unit *a, const unit *b)
{
  return memcmp (a->powers, b->powers, sizeof a->powers) == 0;
}

bool
txc_unit_comparable (const char *a, const char *b)
{
  unit left, right;
  if (strcmp (or_one (a), or_one (b)) == 0)
    return true;
  return read_unit (a, &left) && read_unit (b, &right) && same_dimension (&left, &right);
}

static bool
shifted (txc_decimal value, const unit *of, txc_decimal *result)
{
  *result = value;
  return of->offset == 0 || txc_decimal_add (value, txc_decimal_make (of->offset, 2), result);
}

/* How many of `to` one `from` is. */
static bool
ratio (const unit *from, const unit *to, unit *result)
{
  *result = *from;
  return multiply (result, to, -1);
}

static bool
compare_units (txc_decimal a, const unit *left, txc_decimal b, const unit *right, int *order)
{
  unit scale;
  if (!same_dimension (left, right) || !ratio (right, left, &scale) || !shifted (a, left, &a)
      || !shifted (b, right, &b))
    return false;
  *order = txc_decimal_compare_scaled (a, b, scale.numerator, scale.denominator, scale.exponent);
  return true;
}

bool
txc_unit_compare (txc_decimal a, const char *a_unit, txc_decimal b, const char *b_unit, int *order)
{
  unit left, right;
  if (a_unit == b_unit || strcmp (or_one (a_unit), or_one (b_unit)) == 0) {
    *order = txc_decimal_compare (a, b);
    return true;
  }
  return read_unit (a_unit, &left) && read_unit (b_unit, &right) && compare_units (a, &left, b, &right, order);
}

/* A calendar unit as days, or a definite year or month as the calendar's. */
static void
loosen (unit *value, const char *code, bool to_days)
{
  bool calendar = value->powers[CALENDAR_MONTH] == 1;
  bool definite = code && (strcmp (code, "a") == 0 || strcmp (code, "mo") == 0);
  if (to_days && calendar) {
    bool year = value->numerator == 12;
    *value = (unit){ .powers = { [SECOND] = 1 }, .numerator = (year ? 365 : 30) * (uint64_t)86400, .denominator = 1 };
  } else if (!to_days && definite) {
    *value = (unit){ .powers = { [CALENDAR_MONTH] = 1 }, .numerator = code[0] == 'a' ? 12 : 1, .denominator = 1 };
  }
}

bool
txc_unit_compare_loosely (txc_decimal a, const char *a_unit, txc_decimal b, const char *b_unit, int *order)
{
  unit left, right;
  if (txc_unit_compare (a, a_unit, b, b_unit, order))
    return true;
  if (!read_unit (a_unit, &left) || !read_unit (b_unit, &right))
    return false;
  loosen (&left, a_unit, false);
  loosen (&right, b_unit, false);
  if (!same_dimension (&left, &right)) {
    loosen (&left, a_unit, true);
    loosen (&right, b_unit, true);
  }
  return compare_units (a, &left, b, &right, order);
}

bool
txc_unit_convert (txc_decimal value, const char *from, const char *to, txc_decimal *result)
{
  unit source, target, scale;
  *result = value;
  if (strcmp (or_one (from), or_one (to)) == 0)
    return true;
  if (!read_unit (from, &source) || !read_unit (to, &target) || !same_dimension (&source, &target)
      || !ratio (&source, &target, &scale) || !shifted (value, &source, &value))
    return false;
  if (!txc_decimal_scale (value, scale.numerator, scale.denominator, scale.exponent, result))
    return false;
  return target.offset == 0 || txc_decimal_subtract (*result, txc_decimal_make (target.offset, 2), result);
}

static bool
is_one (const char *code)
{
  return strcmp (or_one (code), "1") == 0;
}

/* Only letters: an exponent may follow directly. */
static bool
is_plain (const char *code)
{
  return strpbrk (code, "./0123456789*^{}()+-") == NULL;
}

const char *
txc_unit_product (const char *a, const char *b, txc_arena *arena)
{
  if (is_one (a) || is_one (b))
    return or_one (is_one (a) ? b : a);
  if (strcmp (a, b) == 0 && is_plain (a))
    return txc_arena_printf (arena, "%s2", a);
  return txc_arena_printf (arena, strchr (b, '/') ? "%s.(%s)" : "%s.%s", a, b);
}

const char *
txc_unit_quotient (const char *a, const char *b, txc_arena *arena)
{
  if (is_one (b))
    return or_one (a);
  if (!is_one (a) && strcmp (a, b) == 0)
    return "1";
  return txc_arena_printf (arena, strpbrk (b, "./") ? "%s/(%s)" : "%s/%s", or_one (a), b);
}

const char *
txc_unit_suggestion (const char *code)
{
  static const char *const mistakes[][2] = {
    { "mmHg", "mm[Hg]" },   { "mm Hg", "mm[Hg]" }, { "kg/m^2", "kg/m2" },   { "kg/m\xC2\xB2", "kg/m2" },
    { "mcg", "ug" },        { "\xC2\xB5g", "ug" }, { "\xCE\xBCg", "ug" },   { "IU", "[IU]" },
    { "IU/mL", "[IU]/mL" }, { "IU/L", "[IU]/L" },  { "ml", "mL" },          { "lb", "[lb_av]" },
    { "lbs", "[lb_av]" },   { "in", "[in_i]" },    { "inch", "[in_i]" },    { "ft", "[ft_i]" },
    { "\xC2\xB0" "C", "Cel" }, { "degC", "Cel" },  { "\xC2\xB0" "F", "[degF]" }, { "F", "[degF]" },
    { "hr", "h" },          { "hrs", "h" },        { "sec", "s" },          { "mins", "min" },
    { "yr", "a" },          { "y", "a" },          { "wks", "wk" },         { "mmol/l", "mmol/L" },
    { "bpm", "/min" },      { "mEq/L", "meq/L" },  { "percent", "%" },      { "msec", "ms" },
  };
  for (size_t i = 0; code && i < sizeof mistakes / sizeof *mistakes; i++)
    if (strcmp (code, mistakes[i][0]) == 0)
      return mistakes[i][1];
  return NULL;
}

void
txc_unit_add_plain (const char *text, txc_buffer *out)
{
  for (const char *at = text; *at; at++)
    if (!strchr ("[]{}", *at))
      txc_buffer_add_char (out, *at);
}
