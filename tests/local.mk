# Tests.  tests/unit mirrors src/: one cmocka program for each module file.  The fuzz targets want clang's libFuzzer and are
# built by ./dev; everything that runs the program wants Python 3.
dist_check_SCRIPTS += \
  build-aux/check-floors \
  build-aux/check-grammar \
  build-aux/check-po \
  build-aux/check-sources \
  build-aux/check-wordings \
  %D%/cli/test-output.sh \
  %D%/cli/test-usage.sh
python_tests = \
  build-aux/check-codes \
  build-aux/check-stdlib \
  %D%/run-diff \
  %D%/run-documents \
  %D%/run-golden \
  %D%/run-properties \
  %D%/run-published
EXTRA_DIST += \
  $(python_tests) \
  build-aux/coverage \
  %D%/bench \
  %D%/cases.py \
  %D%/cli/tap.sh \
  %D%/data \
  %D%/diff \
  %D%/examples \
  %D%/fuzz \
  %D%/lang \
  %D%/mutate \
  %D%/mutate.equivalent \
  %D%/oracle \
  %D%/schema.py
if HAVE_PYTHON3
TESTS += $(python_tests)
endif

unit_tests = \
  %D%/unit/test-advise \
  %D%/unit/test-allocation \
  %D%/unit/test-arena \
  %D%/unit/test-atom \
  %D%/unit/test-audit \
  %D%/unit/test-calendar \
  %D%/unit/test-compare-rule \
  %D%/unit/test-compare-target \
  %D%/unit/test-crossing \
  %D%/unit/test-csv \
  %D%/unit/test-csv-header \
  %D%/unit/test-csv-writer \
  %D%/unit/test-curve \
  %D%/unit/test-date \
  %D%/unit/test-diag \
  %D%/unit/test-diff-report \
  %D%/unit/test-effect \
  %D%/unit/test-effect-laws \
  %D%/unit/test-expr \
  %D%/unit/test-format \
  %D%/unit/test-framework \
  %D%/unit/test-history \
  %D%/unit/test-json \
  %D%/unit/test-json-lexer \
  %D%/unit/test-json-writer \
  %D%/unit/test-likeness \
  %D%/unit/test-literal \
  %D%/unit/test-match \
  %D%/unit/test-match-time \
  %D%/unit/test-measure \
  %D%/unit/test-normal-name \
  %D%/unit/test-numeral \
  %D%/unit/test-parse \
  %D%/unit/test-piece \
  %D%/unit/test-prove \
  %D%/unit/test-quantity \
  %D%/unit/test-rational \
  %D%/unit/test-render \
  %D%/unit/test-rule \
  %D%/unit/test-scale \
  %D%/unit/test-scan \
  %D%/unit/test-scan-number \
  %D%/unit/test-scheme \
  %D%/unit/test-score \
  %D%/unit/test-sentence \
  %D%/unit/test-session \
  %D%/unit/test-source \
  %D%/unit/test-target \
  %D%/unit/test-text \
  %D%/unit/test-trace \
  %D%/unit/test-unit
%C%_unit_libhelper_a_SOURCES = \
  %D%/unit/compare-world.c \
  %D%/unit/compare-world.h \
  %D%/unit/effect-world.c \
  %D%/unit/effect-world.h \
  %D%/unit/helper.c \
  %D%/unit/helper.h
if HAVE_CMOCKA
AM_CFLAGS += $(CMOCKA_CFLAGS)
check_LIBRARIES = %D%/unit/libhelper.a
check_PROGRAMS += $(unit_tests)
LDADD = %D%/unit/libhelper.a src/libjixiao.a $(GLIB_LIBS) $(GMP_LIBS) $(CMOCKA_LIBS)
endif
