#!/usr/bin/env bash
# The collector over HTTP, as browsers and people with bad intentions use it.
. "$(dirname "$0")/../tools/harness.sh"
. tests/integration/collector.sh

new_place
start_collector --rate-limit off

# --- pages --------------------------------------------------------------------------------

answers 200 'the first page' "$URL/"
like "$body" 'lang="vi"' 'is Vietnamese'
like "$body" 'Phiếu đánh giá dịch vụ hành chính công' 'names the open rounds'
unlike "$body" 'round=planned|round=closed|round=sealed' 'and only those'
answers 200 'in English' "$URL/?lang=en"
like "$body" 'lang="en".*Rating of a public administrative service' 'is English'
answers 200 'a search without marks' "$URL/?round=r1&q=ho+tich"
like "$body" 'unit=01[^>]*>Xã Hộ Tịch' 'finds the office'
unlike "$body" 'Phường Hai' 'and no other'
answers 200 'a search for a service' "$URL/?round=r1&unit=01&q=khai"
like "$body" '/f/r1\?lang=vi&amp;unit=01&amp;service=s.1' 'leads to the form'

answers 200 'the form' "$URL/f/r1?unit=02&service=s.1"
like "$body" 'Phường Hai.*Đăng ký khai sinh' 'says where'
like "$body" '<form method="post"' 'is a form'
like "$body" 'name="overall" value="5"' 'with its items'
like "$body" 'name="q01" value="na"' 'and "not used / don'"'"'t know"'
unlike "$body" 'http://|https://|//[a-z]' 'asks nobody else for anything'
answers 200 'the form in English' "$URL/f/r1?unit=02&lang=en"
like "$body" 'Ward Two.*Overall, how satisfied are you' 'is English'
answers 200 'the form in a language it has not' "$URL/f/r1?lang=fr"
like "$body" 'lang="vi"' 'is Vietnamese'

while IFS='|' read -r want path what; do
  answers "$want" "$what: GET $path" "$URL$path"
  like "$body" '<h1>' 'is a page for people'
done <<'TABLE'
404|/f/nothing|an unknown round
409|/f/planned|a planned round
409|/f/closed|a closed round
409|/f/sealed|a sealed round
404|/kiosk/nothing|an unknown round
409|/kiosk/closed|a closed round
404|/nothing|an unknown address
404|/f/|no round
404|/f/r1/x|more than a round
404|/f//|slashes
404|/done/x|no receipt
404|/F/r1|capital letters
404|/api|not an API
TABLE

# --- a citizen answers --------------------------------------------------------------------

form_id=11111111-1111-4111-8111-111111111111
answers 422 'a form without what is required' \
  -d "response_id=$form_id&q01=3&q02=na&heard=agency&heard=other&trips=4&comment=Tốt+%26+nhanh&started_at=2026-03-01T08:30:00Z" \
  "$URL/f/r1?unit=01&service=s.1"
like "$body" 'role="alert"' 'an alert for screen readers'
like "$body" '<a href="#overall">' 'a link to the item'
like "$body" 'id="overall" aria-describedby="hint-overall err-overall" tabindex="-1"' 'the item names its error'
like "$body" 'id="err-overall">Lỗi: Vui lòng trả lời câu này\.' 'the error stands there'
like "$body" "name=\"response_id\" value=\"$form_id\"" 'the id is kept'
like "$body" 'name="started_at" value="2026-03-01T08:30:00Z"' 'the time is kept'
like "$body" 'name="q01" value="3" checked' 'answers are kept: a level'
like "$body" 'name="q02" value="na" checked' 'answers are kept: na'
like "$body" 'value="agency" checked.*value="other" checked' 'answers are kept: several'
unlike "$body" 'value="portal" checked' 'and no others'
like "$body" 'Tốt &amp; nhanh' 'answers are kept: text'
is "$(responses)" 0 'nothing is stored'

