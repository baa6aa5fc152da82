#!/usr/bin/env bash
# report: the page says what estimates.csv says, in words that cannot be over-read: three
# verdicts, small numbers held back, self-selected answers kept apart, names escaped.
. "$(dirname "$0")/../tools/harness.sh"

cat >"$WORK/form.json" <<'JSON'
{
  "settings": {"form_id": "mini", "version": 1, "default_language": "vi",
               "form_title": {"vi": "Khảo sát <thử> & nghiệm", "en": "Trial <survey>"}},
  "choices": {"s3": [{"name": "1", "label": {"vi": "Không hài lòng", "en": "Dissatisfied"}},
                     {"name": "2", "label": {"vi": "Hài lòng", "en": "Satisfied"}},
                     {"name": "3", "label": {"vi": "Rất hài lòng", "en": "Very satisfied"}}]},
  "scales": {"s3": {"satisfied": ["2", "3"]}},
  "survey": [{"type": "select_one s3", "name": "q1", "na": true, "factor": "f",
              "label": {"vi": "Thái độ", "en": "Attitude"}},
             {"type": "select_one s3", "name": "q2", "na": true, "factor": "f",
              "label": {"vi": "Thời hạn", "en": "Time limit"}}],
  "factors": {"f": {"label": {"vi": "Chỉ số hài lòng", "en": "Satisfaction index"}}},
  "index": "f"
}
JSON
sed 's/"mini"/"noindex"/; s/^\(  "factors": .*\),$/\1/; /^  "index"/d' \
  "$WORK/form.json" >"$WORK/noindex.json"
cat >"$WORK/units.csv" <<'CSV'
code,name_vi,name_en
A,Xã An,
B,"<b>&""'Xã",
C,Phường Cao,Cao Ward
E,Xã Ém,
CSV
printf 'code,name_vi\ns1,Khai sinh\ns2,Kết hôn\n' >"$WORK/services.csv"

# people UNIT N SATISFIED [SERVICE,CHANNEL,SELECTION]: N rows, so many of them satisfied
people() {
  awk -v unit="$1" -v n="$2" -v yes="$3" -v rest="${4:-s1,interview,sample}" 'BEGIN {
    id = unit "-" rest
    gsub(",", "-", id)
    for (i = 1; i <= n; i++)
      printf "%s-%d,%s,%s,%d,%d\n", id, i, unit, rest, i <= yes ? 2 + i % 2 : 1,
        i <= yes ? 3 : 1
  }'
}
{
  echo 'response_id,unit,service,channel,selection,q1,q2'
  people A 60 57
  people B 60 30
  people C 60 48 s2,phone,sample
  people E 5 5
  people A 7 7 s1,web,open
} >"$WORK/data.csv"
{
  echo 'response_id,unit,service,channel,selection,q1,q2'
  people A 40 40 s1,kiosk,open
} >"$WORK/open.csv"

{
  echo 'response_id,unit,service,channel,selection,q1,q2'
  people A 60 57
  awk 'BEGIN { for (i = 1; i <= 12; i++) print "blank-" i ",A,s1,paper,sample,," }'
} >"$WORK/odd.csv"

new_database
ok 'migrate' "$COLLECTOR" migrate --db "$DB"
ok 'import units' "$COLLECTOR" import units "$WORK/units.csv" --db "$DB"
ok 'import services' "$COLLECTOR" import services "$WORK/services.csv" --db "$DB"
ok 'form add' "$COLLECTOR" form add "$WORK/form.json" --db "$DB"
ok 'a form without index' "$COLLECTOR" form add "$WORK/noindex.json" --db "$DB"

