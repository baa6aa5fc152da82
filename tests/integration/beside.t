#!/usr/bin/env bash
# report: what stands beside a survey. Published figures with their source and change, files
# on time against what people say, comments by channel and, masked, in words; and the points
# of a one-stop shop by quarter.
. "$(dirname "$0")/../tools/harness.sh"

cat >"$WORK/form.json" <<'JSON'
{
  "settings": {"form_id": "mini", "version": 1, "default_language": "vi", "on_time": "q2",
               "form_title": {"vi": "Khảo sát", "en": "Survey"}},
  "choices": {"s3": [{"name": "1", "label": {"vi": "Không hài lòng", "en": "Dissatisfied"}},
                     {"name": "2", "label": {"vi": "Hài lòng", "en": "Satisfied"}},
                     {"name": "3", "label": {"vi": "Rất hài lòng", "en": "Very satisfied"}}]},
  "scales": {"s3": {"satisfied": ["2", "3"]}},
  "survey": [{"type": "select_one s3", "name": "q1", "na": true, "factor": "f",
              "label": {"vi": "Thái độ", "en": "Attitude"}},
             {"type": "select_one s3", "name": "q2", "na": true, "factor": "f",
              "label": {"vi": "Trả kết quả đúng hẹn", "en": "On the promised date"}}],
  "factors": {"f": {"label": {"vi": "Chỉ số", "en": "Index"}}},
  "index": "f"
}
JSON
printf 'code,name_vi,name_en\nH31,Hải Phòng,Hai Phong\nA,Xã An,\nB,Xã Bình,\nC,Xã Cao,\nD,Xã Dân,\n' >"$WORK/units.csv"
printf 'code,name_vi\ns1,Khai sinh\ns2,Kết hôn\ns3,Khai tử\n' >"$WORK/services.csv"
cat >"$WORK/reference.csv" <<'CSV'
index,year,unit,value,measure,rank,out_of,source
SIPAS,2018,H31,90.86,%,9,63,Bộ Nội vụ 2019
SIPAS,2019,H31,92.22,%,2,63,"Bộ Nội vụ, Báo cáo SIPAS 2019"
SIPAS,2019,,84.45,%,,,Bộ Nội vụ
PAR INDEX,2024,H31,93.18,%,3,63,Bộ Nội vụ 2025
PAR INDEX,2025,H31,92.7,%,1,34,Bộ Nội vụ 2026
PCI,2021,H31,70.61,điểm,2,63,VCCI
PCI,2022,H31,70.76,điểm (cách tính 2022),3,63,VCCI
PCI,2024,H31,74.84,điểm (cách tính 2022),1,,<b>VCCI
CSV
printf 'index,year,unit,value,source,rank,out_of\nSIPAS,2020,H31,90,Bộ Nội vụ,64,63\n' >"$WORK/wrong.csv"
cat >"$WORK/transactions.csv" <<'CSV'
unit,from,to,received,on_time
A,2026-01-01,2026-03-31,1000,990
B,2026-01-01,2026-03-31,1000,980
CSV

# people UNIT N Q1 Q2 SERVICE,CHANNEL [COMMENT]: N answers alike
people() {
  awk -v unit="$1" -v n="$2" -v q1="$3" -v q2="$4" -v rest="$5" -v words="${6-}" 'BEGIN {
    id = unit "-" rest "-" q1 q2 length(words)
    gsub(",", "-", id)
    for (i = 1; i <= n; i++)
      printf "%s-%d,%s,%s,open,%s,%s,%s\n", id, i, unit, rest, q1, q2, words
  }'
}
{
  echo 'response_id,unit,service,channel,selection,q1,q2,comment'
  people A 30 3 3 s1,web
  people A 70 2 1 s1,web
  people A 1 3 3 s1,web '"Anh Nguyễn Văn A, 0912 345 678: <i>tốt</i>"'
  people A 1 3 3 s2,box '"Chỉ ba người nói về kết hôn"'
  people A 2 3 3 s2,box
  people A 8 3 3 s3,web
  people B 40 3 3 s1,web
  people B 1 2 2 s1,hotline '"Bà Lê Thị B không trả lời"'
  people C 5 3 3 s1,web '"Ít người quá"'
  people D 6 3 3 s1,web
} >"$WORK/answers.csv"
{
  echo 'response_id,unit,service,channel,selection,q1,q2'
  people B 40 3 3 s1,web | cut -d, -f1-7
} >"$WORK/silent.csv"

