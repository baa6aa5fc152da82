#!/usr/bin/env bash
# What must hold when things happen at once: one id is one response whatever unit it
# names, an upload is all in or all out when the round is sealed under it, and a kiosk
# that is tapped twice keeps the first tap.
. "$(dirname "$0")/../tools/harness.sh"
. "$HERE/../integration/collector.sh"

new_place
start_collector --rate-limit off

# --- one id, four units, four clients ---
ids=()
for n in $(seq 40); do ids+=("$(printf '77777777-7777-4777-8777-%012d' "$n")"); done
sql "insert into hailong.unit select unnest(array['01', '02', '03', '04']) on conflict do nothing"
sql "insert into hailong.unit_version (code, name_vi)
     select unnest(array['01', '02', '03', '04']), 'x' on conflict do nothing"
one() {
  curl -s -o "$WORK/reply" -w '%{http_code}\n' --data \
    "{\"id\": \"$1\", \"unit\": \"$2\", \"answers\": {\"overall\": 4}}" \
    "$URL/api/v1/rounds/r1/responses"
}
for id in "${ids[@]}"; do
  for unit in 01 02 03 04; do one "$id" "$unit" & done
  wait "$(jobs -p | grep -vx "$collector_pid" | tail -1)"
done >"$WORK/codes"
while [ "$(jobs -rp | wc -l)" -gt 1 ]; do sleep 0.1; done
is "$(grep -c 201 "$WORK/codes")" 40 'each id is acknowledged as new once'
is "$(sql "select count(*), count(distinct id) from hailong.response where id::text like '77777777%'")" \
  '40|40' 'and kept once'

# --- the round is sealed while a file is on its way ---
mkfifo "$WORK/fifo"
"$COLLECTOR" upload --round k1 --db "$DB" "$WORK/fifo" >"$WORK/upload.out" 2>&1 &
uploading=$!
exec 7>"$WORK/fifo"
echo 'response_id,overall' >&7
echo 'u1,4' >&7
sleep 0.5
collector round seal k1 >/dev/null
echo 'u2,5' >&7
exec 7>&-
wait "$uploading"
is "$?" 1 'an upload whose round is sealed under it fails'
like "$(cat "$WORK/upload.out")" 'is sealed' 'and says why'
is "$(sql "select count(*) from hailong.response where round = 'k1' and upload is not null")" \
  0 'and keeps nothing'

# --- a kiosk is tapped twice ---
tap() {
  answers 303 "$1" -d "response_id=88888888-8888-4888-8888-888888888888&channel=kiosk&overall=$2" \
    "$URL/f/r1?unit=01"
}
tap 'a tap' 5
first=$(header location)
tap 'a second tap on another face' 1
is "$(header location)" "$first" 'leads to the receipt of the first'
is "$(sql "select count(*) from hailong.response where channel = 'kiosk'")" 1 'one is kept'

# --- somebody adds an id without holding it ---
holder() {
  psql -XAtq -d "$DB" -c 'begin' -c "insert into hailong.response
    (round, unit, id, selection, answers) values
    ('r1', '01', '66666666-6666-4666-8666-666666666666', 'open', '\x01')" \
    -c 'select pg_sleep(1)' -c 'commit'
}
holder >/dev/null &
waits_until sh -c "psql -XAtq -d '$DB' -c \"select 1 from pg_stat_activity
  where query like 'select pg_sleep%' and pid <> pg_backend_pid()\" | grep -q 1"
post_json 409 'meanwhile the id comes with other content' \
  '{"id": "66666666-6666-4666-8666-666666666666", "unit": "01", "answers": {"overall": 4}}'
is "$(sql "select count(*) from hailong.response where id::text like '66666666%'")" 1 \
  'the first is kept'

# --- what a page of ours did not show is not recorded as shown ---
is "$(sql "select count(*) from hailong.response
           where id::text like '77777777%' and consent_version is not null")" \
  0 'the API records no consent'

# --- names of rounds that look like names of indexes ---
for round in a a_pkey by_id a_unit_idx; do
  collector round add "$round" --form service-22 >/dev/null
  collector round open "$round" >/dev/null
  post_json 201 "an answer to round $round" \
    '{"id": "99999999-9999-4999-8999-999999999999", "unit": "01", "answers": {"overall": 4}}' "$round"
done

# --- a value that PostgreSQL can't hold is one row's fault ---
printf 'response_id,weight,overall\nw1,1e-400,4\nw2,2,4\n' >"$WORK/weight.csv"
exits 3 'a weight below all numbers' collector upload --round r1 "$WORK/weight.csv"
like "$out" 'accepted 1, duplicate 0, rejected 1' 'is rejected by itself'

# --- who collected a row is no content, but part of a row that has no id ---
printf 'overall\n3\n' >"$WORK/an.csv"
exits 0 'a row without an id' collector upload --round r1 --collected-by An "$WORK/an.csv"
exits 0 'the same answers by somebody else' \
  collector upload --round r1 --collected-by Bình "$WORK/an.csv"
like "$out" 'accepted 1' 'are another response'
printf 'response_id,overall\nc1,3\n' >"$WORK/c.csv"
exits 0 'a row with an id' collector upload --round r1 --collected-by An "$WORK/c.csv"
exits 0 'again without saying who' collector upload --round r1 "$WORK/c.csv"
like "$out" 'duplicate 1' 'is a duplicate'

# --- a stranger's file is refused before it comes ---
answers 401 'a large file without a token' -H 'Expect:' -H 'Content-Type: text/csv' \
  --data-binary @<(head -c 30000000 /dev/zero) "$URL/api/v1/rounds/r1/uploads"

done_testing
