#!/usr/bin/env bash
# One question after the other, without a script, by the keyboard alone, in three
# languages; and the same form on one page with a script. The steps are in steps.js.
. "$(dirname "$0")/../tools/harness.sh"

. tests/browser/browser.sh

new_database
sed 's/"form_id": "every"/"form_id": "page"/; s/"layout": "steps"/"layout": "page"/' \
  tests/browser/every.json >"$WORK/page.json"
{
  "$COLLECTOR" migrate --db "$DB"
  for form in forms/definitions/{one-stop-9,kiosk-1}.json tests/browser/every.json "$WORK/page.json"; do
    "$COLLECTOR" form add --db "$DB" "$form"
    code=$(basename "$form" .json)
    "$COLLECTOR" round add --db "$DB" "${code%-[19]}" --form "$code" --from 2026-01-01
    "$COLLECTOR" round open --db "$DB" "${code%-[19]}"
  done
  printf 'code,name_vi,name_en\n01,Xã Hộ Độ,Ho Do Commune\n' >"$WORK/units.csv"
  "$COLLECTOR" import --db "$DB" units "$WORK/units.csv"
} >"$WORK/setup.log" 2>&1
# steps are no answers, of which there may be eight in a minute
start_collector --rate-limit 8

take_steps tests/browser/steps.js

# answers ROUND COLUMN...: of an export, one line a row
answers() {
  "$COLLECTOR" export --db "$DB" --round "$1" | awk -F , -v names="${*:2}" '
    NR == 1 { for (i = 1; i <= NF; i++) place[$i] = i; n = split(names, want, " "); next }
    { for (i = 1; i <= n; i++) printf "%s%s", $place[want[i]], i < n ? "|" : "\n" }' | sort
}
is "$(answers one-stop unit channel outcome q01 q02 q03 q04 q09 comment)" \
  '01|web|refused|1|3|||na|Chậm' 'the answers in the database are those given, step by step'
is "$(answers every used overall reason why trips far)" \
  $'no||||2|yes\nyes|2|wait fee|Ở cửa|na|' \
  'what was answered and then not asked is dropped; the rest is kept'
is "$(answers page used overall reason why trips far)" 'yes|1|wait|Lâu|4|no' \
  'the page with a script sends what it shows'
is "$(sql "select count(*) from hailong.response")" 4 'nothing was kept before the end'

# sends WANT NAME FIELD...: what becomes of fields that no page of ours would send
sends() {
  local want=$1 name=$2 field fields=()
  shift 2
  for field; do fields+=(--data-urlencode "$field"); done
  is "$(curl -s -o "$WORK/body" -w '%{http_code}' "${fields[@]}" "$URL/f/every?unit=01")" \
    "$want" "$name"
}
sends 200 'a step that is unknown' _step=up _at=nothing
like "$(cat "$WORK/body")" 'Xem lại trước khi gửi' 'is the check page'
sends 200 'back from the first step' _step=back _at=used
like "$(cat "$WORK/body")" 'name="_at" value="used"' 'stays there'
sends 200 'a change of what is not asked' _change=why used=no
like "$(cat "$WORK/body")" 'name="_at" value="trips"' 'is the next that is asked'
sends 200 'answers with marks of HTML go along' _step=next _at=used used=yes 'why=<b>"&'
like "$(cat "$WORK/body")" 'name="why" value="&lt;b&gt;&quot;&amp;"|name="why" value="&lt;b&gt;&#34;&amp;"' \
  'as they are'
sends 422 'a step that is required' _step=next _at=used
sends 200 'another language asks for nothing' _step=stay _at=used

for round in one-stop every page; do
  bytes=$(curl -s "$URL/f/$round?unit=01" | gzip -9 | wc -c)
  note "the first page of $round: $bytes bytes compressed"
  ok "the first page of $round comes in one round trip" test "$bytes" -le 14336
done

done_testing