answer="response_id=$form_id&overall=5&q01=3&q02=na&heard=agency&heard=other&trips=4&comment=Tốt+%26+nhanh&started_at=2026-03-01T08:30:00Z"
answers 303 'the whole form' -d "$answer" "$URL/f/r1?unit=01&service=s.1"
like "$(header location)" '^/done/r1~01~[0-9A-Z-]+\?lang=vi$' 'leads to the receipt'
done_at=$(header location)
receipt=${done_at#/done/}
receipt=${receipt%%\?*}
answers 200 'the page with the receipt' "$URL$done_at"
like "$body" "class=\"receipt\">$receipt<" 'shows it'
answers 303 'the same form once more (a second click)' -d "$answer" \
  "$URL/f/r1?unit=01&service=s.1"
is "$(header location)" "$done_at" 'gives the same receipt'
is "$(responses)" 1 'one row is stored'
is "$(sql "select unit, service, channel, selection, language, consent_version, upload is null,
  started_at at time zone 'UTC', submitted_at > started_at from hailong.response")" \
  '01|s.1|web|open|vi|1|t|2026-03-01 08:30:00|t' 'with what is known of it'
is "$(sql 'select item, text from hailong.comment')" 'comment|Tốt & nhanh' 'and the comment'
answers 409 'the same id with other answers' -d "${answer/overall=5/overall=1}" \
  "$URL/f/r1?unit=01&service=s.1"
answers 409 'the same id for another office' -d "$answer" "$URL/f/r1?unit=02&service=s.1"
is "$(responses)" 1 'one row is stored'

answers 303 'in English' -d 'overall=2&lang=en' "$URL/f/r1?unit=02&lang=en"
like "$(header location)" 'lang=en$' 'stays English'
answers 422 'errors in English' -d 'q01=3' "$URL/f/r1?unit=02&lang=en"
like "$body" 'Please answer this question\.' 'are English'
answers 303 'a form without an office' -d 'overall=4' "$URL/f/r1"
like "$(header location)" '^/done/r1~-~' 'is kept without one'

before=$(responses)
while IFS='|' read -r want path fields what; do
  answers "$want" "POST, $what" -d "$fields" "$URL$path"
done <<'TABLE'
422|/f/r1?unit=99|overall=5|an unknown office
422|/f/r1?unit=a%20b|overall=5|no code of an office
422|/f/r1?service=s.99|overall=5|an unknown service
422|/f/r1|overall=9|a level out of range
422|/f/r1|overall=5&overall=4|two levels
422|/f/r1|overall=na|na where it is not offered
422|/f/r1|overall=5&trips=51|the constraint
422|/f/r1|overall=5&trips=x|no number
422|/f/r1|overall=5&heard=moon|no choice
404|/f/nothing|overall=5|an unknown round
409|/f/planned|overall=5|a planned round
409|/f/closed|overall=5|a closed round
409|/f/closed|q01=9|a closed round, and errors
409|/f/sealed|overall=5|a sealed round
400|/f/r1|overall=5&comment=%FF%FE|not UTF-8
400|/f/r1|overall=5&comment=a%00b|a NUL
400|/f/r1?unit=%C3|overall=5|an address that is not UTF-8
400|/f/%FF|overall=5|a round that is not UTF-8
TABLE
answers 422 'POST without a body' -X POST -d '' "$URL/f/r1"
answers 415 'POST of another type' -H 'Content-Type: text/plain' -d 'overall=5' "$URL/f/r1"
{ printf 'overall=5&comment=' && head -c 300000 /dev/zero | tr '\0' a; } >"$WORK/large"
answers 413 'POST of 300 KB' -d "@$WORK/large" "$URL/f/r1"
answers 413 'the same without announcing its length' -d "@$WORK/large" \
  -H 'Transfer-Encoding: chunked' "$URL/f/r1"
answers 422 'a comment of 5 000 characters' \
  -d "overall=5&comment=$(head -c 5000 /dev/zero | tr '\0' a)" "$URL/f/r1"
like "$body" 'err-comment' 'is told at the comment'
answers 400 'three thousand fields' \
  -d "$(for n in $(seq 3000); do printf 'f%d=1&' "$n"; done)" "$URL/f/r1"
is "$(responses)" "$before" 'nothing of all this is stored'

# what the form hides is dropped in silence
answers 303 'an answer to what was not asked' \
  -d 'overall=5&timeliness=on_time&told_late=yes' "$URL/f/r1?unit=01"

# --- the kiosk ----------------------------------------------------------------------------

answers 200 'the kiosk' "$URL/kiosk/k1?unit=01"
like "$body" '<button name="overall" value="5"' 'has a button for each level'
unlike "$body" '(type="radio".*){2}' 'and nothing else to fill in'
answers 303 'a tap' -d 'overall=2&channel=kiosk&response_id=22222222-2222-4222-8222-222222222222' \
  "$URL/f/k1?unit=01&lang=vi"
like "$(header location)" 'kiosk=1' 'is followed by the way back'
answers 200 'thanks' "$URL$(header location)"
like "$body" 'http-equiv="refresh" content="[0-9]+; url=/kiosk/k1' 'which goes by itself'
is "$(sql "select channel, selection from hailong.response where round = 'k1'")" \
  'kiosk|open' 'the channel is kept'

# --- methods and headers ----------------------------------------------------------------------

while IFS='|' read -r method path allow; do
  answers 405 "$method $path" -X "$method" "$URL$path"
  is "$(header allow)" "$allow" "… allows $allow"
done <<'TABLE'
DELETE|/|GET, HEAD
PUT|/f/r1|GET, HEAD, POST
PUT|/done/x|GET, HEAD, POST
GET|/api/v1/rounds/r1/responses|POST
PATCH|/api/v1/rounds/r1/uploads|POST
OPTIONS|/upload|GET, HEAD, POST
TABLE
for path in / /f/r1 /upload /healthz; do
  is "$(curl -sS -I -o "$WORK/body" -w '%{http_code} %{size_download}' "$URL$path")" '200 0' \
    "HEAD $path has no body"
done
for path in / /f/r1 /f/nothing /upload /healthz /metrics /api/v1/rounds /nothing; do
  request "$URL$path"
  is "$(header x-content-type-options) $(header x-frame-options) $(header referrer-policy)" \
    'nosniff DENY same-origin' "headers of $path"
  like "$(header content-security-policy)" "default-src 'none'.*frame-ancestors 'none'" \
    "… and its policy"
  is "$(header set-cookie)" '' '… and no cookie'
  is "$(header cache-control)" 'no-store' '… and no copy is kept'
done
request "$URL/"
style=${body#*<style>}
printf '%s' "${style%%</style>*}" >"$WORK/style.css"
hash=$(perl -MDigest::SHA=sha256_base64 -0777 -ne 'print sha256_base64($_), "="' "$WORK/style.css")
ok 'the policy lets in the very style of the page' \
  grep -qF "style-src 'sha256-$hash'" <(header content-security-policy)

is "$(curl -sS "$URL/healthz")" ok 'alive'
is "$(curl -sS "$URL/readyz")" ok 'ready'
request "$URL/metrics"
like "$body" $'\nhailong_responses_saved_total [1-9]' 'metrics count what is kept'
like "$body" $'\nhailong_rejects_total.rule="level". [1-9]' '… what was refused, by rule'
like "$body" $'\nhailong_http_requests_total.method="POST",route="/f/..",status="3xx". [1-9]' \
  '… requests by route and status'
like "$body" $'\nhailong_save_batch_responses_count [1-9]' '… batches'
like "$body" $'\nhailong_database_up 1\n' '… and tell whether the database is there'
unlike "$body" 'r1|H40' '… without the round, unit or service of anybody'
like "$body" $'\nhailong_responses_refused_total [1-9]' 'and what is refused'

# --- bad intentions -----------------------------------------------------------------------------

evil='"><script>alert(1)</script>&'"'"
evil_url=$(jq -rn --arg x "$evil" '$x | @uri')
while IFS='|' read -r method path fields; do
  if [ "$method" = GET ]; then
    request "$URL${path//EVIL/$evil_url}"
  else
    request -d "${fields//EVIL/$evil_url}" "$URL${path//EVIL/$evil_url}"
  fi
  unlike "$code" '^5' "$method ${path:0:60} ${fields:0:60} is no fault of ours"
  unlike "$body" '<script>' '… and is escaped'
done <<'TABLE'
GET|/f/r1?unit=EVIL|
GET|/f/r1?service=EVIL|
GET|/f/r1?lang=EVIL|
GET|/f/r1?ticket=EVIL|
GET|/f/r1?unit=03|
GET|/f/EVIL|
GET|/kiosk/k1?unit=EVIL&service=EVIL&lang=EVIL|
GET|/kiosk/EVIL|
GET|/?q=EVIL|
GET|/?round=EVIL&q=EVIL|
GET|/?round=r1&q=EVIL|
GET|/?round=r1&unit=EVIL&q=EVIL|
GET|/?lang=EVIL|
GET|/done/EVIL|
GET|/done/r1~01~EVIL|
GET|/withdraw?receipt=EVIL&lang=EVIL|
GET|/upload?lang=EVIL|
GET|/reports/EVIL|
GET|/EVIL|
POST|/f/r1?unit=01|comment=EVIL&trips=EVIL&response_id=EVIL&started_at=EVIL
POST|/f/r1?unit=01|comment=EVIL&overall=EVIL&heard=EVIL
POST|/f/r1?unit=EVIL|overall=5
POST|/f/k1?unit=01|overall=EVIL&channel=kiosk
POST|/f/EVIL|overall=5
POST|/withdraw|receipt=EVIL
TABLE
is "$(curl -sS -o "$WORK/split" -D - "$URL/f/r1?lang=en%0d%0aX-Evil:%201" | grep -ci '^x-evil')" 0 \
  'no header can be smuggled in'
answers 303 'quotes and SQL in a comment' --data-urlencode "comment='); drop table x; -- <b>" \
  -d overall=5 "$URL/f/r1?unit=01"
is "$(sql "select count(*) from hailong.comment where text = '''); drop table x; -- <b>'")" 1 \
  'are words'

# --- the right to withdraw ------------------------------------------------------------------------

answers 200 'the page to withdraw' "$URL/withdraw?receipt=$receipt"
like "$body" "value=\"$receipt\"" 'has the receipt filled in'
answers 422 'a slip in the receipt' -d "receipt=${receipt%?}!" "$URL/withdraw"
answers 422 'no receipt' -X POST -d '' "$URL/withdraw"
before=$(responses)
answers 200 'withdrawing' --data-urlencode "receipt=${receipt,,}" "$URL/withdraw"
is "$(responses)" "$((before - 1))" 'erases the response'
is "$(sql "select count(*) from hailong.comment where text = 'Tốt & nhanh'")" 0 'and the comment'
is "$(sql "select actor, action, object from hailong.audit where action = 'withdraw'")" \
  'citizen|withdraw|r1' 'the audit says that, and no more'
answers 404 'withdrawing again' --data-urlencode "receipt=$receipt" "$URL/withdraw"
answers 409 'sending it again' -d "$answer" "$URL/f/r1?unit=01&service=s.1"
is "$(sql "select count(*) from hailong.response where id = '$form_id'")" 0 \
  'does not bring it back'
json='{"id": "33333333-3333-4333-8333-333333333333", "unit": "01", "answers": {"overall": 4}}'
post_json 201 'a response by the API' "$json"
receipt=$(jq -r .receipt <<<"$body")
exits 0 'withdrawing at the command line' collector withdraw "$receipt"
exits 1 'twice' collector withdraw "$receipt"
like "$err" 'no response has this receipt' 'is told'
exits 1 'a receipt with a slip' collector withdraw 'r1~01~0000-0000-0000-0000-0000-0000-0000'
like "$err" 'is no receipt' 'is told'
post_json 409 'sending the withdrawn response again' "$json"
is "$(jq -r .error.code <<<"$body")" withdrawn 'says why'

# --- nobody is known ------------------------------------------------------------------------------

pg_dump -d "$DB" >"$WORK/dump.sql"
ok 'the dump has the answers' grep -q 'drop table x' "$WORK/dump.sql"
is "$(grep -cE "$agent|127\.0\.0\.1|::1" "$WORK/dump.sql")" 0 \
  'neither address nor user agent is anywhere in the database'
is "$(grep -cE "$agent|127\.0\.0\.1:[0-9]+ |Bearer|${secret[admin]}" \
  <(grep -v 'event=listening' "$WORK/collector.log"))" 0 'nor in the log'
is "$(grep -cFe "${secret[admin]}" "$WORK/dump.sql")" 0 'no secret is kept'
others=${pages//<script src=\"\/assets\//}
ok 'no page ever had a script but a file of ours' test "${others/<script/}" = "$others"
stop_collector

# --- too fast -----------------------------------------------------------------------------------

start_collector --rate-limit 2
while [ $(($(date +%s) % 60)) -gt 45 ]; do sleep 1; done # all in one minute
codes=''
for n in 1 2 3; do
  request -d 'overall=5' "$URL/f/r1"
  codes+="$code "
done
is "$codes" '303 303 429 ' 'two answers a minute, the third is too fast'
like "$(header retry-after)" '^[0-9]+$' 'says when to come again'
post_json 429 'the API counts the same' "$json"
like "$(header retry-after)" '^[0-9]+$' 'says when to come again'
is "$(jq -r .error.code <<<"$body")" too_fast 'as JSON'
answers 429 'so does withdrawing' -d "receipt=$receipt" "$URL/withdraw"
answers 429 'and uploading by page' -F round=r1 "$URL/upload"
answers 200 'reading is not counted' "$URL/f/r1"

done_testing
