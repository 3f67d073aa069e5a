/* The checks of checks.def: each looks at one scheme (of SCHEME NULL: at the whole model) and reports. */
#pragma once
#include "sema/build.h"

#define ADVICE(function, what) void function (Model *model, const Scheme *scheme);
#include "sema/checks.def"
#undef ADVICE
