/* A unit from its text: the text is checked, scanned, parsed.  Owns the arena that everything of the unit
 * lives in. */
#include "syntax/unit.h"
#include "base/i18n.h"
#include "base/text.h"
#include "grammar/scan.h"
#include "syntax/parse.h"
#include <string.h>

enum
{
  MAX_ENCODING_FAULTS = 4 /* with more of them the file is in another encoding */
};

Unit *
unit_ref (Unit *unit)
{
  return g_rc_box_acquire (unit);
}

static void
unit_clear (gpointer data)
{
  Unit *unit = data;
  arena_free (unit->arena);
  source_unref (unit->source);
}

void
unit_unref (Unit *unit)
{
  g_rc_box_release_full (unit, unit_clear);
}

static void
report_bidi (Source *source, uint32_t at, gunichar c, DiagSink *sink)
{
  g_autofree char *code = g_strdup_printf ("U+%04X", (unsigned)c);
  diag_report (sink, DIAG_bidi_control, source, (Span){ at, at + (uint32_t)g_unichar_to_utf8 (c, NULL) },
               code, NULL);
}

/* The bytes from AT on that are not UTF-8, in a row: one fault. */
static uint32_t
invalid_length (Source *source, uint32_t at)
{
  const char *text = source_text (source);
  uint32_t end = at, length = source_length (source);
  do
    end++;
  while (end < length && text[end] != '\0' && text_invalid_offset (text + end, MIN (length - end, 4)) == 0);
  return end - at;
}

static Diag *
report_invalid_bytes (Source *source, Span span, DiagSink *sink)
{
  g_autofree char *byte = g_strdup_printf ("0x%02X", (unsigned char)source_text (source)[span.start]);
  g_autofree char *offset = g_strdup_printf ("%u", span.start);
  return diag_report (sink, DIAG_invalid_utf8, source, span, byte, offset, NULL);
}

/* True if the character at TEXT may be a bidi control: only the lead bytes of U+061C and U+200E..U+2069 need
 * a closer look. */
static inline bool
may_be_bidi (const char *text)
{
  return text[0] == '\xD8' || (text[0] == '\xE2' && (text[1] == '\x80' || text[1] == '\x81'));
}

/* How many faults of the encoding the text has: bytes in a row that are not UTF-8, and NULs. */
static unsigned
count_encoding_faults (Source *source, uint32_t *ret_first)
{
  const char *text = source_text (source);
  uint32_t length = source_length (source), at = 0;
  unsigned n = 0;
  *ret_first = length;
  while (at < length && n <= MAX_ENCODING_FAULTS)
    {
      uint32_t end = at + (uint32_t)text_invalid_offset (text + at, length - at);
      const char *nul = memchr (text + at, '\0', end - at);
      at = nul ? (uint32_t)(nul - text) : end;
      if (at < length && n++ == 0)
        *ret_first = at;
      at += nul || at >= length ? 1 : invalid_length (source, at);
    }
  return n;
}

/* A text in another encoding is one fault, not one for each of its characters. */
static void
report_encoding (Source *source, uint32_t at, DiagSink *sink)
{
  const char *text = source_text (source);
  bool utf16 = source_length (source) >= 2
               && (memcmp (text, "\xFF\xFE", 2) == 0 || memcmp (text, "\xFE\xFF", 2) == 0);
  Diag *diag;
  if (text[at] == '\0')
    diag = diag_report (sink, DIAG_nul_character, source, (Span){ at, at + 1 }, NULL);
  else
    diag = report_invalid_bytes (source, (Span){ at, at + invalid_length (source, at) }, sink);
  if (utf16 || text[at] == '\0')
    diag_note (diag, N_ ("the file is in UTF-16 (“Unicode”), it seems: save it as UTF-8"), NULL);
  else
    diag_note (diag, N_ ("the file is in GB18030 or GBK (“ANSI”), it seems: save it as UTF-8"), NULL);
}

/* NULs and bidi controls from START to END, which is valid UTF-8. */
static void
check_characters (Source *source, uint32_t start, uint32_t end, DiagSink *sink)
{
  static const char LEADS[] = { '\0', '\xD8', '\xE2' };
  const char *text = source_text (source);
  for (size_t i = 0; i < G_N_ELEMENTS (LEADS); i++)
    for (const char *p = text + start; (p = memchr (p, LEADS[i], (size_t)(text + end - p))); p++)
      {
        uint32_t at = (uint32_t)(p - text);
        if (*p == '\0')
          diag_report (sink, DIAG_nul_character, source, (Span){ at, at + 1 }, NULL);
        else if (may_be_bidi (p) && text_is_bidi_control (g_utf8_get_char (p)))
          report_bidi (source, at, g_utf8_get_char (p), sink);
      }
}

