/* The normal form of names, for whoever asks if two names are one. */
#pragma once

/* NAME in the form in which names compare: without ★ and ※, leading numbering (`指标1：`, `1.`, `（1）`), blanks, brackets with a
   template's sign (`（≥**人）`), full-width forms, punctuation. (owned) */
char *normal_name (const char *name);
