/* The scanner: text to tokens, comments included.  It prints nothing and allocates no text; what it cannot read it reports and
   marks as TOKEN_JUNK, so that everything after it is still read. */
#pragma once
#include "source/diag.h"
#include "syntax/token.h"

typedef struct
{
  Source *source;
  DiagSink *sink;
  GArray *tokens;  /* Token */
  uint32_t offset; /* of the next byte to match */
  uint32_t start;  /* of the current match */
  uint32_t skip_to; /* what stands before is part of a fault that was reported */
  bool in_conflict;     /* a merge conflict was reported whose end is not yet met */
  unsigned depth;       /* of open braces */
  unsigned rows_depth;  /* of the brace of the 实绩 or 数据 that is open, 0 if none is */
  bool no_conflict_end; /* there is no >>>>>>> any more */
} Scanner;

/* All tokens of SOURCE. (owned) */
GArray *scan_source (Source *source, DiagSink *sink);
