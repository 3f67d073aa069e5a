/* Fuzz target of the formatter.  Whatever text reads without an error, its canonical form, in either spelling
   of the keywords, reads back without an error to the same tree, holds the same comments, and is its own
   canonical form. */
#include <string.h>
#include "base/text.h"
#include "format/format.h"
#include "grammar/parse.h"
#include "syntax/keywords.h"
#include "syntax/literal.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static Unit *
read_text (const char *text, size_t size, AtomTable *atoms)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, size);
  g_autoptr (Source) source = source_new ("t", bytes);
  g_autoptr (DiagSink) sink = diag_sink_new ();
  return unit_read (source, UNIT_MODULE, atoms, sink);
}

static GString *
formatted (const Unit *unit, FormatKeywords keywords)
{
  GString *out = g_string_new (NULL);
  format_unit (unit, keywords, out);
  return out;
}

/* The name with the Chinese spelling of what has two. */
static const char *
one_spelling (const char *name)
{
  const Keyword *keyword = keyword_find (name, strlen (name));
  if (field_find (name) != FIELD_N)
    return field_name (field_find (name), false);
  if (word_find (name) != WORD_N)
    return word_name (word_find (name), false);
  return keyword ? keyword->zh : name;
}

static void
dump_literal (const Unit *unit, const AstNode *node, GString *out)
{
  g_autofree char *text = unit_node_text (unit, node);
  g_autoptr (GString) measure = g_string_new (NULL);
  g_autofree char *key = NULL;
  LiteralDate date = { 0 };
  size_t at;
  if (node->kind == AST_DATE && literal_read_date (text, strlen (text), &date))
    g_string_append_printf (out, " %d %d %d %d %d", date.precision, date.year, date.month, date.day,
                            date.quarter);
  if (node->kind != AST_QUANTITY && node->kind != AST_NUMBER)
    return;
  g_string_append_c (out, ' ');
  at = literal_split_quantity (text, strlen (text), out);
  literal_append_unit (measure, text + at, strlen (text) - at);
  key = text_fold_key (measure->str, -1);
  g_string_append (out, key);
}

/* The tree as text: what unit_dump says, but literals by their meaning, and names, unless EXACT, in one
 * spelling. */
static void
dump_tree (const Unit *unit, const AstNode *node, bool exact, GString *out)
{
  g_string_append_printf (out, "(%s/%d", ast_kind_name (node->kind), node->op);
  if (node->kind == AST_NAME && unit->tokens[node->at.first].kind == TOK_UNIT_SIGN)
    g_string_append_printf (out, " %s", node->atom->key);
  else if (node->atom)
    g_string_append_printf (out, " %s", exact ? node->atom->text : one_spelling (node->atom->text));
  else
    dump_literal (unit, node, out);
  ast_foreach (child, node) dump_tree (unit, child, exact, out);
  g_string_append_c (out, ')');
}

static gint
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* All comments without the blanks at their ends, sorted. (owned) */
static char *
all_comments (const Unit *unit)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  for (int32_t i = 0; i < unit->n_tokens; i++)
    if (token_is_trivia (&unit->tokens[i]))
      {
        Span span = unit->tokens[i].span;
        char *line = g_strndup (source_text (unit->source) + span.start, span.end - span.start);
        for (char *end = line + strlen (line);
             end > line && g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (end)));)
          *(end = g_utf8_prev_char (end)) = '\0';
        g_ptr_array_add (lines, line);
      }
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **)lines->pdata);
}

static void
check_same (const Unit *unit, const Unit *again, bool exact)
{
  g_autoptr (GString) tree = g_string_new (NULL), tree_again = g_string_new (NULL);
  g_autofree char *comments = all_comments (unit), *comments_again = all_comments (again);
  dump_tree (unit, unit->root, exact, tree);
  dump_tree (again, again->root, exact, tree_again);
  g_assert_cmpstr (tree->str, ==, tree_again->str);
  g_assert_cmpstr (comments, ==, comments_again);
}

static void
check_format (const Unit *unit, FormatKeywords keywords)
{
  g_autoptr (GString) text = formatted (unit, keywords), text_again = NULL;
  g_autoptr (Unit) again = read_text (text->str, text->len, unit->atoms);
  g_assert (again->ok);
  check_same (unit, again, keywords == FORMAT_KEEP);
  text_again = formatted (again, keywords);
  g_assert_cmpstr (text->str, ==, text_again->str);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (!g_utf8_validate ((const char *)data, (gssize)size, NULL))
    return 0; /* never free of errors */
  g_autoptr (AtomTable) atoms = atom_table_new ();
  g_autoptr (Unit) unit = read_text ((const char *)data, size, atoms);
  if (!unit->ok)
    return 0;
  check_format (unit, FORMAT_KEEP);
  check_format (unit, FORMAT_CHINESE);
  check_format (unit, FORMAT_ENGLISH);
  return 0;
}
