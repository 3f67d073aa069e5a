/* Scales: what their levels earn decides scores.  Of schemes those are compared on which their level targets
   are read or judged.  A level whose score differs is shown to the evaluator, for an indicator of NEW with
   the scale of either side; of files without a scheme what it earns of 100 points is said. */
#include "diff/differ.h"
#include "diff/level.h"
#include "prove/witness.h"
#include <string.h>

/* Forms and texts */

static void
append_share (const Differ *differ, GString *text, Rational share)
{
  rational_append_decimal (text,
                           rational_mul (differ->new.model->session->numbers, share, RATIONAL_INT (100)));
  g_string_append_c (text, '%');
}

/* What each level earns, best first: `好 80%..100%；差 0%..<80%`. */
static const char *
scale_text (const Differ *differ, const Scale *scale)
{
  GString *text = g_string_new (NULL);
  for (unsigned i = 0; i < scale->n_ranks; i++)
    {
      const ScaleRank *rank = &scale->ranks[i];
      g_string_append (text, i ? "；" : "");
      for (unsigned j = 0, n = 0; j < scale->n_levels; j++)
        if (scale->levels[j].rank == i)
          g_string_append_printf (text, "%s%s", n++ ? "、" : "", scale->levels[j].name->text);
      g_string_append_c (text, ' ');
      append_share (differ, text, rank->low);
      if (!rank->band)
        continue;
      g_string_append_printf (text, "%s..%s", rank->low_open ? "<" : "", rank->high_open ? "<" : "");
      append_share (differ, text, rank->high);
    }
  return differ_text (differ, text);
}

static gint
order_levels (gconstpointer left, gconstpointer right)
{
  const Level *a = *(const Level *const *)left, *b = *(const Level *const *)right;
  return a->rank != b->rank ? (a->rank > b->rank) - (a->rank < b->rank) : strcmp (a->name->key, b->name->key);
}

/* What scale_text says, exactly, and whatever the order of the levels that earn the same. */
const char *
differ_scale_form (const Differ *differ, const Scale *scale)
{
  g_autoptr (GPtrArray) levels = g_ptr_array_new ();
  GString *form = g_string_new (NULL);
  for (unsigned i = 0; i < scale->n_levels; i++)
    g_ptr_array_add (levels, (gpointer)&scale->levels[i]);
  g_ptr_array_sort (levels, order_levels);
  for (guint i = 0; i < levels->len; i++)
    {
      const Level *level = levels->pdata[i];
      const ScaleRank *rank = &scale->ranks[level->rank];
      g_string_append_printf (form, "%s %u %d%d%d ", level->name->key, level->rank, rank->band,
                              rank->band && rank->low_open, rank->band && rank->high_open);
      rational_append_fraction (form, rank->low);
      g_string_append (form, "..");
      rational_append_fraction (form, rank->high);
      g_string_append_c (form, '\n');
    }
  return differ_text (differ, form);
}

/* Witnesses */

enum
{
  SAMPLE_WEIGHT = 100,
  MOST_FIGURES = 7
};

/* The question of one side: an actual value on its scale. */
typedef struct
{
  const Side *side;
  const Scale *scale;
  const Indicator
      *indicator; /* NEW's, with the target that this side reads on its scale; NULL: of 100 points */
} Asked;

typedef struct
{
  Status status;
  Rational score;
} Answer;

static bool
in_band (const ScaleRank *rank, Rational figure)
{
  int low = rational_cmp (figure, rank->low), high = rational_cmp (figure, rank->high);
  return (rank->low_open ? low > 0 : low >= 0) && (rank->high_open ? high < 0 : high <= 0);
}

static bool
is_met (const Asked *asked, const Level *level)
{
  if (!asked->indicator)
    return level->rank == 0;
  return level_words_meet (asked->side->model, asked->side->scheme, asked->indicator, level->name->text);
}

