#!/usr/bin/env bash
# The database goes away and comes back: nobody waits for ever, nobody is told a lie, and
# nothing has to be restarted. Has a cluster of its own.
. "$(dirname "$0")/../tools/harness.sh"

HAILONG_TEST_PG=''
new_database
{
  "$COLLECTOR" migrate --db "$DB"
  "$COLLECTOR" form add --db "$DB" forms/definitions/kiosk-1.json
  "$COLLECTOR" round add k1 --db "$DB" --form kiosk-1
  "$COLLECTOR" round open --db "$DB" k1
  secret=$("$COLLECTOR" token add --db "$DB" --role surveyor --name s)
} >"$WORK/setup.log" 2>&1
start_collector --rate-limit off

# code_of CURL-ARGUMENT...: the status, within ten seconds
code_of() {
  curl -sS --max-time 10 -D "$WORK/head" -o "$WORK/body" -w '%{http_code}' "$@" 2>&1
}

answer() {
  code_of -H 'Content-Type: application/json' \
    -d '{"id": "00000000-0000-4000-8000-00000000000'"$1"'", "answers": {"overall": 4}}' \
    "$URL/api/v1/rounds/k1/responses"
}

is "$(answer 1)" 201 'an answer is kept'
# every connection of the pool has been used
pids=()
for n in $(seq 8); do
  code_of "$URL/f/k1" >"$WORK/warm.$n" &
  pids+=($!)
done
wait "${pids[@]}"

"$HERE/cluster.sh" stop "$own_cluster"
is "$(answer 2)" 503 'without the database: 503'
ok 'it says when to come again' grep -qi '^retry-after: [0-9]' "$WORK/head"
is "$(jq -r .error.code "$WORK/body")" away 'as JSON'
is "$(code_of -d overall=5 "$URL/f/k1")" 503 'the form too'
ok 'says that nothing is kept yet' grep -q 'CHƯA' "$WORK/body"
is "$(code_of "$URL/")" 200 'what is known by heart is told'
for path in /f/k1 /kiosk/k1 /upload /readyz /api/v1/rounds; do
  is "$(code_of "$URL$path")" 503 "GET $path: 503"
done
printf 'overall\n4\n' >"$WORK/team.csv"
is "$(code_of -H "Authorization: Bearer $secret" --data-binary "@$WORK/team.csv" \
  "$URL/api/v1/rounds/k1/uploads")" 503 'an upload: 503'
is "$(code_of -F "token=$secret" -F round=k1 -F "file=@$WORK/team.csv" "$URL/upload")" 503 \
  'on the page: 503'
is "$(code_of "$URL/healthz")" 200 'the collector itself is alive'
is "$(code_of "$URL/metrics")" 200 'and can be watched'

"$HERE/cluster.sh" start --fast "$own_cluster"
is "$(answer 2)" 201 'the database is back: the answer is kept'
is "$(answer 1)" 200 'what was kept before is there'
is "$(code_of "$URL/readyz")" 200 'ready again'
is "$(sql 'select count(*) from hailong.response')" 2 'both are kept once'

# A restart that nobody noticed must not cost anybody an answer.
for n in $(seq 8); do code_of "$URL/f/k1" >"$WORK/warm.$n"; done
"$HERE/cluster.sh" stop "$own_cluster"
"$HERE/cluster.sh" start --fast "$own_cluster"
for n in 3 4 5 6; do
  is "$(answer "$n")" 201 'an answer after a quiet restart of the database is kept'
done

# A connection the database ends while it is idle.
sql "select count(pg_terminate_backend(pid)) from pg_stat_activity
  where pid <> pg_backend_pid() and datname = current_database()" >"$WORK/killed"
ok 'connections are cut' test "$(cat "$WORK/killed")" -ge 1
is "$(answer 7)" 201 'the next answer is kept'

# It begins while the database is away, where it may promise.
stop_collector
"$HERE/cluster.sh" stop "$own_cluster"
start_collector --rate-limit off --spool "$WORK/spool"
is "$(answer 8)" 503 'begun without the database it knows no round: 503'
ok 'says when to come again' grep -qi '^retry-after: [0-9]' "$WORK/head"
is "$(code_of "$URL/f/k1")" 503 'for people as well'
is "$(code_of "$URL/done/k1~-~008J-4CT4-ANK7-F24S-NAXW-SQFE-ZWX2-HSFS-CPKY")" 503 \
  'no receipt is called wrong'
