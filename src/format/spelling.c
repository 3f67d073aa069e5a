/* The text of each token and the blanks between two.  What a token alone does not tell (is this − a sign or
   an operator, is this word a keyword or a name) is read once from the tree and kept as marks, one byte a
   token; after that writing is a walk along the tokens.  Lines, blocks and comments between statements are
   format.c's affair. */
#include "format/spelling.h"
#include "base/text.h"
#include "grammar/parse.h"
#include "syntax/keywords.h"
#include "syntax/literal.h"
#include <string.h>

enum /* marks of a token */
{
  MARK_NAME = 1,         /* a name, even if it is spelled like a keyword */
  MARK_FIELD = 2,        /* the name of a field, which has two spellings */
  MARK_WORD = 4,         /* a name that the language defines, which has two spellings */
  MARK_TIGHT_BEFORE = 8, /* no blank before it */
  MARK_TIGHT_AFTER = 16, /* no blank after it */
  MARK_RANGE = 32,       /* a − that means .. */
  MARK_SLASH = 64        /* a / between the names of a path */
};

enum /* which words of the language a name may be */
{
  WORDS_DIRECTION = 1,
  WORDS_DEFAULT = 2, /* head of a row of 缺省规则 */
  WORDS_ANSWER = 4,  /* 是, 否 */
  WORDS_POLICY = 8,  /* of 不适用按 */
  WORDS_SCOPE = 16,  /* in scope of rules and targets */
  WORDS_CALL = 32    /* functions of the language */
};

struct Spelling
{
  const Unit *unit;
  FormatKeywords keywords;
  uint8_t *marks;     /* one for each token */
  GHashTable *params; /* while marking a rule: keys of its parameters, which hide words; else NULL */
};

/* Marks */

static int
kind_of (const Spelling *spelling, int32_t index)
{
  return spelling->unit->tokens[index].kind;
}

static unsigned
word_uses (Word word)
{
  switch (word)
    {
    case WORD_UP:
    case WORD_DOWN:
    case WORD_EQUAL:
    case WORD_DEADLINE:
    case WORD_LEVEL:
      return WORDS_DIRECTION | WORDS_DEFAULT;
    case WORD_YES:
    case WORD_NO:
      return WORDS_ANSWER;
    case WORD_RESCALE:
    case WORD_FULL:
    case WORD_NONE:
      return WORDS_POLICY;
    case WORD_WORKING_DAYS:
    case WORD_WORKING_DAY:
      return WORDS_CALL;
    case WORD_TOTAL:
    case WORD_N:
      return 0;
    default:
      return WORDS_SCOPE;
    }
}

/* The word of the language at a token; 等次 as a direction is scanned as a keyword. */
static Word
word_at (const Spelling *spelling, int32_t index, const char *text)
{
  return kind_of (spelling, index) == TOK_SCALE ? WORD_LEVEL : word_find (text);
}

/* True if a parameter of the rule is called so, now or after the change of spelling. */
static bool
is_hidden (const Spelling *spelling, const AstNode *name, Word word)
{
  return spelling->params
         && (g_hash_table_contains (spelling->params, name->atom->key)
             || g_hash_table_contains (spelling->params,
                                       word_name (word, spelling->keywords == FORMAT_ENGLISH)));
}

static void
mark_name (Spelling *spelling, const AstNode *name, unsigned words)
{
  Word word = words ? word_at (spelling, name->at.first, name->atom->text) : WORD_N;
  spelling->marks[name->at.first] |= MARK_NAME;
  if ((word_uses (word) & words) && !is_hidden (spelling, name, word))
    spelling->marks[name->at.first] |= MARK_WORD;
}

static void mark_node (Spelling *spelling, const AstNode *node, unsigned words);

static void
mark_children (Spelling *spelling, const AstNode *node, unsigned first_words, unsigned other_words)
{
  ast_foreach (child, node) mark_node (spelling, child, child == node->child ? first_words : other_words);
}

