#!/usr/bin/env bash
# watch: figures that follow from the answers in the order they came, told in steps, kept
# apart by selection; alarms against a unit's own past; small pages that need nothing else.
# shellcheck disable=SC2012,SC2317 # names of files are plain; functions are called by name
. "$(dirname "$0")/../tools/harness.sh"

OUT=$WORK/pages
HEAD=by,domain,n,mean,low,high,level,past,alarm_evidence,alarm,alarm_since,last,newer,suppressed

cat >"$WORK/form.json" <<'JSON'
{
  "settings": {"form_id": "mini", "version": 1, "default_language": "vi",
               "form_title": {"vi": "Khảo sát", "en": "Survey"}},
  "choices": {"s2": [{"name": "1", "label": {"vi": "Không", "en": "No"}},
                     {"name": "2", "label": {"vi": "Hài lòng", "en": "Satisfied"}}]},
  "scales": {"s2": {"satisfied": ["2"]}},
  "survey": [{"type": "select_one s2", "name": "q1", "na": true, "factor": "f",
              "label": {"vi": "Thái độ", "en": "Attitude"}},
             {"type": "select_one s2", "name": "q2", "na": true, "factor": "f",
              "label": {"vi": "Thời hạn", "en": "Time limit"}},
             {"type": "select_one s2", "name": "q3", "na": true, "factor": "g",
              "label": {"vi": "Kết quả", "en": "Result"}}],
  "factors": {"f": {"label": {"vi": "Phục vụ", "en": "Service"}},
              "g": {"label": {"vi": "Kết quả", "en": "Result"}},
              "i": {"label": {"vi": "Chỉ số", "en": "Index"}, "of": ["f", "g"]}},
  "index": "i"
}
JSON
sed 's/"mini"/"noindex"/; s/^  "index".*/  "x": 0/; /"x": 0/d; s/^\(.*"of".*}}\),$/\1/' \
  "$WORK/form.json" >"$WORK/noindex.json"
cat >"$WORK/units.csv" <<'CSV'
code,name_vi,name_en
A,Xã An,
B,"<b>&""'Xã",
C,Phường Cao,Cao Ward
D,Xã Đông,
index,Xã Mục Lục,
CSV

COLUMNS_OF_DATA=response_id,unit,selection,submitted_at,q1,q2,q3
# people UNIT FROM N PERCENT [SELECTION]: satisfied with all in so many of a hundred cases,
# spread evenly; every tenth has no q2. One comes each hour.
people() {
  awk -v unit="$1" -v from="$2" -v n="$3" -v percent="$4" -v selection="${5:-open}" 'BEGIN {
    for (i = from; i < from + n; i++) {
      yes = int((i + 1) * percent / 100) > int(i * percent / 100)
      printf "%s%s-%d,%s,%s,2026-%02d-%02dT%02d:00:00,%d,%s,%d\n", unit, selection, i, unit,
        selection, 6 + int(i / 672), 1 + int(i / 24) % 28, i % 24, 1 + yes,
        i % 10 ? 1 + yes : "na", i % 4 ? 1 + yes : 2
    }
  }'
}
file() {
  echo "$COLUMNS_OF_DATA"
  cat
}
{ people A 0 300 90; people B 0 300 90; people C 0 300 90; people index 0 200 80; } |
  file >"$WORK/base.csv"
# A falls after 60; B stays; C has few; index has no whole number of tens
{ people A 0 60 90; people A 60 140 65; people B 0 60 90; people C 0 7 100; people index 0 33 80; } |
  file >"$WORK/now.csv"
{ head -n 1 "$WORK/now.csv"; tail -n +2 "$WORK/now.csv" | sort -t, -k7,7 -k1,1r; } \
  >"$WORK/shuffled.csv"
{ people A 0 40 50 sample; people A 0 60 100 open; } | file >"$WORK/both.csv"

new_database
ok 'migrate' "$COLLECTOR" migrate --db "$DB"
ok 'import units' "$COLLECTOR" import units "$WORK/units.csv" --db "$DB"
ok 'form add' "$COLLECTOR" form add "$WORK/form.json" --db "$DB"
ok 'a form without index' "$COLLECTOR" form add "$WORK/noindex.json" --db "$DB"

upload() {
  "$COLLECTOR" upload --round "$1" "$2" --db "$DB" >"$WORK/upload.log" 2>&1
}
# round CODE FILE [OPTION...]
round() {
  local code=$1 data=$2
  shift 2
  "$COLLECTOR" round add "$code" "$@" --db "$DB" >"$WORK/round.log" 2>&1 &&
    "$COLLECTOR" round open "$code" --db "$DB" >>"$WORK/round.log" 2>&1 &&
    { [ -z "$data" ] || upload "$code" "$data"; }
  report $? "round $code" || note "$(cat "$WORK/round.log" "$WORK/upload.log")"
}
round base "$WORK/base.csv" --form mini
round now "$WORK/now.csv" --form mini
round shuffled "$WORK/shuffled.csv" --form mini
round both "$WORK/both.csv" --form mini
round empty '' --form mini
round noindex '' --form noindex
round other '' --form mini --comparable-with empty