# round CODE FILE [OPTION...]: a round with the responses of a file
round() {
  local code=$1 file=$2
  shift 2
  "$COLLECTOR" round add "$code" "$@" --db "$DB" >"$WORK/round.log" 2>&1 &&
    "$COLLECTOR" round open "$code" --db "$DB" >>"$WORK/round.log" 2>&1 &&
    { [ -z "$file" ] || "$COLLECTOR" upload --round "$code" "$file" --db "$DB" \
      >>"$WORK/round.log" 2>&1; }
  report $? "round $code" || note "$(cat "$WORK/round.log")"
}
round old "$WORK/data.csv" --form mini --method 0 --from 2025-03-01 --to 2025-03-31
round r75 "$WORK/data.csv" --form mini --target 75 --from 2026-03-01 --to 2026-03-31
round r50 "$WORK/data.csv" --form mini --target 50 --comparable-with r75
round r95 "$WORK/data.csv" --form mini --target 95.5
round none "$WORK/data.csv" --form mini
round open "$WORK/open.csv" --form mini --target 80
round odd "$WORK/odd.csv" --form mini
{
  echo 'response_id,unit,service,channel,selection,q1,q2'
  for i in {1..12}; do echo "na-$i,A,s1,paper,sample,na,na"; done
} >"$WORK/unused.csv"
round unused "$WORK/unused.csv" --form mini --target 80
round empty '' --form mini --target 80
round noindex '' --form noindex

# page CODE [OPTION...]: writes the report, keeps its first page in $page with plain
# spaces; `other FILE` keeps another one of it
page() {
  local code=$1
  shift
  exits 0 "report --round $code $*" "$ANALYZER" report --round "$code" --out "$WORK/$code" \
    --db "$DB" "$@"
  site=$WORK/$code
  other index.html
}

other() {
  page=$(sed 's/\xc2\xa0/ /g; s/&nbsp;/ /g' "$site/$1")
}

# says TEXT NAME: the page has the text, literally
says() {
  [[ "$page" == *"$1"* ]]
  report $? "$2" || note "the page does not say: $1"
}

says_not() {
  [[ "$page" != *"$1"* ]]
  report $? "$2" || note "the page says: $1"
}

# vi SHARE: 0.8435 as 84,35
vi() {
  awk -v x="$1" 'BEGIN { printf "%.2f", 100 * x }' | tr . ,
}

# --- the page and its figures ---------------------------------------------------------

page r75
is "$(cd "$site" && find . -type f | sort | tr '\n' ' ')" "./.written ./assets/report.css \
./assets/report.js ./beside.html ./data.html ./estimates.csv ./factors.html ./index.html ./methods.html \
./quality.html ./report.json ./report.schema.json ./report.xlsx \
./service/s1.html ./service/s2.html ./services.html ./unit/A.html \
./unit/B.html ./unit/C.html ./unit/E.html ./units.html " 'the files and nothing left over'
ok 'the page is whole' grep -q '^</html>$' "$WORK/r75/index.html"
like "$page" 'href="methods.html"' '… and links the methods'
methods=$(cat "$WORK/r75/methods.html")
like "$methods" '<h1>Phương pháp</h1>.*<h2>Variance</h2>.*</html>$' 'the methods are a page'
is "$(sed 's/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g; s/&quot;/"/g; s/<[^>]*>//g' <<<"$methods" | tr -cd '[:alnum:]' |
  grep -cF "$(sed -n '/^    V = sum/p' docs/methods.md | head -n 1 | tr -cd '[:alnum:]')")" 1 '… with the words of docs/methods.md'
is "$(cd "$site" && grep -oEh '(src|href)="[^"]*"' ./*.html ./*/*.html |
  grep -vE '="(\.\./)?[A-Za-z0-9/.]*\.(html|css|js|csv|xlsx|json)"|="#main"')" '' \
  'everything that is linked is a file of the report'
is "$(cd "$site" && for f in ./*.html ./*/*.html; do
  grep -oE '(src|href)="[^"#]+"' "$f" | sed 's/.*="//; s/"$//' | sort -u | while read -r to; do
    [ -f "$(dirname "$f")/$to" ] || echo "$f: $to"
  done
done)" '' '… and is there'
is "$(cd "$site" && grep -ciE '<style|style=|https?:|@import|url\(| on[a-z]+=' ./index.html ./unit/A.html |
  cut -d: -f2 | tr '\n' ' ')" '0 0 ' 'no style, no script of its own, nothing from elsewhere'
