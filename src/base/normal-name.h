/* The normal form of names, for whoever asks if two names are one. */
#pragma once

/* NAME in the form in which names compare: without ★ and ※, leading numbering (`指标1：`, `1.`, `（1）`), blanks, brackets with a
   template (`（≥**人）`) or a value after a sign (`（≥60%）`), full-width forms, punctuation. (owned) */
char *normal_name (const char *name);
/* The same with the values: two that are the same by their normal names are called otherwise if these differ. (owned) */
char *normal_name_told (const char *name);
