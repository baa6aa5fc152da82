#!/usr/bin/env bash
# What needs a token: uploads over HTTP and by the page, and the reports of leaders.
. "$(dirname "$0")/../tools/harness.sh"
. tests/integration/collector.sh

new_place
mkdir -p "$WORK/reports/units" "$WORK/outside"
echo '<p>the report</p>' >"$WORK/reports/index.html"
echo '<p>of a unit</p>' >"$WORK/reports/units/index.html"
echo 'a,b' >"$WORK/reports/estimates.csv"
echo 'not yours' >"$WORK/outside/secret.html"
echo 'kept from all' >"$WORK/reports/.hidden.html"
start_collector --rate-limit off --reports "$WORK/reports"

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
answers 404 'an unknown round' -F "token=${secret[surveyor]}" -F round=nothing \
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
  unlike "$body" 'not yours|kept from all|root:' '… shows nothing'
done

pg_dump -d "$DB" >"$WORK/dump.sql"
ok 'the dump has the tokens' grep -q 'leader of the test' "$WORK/dump.sql"
is "$(cat "$WORK/dump.sql" "$WORK/collector.log" | grep -cFe "${secret[leader]}")" 0 \
  'no secret is kept or logged'
ok 'no page ever had a script' test "${pages/<script/}" = "$pages"
stop_collector

start_collector --reports "$WORK/reports" --public-reports
answers 200 'public reports need no token' "$URL/reports/"
answers 404 'and show no more than reports' "$URL/reports/..%2foutside/secret.html"

done_testing
