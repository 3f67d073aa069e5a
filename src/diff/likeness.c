/* Pairs by likeness.  Each feature, and each repeat of it, becomes a token; tokens are ranked by how many
   have them, the rarest first, and each bag is its tokens in that order.  Two bags that are like enough have
   a token in common among the first few of either (the “prefix”), so only these are looked up in an inverted
   index.  Tokens that are too common come last and are not looked up at all: then two bags that meet nowhere
   have nothing but common tokens in common, which bounds how like they can be (see is_certain). */
#include "diff/likeness.h"

#include <stdlib.h>
#include <string.h>

typedef struct
{
  guint64 feature;
  unsigned nth; /* 0 for the first of that feature in its bag */
} Token;

typedef struct
{
  unsigned n;
  unsigned *tokens;       /* their ranks, ascending */
  unsigned n_rare;        /* those before the common ones */
  guint64 marks;          /* a bit for each token, several to a bit */
  unsigned best;          /* the best of the other list yet, or LIKENESS_NONE */
  unsigned shared, total; /* its likeness is 2 × shared ÷ total */
  bool tied;
} Bag;

typedef struct
{
  unsigned n, smallest;
  Likened *items;
  Bag *bags;
} List;

typedef struct
{
  Arena *arena;
  LikenessLevel level;
  List lists[2];
  GHashTable *numbers; /* Token -> its number and 1, in order of first appearance */
  GArray *counts[2];   /* of each token: how many of the list have it */
  unsigned n_tokens;
  unsigned first_common; /* the rank of the first common token */
  unsigned *starts;      /* of each rank, where its items begin in FOUND: the inverted index */
  unsigned *found;       /* indices into the second list */
} Matcher;

/* Tokens */

static guint
token_hash (gconstpointer data)
{
  const Token *token = data;
  return (guint)(((token->feature + token->nth * G_GUINT64_CONSTANT (0x100000001))
                  * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15))
                 >> 32);
}

static gboolean
token_equal (gconstpointer left, gconstpointer right)
{
  const Token *a = left, *b = right;
  return a->feature == b->feature && a->nth == b->nth;
}

static unsigned
token_number (Matcher *matcher, const Token *token)
{
  unsigned number = GPOINTER_TO_UINT (g_hash_table_lookup (matcher->numbers, token));
  const unsigned none = 0;
  if (number > 0)
    return number - 1;
  g_array_append_val (matcher->counts[0], none);
  g_array_append_val (matcher->counts[1], none);
  g_hash_table_insert (matcher->numbers, (gpointer)token, GUINT_TO_POINTER (++matcher->n_tokens));
  return matcher->n_tokens - 1;
}

static int
compare_features (const void *left, const void *right)
{
  const guint64 *a = left, *b = right;
  return (*a > *b) - (*a < *b);
}

/* The tokens of ITEM by number, not yet in order. */
static void
read_bag (Matcher *matcher, unsigned side, const Likened *item, Bag *bag)
{
  guint64 *features = arena_array (matcher->arena, guint64, item->n);
  Token *tokens = arena_array (matcher->arena, Token, item->n);
  bag->n = item->n;
  bag->best = LIKENESS_NONE;
  bag->tokens = arena_array (matcher->arena, unsigned, item->n);
  if (item->n > 0)
    memcpy (features, item->features, item->n * sizeof *features);
  qsort (features, item->n, sizeof *features, compare_features);
  for (unsigned i = 0; i < item->n; i++)
    {
      tokens[i] = (Token){ features[i], i > 0 && features[i] == features[i - 1] ? tokens[i - 1].nth + 1 : 0 };
      bag->tokens[i] = token_number (matcher, &tokens[i]);
      g_array_index (matcher->counts[side], unsigned, bag->tokens[i])++;
    }
}

static void
read_list (Matcher *matcher, unsigned side, Likened *items, unsigned n)
{
  List *list = &matcher->lists[side];
  *list = (List){ .n = n, .items = items, .smallest = G_MAXUINT };
  list->bags = arena_array (matcher->arena, Bag, n);
  for (unsigned i = 0; i < n; i++)
    {
      items[i].mate = LIKENESS_NONE;
      items[i].likeness = 0;
      read_bag (matcher, side, &items[i], &list->bags[i]);
      list->smallest = MIN (list->smallest, items[i].n);
    }
}

