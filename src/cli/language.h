/* The language of messages. */
#pragma once
#include <stdbool.h>

/* Chooses it by `--lang` among ARGS, else by the environment, and makes sure that no locale changes anything
 * else. */
void language_choose (char **args);
