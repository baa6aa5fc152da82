#!/usr/bin/env bash
# Backup and restore as docs/operations.md tells it: a dump of a database with responses,
# words and withdrawals, restored elsewhere, is whole, is served from, and honours the
# receipts that were given out before.
. "$(dirname "$0")/../tools/harness.sh"
. tests/integration/collector.sh

new_place
start_collector --rate-limit off
send() { # NUMBER [ROUND]
  curl -sS -H 'Content-Type: application/json' "$URL/api/v1/rounds/${2:-r1}/responses" -d "$(printf \
    '{"id": "00000000-0000-4000-8000-%012d", "unit": "01", "comment": "lời thứ %d",
      "answers": {"overall": %d}}' "$1" "$1" $((1 + $1 % 5)))"
}
for n in $(seq 30); do send "$n" | jq -r .receipt >>"$WORK/receipts"; done
receipt() { sed -n "$1p" "$WORK/receipts"; }
awk 'BEGIN { print "response_id,unit,overall,comment"
  for (i = 1; i <= 200; i++) printf "p%d,02,%d,giấy %d\n", i, 1 + i % 5, i }' >"$WORK/paper.csv"
exits 0 'a file of a survey team' collector upload --round r1 --collected-by x "$WORK/paper.csv"
for n in 1 2 3; do exits 0 'one is withdrawn' collector withdraw "$(receipt $n)"; done
collector round close k1 >"$WORK/out"

# Everything that is kept, in one text for a database.
contents() {
  local table
  for table in $(sql "select c.relname from pg_class c where c.relkind in ('r', 'p')
    and c.relnamespace = 'hailong'::regnamespace and not c.relispartition order by 1"); do
    echo "$table $(sql "select count(*), md5(string_agg(t::text, '|' order by t::text))
      from hailong.$table t")"
  done
}

# The dump is taken while people answer.
for n in $(seq 100 140); do send "$n" || echo failed; done >"$WORK/meanwhile" 2>&1 &
meanwhile=$!
exits 0 'a dump while people answer' pg_dump -Fc -d "$DB" -f "$WORK/hailong.dump"
wait "$meanwhile"
is "$(jq -rs 'map(select(.receipt)) | length' "$WORK/meanwhile")" 41 'disturbs nobody'
for round in r1 k1; do
  exits 0 "verify $round" "$ANALYZER" verify --db "$DB" --round $round
done
stop_collector
exits 0 'another one when all is quiet' pg_dump -Fc -d "$DB" -f "$WORK/quiet.dump"
contents >"$WORK/before"
kept=$(responses)
"$ANALYZER" estimate --db "$DB" --round r1 --selection all --item overall --format csv \
  >"$WORK/estimate.before" 2>"$WORK/log"

# restore DUMP: into a database of its own, which is then DB
restore() {
  new_database
  exits 0 "restore ${1##*/}" pg_restore -d "$DB" --exit-on-error --single-transaction "$1"
}

restore "$WORK/hailong.dump"
exits 0 'of the dump under load: the round is whole' "$ANALYZER" verify --db "$DB" --round r1
ok 'it has what was there when it began' test "$(responses)" -ge 227

restore "$WORK/quiet.dump"
contents >"$WORK/after"
ok 'every table holds what it held' diff "$WORK/before" "$WORK/after"
like "$(cat "$WORK/before")" $'\ncomment 26[0-9].*\nresponse 26[0-9].*\nround 5.*\nwithdrawal 3' \
  'which is not nothing'
for round in r1 k1; do
  exits 0 "the restored round $round is whole" "$ANALYZER" verify --db "$DB" --round $round
done
"$ANALYZER" estimate --db "$DB" --round r1 --selection all --item overall --format csv \
  >"$WORK/estimate.after" 2>"$WORK/log"
ok 'the figures are the same' diff "$WORK/estimate.before" "$WORK/estimate.after"
exits 0 'migrate finds nothing to do' collector migrate
is "$out" '0 migrations applied' 'and says so'

# --- served from -----------------------------------------------------------------------

start_collector --rate-limit off
is "$(curl -sS "$URL/readyz")" ok 'the collector serves from it'
is "$(send 4 | jq -r .receipt)" "$(receipt 4)" 'an answer sent again has its receipt'
is "$(send 1 | jq -r .error.code)" withdrawn 'what was withdrawn stays so'
is "$(responses)" "$kept" 'nothing is kept twice'
answers 200 'the page of a receipt' "$URL/done/$(receipt 5)"
answers 200 'a receipt of before withdraws' -d "receipt=$(receipt 5)" "$URL/withdraw"
is "$(responses)" $((kept - 1)) 'its response is gone'
like "$(send 1000 | jq -r .receipt)" '^r1~01~' 'new answers are kept'
answers 200 'a token of before is good' -H "Authorization: Bearer ${secret[surveyor]}" \
  --data-binary "@$WORK/paper.csv" "$URL/api/v1/rounds/r1/uploads"
is "$(jq -c '[.accepted, .duplicate]' <<<"$body")" '[0,200]' 'the same file adds nothing'
stop_collector
exits 0 'and it is whole' "$ANALYZER" verify --db "$DB" --round r1

# --- a round is removed ----------------------------------------------------------------

collector round seal r1 >"$WORK/out"
exits 0 'a round is removed as the manual says' psql -XAtq -v ON_ERROR_STOP=1 -d "$DB" -c \
  "$(sed -n '/^BEGIN;/,/^COMMIT;/p' docs/operations.md | sed 's/CODE/r1/')"
is "$(responses)" 0 'its responses are gone'
is "$(sql 'select count(*) from hailong.comment')" 0 'and its words'
exits 0 'the others are whole' "$ANALYZER" verify --db "$DB" --round k1
start_collector
is "$(curl -sS "$URL/readyz")" ok 'the collector serves on'
is "$(send 7 | jq -r .error.code)" round_closed 'and takes nothing for it'

done_testing
