/* What is done once all rows are read: the values of formulas are computed from the facts, whose units are
   checked, and what was not given is reported. */
#include "eval/actuals-private.h"
#include "base/i18n.h"
#include "base/limits.h"

/* `甲 =` and nothing after it, which the parser has reported (row_without_value) and read as 未填: the sign
 * stands for the value. */
static bool
is_left_out (const Place *place)
{
  const char *text = place->source ? source_text (place->source) + place->span.start : "";
  return g_str_has_prefix (text, "=") || g_str_has_prefix (text, "＝");
}

static void
report_missing (const Actuals *actuals, const Indicator *indicator)
{
  const Unit *unit = indicator->origin.unit;
  bool given = actuals->given[indicator->index];
  const Place definition = { .source = unit->source, .span = unit_node_span (unit, indicator->origin.node) };
  const Place *place = given ? &actuals->actuals[indicator->index].place : &definition;
  Diag *diag;
  if (given && is_left_out (place))
    return;
  diag = actuals_report (actuals, place, DIAG_missing_actual, indicator->name->text, NULL, NULL);
  diag_note (diag, _ ("its target is {1}: write what was achieved, or 不适用 if it does not apply this year"),
             indicator->target.text ? indicator->target.text : "", NULL);
  diag_note (diag, _ ("--partial computes the interval of what is possible without it"), NULL);
  g_hash_table_insert (actuals->faults, diag, (gpointer)indicator);
}

/* Formulas */

static Diag *
report_at (const Actuals *actuals, const Expr *expr, DiagCode code, const char *one, const char *two)
{
  const Unit *unit = expr_unit (expr);
  return diag_report (actuals->model->session->sink, code, unit->source,
                      unit_node_span (unit, expr_node (expr)), one, two, NULL);
}

static int
fact_index (const Actuals *actuals, const char *name)
{
  GPtrArray *names = actuals->model->fact_names;
  const Atom *atom = atom_intern (actuals->model->session->atoms, name, -1);
  for (guint i = 0; i < names->len; i++)
    if (atom_same (names->pdata[i], atom))
      return (int)i;
  return -1;
}

static void
label_formula (Diag *diag, const Indicator *indicator, const Expr *at)
{
  const Unit *unit = expr_unit (at);
  diag_label (diag, unit->source, unit_node_span (unit, expr_node (at)), _ ("the formula of ‘{1}’"),
              indicator->name->text, NULL);
}

/* At the row that gives it no value; without one at the user's scheme where the formula is the library's. */
static void
report_missing_fact (const Actuals *actuals, const Indicator *indicator, const Expr *fact)
{
  const char *name = expr_name (fact);
  const Actual *given = actuals_fact (actuals, name);
  const Unit *unit = actuals->scheme->origin.unit;
  Place scheme
      = { .source = unit->source, .span = unit_node_span (unit, actuals->scheme->origin.node->child) };
  Diag *diag;
  if (!given && !indicator->from_framework)
    diag = report_at (actuals, fact, DIAG_data_missing_fact, name, indicator->name->text);
  else
    {
      diag = actuals_report (actuals, given ? &given->place : &scheme, DIAG_data_missing_fact, name,
                             indicator->name->text, NULL);
      label_formula (diag, indicator, fact);
    }
  g_hash_table_insert (actuals->faults, diag, (gpointer)indicator);
  if (given)
    diag_note (diag, _ ("this row gives it no value: write one, and its unit"), NULL);
  else
    diag_note (diag, _ ("write it under 数据, or as a row of the table: {1} = …"), name, NULL);
}

