/* Matching: each step of the order and where it must not decide, as pairs in text; then laws over generated
 * schemes: one to one, the same either way round, nothing but itself for a scheme and itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "diff/match.h"
#include "helper.h"

#define HEAD                                                                                                                                  \
  "体系 试系 { 缺省规则 { 正向 => 正向比例  反向 => 反向比例  等于 => 等值偏离  时限 => 按期得分  等次 => " \
  "等次计分 } }\n"

typedef struct
{
  const char *old, *new;
  const char *matched;
} MatchCase;

/* Pairs as text: `甲/乙=甲/丙 formerly` for each that is no pair by path, then `-` what was dropped and `+`
 * what was added. */

static const char *const BY[] = { "id", "formerly", "path", "name", "inferred" };

static void
append_path (GString *out, const Tier *tier, const Atom *name)
{
  if (tier && tier->parent)
    g_string_append_printf (out, "%s/", tier->parent->name->text);
  if (tier)
    g_string_append_printf (out, "%s/", tier->name->text);
  g_string_append (out, name->text);
}

static void
append_pair (GString *out, const Tier *old_tier, const Atom *old, const Tier *new_tier, const Atom *new,
             MatchBy by, unsigned likeness)
{
  g_string_append (out, out->len > 0 ? ", " : "");
  append_path (out, old_tier, old);
  g_string_append_c (out, '=');
  append_path (out, new_tier, new);
  if (by != MATCH_PATH)
    g_string_append_printf (out, " %s", BY[by]);
  if (by == MATCH_INFERRED)
    g_string_append_printf (out, " %u", likeness);
}

static void
append_single (GString *out, char sign, const Tier *tier, const Atom *name)
{
  g_string_append_printf (out, "%s%c", out->len > 0 ? ", " : "", sign);
  append_path (out, tier, name);
}

static void
append_tiers (GString *out, const Scheme *old, const Scheme *new, const Match *match)
{
  for (unsigned i = 0; i < match->n_tiers; i++)
    {
      const TierPair *pair = &match->tiers[i];
      if (pair->by != MATCH_PATH || !atom_same (pair->old->name, pair->new->name))
        append_pair (out, pair->old->parent, pair->old->name, pair->new->parent, pair->new->name, pair->by,
                     pair->likeness);
    }
  for (unsigned i = 0; i < old->n_tiers; i++)
    if (!match->tier_of_old[i])
      append_single (out, '-', old->tiers[i]->parent, old->tiers[i]->name);
  for (unsigned i = 0; i < new->n_tiers; i++)
    if (!match->tier_of_new[i])
      append_single (out, '+', new->tiers[i]->parent, new->tiers[i]->name);
}

static char *
match_text (const Scheme *old, const Scheme *new, const Match *match)
{
  GString *out = g_string_new (NULL);
  append_tiers (out, old, new, match);
  for (unsigned i = 0; i < match->n_pairs; i++)
    {
      const IndicatorPair *pair = &match->pairs[i];
      append_pair (out, pair->old->tier, pair->old->name, pair->new->tier, pair->new->name, pair->by,
                   pair->likeness);
    }
  for (unsigned i = 0; i < old->n_indicators; i++)
    if (!match->pair_of_old[i])
      append_single (out, '-', old->indicators[i]->tier, old->indicators[i]->name);
  for (unsigned i = 0; i < new->n_indicators; i++)
    if (!match->pair_of_new[i])
      append_single (out, '+', new->indicators[i]->tier, new->indicators[i]->name);
  return g_string_free (out, FALSE);
}

/* One to one, in the order of NEW, and the two indices of pairs agree. */
static bool
is_sound (const Scheme *old, const Scheme *new, const Match *match)
{
  unsigned n_old = 0, n_new = 0, n_tiers = 0;
  for (unsigned i = 0; i < match->n_pairs; i++)
    if (match->pair_of_old[match->pairs[i].old->index] != &match->pairs[i]
        || match->pair_of_new[match->pairs[i].new->index] != &match->pairs[i]
        || (i > 0 && match->pairs[i].new->index <= match->pairs[i - 1].new->index))
      return false;
  for (unsigned i = 0; i < match->n_tiers; i++)
    if (match->tier_of_old[match->tiers[i].old->index] != &match->tiers[i]
        || match->tier_of_new[match->tiers[i].new->index] != &match->tiers[i])
      return false;
  for (unsigned i = 0; i < old->n_indicators; i++)
    n_old += match->pair_of_old[i] != NULL;
  for (unsigned i = 0; i < new->n_indicators; i++)
    n_new += match->pair_of_new[i] != NULL;
  for (unsigned i = 0; i < new->n_tiers; i++)
    n_tiers += match->tier_of_new[i] != NULL;
  return n_old == match->n_pairs && n_new == match->n_pairs && n_tiers == match->n_tiers;
}

