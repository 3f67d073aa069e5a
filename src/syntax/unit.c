/* A unit from its text: the text is checked, scanned, parsed.  Owns the arena that everything of the unit lives in. */
#include "syntax/unit.h"
#include "base/text.h"
#include "grammar/scan.h"
#include "syntax/parse.h"
#include <string.h>

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
  diag_report (sink, DIAG_bidi_control, source, (Span) { at, at + (uint32_t)g_unichar_to_utf8 (c, NULL) }, code, NULL);
}

static void
report_invalid_byte (Source *source, uint32_t at, DiagSink *sink)
{
  g_autofree char *byte = g_strdup_printf ("0x%02X", (unsigned char)source_text (source)[at]);
  g_autofree char *offset = g_strdup_printf ("%u", at);
  diag_report (sink, DIAG_invalid_utf8, source, (Span) { at, at + 1 }, byte, offset, NULL);
}

/* True if the character at TEXT may be a bidi control: only the lead bytes of U+061C and U+200E..U+2069 need a closer look. */
static inline bool
may_be_bidi (const char *text)
{
  return text[0] == '\xD8' || (text[0] == '\xE2' && (text[1] == '\x80' || text[1] == '\x81'));
}

/* Reports what no text may hold: invalid UTF-8, NUL, bidi controls. */
static void
check_text (Source *source, DiagSink *sink)
{
  const char *text = source_text (source);
  uint32_t length = source_length (source), at = 0;
  while (at < length)
    {
      uint32_t end = at + (uint32_t)text_invalid_offset (text + at, length - at);
      for (; at < end; at++)
        if (text[at] == '\0')
          diag_report (sink, DIAG_nul_character, source, (Span) { at, at + 1 }, NULL);
        else if (may_be_bidi (text + at) && text_is_bidi_control (g_utf8_get_char (text + at)))
          report_bidi (source, at, g_utf8_get_char (text + at), sink);
      if (at < length)
        report_invalid_byte (source, at++, sink);
    }
}

static void
keep_tokens (Unit *unit, GArray *tokens)
{
  unit->n_tokens = (int32_t)tokens->len;
  unit->tokens = arena_array (unit->arena, Token, tokens->len + 1);
  if (tokens->len > 0)
    memcpy (unit->tokens, tokens->data, sizeof (Token) * tokens->len);
  /* a sentinel at the end of the text, so that the end has a place */
  unit->tokens[tokens->len] = (Token) { 0, { source_length (unit->source), source_length (unit->source) } };
}

Unit *
unit_read (Source *source, UnitKind kind, AtomTable *atoms, DiagSink *sink)
{
  Unit *unit = g_rc_box_new0 (Unit);
  ParseCtx ctx = { .unit = unit, .sink = sink };
  unsigned errors = diag_sink_count (sink, SEVERITY_ERROR);
  g_autoptr (GArray) tokens = NULL;
  unit->source = source_ref (source);
  unit->arena = arena_new ();
  unit->atoms = atoms;
  check_text (source, sink);
  tokens = scan_source (source, sink);
  keep_tokens (unit, tokens);
  parse_tokens (&ctx, kind);
  unit->ok = diag_sink_count (sink, SEVERITY_ERROR) == errors;
  return unit;
}

Span
unit_span (const Unit *unit, TokenRange at)
{
  uint32_t start = unit->tokens[MIN (MAX (at.first, 0), unit->n_tokens)].span.start;
  if (at.last < at.first)
    return (Span) { start, start };
  return (Span) { start, unit->tokens[MIN (at.last, unit->n_tokens)].span.end };
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
      g_autofree char *line = g_strndup (source_text (unit->source) + span.start + 2, span.end - span.start - 2);
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
