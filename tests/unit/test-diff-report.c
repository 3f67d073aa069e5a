/* Tests of src/report/diff-*: changes of every kind, made by hand, in every form; the figures of an effect
   add up as they are printed; and whatever stands in a name, no form is broken by it. */
#include "report/diff.h"
#include "report/markdown.h"
#include "table/json.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "helper.h"

#define FRAME                                                                                                                             \
  "体系 试 { 一级 产出 分值 60 { 二级 数量 二级 成本 方向 反向 } 一级 效益 分值 40\n"                          \
  "缺省规则 { 正向 => 正向比例 反向 => 反向比例 等于 => 等值偏离 时限 => 按期得分 等次 => 等次计分 }\n" \
  "等级 { 优 ≥90分 良 <90分 } }\n"

/* Two schemes and what is said of them. */
typedef struct
{
  Trial *old_trial, *new_trial;
  Arena *arena;
  Diff diff;
  Effect effect;
} World;

static const Scheme *
scheme_of (Trial *trial, const char *text)
{
  g_autofree char *whole = g_strconcat (FRAME, text, NULL);
  Model *model = trial_check (trial, whole);
  assert_non_null (model);
  assert_int_equal (model->schemes->len, 1);
  assert_int_equal (diag_sink_count (trial->sink, SEVERITY_ERROR), 0);
  return model->schemes->pdata[0];
}

static void
world_init (World *world, const char *old, const char *new)
{
  *world = (World){ .old_trial = trial_new (), .new_trial = trial_new (), .arena = arena_new () };
  world->diff.old.scheme = scheme_of (world->old_trial, old);
  world->diff.old.model = world->old_trial->model;
  world->diff.new.scheme = scheme_of (world->new_trial, new);
  world->diff.new.model = world->new_trial->model;
}

static void
world_done (World *world)
{
  trial_free (world->old_trial);
  trial_free (world->new_trial);
  arena_free (world->arena);
}

#define OLD                                                                                                           \
  "方案 某局 { 年度 2024 体系 试 一级 产出 { 二级 数量 { 指标 抽检 ≥150批次 分值 60 } }\n" \
  "一级 效益 { 指标 丙 ≥1个 分值 40 } }\n"
#define NEW                                                                                                           \
  "方案 某局 { 年度 2025 体系 试 一级 产出 { 二级 数量 { 指标 抽检 ≥180批次 分值 50 } }\n" \
  "一级 效益 { 指标 丙 ≥1个 分值 40 指标 丁 ≥2个 分值 10 } }\n"
#define NEW_SAME_YEAR                                                                                                                           \
  "方案 某局 { 年度 2024 体系 试 一级 产出 { 指标 抽检 ≥180批次 分值 60 } 一级 效益 { 指标 丙 ≥1个 分值 40 " \
  "} }\n"

/* What the tests vary of a change. */
static Change
change_of (ChangeKind kind, const char *const *names, unsigned n, const char *old, const char *new)
{
  Change change = { .kind = kind,
                    .subject = SUBJECT_INDICATOR,
                    .path = { n, names },
                    .old_text = old,
                    .new_text = new,
                    .matched_by = MATCH_PATH,
                    .old_at = { "a.jx", 3, 5 },
                    .new_at = { "b.jx", 4, 7 } };
  g_snprintf (change.fingerprint, sizeof change.fingerprint, "%012x", (unsigned)kind + 1);
  return change;
}

typedef void ReportFunc (const Diff *diff, GString *out);

static void
text_plain (const Diff *diff, GString *out)
{
  report_diff_text (diff, false, out);
}

static void
text_colored (const Diff *diff, GString *out)
{
  report_diff_text (diff, true, out);
}

static const struct
{
  const char *name;
  ReportFunc *report;
} FORMS[] = { { "text", text_plain },       { "color", text_colored },
              { "json", report_diff_json }, { "markdown", report_diff_markdown },
              { "html", report_diff_html }, { "sarif", report_diff_sarif } };

static char *
written (const Diff *diff, ReportFunc *report)
{
  GString *out = g_string_new (NULL);
  report (diff, out);
  return g_string_free (out, FALSE);
}

static bool
holds (const char *what, const char *text, const char *part)
{
  if (strstr (text, part))
    return true;
  print_error ("%s: no ‘%s’ in\n%s\n", what, part, text);
  return false;
}

static const char *const PATH[] = { "产出", "数量", "抽检" };

/* Every kind */

