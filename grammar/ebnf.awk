# The productions of a bison report (bison --report=states --report-file=…): the grammar without its actions.
/^Grammar$/ { listing = 1; next }
/^Terminals, with rules/ { exit }
listing && NF { sub (/^ *[0-9]+ /, ""); print }
