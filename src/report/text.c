/* A result as a table for people: the title, what lost points, the tiers with their sums, and last the total
   with its grade. What is wrong comes first, since that is what the reader has to explain; how tables are
   laid out is columns.c's business. */
#include "report/columns.h"
#include "report/path.h"

#include "base/i18n.h"
#include "base/text.h"

enum
{
  MAX_LISTED = 5,    /* names in one line */
  NAME_COLUMNS = 44, /* where longer texts are cut */
  VALUE_COLUMNS = 24
};

#define SGR_BAD "31"
#define SGR_WARN "33"
#define SGR_GOOD "32"

/* Words */

/* Numbers as arguments of sentences. (owned) */
static char *
decimal (Rational value)
{
  GString *text = g_string_new (NULL);
  rational_append_decimal (text, value);
  return g_string_free (text, FALSE);
}

static char *
count_text (guint64 n)
{
  return g_strdup_printf ("%" G_GUINT64_FORMAT, n);
}

static const char *
status_label (Status status)
{
  switch (status)
    {
    case STATUS_MET:
      return N_ ("met");
    case STATUS_MISSED:
      return N_ ("missed");
    case STATUS_MISSING:
      return N_ ("not filled in");
    case STATUS_NA:
      return N_ ("not applicable");
    case STATUS_INVALID:
      return N_ ("cannot be scored");
    }
  g_assert_not_reached ();
}

static const char *
status_sgr (Status status)
{
  return status == STATUS_MISSED || status == STATUS_INVALID ? SGR_BAD
         : status == STATUS_MET                              ? NULL
                                                             : SGR_WARN;
}

/* The score of a row, its interval, or why it has none. (owned) */
static char *
score_text (const RowResult *row)
{
  if (row_score_known (row))
    return decimal (row->score_min);
  if (row->status != STATUS_MET && row->status != STATUS_MISSED)
    return g_strdup (_ (status_label (row->status)));
  g_autofree char *low = decimal (row->score_min), *high = decimal (row->score_max);
  return g_strdup_printf ("%s~%s", low, high);
}

/* LOW, or LOW~HIGH. (owned) */
static char *
interval_text (Rational low, Rational high)
{
  g_autofree char *first = decimal (low), *last = decimal (high);
  return rational_equal (low, high) ? g_steal_pointer (&first) : g_strdup_printf ("%s~%s", first, last);
}

static void
append_heading (GString *out, const char *text, const char *sgr, bool color)
{
  append_sgr (out, sgr, color);
  g_string_append (out, text);
  append_sgr_end (out, sgr, color);
  g_string_append_c (out, '\n');
}

/* Title */

static void
append_title (GString *out, const Result *result, bool color)
{
  const Scheme *scheme = result->scheme;
  g_autoptr (GString) title = g_string_new (NULL);
  text_append_visible (title, scheme->name->text, -1);
  if (scheme->has_year)
    {
      g_autofree char *year = g_strdup_printf ("%d", scheme->year);
      g_autofree char *words = diag_format (N_ ("year {1}"), year, NULL);
      g_string_append_printf (title, "  %s", words);
    }
  if (scheme_framework_name (scheme))
    {
      g_string_append (title, "  ");
      text_append_visible (title, scheme_framework_name (scheme), -1);
    }
  append_heading (out, title->str, SGR_BOLD, color);
}

static unsigned
count_rows (const Result *result, Status status)
{
  unsigned count = 0;
  for (unsigned i = 0; i < result->scheme->n_indicators; i++)
    count += result->rows[i].status == status;
  return count;
}

static void
append_stamp (GString *out, const Result *result, bool color)
{
  if (result->complete)
    return;
  g_autofree char *missing = count_text (count_rows (result, STATUS_MISSING));
  g_autofree char *invalid = count_text (count_rows (result, STATUS_INVALID));
  g_autofree char *low = decimal (result->total_min), *high = decimal (result->total_max);
  g_autofree char *stamp = diag_format (N_ ("INCOMPLETE: rows not filled in: {1}, rows that cannot be "
                                            "scored: {2}; the total is between {3} and {4}"),
                                        missing, invalid, low, high, NULL);
  append_heading (out, stamp, "1;" SGR_WARN, color);
}

