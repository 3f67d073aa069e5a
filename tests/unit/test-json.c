/* Tests of src/table/json.c: texts it must accept, with the tree they give; texts it must refuse, with the
   code; places and messages; JSON Lines.  A tree is compared by a dump without blanks, strings as
   they are. */
#include "table/json.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>
#include "base/limits.h"

#define T(literal) literal, sizeof literal - 1

static void
append_dump (GString *out, const JsonValue *value)
{
  bool is_object = value->kind == JSON_OBJECT;
  if (value->kind == JSON_STRING)
    {
      assert_int_equal (strlen (value->text), value->length);
      g_string_append_printf (out, "\"%s\"", value->text);
      return;
    }
  if (value->kind != JSON_ARRAY && !is_object)
    {
      g_string_append (out, value->text);
      return;
    }
  unsigned n = 0;
  g_string_append_c (out, is_object ? '{' : '[');
  for (const JsonValue *item = value->first; item; item = item->next)
    {
      assert_int_equal (item->key != NULL, is_object);
      if (n++)
        g_string_append_c (out, ',');
      if (is_object)
        g_string_append_printf (out, "\"%s\":", item->key);
      append_dump (out, item);
    }
  assert_int_equal (n, value->n_items);
  g_string_append_c (out, is_object ? '}' : ']');
}

/* --- Accepted --- */

typedef struct
{
  const char *text;
  size_t length;
  const char *dump; /* NULL: the text */
} Accepted;

#define SAME(literal) \
  {                   \
    T (literal), NULL \
  }
#define GIVES(literal, dump) \
  {                          \
    T (literal), dump        \
  }