static bool
is_reversed (const Match *match, const Match *back)
{
  if (match->n_pairs != back->n_pairs || match->n_tiers != back->n_tiers)
    return false;
  for (unsigned i = 0; i < match->n_pairs; i++)
    {
      const IndicatorPair *pair = &match->pairs[i], *other = back->pair_of_old[pair->new->index];
      if (!other || other->new != pair->old || other->by != pair->by || other->likeness != pair->likeness)
        return false;
    }
  for (unsigned i = 0; i < match->n_tiers; i++)
    {
      const TierPair *pair = &match->tiers[i], *other = back->tier_of_old[pair->new->index];
      if (!other || other->new != pair->old || other->by != pair->by || other->likeness != pair->likeness)
        return false;
    }
  return true;
}

static void
load (Trial *trial, const char *old, const char *new, const Scheme **ret_old, const Scheme **ret_new)
{
  g_autofree char *text = g_strconcat (HEAD "方案 旧 { 年度 2024 体系 试系\n", old,
                                       "\n}\n方案 新 { 年度 2025 体系 试系\n", new, "\n}\n", NULL);
  assert_non_null (trial_check (trial, text));
  assert_int_equal (trial->model->schemes->len, 2);
  *ret_old = trial->model->schemes->pdata[0];
  *ret_new = trial->model->schemes->pdata[1];
}

static bool
matches (const MatchCase *row, bool inferred)
{
  g_autoptr (Trial) trial = trial_new ();
  g_autoptr (Arena) arena = arena_new ();
  g_autofree char *found = NULL, *what = g_strconcat (row->old, "\n  → ", row->new, NULL);
  const Scheme *old, *new;
  Match match, back;
  load (trial, row->old, row->new, &old, &new);
  match_schemes (old, new, inferred, arena, &match);
  match_schemes (new, old, inferred, arena, &back);
  assert_true (is_sound (old, new, &match));
  assert_true (is_reversed (&match, &back));
  found = match_text (old, new, &match);
  return same_text (what, row->matched, found);
}

static void
check_matches (const MatchCase *rows, size_t n, bool inferred)
{
  unsigned wrong = 0;
  for (size_t i = 0; i < n; i++)
    wrong += !matches (&rows[i], inferred);
  assert_int_equal (wrong, 0);
}

/* I: an indicator with fields; J: one without. */
#define I(name, fields) "指标 \"" name "\" ≥10个 分值 1 { " fields " }\n"
#define J(name) "指标 \"" name "\" ≥10个 分值 1\n"
#define T1(name, content) "一级 \"" name "\" {\n" content "}\n"
#define T2(name, content) "二级 \"" name "\" {\n" content "}\n"
#define ID(text) "编号 \"" text "\"\n"
#define WAS(text) "原名 \"" text "\"\n"

static void
by_id (G_GNUC_UNUSED void **state)
{
  static const MatchCase CASES[] = {
    { T1 ("甲", I ("a", ID ("7"))), T1 ("乙", I ("b", ID ("7"))), "-甲, +乙, 甲/a=乙/b id" },
    { T1 ("甲", I ("a", ID ("Ａ７"))), T1 ("甲", I ("b", ID ("A7")) J ("a")), "甲/a=甲/b id, +甲/a" },
    /* before 原名 and path */
    { T1 ("甲", I ("a", ID ("1")) I ("b", ID ("2"))),
      T1 ("甲", I ("a", ID ("2")) I ("b", ID ("1") WAS ("b"))), "甲/b=甲/a id, 甲/a=甲/b id" },
    /* twice on a side: it matches nothing */
    { T1 ("甲", I ("a", ID ("1")) I ("b", ID ("1"))), T1 ("甲", I ("c", ID ("1"))), "-甲/a, -甲/b, +甲/c" },
    { T1 ("甲", I ("a", ID ("1")) I ("b", ID ("1"))), T1 ("甲", I ("b", ID ("1"))), "甲/b=甲/b, -甲/a" },
    { T1 ("甲", I ("a", ID ("1"))), T1 ("甲", I ("b", ID ("1")) I ("c", ID ("1"))), "-甲/a, +甲/b, +甲/c" },
    { T1 ("甲", I ("a", ID ("1"))), T1 ("甲", I ("a", ID ("2"))), "甲/a=甲/a" },
  };
  check_matches (CASES, G_N_ELEMENTS (CASES), false);
}

