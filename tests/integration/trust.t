#!/usr/bin/env bash
# What a citizen may rely on: the consent that was shown is known, nothing is kept of who
# they are, and a rating that is withdrawn is gone from everywhere. And what keeps ballots
# from being stuffed without knowing anybody: signs on answers, which are kept all the same.
# shellcheck disable=SC2317 # functions are called by name
. "$(dirname "$0")/../tools/harness.sh"
. tests/integration/collector.sh

HAILONG_TEST_PG='' # it is stopped and started
new_place
start_collector --rate-limit off --flag-rate 6 --spool "$WORK/spool"

# --- consent, and what is kept of a person ---------------------------------------------------

answers 200 'the form' "$URL/f/r1?unit=01"
consent=$(jq -r .settings.consent.text.vi forms/definitions/service-22.json)
ok 'shows the consent text' grep -qF "$consent" "$WORK/body"
for path in / "/?round=r1" "/f/r1?unit=01" "/kiosk/k1?unit=01" /withdraw /upload; do
  request "$URL$path"
  is "$(header set-cookie)" '' "GET $path sets no cookie"
done
sent='Mozilla/5.0 (a phone of mine)'
is "$(curl -sS -A "$sent" -H 'Cookie: who=me' -H 'X-Forwarded-For: 203.0.113.77' \
  -H 'Referer: http://203.0.113.78/' -D "$WORK/head" -o "$WORK/body" -w '%{http_code}' \
  --data-urlencode 'comment=Cán bộ Mười Ba chậm' \
  -d 'overall=2&response_id=99999999-9999-4999-8999-999999999999' "$URL/f/r1?unit=01")" \
  303 'a rating'
done_at=$(sed -n 's/^location: \([^\r]*\).*/\1/ip' "$WORK/head")
receipt=${done_at#/done/}
receipt=${receipt%%\?*}
is "$(sql "select r.consent_version, f.definition::json #>> '{settings,consent,text,vi}'
  from hailong.response r join hailong.round o on o.code = r.round
  join hailong.form f on f.code = o.form and f.version = o.form_version")" "1|$consent" \
  'its consent: the version, and the text of that version'
like "$(sql 'select r from hailong.response r')" 'r1,01' 'what is kept of it'
unlike "$(sql 'select r from hailong.response r')$(cat "$WORK/collector.log")" \
  '203\.0\.113|Mozilla|who=me' 'says nothing of who sent it'
answers 200 'the receipt' "$URL$done_at"
like "$body" 'cách duy nhất để rút lại' 'says that it withdraws the rating'
like "$body" "href=\"/withdraw\\?lang=vi&amp;receipt=$receipt\"" 'and where'

# --- what is withdrawn is gone ------------------------------------------------------------------

# everywhere TEXT: where it is found, of the database, the spool and the log
everywhere() {
  pg_dump -d "$DB" --exclude-table='hailong.withdrawal' | grep -cF "$1"
  cat "$WORK/spool"/* "$WORK/collector.log" 2>/dev/null | grep -cF "$1"
}
is "$(everywhere 'Cán bộ Mười Ba chậm' | xargs)" '1 0' 'the words are in the database, once'
answers 200 'withdrawn on the page' -d "receipt=$receipt" "$URL/withdraw"
is "$(everywhere 'Cán bộ Mười Ba chậm' | xargs)" '0 0' 'the words are nowhere'
is "$(everywhere 99999999-9999-4999-8999-999999999999 | xargs)" '0 0' 'nor is the answer'
is "$(sql "select count(*) from hailong.withdrawal
  where id = '99999999-9999-4999-8999-999999999999'")" 1 'its key is, so that it stays away'
is "$(sql "select a.actor, a.action, a.object from hailong.audit a where a.action = 'withdraw'")" \
  'citizen|withdraw|r1' 'the audit has a line without content'

# one that was promised while the database was away, and one that had not gone in yet
"$HERE/cluster.sh" stop "$own_cluster"
answers 303 'without the database a rating is promised' \
  --data-urlencode 'comment=Chữ trong kho tạm' -d 'overall=1&website=x' "$URL/f/r1?unit=02"
receipt=$(header location)
receipt=${receipt#/done/}
receipt=${receipt%%\?*}
ok 'and is on the disk' grep -qrF 'Chữ trong kho tạm' "$WORK/spool"
answers 503 'it can not be withdrawn yet, and that is said' -d "receipt=$receipt" "$URL/withdraw"
"$HERE/cluster.sh" start --fast "$own_cluster"
ratings_are() { [ "$(responses 2>/dev/null)" = "$1" ]; }
ok 'it goes in' waits_until ratings_are 1
is "$(sql 'select flags from hailong.response')" 1 'with the sign it had'
withdrawn() { collector withdraw "$receipt" >"$WORK/out" 2>&1; }
ok 'withdrawn at the command line' waits_until withdrawn
spool_is_empty() { [ -z "$(find "$WORK/spool" -name '*.spool')" ]; }
ok 'the spool empties' waits_until spool_is_empty
is "$(everywhere 'Chữ trong kho tạm' | xargs)" '0 0' 'the words are nowhere'
is "$(sql "select count(*), count(*) filter (where action = 'withdraw' and object = 'r1')
  from hailong.audit where action = 'withdraw'")" '2|2' 'the audit has another line'
sql "$(printf 'vacuum hailong.%s;' '"response[r1]"')"

# --- signs ----------------------------------------------------------------------------------------

# field NAME: of the form that was shown last
field() { sed -n "s/.*name=\"$1\" value=\"\([^\"]*\)\".*/\1/p" <<<"$body" | head -n 1; }
# flags: of the rating whose receipt came last; - where there is none
flags() {
  sql "select coalesce((select flags::text from hailong.response order by received_at desc,
    submitted_at desc limit 1), '-')"
}
# hidden: what a form carries, as a browser sends it
hidden() {
  printf 'response_id=%s&started_at=%s&seal=%s&website=' "$(field response_id)" \
    "$(field started_at)" "$(field seal)"
}

