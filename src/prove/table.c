/* The table of `check --explain-rules`: a line for each piece of the score, with the arm that gives it, and
   below what was decided and for which numbers. */
#include "prove/table.h"
#include "base/i18n.h"
#include "base/text.h"

enum
{
  MOST_ROWS = 40,
  MOST_JUMPS = 10,
  WIDE_X = 34,
  WIDE_SCORE = 34
};

/* `−`, as fmt writes it, for the `-` at START. */
static void
set_minus (GString *out, gsize start)
{
  if (out->str[start] != '-')
    return;
  g_string_erase (out, (gssize)start, 1);
  g_string_insert (out, (gssize)start, "−");
}

void
prove_append_number (GString *out, Rational value)
{
  gsize start = out->len;
  if (!rational_append_decimal (out, value))
    {
      g_string_truncate (out, start);
      rational_append_fraction (out, value);
    }
  set_minus (out, start);
}

void
prove_append_points (GString *out, Rational value)
{
  gsize start = out->len;
  rational_append_decimal (out, value);
  set_minus (out, start);
}

static void
append_percent (GString *out, RationalPool *pool, Rational value)
{
  prove_append_number (out, rational_mul (pool, value, RATIONAL_INT (100)));
  g_string_append_c (out, '%');
}

void
prove_append_x (GString *out, const Model *model, const Indicator *indicator, Rational x)
{
  const Target *target = &indicator->target;
  RationalPool *pool = model->session->numbers;
  if (target->direction == DIRECTION_LEVEL)
    append_percent (out, pool, x);
  else if (target->is_date)
    date_append (out, (Day)x.num);
  else
    {
      prove_append_number (out, rational_div (pool, x, target->measure->factor));
      g_string_append (out, target->measure->text);
    }
}

const char *
prove_why (PieceWhy why)
{
  switch (why)
    {
    case WHY_DIVISION:
      return _ ("it divides by zero");
    case WHY_NO_VALUE:
      return _ ("a value that it needs is not there");
    case WHY_GIVEN:
      return _ ("it depends on the claimed score");
    case WHY_FORM:
      return _ ("the score is no quotient of linear forms");
    case WHY_MANY:
      return _ ("it has more than 10000 pieces");
    case WHY_ENDLESS:
      return _ ("it has endlessly many steps");
    case WHY_DAYS:
      return _ ("it counts working days, which follow no formula");
    case WHY_NONE:
      break;
    }
  return "";
}

/* Formulas */

/* A variable and the unit that it is counted in: x in the target's, or d, the days after one date. */
typedef struct
{
  const char *name;
  Rational unit, origin;
} Variable;

/* a + b·x. */
static void
append_linear (GString *out, const char *name, Rational a, Rational b, RationalPool *pool)
{
  Rational size = rational_abs (pool, b);
  if (rational_sign (b) == 0)
    {
      prove_append_number (out, a);
      return;
    }
  if (rational_sign (a) != 0)
    {
      prove_append_number (out, a);
      g_string_append (out, rational_sign (b) > 0 ? " + " : " − ");
    }
  else if (rational_sign (b) < 0)
    g_string_append (out, "−");
  if (!rational_equal (size, RATIONAL_ONE))
    {
      prove_append_number (out, size);
      g_string_append (out, " × ");
    }
  g_string_append (out, name);
}

static void
append_grouped (GString *out, const char *name, Rational a, Rational b, RationalPool *pool)
{
  bool sum = rational_sign (a) != 0 && rational_sign (b) != 0;
  g_string_append (out, sum ? "(" : "");
  append_linear (out, name, a, b, pool);
  g_string_append (out, sum ? ")" : "");
}

static void
append_piece (GString *out, RationalPool *pool, const Piece *piece, const Variable *variable)
{
  Rational d = rational_mul (pool, piece->d, variable->unit), by = rational_sign (d) != 0 ? d : RATIONAL_ONE;
  Rational a = rational_add (pool, piece->a, rational_mul (pool, piece->b, variable->origin));
  Rational c = rational_add (pool, piece->c, rational_mul (pool, piece->d, variable->origin));
  Rational b = rational_div (pool, rational_mul (pool, piece->b, variable->unit), by);
  a = rational_div (pool, a, by);
  switch (piece->kind)
    {
    case PIECE_VALUE:
      break;
    case PIECE_NA:
      g_string_append (out, "不适用");
      return;
    case PIECE_FAULT:
    case PIECE_UNKNOWN:
      g_string_append_printf (out, "%s%s",
                              piece->kind == PIECE_FAULT ? _ ("no score: ") : _ ("not decided: "),
                              prove_why (piece->why));
      return;
    case PIECE_OUTSIDE:
      return;
    }
  if (rational_sign (d) == 0)
    {
      append_linear (out, variable->name, a, b, pool);
      return;
    }
  append_grouped (out, variable->name, a, b, pool);
  g_string_append (out, " ÷ ");
  append_grouped (out, variable->name, rational_div (pool, c, d), RATIONAL_ONE, pool);
}

