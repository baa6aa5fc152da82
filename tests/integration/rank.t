#!/usr/bin/env bash
# rank: the published rank sets through the command line, a designed sample whose sets
# follow from estimate's own intervals, and what happens to wrong input.
. "$(dirname "$0")/../tools/harness.sh"

GOLDEN_R=tests/golden/r
SURVEY=(--csv "$GOLDEN_R/estimate-data.csv" --form "$GOLDEN_R/estimate.json")
HEAD=by,domain,item,statistic,n,estimate,se,rank,rank_low,rank_high,tier,p_top,p_bottom

rank() {
  exits 0 "rank $*" "$ANALYZER" rank "$@"
}

# column NAME: a column of the CSV in $out, below its head (no quoted commas before it)
column() {
  awk -F, -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i; next }
    { print $at }' <<<"$out" | paste -sd' '
}

# --- the published example ------------------------------------------------------------

data=${HAILONG_DATA:-../shared/data}/ranks/rank_traveltime2011_2dec.csv
if [ -r "$data" ]; then
  tr -d '"' <"$data" | awk -F, '{ print $2 "," $3 "," $4 }' |
    sed '1s/.*/domain,estimate,se/' >"$WORK/states.csv"
  for joint in independence bonferroni; do
    for level in 0.9 0.95; do
      rank --estimates "$WORK/states.csv" --lowest-first --joint $joint \
        --level $level --format csv
      tr -d '"' <"$data" | awk -F, -v low="rank_lo_${joint}_$level" '
        NR == 1 { for (i = 1; i <= NF; i++) if ($i == low) at = i; next }
        { print $2, $1, $at, $(at + 1) }' >"$WORK/published"
      awk -F, 'NR > 1 { print $2, $8, $9, $10 }' <<<"$out" >"$WORK/ours"
      ok "all 51 published sets: $joint, $level" \
        diff <(sort "$WORK/published") <(sort "$WORK/ours")
    done
  done
  is "$(head -n 1 <<<"$out")" "$HEAD" 'the columns of the contract'
  is "$(column tier | tr ' ' '\n' | sort -n | uniq -c | awk '{ print $1 }' | paste -sd' ')" \
    '9 38 2 1 1' 'tiers of 9, 38, 2, 1 and 1 states'
  cp "$WORK/exits.out" "$WORK/once.csv"
  rank --estimates "$WORK/states.csv" --lowest-first --joint bonferroni --format csv
  ok 'the same again gives the same bytes' cmp "$WORK/once.csv" "$WORK/exits.out"
  rank --estimates "$WORK/states.csv" --sets stepdown --seed 9 --format json
  is "$(jq -c '[.sets, .seed, .first, (.ranks | length), .ranks[0].domain]' <<<"$out")" \
    '["stepdown",9,"highest",51,"Maryland"]' 'highest first is the default'
else
  skip 'the published rank sets' "$data is not there"
fi

# --- a designed sample ----------------------------------------------------------------

rank "${SURVEY[@]}" --by unit,q4 --item q1 --min-n 0 --format json
ranks=$out
k=$(jq '.ranks | map(select(.rank)) | length' <<<"$ranks")
level=$(awk -v k="$k" 'BEGIN { printf "%.17g", 0.95 ^ (1 / k) }')
exits 0 "estimate at the level of each of $k intervals" "$ANALYZER" estimate \
  "${SURVEY[@]}" --by unit,q4 --item q1 --min-n 0 --level "$level" --format json
