#!/usr/bin/env bash
# Survey teams' files: what is good goes in once, what is bad is told by line, column,
# value and rule, and a file that fails as a whole leaves nothing behind.
. "$(dirname "$0")/../tools/harness.sh"
. tests/integration/collector.sh

# An empty database with one open round r1 of service-22.
fresh() {
  new_database
  collector migrate
  collector form add forms/definitions/service-22.json
  collector round add r1 --form service-22
  collector round open r1
} >"$WORK/fresh.log" 2>&1

# Everything an upload may touch, as one text.
state() {
  sql "select (select count(*) from hailong.response), (select count(*) from hailong.comment),
    (select count(*) from hailong.upload), (select count(*) from hailong.unit),
    (select count(*) from hailong.service), (select count(*) from hailong.withdrawal)"
}

# fails NAME MESSAGE COMMAND...: exit code 1, the message on stderr, nothing changed
fails() {
  local name=$1 message=$2 before
  shift 2
  before=$(state)
  exits 1 "fails: $name" "$@"
  like "$err" "$message" '… it says so'
  is "$out" '' '… nothing on stdout'
  is "$(state)" "$before" '… nothing is kept of it'
}

# --- good files -------------------------------------------------------------------------

fresh
cat >"$WORK/good.csv" <<'CSV'
response_id,unit,service,channel,selection,collected_by,stratum,psu,weight,started_at,submitted_at,comment,outcome,overall,q01,q02,heard,trips,timeliness,told_late,age
1,01,s.1,interview,,An,A,a1,2.5,2026-03-01T08:30,2026-03-01T08:45:10.5,"Tốt, ""rất"" tốt",granted,5,4,na,agency portal,2,late,yes,35-49
2,01,s.1,box,,An,A,a1,1,,,,refused,2,1,1,,0,on_time,,
3,02,,,,,,,,,,"hai
dòng",,3,,,,,,,
CSV
before=$(state)
exits 0 'a dry run of a good file' collector upload --round r1 --dry-run "$WORK/good.csv"
is "$out" 'dry run, nothing kept: accepted 3, duplicate 0, rejected 0' 'it counts'
is "$(state)" "$before" 'it keeps nothing'
exits 0 'a good file' collector upload --round r1 "$WORK/good.csv"
is "$out" 'accepted 3, duplicate 0, rejected 0' 'all rows are accepted'
is "$err" '' 'nothing on stderr'
is "$(state)" '3|2|1|3|1|0' 'responses, comments, the upload, units and service are there'
is "$(sql "select response_id, unit, service, channel, selection, collected_by, stratum, psu,
    weight, started_at at time zone 'UTC', submitted_at at time zone 'UTC'
  from hailong.response order by response_id")" \
  "1|01|s.1|interview|sample|An|A|a1|2.5|2026-03-01 01:30:00|2026-03-01 01:45:10.5
2|01|s.1|box|open|An|A|a1|1||
3|02|||sample||||||" 'what they say of themselves is kept'
is "$(sql "select file, accepted, duplicate, rejected, uploaded_by <> '' from hailong.upload")" \
  "$WORK/good.csv|3|0|0|t" 'the upload is recorded'
exits 0 'the same file again' collector upload --round r1 "$WORK/good.csv"
is "$out" 'accepted 0, duplicate 3, rejected 0' 'it adds nothing'
exits 0 'the same file from stdin' collector upload --round r1 - <"$WORK/good.csv"
is "$out" 'accepted 0, duplicate 3, rejected 0' '- is stdin'

# Rows without an id: the content and how manieth of its kind it is.
printf 'unit,overall\n01,4\n01,4\n01,5\n' >"$WORK/plain.csv"
exits 0 'equal rows without an id' collector upload --round r1 "$WORK/plain.csv"
is "$out" 'accepted 3, duplicate 0, rejected 0' 'are two responses'
exits 0 'the same file again' collector upload --round r1 "$WORK/plain.csv"
is "$out" 'accepted 0, duplicate 3, rejected 0' 'adds nothing'
printf 'overall;unit\r\n4;01\r\n5;01\r\n4;01\r\n4;01\r\n' >"$WORK/more.csv"
exits 0 'one equal row more, in another dialect' collector upload --round r1 "$WORK/more.csv"
is "$out" 'accepted 1, duplicate 3, rejected 0' 'adds that one'

printf 'unit,collected_by,overall\n05,,4\n05,Bình,4\n' >"$WORK/by.csv"
exits 0 'a file with --collected-by' \
  collector upload --round r1 --collected-by Châu "$WORK/by.csv"
is "$(sql "select collected_by from hailong.response where unit = '05' order by 1")" \
  $'Bình\nChâu' 'it fills in who collected where the row does not say'