static void
by_formerly (G_GNUC_UNUSED void **state)
{
  static const MatchCase CASES[] = {
    { T1 ("甲", J ("a")), T1 ("甲", I ("b", WAS ("a"))), "甲/a=甲/b formerly" },
    { T1 ("甲", J ("★a")), T1 ("甲", I ("b", WAS ("指标1：a"))), "甲/★a=甲/b formerly" },
    { T1 ("甲", J ("a")), T1 ("甲", I ("b", WAS ("z") WAS ("a"))), "甲/a=甲/b formerly" },
    { T1 ("甲", J ("a")), T1 ("乙", I ("b", WAS ("a"))), "-甲, +乙, 甲/a=乙/b formerly" },
    { J ("a"), I ("b", WAS ("a")), "a=b formerly" },
    /* OLD is the newer one */
    { T1 ("甲", I ("a", WAS ("b"))), T1 ("甲", J ("b")), "甲/a=甲/b formerly" },
    /* both say it */
    { T1 ("甲", I ("a", WAS ("b"))), T1 ("甲", I ("b", WAS ("a"))), "甲/a=甲/b formerly" },
    /* of two bearers the one in the tier */
    { T1 ("甲", J ("a")) T1 ("乙", J ("a")), T1 ("甲", I ("b", WAS ("a"))) T1 ("乙", I ("c", WAS ("a"))),
      "甲/a=甲/b formerly, 乙/a=乙/c formerly" },
    { T1 ("甲", J ("a")) T1 ("乙", J ("a")), T1 ("丙", I ("b", WAS ("a"))) T1 ("乙", J ("a")),
      "-甲, +丙, 甲/a=丙/b formerly, 乙/a=乙/a" },
    /* several claim one, one claims several: doubtful, and no later step decides */
    { T1 ("甲", J ("a")) T1 ("乙", J ("a")), T1 ("丙", I ("b", WAS ("a"))),
      "-甲, -乙, +丙, -甲/a, -乙/a, +丙/b" },
    { T1 ("甲", J ("培训人数")), T1 ("甲", I ("培训人数一", WAS ("培训人数")) I ("次数", WAS ("培训人数"))),
      "-甲/培训人数, +甲/培训人数一, +甲/次数" },
    { T1 ("甲", J ("培训人数") J ("培训次数")),
      T1 ("甲", I ("培训次数和人数", WAS ("培训人数") WAS ("培训次数"))),
      "-甲/培训人数, -甲/培训次数, +甲/培训次数和人数" },
  };
  check_matches (CASES, G_N_ELEMENTS (CASES), true);
}

