/* What a report of a diff says before and around its changes: which there are, in which order and how many,
   what was compared, and whether there is anything to tell.  Each change by itself is told in diff-lines.c.
 */
#include "report/diff-private.h"

#include "base/i18n.h"
#include "report/path.h"
#include <string.h>

/* Order and counts */

bool
diff_has_sets (ChangeKind kind)
{
  return kind == CHANGE_TIGHTENED || kind == CHANGE_LOOSENED || kind == CHANGE_CROSSING
         || kind == CHANGE_DISJOINT;
}

unsigned
diff_count (const Diff *diff, ChangeKind kind)
{
  unsigned n = 0;
  for (unsigned i = 0; i < diff->n_changes; i++)
    n += diff->changes[i].kind == kind;
  return n;
}

unsigned
diff_count_accepted (const Diff *diff)
{
  unsigned n = 0;
  for (unsigned i = 0; i < diff->n_changes; i++)
    n += diff->changes[i].accepted != NULL;
  return n;
}

GPtrArray *
diff_changes_of (const Diff *diff, ChangeCategory category)
{
  GPtrArray *changes = g_ptr_array_new ();
  for (int kind = 0; kind < CHANGE_N; kind++)
    if (change_kind_category ((ChangeKind)kind) == category)
      for (unsigned i = 0; i < diff->n_changes; i++)
        if (diff->changes[i].kind == (ChangeKind)kind)
          g_ptr_array_add (changes, (gpointer)&diff->changes[i]);
  return changes;
}

/* Head */

static const char *
side_name (const Side *side)
{
  if (side->scheme)
    return side->scheme->name->text;
  return side->model->root->path;
}

/* `甲`, or `甲 → 乙`. (owned) */
static char *
both (const char *old, const char *new)
{
  return strcmp (old, new) == 0 ? g_strdup (new) : g_strdup_printf ("%s → %s", old, new);
}

char *
diff_title (const Diff *diff)
{
  return both (side_name (&diff->old), side_name (&diff->new));
}

static void
fact_clear (gpointer data)
{
  DiffFact *fact = data;
  g_free (fact->label);
  g_free (fact->text);
}

/* TEXT is taken over. */
static void
add_fact (GArray *facts, const char *label, char *text)
{
  DiffFact fact = { g_strdup (label), text };
  g_array_append_val (facts, fact);
}

/* The points of all indicators together. (owned) */
static char *
weight_text (const Scheme *scheme)
{
  g_autoptr (RationalPool) pool = rational_pool_new ();
  GString *text = g_string_new (NULL);
  rational_append_decimal (text, scheme_weight (scheme, pool));
  return g_string_free (text, FALSE);
}

static const char *
framework_name (const Scheme *scheme)
{
  const char *name = scheme_framework_name (scheme);
  return name ? name : _ ("none");
}

GArray *
diff_facts (const DiffTeller *teller)
{
  const Scheme *old = teller->diff->old.scheme, *new = teller->diff->new.scheme;
  GArray *facts = g_array_new (FALSE, FALSE, sizeof (DiffFact));
  g_array_set_clear_func (facts, fact_clear);
  add_fact (facts, _ ("compared"), g_strdup_printf ("%s → %s", teller->old_name, teller->new_name));
  if (!old || !new)
    return facts;
  g_autofree char *old_weight = weight_text (old), *new_weight = weight_text (new);
  add_fact (facts, _ ("indicators"), g_strdup_printf ("%u → %u", old->n_indicators, new->n_indicators));
  add_fact (facts, _ ("weight"), g_strdup_printf ("%s → %s", old_weight, new_weight));
  add_fact (facts, _ ("framework"), both (framework_name (old), framework_name (new)));
  return facts;
}