static const Accepted accepted[] = {
  /* values alone */
  SAME ("null"),
  SAME ("true"),
  SAME ("false"),
  SAME ("0"),
  SAME ("95"),
  SAME ("\"\""),
  SAME ("\"达成\""),
  SAME ("[]"),
  SAME ("{}"),
  /* blanks */
  GIVES (" 1", "1"),
  GIVES ("1 ", "1"),
  GIVES ("\n1\n", "1"),
  GIVES ("\r\n1\r\n", "1"),
  GIVES ("\r1\r", "1"),
  GIVES ("\t1\t", "1"),
  GIVES (" \t\n\r[ \t\n\r] \t\n\r", "[]"),
  GIVES ("{ }", "{}"),
  GIVES ("{\n}", "{}"),
  GIVES ("[ 1 , 2 ]", "[1,2]"),
  GIVES ("{ \"a\" : 1 , \"b\" : 2 }", "{\"a\":1,\"b\":2}"),
  GIVES ("{\"a\"\n:\n1\n}", "{\"a\":1}"),
  GIVES ("\xEF\xBB\xBF[1]", "[1]"),
  GIVES ("\xEF\xBB\xBF {\"a\": 1}\n", "{\"a\":1}"),
  /* numbers keep their text */
  SAME ("-0"),
  SAME ("-1"),
  SAME ("-95"),
  SAME ("0.5"),
  SAME ("-0.5"),
  SAME ("0.0"),
  SAME ("-0.0"),
  SAME ("95.10"),
  SAME ("10.000"),
  SAME ("1e5"),
  SAME ("1E5"),
  SAME ("1e+5"),
  SAME ("1E-5"),
  SAME ("0e0"),
  SAME ("0E+00"),
  SAME ("1e007"),
  SAME ("12.34e56"),
  SAME ("-12.340E-056"),
  SAME ("1e99999"),
  SAME ("-1e-99999"),
  SAME ("1.000000000000000005"),
  SAME ("10000000000000000999"),
  SAME ("-99999999999999999999999999999999999999"),
  SAME ("0.000000000000000000000000000000000000001"),
  SAME ("110101199003077758"),
  SAME ("[0,-0,1.0,1e0]"),
  /* strings */
  GIVES ("\"\\\"\"", "\"\"\""),
  GIVES ("\"\\\\\"", "\"\\\""),
  GIVES ("\"\\\\\\\\\"", "\"\\\\\""),
  GIVES ("\"\\\\\\\"\"", "\"\\\"\""),
  GIVES ("\"\\/\"", "\"/\""),
  SAME ("\"/\""),
  GIVES ("\"\\b\\f\\n\\r\\t\"", "\"\b\f\n\r\t\""),
  GIVES ("\"a\\nb\"", "\"a\nb\""),
  GIVES ("\"\\u0041\"", "\"A\""),
  GIVES ("\"\\u00e9\\u00E9\"", "\"éé\""),
  GIVES ("\"\\u7ee9\\u6548\"", "\"绩效\""),
  GIVES ("\"\\u7EE9效\"", "\"绩效\""),
  GIVES ("\"\\u0022\"", "\"\"\""),
  GIVES ("\"\\u005c\"", "\"\\\""),
  GIVES ("\"\\u005cu0041\"", "\"\\u0041\""),
  GIVES ("\"\\\\u0041\"", "\"\\u0041\""),
  GIVES ("\"\\u0001\\u001f\"", "\"\x01\x1f\""),
  GIVES ("\"\\u007f\"", "\"\x7f\""),
  SAME ("\"\x7f\""),
  GIVES ("\"\\u2028\\u2029\"", "\"\xE2\x80\xA8\xE2\x80\xA9\""),
  SAME ("\"\xE2\x80\xA8\xE2\x80\xA9\""),
  GIVES ("\"\\ud83d\\ude00\"", "\"😀\""),
  GIVES ("\"\\uD83D\\uDE00\"", "\"😀\""),
  GIVES ("\"\\ud800\\udc00\"", "\"\xF0\x90\x80\x80\""),
  GIVES ("\"\\udbff\\udfff\"", "\"\xF4\x8F\xBF\xBF\""),
  GIVES ("\"a\\ud83d\\ude00b\"", "\"a😀b\""),
  GIVES ("\"\\ufffe\\uffff\"", "\"\xEF\xBF\xBE\xEF\xBF\xBF\""),
  GIVES ("\"\\ufeff\"", "\"\xEF\xBB\xBF\""),
  SAME ("\"\xEF\xBB\xBF\""),
  SAME ("\"\xF4\x8F\xBF\xBF\""),
  SAME ("\"😀绩效é\""),
  SAME ("\"e\xCC\x81\""),
  SAME ("\"// no comment /* */ #\""),
  SAME ("\"[1,2\""),
  SAME ("\"'\""),
  /* arrays */
  SAME ("[null]"),
  SAME ("[1,\"1\",true,null,[],{}]"),
  SAME ("[[]]"),
  SAME ("[[],[[]],[[],[]]]"),
  SAME ("[{\"a\":[{\"a\":[]}]}]"),
  SAME ("[1,1,1]"),
  SAME ("[\"\"]"),
  /* objects */
  SAME ("{\"\":0}"),
  SAME ("{\"a\":{\"a\":{\"a\":1}}}"),
  SAME ("{\"a\":1,\"A\":2}"),
  SAME ("{\"a\":1,\"b\":1}"),
  SAME ("{\"a\":null,\"b\":[],\"c\":{}}"),
  SAME ("{\"a\":{\"b\":1},\"b\":{\"b\":1}}"),
  SAME ("{\"指标\":\"完成评查案卷数\",\"实际\":\"200个\",\"自评\":0.5}"),
  SAME ("{\"ＧＤＰ\":1,\"GDP\":2}"),
  GIVES ("{\"\\u0061\":1,\"b\":2}", "{\"a\":1,\"b\":2}"),
  GIVES ("{\"a\\nb\":1}", "{\"a\nb\":1}"),
  SAME ("{\"e\xCC\x81\":1,\"e\":2}"),
  SAME ("{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":1,\"j\":1,\"k\":1,\"l\":1,"
        "\"m\":1,\"n\":1,\"o\":1,\"p\":1,\"q\":1,\"r\":1}"),
};

static void
test_accepts (void **state)
{
  (void)state;
  assert_true (G_N_ELEMENTS (accepted) >= 95);
  for (size_t i = 0; i < G_N_ELEMENTS (accepted); i++)
    {
      const Accepted *c = &accepted[i];
      g_autoptr (Arena) arena = arena_new ();
      g_autoptr (DiagSink) sink = diag_sink_new ();
      g_autofree char *exact = g_memdup2 (c->text, c->length); /* so that a read past the end is seen */
      const JsonValue *value = json_read (arena, "t", exact, c->length, sink);
      if (!value)
        fail_msg ("refused: %s", c->text);
      g_autoptr (GString) dump = g_string_new (NULL);
      append_dump (dump, value);
      assert_string_equal (dump->str, c->dump ? c->dump : c->text);
      assert_int_equal (diag_sink_sorted (sink)->len, 0);
    }
}

