/* The scanner's decisions that no pattern can make: where a unit ends and 以内 begins, whether a word is a
   keyword, and what to say of text that is no token.  A fault is reported with its repair, and scanning goes
   on as if the repair had been made. */
#include "syntax/scan-actions.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/text.h"
#include "grammar/parse.h"
#include "syntax/keywords.h"
#include "syntax/literal.h"
#include <string.h>

typedef struct
{
  const char *text;
  int token;
} Affix;

static const Affix SUFFIXES[] = {
  { "以上", TOK_SUFFIX_AT_LEAST }, { "以内", TOK_SUFFIX_AT_MOST }, { "之内", TOK_SUFFIX_AT_MOST },
  { "以下", TOK_SUFFIX_AT_MOST },  { "内", TOK_SUFFIX_AT_MOST },   { "之前", TOK_SUFFIX_BY },
  { "底前", TOK_SUFFIX_BY },       { "底之前", TOK_SUFFIX_BY },    { "前", TOK_SUFFIX_BY },
  { "底", TOK_SUFFIX_BY },
};

static const Affix PREFIXES[] = {
  { "不低于", TOK_PREFIX_AT_LEAST }, { "不少于", TOK_PREFIX_AT_LEAST }, { "超过", TOK_PREFIX_ABOVE },
  { "不超过", TOK_PREFIX_AT_MOST },  { "不满", TOK_PREFIX_BELOW },
};

static Span
match_span (const Scanner *scanner, uint32_t length)
{
  return (Span){ scanner->start, scanner->start + length };
}

/* The last token but BACK others that is no comment, or NULL. */
static const Token *
last_token (const Scanner *scanner, unsigned back)
{
  for (guint i = scanner->tokens->len; i > 0; i--)
    {
      const Token *token = &g_array_index (scanner->tokens, Token, i - 1);
      if (!token_is_trivia (token) && back-- == 0)
        return token;
    }
  return NULL;
}

static bool
is_last (const Scanner *scanner, unsigned back, int kind)
{
  const Token *token = last_token (scanner, back);
  return token && token->kind == kind;
}

/* `实绩 NAME {`, `实绩 NAME 2024 {` and `数据 {` hold rows. */
static void
count_braces (Scanner *scanner, int kind)
{
  if (kind == TOK_LBRACE)
    {
      scanner->depth++;
      if (!scanner->rows_depth
          && (is_last (scanner, 0, TOK_DATA) || is_last (scanner, 1, TOK_ACTUALS)
              || is_last (scanner, 2, TOK_ACTUALS)))
        scanner->rows_depth = scanner->depth;
    }
  else if (kind == TOK_RBRACE && scanner->depth > 0)
    {
      if (scanner->depth == scanner->rows_depth)
        scanner->rows_depth = 0;
      scanner->depth--;
    }
}

void
scan_add (Scanner *scanner, int kind)
{
  Token token = { kind, { scanner->start, MAX (scanner->offset, scanner->skip_to) } };
  count_braces (scanner, kind);
  if (kind != TOKEN_NONE)
    g_array_append_val (scanner->tokens, token);
}

/* The token that ends exactly where the current match begins, or NULL. */
static const Token *
glued_token (const Scanner *scanner)
{
  const Token *last;
  if (scanner->tokens->len == 0)
    return NULL;
  last = &g_array_index (scanner->tokens, Token, scanner->tokens->len - 1);
  return last->span.end == scanner->start ? last : NULL;
}

uint32_t
scan_date (Scanner *scanner, const char *text, uint32_t length)
{
  LiteralDate date;
  (void)scanner;
  return (uint32_t)literal_read_date (text, length, &date);
}

bool
scan_is_number (const char *text, uint32_t length)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  return literal_split_quantity (text, length, digits) == length;
}

