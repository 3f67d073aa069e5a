/* What is said of each change: its subject, its two values, and the sentences below them.  Text, Markdown,
   HTML and SARIF lay out the same sentences; nothing is made safe for a form here. */
#include "report/diff-private.h"

#include "base/i18n.h"
#include "prove/table.h"
#include <string.h>

enum
{
  MOST_NAMES = 5,
  MOST_PLACES = 18
};

static bool
english (void)
{
  /* Translators: the tag of the language that this catalogue is in. */
  return strcmp (_ ("en"), "en") == 0;
}

static char *
count_text (unsigned n)
{
  return g_strdup_printf ("%u", n);
}

/* Sides */

static char *
year_name (const Scheme *scheme)
{
  return g_strdup_printf (english () ? "%d" : "%d年", scheme->year);
}

void
diff_teller_init (DiffTeller *teller, const Diff *diff)
{
  const Scheme *old = diff->old.scheme, *new = diff->new.scheme;
  bool years = old && new;
  if (years)
    years = old->has_year
            && (new->has_year && old->year != new->year); /* clang-format takes `x && new` for a type */
  *teller = (DiffTeller){ diff, years ? year_name (old) : g_strdup (_ ("old")),
                          years ? year_name (new) : g_strdup (_ ("new")) };
}

void
diff_teller_clear (DiffTeller *teller)
{
  g_free (teller->old_name);
  g_free (teller->new_name);
}

/* Names */

const char *
diff_kind_name (ChangeKind kind)
{
  return english () ? change_kind_word (kind) : change_kind_chinese (kind);
}

const char *
diff_category_name (ChangeCategory category)
{
  return english () ? change_category_word (category) : change_category_chinese (category);
}

const char *
diff_kind_text (ChangeKind kind)
{
  static const char *const TEXTS[CHANGE_N] = {
    [CHANGE_TIGHTENED] = N_ ("Whatever meets the new target met the old one, but not the other way round"),
    [CHANGE_LOOSENED] = N_ ("Whatever met the old target meets the new one, but not the other way round"),
    [CHANGE_CROSSING] = N_ ("Each target is met by values that miss the other"),
    [CHANGE_DISJOINT] = N_ ("No value meets both targets"),
    [CHANGE_DIRECTION] = N_ ("Another direction is the better one"),
    [CHANGE_ADDED] = N_ ("The old definition does not have it"),
    [CHANGE_DROPPED] = N_ ("The new definition does not have it"),
    [CHANGE_WEIGHT] = N_ ("Another weight"),
    [CHANGE_MOVED] = N_ ("It stands in another tier"),
    [CHANGE_RULE] = N_ ("Another score follows from some actual value"),
    [CHANGE_FRAMEWORK] = N_ ("What the framework says of scores and grades"),
    [CHANGE_CHECK] = N_ ("What a check looks for in figures and tables"),
    [CHANGE_INCOMPARABLE] = N_ ("The two are measured differently and cannot be compared"),
    [CHANGE_DEFINITION] = N_ ("What is measured, or how it is computed"),
    [CHANGE_BASELINE] = N_ ("Another value of the year before"),
    [CHANGE_RENAMED] = N_ ("Another name for the same"),
    [CHANGE_TEXT] = N_ ("Words on which no score depends"),
  };
  return _ (TEXTS[kind]);
}

static const char *
subject_name (ChangeSubject subject)
{
  switch (subject)
    {
    case SUBJECT_SCHEME:
      return _ ("scheme");
    case SUBJECT_TIER:
      return _ ("tier");
    case SUBJECT_INDICATOR:
      return _ ("indicator");
    case SUBJECT_FRAMEWORK:
      return _ ("framework");
    case SUBJECT_RULE:
      return _ ("rule");
    case SUBJECT_SCALE:
      return _ ("scale");
    case SUBJECT_UNIT:
      return _ ("unit");
    case SUBJECT_FUNCTION:
      return _ ("function");
    case SUBJECT_CALENDAR:
      return _ ("calendar");
    case SUBJECT_CHECK:
      return _ ("check");
    }
  g_assert_not_reached ();
}

static void
append_path (GString *text, const ChangePath *path)
{
  for (unsigned i = 0; i < path->n; i++)
    g_string_append_printf (text, "%s%s", i ? "/" : "", path->names[i]);
}

/* `产出/数量/甲（推断） · 责任`: an indicator's path says by itself that it is one, and a changed rule that
   it is a rule. */