/* What LEVEL gives, with the judge's FIGURE (NULL: none is given). */
static Answer
answer (const Asked *asked, const Level *level, const Rational *figure)
{
  RationalPool *pool = asked->side->model->session->numbers;
  const ScaleRank *rank = &asked->scale->ranks[level->rank];
  LevelScore given = { .name = level->name->text, .met = is_met (asked, level) };
  Rational share = rank->band ? *figure : given.met ? RATIONAL_ONE : rank->low;
  Witness seen;
  EvalStatus status;
  if (figure && !in_band (rank, *figure))
    return (Answer){ STATUS_INVALID, RATIONAL_ZERO };
  if (!asked->indicator)
    return (Answer){ given.met ? STATUS_MET : STATUS_MISSED,
                     rational_mul (pool, share, RATIONAL_INT (SAMPLE_WEIGHT)) };
  status = prove_evaluate (asked->side->model, asked->side->scheme, asked->indicator, &given, share, &seen);
  if (status == EVAL_OK)
    return (Answer){ seen.met ? STATUS_MET : STATUS_MISSED, seen.score };
  return (Answer){ status == EVAL_NO_VALUE && seen.arm && !seen.arm->score ? STATUS_NA : STATUS_INVALID,
                   RATIONAL_ZERO };
}

static int
worth (Status status)
{
  return status == STATUS_INVALID ? 0 : status == STATUS_NA ? 1 : 2;
}

static const char *
value_text (const Differ *differ, const Level *level, const Rational *figure)
{
  GString *text = g_string_new (level->name->text);
  if (figure)
    {
      g_string_append_c (text, ' ');
      append_share (differ, text, *figure);
    }
  return differ_text (differ, text);
}

/* Takes LEVELS with FIGURE for a witness, if they show more than there is. */
static void
offer (const Differ *differ, const Asked asked[2], const Level *const levels[2], const Rational *figure,
       const Indicator *indicator, RuleComparison *rules)
{
  Answer old = answer (&asked[0], levels[0], figure), new = answer (&asked[1], levels[1], figure);
  int order = worth (new.status) - worth (old.status);
  RuleWitness *witness;
  order = order ? order : rational_cmp (new.score, old.score);
  witness = order < 0 ? &rules->lower : &rules->higher;
  if (order == 0 || witness->found)
    return;
  *witness = (RuleWitness){ .found = true,
                            .text = value_text (differ, levels[1], figure),
                            .indicator = indicator,
                            .old_status = old.status,
                            .new_status = new.status,
                            .old_score = old.score,
                            .new_score = new.score };
}

/* The ends of both bands, and what lies in the middle between two of them. */
static unsigned
list_figures (RationalPool *pool, const ScaleRank *old, const ScaleRank *new, Rational figures[MOST_FIGURES])
{
  Rational ends[] = { old->low, old->high, new->low, new->high };
  unsigned n = 0;
  for (unsigned i = 0; i < 4; i++) /* in order */
    for (unsigned j = i + 1; j < 4; j++)
      if (rational_cmp (ends[j], ends[i]) < 0)
        {
          Rational end = ends[i];
          ends[i] = ends[j];
          ends[j] = end;
        }
  for (unsigned i = 0; i < 3; i++)
    figures[n++] = rational_div (pool, rational_add (pool, ends[i], ends[i + 1]), RATIONAL_INT (2));
  for (unsigned i = 0; i < 4; i++)
    figures[n++] = ends[i];
  return n;
}

static const Level *
level_named (const Scale *scale, const Atom *name)
{
  for (unsigned i = 0; i < scale->n_levels; i++)
    if (atom_same (scale->levels[i].name, name))
      return &scale->levels[i];
  return NULL;
}

static void
ask (const Differ *differ, const Asked asked[2], const Indicator *indicator, RuleComparison *rules)
{
  RationalPool *pool = differ->new.model->session->numbers;
  for (unsigned i = 0; i < asked[1].scale->n_levels; i++)
    {
      const Level *new = &asked[1].scale->levels[i], *old = level_named (asked[0].scale, new->name);
      const Level *const levels[] = { old, new };
      const ScaleRank *is = &asked[1].scale->ranks[new->rank], *was;
      Rational figures[MOST_FIGURES];
      if (!old)
        continue;
      was = &asked[0].scale->ranks[old->rank];
      if (!was->band && !is->band)
        offer (differ, asked, levels, NULL, indicator, rules);
      else
        for (unsigned j = 0, n = list_figures (pool, was, is, figures); j < n; j++)
          offer (differ, asked, levels, &figures[j], indicator, rules);
    }
}

