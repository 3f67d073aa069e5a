/* Arena: alignment, zeroing, distinct addresses, large requests, clearing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"

static void
test_sizes (void **state)
{
  (void)state;
  static const size_t sizes[] = { 0, 1, 0, 7, 8, 15, 16, 17, 4095, 16384, 20000, 3, 100000, 1, 5000000, 2 };
  g_autoptr (Arena) arena = arena_new ();
  char *memory[G_N_ELEMENTS (sizes)];
  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      memory[i] = arena_alloc (arena, sizes[i]);
      assert_int_equal ((uintptr_t)memory[i] % _Alignof(max_align_t), 0);
      for (size_t j = 0; j < sizes[i]; j++)
        assert_int_equal (memory[i][j], 0);
      memset (memory[i], (int)i + 1, sizes[i]);
      for (size_t j = 0; j < i; j++)
        assert_ptr_not_equal (memory[j], memory[i]);
    }
  for (size_t i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (size_t j = 0; j < sizes[i]; j++)
      assert_int_equal (memory[i][j], (char)(i + 1));
}

static void
test_many_blocks (void **state)
{
  (void)state;
  enum
  {
    N = 200000
  };
  g_autoptr (Arena) arena = arena_new ();
  int **numbers = arena_array (arena, int *, N);
  for (int i = 0; i < N; i++)
    {
      numbers[i] = arena_new0 (arena, int);
      assert_int_equal (*numbers[i], 0);
      *numbers[i] = i;
    }
  for (int i = 0; i < N; i++)
    assert_int_equal (*numbers[i], i);
}

static void
test_strndup (void **state)
{
  (void)state;
  g_autoptr (Arena) arena = arena_new ();
  assert_string_equal (arena_strndup (arena, "绩效abc", 6), "绩效");
  assert_string_equal (arena_strndup (arena, NULL, 0), "");
  assert_memory_equal (arena_strndup (arena, "a\0b", 3), "a\0b", 4);
}

static void
test_clear (void **state)
{
  (void)state;
  g_autoptr (Arena) arena = arena_new ();
  const char *first = arena_alloc (arena, 100);
  for (int round = 0; round < 3; round++)
    {
      for (size_t size = 1; size < 100000; size *= 3)
        memset (arena_alloc (arena, size), 0xAA, size);
      arena_clear (arena);
      char *again = arena_alloc (arena, 16000);
      assert_ptr_equal (again, first); /* the first block is kept */
      for (int i = 0; i < 16000; i++)
        assert_int_equal (again[i], 0);
      memset (again, 0xBB, 16000);
      arena_clear (arena);
    }
  arena_free (NULL);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_sizes),
    cmocka_unit_test (test_many_blocks),
    cmocka_unit_test (test_strndup),
    cmocka_unit_test (test_clear),
  };
  return cmocka_run_group_tests_name ("arena", tests, NULL, NULL);
}
