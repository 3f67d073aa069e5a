/* Actual values: from 实绩 blocks, CSV and JSON to one form, matched to the indicators of a scheme.  Every row read is accounted
   for: it scores, is a fact, a claim, not applicable, missing, refused, a duplicate or blank. */
#pragma once
#include "eval/result.h"
#include "table/csv-header.h"
#include "table/json.h"

/* Where something stands: a span of a source, or `name:line:column` of a table (line 0: NAME alone is the place). */
typedef struct
{
  Source *source; /* (borrowed) NULL: in a table */
  Span span;
  const char *name;
  unsigned line, column;
} Place;

/* `name:line:column`. (owned) */
char *place_text (const Place *place);

typedef enum
{
  ACTUAL_NONE,     /* only a claim */
  ACTUAL_NUMBER,
  ACTUAL_DATE,     /* first..last: the same day, or a month etc. not written to the day */
  ACTUAL_PERIOD,   /* first..last: the start and the end of a period */
  ACTUAL_LEVEL,
  ACTUAL_NA,
  ACTUAL_MISSING
} ActualKind;

typedef struct
{
  ActualKind kind;
  Rational number;          /* in base units; of a period against a duration its length */
  const Measure *measure;
  bool unit_assumed;        /* it was written without a unit, and taken in the target's */
  Day first, last;
  const char *words;        /* of a level, as written */
  bool has_judged;
  Rational judged;          /* the judge's figure, a fraction */
  const Level *level;       /* of a level: what was found; NULL for words that are no level */
  const ScaleRank *rank;    /* of a level: what it earns */
  bool level_met;           /* of a level: at least as good as the target's */
  bool rate_is_claim;       /* the figure in the band is the claimed score's */
  Rational rate_low, rate_high; /* of a level: the fraction it earns, or the ends of its band where nobody gave the figure */
  bool division_by_zero;    /* of a computed one: the formula divided by zero, and there is no number */
  bool has_claimed;
  Rational claimed;
  const char *text;         /* in plain form; NULL for none */
  const char *reason, *evidence;
  Place place;
} Actual;

typedef struct Actuals Actuals;

/* For one scheme; nothing read yet. All of it lives as long as the result it gives, and so do names and texts given to it. */
Actuals *actuals_new (Model *model, const Scheme *scheme);
/* Forgets what was read, keeps what is known of the scheme: for the next organisation of a large table. */
void actuals_clear (Actuals *actuals);
void actuals_free (Actuals *actuals);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Actuals, actuals_free)

/* Each reads rows into ACTUALS and reports what is wrong with them; false if nothing could be read. */
bool actuals_read_block (Actuals *actuals, const Unit *unit, const AstNode *block); /* 实绩 of MODEL's or another file */
bool actuals_read_csv (Actuals *actuals, const char *name, GBytes *bytes, char separator);
bool actuals_read_json (Actuals *actuals, const char *name, GBytes *bytes);
bool actuals_read_json_lines (Actuals *actuals, const char *name, GBytes *bytes);

/* A table of many organisations, a row at a time.  BY is the column that names the organisation; NULL: there is none. */
typedef struct ActualsCsv ActualsCsv;
/* NULL: reported. NAME and TEXT must outlive it. */
ActualsCsv *actuals_csv_new (Model *model, const char *name, const char *text, gsize length, char separator, const char *by);
void actuals_csv_free (ActualsCsv *csv);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ActualsCsv, actuals_csv_free)
typedef enum
{
  ACTUALS_ROW,
  ACTUALS_REFUSED, /* unreadable and reported; to be taken all the same, so that it is counted */
  ACTUALS_BLANK,   /* likewise */
  ACTUALS_END,
  ACTUALS_BROKEN   /* reported: what follows cannot be read */
} ActualsNext;
/* Goes on to the next row. *RET_BY: whose it is, until the next call; NULL for rows that are nobody's. */
ActualsNext actuals_csv_next (ActualsCsv *csv, const char **ret_by);
/* Of a row with too many or too few fields what stands in the column of the organisation, and may be another column's; NULL
   otherwise. */
const char *actuals_csv_guess (const ActualsCsv *csv);
/* Reads the current row into ACTUALS; false if it was refused. */
bool actuals_csv_take (ActualsCsv *csv, Actuals *actuals);
/* Where the next row stands; a reader of the same text can go on from there. */
CsvPosition actuals_csv_position (const ActualsCsv *csv);
void actuals_csv_seek (ActualsCsv *csv, CsvPosition position);
/* The bytes of the current row without its line end; before the first one those of the header. */
const char *actuals_csv_raw (const ActualsCsv *csv, gsize *ret_length);
/* The fields of the current row (NULL: it was unreadable) and of the header, for a list of refused rows. */
const CsvRecord *actuals_csv_record (const ActualsCsv *csv);
const CsvHeader *actuals_csv_header (const ActualsCsv *csv);