static void
test_every_kind (void **state)
{
  (void)state;
  World world;
  Change changes[CHANGE_N];
  world_init (&world, OLD, NEW);
  for (int i = 0; i < CHANGE_N; i++)
    changes[i] = change_of ((ChangeKind)i, PATH, 3, "甲", "乙");
  world.diff.n_changes = CHANGE_N;
  world.diff.changes = changes;
  for (gsize form = 0; form < G_N_ELEMENTS (FORMS); form++)
    {
      g_autofree char *text = written (&world.diff, FORMS[form].report);
      for (int i = 0; i < CHANGE_N; i++)
        {
          assert_true (holds (FORMS[form].name, text, changes[i].fingerprint));
          assert_true (holds (FORMS[form].name, text, change_kind_word ((ChangeKind)i)));
        }
    }
  world_done (&world);
}

/* Sentences */

static void
check_text (const Diff *diff, const char *const *parts)
{
  g_autofree char *text = written (diff, text_plain);
  for (; *parts; parts++)
    assert_true (holds ("text", text, *parts));
}

static void
test_target_sentences (void **state)
{
  (void)state;
  World world;
  Change changes[4];
  world_init (&world, OLD, NEW);
  changes[0] = change_of (CHANGE_TIGHTENED, PATH, 3, "≥150批次", "≥180批次");
  changes[0].targets.only_old = (TargetWitness){ true, RATIONAL_INT (165), "165批次", NULL };
  changes[0].rationale = "上年超额";
  changes[1] = change_of (CHANGE_LOOSENED, PATH, 3, "≤3日", "≤5日");
  changes[1].targets.only_new = (TargetWitness){ true, RATIONAL_INT (5), "5日", NULL };
  changes[2] = change_of (CHANGE_DROPPED, PATH, 3, "≥1个", NULL);
  changes[2].accepted = "机构改革";
  changes[3] = change_of (CHANGE_TEXT, PATH, 3, NULL, "乙科");
  changes[3].aspect = ASPECT_OWNER;
  world.diff.n_changes = 4;
  world.diff.n_unchanged = 7;
  world.diff.changes = changes;
  check_text (&world.diff, (const char *const[]){
                               "compared 2024 → 2025  indicators 2 → 3  weight 100 → 100  framework 试\n",
                               "Changes: 4, of which accepted: 1; indicators without any: 7\n",
                               "  target: tightened 1  loosened 1  dropped 1\n",
                               "  tightened  产出/数量/抽检  ≥150批次 → ≥180批次  [000000000001]\n"
                               "             165批次: 2024 met, 2025 missed\n"
                               "             Reason: 上年超额\n",
                               "             5日: 2024 missed, 2025 met\n"
                               "             No reason is given for the change (变更理由)\n",
                               "  dropped    产出/数量/抽检  ≥1个  [", "             Accepted: 机构改革\n",
                               "  text  产出/数量/抽检 · owner  none → 乙科  [", NULL });
  world_done (&world);
}

static void
test_rule_sentences (void **state)
{
  (void)state;
  World world;
  const Indicator *members[2];
  Change changes[2];
  g_autoptr (RationalPool) pool = rational_pool_new ();
  world_init (&world, OLD, NEW);
  members[0] = world.diff.new.scheme->indicators[0];
  members[1] = world.diff.new.scheme->indicators[1];
  changes[0] = change_of (CHANGE_RULE, PATH, 3, "正向比例", "达标得分");
  changes[0].subject = SUBJECT_RULE;
  changes[0].rules = (RuleComparison){ .relation = RULES_NEVER_HIGHER,
                                       .old_use = &members[0]->rule,
                                       .new_use = &members[0]->rule,
                                       .lower = { .found = true,
                                                  .text = "475批次",
                                                  .indicator = members[0],
                                                  .under_old = true,
                                                  .old_status = STATUS_MISSED,
                                                  .new_status = STATUS_MISSED,
                                                  .old_score = rational_new (pool, 19, 44),
                                                  .new_score = RATIONAL_ZERO },
                                       .higher = { .found = true,
                                                   .text = "600批次",
                                                   .indicator = members[1],
                                                   .old_status = STATUS_MET,
                                                   .new_status = STATUS_NA,
                                                   .old_score = RATIONAL_ONE,
                                                   .new_score = RATIONAL_ZERO },
                                       .windowed = true };
  changes[0].n_members = 2;
  changes[0].members = members;
  changes[1] = change_of (CHANGE_RULE, PATH, 3, "正向比例", "阶梯");
  changes[1].rules
      = (RuleComparison){ .relation = RULES_NOT_DECIDED, .why = WHY_ENDLESS, .old_use = &members[0]->rule };
  world.diff.n_changes = 2;
  world.diff.changes = changes;
  check_text (&world.diff,
              (const char *const[]){
                  "  rule  产出/数量/抽检  正向比例 → 达标得分  [",
                  "        For no actual value is the score higher than before\n",
                  "        This was decided up to ten times the target only\n"
                  "        475批次 of ‘抽检’: before 0.43 points, now 0 points (target and weight of 2024)\n"
                  "        600批次 of ‘丙’: before 1 points, now not applicable\n",
                  "        Indicators concerned: 2 (抽检, 丙)\n",
                  "Whether scores are higher or lower is not decided: it has endlessly many steps\n", NULL });
  world_done (&world);
}

