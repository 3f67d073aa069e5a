/* 正向词: the words by which an indicator of a 反向 tier is known to be one of which more is better, as a rate of savings among costs.
   Which words these are is said by the framework or the scheme. */
#include "base/text.h"
#include "sema/build.h"
#include <string.h>

/* Between 、 or commas stand words. */
const char *const *
tier_upward (Model *model, const AstNode *node)
{
  const char *text = field_text (node, FIELD_UPWARD);
  g_autofree char *key = text ? text_fold_key (text, -1) : NULL;
  g_auto (GStrv) lists = key ? g_strsplit (key, "、", -1) : NULL;
  g_autofree char *joined = lists ? g_strjoinv (",", lists) : NULL;
  g_auto (GStrv) words = joined ? g_strsplit (joined, ",", -1) : NULL;
  const char **upward;
  unsigned n = 0;
  if (!words)
    return NULL;
  upward = arena_array (model->arena, const char *, g_strv_length (words) + 1);
  for (unsigned i = 0; words[i]; i++)
    if (*words[i])
      upward[n++] = arena_strndup (model->arena, words[i], strlen (words[i]));
  upward[n] = NULL;
  return upward;
}

bool
tier_is_upward_for (const Tier *tier, const Atom *name)
{
  for (unsigned i = 0; tier->upward && tier->has_direction && tier->direction == DIRECTION_DOWN && tier->upward[i]; i++)
    if (strstr (name->key, tier->upward[i]))
      return true;
  return false;
}

bool
indicator_tier_direction (const Indicator *indicator, Direction *ret_direction)
{
  const Tier *tier = indicator->tier;
  if (!tier || !tier->has_direction)
    return false;
  *ret_direction = tier_is_upward_for (tier, indicator->name) ? DIRECTION_UP : tier->direction;
  return true;
}
