/* The inside of Actuals, for the readers (actuals-block.c, actuals-csv.c, actuals-json.c) and what they share: matching of row
   heads, reading of values, fitting of values to targets. */
#pragma once
#include "eval/actuals.h"

#define ACTUALS_MAX_PATH 8 /* segments of a row's head; a path has three */

typedef enum
{
  HEAD_INDICATOR,
  HEAD_TIER,
  HEAD_TOTAL,
  HEAD_FACT
} HeadKind;

/* What a row names. */
typedef struct
{
  HeadKind kind;
  const Indicator *indicator;
  const Tier *tier;
  unsigned fact; /* index of model->fact_names */
} Head;

/* A row as a reader hands it over. */
typedef struct
{
  Place place;                          /* of the head */
  unsigned n_path;
  const char *path[ACTUALS_MAX_PATH];   /* the last is the name; not empty */
  const char *tier1, *tier2;            /* of a table's columns; NULL or "" if not given */
  const char *target;                   /* of a table's column; NULL: not given */
  Place target_place;
  bool is_fact;                         /* under 数据 or `facts`: also one that no formula reads */
  Actual actual;                        /* read, not yet fitted to a target; its place is the value's */
} Row;

/* Of a row that could not be read at all. */
#define UNREAD_ROW ((Row){ .n_path = 0 })

/* The nearest names that were looked for: a table repeats its slips, and many slips of a large scheme are not all worth it. */
typedef struct
{
  GHashTable *found;  /* name as written -> nearest name, "" for none */
  guint64 compared;   /* pairs of names in all, up to NEAREST_LIMIT */
} NearestNames;
#define NEAREST_LIMIT 2000000
#define NEAREST_KEPT 10000

struct Actuals
{
  Model *model;
  const Scheme *scheme;
  Arena *arena;
  GHashTable *heads;     /* key -> GArray of Head */
  NearestNames *nearest;
  const char *total_key, *total_key_en;
  GHashTable *units;     /* text as in cells -> Measure: what the grammar was seen to read as number and unit */
  GHashTable *cells;     /* text of a cell -> Actual: levels and dates that the grammar read without a word */
  Arena *cells_arena;
  AtomTable *cell_atoms; /* names in cells that the grammar reads: not the session's, which keeps them; NULL: none yet */
  const Scale *three;    /* 三档, or the framework's own 定性等次 */
  Rational day_factor;   /* base units in a 日 */

  Actual *actuals;       /* by Indicator.index */
  bool *given;
  bool *refused;         /* the same; a row that may have been for it was refused: it is not missing besides */
  bool *unit_differs;    /* the same; refused because of the value's unit */
  const Actual **refused_rows; /* the same; the last such row, if it was for this indicator alone and its faults are known */
  GPtrArray *pending;    /* Diag *: errors of the row that is being read */
  GHashTable *faults;    /* Diag * -> Indicator *: whose row or missing value they are about */
  Actual *computed;      /* the same; kind NONE: no value */
  bool *failed;
  Rational *facts;       /* by index of model->fact_names */
  bool *has_facts;
  bool *refused_facts;
  bool unread;           /* something could not be read at all */
  Type *fact_types;
  GHashTable *others;    /* a fact's key, a Tier, or `total_key` -> Actual: to find the second time one is given */
  Rational *tier_claims; /* by Tier.index */
  bool *has_tier_claims;
  Rational total_claim;
  bool has_total_claim;
  RowAccount account;
};

/* actuals.c */

/* Counts a row that is about to be read. */
void actuals_begin_row (Actuals *actuals);
/* NULL arguments end the list. */
Diag *actuals_report (const Actuals *actuals, const Place *place, DiagCode code, const char *one, const char *two,
                      const char *three);
/* A label at a place in a source, a note at one in a table. */
void actuals_point (Diag *diag, const Place *place, const char *text);
/* "write TEXT instead": a fix in a source, a note in a table. */
void actuals_suggest (Diag *diag, const Place *place, const char *text);
/* Matches, fits, stores and counts a row, which must have been read without fault. False: refused. */
bool actuals_take (Actuals *actuals, Row *row);
/* The same of a row that is known to be for INDICATOR. */
bool actuals_take_for (Actuals *actuals, const Indicator *indicator, Row *row);
/* Counts a row that its reader refused (and reported); always false. ROW: as far as it was read. */
bool actuals_refuse (Actuals *actuals, const Row *row);

/* actuals-match.c */
void actuals_index_heads (Actuals *actuals);
/* Sets the path of ROW from a cell: the whole is a name if it is known, else its parts between `/`. Always true. */
bool actuals_split_path (const Actuals *actuals, const char *text, Row *row);
bool actuals_match (const Actuals *actuals, const Row *row, Head *ret_head);
/* Marks what a refused row may have been for. */
void actuals_mark_refused (const Actuals *actuals, const Row *row);
void actuals_append_path (GString *out, const Tier *tier, const Atom *name);
/* TEXT without a weight in brackets at its end, `产出指标(50分)`: the bytes that are left. */
gsize actuals_tier_name_length (const char *text);

/* actuals-value.c */

/* A VALUE node. CELL: the place of the cell it was read from; NULL: places are the nodes' own. False: ACTUAL has its text as
   written, and place. */
bool actuals_value_from_node (Actuals *actuals, const Unit *unit, const AstNode *value, const Place *cell, Actual *actual);
/* Always false. */
bool actuals_report_unknown_unit (const Actuals *actuals, const Place *place, const char *unit);

/* actuals-cell.c */

/* A cell of the column 计量单位. */
typedef struct
{
  const char *text;
  Place place;
} UnitCell;
/* A cell, freer than the language; empty: ACTUAL_NONE. UNIT, or NULL: the unit of a number; of anything else it is not read.
   False: as above. */
bool actuals_value_from_cell (Actuals *actuals, const Place *place, const char *text, const UnitCell *unit, Actual *actual);
/* TEXT without blanks and line ends around it: itself, or a copy in the arena. */
const char *actuals_trimmed (const Actuals *actuals, const char *text);
/* A claimed score, `0.5` or `0.5分`; "" is none. Sets claimed of ACTUAL. */
bool actuals_claim_from_text (Actuals *actuals, const Place *place, const char *text, Actual *actual);

/* actuals-fit.c */
/* Notes how to write that there is no value, if TEXT is one of the ways in which tables say so; false: it is none. */
bool actuals_note_nothing (Diag *diag, const char *text);
/* True for a target of bare zeros: they have every unit. */
bool actuals_any_unit_fits (const Actuals *actuals, const Target *target);
