#!/bin/sh
# Where results go: files are replaced whole or not at all, and what does not arrive is not called done.
. "$(dirname "$0")/tap.sh"

is_user () { [ "$(id -u)" -ne 0 ]; }
mode_of () { stat -c %a "$1"; }

# -o writes a whole file, and replaces one, keeping its mode
ok "-o makes a new file" code 0 eval good.jx --format json -o new.json
ok "nothing goes to standard output then" silent
ok "the new file has what standard output would have" sh -c '"$JIXIAO" eval good.jx --format json 2>/dev/null | cmp -s - new.json'
echo old >kept.json
chmod 640 kept.json
ok "-o replaces a file" code 0 eval good.jx --format json -o kept.json
ok "its content is the new one" same new.json kept.json
ok "its mode is kept" [ "$(mode_of kept.json)" = 640 ]
(umask 027 && "$JIXIAO" eval good.jx -o masked.txt 2>/dev/null)
ok "a new file obeys the umask" [ "$(mode_of masked.txt)" = 640 ]
mkdir deep
echo old >deep/target.json
ln -s deep/target.json link.json
ok "-o follows a link" code 0 eval good.jx --format json -o link.json
ok "the link stays a link" [ -h link.json ]
ok "its target has the result" same new.json deep/target.json
ok "-o - is standard output" code 0 eval good.jx --format json -o -
ok "with the same result" same new.json out
long=$(printf 'n%.0s' $(seq 255))
ok "a name of 255 bytes can be written" code 0 eval good.jx -o "$long"
ok "no temporary file is left" no_leftovers

# what cannot be written
ok "-o /dev/full is 6" code 6 eval good.jx -o /dev/full
ok "with the system's words" says "No space left"
ok "-o /dev/null is written to" code 0 eval good.jx -o /dev/null
ok "/dev/null is still a device" [ -c /dev/null ]
ok "-o of a folder is 6" code 6 eval good.jx -o deep
ok "-o in a folder that is not there is 6" code 6 eval good.jx -o nowhere/x.json
mkfifo pipe
ok "-o of a pipe is 6" code 6 eval good.jx -o pipe
ln -s loop loop
ok "-o of a circle of links is 6" code 6 eval good.jx -o loop
if is_user; then
  chmod 444 kept.json
  ok "-o of a read-only file is 6" code 6 eval good.jx -o kept.json
  chmod 555 deep
  ok "-o in a read-only folder is 6" code 6 eval good.jx -o deep/other.json
  chmod 755 deep
else
  skip "-o of a read-only file is 6" "root may write everything"
  skip "-o in a read-only folder is 6" "root may write everything"
fi
(
  trap '' XFSZ
  ulimit -f 1
  "$JIXIAO" eval --format json "$top/examples/yiyang-2024/definition.jx" "$top/examples/yiyang-2024/actuals.jx" \
    -o deep/target.json >/dev/null 2>&1
  echo $? >limited
)
ok "a file size limit is 6" [ "$(cat limited)" = 6 ]
ok "the old file is as it was" same new.json deep/target.json
ok "no temporary file is left of a failure" no_leftovers

# nothing is written when something is wrong
echo old >old.txt
cp old.txt before.txt
sed 's/≥20公里/≥20公离/' good.jx >bad.jx
ok "a faulty definition is 3" code 3 eval bad.jx -o old.txt
ok "and writes nothing" same old.txt before.txt
ok "nor to standard output" silent
grep -v '养护道路里程 =' good.jx >short.jx
ok "a missing actual is 4" code 4 eval short.jx -o old.txt
ok "and writes nothing either" same old.txt before.txt
ok "--partial is still 4" code 4 eval short.jx --partial --format json -o old.txt
ok "but writes" grep -q '"complete": false' old.txt

