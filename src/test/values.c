/* The values of the parts of an expression, drawn below its source: one mark for each part, a name at its
   first character, an operation at its sign.  Literals say their value themselves and have none.  Each part
   is evaluated by itself over the frame of the row, by the one evaluator. */
#include "test/values.h"
#include "base/text.h"
#include "syntax/keywords.h"
#include <string.h>

typedef struct
{
  uint32_t at; /* byte of the source */
  char *text;
  unsigned column, width; /* in display columns of its line */
} Mark;

static void
mark_clear (gpointer data)
{
  g_free (((Mark *)data)->text);
}

/* Values */

static void
append_in (GString *out, RationalPool *pool, Rational value, const Measure *measure, const char *unit)
{
  GString *number = g_string_new (NULL);
  bool exact
      = rational_append_decimal (number, measure ? rational_div (pool, value, measure->factor) : value);
  g_string_append_printf (out, "%s%s%s", exact ? "" : "≈", number->str, measure ? measure->text : unit);
  g_string_free (number, TRUE);
}

static void
append_day (GString *out, Model *model, Rational value)
{
  Rational day = rational_floor (model->session->numbers,
                                 rational_div (model->session->numbers, value, model->day_factor));
  if (rational_cmp (day, RATIONAL_INT (date_to_day (1, 1, 1))) >= 0
      && rational_cmp (day, RATIONAL_INT (date_to_day (9999, 12, 31))) <= 0)
    date_append (out, (Day)day.num);
  else
    append_in (out, model->session->numbers, value, NULL, "");
}

void
value_append (GString *out, Model *model, const Type *type, Rational value, const Measure *own)
{
  RationalPool *pool = model->session->numbers;
  const Dimension *none = dimension_none (model->measures);
  const Measure *of_check = measure_own (model->measures);
  if (type->kind == TYPE_BOOLEAN)
    g_string_append (out, word_name (rational_sign (value) ? WORD_YES : WORD_NO, false));
  else if (type->kind == TYPE_DATE)
    append_day (out, model, value);
  else if (type->kind != TYPE_NUMBER || type->literal_zero || type->bare)
    append_in (out, pool, value, NULL, "");
  else if (type->dimension == model->score)
    append_in (out, pool, value, NULL, "分");
  else if (own && (type->dimension == own->dimension || type->dimension == of_check->dimension))
    append_in (out, pool, value, own, "");
  else if (type->dimension == model->day)
    append_in (out, pool, rational_div (pool, value, model->day_factor), NULL, "日");
  else if (type->dimension == none || type->dimension == of_check->dimension)
    append_in (out, pool, value, NULL, "");
  else
    append_in (out, pool, value, NULL, dimension_text (type->dimension));
}

static char *
value_text (const ValuesInput *input, const Expr *expr)
{
  GString *out = g_string_new (NULL);
  Type type = expr_type (input->types, expr);
  Rational value;
  switch (expr_eval (expr, input->frame, &value, NULL))
    {
    case EVAL_OK:
      value_append (out, input->model, &type, value, input->own);
      break;
    case EVAL_DIVISION_BY_ZERO:
      g_string_append (out, "÷0");
      break;
    case EVAL_NO_VALUE:
    case EVAL_NO_CALENDAR:
    case EVAL_BAD_COUNT:
    case EVAL_TOO_LONG:
      g_string_append (out, "—");
      break;
    }
  return g_string_free (out, FALSE);
}

/* Marks */

static int32_t
next_token (const Unit *unit, int32_t index)
{
  do
    index++;
  while (index < unit->n_tokens && token_is_trivia (&unit->tokens[index]));
  return index;
}

/* The token that stands for the operation of NODE: its sign, or its first. */
static int32_t
sign_of (const Unit *unit, const AstNode *node)
{
  switch (node->kind)
    {
    case AST_SUM:
    case AST_PRODUCT:
      return node->last_child->at.first;
    case AST_COMPARE:
      return next_token (unit, node->child->at.last);
    default:
      return node->at.first;
    }
}

static bool
is_marked (const AstNode *node)
{
  switch (node->kind)
    {
    case AST_QUANTITY:
    case AST_NUMBER:
    case AST_DATE:
    case AST_ALL:
    case AST_ANY:
      return false;
    default:
      return true;
    }
}

