/* Likeness against a plain comparison of all with all: the same mates where nothing is too common, no other
 * mates where something is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "diff/likeness.h"

static const LikenessLevel LEVELS[] = { { 60, false }, { 50, true }, { 100, false }, { 1, false } };

static Likened *
likened_names (Arena *arena, const char *const *names, unsigned n)
{
  Likened *items = arena_array (arena, Likened, n);
  for (unsigned i = 0; i < n; i++)
    items[i].features = likeness_bigrams (names[i], arena, &items[i].n);
  return items;
}

static void
bigrams (G_GNUC_UNUSED void **state)
{
  g_autoptr (Arena) arena = arena_new ();
  unsigned n;
  const guint64 *found = likeness_bigrams ("培训a", arena, &n);
  assert_int_equal (n, 2);
  assert_true (found[0] == (((guint64)0x57F9 << 32) | 0x8BAD));
  assert_true (found[1] == (((guint64)0x8BAD << 32) | 'a'));
  likeness_bigrams ("培", arena, &n);
  assert_int_equal (n, 0);
  likeness_bigrams ("", arena, &n);
  assert_int_equal (n, 0);
}

/* The plain comparison */

static unsigned
plain_shared (const Likened *a, const Likened *b)
{
  unsigned shared = 0;
  for (unsigned i = 0; i < a->n; i++)
    {
      unsigned before = 0, there = 0;
      for (unsigned j = 0; j < i; j++)
        before += a->features[j] == a->features[i];
      for (unsigned j = 0; j < b->n; j++)
        there += b->features[j] == a->features[i];
      shared += there > before;
    }
  return shared;
}

/* As a fraction of 2^32: exact enough to order fractions whose parts are below 2^16. */
static guint64
plain_likeness (const Likened *a, const Likened *b, LikenessLevel level)
{
  guint64 shared = plain_shared (a, b) * 2, total = a->n + b->n;
  bool enough = level.above ? shared * 100 > level.percent * total : shared * 100 >= level.percent * total;
  return total == 0 || shared == 0 || !enough || (a->reserved && b->reserved) ? 0 : (shared << 32) / total;
}

/* The one best for FROM among TO, or LIKENESS_NONE. */
static unsigned
plain_best (const Likened *from, const Likened *to, unsigned n, LikenessLevel level)
{
  guint64 best = 0;
  unsigned found = LIKENESS_NONE;
  for (unsigned i = 0; i < n; i++)
    {
      guint64 likeness = plain_likeness (from, &to[i], level);
      if (likeness > best || (likeness == best && likeness > 0))
        found = likeness > best ? i : LIKENESS_NONE;
      best = MAX (best, likeness);
    }
  return found;
}

static unsigned
plain_mate (const Likened *left, unsigned i, unsigned n_left, const Likened *right, unsigned n_right,
            LikenessLevel level)
{
  unsigned best = plain_best (&left[i], right, n_right, level);
  return best != LIKENESS_NONE && plain_best (&right[best], left, n_left, level) == i ? best : LIKENESS_NONE;
}

/* Generated bags */

static Likened *
drawn_bags (GRand *rand, Arena *arena, unsigned n, int spread, int length)
{
  Likened *items = arena_array (arena, Likened, n);
  for (unsigned i = 0; i < n; i++)
    {
      guint64 *features = arena_array (arena, guint64, length);
      items[i].n = (unsigned)g_rand_int_range (rand, 0, length + 1);
      items[i].features = features;
      items[i].reserved = g_rand_int_range (rand, 0, 4) == 0;
      for (unsigned j = 0; j < items[i].n; j++)
        features[j] = (guint64)g_rand_int_range (rand, 0, spread);
    }
  return items;
}

static void
check_bags (Likened *left, unsigned n_left, Likened *right, unsigned n_right, LikenessLevel level, bool cut,
            unsigned *found)
{
  likeness_pair (left, n_left, right, n_right, level);
  for (unsigned i = 0; i < n_left; i++)
    {
      unsigned mate = plain_mate (left, i, n_left, right, n_right, level);
      if (left[i].mate == LIKENESS_NONE && cut)
        continue;
      assert_int_equal (left[i].mate, mate);
      if (mate == LIKENESS_NONE)
        continue;
      (*found)++;
      assert_int_equal (right[mate].mate, i);
      assert_int_equal (left[i].likeness,
                        plain_shared (&left[i], &right[mate]) * 200 / (left[i].n + right[mate].n));
      assert_int_equal (right[mate].likeness, left[i].likeness);
    }
}

static unsigned *
mates_of (Arena *arena, const Likened *items, unsigned n)
{
  unsigned *mates = arena_array (arena, unsigned, n);
  for (unsigned i = 0; i < n; i++)
    mates[i] = items[i].mate;
  return mates;
}