/* --- Refused --- */

typedef struct
{
  const char *text;
  size_t length;
  DiagCode code;
  const char *where; /* "line:column" */
} Refused;

#define R(literal, slug, where)          \
  {                                      \
    T (literal), DIAG_json_##slug, where \
  }

static const Refused refused[] = {
  /* nothing, or no value */
  R ("", syntax, "1:1"),
  R (" ", syntax, "1:2"),
  R ("\n\n", syntax, "3:1"),
  R ("\xEF\xBB\xBF", syntax, "1:1"),
  R ("\xEF\xBB\xBF\xEF\xBB\xBF[]", syntax, "1:1"),
  R ("\0", syntax, "1:1"),
  R ("]", syntax, "1:1"),
  R ("}", syntax, "1:1"),
  R (",", syntax, "1:1"),
  R (":", syntax, "1:1"),
  R ("达成", syntax, "1:1"),
  R ("\xE3\x80\x80[]", syntax, "1:1"),
  R ("\xC2\xA0[]", syntax, "1:1"),
  R ("\f[]", syntax, "1:1"),
  R ("\v1", syntax, "1:1"),
  R ("*", syntax, "1:1"),
  R ("<a/>", syntax, "1:1"),
  R ("\\u0031", syntax, "1:1"),
  /* words */
  R ("nul", syntax, "1:1"),
  R ("nulls", syntax, "1:1"),
  R ("null_", syntax, "1:1"),
  R ("tru", syntax, "1:1"),
  R ("true1", syntax, "1:1"),
  R ("fals", syntax, "1:1"),
  R ("True", syntax, "1:1"),
  R ("FALSE", syntax, "1:1"),
  R ("NULL", syntax, "1:1"),
  R ("None", syntax, "1:1"),
  R ("undefined", syntax, "1:1"),
  R ("yes", syntax, "1:1"),
  R ("是", syntax, "1:1"),
  R ("NaN", syntax, "1:1"),
  R ("nan", syntax, "1:1"),
  R ("Infinity", syntax, "1:1"),
  R ("inf", syntax, "1:1"),
  R ("[truefalse]", syntax, "1:2"),
  /* numbers */
  R ("00", bad_number, "1:1"),
  R ("01", bad_number, "1:1"),
  R ("007", bad_number, "1:1"),
  R ("-01", bad_number, "1:1"),
  R ("-00.5", bad_number, "1:1"),
  R ("+1", bad_number, "1:1"),
  R ("++1", bad_number, "1:1"),
  R ("-", bad_number, "1:1"),
  R ("--1", bad_number, "1:1"),
  R ("- 1", bad_number, "1:1"),
  R ("-+1", bad_number, "1:1"),
  R ("-a", bad_number, "1:1"),
  R ("-Infinity", bad_number, "1:1"),
  R ("-NaN", bad_number, "1:1"),
  R (".5", bad_number, "1:1"),
  R ("-.5", bad_number, "1:1"),
  R (".", bad_number, "1:1"),
  R ("5.", bad_number, "1:1"),
  R ("5.e1", bad_number, "1:1"),
  R ("1.2.3", bad_number, "1:1"),
  R ("1..2", bad_number, "1:1"),
  R ("1e", bad_number, "1:1"),
  R ("1E", bad_number, "1:1"),
  R ("1e+", bad_number, "1:1"),
  R ("1e-", bad_number, "1:1"),
  R ("1e1.5", bad_number, "1:1"),
  R ("1ee1", bad_number, "1:1"),
  R ("1e1e1", bad_number, "1:1"),
  R ("1e++1", bad_number, "1:1"),
  R ("1.e", bad_number, "1:1"),
  R ("0e", bad_number, "1:1"),
  R ("0x1F", bad_number, "1:1"),
  R ("0b1", bad_number, "1:1"),
  R ("1_000", bad_number, "1:1"),
  R ("12L", bad_number, "1:1"),
  R ("1-2", bad_number, "1:1"),
  R ("1+2", bad_number, "1:1"),
  R ("2024-12-31", bad_number, "1:1"),
  R ("95个", trailing_data, "1:3"),
  R ("95%", trailing_data, "1:3"),
  R ("9５", trailing_data, "1:2"),
  R ("９５", syntax, "1:1"),
  R ("−5", syntax, "1:1"),
  R ("1,000", trailing_data, "1:2"),
  R ("1\0", trailing_data, "1:2"),
  R ("[1e]", bad_number, "1:2"),
  R ("[-]", bad_number, "1:2"),
  R ("[1.]", bad_number, "1:2"),
  R ("{\"a\": 01}", bad_number, "1:7"),
  /* strings */
  R ("\"", unclosed_string, "1:1"),
  R ("\"abc", unclosed_string, "1:1"),
  R ("\"\\\"", unclosed_string, "1:1"),
  R ("\"\\", unclosed_string, "1:1"),
  R ("\"\\\\\\\"", unclosed_string, "1:1"),
  R ("[\"a]", unclosed_string, "1:2"),
  R ("{\"a", unclosed_string, "1:2"),
  R ("{\"a\": \"b}", unclosed_string, "1:7"),
  R ("\"a\nb\"", control_character, "1:3"),
  R ("\"a\rb\"", control_character, "1:3"),
  R ("\"\t\"", control_character, "1:2"),
  R ("\"\x01\"", control_character, "1:2"),
  R ("\"值\x1F\"", control_character, "1:3"),
  R ("\"\0\"", control_character, "1:2"),
  R ("\"a\\\n\"", control_character, "1:4"),
  R ("\"\\\0\"", control_character, "1:3"),
  R ("{\"a\nb\": 1}", control_character, "1:4"),
  R ("\"\\a\"", bad_escape, "1:2"),
  R ("\"\\v\"", bad_escape, "1:2"),
  R ("\"\\0\"", bad_escape, "1:2"),
  R ("\"\\x41\"", bad_escape, "1:2"),
  R ("\"\\'\"", bad_escape, "1:2"),
  R ("\"\\N\"", bad_escape, "1:2"),
  R ("\"\\U0041\"", bad_escape, "1:2"),
  R ("\"\\ n\"", bad_escape, "1:2"),
  R ("\"绩\\效\"", bad_escape, "1:3"),
  R ("\"\\😀\"", bad_escape, "1:2"),
  R ("\"\\u\"", bad_escape, "1:2"),
  R ("\"\\u4\"", bad_escape, "1:2"),
  R ("\"\\u004\"", bad_escape, "1:2"),
  R ("\"\\u00G1\"", bad_escape, "1:2"),
  R ("\"\\u{41}\"", bad_escape, "1:2"),
  R ("\"\\u+041\"", bad_escape, "1:2"),
  R ("\"\\u 041\"", bad_escape, "1:2"),
  R ("\"\\u００４１\"", bad_escape, "1:2"),
  R ("\"\\n\\q\"", bad_escape, "1:4"),
  R ("{\"\\q\": 1}", bad_escape, "1:3"),
  R ("\"\\u0000\"", nul, "1:2"),
  R ("\"a\\u0000b\"", nul, "1:3"),
  R ("{\"a\\u0000\": 1}", nul, "1:4"),
  R ("\"\\ud800\"", lone_surrogate, "1:2"),
  R ("\"\\udc00\"", lone_surrogate, "1:2"),
  R ("\"\\ud83dx\"", lone_surrogate, "1:2"),
  R ("\"\\ud83d\\n\"", lone_surrogate, "1:2"),
  R ("\"\\ud83d\\u0041\"", lone_surrogate, "1:2"),
  R ("\"\\ud83d\\ud83d\"", lone_surrogate, "1:2"),
  R ("\"\\ude00\\ud83d\"", lone_surrogate, "1:2"),
  R ("\"\\ud83d\\u\"", lone_surrogate, "1:2"),
  R ("\"\\ud83d\\ude0\"", lone_surrogate, "1:2"),
  R ("\"\\ud83d\\uXXXX\"", lone_surrogate, "1:2"),
  R ("{\"\\udfff\": 1}", lone_surrogate, "1:3"),
  R ("'a'", syntax, "1:1"),
  R ("`a`", syntax, "1:1"),
  R ("“a”", syntax, "1:1"),
  R ("＂a＂", syntax, "1:1"),
  R ("\"a\"\"b\"", trailing_data, "1:4"),
  R ("\"a\" + \"b\"", trailing_data, "1:5"),
  /* arrays */
  R ("[", syntax, "1:2"),
  R ("[1", syntax, "1:3"),
  R ("[1,", syntax, "1:4"),
  R ("[[1]", syntax, "1:5"),
  R ("[\n\n1\n", syntax, "4:1"),
  R ("[1 2]", syntax, "1:4"),
  R ("[1;2]", syntax, "1:3"),
  R ("[1，2]", syntax, "1:3"),
  R ("[\"a\": 1]", syntax, "1:5"),
  R ("[,]", syntax, "1:2"),
  R ("[,1]", syntax, "1:2"),
  R ("[1,,2]", syntax, "1:4"),
  R ("[1,]", trailing_comma, "1:3"),
  R ("[1,\n]", trailing_comma, "1:3"),
  R ("[\n1 ,\n\n]", trailing_comma, "2:3"),
  R ("[[1],]", trailing_comma, "1:5"),
  R ("[1}", syntax, "1:3"),
  R ("[}", syntax, "1:2"),
  R ("[a]", syntax, "1:2"),
  R ("[1\0]", syntax, "1:3"),
  R ("[...]", bad_number, "1:2"),
  R ("(1)", syntax, "1:1"),
  R ("［1］", syntax, "1:1"),
  /* objects */
  R ("{", syntax, "1:2"),
  R ("{\"a\"", syntax, "1:5"),
  R ("{\"a\":", syntax, "1:6"),
  R ("{\"a\":1", syntax, "1:7"),
  R ("{\"a\":1,", syntax, "1:8"),
  R ("{a:1}", syntax, "1:2"),
  R ("{'a':1}", syntax, "1:2"),
  R ("{“a”:1}", syntax, "1:2"),
  R ("{1:1}", syntax, "1:2"),
  R ("{null:1}", syntax, "1:2"),
  R ("{[]:1}", syntax, "1:2"),
  R ("{\"a\"}", syntax, "1:5"),
  R ("{\"a\",\"b\"}", syntax, "1:5"),
  R ("{\"a\" 1}", syntax, "1:6"),
  R ("{\"a\"=1}", syntax, "1:5"),
  R ("{\"a\"=>1}", syntax, "1:5"),
  R ("{\"a\"：1}", syntax, "1:5"),
  R ("{\"a\"::1}", syntax, "1:6"),
  R ("{:1}", syntax, "1:2"),
  R ("{\"a\":}", syntax, "1:6"),
  R ("{\"a\":1 \"b\":2}", syntax, "1:8"),
  R ("{\"a\":1;\"b\":2}", syntax, "1:7"),
  R ("{\"a\":1,,\"b\":2}", syntax, "1:8"),
  R ("{,\"a\":1}", syntax, "1:2"),
  R ("{\"a\":1,}", trailing_comma, "1:7"),
  R ("{\"a\":1,\n}", trailing_comma, "1:7"),
  R ("{\"a\":1]", syntax, "1:7"),
  R ("{]", syntax, "1:2"),
  R ("{\"a\":1,2}", syntax, "1:8"),
  R ("{\"a\":a}", syntax, "1:6"),
  R ("{\"指标\" \"x\"}", syntax, "1:7"),
  R ("{\"a\":1,\"a\":1}", duplicate_key, "1:8"),
  R ("{\"a\":1,\"b\":2,\n \"a\":3}", duplicate_key, "2:2"),
  R ("{\"a\":1,\"\\u0061\":1}", duplicate_key, "1:8"),
  R ("{\"\":1,\"\":2}", duplicate_key, "1:7"),
  R ("{\"绩效\":1,\"\\u7ee9效\":2}", duplicate_key, "1:9"),
  R ("{\"\xC3\xA9\":1,\"e\xCC\x81\":2}", duplicate_key, "1:8"),
  R ("{\"\xE3\x81\x8C\":1,\"\xE3\x81\x8B\xE3\x82\x99\":2}", duplicate_key, "1:8"),
  R ("{\"b\":1,\"a\":2,\"a\":3,\"b\":4}", duplicate_key, "1:14"),
  R ("[{\"a\":{\"b\":1,\"b\":2}}]", duplicate_key, "1:14"),
  R ("{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":1,\"j\":1,\"k\":1,\"l\":1,\n"
     "\"m\":1,\"n\":1,\"o\":1,\"p\":1,\"q\":1,\"a\":1}",
     duplicate_key, "2:31"),
  /* comments */
  R ("// a\n1", comment, "1:1"),
  R ("/* a */ 1", comment, "1:1"),
  R ("# a\n1", comment, "1:1"),
  R ("1 // a", comment, "1:3"),
  R ("1\n/* a */", comment, "2:1"),
  R ("[1, /* a */ 2]", comment, "1:5"),
  R ("[1 // a\n]", comment, "1:4"),
  R ("{ // a\n}", comment, "1:3"),
  R ("{\"a\" /**/ : 1}", comment, "1:6"),
  R ("{\"a\": # b\n 1}", comment, "1:7"),
  R ("/", syntax, "1:1"),
  /* after the value */
  R ("1 2", trailing_data, "1:3"),
  R ("{}{}", trailing_data, "1:3"),
  R ("{} {}", trailing_data, "1:4"),
  R ("{}\n{}\n", trailing_data, "2:1"),
  R ("[]]", trailing_data, "1:3"),
  R ("{}}", trailing_data, "1:3"),
  R ("[],", trailing_data, "1:3"),
  R ("null,", trailing_data, "1:5"),
  R ("\"a\",\"b\"", trailing_data, "1:4"),
  R ("[]a", trailing_data, "1:3"),
  R ("[]\0", trailing_data, "1:3"),
  R ("[]\xEF\xBB\xBF", trailing_data, "1:3"),
  R ("[]\xE3\x80\x80", trailing_data, "1:3"),
  R ("\"a\": 1", trailing_data, "1:4"),
  /* text that is not UTF-8 */
  R ("\xFF", bad_byte, "1:1"),
  R ("\"\xFF\"", bad_byte, "1:2"),
  R ("\"\xC0\xAF\"", bad_byte, "1:2"),
  R ("\"\xE0\x80\xAF\"", bad_byte, "1:2"),
  R ("\"\xED\xA0\x80\"", bad_byte, "1:2"),
  R ("\"\xED\xA0\xBD\xED\xB8\x80\"", bad_byte, "1:2"),
  R ("\"\xF4\x90\x80\x80\"", bad_byte, "1:2"),
  R ("\"\xF8\x88\x80\x80\x80\"", bad_byte, "1:2"),
  R ("\"\x80\"", bad_byte, "1:2"),
  R ("\"绩\xE6\x95\"", bad_byte, "1:3"),
  R ("\"\xE9\"", bad_byte, "1:2"),
  R ("[\n \"a\",\n \"\xBC\xA8\"]", bad_byte, "3:3"),
  R ("{\"\xD6\xB8\xB1\xEA\": 1}", bad_byte, "1:4"),
  R ("1\xFF", bad_byte, "1:2"),
  R ("[1] \xC3", bad_byte, "1:5"),
  R ("\xFF\xFE[\0]\0", bad_byte, "1:1"),
  R ("\xFE\xFF\0[\0]", bad_byte, "1:1"),
  R ("[\0]\0", syntax, "1:2"),
  R ("\0[\0]", syntax, "1:1"),
};

