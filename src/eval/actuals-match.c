/* What a row names: an indicator, a tier, the total or a fact, by its name or its path, narrowed by the tier
   columns of a table. Nothing is guessed: several that fit are an error that lists their paths, none is one
   that offers the nearest name. */
#include "eval/actuals-private.h"
#include "base/i18n.h"
#include "base/text.h"
#include "syntax/keywords.h"
#include <string.h>

#define MAX_LISTED 5 /* paths in one message */

static void
add_head (Actuals *actuals, const char *key, Head head)
{
  GArray *list = g_hash_table_lookup (actuals->heads, key);
  if (!list)
    {
      list = g_array_new (FALSE, FALSE, sizeof (Head));
      g_hash_table_insert (actuals->heads, (gpointer)key, list);
    }
  g_array_append_val (list, head);
}

void
actuals_index_heads (Actuals *actuals)
{
  const Scheme *scheme = actuals->scheme;
  GPtrArray *facts = actuals->model->fact_names;
  for (unsigned i = 0; i < scheme->n_indicators; i++)
    add_head (actuals, scheme->indicators[i]->name->key,
              (Head){ .kind = HEAD_INDICATOR,
                      .indicator = scheme->indicators[i],
                      .tier = scheme->indicators[i]->tier });
  for (unsigned i = 0; i < scheme->n_tiers; i++)
    add_head (actuals, scheme->tiers[i]->name->key, (Head){ .kind = HEAD_TIER, .tier = scheme->tiers[i] });
  add_head (actuals, actuals->total_key, (Head){ .kind = HEAD_TOTAL });
  if (actuals->total_key_en != actuals->total_key)
    add_head (actuals, actuals->total_key_en, (Head){ .kind = HEAD_TOTAL });
  for (guint i = 0; i < facts->len; i++)
    add_head (actuals, ((const Atom *)facts->pdata[i])->key, (Head){ .kind = HEAD_FACT, .fact = i });
}

/* Paths */

static void
append_tiers (GString *out, const Tier *tier)
{
  if (tier && tier->parent)
    append_tiers (out, tier->parent);
  if (tier)
    g_string_append_printf (out, "%s/", tier->name->text);
}

void
actuals_append_path (GString *out, const Tier *tier, const Atom *name)
{
  append_tiers (out, tier);
  g_string_append (out, name->text);
}

static void
append_head_path (GString *out, const Head *head)
{
  if (head->kind == HEAD_INDICATOR)
    actuals_append_path (out, head->indicator->tier, head->indicator->name);
  else if (head->kind == HEAD_TIER)
    actuals_append_path (out, head->tier->parent, head->tier->name);
}

/* `(50分)`, `（30分）` at the end: where it begins, or the end. */
gsize
actuals_tier_name_length (const char *text)
{
  gsize length = strlen (text), open;
  bool wide = g_str_has_suffix (text, "）");
  if (!wide && !g_str_has_suffix (text, ")"))
    return length;
  for (open = length; open > 0; open--)
    if (text[open - 1] == '(' || g_str_has_prefix (text + open - 1, "（"))
      break;
  if (open < 2)
    return length;
  {
    const char *inside = text + open - 1 + (text[open - 1] == '(' ? 1 : 3),
               *end = text + length - (wide ? 3 : 1);
    bool weight = g_ascii_isdigit (*inside) && end - inside > 3 && memcmp (end - 3, "分", 3) == 0;
    return weight ? open - 1 : length;
  }
}

static bool
is_head (const Actuals *actuals, const char *text)
{
  const char *key = atom_find_key (actuals->model->session->atoms, text, -1);
  return key && g_hash_table_contains (actuals->heads, key);
}

bool
actuals_split_path (const Actuals *actuals, const char *text, Row *row)
{
  row->n_path = 1;
  row->path[0] = text;
  if ((!strchr (text, '/') && !strstr (text, "／")) || is_head (actuals, text))
    return true;
  for (const char *at = text;;)
    {
      gsize length = strcspn (at, "/");
      const char *wide = g_strstr_len (at, (gssize)length, "／");
      length = wide ? (gsize)(wide - at) : length;
      if (length == 0 || row->n_path > ACTUALS_MAX_PATH)
        break;
      row->path[row->n_path++ - 1] = arena_strndup (actuals->arena, at, length);
      at += length;
      if (*at == '\0')
        {
          row->n_path--;
          return true;
        }
      at += wide ? strlen ("／") : 1;
    }
  row->n_path = 1;
  row->path[0] = text;
  return true;
}

/* Narrowing */

/* The tiers of HEAD that a path's earlier segments may name: those above it. */
static const Tier *
tier_above (const Head *head)
{
  return head->kind == HEAD_TIER ? head->tier->parent : head->tier;
}

