/* Tables for people: columns of text, each as wide as its widest cell, so that Chinese lines up.  Texts are
   made visible (no control characters reach the terminal) and cut where a column says so. */
#pragma once
#include "base/rational.h"

enum
{
  MAX_CELLS = 8
};

#define SGR_BOLD "1"

typedef struct
{
  const char *title; /* to be translated; NULL ends the columns */
  bool right;
  unsigned cut; /* columns of text; 0: never */
} Column;

typedef struct
{
  const Column *columns;
  unsigned n_columns;
  bool used[MAX_CELLS]; /* a column without a cell is left out */
  GArray *lines;
} Table;

void table_init (Table *table, const Column *columns);
void table_done (Table *table);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Table, table_done)

/* SGR: of the whole line, NULL for none (kept). */
void table_add_line (Table *table, const char *sgr);
/* Sets a cell of the last line; TEXT NULL leaves it empty. */
void table_set (Table *table, unsigned column, const char *text);
void table_set_number (Table *table, unsigned column, bool known, Rational value);
void table_append (const Table *table, GString *out, bool color);

void append_sgr (GString *out, const char *sgr, bool color); /* SGR NULL: nothing */
void append_sgr_end (GString *out, const char *sgr, bool color);