static void
as_plain (GRand *rand, unsigned n, int spread, int length, bool cut, unsigned *found)
{
  for (size_t i = 0; i < G_N_ELEMENTS (LEVELS); i++)
    {
      g_autoptr (Arena) arena = arena_new ();
      unsigned n_left = n, n_right = n - (unsigned)g_rand_int_range (rand, 0, (int)n);
      Likened *left = drawn_bags (rand, arena, n_left, spread, length),
              *right = drawn_bags (rand, arena, n_right, spread, length);
      const unsigned *mates;
      check_bags (left, n_left, right, n_right, LEVELS[i], cut, found);
      mates = mates_of (arena, right, n_right);
      check_bags (right, n_right, left, n_left, LEVELS[i], cut, found); /* the same the other way round */
      assert_memory_equal (mates, mates_of (arena, right, n_right), n_right * sizeof *mates);
    }
}

static void
all_with_all (G_GNUC_UNUSED void **state)
{
  GRand *rand = g_rand_new_with_seed (1);
  unsigned found = 0;
  for (unsigned i = 0; i < 100; i++)
    as_plain (rand, 40, g_rand_int_range (rand, 2, 60), g_rand_int_range (rand, 1, 12), false, &found);
  assert_true (found > 1000);
  g_rand_free (rand);
}

/* With more than LIKENESS_COMMON, features drawn from few are common, from many are not, and of those between
 * some are. */
static void
never_a_wrong_one (G_GNUC_UNUSED void **state)
{
  static const int SPREADS[] = { 5, 20, 30, 40, 60 };
  GRand *rand = g_rand_new_with_seed (2);
  unsigned found = 0;
  for (size_t i = 0; i < G_N_ELEMENTS (SPREADS); i++)
    for (unsigned j = 0; j < 4; j++)
      as_plain (rand, 250, SPREADS[i], 10, true, &found);
  assert_true (found > 100);
  g_rand_free (rand);
}

/* Names that begin alike: a change in the rest is found if it is so small that no other could be as like. */
static void
common_beginnings (G_GNUC_UNUSED void **state)
{
  g_autoptr (Arena) arena = arena_new ();
  const char *old[101], *new[101];
  Likened *left, *right;
  for (unsigned i = 0; i < 100; i++)
    {
      GString *name = g_string_new ("农村公路养护");
      for (unsigned j = 0; j < 8; j++)
        g_string_append_unichar (name, 0x5000 + i * 8 + j);
      old[i] = arena_strndup (arena, name->str, name->len);
      g_string_append (name, "率");
      new[i] = arena_strndup (arena, name->str, name->len);
      g_string_free (name, TRUE);
    }
  old[100] = "农村公路养护甲"; /* all but one pair of characters are common */
  new[100] = "农村公路养护甲乙";
  left = likened_names (arena, old, 101);
  right = likened_names (arena, new, 101);
  likeness_pair (left, 101, right, 101, LEVELS[0]);
  for (unsigned i = 0; i < 100; i++)
    assert_int_equal (left[i].mate, i);
  assert_true (left[100].mate == LIKENESS_NONE || left[100].mate == 100);
}

/* The best of all shares nothing but common features, and is not seen: then one that is seen must not take
 * its place. */
static void
hidden_best (G_GNUC_UNUSED void **state)
{
  enum
  {
    N = 2 * LIKENESS_COMMON + 2
  };
  static const guint64 SOUGHT[] = { 1, 2, 3, 4, 5, 6, 7, 8, 99 }, SEEN[] = { 99, 1, 2, 3, 4, 5, 6, 700, 701 };
  Likened left = { .n = 9, .features = SOUGHT }, right[N + 1];
  for (unsigned i = 0; i < N; i++)
    right[i] = (Likened){ .n = i == 0 ? 8 : 4, .features = i % 2 || i == 0 ? SOUGHT : SOUGHT + 4 };
  right[N] = (Likened){ .n = 9, .features = SEEN };
  assert_int_equal (plain_mate (&left, 0, 1, right, N + 1, LEVELS[0]), 0);
  likeness_pair (&left, 1, right, N + 1, LEVELS[0]);
  assert_true (left.mate == LIKENESS_NONE);
  right[0].n = 4; /* there is none better now, but that was not looked at */
  assert_int_equal (plain_mate (&left, 0, 1, right, N + 1, LEVELS[0]), N);
  likeness_pair (&left, 1, right, N + 1, LEVELS[0]);
  assert_true (left.mate == LIKENESS_NONE);
  right[N].features = SOUGHT; /* as like as can be */
  likeness_pair (&left, 1, right, N + 1, LEVELS[0]);
  assert_int_equal (left.mate, N);
}

static void
nothing (G_GNUC_UNUSED void **state)
{
  static const guint64 ONE[] = { 1 };
  Likened left[] = { { .n = 0 }, { .n = 1, .features = ONE } }, right[] = { { .n = 0 } };
  likeness_pair (NULL, 0, NULL, 0, LEVELS[0]);
  likeness_pair (left, 2, NULL, 0, LEVELS[0]);
  assert_int_equal (left[1].mate, LIKENESS_NONE);
  likeness_pair (left, 2, right, 1, LEVELS[0]);
  assert_int_equal (left[0].mate, LIKENESS_NONE);
  assert_int_equal (left[1].mate, LIKENESS_NONE);
  assert_int_equal (right[0].mate, LIKENESS_NONE);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (bigrams),           cmocka_unit_test (all_with_all),
    cmocka_unit_test (never_a_wrong_one), cmocka_unit_test (common_beginnings),
    cmocka_unit_test (hidden_best),       cmocka_unit_test (nothing),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