/* Ranks */

static bool
is_common (const Matcher *matcher, unsigned token)
{
  return g_array_index (matcher->counts[0], unsigned, token) > LIKENESS_COMMON
         || g_array_index (matcher->counts[1], unsigned, token) > LIKENESS_COMMON;
}

/* Ranks by how many have a token, the common ones after all others, by counting.  Which of two that equally
   many have comes first makes no difference to what is found. */
static unsigned *
rank_tokens (Matcher *matcher)
{
  unsigned n_all = matcher->lists[0].n + matcher->lists[1].n;
  unsigned *ranks = arena_array (matcher->arena, unsigned, matcher->n_tokens);
  unsigned *places = arena_array (matcher->arena, unsigned, 2 * (size_t)n_all + 2);
  for (unsigned i = 0; i < matcher->n_tokens; i++)
    {
      bool common = is_common (matcher, i);
      ranks[i] = g_array_index (matcher->counts[0], unsigned, i)
                 + g_array_index (matcher->counts[1], unsigned, i) + (common ? n_all : 0);
      places[ranks[i] + 1]++;
      matcher->first_common += !common;
    }
  for (unsigned i = 1; i <= 2 * n_all; i++)
    places[i] += places[i - 1];
  for (unsigned i = 0; i < matcher->n_tokens; i++)
    ranks[i] = places[ranks[i]]++;
  return ranks;
}

static int
compare_ranks (const void *left, const void *right)
{
  const unsigned *a = left, *b = right;
  return (*a > *b) - (*a < *b);
}

static void
order_bags (const Matcher *matcher, const List *list, const unsigned *ranks)
{
  for (unsigned i = 0; i < list->n; i++)
    {
      Bag *bag = &list->bags[i];
      for (unsigned j = 0; j < bag->n; j++)
        {
          bag->tokens[j] = ranks[bag->tokens[j]];
          bag->n_rare += bag->tokens[j] < matcher->first_common;
          bag->marks |= G_GUINT64_CONSTANT (1) << (bag->tokens[j] * 0x9E3779B9u >> 26);
        }
      qsort (bag->tokens, bag->n, sizeof *bag->tokens, compare_ranks);
    }
}

/* How many of the first tokens of BAG, without common ones, to look up: with any other that reaches the level
   it has at least so many tokens in common that one of these is among them. */
static unsigned
prefix_length (const Matcher *matcher, const Bag *bag)
{
  unsigned percent = matcher->level.percent;
  guint64 least = ((guint64)percent * bag->n + 199 - percent) / (200 - percent);
  return MIN (bag->n_rare, bag->n + 1 - (unsigned)MAX (least, 1));
}

static void
build_index (Matcher *matcher)
{
  const List *list = &matcher->lists[1];
  unsigned *starts = arena_array (matcher->arena, unsigned, matcher->first_common + 2);
  for (unsigned i = 0; i < list->n; i++)
    for (unsigned j = 0; j < prefix_length (matcher, &list->bags[i]); j++)
      starts[list->bags[i].tokens[j] + 2]++;
  for (unsigned i = 2; i < matcher->first_common + 2; i++)
    starts[i] += starts[i - 1];
  matcher->found = arena_array (matcher->arena, unsigned, starts[matcher->first_common + 1]);
  for (unsigned i = 0; i < list->n; i++)
    for (unsigned j = 0; j < prefix_length (matcher, &list->bags[i]); j++)
      matcher->found[starts[list->bags[i].tokens[j] + 1]++] = i;
  matcher->starts = starts;
}

/* Candidates */

static bool
reaches (const Matcher *matcher, guint64 shared, guint64 total)
{
  return shared * 200 + !matcher->level.above > matcher->level.percent * total;
}

static unsigned
count_shared (const Bag *a, const Bag *b)
{
  unsigned shared = 0;
  for (unsigned i = 0, j = 0; i < a->n && j < b->n;)
    {
      unsigned left = a->tokens[i], right = b->tokens[j];
      shared += left == right;
      i += left <= right;
      j += right <= left;
    }
  return shared;
}

