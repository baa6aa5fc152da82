#!/usr/bin/env bash
# estimate: the figures published for a real file, R's for a designed sample, and what
# happens to wrong input. The database must give what the file gives.
. "$(dirname "$0")/../tools/harness.sh"

GOLDEN_R=tests/golden/r
SURVEY=(--csv "$GOLDEN_R/estimate-data.csv" --form "$GOLDEN_R/estimate.json")

# field NAME: a column of the first row of the CSV in $out (no quoted commas before it)
field() {
  awk -F, -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i }
    NR == 2 { print $at }' <<<"$out"
}

# near GOT WANT NAME: within a relative 1e-8
near() {
  ok "$3" awk -v a="$1" -v b="$2" 'BEGIN {
    d = a - b
    exit !(a != "" && (d < 0 ? -d : d) <= 1e-8 * (b < 0 ? -b : b))
  }' || note "     got: $1, expected: $2"
}

estimate() {
  exits 0 "estimate $*" "$ANALYZER" estimate "$@"
}

# --- real respondents -----------------------------------------------------------------

data=${HAILONG_DATA:-../shared/data}/kcmo/resident-survey-2021q3.csv
if [ -r "$data" ]; then
  REAL=(--csv "$data" --form tests/kcmo/kcmo.json --map tests/kcmo/map.json)
  estimate "${REAL[@]}" --item q3_01 --format csv
  is "$(field n) $(field na)" '995 38' 'q3_01: n and na'
  is "$(field ci_method)" wilson '… Wilson by default'
  for want in estimate=0.474371859 ci_low=0.443503306 ci_high=0.505437540; do
    near "$(printf '%.9f' "$(field "${want%=*}")")" "${want#*=}" "… $want"
  done
  estimate "${REAL[@]}" --item q3_03 --by unit --format csv
  out=$(grep -E '^(by|unit,5),' <<<"$out")
  is "$(field n) $(($(field l4) + $(field l5)))" '180 20' 'q3_03 of unit 5: 20 of 180'
  for want in ci_low=0.073087542 ci_high=0.165386734; do
    near "$(printf '%.9f' "$(field "${want%=*}")")" "${want#*=}" "… $want"
  done
  estimate "${REAL[@]}" --item q2_01 --statistic mean5 --format csv
  near "$(printf '%.9f' "$(field estimate)")" 0.639292731 'mean5 of q2_01'
else
  skip 'figures of the real file' "$data is not there"
fi

# --- a designed sample, against R -----------------------------------------------------

estimate "${SURVEY[@]}" --item q1,q2 --statistic t2b --statistic mean5,level,total --min-n 0 \
  --by overall --by unit --by unit,q4 --format json
ok 'JSON is valid' jq . "$WORK/exits.out"
is "$(jq -c '[.file, .form, .version, .design]' <<<"$out")" \
  "[\"$GOLDEN_R/estimate-data.csv\",\"golden\",1,\"weighted\"]" '… and says what it is of'
wrong=$(jq -r --rawfile golden "$GOLDEN_R/estimate-numbers.csv" '
  ($golden | split("\n") | map(select(. != "")) | map("[\(.)]" | fromjson)) as [$head]
  | ($golden | split("\n") | map(select(. != "") | "[\(.)]" | fromjson) | .[1:]) as $rows
  | .estimates as $ours
  | $rows[] as $row
  | ($ours[] | select([.by, .domain, .item, .statistic] == $row[0:4])) as $got
  | range(4; $head | length) as $c
  | select($row[$c] != null)
  | ($got[$head[$c]] - $row[$c]) as $d
  | select(($d | fabs) > 1e-8 * ($row[$c] | fabs))
  | "\($row[0:4]) \($head[$c]): \($got[$head[$c]]), R has \($row[$c])"' <<<"$out" 2>&1)
is "$wrong" '' "estimates, errors, intervals and df agree with R's survey"
is "$(jq '[.estimates[] | select(.by == "overall")] | length' <<<"$out")" 16 \
  'two items, two statistics, five levels and the total, overall'
is "$(jq -c '[.estimates[].by] | unique_by(.)' <<<"$out")" \
  '["overall","unit","unit,q4"]' 'three groupings'
is "$(jq -c '[.estimates[] | select(.by == "unit" and .item == "q1" and .statistic == "t2b")
  .domain]' <<<"$out")" '["A","B","C"]' 'domains stand in order'

