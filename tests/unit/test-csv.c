/* Tests of src/table/csv.c: what is read, what is refused and where.  A case is a text and what reading it
   gives, written as `[field|field]` for a record, `()` for a blank one, `!` for a refused one, `X` for the
   end of what can be read, and after it the diagnostics. */
#include "table/csv.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>
#include "base/limits.h"

typedef struct
{
  const char *name;
  const char *text;
  size_t length;
  const char *expected;
} Case;

#define T(literal) literal, sizeof literal - 1

static void
append_record (GString *out, const CsvRecord *record)
{
  if (record->blank)
    {
      assert_int_equal (record->n_fields, 1);
      assert_string_equal (record->fields[0].text, "");
      g_string_append (out, "()");
      return;
    }
  for (unsigned i = 0; i < record->n_fields; i++)
    {
      const CsvField *field = &record->fields[i];
      assert_int_equal (strlen (field->text), field->length);
      g_string_append_printf (out, "%c%s", i ? '|' : '[', field->text);
    }
  g_string_append_c (out, ']');
}

static void
append_diags (GString *out, DiagSink *sink)
{
  const GPtrArray *diags = diag_sink_sorted (sink);
  for (unsigned i = 0; i < diags->len; i++)
    {
      const Diag *diag = g_ptr_array_index (diags, i);
      g_string_append_printf (out, " %s@%s", diag_code_slug (diag->code), diag->where);
    }
}

/* What reading gives.  The text is copied to just its length, so that a read past it is seen. (owned) */
static char *
read_all (const char *text, size_t length, char separator)
{
  g_autofree char *copy = g_malloc (length + 1);
  memcpy (copy, text, length);
  char *exact = g_memdup2 (copy, length);
  g_autoptr (DiagSink) sink = diag_sink_new ();
  g_autoptr (CsvReader) reader = csv_reader_new ("t", exact, length, separator, sink);
  GString *out = g_string_new (NULL);
  const CsvRecord *record = NULL;
  for (CsvResult result; (result = csv_reader_next (reader, &record)) != CSV_END;)
    if (result == CSV_RECORD)
      append_record (out, record);
    else
      g_string_append_c (out, result == CSV_REFUSED ? '!' : 'X');
  append_diags (out, sink);
  g_free (exact);
  return g_string_free (out, FALSE);
}

static void
check_cases (const Case *cases, size_t n, char separator)
{
  for (size_t i = 0; i < n; i++)
    {
      g_autofree char *got = read_all (cases[i].text, cases[i].length, separator);
      if (strcmp (got, cases[i].expected) != 0)
        fail_msg ("%s: expected `%s`, got `%s`", cases[i].name, cases[i].expected, got);
    }
}

static void
test_reads (void **state)
{
  (void)state;
  static const Case cases[] = {
    { "nothing", T (""), "" },
    { "a BOM alone", T ("\xEF\xBB\xBF"), "" },
    { "one field", T ("a"), "[a]" },
    { "two records", T ("a,b\nc,d\n"), "[a|b][c|d]" },
    { "no line end at the end", T ("a,b\nc,d"), "[a|b][c|d]" },
    { "CRLF", T ("a,b\r\nc,d\r\n"), "[a|b][c|d]" },
    { "CR", T ("a,b\rc,d\r"), "[a|b][c|d]" },
    { "mixed line ends", T ("a\rb\nc\r\nd"), "[a][b][c][d]" },
    { "a BOM is none of the name's", T ("\xEF\xBB\xBF指标,实际完成值\n"), "[指标|实际完成值]" },
    { "a BOM before a quote", T ("\xEF\xBB\xBF\"指标\",b\n"), "[指标|b]" },
    { "empty fields", T (",,\n"), "[||]" },
    { "empty last field", T ("a,\nb,"), "[a|][b|]" },
    { "empty quoted field", T ("\"\",a\n"), "[|a]" },
    { "empty quoted field alone is no blank line", T ("\"\"\n"), "[]" },
    { "quoted", T ("\"a\",\"b\"\n"), "[a|b]" },
    { "quoted at the end of the text", T ("a,\"b\""), "[a|b]" },
    { "separator inside", T ("\"a,b\",c\n"), "[a,b|c]" },
    { "doubled quotes", T ("\"a\"\"b\",\"\"\"\",\"\"\"c\"\"\"\n"), "[a\"b|\"|\"c\"]" },
    { "line ends inside are kept", T ("\"a\nb\r\nc\rd\",e\nf"), "[a\nb\r\nc\rd|e][f]" },
    { "blanks are kept", T (" a , b\n"), "[ a | b]" },
    { "blank lines", T ("a\n\n  \n\t\n\xE3\x80\x80\nb\n"), "[a]()()()()[b]" },
    { "blank last line without a line end", T ("a\n  "), "[a]()" },
    { "digits stay as they are", T ("007,110101199003077758,1E5\n"), "[007|110101199003077758|1E5]" },
    { "form feed and U+2028 end no line",
      T ("a\fb\xE2\x80\xA8"
         "c\n"),
      "[a\fb\xE2\x80\xA8"
      "c]" },
    { "guarded texts", T ("'=1+1,\"'@x\",'+a,'-b,'＝c,''=d\n"), "[=1+1|@x|+a|-b|＝c|'=d]" },
    { "other apostrophes stay", T ("'a,',''','-5,'+1.5%,'-1.\n"), "['a|'|'''|'-5|'+1.5%|-1.]" },
    { "semicolons separate nothing", T ("a;b\n"), "[a;b]" },
  };
  check_cases (cases, G_N_ELEMENTS (cases), ',');
}

