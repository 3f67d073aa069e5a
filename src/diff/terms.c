/* Units, functions, calendars and checks by themselves, and what is not compared.  Of files without a scheme
   every one of the root file is compared.  Of schemes checks are, of all files but the library's, since no
   indicator shows what they do; of the rest those that both sides declare, so that a changed unit is said to
   be the cause of what changed by it, or is said at all.  So are the 要求 of rules, and the 依据 and 备注 of
   whatever both declare: no score shows them.  All compare by normal form.  Of 实绩, 测试 and 句式 only the
   words are compared. */
#include "diff/differ.h"
#include "base/text.h"
#include "sema/expr-text.h"
#include "sema/normal.h"
#include "syntax/keywords.h"
#include <string.h>

/* One name that a side declares. */
typedef struct
{
  const Atom *name;
  Origin origin;
} Term;

typedef struct
{
  AstKind kind;
  ChangeSubject subject;
  void (*compare) (Differ *differ, const Subject *subject, const Term *old,
                   const Term *new); /* NULL: its words only */
  GString *(*form) (const Differ *differ, const Side *side,
                    const Term *term); /* what it means, of one that stands alone */
} TermKind;

typedef struct
{
  GHashTable *by_name; /* key -> Term */
  GPtrArray *order;    /* Term */
} Terms;

/* Every file of a side but the library's, or its root only. */
static void
collect_modules (const Module *module, bool deep, GPtrArray *modules)
{
  if (module->library || g_ptr_array_find (modules, module, NULL))
    return;
  g_ptr_array_add (modules, (gpointer)module);
  for (guint i = 0; deep && i < module->imports->len; i++)
    collect_modules (module->imports->pdata[i], deep, modules);
}

static void
add_terms (const Differ *differ, const Unit *unit, AstKind kind, Terms *terms)
{
  for (const AstNode *node = ast_find (unit->root, kind); node; node = ast_find_next (node))
    for (const AstNode *name = ast_find (node, AST_NAME); name;
         name = kind == AST_UNIT ? ast_find_next (name) : NULL)
      {
        Term *term = arena_new0 (differ->arena, Term);
        *term = (Term){ name->atom, { unit, node } };
        if (!g_hash_table_contains (terms->by_name, name->atom->key))
          {
            g_hash_table_insert (terms->by_name, (gpointer)name->atom->key, term);
            g_ptr_array_add (terms->order, term);
          }
      }
}

static Terms
terms_of (const Differ *differ, const Side *side, AstKind kind, bool deep)
{
  Terms terms = { g_hash_table_new (NULL, NULL), g_ptr_array_new () };
  g_autoptr (GPtrArray) modules = g_ptr_array_new ();
  collect_modules (side->model->root, deep, modules);
  for (guint i = 0; i < modules->len; i++)
    add_terms (differ, ((const Module *)modules->pdata[i])->unit, kind, &terms);
  return terms;
}

static void
terms_clear (Terms *terms)
{
  g_hash_table_unref (terms->by_name);
  g_ptr_array_unref (terms->order);
}

/* Words */

static const char *
plain (const Side *side, const Origin *origin, const AstNode *node)
{
  return node ? model_plain_text (side->model, origin->unit, node) : NULL;
}

/* Adds a change from the form BEFORE to AFTER, told with the two nodes as written. */
static void
add_formed (Differ *differ, const Subject *subject, ChangeKind kind, const Term *terms[2], GString *forms[2],
            const AstNode *nodes[2])
{
  Change *change;
  if (!g_string_equal (forms[0], forms[1]))
    {
      change = differ_add (differ, subject, kind, ASPECT_NONE, NULL, forms[0]->str, forms[1]->str);
      change->old_text = plain (&differ->old, &terms[0]->origin, nodes[0]);
      change->new_text = plain (&differ->new, &terms[1]->origin, nodes[1]);
    }
  g_string_free (forms[0], TRUE);
  g_string_free (forms[1], TRUE);
}