/* What lost points */

static Rational
row_lost (const RowResult *row, RationalPool *pool)
{
  return row->indicator->has_weight ? rational_sub (pool, row->indicator->weight, row->score_min)
                                    : RATIONAL_ZERO;
}

static bool
row_is_remarkable (const RowResult *row, RationalPool *pool)
{
  if (row->status == STATUS_MET)
    return rational_sign (row_lost (row, pool)) > 0;
  return row->status != STATUS_NA;
}

/* What is lost for certain comes first. */
static gint
compare_lost (gconstpointer left, gconstpointer right, gpointer pool)
{
  const RowResult *a = *(const RowResult *const *)left, *b = *(const RowResult *const *)right;
  if (row_score_known (a) != row_score_known (b))
    return row_score_known (a) ? -1 : 1;
  int lost = rational_cmp (row_lost (b, pool), row_lost (a, pool));
  return lost ? lost : (a > b) - (a < b);
}

static GPtrArray *
remarkable_rows (const Result *result, RationalPool *pool)
{
  GPtrArray *rows = g_ptr_array_new ();
  for (unsigned i = 0; i < result->scheme->n_indicators; i++)
    if (row_is_remarkable (&result->rows[i], pool))
      g_ptr_array_add (rows, &result->rows[i]);
  g_ptr_array_sort_with_data (rows, compare_lost, pool);
  return rows;
}

/* A row that is not scored has lost nothing yet: up to its weight. */
static void
set_lost (Table *table, unsigned column, const RowResult *row, RationalPool *pool)
{
  g_autofree char *lost = decimal (row_lost (row, pool));
  g_autofree char *most = diag_format (N_ ("up to {1}"), lost, NULL);
  table_set (table, column, row_score_known (row) ? lost : most);
}

static const Column lost_columns[] = { { N_ ("lost"), true, 0 },
                                       { N_ ("score"), true, 0 },
                                       { N_ ("weight"), true, 0 },
                                       { N_ ("claimed"), true, 0 },
                                       { N_ ("indicator"), false, NAME_COLUMNS },
                                       { N_ ("target"), false, VALUE_COLUMNS },
                                       { N_ ("actual"), false, VALUE_COLUMNS },
                                       { NULL, false, 0 } };

static void
add_lost_row (Table *table, const RowResult *row, RationalPool *pool)
{
  g_autofree char *score = score_text (row);
  table_add_line (table, status_sgr (row->status));
  set_lost (table, 0, row, pool);
  table_set (table, 1, score);
  table_set_number (table, 2, row->indicator->has_weight, row->indicator->weight);
  table_set_number (table, 3, row->has_claimed, row->claimed);
  table_set (table, 4, row->indicator->name->text);
  table_set (table, 5, row->indicator->target.text);
  table_set (table, 6, row->actual);
}

static void
append_lost_heading (GString *out, const GPtrArray *rows, RationalPool *pool, bool color)
{
  Rational lost = RATIONAL_ZERO;
  for (guint i = 0; i < rows->len; i++)
    if (row_score_known (rows->pdata[i]))
      lost = rational_add (pool, lost, row_lost (rows->pdata[i], pool));
  g_autofree char *count = count_text (rows->len), *points = decimal (lost);
  g_autofree char *text
      = diag_format (N_ ("Missed or short of full marks: {1}, points lost: {2}"), count, points, NULL);
  append_heading (out, text, SGR_BOLD, color);
}

