/* 日历: which days are working days, as cited data.  A year without a calendar is not published: nothing is assumed of it. */
#pragma once
#include "sema/model.h"

/* Takes up one 日历 node. */
void declare_calendar (Model *model, const Unit *unit, const AstNode *node);

/* Working days from the day after START to END, both included (the day after the start is day 1). False: *RET_YEAR has no
   calendar. END must not be before START. */
bool calendar_count (Model *model, Day start, Day end, int64_t *ret_count, int *ret_year);
/* The N-th working day after START, N ≥ 1. False: *RET_YEAR has no calendar. */
bool calendar_nth (Model *model, Day start, int64_t n, Day *ret_day, int *ret_year);
/* Appends to OUT (of const Calendar *) each calendar that says something of the days after START, to END, unless it is there. */
void calendar_list (Model *model, Day start, Day end, GPtrArray *out);
/* The calendar of a year, loaded from the library if it is not there; NULL: not published. */
const Calendar *calendar_of_year (Model *model, int year);