static void
formerly_against_path (G_GNUC_UNUSED void **state)
{
  static const MatchCase CASES[] = {
    /* still there under its own name */
    { T1 ("甲", J ("a")), T1 ("甲", J ("a") I ("b", WAS ("a"))), "甲/a=甲/a, +甲/b" },
    { T1 ("甲", J ("a") J ("b")), T1 ("甲", J ("a") I ("b", WAS ("a"))), "甲/a=甲/a, 甲/b=甲/b" },
    /* what says it was there already */
    { T1 ("甲", J ("a") J ("b")), T1 ("甲", I ("b", WAS ("a"))), "甲/b=甲/b, -甲/a" },
    { T1 ("甲", I ("b", WAS ("a"))), T1 ("甲", J ("a") J ("b")), "甲/b=甲/b, +甲/a" },
    /* exchanged; chains; circles */
    { T1 ("甲", J ("a") J ("b")), T1 ("甲", I ("a", WAS ("b")) I ("b", WAS ("a"))),
      "甲/b=甲/a formerly, 甲/a=甲/b formerly" },
    { T1 ("甲", J ("a") J ("b")), T1 ("甲", I ("b", WAS ("a")) I ("c", WAS ("b"))),
      "甲/a=甲/b formerly, 甲/b=甲/c formerly" },
    { T1 ("甲", J ("a") J ("b") J ("c")), T1 ("甲", I ("d", WAS ("c")) I ("c", WAS ("b")) I ("b", WAS ("a"))),
      "甲/c=甲/d formerly, 甲/b=甲/c formerly, 甲/a=甲/b formerly" },
    { T1 ("甲", J ("a") J ("b") J ("c")), T1 ("甲", I ("a", WAS ("b")) I ("b", WAS ("c")) I ("c", WAS ("a"))),
      "甲/b=甲/a formerly, 甲/c=甲/b formerly, 甲/a=甲/c formerly" },
    /* a chain that ends at one still there unravels */
    { T1 ("甲", J ("a") J ("b")), T1 ("甲", J ("a") I ("b", WAS ("a")) I ("c", WAS ("b"))),
      "甲/a=甲/a, 甲/b=甲/b, +甲/c" },
    /* a third that claims what one of an exchange claims */
    { T1 ("甲", J ("a") J ("b")), T1 ("甲", I ("a", WAS ("b")) I ("b", WAS ("a")) I ("c", WAS ("a"))),
      "甲/b=甲/a formerly, -甲/a, +甲/b, +甲/c" },
    { T1 ("甲", J ("a") J ("b")), T1 ("甲", I ("a", WAS ("b")) I ("c", WAS ("b"))),
      "甲/a=甲/a, 甲/b=甲/c formerly" },
    /* of its own name, and of a name of years before */
    { T1 ("甲", J ("a") J ("b")), T1 ("甲", I ("a", WAS ("a")) I ("b", WAS ("z"))), "甲/a=甲/a, 甲/b=甲/b" },
  };
  check_matches (CASES, G_N_ELEMENTS (CASES), false);
}

static void
formerly_as_history (G_GNUC_UNUSED void **state)
{
  static const MatchCase CASES[] = {
    { T1 ("甲", J ("a") I ("b", WAS ("a"))), T1 ("甲", J ("a") I ("b", WAS ("a"))), "甲/a=甲/a, 甲/b=甲/b" },
    { T1 ("甲", I ("a", WAS ("b")) I ("b", WAS ("a"))), T1 ("甲", I ("a", WAS ("b")) I ("b", WAS ("a"))),
      "甲/a=甲/a, 甲/b=甲/b" },
    { T1 ("甲", I ("a", WAS ("b")) I ("b", WAS ("a"))), T1 ("甲", J ("a") I ("b", WAS ("a"))),
      "甲/a=甲/a, 甲/b=甲/b" },
    { T1 ("甲", I ("b", WAS ("a"))), T1 ("甲", J ("a") I ("b", WAS ("a"))), "甲/b=甲/b, +甲/a" },
    /* it was renamed again, or moved, while the other is still there */
    { T1 ("甲", J ("a") I ("b", WAS ("a"))), T1 ("甲", J ("a") I ("c", WAS ("b") WAS ("a"))),
      "甲/a=甲/a, 甲/b=甲/c formerly" },
    { T1 ("甲", J ("a") I ("b", WAS ("a"))), T1 ("甲", J ("a")) T1 ("乙", I ("b", WAS ("a"))),
      "+乙, 甲/a=甲/a, 甲/b=乙/b name" },
    { T1 ("甲", J ("a") I ("b", WAS ("a"))), T1 ("甲", I ("d", WAS ("a")) I ("b", WAS ("a"))),
      "甲/a=甲/d formerly, 甲/b=甲/b" },
    /* renamed back */
    { T1 ("甲", I ("b", WAS ("a"))), T1 ("甲", I ("a", WAS ("b") WAS ("a"))), "甲/b=甲/a formerly" },
    /* what OLD says and what NEW says make no chain together */
    { T1 ("甲", J ("a") I ("b", WAS ("a"))), T1 ("甲", J ("a") I ("d", WAS ("a"))),
      "甲/a=甲/a, -甲/b, +甲/d" },
  };
  check_matches (CASES, G_N_ELEMENTS (CASES), false);
}

