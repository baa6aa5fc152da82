#!/usr/bin/env bash
# The schema is upgraded while people answer: the collector runs on a database of an earlier
# version, migrate runs beside it, and no answer is lost, refused or told a fault of ours.
# shellcheck disable=SC2317 # functions are called by name
. "$(dirname "$0")/../tools/harness.sh"
. tests/integration/collector.sh

# A database as an earlier version left it: only the first migrations.
last_then=5
new_database
{
  sql 'create schema hailong'
  sql "$(cat schema/queries/migration_table.sql)"
  for file in schema/migrations/*.sql; do
    name=$(basename "$file" .sql)
    number=$((10#${name%%_*}))
    [ "$number" -le "$last_then" ] || continue
    psql -XAtq -1 -v ON_ERROR_STOP=1 -d "$DB" -f "$file" -c \
      "insert into hailong.migration (number, name) values ($number, '$name')"
  done
  sql "$(sed 's/hailong.ticket_issue, //; /completed_at/d; /hailong.estimate/d; /hailong.report_/,/;$/d' \
    schema/roles.sql)"
  sql "insert into hailong.secret (name, value)
    values ('receipt', sha256('a test of upgrades'))"
  collector form add forms/definitions/kiosk-1.json
  for round in k1 k2; do
    sql "insert into hailong.round (code, form, form_version) values ('$round', 'kiosk-1', 1)"
    sql "select hailong.round_partitions('$round')"
    collector round open $round
  done
} >"$WORK/setup.log" 2>&1
migrations=$(find schema/migrations -name '*.sql' | wc -l)
is "$(sql 'select max(number) from hailong.migration')" "$last_then" 'an earlier version' ||
  note "$(cat "$WORK/setup.log")"

# so many responses that a migration takes its time
sql "insert into hailong.response (round, unit, id, selection, answers)
  select 'k2', '-', gen_random_uuid(), 'open', '\\x0400' from generate_series(1, 100000)"

value() { sed -n "s/^$1=//p" "$WORK/load"; }
# one in two with words: those take another way into the database
id='"id": "00000000-0000-4000-8000-000000000000"'
printf '{%s, "answers": {"overall": 4}%s}\n' "$id" '' "$id" ', "comment": "xin cảm ơn"' \
  >"$WORK/bodies"

start_collector --rate-limit off --spool "$WORK/spool"
"$BUILD/tools/load" --bodies "$WORK/bodies" --connections 16 --seconds 6 \
  "$URL/api/v1/rounds/k1/responses" >"$WORK/load" 2>&1 &
load=$!
# a program that is ahead of the schema promises what it can't keep yet
some_are_kept() {
  [ $(($(metric responses_saved_total) + $(metric responses_spooled_total))) -gt 200 ]
}
waits_until some_are_kept
receipt=$(curl -sS -H 'Content-Type: application/json' -d '{"answers": {"overall": 5},
  "id": "11111111-1111-4111-8111-111111111111"}' "$URL/api/v1/rounds/k1/responses" | jq -r .receipt)
exits 0 'migrate while people answer' "$COLLECTOR" migrate --db "$DB"
is "$out" "$((migrations - last_then)) migrations applied" 'applies what is new'
before=$(metric responses_saved_total)
wait "$load"
note "$(tr '\n' ' ' <"$WORK/load")"
ok 'answers go on being kept' test "$(metric responses_saved_total)" -gt "$before"
is "$(value lost) lost, $(value s4xx)+$(value s5xx) refused" '0 lost, 0+0 refused' \
  'nobody was turned away'
is "$(metric responses_failed_total)" 0 'nothing failed'
spool_is_empty() { [ "$(metric spool_depth)" = 0 ]; }
ok 'the spool empties' waits_until spool_is_empty
is "$(sql "select count(*) from hailong.response where round = 'k1'")" \
  "$(($(value s2xx) + 1))" 'every answer that was promised is kept, once'
is "$(sql "select count(*) from hailong.comment c where round = 'k1' and not exists
  (select from hailong.response r where r.round = c.round and r.unit = c.unit and r.id = c.id)")" \
  0 'with its words'
is "$(curl -sS -o "$WORK/body" -w '%{http_code}' "$URL/f/k1")" 200 'pages are shown'

# A migration that changes what a prepared statement gives: connections that know it as it
# was are made anew by themselves.
codes=''
again() { # the answers of before once more, and what the desk asks: until all is well
  local code ask good=0
  for _ in $(seq 100); do
    for ask in '' "$WORK/same"; do
      code=$(curl -sS -o "$WORK/body" -w '%{http_code}' \
        ${ask:+-H Content-Type:application/json -d "@$ask"} \
        "$URL/api/v1/rounds${ask:+/k1/responses}")
      codes+="$code "
      good=$((code == 200 ? good + 1 : 0))
    done
    [ "$good" -lt 16 ] || return 0
    sleep 0.1
  done
  return 1
}
printf '{"answers": {"overall": 5}, "id": "11111111-1111-4111-8111-111111111111"}' >"$WORK/same"
ok 'an answer sent again' again
sql 'alter table hailong.response alter service type varchar(41);
  alter table hailong.round alter method type varchar(41)'
codes=''
ok 'after a change of columns all is well again' again
like "$codes" '^((200|202|503) )+$' 'and nobody was told a fault of ours'
note "$codes"
stop_collector
exits 0 'the round is whole' "$ANALYZER" verify --db "$DB" --round k1
exits 0 'a receipt of before the upgrade holds' collector withdraw "$receipt"

done_testing