/* Rows */

static bool
continues (RationalPool *pool, const Stretch *stretch, const Stretch *next, bool whole)
{
  const Piece *p = &stretch->piece, *q = &next->piece;
  bool single = stretch->low_in && stretch->high_in && rational_equal (stretch->low.x, stretch->high.x);
  if (p->kind != q->kind || p->tag != q->tag || p->why != q->why || !stretch->high.has || !next->low.has)
    return false;
  if (!rational_equal (whole ? rational_add (pool, stretch->high.x, RATIONAL_ONE) : stretch->high.x,
                       next->low.x))
    return false;
  if (p->kind != PIECE_VALUE)
    return true;
  if (rational_equal (p->a, q->a) && rational_equal (p->b, q->b) && rational_equal (p->c, q->c)
      && rational_equal (p->d, q->d))
    return true;
  const Piece *line = single ? q : p, *point = single ? p : q;
  Rational x = single ? stretch->high.x : next->low.x;
  if (rational_sign (point->b) != 0 || rational_sign (point->d) != 0
      || (!single && !(next->high.has && rational_equal (next->low.x, next->high.x))))
    return false;
  return rational_sign (rational_add (pool, line->c, rational_mul (pool, line->d, x))) != 0
         && rational_equal (piece_value (pool, line, x), point->a);
}

/* Joins what a reader would not keep apart. (owned) */
static GArray *
rows_of (const View *view, const Curve *given)
{
  g_autoptr (GArray) stretches = g_array_new (FALSE, FALSE, sizeof (Stretch));
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Stretch));
  stretches_append (view, given, 0, stretches);
  for (guint i = 0; i < stretches->len; i++)
    {
      Stretch *stretch = &g_array_index (stretches, Stretch, i);
      Stretch *last = rows->len ? &g_array_index (rows, Stretch, rows->len - 1) : NULL;
      if (last && continues (view->pool, last, stretch, view->whole))
        {
          if (rational_sign (stretch->piece.b) != 0 || rational_sign (stretch->piece.d) != 0)
            last->piece = stretch->piece;
          last->high = stretch->high;
          last->high_in = stretch->high_in;
        }
      else
        g_array_append_val (rows, *stretch);
    }
  return rows;
}

typedef struct
{
  GString *out;
  const Model *model;
  const ProveReport *report;
  View view;
  Variable variable;
} Table;

static void
append_x (const Table *table, Rational x)
{
  prove_append_x (table->out, table->model, table->report->curves.indicator, x);
}

static void
append_range (const Table *table, const Stretch *row)
{
  GString *out = table->out;
  if (row->low.has && row->high.has && rational_equal (row->low.x, row->high.x))
    {
      g_string_append (out, "x = ");
      append_x (table, row->low.x);
      return;
    }
  if (row->low.has && row->high.has)
    append_x (table, row->low.x);
  if (row->low.has && row->high.has)
    g_string_append (out, row->low_in ? " ≤ x" : " < x");
  else
    g_string_append (out, "x");
  if (row->high.has)
    {
      g_string_append (out, row->high_in ? " ≤ " : " < ");
      append_x (table, row->high.x);
    }
  else if (row->low.has)
    {
      g_string_append (out, row->low_in ? " ≥ " : " > ");
      append_x (table, row->low.x);
    }
  else
    g_string_append_printf (out, " %s", _ ("any"));
}

static void
append_arm (const Table *table, const Piece *piece)
{
  const Rule *rule = table->report->curves.indicator->rule.rule;
  const Arm *arm = &rule->arms[piece->tag];
  Span span;
  if (!arm->condition)
    {
      g_string_append (table->out, "否则");
      return;
    }
  span = unit_node_span (expr_unit (arm->condition), expr_node (arm->condition));
  text_append_visible (table->out, source_text (expr_unit (arm->condition)->source) + span.start,
                       (gssize)(span.end - span.start));
}

/* Pads what was appended since START to WIDTH columns. */
static void
pad (GString *out, gsize start, unsigned width)
{
  unsigned now = text_width (out->str + start, (gssize)(out->len - start), false);
  for (; now < width; now++)
    g_string_append_c (out, ' ');
}

static void
append_row (const Table *table, const Stretch *row)
{
  GString *out = table->out;
  gsize start = out->len;
  g_string_append (out, "  ");
  append_range (table, row);
  pad (out, start, WIDE_X);
  g_string_append (out, "  ");
  start = out->len;
  append_piece (out, table->view.pool, &row->piece, &table->variable);
  pad (out, start, WIDE_SCORE);
  g_string_append (out, "  ");
  append_arm (table, &row->piece);
  g_string_append_c (out, '\n');
}