static char *
subject_text (const Change *change)
{
  GString *text = g_string_new (NULL);
  const char *aspect = aspect_word (change->aspect, english ());
  if (change->subject != SUBJECT_INDICATOR
      && strcmp (subject_name (change->subject), diff_kind_name (change->kind)) != 0)
    g_string_append_printf (text, "%s ", subject_name (change->subject));
  append_path (text, &change->path);
  if (change->matched_by == MATCH_INFERRED)
    g_string_append (text, _ (" (inferred)"));
  if (*aspect || change->detail)
    g_string_append_printf (text, " · %s%s%s", aspect, *aspect && change->detail ? " " : "",
                            change->detail ? change->detail : "");
  return g_string_free (text, FALSE);
}

/* Lines */

/* TEXT is taken over. */
static void
add_line (DiffEntry *entry, DiffLineKind kind, char *text)
{
  DiffLine line = { kind, text };
  g_array_append_val (entry->lines, line);
}

/* A deadline that moves with the year is met and missed on a day of each year. */
static char *
witness_text (const TargetWitness *witness, const DiffTeller *teller, bool met_by_old)
{
  if (!witness->old_text)
    return diag_format (met_by_old ? N_ ("{1}: {2} met, {3} missed") : N_ ("{1}: {2} missed, {3} met"),
                        witness->text, teller->old_name, teller->new_name, NULL);
  return met_by_old ? diag_format (N_ ("{1}: {2} met; {3}: {4} missed"), teller->old_name, witness->old_text,
                                   teller->new_name, witness->text, NULL)
                    : diag_format (N_ ("{1}: {2} missed; {3}: {4} met"), teller->old_name, witness->old_text,
                                   teller->new_name, witness->text, NULL);
}

static void
add_target_witnesses (DiffEntry *entry, const DiffTeller *teller)
{
  const TargetComparison *targets = &entry->change->targets;
  if (targets->only_old.found)
    add_line (entry, DIFF_LINE_WITNESS, witness_text (&targets->only_old, teller, true));
  if (targets->only_new.found)
    add_line (entry, DIFF_LINE_WITNESS, witness_text (&targets->only_new, teller, false));
}

/* A and B in as few decimals, at least two where they need them, as tell them apart. */
static void
two_scores (Rational a, Rational b, char **ret_a, char **ret_b)
{
  g_autoptr (RationalPool) pool = rational_pool_new ();
  Rational x = a, y = b;
  for (unsigned places = 2; places <= MOST_PLACES; places++)
    {
      x = rational_round (pool, a, places);
      y = rational_round (pool, b, places);
      if (!rational_equal (x, y))
        break;
    }
  GString *first = g_string_new (NULL), *second = g_string_new (NULL);
  prove_append_points (first, x);
  prove_append_points (second, y);
  *ret_a = g_string_free (first, FALSE);
  *ret_b = g_string_free (second, FALSE);
}

/* What STATUS gives: POINTS, or why there are none.  POINTS is taken over. (owned) */
static char *
outcome_text (Status status, char *points)
{
  g_autofree char *given = points;
  switch (status)
    {
    case STATUS_NA:
      return g_strdup (_ ("not applicable"));
    case STATUS_INVALID:
      return g_strdup (_ ("cannot be scored"));
    case STATUS_MET:
    case STATUS_MISSED:
    case STATUS_MISSING:
      return diag_format (N_ ("{1} points"), given, NULL);
    }
  g_assert_not_reached ();
}

/* Where several indicators are concerned, whose value it is. (owned) */
static char *
witness_value (const Change *change, const RuleWitness *witness)
{
  if (!witness->indicator || (change->n_members < 2 && change->subject != SUBJECT_SCALE))
    return g_strdup (witness->text);
  return diag_format (N_ ("{1} of ‘{2}’"), witness->text, witness->indicator->name->text, NULL);
}

static void
add_rule_witness (DiffEntry *entry, const DiffTeller *teller, const RuleWitness *witness)
{
  g_autofree char *old = NULL, *new = NULL, *value = NULL;
  if (!witness->found)
    return;
  value = witness_value (entry->change, witness);
  two_scores (witness->old_score, witness->new_score, &old, &new);
  old = outcome_text (witness->old_status, old);
  new = outcome_text (witness->new_status, new);
  add_line (entry, DIFF_LINE_WITNESS,
            witness->under_old ? diag_format (N_ ("{1}: before {2}, now {3} (target and weight of {4})"),
                                              value, old, new, teller->old_name, NULL)
                               : diag_format (N_ ("{1}: before {2}, now {3}"), value, old, new, NULL));
}