static void
offer (Bag *bag, unsigned candidate, guint64 shared, guint64 total)
{
  guint64 mine = shared * bag->total, best = bag->shared * total;
  if (bag->best != LIKENESS_NONE && mine <= best)
    {
      bag->tied |= mine == best;
      return;
    }
  bag->best = candidate;
  bag->shared = (unsigned)shared;
  bag->total = (unsigned)total;
  bag->tied = false;
}

static void
try_pair (Matcher *matcher, unsigned left, unsigned right)
{
  Bag *a = &matcher->lists[0].bags[left], *b = &matcher->lists[1].bags[right];
  unsigned shared, missing = (unsigned)__builtin_popcountll (a->marks & ~b->marks); /* at least, of A in B */
  if (!reaches (matcher, MIN (a->n - missing, b->n), a->n + b->n)
      || (matcher->lists[0].items[left].reserved && matcher->lists[1].items[right].reserved))
    return;
  shared = count_shared (a, b);
  if (!reaches (matcher, shared, a->n + b->n))
    return;
  offer (a, right, shared, a->n + b->n);
  offer (b, left, shared, a->n + b->n);
}

static void
try_candidates (Matcher *matcher)
{
  unsigned *tried = arena_array (matcher->arena, unsigned, matcher->lists[1].n); /* by which last, and 1 */
  for (unsigned i = 0; i < matcher->lists[0].n; i++)
    {
      const Bag *bag = &matcher->lists[0].bags[i];
      for (unsigned j = 0; j < prefix_length (matcher, bag); j++)
        for (unsigned k = matcher->starts[bag->tokens[j]]; k < matcher->starts[bag->tokens[j] + 1]; k++)
          {
            unsigned candidate = matcher->found[k];
            if (tried[candidate] == i + 1)
              continue;
            tried[candidate] = i + 1;
            try_pair (matcher, i, candidate);
          }
    }
}

/* Mates */

/* True if none that was not tried can be as like to BAG as its best.  What it has in common with one that was
   not tried and reaches the level is common tokens only, and that one is no smaller than the smallest of its
   list. */
static bool
is_certain (const Bag *bag, unsigned smallest)
{
  guint64 common = bag->n - bag->n_rare, total = bag->n + MAX (common, smallest);
  return common * bag->total < bag->shared * total;
}

static void
set_mates (Matcher *matcher)
{
  List *lists = matcher->lists;
  for (unsigned i = 0; i < lists[0].n; i++)
    {
      const Bag *bag = &lists[0].bags[i], *other;
      if (bag->best == LIKENESS_NONE || bag->tied)
        continue;
      other = &lists[1].bags[bag->best];
      if (other->best != i || other->tied || !is_certain (bag, lists[1].smallest)
          || !is_certain (other, lists[0].smallest))
        continue;
      lists[0].items[i].mate = bag->best;
      lists[1].items[bag->best].mate = i;
      lists[0].items[i].likeness = lists[1].items[bag->best].likeness
          = (unsigned)((guint64)bag->shared * 200 / bag->total);
    }
}

void
likeness_pair (Likened *left, unsigned n_left, Likened *right, unsigned n_right, LikenessLevel level)
{
  g_autoptr (Arena) arena = arena_new ();
  Matcher matcher = { .arena = arena, .level = level };
  const unsigned *ranks;
  matcher.numbers = g_hash_table_new (token_hash, token_equal);
  for (unsigned side = 0; side < 2; side++)
    matcher.counts[side] = g_array_new (FALSE, FALSE, sizeof (unsigned));
  read_list (&matcher, 0, left, n_left);
  read_list (&matcher, 1, right, n_right);
  ranks = rank_tokens (&matcher);
  for (unsigned side = 0; side < 2; side++)
    order_bags (&matcher, &matcher.lists[side], ranks);
  build_index (&matcher);
  try_candidates (&matcher);
  set_mates (&matcher);
  for (unsigned side = 0; side < 2; side++)
    g_array_unref (matcher.counts[side]);
  g_hash_table_unref (matcher.numbers);
}

guint64 *
likeness_bigrams (const char *name, Arena *arena, unsigned *ret_n)
{
  guint64 *bigrams = arena_array (arena, guint64, g_utf8_strlen (name, -1));
  gunichar before = 0;
  *ret_n = 0;
  for (const char *at = name; *at; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      if (before)
        bigrams[(*ret_n)++] = (guint64)before << 32 | c;
      before = c;
    }
  return bigrams;
}
