/* One run of the program: its session, its diagnostics, how it prints, and the exit code so far.  Only this
   floor prints, exits and reads the environment. */
#pragma once
#include "load/session.h"

/* The worst one reached wins. */
typedef enum
{
  CODE_DONE = 0,
  CODE_NO = 1,         /* done, and the answer is no */
  CODE_USAGE = 2,      /* usage, or nothing to do; from here on nothing was written */
  CODE_DEFINITION = 3, /* definitions unusable */
  CODE_DATA = 4,       /* actuals unusable */
  CODE_LIMIT = 5,
  CODE_SYSTEM = 6, /* the system refused */
  CODE_BUG = 70
} Code;

typedef enum
{
  COLOR_AUTO,
  COLOR_ALWAYS,
  COLOR_NEVER
} ColorWhen;

typedef struct
{
  DiagSink *sink;
  Session *session;
  Code code;
  ColorWhen color;
  bool json_diagnostics;
  GHashTable *muted; /* Diag: not shown */
  unsigned shown; /* diagnostics that run_flush has shown, and those that it has only counted, by severity */
  unsigned more[3];
  bool unkept_said; /* how many the sink has only counted was printed */
  unsigned taken; /* errors that are in the code already */
  unsigned taken_limit, taken_system, taken_usage, taken_rows; /* by class; the last DIAG_CLASS_DATA */
  bool data_are_findings; /* errors of class DATA are told as findings: run_take_errors passes over them */
  GString *last_line; /* for standard error, after the diagnostics */
} Run;

void run_init (Run *run);
/* Prints what is left to say and gives the exit code. */
int run_finish (Run *run);
/* A fresh sink and session; diagnostics not yet printed are forgotten. */
void run_restart (Run *run);

/* Makes the exit code CODE unless it is worse already. */
void run_fail (Run *run, Code code);
/* Takes the errors reported since the last call into the exit code: limits, system and usage by their class,
   any other as CODE.  Where that is CODE_DEFINITION, rows of actual values that stand among definitions are
   CODE_DATA and do not count for the answer: true if there were some. */
bool run_take_errors (Run *run, Code code);
/* The notes reported so far will not be shown; errors of definitions among them count as warnings (eval, of what
   check would say). */
void run_demote (Run *run);

/* Reports a usage error without a place and takes it into the code. */
Diag *run_usage (Run *run, DiagCode code, const char *one, const char *two, const char *three);

bool run_color (const Run *run, int fd);
/* Appends the diagnostics to be shown, at most LIMIT_DIAGNOSTICS, then how many more there are. */
void run_append_diagnostics (Run *run, GString *out, bool color);
/* What was reported so far has been printed, and will not be again. */
void run_forget_diagnostics (Run *run);
/* Prints on standard error what was reported so far and frees it, for readers of many rows; its errors must
   be in the code already.  Notes and warnings leave half of the LIMIT_DIAGNOSTICS to errors. */
void run_flush (Run *run);
