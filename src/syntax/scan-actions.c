/* The scanner's decisions that no pattern can make: tokens and the braces that they open, strings, marks, and
   what to say of text that is no token.  A fault is reported with its repair, and scanning goes on as if the
   repair had been made.  Words are scan-name.c, numbers scan-number.c. */
#include "syntax/scan-actions.h"
#include "base/i18n.h"
#include "base/text.h"
#include "grammar/parse.h"
#include "syntax/keywords.h"
#include "syntax/literal.h"
#include "syntax/scan-context.h"
#include <string.h>

/* `实绩 NAME {`, `实绩 NAME 2024 {` and `数据 {` hold rows. */
static void
count_braces (Scanner *scanner, int kind)
{
  if (kind == TOK_LBRACE)
    {
      scanner->depth++;
      if (!scanner->rows_depth
          && (scan_is_last (scanner, 0, TOK_DATA) || scan_is_last (scanner, 1, TOK_ACTUALS)
              || scan_is_last (scanner, 2, TOK_ACTUALS)))
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

/* Marks */

int
scan_parenthesis (Scanner *scanner)
{
  const Token *before = scan_glued (scanner);
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
    diag_report (scanner->sink, DIAG_conflict_marker, scanner->source, scan_match (scanner, 7), NULL);
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
  Span at = scan_match (scanner, length);
  Diag *diag = diag_report (scanner->sink, DIAG_needless_mark, scanner->source, at, shown, NULL);
  bool blank_follows = g_ascii_isspace (source_text (scanner->source)[at.end]);
  diag_fix (diag, scanner->source, at, scan_glued (scanner) && !blank_follows ? " " : "");
}

/* True if the name before the mark begins a row of 实绩 or 数据 and no clause follows: the mark stands for =.
 */
static bool
is_after_row_name (const Scanner *scanner, uint32_t length)
{
  static const char *const CLAUSES[] = { "自评", "原因", "佐证", "claimed", "reason", "evidence" };
  const Token *name = scan_last (scanner, 0), *before;
  const char *rest = source_text (scanner->source) + scanner->start + length;
  unsigned back = 1;
  if (!scanner->rows_depth || !name || (name->kind != TOK_NAME && name->kind != TOK_STRING))
    return false;
  rest += scan_blanks_length (rest, strlen (rest));
  for (size_t i = 0; i < G_N_ELEMENTS (CLAUSES); i++)
    if (g_str_has_prefix (rest, CLAUSES[i]))
      return false;
  for (before = scan_last (scanner, back); before && before->kind == TOK_DIVIDE && back < 8;
       before = scan_last (scanner, back))
    {
      name = scan_last (scanner, back + 1) ? scan_last (scanner, back + 1) : name;
      back += 2;
    }
  return !before || before->kind == TOK_LBRACE
         || !scan_only_blanks (scanner, before->span.end, name->span.start);
}

static void
report_colon (Scanner *scanner, const char *shown, uint32_t length)
{
  Span at = scan_match (scanner, length);
  Diag *diag = diag_report (scanner->sink, DIAG_needless_mark, scanner->source, at, shown, NULL);
  bool blank_follows = g_ascii_isspace (source_text (scanner->source)[at.end]);
  g_autofree char *sign = g_strconcat (scan_glued (scanner) ? " =" : "=", blank_follows ? "" : " ", NULL);
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
  const Token *before = scan_glued (scanner);
  if (before && (before->kind == TOK_NAME || scan_is_number_like (before->kind)))
    scanner->skip_to = scan_word_end (scanner, scanner->offset);
  return TOKEN_JUNK;
}

/* `★节约用水`, `盆、碗`: the mark belongs to the name that it touches, so all of it is put in quotes. The
 * token to add. */
static int
quote_word (Scanner *scanner, Diag *diag)
{
  const Token *before = scan_glued (scanner);
  uint32_t start = before ? before->span.start : scanner->start,
           end = scan_word_end (scanner, scanner->offset);
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
                            scan_match (scanner, (uint32_t)strlen (shown)), shown, code, NULL);
  diag_note (diag, _ ("a name with such characters is written in quotes: \"…\" or 「…」"), NULL);
  return quote_word (scanner, diag);
}

static int
report_invisible (Scanner *scanner, gunichar c, const char *code)
{
  Span at = scan_match (scanner, (uint32_t)g_unichar_to_utf8 (c, NULL));
  Diag *diag = diag_report (scanner->sink, DIAG_invisible_character, scanner->source, at, code, NULL);
  diag_fix (diag, scanner->source, at, g_unichar_isspace (c) ? " " : "");
  return g_unichar_isspace (c) ? TOKEN_JUNK : skip_word (scanner);
}

int
scan_stray (Scanner *scanner, const char *text, uint32_t length)
{
  static const char *const NEEDLESS[] = { ":", "：", ";", "；", "。", NULL };
  g_autofree char *shown = g_strndup (text, length);
  g_autofree char *code = NULL;
  gunichar c = g_utf8_get_char_validated (text, length);
  if (c == 0 || c == (gunichar)-1 || c == (gunichar)-2 || text_is_bidi_control (c))
    return skip_word (scanner); /* reported when the text was checked */
  code = g_strdup_printf ("U+%04X", (unsigned)c);
  if (text_is_invisible (c) || g_unichar_iscntrl (c) || g_unichar_isspace (c))
    return report_invisible (scanner, c, code);
  if (!g_strv_contains (NEEDLESS, shown))
    return report_stray (scanner, shown, code);
  if ((strcmp (shown, ":") == 0 || strcmp (shown, "：") == 0) && is_after_row_name (scanner, length))
    {
      report_colon (scanner, shown, length);
      return TOK_EQ;
    }
  report_needless (scanner, shown, length);
  return TOKEN_JUNK;
}
