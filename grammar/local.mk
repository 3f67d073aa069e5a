# Scanner and parser.  Explicit rules, not _SOURCES: automake would run both through ylwrap, which loses files made in a
# subfolder.  BUILT_SOURCES serve only `all` and `check`, so every object waits for the header by itself too.
src_libjixiao_a_SOURCES += %D%/scan.h
nodist_src_libjixiao_a_SOURCES = %D%/parse.c %D%/parse.h %D%/scan.c
$(src_libjixiao_a_OBJECTS): | %D%/parse.h
BUILT_SOURCES += %D%/parse.h
CLEANFILES += %D%/parse.c %D%/parse.h %D%/scan.c
EXTRA_DIST += %D%/ebnf.awk %D%/parse.y %D%/scan.l

%D%/parse.c: %D%/parse.y
	$(AM_V_GEN)$(MKDIR_P) %D% && $(BISON) -Wall -Werror --header=%D%/parse.h -o $@ $(srcdir)/%D%/parse.y
%D%/parse.h: %D%/parse.c
	@test -f $@ || { rm -f %D%/parse.c; $(MAKE) $(AM_MAKEFLAGS) %D%/parse.c; }
%D%/scan.c: %D%/scan.l
	$(AM_V_GEN)$(MKDIR_P) %D% && $(FLEX) -o $@ $(srcdir)/%D%/scan.l