/* Each fact that the formula reads and that was not given; one whose row was refused was spoken of. */
static void
report_missing_facts (const Actuals *actuals, const Indicator *indicator, const Frame *frame)
{
  GPtrArray *names = actuals->model->fact_names;
  g_autofree bool *has = g_memdup2 (frame->has_fact, names->len * sizeof (bool));
  g_autofree Rational *facts = g_memdup2 (frame->facts, names->len * sizeof (Rational));
  Frame trial = *frame;
  const Expr *missing;
  Rational value;
  trial.has_fact = has;
  trial.facts = facts;
  while (expr_eval (indicator->formula, &trial, &value, &missing) == EVAL_NO_VALUE)
    {
      const char *name = expr_name (missing);
      int index = fact_index (actuals, name);
      if (index < 0 || !(actuals->unread || actuals->refused_facts[index]))
        report_missing_fact (actuals, indicator, missing);
      if (index < 0)
        return;
      has[index] = true;
      facts[index] = RATIONAL_ONE;
    }
}

static void
note_facts (const Actuals *actuals, const Indicator *indicator, Diag *diag)
{
  GPtrArray *names = actuals->model->fact_names;
  for (guint i = 0; i < names->len; i++)
    if (actuals->has_facts[i] && expr_uses_fact (indicator->formula, i))
      diag_note (diag, _ ("given for ‘{1}’: {2}"), ((const Atom *)names->pdata[i])->text,
                 type_text (&actuals->fact_types[i]), NULL);
}

static bool
is_bare (const Type *type)
{
  return type->kind == TYPE_NUMBER && type->bare && !type->literal_zero;
}

/* The first fact of the formula that was given without a unit (BARE) or with one; NULL: none. */
static const Actual *
first_fact (const Actuals *actuals, const Indicator *indicator, bool bare)
{
  GPtrArray *names = actuals->model->fact_names;
  for (guint i = 0; i < names->len; i++)
    if (actuals->has_facts[i] && expr_uses_fact (indicator->formula, i)
        && is_bare (&actuals->fact_types[i]) == bare)
      return actuals_fact (actuals, ((const Atom *)names->pdata[i])->text);
  return NULL;
}

/* At the fact that is most likely wrong: one without a unit, else the first. */
static bool
report_units (const Actuals *actuals, const Indicator *indicator, const char *why)
{
  const Actual *bare = first_fact (actuals, indicator, true), *other = first_fact (actuals, indicator, false);
  const Actual *fact = bare ? bare : other;
  const char *unit = other && other->measure ? other->measure->text : indicator->target.measure->text;
  Diag *diag;
  if (!fact)
    return report_at (actuals, indicator->formula, DIAG_fact_units, indicator->name->text, why), false;
  diag = actuals_report (actuals, &fact->place, DIAG_fact_units, indicator->name->text, why, NULL);
  label_formula (diag, indicator, indicator->formula);
  note_facts (actuals, indicator, diag);
  if (bare && *unit)
    {
      g_autofree char *fixed = g_strconcat (bare->text, unit, NULL);
      actuals_suggest (diag, &bare->place, fixed);
    }
  return false;
}

static bool
type_fits (const Actuals *actuals, const Indicator *indicator, const Type *type)
{
  const Target *target = &indicator->target;
  if (type->kind == TYPE_ANY)
    return true;
  if (target->direction == DIRECTION_LEVEL || target->is_date)
    return target->is_date && type->kind == TYPE_DATE;
  return type->kind == TYPE_NUMBER
         && (type->literal_zero || type->dimension == target->measure->dimension
             || actuals_any_unit_fits (actuals, target));
}

/* The unit in which a computed value is shown: the target's, of a bare 0 the value's own. */
static const Measure *
shown_measure (const Actuals *actuals, const Indicator *indicator, const Type *type)
{
  const Measure *wanted = indicator->target.measure, *own = NULL;
  if (type->kind == TYPE_NUMBER && actuals_any_unit_fits (actuals, &indicator->target))
    own = measure_find (actuals->model->measures, dimension_text (type->dimension));
  return own ? own : wanted;
}

