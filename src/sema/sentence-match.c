/* Is a sentence what a wording says?  Both are folded; the wording's words must be there one after another,
   and what stands between them fills its places.  States that led nowhere are remembered, so that the work is
   bounded by the lengths whatever is written. */
#include "base/limits.h"
#include "base/numeral.h"
#include "sema/wording.h"
#include "syntax/literal.h"
#include <string.h>

enum
{
  LONGEST_QUANTITY = 96 /* bytes at a place for a value */
};

typedef struct
{
  Model *model;
  const Wording *wording;
  const char *pattern, *text;
  unsigned length;
  bool strict;
  guint8 *failed; /* a bit for each (offset in the pattern, offset in the text) */
  Match *match;
} Matcher;

/* Quantities */

Said
quantity_said (Model *model, const char *text, size_t length, Rational *ret_value,
               const Measure **ret_measure, size_t *ret_unit_at)
{
  static const char SHARE[] = "百分之";
  const size_t lead
      = length > strlen (SHARE) && memcmp (text, SHARE, strlen (SHARE)) == 0 ? strlen (SHARE) : 0;
  g_autoptr (GString) digits = g_string_new (NULL);
  g_autoptr (GString) unit = g_string_new (NULL);
  size_t at = lead + literal_split_quantity (text + lead, length - lead, digits);
  int64_t numeral;
  if (at == lead && (at += numeral_read (text + lead, length - lead, &numeral)) > lead)
    g_string_printf (digits, "%" G_GINT64_FORMAT, numeral);
  if (at == lead || memchr (text, ',', at) || (lead && at < length)
      || !rational_parse (model->session->numbers, digits->str, digits->len, ret_value))
    return SAID_NO_NUMBER;
  *ret_unit_at = at;
  literal_append_unit (unit, lead ? "%" : text + at, lead ? 1 : length - at);
  if (strcmp (unit->str, "月") == 0 || !(*ret_measure = measure_find (model->measures, unit->str)))
    return SAID_NO_UNIT;
  *ret_value = rational_mul (model->session->numbers, *ret_value, (*ret_measure)->factor);
  return SAID_QUANTITY;
}

static bool
is_number_byte (char c)
{
  return g_ascii_isdigit (c) || c == '.';
}

/* True if a value may begin at START: at a digit or a Chinese numeral that is not the rest of a number. */
static bool
may_begin (const char *text, unsigned start, unsigned length)
{
  int64_t numeral;
  if (g_ascii_isdigit (text[start]))
    return start == 0 || !is_number_byte (text[start - 1]);
  if (g_str_has_prefix (text + start, "百分之"))
    return true;
  return numeral_read (text + start, length - start, &numeral) > 0
         && (start < 3 || numeral_read (text + start - 3, 3, &numeral) == 0);
}

/* Matching */

static bool match_from (Matcher *matcher, unsigned p, unsigned t);

/* True if, with the place before P filled, the next of the pattern may stand at T at all. */
static bool
goes_on (const Matcher *matcher, unsigned p, unsigned t)
{
  char next = matcher->pattern[p];
  return (next && strchr ("[|]{", next)) || g_ascii_tolower (next) == g_ascii_tolower (matcher->text[t]);
}

static bool
may_fill (const Matcher *matcher, unsigned start, unsigned end)
{
  Rational value;
  const Measure *measure;
  size_t unit_at;
  if (!matcher->strict)
    return true;
  if (is_number_byte (matcher->text[end - 1]) && is_number_byte (matcher->text[end]))
    return false;
  return quantity_said (matcher->model, matcher->text + start, end - start, &value, &measure, &unit_at)
         == SAID_QUANTITY;
}

/* True if the character that ends at END is one of the numbers before a score: a digit, 一 to 九, 半, or 十 behind one of these (not the 十分 of
   十分满意, nor the 百分 of 百分点). */
static bool
is_count (const char *text, unsigned start, unsigned end)
{
  int64_t numeral;
  if (end > start && g_ascii_isdigit (text[end - 1]))
    return true;
  if (end < start + 3)
    return false;
  if (memcmp (text + end - 3, "十", 3) == 0)
    return is_count (text, start, end - 3);
  return memcmp (text + end - 3, "半", 3) == 0
         || (numeral_read (text + end - 3, 3, &numeral) > 0 && numeral < 10);
}