answers 200 'a form' "$URL/f/r1?unit=01"
like "$body" '<p class="extra" aria-hidden="true"><label>[^<]+<input name="website" tabindex="-1" autocomplete="off">' \
  'has a field that nobody sees, hears or reaches'
like "$(field seal)" '^[0-9a-f]{16}$' 'and a seal on the time'
shown=$(hidden)
sleep 1.1
answers 303 'filled in by a machine' -d "${shown}http://spam.example&overall=5" "$URL/f/r1?unit=01"
is "$(flags)" 1 'the sign is kept with it'
like "$(header location)" '^/done/r1~01~[0-9A-Z-]+\?lang=vi$' 'it gets a receipt'
answers 200 'whose page' "$URL$(header location)"
like "$body" 'class="receipt"' 'is that of any other'

answers 200 'a form' "$URL/f/r1?unit=01"
fast=$(hidden)
answers 303 'sent at once, with five answers' -d "$fast&overall=5&q01=5&q02=5&q03=5&q04=5&q05=5" \
  "$URL/f/r1?unit=01"
is "$(flags)" 2 'is faster than a hand'
answers 200 'a form' "$URL/f/r1?unit=01"
slow=$(hidden)
sleep 2.2
answers 303 'sent two seconds later, with one answer' -d "$slow&overall=5" "$URL/f/r1?unit=01"
is "$(flags)" 0 'is not'

# the time can't be made up
answers 200 'a form' "$URL/f/r1?unit=01"
forged=$(hidden | sed 's/started_at=[^&]*/started_at=2026-03-01T08:30:00Z/')
many='overall=5&q01=5&q02=5&q03=5&q04=5&q05=5&q06=5'
answers 303 'another time under the seal' -d "$forged&$many" "$URL/f/r1?unit=01"
is "$(flags)" 0 'is not ours, and no sign'
answers 422 'a form with an error' -d "${forged/seal=*/seal=}&q01=5" "$URL/f/r1?unit=01"
is "$(field seal)" '' 'shown again, it does not seal what the client says'
answers 200 'a form' "$URL/f/r1?unit=01"
kept=$(hidden)
seal=$(field seal)
answers 422 'an honest one with an error' -d "$kept&q01=5" "$URL/f/r1?unit=01"
is "$(field seal)" "$seal" 'keeps its seal'
sleep 1.1
other=$(printf '%s' "$kept" | sed 's/response_id=./response_id=f/')
answers 303 'another answer on the same page' -d "$other&$many" "$URL/f/r1?unit=01"
is "$(flags)" 4 'is not vouched for, and the seventh within an hour'