/* True if the segments before the last name tiers above HEAD, in order, perhaps leaving some out. */
static bool
path_fits (const Actuals *actuals, const Row *row, const Head *head)
{
  const Tier *tier = tier_above (head);
  for (unsigned i = row->n_path - 1; i > 0; i--)
    {
      const char *key = atom_find_key (actuals->model->session->atoms, row->path[i - 1], -1);
      while (tier && tier->name->key != key)
        tier = tier->parent;
      if (!tier)
        return false;
      tier = tier->parent;
    }
  return true;
}

static bool
column_fits (const Actuals *actuals, const char *cell, unsigned level, const Head *head)
{
  const Tier *tier = head->tier;
  const char *key;
  if (!cell || !*cell)
    return true;
  key = atom_find_key (actuals->model->session->atoms, cell, (gssize)actuals_tier_name_length (cell));
  while (tier && tier->level != level)
    tier = tier->parent;
  return tier && tier->name->key == key;
}

static bool
head_fits (const Actuals *actuals, const Row *row, const Head *head)
{
  if (head->kind == HEAD_TOTAL || head->kind == HEAD_FACT)
    return row->n_path == 1;
  return path_fits (actuals, row, head) && column_fits (actuals, row->tier1, 1, head)
         && column_fits (actuals, row->tier2, 2, head);
}

/* Reports */

static void
append_listed (GString *out, unsigned n, const Head *head)
{
  if (n > MAX_LISTED)
    return;
  g_string_append (out, n > 1 ? "; " : "");
  if (n == MAX_LISTED)
    g_string_append (out, "…");
  else
    append_head_path (out, head);
}

/* The paths of what the list holds of KIND; only of those that fit if FITTING. */
static char *
list_paths (const Actuals *actuals, const Row *row, const GArray *list, HeadKind kind, bool fitting)
{
  GString *out = g_string_new (NULL);
  unsigned n = 0;
  for (guint i = 0; i < list->len; i++)
    {
      const Head *head = &g_array_index (list, Head, i);
      if (head->kind == kind && (!fitting || head_fits (actuals, row, head)))
        append_listed (out, ++n, head);
    }
  return g_string_free (out, FALSE);
}

static char *
row_name (const Row *row)
{
  GString *out = g_string_new (NULL);
  for (unsigned i = 0; i < row->n_path; i++)
    g_string_append_printf (out, "%s%s", i ? "/" : "", row->path[i]);
  return g_string_free (out, FALSE);
}

static void
report_ambiguous (const Actuals *actuals, const Row *row, const GArray *list, HeadKind kind)
{
  g_autofree char *name = row_name (row);
  g_autofree char *paths = list_paths (actuals, row, list, kind, true);
  Diag *diag = actuals_report (actuals, &row->place, DIAG_row_ambiguous, name, NULL, NULL);
  diag_note (diag, _ ("expected one of: {1}"), paths, NULL);
  diag_note (diag, _ ("write the path, or in a table fill in the columns of its tiers"), NULL);
}

static void
report_elsewhere (const Actuals *actuals, const Row *row, const GArray *list, HeadKind kind)
{
  g_autofree char *paths = list_paths (actuals, row, list, kind, false);
  GString *above = g_string_new (NULL);
  Diag *diag;
  for (unsigned i = 0; i + 1 < row->n_path; i++)
    g_string_append_printf (above, "%s%s", i ? "/" : "", row->path[i]);
  for (int i = 0; i < 2; i++)
    {
      const char *cell = i ? row->tier2 : row->tier1;
      if (cell && *cell)
        g_string_append_printf (above, "%s%s", above->len ? "/" : "", cell);
    }
  diag = actuals_report (actuals, &row->place, DIAG_row_elsewhere, row->path[row->n_path - 1], above->str,
                         NULL);
  diag_note (diag, _ ("it stands at {1}"), paths, NULL);
  g_string_free (above, TRUE);
}

static const char *
find_nearest (const Actuals *actuals, const char *name)
{
  TextNearest nearest = TEXT_NEAREST_INIT (name);
  GPtrArray *facts = actuals->model->fact_names;
  for (unsigned i = 0; i < actuals->scheme->n_indicators; i++)
    text_nearest_offer (&nearest, actuals->scheme->indicators[i]->name->text);
  for (unsigned i = 0; i < actuals->scheme->n_tiers; i++)
    text_nearest_offer (&nearest, actuals->scheme->tiers[i]->name->text);
  for (guint i = 0; i < facts->len; i++)
    text_nearest_offer (&nearest, ((const Atom *)facts->pdata[i])->text);
  text_nearest_offer (&nearest, word_name (WORD_TOTAL, false));
  return text_nearest_result (&nearest);
}