static void
mark_field (Spelling *spelling, const AstNode *field)
{
  Field which = field_find (field->child->atom->text);
  const AstNode *value = field->child->next;
  unsigned words = WORDS_ANSWER | (which == FIELD_NA_POLICY ? WORDS_POLICY : 0);
  mark_name (spelling, field->child, 0);
  if (which != FIELD_N)
    spelling->marks[field->child->at.first] |= MARK_FIELD;
  /* the names of a formula are facts */
  mark_node (spelling, value, value->kind == AST_NAME && which != FIELD_FORMULA ? words : 0);
}

static void
mark_rule (Spelling *spelling, const AstNode *rule)
{
  g_autoptr (GHashTable) params = g_hash_table_new (g_str_hash, g_str_equal);
  for (const AstNode *param = ast_find (rule, AST_PARAM); param; param = ast_find_next (param))
    g_hash_table_add (params, (gpointer)param->child->atom->key);
  spelling->params = params;
  mark_children (spelling, rule, 0, WORDS_SCOPE);
  spelling->params = NULL;
}

static bool
is_relation (int kind)
{
  return kind == TOK_GE || kind == TOK_GT || kind == TOK_LE || kind == TOK_LT || kind == TOK_EQ
         || kind == TOK_NE;
}

static void
mark_target (Spelling *spelling, const AstNode *target)
{
  if (is_relation (kind_of (spelling, target->at.first)))
    spelling->marks[target->at.first] |= MARK_TIGHT_AFTER;
  mark_children (spelling, target, target->op == TARGET_LEVEL ? 0 : WORDS_SCOPE, WORDS_SCOPE);
}

static void
mark_tokens (Spelling *spelling, TokenRange at, int kind, unsigned marks)
{
  for (int32_t i = at.first; i <= at.last; i++)
    if (kind_of (spelling, i) == kind)
      spelling->marks[i] |= (uint8_t)marks;
}

static void
mark_band (Spelling *spelling, const AstNode *band)
{
  TokenRange between = { band->child->at.last + 1, band->child->next->at.first - 1 };
  mark_tokens (spelling, between, TOK_MINUS, MARK_RANGE | MARK_TIGHT_BEFORE | MARK_TIGHT_AFTER);
  mark_children (spelling, band, 0, 0);
}

static void
mark_path (Spelling *spelling, const AstNode *path)
{
  mark_tokens (spelling, path->at, TOK_DIVIDE, MARK_SLASH | MARK_TIGHT_BEFORE | MARK_TIGHT_AFTER);
  mark_children (spelling, path, 0, 0);
}

/* WORDS: what a name means where NODE stands. */
static void
mark_node (Spelling *spelling, const AstNode *node, unsigned words)
{
  switch (node->kind)
    {
    case AST_NAME:
      mark_name (spelling, node, words);
      break;
    case AST_FIELD:
      mark_field (spelling, node);
      break;
    case AST_RULE:
    case AST_FUNCTION:
      mark_rule (spelling, node);
      break;
    case AST_TARGET:
      mark_target (spelling, node);
      break;
    case AST_BAND:
      mark_band (spelling, node);
      break;
    case AST_PATH:
      mark_path (spelling, node);
      break;
    case AST_NEGATIVE:
      spelling->marks[node->at.first] |= MARK_TIGHT_AFTER;
      mark_children (spelling, node, words, words);
      break;
    case AST_DIRECTION:
      mark_children (spelling, node, WORDS_DIRECTION, 0);
      break;
    case AST_PRIOR:
      mark_children (spelling, node, WORDS_SCOPE, 0);
      break;
    case AST_CASE:
      mark_children (spelling, node, node->op == CASE_ROW ? WORDS_SCOPE : 0, 0);
      break;
    case AST_DEFAULT:
      mark_children (spelling, node, WORDS_DEFAULT, 0);
      break;
    case AST_CALL:
      mark_children (spelling, node, WORDS_CALL, words);
      break;
    case AST_PARAM:
      mark_children (spelling, node, 0, words);
      break;
    default: /* everything else passes on what it was told: nothing outside rules and targets */
      mark_children (spelling, node, words, words);
      break;
    }
}

Spelling *
spelling_new (const Unit *unit, FormatKeywords keywords)
{
  Spelling *spelling = g_new0 (Spelling, 1);
  spelling->unit = unit;
  spelling->keywords = keywords;
  spelling->marks = g_new0 (uint8_t, (gsize)unit->n_tokens + 1);
  mark_node (spelling, unit->root, 0);
  return spelling;
}

