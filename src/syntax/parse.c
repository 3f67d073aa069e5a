/* The driver of the push parser: feeds it the tokens that are not comments, counts depth, resynchronises after a fault at the
   next line (statements begin on lines of their own) and composes the sentence of a syntax error. */
#include "syntax/parse.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "grammar/parse.h"
#include "syntax/keywords.h"
#include <string.h>

typedef struct
{
  ParseCtx *ctx;
  jx_pstate *parser;
  GArray *open;       /* int32_t: tokens of the brackets that are open */
  bool recovering;    /* a fault was met and the parser waits for a place to go on */
  unsigned skipping;  /* braces opened inside what is skipped */
  unsigned prefixes;  /* 非 and − in a row */
  int32_t previous;   /* last token seen that is no comment */
} Driver;

static bool
is_statement_word (int kind)
{
  switch (kind)
    {
    case TOK_INDICATOR:
    case TOK_TIER1:
    case TOK_TIER2:
    case TOK_SCHEME:
    case TOK_ACTUALS:
      return true;
    default:
      return false;
    }
}

static bool
is_first_on_line (const Driver *driver, int32_t index)
{
  const Unit *unit = driver->ctx->unit;
  const char *text = source_text (unit->source);
  uint32_t from = driver->previous >= 0 ? unit->tokens[driver->previous].span.end : 0;
  for (uint32_t at = from; at < unit->tokens[index].span.start; at++)
    if (text[at] == '\n' || text[at] == '\r')
      return true;
  return driver->previous < 0;
}

/* While recovering: true if the token at INDEX is where the parser goes on. */
static bool
can_resume (Driver *driver, int32_t index)
{
  int kind = driver->ctx->unit->tokens[index].kind;
  if (driver->skipping > 0 || (kind != TOK_LBRACE && kind != TOK_RBRACE && !is_statement_word (kind)
                               && !is_first_on_line (driver, index)))
    return false;
  return jx_accepts (driver->parser, kind);
}

static void
skip (Driver *driver, int kind)
{
  if (kind == TOK_LBRACE)
    driver->skipping++;
  else if (kind == TOK_RBRACE && driver->skipping > 0)
    driver->skipping--;
}

static bool
count_depth (Driver *driver, int32_t index)
{
  int kind = driver->ctx->unit->tokens[index].kind;
  driver->prefixes = kind == TOK_NOT || kind == TOK_MINUS ? driver->prefixes + 1 : 0;
  if (kind == TOK_LBRACE || kind == TOK_OPEN || kind == TOK_CALL)
    g_array_append_val (driver->open, index);
  else if ((kind == TOK_RBRACE || kind == TOK_CLOSE) && driver->open->len > 0)
    g_array_set_size (driver->open, driver->open->len - 1);
  if (driver->open->len <= LIMIT_NESTING && driver->prefixes <= LIMIT_NESTING)
    return true;
  parse_too_deep (driver->ctx, (TokenRange) { index, index });
  return false;
}

static void
push (Driver *driver, int kind, int32_t index)
{
  TokenRange at = { index, index };
  int status = jx_push_parse (driver->parser, kind, NULL, &at, driver->ctx);
  if (status != YYPUSH_MORE)
    driver->ctx->stopped = true;
  else
    driver->recovering = jx_discarded (driver->parser);
}

/* The next token that is no comment, from INDEX on. */
static int32_t
next_token (const Unit *unit, int32_t index)
{
  while (index < unit->n_tokens && token_is_trivia (&unit->tokens[index]))
    index++;
  return index;
}

static const Token *
token_before (const Unit *unit, int32_t index)
{
  do
    index--;
  while (index >= 0 && token_is_trivia (&unit->tokens[index]));
  return index >= 0 ? &unit->tokens[index] : NULL;
}

static bool
is_suffix (int kind)
{
  return kind == TOK_SUFFIX_AT_LEAST || kind == TOK_SUFFIX_AT_MOST || kind == TOK_SUFFIX_BY;
}

/* `≥10 个 分值 1`: a name between a number and a clause, or at the end of a line that it does not begin, is a unit that was
   written with a blank.  Reported and read as if the blank were not there. */