uint32_t
scan_quantity (const char *text, uint32_t length)
{
  size_t longest = 0;
  for (size_t i = 0; i < G_N_ELEMENTS (SUFFIXES); i++)
    {
      size_t size = strlen (SUFFIXES[i].text);
      if (size > longest && size < length && memcmp (text + length - size, SUFFIXES[i].text, size) == 0)
        longest = size;
    }
  return length - (uint32_t)longest;
}

/* Where the word ends that goes on at AT: at a blank or a mark of the language. */
static uint32_t
word_end (const Scanner *scanner, uint32_t at)
{
  const char *text = source_text (scanner->source);
  uint32_t length = source_length (scanner->source);
  while (at < length)
    {
      gunichar c = g_utf8_get_char_validated (text + at, MIN (length - at, 6));
      if (c == 0 || c == (gunichar)-1 || c == (gunichar)-2 || g_unichar_isspace (c) || g_unichar_iscntrl (c)
          || g_utf8_strchr ("{}()<>=,;:#\"≥≤≠≧≦⩾⩽｛｝（）＜＞＝，；：＃“”「」。…⇒~～〜", -1, c))
        break;
      at += (uint32_t)g_unichar_to_utf8 (c, NULL);
    }
  return at;
}

/* Names */

static bool
is_number_like (int kind)
{
  return kind == TOK_NUMBER || kind == TOK_QUANTITY || kind == TOK_DATE;
}

/* True if only blanks, and no end of line, lie between the bytes FROM and TO. */
static bool
only_blanks (const Scanner *scanner, uint32_t from, uint32_t to)
{
  const char *text = source_text (scanner->source);
  return from < to && !memchr (text + from, '\n', to - from) && !memchr (text + from, '\r', to - from)
         && !memchr (text + from, '#', to - from);
}

/* `15 个工作日`: the name at TOKEN is a unit that was written with a blank after its number; the parser says
 * so. */
static bool
is_separated_unit (const Scanner *scanner, const Token *token, const Token *number)
{
  return token && number && token->kind == TOK_NAME && number->kind == TOK_NUMBER
         && only_blanks (scanner, number->span.end, token->span.start);
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
  const Token *before = last_token (scanner, 0);
  bool blank;
  if (!before
      || (!is_number_like (before->kind)
          && (!is_separated_unit (scanner, before, last_token (scanner, 1))
              || is_last (scanner, 2, TOK_CLAIMED))))
    return 0;
  blank = before->span.end != scanner->start;
  if (blank
      && (!only_blanks (scanner, before->span.end, scanner->start) || is_last (scanner, 1, TOK_CLAIMED)))
    return 0;
  for (size_t i = 0; i < G_N_ELEMENTS (SUFFIXES); i++)
    if (strlen (SUFFIXES[i].text) == length && memcmp (text, SUFFIXES[i].text, length) == 0)
      {
        if (blank)
          report_blank (scanner, before->span, match_span (scanner, length));
        return SUFFIXES[i].token;
      }
  return 0;
}

/* `15 个工作日以内`: the bytes of the unit, 0 if the name is no such unit with a suffix. */
static uint32_t
unit_before_suffix (const Scanner *scanner, const char *text, uint32_t length)
{
  const Token *before = last_token (scanner, 0);
  uint32_t size;
  if (!before || before->kind != TOK_NUMBER || is_last (scanner, 1, TOK_CLAIMED)
      || !only_blanks (scanner, before->span.end, scanner->start))
    return 0;
  size = scan_quantity (text, length);
  return size < length ? size : 0;
}

static bool
is_digit_at (const char *text, size_t length)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  return length > 0 && *text != ',' && !g_str_has_prefix (text, "，")
         && literal_split_quantity (text, length, digits) > 0;
}

/* A digit, or a minus and a digit. */
static bool
digit_follows (const char *text, size_t length)
{
  static const char *const MINUS[] = { "-", "−", "－", "–" };
  for (size_t i = 0; i < G_N_ELEMENTS (MINUS); i++)
    if (length > strlen (MINUS[i]) && memcmp (text, MINUS[i], strlen (MINUS[i])) == 0)
      return is_digit_at (text + strlen (MINUS[i]), length - strlen (MINUS[i]));
  return is_digit_at (text, length);
}

