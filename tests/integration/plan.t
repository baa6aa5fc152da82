#!/usr/bin/env bash
# plan and sample: the table everybody knows, sizes that reach what they promise, draws
# that an auditor can repeat, and weights that come back in with the answers.
. "$(dirname "$0")/../tools/harness.sh"

# cell ROW COLUMN: of the CSV in $out; rows are counted below the head
cell() {
  awk -F, -v row="$1" -v name="$2" '
    NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i }
    NR == row + 1 { print $at }' <<<"$out"
}

plan() {
  exits 0 "plan $*" "$ANALYZER" plan --population "$@"
}

sample() {
  exits 0 "sample $*" "$ANALYZER" sample --frame "$WORK/frame.csv" "$@"
}

# sum COLUMN [ROLE]: over the rows of $out with that role
sum() {
  awk -F, -v name="$1" -v role="${2:-sample}" '
    NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i }
    NR > 1 && $1 == role { sum += $at }
    END { printf "%.6f", sum }' <<<"$out"
}

# --- plan -----------------------------------------------------------------------------

printf 'unit,population\nA,500\nB,1000\nC,5000\nD,\n' >"$WORK/units.csv"
plan "$WORK/units.csv" --format csv
is "$(head -n 1 <<<"$out")" \
  unit,stratum,population,slovin,valid,issued,error,detects,change_valid,change_power,cost \
  'the columns'
is "$(for i in 1 2 3 4; do cell $i slovin; done | paste -sd' ')" '223 286 371 400' \
  'Slovin as everybody knows it'
is "$(for i in 1 2 3 4; do cell $i valid; done | paste -sd' ')" '218 278 357 385' \
  'the honest number without design effect'
plan "$WORK/units.csv" --deff 2 --valid-rate 0.8 --change 5 --format json
is "$(jq -c '[.plan[3] | .valid, .issued, .change_valid]' <<<"$out")" '[769,962,3124]' \
  'with deff 2, 80 % valid, and to see 5 points'
ok 'every unit reaches 5 points' jq -e 'all(.plan[].error; . <= 0.05)' "$WORK/exits.out"
plan "$WORK/units.csv" --lang en
like "$out" 'Total .*1,280' 'the table ends with the total'

printf 'unit,population,stratum,p,cost\nA,6000,town,0.9,1\nA,3000,hill,0.5,4\nB,1000,,,\n' \
  >"$WORK/strata.csv"
plan "$WORK/strata.csv" --allocation neyman --size 300 --format csv
is "$(($(cell 1 valid) + $(cell 2 valid) + $(cell 3 valid)))" 300 \
  'a size is divided without remainder'
plan "$WORK/strata.csv" --format json
ok 'strata of a unit share its sample' jq -e '
  (.plan[0].valid + .plan[1].valid) < 250 and .plan[2].valid > 200' "$WORK/exits.out"

exits 2 'plan without a file' "$ANALYZER" plan
exits 2 'an error of 0' "$ANALYZER" plan --population "$WORK/units.csv" --error 0
exits 1 'an unknown population can not be divided for' \
  "$ANALYZER" plan --population "$WORK/units.csv" --allocation equal
like "$err" 'line 5, population' '… says where'
printf 'unit,population,p\nA,500,1.5\n' >"$WORK/bad.csv"
exits 1 'a share above 1' "$ANALYZER" plan --population "$WORK/bad.csv"

# --- sample ---------------------------------------------------------------------------

# 600 households in 3 districts and 40 villages of 10 to 20, with the answer they will give
awk 'BEGIN {
  print "id,district,village,members,stratum"
  for (v = 0; v < 40; v++)
    for (i = 0; i < 10 + (v * 7) % 11; i++)
      print ++id "," (v < 20 ? "I" : v < 32 ? "II" : "III") ",v" v "," 1 + id % 6 ",old"
}' >"$WORK/frame.csv"
N=$(($(wc -l <"$WORK/frame.csv") - 1))

