#!/usr/bin/env bash
# The collector over HTTP, as browsers, programs and people with bad intentions use it.
. "$(dirname "$0")/../tools/harness.sh"

agent='Hai-Long-Test-Agent/7.7'

# request CURL-ARGUMENT...: sets $code, $body and $head (headers in small letters)
request() {
  code=$(curl -sS --path-as-is --max-time 30 -A "$agent" -o "$WORK/body" -D "$WORK/head" \
    -w '%{http_code}' "$@" 2>"$WORK/curl.err")
  body=$(tr -d '\0' <"$WORK/body")
  head=$(tr -d '\r' <"$WORK/head" | sed 's/^[^:]*:/\L&/')
  case $(header content-type) in text/html*) pages+=$body ;; esac
}
pages=''

# answers CODE NAME CURL-ARGUMENT...
answers() {
  local want=$1 name=$2
  shift 2
  request "$@"
  is "$code" "$want" "$name"
}

# post_json CODE NAME JSON [ROUND]
post_json() {
  printf '%s' "$3" >"$WORK/json"
  answers "$1" "$2" -H 'Content-Type: application/json' --data-binary "@$WORK/json" \
    "$URL/api/v1/rounds/${4:-r1}/responses"
}

# The value of a response header.
header() {
  sed -n "s/^$1: //p" <<<"$head"
}

responses() {
  sql 'select count(*) from hailong.response'
}

collector() {
  local command=("$1")
  shift
  case ${command[0]} in form | round | token) command+=("$1") && shift ;; esac
  "$COLLECTOR" "${command[@]}" --db "$DB" "$@"
}

# --- a place with a catalogue -------------------------------------------------------------

new_database
{
  collector migrate
  for form in service-22 kiosk-1; do collector form add "forms/definitions/$form.json"; done
  for round in r1 planned closed sealed; do collector round add $round --form service-22; done
  collector round add k1 --form kiosk-1
  for round in r1 k1 closed sealed; do collector round open $round; done
  collector round close closed
  collector round seal sealed
  printf 'code,name_vi,name_en\n01,Xã Hộ Tịch,\n02,Phường Hai,Ward Two\n03,<b>Xã</b>,\n' \
    >"$WORK/units.csv"
  printf 'code,name_vi\ns.1,Đăng ký khai sinh\n' >"$WORK/services.csv"
  collector import units "$WORK/units.csv"
  collector import services "$WORK/services.csv"
} >"$WORK/setup.log" 2>&1
declare -A secret
for role in surveyor leader admin; do
  secret[$role]=$(collector token add --role $role --name "$role of the test")
done
mkdir -p "$WORK/reports/units" "$WORK/outside"
echo '<p>the report</p>' >"$WORK/reports/index.html"
echo '<p>of a unit</p>' >"$WORK/reports/units/index.html"
echo 'a,b' >"$WORK/reports/estimates.csv"
echo 'not yours' >"$WORK/outside/secret.html"
echo 'hidden' >"$WORK/reports/.hidden.html"
start_collector --rate-limit off --reports "$WORK/reports"

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
like "$body" 'id="overall" aria-describedby="err-overall"' 'the item names its error'
like "$body" 'id="err-overall">Vui lòng trả lời câu này\.' 'the error stands there'
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

# --- the JSON API ---------------------------------------------------------------------------

json_id=33333333-3333-4333-8333-333333333333
json='{"id": "'$json_id'", "unit": "01", "service": "s.1", "channel": "web",
  "started_at": "2026-03-01T08:30:00+07:00", "comment": "Xin chào",
  "answers": {"overall": 4, "q01": "5", "q02": "na", "q03": null, "heard": ["agency", "people"], "trips": 3}}'
post_json 201 'a response' "$json"
like "$body" '^\{"receipt": "r1~01~[0-9A-Z-]+"\}$' 'gives a receipt'
is "$(header content-type)" 'application/json' 'as JSON'
receipt_body=$body
post_json 200 'the same once more' "$json"
is "$body" "$receipt_body" 'gives the same receipt'
is "$(sql "select count(*) from hailong.response where id = '$json_id'")" 1 'and is stored once'
post_json 409 'the same id, other answers' "${json/\"overall\": 4/\"overall\": 1}"
is "$(jq -r .error.code <<<"$body")" id_taken 'says why'
post_json 409 'the same id, another comment' "${json/Xin chào/Tạm biệt}"
post_json 409 'the same id, another office' "${json/\"01\"/\"02\"}"
is "$(jq -r .error.code <<<"$body")" id_taken 'says why'
collector export --round r1 >"$WORK/export.csv"
is "$(grep "^$json_id" "$WORK/export.csv" | cut -d , -f 2-7,14,16-22)" \
  'r1,01,s.1,web,open,,2026-03-01T08:30:00.000000+07:00,Xin chào,,4,5,na,,' 'the export shows it'

