#!/usr/bin/env bash
# While the database is away answers are promised and kept on this machine's disk; they
# are in the database once when it is back, whatever happened in between.
# shellcheck disable=SC2317 # functions are called by name
. "$(dirname "$0")/../tools/harness.sh"

HAILONG_TEST_PG=''
new_database
{
  "$COLLECTOR" migrate --db "$DB"
  "$COLLECTOR" form add --db "$DB" forms/definitions/kiosk-1.json
  for round in k1 k2; do
    "$COLLECTOR" round add $round --db "$DB" --form kiosk-1
    "$COLLECTOR" round open --db "$DB" $round
  done
} >"$WORK/setup.log" 2>&1
spool=$WORK/spool
start_collector --rate-limit off --spool "$spool"

code_of() {
  curl -sS --max-time 20 -D "$WORK/head" -o "$WORK/body" -w '%{http_code}' "$@" 2>&1
}

# answer NUMBER [LEVEL [ROUND [MORE]]]: the status of an answer of that id
answer() {
  code_of -H 'Content-Type: application/json' -d "$(printf \
    '{"id": "00000000-0000-4000-8000-%012d", "answers": {"overall": %d}%s}' \
    "$1" "${2:-4}" "${4:-}")" "$URL/api/v1/rounds/${3:-k1}/responses"
}

# waits_for QUERY VALUE: whether the query gives it within twenty seconds
waits_for() {
  for _ in $(seq 100); do
    [ "$(sql "$1" 2>/dev/null)" != "$2" ] || return 0
    sleep 0.2
  done
  return 1
}
count='select count(*) from hailong.response'

is "$(answer 1)" 201 'an answer is kept'
is "$(code_of "$URL/f/k1")" 200 'the form is there'

"$HERE/cluster.sh" stop "$own_cluster"
is "$(answer 2)" 202 'without the database it is promised'
receipt=$(jq -r .receipt "$WORK/body")
ok 'with a receipt' test "${receipt%%~*}" = k1
is "$(answer 2)" 202 'the same once more: promised'
is "$(jq -r .receipt "$WORK/body")" "$receipt" 'and has the same receipt'
is "$(answer 2 1)" 409 'the same id with another answer is refused'
is "$(answer 3 5 k1 ', "comment": "xin cảm ơn"')" 202 'words are promised too'
is "$(answer 4 2 k2)" 202 'for another round as well'
is "$(answer 5 9)" 422 'what breaks a rule is refused as ever'
is "$(answer 6 4 k1 ', "unit": "H99"')" 503 'a code nobody knows can not be vouched for'
is "$(code_of "$URL/f/k1")" 200 'the form can be filled in'
is "$(code_of -d overall=5 "$URL/f/k1")" 303 'and sent'
ok 'its receipt is shown' \
  curl -fsS -o "$WORK/done" "$URL$(sed -n 's/^location: \([^\r]*\).*/\1/ip' "$WORK/head")"
is "$(code_of "$URL/metrics")" 200 'metrics are told'
ok 'and tell what was spooled' grep -q '^hailong_responses_spooled_total [4-9]' "$WORK/body"

ok_not() { ! "$@"; }
is "$(find "$spool" -perm /077)" '' 'no answer can be read by others'

# a second collector can not have the same folder
ok 'the folder is taken' ok_not "$COLLECTOR" replay --spool "$spool" --db "$DB"

# killed, and its last record torn
kill -9 "$collector_pid"
wait "$collector_pid" 2>/dev/null
last=$(find "$spool" -name '*.spool' | sort | tail -n 1)
printf 'HLS1\0\0\1\0half' >>"$last"
"$HERE/cluster.sh" start --fast "$own_cluster"
start_collector --rate-limit off --spool "$spool"
ok 'what was promised is kept after a restart' waits_for "$count" 5
is "$(answer 2)" 200 'an answer that was promised is there'
is "$(jq -r .receipt "$WORK/body")" "$receipt" 'under the same receipt'
is "$(answer 2 1)" 409 'and is what it was'
is "$(sql "select text from hailong.comment")" 'xin cảm ơn' 'the words are there'
is "$(sql "select count(*) from hailong.response where round = 'k2'")" 1 'the other round'
is "$(sql "select count(*) from hailong.response where submitted_at < received_at")" 4 \
  'they were submitted before they were received'
spooled() { find "$spool" -name '*.spool' | wc -l; }
for _ in $(seq 50); do [ "$(spooled)" -gt 0 ] && sleep 0.2; done
is "$(spooled)" 0 'the spool is empty'

# read only: a standby, or an administrator
sql "alter database $(sql 'select current_database()') set default_transaction_read_only = on"
end_sessions() {
  PGOPTIONS='-c default_transaction_read_only=off' sql "select count(pg_terminate_backend(pid))
    from pg_stat_activity where pid <> pg_backend_pid()
    and datname = current_database()" >"$WORK/ended"
}
end_sessions
is "$(answer 10)" 202 'a database that only reads: promised'
PGOPTIONS='-c default_transaction_read_only=off' sql \
  "alter database $(sql 'select current_database()') reset default_transaction_read_only"
end_sessions
ok 'and kept when it writes again' waits_for "$count" 6

# promised while the round was open
"$HERE/cluster.sh" stop "$own_cluster"
is "$(answer 20)" 202 'promised before the round is closed'
is "$(answer 21 4 k2)" 202 'promised before the other is sealed'
kill -9 "$collector_pid"
wait "$collector_pid" 2>/dev/null
collector_pid=''
"$HERE/cluster.sh" start --fast "$own_cluster"
"$COLLECTOR" round close --db "$DB" k1 >"$WORK/out"
"$COLLECTOR" round seal --db "$DB" k2 >"$WORK/out"
"$COLLECTOR" replay --db "$DB" --spool "$spool" >"$WORK/out" 2>"$WORK/err"
is $? 3 'replay says by its exit code that something was refused'
is "$(cat "$WORK/out")" '1 kept, 0 withdrawn, 1 refused' 'and how many'
ok 'and why' grep -q 'event=spool_refused round=k2 reason="the round is sealed"' "$WORK/err"
ok 'what is refused is not thrown away' test -s "$spool/refused.hls"
is "$("$COLLECTOR" replay --db "$DB" --spool "$spool")" '0 kept, 0 withdrawn, 0 refused' \
  'nothing is left'
is "$(sql "$count")" 7 'all that was promised is there once'

# no room in the spool (here: files may not grow)
{
  "$COLLECTOR" round add k3 --db "$DB" --form kiosk-1
  "$COLLECTOR" round open --db "$DB" k3
} >"$WORK/out"
ulimit -S -f 8
start_collector --rate-limit off --spool "$WORK/full"
ulimit -S -f unlimited
"$HERE/cluster.sh" stop "$own_cluster"
words=$(printf 'phải chờ %.0s' $(seq 60))
promised=0
for n in $(seq 100 199); do
  status=$(answer "$n" 1 k3 ', "comment": "'"$words"'"')
  [ "$status" = 202 ] || break
  promised=$((promised + 1))
done
ok 'some are promised' test "$promised" -gt 0
is "$status" 503 'where the spool has no room nothing is promised'
ok 'it is said when to come again' grep -qi '^retry-after: [0-9]' "$WORK/head"
is "$(answer 100 1 k3 ', "comment": "'"$words"'"')" 202 'what was promised stays so'
"$HERE/cluster.sh" start --fast "$own_cluster"
ok 'and is kept' waits_for "$count" $((7 + promised))
is "$(answer "$n" 1 k3 ', "comment": "'"$words"'"')" 201 'the other is kept when it comes again'

done_testing
