#!/usr/bin/env bash
# verify: a round as it should be, and each way in which a damaged database differs.
. "$(dirname "$0")/../tools/harness.sh"
. tests/integration/collector.sh

new_database
exits 0 'migrate' collector migrate
exits 0 'form add' collector form add forms/definitions/service-22.json
for code in r1 r2 empty; do
  exits 0 "round $code" collector round add "$code" --form service-22
  exits 0 "open $code" collector round open "$code"
done

awk 'BEGIN {
  print "response_id,unit,overall,q01,q02,heard,trips,age,comment"
  for (i = 1; i <= 120; i++)
    printf "%d,%s,%d,%s,%s,%s,%s,%s,%s\n", i, i % 3 ? "01" : "02", 1 + i % 5,
      i % 7 ? 1 + i % 4 : "na", i % 11 ? 3 : "", i % 2 ? "agency portal" : "", i % 4 ? i % 9 : "",
      i % 6 ? "35-49" : "", i % 10 ? "" : "lời " i
}' >"$WORK/one.csv"
sed -E '2,$s/^([0-9]+),0[12]/b\1,03/; 60,$d' "$WORK/one.csv" >"$WORK/two.csv"
exits 0 'a file' collector upload --round r1 "$WORK/one.csv"
exits 0 'another' collector upload --round r1 "$WORK/two.csv"
exits 0 'the same to another round' collector upload --round r2 "$WORK/one.csv"
start_collector --rate-limit off
for i in 1 2 3; do
  curl -sS -X POST -H 'Content-Type: application/json' "$URL/api/v1/rounds/r1/responses" \
    -d "{\"id\": \"00000000-0000-4000-8000-00000000000$i\", \"unit\": \"01\", \"comment\": \"x\",
      \"answers\": {\"overall\": $i, \"heard\": [\"agency\"], \"trips\": 2, \"q03\": \"na\"}}"
done >"$WORK/posts"
curl -sS -X POST -H 'Content-Type: application/json' "$URL/api/v1/rounds/r1/responses" \
  -d '{"id": "00000000-0000-4000-8000-000000000009", "answers": {"overall": 4}}' >>"$WORK/posts"
stop_collector
exits 0 'one is withdrawn' collector withdraw "$(jq -rs '.[1].receipt' "$WORK/posts")"

verify() {
  "$ANALYZER" verify --db "$DB" "$@"
}
# findings [OPTION...]: the checks that failed and how often, from JSON
findings() {
  verify "$@" --format json 2>"$WORK/stderr" | jq -r '[.checks[] | select(.wrong > 0) | "\(.check) \(.wrong)"] | join(", ")'
}

# --- as it should be --------------------------------------------------------------------

exits 0 'a round as it should be' verify --round r1 --format csv
is "$(cut -d, -f1-4 <<<"$out")" "check,examined,wrong,result
form_items,$(sql 'select count(*) from hailong.form_item'),0,ok
answers,181,0,ok
uploads,2,0,ok
withdrawals,1,0,ok
comments,19,0,ok
ids,181,0,ok
$(grep '^tallies' <<<"$out" | cut -d, -f1-4)" 'every check, with what was examined'
like "$out" 'tallies,[1-9][0-9]+,0,ok' '… also two counts'
exits 0 'as a table' verify --round r1
like "$out" 'Câu trả lời khớp với mẫu phiếu +181 +0 +đúng' '… in Vietnamese'
exits 0 'in English' verify --round r1 --lang en
like "$out" 'Two ways of counting agree +[0-9]+ +0 +ok' '… in English'
exits 0 'as JSON' verify --round r1 --format json
is "$(jq -c '[.round, .form, .version, .ok, (.checks | length), .checks[0].first]' <<<"$out")" \
  '["r1","service-22",1,true,7,null]' '… with the round and the form'
exits 0 'an empty round' verify --round empty --format json
is "$(jq -c '[.checks[1:][].examined] | add' <<<"$out")" 0 '… has nothing to examine'

# --- what a damage looks like -----------------------------------------------------------

tables='response comment withdrawal upload form_item'
sql "create schema kept; $(for t in $tables; do echo "create table kept.$t as table hailong.$t;"; done)"

# As a superuser who minds no constraint.
damage() {
  sql "set session_replication_role = replica; $1" >"$WORK/damage" 2>&1 || note "$(cat "$WORK/damage")"
}

