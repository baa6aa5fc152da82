#!/usr/bin/env bash
# modes and funnel: who answered how beside the sample, with the gap; and from dealings to
# satisfaction, where silence counts for nothing.
. "$(dirname "$0")/../tools/harness.sh"

FORM=forms/definitions/kiosk-1.json

# people N SATISFIED UNIT,SERVICE,SELECTION,CHANNEL,COLLECTOR COMMENTS
people() {
  awk -v n="$1" -v k="$2" -v who="$3" -v comments="$4" 'BEGIN {
    name = who
    gsub(",", "-", name)
    for (i = 0; i < n; i++)
      printf "%s-%d,%s,%s,%s\n", name, i, who, i < k ? 5 : 2, i < comments ? "word " i : "" }'
}
HEADER=response_id,unit,service,selection,channel,collected_by,overall,comment
{
  echo "$HEADER"
  people 50 50 'U1,S1,sample,interview,An' 0
  people 50 30 'U1,S1,sample,interview,Bình' 0
  people 50 35 'U2,S2,sample,phone,Chi' 0
  people 60 54 'U1,S1,open,web,' 0
  people 40 39 'U2,S2,open,kiosk,' 0
  people 3 3 'U1,S1,open,box,' 2
} >"$WORK/all.csv"
grep -E "^response_id|,sample," "$WORK/all.csv" >"$WORK/sample.csv"
grep -E "^response_id|,open," "$WORK/all.csv" >"$WORK/open.csv"
FILE=(--csv "$WORK/all.csv" --form "$FORM" --item overall)

modes() {
  exits 0 "modes $*" "$ANALYZER" modes "$@"
}
funnel() {
  exits 0 "funnel $*" "$ANALYZER" funnel --db "$DB" "$@"
}
# row JSON-FILTER: of the one row of $out that has it
row() {
  jq -c "(.modes // .funnel)[] | select($1) | $2" <<<"$out"
}

# --- modes ----------------------------------------------------------------------------

modes "${FILE[@]}" --format csv
is "$(head -n 1 <<<"$out")" "by,domain,item,statistic,selection,n,estimate,se,ci_low,ci_high,ci_method,level,gap,gap_se,gap_df,gap_low,gap_high,p,p_holm,suppressed" \
  'the columns of CSV'
is "$(cut -d, -f 1,2,5,6,20 <<<"$out" | sed 1d)" 'selection,sample,sample,150,
selection,open,open,103,
channel,interview,sample,100,
channel,phone,sample,50,
channel,box,open,3,n<10
channel,kiosk,open,40,complement
channel,web,open,60,
collected_by,An,sample,50,
collected_by,Bình,sample,50,
collected_by,Chi,sample,50,' 'every selection, and channel and collector within it; what would tell a small one is held back'
is "$(grep ',box,' <<<"$out")" 'channel,box,overall,t2b,open,3,,,,,,,,,,,,,,n<10' \
  'small numbers are held back, gap and all'
is "$(grep '^selection,sample' <<<"$out" | cut -d, -f 13-19)" ',,,,,,' 'the sample has no gap to itself'
like "$err" 'made from the sample, 150 responses; 103 open .* never pooled' 'a line says what is what'

modes "${FILE[@]}" --format json
is "$(jq -r .reference <<<"$out")" sample 'JSON names the reference'
near='def near(a; b): ((a - b) | fabs) < 1e-12;'
# two independent samples: 96 of 103 less 115 of 150
is "$(jq "$near"' (96/103) as $a | (115/150) as $b | .modes[1] | near(.gap; $a - $b) and .gap_df == 251
  and near(.gap_se; ($a * (1 - $a) / 102 + $b * (1 - $b) / 149 | sqrt))' <<<"$out")" true \
  'the gap of the open answers is that of independent groups'
# a part of the whole, f its share: compare.h
is "$(jq "$near"' def v(p; n): p * (1 - p) / n; .modes[3] | (50/150) as $f | 0.7 as $a | 0.8 as $b
  | near(.gap; (1 - $f) * ($a - $b)) and .gap_df == 149 and near(.gap_se;
    150/149 * ((1 - $f) * (1 - $f) * (v($a; 50) + v($b; 100)) + $f * (1 - $f) * 0.01 / 150) | sqrt)' <<<"$out")" true \
  'the gap of a channel of the sample respects what it shares with the sample'
is "$(jq -c '[.modes[].p] as $p | ([$p[] | select(. != null)] | sort) as $s
  | [.modes[].p_holm] as $h | ($h | map(select(. != null)) | length) == ($s | length) and
    ($h | map(select(. != null)) | min) == ([1, $s[0] * ($s | length)] | min)' <<<"$out")" true \
  'Holm over all rows that have a p'

