#!/usr/bin/env bash
# POST /api/v1/rounds/{round}/responses and its neighbours, as programs use and abuse them.
. "$(dirname "$0")/../tools/harness.sh"
. tests/integration/collector.sh

new_place
start_collector --rate-limit off

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
"answers": {"overall": 4}, "<script>": 1|<script>=unknown-item
TABLE
post_json 422 'an id that is none' '{"id": "7", "answers": {"overall": 4}}'
is "$(complaints)" 'id=uuid' 'is told'
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
post_json 400 'an item twice' \
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

done_testing
