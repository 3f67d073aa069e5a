/* What the tests of syntax, load and sema share: a folder of its own for each trial, a session over the
   library of the source tree, and diagnostics and targets as short text that a table of cases can state. */
#pragma once
#include "sema/model.h"

/* A session with files of its own. */
typedef struct
{
  char *folder;
  DiagSink *sink;
  Session *session;
  Model *model; /* of the last trial_check, or NULL */
} Trial;

Trial *trial_new (void);
void trial_free (Trial *trial);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Trial, trial_free)

/* The path of NAME in the trial's folder; folders in NAME are made. (owned) */
char *trial_path (const Trial *trial, const char *name);
void trial_write (const Trial *trial, const char *name, const char *text);
/* Reads TEXT as the file t.jx and checks it. NULL if it could not be loaded. */
Model *trial_check (Trial *trial, const char *text);
/* The same for TEXT inside a scheme of the year 2024 with a framework that has a rule for each direction and
   no tiers; TEXT begins on line 2. */
Model *trial_check_scheme (Trial *trial, const char *text);
/* The indicator NAME of the first scheme; the test fails if there is none. */
const Indicator *trial_indicator (const Trial *trial, const char *name);
/* The atom of NAME. */
const Atom *trial_atom (const Trial *trial, const char *name);

/* What was reported: `J0017 3:5, J0032 4:1`, sorted by place; a place in another file than t.jx is
 * `f.jx:4:1`. (owned) */
char *trial_found (const Trial *trial);
char *found_text (DiagSink *sink);
/* The fixes of every diagnostic, in the same order: `3:5 "text"`. (owned) */
char *fixes_text (DiagSink *sink);

/* TEXT as a source named t.jx. (owned) */
Source *source_of (const char *text, gssize length);
/* Sets and directions: `up [150, ∞) 个`, `deadline (−∞, 2024-12-31] bare`, `level 提升 0`, `words 建成`.
 * (owned) */
char *target_text (const Target *target);
char *number_text (Rational value); /* as a fraction (owned) */

/* True if FOUND is EXPECTED; else prints both under WHAT. */
bool same_text (const char *what, const char *expected, const char *found);

/* Runs every case: the text, in a scheme or alone, gives these diagnostics and no others. */
typedef struct
{
  const char *text;
  const char *found;
} FoundCase;
void check_found (const FoundCase *cases, size_t n, bool in_scheme);
/* The same of what is proposed to mend them, as fixes_text has it. */
void check_fixes (const FoundCase *cases, size_t n, bool in_scheme);

/* `SLOT=value` of each slot in WORDS, in their order; `-` for one without a value. (owned) */
char *slots_text (const Frame *frame, const char *words, Scope scope);

/* The path of FILE in the source tree. (owned) */
char *tree_path (const char *file);
/* HEAD, then BODY N times with each %u replaced by the number, then TAIL. (owned) */
char *repeated_text (const char *head, const char *body, unsigned n, const char *tail);