/* Units */

/* The `24个` of a unit. */
static const AstNode *
unit_value (const Term *term)
{
  const AstNode *value = ast_find (term->origin.node, AST_QUANTITY);
  return value ? value : ast_find (term->origin.node, AST_NUMBER);
}

/* True if 整数 is said of it, and what it is made of does not say so already. */
static bool
comes_in_wholes (const Side *side, const Term *term, const Measure *measure)
{
  const AstNode *value = unit_value (term);
  const Measure *of;
  Rational amount;
  if (!ast_find (term->origin.node, AST_INTEGER))
    return false;
  return !value || !model_read_quantity (side->model, term->origin.unit, value, &amount, &of) || !of->integer
         || !rational_equal (of->step, measure->step);
}

static GString *
unit_form (G_GNUC_UNUSED const Differ *differ, const Side *side, const Term *term)
{
  const Measure *measure = measure_find (side->model->measures, term->name->text);
  GString *form = g_string_new (NULL);
  if (!measure)
    return form;
  rational_append_fraction (form, measure->factor);
  g_string_append (form, dimension_text (measure->dimension));
  if (comes_in_wholes (side, term, measure))
    g_string_append (form, " whole");
  return form;
}

/* `24个 整数` */
static const char *
unit_text (const Differ *differ, const Side *side, const Term *term)
{
  const char *value = plain (side, &term->origin, unit_value (term));
  const AstNode *mark = ast_find (term->origin.node, AST_INTEGER);
  GString *text = g_string_new (value ? value : "");
  if (mark)
    g_string_append_printf (text, "%s%s", value ? " " : "", plain (side, &term->origin, mark));
  return text->len ? differ_text (differ, text) : (g_string_free (text, TRUE), NULL);
}

static void
compare_units (Differ *differ, const Subject *subject, const Term *old, const Term *new)
{
  g_autoptr (GString) before = unit_form (differ, &differ->old, old);
  g_autoptr (GString) after = unit_form (differ, &differ->new, new);
  Change *change;
  if (g_string_equal (before, after))
    return;
  change = differ_add (differ, subject, CHANGE_DEFINITION, ASPECT_NONE, NULL, before->str, after->str);
  change->old_text = unit_text (differ, &differ->old, old);
  change->new_text = unit_text (differ, &differ->new, new);
}

/* Functions */

/* NULL: it is faulty. */
static const Expr *
body_of (const Differ *differ, const Side *side, const Term *term)
{
  const Model *model = side->model;
  const Function *function = g_hash_table_lookup (model->functions, term->name->key);
  ExprScope scope = { .session = model->session,
                      .measures = model->measures,
                      .unit = term->origin.unit,
                      .functions = model->functions,
                      .model = side->model,
                      .arena = differ->arena };
  if (!function || function->faulty)
    return NULL;
  scope.params = function->params;
  scope.n_params = function->n_params;
  return expr_resolve (&scope, function->body);
}

static GString *
function_form (const Differ *differ, const Side *side, const Term *term)
{
  const Function *function = g_hash_table_lookup (side->model->functions, term->name->key);
  const Expr *body = body_of (differ, side, term);
  GString *form = g_string_new (NULL);
  if (!body)
    return form;
  g_string_append_printf (form, "%u ", function->n_params);
  expr_append_normal (form, body);
  return form;
}

static bool
reads_alike (const Differ *differ, const Term *old, const Term *new)
{
  return differ_same_words (plain (&differ->old, &old->origin, old->origin.node),
                            plain (&differ->new, &new->origin, new->origin.node));
}

static void
add_function (Differ *differ, const Subject *subject, const Term *old, const Term *new)
{
  add_formed (
      differ, subject, CHANGE_DEFINITION, (const Term *[]){ old, new },
      (GString *[]){ function_form (differ, &differ->old, old), function_form (differ, &differ->new, new) },
      (const AstNode *[]){ old->origin.node->last_child, new->origin.node->last_child });
}