static void
check_refused (const Refused *c)
{
  g_autoptr (Arena) arena = arena_new ();
  g_autoptr (DiagSink) sink = diag_sink_new ();
  g_autofree char *exact = g_memdup2 (c->text, c->length);
  if (json_read (arena, "t", exact, c->length, sink))
    fail_msg ("accepted: %s", c->text);
  const GPtrArray *diags = diag_sink_sorted (sink);
  assert_int_equal (diags->len, 1);
  const Diag *diag = g_ptr_array_index (diags, 0);
  g_autofree char *where = g_strconcat ("t:", c->where, NULL);
  if (diag->code != c->code || strcmp (diag->where, where) != 0)
    fail_msg ("`%s`: expected %s at %s, got %s at %s", c->text, diag_code_slug (c->code), where,
              diag_code_slug (diag->code), diag->where);
}

static void
test_refuses (void **state)
{
  (void)state;
  assert_true (G_N_ELEMENTS (refused) >= 150);
  for (size_t i = 0; i < G_N_ELEMENTS (refused); i++)
    check_refused (&refused[i]);
}

/* --- Depth, size, places, messages --- */

static bool
reads (const GString *text, DiagCode *ret_code)
{
  g_autoptr (Arena) arena = arena_new ();
  g_autoptr (DiagSink) sink = diag_sink_new ();
  if (json_read (arena, "t", text->str, text->len, sink))
    return true;
  *ret_code = ((const Diag *)g_ptr_array_index (diag_sink_sorted (sink), 0))->code;
  return false;
}

