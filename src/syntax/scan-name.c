/* Words of the scanner, which all look like names: the suffix of a number before it, a keyword, a prefix or a
   word for a sign before a number, a keyword that is glued to what follows it, and only then a name. */
#include "syntax/scan-name.h"
#include "base/limits.h"
#include "base/text.h"
#include "grammar/parse.h"
#include "syntax/keywords.h"
#include "syntax/scan-context.h"
#include "syntax/scan-number.h"
#include <string.h>

static const struct
{
  const char *text;
  int token;
} PREFIXES[] = {
  { "不低于", TOK_PREFIX_AT_LEAST }, { "不少于", TOK_PREFIX_AT_LEAST }, { "超过", TOK_PREFIX_ABOVE },
  { "不超过", TOK_PREFIX_AT_MOST },  { "不满", TOK_PREFIX_BELOW },
};

/* Suffixes */

/* `15 个工作日`: the name at TOKEN is a unit that was written with a blank after its number; the parser says
 * so. */
static bool
is_separated_unit (const Scanner *scanner, const Token *token, const Token *number)
{
  return token && number && token->kind == TOK_NAME && number->kind == TOK_NUMBER
         && scan_only_blanks (scanner, number->span.end, token->span.start);
}

static void
report_blank (Scanner *scanner, Span left, Span right)
{
  const char *text = source_text (scanner->source);
  g_autofree char *before = g_strndup (text + left.start, left.end - left.start);
  g_autofree char *after = g_strndup (text + right.start, right.end - right.start);
  Diag *diag = diag_report (scanner->sink, DIAG_blank_at_word, scanner->source,
                            (Span){ left.start, right.end }, before, after, NULL);
  diag_fix (diag, scanner->source, (Span){ left.end, right.start }, "");
}

static int
suffix_token (Scanner *scanner, const char *text, uint32_t length)
{
  const Token *before = scan_last (scanner, 0);
  bool blank;
  int kind;
  if (!before
      || (!scan_is_number_like (before->kind)
          && (!is_separated_unit (scanner, before, scan_last (scanner, 1))
              || scan_is_last (scanner, 2, TOK_CLAIMED))))
    return 0;
  blank = before->span.end != scanner->start;
  if (blank
      && (!scan_only_blanks (scanner, before->span.end, scanner->start)
          || scan_is_last (scanner, 1, TOK_CLAIMED)))
    return 0;
  kind = scan_suffix (text, length);
  if (kind && blank)
    report_blank (scanner, before->span, scan_match (scanner, length));
  return kind;
}

/* `15 个工作日以内`: the bytes of the unit, 0 if the name is no such unit with a suffix. */
static uint32_t
unit_before_suffix (const Scanner *scanner, const char *text, uint32_t length)
{
  const Token *before = scan_last (scanner, 0);
  uint32_t size;
  if (!before || before->kind != TOK_NUMBER || scan_is_last (scanner, 1, TOK_CLAIMED)
      || !scan_only_blanks (scanner, before->span.end, scanner->start))
    return 0;
  size = scan_quantity (text, length);
  return size < length ? size : 0;
}

/* Before numbers */

/* After these words stands a name, whatever it is. */
static bool
name_is_due (const Scanner *scanner)
{
  static const int KINDS[]
      = { TOK_INDICATOR, TOK_PART, TOK_TIER1, TOK_TIER2, TOK_SCHEME, TOK_ACTUALS, TOK_RULE, TOK_DIVIDE };
  for (size_t i = 0; i < G_N_ELEMENTS (KINDS); i++)
    if (scan_is_last (scanner, 0, KINDS[i]))
      return true;
  return false;
}

