#!/usr/bin/env bash
# --as-of: history laid over the units of another day, against R where units are
# divided; and what is said of units for which that can't be done.
. "$(dirname "$0")/../tools/harness.sh"

R=tests/golden/r

new_database
ok 'migrate' "$COLLECTOR" migrate --db "$DB"
ok 'form add' "$COLLECTOR" form add "$R/estimate.json" --db "$DB"

# round CODE FILE FROM TO [OPTION...]
round() {
  local code=$1 file=$2 from=$3 to=$4
  shift 4
  ok "round $code" "$COLLECTOR" round add "$code" --form golden --from "$from" --to "$to" --db "$DB" "$@"
  ok "open $code" "$COLLECTOR" round open "$code" --db "$DB"
  ok "upload $code" "$COLLECTOR" upload --round "$code" "$file" --db "$DB"
}

# import LIST, from standard input
import() {
  cat >"$WORK/$1.csv"
  ok "import $1" "$COLLECTOR" import "$1" "$WORK/$1.csv" --db "$DB"
}

import units <<CSV
code,name_vi,valid_from,valid_to
A,Tỉnh A,,2025-07-01
B,Tỉnh B,,2025-07-01
C,Tỉnh C,,2025-07-01
N1,Tỉnh Mới Một,2025-07-01,
N2,Tỉnh Mới Hai,2025-07-01,
CSV
import succession <<CSV
old,new,share,kind,valid_from
A,N1,1,merge,2025-07-01
B,N1,0.35,split,2025-07-01
B,N2,0.65,split,2025-07-01
C,N2,1,merge,2025-07-01
CSV
# the same answers as a clustered, a stratified and a simple random sample
cp "$R/estimate-data.csv" "$WORK/psu.csv"
cut -d, -f1-3,6- "$WORK/psu.csv" >"$WORK/strat.csv"
cut -d, -f1,2,7- "$WORK/psu.csv" >"$WORK/srs.csv"
for design in psu strat srs; do
  round "$design" "$WORK/$design.csv" 2024-09-01 2024-12-31
done

analyze() {
  exits 0 "$*" "$ANALYZER" "$@" --db "$DB"
}