/* Of rules by themselves, which were asked for one target and one weight only. */
static char *
sample_text (const RuleComparison *rules)
{
  switch (rules->relation)
    {
    case RULES_EQUAL:
      return diag_format (N_ ("With the weight 100 and the target {1} the score is the same as before; for "
                              "others it may differ"),
                          rules->sample, NULL);
    case RULES_NEVER_HIGHER:
      return diag_format (N_ ("With the weight 100 and the target {1} the score is never higher than before"),
                          rules->sample, NULL);
    case RULES_NEVER_LOWER:
      return diag_format (N_ ("With the weight 100 and the target {1} the score is never lower than before"),
                          rules->sample, NULL);
    case RULES_CROSSING:
      return diag_format (N_ ("With the weight 100 and the target {1} the score is higher than before for "
                              "some actual values, lower for "
                              "others"),
                          rules->sample, NULL);
    case RULES_NOT_DECIDED:
      return diag_format (N_ ("With the weight 100 and the target {1} it is not decided whether scores are "
                              "higher or lower: {2}"),
                          rules->sample, prove_why (rules->why), NULL);
    }
  g_assert_not_reached ();
}

static char *
relation_text (const RuleComparison *rules)
{
  switch (rules->relation)
    {
    case RULES_EQUAL:
      return g_strdup (_ ("For every actual value the score is the same as before"));
    case RULES_NEVER_HIGHER:
      return g_strdup (_ ("For no actual value is the score higher than before"));
    case RULES_NEVER_LOWER:
      return g_strdup (_ ("For no actual value is the score lower than before"));
    case RULES_CROSSING:
      return g_strdup (_ ("For some actual values the score is higher than before, for others lower"));
    case RULES_NOT_DECIDED:
      if (rules->why == WHY_DIVISION)
        return g_strdup (_ ("Where the 算式 divides by zero the score is another than before (除数为零)"));
      return diag_format (N_ ("Whether scores are higher or lower is not decided: {1}"),
                          prove_why (rules->why), NULL);
    }
  g_assert_not_reached ();
}

static void
add_rule_lines (DiffEntry *entry, const DiffTeller *teller)
{
  const RuleComparison *rules = &entry->change->rules;
  if (entry->change->kind != CHANGE_RULE)
    return;
  if (rules->old_use)
    add_line (entry, DIFF_LINE_PLAIN, rules->sample ? sample_text (rules) : relation_text (rules));
  else if (rules->sample)
    add_line (entry, DIFF_LINE_PLAIN,
              diag_format (N_ ("With the weight 100 and the target {1}:"), rules->sample, NULL));
  if (rules->windowed)
    add_line (entry, DIFF_LINE_PLAIN, g_strdup (_ ("This was decided up to ten times the target only")));
  add_rule_witness (entry, teller, &rules->lower);
  add_rule_witness (entry, teller, &rules->higher);
}

static void
add_members (DiffEntry *entry)
{
  const Change *change = entry->change;
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *count = count_text (change->n_members);
  if (!change->n_members || change->subject == SUBJECT_INDICATOR)
    return;
  for (unsigned i = 0; i < change->n_members && i <= MOST_NAMES; i++)
    g_string_append_printf (names, "%s%s", i ? _ (", ") : "",
                            i == MOST_NAMES ? "…" : change->members[i]->name->text);
  add_line (entry, DIFF_LINE_PLAIN,
            diag_format (N_ ("Indicators concerned: {1} ({2})"), count, names->str, NULL));
}

/* Of an indicator that one side has alone: what it is worth, by which rule, and what it counts. */
static void
add_lone_lines (DiffEntry *entry)
{
  const Change *change = entry->change;
  const Indicator *indicator = change->old ? change->old : change->new;
  g_autoptr (GString) points = NULL;
  if (!indicator || change->aspect != ASPECT_NONE
      || (change->kind != CHANGE_ADDED && change->kind != CHANGE_DROPPED))
    return;
  points = g_string_new (NULL);
  prove_append_points (points, indicator->weight);
  if (change->rule_text)
    add_line (entry, DIFF_LINE_PLAIN,
              diag_format (N_ ("Points: {1}; rule: {2}"), points->str, change->rule_text, NULL));
  else if (indicator->has_weight)
    add_line (entry, DIFF_LINE_PLAIN, diag_format (N_ ("Points: {1}"), points->str, NULL));
  if (indicator->description.definition)
    add_line (entry, DIFF_LINE_PLAIN,
              diag_format (N_ ("Definition (口径): {1}"), indicator->description.definition, NULL));
}