# the output is an input
ok "-o of the definition is 2" code 2 eval good.jx -o good.jx
ln good.jx hard.jx
ok "by a hard link too" code 2 eval good.jx -o hard.jx
ln -s good.jx soft.jx
ok "by a soft link too" code 2 eval good.jx -o soft.jx
mkdir parts
printf '计量单位 筐\n' >parts/u.jx
{ echo '引用 "parts/u"'; cat good.jx; } >uses.jx
ok "what it uses is an input" code 2 eval uses.jx -o parts/u.jx
ok "it is unharmed" [ "$(cat parts/u.jx)" = "计量单位 筐" ]
ok "template, too" code 2 template good.jx -o good.jx

# standard output
got=0
"$JIXIAO" eval good.jx >/dev/full 2>err || got=$?
ok "a full standard output is 6" [ $got -eq 6 ]
ok "with the system's words" says "No space left"
got=0
"$JIXIAO" eval good.jx >&- 2>err || got=$?
ok "a closed standard output is 6" [ $got -eq 6 ]
got=0
"$JIXIAO" eval good.jx -o closed.txt >&- 2>err || got=$?
ok "unless it is not needed" [ $got -eq 0 ]
ok "the file is whole" [ -s closed.txt ]
got=0
"$JIXIAO" check - <&- >out 2>err || got=$?
ok "a closed standard input is 6" [ $got -eq 6 ]
got=0
"$JIXIAO" eval good.jx 2>&- >out || got=$?
ok "a closed standard error changes nothing" [ $got -eq 0 ]
got=0
"$JIXIAO" eval good.jx -o free.txt <&- >&- 2>&- || got=$?
ok "all three closed: the file has the result alone" sh -c "[ $got -eq 0 ] && head -1 free.txt | grep -q 乡镇道路养护"
ok "--help to a full standard output is 6" sh -c '"$JIXIAO" --help >/dev/full 2>/dev/null; [ $? -eq 6 ]'
mkfifo gone
(exec 3<>gone 4>gone 3<&-; got=0; "$JIXIAO" fmt - <good.jx >&4 2>epipe || got=$?; echo $got >epipe.code)
ok "a reader that went away is 6" [ "$(cat epipe.code)" = 6 ]
ok "without a word" [ ! -s epipe ]

# signals while writing: old or new, and nothing left
for signal in INT TERM HUP; do
  cp new.json slow.json
  i=0
  while [ $i -lt 8 ]; do
    "$JIXIAO" eval good.jx --format json -o slow.json >/dev/null 2>&1 &
    pid=$!
    sleep 0.00$i
    kill -s $signal $pid 2>/dev/null
    wait $pid 2>/dev/null
    i=$((i + 1))
  done
  ok "SIG$signal leaves the whole file" same new.json slow.json
  ok "SIG$signal leaves no temporary file" no_leftovers
done

# in place
printf '方案   "甲"  {\n年度 2024\n}\n' >loose.jx
cp loose.jx loose.old
ok "fmt --check lists what would change" code 1 fmt --check loose.jx
ok "by name" [ "$(cat out)" = loose.jx ]
ok "and changes nothing" same loose.jx loose.old
ok "fmt changes it" code 0 fmt loose.jx
ok "which can be seen" sh -c '! cmp -s loose.jx loose.old'
ok "fmt again" code 0 fmt loose.jx
ok "fmt --check has nothing to say then" code 0 fmt --check loose.jx
cp loose.old a.jx
cp bad.jx b.jx
printf '方案 {\n' >c.jx
ok "fmt of a good and a faulty file is 3" code 3 fmt a.jx c.jx
ok "and leaves both alone" same a.jx loose.old
before=$(stat -c %i loose.jx)
"$JIXIAO" fmt loose.jx
ok "fmt does not touch a file that is laid out" [ "$before" = "$(stat -c %i loose.jx)" ]
i=0
while [ $i -lt 20 ]; do
  cp loose.old both.jx
  "$JIXIAO" fmt both.jx 2>/dev/null &
  first=$!
  "$JIXIAO" fmt both.jx 2>/dev/null &
  wait $first $!
  cmp -s both.jx loose.jx || break
  i=$((i + 1))
done
ok "two at once leave a whole file" [ $i -eq 20 ]
ok "and no temporary file" no_leftovers
finish