static GString *
nested (const char *open, const char *middle, const char *close, unsigned n)
{
  GString *text = g_string_new (NULL);
  for (unsigned i = 0; i < n; i++)
    g_string_append (text, open);
  g_string_append (text, middle);
  for (unsigned i = 0; i < n; i++)
    g_string_append (text, close);
  return text;
}

static void
test_depth (void **state)
{
  (void)state;
  static const struct
  {
    const char *open, *middle, *close;
  } cases[] = {
    { "[", "", "]" }, { "[1,", "1", "]" }, { "{\"a\":", "1", "}" }, { "[", "", "" }, { "{\"a\":", "", "" }
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DiagCode code = DIAG_N_CODES;
      g_autoptr (GString) most = nested (cases[i].open, cases[i].middle, cases[i].close, LIMIT_JSON_DEPTH);
      g_autoptr (GString) more
          = nested (cases[i].open, cases[i].middle, cases[i].close, LIMIT_JSON_DEPTH + 1);
      g_autoptr (GString) far = nested (cases[i].open, cases[i].middle, cases[i].close, 500000);
      if (cases[i].close[0])
        assert_true (reads (most, &code));
      assert_false (reads (more, &code));
      assert_int_equal (code, DIAG_json_too_deep);
      assert_false (reads (far, &code));
      assert_int_equal (code, DIAG_json_too_deep);
    }
  assert_int_equal (diag_code_class (DIAG_json_too_deep), DIAG_CLASS_LIMIT);
}