static void
add_rationale (DiffEntry *entry)
{
  const Change *change = entry->change;
  if (change->rationale && change_kind_category (change->kind) != CATEGORY_TEXT)
    add_line (entry, DIFF_LINE_REASON, diag_format (N_ ("Reason: {1}"), change->rationale, NULL));
  else if (change->kind == CHANGE_LOOSENED && !change->rationale)
    add_line (entry, DIFF_LINE_DOUBT, g_strdup (_ ("No reason is given for the change (变更理由)")));
}

static void
add_guess (DiffEntry *entry)
{
  const Change *change = entry->change;
  g_autofree char *likeness = g_strdup_printf ("%u%%", change->likeness);
  if (change->matched_by != MATCH_INFERRED || change->kind != CHANGE_RENAMED)
    return;
  if (!change->fix)
    {
      add_line (entry, DIFF_LINE_DOUBT,
                diag_format (N_ ("Inferred to be the same (likeness {1})"), likeness, NULL));
      return;
    }
  g_autofree char *place = g_strdup_printf ("%s:%u:%u", change->fix_at.file ? change->fix_at.file : "",
                                            change->fix_at.line, change->fix_at.column);
  add_line (
      entry, DIFF_LINE_DOUBT,
      diag_format (N_ ("Inferred to be the same (likeness {1}); if it is, write in its braces at {2}: {3}"),
                   likeness, place, change->fix, NULL));
}

static void
add_accepted (DiffEntry *entry)
{
  const char *reason = entry->change->accepted;
  if (reason)
    add_line (entry, DIFF_LINE_ACCEPTED,
              *reason ? diag_format (N_ ("Accepted: {1}"), reason, NULL) : g_strdup (_ ("Accepted")));
}

static void
add_lines (DiffEntry *entry, const DiffTeller *teller)
{
  const Change *change = entry->change;
  if (change->kind == CHANGE_DISJOINT || change->kind == CHANGE_INCOMPARABLE)
    add_line (entry, DIFF_LINE_PLAIN, g_strdup (diff_kind_text (change->kind)));
  if (diff_has_sets (change->kind))
    add_target_witnesses (entry, teller);
  add_rule_lines (entry, teller);
  add_members (entry);
  add_lone_lines (entry);
  add_rationale (entry);
  add_guess (entry);
  add_accepted (entry);
}

/* Entries */

static void
line_clear (gpointer data)
{
  g_free (((DiffLine *)data)->text);
}

/* One side's value: of what was added or dropped the other side has none to speak of. */
static char *
value_text (const char *text, const char *other, ChangeKind kind)
{
  if (text)
    return g_strdup (text);
  return other && kind != CHANGE_ADDED && kind != CHANGE_DROPPED ? g_strdup (_ ("none")) : NULL;
}

void
diff_entry_init (DiffEntry *entry, const DiffTeller *teller, const Change *change)
{
  *entry = (DiffEntry){ .change = change, .subject = subject_text (change) };
  entry->old = value_text (change->old_text, change->new_text, change->kind);
  entry->new = value_text (change->new_text, change->old_text, change->kind);
  entry->lines = g_array_new (FALSE, FALSE, sizeof (DiffLine));
  g_array_set_clear_func (entry->lines, line_clear);
  add_lines (entry, teller);
}

void
diff_entry_clear (DiffEntry *entry)
{
  g_free (entry->subject);
  g_free (entry->old);
  g_free (entry->new);
  g_array_unref (entry->lines);
}

char *
diff_entry_values (const DiffEntry *entry)
{
  const Change *change = entry->change;
  if (!entry->old || !entry->new)
    return g_strdup (entry->old ? entry->old : entry->new);
  if (strcmp (entry->old, entry->new) != 0)
    return g_strdup_printf ("%s → %s", entry->old, entry->new);
  /* its arms changed: which rule it is does not show elsewhere */
  return change->kind == CHANGE_RULE && change->subject == SUBJECT_INDICATOR ? g_strdup (entry->new) : NULL;
}
