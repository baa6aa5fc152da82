#!/usr/bin/env bash
# What must hold when things happen at once: one id is one response whatever unit it
# names, an upload is all in or all out when the round is sealed under it, and a kiosk
# that is tapped twice keeps the first tap.
# shellcheck disable=SC2317 # functions are called by name
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


# --- while the database is slow to say who sends a file, others are served ---
printf 'overall\n4\n' >"$WORK/team.csv"
mkfifo "$WORK/session"
psql -XAtq -d "$DB" <"$WORK/session" >"$WORK/session.out" 2>&1 &
session=$!
exec 7>"$WORK/session"
echo 'begin; lock table hailong.token in access exclusive mode;' >&7
locks() { sql "select count(*) from pg_locks where $1 and relation = 'hailong.token'::regclass"; }
one_locks() { [ "$(locks granted)" = 1 ]; }
four_wait() { [ "$(locks 'not granted')" = 4 ]; }
ok 'nobody can be told who somebody is' waits_until one_locks
senders=()
for n in 1 2 3 4 5 6 7 8; do # at least one for each thread that serves connections
  case $n in
    [1-4]) from=(-H "Authorization: Bearer ${secret[surveyor]}" -H 'Expect: 100-continue'
      --data-binary "@$WORK/team.csv" "$URL/api/v1/rounds/r1/uploads?dry_run=1") ;;
    *) from=(-F "token=${secret[surveyor]}" -F round=r1 -F "file=@$WORK/team.csv"
      "$URL/upload") ;;
  esac
  curl -sS -o "$WORK/sent.$n" -w '%{http_code}\n' "${from[@]}" >"$WORK/status.$n" 2>&1 &
  senders+=($!)
done
ok 'those who send files wait for it' waits_until four_wait
urls=()
for _ in $(seq 20); do urls+=(-o "$WORK/null" "$URL/f/r1?unit=01"); done
curl -sS -H 'Connection: close' -w '%{http_code}\n' "${urls[@]}" >"$WORK/served"
is "$(sort "$WORK/served" | uniq -c | xargs)" '20 200' 'others are served'
is "$(cat "$WORK"/status.*)" '' 'while they wait still'
echo 'rollback;' >&7
exec 7>&-
wait "$session" "${senders[@]}"
# a machine that is slow may have had them wait too long
like "$(sort -u "$WORK"/status.* | xargs)" '^200( 503)?$' 'then their files are taken'
answers 200 'a file' -H "Authorization: Bearer ${secret[surveyor]}" -H 'Expect: 100-continue' \
  --data-binary "@$WORK/team.csv" "$URL/api/v1/rounds/r1/uploads"
for n in 4096 30000; do # the token is asked while chunks behind it are there already
  {
    echo response_id,overall
    for i in $(seq "$n"); do echo "chunk-$n-$i,4"; done
  } >"$WORK/many.csv"
  answers 200 "a page's file in chunks, $n rows" -H 'Transfer-Encoding: chunked' \
    -F "token=${secret[surveyor]}" -F round=r1 -F do=send -F "file=@$WORK/many.csv" "$URL/upload"
  is "$(sql "select count(*) from hailong.response where upload is not null and round = 'r1'
    and id in (select id from hailong.response order by received_at desc limit $n)")" "$n" \
    'is there whole'
  answers 200 "a program's, $n rows" -H 'Transfer-Encoding: chunked' \
    -H "Authorization: Bearer ${secret[surveyor]}" --data-binary "@$WORK/many.csv" \
    "$URL/api/v1/rounds/r1/uploads"
  is "$(jq -c '[.accepted, .duplicate, .rejected]' "$WORK/body")" "[0,$n,0]" 'is the same'
done
printf 'POST /upload HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=xx\r
Transfer-Encoding: chunked\r\n\r\n' >"$WORK/chunks"
chunk() { printf '%x\r\n%b\r\n' "$(printf %b "$1" | wc -c)" "$1"; }
{
  chunk "--xx\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n${secret[surveyor]}\r\n"
  chunk '--xx\r\nContent-Disposition: form-data; name="round"\r\n\r\nr1\r\n'
  chunk '--xx\r\nContent-Disposition: form-data; name="do"\r\n\r\nsend\r\n'
  chunk '--xx\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n'
  for n in $(seq 50); do chunk "$([ "$n" -gt 1 ] || printf 'response_id,overall\\n')small-$n,4\n"; done
  chunk '\r\n--xx--\r\n'
  printf '0\r\n\r\n'
} >>"$WORK/chunks"
exec 6<>"/dev/tcp/127.0.0.1/${URL##*:}"
cat "$WORK/chunks" >&6
IFS= read -r line <&6
is "${line%$'\r'}" 'HTTP/1.1 200 OK' 'fifty chunks that came at once'
exec 6>&-
printf 'response_id,overall\n' >"$WORK/small.csv"
for n in $(seq 50); do echo "small-$n,4"; done >>"$WORK/small.csv"
exits 0 'the same file' collector upload --round r1 "$WORK/small.csv"
like "$out" 'accepted 0, duplicate 50' 'was taken whole and in order'

done_testing
