/* Frameworks, rules and scales by themselves.  Of files without a scheme every declaration is compared; of
   schemes what both declare and neither uses. */
#include "diff/differ.h"
#include "prove/rule.h"
#include "sema/normal.h"
#include <string.h>

/* Rules */

static const char *
rule_form (const Differ *differ, const Rule *rule)
{
  GString *form = g_string_new (NULL);
  for (unsigned i = 0; i < rule->n_params; i++)
    {
      g_string_append_printf (form, "%s=", rule->params[i]->key);
      if (rule->defaults[i])
        expr_append_normal (form, rule->defaults[i]);
      g_string_append_c (form, ',');
    }
  rule_append_normal (form, rule);
  return differ_text (differ, form);
}

/* Declarations */

typedef struct
{
  ChangeSubject subject;
  GHashTable *old, *new; /* key -> Framework, Rule or Scale */
  const Atom *(*name) (gconstpointer declared);
  const Origin *(*origin) (gconstpointer declared);
  void (*compare) (Differ *differ, gconstpointer old, gconstpointer new);
  const char *(*form) (const Differ *differ, const Side *side, gconstpointer declared); /* all of it */
} Kind;

enum
{
  N_KINDS = 3
};

static const Atom *
framework_name (gconstpointer declared)
{
  return ((const Framework *)declared)->name;
}

static const Origin *
framework_origin (gconstpointer declared)
{
  return &((const Framework *)declared)->origin;
}

static void
compare_frameworks (Differ *differ, gconstpointer old, gconstpointer new)
{
  differ_framework (differ, old, new);
}

static const Atom *
rule_name (gconstpointer declared)
{
  return ((const Rule *)declared)->name;
}

static const Origin *
rule_origin (gconstpointer declared)
{
  return &((const Rule *)declared)->origin;
}

static const Atom *
name_of_scale (gconstpointer declared)
{
  return ((const Scale *)declared)->name;
}

static const Origin *
scale_origin (gconstpointer declared)
{
  return &((const Scale *)declared)->origin;
}

static gint
by_place (gconstpointer left, gconstpointer right, gpointer data)
{
  const Kind *kind = data;
  const Origin *a = kind->origin (*(gconstpointer const *)left),
               *b = kind->origin (*(gconstpointer const *)right);
  Span x = unit_node_span (a->unit, a->node), y = unit_node_span (b->unit, b->node);
  return (x.start > y.start) - (x.start < y.start);
}

/* Declared in the model's own file, in order. (owned) */
static GPtrArray *
own (const Kind *kind, GHashTable *all, const Model *model)
{
  GPtrArray *found = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer declared;
  g_hash_table_iter_init (&iter, all);
  while (g_hash_table_iter_next (&iter, NULL, &declared))
    if (kind->origin (declared)->unit == model->root->unit)
      g_ptr_array_add (found, declared);
  g_ptr_array_sort_with_data (found, by_place, (gpointer)kind);
  return found;
}

enum
{
  SAMPLE_WEIGHT = 100
};

/* For targets at 1, the first of which shows a difference. */
static void
compare_samples (Differ *differ, const Rule *old, const Rule *new, RuleComparison *ret_rules)
{
  for (int direction = DIRECTION_UP; direction <= DIRECTION_EQUAL; direction++)
    {
      Indicator *before = arena_new0 (differ->arena, Indicator),
                *after = arena_new0 (differ->arena, Indicator);
      if (!prove_sample (differ->old.model, old, (Direction)direction, differ->arena, before)
          || !prove_sample (differ->new.model, new, (Direction)direction, differ->arena, after))
        continue;
      before->weight = after->weight
          = RATIONAL_INT (SAMPLE_WEIGHT); /* so that what is taken off a weight shows */
      compare_rules (&differ->old, before, &differ->new, after, differ->arena, ret_rules);
      ret_rules->sample = after->target.text;
      if (ret_rules->relation != RULES_EQUAL)
        return;
    }
}

/* Rules that read otherwise and give the same for every sample may still differ for other targets and
 * arguments. */
static void
compare_declared_rules (Differ *differ, gconstpointer was, gconstpointer is)
{
  const Rule *old = was, *new = is;
  Subject subject = subject_of_name (differ, SUBJECT_RULE, NULL, new->name->text, &old->origin, &new->origin);
  const char *before = rule_form (differ, old), *after = rule_form (differ, new);
  Change *change;
  if (strcmp (before, after) == 0)
    return;
  change = differ_add (differ, &subject, CHANGE_RULE, ASPECT_NONE, NULL, before, after);
  change->old_text = change->new_text = new->name->text;
  compare_samples (differ, old, new, &change->rules);
}

static void
compare_declared_scales (Differ *differ, gconstpointer old, gconstpointer new)
{
  differ_scale (differ, old, new);
}

/* All that one side says alone */

static const char *
framework_form (const Differ *differ, const Side *side, gconstpointer declared)
{
  return differ_framework_form (differ, side, declared);
}