# Two teams press the button at once.
{
  echo unit,response_id,overall
  for n in $(seq 500); do echo "06,n$n,$((n % 5 + 1))"; done
} >"$WORK/many.csv"
collector upload --round r1 "$WORK/many.csv" >"$WORK/one.out" 2>&1 &
other=$!
exits 0 'the same file twice at once' collector upload --round r1 "$WORK/many.csv"
ok 'the other one ends well too' wait "$other"
is "$(sql "select count(*), count(distinct response_id) from hailong.response where unit = '06'")" \
  '500|500' 'each row is kept once'

# --- what contradicts what is kept --------------------------------------------------------

cat >"$WORK/contrary.csv" <<'CSV'
response_id,unit,overall
10,01,4
10,01,4
10,01,5
10,02,4
11,01,4
CSV
exits 3 'the same id with the same, other content, another unit' \
  collector upload --round r1 --rejects "$WORK/contrary-rejects.csv" "$WORK/contrary.csv"
is "$out" 'accepted 2, duplicate 1, rejected 2' 'same: duplicate; other: rejected'
is "$(cut -d , -f 1-4 "$WORK/contrary-rejects.csv" | sort)" \
  $'4,response_id,10,id-content\n5,response_id,10,id-unit\nline,column,value,rule' \
  'the rejects say which'
printf 'response_id,unit,overall\n10,01,1\n11,09,4\n' >"$WORK/later.csv"
exits 3 'the same in a later file' \
  collector upload --round r1 --rejects "$WORK/later-rejects.csv" "$WORK/later.csv"
is "$out" 'accepted 0, duplicate 0, rejected 2' 'is rejected too'
is "$(cut -d , -f 1-4 "$WORK/later-rejects.csv" | sort)" \
  $'2,response_id,10,id-content\n3,response_id,11,id-unit\nline,column,value,rule' \
  'the rejects say which'
is "$(sql "select unit, get_byte(answers, 1) from hailong.response where response_id = '10'")" \
  '01|4' 'the first one stands'

# All of it in one file: what is kept, what is new, what the file itself says twice.
printf 'response_id,unit,overall,comment\n20,01,4,Tốt\n' >"$WORK/words.csv"
exits 0 'a response with words' collector upload --round r1 "$WORK/words.csv"
cat >"$WORK/mixed.csv" <<'CSV'
response_id,unit,overall,comment
20,01,4,Tốt
20,01,4,Xấu
21,01,4,Mới
21,01,4,Mới
21,01,4,Khác
21,02,4,Mới
20,02,4,Tốt
22,02,,Chậm
CSV
exits 3 'kept, new and contrary rows in one file' \
  collector upload --round r1 --rejects "$WORK/mixed-rejects.csv" "$WORK/mixed.csv"
is "$out" 'accepted 2, duplicate 2, rejected 4' 'each is told apart'
is "$(cut -d , -f 1-4 "$WORK/mixed-rejects.csv" | sort)" \
  $'3,response_id,20,id-content\n6,response_id,21,id-content\n7,response_id,21,id-unit
8,response_id,20,id-unit\nline,column,value,rule' 'the rejects say which'
is "$(sql "select r.response_id, r.unit, c.text from hailong.response r
  left join hailong.comment c using (round, unit, id)
  where r.response_id in ('20', '21', '22') order by 1")" \
  $'20|01|Tốt\n21|01|Mới\n22|02|Chậm' 'each is kept once, with its words'

# --- rows that break a rule -----------------------------------------------------------------

{
  cat <<'CSV'
unit,service,channel,weight,submitted_at,comment,overall,q01,heard,trips,timeliness,told_late,sex
01,,,,,,9,,,,,,
01,,,,,,na,,,,,,
01,,,,,,5,9,,,,,
01,,,,,,5,,agency moon,,,,
01,,,,,,5,,,three,,,
01,,,,,,5,,,51,,,
01,,,,,,5,,,,on_time,yes,
0 1,a/b,fax,-1,yesterday,,5,,,,,,?
01,,,,,"=HYPERLINK(""x"")",7,,,,,,
01,,,,,,5
01,,,,,,4,,,,,,,,,,
CSV
  printf '01,,,,,T\xf4t,4,,,,,,\n'
  printf '01,,,,,"never closed,4,,,,,,\n'
  printf '01,,,,,a "quote" inside,4,,,,,,\n'
  printf '01,,,,,"closed"too early,4,,,,,,\n'
  printf '01,,,,,a NUL \0,4,,,,,,\n'
  printf '01,,,,,%s,4,,,,,,\n' "$(head -c 300000 /dev/zero | tr '\0' x)"
  printf '01,,,,,%s,4,,,,,,\n' "$(head -c 4001 /dev/zero | tr '\0' x)"
  printf '01,,,,,the only good one,4,,,,,,\n'
} >"$WORK/bad.csv"
exits 3 'a file with many a bad row' \
  collector upload --round r1 --rejects "$WORK/upload-rejects.csv" "$WORK/bad.csv"
