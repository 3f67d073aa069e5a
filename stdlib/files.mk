# Written by build-aux/check-stdlib --bless.
dist_stdlib_DATA = \
  stdlib/rules.jx \
  stdlib/scales.jx \
  stdlib/units.jx
stdlib_frameworksdir = $(pkgdatadir)/frameworks
dist_stdlib_frameworks_DATA = \
  stdlib/frameworks/national-2020.jx