IFS=, read -r estimate low high n < <(awk -F, '$1 == "overall" && $3 == "f" && $4 == "t2b" {
  print $8 "," $10 "," $11 "," $5 }' "$WORK/r75/estimates.csv")
is "$n" 185 'estimates.csv: the sample alone'
says "<p class=\"big\">$(vi "$estimate") %</p>" 'the headline is that of estimates.csv'
says "Tỷ lệ hài lòng $(vi "$estimate") % (KTC 95 %: $(vi "$low")–$(vi "$high")), tính từ 185 phiếu; chưa đủ" \
  '… with its interval in words'
says 'Đợt khảo sát r75 · từ 01/03/2026 đến 31/03/2026 · phương pháp phiên bản 1' \
  'round, period, method'
other methods.html
says 'câu trả lời “Hài lòng” hoặc “Rất hài lòng”' 'what counts as satisfied'
like "$page" 'Phần mềm Hài Lòng [0-9.]+; biểu mẫu mini, phiên bản 1; lập ngày [0-9/]{10}' \
  'software, form, day'
exits 0 'estimate' "$ANALYZER" estimate --round r75 --db "$DB" --item index,all \
  --statistic t2b,mean5,all --by overall --by channel --by unit --by service --by unit,service \
  --format csv
is "$(diff <(grep -vE '^"unit,service",[^,]*,[^,]*,(q|f,[^t])' <<<"$out") "$site/estimates.csv")" '' \
  'estimates.csv is what estimate prints, of units by services only the index'

# --- verdicts -------------------------------------------------------------------------

other index.html
says 'Mục tiêu 75 %: chưa đủ căn cứ để kết luận' 'a target within the interval'
says 'chưa đủ căn cứ để nói đã đạt hay chưa đạt mục tiêu 75 %.' '… in a sentence'
other units.html
says 'So với mục tiêu 75 %: 0 đạt, 1 chưa đạt, 1 chưa đủ căn cứ để kết luận.' 'units by verdict'
like "$page" 'Xã An</a> <small>A</small></span></th><td role="cell" colspan="3">không công bố, để' \
  'unit A: held back, as else the five people of E could be worked out'
other methods.html
says 'kết quả không được công bố tuy đủ phiếu' '… and the report says why'
page r75 --min-n 5
other units.html
says 'So với mục tiêu 75 %: 1 đạt, 1 chưa đạt, 2 chưa đủ căn cứ để kết luận.' 'with E told'
like "$page" 'Xã An</a> <small>A</small>.*<span class="met">đạt<' 'unit A: met'
page r75
page r50
says 'Mục tiêu 50 %: đạt' 'a target below the interval'
page r95
says 'Mục tiêu 95,5 %: chưa đạt' 'a target above the interval'
page none
says 'không đặt mục tiêu' 'no target'
says_not 'đường đứt' '… no line for it'
says_not 'class="target"' '… drawn or spoken of'

# --- who answered ---------------------------------------------------------------------

page r75
says 'Nhận được 192 phiếu; 185 phiếu được dùng' 'how many came in and count'
says '7 phiếu do người dân tự gửi, không thuộc mẫu được chọn' '… and stand aside'
says 'Trực tuyến</th><td class="number">0</td><td class="number">7</td>' '… by channel'
says 'Tổng số</th><td class="number">185</td><td class="number">7</td>' '… in all'
page open
says 'tự tìm đến, không ai được chọn mẫu' 'people who came by themselves are no sample'
says 'Mục tiêu 80 %: chưa đủ căn cứ để kết luận' '… so no verdict, though all are satisfied'
says '100,00 %' '… who are'
other units.html
says_not 'class="judged' '… nor for units'
page empty
says 'Chưa có câu trả lời nào để tính kết quả.' 'an empty round says so'
page unused
says 'Nhận được 12 phiếu' 'people who answered nothing that counts'
says_not 'Chưa có phiếu trả lời nào' '… are not denied'
page r75 --min-n 500
says 'Mới có 185 phiếu, ít hơn 500' 'a headline of too few'
says_not '<circle' '… nothing is drawn'

