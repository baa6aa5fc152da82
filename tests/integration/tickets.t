#!/usr/bin/env bash
# One-time links: a good one makes one response of the sample, whatever is tried with it;
# what is used, expired, foreign, forged or mistyped gets a page that says what to do. And
# what is printed: lists, slips and posters whose QR codes can be read.
# shellcheck disable=SC2317 # functions are called by name
. "$(dirname "$0")/../tools/harness.sh"
. "$HERE/../integration/collector.sh"

HAILONG_TEST_PG=''
new_place
for round in only later; do
  collector round add $round --form service-22 --tickets-only --to 2100-12-31 >>"$WORK/setup.log"
  collector round open $round >>"$WORK/setup.log"
done
spool=$WORK/spool
start_collector --rate-limit off --spool "$spool"

# issue N ROUND [OPTION...]: sets ticket[1…] and link[1…] (a path of the server)
declare -a ticket link
issue() {
  local count=$1 round=$2 number _ text url
  shift 2
  collector ticket issue --round "$round" --unit 01 --service s.1 --count "$count" \
    --base-url "$URL" "$@" >"$WORK/tickets.csv"
  while IFS=, read -r number _ _ _ text url _; do
    ticket[number]=$text
    link[number]=${url//\"/}
  done < <(sed 1d "$WORK/tickets.csv")
}
# kept COLUMNS [ROUND]: of all responses of a round
kept() {
  sql "select $1 from hailong.response where round = '${2:-r1}'"
}
# send CODE NAME TICKET LEVEL [STARTED [PATH]]: the form, as a browser sends it
send() {
  answers "$1" "$2" --data-urlencode "ticket=$3" -d "overall=$4" \
    -d "started_at=${5-2026-03-01T08:00:00.123456Z}" "$URL${6:-/f/r1?unit=01&service=s.1}"
}
# page WHAT NAME: what the page of that kind says
page() {
  local words=(used 'Vé đã được sử dụng' over 'Vé đã hết hạn' foreign 'Vé không đúng'
    needed 'Cần có vé mời') i
  for ((i = 0; i < ${#words[@]}; i += 2)); do
    [ "${words[i]}" != "$1" ] || like "$body" "<h1>${words[i + 1]}</h1>" "$2"
  done
}
# api CODE NAME TICKET MORE [ROUND]
api() {
  post_json "$1" "$2" \
    "{\"unit\": \"01\", \"service\": \"s.1\", \"ticket\": \"$3\", \"answers\": {\"overall\": 4}$4}" "${5:-r1}"
}

# --- the list -------------------------------------------------------------------------

exits 0 'three tickets' collector ticket issue --round r1 --unit 01 --service s.1 --count 3 \
  --base-url https://danhgia.example.vn/ --expires 2100-01-31
is "$(head -n 1 <<<"$out")" number,dossier,unit,service,ticket,url,expires 'the columns of the list'
like "$(sed -n 4p <<<"$out")" \
  '^3,,01,s.1,([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4},https://danhgia.example.vn/f/r1\?unit=01&service=s.1&ticket=[0-9A-HJKMNP-TV-Z]{32},2100-01-31$' \
  'a line of it'
is "$(sed 1d <<<"$out" | cut -d, -f 5 | sort -u | wc -l)" 3 'all are different'
is "$err" '' 'nothing else is said'
is "$(sql "select round, unit, service, issued_on = current_date, expires_on, count from hailong.ticket_issue")" \
  'r1|01|s.1|t|2100-01-31|3' 'how many were issued is noted'
is "$(sql "select action, object from hailong.audit where action like 'ticket%'")" 'ticket issue|r1' 'and audited'
exits 0 'no place at all' collector ticket issue --round r1 --count 1
like "$(sed -n 2p <<<"$out")" '^1,,,,[^,]*,http://127.0.0.1:8080/f/r1\?ticket=[^,&]*,$' 'a ticket without unit, service, end'
like "$err" 'base-url' 'whoever says no address is told'

printf 'who;dossier\nA;H40-1\nB;=1+1\n' >"$WORK/dossiers.csv"
exits 0 'tickets for dossiers' collector ticket issue --round r1 --unit 01 --service s.1 \
  --dossiers "$WORK/dossiers.csv" --qr "$WORK/slips" --base-url https://danhgia.example.vn --format csv
is "$(sed 1d <<<"$out" | cut -d, -f 1,2)" $'1,H40-1\n2,"\'=1+1"' 'each has one, and no cell is a formula'
ok 'the list stands beside the slips' diff <(echo "$out") "$WORK/slips/tickets.csv"
is "$(stat -c %a "$WORK/slips")" 700 'in a folder for nobody else'
exits 1 'again into that folder' collector ticket issue --round r1 --count 1 --qr "$WORK/slips"
is "$(sql "select count(*) from hailong.ticket_issue")" 3 'is refused before anything is noted'
is "$(sql "select count(*) from hailong.ticket_issue t, hailong.audit a
           where to_jsonb(t)::text || to_jsonb(a)::text like '%H40-1%'")" 0 'no dossier is in the database'

printf 'dossier\nA\nB\nA\n' >"$WORK/twice.csv"
printf 'a,b\nA,B\n' >"$WORK/columns.csv"
while IFS='|' read -r code words why; do
  # shellcheck disable=SC2086 # words are words
  exits "$code" "ticket $words" collector ticket $words
  like "$err" "$why" '… says why'
done <<CASES
2|issue --count 1|--round needs
2|issue --round r1|how many
2|issue --round r1 --count 0|--count needs
2|issue --round r1 --count 1 --expires 31/12/2026|--expires needs
2|issue --round r1 --count 1 --base-url example.vn|--base-url needs
2|issue --round r1 --count 1 --base-url javascript://x|--base-url needs
2|issue --round r1 --count 1 --format xml|--format is
2|issue --round r1 --count 1 --unit a/b|need codes
2|issue --round r1 --count 1 --lang fr|--lang is
1|issue --round zz --count 1|no round 'zz'
1|issue --round sealed --count 1|is sealed
1|issue --round r1 --count 1 --unit 99|no unit '99'
1|issue --round r1 --count 1 --unit 01 --service zz|no service 'zz'
1|issue --round r1 --count 1 --expires 2020-01-01|is over
1|issue --round r1 --count 3 --dossiers $WORK/dossiers.csv|has 2 dossiers
1|issue --round r1 --dossiers $WORK/twice.csv|'A' is there twice
1|issue --round r1 --dossiers $WORK/columns.csv|no column 'dossier'
1|issue --round r1 --dossiers $WORK/none.csv|none.csv
2|poster --round r1|--out
1|poster --round r1 --unit 99 --out $WORK/p.svg|99
1|poster --round only --unit 01 --out $WORK/p.svg|tickets only
CASES

# --- a good one -----------------------------------------------------------------------

issue 9 r1
answers 200 'the link of a ticket leads to the form' "${link[1]}"
is "$(header referrer-policy)" $'same-origin\nstrict-origin' 'and its address is told to nobody'
like "$body" "name=\"ticket\" value=\"${ticket[1]//-/}\"" 'the ticket goes along'
like "$body" 'name="_step" value="stay" formaction="[?]lang=en&amp;unit=01&amp;service=s.1" lang="en"' 'also into the other language'
send 303 'an answer with a ticket' "${ticket[1]}" 4
receipt=$(header location)
is "$(kept 'unit, service, channel, selection')" '01|s.1|ticket|sample' 'is of the sample'
answers 409 'the link once more' "${link[1]}"
page used 'says that it was used'
unlike "$body" '~01~' '… and shows no receipt'
like "$body" 'href="/f/r1\?lang=vi&amp;unit=01&amp;service=s.1"' '… and how to rate without'
send 303 'the same again is a retry' "${ticket[1]}" 4
is "$(header location)" "$receipt" 'with the same receipt'
send 409 'other answers are not' "${ticket[1]}" 5
page used '… and told so'
send 409 'nor are the same, begun at another moment' "${ticket[1]}" 4 2026-03-01T08:00:00.123457Z
unlike "$body$(header location)" '~01~' '… which get no receipt'
send 409 'nor when it began is left out' "${ticket[1]}" 4 ''
is "$(kept 'count(*)')" 1 'one is kept'

receipt=${receipt#/done/}
answers 200 'withdrawn' --data-urlencode "receipt=${receipt%%\?*}" "$URL/withdraw"
is "$(kept 'count(*)')" 0 'it is gone'
answers 409 'the ticket stays used' "${link[1]}"
send 409 'and brings nothing back' "${ticket[1]}" 4
page used '… but the same page'

answers 422 'what is left out is asked for again' --data-urlencode "ticket=${ticket[2]}" -d trips=1 "$URL/f/r1?unit=01&service=s.1"
like "$body" "name=\"ticket\" value=\"${ticket[2]}\"" 'which has the ticket still'
typed=$(tr 'A-Z01' 'a-zoi' <<<"${ticket[2]//-/ }")
send 303 'typed in small letters, O for 0, I for 1' "$typed" 3
send 409 'is the same ticket' "${ticket[2]}" 4

# --- what is no ticket for this place -------------------------------------------------

answers 422 'another unit' "${link[3]/unit=01/unit=02}"
page foreign 'is foreign'
answers 422 'another service' "${link[3]/&service=s.1/}"
page foreign 'is foreign'
answers 422 'another round' "${link[3]//\/r1/\/only}"
page foreign 'is foreign'
unlike "$body" 'href="/f/only' '… and there is no way without'
last=${ticket[3]: -1}
wrong=${ticket[3]%?}$([ "$last" = 7 ] && echo 8 || echo 7)
send 422 'one wrong character' "$wrong" 4
page foreign 'is foreign'
send 422 'half a ticket' "${ticket[3]:0:20}" 4
send 422 'a forged one' 'ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ' 4
send 422 'no ticket at all' '<script>alert(1)</script>' 4
unlike "$body" '<script>alert' 'which is not repeated'
send 422 'a ticket at another unit' "${ticket[3]}" 4 '' '/f/r1?unit=02&service=s.1'
is "$(kept 'count(*)')" 1 'nothing of it is kept'
unlike "$(curl -s "$URL/metrics"; cat "$WORK/collector.log")" "${ticket[1]//-/}|${ticket[1]}" \
  'no ticket is in the log or the metrics'

# the last day is part of what is signed
sealing=$(sql "select encode(value, 'hex') from hailong.secret where name = 'receipt'")
sign() { "$BUILD/tools/sign-ticket" "$sealing" "$@"; }
over=$(sign r1 01 s.1 -1)
answers 410 'the day after its last' "$URL/f/r1?unit=01&service=s.1&ticket=$over"
page over 'it has expired'
like "$body" 'href="/f/r1\?' '… and there is a way without'
send 410 'also for an answer' "$over" 4
api 422 'and for programs' "$over" ', "id": "00000000-0000-4000-8000-000000000009"'
is "$(jq -r .error.fields.ticket.rule "$WORK/body")" ticket-expired '… by its rule'
answers 200 'the day before it is good' "$URL/f/r1?unit=01&service=s.1&ticket=$(sign r1 01 s.1 1)"
day=${over:0:2}
send 422 'a last day that was changed' "Z$([ "$day" = ZZ ] && echo Y || echo Z)${over:2}" 4
page foreign 'is foreign'
is "$(kept 'count(*)')" 1 'nothing of it is kept'

# --- rounds that take tickets only ----------------------------------------------------

answers 403 'an open link' "$URL/f/only?unit=01&service=s.1"
page needed 'needs a ticket'
unlike "$body" 'href="/f/' '… and has no way without'
answers 403 'in English' "$URL/f/only?unit=01&service=s.1&lang=en"
like "$body" '<h1>A ticket is needed</h1>' 'too'
answers 403 'a kiosk' "$URL/kiosk/only?unit=01"
send 403 'an answer without a ticket' '' 4 '' '/f/only?unit=01&service=s.1'
api 403 'by a program' '' ', "id": "00000000-0000-4000-8000-000000000001"' only
is "$(jq -r .error.code "$WORK/body")" ticket_needed '… with a code'
issue 2 only
send 303 'with a ticket' "${ticket[1]}" 4 '' '/f/only?unit=01&service=s.1'
is "$(kept 'channel, selection' only)" 'ticket|sample' 'it is kept'
like "$(collector round list)" $'only\t[^\n]*tickets only' 'the list of rounds says so'
is "$(curl -s "$URL/api/v1/rounds" | jq -c '[.rounds[] | select(.tickets_only) | .code]')" '["later","only"]' \
  'programs are told'
collector round close only >/dev/null
for _ in {1..100}; do # what is known may be a moment old
  curl -s "$URL/api/v1/rounds" | grep -q '"only"' || break
  sleep 0.05
done
answers 409 'closed, the round is closed for tickets' "${link[2]}"
like "$body" 'Đợt lấy ý kiến không mở' 'and says so'

# --- programs -------------------------------------------------------------------------

began=', "started_at": "2026-03-02T08:00:00.5Z"'
issue 9 r1
sql 'delete from hailong.response' >/dev/null
api 201 'a program with a ticket' "${ticket[1]}" "$began"
receipt=$(jq -r .receipt "$WORK/body")
is "$(kept 'channel, selection')" 'ticket|sample' 'needs no id and no channel'
api 200 'the same again' "${ticket[1]}" "$began, \"id\": \"00000000-0000-4000-8000-000000000002\""
is "$(jq -r .receipt "$WORK/body")" "$receipt" 'is the same, whatever its own id'
api 409 'begun at another moment' "${ticket[1]}" ', "started_at": "2026-03-02T08:00:00.6Z"'
is "$(jq -r .error.code "$WORK/body")" ticket_used 'it is used'
unlike "$body" '~01~' '… without a receipt'
api 201 'a channel of its own' "${ticket[2]}" ', "channel": "web"'
is "$(sql "select channel, selection from hailong.response where channel = 'web'")" 'web|sample' 'is kept as said'
api 422 'a wrong ticket' "$wrong" ''
is "$(jq -c '.error.fields | keys' "$WORK/body")" '["id","ticket"]' 'is told as a field'
is "$(jq -r .error.fields.ticket.rule "$WORK/body")" ticket 'with its rule'
api 422 'the channel of tickets without one' '' ', "channel": "ticket", "id": "00000000-0000-4000-8000-000000000003"'
is "$(jq -r .error.fields.channel.rule "$WORK/body")" channel 'is none'
post_json 422 'a ticket that is no text' '{"ticket": {"a": 1}, "answers": {"overall": 4}}'
is "$(jq -r .error.fields.ticket.rule "$WORK/body")" ticket 'is no ticket'
api 201 'an empty one is none' '' ', "id": "00000000-0000-4000-8000-000000000004"'
is "$(sql "select channel, selection from hailong.response where selection = 'open'")" 'web|open' 'and self-selected'

# --- two collectors, one ticket -------------------------------------------------------

first=$URL first_pid=$collector_pid
start_collector --rate-limit off
sql 'delete from hailong.response' >/dev/null
issue 20 r1
for n in $(seq 20); do
  for level in 1 2 4 5; do
    curl -s -o /dev/null -w '%{http_code}\n' --data-urlencode "ticket=${ticket[n]}" -d "overall=$level" \
      "$([ $((level % 2)) = 0 ] && echo "$first" || echo "$URL")/f/r1?unit=01&service=s.1" &
    pids[level]=$!
  done
  wait "${pids[@]}"
done >"$WORK/codes"
is "$(sort "$WORK/codes" | uniq -c | awk '{ printf "%s:%s ", $2, $1 }')" '303:20 409:60 ' \
  'of four answers with one ticket at two collectors one counts'
is "$(kept 'count(*)')" 20 'twenty are kept'
stop_collector
collector_pid=$first_pid URL=$first

# --- while the database is away -------------------------------------------------------

sql 'delete from hailong.response' >/dev/null
issue 9 r1
send 303 'one before' "${ticket[1]}" 4
"$HERE/cluster.sh" stop "$own_cluster"
answers 200 'the form is shown to the holder of a ticket' "${link[2]}"
answers 422 'also now a foreign one is told' "${link[2]/unit=01/unit=02}"
send 202 'the answer is promised' "${ticket[2]}" 5
unlike "$body$(header location)" '~01~' '… without a receipt, which others could ask for too'
like "$body" 'đã được nhận và giữ an toàn' '… and told so'
send 202 'the same again' "${ticket[2]}" 5
send 409 'other answers with it are refused' "${ticket[2]}" 1
page used '… as used'
send 409 'and the same, begun at another moment' "${ticket[2]}" 5 2026-03-01T08:00:00.9Z
send 202 'a ticket that was used before can not be told' "${ticket[1]}" 1
unlike "$body$(header location)" '~01~' '… and gets no receipt'
api 202 'by a program' "${ticket[3]}" "$began"
is "$(cat "$WORK/body")" '{"receipt": null}' '… no receipt either'
"$HERE/cluster.sh" start --fast "$own_cluster"
three() { [ "$(kept 'count(*)' 2>/dev/null)" = 3 ]; }
ok 'when it is back they are kept' waits_until three
is "$(kept "string_agg(selection || ' ' || channel, ',' order by id)")" \
  'sample ticket,sample ticket,sample ticket' 'as of the sample'
refused() { [ -s "$spool/refused.hls" ]; }
ok 'the second of a ticket is refused' waits_until refused
used() { [ "$(curl -s -o /dev/null -w '%{http_code}' "${link[2]}")" = 409 ]; }
ok 'the ticket is used' waits_until used
send 303 'who sends it once more now has the receipt' "${ticket[2]}" 5
api 200 'a program too' "${ticket[3]}" "$began"
like "$(jq -r .receipt "$WORK/body")" '^r1~01~' 'has it'

# --- what is printed ------------------------------------------------------------------

if command -v zbarimg >"$WORK/which" && command -v rsvg-convert >"$WORK/which"; then
  # decoded FILE.svg: what a camera reads of it, once it is on a bitmap
  decoded() {
    rsvg-convert -w "${2:-900}" "$1" -o "$WORK/qr.png"
    zbarimg -q --raw "$WORK/qr.png" 2>"$WORK/zbar.err"
  }
  is "$(decoded "$WORK/slips/ticket-0002.svg" 400)" "$(sed -n 3p "$WORK/slips/tickets.csv" | cut -d, -f 6)" \
    'the code of a slip is its link'
  text=$(sed -n 's|.*monospace"[^>]*>\(.*\)</text>|\1|p' "$WORK/slips/ticket-0002.svg" | tr -d '\n')
  is "$text" "danhgia.example.vn/f/r1?unit=01&amp;service=s.1&amp;ticket=$(sed -n 3p "$WORK/slips/tickets.csv" | cut -d, -f 5)" \
    'which stands there in letters too'
  exits 0 'a poster' collector ticket poster --round r1 --unit 01 --service s.1 --out "$WORK/p.svg" \
    --base-url https://danhgia.example.vn
  is "$(decoded "$WORK/p.svg")" 'https://danhgia.example.vn/f/r1?unit=01&service=s.1' 'its code is the open link'
  like "$(cat "$WORK/p.svg")" '>Đăng ký khai sinh</text>' 'the service is named'
  like "$(cat "$WORK/p.svg")" '>danhgia.example.vn/f/r1\?unit=01&amp;service=s.1</text>' 'the address stands in letters'
  exits 0 'posters of all units' collector ticket poster --round r1 --out "$WORK/posters" --lang en \
    --base-url https://danhgia.example.vn
  is "$(cd "$WORK/posters" && echo *)" 'poster-01.svg poster-02.svg poster-03.svg' 'a sheet each'
  is "$(decoded "$WORK/posters/poster-02.svg")" 'https://danhgia.example.vn/f/r1?unit=02' 'with its link'
  ok 'names are escaped' grep -q '&lt;b&gt;Xã&lt;/b&gt;' "$WORK/posters/poster-03.svg"
else
  skip 'QR codes' 'zbarimg and rsvg-convert are not installed'
fi

done_testing