# many from one address; those of before count: so far seven by web
answers 303 'one more from this address' -d 'overall=5' "$URL/f/r1?unit=02"
is "$(flags)" 4 'is one of many'
json='{"id": "77777777-7777-4777-8777-777777777770", "answers": {"overall": 4}}'
post_json 201 'by the API' "$json"
is "$(flags)" 4 'as well'
round_of_one='{"id": "77777777-7777-4777-8777-777777777771", "answers": {"overall": 4}}'
post_json 201 'in another round' "$round_of_one" k1
is "$(flags)" 0 'one begins anew'

# --- the kiosk --------------------------------------------------------------------------------------

# tap NUMBER [UNIT [SERVICE]]
tap() {
  request -d "overall=1&channel=kiosk&response_id=88888888-8888-4888-8888-88888888888$1" \
    "$URL/f/k1?unit=${2:-01}&service=${3:-}"
}
for n in 0 1 2; do tap $n; done
tap 3 02
tap a 01 s.1
is "$(sql "select string_agg(flags::text, ' ' order by id) from hailong.response
  where channel = 'kiosk'")" '0 8 8 0 0' \
  'a tap, two more at once that are kept with their sign, one at another office, one of another service'
sleep 2.2
for n in 4 5 6 7 8 9; do
  tap "$n"
  sleep 0.1
done
is "$(sql "select count(*) filter (where flags = 0), count(*) filter (where flags = 8),
  count(*) filter (where flags & 4 <> 0) from hailong.response where channel = 'kiosk'")" '4|7|0' \
  'after a while a tap is one again; a kiosk is never many'

# --- what it is told as ------------------------------------------------------------------------------

n=$(sql "select count(*) from hailong.response where round = 'r1'")
exits 0 'quality' "$ANALYZER" quality --db "$DB" --round r1 --format csv
kinds='honeypot too_fast many again'
for kind in $kinds; do
  awk -F, -v kind="$kind" '$1 == "overall" && $6 == kind { print kind, $7, $8 }' <<<"$out"
done >"$WORK/kinds"
is "$(cat "$WORK/kinds")" "honeypot $n 1
too_fast $n 1
many $n 3
again $n 0" 'counts them by reason, beside its own'
exits 0 'in words' "$ANALYZER" quality --db "$DB" --round r1
like "$out" 'điền ô ẩn' 'in Vietnamese'
exits 0 'estimate' "$ANALYZER" estimate --db "$DB" --round r1 --item overall --format json --min-n 1
is "$(jq -r '.estimates[0].n' <<<"$out")" "$n" 'counts flagged answers like any other'
collector export --round r1 >"$WORK/export.csv"
unlike "$(head -n 1 "$WORK/export.csv")" 'flag' 'the export has the columns it had'
exits 0 'what was exported can be uploaded' collector upload --round r1 "$WORK/export.csv"
is "$(sql 'select count(*) from hailong.response where upload is not null and flags <> 0')" 0 \
  'nothing uploaded has a sign'
is "$(grep -c 'http://spam.example' <(pg_dump -d "$DB") "$WORK/collector.log" | sed 's/.*://' |
  xargs)" '0 0' 'what a machine wrote there is not kept'
stop_collector

# --- off -------------------------------------------------------------------------------------------------

exits 2 'a wrong number' collector serve --flag-rate x
start_collector --rate-limit off
before=$(sql "select count(*) from hailong.response where flags & 4 <> 0")
for n in 1 2 3 4 5 6 7 8; do
  answers 303 "answer $n" -d 'overall=5' "$URL/f/r1?unit=02"
done
is "$(sql "select count(*) from hailong.response where flags & 4 <> 0")" "$before" \
  'without a rate limit nobody is many, unless told so'

done_testing
