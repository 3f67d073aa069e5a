/* What a sentence says, once it is known which wording it is of.  For sentence.c. */
#pragma once
#include "sema/wording.h"

typedef struct
{
  Model *model;
  const Unit *unit;
  const AstNode *node, *string; /* the clause, and the sentence in it */
  Direction direction;
  Folded folded;
} SentenceReader;

/* The use that MATCH makes, whose wording has a rule: with what the sentence says, then what the wording
   adds, then defaults.  False: reported. */
bool sentence_build_use (const SentenceReader *reader, const Match *match, RuleUse *ret_use);
/* Reports the places of MATCH, which is not strict, where no quantity stands.  False: nothing is reported,
   since all of them read, or since one of them says more than a quantity, so that the sentence is another
   one. */
bool sentence_report_places (const SentenceReader *reader, const Match *match);
