/* Every limit of the language and the tool, once.  Each has a diagnostic that names it and a test (doc/limits in
   doc/language.md lists them).  Table files are streamed and have no limit of size. */
#pragma once

#define LIMIT_NESTING 200          /* brackets and blocks inside one another */
#define LIMIT_FILE_BYTES 67108864 /* 64 MiB; a plain number, since messages show it */
#define LIMIT_IMPORT_FILES 1000
#define LIMIT_IMPORT_DEPTH 64
#define LIMIT_NAME_BYTES 1024
#define LIMIT_DIGITS 1000          /* digits of one number */
#define LIMIT_COMPUTED_DIGITS 4000 /* digits of the numerator or denominator of a number on the way in an expression */
#define LIMIT_UNIT_DEGREE 64       /* units multiplied together, as in 元/人·天 (3) */
#define LIMIT_UNIT_SIZE 10000      /* units that one unit is made of, theirs included */
#define LIMIT_DIAGNOSTICS 100      /* shown; the rest is counted */
#define LIMIT_JSON_DEPTH 200
#define LIMIT_CSV_COLUMNS 1024
#define LIMIT_CSV_FIELD_BYTES (1u << 20)