/* Depth counts what is open, not what was: many siblings are no depth. */
static void
test_wide (void **state)
{
  (void)state;
  DiagCode code;
  g_autoptr (GString) array = g_string_new ("[");
  g_autoptr (GString) object = g_string_new ("{");
  for (unsigned i = 0; i < 100000; i++)
    {
      g_string_append (array, "[],{},");
      g_string_append_printf (object, "\"k%u\": %u, ", i, i);
    }
  g_string_append (array, "1]");
  g_string_append (object, "\"k\": 1}");
  assert_true (reads (array, &code));
  assert_true (reads (object, &code));
  g_string_truncate (object, object->len - 1);
  g_string_append (object, ", \"k77777\": 1}");
  assert_false (reads (object, &code));
  assert_int_equal (code, DIAG_json_duplicate_key);
}

static void
test_places (void **state)
{
  (void)state;
  static const char text[] = "\xEF\xBB\xBF{\"指标\": \"值\", \"b\":\r\n  [1,\r\"绩效\", null],\n\"c\": {}}";
  g_autoptr (Arena) arena = arena_new ();
  g_autoptr (DiagSink) sink = diag_sink_new ();
  const JsonValue *root = json_read (arena, "a.json", text, sizeof text - 1, sink);
  assert_non_null (root);
  const JsonValue *array = json_member (root, "b");
  const struct
  {
    const JsonValue *value;
    const char *where;
  } cases[] = {
    { root, "a.json:1:1" },
    { json_member (root, "指标"), "a.json:1:8" },
    { array, "a.json:2:3" },
    { array->first, "a.json:2:4" },
    { array->first->next, "a.json:3:1" },
    { array->first->next->next, "a.json:3:7" },
    { json_member (root, "c"), "a.json:4:6" },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *where = json_where ("a.json", cases[i].value);
      assert_string_equal (where, cases[i].where);
    }
  assert_null (json_member (root, "d"));
  assert_null (json_member (array, "b"));
  assert_string_equal (json_member (root, "b")->key, "b");
}