is "$out" 'accepted 1, duplicate 0, rejected 18' 'the good row goes in'
golden "$WORK/upload-rejects.csv" 'the rejects file names line, column, value and rule'
like "$err" $'line 2, overall \'9\': Not a level of the scale.\n' 'stderr names them too'
is "$(sql "select text from hailong.comment where text like 'the only%'")" \
  'the only good one' 'the good row is whole'

{
  echo unit,overall
  for _ in $(seq 50); do echo 01,9; done
} >"$WORK/wrong.csv"
exits 3 'a file of bad rows only' collector upload --round r1 "$WORK/wrong.csv"
is "$out" 'accepted 0, duplicate 0, rejected 50' 'all are rejected'
is "$(wc -l <<<"$err")" 21 'stderr shows the first twenty'
like "$err" 'and 30 more; --rejects FILE writes them all' 'and says how many more'

# --- files that fail as a whole ----------------------------------------------------------------

upload=(collector upload --round r1)
: >"$WORK/empty.csv"
fails 'an empty file' 'empty.csv: the file is empty' "${upload[@]}" "$WORK/empty.csv"
printf 'unit,overall,q77\n01,4,1\n' >"$WORK/column.csv"
fails 'an unknown column' "column.csv: line 1, column 3: unknown column 'q77'" \
  "${upload[@]}" "$WORK/column.csv"
printf 'unit,overall,unit\n01,4,1\n' >"$WORK/column.csv"
fails 'a column twice' "line 1, column 3: 'unit' stands there twice" \
  "${upload[@]}" "$WORK/column.csv"
printf 'unit,\xe9t\xe9\n01,4\n' >"$WORK/latin1.csv"
fails 'a header in Latin-1' 'line 1, column 2: not UTF-8' "${upload[@]}" "$WORK/latin1.csv"
printf 'unit,overall\n' | iconv -f UTF-8 -t UTF-16 >"$WORK/utf16.csv"
fails 'a file in UTF-16' 'the file is UTF-16' "${upload[@]}" "$WORK/utf16.csv"
head -c 100000 /dev/urandom >"$WORK/noise.csv"
fails 'noise' 'noise.csv' "${upload[@]}" "$WORK/noise.csv"
fails 'a file that is not there' 'No such file' "${upload[@]}" "$WORK/none.csv"
fails 'a folder' 'Is a directory' "${upload[@]}" "$WORK"
fails 'an unknown round' "no round 'r9'" collector upload --round r9 "$WORK/good.csv"
fails 'a rejects file that can not be written' 'No such file' \
  "${upload[@]}" --rejects "$WORK/none/rejects.csv" "$WORK/good.csv"
fails 'no database' 'no database' "$COLLECTOR" upload --db "host=$WORK" --round r1 "$WORK/good.csv"
echo '{"columns": ' >"$WORK/map.json"
fails 'a broken map' 'map.json: not valid JSON' \
  "${upload[@]}" --map "$WORK/map.json" "$WORK/good.csv"
echo '{"columns": {"x": "q99"}}' >"$WORK/map.json"
fails 'a map to nowhere' "the map names 'q99'" \
  "${upload[@]}" --map "$WORK/map.json" "$WORK/good.csv"
sed 's/"name": "q02"/"name": "q01"/' forms/definitions/service-22.json >"$WORK/twice.json"
fails 'a form with two equal codes' \
  "twice.json: survey\[[0-9]+\] 'q01': a second item named 'q01'" \
  collector form add "$WORK/twice.json"
exits 2 'an upload without a round' collector upload "$WORK/good.csv"

# A line of 200 MB: told and passed over, in little memory. (A sanitizer's own memory
# does not fit under the limit; then it runs without.)
limit=300000
probe=$(exec 2>&1 && ulimit -v $limit && "$COLLECTOR" --version) || limit=unlimited
note "memory limit: $limit KiB ($(head -n 1 <<<"$probe"))"
long_line() {
  printf 'unit,overall\n01,'
  head -c 200000000 /dev/zero | tr '\0' 1
  printf '\n07,5\n'
}
# shellcheck disable=SC2317 # called by name
small_upload() {
  ulimit -v "$limit" && collector upload --round r1 -
}
exits 3 'a line of 200 MB' small_upload < <(long_line)
is "$out" 'accepted 1, duplicate 0, rejected 1' 'the row behind it is kept'
is "$err" 'line 2: The line is too long.' 'the line is told'