# --- few answers, odd names -----------------------------------------------------------

page r75
other units.html
few=$(grep -A3 'Xã Ém' <<<"$page" | grep -m1 'class="few"')
like "$few" 'dưới 10 phiếu, không công bố.*</span>5</td>' 'few answers: the number alone'
unlike "$few" '%|svg|data-v="0' '… no figure, no drawing'
says '1 nơi có dưới 10 phiếu' '… and counted'
is "$(grep -c '^unit,E,f,t2b,5,0,0,,.*,n<10$' "$WORK/r75/estimates.csv")" 1 '… in the CSV too'
says '&lt;b&gt;&amp;&quot;&#39;Xã</a> <small>B</small>' 'a name is escaped'
is "$(grep -rlF "<b>&\"'" "$site" | grep -v '\.csv$')" '' '… everywhere'
other unit/B.html
says '<title>&lt;b&gt;&amp;&quot;&#39;Xã – r75</title>' 'the title as well'
says '<p class="site">Khảo sát &lt;thử&gt; &amp; nghiệm</p>' 'and the name of the survey'
other services.html
says 'Khai sinh</a> <small>s1</small>' 'services by name'
other factors.html
says 'Thái độ' 'items, where the index is made of items'

# --- languages, another round beside it -----------------------------------------------

page r75 --lang en
says '<html lang="en">' 'in English'
says 'Target 75%: cannot say' '… the verdict'
says "<p class=\"big\">$(vi "$estimate" | tr , .)%</p>" '… the numbers'
other units.html
says 'Cao Ward</a> <small>C</small>' '… the names there are'
page r50 --base r75
like "$page" 'So với đợt r75: 0,00 điểm % \(KTC 95 %: từ −[0-9,]+ đến \+[0-9,]+\); không khác biệt có ý nghĩa thống kê\.' 'the change'
says 'r75</th><td role="cell" class="number"><span class="label">Tỷ lệ hài lòng </span><b>' 'the rounds through time'
says '</span>so sánh được</td>' '… which are comparable'
page r75
says '<span class="missed">không so sánh được</span>' '… a round of another method is not'
is "$(grep -c 'class="heavy"' "$site/index.html") $(grep -c 'class="trend mark".*class="break"' "$site/index.html")" \
  '0 1' '… and no line goes to it'
page r75 --base old
says 'Không so sánh được với đợt old: hai đợt dùng hai phương pháp khác nhau' '… nor is there a change'
page r95 --base r75
says 'Không so sánh được với đợt r75' 'rounds that are not comparable'

# --- pages of places -------------------------------------------------------------------

page r75 --min-n 5
other unit/A.html
says '<h1>Xã An</h1>' 'a page for a unit'
says '<p class="big">95,00 %</p>' '… with its figure'
says 'Mục tiêu 75 %: đạt' '… its verdict'
like "$page" 'Hạng 2 trong 4; xét sai số, ' \
  '… its rank and the ranks it may have'
like "$page" 'href="../service/s1.html">Khai sinh' '… its services'
like "$page" 'class="number"><i class="key l1"></i><span class="label">Không hài lòng </span>5,0 %' \
  '… and its answers by level'
other service/s1.html
like "$page" 'href="../unit/B.html"' 'a page for a service, with its units'
like "$(cat "$site/units.html")" 'href="unit/C.html">Phường Cao' 'linked from the table'

# --- groups of people, what moved the index, what to improve ---------------------------