/* The first and the last day of the calendar are no bounds of anybody's. */
static void
open_calendar (const ScoreCurves *curves, GArray *rows)
{
  Stretch *first = &g_array_index (rows, Stretch, 0), *last = &g_array_index (rows, Stretch, rows->len - 1);
  if (!curves->indicator->target.is_date || curves->windowed || !rows->len)
    return;
  first->low.has = first->low.has && !rational_equal (first->low.x, curves->low);
  last->high.has = last->high.has && !rational_equal (last->high.x, curves->high);
}

static void
append_rows (const Table *table, const Curve *given)
{
  g_autoptr (GArray) rows = rows_of (&table->view, given);
  open_calendar (&table->report->curves, rows);
  for (guint i = 0; i < MIN (rows->len, MOST_ROWS); i++)
    append_row (table, &g_array_index (rows, Stretch, i));
  if (rows->len > MOST_ROWS)
    {
      g_autofree char *more = g_strdup_printf ("%u", rows->len - MOST_ROWS);
      g_autofree char *text = diag_format (_ ("{1} more"), more, NULL);
      g_string_append_printf (table->out, "  … %s\n", text);
    }
}

static void
append_level (const Table *table, const LevelScore *level)
{
  GString *out = table->out;
  g_string_append_printf (out, "  %s (%s)\n", level->name, level->met ? "达成" : "未达成");
  append_rows (table, level->given);
}

/* What was decided */

static void
append_witness (const Table *table, const Witness *witness, bool given)
{
  if (witness->level)
    g_string_append_printf (table->out, "%s ", witness->level);
  append_x (table, witness->x);
  g_string_append (table->out, " → ");
  prove_append_points (table->out, given ? witness->given : witness->score);
}

static void
append_claim (const Table *table, const char *what, const Claim *claim, bool given)
{
  GString *out = table->out;
  g_string_append_printf (out, "  %s", what);
  if (claim->state == CLAIM_PROVED)
    g_string_append_printf (out, "%s\n", _ ("yes"));
  else if (claim->state == CLAIM_OPEN)
    g_string_append_printf (out, "%s%s\n", _ ("not decided: "), prove_why (claim->why));
  else
    {
      g_string_append (out, _ ("no: "));
      for (unsigned i = 0; i < claim->n; i++)
        {
          g_string_append (out, i ? ", " : "");
          append_witness (table, &claim->witness[i], given);
        }
      g_string_append_c (out, '\n');
    }
}

static void
append_limit (GString *out, PieceLimit limit)
{
  if (limit.infinite)
    g_string_append (out, limit.infinite > 0 ? "∞" : "−∞");
  else
    prove_append_number (out, limit.value);
}

static void
append_jumps (const Table *table)
{
  const ProveReport *report = table->report;
  GString *out = table->out;
  if (report->curves.whole || !report->curves.given)
    return;
  if (report->continuous.state != CLAIM_DENIED)
    {
      append_claim (table, _ ("without jumps: "), &report->continuous, false);
      return;
    }
  for (guint i = 0; i < MIN (report->jumps->len, MOST_JUMPS); i++)
    {
      const Jump *jump = &g_array_index (report->jumps, Jump, i);
      g_string_append_printf (out, "  %s", _ ("jumps at "));
      append_x (table, jump->x);
      g_string_append (out, ": ");
      append_limit (out, jump->before);
      g_string_append (out, " | ");
      prove_append_number (out, jump->at);
      g_string_append (out, " | ");
      append_limit (out, jump->after);
      g_string_append_c (out, '\n');
    }
  if (report->jumps->len > MOST_JUMPS)
    {
      g_autofree char *more = g_strdup_printf ("%u", report->jumps->len - MOST_JUMPS);
      g_autofree char *text = diag_format (_ ("{1} more"), more, NULL);
      g_string_append_printf (out, "  … %s\n", text);
    }
}

static void
append_domain (const Table *table)
{
  const ScoreCurves *curves = &table->report->curves;
  GString *out = table->out;
  if (curves->windowed)
    {
      g_string_append_printf (out, "  %s", _ ("endlessly many steps; decided only for "));
      append_x (table, curves->low);
      g_string_append (out, " ≤ x ≤ ");
      append_x (table, curves->high);
      g_string_append_c (out, '\n');
    }
  if (curves->indicator->target.is_date)
    {
      g_string_append_printf (out, "  %s", _ ("d: days after "));
      append_x (table, table->variable.origin);
      g_string_append_c (out, '\n');
    }
  if (curves->whole)
    g_string_append_printf (out, "  %s\n",
                            curves->counted ? _ ("decided for whole numbers from 0 on")
                                            : _ ("decided for whole numbers"));
}