/* The units of the facts given, in the formula and against the target. */
static bool
check_units (const Actuals *actuals, const Indicator *indicator, const Measure **ret_shown)
{
  Model *model = actuals->model;
  g_autoptr (DiagSink) sink = diag_sink_new ();
  Session session
      = *model->session; /* the same session with a sink of its own: what is wrong is the data's fault */
  TypeContext context = { .session = &session,
                          .measures = model->measures,
                          .unit = indicator->origin.unit,
                          .facts = actuals->fact_types,
                          .score = model->score,
                          .day = model->day };
  const GPtrArray *faults;
  Type type;
  session.sink = sink;
  type = expr_type (&context, indicator->formula);
  faults = diag_sink_sorted (sink);
  if (type.kind == TYPE_ERROR)
    return report_units (actuals, indicator, faults->len ? ((const Diag *)faults->pdata[0])->message : "");
  *ret_shown = shown_measure (actuals, indicator, &type);
  if (type_fits (actuals, indicator, &type))
    return true;
  {
    g_autofree char *why = diag_format (_ ("the target is {1}, but the formula gives {2}"),
                                        indicator->target.text, type_text (&type), NULL);
    return report_units (actuals, indicator, why);
  }
}

/* `133.4033%`, `12.5万元`: the value in MEASURE. */
static const char *
computed_text (const Actuals *actuals, const Indicator *indicator, const Measure *measure, Rational value)
{
  g_autoptr (GString) text = g_string_new (NULL);
  if (indicator->target.is_date)
    date_append (text, (Day)value.num);
  else if (!rational_append_decimal (text,
                                     rational_div (actuals->model->session->numbers, value, measure->factor)))
    while (text->len > 1 && (g_str_has_suffix (text->str, "0") || g_str_has_suffix (text->str, ".")))
      {
        bool point = g_str_has_suffix (text->str, ".");
        g_string_truncate (text, text->len - 1);
        if (point)
          break;
      }
  if (!indicator->target.is_date)
    g_string_append (text, measure->text);
  return arena_strndup (actuals->arena, text->str, text->len);
}

static bool
is_day (Rational value)
{
  return rational_is_integer (value) && rational_cmp (value, RATIONAL_INT (date_to_day (1, 1, 1))) >= 0
         && rational_cmp (value, RATIONAL_INT (date_to_day (9999, 12, 31))) <= 0;
}

/* At the fact that is to be the number of working days, if it is one. */
static void
report_day_count (const Actuals *actuals, const Indicator *indicator, const Expr *failed)
{
  const Actual *fact = actuals_fact (actuals, expr_name (failed));
  g_autofree char *text = unit_node_text (expr_unit (failed), expr_node (failed));
  if (!fact)
    note_facts (actuals, indicator,
                report_at (actuals, failed, DIAG_computed_day_count, indicator->name->text, text));
  else
    label_formula (actuals_report (actuals, &fact->place, DIAG_computed_day_count, indicator->name->text,
                                   fact->text, NULL),
                   indicator, failed);
}

/* A formula whose working days could not be counted or given, or with a number too long. */
static void
report_beyond (const Actuals *actuals, const Indicator *indicator, const Frame *frame, EvalStatus status,
               const Expr *failed)
{
  if (status == EVAL_BAD_COUNT)
    {
      report_day_count (actuals, indicator, failed);
      return;
    }
  if (status == EVAL_TOO_LONG)
    {
      note_facts (actuals, indicator,
                  report_at (actuals, failed, DIAG_computed_too_long, indicator->name->text,
                             G_STRINGIFY (LIMIT_COMPUTED_DIGITS)));
      return;
    }
  int year = expr_unpublished_year (failed, frame);
  g_autofree char *of_year = g_strdup_printf ("%d", year);
  expr_note_calendar (report_at (actuals, failed, DIAG_computed_unpublished, indicator->name->text, of_year),
                      year);
}

