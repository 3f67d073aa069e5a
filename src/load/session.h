/* A session: what one run has read.  It owns the atoms, the pool of big numbers and every module, each file once whatever it is
   called by.  引用 is resolved beside the importing file, then in the library folder; never above either of them. */
#pragma once
#include "base/rational.h"
#include "syntax/unit.h"

typedef struct Module Module;
struct Module
{
  Unit *unit;
  char *path;        /* as opened */
  guint64 device, inode;
  GPtrArray *imports; /* Module *, in order (borrowed) */
  bool loading;      /* its imports are being read: meeting it again is a cycle */
  bool library;      /* found in the library folder */
};

typedef struct
{
  AtomTable *atoms;
  RationalPool *numbers;
  DiagSink *sink;      /* borrowed */
  char *library;       /* the folder with units.jx, rules.jx … */
  GPtrArray *modules;  /* Module *, in the order of reading (owned) */
  GPtrArray *chain;    /* Module *, being loaded now, outermost first */
  bool full;           /* the limit of files was met and reported */
} Session;

Session *session_new (const char *library, DiagSink *sink);
void session_free (Session *session);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Session, session_free)

/* The file at PATH (`-`: standard input) with all it imports, or NULL (reported): absent, unreadable, not a regular file, too
   large. A file that reads with faults is returned all the same, its unit not ok. */
Module *session_load (Session *session, const char *path);
/* The same of a file that is called PATH and whose text stands in CONTENT (NULL: it is empty), such as an earlier version of it that
   another tool has written out: places and 引用 are those of PATH. */
Module *session_load_as (Session *session, const char *path, const char *content);
/* The library's file NAME (`units`), or NULL if there is none (reported: the installation is broken). */
Module *session_load_library (Session *session, const char *name);
/* The names of the library's files in FOLDER (`frameworks/hubei`), sorted; to look for what a user forgot to import. (owned) */
GPtrArray *session_library_names (const Session *session, const char *folder);
/* True if UNIT was read from the library folder. */
bool session_is_library (const Session *session, const Unit *unit);
/* True if UNIT is a file of the library, if only named as one of the user's own. */
bool session_lies_in_library (const Session *session, const Unit *unit);
/* Reads a whole file for other readers (tables) with the same care. (owned) NULL: reported. LIMIT 0: none. */
GBytes *session_read_file (Session *session, const char *path, gsize limit);
