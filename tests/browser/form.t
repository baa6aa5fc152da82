#!/usr/bin/env bash
# A citizen with a cheap phone and no JavaScript: from the first page to the receipt, in
# Chromium. The steps are in form.js; what came of them is checked here.
. "$(dirname "$0")/../tools/harness.sh"

. tests/browser/browser.sh

new_database
{
  "$COLLECTOR" migrate --db "$DB"
  for form in service-22 kiosk-1; do
    "$COLLECTOR" form add --db "$DB" forms/definitions/$form.json
    "$COLLECTOR" round add --db "$DB" "${form%-*}" --form $form --from 2026-01-01
    "$COLLECTOR" round open --db "$DB" "${form%-*}"
  done
  printf 'code,name_vi,name_en\n01,Xã Hộ Độ,Ho Do Commune\n02,Phường Hai,\n' >"$WORK/units.csv"
  printf 'code,name_vi\ns.1,Đăng ký khai sinh\ns.2,Đăng ký kết hôn\n' >"$WORK/services.csv"
  "$COLLECTOR" import --db "$DB" units "$WORK/units.csv"
  "$COLLECTOR" import --db "$DB" services "$WORK/services.csv"
} >"$WORK/setup.log" 2>&1
start_collector --rate-limit off

take_steps tests/browser/form.js

# What a telephone asks for first must come in one round trip: ten segments of a new
# connection, 14 336 bytes, as compressed by a proxy in front.
for form in service kiosk; do
  for language in vi en; do
    curl -s "$URL/f/$form?unit=01&service=s.1&lang=$language" >"$WORK/page.html"
    bytes=$(gzip -9 <"$WORK/page.html" | wc -c)
    note "$form in $language: $(wc -c <"$WORK/page.html") bytes, $bytes compressed"
    ok "the form $form in $language comes in one round trip" test "$bytes" -le 14336
  done
done

# COLUMN... of an export, one line a row; no cell of these has a comma in it.
columns() {
  "$COLLECTOR" export --db "$DB" --round "$1" | awk -F , -v names="${*:2}" '
    NR == 1 { for (i = 1; i <= NF; i++) place[$i] = i; n = split(names, want, " "); next }
    { for (i = 1; i <= n; i++) printf "%s%s", $place[want[i]], i < n ? "|" : "\n" }'
}
is "$(columns service unit service channel selection overall q01 q02 q03 heard trips sex comment)" \
  '01|s.1|web|open|4|3|na||agency other|4|female|"Nhanh & ""tốt"" <b>"' \
  'the answers in the database are those given' ||
  note "$("$COLLECTOR" export --db "$DB" --round service)"
is "$(columns kiosk unit channel selection overall)" '02|kiosk|open|4' 'and the tap at the kiosk'
is "$(sql "select count(*) from hailong.withdrawal")" 1 'the English one was withdrawn'

done_testing
