# The library of the language: each folder in a list of its own in files.mk, which `build-aux/check-stdlib --bless` writes.
stdlibdir = $(pkgdatadir)
include stdlib/files.mk