static bool
is_separated_unit (Driver *driver, int32_t index)
{
  Unit *unit = driver->ctx->unit;
  int32_t next = next_token (unit, index + 1), before = driver->previous;
  Diag *diag;
  g_autofree char *text = NULL;
  Span span = unit->tokens[index].span;
  bool ends, after_claim;
  if (unit->tokens[index].kind != TOK_NAME || before < 0 || unit->tokens[before].kind != TOK_NUMBER || before != index - 1
      || unit->tokens[before].span.end == span.start || is_first_on_line (driver, index))
    return false;
  /* `总分 自评 98.9 产出指标 自评 49`: the name begins the next row */
  after_claim = token_before (unit, before) && token_before (unit, before)->kind == TOK_CLAIMED;
  driver->previous = index;
  ends = unit->tokens[next].kind == TOK_RBRACE || next >= unit->n_tokens || is_first_on_line (driver, next)
         || unit->tokens[next].kind == TOK_WEIGHT || is_suffix (unit->tokens[next].kind)
         || (!after_claim
             && (unit->tokens[next].kind == TOK_CLAIMED || unit->tokens[next].kind == TOK_REASON
                 || unit->tokens[next].kind == TOK_EVIDENCE));
  driver->previous = before;
  if (!ends)
    return false;
  text = g_strndup (source_text (unit->source) + span.start, span.end - span.start);
  diag = diag_report (driver->ctx->sink, DIAG_blank_before_unit, unit->source,
                      (Span) { unit->tokens[before].span.start, span.end }, text, NULL);
  diag_fix (diag, unit->source, (Span) { unit->tokens[before].span.end, span.start }, "");
  return true;
}

/* `养护道路里程 =` and then the next row, a clause or the end: the value was left out.  Reported and read as 未填. */
static void
fill_left_out_value (Driver *driver, int32_t index)
{
  Unit *unit = driver->ctx->unit;
  int32_t sign = driver->previous, next = next_token (unit, index + 1);
  int kind = index < unit->n_tokens ? unit->tokens[index].kind : TOK_YYEOF;
  int after = next < unit->n_tokens ? unit->tokens[next].kind : TOK_YYEOF;
  const Token *name;
  g_autofree char *text = NULL;
  if (sign < 0 || unit->tokens[sign].kind != TOK_EQ || driver->recovering)
    return;
  if (kind != TOK_YYEOF && kind != TOK_RBRACE && kind != TOK_CLAIMED && kind != TOK_REASON && kind != TOK_EVIDENCE
      && !(is_first_on_line (driver, index)
           && (after == TOK_EQ || after == TOK_DIVIDE || (kind == TOK_DATA && after == TOK_LBRACE))))
    return;
  if (!jx_accepts (driver->parser, TOK_MISSING) || !(name = token_before (unit, sign))) /* last, since it is dear */
    return;
  text = g_strndup (source_text (unit->source) + name->span.start, name->span.end - name->span.start);
  diag_report (driver->ctx->sink, DIAG_row_without_value, unit->source, (Span) { name->span.start, unit->tokens[sign].span.end },
               text, NULL);
  push (driver, TOK_MISSING, sign);
}

static void
feed (Driver *driver, int32_t index)
{
  int kind = driver->ctx->unit->tokens[index].kind;
  fill_left_out_value (driver, index);
  if (is_separated_unit (driver, index))
    return;
  if (!count_depth (driver, index))
    return;
  if (driver->recovering && !can_resume (driver, index))
    skip (driver, kind);
  else
    {
      /* a line that can begin a statement does: a fault in it is reported even right after another */
      if (driver->recovering
          || (jx_is_unsettled (driver->parser) && is_first_on_line (driver, index)
              && jx_accepts (driver->parser, kind)))
        jx_resume (driver->parser);
      push (driver, kind, index);
      if (driver->recovering)
        skip (driver, kind);
    }
  driver->previous = index;
}

static int
start_token (UnitKind kind)
{
  switch (kind)
    {
    case UNIT_MODULE:
      return TOK_START_MODULE;
    case UNIT_TARGET:
      return TOK_START_TARGET;
    case UNIT_VALUE:
      return TOK_START_VALUE;
    }
  g_assert_not_reached ();
}

