#!/usr/bin/env bash
# One tap, a reason, thanks, and the screen is ready for the next: with and without scripts,
# with and without network, in both languages. The steps are in kiosk.js; what came of them
# is checked here.
. "$(dirname "$0")/../tools/harness.sh"

. tests/browser/browser.sh

new_database
{
  "$COLLECTOR" migrate --db "$DB"
  jq '.settings.form_id = "deep-1" | .choices.where = [{name: "in", label: {vi: "Khi nộp hồ sơ"}},
    {name: "out", label: {vi: "Khi nhận kết quả"}}] | .survey |= .[:2] + [{type: "select_one where", name: "where",
    relevant: "selected(${reason}, '"'waiting'"')", label: {vi: "Ông/Bà phải chờ ở khâu nào?"}}] + .[2:]' \
    forms/definitions/kiosk-1.json >"$WORK/deep-1.json"
  for form in forms/definitions/kiosk-1.json "$WORK/deep-1.json"; do
    round=$(basename "$form" -1.json)
    "$COLLECTOR" form add --db "$DB" "$form"
    "$COLLECTOR" round add --db "$DB" "$round" --form "$round-1" --from 2026-01-01
    "$COLLECTOR" round open --db "$DB" "$round"
  done
  printf 'code,name_vi,name_en\n01,Xã Hộ Độ,Ho Do Commune\n02,Phường Hai,\n03,Xã Ba,\n' >"$WORK/units.csv"
  printf 'code,name_vi\ns.1,Đăng ký khai sinh\n' >"$WORK/services.csv"
  "$COLLECTOR" import --db "$DB" units "$WORK/units.csv"
  "$COLLECTOR" import --db "$DB" services "$WORK/services.csv"
} >"$WORK/setup.log" 2>&1
start_collector --rate-limit off --spool "$WORK/spool"

take_steps tests/browser/kiosk.js

# UNIT: the answers to it and how many of each, levels and reasons as kept
kept() {
  sql "select encode(answers, 'hex') || case when completed_at is null then '' else '+' end
    || coalesce((select ' ' || text from hailong.comment c where c.id = r.id), ''), count(*)
    from hailong.response r where unit = '$1' and round = 'kiosk' group by 1 order by 1" | tr '\n' ' '
}
is "$(sql "select encode(answers, 'hex') from hailong.response where round = 'deep' order by 1" |
  xargs)" '0101010001 0101010002' 'what was asked after a reason is kept'
is "$(kept 02)" '01000000|1 01014200+|1 02000000|1 02010100+|1 05000000|3 ' \
  'each tap and its reasons are there once'
is "$(kept 01)" '02010100+ Chờ từ 8 giờ|1 ' 'and so is what came from a telephone'
is "$(sql "select count(*) from hailong.response where unit = '02' and
  (channel, service) is distinct from ('kiosk', 's.1')")" 0 'all with their channel and service'

# only where the collector gives a worker that keeps ratings
if curl -sf -o "$WORK/sw.js" "$URL/sw.js"; then
  is "$(kept 03)" '03000000|1 04000000|1 ' 'what was rated without network is there once'
fi

done_testing