cat >"$WORK/groups.json" <<'JSON'
{
  "settings": {"form_id": "groups", "version": 1, "default_language": "vi",
               "form_title": {"vi": "Nhóm"}},
  "choices": {"s2": [{"name": "1", "label": {"vi": "Không hài lòng"}},
                     {"name": "2", "label": {"vi": "Hài lòng"}}],
              "sex": [{"name": "m", "label": {"vi": "Nam"}}, {"name": "f", "label": {"vi": "Nữ"}}],
              "home": [{"name": "x", "label": {"vi": "Đô thị"}}, {"name": "y", "label": {"vi": "Nông thôn"}},
                       {"name": "z", "label": {"vi": "Hải đảo"}}],
              "half": [{"name": "a", "label": {"vi": "Nửa này"}},
                       {"name": "b", "label": {"vi": "Nửa <kia>"}}],
              "priority": [{"name": "much", "label": {"vi": "Nhiều"}},
                           {"name": "little", "label": {"vi": "Ít"}}]},
  "scales": {"s2": {"satisfied": ["2"]}},
  "survey": [{"type": "select_one sex", "name": "sex", "respondent": true, "label": {"vi": "Giới tính"}},
             {"type": "select_one home", "name": "home", "respondent": true, "label": {"vi": "Nơi ở"}},
             {"type": "select_one half", "name": "half", "respondent": true, "label": {"vi": "Nửa"}},
             {"type": "select_one s2", "name": "q1", "factor": "f", "label": {"vi": "Thái độ"}},
             {"type": "select_one s2", "name": "q2", "factor": "f", "label": {"vi": "Thời hạn"}},
             {"type": "select_one priority", "name": "p1", "label": {"vi": "Trụ sở"}},
             {"type": "select_one priority", "name": "p2", "label": {"vi": "Hướng dẫn"}},
             {"type": "select_one priority", "name": "p3", "label": {"vi": "Bến tàu"}}],
  "factors": {"f": {"label": {"vi": "Chỉ số"}}},
  "index": "f"
}
JSON
ok 'a form with questions about people' "$COLLECTOR" form add "$WORK/groups.json" --db "$DB"
# of_people Q1: so many of a hundred are satisfied with q1, women less with q2; four of them
# live on islands and were asked of the pier, which all of them want most
of_people() {
  echo 'response_id,unit,channel,selection,sex,home,half,q1,q2,p1,p2,p3'
  awk -v yes="$1" 'BEGIN {
    for (i = 0; i < 400; i++) {
      sex = i % 2 ? "f" : "m"
      home = i < 4 ? "z" : i % 4 < 2 ? "x" : "y"
      printf "p%d,A,interview,sample,%s,%s,%s,%d,%d,%s,%s,%s\n", i, sex, home, i % 4 < 2 ? "a" : "b",
        i % 100 < yes ? 2 : 1, sex == "f" && i % 3 == 0 ? 1 : 2, i % 5 ? "little" : "much",
        i % 5 ? "much" : "little", i < 4 ? "much" : ""
    }
  }'
}
of_people 60 >"$WORK/g1.csv"
of_people 80 >"$WORK/g2.csv"
round g1 "$WORK/g1.csv" --form groups
round g2 "$WORK/g2.csv" --form groups --comparable-with g1
page g2 --base g1
says 'Nam so với Nữ: +' 'groups that differ are told, the higher first'
like "$page" 'Nam so với Nữ: [^;]*; cao hơn có ý nghĩa thống kê\.' '… and that it is significant'
says 'Không khác biệt có ý nghĩa thống kê giữa các nhóm theo: Nửa.' 'questions whose groups do not differ are named'
says 'So với đợt g1, 1 trong 2 nội dung thay đổi có ý nghĩa thống kê, đóng góp +10,00 trong +10,00 điểm % thay đổi của chỉ số; các nội dung còn lại không khác biệt có ý nghĩa thống kê.' \
  'what moved the index adds up to its change'
like "$page" 'Thái độ.*<b>\+20,00</b> điểm %.*<b>\+10,00</b> điểm %' '… half of that of one of two items'
like "$(tr -d '\n' <<<"$page")" 'cải thiện điều gì trước.*Hướng dẫn</th><td class="number"><b>80,00 %.*Trụ sở</th><td class="number"><b>20,00 %' \
  'what to improve first, the most wanted first'
