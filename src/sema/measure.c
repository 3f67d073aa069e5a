/* Units of measure: declarations, composition, multipliers 万 and 亿, and the nearest declared unit for a slip.  Composed measures
   are cached by their text, so that the unit of every row of a table is found by one look-up. */
#include "sema/measure.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/text.h"
#include "sema/quantity.h"
#include "syntax/literal.h"
#include <stdlib.h>
#include <string.h>

typedef struct
{
  int base; /* index of the base unit in declaration order */
  int power;
} Factor;

struct Dimension
{
  char *text;
  int n;
  Factor factors[]; /* by base, no zero powers */
};

typedef struct
{
  const Atom *name;
  const Unit *unit;
  const AstNode *node;
  bool resolving, failed;
  Measure *measure; /* NULL until resolved */
} Declared;

struct MeasureTable
{
  Session *session;
  Arena *arena;
  GHashTable *declared;   /* key -> Declared */
  GPtrArray *order;       /* Declared, for determinism */
  GPtrArray *bases;       /* const char *: names of base units */
  GHashTable *dimensions; /* Dimension, by its factors */
  GHashTable *composed;   /* text -> Measure */
  const Dimension *none;
  const Dimension *boundless; /* stands for every dimension of a degree above LIMIT_UNIT_DEGREE */
  const Measure *bare;
  const Measure *own;
  unsigned depth; /* of declarations being resolved inside one another */
};

static int
compare_names (gconstpointer left, gconstpointer right, gpointer data)
{
  const Factor *a = left, *b = right;
  const MeasureTable *table = data;
  return strcmp (table->bases->pdata[a->base], table->bases->pdata[b->base]);
}

/* In the order of the names, so that the tables of two models say the same of the same product. */
static char *
dimension_words (MeasureTable *table, const Factor *factors, int n)
{
  g_autoptr (GString) over = g_string_new (NULL);
  g_autoptr (GString) under = g_string_new (NULL);
  g_autofree Factor *named = g_memdup2 (factors, sizeof *factors * (size_t)n);
  if (n > 1)
    g_qsort_with_data (named, n, sizeof *named, compare_names, table);
  for (int i = 0; i < n; i++)
    for (int p = abs (named[i].power); p > 0; p--)
      {
        GString *side = named[i].power > 0 ? over : under;
        g_string_append_printf (side, "%s%s", side->len ? "·" : "", (char *)table->bases->pdata[named[i].base]);
      }
  if (under->len)
    g_string_append_printf (over, "%s/%s", over->len ? "" : "1", under->str);
  return arena_strndup (table->arena, over->str, over->len);
}

static guint
hash_factors (gconstpointer data)
{
  const Dimension *dimension = data;
  guint hash = (guint)dimension->n;
  for (int i = 0; i < dimension->n; i++)
    hash = (hash * 31 + (guint)dimension->factors[i].base) * 31 + (guint)dimension->factors[i].power;
  return hash;
}

static gboolean
same_factors (gconstpointer left, gconstpointer right)
{
  const Dimension *a = left, *b = right;
  bool same = a->n == b->n;
  for (int i = 0; i < a->n && same; i++)
    same = a->factors[i].base == b->factors[i].base && a->factors[i].power == b->factors[i].power;
  return same;
}

static const Dimension *
intern_dimension (MeasureTable *table, const Factor *factors, int n)
{
  size_t size = sizeof (Dimension) + sizeof (Factor) * (size_t)n;
  g_autofree Dimension *wanted = g_malloc0 (size);
  Dimension *dimension;
  wanted->n = n;
  if (n > 0)
    memcpy (wanted->factors, factors, sizeof (Factor) * (size_t)n);
  if ((dimension = g_hash_table_lookup (table->dimensions, wanted)))
    return dimension;
  dimension = arena_alloc (table->arena, size);
  memcpy (dimension, wanted, size);
  dimension->text = dimension_words (table, factors, n);
  g_hash_table_add (table->dimensions, dimension);
  return dimension;
}

static bool
is_within_degree (const Factor *factors, int n)
{
  int degree = 0;
  for (int i = 0; i < n; i++)
    degree += abs (factors[i].power);
  return degree <= LIMIT_UNIT_DEGREE;
}

/* A base unit that nothing can be declared to have. */
static const Dimension *
private_dimension (MeasureTable *table, const char *text)
{
  Factor factor = { (int)table->bases->len, 1 };
  g_ptr_array_add (table->bases, (gpointer)text);
  return intern_dimension (table, &factor, 1);
}