static void
by_path (G_GNUC_UNUSED void **state)
{
  static const MatchCase CASES[] = {
    { T1 ("甲", T2 ("丙", J ("a")) T2 ("丁", J ("a"))), T1 ("甲", T2 ("丁", J ("a")) T2 ("丙", J ("★a"))),
      "甲/丁/a=甲/丁/a, 甲/丙/a=甲/丙/★a" },
    { T1 ("一、甲", J ("（1）a")), T1 ("甲", J ("a（≥**个）")), "一、甲=甲, 一、甲/（1）a=甲/a（≥**个）" },
    { J ("a"), J ("1.a"), "a=1.a" },
    { T1 ("甲", J ("★")), T1 ("甲", J ("★") J ("※")), "甲/★=甲/★, +甲/※" },
    /* the very spelling first; what several bear in normal form is not told apart by what is left */
    { T1 ("甲", J ("1.a") J ("2.a")), T1 ("甲", J ("2.a") J ("1.a")), "甲/2.a=甲/2.a, 甲/1.a=甲/1.a" },
    { T1 ("甲", J ("1.a") J ("2.a")), T1 ("甲", J ("1.a") J ("3.a")), "甲/1.a=甲/1.a, -甲/2.a, +甲/3.a" },
    { T1 ("甲", J ("1.a") J ("2.a")), T1 ("甲", J ("a")), "-甲/1.a, -甲/2.a, +甲/a" },
    { T1 ("甲", J ("a")), T1 ("甲", J ("1.a") J ("2.a")), "-甲/a, +甲/1.a, +甲/2.a" },
    /* once a 编号 or 原名 has told the others apart */
    { T1 ("甲", I ("1.a", ID ("1")) J ("2.a")), T1 ("甲", I ("3.a", ID ("1")) J ("a")),
      "甲/1.a=甲/3.a id, 甲/2.a=甲/a" },
    { T1 ("甲", J ("1.a") J ("b")), T1 ("甲", I ("2.a", WAS ("b")) J ("3.a")),
      "甲/b=甲/2.a formerly, 甲/1.a=甲/3.a" },
  };
  check_matches (CASES, G_N_ELEMENTS (CASES), false);
}

static void
by_name (G_GNUC_UNUSED void **state)
{
  static const MatchCase CASES[] = {
    { T1 ("甲", J ("a")) T1 ("乙", J ("b")), T1 ("甲", J ("b")) T1 ("乙", J ("1.a")),
      "乙/b=甲/b name, 甲/a=乙/1.a name" },
    { T1 ("甲", J ("a")), J ("a"), "-甲, 甲/a=a name" },
    /* two of the name on one side */
    { T1 ("甲", J ("a")) T1 ("乙", J ("a")), T1 ("丙", J ("a")), "-甲, -乙, +丙, -甲/a, -乙/a, +丙/a" },
    { T1 ("甲", J ("a")), T1 ("丙", J ("a")) T1 ("丁", J ("★a")), "-甲, +丙, +丁, -甲/a, +丙/a, +丁/★a" },
    /* although the other has found its mate by path; but not if by 编号 */
    { T1 ("甲", J ("a")) T1 ("乙", J ("a")), T1 ("甲", J ("a")) T1 ("丙", J ("a")),
      "-乙, +丙, 甲/a=甲/a, -乙/a, +丙/a" },
    { T1 ("甲", I ("a", ID ("1"))) T1 ("乙", J ("a")), T1 ("甲", I ("b", ID ("1"))) T1 ("丙", J ("a")),
      "-乙, +丙, 甲/a=甲/b id, 乙/a=丙/a name" },
  };
  check_matches (CASES, G_N_ELEMENTS (CASES), false);
}