watch() {
  exits "${code:-0}" "watch $*" "$ANALYZER" watch --db "$DB" "$@"
}
# cell UNIT COLUMN: of the CSV in $out (no cell of it has a comma)
cell() {
  awk -F, -v unit="$1" -v name="$2" '
    NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i; next }
    $2 == unit { print $at }' <<<"$out"
}

# --- usage ------------------------------------------------------------------------------

code=2 watch --base base
like "$err" 'watch needs --round' '… says what is missing'
code=2 watch --round now --alarm 1/100
like "$err" '--alarm goes with --base' '… says why'
for rate in 5 1/1 1/x 0.001; do
  code=2 watch --round now --base base --alarm "$rate"
done
code=2 watch --round now --selection all
like "$err" 'never mixes' '… says that nothing is mixed'
code=2 watch --round now --every 0
code=2 watch --round now --base base --level 0.5
code=1 watch --round nosuch
code=1 watch --round noindex
like "$err" 'no index' '… says what the form lacks'
code=1 watch --round now --base other
like "$err" 'not comparable' '… rounds that are not comparable'

# --- figures ----------------------------------------------------------------------------

watch --round now --base base --format csv
kept=$out
is "$(head -n 1 <<<"$out")" "$HEAD" 'the columns'
is "$(cut -d, -f2 <<<"$out" | paste -sd' ')" 'domain A B C index' 'units in order'

# The definition again: values and wealths from the file, at the bounds that were told.
values() {
  awk -F, -v unit="$1" -v n="$2" '$2 == unit && k < n {
    k++
    f = $6 == "na" ? $5 - 1 : ($5 + $6 - 2) / 2
    print (f + $7 - 1) / 2
  }' "$WORK/now.csv"
}
# edge UNIT: the mean, and log(W / 40) at both bounds: 0 where they are right
edge() {
  values "$1" "$(cell "$1" n)" |
    awk -v mean="$(cell "$1" mean)" -v low="$(cell "$1" low)" -v high="$(cell "$1" high)" '
      { x[NR] = $1; sum += $1 }
      function wealth(m, mirrored,   k, i, w, bet, log_product) {
        for (k = 0; k < 16; k++) {
          bet = 32 * 2 ^ (-0.75 * k)
          log_product = 0
          for (i = 1; i <= NR; i++)
            log_product += log((1 + bet * (mirrored ? 1 - x[i] : x[i])) / (1 + bet * m))
          w += exp(log_product) / 16
        }
        return log(w / 40)
      }
      END {
        printf "%.9f %.6f %.6f\n", sum / NR - mean, wealth(low, 0), wealth(1 - high, 1)
      }' | sed 's/-0\.0/0.0/g'
}
for unit in A B index; do
  is "$(edge $unit)" '0.000000000 0.000000 0.000000' "mean and bounds of $unit"
done
is "$(cell index n) $(cell index newer)" '30 3' 'figures are those of a multiple of ten'
is "$(cell C n),$(cell C mean),$(cell C low),$(cell C newer),$(cell C suppressed)" \
  '0,,,7,n<10' 'fewer than ten: nothing but how many'
is "$(cell B alarm) $(cell C alarm)" '0 ' 'no alarm where nothing fell or nothing is told'
is "$(cell A alarm)" 1 'an alarm where the unit fell'
like "$(cell A alarm_since)" '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' '… and since when'
ok '… with evidence beyond the rate' \
  awk -v e="$(cell A alarm_evidence)" 'BEGIN { exit !(e >= 1000) }'
ok 'the past is below what it was' \
  awk -v p="$(cell B past)" 'BEGIN { exit !(p > 0.8 && p < 0.92) }'

watch --round shuffled --base base --format csv
is "$out" "$kept" 'rows kept at once are taken in the order they were sent'
watch --round now --base base --alarm 1/1000000000000000000 --format csv
is "$(cell A alarm)" 0 'a rarer false alarm needs more evidence'
watch --round now --base base --format json
is "$(jq -r '.units[0] | keys_unsorted | join(",")' <<<"$out")" "$HEAD" 'JSON has the same columns'
is "$(jq -c '[.round, .base, .one_false_alarm_in, .units[2].mean]' <<<"$out")" \
  '["now","base",1000,null]' '… and says of what'
watch --round now --unit B --format csv
is "$(cut -d, -f2 <<<"$out" | paste -sd' ')" 'domain B' 'one unit only'
is "$(cell B past),$(cell B alarm)" , 'without a base there is no past'
watch --round now
like "$out" 'B <b>&"'\''Xã +60 ' 'the table has names'
watch --round empty --format csv
is "$out" "$HEAD" 'a round without responses'