new_database
{
  "$COLLECTOR" migrate --db "$DB"
  "$COLLECTOR" import units "$WORK/units.csv" --db "$DB"
  "$COLLECTOR" import services "$WORK/services.csv" --db "$DB"
  "$COLLECTOR" form add "$WORK/form.json" --db "$DB"
  "$COLLECTOR" form add forms/definitions/one-stop-9.json --db "$DB"
  "$COLLECTOR" import transactions "$WORK/transactions.csv" --db "$DB"
} >"$WORK/setup.log" 2>&1
report $? 'a database' || note "$(tail -n 5 "$WORK/setup.log")"
ok 'published figures' "$COLLECTOR" import reference "$WORK/reference.csv" --db "$DB"
exits 1 'a rank beyond the number ranked is refused' \
  "$COLLECTOR" import reference "$WORK/wrong.csv" --db "$DB"
like "$("$COLLECTOR" import reference "$WORK/wrong.csv" --db "$DB" 2>&1)" \
  'line 2: .*check' '… with the line'

# round CODE FORM FILE
round() {
  {
    "$COLLECTOR" round add "$1" --form "$2" --from 2026-01-01 --to 2026-12-31 --db "$DB" &&
      "$COLLECTOR" round open "$1" --db "$DB" &&
      "$COLLECTOR" upload --round "$1" "$3" --db "$DB"
  } >"$WORK/round.log" 2>&1
  report $? "round $1" || note "$(cat "$WORK/round.log")"
}

# page FILE: the words of a page of the report, a line for each block, plain spaces
page() {
  page=$(sed -E 's/<span class="label">[^<]*<\/span>//g; s/<\/(th|td|li|p)>/ | /g; s/<[^>]*>//g
    s/\xc2\xa0|&nbsp;/ /g; s/ +/ /g' "$WORK/site/$1")
}
says() {
  [[ "$page" == *"$1"* ]]
  report $? "$2" || note "the page does not say: $1"
}
says_not() {
  [[ "$page" != *"$1"* ]]
  report $? "$2" || note "the page says: $1"
}
made() {
  rm -rf "$WORK/site"
  ok "report $*" "$ANALYZER" report --round "$1" --out "$WORK/site" --db "$DB" "${@:2}"
}

# --- published figures ----------------------------------------------------------------

round survey mini "$WORK/answers.csv"
made survey
page beside.html
says 'SIPAS 2019 – Hải Phòng | 92,22 % | +1,36 điểm % | 2 trong 63 | tăng 7 bậc | Bộ Nội vụ, Báo cáo SIPAS 2019 |' \
  'SIPAS 2019 with its change in points and places, and its source'
says 'SIPAS 2019 – cả nước | 84,45 % | – | – | – | Bộ Nội vụ |' 'the whole country, without a rank'
says 'PAR INDEX 2025 – Hải Phòng | 92,70 % | −0,48 điểm % | 1 trong 34 | năm trước xếp 63 nơi, nay 34: không so sánh bậc |' \
  'of fields of two sizes the places are not compared'
says 'PCI 2022 – Hải Phòng | 70,76 điểm (cách tính 2022) | cách tính năm trước khác, không so sánh | 3 trong 63 | giảm 1 bậc |' \
  'of two measures no change'
says 'PCI 2024 – Hải Phòng | 74,84 điểm (cách tính 2022) | – | 1 | – | &lt;b&gt;VCCI |' \
  'over a missing year none either; escaped'

# --- on time --------------------------------------------------------------------------

says '98,50 % trong 2.000 hồ sơ có số liệu được giải quyết đúng hẹn.' 'the share on time'
says 'Người dân hài lòng với nội dung “Trả kết quả đúng hẹn”' '… beside the item that the form names'
says '1 trong 2 đơn vị có cả hai số liệu trái ngược nhau.' 'one of two contradicts'
says 'Xã An | 99,00 % | 37,50 %' '… and is listed'
page unit/B.html
says 'không trái ngược |' 'a unit without a contradiction'
page unit/A.html
says 'trái ngược: hồ sơ báo đúng hẹn nhiều hơn hẳn người dân thấy |' 'a unit with one'

# --- as files for those who calculate -------------------------------------------------

# told TABLE FILTER: rows of report.json, by their columns
told() {
  jq -c ".tables.$1[] | $2" "$WORK/site/report.json"
}
is "$(told published 'select(.index == "SIPAS" and .year == 2019) | [.name, .value, .change, .rank, .out_of, .places]' |
  sed -E 's/1\.3[56][0-9]*/1.36/')" '["cả nước",84.45,null,null,null,null]