modes "${FILE[@]}"
like "$out" 'Tự gửi cao hơn mẫu 16,54 điểm.% \(KTC 95.%: 7,[0-9]{2}–2[0-9],[0-9]{2}\)\.' \
  'the table says in words how far the open answers are off'
like "$out" 'overall, t2b: An cao hơn mẫu 23,33 điểm' '… and which collector stands out'
unlike "$out" ': Chi ' '… and leaves out who does not'
like "$out" 'không bao giờ gộp chung' '… and the rule'
modes "${FILE[@]}" --lang en
like "$out" 'Self-selected is higher than the sample by 16\.54 points \(CI 95%: ' 'in English too'
modes "${FILE[@]}" --statistic mean --lang en
unlike "$out" 'points' 'means differ by levels'
modes --csv "$WORK/sample.csv" --form "$FORM" --format json
is "$(jq -c '[.reference, (.modes | length), ([.modes[].selection] | unique)]' <<<"$out")" \
  '["sample",6,["sample"]]' 'a sample alone'
modes --csv "$WORK/open.csv" --form "$FORM" --format json
is "$(jq -c '[.reference, ([.modes[] | .gap, .p] | unique)]' <<<"$out")" '[null,[null]]' \
  'open answers alone have nothing to be held against'
like "$err" 'nothing to be held against' '… which is said'
modes --csv "$WORK/open.csv" --form "$FORM"
like "$out" 'Không có mẫu được chọn' '… in the table too'
head -n 1 "$WORK/all.csv" >"$WORK/none.csv"
modes --csv "$WORK/none.csv" --form "$FORM" --format csv
is "$(wc -l <<<"$out")" 1 'nobody: a header'
like "$err" 'no responses' '… and a line'
modes "${FILE[@]}" --min-n 151 --format json
is "$(jq -c '[.modes[] | .estimate, .gap] | unique' <<<"$out")" '[null]' 'all too few'

# parts of a clustered sample against R (tests/golden/r/part.R): the unit is the channel
awk -F, 'NR == 1 { print "channel," $0; next } { c["A"] = "web"; c["B"] = "phone"; c["C"] = "box"
  print c[$1] "," $0 }' tests/golden/r/estimate-data.csv >"$WORK/clustered.csv"