estimate "${SURVEY[@]}" --design srs --item q1 --format csv
is "$(field ci_method)" wilson '--design srs: Wilson'
near "$(field estimate)" "$(awk -v a="$(($(field l4) + $(field l5)))" -v n="$(field n)" \
  'BEGIN { printf "%.17g", a / n }')" '… and a plain share'

estimate "${SURVEY[@]}" --format csv
is "$(field item)" both 'the index is the default'
is "$(field l1)" '' '… without level counts'
estimate "${SURVEY[@]}" --item q1 --statistic all --format csv
all=$(field estimate)
estimate "${SURVEY[@]}" --item q1 --format csv
is "$all" "$(field estimate)" 'all of an item is its t2b'
estimate "${SURVEY[@]}" --item all --statistic t2b,mean5,mean100,mean,all,pooled
like "$out" 'Ước lượng .*Khoảng tin cậy 95' 'a table in Vietnamese by default'
estimate "${SURVEY[@]}" --item q1 --lang en --level 0.9
like "$out" 'Estimate .*Interval 90%.*63\.79%' '… in English'

# --- few answers ----------------------------------------------------------------------

estimate "${SURVEY[@]}" --item q1 --by unit,q4 --format csv
is "$(grep -c ',n<10$' <<<"$out")" 3 'three of nine groups are too small'
like "$out" '"A,1",q1,t2b,6,0,0,,,,,,,,,,,,,,n<10' '… and told of by n alone'
estimate "${SURVEY[@]}" --item q1 --by unit,q4 --format csv --min-n 100
is "$(grep -c ',n<100$' <<<"$out")" 9 '--min-n 100 holds back all'

# --- who counts -----------------------------------------------------------------------

cat >"$WORK/mixed.csv" <<'CSV'
unit,channel,selection,collected_by,stratum,q1
u1,interview,sample,"An, nhóm ""A""",s,5
u1,interview,sample,=1+1,s,4
u1,post,sample,,s,1
u1,web,open,,,5
u2,web,open,,,5
,kiosk,open,,,2
CSV
MIXED=(--csv "$WORK/mixed.csv" --form "$GOLDEN_R/estimate.json" --item q1 --min-n 0 --format csv)
estimate "${MIXED[@]}"
is "$(field n)" 3 'only the sample by default'
like "$err" '^3 open ' '… and stderr tells how many stand aside'
estimate "${MIXED[@]}" --selection open
is "$(field n) $(field ci_method)" '3 wilson' '--selection open'
estimate "${MIXED[@]}" --selection all --design srs
is "$(field n)" 6 '--selection all'
exits 1 'a sample and open answers have no common design' \
  "$ANALYZER" estimate "${MIXED[@]}" --selection all
like "$err" 'stratum is filled for some' '… and says so'
estimate "${MIXED[@]}" --channel kiosk
is "$(field n)" 1 '--channel of open answers'
like "$err" 'came by themselves' '… and says what they are'
estimate "${MIXED[@]}" --channel interview
is "$(field n) $(field df)" '2 1' '--channel of the sample'
estimate "${MIXED[@]:0:${#MIXED[@]}-2}" --selection all --design srs --by channel --by selection
like "$out" $'Phỏng vấn trực tiếp .*\nKi-ốt ' 'channels are words in a table'
like "$out" 'Tự gửi ' '… and selections'
estimate "${MIXED[@]}" --selection all --design srs --by unit --by channel --by unit,collected_by
like "$out" $'\nunit,u1,q1,t2b,4,' 'a response without unit is in no unit'
unlike "$out" 'unit,,' '… nor in a nameless one'
like "$out" $'channel,interview.*\nchannel,kiosk.*\nchannel,post.*\nchannel,web' 'by channel'
like "$out" '"unit,collected_by","u1,""An, nhóm """"A""""""",q1' 'keys with commas are quoted'
like "$out" '"u1,=1\+1"' '… and an inner equals sign stays'
estimate "${MIXED[@]}" --by collected_by
like "$out" "\"'=1\+1\"" 'a key like a formula is disarmed'

# --- a lonely PSU ---------------------------------------------------------------------

{ cat "$GOLDEN_R/estimate-data.csv"; echo 'A,sample,S6,P1,9,3,5,5,5,3,5'; } >"$WORK/lonely.csv"
LONELY=(--csv "$WORK/lonely.csv" --form "$GOLDEN_R/estimate.json" --item q1 --format csv)
exits 1 'a stratum with one PSU' "$ANALYZER" estimate "${LONELY[@]}"
like "$err" "stratum 'S6'.*--lonely-psu" '… is named, with advice'
is "$out" '' '… and nothing is printed'
for policy in remove certainty adjust average; do
  estimate "${LONELY[@]}" --lonely-psu "$policy"
  like "$(field se)" '^0\.0' "… $policy gives an error"