/* NULL: none is near, or too much was compared before. */
static const char *
nearest_name (const Actuals *actuals, const char *name)
{
  NearestNames *names = actuals->nearest;
  const char *found = g_hash_table_lookup (names->found, name);
  guint64 pairs = (guint64)actuals->scheme->n_indicators + actuals->scheme->n_tiers
                  + actuals->model->fact_names->len + 1;
  if (!found && names->compared + pairs > NEAREST_LIMIT)
    return NULL;
  if (!found)
    {
      names->compared += pairs;
      found = find_nearest (actuals, name);
      found = found ? found : "";
      if (g_hash_table_size (names->found) < NEAREST_KEPT)
        g_hash_table_insert (names->found, g_strdup (name), (gpointer)found);
    }
  return *found ? found : NULL;
}

static void
report_unknown (const Actuals *actuals, const Row *row)
{
  static const char *const SUMS[] = { "合计", "小计", "总计", "总得分", "得分合计", NULL };
  g_autofree char *name = row_name (row);
  const char *last = row->path[row->n_path - 1], *nearest = nearest_name (actuals, last);
  Diag *diag = actuals_report (actuals, &row->place, DIAG_row_unknown, name, NULL, NULL);
  if (nearest)
    {
      diag_note (diag, _ ("the nearest name is ‘{1}’"), nearest, NULL);
      if (row->place.source && row->n_path == 1)
        diag_fix (diag, row->place.source, row->place.span, nearest);
    }
  else if (g_strv_contains (SUMS, last))
    diag_note (diag, _ ("a claimed total is a row of its own: {1}"), "总分", NULL);
  else
    diag_note (diag, _ ("take the row out, or add the indicator to the scheme"), NULL);
}

/* Matching */

/* The one of KIND that fits; *RET_FITTING says how many do, *RET_ANY how many of KIND there are. */
static const Head *
find_kind (const Actuals *actuals, const Row *row, const GArray *list, HeadKind kind, unsigned *ret_any,
           unsigned *ret_fitting)
{
  const Head *found = NULL;
  *ret_any = *ret_fitting = 0;
  for (guint i = 0; i < list->len; i++)
    {
      const Head *head = &g_array_index (list, Head, i);
      if (head->kind != kind)
        continue;
      ++*ret_any;
      if (!head_fits (actuals, row, head))
        continue;
      found = head;
      ++*ret_fitting;
    }
  return found;
}

static const GArray *
heads_named (const Actuals *actuals, const Row *row)
{
  const char *key = atom_find_key (actuals->model->session->atoms, row->path[row->n_path - 1], -1);
  return key ? g_hash_table_lookup (actuals->heads, key) : NULL;
}

bool
actuals_match (const Actuals *actuals, const Row *row, Head *ret_head)
{
  const GArray *list = heads_named (actuals, row);
  HeadKind elsewhere = HEAD_FACT;
  /* an indicator goes before a tier of the same name, and so on in the order of HeadKind */
  for (HeadKind kind = HEAD_INDICATOR; list && kind <= HEAD_FACT; kind++)
    {
      unsigned any, fitting;
      const Head *head = find_kind (actuals, row, list, kind, &any, &fitting);
      if (fitting == 1)
        {
          *ret_head = *head;
          return true;
        }
      if (fitting > 1)
        {
          report_ambiguous (actuals, row, list, kind);
          return false;
        }
      if (any && kind <= HEAD_TIER && elsewhere == HEAD_FACT)
        elsewhere = kind;
    }
  if (list && elsewhere != HEAD_FACT)
    report_elsewhere (actuals, row, list, elsewhere);
  else
    report_unknown (actuals, row);
  return false;
}

/* Keeps a refused row that can be for INDICATOR only, and its faults. */
static void
keep_refused (const Actuals *actuals, const Indicator *indicator, const Row *row)
{
  Actual *kept = arena_new0 (actuals->arena, Actual);
  *kept = row->actual;
  actuals->refused_rows[indicator->index] = kept;
  for (guint i = 0; i < actuals->pending->len; i++)
    g_hash_table_insert (actuals->faults, actuals->pending->pdata[i], (gpointer)indicator);
}

void
actuals_mark_refused (const Actuals *actuals, const Row *row)
{
  const GArray *list = heads_named (actuals, row);
  const Indicator *only = NULL;
  unsigned any = 0, fitting = 0, marked = 0;
  if (list)
    find_kind (actuals, row, list, HEAD_INDICATOR, &any, &fitting);
  for (guint i = 0; list && i < list->len; i++)
    {
      const Head *head = &g_array_index (list, Head, i);
      if (head->kind == HEAD_INDICATOR && !row->is_fact && (fitting == 0 || head_fits (actuals, row, head)))
        {
          actuals->refused[head->indicator->index] = true;
          only = head->indicator;
          marked++;
        }
      if (head->kind == HEAD_FACT)
        actuals->refused_facts[head->fact] = true;
    }
  if (marked == 1 && actuals->pending->len > 0)
    keep_refused (actuals, only, row);
}