void
spelling_free (Spelling *spelling)
{
  g_free (spelling->marks);
  g_free (spelling);
}

/* Literals */

/* A sign of any form as the plain one. */
static gunichar
plain_sign (gunichar c)
{
  switch (c)
    {
    case 0xFF0D: /* － */
    case 0x2212: /* − */
    case 0x2013: /* – */
      return '-';
    case '*':
    case 0x30FB:   /* ・ */
      return 0xB7; /* · */
    default:
      return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFF01 + '!' : c;
    }
}

static void
append_plain (GString *out, const char *text, size_t length)
{
  for (const char *at = text; at < text + length; at = g_utf8_next_char (at))
    g_string_append_unichar (out, plain_sign (g_utf8_get_char (at)));
}

/* The bytes of the quoted text at TEXT. */
static size_t
quoted_length (const char *text, size_t length)
{
  size_t at = 1;
  while (at < length && text[at] != '"')
    at += text[at] == '\\' ? 2 : 1;
  return MIN (at + 1, length);
}

static void
append_quantity (GString *out, const char *text, size_t length)
{
  size_t at = literal_split_quantity (text, length, out);
  while (at < length)
    {
      const char *quote = memchr (text + at, '"', length - at);
      size_t plain = quote ? (size_t)(quote - text) - at : length - at;
      append_plain (out, text + at, plain);
      at += plain;
      if (quote)
        {
          size_t size = quoted_length (quote, length - at);
          g_string_append_len (out, quote, (gssize)size);
          at += size;
        }
    }
}

/* True for what cannot stand in a string, or would not be seen there. */
static bool
needs_escape (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);
  return type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR
         || type == G_UNICODE_PARAGRAPH_SEPARATOR || text_is_bidi_control (c) || text_is_invisible (c);
}

static bool
fits_corner_quotes (const GString *content)
{
  if (!strchr (content->str, '"') || strstr (content->str, "「") || strstr (content->str, "」"))
    return false;
  for (const char *at = content->str; *at; at = g_utf8_next_char (at))
    if (needs_escape (g_utf8_get_char (at)))
      return false;
  return true;
}

static void
append_escaped (GString *out, gunichar c)
{
  if (c == '\n')
    g_string_append (out, "\\n");
  else if (c == '"' || c == '\\')
    g_string_append_printf (out, "\\%c", (char)c);
  else if (needs_escape (c))
    g_string_append_printf (out, "\\u{%x}", (unsigned)c);
  else
    g_string_append_unichar (out, c);
}

static void
append_string (GString *out, const char *text, size_t length)
{
  g_autoptr (GString) content = g_string_new (NULL);
  size_t bad;
  literal_append_string (content, text, length, &bad);
  if (fits_corner_quotes (content))
    {
      g_string_append_printf (out, "「%s」", content->str);
      return;
    }
  g_string_append_c (out, '"');
  for (const char *at = content->str; *at; at = g_utf8_next_char (at))
    append_escaped (out, g_utf8_get_char (at));
  g_string_append_c (out, '"');
}

/* Words and signs */