done

# --- wrong input ----------------------------------------------------------------------

{ echo 'unit,q1,q2'; for i in $(seq 30); do echo "A,$i,4"; done; } >"$WORK/bad.csv"
exits 3 'levels out of range' "$ANALYZER" estimate --csv "$WORK/bad.csv" \
  --form "$GOLDEN_R/estimate.json" --item q2 --min-n 0 --format csv
is "$(field n)" 5 '… the good rows count'
is "$(grep -c '^line ' <<<"$err")" 20 '… the first 20 rejects are shown'
like "$err" "line 7, q1 '6': .*"$'\n''.*25 rows rejected' '… with line, column, value, and the sum'
exits 3 'the same from standard input' "$ANALYZER" estimate --csv - \
  --form "$GOLDEN_R/estimate.json" --item q2 --min-n 0 --format csv <"$WORK/bad.csv"
is "$(field n)" 5 '… counts the same'

printf 'unit,qq\nA,4\n' >"$WORK/column.csv"
exits 1 'an unknown column' "$ANALYZER" estimate --csv "$WORK/column.csv" \
  --form "$GOLDEN_R/estimate.json"
like "$err" "unknown column 'qq'" '… is named'
exits 1 'no such file' "$ANALYZER" estimate --csv "$WORK/none.csv" \
  --form "$GOLDEN_R/estimate.json"
while IFS='|' read -r words why; do
  # shellcheck disable=SC2086 # words are words
  exits 2 "estimate $words" "$ANALYZER" estimate "${SURVEY[@]}" $words
  like "$err" "$why" '… says why'
  is "$out" '' '… prints nothing'
done <<'CASES'
--item zz|no item or factor 'zz'
--item heard|'heard' is not answered on a scale
--statistic t3b|'t3b' is no statistic
--statistic level|level and total are told of items
--by zz|can't group by 'zz'
--by heard|can't group by 'heard'
--by unit,|can't group by ''
--by unit,unit,unit,unit,unit,unit,unit|at most
--ci t|--ci takes
--level 95|--level takes
--design cluster|--design takes
--lonely-psu zz|--lonely-psu takes
--channel fax|--channel takes
--selection some|--selection takes
--min-n -1|--min-n takes
--format xml|--format takes
--lang fr|--lang takes
--round r|either --round
CASES
exits 2 'neither round nor file' "$ANALYZER" estimate
exits 2 'a file without form' "$ANALYZER" estimate --csv x.csv
exits 2 'a round with a map' "$ANALYZER" estimate --round x --map y

# --- the database ---------------------------------------------------------------------

new_database
ok 'migrate' "$COLLECTOR" migrate --db "$DB"
ok 'form add' "$COLLECTOR" form add "$GOLDEN_R/estimate.json" --db "$DB"
ok 'round add' "$COLLECTOR" round add r1 --form golden --db "$DB"
exits 0 'a round without responses' "$ANALYZER" estimate --round r1 --db "$DB" --format csv
like "$err" 'no responses' '… says so'
is "$(wc -l <<<"$out")" 1 '… and prints the header alone'
ok 'round open' "$COLLECTOR" round open r1 --db "$DB"
ok 'upload' "$COLLECTOR" upload --round r1 "$GOLDEN_R/estimate-data.csv" --db "$DB"
ASK=(--item all --statistic t2b --statistic mean5 --statistic all --by overall --by unit
  --by 'unit,q4')
# rows come in another order, so sums may differ in the last digits
rounded() {
  jq -c '.estimates[] | map_values(if type == "number" then . * 1e10 | round else . end)' <<<"$out"
}
estimate "${SURVEY[@]}" "${ASK[@]}" --format json
file=$(rounded)
estimate --round r1 --db "$DB" "${ASK[@]}" --format json
ok 'the round gives what the file gives' diff <(rounded) - <<<"$file"
estimate --round r1 --db "$DB" --format json
is "$(jq -r .round <<<"$out")" r1 'JSON names the round'
exits 1 'an unknown round' "$ANALYZER" estimate --round r9 --db "$DB"
like "$err" "no round 'r9'" '… is named'
printf 'code,name_vi,name_en\nA,Xã An Bình,An Binh\n' >"$WORK/units.csv"
ok 'import units' "$COLLECTOR" import units "$WORK/units.csv" --db "$DB"
estimate --round r1 --db "$DB" --by unit
like "$out" 'A Xã An Bình  both' 'a table names the unit'

done_testing
