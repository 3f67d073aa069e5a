/* The advice of advice.def: each looks at one scheme (of SCHEME NULL: at the whole model) and reports. */
#pragma once
#include "sema/build.h"

#define ADVICE(function, gravest, what) void function (Model *model, const Scheme *scheme);
#include "sema/advice.def"
#undef ADVICE

/* False if the first tiers of SCHEME are not those that its framework weights, which advise_tiers reports. */
bool advise_tiers_agree (const Scheme *scheme);