is "$(code_of "$URL/metrics")" 200 'it can be watched'
"$HERE/cluster.sh" start --fast "$own_cluster"
for _ in $(seq 50); do [ "$(answer 8)" = 503 ] && sleep 0.2; done
is "$(answer 8)" 200 'when the database is back the answer is kept'
receipt=$(jq -r .receipt "$WORK/body")
is "$(code_of "$URL/done/$receipt")" 200 'under a receipt that is ours'

ok 'that it knew nothing is told' grep -q ' event=known_ignored ' "$WORK/collector.log"

# It is killed while the database is away, and goes on by what it kept.
kill_collector() {
  kill -9 "$collector_pid"
  wait "$collector_pid" 2>/dev/null
  collector_pid=''
}
known=$WORK/spool/known.hlk
is "$(stat -c %a "$known")" 600 'what it knows is kept, and for nobody else to read'
"$HERE/cluster.sh" stop "$own_cluster"
kill_collector
start_collector --rate-limit off --spool "$WORK/spool"
is "$(answer 9)" 202 'begun again without the database it goes on promising'
promised=$(jq -r .receipt "$WORK/body")
is "$(code_of "$URL/done/$promised")" 200 'with a receipt that is ours'
is "$(code_of "$URL/f/k1")" 200 'the form is shown'
ok 'whole' grep -q 'name="overall"' "$WORK/body"
is "$(code_of -d overall=5 "$URL/f/k1")" 303 'and taken'
is "$(answer 1 | tr -d '\n'; jq -r .receipt "$WORK/body" | cut -d'~' -f1)" 202k1 \
  'an answer of before is promised again, being the same'
is "$(code_of "$URL/f/k9")" 503 'of a round it does not know it says nothing'
like "$(cat "$WORK/collector.log")" ' event=known_recalled rounds=1' 'the log says so'

# What is not sound is not believed.
kill_collector
cp "$known" "$WORK/known"
for broken in torn older foreign empty; do
  case $broken in
    torn) head -c 3000 "$WORK/known" ;;
    older) { printf HLK0 && tail -c +5 "$WORK/known"; } ;;
    foreign) cat forms/definitions/kiosk-1.json ;;
    empty) ;;
  esac >"$known"
  start_collector --rate-limit off --spool "$WORK/spool"
  is "$(answer a)" 503 "a file that is $broken is passed over"
  like "$(cat "$WORK/collector.log")" ' event=known_ignored error="?known.hlk: ' '… and it is told'
  kill_collector
done
cp "$WORK/known" "$known"
start_collector --rate-limit off --spool "$WORK/spool"
is "$(answer a)" 202 'the sound one is'
before='select count(*) from hailong.response'
"$HERE/cluster.sh" start --fast "$own_cluster"
for _ in $(seq 100); do [ "$(sql "$before")" = 11 ] || sleep 0.2; done
is "$(sql "$before")" 11 'all that was promised is there once'
is "$(answer 9)" 200 'the answer among it'
is "$(jq -r .receipt "$WORK/body")" "$promised" 'under the receipt that was promised'
is "$(code_of "$URL/done/$promised")" 200 'which is known'

# What changes is kept anew.
"$COLLECTOR" round add k2 --db "$DB" --form kiosk-1 >"$WORK/out"
"$COLLECTOR" round open k2 --db "$DB" >"$WORK/out"
for _ in $(seq 100); do grep -qa k2 "$known" || sleep 0.1; done
ok 'a round that was opened is kept too' grep -qa k2 "$known"
"$COLLECTOR" round close k1 --db "$DB" >"$WORK/out"
for _ in $(seq 100); do ! grep -qa k1 "$known" || sleep 0.1; done
ok 'one that was closed is not' test -z "$(grep -a k1 "$known" | grep -av kiosk)"

ok 'the log says what happened' grep -q ' event=database_away error=' "$WORK/collector.log"
is "$(grep -cFe "$secret" "$WORK/collector.log")" 0 'without secrets'

done_testing