static void
by_likeness (G_GNUC_UNUSED void **state)
{
  static const MatchCase CASES[] = {
    { T1 ("甲", J ("安全用药宣传场次")), T1 ("甲", J ("安全用药月宣传场次")),
      "甲/安全用药宣传场次=甲/安全用药月宣传场次 inferred 80" },
    /* 3 of 5 bigrams are just enough, 5 of 9 not */
    { J ("甲乙丙丁戊己"), J ("甲乙丙丁庚辛"), "甲乙丙丁戊己=甲乙丙丁庚辛 inferred 60" },
    { J ("甲乙丙丁戊己"), J ("甲乙丙丁庚辛壬"), "-甲乙丙丁戊己, +甲乙丙丁庚辛壬" },
    /* repeats count */
    { J ("甲甲甲甲甲甲"), J ("甲甲甲"), "-甲甲甲甲甲甲, +甲甲甲" },
    { J ("甲甲甲甲"), J ("甲甲甲"), "甲甲甲甲=甲甲甲 inferred 80" },
    /* two as like; and the better of two */
    { J ("甲乙丙丁戊"), J ("甲乙丙丁子") J ("甲乙丙丁丑"), "-甲乙丙丁戊, +甲乙丙丁子, +甲乙丙丁丑" },
    { J ("甲乙丙丁戊"), J ("甲乙丙丁子") J ("甲乙丙丁戊丑"),
      "甲乙丙丁戊=甲乙丙丁戊丑 inferred 88, +甲乙丙丁子" },
    /* the best of one that has a better one itself */
    { J ("甲乙丙丁戊") J ("甲乙丙丁戊己"), J ("甲乙丙丁戊己庚"),
      "甲乙丙丁戊己=甲乙丙丁戊己庚 inferred 90, -甲乙丙丁戊" },
    /* another tier, another kind of target */
    { T1 ("甲", J ("安全用药宣传场次")) T1 ("乙", J ("a")),
      T1 ("甲", J ("b")) T1 ("乙", J ("安全用药月宣传场次")),
      "-甲/安全用药宣传场次, -乙/a, +甲/b, +乙/安全用药月宣传场次" },
    { "指标 安全用药宣传场次 ≥10次 分值 1", "指标 安全用药月宣传场次 ≥10个 分值 1",
      "-安全用药宣传场次, +安全用药月宣传场次" },
    { "指标 安全用药宣传完成 ≥10日 分值 1", "指标 安全用药月宣传完成 2025年12月31日前 分值 1",
      "-安全用药宣传完成, +安全用药月宣传完成" },
    { "指标 安全用药宣传完成 2024年12月31日前 分值 1", "指标 安全用药月宣传完成 2025年12月31日前 分值 1",
      "安全用药宣传完成=安全用药月宣传完成 inferred 80" },
    { "指标 安全用药宣传成效 不断提升 分值 1", "指标 安全用药月宣传成效 \"成效明显\" 分值 1",
      "安全用药宣传成效=安全用药月宣传成效 inferred 80" },
    { "指标 安全用药宣传经费 ≤10万元 分值 1", "指标 安全用药月宣传经费 ≤100000元 分值 1",
      "安全用药宣传经费=安全用药月宣传经费 inferred 80" },
    /* both have a 编号: it says that they are not the same */
    { I ("安全用药宣传场次", ID ("1")), I ("安全用药月宣传场次", ID ("2")),
      "-安全用药宣传场次, +安全用药月宣传场次" },
    { J ("安全用药宣传场次"), I ("安全用药月宣传场次", ID ("2")),
      "安全用药宣传场次=安全用药月宣传场次 inferred 80" },
    /* names without bigrams */
    { J ("a"), J ("b"), "-a, +b" },
    { J ("★"), J ("※"), "-★, +※" },
  };
  static const MatchCase NONE
      = { J ("安全用药宣传场次"), J ("安全用药月宣传场次"), "-安全用药宣传场次, +安全用药月宣传场次" };
  check_matches (CASES, G_N_ELEMENTS (CASES), true);
  check_matches (&NONE, 1, false);
}

