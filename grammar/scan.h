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
} Scanner;

/* All tokens of SOURCE. (owned) */
GArray *scan_source (Source *source, DiagSink *sink);