static void
test_refuses (void **state)
{
  (void)state;
  static const Case cases[] = {
    { "quote inside a field", T ("a\"b,c\nd\n"), "![d] csv_quote_in_field@t:1:2" },
    { "quote after a blank", T ("x, \"a\"\nd\n"), "![d] csv_quote_in_field@t:1:4" },
    { "one report for a record", T ("a\"b\"c,d\"e\nd\n"), "![d] csv_quote_in_field@t:1:2" },
    { "text after a quote", T ("\"a\"b\nd\n"), "![d] csv_text_after_quote@t:1:4" },
    { "blank after a quote", T ("\"a\" ,b\nd\n"), "![d] csv_text_after_quote@t:1:4" },
    { "text after a quote with lines in it", T ("\"a\nb\"c\nd\n"), "![d] csv_text_after_quote@t:2:3" },
    { "a refused record has its later quoted fields", T ("\"a\"b,\"c\nd\"\ne\n"),
      "![e] csv_text_after_quote@t:1:4" },
    { "columns count code points", T ("指标,\"值\"x\n"), "! csv_text_after_quote@t:1:7" },
    { "found character is whole", T ("\"值\"值\n"), "! csv_text_after_quote@t:1:4" },
    { "quote that is never closed", T ("a\nb,\"c\nd\ne\n"), "[a]X csv_unclosed_quote@t:2:3" },
    { "quote at the end of the text", T ("a,\""), "X csv_unclosed_quote@t:1:3" },
    { "quote closed by no doubled one", T ("\"a\"\""), "X csv_unclosed_quote@t:1:1" },
    { "two faults", T ("a\"b,\"c\n"), "X csv_quote_in_field@t:1:2 csv_unclosed_quote@t:1:5" },
    { "NUL", T ("a\nb\0c\nd\n"), "[a]X csv_nul@t:2:2" },
    { "NUL between quotes", T ("\"a\n\0\"\n"), "X csv_nul@t:2:1" },
    { "NUL after a quote", T ("\"a\"\0\n"), "X csv_nul@t:1:4" },
    { "UTF-16 without a mark", T ("a\0,\0b\0"), "X csv_nul@t:1:2" },
    { "UTF-16LE",
      T ("\xFF\xFE"
         "a\0,\0"),
      "X csv_bad_byte@t:1:1" },
    { "UTF-16BE", T ("\xFE\xFF\0a\0,"), "X csv_bad_byte@t:1:1" },
    { "0x1A",
      T ("a\x1A"
         "b,c\nd\n"),
      "![d] csv_substitute_character@t:1:2" },
    { "0x1A between quotes", T ("\"a\n\x1A\"\nd\n"), "![d] csv_substitute_character@t:2:1" },
    { "0x1A at the end", T ("a\n\x1A"), "[a]! csv_substitute_character@t:2:1" },
    { "0xFF", T ("a\nb,\xFF\nc\n"), "[a]X csv_bad_byte@t:2:3" },
    { "overlong", T ("a,\xC0\xAF\n"), "X csv_bad_byte@t:1:3" },
    { "surrogate", T ("a,\xED\xA0\x80\n"), "X csv_bad_byte@t:1:3" },
    { "beyond U+10FFFF", T ("\xF4\x90\x80\x80\n"), "X csv_bad_byte@t:1:1" },
    { "cut short by the end of the line", T ("指\xE6\x8C\nb\n"), "X csv_bad_byte@t:1:2" },
    { "cut short by the end of the text", T ("指\xE6\x8C"), "X csv_bad_byte@t:1:2" },
    { "GB18030", T ("\xB1\xEA,\xCA\xB5\xBC\xCA\n"), "X csv_bad_byte@t:1:1" },
    { "GB18030 that begins like UTF-8", T ("\xD6\xB8\xB1\xEA\n"), "X csv_bad_byte@t:1:2" },
    { "bad byte on a later line of a record", T ("\"a\n值\xFF\"\n"), "X csv_bad_byte@t:2:2" },
    { "bad bytes go before what they cause", T ("\xFF\"a\n"), "X csv_bad_byte@t:1:1" },
  };
  check_cases (cases, G_N_ELEMENTS (cases), ',');
}