/* True if WORD begins TEXT and a number follows it, perhaps after blanks, whose bytes are *RET_BLANKS. */
static bool
stands_before_number (const Scanner *scanner, const char *text, uint32_t length, const char *word,
                      size_t *ret_blanks)
{
  const char *whole = source_text (scanner->source) + scanner->start;
  size_t rest = source_length (scanner->source) - scanner->start, size;
  if (text[1] != word[1] || text[0] != word[0]) /* most names, at the least cost */
    return false;
  size = strlen (word);
  if (size > length || memcmp (text, word, size) != 0)
    return false;
  *ret_blanks = size == length ? scan_blanks_length (whole + size, rest - size) : 0;
  if (*ret_blanks > 0 && name_is_due (scanner))
    return false;
  if (*ret_blanks > 0) /* 至少 − 1: a difference */
    return scan_is_digit (whole + size + *ret_blanks, rest - size - *ret_blanks);
  return scan_digit_follows (whole + size, rest - size);
}

/* True if a prefix or a word for a sign may begin TEXT: most names differ in their first two bytes. */
static bool
may_be_sign (const char *text)
{
  switch ((unsigned char)text[0] << 8 | (unsigned char)text[1])
    {
    case 0xE4B8: /* 不 */
    case 0xE4BD: /* 低 */
    case 0xE5A4: /* 大 多 */
    case 0xE5B0: /* 小 少 */
    case 0xE69C: /* 最 */
    case 0xE887: /* 至 */
    case 0xE8B6: /* 超 */
    case 0xE9AB: /* 高 */
      return true;
    default:
      return false;
    }
}

/* The bytes of a prefix such as 不低于 that stands before a number, 0 if there is none. */
static uint32_t
prefix_length (Scanner *scanner, const char *text, uint32_t length, int *ret_kind)
{
  size_t blanks;
  if (length < strlen ("不满") || !may_be_sign (text))
    return 0;
  for (size_t i = 0; i < G_N_ELEMENTS (PREFIXES); i++)
    if (stands_before_number (scanner, text, length, PREFIXES[i].text, &blanks))
      {
        uint32_t size = (uint32_t)strlen (PREFIXES[i].text), after = scanner->start + size + (uint32_t)blanks;
        if (blanks > 0)
          report_blank (scanner, scan_match (scanner, size), (Span){ after, scan_word_end (scanner, after) });
        *ret_kind = PREFIXES[i].token;
        return size;
      }
  return 0;
}

/* `大于等于20公里`: words that only tables may use. */
static uint32_t
sign_word_length (Scanner *scanner, const char *text, uint32_t length, int *ret_kind)
{
  static const struct
  {
    const char *word, *sign;
    int token;
  } WORDS[] = {
    { "大于等于", "≥", TOK_GE }, { "大于或等于", "≥", TOK_GE }, { "不小于", "≥", TOK_GE },
    { "至少", "≥", TOK_GE },     { "小于等于", "≤", TOK_LE },   { "小于或等于", "≤", TOK_LE },
    { "不大于", "≤", TOK_LE },   { "不高于", "≤", TOK_LE },     { "不多于", "≤", TOK_LE },
    { "至多", "≤", TOK_LE },     { "最多", "≤", TOK_LE },       { "大于", ">", TOK_GT },
    { "高于", ">", TOK_GT },     { "多于", ">", TOK_GT },       { "小于", "<", TOK_LT },
    { "低于", "<", TOK_LT },     { "少于", "<", TOK_LT },
  };
  size_t blanks;
  if (length < strlen ("大于") || !may_be_sign (text) || name_is_due (scanner))
    return 0;
  for (size_t i = 0; i < G_N_ELEMENTS (WORDS); i++)
    if (stands_before_number (scanner, text, length, WORDS[i].word, &blanks)
        && (blanks > 0 || length > strlen (WORDS[i].word))) /* not 至少−1, a difference */
      {
        uint32_t size = (uint32_t)strlen (WORDS[i].word);
        Diag *diag = diag_report (scanner->sink, DIAG_word_for_sign, scanner->source,
                                  scan_match (scanner, size), WORDS[i].word, WORDS[i].sign, NULL);
        diag_fix (diag, scanner->source, scan_match (scanner, size + (uint32_t)blanks), WORDS[i].sign);
        *ret_kind = WORDS[i].token;
        return size;
      }
  return 0;
}