/* Reports what no text may hold: invalid UTF-8, NUL, bidi controls. False: the text is no UTF-8 at all. */
static bool
check_text (Source *source, DiagSink *sink)
{
  const char *text = source_text (source);
  uint32_t length = source_length (source), at = 0, first;
  unsigned faults = count_encoding_faults (source, &first);
  if (faults > MAX_ENCODING_FAULTS)
    {
      report_encoding (source, first, sink);
      return false;
    }
  while (at < length)
    {
      uint32_t end = faults ? at + (uint32_t)text_invalid_offset (text + at, length - at) : length;
      check_characters (source, at, end, sink);
      at = end;
      if (at < length)
        {
          end = at + invalid_length (source, at);
          report_invalid_bytes (source, (Span){ at, end }, sink);
          at = end;
        }
    }
  return true;
}

static void
keep_tokens (Unit *unit, GArray *tokens)
{
  unit->n_tokens = (int32_t)tokens->len;
  unit->tokens = arena_array (unit->arena, Token, tokens->len + 1);
  if (tokens->len > 0)
    memcpy (unit->tokens, tokens->data, sizeof (Token) * tokens->len);
  /* a sentinel at the end of the text, so that the end has a place */
  unit->tokens[tokens->len] = (Token){ 0, { source_length (unit->source), source_length (unit->source) } };
}

Unit *
unit_read (Source *source, UnitKind kind, AtomTable *atoms, DiagSink *sink)
{
  Unit *unit = g_rc_box_new0 (Unit);
  ParseCtx ctx = { .unit = unit, .sink = sink };
  unsigned errors = diag_sink_count (sink, SEVERITY_ERROR), data = diag_sink_count_class (sink, DIAG_CLASS_DATA);
  g_autoptr (GArray) tokens = NULL;
  unit->source = source_ref (source);
  unit->arena = arena_new ();
  unit->atoms = atoms;
  tokens
      = check_text (source, sink) ? scan_source (source, sink) : g_array_new (FALSE, FALSE, sizeof (Token));
  keep_tokens (unit, tokens);
  parse_tokens (&ctx, kind);
  errors = diag_sink_count (sink, SEVERITY_ERROR) - errors;
  unit->ok = errors == 0;
  unit->usable = errors == diag_sink_count_class (sink, DIAG_CLASS_DATA) - data;
  return unit;
}

Span
unit_span (const Unit *unit, TokenRange at)
{
  uint32_t start = unit->tokens[MIN (MAX (at.first, 0), unit->n_tokens)].span.start;
  if (at.last < at.first)
    return (Span){ start, start };
  return (Span){ start, unit->tokens[MIN (at.last, unit->n_tokens)].span.end };
}

char *
unit_node_text (const Unit *unit, const AstNode *node)
{
  Span span = unit_node_span (unit, node);
  return g_strndup (source_text (unit->source) + span.start, span.end - span.start);
}

char *
unit_node_doc (const Unit *unit, const AstNode *node)
{
  int32_t first = node->at.first;
  GString *doc;
  while (first > 0 && unit->tokens[first - 1].kind == TOKEN_DOC)
    first--;
  if (first == node->at.first)
    return NULL;
  doc = g_string_new (NULL);
  for (int32_t i = first; i < node->at.first; i++)
    {
      Span span = unit->tokens[i].span;
      g_autofree char *line
          = g_strndup (source_text (unit->source) + span.start + 2, span.end - span.start - 2);
      g_string_append_printf (doc, "%s%s", doc->len ? "\n" : "", g_strstrip (line));
    }
  return g_string_free (doc, FALSE);
}

static void
dump_node (const Unit *unit, const AstNode *node, int depth, GString *out)
{
  g_string_append_printf (out, "%*s%s", depth * 2, "", ast_kind_name (node->kind));
  if (node->op)
    g_string_append_printf (out, "/%d", node->op);
  if (node->atom)
    g_string_append_printf (out, " %s", node->atom->text);
  else if (!node->child && node->kind != AST_ERROR)
    {
      g_autofree char *text = unit_node_text (unit, node);
      g_string_append_printf (out, " %s", text);
    }
  g_string_append_c (out, '\n');
  ast_foreach (child, node) dump_node (unit, child, depth + 1, out);
}

void
unit_dump (const Unit *unit, GString *out)
{
  dump_node (unit, unit->root, 0, out);
}