static void
compare_functions (Differ *differ, const Subject *subject, const Term *old, const Term *new)
{
  if (!reads_alike (differ, old, new))
    add_function (differ, subject, old, new);
}

/* Another meaning in the same words comes from what it uses; most often that is told. */
static void
compare_functions_alike (Differ *differ, const Subject *subject, const Term *old, const Term *new)
{
  const Expr *was = NULL, *is = NULL;
  g_autoptr (GString) before = g_string_new (NULL);
  g_autoptr (GString) after = g_string_new (NULL);
  if (!reads_alike (differ, old, new) || !(was = body_of (differ, &differ->old, old))
      || !(is = body_of (differ, &differ->new, new)))
    return;
  expr_append_normal (before, was);
  expr_append_normal (after, is);
  if (!g_string_equal (before, after)
      && !differ_uses_changed (differ, new->origin.unit, new->origin.node->last_child,
                               expr_holds_calendar (is)))
    add_function (differ, subject, old, new);
}

/* Calendars */

static const Calendar *
calendar_of (const Side *side, const Term *term)
{
  for (guint i = 0; i < side->model->calendars->len; i++)
    if (((const Calendar *)side->model->calendars->pdata[i])->origin.node == term->origin.node)
      return side->model->calendars->pdata[i];
  return NULL;
}

/* The days of CALENDAR that OTHER has otherwise: `2025年1月28日 班`. */
static const char *
days_text (const Differ *differ, const Calendar *calendar, const Calendar *other)
{
  GString *text = g_string_new (NULL);
  unsigned j = 0;
  for (unsigned i = 0; i < calendar->n_days; i++)
    {
      const CalendarDay *day = &calendar->days[i];
      while (j < other->n_days && other->days[j].day < day->day)
        j++;
      if (j < other->n_days && other->days[j].day == day->day && other->days[j].work == day->work)
        continue;
      g_string_append (text, text->len ? "、" : "");
      date_append (text, day->day);
      g_string_append_printf (text, " %s", day->work ? "班" : "休");
    }
  if (calendar->year != other->year)
    g_string_append_printf (text, "%s%d年", text->len ? "、" : "", calendar->year);
  return text->len ? differ_text (differ, text) : (g_string_free (text, TRUE), NULL);
}

static GString *
calendar_form (G_GNUC_UNUSED const Differ *differ, const Side *side, const Term *term)
{
  const Calendar *calendar = calendar_of (side, term);
  GString *form = g_string_new (NULL);
  if (calendar)
    calendar_append_normal (form, calendar);
  return form;
}

static void
compare_calendars (Differ *differ, const Subject *subject, const Term *old, const Term *new)
{
  const Calendar *was = calendar_of (&differ->old, old), *is = calendar_of (&differ->new, new);
  const char *before = was && is ? days_text (differ, was, is) : NULL,
             *after = was && is ? days_text (differ, is, was) : NULL;
  if (before || after)
    differ_add_text (differ, subject, CHANGE_DEFINITION, ASPECT_NONE, before, after);
}

/* Checks */

static void
compare_checks (Differ *differ, const Subject *subject, const Term *old, const Term *new)
{
  const Check *was = g_hash_table_lookup (differ->old.model->checks, old->name->key);
  const Check *is = g_hash_table_lookup (differ->new.model->checks, new->name->key);
  if (was && is)
    differ_check (differ, subject, was, is);
}

static GString *
check_form (const Differ *differ, const Side *side, const Term *term)
{
  const Check *check = g_hash_table_lookup (side->model->checks, term->name->key);
  return check ? differ_check_form (differ, side, check) : g_string_new (NULL);
}

/* 要求 of rules: what they give is compared where they are used (rule.c), or declared (declared.c) */