const Dimension *
dimension_multiply (MeasureTable *table, const Dimension *a, const Dimension *b, int power)
{
  if (a == table->boundless || b == table->boundless)
    return table->boundless;
  g_autofree Factor *product = g_new (Factor, a->n + b->n + 1);
  int n = 0, i = 0, j = 0;
  while (i < a->n || j < b->n)
    {
      Factor factor;
      if (j >= b->n || (i < a->n && a->factors[i].base < b->factors[j].base))
        factor = a->factors[i++];
      else if (i >= a->n || b->factors[j].base < a->factors[i].base)
        factor = (Factor) { b->factors[j].base, power * b->factors[j].power }, j++;
      else
        factor = (Factor) { a->factors[i].base, a->factors[i].power + power * b->factors[j].power }, i++, j++;
      if (factor.power != 0)
        product[n++] = factor;
    }
  return is_within_degree (product, n) ? intern_dimension (table, product, n) : table->boundless;
}

static const Measure *
own_measure (MeasureTable *table)
{
  Measure *own = arena_new0 (table->arena, Measure);
  *own = (Measure) { .text = "", .factor = RATIONAL_ONE,
                     .dimension = private_dimension (table, _ ("(the unit of the indicator)")) };
  return own;
}

MeasureTable *
measure_table_new (Session *session)
{
  MeasureTable *table = g_new0 (MeasureTable, 1);
  Measure *bare;
  table->session = session;
  table->arena = arena_new ();
  table->declared = g_hash_table_new (NULL, NULL);
  table->order = g_ptr_array_new ();
  table->bases = g_ptr_array_new ();
  table->dimensions = g_hash_table_new (hash_factors, same_factors);
  table->composed = g_hash_table_new (g_str_hash, g_str_equal);
  table->none = intern_dimension (table, NULL, 0);
  bare = arena_new0 (table->arena, Measure);
  *bare = (Measure) { .text = "", .factor = RATIONAL_ONE, .dimension = table->none };
  table->bare = bare;
  table->own = own_measure (table);
  table->boundless = private_dimension (table, _ ("(a product of too many units)"));
  g_hash_table_insert (table->composed, (gpointer) "", bare);
  return table;
}

void
measure_table_free (MeasureTable *table)
{
  g_hash_table_unref (table->composed);
  g_hash_table_unref (table->dimensions);
  g_hash_table_unref (table->declared);
  g_ptr_array_unref (table->bases);
  g_ptr_array_unref (table->order);
  arena_free (table->arena);
  g_free (table);
}

const Measure *
measure_bare (const MeasureTable *table)
{
  return table->bare;
}

const Measure *
measure_own (const MeasureTable *table)
{
  return table->own;
}

const Dimension *
dimension_none (const MeasureTable *table)
{
  return table->none;
}

const char *
dimension_text (const Dimension *dimension)
{
  return dimension->text;
}

/* Declarations */

static void
declare_name (MeasureTable *table, const Unit *unit, const AstNode *node, const AstNode *name)
{
  Declared *before = g_hash_table_lookup (table->declared, name->atom->key), *declared;
  if (before)
    {
      Diag *diag = diag_report (table->session->sink, DIAG_duplicate_declaration, unit->source,
                                unit_node_span (unit, name), name->atom->text, NULL);
      diag_label (diag, before->unit->source, unit_node_span (before->unit, before->node), _ ("declared here"), NULL);
      return;
    }
  declared = arena_new0 (table->arena, Declared);
  *declared = (Declared) { .name = name->atom, .unit = unit, .node = node };
  g_hash_table_insert (table->declared, (gpointer)name->atom->key, declared);
  g_ptr_array_add (table->order, declared);
}

void
measure_table_declare (MeasureTable *table, const Unit *unit, const AstNode *node)
{
  ast_foreach (child, node) if (child->kind == AST_NAME || child->kind == AST_STRING)
    declare_name (table, unit, node, child);
}

static Measure *
new_base (MeasureTable *table, Declared *declared)
{
  Measure *measure = arena_new0 (table->arena, Measure);
  Factor factor = { (int)table->bases->len, 1 };
  g_ptr_array_add (table->bases, (gpointer)declared->name->text);
  *measure = (Measure) { .text = declared->name->text, .factor = RATIONAL_ONE, .size = 1,
                         .dimension = intern_dimension (table, &factor, 1) };
  return measure;
}