["Hải Phòng",92.22,1.36,2,63,7]' 'published figures in report.json'
is "$(told published 'select(.year == 2025 or .year == 2022) | [.index, .places] + (if .index == "PCI" then [.change] else [] end)')" \
  '["PAR INDEX",null]
["PCI",-1,null]' '… and what is not compared is null'
is "$(told on_time '[.by, .code, .files, .on_time, .says]')" '["overall",null,2000,0.985,"files_more"]
["unit","B",1000,0.98,"near"]
["unit","A",1000,0.99,"files_more"]' 'files on time'
is "$(told comments '[.channel, .count]')" '["web",6]
["box",1]
["hotline",1]' 'comments by channel, no words'

# --- comments -------------------------------------------------------------------------

page beside.html
says '8 góp ý qua 3 kênh' 'comments are counted through three channels'
page unit/A.html
says 'Anh […], […]: &lt;i&gt;tốt&lt;/i&gt; |' 'a comment: name and number masked, escaped'
says 'Chỉ ba người nói về kết hôn |' 'one about a service few spoke of is on the page of the unit'
page unit/B.html
says 'Bà […] không trả lời |' '… and another'
says_not 'Anh […]' 'comments are those of the unit'
page unit/C.html
says_not 'Ít người quá' 'where few answered no comment is told'
page service/s1.html
says 'Bà […] không trả lời |' 'a comment on the page of the service'
says_not 'Ít người quá' '… not one of a unit where few spoke of it'
page service/s2.html
says_not 'Chỉ ba người' '… nor of a service of few'
is "$(cd "$WORK/site" && grep -rlE '0912|Nguyễn Văn A|Lê Thị B' .)" '' 'no number and no name on any page'
made survey --min-n 500
is "$(cd "$WORK/site" && grep -rlE 'class="remarks"' .)" '' 'with a higher --min-n no comments at all'

round silent mini "$WORK/silent.csv"
made silent
page beside.html
says '0 góp ý qua 3 kênh' 'nothing received is said as 0 through 3 channels'
says 'Không có góp ý không có nghĩa là mọi người hài lòng.' '… and what it does not mean'

# --- from dealings to satisfaction ----------------------------------------------------

page index.html
says 'Giao dịch tiếp nhận | 2.000' 'dealings'
says '98 % giao dịch không có đánh giá nào' '… and those of which nothing was heard'
sed 's/,s1,web,open,/,,interview,sample,/' "$WORK/silent.csv" >"$WORK/drawn.csv"
round drawn mini "$WORK/drawn.csv"
made drawn
page index.html
says_not 'giao dịch' 'people who were drawn at home, of no service, rated no dealing'

# --- points ---------------------------------------------------------------------------