char *
diff_summary (const Diff *diff)
{
  g_autofree char *changes = g_strdup_printf ("%u", diff->n_changes),
                  *unchanged = g_strdup_printf ("%u", diff->n_unchanged),
                  *accepted = g_strdup_printf ("%u", diff_count_accepted (diff)),
                  *left_out = g_strdup_printf ("%u", diff->n_left_out);
  g_autofree char *said
      = diff_count_accepted (diff)
            ? diag_format (N_ ("Changes: {1}, of which accepted: {2}; indicators without any: {3}"), changes,
                           accepted, unchanged, NULL)
            : diag_format (N_ ("Changes: {1}; indicators without any: {2}"), changes, unchanged, NULL);
  if (!diff->n_left_out)
    return g_steal_pointer (&said);
  return diag_format (N_ ("{1}; not asked for and left out: {2}"), said, left_out, NULL);
}

char *
diff_category_summary (const Diff *diff, ChangeCategory category)
{
  GString *text = g_string_new (NULL);
  for (int kind = 0; kind < CHANGE_N; kind++)
    if (change_kind_category ((ChangeKind)kind) == category && diff_count (diff, (ChangeKind)kind))
      g_string_append_printf (text, "%s%s %u", text->len ? "  " : "", diff_kind_name ((ChangeKind)kind),
                              diff_count (diff, (ChangeKind)kind));
  return g_string_free (text, !text->len);
}

DiffTone
diff_tone (ChangeKind kind)
{
  switch (kind)
    {
    case CHANGE_LOOSENED:
    case CHANGE_DROPPED:
    case CHANGE_DISJOINT:
    case CHANGE_INCOMPARABLE:
      return DIFF_TONE_WORSE;
    case CHANGE_TIGHTENED:
    case CHANGE_ADDED:
      return DIFF_TONE_BETTER;
    case CHANGE_CROSSING:
    case CHANGE_DIRECTION:
    case CHANGE_WEIGHT:
    case CHANGE_MOVED:
    case CHANGE_RULE:
    case CHANGE_FRAMEWORK:
    case CHANGE_CHECK:
    case CHANGE_DEFINITION:
    case CHANGE_BASELINE:
      return DIFF_TONE_OTHER;
    case CHANGE_RENAMED:
    case CHANGE_TEXT:
    case CHANGE_N:
      return DIFF_TONE_WORDS;
    }
  g_assert_not_reached ();
}

bool
diff_has_effect (const Diff *diff)
{
  return diff->effect && (diff->n_changes || diff->n_left_out || effect_says_something (diff->effect));
}

bool
diff_has_history (const Diff *diff)
{
  return diff->history && (diff->history->n_findings || diff->history->n_settings);
}

void
diff_titles (const DiffTeller *teller, const char *ret_titles[DIFF_TITLES])
{
  const char *titles[DIFF_TITLES]
      = { _ ("change"),      _ ("subject"), teller->old_name, teller->new_name, _ ("what it means"),
          _ ("fingerprint"), NULL };
  memcpy (ret_titles, titles, sizeof titles);
}

const char *
diff_nothing (const Diff *diff)
{
  if (diff->n_changes)
    return NULL;
  if (diff->n_left_out)
    return _ ("Nothing changed of what was asked for; there are other changes.");
  if (diff->effect && effect_says_something (diff->effect))
    return _ ("No change of the definition was found; but the same actual values score otherwise.");
  return diff->not_compared ? _ ("Nothing changed of what is compared.")
                            : _ ("Nothing changed: the two definitions mean the same.");
}

char *
diff_not_compared (const Diff *diff)
{
  static const char *const WORDS[]
      = { N_ ("actual values (实绩)"), N_ ("tests (测试)"), N_ ("sentences (句式)") };
  g_autoptr (GString) names = g_string_new (NULL);
  if (!diff->not_compared)
    return NULL;
  for (unsigned i = 0; i < G_N_ELEMENTS (WORDS); i++)
    if (diff->not_compared & 1u << i)
      g_string_append_printf (names, "%s%s", names->len ? _ (", ") : "", _ (WORDS[i]));
  return diag_format (
      diff->for_git
          ? N_ ("Not compared: {1}; they differ in their text, git diff --no-ext-diff shows the lines.")
          : N_ ("Not compared: {1}; they differ in their text."),
      names->str, NULL);
}