wrong=$(jq -n --argjson ranks "$ranks" --argjson estimates "$out" '
  [$estimates.estimates[] | select(.ci_low)] as $all
  | [$ranks.ranks[] | select(.rank) as $r
    | ($all[] | select(.domain == $r.domain)) as $e
    | select($r.rank_low != 1 + ([$all[] | select(.ci_low > $e.ci_high)] | length)
        or $r.rank_high != ($all | length)
          - ([$all[] | select(.ci_high < $e.ci_low)] | length)
        or $r.estimate != $e.estimate or $r.se != $e.se)] | length')
is "$wrong" 0 'sets are those of the intervals that estimate gives at that level'
is "$(jq '[.ranks[].p_top] | add * 1000 | round' <<<"$ranks")" 3000 'P(top 3) adds up to 3'

rank "${SURVEY[@]}" --item q1,q2 --sets stepdown --min-n 60 --format csv
is "$(column item)" 'q1 q1 q1 q2 q2 q2' 'two leagues, one behind the other'
is "$(column domain | cut -c1-5)|$(column rank | cut -c1-4)" 'B A C|1 2 ' \
  'a unit that is held back has no rank and comes last'
like "$err" 'C is not ranked: n<60' '… and the reason is told'
rank "${SURVEY[@]}" --item q1 --lang en
like "$out" 'May be.*Tier' 'the table says what ranks may be'
like "$out" 'within a tier the order may be chance' '… and how to read tiers'

exits 0 'estimate writes what rank reads' "$ANALYZER" estimate "${SURVEY[@]}" \
  --by unit --by channel --item q1,q2 --format csv
cp "$WORK/exits.out" "$WORK/estimates.csv"
rank --estimates "$WORK/estimates.csv" --format csv
is "$(column by | tr ' ' '\n' | sort -u | paste -sd' ')" unit \
  '… rows by the same grouping are ranked together'
is "$(column item)" 'q1 q1 q1 q2 q2 q2' '… item by item'

# 30 of 30 satisfied is no certainty: its set reaches as far as its interval.
{
  echo unit,q1
  for i in $(seq 30); do echo perfect,5; done
  for i in $(seq 200); do echo "good,$((i % 20 ? 5 : 1))"; done
  for i in $(seq 200); do echo "bad,$((i % 2 ? 5 : 1))"; done
} >"$WORK/small.csv"
rank --csv "$WORK/small.csv" --form "$GOLDEN_R/estimate.json" --item q1 --top 1 --format csv
is "$(column domain)|$(column rank)|$(column rank_high)|$(column tier)" \
  'perfect good bad|1 2 3|2 2 3|1 1 2' 'a perfect score of 30 is not surely the best'
ok '… nor nearly' awk -v p="$(column p_top | cut -d' ' -f1)" \
  'BEGIN { exit !(p > 0.5 && p < 0.99) }'

# --- wrong input ----------------------------------------------------------------------

printf 'domain,estimate,se\nA,0.5,x\n' >"$WORK/bad.csv"
exits 1 'a number that is none' "$ANALYZER" rank --estimates "$WORK/bad.csv"
like "$err" "line 2, se 'x'" '… is named with line and column'
printf 'domain,estimate\nA,0.5\n' >"$WORK/bad.csv"
exits 1 'a column is missing' "$ANALYZER" rank --estimates "$WORK/bad.csv"
like "$err" "no column 'se'" '… is named'
printf 'domain,estimate,se\nA,0.5,-1\n' >"$WORK/bad.csv"
exits 1 'a negative standard error' "$ANALYZER" rank --estimates "$WORK/bad.csv"
exits 2 'totals' "$ANALYZER" rank --csv tests/golden/r/estimate-data.csv \
  --form tests/golden/r/estimate.json --item q1 --statistic total
like "$err" 'not ranked' '… are not ranked'
exits 2 'neither round nor file' "$ANALYZER" rank
exits 2 'estimates and a round' "$ANALYZER" rank --estimates x.csv --round R
exits 2 'an unknown kind of sets' "$ANALYZER" rank --estimates x.csv --sets best
like "$err" 'kww, stepdown or marginal' '… says what there is'
exits 2 'a joint correction of what has none' \
  "$ANALYZER" rank --estimates x.csv --sets stepdown --joint bonferroni
exits 2 'top 0' "$ANALYZER" rank --estimates x.csv --top 0

done_testing