void
parse_tokens (ParseCtx *ctx, UnitKind kind)
{
  Unit *unit = ctx->unit;
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (int32_t));
  Driver driver = { .ctx = ctx, .parser = jx_pstate_new (), .open = open, .previous = -1 };
  push (&driver, start_token (kind), -1);
  for (int32_t i = 0; i < unit->n_tokens && !ctx->stopped; i++)
    if (!token_is_trivia (&unit->tokens[i]))
      feed (&driver, i);
  if (!ctx->stopped)
    {
      ctx->open_bracket = open->len > 0 ? g_array_index (open, int32_t, open->len - 1) : -1;
      if (driver.recovering)
        jx_resume (driver.parser);
      fill_left_out_value (&driver, unit->n_tokens);
      push (&driver, TOK_YYEOF, unit->n_tokens);
    }
  jx_pstate_delete (driver.parser);
  if (!unit->root)
    unit->root = build_node (ctx, kind == UNIT_MODULE ? AST_MODULE : AST_ERROR, (TokenRange) { 0, -1 }, 0, NULL);
}

void
parse_too_deep (ParseCtx *ctx, TokenRange at)
{
  if (!ctx->stopped)
    diag_report (ctx->sink, DIAG_too_deep, ctx->unit->source, unit_span (ctx->unit, at), G_STRINGIFY (LIMIT_NESTING), NULL);
  ctx->stopped = true;
}

/* The sentence of a syntax error */

typedef struct
{
  const char *symbol; /* as the grammar calls it */
  const char *text;   /* as a person does */
} Spoken;

static const Spoken SPOKEN[] = {
  { "name", N_ ("a name") },
  { "text in quotes", N_ ("a text in quotes") },
  { "number", N_ ("a number") },
  { "quantity", N_ ("a number") },
  { "date", N_ ("a date") },
  { "unit sign", N_ ("a unit") },
  { "≥", N_ ("a sign such as ≥") },
  { ">", N_ ("a sign such as ≥") },
  { "≤", N_ ("a sign such as ≥") },
  { "<", N_ ("a sign such as ≥") },
  { "≠", N_ ("a sign such as ≥") },
  { "不低于", N_ ("a sign such as ≥") },
  { "超过", N_ ("a sign such as ≥") },
  { "不超过", N_ ("a sign such as ≥") },
  { "不满", N_ ("a sign such as ≥") },
  { "..", N_ ("a range sign (..)") },
  { "..<", N_ ("a range sign (..)") },
  { "<..", N_ ("a range sign (..)") },
  { "<..<", N_ ("a range sign (..)") },
  { "+", N_ ("an operator") },
  { "−", N_ ("an operator") },
  { "×", N_ ("an operator") },
  { "÷", N_ ("an operator") },
  { "且", N_ ("an operator") },
  { "或", N_ ("an operator") },
  { "以上", N_ ("a suffix such as 以内") },
  { "以内", N_ ("a suffix such as 以内") },
  { "前", N_ ("a suffix such as 以内") },
  { "( of a call", N_ ("(") },
  { "end of file", N_ ("the end of the file") },
};

static const char *
spoken (const char *symbol)
{
  for (size_t i = 0; i < G_N_ELEMENTS (SPOKEN); i++)
    if (strcmp (SPOKEN[i].symbol, symbol) == 0)
      return _ (SPOKEN[i].text);
  return symbol;
}

/* Words that may be names are not worth listing where any name may stand. */
static bool
is_worth_saying (const char *symbol, bool name_fits)
{
  const Keyword *keyword = keyword_find (symbol, strlen (symbol));
  return !(keyword && !keyword->reserved && name_fits);
}

static bool
is_expected (const char *expected[], int n, const char *symbol)
{
  for (int i = 0; i < n; i++)
    if (strcmp (expected[i], symbol) == 0)
      return true;
  return false;
}

/* What to say where so much may stand that a list would say nothing; NULL elsewhere. */
static const char *
known_place (const char *expected[], int n)
{
  if (is_expected (expected, n, "date") && is_expected (expected, n, "不低于"))
    return _ ("a target such as ≥150个");
  if (n == 3 && is_expected (expected, n, "number") && is_expected (expected, n, "text in quotes"))
    return _ ("a number"); /* after 分值; a sentence is for tables */
  if (is_expected (expected, n, "方案") && is_expected (expected, n, "end of file"))
    return _ ("a declaration such as 方案, 规则 or 实绩");
  if (is_expected (expected, n, "指标") && is_expected (expected, n, "}")
      && !is_expected (expected, n, "分值") && !is_expected (expected, n, "text in quotes"))
    return _ ("指标, 一级, 二级, a field or }");
  return NULL;
}