static const char *
requirements_form (const Differ *differ, const Rule *rule)
{
  GString *form = g_string_new (NULL);
  rule_append_requirements (form, rule);
  return differ_text (differ, form);
}

/* As written, in their order. */
static const char *
requirements_text (const Differ *differ, const Rule *rule)
{
  GString *text = g_string_new (NULL);
  for (unsigned i = 0; i < rule->n_requirements; i++)
    {
      const Requirement *requirement = &rule->requirements[i];
      g_autofree char *written = unit_node_text (rule->origin.unit, requirement->node->child);
      g_string_append_printf (text, "%s%s", i ? "；" : "", written);
      if (requirement->text)
        g_string_append_printf (text, " \"%s\"", requirement->text);
    }
  return differ_text (differ, text);
}

static void
compare_requirements (Differ *differ, const Subject *subject, const Term *old, const Term *new)
{
  const Rule *was = g_hash_table_lookup (differ->old.model->rules, old->name->key);
  const Rule *is = g_hash_table_lookup (differ->new.model->rules, new->name->key);
  const char *before, *after;
  Change *change;
  if (!was || !is || (was->n_requirements == 0 && is->n_requirements == 0))
    return;
  before = requirements_form (differ, was);
  after = requirements_form (differ, is);
  if (strcmp (before, after) == 0)
    return;
  change = differ_add (differ, subject, CHANGE_TEXT, ASPECT_REQUIREMENT, NULL, before, after);
  change->old_text = was->n_requirements ? requirements_text (differ, was) : NULL;
  change->new_text = is->n_requirements ? requirements_text (differ, is) : NULL;
}

/* All of a kind */

/* The indicators whose formulas use TERM, of SIDE. */
static void
find_concerned (Differ *differ, const TermKind *kind, const Term *term, const Side *side, Change *ret_change)
{
  const Calendar *calendar = kind->kind == AST_CALENDAR ? calendar_of (side, term) : NULL;
  ret_change->n_members = 0;
  if (kind->kind == AST_UNIT || kind->kind == AST_FUNCTION || calendar)
    ret_change->members = differ_concerned (differ, kind->subject, term->name, calendar ? calendar->year : 0,
                                            &ret_change->n_members);
}

/* CONCERNING: only if an indicator of both sides uses it. */
static void
tell_lone (Differ *differ, const TermKind *kind, const Term *old, const Term *new, bool concerning)
{
  const Term *term = old ? old : new;
  const Side *side = old ? &differ->old : &differ->new;
  Subject subject = subject_of_name (differ, kind->subject, NULL, term->name->text, old ? &old->origin : NULL,
                                     new ? &new->origin : NULL);
  g_autoptr (GString) form = NULL;
  Change concerned, *change;
  find_concerned (differ, kind, term, side, &concerned);
  if (concerning && !concerned.n_members)
    return;
  form = kind->form (differ, side, term);
  differ_append_words (differ, form, &term->origin);
  change = differ_add_lone (differ, &subject, old != NULL, form->str);
  change->n_members = concerned.n_members;
  change->members = concerned.n_members ? concerned.members : NULL;
}

static void
compare_pair (Differ *differ, const TermKind *kind, const Subject *subject, const Term *old, const Term *new)
{
  guint before = differ->changes->len;
  if (kind->compare)
    kind->compare (differ, subject, old, new);
  if (differ->changes->len > before)
    find_concerned (differ, kind, new, &differ->new, &g_array_index (differ->changes, Change, before));
  differ_words (differ, subject, &old->origin, &new->origin);
  if (kind->kind == AST_FRAMEWORK)
    differ_tier_words (differ, subject->path, &old->origin, &new->origin);
}

