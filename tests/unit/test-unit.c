/* Units as a whole: what no text may hold, documentation, text and places of nodes, the dump; and every
   prefix of an example and every example with one byte less, read without a fault of the program. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "helper.h"

static Unit *
read_bytes (const char *text, gssize length, UnitKind kind, AtomTable *atoms, DiagSink *sink)
{
  g_autoptr (Source) source = source_of (text, length);
  return unit_read (source, kind, atoms, sink);
}

static void
test_encoding (void **state)
{
  static const struct
  {
    const char *text;
    size_t length;
    const char *found;
  } cases[] = {
#define TEXT(text) text, sizeof text - 1
    { TEXT ("\xEF\xBB\xBF方案 甲 {}"), "" },
    { TEXT ("方案 甲 {\r\n年度 2024\r\n}\r\n"), "" },
    { TEXT ("方案 甲 {\r年度 2024\r}"), "" },
    { TEXT ("\n\n\xFF"), "J0001 3:1" },
    { TEXT ("方案 甲 { \xFF\xC0 }"), "J0001 1:8" },
    { TEXT ("方案 甲 {} # \xE4\xB8"), "J0001 1:11" },
    { TEXT ("方案 \"甲\x80\" {}"), "J0001 1:6" },
    { TEXT ("\xED\xA0\x80"), "J0001 1:1" },
    { TEXT ("\xC0\x80"), "J0001 1:1" },
    { TEXT ("# \xFF\xFE \xFE b\xC0"), "J0001 1:3, J0001 1:6, J0001 1:9" }, /* a row of bytes is one fault */
    { TEXT ("方案\0 甲 {}"), "J0002 1:3" },
    { TEXT ("方案 \"a\0b\" {}"), "J0002 1:6" },
    { TEXT ("\0"), "J0002 1:1" },
    { TEXT ("方案 甲\u202E {}"), "J0003 1:5" },
    { TEXT ("方案 \"a\u2066b\" {} # \u200F"), "J0003 1:6, J0003 1:15" },
    { TEXT ("方案 \u061C甲 {}"), "J0003 1:4" },
    { TEXT ("方案 甲 {}\n\xEF\xBB\xBF"), "J0005 2:1" },
#undef TEXT
  };
  unsigned wrong = 0;
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DiagSink) sink = diag_sink_new ();
      g_autoptr (AtomTable) atoms = atom_table_new ();
      g_autoptr (Unit) unit = read_bytes (cases[i].text, (gssize)cases[i].length, UNIT_MODULE, atoms, sink);
      g_autofree char *found = found_text (sink);
      wrong += !same_text (cases[i].text, cases[i].found, found);
      assert_int_equal (unit->ok, !*cases[i].found);
    }
  assert_int_equal (wrong, 0);
}

/* A text that is no UTF-8 at all is one fault. */
static void
test_other_encodings (void **state)
{
  static const struct
  {
    const char *text;
    size_t length;
    const char *found;
  } cases[] = {
    { "\xB7\xBD\xB0\xB8 \xBC\xD7 { \xC4\xEA\xB6\xC8 2024 \xCC\xE5\xCF\xB5 \xD2\xD2 } # \xD2\xBB \xB6\xFE "
      "\xC8\xFD \xCB\xC4 \xCE\xE5",
      0, "J0001 1:1" }, /* GBK */
    { "\xFF\xFE\x05\x52\x00\x67\x20\x00\x7B\x00\x20\x00\x7D\x00\x0A\x00\x0A\x00\x0A\x00\x0A\x00\x0A\x00\x0A"
      "\x00",
      26, "J0001 1:1" }, /* UTF-16 */
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DiagSink) sink = diag_sink_new ();
      g_autoptr (AtomTable) atoms = atom_table_new ();
      g_autoptr (Unit) unit = read_bytes (cases[i].text, cases[i].length ? (gssize)cases[i].length : -1,
                                          UNIT_MODULE, atoms, sink);
      g_autofree char *found = found_text (sink);
      assert_string_equal (found, cases[i].found);
      assert_false (unit->ok);
      assert_int_equal (((const Diag *)diag_sink_sorted (sink)->pdata[0])->notes->len, 1);
    }
}

static void
test_documentation (void **state)
{
  static const struct
  {
    const char *text, *doc;
  } cases[] = {
    { "## 一行\n方案 甲", "一行" },
    { "##  两 \r\n##行\r\n方案 甲", "两\n行" },
    { "## 说明\n# 不算\n方案 甲", NULL },
    { "# 不算\n## 说明\n方案 甲", "说明" },
    { "##\n方案 甲", "" },
    { "方案 甲", NULL },
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DiagSink) sink = diag_sink_new ();
      g_autoptr (AtomTable) atoms = atom_table_new ();
      g_autoptr (Unit) unit = read_bytes (cases[i].text, -1, UNIT_MODULE, atoms, sink);
      g_autofree char *doc = unit_node_doc (unit, unit->root->child);
      assert_int_equal (doc == NULL, cases[i].doc == NULL);
      if (doc)
        assert_string_equal (doc, cases[i].doc);
    }
}