static const char *
whole_rule_form (const Differ *differ, G_GNUC_UNUSED const Side *side, gconstpointer declared)
{
  const Rule *rule = declared;
  GString *form = g_string_new (rule_form (differ, rule));
  g_string_append (form, "\nrequires ");
  rule_append_requirements (form, rule);
  differ_append_words (differ, form, &rule->origin);
  return differ_text (differ, form);
}

static const char *
whole_scale_form (const Differ *differ, G_GNUC_UNUSED const Side *side, gconstpointer declared)
{
  const Scale *scale = declared;
  GString *form = g_string_new (differ_scale_form (differ, scale));
  differ_append_words (differ, form, &scale->origin);
  return differ_text (differ, form);
}

static void
add_lone (Differ *differ, const Kind *kind, gconstpointer old, gconstpointer new)
{
  const Atom *name = kind->name (old ? old : new);
  Subject subject = subject_of_name (differ, kind->subject, NULL, name->text, old ? kind->origin (old) : NULL,
                                     new ? kind->origin (new) : NULL);
  differ_add_lone (differ, &subject, old != NULL,
                   kind->form (differ, old ? &differ->old : &differ->new, old ? old : new));
}

/* Of schemes: what no indicator and no framework of theirs shows. */

static void
add_use (GHashTable *used, const RuleUse *use)
{
  if (use && use->rule)
    g_hash_table_add (used, (gpointer)use->rule);
}

static void
add_uses (GHashTable *used, const RuleUse *uses)
{
  for (int i = 0; uses && i < DIRECTION_N; i++)
    add_use (used, &uses[i]);
}

/* What the scheme of SIDE uses and shows: its framework with those that this is made from, and the rules and
 * scales of both. */
static void
collect_used (const Side *side, GHashTable *used)
{
  const Scheme *scheme = side->scheme;
  const Framework *framework = scheme->framework;
  for (const Framework *shown = framework; shown;)
    {
      const AstNode *extends = shown->origin.node ? ast_find (shown->origin.node, AST_EXTENDS) : NULL;
      g_hash_table_add (used, (gpointer)shown);
      shown = extends ? g_hash_table_lookup (side->model->frameworks, extends->child->atom->key) : NULL;
    }
  add_uses (used, framework->defaults);
  for (unsigned i = 0; i < framework->n_tiers; i++)
    add_uses (used, framework->tiers[i]->defaults);
  g_hash_table_add (used, (gpointer)framework->judged_on);
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    {
      const Indicator *indicator = scheme->indicators[i];
      add_use (used, &indicator->rule);
      g_hash_table_add (used, (gpointer)indicator->scale);
      if (indicator->target.level)
        g_hash_table_add (used, (gpointer)indicator->target.level->scale);
    }
}

static void
compare_unused (Differ *differ, const Kind *kind, GHashTable *used)
{
  g_autoptr (GPtrArray) now = own (kind, kind->new, differ->new.model);
  for (guint i = 0; i < now->len; i++)
    {
      gconstpointer new = now->pdata[i], old = g_hash_table_lookup (kind->old, kind->name (new)->key);
      if (!old || g_hash_table_contains (used, new) || g_hash_table_contains (used, old))
        continue;
      kind->compare (differ, old, new);
    }
}

static void
compare_kind (Differ *differ, const Kind *kind)
{
  g_autoptr (GPtrArray) now = own (kind, kind->new, differ->new.model),
                        was = own (kind, kind->old, differ->old.model);
  for (guint i = 0; i < now->len; i++)
    {
      gconstpointer new = now->pdata[i], old = g_hash_table_lookup (kind->old, kind->name (new)->key);
      if (!old)
        add_lone (differ, kind, NULL, new);
      else
        kind->compare (differ, old, new);
    }
  for (guint i = 0; i < was->len; i++)
    if (!g_hash_table_lookup (kind->new, kind->name (was->pdata[i])->key))
      add_lone (differ, kind, was->pdata[i], NULL);
}

static void
list_kinds (const Differ *differ, Kind kinds[N_KINDS])
{
  const Model *old = differ->old.model, *new = differ->new.model;
  kinds[0] = (Kind){ SUBJECT_FRAMEWORK, old->frameworks,    new->frameworks, framework_name,
                     framework_origin,  compare_frameworks, framework_form };
  kinds[1] = (Kind){ SUBJECT_RULE,           old->rules,     new->rules, rule_name, rule_origin,
                     compare_declared_rules, whole_rule_form };
  kinds[2] = (Kind){ SUBJECT_SCALE,           old->scales,     new->scales, name_of_scale, scale_origin,
                     compare_declared_scales, whole_scale_form };
}

void
differ_declared (Differ *differ)
{
  Kind kinds[N_KINDS];
  list_kinds (differ, kinds);
  for (unsigned i = 0; i < N_KINDS; i++)
    compare_kind (differ, &kinds[i]);
}

void
differ_unused (Differ *differ)
{
  g_autoptr (GHashTable) used = g_hash_table_new (NULL, NULL);
  Kind kinds[N_KINDS];
  collect_used (&differ->old, used);
  collect_used (&differ->new, used);
  list_kinds (differ, kinds);
  for (unsigned i = 0; i < N_KINDS; i++)
    compare_unused (differ, &kinds[i], used);
}