static void
append_never (const Table *table)
{
  const Rule *rule = table->report->curves.indicator->rule.rule;
  for (unsigned i = 0; i < rule->n_arms; i++)
    if (table->report->curves.arms[i] == ARM_NEVER)
      {
        Piece piece = { .tag = i };
        g_string_append_printf (table->out, "  %s", _ ("not taken for this target: "));
        append_arm (table, &piece);
        g_string_append_c (table->out, '\n');
      }
}

/* The use as it is written: at the indicator, or among the default rules of its tier or framework. NULL:
 * nowhere. */
static const Origin *
written_use (const ScoreCurves *curves)
{
  const Indicator *indicator = curves->indicator;
  const RuleUse *use = &indicator->rule;
  const Tier *tier = indicator->tier;
  if (!curves->scheme)
    return NULL;
  if (use->origin.node != indicator->origin.node)
    return &use->origin;
  for (; tier; tier = tier->parent)
    if (tier->defaults && tier->defaults[indicator->target.direction].args == use->args)
      return &tier->defaults[indicator->target.direction].origin;
  return &curves->scheme->framework->defaults[indicator->target.direction].origin;
}

/* `逐项扣分(每 = 1个, 扣 = 0.5分)`; of a use that is nowhere written the arguments stand in base units. */
static void
append_use (GString *out, const ScoreCurves *curves)
{
  const Origin *origin = written_use (curves);
  const RuleUse *use = &curves->indicator->rule;
  if (origin && origin->node)
    {
      Span span = unit_node_span (origin->unit, origin->node);
      text_append_visible (out, source_text (origin->unit->source) + span.start,
                           (gssize)(span.end - span.start));
      return;
    }
  g_string_append (out, use->rule->name->text);
  for (unsigned i = 0; i < use->rule->n_params; i++)
    {
      g_string_append_printf (out, "%s%s = ", i ? ", " : "(", use->rule->params[i]->text);
      prove_append_number (out, use->args[i]);
    }
  g_string_append (out, use->rule->n_params ? ")" : "");
}

static void
append_head (const Table *table)
{
  const Indicator *indicator = table->report->curves.indicator;
  GString *out = table->out;
  append_use (out, &table->report->curves);
  g_string_append_printf (out, ": %s %s 分值 ", indicator->name->text, indicator->target.text);
  prove_append_number (out, indicator->weight);
  g_string_append_c (out, '\n');
}

/* What the rule requires, and the arguments are. */
static void
append_requirements (const Table *table)
{
  const Rule *rule = table->report->curves.indicator->rule.rule;
  for (unsigned i = 0; i < rule->n_requirements; i++)
    {
      g_autofree char *text = unit_node_text (rule->origin.unit, rule->requirements[i].node->child);
      g_string_append_printf (table->out, "  %s", _ ("required: "));
      text_append_visible (table->out, text, -1);
      g_string_append_c (table->out, '\n');
    }
}

void
prove_append_table (GString *out, const Model *model, const ProveReport *report)
{
  const Target *target = &report->curves.indicator->target;
  bool plain = target->is_date || target->direction == DIRECTION_LEVEL;
  Rational unit = plain ? RATIONAL_ONE : target->measure->factor;
  Table table = {
    out, model, report, { model->session->numbers, report->curves.whole, unit }, { "x", unit, RATIONAL_ZERO }
  };
  if (target->is_date)
    table.variable = (Variable){ "d", RATIONAL_ONE, target->has_upper ? target->upper : target->lower };
  append_head (&table);
  append_requirements (&table);
  if (report->curves.given)
    append_rows (&table, report->curves.given);
  for (unsigned i = 0; i < report->curves.n_levels; i++)
    append_level (&table, &report->curves.levels[i]);
  append_claim (&table, _ ("never below 0: "), &report->not_below, true);
  append_claim (&table, _ ("never above the weight: "), &report->not_above, true);
  append_claim (&table, _ ("no more for a worse value, up to the target: "), &report->ordered, false);
  if (report->ordered_met.state == CLAIM_DENIED)
    append_claim (&table, _ ("no less beyond the target: "), &report->ordered_met, false);
  if (report->missed_short.state == CLAIM_DENIED)
    append_claim (&table, _ ("no full marks for a missed value: "), &report->missed_short, false);
  if (report->defined.state != CLAIM_PROVED)
    append_claim (&table, _ ("a score for every value: "), &report->defined, false);
  append_jumps (&table);
  append_never (&table);
  append_domain (&table);
  g_string_append_c (out, '\n');
}