static void
test_tabs (void **state)
{
  (void)state;
  static const Case cases[] = {
    { "tabs separate", T ("a\tb,c\n\"d\te\"\t\n"), "[a|b,c][d\te|]" },
    { "tabs only are empty fields", T ("\t\n"), "[|]" },
    { "text after a quote", T ("\"a\"b\tc\n"), "! csv_text_after_quote@t:1:4" },
  };
  check_cases (cases, G_N_ELEMENTS (cases), '\t');
}

static void
test_places (void **state)
{
  (void)state;
  static const char text[]
      = "\xEF\xBB\xBF指标,\"实\n际\r\n完\",值\r\n\n全年预算数,6653.73万元,这是一个比较长的字段,x\n";
  static const char *const expected[]
      = { "t:1:1", "t:1:4", "t:3:4", "t:4:1", "t:5:1", "t:5:7", "t:5:17", "t:5:28" };
  static const unsigned lines[] = { 1, 4, 5 };
  g_autoptr (DiagSink) sink = diag_sink_new ();
  g_autoptr (CsvReader) reader = csv_reader_new ("t", text, sizeof text - 1, ',', sink);
  const CsvRecord *record = NULL;
  unsigned n = 0, n_records = 0;
  while (csv_reader_next (reader, &record) == CSV_RECORD)
    {
      assert_int_equal (record->line, lines[n_records++]);
      for (unsigned i = 0; i < record->n_fields; i++)
        {
          g_autofree char *where = csv_field_where (reader, &record->fields[i]);
          assert_string_equal (where, expected[n++]);
        }
    }
  assert_int_equal (n, G_N_ELEMENTS (expected));
}

static void
test_quoted_flag (void **state)
{
  (void)state;
  static const char text[] = "a,\"b\",\"\",\n";
  static const bool expected[] = { false, true, true, false };
  g_autoptr (DiagSink) sink = diag_sink_new ();
  g_autoptr (CsvReader) reader = csv_reader_new ("t", text, sizeof text - 1, ',', sink);
  const CsvRecord *record = NULL;
  assert_int_equal (csv_reader_next (reader, &record), CSV_RECORD);
  for (unsigned i = 0; i < 4; i++)
    assert_int_equal (record->fields[i].quoted, expected[i]);
  assert_int_equal (csv_reader_next (reader, &record), CSV_END);
  assert_int_equal (csv_reader_next (reader, &record), CSV_END);
}

/* A record of N copies of UNIT, then the record `z`. (owned) */
static char *
read_repeated (const char *before, const char *unit, size_t n, const char *after)
{
  GString *text = g_string_new (before);
  for (size_t i = 0; i < n; i++)
    g_string_append (text, unit);
  g_string_append (text, after);
  g_string_append (text, "\nz\n");
  char *got = read_all (text->str, text->len, ',');
  g_string_free (text, TRUE);
  return got;
}

static void
check_limit (const char *before, const char *unit, size_t n, const char *after, const char *expected)
{
  g_autofree char *got = read_repeated (before, unit, n, after);
  if (!expected)
    {
      assert_true (g_str_has_suffix (got, "][z]"));
      return;
    }
  assert_string_equal (got, expected);
}