static void
test_messages (void **state)
{
  (void)state;
  static const struct
  {
    const char *text, *message, *note; /* NULL: none */
  } cases[] = {
    { "[1", "expected ‘,’ or ‘]’, found the end of the text", "‘[’ was opened at t:1:1" },
    { "[", "expected a value or ‘]’, found the end of the text", "‘[’ was opened at t:1:1" },
    { "{", "expected a key in double quotes or ‘}’, found the end of the text", "‘{’ was opened at t:1:1" },
    { "[True]", "expected a value or ‘]’, found ‘True’", NULL },
    { "{\"a\" 值}", "expected ‘:’ after the key, found ‘值’", NULL },
    { "{\"a\"：1}", "expected ‘:’ after the key, found ‘：’",
      "JSON knows only straight double quotes and the half-width signs , : [ ] { }" },
    { "{\"a\": 1, b: 2}", "expected a key in double quotes, found ‘b’", NULL },
    { "[1,]", "expected a value after the comma, found ‘]’", NULL },
    { "[1, // a", "expected a value, found a comment, which JSON has not", NULL },
    { "01", "‘01’ is no number as JSON writes it: no zero stands before other digits", NULL },
    { "5.", "‘5.’ is no number as JSON writes it: a digit follows the point", NULL },
    { "\"a\tb\"", "expected ‘\\t’ in the string, found the bare control character", NULL },
    { "\"a\x02", "expected ‘\\u0002’ in the string, found the bare control character", NULL },
    { "\"\\u12\"", "‘\\u12’ is no escape of JSON", NULL },
    { "\"\\值\"", "‘\\值’ is no escape of JSON", NULL },
    { "\"\\ud800\\u0041\"", "‘\\ud800’ is half of a surrogate pair without the other half", NULL },
    { "{\"a\": 1, \"a\": 2}", "the key ‘a’ occurs twice in one object", "it was first given at t:1:2" },
    { "[] x", "expected the end of the text after the value, found ‘x’", NULL },
    { "1234567890123456789012345678901234567890x",
      "‘1234567890123456789012345678901234567890…’ is no number as JSON writes it: something else follows "
      "its "
      "digits",
      NULL },
  };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Arena) arena = arena_new ();
      g_autoptr (DiagSink) sink = diag_sink_new ();
      assert_null (json_read (arena, "t", cases[i].text, strlen (cases[i].text), sink));
      const Diag *diag = g_ptr_array_index (diag_sink_sorted (sink), 0);
      assert_string_equal (diag->message, cases[i].message);
      assert_int_equal (diag->notes->len, cases[i].note ? 1 : 0);
      if (cases[i].note)
        assert_string_equal (g_ptr_array_index (diag->notes, 0), cases[i].note);
    }
}