# ten at once: one row
for n in $(seq 10); do
  curl -sS -o "$WORK/at-once.$n" -w '%{http_code}\n' -H 'Content-Type: application/json' \
    -d '{"id": "44444444-4444-4444-8444-444444444444", "unit": "02", "answers": {"overall": 3}}' \
    "$URL/api/v1/rounds/r1/responses" &
  pids[n]=$!
done >"$WORK/at-once"
wait "${pids[@]}"
is "$(sort "$WORK/at-once" | uniq -c | tr -s ' ' | tr '\n' ',')" ' 9 200, 1 201,' \
  'ten at once: one is new, nine are told the same'
is "$(sort -u "$WORK"/at-once.* | wc -l)" 1 'all have the same receipt'

# fields FIELD=RULE...: what a 422 complains of
complaints() {
  jq -r '.error.fields | to_entries[] | .key + "=" + .value.rule' <<<"$body" 2>&1 |
    LC_ALL=C sort | xargs
}
before=$(responses)
while IFS='|' read -r members want; do
  post_json 422 "invalid: $members" '{"id": "55555555-5555-4555-8555-555555555555", '"$members}"
  is "$(complaints)" "$want" "… complains of $want"
done <<'TABLE'
"answers": {}|overall=required
"answers": {"overall": 9}|overall=level
"answers": {"overall": -1}|overall=level
"answers": {"overall": 4.5}|overall=level
"answers": {"overall": 1e400}|overall=level
"answers": {"overall": 99999999999999999999999999}|overall=level
"answers": {"overall": "4\u0000"}|overall=choice
"answers": {"overall": true}|overall=choice
"answers": {"overall": {"x": 1}}|overall=choice
"answers": {"overall": [4, 5]}|overall=level
"answers": {"overall": "na"}|overall=na
"answers": {"overall": 4, "trips": 2147483648}|trips=integer
"answers": {"overall": 4, "trips": 1e400}|trips=integer
"answers": {"overall": 4, "trips": 51}|trips=constraint
"answers": {"overall": 4, "heard": ["agency", "moon"]}|heard=choice
"answers": {"overall": 4, "heard": ["agency", ["people"]]}|heard=choice
"answers": {"overall": 4, "q77": 1, "unit": 2}|q77=unknown-item unit=unknown-item
"answers": {"overall": 4, "comment": "a\u0000b"}|comment=choice
"answers": {"overall": NaN}|overall=level
"answers": {"overall": 4, "comment": {}}|comment=choice
"answers": {"overall": 9, "q01": 7}|overall=level q01=level
"answers": [4]|answers=empty overall=required
"answers": null|answers=empty overall=required
"comment": "x"|answers=empty overall=required
"answers": {"overall": 4}, "channel": "phone"|channel=channel
"answers": {"overall": 4}, "channel": "fax"|channel=channel
"answers": {"overall": 4}, "unit": "a b"|unit=code
"answers": {"overall": 4}, "unit": ["01"], "service": {}|service=unknown-item
"answers": {"overall": 4}, "started_at": "yesterday"|started_at=timestamp
"answers": {"overall": 4}, "selection": "sample"|selection=unknown-item
"answers": {"overall": 4}, "weight": 7|weight=unknown-item
"answers": {"overall": 4}, "id": "7"|id=code
"answers": {"overall": 4}, "<script>": 1|<script>=unknown-item
TABLE
post_json 422 'no id' '{"answers": {"overall": 4}}'
is "$(complaints)" 'id=required' 'is told'
post_json 422 'an unknown office' \
  '{"id": "55555555-5555-4555-8555-555555555555", "unit": "99", "answers": {"overall": 4}}'
is "$(jq -r .error.code <<<"$body")" unknown_unit 'is told'
post_json 422 'an unknown service' \
  '{"id": "55555555-5555-4555-8555-555555555555", "service": "s.99", "answers": {"overall": 4}}'
is "$(jq -r .error.code <<<"$body")" unknown_service 'is told'