static void
test_places (void **state)
{
  g_autoptr (DiagSink) sink = diag_sink_new ();
  g_autoptr (AtomTable) atoms = atom_table_new ();
  g_autoptr (Unit) unit
      = read_bytes ("# 头\n方案 甲 { # 中\n  指标 乙 ≥ 5个 }", -1, UNIT_MODULE, atoms, sink);
  const AstNode *scheme = unit->root->child, *indicator = ast_find (scheme, AST_INDICATOR);
  g_autofree char *text = unit_node_text (unit, indicator), *name = unit_node_text (unit, scheme->child);
  Span end = unit_span (unit, (TokenRange){ unit->n_tokens, unit->n_tokens }), none;
  (void)state;
  assert_string_equal (text, "指标 乙 ≥ 5个");
  assert_string_equal (name, "甲");
  assert_int_equal (end.start, source_length (unit->source));
  assert_int_equal (end.end, source_length (unit->source));
  none = unit_span (unit, (TokenRange){ 1, 0 });
  assert_int_equal (none.start, none.end);
  assert_int_equal (none.start, strlen ("# 头\n"));
}

static void
test_dump (void **state)
{
  g_autoptr (DiagSink) sink = diag_sink_new ();
  g_autoptr (AtomTable) atoms = atom_table_new ();
  g_autoptr (Unit) unit = read_bytes ("方案 甲 { 指标 \"乙 丙\" ≤5个 分值 1 }", -1, UNIT_MODULE, atoms, sink);
  Unit *again = unit_ref (unit);
  g_autoptr (GString) dump = g_string_new (NULL);
  (void)state;
  unit_dump (unit, dump);
  assert_string_equal (dump->str, "MODULE\n"
                                  "  SCHEME\n"
                                  "    NAME 甲\n"
                                  "    INDICATOR\n"
                                  "      STRING 乙 丙\n"
                                  "      TARGET/2\n"
                                  "        QUANTITY 5个\n"
                                  "      WEIGHT\n"
                                  "        NUMBER 1\n");
  unit_unref (again);
}

/* A cell that cannot be read still has a root. */
static void
test_bad_cells (void **state)
{
  static const struct
  {
    const char *text;
    UnitKind kind;
    AstKind root;
  } cases[] = {
    { "≥5个", UNIT_TARGET, AST_TARGET }, { "", UNIT_TARGET, AST_ERROR },    { "5个", UNIT_VALUE, AST_VALUE },
    { "≥5个", UNIT_VALUE, AST_ERROR },   { "{", UNIT_VALUE, AST_ERROR },    { "", UNIT_MODULE, AST_MODULE },
    { "}", UNIT_MODULE, AST_MODULE },    { "\xFF", UNIT_VALUE, AST_ERROR },
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DiagSink) sink = diag_sink_new ();
      g_autoptr (AtomTable) atoms = atom_table_new ();
      g_autoptr (Unit) unit = read_bytes (cases[i].text, -1, cases[i].kind, atoms, sink);
      assert_int_equal (unit->root->kind, cases[i].root);
    }
}

/* Token spans stand in order inside the text, and so do the places of what was reported. */
static void
check_spans (const Unit *unit, DiagSink *sink)
{
  uint32_t length = source_length (unit->source), at = 0;
  const GPtrArray *diags = diag_sink_sorted (sink);
  for (int32_t i = 0; i < unit->n_tokens; i++)
    {
      Span span = unit->tokens[i].span;
      assert_true (span.start >= at && span.start < span.end && span.end <= length);
      at = span.end;
    }
  for (guint i = 0; i < diags->len; i++)
    {
      Span span = ((const Diag *)diags->pdata[i])->span;
      assert_true (span.start <= span.end && span.end <= length);
    }
  assert_int_equal (unit->ok, diag_sink_count (sink, SEVERITY_ERROR) == 0);
}

static void
check_text (const char *text, size_t length)
{
  g_autoptr (DiagSink) sink = diag_sink_new ();
  g_autoptr (AtomTable) atoms = atom_table_new ();
  g_autoptr (Unit) unit = read_bytes (text, (gssize)length, UNIT_MODULE, atoms, sink);
  g_autoptr (GString) dump = g_string_new (NULL);
  check_spans (unit, sink);
  unit_dump (unit, dump);
}

/* Texts that once gave tokens over one another, or never ended. */
static void
test_spans (void **state)
{
  static const char *const TEXTS[] = {
    "........",     "…甲…乙",        "甲...乙\n丙", "★★甲",   "≥⑨个⑨",    "12月0日前",
    "2024年0月0日", "<<<<<<< a\n甲", "“甲「乙",     "\"甲\\", "甲·乙·丙", ".5.5.5",
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS (TEXTS); i++)
    check_text (TEXTS[i], strlen (TEXTS[i]));
}

static char *
read_example (gsize *ret_length)
{
  g_autofree char *path = tree_path ("examples/01-hello.jx");
  char *text;
  assert_true (g_file_get_contents (path, &text, ret_length, NULL));
  return text;
}

static void
test_every_prefix (void **state)
{
  gsize length;
  g_autofree char *text = read_example (&length);
  (void)state;
  for (gsize n = 0; n <= length; n++)
    check_text (text, n);
}

static void
test_every_deletion (void **state)
{
  gsize length;
  g_autofree char *text = read_example (&length);
  g_autofree char *less = g_malloc (length);
  (void)state;
  for (gsize n = 0; n < length; n++)
    {
      memcpy (less, text, n);
      memcpy (less + n, text + n + 1, length - n - 1);
      check_text (less, length - 1);
    }
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_encoding),       cmocka_unit_test (test_other_encodings),
    cmocka_unit_test (test_documentation),  cmocka_unit_test (test_places),
    cmocka_unit_test (test_dump),           cmocka_unit_test (test_bad_cells),
    cmocka_unit_test (test_spans),          cmocka_unit_test (test_every_prefix),
    cmocka_unit_test (test_every_deletion),
  };
  return cmocka_run_group_tests_name ("unit", tests, NULL, NULL);
}