/* True if VALUE, computed for a target that is a duration, is below 0, and the target is not. */
static bool
is_below_zero (const Actuals *actuals, const Target *target, Rational value)
{
  const Measure *working_day = measure_find (actuals->model->measures, "工作日");
  bool duration = !target->is_date && target->direction != DIRECTION_LEVEL
                  && (target->measure->dimension == actuals->model->day
                      || (working_day && target->measure->dimension == working_day->dimension));
  return duration && rational_sign (value) < 0 && !(target->has_lower && rational_sign (target->lower) < 0)
         && !(target->has_upper && rational_sign (target->upper) < 0);
}

/* As of a period that ends before it begins. */
static void
report_below_zero (const Actuals *actuals, const Indicator *indicator, const Measure *measure, Rational value)
{
  Diag *diag = report_at (actuals, indicator->formula, DIAG_computed_below_zero, indicator->name->text,
                          computed_text (actuals, indicator, measure, value));
  note_facts (actuals, indicator, diag);
  diag_note (diag, _ ("are two dates the wrong way round?"), NULL);
}

static void
compute (Actuals *actuals, const Indicator *indicator, bool partial)
{
  Actual *computed = &actuals->computed[indicator->index];
  Frame frame
      = { .pool = actuals->model->session->numbers, .facts = actuals->facts, .has_fact = actuals->has_facts };
  EvalStatus status;
  const Expr *failed;
  Rational value;
  *computed = (Actual){ .kind = ACTUAL_NONE, .measure = indicator->target.measure };
  if (!check_units (actuals, indicator, &computed->measure))
    {
      actuals->failed[indicator->index] = true;
      return;
    }
  status = expr_eval (indicator->formula, &frame, &value, &failed);
  if (status == EVAL_NO_VALUE)
    {
      if (!partial)
        report_missing_facts (actuals, indicator, &frame);
      return;
    }
  if (status == EVAL_NO_CALENDAR || status == EVAL_BAD_COUNT || status == EVAL_TOO_LONG)
    {
      report_beyond (actuals, indicator, &frame, status, failed);
      actuals->failed[indicator->index] = true;
      return;
    }
  computed->kind = indicator->target.is_date ? ACTUAL_DATE : ACTUAL_NUMBER;
  computed->division_by_zero = status == EVAL_DIVISION_BY_ZERO;
  if (computed->division_by_zero)
    return;
  if (indicator->target
          .is_date) /* the day in which it lies: in expressions dates count in the base unit of 日 */
    value = rational_floor (frame.pool, rational_div (frame.pool, value, actuals->day_factor));
  if (indicator->target.is_date && !is_day (value))
    {
      report_units (actuals, indicator, _ ("the formula gives no date of the years 1 to 9999"));
      actuals->failed[indicator->index] = true;
      computed->kind = ACTUAL_NONE;
      return;
    }
  if (is_below_zero (actuals, &indicator->target, value))
    {
      report_below_zero (actuals, indicator, computed->measure, value);
      actuals->failed[indicator->index] = true;
      computed->kind = ACTUAL_NONE;
      return;
    }
  computed->number = value;
  computed->text = computed_text (actuals, indicator, computed->measure, value);
  if (indicator->target.is_date)
    computed->first = computed->last = (Day)value.num;
}

void
actuals_finish (Actuals *actuals, bool partial)
{
  for (unsigned i = 0; i < actuals->scheme->n_indicators; i++)
    {
      const Indicator *indicator = actuals->scheme->indicators[i];
      const Actual *actual = &actuals->actuals[i];
      bool missing = !actuals->given[i] || actual->kind == ACTUAL_NONE || actual->kind == ACTUAL_MISSING;
      if (indicator->formula && actuals->given[i] && actual->kind == ACTUAL_NA)
        continue; /* nothing is to be computed, and its facts need not be there */
      if (indicator->formula && indicator->ok)
        compute (actuals, indicator, partial);
      else if (missing && !partial && !indicator->formula && !actuals->unread && !actuals->refused[i])
        report_missing (actuals, indicator);
    }
}