# --- catalogues -----------------------------------------------------------------------------------

printf 'code,name_vi\n01,Xã Một\n02,Xã Hai\n' >"$WORK/units.csv"
printf 'code,name_vi\ns.1,Khai sinh\n' >"$WORK/services.csv"
printf 'unit,service,overall\nnew,,4\n,s.9,4\n' >"$WORK/codes.csv"
exits 0 'without catalogues any code is taken' collector upload --round r1 "$WORK/codes.csv"
exits 0 'a catalogue of units' collector import units "$WORK/units.csv"
exits 0 'a catalogue of services' collector import services "$WORK/services.csv"
printf 'unit,service,overall\n01,s.1,4\n99,s.1,4\n01,s.99,4\n,,4\nnew,,3\n' >"$WORK/codes.csv"
exits 3 'with catalogues unknown codes are refused' \
  collector upload --round r1 --rejects "$WORK/codes-rejects.csv" "$WORK/codes.csv"
is "$out" 'accepted 3, duplicate 0, rejected 2' 'known ones and none are taken'
is "$(cut -d , -f 1-4 "$WORK/codes-rejects.csv" | sort)" \
  $'3,unit,99,unit\n4,service,s.99,service\nline,column,value,rule' 'the rejects say which'

# --- out and in again ---------------------------------------------------------------------------------

start_collector --rate-limit off
post() {
  curl -sS -X POST -H 'Content-Type: application/json' -d "$1" \
    "$URL/api/v1/rounds/r1/responses"
}
receipt=$(post '{"id": "00000000-0000-4000-8000-00000000000a", "unit": "01",
  "answers": {"overall": 5, "heard": ["agency", "other"]}, "comment": "=cmd|x"}' |
  jq -r .receipt)
like "$receipt" '^r1~01~' 'a citizen answers'
exits 0 'export' collector export --round r1
printf '%s\n' "$out" >"$WORK/export.csv"
rows=$(sql 'select count(*) from hailong.response')
exits 0 'what was exported is uploaded' collector upload --round r1 "$WORK/export.csv"
is "$out" "accepted 0, duplicate $rows, rejected 0" 'and is all there already'

exits 0 'the citizen withdraws' collector withdraw "$receipt"
exits 0 'the export is uploaded again' collector upload --round r1 "$WORK/export.csv"
is "$out" "accepted 0, duplicate $rows, rejected 0" 'what was withdrawn does not come back'
is "$(sql "select count(*) from hailong.response
  where id = '00000000-0000-4000-8000-00000000000a'")" 0 'it stays erased'
stop_collector

collector round close r1 >"$WORK/close.out"
printf 'unit,overall\n02,1\n' >"$WORK/late.csv"
exits 0 'a closed round still takes uploads' collector upload --round r1 "$WORK/late.csv"
collector round seal r1 >"$WORK/seal.out"
fails 'a sealed round' 'round r1 is sealed: it takes no more uploads' \
  collector upload --round r1 "$WORK/good.csv"
collector round add r2 --form service-22 >"$WORK/add.out"
fails 'a planned round' 'round r2 is planned: open it first' \
  collector upload --round r2 "$WORK/good.csv"

exits 0 'export once more' collector export --round r1
printf '%s\n' "$out" >"$WORK/export.csv"
fresh
exits 0 'another database takes it all' collector upload --round r1 "$WORK/export.csv"
like "$out" '^accepted [0-9]+, duplicate 0, rejected 0$' 'without a reject'
exits 0 'and exports' collector export --round r1
printf '%s\n' "$out" >"$WORK/again.csv"
ok 'the very same file' diff <(sort "$WORK/export.csv") <(sort "$WORK/again.csv")

# --- real respondents ----------------------------------------------------------------------------------

kcmo=${HAILONG_DATA:-../shared/data}/kcmo/resident-survey-2021q3.csv
if [ -r "$kcmo" ]; then
  new_database
  exits 0 'migrate' collector migrate
  exits 0 'the form of the resident survey' collector form add tests/kcmo/kcmo.json
  exits 0 'its round' collector round add kcmo --form kcmo
  exits 0 'is opened' collector round open kcmo
  exits 0 '1 033 real respondents' \
    collector upload --round kcmo --map tests/kcmo/map.json "$kcmo"
  is "$out" 'accepted 1033, duplicate 0, rejected 0' 'all go in'
  exits 0 'the same file again' \
    collector upload --round kcmo --map tests/kcmo/map.json "$kcmo"
  is "$out" 'accepted 0, duplicate 1033, rejected 0' 'adds none'
else
  skip '1 033 real respondents' "$kcmo is not there"
fi

done_testing