static void
append_lost (GString *out, const Result *result, RationalPool *pool, bool color)
{
  g_autoptr (GPtrArray) rows = remarkable_rows (result, pool);
  if (!rows->len)
    {
      append_heading (out, _ ("Every indicator is met"), SGR_GOOD, color);
      return;
    }
  append_lost_heading (out, rows, pool, color);
  g_auto (Table) table;
  table_init (&table, lost_columns);
  for (guint i = 0; i < rows->len; i++)
    add_lost_row (&table, rows->pdata[i], pool);
  table_append (&table, out, color);
}

/* What does not apply */

/* `甲, 乙, …`. (owned) */
static char *
names_of (const Result *result, Status status)
{
  GString *names = g_string_new (NULL);
  unsigned n = 0;
  for (unsigned i = 0; i < result->scheme->n_indicators; i++)
    {
      if (result->rows[i].status != status || n++ > MAX_LISTED)
        continue;
      g_string_append (names, n > 1 ? ", " : "");
      text_append_visible (names, n > MAX_LISTED ? "…" : result->rows[i].indicator->name->text, -1);
    }
  return g_string_free (names, FALSE);
}

/* *RET_SUMS: the sum of what applies, before it is scaled (owned); returns the weight of what does not. */
static Rational
sum_applicable (const Result *result, RationalPool *pool, char **ret_sums)
{
  Rational low = RATIONAL_ZERO, high = RATIONAL_ZERO, na = RATIONAL_ZERO;
  for (unsigned i = 0; i < result->scheme->n_indicators; i++)
    {
      const RowResult *row = &result->rows[i];
      if (row->status == STATUS_NA)
        na = rational_add (pool, na, row->indicator->weight);
      else
        {
          low = rational_add (pool, low, row->score_min);
          high = rational_add (pool, high, row->score_max);
        }
    }
  *ret_sums = interval_text (low, high);
  return na;
}

/* Which rows do not apply, and how the total makes up for them. */
static void
append_not_applicable (GString *out, const Result *result, RationalPool *pool)
{
  g_autofree char *sums = NULL, *names = names_of (result, STATUS_NA), *text = NULL;
  Rational na = sum_applicable (result, pool, &sums);
  g_autofree char *weight = decimal (na), *full = decimal (result->full),
                  *applicable = decimal (rational_sub (pool, result->full, na));
  if (!*names)
    return;
  switch (result->scheme->framework->na_policy)
    {
    case NA_RESCALE:
      text = diag_format (N_ ("Not applicable: {1}; the total is {2} of {3}, scaled to {4}"), names, sums,
                          applicable, full, NULL);
      break;
    case NA_FULL:
      text = diag_format (N_ ("Not applicable: {1}; counted in full, {2}"), names, weight, NULL);
      break;
    case NA_NONE:
      text = diag_format (N_ ("Not applicable: {1}; counted as 0 of {2}"), names, weight, NULL);
      break;
    }
  g_string_append_printf (out, "%s\n", text);
}

/* Tiers */

static const Column tier_columns[] = { { N_ ("tier"), false, NAME_COLUMNS + 4 },
                                       { N_ ("target"), false, VALUE_COLUMNS },
                                       { N_ ("actual"), false, VALUE_COLUMNS },
                                       { N_ ("should be"), true, 0 },
                                       { N_ ("weight"), true, 0 },
                                       { N_ ("score"), true, 0 },
                                       { N_ ("claimed"), true, 0 },
                                       { N_ ("met"), true, 0 },
                                       { NULL, false, 0 } };

static bool
tier_holds (const Tier *tier, const Indicator *indicator)
{
  for (const Tier *at = indicator->tier; at; at = at->parent)
    if (at == tier)
      return true;
  return false;
}

/* `95/98`: how many of its indicators that apply are met. (owned) */
static char *
met_text (const Result *result, const Tier *tier)
{
  unsigned met = 0, all = 0;
  for (unsigned i = 0; i < result->scheme->n_indicators; i++)
    if (tier_holds (tier, result->rows[i].indicator))
      {
        all += result->rows[i].status != STATUS_NA;
        met += result->rows[i].status == STATUS_MET;
      }
  return g_strdup_printf ("%u/%u", met, all);
}

