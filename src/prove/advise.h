/* What `check` says of the rules of a model: each use of a rule is proved, once for uses that cannot differ. */
#pragma once
#include "prove/rule.h"

/* Reports to the session's sink: a score out of bounds, more points for a worse value, no score, arms that are never taken.
   TABLES: not NULL to append, for a person, the pieces of every use and what was decided of it; what was not is reported then,
   too.  A model without schemes has its own rules shown for sample targets. */
void prove_advise (Model *model, GString *tables);