/* LONE: also what one side has alone. */
static void
compare_kind (Differ *differ, const TermKind *kind, bool deep, bool lone)
{
  Terms was = terms_of (differ, &differ->old, kind->kind, deep),
        is = terms_of (differ, &differ->new, kind->kind, deep);
  for (guint i = 0; i < is.order->len; i++)
    {
      const Term *new = is.order->pdata[i], *old = g_hash_table_lookup (was.by_name, new->name->key);
      Subject subject = subject_of_name (differ, kind->subject, NULL, new->name->text,
                                         old ? &old->origin : NULL, &new->origin);
      if (old)
        compare_pair (differ, kind, &subject, old, new);
      else if (lone || kind->kind == AST_CALENDAR)
        tell_lone (differ, kind, NULL, new, !lone);
    }
  for (guint i = 0; (lone || kind->kind == AST_CALENDAR) && i < was.order->len; i++)
    if (!g_hash_table_contains (is.by_name, ((const Term *)was.order->pdata[i])->name->key))
      tell_lone (differ, kind, was.order->pdata[i], NULL, !lone);
  terms_clear (&was);
  terms_clear (&is);
}

void
differ_terms (Differ *differ)
{
  static const TermKind KINDS[] = { { AST_UNIT, SUBJECT_UNIT, compare_units, unit_form },
                                    { AST_CALENDAR, SUBJECT_CALENDAR, compare_calendars, calendar_form },
                                    { AST_FUNCTION, SUBJECT_FUNCTION, compare_functions, function_form },
                                    { AST_CHECK, SUBJECT_CHECK, compare_checks, check_form } };
  static const TermKind ALIKE = { AST_FUNCTION, SUBJECT_FUNCTION, compare_functions_alike, NULL };
  static const TermKind DECLARED[] = { { AST_FRAMEWORK, SUBJECT_FRAMEWORK, NULL, NULL },
                                       { AST_RULE, SUBJECT_RULE, compare_requirements, NULL },
                                       { AST_SCALE, SUBJECT_SCALE, NULL, NULL } };
  bool schemes = differ->old.scheme && differ->new.scheme;
  for (size_t i = 0; i < G_N_ELEMENTS (KINDS); i++)
    compare_kind (differ, &KINDS[i], schemes, !schemes || KINDS[i].kind == AST_CHECK);
  compare_kind (differ, &ALIKE, schemes, false);
  for (size_t i = 0; i < G_N_ELEMENTS (DECLARED); i++)
    compare_kind (differ, &DECLARED[i], schemes, false);
  if (schemes)
    differ_settings (differ, differ->old.scheme, differ->new.scheme);
}

/* What is not compared */

/* The words of all nodes of KIND in the file of SIDE, wherever they stand. */
static void
append_nodes (const Unit *unit, const AstNode *node, AstKind kind, GString *words)
{
  if (node->kind == kind)
    for (int32_t i = node->at.first; i <= node->at.last; i++)
      {
        const Token *token = &unit->tokens[i];
        if (!token_is_trivia (token))
          g_string_append_printf (words, "%.*s ", (int)(token->span.end - token->span.start),
                                  source_text (unit->source) + token->span.start);
      }
  else
    ast_foreach (child, node) append_nodes (unit, child, kind, words);
}

/* (owned) */
static char *
words_of (const Side *side, AstKind kind)
{
  const Unit *unit = side->model->root->unit;
  g_autoptr (GString) words = g_string_new (NULL);
  append_nodes (unit, unit->root, kind, words);
  return text_fold_key (words->str, (gssize)words->len);
}

static bool
same_nodes (const Differ *differ, AstKind kind)
{
  g_autofree char *old = words_of (&differ->old, kind), *new = words_of (&differ->new, kind);
  return strcmp (old, new) == 0;
}

void
differ_not_compared (Differ *differ)
{
  differ->diff->not_compared = (same_nodes (differ, AST_ACTUALS) ? 0 : NOT_COMPARED_ACTUALS)
                               | (same_nodes (differ, AST_TEST) ? 0 : NOT_COMPARED_TESTS)
                               | (same_nodes (differ, AST_WORDING) ? 0 : NOT_COMPARED_WORDINGS);
}