good='{"id": "55555555-5555-4555-8555-555555555555", "answers": {"overall": 4}}'
while IFS='|' read -r want round what; do
  post_json "$want" "an answer to $what" "$good" "$round"
  like "$body" '"error": \{"code": "(unknown_round|round_closed|not_found)", "message": "' \
    '… says so as JSON'
done <<'TABLE'
404|nothing|an unknown round
404|r1%2Fx|a round with a slash
409|planned|a planned round
409|closed|a closed round
409|sealed|a sealed round
TABLE

deep=$(printf '%.0s[' {1..5000})
while IFS='§' read -r what text; do
  post_json 400 "no JSON object: $what" "$text"
  like "$(jq -r .error.code <<<"$body")" '^(json|bad_request)$' '… says so as JSON'
done <<TABLE
nothing§
an array§[]
a number§7
null§null
two objects§{} {}
an open object§{"id": 1
an open string§{"id": "1
a trailing comma§{"id": "1",}
a comment§{"id": "1" /* x */}
deep nesting§{"answers": $deep
deep objects§{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}}
half a surrogate pair, raw§$(printf '{"id": "55555555-5555-4555-8555-555555555555", "answers": {"overall": 4}, "comment": "\xed\xa0\x80"}')
Latin-1§$(printf '{"comment": "\xe9"}')
text§hello
TABLE
printf '{"id": "5555\0' >"$WORK/nul.json"
answers 400 'a NUL in the body' -H 'Content-Type: application/json' \
  --data-binary "@$WORK/nul.json" "$URL/api/v1/rounds/r1/responses"
post_json 422 'the last of equal keys counts' \
  '{"id": "55555555-5555-4555-8555-555555555555", "answers": {"overall": 4, "overall": 9}}'
post_json 422 'half a surrogate pair' \
  '{"id": "55555555-5555-4555-8555-555555555555", "answers": {"overall": "\ud800"}}'
{
  printf '{"id": "55555555-5555-4555-8555-555555555555", "answers": {"overall": 4}, "x": "'
  head -c 300000 /dev/zero | tr '\0' x
  printf '"}'
} >"$WORK/large.json"
answers 413 'a body of 300 KB' -H 'Content-Type: application/json' \
  --data-binary "@$WORK/large.json" "$URL/api/v1/rounds/r1/responses"
answers 413 'the same without announcing its length' -H 'Content-Type: application/json' \
  -H 'Transfer-Encoding: chunked' --data-binary "@$WORK/large.json" \
  "$URL/api/v1/rounds/r1/responses"
{
  printf '{"id": "55555555-5555-4555-8555-555555555555", "answers": {"overall": 9'
  for n in $(seq 5000); do printf ', "x%d": 1' "$n"; done
  printf '}}'
} >"$WORK/members.json"
answers 422 'five thousand unknown items' -H 'Content-Type: application/json' \
  --data-binary "@$WORK/members.json" "$URL/api/v1/rounds/r1/responses"
is "$(responses)" "$before" 'nothing of all this is stored'

answers 200 'the rounds as JSON' "$URL/api/v1/rounds"
is "$(jq -r '.rounds[] | .code + " " + .status' <<<"$body" | sort | xargs)" \
  'closed closed k1 open planned planned r1 open sealed sealed' 'name all of them'
answers 200 'a form as JSON' "$URL/api/v1/rounds/r1/form"
ok 'is the definition' cmp <(jq -S . <<<"$body") <(jq -S . forms/definitions/service-22.json)
answers 404 'the form of an unknown round' "$URL/api/v1/rounds/nothing/form"

# --- uploads --------------------------------------------------------------------------------

# upload CODE NAME ROLE|SECRET PATH FILE
upload() {
  local token=${secret[$3]:-$3}
  answers "$1" "$2" -H 'Content-Type: text/csv' -H "Authorization: Bearer $token" \
    --data-binary "@$5" "$URL/api/v1/rounds/$4"
}
printf 'response_id,unit,overall,comment\nu1,01,4,\nu2,01,9,\nu3,99,3,"<script>"\n' \
  >"$WORK/team.csv"
before=$(responses)
answers 401 'an upload without a token' --data-binary "@$WORK/team.csv" \
  "$URL/api/v1/rounds/r1/uploads"
like "$(header www-authenticate)" '^Bearer' 'asks for one'
upload 401 'an upload with a wrong token' nonsense r1/uploads "$WORK/team.csv"
upload 403 "an upload with a leader's token" leader r1/uploads "$WORK/team.csv"
upload 200 "a dry run with a surveyor's" surveyor 'r1/uploads?dry_run=1' "$WORK/team.csv"
is "$(jq -c '[.accepted, .duplicate, .rejected]' <<<"$body")" '[1,0,2]' 'counts'
is "$(jq -r '.rejects[] | [.line, .column, .value, .rule] | join(" ")' <<<"$body" | sort)" \
  $'3 overall 9 level\n4 unit 99 unit' 'and says what is wrong'
is "$(responses)" "$before" 'and keeps nothing'
upload 200 "an upload with a surveyor's" surveyor r1/uploads "$WORK/team.csv"
is "$(jq -c '[.accepted, .duplicate, .rejected]' <<<"$body")" '[1,0,2]' 'counts'
upload 200 'the same again, by an administrator' admin r1/uploads "$WORK/team.csv"
is "$(jq -c '[.accepted, .duplicate, .rejected]' <<<"$body")" '[0,1,2]' 'adds nothing'
is "$(sql "select distinct uploaded_by from hailong.upload order by 1")" \
  $'admin of the test\nsurveyor of the test' 'who sent it is recorded'
upload 404 'an upload to an unknown round' surveyor nothing/uploads "$WORK/team.csv"
upload 409 'an upload to a sealed round' surveyor sealed/uploads "$WORK/team.csv"
upload 409 'an upload to a planned round' surveyor planned/uploads "$WORK/team.csv"
upload 200 'an upload to a closed round' surveyor closed/uploads "$WORK/team.csv"
: >"$WORK/empty.csv"
upload 422 'an empty file' surveyor r1/uploads "$WORK/empty.csv"
printf 'unit,q77\n01,4\n' >"$WORK/unknown.csv"
upload 422 'an unknown column' surveyor r1/uploads "$WORK/unknown.csv"
like "$(jq -r .error.message <<<"$body")" "unknown column 'q77'" 'is named'
answers 401 'Basic without a token' -u 'x:y' --data-binary "@$WORK/team.csv" \
  "$URL/api/v1/rounds/r1/uploads"
answers 200 'Basic with name and token' -u "surveyor of the test:${secret[surveyor]}" \
  --data-binary "@$WORK/team.csv" "$URL/api/v1/rounds/r1/uploads"
for authorization in 'Basic' 'Basic ' 'Basic !!!!' 'Basic eA==' 'Bearer' 'Bearer ' 'Digest x'; do
  answers 401 "Authorization: $authorization" -H "Authorization: $authorization" \
    --data-binary "@$WORK/team.csv" "$URL/api/v1/rounds/r1/uploads"
done

answers 200 'the upload page' "$URL/upload"
like "$body" 'enctype="multipart/form-data"' 'is a form'
like "$body" '<option>closed</option>.*<option>r1</option>' 'offers the rounds that take files'
unlike "$body" '<option>(sealed|planned)' 'and no others'
page=(-F round=r1 -F "file=@$WORK/team.csv")
answers 403 'a file without a token' "${page[@]}" "$URL/upload"
answers 403 'a file with a wrong token' -F token=x "${page[@]}" "$URL/upload"
answers 403 "a file with a leader's token" -F "token=${secret[leader]}" "${page[@]}" "$URL/upload"
answers 422 'no file' -F "token=${secret[surveyor]}" -F round=r1 "$URL/upload"
answers 422 'an unknown round' -F "token=${secret[surveyor]}" -F round=nothing \
  -F "file=@$WORK/team.csv" "$URL/upload"
answers 422 'a broken map' -F "token=${secret[surveyor]}" -F 'map={"x"' "${page[@]}" "$URL/upload"
like "$body" 'map: not valid JSON' 'is told'
printf 'their,score\n7,4\n8,9\n' >"$WORK/theirs.csv"
map='{"columns": {"their": "response_id", "score": "overall"}, "constants": {"unit": "02"}}'
before=$(responses)
answers 200 'a check with a map' -F "token=${secret[surveyor]}" -F "map=$map" -F do=check \
  -F round=r1 -F "file=@$WORK/theirs.csv;filename=<script>.csv" "$URL/upload?lang=en"
like "$body" 'New rows: <b>1</b>.*Rows rejected: <b>1</b>' 'counts'
like "$body" '<td>3<td>overall<td>9<td>Not a level of the scale\.' 'and says what is wrong'
is "$(responses)" "$before" 'and keeps nothing'
unlike "$body" "${secret[surveyor]}" 'the token is not shown again'
answers 200 'sending it' -F "token=${secret[surveyor]}" -F "map=$map" -F do=send \
  -F round=r1 -F "file=@$WORK/theirs.csv;filename=<script>.csv" "$URL/upload?lang=en"
is "$(responses)" "$((before + 1))" 'keeps the good row'
is "$(sql 'select file from hailong.upload order by id desc limit 1')" '<script>.csv' \
  'under its name'
# a field that is no file must not fill the memory, whatever the limit of files is
{
  printf -- '--boundary\r\nContent-Disposition: form-data; name="map"\r\n\r\n'
  head -c 20000000 /dev/zero | tr '\0' ' '
  printf '\r\n--boundary--\r\n'
} >"$WORK/large.form"
answers 413 'a map of 20 MB' -H 'Content-Type: multipart/form-data; boundary=boundary' \
  --data-binary "@$WORK/large.form" "$URL/upload"

exits 0 'a token is revoked' collector token revoke 'surveyor of the test'
upload 401 'its holder is not let in any more' surveyor r1/uploads "$WORK/team.csv"
answers 403 'nor on the page' -F "token=${secret[surveyor]}" "${page[@]}" "$URL/upload"

# --- reports --------------------------------------------------------------------------------

leader=(-H "Authorization: Bearer ${secret[leader]}")
answers 401 'reports without a token' "$URL/reports/"
like "$(header www-authenticate)" '^Basic' 'ask for one'
answers 401 'reports with a wrong token' -u x:y "$URL/reports/"
answers 200 'reports with a leader'"'"'s token' "${leader[@]}" "$URL/reports/"
is "$body" '<p>the report</p>' 'are served'
answers 200 'with Basic' -u "x:${secret[admin]}" "$URL/reports/units/"
is "$body" '<p>of a unit</p>' 'below folders too'
answers 200 'a file of figures' "${leader[@]}" "$URL/reports/estimates.csv"
is "$(header content-type)" 'text/csv; charset=utf-8' 'has its type'
for path in ../outside/secret.html %2e%2e/outside/secret.html ..%2foutside/secret.html \
  units/../../outside/secret.html units/..%2f..%2foutside/secret.html .hidden.html \
  units/%2ehidden /etc/passwd //etc/passwd %2fetc/passwd '..%5coutside' units 'units//index.html' \
  index.html/ nothing.html .. . "$(printf 'a/%.0s' {1..500})"; do
  answers 404 "reports/$path" "${leader[@]}" "$URL/reports/$path"
  unlike "$body" 'not yours|hidden|root:' '… shows nothing'
done

# --- methods and headers ----------------------------------------------------------------------

while IFS='|' read -r method path allow; do
  answers 405 "$method $path" -X "$method" "$URL$path"
  is "$(header allow)" "$allow" "… allows $allow"
done <<'TABLE'
DELETE|/|GET, HEAD
PUT|/f/r1|GET, HEAD, POST
POST|/done/x|GET, HEAD
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
  unlike "$body" '<script' '… and is escaped'
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
exits 0 'withdrawing at the command line' collector withdraw "$(jq -r .receipt <<<"$receipt_body")"
exits 1 'twice' collector withdraw "$(jq -r .receipt <<<"$receipt_body")"
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
  <(grep -v 'listening on' "$WORK/collector.log"))" 0 'nor in the log'
is "$(grep -c "${secret[admin]}" "$WORK/dump.sql")" 0 'no secret is kept'
ok 'no page ever had a script' test "${pages/<script/}" = "$pages"
stop_collector

# --- too fast, and public reports -----------------------------------------------------------------

start_collector --rate-limit 2 --reports "$WORK/reports" --public-reports
while [ $(($(date +%s) % 60)) -gt 45 ]; do sleep 1; done # all in one minute
codes=''
for n in 1 2 3; do
  request -d 'overall=5' "$URL/f/r1"
  codes+="$code "
done
is "$codes" '303 303 429 ' 'two answers a minute, the third is too fast'
like "$(header retry-after)" '^[0-9]+$' 'says when to come again'
post_json 429 'the API counts the same' "$good"
like "$(header retry-after)" '^[0-9]+$' 'says when to come again'
is "$(jq -r .error.code <<<"$body")" too_fast 'as JSON'
answers 429 'so does withdrawing' -d "receipt=$receipt" "$URL/withdraw"
answers 429 'and uploading by page' "${page[@]}" "$URL/upload"
answers 200 'reading is not counted' "$URL/f/r1"
answers 200 'public reports need no token' "$URL/reports/"
answers 404 'and show no more than reports' "$URL/reports/..%2foutside/secret.html"

done_testing