static bool
tier_is_empty (const Result *result, const Tier *tier)
{
  for (unsigned i = 0; i < result->scheme->n_indicators; i++)
    if (tier_holds (tier, result->rows[i].indicator))
      return false;
  return true;
}

/* What the tier should weigh, where that is not what its indicators add up to. */
static void
set_should_be (Table *table, const TierResult *row)
{
  const Tier *tier = row->tier;
  if (!tier->has_stated && !tier->has_expected)
    return;
  Rational should = tier->has_stated ? tier->stated : tier->expected;
  table_set_number (table, 3, !rational_equal (should, row->weight), should);
}

static void
add_tier (Table *table, const Result *result, const TierResult *row)
{
  g_autofree char *name
      = g_strdup_printf ("%*s%s", (int)(row->tier->level - 1) * 2, "", row->tier->name->text);
  g_autofree char *score = interval_text (row->score_min, row->score_max),
                  *met = met_text (result, row->tier);
  table_add_line (table, row->tier->level == 1 ? SGR_BOLD : NULL);
  table_set (table, 0, name);
  set_should_be (table, row);
  table_set_number (table, 4, true, row->weight);
  table_set (table, 5, score);
  table_set_number (table, 6, row->has_claimed, row->claimed);
  table_set (table, 7, met);
}

static const char *
status_mark (Status status)
{
  return status == STATUS_MET ? "✓" : status == STATUS_MISSED ? "✗" : status == STATUS_NA ? "-" : "?";
}

static void
add_row (Table *table, const RowResult *row)
{
  const Indicator *indicator = row->indicator;
  unsigned indent = indicator->tier ? indicator->tier->level * 2 : 0;
  g_autofree char *name = g_strdup_printf ("%*s%s", (int)indent, "", indicator->name->text);
  g_autofree char *score = score_text (row);
  table_add_line (table, status_sgr (row->status));
  table_set (table, 0, name);
  table_set (table, 1, indicator->target.text);
  table_set (table, 2, row->actual);
  table_set_number (table, 4, indicator->has_weight, indicator->weight);
  table_set (table, 5, score);
  table_set_number (table, 6, row->has_claimed, row->claimed);
  table_set (table, 7, status_mark (row->status));
}

static void
add_rows_of (Table *table, const Result *result, const Tier *tier)
{
  for (unsigned i = 0; i < result->scheme->n_indicators; i++)
    if (result->rows[i].indicator->tier == tier)
      add_row (table, &result->rows[i]);
}

static void
add_tiers_below (Table *table, const Result *result, const Tier *parent, bool all)
{
  for (unsigned i = 0; i < result->scheme->n_tiers; i++)
    {
      const TierResult *row = &result->tiers[i];
      if (row->tier->parent != parent || tier_is_empty (result, row->tier))
        continue;
      add_tier (table, result, row);
      if (all)
        add_rows_of (table, result, row->tier);
      add_tiers_below (table, result, row->tier, all);
    }
}

static void
append_tiers (GString *out, const Result *result, bool all, bool color)
{
  g_auto (Table) table;
  table_init (&table, tier_columns);
  if (all)
    add_rows_of (&table, result, NULL);
  add_tiers_below (&table, result, NULL, all);
  if (!table.lines->len)
    return;
  g_string_append_c (out, '\n');
  table_append (&table, out, color);
}

/* Total */

/* The grade with the lowest cut above the total; NULL if there is none. */
static const Grade *
next_grade (const Result *result)
{
  const Framework *framework = result->scheme->framework;
  const Grade *next = NULL;
  for (unsigned i = 0; i < framework->n_grades; i++)
    {
      const Grade *grade = &framework->grades[i];
      if (grade->condition.has_lower && rational_cmp (grade->condition.lower, result->total_min) > 0
          && (!next || rational_cmp (grade->condition.lower, next->condition.lower) < 0))
        next = grade;
    }
  return next;
}