static char *
list_expected (const char *expected[], int n)
{
  g_autoptr (GPtrArray) said = g_ptr_array_new ();
  GString *list = g_string_new (NULL);
  const char *known = known_place (expected, n);
  bool name_fits = is_expected (expected, n, "name");
  if (known)
    {
      g_string_assign (list, known);
      return g_string_free (list, FALSE);
    }
  for (int i = 0; i < n; i++)
    {
      const char *text = spoken (expected[i]);
      if (is_worth_saying (expected[i], name_fits) && !g_ptr_array_find_with_equal_func (said, text, g_str_equal, NULL))
        g_ptr_array_add (said, (gpointer)text);
    }
  for (guint i = 0; i < said->len && i < 8; i++)
    g_string_append_printf (list, "%s%s", i == 0 ? "" : i + 1 == said->len ? _ (" or ") : _ (", "),
                            (const char *)said->pdata[i]);
  if (said->len > 8)
    g_string_append (list, " …");
  return g_string_free (list, FALSE);
}

static char *
found_text (const Unit *unit, TokenRange at)
{
  Span span = unit_span (unit, at);
  g_autofree char *text = NULL;
  if (at.first >= unit->n_tokens)
    return g_strdup (_ ("the end of the file"));
  text = g_strndup (source_text (unit->source) + span.start, MIN (span.end - span.start, 120));
  return diag_format (N_ ("‘{1}’"), text, NULL);
}

/* Repairs that people need most */

static bool
is_number_like (int kind)
{
  return kind == TOK_NUMBER || kind == TOK_QUANTITY || kind == TOK_DATE;
}

static bool
is_name_like (int kind)
{
  return kind == TOK_NAME || kind == TOK_STRING || keyword_of_token (kind) != NULL;
}

static void
quote (Unit *unit, Diag *diag, Span span)
{
  g_autofree char *quoted
      = g_strdup_printf ("\"%.*s\"", (int)(span.end - span.start), source_text (unit->source) + span.start);
  diag_fix (diag, unit->source, span, quoted);
}

/* After these stands a name. */
static bool
is_before_name (int kind)
{
  return is_statement_word (kind) || kind == TOK_FRAMEWORK || kind == TOK_RULE || kind == TOK_UNIT || kind == TOK_PART
         || kind == TOK_FUNCTION || kind == TOK_SCALE;
}

/* `Scheme` for scheme, and a reserved word where a name stands. True: said. */
static bool
hint_keyword (Unit *unit, Diag *diag, const Token *token, const Token *before)
{
  const Keyword *keyword = keyword_of_token (token->kind);
  g_autofree char *lower = g_ascii_strdown (source_text (unit->source) + token->span.start,
                                            (gssize)(token->span.end - token->span.start));
  if (token->kind == TOK_NAME && keyword_find (lower, strlen (lower)))
    {
      diag_note (diag, N_ ("English keywords are written in small letters"), NULL);
      diag_fix (diag, unit->source, token->span, lower);
    }
  else if (keyword && keyword->reserved && before && is_before_name (before->kind))
    {
      diag_note (diag, N_ ("this word is reserved; as a name it stands in quotes"), NULL);
      quote (unit, diag, token->span);
    }
  else
    return false;
  return true;
}

/* The first token of a sentence of a table that was pasted without quotes, of which the token at INDEX is not understood: after 分值,
   or after 规则 and what reads like a name. NULL: it is none. */
static const Token *
sentence_start (const Unit *unit, int32_t index)
{
  const Token *token = &unit->tokens[index], *before = token_before (unit, index), *first;
  if (token->kind == TOK_NAME && before->kind == TOK_WEIGHT)
    return token;
  if (before->kind != TOK_NAME || before->span.end != token->span.start || token->kind == TOK_OPEN || token->kind == TOK_CALL)
    return NULL;
  first = token_before (unit, (int32_t)(before - unit->tokens));
  return first && first->kind == TOK_RULE ? before : NULL;
}

