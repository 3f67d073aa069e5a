/* Translation marks.  The catalogue is po/zh_CN.po; English texts are the keys. */
#pragma once
#include <libintl.h>

#define _(text) gettext (text)
#define N_(text) text