repair() {
  damage "$(for t in $tables; do
    echo "delete from hailong.$t; insert into hailong.$t overriding system value table kept.$t;"
  done)"
}

# damaged NAME STATEMENTS FINDINGS
damaged() {
  damage "$2"
  is "$(findings --round r1)" "$3" "$1"
  like "$(cat "$WORK/stderr")" 'round r1: [0-9] of 7 checks found something wrong' '… stderr says so'
  repair
}

slot() {
  sql "select slot from hailong.form_item where item = '$1'"
}
one="round = 'r1' and response_id = '1'"
at() {
  echo "update hailong.response set answers = set_byte(answers, $(($(slot "$1") + ${4:-0})), $2) where ${3:-$one}"
}

damaged 'a state that no choice has' "$(at overall 77)" 'answers 1, tallies 23'
damaged 'the state of no choice of a question that is on no scale' "$(at age 99)" 'answers 1, tallies 23'
damaged 'na where it is not offered' "$(at overall 255)" 'answers 1, tallies 23'
damaged 'a choice of several that is not there' "$(at heard 128 "$one" 1)" 'answers 1, tallies 23'
damaged 'a number without its state' "$(at trips 0)" 'answers 1, tallies 23'
damaged 'answers too short' "update hailong.response set answers = substr(answers, 1, length(answers) - 1)
  where $one" 'answers 1, tallies 23'
damaged 'answers that are empty' "update hailong.response set answers = '' where $one" 'answers 1, tallies 23'
damaged 'a response of a file is gone' "delete from hailong.response where $one" 'uploads 1'
damaged 'a file of which nobody knows' "delete from hailong.upload where id = 1" 'uploads 1'
damaged 'a count of a file' "update hailong.upload set accepted = accepted + 1 where id = 2" 'uploads 1'
damaged 'a response of another round' "update hailong.response set round = 'r2' where response_id = 'b1'" 'uploads 1'
damaged 'what was withdrawn is back' "insert into hailong.response (round, unit, id, selection, answers)
  select round, unit, '00000000-0000-4000-8000-000000000002', selection, answers from hailong.response
  where id = '00000000-0000-4000-8000-000000000001'" 'withdrawals 1'
damaged 'a comment without response' "delete from hailong.response
  where id = '00000000-0000-4000-8000-000000000001'" 'comments 1'
damaged 'an id in two units' "insert into hailong.response (round, unit, id, selection, answers)
  select round, '02', id, selection, answers from hailong.response
  where id = '00000000-0000-4000-8000-000000000001'" 'ids 1'
damaged 'items that changed places' "update hailong.form_item set slot = $(slot q01) + $(slot q02) - slot
  where item in ('q01', 'q02')" "form_items 2, tallies $(sql "
  with t as (select unit, item, get_byte(answers, slot) as state, count(*) as n
             from hailong.response, hailong.form_item
             where round = 'r1' and item in ('q01', 'q02') group by 1, 2, 3)
  select count(*) from t left join t o on o.unit = t.unit and o.item <> t.item and o.state = t.state
  where t.n is distinct from o.n")"
damaged 'a choice renamed' "update hailong.form_item set choices[1] = 'x' where item = 'q01'" 'form_items 1'
damaged 'an item that is gone' "delete from hailong.form_item where item = 'q01'" 'form_items 1, tallies 4'
damaged 'an item too many' "insert into hailong.form_item values ('service-22', 1, 'q99', 'integer', 3, 1)" \
  'form_items 1'
damaged 'a slot beyond the answers' "update hailong.form_item set slot = 5000 where item = 'q01'" \
  'form_items 1, tallies 4'
is "$(findings --round r1)" '' 'undamaged, all is well'

damage "$(at overall 77)"
exits 1 'a damaged round' verify --round r1
like "$out" 'Câu trả lời khớp với mẫu phiếu +181 +1 +KHÔNG ĐÚNG +1 overall' 'a table says so, and where'
exits 0 'the other rounds are as they were' verify --round r2
exits 1 'CSV' verify --round r1 --format csv
like "$out" 'answers,181,1,wrong,1 overall' '… says it too'
repair

# --- wrong use --------------------------------------------------------------------------

exits 2 'no round' verify
like "$err" 'verify needs --round' '… says so'
exits 2 'an unknown format' verify --round r1 --format xml
exits 1 'an unknown round' verify --round r9
like "$err" 'r9' '… is named'

done_testing
