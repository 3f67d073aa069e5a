#!/bin/sh
# The command line: what is no use of the program is 2, says so, and names what was meant.
. "$(dirname "$0")/tap.sh"

ok "no command is 2" code 2
ok "and shows the usage" says "Usage: jixiao"
ok "on standard error alone" silent
ok "--help is 0" code 0 --help
ok "--help names the commands" grep -q "^  template" out
ok "--version is 0" code 0 --version
ok "an unknown command is 2" code 2 chekc good.jx
ok "with the nearest" says "did you mean check?"
for command in audit check eval fmt template test; do
  ok "$command without files is 2" code 2 $command
  ok "$command says what it wants" says "expected a definition file"
  ok "$command says how it is used" says "usage: jixiao $command"
  ok "$command --help is 0" code 0 $command --help
  ok "$command -h is the same" code 0 $command -h
  ok "$command has no --bogus" code 2 $command --bogus good.jx
  ok "$command in Chinese" code 0 $command --lang zh --help
done

ok "an unknown option is 2" code 2 eval --formt json good.jx
ok "with the nearest" says "did you mean --format?"
ok "a wrong value is 2" code 2 eval --format jsn good.jx
ok "with the nearest" says "did you mean json?"
ok "a wrong value lists the right ones" says "text, json, csv"
ok "an option without its value is 2" code 2 eval good.jx --format
ok "an empty value is 2" code 2 eval good.jx --format=
ok "a value where there is none is 2" code 2 eval good.jx --partial=yes
ok "an unknown letter is 2" code 2 eval -z good.jx
ok "an option given twice with two values is 2" code 2 eval --format json --format csv good.jx
ok "with one value it is accepted" code 0 eval --format json --format json good.jx
ok "a wrong --lang is 2" code 2 --lang fr check good.jx
ok "a wrong --color is 2" code 2 check --color=red good.jx
ok "options stand anywhere" code 0 eval good.jx --format json good.jx --all
ok "-o takes its value glued" code 0 eval good.jx -oglued.txt
ok "to a file of that name" [ -s glued.txt ]
ok "options before the command" code 0 --lang zh --color never check good.jx
cp good.jx ./-dash.jx
ok "-- ends the options" code 0 check -- -dash.jx
ok "template takes one definition" code 2 template good.jx good.jx
ok "check --fix of standard input is 2" code 2 check --fix -

ok "a file that is not there is 6" code 6 check nothing.jx
ok "nothing is on standard output then" silent
ok "a folder is 6" code 6 check .
ok "check - reads standard input" sh -c '"$JIXIAO" check - <good.jx >/dev/null 2>&1'
ok "a file of unknown kind is 2" code 2 eval good.jx actuals.dat
ok "and the way out is shown" says "--input-format"
ok "standard input twice is 2" sh -c '"$JIXIAO" eval --input-format csv - - <good.jx >/dev/null 2>&1; [ $? -eq 2 ]'
ok "an unknown scheme is 2" code 2 eval --scheme 别的 good.jx
ok "and those there are are named" says "乡镇道路养护"
ok "a known one is found" code 0 eval --scheme 乡镇道路养护 good.jx
grep -v '^实绩' good.jx | sed '/^  养护道路里程 =/,$d; /^  数据 {/d' >only.jx
printf '%s\n' '# 无' >empty.jx
ok "no actuals at all is 2" code 2 eval only.jx
ok "a file without actuals is 4" code 4 eval only.jx only.jx
ok "a file without a scheme is 3" code 3 eval empty.jx
ok "the same file twice is read once" code 0 eval good.jx good.jx ./good.jx
ok "the account is the last line" sh -c 'tail -n 1 err | grep -q "^rows: 7 read, 5 scored, "'
ok "--diagnostics json is one object a line" code 2 --diagnostics json eval
ok "of JSON" sh -c '[ "$(wc -l <err)" -eq 1 ] && grep -q "^{.*}$" err'
ok "the language is of the environment" sh -c 'LANG= LC_ALL=zh_CN.UTF-8 "$JIXIAO" --version >/dev/null'
finish
