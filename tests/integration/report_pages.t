#!/usr/bin/env bash
# report: every word and figure of its pages, on the demonstration's seeded survey, against
# tests/golden/report-*.txt.
. "$(dirname "$0")/../tools/harness.sh"

new_database
ok 'demonstration data' "$BUILD/tools/demo-data" "$WORK"
# one round of the survey before, one within; and ratings, of which none is of a sample
{
  "$COLLECTOR" migrate --db "$DB"
  "$COLLECTOR" import units "$WORK/units.csv" --db "$DB"
  "$COLLECTOR" import services "$WORK/services.csv" --db "$DB"
  for form in sipas-household service-22; do
    "$COLLECTOR" form add forms/definitions/$form.json --db "$DB"
  done
  "$COLLECTOR" round add 2024 --form sipas-household --from 2024-09-01 --to 2024-10-31 --db "$DB"
  "$COLLECTOR" round add 2025 --form sipas-household --from 2025-09-01 --to 2025-10-31 \
    --target 85 --comparable-with 2024 --db "$DB"
  "$COLLECTOR" round add one-stop --form service-22 --target 85 --db "$DB"
  for round in 2024 2025 one-stop; do
    "$COLLECTOR" round open $round --db "$DB"
    "$COLLECTOR" upload --round $round "$WORK/$round.csv" --db "$DB"
  done
  "$COLLECTOR" upload --round 2025 "$WORK/2025-web.csv" --db "$DB"
} >"$WORK/setup.log" 2>&1
report $? 'three rounds' || note "$(tail -n 5 "$WORK/setup.log")"

ok 'report' "$ANALYZER" report --round 2025 --base 2024 --out "$WORK/vi" --db "$DB"
ok 'report in English' "$ANALYZER" report --round 2025 --base 2024 --out "$WORK/en" --lang en --db "$DB"
ok 'report of ratings' "$ANALYZER" report --round one-stop --out "$WORK/one-stop" --db "$DB"

# words FILE: what a page says, a line for each block; neither version nor day
words() {
  sed -E 's/<svg[^>]*>/<svg>/g; s/<svg>.*<\/svg>//g; s/<[^>]*class="label"[^>]*>[^<]*<\/span>//g
    s/<\/(th|td|li)>/ | /g; s/<[^>]*>//g; s/\xc2\xa0|&nbsp;/ /g; s/ +/ /g; s/^ | (\| )?$//g
    s/Hài Lòng [0-9.]+;/Hài Lòng;/; s/(lập ngày|made on) [0-9\/-]+/\1 …/' "$1" | sed '/^$/d'
}

# says GOLDEN FILE
says() {
  words "$WORK/$2" >"$WORK/report-$1.txt"
  golden "$WORK/report-$1.txt" "$2 says what it said"
}
says overview-vi vi/index.html
says overview-en en/index.html
says factors vi/factors.html
says units vi/units.html
says unit "vi/unit/$(sed -n '3{s/,.*//;p;}' "$WORK/units.csv").html"
says quality vi/quality.html
says services-one-stop one-stop/services.html
says overview-one-stop one-stop/index.html

# What has changed on the overview has changed on the page of factors, too.
changes() {
  words "$WORK/vi/$1" | sed -nE 's/^([0-9]+\. )?([^|]*) \| .*\] (tăng|giảm|chưa rõ) \|.*/\2: \3/p' | sort -u
}
is "$(changes index.html | wc -l) $(comm -23 <(changes index.html) <(changes factors.html))" '9 ' \
  'a change is worth the same on every page'

# What weighs most in a place is what drivers says of its answers alone.
weights() {
  words "$WORK/one-stop/$1" | sed -n '/^Nên bắt đầu từ đâu/,/^Tầm quan trọng ở đây/p' |
    sed -nE 's/^[0-9]+\. .* \| .* \| ([0-9,]+) %.*/\1/p' | tr , .
}
(sed -n 1p "$WORK/one-stop.csv" && grep ',1\.012783,' "$WORK/one-stop.csv") >"$WORK/land.csv"
is "$(weights service/1.012783.html)" "$("$ANALYZER" drivers --csv "$WORK/land.csv" \
  --form forms/definitions/service-22.json --outcome overall --format csv 2>"$WORK/err" |
  awk -F, 'NR > 1 { printf "%.1f\n", 100 * $9 / $10 }')" 'a service has its own weights'
like "$(words "$WORK/one-stop/unit/00145.html")" 'cần ít nhất 109 phiếu trả lời đủ' \
  'a unit of few answers has none'

# Each page of a place is of its own: no two say the same.
is "$(cd "$WORK/one-stop" && for f in */*.html; do words "$f" | tail -n +9 | md5sum; done | sort | uniq -d)" '' \
  'no two pages of places say the same'

# The same survey gives the same pages.
ok 'the report again' "$ANALYZER" report --round 2025 --base 2024 --out "$WORK/again" --db "$DB"
is "$(diff -r "$WORK/vi" "$WORK/again")" '' 'is the same to the byte'

done_testing