/* Blanks at TEXT, none of them an end of line. */
static size_t
blanks_length (const char *text, size_t length)
{
  static const char *const BLANKS[] = { " ", "\t", "\xC2\xA0", "\xE3\x80\x80" };
  size_t at = 0;
  for (size_t i = 0; i < G_N_ELEMENTS (BLANKS);)
    if (length - at >= strlen (BLANKS[i]) && memcmp (text + at, BLANKS[i], strlen (BLANKS[i])) == 0)
      {
        at += strlen (BLANKS[i]);
        i = 0;
      }
    else
      i++;
  return at;
}

/* After these words stands a name, whatever it is. */
static bool
name_is_due (const Scanner *scanner)
{
  static const int KINDS[]
      = { TOK_INDICATOR, TOK_PART, TOK_TIER1, TOK_TIER2, TOK_SCHEME, TOK_ACTUALS, TOK_RULE, TOK_DIVIDE };
  for (size_t i = 0; i < G_N_ELEMENTS (KINDS); i++)
    if (is_last (scanner, 0, KINDS[i]))
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
  *ret_blanks = size == length ? blanks_length (whole + size, rest - size) : 0;
  if (*ret_blanks > 0 && name_is_due (scanner))
    return false;
  if (*ret_blanks > 0) /* 至少 − 1: a difference */
    return is_digit_at (whole + size + *ret_blanks, rest - size - *ret_blanks);
  return digit_follows (whole + size, rest - size);
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
          report_blank (scanner, match_span (scanner, size), (Span){ after, word_end (scanner, after) });
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
                                  match_span (scanner, size), WORDS[i].word, WORDS[i].sign, NULL);
        diag_fix (diag, scanner->source, match_span (scanner, size + (uint32_t)blanks), WORDS[i].sign);
        *ret_kind = WORDS[i].token;
        return size;
      }
  return 0;
}