static void
test_limits (void **state)
{
  (void)state;
  const size_t columns = LIMIT_CSV_COLUMNS, bytes = LIMIT_CSV_FIELD_BYTES;
  check_limit ("", "a,", columns - 1, "a", NULL);
  check_limit ("", "a,", columns, "a", "![z] csv_too_many_columns@t:1:2049");
  check_limit ("", ",", 100 * columns, "\"a\nb\"", "![z] csv_too_many_columns@t:1:1025");
  check_limit ("", "a", bytes, "", NULL);
  check_limit ("b,", "a", bytes + 1, "", "![z] csv_field_too_long@t:1:3");
  check_limit ("b,\"", "a", bytes + 1, "\"", "![z] csv_field_too_long@t:1:3");
  check_limit ("\"", "\"\"", bytes, "\"", NULL);
  check_limit ("\"", "\"\"", bytes + 1, "\"", "![z] csv_field_too_long@t:1:1");
  check_limit ("\"'=", "a", bytes - 1, "\"", NULL);
  check_limit ("\"'=", "a", bytes, "\"", "![z] csv_field_too_long@t:1:1");
  check_limit ("\"", "a\n", 10000, "\"", NULL);
  check_limit ("\"", "a", 20 * bytes, "", "X csv_unclosed_quote@t:1:1");
}

static void
test_many_lines (void **state)
{
  (void)state;
  const unsigned n = 1048577;
  GString *text = g_string_new (NULL);
  for (unsigned i = 0; i < n; i++)
    g_string_append (text, "a,b\n");
  g_autoptr (DiagSink) sink = diag_sink_new ();
  g_autoptr (CsvReader) reader = csv_reader_new ("t", text->str, text->len, ',', sink);
  const CsvRecord *record = NULL;
  unsigned read = 0;
  while (csv_reader_next (reader, &record) == CSV_RECORD)
    read++;
  assert_int_equal (read, n);
  assert_int_equal (record->line, n);
  g_string_free (text, TRUE);
}

static const Diag *
only_diag (DiagSink *sink)
{
  const GPtrArray *diags = diag_sink_sorted (sink);
  assert_int_equal (diags->len, 1);
  return g_ptr_array_index (diags, 0);
}

static void
test_messages (void **state)
{
  (void)state;
  static const struct
  {
    const char *text;
    size_t length;
    const char *in_message;
    const char *in_note; /* NULL: there is none */
    DiagClass class;
  } cases[] = {
    { T ("\"a\nb\nc\n"), "3", NULL, DIAG_CLASS_DATA },
    { T ("\"a"), "1", NULL, DIAG_CLASS_DATA },
    { T ("\"a\"值"), "‘值’", "twice", DIAG_CLASS_DATA },
    { T ("a\n\xB1\xEA\n"), "0xB1 at offset 2", "--encoding gb18030", DIAG_CLASS_DATA },
    { T ("\xFF\xFE\x31\0"), "0xFF at offset 0", "UTF-16", DIAG_CLASS_DATA },
    { T ("a\0"), "NUL", "UTF-16", DIAG_CLASS_DATA },
    { T ("\x1A"), "0x1A", NULL, DIAG_CLASS_DATA },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DiagSink) sink = diag_sink_new ();
      g_autoptr (CsvReader) reader = csv_reader_new ("t", cases[i].text, cases[i].length, ',', sink);
      const CsvRecord *record;
      while (csv_reader_next (reader, &record) != CSV_END)
        ;
      const Diag *diag = only_diag (sink);
      assert_non_null (strstr (diag->message, cases[i].in_message));
      assert_int_equal (diag->notes->len, cases[i].in_note ? 1 : 0);
      if (cases[i].in_note)
        assert_non_null (strstr (g_ptr_array_index (diag->notes, 0), cases[i].in_note));
      assert_int_equal (diag_code_class (diag->code), cases[i].class);
      assert_int_equal (diag->severity, SEVERITY_ERROR);
    }
  assert_int_equal (diag_code_class (DIAG_csv_too_many_columns), DIAG_CLASS_LIMIT);
  assert_int_equal (diag_code_class (DIAG_csv_field_too_long), DIAG_CLASS_LIMIT);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_reads),      cmocka_unit_test (test_refuses),     cmocka_unit_test (test_tabs),
    cmocka_unit_test (test_places),     cmocka_unit_test (test_quoted_flag), cmocka_unit_test (test_limits),
    cmocka_unit_test (test_many_lines), cmocka_unit_test (test_messages),
  };
  return cmocka_run_group_tests_name ("csv", tests, NULL, NULL);
}