/* The grade that the total would have as it is shown; NULL if it has it, or there is no such one. */
static const Grade *
grade_as_shown (const Result *result)
{
  const Framework *framework = result->scheme->framework;
  for (unsigned i = 0; i < framework->n_grades && &framework->grades[i] != result->grade; i++)
    {
      const Target *condition = &framework->grades[i].condition;
      int order = condition->has_lower ? rational_cmp (condition->lower, result->total_min) : 1;
      if (order < 0 || (order == 0 && !condition->lower_open))
        return &framework->grades[i];
    }
  return NULL;
}

/* `优 (9.16 above its cut)`, `良 (4.1 more to 优)`. (owned) */
static char *
grade_text (const Result *result, RationalPool *pool)
{
  const Grade *grade = result->grade, *next = next_grade (result);
  if (!total_known (result))
    return g_strdup (grade->name->text);
  if (grade_as_shown (result))
    return diag_format (N_ ("{1} (before rounding the total is under the limit of {2})"), grade->name->text,
                        grade_as_shown (result)->name->text, NULL);
  if (next && next != grade)
    {
      g_autofree char *more = decimal (rational_sub (pool, next->condition.lower, result->total_min));
      return diag_format (N_ ("{1} ({2} more points to {3})"), grade->name->text, more, next->name->text,
                          NULL);
    }
  if (!grade->condition.has_lower)
    return g_strdup (grade->name->text);
  g_autofree char *margin = decimal (rational_sub (pool, result->total_min, grade->condition.lower));
  return diag_format (N_ ("{1} ({2} points above its limit)"), grade->name->text, margin, NULL);
}

static void
append_grade (GString *out, const Result *result, RationalPool *pool)
{
  if (!result->grade)
    {
      if (result->scheme->framework->n_grades)
        g_string_append_printf (out, "  %s",
                                total_known (result) ? _ ("no grade") : _ ("no grade can be given yet"));
      return;
    }
  g_autofree char *grade = grade_text (result, pool);
  g_string_append (out, "  ");
  text_append_visible (out, grade, -1);
}

static void
append_claimed_total (GString *out, const Result *result, RationalPool *pool)
{
  if (!result->has_claimed_total)
    return;
  g_autofree char *claimed = decimal (result->claimed_total), *text = NULL;
  if (!total_known (result))
    text = diag_format (N_ ("Claimed {1}"), claimed, NULL);
  else
    {
      Rational more = rational_sub (pool, result->claimed_total, result->total_min);
      g_autofree char *by = decimal (rational_abs (pool, more));
      const char *words = rational_sign (more) == 0  ? N_ ("Claimed {1}, the same")
                          : rational_sign (more) > 0 ? N_ ("Claimed {1}, which is {2} more than scored")
                                                     : N_ ("Claimed {1}, which is {2} less than scored");
      text = diag_format (words, claimed, by, NULL);
    }
  g_string_append (out, text);
  g_string_append_c (out, '\n');
}

static void
append_total (GString *out, const Result *result, RationalPool *pool, bool color)
{
  g_autofree char *total = interval_text (result->total_min, result->total_max),
                  *full = decimal (result->full);
  g_autofree char *words = diag_format (N_ ("Total {1} of {2}"), total, full, NULL);
  g_string_append_c (out, '\n');
  append_sgr (out, SGR_BOLD, color);
  g_string_append (out, words);
  append_grade (out, result, pool);
  append_sgr_end (out, SGR_BOLD, color);
  g_string_append_c (out, '\n');
  append_claimed_total (out, result, pool);
}

void
report_text (const Result *result, bool color, bool all, GString *out)
{
  g_autoptr (RationalPool) pool = rational_pool_new ();
  append_title (out, result, color);
  append_stamp (out, result, color);
  g_string_append_c (out, '\n');
  append_lost (out, result, pool, color);
  append_not_applicable (out, result, pool);
  append_tiers (out, result, all, color);
  append_total (out, result, pool, color);
}