modes --csv "$WORK/clustered.csv" --form tests/golden/r/estimate.json --item q1,q4,index --format json --min-n 0
wrong=$(jq -r --rawfile golden tests/golden/r/part.csv '
  {web: "A", phone: "B", box: "C"} as $unit | ($golden | split("\n") | map(split(","))) as $all
  | .modes[] | select(.by == "channel") as $ours
  | ($all[] | select(.[0] == "clusfpc" and .[1] == $unit[$ours.domain] and .[2] == $ours.item
      and .[3] == "t2b")) as $r
  | [["gap", 4], ["gap_se", 5], ["gap_df", 6], ["p", 7], ["gap_low", 8], ["gap_high", 9]][] as [$name, $c]
  | select(($ours[$name] - ($r[$c] | tonumber) | fabs) > 1e-8 * ($r[$c] | tonumber | fabs) + 1e-13)
  | "\($ours.domain) \($ours.item) \($name): \($ours[$name]), R has \($r[$c])"' <<<"$out" 2>&1)
is "$wrong" '' 'parts of a clustered sample agree with R'
is "$(jq '[.modes[] | select(.by == "channel")] | length' <<<"$out")" 9 '… all nine'

# --- the funnel -----------------------------------------------------------------------

new_database
ok 'migrate' "$COLLECTOR" migrate --db "$DB"
ok 'form add' "$COLLECTOR" form add "$FORM" --db "$DB"
# round CODE FILE [OPTION...]
round() {
  local code=$1 file=$2
  shift 2
  ok "round $code" "$COLLECTOR" round add "$code" --form kiosk-1 --db "$DB" "$@"
  ok "open $code" "$COLLECTOR" round open "$code" --db "$DB"
  ok "upload $code" "$COLLECTOR" upload --round "$code" "$file" --db "$DB"
}
round q1 "$WORK/all.csv" --from 2026-01-01 --to 2026-03-31
round open "$WORK/open.csv"
sed 's/,[^,]*$/,/' "$WORK/open.csv" | sed '1s/.*/'"$HEADER/" >"$WORK/quiet.csv"
round quiet "$WORK/quiet.csv" --from 2026-01-01 --to 2026-03-31
round none "$WORK/none.csv" --from 2026-01-01
cat >"$WORK/transactions.csv" <<'CSV'
unit,service,from,to,received,on_time,invited
U1,S1,2026-01-01,2026-01-31,1000,900,400
U1,S1,2026-02-01,2026-03-31,1000,950,
U1,S9,2026-01-01,2026-03-31,500,,
U1,,2026-01-01,2026-03-31,3000,2700,
U3,S1,2026-03-15,2026-04-14,7000,7000,
U2,S2,2026-01-01,2026-03-31,80,80,90
U3,S1,2026-01-01,2026-03-31,200,190,50
U5,S1,2026-01-01,2026-02-28,100,100,
U5,S1,2026-02-01,2026-03-31,100,50,
CSV
ok 'transactions' "$COLLECTOR" import transactions "$WORK/transactions.csv" --db "$DB"

modes --round q1 --db "$DB" --format csv
is "$(cut -d, -f 1,2,5,6 <<<"$out" | sed -n '2,3p')" $'selection,sample,sample,150\nselection,open,open,103' \
  'modes of a round'

funnel --round q1 --by unit --by service --by unit,service --format csv
is "$(head -n 1 <<<"$out")" "by,domain,received,on_time,on_time_share,invited,rated,rated_sample,rated_open,rated_of_received,satisfied_share,ci_low,ci_high,satisfied_of_received,comments,comment_channels,suppressed,note,selection,comments_by_channel" \
  'the columns of CSV'
is "$(cut -d, -f 1-4,6-9 <<<"$out" | sed 1d)" \
  'unit,U1,3000,2700,,163,100,63
unit,U2,80,80,90,90,50,40
unit,U3,200,190,50,0,0,0
unit,U5,200,150,,0,0,0
service,S1,2400,2190,450,163,100,63
service,S2,80,80,90,90,50,40
service,S9,500,,,0,0,0
"unit,service","U1,S1",1850,0.92500000000000004,400,163
"unit,service","U1,S9",,,,0
"unit,service","U2,S2",80,1,90,90
"unit,service","U3,S1",190,0.94999999999999996,50,0
"unit,service","U5,S1",150,0.75,,0' 'dealings, invited, rated: nothing counted twice, unknown is blank'
like "$err" '1 counts of transactions lie partly outside of the round \(2026-01-01 to 2026-03-31\)' \
  'a period that straddles the end of the round is left out, and told of'

funnel --round q1 --by overall --by unit --format json
is "$(row '.domain == "U3"' '[.received, .rated, .rated_of_received, .satisfied_share, .satisfied_of_received, .note]')" \
  '[200,0,0,null,null,"nobody-rated"]' 'nobody rated: no satisfaction, whatever was received'
is "$(row '.domain == "U2"' '[.note, .satisfied_of_received]')" '["rated>received invited>received",null]' \
  'more rated or invited than received is flagged'
is "$(row '.domain == "U5"' .note)" '"nobody-rated overlapping-periods"' 'periods that overlap are flagged'
is "$(row '.domain == "U1"' '[.satisfied_share, .selection, .comments, .comments_by_channel]')" \
  '[0.8,"sample",2,"interview:0 phone:0 web:0 kiosk:0 box:2"]' 'satisfied: of the sample'
is "$(row '.domain == "U1"' '(.satisfied_of_received - (80 + 57) / 3000 | fabs) < 1e-12')" true \
  '… and of what was received: sample and open each by its own share'
is "$(row '.by == "overall"' '[.received, .rated, .rated_sample, .rated_open, .invited, .note]')" \
  '[3480,253,150,103,140,"overlapping-periods invited-partly"]' 'everybody'
is "$(jq -c '[.channels, .item, .transactions_left_out]' <<<"$out")" \
  '[["interview","phone","web","kiosk","box"],"satisfaction",1]' 'JSON says which channels were open'

funnel --round q1 --by unit --min-n 64 --format json
is "$(row '.domain == "U1"' '(.satisfied_of_received - 80 / 3000 | fabs) < 1e-12')" true \
  '… unless it is of too few'
funnel --round q1 --by unit --min-n 60 --format csv
is "$(grep '^unit,U2' <<<"$out" | cut -d, -f 7,11-14,17)" '90,,,,,n<60' 'small numbers are held back'
is "$(grep '^unit,U1' <<<"$out" | cut -d, -f 17)" '' '… no others'
funnel --round q1 --by unit --by overall --min-n 60 --format csv
is "$(cut -d, -f 1,2,17 <<<"$out" | grep -E '^(unit,U[12]|overall)')" 'unit,U1,complement
unit,U2,n<60
overall,,' '… but beside the total, which would tell them'
funnel --round q1
like "$out" '76,7.% số người đã đánh giá là hài lòng \(khoảng tin cậy 69,3–82,7.%\)\. 7,3.% giao dịch có đánh giá, tức là nghe được hài lòng ở 6,1.% giao dịch' \
  'the table says it in words'
like "$out" '92,7.% còn lại không nói gì và không được tính là hài lòng' '… and what silence is'
like "$out" 'Góp ý: 2 qua 5 kênh \(Phỏng vấn trực tiếp, Điện thoại, Trực tuyến, Ki-ốt, Hòm thư góp ý\)' \
  '… with the channels'
funnel --round q1 --lang en
like "$out" '92\.7% said nothing and are not counted as satisfied' 'in English too'
funnel --round q1 --by unit --lang en
like "$out" 'U3 .*nobody rated' 'notes are words in a table'

# dealings of some units only: what is received is not what all could rate
sed '1!s/U1,S1/U4,S1/' "$WORK/open.csv" >"$WORK/elsewhere.csv"
round partly "$WORK/elsewhere.csv" --from 2026-01-01 --to 2026-03-31
funnel --round partly --by overall --by unit --by service --format json
is "$(row '.by == "overall"' '[.received, .rated, .rated_of_received, .satisfied_of_received, (.satisfied_share | type)]')" \
  '[3480,103,null,null,"number"]' 'no share of dealings where only those of some units are known'
like "$(row '.by == "overall"' .note)" 'received-partly' '… which is flagged'
is "$(row '.domain == "U4"' .note)" '"no-transactions"' '… a unit without any has none'
like "$(row '.domain == "S1"' .note)" 'received-partly' '… a service is known of some units'
unlike "$(row '.domain == "U2"' .note)" 'received-partly' '… and of others nothing is missing'

# zero comments through the channels that were open
funnel --round quiet --channels box,hotline,web
like "$out" 'Góp ý: 0 qua 3 kênh \(Trực tuyến, Hòm thư góp ý, Đường dây nóng\)' 'zero comments is said as that'
unlike "$out" '100,0.%' '… and is no satisfaction'
funnel --round quiet --channels box,hotline,web --format csv
is "$(sed -n 2p <<<"$out" | cut -d, -f 15,16,20)" '0,3,web:0 box:0 hotline:0' '… in CSV too'
funnel --round q1 --channels hotline --format csv
is "$(sed -n 2p <<<"$out" | cut -d, -f 15,16,20)" '2,2,box:2 hotline:0' \
  'a channel that brought comments was open, named or not'

funnel --round open --format json
is "$(row true '[.received, .selection, .rated_sample]')" '[10480,"open",0]' 'a round without dates takes all, and one without a sample says so'
like "$err" 'the round has no dates' '… on stderr'
funnel --round none --by unit --format json
is "$(jq -c '[.funnel[].rated] | unique' <<<"$out")" '[0]' 'a round without answers'

# tickets issued are invitations, where the dealings that are counted do not tell them
sql "insert into hailong.ticket_issue (round, unit, service, count) values ('q1', 'U1', 'S1', 6),
  ('q1', 'U1', 'S1', 4), ('q1', 'U1', null, 5), ('q1', 'U2', 'S2', 20), ('q1', 'U5', 'S1', 30),
  ('q1', 'U4', 'S4', 7), ('quiet', 'U1', 'S1', 1000)"
funnel --round q1 --by overall --by unit --by service --by unit,service --format csv
is "$(awk -F, '{ if ($1 ~ /^"/) print $3 "," $4 ":" $8; else print $2 ":" $6 }' <<<"$out" | sed 1d | tr '\n' ' ')" \
  ':192 U1:15 U2:90 U3:50 U4:7 U5:30 S1:480 S2:90 S4:7 S9: "U1,S1":400 "U1,S9": "U2,S2":90 "U3,S1":50 "U4,S4":7 "U5,S1":30 ' \
  'tickets are counted once'
is "$(grep -c invited-tickets <<<"$out")" 8 '… and every row that holds some says so'
funnel --round q1 --by unit
like "$out" 'U5 .*số được mời gồm vé đã phát' '… in words too'
unlike "$(grep 'U2 ' <<<"$out")" 'vé đã phát' '… but not where the dealings told it'

while IFS='|' read -r words why; do
  # shellcheck disable=SC2086 # words are words
  exits 2 "$words" "$ANALYZER" $words --db "$DB"
  like "$err" "$why" '… says why'
done <<CASES
funnel|needs --round
funnel --round q1 --by channel|by unit and service only
funnel --round q1 --channels post,pigeon|--channels takes
funnel --round q1 --item all|ends in one item
modes|needs either --round
modes --round q1 --statistic total --item overall|not compared
CASES
exits 1 'an unknown round' "$ANALYZER" funnel --round zz --db "$DB"
like "$err" "no round 'zz'" '… is named'

done_testing
