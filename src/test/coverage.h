/* Coverage in the terms of the domain: arms of rules, both sides and the bound of each target, levels of
   scales, checks that fire and stay silent.  What counts is what the files given declare, and what they use
   from elsewhere than the library, unless the library is asked for too.  Points are known by their place in
   the source, so that one file may test what another declares. */
#pragma once
#include "eval/score.h"

typedef enum
{
  COVER_ARM,
  COVER_BOUND,
  COVER_LEVEL,
  COVER_CHECK,
  COVER_N
} CoverKind;

typedef struct
{
  CoverKind kind;
  const char *missing; /* what is not covered, as a sentence */
  const Unit *unit;    /* where it is declared */
  Span span;
  unsigned order; /* of those in one place */
  bool covered;
} CoverPoint;

typedef struct Coverage Coverage;
/* LIBRARY: what is used from the library counts too. */
Coverage *coverage_new (bool library);
void coverage_free (Coverage *coverage);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Coverage, coverage_free)

/* Takes up what MODEL's files declare; its units must outlive COVERAGE. */
void coverage_add_model (Coverage *coverage, Model *model);

/* A row whose score, or whether it is met, a case has stated.  ACTUAL is the value that was scored; NULL:
   none. ONE_ROW: of a nameless indicator, whose target is under test. */
void coverage_row (Coverage *coverage, Model *model, const Scheme *scheme, const RowResult *row,
                   const Actual *actual, bool one_row);
void coverage_check (Coverage *coverage, const Check *check, bool fires);

typedef enum
{
  SIDE_BELOW, /* of a unit of whole numbers and of dates: by one */
  SIDE_AT,
  SIDE_ABOVE,
  SIDE_N
} BoundSide;
/* True if some case has given INDICATOR's rule and target a value on that side of its bound. */
bool coverage_has_bound (const Coverage *coverage, const Indicator *indicator, bool upper, BoundSide side);

/* What counts, sorted by place: CoverPoint *. (owned) */
GPtrArray *coverage_points (const Coverage *coverage);
/* KIND COVER_N: of all. */
void coverage_count (const GPtrArray *points, CoverKind kind, unsigned *ret_covered, unsigned *ret_all);