# rated UNIT N LEVEL WHEN: all nine indicators alike
rated() {
  awk -v unit="$1" -v n="$2" -v level="$3" -v at="$4" 'BEGIN {
    for (i = 1; i <= n; i++) {
      printf "%s-%s-%s-%d,%s,web,open,%s", unit, level, at, i, unit, at
      for (q = 1; q <= 9; q++)
        printf ",%s", level
      print ""
    }
  }'
}
{
  echo 'response_id,unit,channel,selection,submitted_at,q01,q02,q03,q04,q05,q06,q07,q08,q09'
  rated A 8 3 2026-03-31T23:30:00
  rated A 4 2 2026-03-31T23:30:00
  rated A 12 3 2026-04-01T00:10:00
  rated B 12 2 2026-02-01T08:00:00
  rated C 5 1 2026-02-01T08:00:00
  rated D 6 1 2026-02-01T08:00:00
} >"$WORK/one-stop.csv"
round points one-stop-9 "$WORK/one-stop.csv"
made points --store
page unit/A.html
says 'Quý I/2026 | 15,00 12,' 'just 15 of 18 points, with an interval'
says '| Xuất sắc, có thể là Tốt | 12 |' '… are Xuất sắc; as the interval says, may be Tốt'
says 'Quý II/2026 | 18,00' 'ten minutes past midnight in Viet Nam is the next quarter'
says 'Tổng thời gian giải quyết hồ sơ | 1,66 | 2,00 |' 'an indicator in points of 2'
says 'Xếp loại: Xuất sắc từ 15; Tốt từ 12; Khá từ 9; Trung bình từ 6; Yếu từ 0.' 'the classes are those of the definition'
page unit/B.html
says '9,00 chưa rõ sai số | Khá | 12 |' 'all alike: nothing is known of the error, which is not 0'
page unit/C.html
says 'Quý I/2026 | dưới 10 phiếu, không công bố | – | 5 |' 'a quarter of few is held back'
page points.html
says 'Quý I/2026 |' 'everybody by quarter'
says 'Xã An | 15,00' 'units in one table'
says 'Xếp theo điểm của Quý II/2026' 'in order of the last quarter'
page beside.html
says_not 'Điểm và xếp loại' 'points have a page of their own'
is "$(awk -F, '/^"?unit,quarter/ && $0 ~ /one_stop,mean100/' "$WORK/site/estimates.csv" | grep -c 'A,2026-Q1')" 1 \
  'the quarters are in estimates.csv'
is "$(told points 'select(.unit == null or .unit == "A") | [.quarter, .unit, .points, .class, .class_low, .class_high]')" \
  '["2026-Q1",null,8.22,"Trung bình","Yếu","Khá"]
["2026-Q2",null,18,"Xuất sắc","Xuất sắc","Xuất sắc"]
["2026-Q1","A",15,"Xuất sắc","Tốt","Xuất sắc"]
["2026-Q2","A",18,"Xuất sắc","Xuất sắc","Xuất sắc"]' 'points in report.json'
is "$(told points 'select(.unit == "C") | [.points, .class, .suppressed]')" '[null,null,"n<10"]' '… but of few'
is "$(sql "select quarter, unit, n, points, points_low, points_high, class_vi
  from hailong.report_points where round = 'points' order by 1, 2")" \
  "$(told points '[.quarter, .unit, .n, .points, .points_low, .points_high, .class]' |
    jq -rs 'sort_by(.[1] // "~") | sort_by(.[0])[] | map(. // "" | tostring) | join("|")')" \
  'the view of points says the same'

# the book has both pages, for which a weasyprint that keeps what it is given is enough
mkdir "$WORK/bin"
printf '#!/bin/sh\ncat >>"%s"\necho %%PDF-fake\n' "$WORK/book.html" >"$WORK/bin/weasyprint"
chmod +x "$WORK/bin/weasyprint"
ok 'on paper' env PATH="$WORK/bin:$PATH" "$ANALYZER" report --round points --out "$WORK/paper" --pdf --db "$DB"
like "$(sed 's/<[^>]*>/ /g; s/&nbsp;/ /g' "$WORK/book.html" | tr -s ' \n' ' ')" \
  'Điểm Điểm và xếp loại theo quý .* Xã An .*15,00 .*Xuất sắc , có thể là Tốt .* Đối chiếu .* Kênh và chất lượng' \
  '… the points and what stands beside the survey'
is "$(grep -oE 'href="[^#"][^"]*"' "$WORK/book.html")" '' '… without links that lead nowhere'

# other thresholds are other data
sed 's/"version": 1,/"version": 2,/; s/"from": 15/"from": 15.5/' forms/definitions/one-stop-9.json >"$WORK/one-stop.json"
ok 'other classes' "$COLLECTOR" form add "$WORK/one-stop.json" --db "$DB"
round stricter one-stop-9@2 "$WORK/one-stop.csv"
made stricter --lang en
page unit/A.html
says '| Good, may be Excellent | 12 |' 'with a higher threshold the same points are Good'

done_testing
