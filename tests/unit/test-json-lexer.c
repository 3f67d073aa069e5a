/* Tests of src/table/json-lexer.c by itself: words one after another, whatever stands between them, and their
   places.  Which strings and numbers there are is tested through the reader, in test-json.c. */
#include "table/json-lexer.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

typedef struct
{
  Arena *arena;
  DiagSink *sink;
  char *text; /* of exactly its length, so that a read past the end is seen */
  JsonLexer lexer;
} World;

static void
world_init (World *world, const char *text, unsigned line)
{
  size_t length = strlen (text);
  world->arena = arena_new ();
  world->sink = diag_sink_new ();
  world->text = g_memdup2 (text, length);
  world->lexer = json_lexer (world->arena, "t", world->text, length, line, "the end", world->sink);
}

static void
world_clear (World *world)
{
  arena_free (world->arena);
  diag_sink_free (world->sink);
  g_free (world->text);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static void
check_diag (World *world, DiagCode code, const char *where)
{
  const GPtrArray *diags = diag_sink_sorted (world->sink);
  assert_int_equal (diags->len, 1);
  const Diag *diag = g_ptr_array_index (diags, 0);
  assert_string_equal (diag_code_slug (diag->code), diag_code_slug (code));
  assert_string_equal (diag->where, where);
}

/* The text as its words, each with its place; what is no word, as it is. */
static void
append_words (GString *out, JsonLexer *lexer)
{
  for (json_lexer_skip_blanks (lexer); lexer->at < lexer->end; json_lexer_skip_blanks (lexer))
    {
      size_t length = 1;
      g_autofree char *where = json_lexer_where (lexer, lexer->at);
      const char *word = lexer->at;
      bool number = *word == '-' || g_ascii_isdigit (*word);
      if (*word == '"' || number)
        {
          word = number ? json_lexer_number (lexer, &length) : json_lexer_string (lexer, &length);
          assert_non_null (word);
          assert_int_equal (strlen (word), length);
        }
      else if (json_lexer_is_word (lexer, "null"))
        lexer->at += length = strlen ("null");
      else
        assert_true (json_lexer_accept (lexer, *word));
      g_string_append_printf (out, "%.*s@%s ", (int)length, word, where);
    }
}

static void
test_words (void **state)
{
  (void)state;
  g_auto (World) world = { 0 };
  g_autoptr (GString) words = g_string_new (NULL);
  world_init (&world, " {\"值\": -1.50e3,\r\n\"\\u7ee9\\n\" null\rnull]\n\n0", 7);
  assert_true (json_lexer_is_valid (&world.lexer, world.text));
  append_words (words, &world.lexer);
  assert_string_equal (words->str, "{@t:7:2 值@t:7:3 :@t:7:6 -1.50e3@t:7:8 ,@t:7:15 绩\n@t:8:1 null@t:8:12 "
                                   "null@t:9:1 ]@t:9:5 0@t:11:1 ");
  assert_int_equal (world.lexer.line, 11);
  assert_int_equal (diag_sink_sorted (world.sink)->len, 0);
}

/* A word ends where something else begins, not where its letters do. */
static void
test_whole_words (void **state)
{
  (void)state;
  static const struct
  {
    const char *text;
    bool is_word;
  } cases[] = { { "true", true },   { "true]", true },  { "true值", true }, { "trues", false },
                { "true1", false }, { "true_", false }, { "tru", false },   { "", false } };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (World) world = { 0 };
      world_init (&world, cases[i].text, 1);
      assert_int_equal (json_lexer_is_word (&world.lexer, "true"), cases[i].is_word);
      assert_ptr_equal (world.lexer.at, world.text);
    }
}

/* A faulty word is reported once, and the lexer does not pass over it. */
static void
test_faulty_words (void **state)
{
  (void)state;
  static const struct
  {
    const char *text;
    DiagCode code;
    const char *where;
  } cases[] = { { "\"a", DIAG_json_unclosed_string, "t:1:1" },
                { "\"值\\q\"", DIAG_json_bad_escape, "t:1:3" },
                { "\"\t\"", DIAG_json_control_character, "t:1:2" },
                { "01", DIAG_json_bad_number, "t:1:1" },
                { "-", DIAG_json_bad_number, "t:1:1" } };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      size_t length;
      g_auto (World) world = { 0 };
      world_init (&world, cases[i].text, 1);
      assert_null (*cases[i].text == '"' ? json_lexer_string (&world.lexer, &length)
                                         : json_lexer_number (&world.lexer, &length));
      check_diag (&world, cases[i].code, cases[i].where);
    }
}

static void
test_expected (void **state)
{
  (void)state;
  static const struct
  {
    const char *text;
    DiagCode code;
    unsigned n_notes;
  } cases[] = { { "x", DIAG_json_syntax, 0 }, { "", DIAG_json_syntax, 0 }, { "，", DIAG_json_syntax, 1 } };
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (World) world = { 0 };
      world_init (&world, cases[i].text, 3);
      const Diag *diag = json_lexer_fail_expected (&world.lexer, "a value");
      assert_non_null (diag);
      assert_int_equal (diag->notes->len, cases[i].n_notes);
      check_diag (&world, cases[i].code, "t:3:1");
    }
  g_auto (World) world = { 0 };
  world_init (&world, "// a", 3);
  assert_null (json_lexer_fail_expected (&world.lexer, "a value"));
  check_diag (&world, DIAG_json_comment, "t:3:1");
}

/* Offsets count from the text that the lexer's is a part of, places from the lexer's start. */
static void
test_invalid (void **state)
{
  (void)state;
  g_auto (World) world = { 0 };
  world_init (&world, "12\n \xFF", 1);
  world.lexer = json_lexer (world.arena, "t", world.text + 1, 4, 4, "the end", world.sink);
  assert_false (json_lexer_is_valid (&world.lexer, world.text));
  check_diag (&world, DIAG_json_bad_byte, "t:5:2");
  const Diag *diag = g_ptr_array_index (diag_sink_sorted (world.sink), 0);
  assert_non_null (strstr (diag->message, "offset 4"));
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_words),        cmocka_unit_test (test_whole_words),
    cmocka_unit_test (test_faulty_words), cmocka_unit_test (test_expected),
    cmocka_unit_test (test_invalid),
  };
  return cmocka_run_group_tests_name ("json-lexer", tests, NULL, NULL);
}