# agrees DESIGN NAME: every row of that design in as-of.csv is in the JSON of $out
agrees() {
  local wrong
  wrong=$(jq -r --arg design "$1" --rawfile golden "$R/as-of.csv" '
    ($golden | split("\n") | map(select(. != "") | gsub(",,"; ",null,") | sub(",$"; ",null") | "[\(.)]" | fromjson)) as $all
    | $all[0] as $head | (.estimates // (.comparisons | map(.estimate = .difference | .domain += "-N1"))) as $ours
    | $all[1:][] | select(.[0] == $design) as $row
    | $ours[] | select([.domain, .item, .statistic] == $row[1:4]) as $got
    | range(4; $head | length) as $c | select($row[$c] != null)
    | ($got[$head[$c]] // 1e9) as $value | ($value - $row[$c]) as $d
    | select(($d | fabs) > 1e-8 * ($row[$c] | fabs))
    | "\($row[1:4]) \($head[$c]): \($value), R has \($row[$c])"' <<<"$out" 2>&1)
  is "$wrong" '' "$2"
  is "$(jq '(.estimates // .comparisons) | length' <<<"$out")" "$3" "… all $3 rows"
}

# --- against R ------------------------------------------------------------------------

ASK=(--by unit --item "q1,q4" --statistic "t2b,mean5" --min-n 0 --format json)
for design in psu strat srs; do
  analyze estimate --round "$design" --as-of current "${ASK[@]}"
  agrees "$design" "shares of divided units agree with R ($design)" 8
done
is "$(jq -c '[.estimates[].rebased] | unique' <<<"$out")" '["by_shares"]' 'JSON marks them'
like "$err" 'unit B was divided: .* 0.35 in N1, 0.65 in N2, as if people .* alike' '… and stderr tells'
analyze compare --round psu --as-of current --base-domain N1 "${ASK[@]}"
agrees psu 'a difference of units that share respondents, by their PSUs' 4
analyze compare --round srs --as-of current --base-domain N1 "${ASK[@]}"
is "$(jq -c '[.comparisons[] | .se] | unique' <<<"$out")" '[null]' '… which simple random samples can'"'"'t tell'
analyze rank --round strat --as-of current --item q1 --format csv
is "$(wc -l <<<"$out")" 3 'they can be ranked'

analyze estimate --round psu --as-of current --by unit --by overall --item q1
like "$out" 'N1 Tỉnh Mới Một .*một phần tính theo tỷ lệ chia tách' 'a table has the names of that day, and a mark'
like "$out" 'Chung .* 212 +134 +63,79' 'everybody together is as ever'
analyze estimate --round psu --as-of surveyed "${ASK[@]}"
before=$out
analyze estimate --round psu "${ASK[@]}"
is "$out" "$before" 'surveyed is the default'
is "$(jq -c '[.estimates[] | .domain, .rebased] | unique' <<<"$out")" '[null,"A","B","C"]' '… units as they were'
analyze estimate --round psu --as-of 2025-06-30 "${ASK[@]}"
is "$(jq -c .estimates <<<"$out")" "$(jq -c .estimates <<<"$before")" 'before the change nothing has changed'
analyze estimate --round psu --as-of 2025-07-01 --by unit,stratum --item q1 --format csv
is "$(cut -d, -f3 <<<"$out" | sed 1d | sort -u | tr -d '"' | xargs)" 'N1 N2' 'with other variables'

# with margins only whole units can be re-based
printf 'variable,level,total\nstratum,S1,100\nstratum,S2,100\nstratum,S3,100\nstratum,S4,100\nstratum,S5,100\n' \
  >"$WORK/margins.csv"
analyze estimate --round psu --as-of current --rake "$WORK/margins.csv" --by unit --item q1 --format csv
is "$(cut -d, -f1-8,21- <<<"$out" | sed 1d)" $'unit,N1,q1,t2b,,,,,not_comparable\nunit,N2,q1,t2b,,,,,not_comparable' \
  'raked weights are not divided'
like "$err" 'unit B .*--rake needs whole units' '… and stderr says why'

# --- what can't be re-based -----------------------------------------------------------

import units <<CSV
code,name_vi,valid_from,valid_to
K,Tỉnh K,,2025-07-01
K,Tỉnh K mới,2025-07-01,
L,Tỉnh L,,2025-07-01
M,Tỉnh M,,2025-07-01
X,Huyện X,,2025-07-01
Y,Tỉnh Y,,2025-07-01
Y,Tỉnh Y mới,2025-07-01,
P,Xã P,,2025-07-01
Q,Xã Q,,2025-07-01
Z,Xã Z,2025-07-01,
S,Tỉnh S,,
CSV
import succession <<CSV
old,new,share,kind,valid_from
K,K,1,merge,2025-07-01
L,K,1,merge,2025-07-01
M,K,1,merge,2025-07-01
P,Z,0.5,split,2025-07-01
Q,Z,1,merge,2025-07-01
CSV
# answers UNIT SATISFIED OTHERS
answers() {
  for ((i = 0; i < $2; i++)); do echo "$1,5"; done
  for ((i = 0; i < $3; i++)); do echo "$1,1"; done
}
{ echo unit,q1 && answers K 10 10 && answers L 5 15 && answers M 15 5 && answers X 9 3 &&
  answers Y 10 10 && answers Q 10 10 && answers S 12 8; } >"$WORK/old.csv"
{ echo unit,q1 && answers K 45 15 && answers Y 10 10 && answers Z 10 10 && answers S 10 10; } >"$WORK/new.csv"
round old "$WORK/old.csv" 2024-09-01 2024-12-31
round new "$WORK/new.csv" 2025-09-01 2025-12-31 --comparable-with old

analyze estimate --round old --as-of current --by unit --item q1 --format csv
is "$(cut -d, -f1-8,21- <<<"$out")" 'by,domain,item,statistic,n,missing,na,estimate,suppressed
unit,K,q1,t2b,60,0,0,0.5,
unit,S,q1,t2b,20,0,0,0.59999999999999998,
unit,X,q1,t2b,,,,,not_comparable
unit,Y,q1,t2b,,,,,not_comparable
unit,Z,q1,t2b,,,,,not_comparable' 'a merged province has the responses of all; others have no figures'
unlike "$(grep not_comparable <<<"$out")" '[0-9.]{3}' '… none at all'
like "$err" 'unit X is not comparable as of [0-9-]+: it ended' 'stderr says why: ended'
like "$err" 'unit Y is not comparable .*: its code means another unit now' '… a code used again'
like "$err" 'unit Q is not comparable .*: it went to a unit that also took over' '… a part is missing'
unlike "$err" 'unit [KLMS] ' '… and nothing of the others'
interval=$(grep '^unit,K' <<<"$out" | cut -d, -f10,11)
awk 'BEGIN { print "unit,q1"; for (i = 0; i < 60; i++) print "K," (i < 30 ? 5 : 1) }' >"$WORK/k.csv"
exits 0 'the merged province as a file' "$ANALYZER" estimate --csv "$WORK/k.csv" --form "$R/estimate.json" \
  --by unit --item q1 --format csv
is "$interval" "$(sed -n 2p <<<"$out" | cut -d, -f10,11)" 'its interval is that of one sample'
analyze estimate --round old --as-of current --by unit --item q1
like "$out" 'X Huyện X +q1 +t2b +–? *không so sánh được' 'a table says so in words, with the name it had'
analyze estimate --round old --as-of current --by unit --item q1 --lang en
like "$out" 'X Huyện X .*not comparable' '… in English'
analyze rank --round old --as-of current --item q1 --format json
is "$(jq -c '.ranks[] | select(.domain == "Y") | [.n, .estimate, .rank, .note]' <<<"$out")" \
  '[null,null,null,"not_comparable"]' 'it is not ranked'
is "$(jq -c '[.ranks[] | select(.rank) | .domain]' <<<"$out")" '["S","K"]' '… the others are'

analyze compare --round new --base old --as-of current --by unit --item q1 --format csv
is "$(cut -d, -f1-7,15 <<<"$out")" 'by,domain,item,statistic,base_estimate,estimate,difference,comparable
unit,K,q1,t2b,0.5,0.75,0.25,yes
unit,S,q1,t2b,0.59999999999999998,0.5,-0.099999999999999978,yes
unit,X,q1,t2b,,,,no
unit,Y,q1,t2b,,,,no
unit,Z,q1,t2b,,,,no' 'the earlier round is laid over the units of today'
analyze compare --round new --base old --as-of current --by unit --item q1
like "$out" 'Y Tỉnh Y mới .*không so sánh được' 'a table says what is not comparable'
like "$err" 'old: unit X is not comparable' '… stderr of which round'
analyze compare --round new --base old --by unit --item q1 --format csv
like "$out" 'unit,K,q1,t2b,0.5,0.75' 'as surveyed, K is compared with another K'
like "$out" 'unit,Y,q1,t2b,0.5,0.5,0,' '… and Y with another Y'

# --- wrong use ------------------------------------------------------------------------

while IFS='|' read -r words why; do
  # shellcheck disable=SC2086 # words are words
  exits 2 "$words" "$ANALYZER" $words
  like "$err" "$why" '… says why'
done <<CASES
estimate --csv $WORK/k.csv --form $R/estimate.json --as-of current|belongs to --round
compare --csv $WORK/k.csv --base-csv $WORK/k.csv --form $R/estimate.json --as-of current|belongs to --round
rank --csv $WORK/k.csv --form $R/estimate.json --as-of 2025-07-01|belongs to --round
rank --estimates $WORK/k.csv --as-of current|does not go with --estimates
estimate --round old --as-of yesterday|surveyed, current or a day
estimate --round old --as-of 2025-02-30|surveyed, current or a day
CASES
exits 1 'a day before the round' "$ANALYZER" estimate --round old --as-of 2020-01-01 --db "$DB"
like "$err" 'round old began later' '… is refused'
exits 0 'as surveyed, of a file' "$ANALYZER" estimate --csv "$WORK/k.csv" --form "$R/estimate.json" \
  --as-of surveyed --item q1

# a round without dates is of any day: nothing to follow, and that is said
ok 'a round without dates' "$COLLECTOR" round add undated --form golden --db "$DB"
ok 'open it' "$COLLECTOR" round open undated --db "$DB"
ok 'upload' "$COLLECTOR" upload --round undated "$WORK/old.csv" --db "$DB"
analyze estimate --round undated --as-of current --by unit --item q1 --format csv
like "$err" 'round undated has no last day' 'a round without a last day is not followed, which is said'

done_testing