static void
tiers (G_GNUC_UNUSED void **state)
{
  static const MatchCase DECLARED[] = {
    { T1 ("甲", J ("a")), T1 ("乙", WAS ("甲") J ("a")), "甲=乙 formerly, 甲/a=乙/a" },
    { T1 ("甲", WAS ("乙") J ("a")), T1 ("乙", J ("a")), "甲=乙 formerly, 甲/a=乙/a" },
    { T1 ("甲", J ("a")) T1 ("乙", J ("a")), T1 ("甲", WAS ("乙") J ("a")) T1 ("乙", WAS ("甲") J ("a")),
      "乙=甲 formerly, 甲=乙 formerly, 乙/a=甲/a, 甲/a=乙/a" },
    { T1 ("甲", T2 ("丙", J ("a"))), T1 ("乙", WAS ("甲") T2 ("丙", J ("a"))),
      "甲=乙 formerly, 甲/丙/a=乙/丙/a" },
    /* under another parent only if declared */
    { T1 ("甲", T2 ("丙", J ("a"))) T1 ("乙", ""), T1 ("甲", "") T1 ("乙", T2 ("丁", WAS ("丙") J ("a"))),
      "甲/丙=乙/丁 formerly, 甲/丙/a=乙/丁/a" },
    { T1 ("甲", T2 ("丙", J ("a"))) T1 ("乙", ""), T1 ("甲", "") T1 ("乙", T2 ("丙", J ("a"))),
      "-甲/丙, +乙/丙, 甲/丙/a=乙/丙/a name" },
    { T1 ("甲", J ("a") J ("b")), T1 ("乙", J ("a") J ("b")), "-甲, +乙, 甲/a=乙/a name, 甲/b=乙/b name" },
  };
  static const MatchCase INFERRED[] = {
    { T1 ("甲", J ("a") J ("b")), T1 ("乙", J ("a") J ("★b")), "甲=乙 inferred 100, 甲/a=乙/a, 甲/b=乙/★b" },
    { T1 ("甲", J ("a") J ("b") J ("c")), T1 ("乙", J ("a") J ("b") J ("d")),
      "甲=乙 inferred 66, 甲/a=乙/a, 甲/b=乙/b, -甲/c, +乙/d" },
    /* half is not most */
    { T1 ("甲", J ("a") J ("b")), T1 ("乙", J ("a") J ("d")), "-甲, +乙, 甲/a=乙/a name, -甲/b, +乙/d" },
    /* two share as many */
    { T1 ("甲", J ("a") J ("b")), T1 ("乙", J ("a") J ("b")) T1 ("丙", J ("a") J ("b")),
      "-甲, +乙, +丙, -甲/a, -甲/b, +乙/a, +乙/b, +丙/a, +丙/b" },
    /* with what is in the tiers below; and those in turn */
    { T1 ("甲", T2 ("丙", J ("a") J ("b"))), T1 ("乙", T2 ("丁", J ("a") J ("b"))),
      "甲=乙 inferred 100, 甲/丙=乙/丁 inferred 100, 甲/丙/a=乙/丁/a, 甲/丙/b=乙/丁/b" },
    /* only under one parent */
    { T1 ("甲", T2 ("丙", J ("a"))) T1 ("乙", J ("c")), T1 ("甲", "") T1 ("乙", J ("c") T2 ("丁", J ("a"))),
      "-甲/丙, +乙/丁, 乙/c=乙/c, 甲/丙/a=乙/丁/a name" },
    { T1 ("甲", ""), T1 ("乙", ""), "-甲, +乙" },
  };
  check_matches (DECLARED, G_N_ELEMENTS (DECLARED), false);
  check_matches (INFERRED, G_N_ELEMENTS (INFERRED), true);
}

static void
framework_tiers (G_GNUC_UNUSED void **state)
{
  g_autoptr (Trial) trial = trial_new ();
  g_autoptr (Arena) arena = arena_new ();
  const Scheme *old, *new;
  Match match;
  assert_non_null (trial_check (trial,
                                "引用 \"frameworks/national-2020\"\n"
                                "方案 旧 { 年度 2024 体系 项目支出2020 一级 产出指标 { 二级 数量指标 {\n"
                                "指标 培训人数 ≥10人 分值 50 } } }\n"
                                "方案 新 { 年度 2025 体系 项目支出2020 一级 产出指标 { 二级 数量指标 {\n"
                                "指标 培训总人数 ≥10人 分值 50 } } }\n"));
  old = trial->model->schemes->pdata[0];
  new = trial->model->schemes->pdata[1];
  match_schemes (old, new, false, arena, &match);
  assert_int_equal (match.n_tiers, old->n_tiers);
  assert_int_equal (match.n_pairs, old->n_indicators - 1); /* 预算执行率 is the framework's */
  assert_true (match.n_pairs > 0);
}

/* Generated schemes */