/* --- JSON Lines --- */

static void
test_lines (void **state)
{
  (void)state;
  static const char text[]
      = "\xEF\xBB\xBF{\"a\": 1}\n\n  \t\r\n[2]\r\n{\"a\":\n3}\n\"值\" x\n4\r\"\xFF\"\n 5";
  static const char expected[] = "1:{\"a\":1} 4:[2] 5:! 6:! 7:! 8:4 9:! 10:5 10.";
  static const char diags[]
      = " json_syntax@t:5:6 json_trailing_data@t:6:2 json_trailing_data@t:7:5 json_bad_byte@t:9:2";
  g_autoptr (Arena) arena = arena_new ();
  g_autoptr (DiagSink) sink = diag_sink_new ();
  g_autoptr (GString) got = g_string_new (NULL), reported = g_string_new (NULL);
  size_t offset = 0;
  unsigned line = 0;
  for (;;)
    {
      bool failed = true;
      const JsonValue *value
          = json_read_line (arena, "t", text, sizeof text - 1, &offset, &line, sink, &failed);
      if (!value && !failed)
        break;
      g_string_append_printf (got, "%u:", line);
      if (value)
        append_dump (got, value);
      g_string_append (got, value ? " " : "! ");
    }
  g_string_append_printf (got, "%u.", line);
  assert_string_equal (got->str, expected);
  const GPtrArray *list = diag_sink_sorted (sink);
  for (unsigned i = 0; i < list->len; i++)
    {
      const Diag *diag = g_ptr_array_index (list, i);
      g_string_append_printf (reported, " %s@%s", diag_code_slug (diag->code), diag->where);
    }
  assert_string_equal (reported->str, diags);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_accepts), cmocka_unit_test (test_refuses), cmocka_unit_test (test_depth),
    cmocka_unit_test (test_wide),    cmocka_unit_test (test_places),  cmocka_unit_test (test_messages),
    cmocka_unit_test (test_lines),
  };
  return cmocka_run_group_tests_name ("json", tests, NULL, NULL);
}