static uint32_t
report_glued (Scanner *scanner, const char *text, uint32_t size)
{
  g_autofree char *word = g_strndup (text, size);
  Diag *diag = diag_report (scanner->sink, DIAG_glued_keyword, scanner->source, scan_match (scanner, size),
                            word, NULL);
  uint32_t at = scanner->start + size;
  diag_fix (diag, scanner->source, (Span){ at, at }, " ");
  return size;
}

/* `分值0.5`, `非达成`: the keyword's bytes after reporting, 0 if no keyword is glued to what follows. */
static uint32_t
glued_keyword (Scanner *scanner, const char *text, uint32_t length, int *ret_kind)
{
  static const char *const WORDS[] = { "分值", "自评", "weight", "claimed", NULL };
  for (int i = 0; WORDS[i]; i++)
    {
      size_t size = strlen (WORDS[i]);
      if (size < length && memcmp (text, WORDS[i], size) == 0
          && scan_digit_follows (text + size, length - size))
        {
          *ret_kind = keyword_find (WORDS[i], size)->token;
          return report_glued (scanner, text, (uint32_t)size);
        }
    }
  if ((length == strlen ("非达成") && memcmp (text, "非达成", length) == 0)
      || (length == strlen ("非未达成") && memcmp (text, "非未达成", length) == 0))
    {
      *ret_kind = TOK_NOT;
      return report_glued (scanner, text, (uint32_t)strlen ("非"));
    }
  return 0;
}

/* The coarse ranges of the scanner let through some characters that no name may have. */
static void
check_name (Scanner *scanner, const char *text, uint32_t length)
{
  const char *end = text + length;
  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      gunichar c;
      if ((unsigned char)*p >= 0xE5 && (unsigned char)*p <= 0xE9)
        continue; /* Han of U+5000..U+9FFF */
      c = g_utf8_get_char (p);
      if (c == '_' || g_unichar_isalnum (c) || g_unichar_ismark (c)
          || g_unichar_type (c) == G_UNICODE_LETTER_NUMBER
          || text_is_bidi_control (c)) /* reported when the text was checked */
        continue;
      {
        g_autofree char *code = g_strdup_printf ("U+%04X", (unsigned)c);
        g_autofree char *shown = g_strndup (p, (size_t)(g_utf8_next_char (p) - p));
        g_autofree char *quoted = g_strdup_printf ("\"%.*s\"", (int)length, text);
        Diag *diag;
        uint32_t at = scanner->start + (uint32_t)(p - text);
        diag = diag_report (scanner->sink, DIAG_name_character, scanner->source,
                            (Span){ at, at + (uint32_t)strlen (shown) }, shown, code, NULL);
        diag_fix (diag, scanner->source, scan_match (scanner, length), quoted);
        return;
      }
    }
  if (length > LIMIT_NAME_BYTES)
    diag_report (scanner->sink, DIAG_name_too_long, scanner->source, scan_match (scanner, length),
                 G_STRINGIFY (LIMIT_NAME_BYTES), NULL);
}

uint32_t
scan_name (Scanner *scanner, const char *text, uint32_t length, int *ret_kind)
{
  const Keyword *keyword;
  uint32_t size;
  if ((*ret_kind = suffix_token (scanner, text, length)))
    return length;
  if ((keyword = keyword_find (text, length)))
    {
      *ret_kind = keyword->token;
      return length;
    }
  if ((size = prefix_length (scanner, text, length, ret_kind))
      || (size = sign_word_length (scanner, text, length, ret_kind))
      || (size = glued_keyword (scanner, text, length, ret_kind)))
    return size;
  if ((size = unit_before_suffix (scanner, text, length)))
    length = size;
  check_name (scanner, text, length);
  *ret_kind = TOK_NAME;
  return length;
}