/* The one form of a sign, or NULL if the kind has no fixed text. */
static const char *
sign_text (int kind)
{
  static const struct
  {
    int kind;
    const char *text;
  } SIGNS[] = {
    { TOK_GE, "≥" },
    { TOK_GT, ">" },
    { TOK_LE, "≤" },
    { TOK_LT, "<" },
    { TOK_EQ, "=" },
    { TOK_NE, "≠" },
    { TOK_ARROW, "=>" },
    { TOK_RANGE, ".." },
    { TOK_RANGE_OPEN_END, "..<" },
    { TOK_RANGE_OPEN_START, "<.." },
    { TOK_RANGE_OPEN, "<..<" },
    { TOK_PLUS, "+" },
    { TOK_MINUS, "−" },
    { TOK_TIMES, "×" },
    { TOK_DIVIDE, "÷" },
    { TOK_COMMA, "," },
    { TOK_CALL, "(" },
    { TOK_OPEN, "(" },
    { TOK_CLOSE, ")" },
    { TOK_LBRACE, "{" },
    { TOK_RBRACE, "}" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (SIGNS); i++)
    if (SIGNS[i].kind == kind)
      return SIGNS[i].text;
  return NULL;
}

static const char *
marked_sign (const Spelling *spelling, int32_t index)
{
  if (spelling->marks[index] & MARK_RANGE)
    return "..";
  if (spelling->marks[index] & MARK_SLASH)
    return "/";
  return sign_text (kind_of (spelling, index));
}

/* A word in the spelling asked for, or NULL: as it is written. */
static const char *
respelled (const Spelling *spelling, int32_t index, const char *text, size_t length)
{
  bool english = spelling->keywords == FORMAT_ENGLISH;
  unsigned marks = spelling->marks[index];
  const Keyword *keyword;
  g_autofree char *word = NULL;
  if (spelling->keywords == FORMAT_KEEP)
    return NULL;
  if (marks & (MARK_FIELD | MARK_WORD))
    word = g_strndup (text, length);
  if (marks & MARK_FIELD)
    return field_name (field_find (word), english);
  if (marks & MARK_WORD)
    return word_name (word_at (spelling, index, word), english);
  if (marks & MARK_NAME || !(keyword = keyword_of_token (kind_of (spelling, index))))
    return NULL;
  return english ? keyword->en : keyword->zh;
}

static void
append_token (const Spelling *spelling, int32_t index, GString *out)
{
  Span span = spelling->unit->tokens[index].span;
  const char *text = source_text (spelling->unit->source) + span.start, *other;
  size_t length = span.end - span.start;
  switch (kind_of (spelling, index))
    {
    case TOK_NUMBER:
    case TOK_QUANTITY:
      append_quantity (out, text, length);
      return;
    case TOK_DATE:
    case TOK_UNIT_SIGN:
      append_plain (out, text, length);
      return;
    case TOK_STRING:
      append_string (out, text, length);
      return;
    default:
      if ((other = marked_sign (spelling, index)) || (other = respelled (spelling, index, text, length)))
        g_string_append (out, other);
      else
        g_string_append_len (out, text, (gssize)length);
    }
}

/* Blanks */

static bool
is_tight_before (const Spelling *spelling, int32_t index)
{
  switch (kind_of (spelling, index))
    {
    case TOK_COMMA:
    case TOK_CLOSE:
    case TOK_CALL:
    case TOK_SUFFIX_AT_LEAST:
    case TOK_SUFFIX_AT_MOST:
    case TOK_SUFFIX_BY:
    case TOK_RANGE:
    case TOK_RANGE_OPEN_END:
    case TOK_RANGE_OPEN_START:
    case TOK_RANGE_OPEN:
      return true;
    default:
      return spelling->marks[index] & MARK_TIGHT_BEFORE;
    }
}

static bool
is_tight_after (const Spelling *spelling, int32_t index)
{
  switch (kind_of (spelling, index))
    {
    case TOK_OPEN:
    case TOK_CALL:
    case TOK_PREFIX_AT_LEAST:
    case TOK_PREFIX_ABOVE:
    case TOK_PREFIX_AT_MOST:
    case TOK_PREFIX_BELOW:
    case TOK_RANGE:
    case TOK_RANGE_OPEN_END:
    case TOK_RANGE_OPEN_START:
    case TOK_RANGE_OPEN:
      return true;
    default:
      return spelling->marks[index] & MARK_TIGHT_AFTER;
    }
}

void
spelling_append (const Spelling *spelling, int32_t first, int32_t last, GString *out)
{
  int32_t previous = -1;
  for (int32_t i = first; i <= last; i++)
    {
      if (token_is_trivia (&spelling->unit->tokens[i]))
        continue;
      if (previous >= 0 && !is_tight_after (spelling, previous) && !is_tight_before (spelling, i))
        g_string_append_c (out, ' ');
      append_token (spelling, i, out);
      previous = i;
    }
}

void
spelling_append_comment (const Spelling *spelling, int32_t index, GString *out)
{
  Span span = spelling->unit->tokens[index].span;
  const char *start = source_text (spelling->unit->source) + span.start,
             *end = start + (span.end - span.start);
  while (end > start && g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  g_string_append_len (out, start, end - start);
}