/* A number above 0. What the scanner has refused gives no second message. */
static bool
read_factor (Session *session, const Unit *unit, Span span, const GString *number, Rational *ret_factor)
{
  Rational factor;
  bool parsed = rational_parse (session->numbers, number->str, number->len, &factor);
  if (parsed && rational_sign (factor) > 0)
    {
      *ret_factor = factor;
      return true;
    }
  if (number->len > LIMIT_DIGITS)
    diag_report (session->sink, DIAG_number_too_long, unit->source, span, G_STRINGIFY (LIMIT_DIGITS), NULL);
  else if (parsed || unit->ok)
    diag_report (session->sink, DIAG_bad_unit_factor, unit->source, span, NULL);
  return false;
}

/* The measure declared `= 10000元` or `= 0.01`. NULL: reported. */
static Measure *
new_derived (MeasureTable *table, Declared *declared, const AstNode *literal)
{
  const Unit *unit = declared->unit;
  Session *session = table->session;
  Span span = unit_node_span (unit, literal);
  const char *text = source_text (unit->source) + span.start;
  g_autoptr (GString) number = g_string_new (NULL);
  g_autoptr (GString) plain = g_string_new (NULL);
  size_t length = span.end - span.start, at = literal_split_quantity (text, length, number);
  const Measure *of;
  Measure *measure;
  Rational factor;
  literal_append_unit (plain, text + at, length - at);
  if (!read_factor (session, unit, span, number, &factor))
    return NULL;
  if (!(of = measure_find (table, plain->str)))
    {
      report_unknown_unit (session, table, unit->source, span, plain->str);
      return NULL;
    }
  measure = arena_new0 (table->arena, Measure);
  if (of->size > LIMIT_UNIT_SIZE || of->dimension == table->boundless)
    {
      diag_report (session->sink, DIAG_unit_too_large, unit->source, span, declared->name->text,
                   of->dimension == table->boundless ? G_STRINGIFY (LIMIT_UNIT_DEGREE) : G_STRINGIFY (LIMIT_UNIT_SIZE), NULL);
      return NULL;
    }
  *measure = (Measure) { .text = declared->name->text, .factor = rational_mul (session->numbers, factor, of->factor),
                         .dimension = of->dimension, .integer = of->integer, .step = of->step, .size = of->size + 1,
                         .ratio = of->dimension == table->none };
  return measure;
}

static void
report_deep (MeasureTable *table, Declared *declared)
{
  diag_report (table->session->sink, DIAG_chain_too_long, declared->unit->source,
               unit_node_span (declared->unit, declared->node), declared->name->text, G_STRINGIFY (LIMIT_NESTING), NULL);
  declared->failed = true;
}

static const Measure *
resolve (MeasureTable *table, Declared *declared)
{
  const AstNode *literal;
  if (declared->measure || declared->failed)
    return declared->measure;
  if (declared->resolving)
    {
      diag_report (table->session->sink, DIAG_unit_cycle, declared->unit->source,
                   unit_node_span (declared->unit, declared->node), declared->name->text, NULL);
      declared->failed = true;
      return NULL;
    }
  if (table->depth >= LIMIT_NESTING)
    {
      report_deep (table, declared);
      return NULL;
    }
  declared->resolving = true;
  table->depth++;
  literal = ast_find (declared->node, AST_QUANTITY);
  literal = literal ? literal : ast_find (declared->node, AST_NUMBER);
  declared->measure = literal ? new_derived (table, declared, literal) : new_base (table, declared);
  table->depth--;
  declared->resolving = false;
  declared->failed = declared->measure == NULL;
  if (declared->measure && ast_find (declared->node, AST_INTEGER))
    {
      declared->measure->integer = true;
      declared->measure->step = declared->measure->factor;
    }
  return declared->measure;
}

void
measure_table_resolve_all (MeasureTable *table)
{
  for (guint i = 0; i < table->order->len; i++)
    resolve (table, table->order->pdata[i]);
}

/* Composition */

static const Measure *
find_declared (MeasureTable *table, const char *text, size_t length)
{
  const char *key = atom_find_key (table->session->atoms, text, (gssize)length);
  Declared *declared = key ? g_hash_table_lookup (table->declared, key) : NULL;
  return declared ? resolve (table, declared) : NULL;
}

