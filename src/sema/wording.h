/* Between the files of sema that know sentences: what is folded away, places for values, and matching. */
#pragma once
#include "sema/build.h"

enum
{
  WORDING_MAX_PLACES = 16,
  PLACE_WEIGHT = -1, /* {分值} */
  PLACE_WORDS = -2   /* {…}: any words, or none */
};

struct WordingPlace
{
  unsigned at, end; /* of `{…}` with its braces, in the pattern */
  int what;         /* a parameter of the rule, or PLACE_* */
};

/* A sentence without what does not matter in it: forms of width, blanks, commas and stops, except between
 * digits. */
typedef struct
{
  GString *text;
  GArray *at; /* unsigned: for each byte, and one more for the end, where its character stands in what was
                 folded */
} Folded;

void folded_init (Folded *folded, const char *content);
void folded_clear (Folded *folded);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Folded, folded_clear)
/* Where the bytes from START to END of FOLDED stand in UNIT, whose node STRING it was. */
Span folded_span (const Folded *folded, const Unit *unit, const AstNode *string, unsigned start,
                  unsigned end);

/* What stands at one place; absent (END 0) in an optional part that the sentence leaves out. */
typedef struct
{
  unsigned start, end;
} Capture;

typedef struct
{
  const Wording *wording;
  Capture captures[WORDING_MAX_PLACES]; /* one for each of its places */
} Match;

/* True if SENTENCE is what WORDING says, with quantities that read at the places for values, or, not STRICT,
 * with any text there.
 * A wording that is not settled yet matches nothing. */
bool wording_match (Model *model, const Wording *wording, const Folded *sentence, bool strict,
                    Match *ret_match);

typedef enum
{
  SAID_QUANTITY,
  SAID_NO_NUMBER,
  SAID_NO_UNIT /* nobody declared it */
} Said;

/* The quantity that is all of TEXT, as sentences have it: `1个`, `一项`, `0.5`, `百分之一`. *RET_UNIT_AT:
 * where its unit begins. */
Said quantity_said (Model *model, const char *text, size_t length, Rational *ret_value,
                    const Measure **ret_measure, size_t *ret_unit_at);
