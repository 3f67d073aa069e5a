/* Tables of text columns, measured in display columns rather than characters.  Knows nothing of what the
 * cells mean. */
#include "report/columns.h"

#include "base/i18n.h"
#include "base/text.h"

typedef struct
{
  char *cells[MAX_CELLS];
  const char *sgr;
} Line;

static void
line_clear (gpointer data)
{
  Line *line = data;
  for (unsigned i = 0; i < MAX_CELLS; i++)
    g_free (line->cells[i]);
}

void
table_init (Table *table, const Column *columns)
{
  *table = (Table){ .columns = columns };
  while (columns[table->n_columns].title)
    table->n_columns++;
  table->lines = g_array_new (FALSE, TRUE, sizeof (Line));
  g_array_set_clear_func (table->lines, line_clear);
}

void
table_done (Table *table)
{
  g_array_unref (table->lines);
}

void
table_add_line (Table *table, const char *sgr)
{
  Line line = { .sgr = sgr };
  g_array_append_val (table->lines, line);
}

void
table_set (Table *table, unsigned column, const char *text)
{
  if (!text)
    return;
  Line *line = &g_array_index (table->lines, Line, table->lines->len - 1);
  g_autoptr (GString) visible = g_string_new (NULL);
  text_append_visible (visible, text, -1);
  GString *cut = g_string_new (NULL);
  text_append_cut (cut, visible->str, table->columns[column].cut ? table->columns[column].cut : G_MAXUINT);
  line->cells[column] = g_string_free (cut, FALSE);
  table->used[column] = true;
}

void
table_set_number (Table *table, unsigned column, bool known, Rational value)
{
  g_autoptr (GString) text = g_string_new (NULL);
  if (!known)
    return;
  rational_append_decimal (text, value);
  table_set (table, column, text->str);
}

void
append_sgr (GString *out, const char *sgr, bool color)
{
  if (color && sgr)
    g_string_append_printf (out, "\033[%sm", sgr);
}

void
append_sgr_end (GString *out, const char *sgr, bool color)
{
  if (color && sgr)
    g_string_append (out, "\033[m");
}

static unsigned
column_width (const Table *table, unsigned column)
{
  unsigned width = text_width (_ (table->columns[column].title), -1, false);
  for (guint i = 0; i < table->lines->len; i++)
    {
      const char *cell = g_array_index (table->lines, Line, i).cells[column];
      width = MAX (width, cell ? text_width (cell, -1, false) : 0);
    }
  return width;
}

static void
append_line (GString *out, const Table *table, const unsigned *widths, char *const *cells)
{
  gsize start = out->len;
  for (unsigned i = 0; i < table->n_columns; i++)
    if (table->used[i])
      {
        g_string_append (out, out->len > start ? "  " : "");
        text_append_padded (out, cells[i] ? cells[i] : "", widths[i], table->columns[i].right);
      }
  while (out->len > start && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
}

void
table_append (const Table *table, GString *out, bool color)
{
  unsigned widths[MAX_CELLS];
  char *titles[MAX_CELLS];
  for (unsigned i = 0; i < table->n_columns; i++)
    {
      widths[i] = column_width (table, i);
      titles[i] = _ (table->columns[i].title);
    }
  append_sgr (out, SGR_BOLD, color);
  append_line (out, table, widths, titles);
  append_sgr_end (out, SGR_BOLD, color);
  g_string_append_c (out, '\n');
  for (guint i = 0; i < table->lines->len; i++)
    {
      const Line *line = &g_array_index (table->lines, Line, i);
      append_sgr (out, line->sgr, color);
      append_line (out, table, widths, line->cells);
      append_sgr_end (out, line->sgr, color);
      g_string_append_c (out, '\n');
    }
}