sample --seed 20260101 --size 60 --protocol "$WORK/protocol"
cp "$WORK/exits.out" "$WORK/drawn.csv"
like "$(head -n 1 "$WORK/drawn.csv")" \
  ^role,draw_order,frame_line,probability,weight,stratum,psu,fpc,ssu,fpc2,id,.*frame_stratum \
  'the columns of the microdata, then the frame'
is "$(sum weight)" "$N.000000" 'weights add up to the frame'
is "$(sum probability)" "$(awk -v n="$N" 'BEGIN { printf "%.6f", 60 * 60 / n }')" \
  'probabilities are n/N'
is "$err" "$(cat "$WORK/protocol")" 'the protocol line, on stderr and in the file'
like "$err" "frame-blake2b-256=$(b2sum -l 256 "$WORK/frame.csv" | cut -d' ' -f1) " \
  '… names the frame by its bytes'
like "$err" "result-blake2b-256=$(b2sum -l 256 "$WORK/drawn.csv" | cut -d' ' -f1)\$" \
  '… and the result'
sample --seed 20260101 --size 60 --protocol "$WORK/protocol"
ok 'an auditor gets the same bytes' cmp "$WORK/drawn.csv" "$WORK/exits.out"
is "$(wc -l <"$WORK/protocol")" 2 '… and the protocol keeps both lines'
sample --seed 20260102 --size 60
ok 'another seed draws others' bash -c "! cmp -s '$WORK/drawn.csv' '$WORK/exits.out'"

sample --seed 1 --size 60 --strata district --replacements 5
is "$(sum weight)" "$N.000000" 'stratified: weights add up'
is "$(grep -c '^replacement' <<<"$out")" 15 '… five reserves in each stratum'
is "$(awk -F, 'NR > 1 { print $3 }' <<<"$out" | sort | uniq -d)" '' '… nobody twice'
sample --seed 1 --size 60 --method systematic --strata district --allocation equal
is "$(grep -c '^sample,.*,II,' <<<"$out")" 20 'equal allocation, systematic'
sample --seed 1 --size 60 --method pps --size-column members
is "$(grep -c '^sample' <<<"$out")" 60 'pps draws as many as asked'

# --- and back in ----------------------------------------------------------------------

# answered: the drawn sample with an answer to q1, laid over the golden form
answered() {
  awk -F, 'NR == 1 { print "stratum,psu,fpc,ssu,fpc2,weight,q1"; next }
    $1 == "sample" { print $6 "," $7 "," $8 "," $9 "," $10 "," $5 "," ($11 % 3 ? 5 : 2) }' \
    <<<"$out" >"$WORK/answers.csv"
}

# The answer is satisfied in two of three rows of the frame.
for way in '--size 120' '--size 120 --strata district' \
  '--size 120 --method pps --size-column members' \
  '--size 120 --psu village --psus 20' \
  '--size 120 --psu village --psus 20 --strata district --method systematic' \
  '--size 120 --psu village --psus 20 --strata district --method pps'; do
  # shellcheck disable=SC2086 # options are words
  sample --seed 4 $way
  answered
  exits 0 '… is estimated from with its design' "$ANALYZER" estimate \
    --csv "$WORK/answers.csv" --form tests/golden/r/estimate.json --item q1 --format json
  is "$(jq .design <<<"$out")" '"weighted"' '… weighted'
  ok '… within 4 standard errors of the truth' jq -e '.estimates[0]
    | .n == 120 and .se > 0.005 and .se < 0.1 and ((.estimate - 2 / 3) / .se | fabs) < 4' \
    "$WORK/exits.out"
done

exits 2 'a draw needs a seed' "$ANALYZER" sample --frame "$WORK/frame.csv" --size 5
exits 2 'pps of rows needs sizes' \
  "$ANALYZER" sample --frame "$WORK/frame.csv" --size 5 --seed 1 --method pps
exits 1 'more than the frame holds' \
  "$ANALYZER" sample --frame "$WORK/frame.csv" --size 5000 --seed 1
like "$err" "there are $N" '… says how many there are'
exits 1 'a column that is not there' \
  "$ANALYZER" sample --frame "$WORK/frame.csv" --size 5 --seed 1 --strata nowhere
like "$err" "no column 'nowhere'" '… is named'

done_testing