static void
test_guesses (void **state)
{
  (void)state;
  World world;
  Change changes[2];
  world_init (&world, OLD, NEW_SAME_YEAR);
  changes[0] = change_of (CHANGE_RENAMED, PATH, 3, "抽查", "抽检");
  changes[0].matched_by = MATCH_INFERRED;
  changes[0].likeness = 86;
  changes[0].fix = "原名 \"抽查\"";
  changes[0].fix_at = (ChangePlace){ "b.jx", 12, 5 };
  changes[1] = change_of (CHANGE_TIGHTENED, PATH, 3, "≥1个", "≥2个");
  changes[1].matched_by = MATCH_INFERRED;
  changes[1].targets.only_old = (TargetWitness){ true, RATIONAL_ONE, "1个", NULL };
  world.diff.n_changes = 2;
  world.diff.changes = changes;
  check_text (&world.diff, (const char *const[]){ "compared old → new",
                                                  "Inferred to be the same (likeness 86%); if it is, write "
                                                  "in its braces at b.jx:12:5: 原名 \"抽查\"\n",
                                                  "  tightened  产出/数量/抽检 (inferred)  ≥1个 → ≥2个",
                                                  "1个: old met, new missed\n", NULL });
  world_done (&world);
}

static void
test_nothing (void **state)
{
  (void)state;
  World world;
  world_init (&world, OLD, OLD);
  g_autofree char *text = written (&world.diff, text_plain);
  assert_string_equal (text, "Nothing changed: the two definitions mean the same.\n");
  world.diff.n_left_out = 3;
  check_text (&world.diff,
              (const char *const[]){ "of what was asked for; there are other changes.\n", NULL });
  world_done (&world);
}

/* Effect */

static ScoreRange
range (RationalPool *pool, int64_t low, int64_t high, int64_t den)
{
  return (ScoreRange){ rational_new (pool, low, den), rational_new (pool, high, den) };
}

/* One indicator lost 1 by two causes that are worth a third and two thirds, and one is not scored. */
static void
set_effect (World *world, IndicatorEffect *indicators, TierEffect *tier, RationalPool *pool)
{
  const Scheme *old = world->diff.old.scheme, *new = world->diff.new.scheme;
  indicators[0] = (IndicatorEffect){ .old = old->indicators[0],
                                     .new = new->indicators[0],
                                     .has_old = true,
                                     .has_new = true,
                                     .old_status = STATUS_MET,
                                     .new_status = STATUS_MISSED,
                                     .before = range (pool, 60, 60, 1),
                                     .after = range (pool, 59, 59, 1),
                                     .parts = { range (pool, -1, -1, 3), range (pool, -1, -1, 3),
                                                range (pool, -1, -1, 3) } };
  indicators[1] = (IndicatorEffect){ .new = new->indicators[2],
                                     .has_new = false,
                                     .new_status = STATUS_MISSING,
                                     .after = range (pool, 0, 10, 1),
                                     .parts = { [CAUSE_STRUCTURE] = range (pool, 0, 10, 1),
                                                [0] = range (pool, 0, 0, 1),
                                                [1] = range (pool, 0, 0, 1),
                                                [2] = range (pool, 0, 0, 1) } };
  indicators[1].before = range (pool, 0, 0, 1);
  indicators[0].parts[CAUSE_STRUCTURE] = range (pool, 0, 0, 1);
  *tier = (TierEffect){
    .old = old->tiers[0], .new = new->tiers[0], .before = indicators[0].before, .after = indicators[0].after
  };
  world->effect = (Effect){ .before = range (pool, 100, 100, 1),
                            .after = range (pool, 99, 109, 1),
                            .n_indicators = 2,
                            .n_tiers = 1,
                            .indicators = indicators,
                            .tiers = tier,
                            .n_missing = 1,
                            .missing_weight = RATIONAL_INT (10),
                            .undecided_weight = RATIONAL_ZERO,
                            .parts = { range (pool, -1, -1, 3), range (pool, -1, -1, 3),
                                       range (pool, -1, -1, 3), range (pool, 0, 10, 1) },
                            .old_grade = &old->framework->grades[0],
                            .new_grade = NULL };
  world->diff.effect = &world->effect;
}