static void
add_marks (const ValuesInput *input, const Unit *unit, Span within, const Expr *expr, GArray *marks)
{
  const AstNode *node = expr_node (expr);
  if (expr_unit (expr) == unit && is_marked (node))
    {
      Mark mark = { .at = unit->tokens[sign_of (unit, node)].span.start };
      if (mark.at >= within.start && mark.at < within.end) /* else in the body of a function */
        {
          mark.text = value_text (input, expr);
          mark.width = text_width (mark.text, -1, false);
          g_array_append_val (marks, mark);
        }
    }
  for (unsigned i = 0; i < expr_n_children (expr); i++)
    add_marks (input, unit, within, expr_child (expr, i), marks);
}

static int
by_place (gconstpointer a, gconstpointer b)
{
  const Mark *left = a, *right = b;
  return left->at < right->at ? -1 : left->at > right->at;
}

/* Drawing */

static void
append_blanks (GString *out, unsigned *at, unsigned column)
{
  for (; *at < column; ++*at)
    g_string_append_c (out, ' ');
}

/* One row of values: bars for the marks before FIRST, texts for those from FIRST to LAST. */
static void
append_row (GString *out, const char *gutter, const Mark *marks, unsigned first, unsigned last)
{
  unsigned at = 0;
  g_string_append (out, gutter);
  for (unsigned i = 0; i < last; i++)
    {
      append_blanks (out, &at, marks[i].column);
      g_string_append (out, i < first ? "│" : marks[i].text);
      at += i < first ? 1 : marks[i].width;
    }
  g_string_append_c (out, '\n');
}

/* From the right: as many texts in a row as do not run into the next one. */
static void
append_marks (GString *out, const char *gutter, const Mark *marks, unsigned n)
{
  append_row (out, gutter, marks, n, n);
  while (n > 0)
    {
      unsigned first = n - 1;
      while (first > 0 && marks[first - 1].column + marks[first - 1].width < marks[first].column)
        first--;
      append_row (out, gutter, marks, first, n);
      n = first;
    }
}

static void
append_line (GString *out, Source *source, unsigned number, unsigned digits, Mark *marks, unsigned n)
{
  Span line = source_line_span (source, number);
  const char *text = source_text (source) + line.start;
  g_autoptr (GString) shown = g_string_new (NULL);
  g_autofree char *gutter = g_strdup_printf (" %*s | ", (int)digits, "");
  text_append_visible (shown, text, (gssize)(line.end - line.start));
  g_string_append_printf (out, " %*u | %s\n", (int)digits, number, shown->str);
  for (unsigned i = 0; i < n; i++)
    {
      g_autoptr (GString) before = g_string_new (NULL);
      text_append_visible (before, text, (gssize)(marks[i].at - line.start));
      marks[i].column = text_width (before->str, -1, false);
    }
  if (n > 0)
    append_marks (out, gutter, marks, n);
}

static unsigned
digits_of (unsigned n)
{
  unsigned digits = 1;
  for (; n >= 10; n /= 10)
    digits++;
  return digits;
}

static Span
span_of (const Expr *const *exprs)
{
  Span span = unit_node_span (expr_unit (*exprs), expr_node (*exprs));
  for (; *exprs; exprs++)
    {
      Span next = unit_node_span (expr_unit (*exprs), expr_node (*exprs));
      span.start = MIN (span.start, next.start);
      span.end = MAX (span.end, next.end);
    }
  return span;
}

char *
values_picture (const ValuesInput *input, const Expr *const *exprs)
{
  const Unit *unit = expr_unit (*exprs);
  Span within = span_of (exprs);
  unsigned first = source_place (unit->source, within.start).line,
           last = source_place (unit->source, within.end).line;
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  GString *out = g_string_new (NULL);
  guint from = 0;
  g_array_set_clear_func (marks, mark_clear);
  for (; *exprs; exprs++)
    add_marks (input, unit, within, *exprs, marks);
  g_array_sort (marks, by_place);
  for (unsigned line = first; line <= last; line++)
    {
      uint32_t end = source_line_span (unit->source, line).end;
      guint to = from;
      while (to < marks->len && g_array_index (marks, Mark, to).at <= end)
        to++;
      append_line (out, unit->source, line, digits_of (last), (Mark *)(void *)marks->data + from, to - from);
      from = to;
    }
  return g_string_free (out, FALSE);
}
