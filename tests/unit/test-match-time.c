/* Matching takes near-linear time, whatever the names are like and whatever 原名 says; and how many pairs are
   found then. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <cmocka.h>

#include "diff/match.h"
#include "helper.h"

/* The name of indicator I of OLD, or of NEW if it is renamed; NULL: none. */
typedef char *(*MakeName) (unsigned i, bool renamed);

/* A scheme of one tier with N indicators; made by hand, since to read it would take longer than to match it.
 * FORMERLY may be NULL. */
static Scheme *
made_scheme (Arena *arena, const Trial *trial, unsigned n, MakeName make, MakeName formerly, bool renamed)
{
  const Indicator *model = trial_indicator (trial, "样");
  Scheme *scheme = arena_new0 (arena, Scheme);
  Tier *tier = arena_new0 (arena, Tier);
  *tier = (Tier){ .name = trial_atom (trial, "甲"), .level = 1 };
  scheme->tiers = arena_array (arena, Tier *, 1);
  scheme->tiers[0] = tier;
  scheme->n_tiers = 1;
  scheme->indicators = arena_array (arena, Indicator *, n);
  for (unsigned i = 0; i < n; i++)
    {
      g_autofree char *name = make (i, renamed), *before = renamed && formerly ? formerly (i, renamed) : NULL;
      const Atom **names = arena_array (arena, const Atom *, 1);
      Indicator *indicator = scheme->indicators[scheme->n_indicators] = arena_new0 (arena, Indicator);
      *indicator = *model;
      indicator->name = trial_atom (trial, name);
      indicator->tier = tier;
      indicator->index = scheme->n_indicators++;
      names[0] = before ? trial_atom (trial, before) : NULL;
      indicator->description.formerly = names;
      indicator->description.n_formerly = before != NULL;
    }
  return scheme;
}

static char *
numbered_name (unsigned i, bool renamed)
{
  return g_strdup_printf ("第%05u项%s完成率", i, renamed ? "任务" : "工作");
}

static char *
stayed_numbered (unsigned i, G_GNUC_UNUSED bool renamed)
{
  return numbered_name (i, false);
}

static char *
long_prefix (unsigned i, bool renamed)
{
  return g_strdup_printf ("市级财政专项资金支持的农村公路养护和危桥改造工程中第%05u%s标段", i,
                          renamed ? "新" : "");
}

static char *
long_suffix (unsigned i, bool renamed)
{
  return g_strdup_printf ("%s%05u号农村公路养护和危桥改造工程按期完成并通过竣工验收的比例",
                          renamed ? "新" : "", i);
}

/* Characters drawn from SPREAD, LENGTH of them; of the renamed, the last is another. */
static char *
drawn_name (unsigned i, bool renamed, unsigned spread, unsigned length)
{
  GString *out = g_string_new (NULL);
  guint64 state = i * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15) + 1;
  for (unsigned j = 0; j < length; j++)
    {
      state = state * G_GUINT64_CONSTANT (6364136223846793005) + G_GUINT64_CONSTANT (1442695040888963407);
      g_string_append_unichar (out, 0x4E00 + (gunichar)((state >> 33) % spread));
    }
  if (renamed)
    g_string_append_unichar (out, 0x4E00);
  return g_string_free (out, FALSE);
}

static char *
few_characters (unsigned i, bool renamed)
{
  return drawn_name (i, renamed, 40, 10);
}

static char *
some_characters (unsigned i, bool renamed)
{
  return drawn_name (i, renamed, 60, 10);
}

static char *
many_characters (unsigned i, bool renamed)
{
  return drawn_name (i, renamed, 3000, 10);
}

static char *
two_names (unsigned i, bool renamed)
{
  return g_strdup_printf ("%s%s%c", i % 2 ? "培训" : "宣传", renamed ? "总次数" : "人数", i > 0 ? 'a' : 'b');
}

/* Each bears the name of the one before, and says so: a chain.  The same without a first that moved on
 * unravels. */
static char *
moved_on (unsigned i, bool renamed)
{
  return g_strdup_printf ("第%05u项", i + renamed);
}

static char *
stayed (unsigned i, G_GNUC_UNUSED bool renamed)
{
  return moved_on (i, false);
}

static char *
one_before (unsigned i, G_GNUC_UNUSED bool renamed)
{
  return i > 0 ? moved_on (i - 1, false) : NULL;
}

static char *
first_of_all (G_GNUC_UNUSED unsigned i, G_GNUC_UNUSED bool renamed)
{
  return numbered_name (0, false);
}

/* The best of a few runs, in microseconds of this process. */
static unsigned
match_time (unsigned n, MakeName make, MakeName formerly, unsigned *ret_pairs)
{
  clock_t best = 0;
  g_autoptr (Trial) trial = trial_new ();
  g_autoptr (Arena) arena = arena_new ();
  Scheme *old, *new;
  trial_check_scheme (trial, "指标 样 ≥10个 分值 1");
  old = made_scheme (arena, trial, n, make, formerly, false);
  new = made_scheme (arena, trial, n, make, formerly, true);
  for (unsigned run = 0; run < 5; run++)
    {
      Match match;
      clock_t start = clock ();
      match_schemes (old, new, true, arena, &match);
      start = clock () - start;
      best = run == 0 ? start : MIN (best, start);
      *ret_pairs = match.n_pairs;
    }
  return (unsigned)((guint64)best * 1000000 / CLOCKS_PER_SEC);
}

typedef struct
{
  const char *name;
  MakeName make, formerly;
  unsigned few, many; /* pairs of 2,000 and of 20,000 */
} TimeCase;

/* Ten times as many may take twenty times as long: what grows with the square takes a hundred times. */
static bool
is_near_linear (const TimeCase *row)
{
  unsigned n_few, n_many;
  unsigned few = match_time (2000, row->make, row->formerly, &n_few);
  unsigned many = match_time (20000, row->make, row->formerly, &n_many);
  if (many <= 20 * few + 20000 && n_few == row->few && n_many == row->many)
    return true;
  print_error ("%s: %u µs with %u pairs, %u µs with %u pairs\n", row->name, few, n_few, many, n_many);
  return false;
}

static void
near_linear_time (G_GNUC_UNUSED void **state)
{
  static const TimeCase CASES[] = {
    /* all alike: none is the best beyond doubt */
    { "numbered", numbered_name, NULL, 0, 0 },
    { "prefix", long_prefix, NULL, 0, 0 },
    { "suffix", long_suffix, NULL, 1307, 36 },
    { "two names", two_names, NULL, 0, 0 },
    { "few characters", few_characters, NULL, 2000, 20 },
    { "some characters", some_characters, NULL, 2000, 20000 },
    { "many characters", many_characters, NULL, 2000, 20000 },
    { "declared", numbered_name, stayed_numbered, 2000, 20000 },
    { "chain", moved_on, stayed, 2000, 20000 },
    { "unravelling", stayed, one_before, 2000, 20000 },
    { "all were one", numbered_name, first_of_all, 0, 0 },
  };
  unsigned wrong = 0;
  for (size_t i = 0; i < G_N_ELEMENTS (CASES); i++)
    wrong += !is_near_linear (&CASES[i]);
  assert_int_equal (wrong, 0);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (near_linear_time),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