static void
test_effect (void **state)
{
  (void)state;
  World world;
  IndicatorEffect indicators[2];
  TierEffect tier;
  Change change = change_of (CHANGE_TIGHTENED, PATH, 3, "≥150批次", "≥180批次");
  g_autoptr (RationalPool) pool = rational_pool_new ();
  world_init (&world, OLD, NEW);
  set_effect (&world, indicators, &tier, pool);
  world.diff.n_changes = 1;
  world.diff.changes = &change;
  check_text (
      &world.diff,
      (const char *const[]){
          "Effect: the actual values of 2024 under the definition of 2025\n",
          "  total  100 → 99~109 (−1~+9)\n", "  grade  优 → none\n",
          "  causes, with 0 for what is missing  target −0.34  weight −0.33  rule −0.33  structure 0\n",
          "  causes, with full marks for it  target −0.33  weight −0.33  rule −0.34  structure +10\n",
          "not score: 1, points together: 10 (丁); the total is 99 with 0 for them, 109 with full marks\n",
          "     0~+10       -   0~10                             0~+10  丁\n",
          "产出      60     59          −1\n", NULL });
  g_autofree char *json = written (&world.diff, report_diff_json);
  assert_true (holds ("json", json, "\"after\": null,\n    \"after_low\": 99,\n    \"after_high\": 109"));
  assert_true (holds ("json", json, "\"targets\": -0.3333"));
  assert_true (holds ("json", json, "\"exact\": {\"targets\": \"-1/3\""));
  world_done (&world);
}

/* Hostile texts */

#define HOSTILE \
  "<script>alert(1)</script>|`x`\n# y \"q\" 'q' \xe2\x80\xae\x1b[31m & [a](javascript:b) @all &lt;"

static void
fill_hostile (Change *change, const char *const *names)
{
  *change = change_of (CHANGE_RENAMED, names, 2, HOSTILE, HOSTILE);
  change->aspect = ASPECT_PART;
  change->detail = HOSTILE;
  change->matched_by = MATCH_INFERRED;
  change->fix = HOSTILE;
  change->fix_at = (ChangePlace){ HOSTILE, 1, 1 };
  change->rationale = HOSTILE;
  change->accepted = HOSTILE;
  change->new_at.file = change->old_at.file = HOSTILE;
}

static void
fill_hostile_target (Change *change, const char *const *names)
{
  fill_hostile (change, names);
  change->kind = CHANGE_CROSSING;
  change->targets.only_old = change->targets.only_new = (TargetWitness){ true, RATIONAL_ZERO, HOSTILE, NULL };
}

static void
check_no_controls (const char *name, const char *text)
{
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      bool bad = (c < 0x20 && c != '\n') || c == 0x202e;
      if (bad)
        print_error ("%s: U+%04X\n", name, c);
      assert_false (bad);
    }
}

static JsonValue *
parsed (Arena *arena, const char *text)
{
  g_autoptr (DiagSink) sink = diag_sink_new ();
  JsonValue *value = json_read (arena, "out", text, strlen (text), sink);
  assert_non_null (value);
  return value;
}

static void
check_json (World *world, const char *text)
{
  const JsonValue *change = json_member (parsed (world->arena, text), "changes")->first;
  assert_string_equal (json_member (change, "path")->first->text, HOSTILE);
  assert_string_equal (json_member (change, "old")->text, HOSTILE);
  assert_string_equal (json_member (change, "accepted")->text, HOSTILE);
}

static void
check_sarif (World *world, const char *text)
{
  const JsonValue *run = json_member (parsed (world->arena, text), "runs")->first;
  const JsonValue *result = json_member (run, "results")->first;
  assert_string_equal (json_member (result, "ruleId")->text, "renamed");
  assert_string_equal (json_member (json_member (result, "suppressions")->first, "justification")->text,
                       HOSTILE);
  assert_int_equal (json_member (run, "results")->n_items, 2);
}