# --- sample and open --------------------------------------------------------------------

watch --round both --format csv
is "$(cell A n)" 40 'where there is a sample only the sample counts'
like "$err" '60 open' '… the others stand aside'
watch --round both --selection open --format csv
is "$(cell A n) $(cell A mean)" '60 1' '… unless they are asked for, alone'
watch --round both --base base --format csv
is "$(cell A past)" '' 'a sample has no past among open answers'
like "$err" 'no past' '… and says so'

# --- steps ------------------------------------------------------------------------------

people index 33 6 0 | file >"$WORK/more.csv"
ok 'six more' upload now "$WORK/more.csv"
watch --round now --base base --format csv
is "$(grep ^unit,index <<<"$out" | cut -d, -f1-12)" \
  "$(grep ^unit,index <<<"$kept" | cut -d, -f1-12)" 'nothing moves before there are ten'
is "$(cell index newer)" 9 '… but their number'
people index 39 1 0 | file >"$WORK/more.csv"
ok 'the tenth' upload now "$WORK/more.csv"
watch --round now --base base --format csv
is "$(cell index n) $(cell index newer)" '40 0' '… then all ten do'
watch --round now --min-n 0 --format csv
is "$(cell C n)" 7 'with --min-n 0 every answer is told'

# --- pages ------------------------------------------------------------------------------

watch --round now --base base --out "$OUT"
is "$out" '' 'pages alone print nothing'
is "$(cd "$OUT" && ls)" "$(printf '%s\n' A.html B.html C.html index.html unit.index.html)" \
  'a page per unit, the one whose code is taken too'
for page in "$OUT"/*.html; do
  ok "${page##*/} is small" test "$(stat -c %s "$page")" -le 20480
  is "$(grep -oE '(src|href)="[^"]*"|url\([^)]*\)|https?:[^"]*|<script' "$page" |
    grep -vE '^href="([A-Za-z]+|unit\.index)\.html"$')" '' '… and needs nothing else'
  is "$(grep -c '<style>' "$page") $(grep -cE '<[^>]* (style|on[a-z]+)=' "$page")" '1 0' \
    '… has one style, none inside'
  is "$(grep -c 'http-equiv="refresh"' "$page")" 0 '… and does not reload by itself'
done
index=$(cat "$OUT/index.html") unit=$(cat "$OUT/A.html")
like "$index" '&lt;b&gt;&amp;&quot;&#39;Xã' 'names are escaped'
like "$index" 'Đơn vị có báo động: <b>1</b>' 'the alarms are counted'
is "$(grep -oE 'href="[^"]+' "$OUT/index.html" | cut -d'"' -f2 | paste -sd' ')" \
  'A.html B.html C.html unit.index.html' 'alarms come first, every unit is linked'
like "$index" 'đúng dù Ông/Bà xem bao nhiêu lần' 'it says what the intervals are good for'
like "$index" 'Tất cả người trả lời đều tự tìm đến' 'and whom they speak of'
like "$unit" 'Báo động từ ngày [0-9/]+ \(phiếu thứ [0-9]+0\)' 'the alarm in words'
is "$(grep -c '<tr><td class="number">' "$OUT/A.html")" 20 'a table of the chart'
like "$unit" '<td class="number">10</td>' '… from the tenth on'
unlike "$(cat "$OUT/C.html")" 'class="big"|<svg|<td' 'few answers have no figure, no chart'
like "$(cat "$OUT/C.html")" 'Chưa đủ 10 phiếu' '… and the page says so'
watch --round now --base base --out "$OUT" --lang en --format csv
is "$(head -n 1 <<<"$out")" "$HEAD" 'pages and figures at once'
like "$(cat "$OUT/A.html")" 'lang="en".*Alarm since 20.*however often you look' 'in English' ||
  note "$(cat "$OUT/A.html")"

touch "$OUT/mine.html"
watch --round both --out "$OUT"
is "$(cd "$OUT" && ls | paste -sd' ')" 'A.html index.html mine.html' \
  'pages of units that are gone are taken away, nothing else is'
unlike "$(cat "$OUT/index.html" "$OUT/A.html")" 'trước đây để so|So với trước đây' \
  'without a base nothing is said of a past'
code=1 watch --round now --out "$WORK/no/such"

# --- again and again --------------------------------------------------------------------

"$ANALYZER" watch --db "$DB" --round now --out "$OUT" --every 1 2>"$WORK/every.err" &
pid=$!
# seen: the page was written (again)
seen() {
  local i
  for ((i = 0; i < 600; i++)); do
    [ -e "$OUT/index.html" ] && grep -q 'content="1"' "$OUT/index.html" && return 0
    sleep 0.1
  done
  return 1
}
ok 'the page is written, and reloads itself' seen
rm -f "$OUT/index.html"
ok '… and written again' seen
kill $pid
wait $pid 2>/dev/null

done_testing