/* True: said, with the sentence up to the next blank in quotes. */
static bool
hint_sentence (Unit *unit, Diag *diag, int32_t index)
{
  const Token *first = sentence_start (unit, index);
  const char *text = source_text (unit->source);
  bool digits = false; /* those that people paste say some number */
  Span span;
  if (!first)
    return false;
  span = (Span) { first->span.start, first->span.start };
  while (span.end < source_length (unit->source) && !strchr (" \t\r\n{}\"", text[span.end])
         && strncmp (text + span.end, "\xE3\x80\x80", 3) != 0)
    {
      digits = digits || g_ascii_isdigit (text[span.end]);
      span.end++;
    }
  if (!digits)
    return false;
  diag_note (diag, N_ ("a sentence of a printed table stands in quotes"), NULL);
  quote (unit, diag, span);
  return true;
}

static void
add_hint (ParseCtx *ctx, Diag *diag, int32_t index)
{
  Unit *unit = ctx->unit;
  const Token *token = &unit->tokens[index], *before = token_before (unit, index);
  Span gap;
  if (hint_keyword (unit, diag, token, before) || !before || hint_sentence (unit, diag, index))
    return;
  gap = (Span) { before->span.end, token->span.start };
  if (token->kind == TOK_EQ && keyword_of_token (before->kind))
    {
      diag_note (diag, _ ("no sign stands between a keyword and its value"), NULL);
      diag_fix (diag, unit->source, (Span) { gap.start, token->span.end }, gap.start == gap.end ? " " : "");
    }
  else if (before->kind == TOK_NUMBER && token->kind == TOK_NAME && gap.end > gap.start)
    {
      diag_note (diag, _ ("a unit stands directly after its number"), NULL);
      diag_fix (diag, unit->source, gap, "");
    }
  else if (token->kind == TOK_QUANTITY && keyword_of_token (before->kind))
    {
      diag_note (diag, _ ("a name that begins with a digit is written in quotes"), NULL);
      quote (unit, diag, token->span);
    }
  else if (is_number_like (token->kind) && is_name_like (before->kind) && before->kind != TOK_STRING)
    diag_note (diag, _ ("a name that begins with a digit, or holds brackets or marks, is written in quotes: \"…\""), NULL);
  else if ((token->kind == TOK_CALL || token->kind == TOK_OPEN) && before->kind == TOK_NAME)
    diag_note (diag, _ ("the bracket of a call stands directly after the name; a name that holds brackets is written in "
                        "quotes: \"…\""),
               NULL);
}

/* True if a statement cannot end where only these may follow, but the next one begins. */
static bool
is_unfinished (const char *expected[], int n, int found)
{
  return !is_expected (expected, n, "}") && !is_expected (expected, n, "end of file")
         && (!is_expected (expected, n, "name") || is_before_name (found));
}

/* Where the line ends before the token at INDEX if that begins the next one, so that nothing can follow there. */
static bool
ends_before (const Unit *unit, int32_t index, Span *ret_end)
{
  const Token *before = token_before (unit, index);
  uint32_t start = unit->tokens[index].span.start;
  const char *text = source_text (unit->source);
  if (!before)
    return false;
  *ret_end = (Span) { before->span.end, before->span.end };
  return memchr (text + before->span.end, '\n', start - before->span.end)
         || memchr (text + before->span.end, '\r', start - before->span.end);
}

void
parse_unexpected (ParseCtx *ctx, TokenRange at, const char *expected[], int n_expected)
{
  Unit *unit = ctx->unit;
  g_autofree char *found = found_text (unit, at);
  g_autofree char *list = list_expected (expected, n_expected);
  Span end;
  Diag *diag;
  if (at.first < unit->n_tokens && is_unfinished (expected, n_expected, unit->tokens[at.first].kind)
      && ends_before (unit, at.first, &end))
    {
      diag_report (ctx->sink, DIAG_syntax, unit->source, end, list, _ ("the end of the line"), NULL);
      return;
    }
  diag = diag_report (ctx->sink, DIAG_syntax, unit->source, unit_span (unit, at), list, found, NULL);
  if (at.first >= unit->n_tokens && ctx->open_bracket >= 0)
    diag_label (diag, unit->source, unit->tokens[ctx->open_bracket].span, _ ("this is never closed"), NULL);
  else if (at.first < unit->n_tokens)
    add_hint (ctx, diag, at.first);
}