/* Every row of a table has the cells of the one above it. */
static void
check_markdown (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  unsigned cells = 0;
  for (int i = 0; lines[i]; i++)
    {
      unsigned n = 0;
      for (const char *p = lines[i]; *p; p++)
        n += *p == '|';
      if (*lines[i] == '|' && cells)
        assert_int_equal (n, cells);
      cells = *lines[i] == '|' ? n : 0;
    }
  assert_null (strstr (text, "<script"));
  assert_null (strstr (text, "[a](")); /* the brackets are escaped */
}

static void
test_hostile (void **state)
{
  (void)state;
  static const char *const NAMES[] = { HOSTILE, HOSTILE };
  World world;
  Change changes[2];
  world_init (&world, OLD, NEW);
  fill_hostile (&changes[0], NAMES);
  fill_hostile_target (&changes[1], NAMES);
  world.diff.n_changes = 2;
  world.diff.changes = changes;
  for (gsize form = 0; form < G_N_ELEMENTS (FORMS); form++)
    if (FORMS[form].report != text_colored)
      {
        g_autofree char *text = written (&world.diff, FORMS[form].report);
        assert_true (g_utf8_validate (text, -1, NULL));
        if (FORMS[form].report == report_diff_json)
          check_json (&world, text);
        else if (FORMS[form].report == report_diff_sarif)
          check_sarif (&world, text);
        else
          check_no_controls (FORMS[form].name, text);
        if (FORMS[form].report == report_diff_markdown)
          check_markdown (text);
        if (FORMS[form].report == report_diff_html)
          assert_null (strstr (text, "<script"));
      }
  world_done (&world);
}

static void
test_markdown (void **state)
{
  (void)state;
  static const struct
  {
    const char *text, *expected;
  } CASES[] = { { "≥150批次", "≥150批次" },
                { "a|b", "a&#124;b" },
                { "<b>&amp;", "&lt;b&gt;&amp;amp;" },
                { "# x", "\\# x" },
                { "- x", "\\- x" },
                { "1. x", "1\\. x" },
                { "0.43 points", "0\\.43 points" },
                { "`*_~[a](b)", "\\`\\*\\_\\~\\[a\\](b)" },
                { "http://x www.x :smile:", "http\\://x www\\.x \\:smile:" },
                { "a\nb", "a\\\\x0ab" },
                { "b.jx:12:5", "b.jx:12:5" } };
  for (gsize i = 0; i < G_N_ELEMENTS (CASES); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      markdown_text (out, CASES[i].text);
      assert_true (same_text (CASES[i].text, CASES[i].expected, out->str));
    }
}

/* Levels and suppressions */

static void
test_sarif (void **state)
{
  (void)state;
  World world;
  Change changes[CHANGE_N];
  const JsonValue *result;
  unsigned warnings = 0;
  world_init (&world, OLD, NEW);
  for (int i = 0; i < CHANGE_N; i++)
    changes[i] = change_of ((ChangeKind)i, PATH, 3, "甲", "乙");
  changes[0].accepted = "";
  world.diff.n_changes = CHANGE_N;
  world.diff.changes = changes;
  g_autofree char *text = written (&world.diff, report_diff_sarif);
  result = json_member (json_member (parsed (world.arena, text), "runs")->first, "results")->first;
  assert_int_equal (json_member (result, "suppressions")->n_items, 1);
  assert_null (json_member (json_member (result, "suppressions")->first, "justification"));
  for (; result; result = result->next)
    {
      const JsonValue *print = json_member (json_member (result, "partialFingerprints"), "jixiaoChange/v1");
      warnings += strcmp (json_member (result, "level")->text, "warning") == 0;
      assert_int_equal (strlen (print->text), 12);
      assert_non_null (json_member (result, "relatedLocations"));
    }
  assert_int_equal (warnings, 4);
  world_done (&world);
}

int
main (void)
{
  const struct CMUnitTest tests[] = {
    cmocka_unit_test (test_every_kind),     cmocka_unit_test (test_target_sentences),
    cmocka_unit_test (test_rule_sentences), cmocka_unit_test (test_guesses),
    cmocka_unit_test (test_nothing),        cmocka_unit_test (test_effect),
    cmocka_unit_test (test_hostile),        cmocka_unit_test (test_markdown),
    cmocka_unit_test (test_sarif),
  };
  return cmocka_run_group_tests (tests, NULL, NULL);
}