/* True if a score ends at END of what began at START: 2分, 两分, 半分; no 分之 and no 分钟. */
static bool
ends_in_score (const char *text, unsigned start, unsigned end)
{
  return end >= start + 4 && memcmp (text + end - 3, "分", 3) == 0 && is_count (text, start, end - 3)
         && !g_str_has_prefix (text + end, "之") && !g_str_has_prefix (text + end, "钟");
}

static bool
match_place (Matcher *matcher, unsigned t, unsigned n)
{
  const struct WordingPlace *place = &matcher->wording->places[n];
  bool words = place->what == PLACE_WORDS;
  unsigned most = words || matcher->length - t < LONGEST_QUANTITY ? matcher->length : t + LONGEST_QUANTITY;
  if (!words && matcher->strict && !may_begin (matcher->text, t, matcher->length))
    return false;
  for (unsigned end = words ? t : t + 1; end <= most; end++)
    {
      bool within = ((guint8)matcher->text[end] & 0xC0) == 0x80;
      if (words && matcher->wording->rule && ends_in_score (matcher->text, t, end))
        break; /* a score that a rule does not hear of */
      if (within || !goes_on (matcher, place->end, end) || (!words && !may_fill (matcher, t, end)))
        continue;
      matcher->match->captures[n] = (Capture){ t, end };
      if (match_from (matcher, place->end, end))
        return true;
    }
  matcher->match->captures[n] = (Capture){ 0, 0 };
  return false;
}

/* One of the texts in the brackets at P; a single one may be absent. */
static bool
match_choice (Matcher *matcher, unsigned p, unsigned t)
{
  unsigned tried = 0;
  do
    {
      if (match_from (matcher, p + 1, t))
        return true;
      p += 1 + (unsigned)strcspn (matcher->pattern + p + 1, "|]");
      tried++;
  } while (matcher->pattern[p] == '|');
  return tried == 1 && match_from (matcher, p + 1, t);
}

/* Where the pattern goes on from P: after the brackets, if one of the texts in them ends there. */
static unsigned
after_choice (const char *pattern, unsigned p)
{
  return pattern[p] == '|' ? p + (unsigned)strcspn (pattern + p, "]") + 1 : pattern[p] == ']' ? p + 1 : p;
}

static unsigned
places_before (const Wording *wording, unsigned p)
{
  unsigned n = 0;
  while (n < wording->n_places && wording->places[n].at < p)
    n++;
  return n;
}

/* The pattern from P on, against the text from T on. */
static bool
match_from (Matcher *matcher, unsigned p, unsigned t)
{
  size_t state = (size_t)p * (matcher->length + 1) + t;
  bool found;
  if (matcher->failed[state / 8] & (1u << (state % 8)))
    return false;
  for (unsigned next; matcher->pattern[p] && !strchr ("[{", matcher->pattern[p]); p = next)
    {
      next = after_choice (matcher->pattern, p);
      if (next > p)
        continue;
      if (g_ascii_tolower (matcher->pattern[p]) != g_ascii_tolower (matcher->text[t]))
        break;
      next++;
      t++;
    }
  found = matcher->pattern[p] == '{'   ? match_place (matcher, t, places_before (matcher->wording, p))
          : matcher->pattern[p] == '[' ? match_choice (matcher, p, t)
                                       : matcher->pattern[p] == '\0' && t == matcher->length;
  if (!found)
    matcher->failed[state / 8] |= (guint8)(1u << (state % 8));
  return found;
}

bool
wording_match (Model *model, const Wording *wording, const Folded *sentence, bool strict, Match *ret_match)
{
  size_t states = (strlen (wording->pattern) + 1) * (sentence->text->len + 1);
  g_autofree guint8 *failed = NULL;
  Matcher matcher = { .model = model,
                      .wording = wording,
                      .pattern = wording->pattern,
                      .text = sentence->text->str,
                      .length = (unsigned)sentence->text->len,
                      .strict = strict,
                      .match = ret_match };
  if (!wording->places) /* its own rule is still being looked for */
    return false;
  if (sentence->text->len > LIMIT_NAME_BYTES
      || !goes_on (&matcher, 0, 0)) /* most of them, without further ado */
    return false;
  matcher.failed = failed = g_malloc0 (states / 8 + 1);
  *ret_match = (Match){ .wording = wording };
  return match_from (&matcher, 0, 0);
}