static void
append_indicator (GString *out, GRand *rand, GHashTable *names)
{
  static const char *const NAMES[] = { "培训人数", "培训次数", "培训场次总数", "宣传场次", "宣传场次总数" };
  static const char *const MARKS[] = { "", "", "", "★", "1.", "指标2：" };
  static const char *const TARGETS[] = { "≥10个", "≥10个", "≥10次", "2024年12月31日前", "不断提升" };
  char *name = g_strdup_printf ("%s%s%d", MARKS[g_rand_int_range (rand, 0, 6)],
                                NAMES[g_rand_int_range (rand, 0, 5)], g_rand_int_range (rand, 0, 2));
  int n_formerly = g_rand_int_range (rand, 0, 3) > 0 ? 0 : g_rand_int_range (rand, 1, 4);
  if (!g_hash_table_add (names, name))
    return;
  g_string_append_printf (out, "指标 \"%s\" %s 分值 1 {\n", name, TARGETS[g_rand_int_range (rand, 0, 5)]);
  for (int i = 0; i < n_formerly; i++)
    g_string_append_printf (out, "原名 \"%s%d\"\n", NAMES[g_rand_int_range (rand, 0, 5)],
                            g_rand_int_range (rand, 0, 2));
  if (g_rand_int_range (rand, 0, 6) == 0)
    g_string_append_printf (out, "编号 \"%d\"\n", g_rand_int_range (rand, 0, 4));
  g_string_append (out, "}\n");
}

/* Names are few, so that every kind of doubt occurs; none stands twice in a tier. */
static char *
generated_scheme (GRand *rand)
{
  static const char *const TIERS[] = { "甲", "乙", "一、甲", "丙" };
  int first = g_rand_int_range (rand, 0, 4);
  GString *out = g_string_new (NULL);
  for (int i = 0; i < 3; i++)
    {
      g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_string_append_printf (out, "一级 \"%s\" {\n", TIERS[(first + i) % 4]);
      if (g_rand_int_range (rand, 0, 3) == 0)
        g_string_append_printf (out, "原名 \"%s\"\n", TIERS[g_rand_int_range (rand, 0, 4)]);
      g_string_append (out, "二级 \"丁\" {\n");
      for (int n = g_rand_int_range (rand, 0, 7); n > 0; n--)
        append_indicator (out, rand, names);
      g_string_append (out, "}\n}\n");
    }
  return g_string_free (out, FALSE);
}

/* Whether every indicator is matched with itself. */
static bool
is_itself (const Scheme *scheme, const Match *match)
{
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    if (!match->pair_of_old[i] || match->pair_of_old[i]->new != scheme->indicators[i]
        || match->pair_of_old[i]->by == MATCH_INFERRED)
      return false;
  for (unsigned i = 0; i < scheme->n_tiers; i++)
    if (!match->tier_of_old[i] || match->tier_of_old[i]->new != scheme->tiers[i])
      return false;
  return true;
}

static void
check_laws (GRand *rand, unsigned counts[5])
{
  g_autoptr (Trial) trial = trial_new ();
  g_autoptr (Arena) arena = arena_new ();
  g_autofree char *one = generated_scheme (rand), *two = generated_scheme (rand);
  const Scheme *old, *new;
  Match match, back, same;
  load (trial, one, two, &old, &new);
  match_schemes (old, new, true, arena, &match);
  match_schemes (new, old, true, arena, &back);
  match_schemes (old, old, true, arena, &same);
  if (!is_sound (old, new, &match) || !is_reversed (&match, &back) || !is_itself (old, &same))
    fail_msg ("%s\n→\n%s", one, two);
  for (unsigned i = 0; i < match.n_pairs; i++)
    counts[match.pairs[i].by]++;
}

static void
laws (G_GNUC_UNUSED void **state)
{
  GRand *rand = g_rand_new_with_seed (20241231);
  unsigned counts[5] = { 0 };
  for (unsigned i = 0; i < 300; i++)
    check_laws (rand, counts);
  for (unsigned by = 0; by < 5; by++)
    assert_true (counts[by] > 20); /* else the schemes are too tame */
  g_rand_free (rand);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (by_id),
    cmocka_unit_test (by_formerly),
    cmocka_unit_test (formerly_against_path),
    cmocka_unit_test (formerly_as_history),
    cmocka_unit_test (by_path),
    cmocka_unit_test (by_name),
    cmocka_unit_test (by_likeness),
    cmocka_unit_test (tiers),
    cmocka_unit_test (framework_tiers),
    cmocka_unit_test (laws),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
