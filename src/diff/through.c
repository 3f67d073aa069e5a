/* Formulas that read as before and mean something else: a unit, a function or a calendar that they use has
   changed.  That change is told once, with the indicators that it concerns; a formula that none of them
   accounts for is told by itself in the end. */
#include "base/date.h"
#include "diff/differ.h"
#include "sema/expr-text.h"
#include "sema/normal.h"
#include <string.h>

typedef struct
{
  const IndicatorPair *pair;
  bool claimed; /* told with what it uses */
} Through;

GArray *
differ_through_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (Through));
}

/* Calendars */

/* The years of the two schemes and those next to them. */
static bool
is_of_years (const Differ *differ, int year)
{
  const Scheme *old = differ->old.scheme, *new = differ->new.scheme;
  if (!old->has_year || !new->has_year)
    return true;
  return year >= MIN (old->year, new->year) - 1 && year <= MAX (old->year, new->year) + 1;
}

static const Calendar *
calendar_of_year (const Side *side, int year)
{
  for (guint i = 0; i < side->model->calendars->len; i++)
    if (((const Calendar *)side->model->calendars->pdata[i])->year == year)
      return side->model->calendars->pdata[i];
  return NULL;
}

/* True if a calendar of SIDE, of a year that the schemes may ask for, is not as on the OTHER one. */
static bool
has_other_calendar (const Differ *differ, const Side *side, const Side *other)
{
  for (guint i = 0; i < side->model->calendars->len; i++)
    {
      const Calendar *calendar = side->model->calendars->pdata[i],
                     *like = calendar_of_year (other, calendar->year);
      g_autoptr (GString) is = g_string_new (NULL);
      g_autoptr (GString) was = g_string_new (NULL);
      if (!is_of_years (differ, calendar->year)
          || session_is_library (side->model->session, calendar->origin.unit))
        continue;
      calendar_append_normal (is, calendar);
      if (like)
        calendar_append_normal (was, like);
      if (!g_string_equal (is, was))
        return true;
    }
  return false;
}

/* Asked once: the same of every pair. */
static bool
calendars_differ (Differ *differ)
{
  if (!differ->calendars_compared)
    differ->calendars_differ = has_other_calendar (differ, &differ->old, &differ->new)
                               || has_other_calendar (differ, &differ->new, &differ->old);
  differ->calendars_compared = true;
  return differ->calendars_differ;
}

/* Formulas */

static bool
same_but_for_calendars (const IndicatorPair *pair)
{
  g_autoptr (GString) old = g_string_new (NULL);
  g_autoptr (GString) new = g_string_new (NULL);
  expr_append_timeless (old, pair->old->formula);
  expr_append_timeless (new, pair->new->formula);
  return g_string_equal (old, new);
}

bool
differ_through (Differ *differ, const IndicatorPair *pair)
{
  const Expr *old = pair->old->formula, *new = pair->new->formula;
  bool calendars;
  Through through = { pair, false };
  if (!old || !new)
    return false;
  calendars = same_but_for_calendars (pair);
  if (calendars && !calendars_differ (differ))
    return true;
  if (!calendars
      && !differ_same_words (differ_formula_text (&differ->old, pair->old),
                             differ_formula_text (&differ->new, pair->new)))
    return false;
  if (!differ->framework) /* else what it uses is told, and its indicators are none of the schemes' */
    g_array_append_val (differ->through, through);
  return true;
}

/* What they use */

static bool uses_name (const Model *model, const Unit *unit, const AstNode *node, const Atom *name,
                       unsigned depth);

static bool
calls_what_uses (const Model *model, const AstNode *node, const Atom *name, unsigned depth)
{
  const Function *function = node->atom ? g_hash_table_lookup (model->functions, node->atom->key) : NULL;
  return function && depth && uses_name (model, function->origin.unit, function->body, name, depth - 1);
}

static bool
is_quantity_in (const Unit *unit, const AstNode *node, const Atom *name)
{
  g_autofree char *text = node->kind == AST_QUANTITY ? unit_node_text (unit, node) : NULL;
  return text && strstr (text, name->text);
}

/* NAME, of a function or a unit, stands in NODE or in a function that it calls. */
static bool
uses_name (const Model *model, const Unit *unit, const AstNode *node, const Atom *name, unsigned depth)
{
  if ((node->atom && atom_same (node->atom, name)) || is_quantity_in (unit, node, name)
      || calls_what_uses (model, node, name, depth))
    return true;
  ast_foreach (child, node)
  {
    if (uses_name (model, unit, child, name, depth))
      return true;
  }
  return false;
}

enum
{
  MOST_CALLS = 20
};

static bool
formula_uses (const Side *side, const Indicator *indicator, const Atom *name)
{
  return uses_name (side->model, indicator->origin.unit, differ_formula_node (indicator), name, MOST_CALLS);
}

static bool
uses (const Differ *differ, const IndicatorPair *pair, ChangeSubject kind, const Atom *name, int year)
{
  if (kind == SUBJECT_CALENDAR)
    return is_of_years (differ, year)
           && (expr_holds_calendar (pair->old->formula) || expr_holds_calendar (pair->new->formula));
  return formula_uses (&differ->old, pair->old, name) || formula_uses (&differ->new, pair->new, name);
}

bool
differ_uses_changed (const Differ *differ, const Unit *unit, const AstNode *node, bool reads_calendar)
{
  const Model *model = differ->new.model;
  for (guint i = 0; i < differ->changes->len; i++)
    {
      const Change *change = &g_array_index (differ->changes, Change, i);
      const Atom *name;
      if (change->subject == SUBJECT_CALENDAR && change->kind != CHANGE_TEXT && reads_calendar)
        return true;
      if (change->kind != CHANGE_DEFINITION
          || (change->subject != SUBJECT_UNIT && change->subject != SUBJECT_FUNCTION))
        continue;
      name = atom_intern (model->session->atoms, change->path.names[0], -1);
      if (uses_name (model, unit, node, name, MOST_CALLS))
        return true;
    }
  return false;
}

const Indicator *const *
differ_concerned (Differ *differ, ChangeSubject kind, const Atom *name, int year, unsigned *ret_n)
{
  const Indicator **members = arena_array (differ->arena, const Indicator *, differ->through->len + 1);
  *ret_n = 0;
  for (guint i = 0; i < differ->through->len; i++)
    {
      Through *through = &g_array_index (differ->through, Through, i);
      if (!uses (differ, through->pair, kind, name, year))
        continue;
      through->claimed = true;
      members[(*ret_n)++] = through->pair->new;
    }
  return members;
}

void
differ_unclaimed (Differ *differ)
{
  for (guint i = 0; i < differ->through->len; i++)
    {
      const Through *through = &g_array_index (differ->through, Through, i);
      Subject subject;
      if (through->claimed)
        continue;
      subject = subject_of_indicator_pair (differ, through->pair->old, through->pair->new);
      differ_formula (differ, &subject, through->pair);
    }
}