static uint32_t
report_glued (Scanner *scanner, const char *text, uint32_t size)
{
  g_autofree char *word = g_strndup (text, size);
  Diag *diag = diag_report (scanner->sink, DIAG_glued_keyword, scanner->source, match_span (scanner, size),
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
      if (size < length && memcmp (text, WORDS[i], size) == 0 && digit_follows (text + size, length - size))
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

static void
append_code_point (GString *out, gunichar c)
{
  g_string_append_printf (out, "U+%04X", (unsigned)c);
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
        g_autoptr (GString) code = g_string_new (NULL);
        g_autofree char *shown = g_strndup (p, (size_t)(g_utf8_next_char (p) - p));
        g_autofree char *quoted = g_strdup_printf ("\"%.*s\"", (int)length, text);
        Diag *diag;
        uint32_t at = scanner->start + (uint32_t)(p - text);
        append_code_point (code, c);
        diag = diag_report (scanner->sink, DIAG_name_character, scanner->source,
                            (Span){ at, at + (uint32_t)strlen (shown) }, shown, code->str, NULL);
        diag_fix (diag, scanner->source, match_span (scanner, length), quoted);
        return;
      }
    }
  if (length > LIMIT_NAME_BYTES)
    diag_report (scanner->sink, DIAG_name_too_long, scanner->source, match_span (scanner, length),
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

/* Strings */

int
scan_string (Scanner *scanner, const char *text, uint32_t length)
{
  g_autoptr (GString) content = g_string_new (NULL);
  size_t bad;
  if (!literal_append_string (content, text, length, &bad))
    {
      uint32_t at = scanner->start + (uint32_t)bad;
      diag_report (scanner->sink, DIAG_bad_escape, scanner->source,
                   (Span){ at, MIN (at + 2, scanner->offset) }, NULL);
    }
  return TOK_STRING;
}

int
scan_unclosed (Scanner *scanner, const char *closing)
{
  Span at = { scanner->start, scanner->offset };
  Diag *diag = diag_report (scanner->sink, DIAG_unclosed_string, scanner->source, at, closing, NULL);
  diag_note (diag, _ ("a text does not go on over the end of its line"), NULL);
  diag_fix (diag, scanner->source, (Span){ at.end, at.end }, closing);
  return TOK_STRING;
}

/* Numbers */

int
scan_grouped_number (Scanner *scanner, const char *text, uint32_t length)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  Diag *diag;
  for (uint32_t at = 0; at < length; at++)
    if (text[at] == ',')
      continue;
    else if (g_str_has_prefix (text + at, "，"))
      at += (uint32_t)strlen ("，") - 1;
    else
      g_string_append_c (plain, text[at]);
  diag = diag_report (scanner->sink, DIAG_grouped_number, scanner->source, match_span (scanner, length),
                      plain->str, NULL);
  diag_fix (diag, scanner->source, match_span (scanner, length), plain->str);
  return g_ascii_isdigit (text[length - 1]) ? TOK_NUMBER : TOK_QUANTITY;
}

/* `24年1月1日`, `2024年2月1号`, `2024.2.1`: meant for a date.  DIGITS: of TEXT, which go up to AT. */
static bool
looks_like_date (const char *text, uint32_t length, const char *digits, size_t at)
{
  const char *point = strchr (digits, '.');
  if (!point && length - at > strlen ("年") && g_str_has_prefix (text + at, "年"))
    return true;
  return point == digits + 4 && at == length && strchr (point + 1, '.') == strrchr (digits, '.')
         && point != strrchr (digits, '.');
}

/* What is wrong with text that begins like a number. */
static const char *
number_fault (const char *text, uint32_t length)
{
  g_autoptr (GString) digits = g_string_new (NULL);
  size_t at = literal_split_quantity (text, length, digits);
  if (looks_like_date (text, length, digits->str, at))
    return _ ("a date is written like 2024年12月31日");
  if (at < length && (text[at] == 'e' || text[at] == 'E') && at + 1 < length
      && g_ascii_isdigit (text[at + 1]))
    return _ ("write the number out in full, without an exponent");
  if (at < length && (text[at] == 'x' || text[at] == 'X'))
    return _ ("write the number in decimal digits");
  if (at < length && (text[at] == '_' || text[at] == '\''))
    return _ ("write the digits without marks between them");
  if (strchr (digits->str, '.') != strrchr (digits->str, '.'))
    return _ ("a number has one decimal point");
  if (digits->str[0] == '.' || g_str_has_suffix (digits->str, "."))
    return _ ("a decimal point stands between digits: 0.5, 5.0");
  return _ ("a digit stands directly after the unit; a name that begins with a digit needs quotes");
}

static int
report_bad_number (Scanner *scanner, const char *text, uint32_t length)
{
  g_autofree char *shown = g_strndup (text, length);
  diag_report (scanner->sink, DIAG_bad_number, scanner->source, match_span (scanner, length), shown,
               number_fault (text, length), NULL);
  return TOK_NUMBER;
}

/* `20公里至30公里`: the bytes before 至, with the bytes that it takes; 0 if it is no such range. */
static size_t
range_in_words (const char *text, uint32_t length, size_t *ret_size)
{
  static const char *const WORDS[] = { "至", "到" };
  for (size_t i = 0; i < G_N_ELEMENTS (WORDS); i++)
    {
      const char *word = g_strstr_len (text, (gssize)length, WORDS[i]);
      size_t at = word ? (size_t)(word - text) : 0, end = at + strlen (WORDS[i]);
      if (at > 0 && digit_follows (text + end, length - end))
        {
          *ret_size = strlen (WORDS[i]);
          return at;
        }
    }
  return 0;
}

int
scan_bad_number (Scanner *scanner, const char *text, uint32_t length)
{
  size_t size, at = range_in_words (text, length, &size);
  if (at > 0)
    {
      uint32_t from = scanner->start + (uint32_t)at;
      g_autofree char *word = g_strndup (text + at, size);
      diag_fix (diag_report (scanner->sink, DIAG_word_for_sign, scanner->source,
                             (Span){ from, from + (uint32_t)size }, word, "..", NULL),
                scanner->source, (Span){ from, from + (uint32_t)size }, "..");
      return TOK_NUMBER;
    }
  return report_bad_number (scanner, text, length);
}

/* Marks */

int
scan_parenthesis (Scanner *scanner)
{
  const Token *before = glued_token (scanner);
  const Keyword *keyword;
  if (!before)
    return TOK_OPEN;
  if (before->kind == TOK_NAME || before->kind == TOK_STRING)
    return TOK_CALL;
  keyword = keyword_of_token (before->kind);
  return keyword && !keyword->reserved ? TOK_CALL : TOK_OPEN;
}

/* The end of the line at AT. */
static uint32_t
line_end (const Scanner *scanner, const char *at)
{
  return (uint32_t)(at - source_text (scanner->source) + strcspn (at, "\r\n"));
}

int
scan_conflict_marker (Scanner *scanner, const char *mark)
{
  const char *here = source_text (scanner->source) + scanner->start, *end = NULL;
  if (!scanner->in_conflict)
    diag_report (scanner->sink, DIAG_conflict_marker, scanner->source, match_span (scanner, 7), NULL);
  if ((*mark == '=' || *mark == '|') && !scanner->no_conflict_end)
    {
      end = strstr (here, "\n>>>>>>>");
      scanner->no_conflict_end = !end; /* looked for once: a long file may have many marks */
    }
  scanner->in_conflict = *mark == '<' || (*mark == '|' && !end);
  scanner->skip_to = line_end (scanner, end ? end + 1 : here);
  return TOKEN_JUNK;
}

static void
report_needless (Scanner *scanner, const char *shown, uint32_t length)
{
  Span at = match_span (scanner, length);
  Diag *diag = diag_report (scanner->sink, DIAG_needless_mark, scanner->source, at, shown, NULL);
  bool blank_follows = g_ascii_isspace (source_text (scanner->source)[at.end]);
  diag_fix (diag, scanner->source, at, glued_token (scanner) && !blank_follows ? " " : "");
}

/* True if the name before the mark begins a row of 实绩 or 数据 and no clause follows: the mark stands for =.
 */
static bool
is_after_row_name (const Scanner *scanner, uint32_t length)
{
  static const char *const CLAUSES[] = { "自评", "原因", "佐证", "claimed", "reason", "evidence" };
  const Token *name = last_token (scanner, 0), *before;
  const char *rest = source_text (scanner->source) + scanner->start + length;
  unsigned back = 1;
  if (!scanner->rows_depth || !name || (name->kind != TOK_NAME && name->kind != TOK_STRING))
    return false;
  rest += blanks_length (rest, strlen (rest));
  for (size_t i = 0; i < G_N_ELEMENTS (CLAUSES); i++)
    if (g_str_has_prefix (rest, CLAUSES[i]))
      return false;
  for (before = last_token (scanner, back); before && before->kind == TOK_DIVIDE && back < 8;
       before = last_token (scanner, back))
    {
      name = last_token (scanner, back + 1) ? last_token (scanner, back + 1) : name;
      back += 2;
    }
  return !before || before->kind == TOK_LBRACE || !only_blanks (scanner, before->span.end, name->span.start);
}

static void
report_colon (Scanner *scanner, const char *shown, uint32_t length)
{
  Span at = match_span (scanner, length);
  Diag *diag = diag_report (scanner->sink, DIAG_needless_mark, scanner->source, at, shown, NULL);
  bool blank_follows = g_ascii_isspace (source_text (scanner->source)[at.end]);
  g_autofree char *sign = g_strconcat (glued_token (scanner) ? " =" : "=", blank_follows ? "" : " ", NULL);
  diag_note (diag, _ ("a name and what was achieved are joined by ="), NULL);
  diag_fix (diag, scanner->source, at, sign);
}

static bool
is_sign (int kind)
{
  return kind == TOK_GE || kind == TOK_GT || kind == TOK_LE || kind == TOK_LT || kind == TOK_EQ;
}

/* The rest of a name that a fault has cut in two is passed over: it is no fault of its own. */
static int
skip_word (Scanner *scanner)
{
  const Token *before = glued_token (scanner);
  if (before && (before->kind == TOK_NAME || is_number_like (before->kind)))
    scanner->skip_to = word_end (scanner, scanner->offset);
  return TOKEN_JUNK;
}

/* `★节约用水`, `盆、碗`: the mark belongs to the name that it touches, so all of it is put in quotes. The
 * token to add. */
static int
quote_word (Scanner *scanner, Diag *diag)
{
  const Token *before = glued_token (scanner);
  uint32_t start = before ? before->span.start : scanner->start, end = word_end (scanner, scanner->offset);
  g_autofree char *word = NULL, *quoted = NULL;
  if (before && is_sign (before->kind))
    {
      scanner->skip_to = end; /* `≥⑨个`: stands where a number should */
      return TOK_NUMBER;
    }
  if ((before && before->kind != TOK_NAME) || (!before && end == scanner->offset))
    return skip_word (scanner);
  word = g_strndup (source_text (scanner->source) + start, end - start);
  quoted = strchr (word, '\\') ? g_strdup_printf ("「%s」", word) : g_strdup_printf ("\"%s\"", word);
  diag_fix (diag, scanner->source, (Span){ start, end }, quoted);
  scanner->skip_to = end;
  if (!before)
    return TOK_NAME;
  g_array_index (scanner->tokens, Token, scanner->tokens->len - 1).span.end = end;
  return TOKEN_NONE;
}

static int
report_stray (Scanner *scanner, const char *shown, const char *code)
{
  Diag *diag = diag_report (scanner->sink, DIAG_stray_character, scanner->source,
                            match_span (scanner, (uint32_t)strlen (shown)), shown, code, NULL);
  diag_note (diag, _ ("a name with such characters is written in quotes: \"…\" or 「…」"), NULL);
  return quote_word (scanner, diag);
}

static int
report_invisible (Scanner *scanner, gunichar c, const char *code)
{
  Span at = match_span (scanner, (uint32_t)g_unichar_to_utf8 (c, NULL));
  Diag *diag = diag_report (scanner->sink, DIAG_invisible_character, scanner->source, at, code, NULL);
  diag_fix (diag, scanner->source, at, g_unichar_isspace (c) ? " " : "");
  return g_unichar_isspace (c) ? TOKEN_JUNK : skip_word (scanner);
}

int
scan_stray (Scanner *scanner, const char *text, uint32_t length)
{
  static const char *const NEEDLESS[] = { ":", "：", ";", "；", "。", NULL };
  g_autofree char *shown = g_strndup (text, length);
  g_autoptr (GString) code = g_string_new (NULL);
  gunichar c = g_utf8_get_char_validated (text, length);
  if (c == 0 || c == (gunichar)-1 || c == (gunichar)-2 || text_is_bidi_control (c))
    return skip_word (scanner); /* reported when the text was checked */
  append_code_point (code, c);
  if (text_is_invisible (c) || g_unichar_iscntrl (c) || g_unichar_isspace (c))
    return report_invisible (scanner, c, code->str);
  if (!g_strv_contains (NEEDLESS, shown))
    return report_stray (scanner, shown, code->str);
  if ((strcmp (shown, ":") == 0 || strcmp (shown, "：") == 0) && is_after_row_name (scanner, length))
    {
      report_colon (scanner, shown, length);
      return TOK_EQ;
    }
  report_needless (scanner, shown, length);
  return TOKEN_JUNK;
}
