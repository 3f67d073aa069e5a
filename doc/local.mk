# The manual.  Its pages are made from doc/man where there is scdoc, below man/ of the build folder: not below doc/, which is
# distributed whole.
EXTRA_DIST += %D%

man_pages = \
  man/jixiao-audit.1 \
  man/jixiao-check.1 \
  man/jixiao-diff.1 \
  man/jixiao-eval.1 \
  man/jixiao-explain.1 \
  man/jixiao-fmt.1 \
  man/jixiao-template.1 \
  man/jixiao-test.1 \
  man/jixiao.1
zh_man_pages = \
  man/zh_CN/jixiao-audit.1 \
  man/zh_CN/jixiao-check.1 \
  man/zh_CN/jixiao-diff.1 \
  man/zh_CN/jixiao-eval.1 \
  man/zh_CN/jixiao-explain.1 \
  man/zh_CN/jixiao-fmt.1 \
  man/zh_CN/jixiao-template.1 \
  man/zh_CN/jixiao-test.1 \
  man/zh_CN/jixiao.1
if HAVE_SCDOC
nodist_man1_MANS = $(man_pages)
zh_man1dir = $(mandir)/zh_CN/man1
nodist_zh_man1_DATA = $(zh_man_pages)
CLEANFILES += $(man_pages) $(zh_man_pages)

man/%.1: %D%/man/%.1.scd
	$(AM_V_GEN)$(MKDIR_P) $(@D) && $(SCDOC) <$< >$@.new && mv $@.new $@
endif