/* For PAIR, if its values are looked up on the two scales. */
static void
ask_for (const Differ *differ, const Scale *old, const Scale *new, const IndicatorPair *pair,
         RuleComparison *rules)
{
  Indicator before = *pair->new, after = *pair->new;
  const Asked asked[] = { { &differ->old, old, &before }, { &differ->new, new, &after } };
  if (pair->old->target.direction != DIRECTION_LEVEL || pair->new->target.direction != DIRECTION_LEVEL
      || (pair->old->scale && pair->old->scale != old) || (pair->new->scale && pair->new->scale != new))
    return;
  before.target = pair->old->target;
  before.scale = pair->old->scale;
  ask (differ, asked, pair->new, rules);
}

static void
find_witnesses (const Differ *differ, const Scale *old, const Scale *new, RuleComparison *rules)
{
  const Match *match = &differ->diff->match;
  const Asked alone[] = { { &differ->old, old, NULL }, { &differ->new, new, NULL } };
  for (unsigned i = 0; i < match->n_pairs && !(rules->lower.found && rules->higher.found); i++)
    ask_for (differ, old, new, &match->pairs[i], rules);
  if (rules->lower.found || rules->higher.found)
    return;
  ask (differ, alone, NULL, rules);
  for (unsigned i = new->n_levels; i-- > 0 && (rules->lower.found || rules->higher.found);)
    if (new->levels[i].rank == 0)
      rules->sample = new->levels[i].name->text;
}

/* Comparison */

void
differ_scale (Differ *differ, const Scale *old, const Scale *new)
{
  const char *before = differ_scale_form (differ, old), *after = differ_scale_form (differ, new);
  Subject subject
      = subject_of_name (differ, SUBJECT_SCALE, old->name->text, new->name->text, &old->origin, &new->origin);
  if (strcmp (before, after) != 0)
    {
      Change *change = differ_add (differ, &subject, CHANGE_RULE, ASPECT_LEVEL, NULL, before, after);
      change->old_text = scale_text (differ, old);
      change->new_text = scale_text (differ, new);
      find_witnesses (differ, old, new, &change->rules);
    }
  if (!atom_same (old->name, new->name)) /* else terms.c compares them */
    differ_words (differ, &subject, &old->origin, &new->origin);
}

/* Words and levels of every scale may be judged on that of the framework (定性等次), or on 三档; its name,
 * the framework tells. */
static void
add_judging_scale (Differ *differ, GHashTable *seen)
{
  const Match *match = &differ->diff->match;
  const Scale *old = model_judging_scale (differ->old.model, differ->old.scheme->framework),
              *new = model_judging_scale (differ->new.model, differ->new.scheme->framework);
  bool judged = false;
  for (unsigned i = 0; i < match->n_pairs && !judged; i++)
    judged = match->pairs[i].old->target.direction == DIRECTION_LEVEL
             && match->pairs[i].new->target.direction == DIRECTION_LEVEL;
  if (!judged || !old || !new)
    return;
  if (atom_same (old->name, new->name) && g_hash_table_add (seen, (gpointer) new))
    differ_scale (differ, old, new);
}

void
differ_scales (Differ *differ)
{
  const Match *match = &differ->diff->match;
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  const Scale *last_old = NULL, *last_new = NULL;
  for (unsigned i = 0; i < match->n_pairs; i++)
    {
      const Scale *old = match->pairs[i].old->scale, *new = match->pairs[i].new->scale;
      if (!old || !new || (old == last_old && new == last_new))
        continue;
      last_old = old;
      last_new = new;
      if (scales_correspond (old, new) && g_hash_table_add (seen, (gpointer) new))
        differ_scale (differ, old, new);
    }
  add_judging_scale (differ, seen);
}
