# The Chinese messages.  AM_GNU_GETTEXT wants a Makefile of its own in po/, hence three rules here.
zh_mo = %D%/locale/zh_CN/LC_MESSAGES/jixiao.mo
zh_modir = $(localedir)/zh_CN/LC_MESSAGES
nodist_zh_mo_DATA = $(zh_mo)
CLEANFILES += $(zh_mo)
EXTRA_DIST += %D%/README %D%/zh_CN.po

$(zh_mo): %D%/zh_CN.po
	$(AM_V_GEN)$(MKDIR_P) $(@D) && $(MSGFMT) -c -o $@ $(srcdir)/%D%/zh_CN.po

update-po:
	XGETTEXT='$(XGETTEXT)' srcdir='$(srcdir)' $(SHELL) $(srcdir)/build-aux/check-po --update
.PHONY: update-po

clean-local:
	-rm -rf %D%/locale