/* The same of JSON Lines, where BY is the key that names the organisation.  A line that cannot be read is refused, never the end. */
typedef struct ActualsLines ActualsLines;
ActualsLines *actuals_lines_new (Model *model, const char *name, const char *text, gsize length, const char *by);
void actuals_lines_free (ActualsLines *lines);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ActualsLines, actuals_lines_free)
ActualsNext actuals_lines_next (ActualsLines *lines, const char **ret_by);
bool actuals_lines_take (ActualsLines *lines, Actuals *actuals);
CsvPosition actuals_lines_position (const ActualsLines *lines);
void actuals_lines_seek (ActualsLines *lines, CsvPosition position);
const char *actuals_lines_raw (const ActualsLines *lines, gsize *ret_length);
/* The current row as it was parsed; NULL: it was unreadable. */
const JsonValue *actuals_lines_value (const ActualsLines *lines);

/* Reports that the level given for INDICATOR leaves its band open, and what would close it. */
void actuals_report_open (const Actuals *actuals, const Indicator *indicator);
/* Says that something could not be read at all: what is not given may stand there, and is not called missing. */
void actuals_set_unread (Actuals *actuals);
/* After all are read: computes formulas; reports indicators without an actual (as missing) unless PARTIAL. */
void actuals_finish (Actuals *actuals, bool partial);

/* Of a test: a case of the scheme's only row, and a 数据 node. What cannot be read is reported and refused. */
void actuals_read_case (Actuals *actuals, const Unit *unit, const AstNode *node);
void actuals_read_data (Actuals *actuals, const Unit *unit, const AstNode *node);

/* The VALUE node of UNIT as an actual of INDICATOR, for explain; not kept. False: reported. */
bool actuals_read_value (Actuals *actuals, const Indicator *indicator, const Unit *unit, const AstNode *value,
                         Actual *ret_actual);

/* ACTUAL, read but for no indicator yet, brought to the form that scoring INDICATOR needs. False: it does not fit (reported). */
bool actuals_fit (Actuals *actuals, const Indicator *indicator, Actual *actual);
/* Takes up the fact NAME with the value of ACTUAL, whose measure is of this model. False: refused (reported). */
bool actuals_take_fact (Actuals *actuals, const char *name, const Actual *actual);
/* True if LEVEL is as good as TARGET asks for: at least its level, or on another scale the best one. */
bool level_is_met (const Target *target, const Level *level);
/* True if WORDS, given for INDICATOR of SCHEME, are read as something that meets its target, whatever they earn. */
bool level_words_meet (Model *model, const Scheme *scheme, const Indicator *indicator, const char *words);

/* True if a row for INDICATOR was refused; because of its unit. */
bool actuals_is_refused (const Actuals *actuals, const Indicator *indicator);
bool actuals_unit_differs (const Actuals *actuals, const Indicator *indicator);
/* The row for INDICATOR that was refused, as far as it was read: its text, claim and place. NULL if none was, or if it is not
   known that it was for this one. */
const Actual *actuals_refused_row (const Actuals *actuals, const Indicator *indicator);
/* Whose row DIAG is about, or whose value it calls missing; NULL: not known. */
const Indicator *actuals_fault_of (const Actuals *actuals, const Diag *diag);
/* True if something was refused of which it is not known what it was for: what is not given may stand there. */
bool actuals_has_unread (const Actuals *actuals);
/* The actual of an indicator as given, NULL if none: of one with a formula it is a claim. */
const Actual *actuals_of (const Actuals *actuals, const Indicator *indicator);
/* What the formula of INDICATOR gave; NULL without one, or if facts are missing or do not fit. */
const Actual *actuals_computed (const Actuals *actuals, const Indicator *indicator);
/* True if the formula's facts were given and faulty: the row is invalid rather than missing. */
bool actuals_formula_failed (const Actuals *actuals, const Indicator *indicator);
/* The fact NAME as given, NULL if it was not. */
const Actual *actuals_fact (const Actuals *actuals, const char *name);
/* Facts by index of model->fact_names, in base units. */
const Rational *actuals_facts (const Actuals *actuals);
const bool *actuals_has_facts (const Actuals *actuals);
const Type *actuals_fact_types (const Actuals *actuals);
bool actuals_claimed_total (const Actuals *actuals, Rational *ret_value);
bool actuals_claimed_tier (const Actuals *actuals, const Tier *tier, Rational *ret_value);
const RowAccount *actuals_account (const Actuals *actuals);