like "$(tr -d '\n' <<<"$page")" 'Trụ sở</th>.*Bến tàu</th><td class="number">–</td><td class="number">–</td><td class="number">4</td>' \
  '… and last what few were asked, whose answers the order would tell'
other factors.html
like "$(tr -d '\n' <<<"$page")" 'Hải đảo</span></th><td role="cell" colspan="1">dưới 10 phiếu' 'four people are told by number alone'
says 'Không có đủ kết quả được công bố để so sánh các nhóm.' '… and the group that would tell them is held against nobody'
says 'Hai nhóm không khác biệt có ý nghĩa thống kê.' 'two groups that do not differ'
says_not 'Hải đảo so với' 'nothing is said of the few'
says_not 'so với Hải đảo' '… from neither side'
page g2 --base g1 --min-n 405
other index.html
says_not 'cải thiện điều gì trước' 'with too few nothing is told of choices'
says_not 'Điều gì làm chỉ số' '… nor of what moved the index'
page g2
says_not 'Điều gì làm chỉ số' 'nor without a base'

# --- channels and quality --------------------------------------------------------------

page r75
other quality.html
like "$page" 'Tự gửi</th><td class="number"><b>–</b>' 'seven who came by themselves: no figure'
like "$page" 'Phỏng vấn trực tiếp <small>\(Mẫu\)</small></th><td class="number"><b>[0-9]' 'a channel of the sample'
says 'có dấu hiệu đáng xem lại. Dấu hiệu không phải là bằng chứng; không phiếu nào bị xóa.' \
  'what is worth a look is no proof'
page odd
other quality.html
says '12 trong 72 phiếu có dấu hiệu đáng xem lại' 'responses worth a look'
says 'bỏ trống quá nửa</th><td class="number">12</td><td class="number">0</td>' '… and why'
says_not 'Không tính các phiếu ấy' '… nothing that would tell what a few of them answered'
says 'Hơn 5 % số phiếu có dấu hiệu đáng xem lại' '… and a warning'
other index.html
says 'Mới có ít phiếu' 'few responses: a warning'
page open
says 'Mọi phiếu đến qua một kênh duy nhất' 'one channel, nobody drawn: a warning'

# --- what is gone ----------------------------------------------------------------------

page r75
touch "$site/unit/Z.html" "$site/mine.txt"
printf '../r50/index.html\nunit/Z.html\n/etc/passwd\n' >>"$site/.written"
page r75
[ ! -e "$site/unit/Z.html" ] && [ -e "$site/mine.txt" ] && [ -e "$WORK/r50/index.html" ]
report $? 'a page of an earlier run goes, what others put there stays'
is "$(grep -c . "$site/.written")" 20 '… and the list is of this run'

# --- replaced whole -------------------------------------------------------------------

before=$(stat -c %i "$WORK/r75/index.html")
page r75
[ "$(stat -c %i "$WORK/r75/index.html")" != "$before" ]
report $? 'the page is replaced, not written over'

# --- what goes wrong ------------------------------------------------------------------

exits 1 'an unknown round' "$ANALYZER" report --round r9 --out "$WORK/x" --db "$DB"
like "$err" "no round 'r9'" '… is named'
[ ! -e "$WORK/x" ]
report $? '… and nothing is made'
exits 1 'an unknown base' "$ANALYZER" report --round r75 --base r9 --out "$WORK/x" --db "$DB"
exits 1 'a folder that cannot be made' "$ANALYZER" report --round r75 --out "$WORK/n/o" --db "$DB"
like "$err" "$WORK/n/o" '… is named'
exits 1 'a form without index' "$ANALYZER" report --round noindex --out "$WORK/x" --db "$DB"
like "$err" 'no index' '… says so'
exits 2 'no folder' "$ANALYZER" report --round r75 --db "$DB"
exits 2 'no round' "$ANALYZER" report --out "$WORK/x" --db "$DB"
exits 2 'an unknown language' "$ANALYZER" report --round r75 --out "$WORK/x" --lang fr --db "$DB"

done_testing