/* One unit without `/` and `·`: declared, or 万 亿 and a declared one, or the multiplier alone. */
static const Measure *
find_atom (MeasureTable *table, const char *text, size_t length)
{
  const Measure *declared = find_declared (table, text, length);
  int64_t times = 1;
  size_t at = 0;
  Measure *measure;
  if (declared)
    return declared;
  for (; at + 3 <= length; at += 3)
    {
      int64_t step = memcmp (text + at, "万", 3) == 0 ? 10000 : memcmp (text + at, "亿", 3) == 0 ? 100000000 : 1;
      if (step == 1)
        break;
      if (at == 6) /* three of them */
        return NULL;
      times *= step;
    }
  if (at == 0)
    return NULL;
  declared = at == length ? table->bare : find_declared (table, text + at, length - at);
  if (!declared)
    return NULL;
  measure = arena_new0 (table->arena, Measure);
  *measure = *declared;
  measure->text = arena_strndup (table->arena, text, length);
  measure->factor = rational_mul (table->session->numbers, RATIONAL_INT (times), declared->factor);
  return measure;
}

/* The next atom of TEXT from *AT; what follows the first `/` is below the line (530元/人·月 is 元 per person and month). */
static size_t
atom_length (const char *text)
{
  size_t at = 0;
  while (text[at] && text[at] != '/' && strncmp (text + at, "·", 2) != 0)
    at++;
  return at;
}

static const Measure *
compose (MeasureTable *table, const char *text)
{
  RationalPool *pool = table->session->numbers;
  Measure product = *table->bare, *measure;
  int power = 1, n = 0;
  for (const char *at = text; *at; n++)
    {
      size_t length = atom_length (at);
      const Measure *atom = find_atom (table, at, length);
      if (!atom)
        return NULL;
      if (n >= LIMIT_UNIT_DEGREE || product.size > LIMIT_UNIT_SIZE)
        return NULL;
      product.size += atom->size;
      product.integer = n == 0 && atom->integer;
      product.step = atom->step;
      product.ratio = n == 0 && atom->ratio;
      product.dimension = dimension_multiply (table, product.dimension, atom->dimension, power);
      product.factor = power > 0 ? rational_mul (pool, product.factor, atom->factor)
                                 : rational_div (pool, product.factor, atom->factor);
      at += length;
      power = *at == '/' ? -1 : power;
      at += *at == '/' ? 1 : *at ? 2 : 0;
    }
  measure = arena_new0 (table->arena, Measure);
  *measure = product;
  measure->text = arena_strndup (table->arena, text, strlen (text));
  return measure;
}

const Measure *
measure_find (MeasureTable *table, const char *text)
{
  const Measure *measure = g_hash_table_lookup (table->composed, text);
  if (measure)
    return measure;
  if ((measure = compose (table, text)))
    g_hash_table_insert (table->composed, (gpointer)measure->text, (gpointer)measure);
  return measure;
}

const Measure *
measure_find_written (MeasureTable *table, const char *text, size_t length)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  literal_append_unit (plain, text, length);
  return plain->len > 0 ? measure_find (table, plain->str) : NULL;
}

/* Slips: one character replaced is likelier than one lost or added, so it is preferred; two candidates equally near are none. */
static const char *
nearest_declared (MeasureTable *table, const char *part)
{
  const char *best[2] = { NULL, NULL };
  int count[2] = { 0, 0 };
  glong length = g_utf8_strlen (part, -1);
  for (guint i = 0; i < table->order->len; i++)
    {
      const char *name = ((Declared *)table->order->pdata[i])->name->text;
      int rank = g_utf8_strlen (name, -1) == length ? 0 : 1;
      if (length < 2 || text_distance (part, name, 1) != 1)
        continue;
      best[rank] = name;
      count[rank]++;
    }
  if (count[0] > 0)
    return count[0] == 1 ? best[0] : NULL;
  return count[1] == 1 ? best[1] : NULL;
}

bool
measure_is_declared (const MeasureTable *table, const char *name)
{
  const char *key = atom_find_key (table->session->atoms, name, -1);
  return key && g_hash_table_contains (table->declared, key);
}

char *
measure_unknown_part (MeasureTable *table, const char *text, const char **ret_nearest)
{
  for (const char *at = text; *at;)
    {
      size_t length = atom_length (at);
      if (!find_atom (table, at, length))
        {
          char *part = g_strndup (at, length);
          if (ret_nearest)
            *ret_nearest = measure_is_declared (table, part) ? NULL : nearest_declared (table, part);
          return part;
        }
      at += length;
      at += *at == '/' ? 1 : *at ? 2 : 0;
    }
  if (ret_nearest)
    *ret_nearest = NULL;
  return g_strdup (text);
}
