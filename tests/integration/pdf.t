#!/usr/bin/env bash
# report --pdf: a book on A4 with a brief and right page numbers, a page for ISO 9001,
# letters with their marks, fonts inside, nothing asked of a network; and what is said
# where weasyprint is missing or fails.
. "$(dirname "$0")/../tools/harness.sh"

for program in weasyprint pdftotext pdfinfo pdffonts; do
  command -v "$program" >/dev/null || skip_all "$program is not installed"
done

cat >"$WORK/form.json" <<'JSON'
{
  "settings": {"form_id": "mini", "version": 1, "default_language": "vi",
               "form_title": {"vi": "Khảo sát <thử> & nghiệm", "en": "Trial survey"}},
  "choices": {"s3": [{"name": "1", "label": {"vi": "Không hài lòng", "en": "Dissatisfied"}},
                     {"name": "2", "label": {"vi": "Hài lòng", "en": "Satisfied"}},
                     {"name": "3", "label": {"vi": "Rất hài lòng", "en": "Very satisfied"}}]},
  "scales": {"s3": {"satisfied": ["2", "3"]}},
  "survey": [{"type": "select_one s3", "name": "q1", "na": true, "factor": "f",
              "label": {"vi": "Thái độ phục vụ", "en": "Attitude"}},
             {"type": "select_one s3", "name": "q2", "na": true, "factor": "f",
              "label": {"vi": "Thời hạn", "en": "Time limit"}}],
  "factors": {"f": {"label": {"vi": "Chỉ số hài lòng", "en": "Satisfaction index"}}},
  "index": "f"
}
JSON

# people UNIT N SATISFIED: N rows, so many of them satisfied
people() {
  awk -v unit="$1" -v n="$2" -v yes="$3" 'BEGIN {
    for (i = 1; i <= n; i++)
      printf "%s-%d,%s,s%d,interview,sample,%d,%d\n", unit, i, unit, 1 + i % 2,
        i <= yes ? 2 + i % 2 : 1, i <= yes ? 3 : 1
  }'
}
printf 'code,name_vi,name_en\nA,Xã Nghĩa Lộ,\nB,"<b>&""Xã",\nC,Phường Cầu Ông Lãnh,\n' >"$WORK/units.csv"
for i in {1..61}; do echo "M$i,Xã số $i,"; done >>"$WORK/units.csv"
printf 'code,name_vi\ns1,Khai sinh\ns2,Kết hôn\n' >"$WORK/services.csv"
{
  echo 'response_id,unit,service,channel,selection,q1,q2'
  people A 60 58
  people B 60 20
  people C 60 45
} >"$WORK/few.csv"
{
  cat "$WORK/few.csv"
  for i in {1..61}; do people "M$i" 12 $((i % 12)); done
} >"$WORK/many.csv"

new_database
{
  "$COLLECTOR" migrate --db "$DB"
  "$COLLECTOR" import units "$WORK/units.csv" --db "$DB"
  "$COLLECTOR" import services "$WORK/services.csv" --db "$DB"
  "$COLLECTOR" form add "$WORK/form.json" --db "$DB"
  "$COLLECTOR" round add few --form mini --target 75 --from 2026-03-01 --to 2026-03-31 --db "$DB"
  "$COLLECTOR" round add many --form mini --target 75 --comparable-with few --db "$DB"
  "$COLLECTOR" round add none --form mini --target 75 --db "$DB"
  for round in few many; do
    "$COLLECTOR" round open $round --db "$DB"
    "$COLLECTOR" upload --round $round "$WORK/$round.csv" --db "$DB"
  done
} >"$WORK/setup.log" 2>&1
report $? 'two rounds' || note "$(tail -n 5 "$WORK/setup.log")"

# words FILE [FIRST [LAST]]: the text of pages with plain spaces and single ones
words() {
  pdftotext -f "${2:-1}" ${3:+-l "$3"} "$1" - | tr '\n\f' '  ' | sed 's/\xc2\xa0/ /g; s/  */ /g'
}

pages() {
  pdfinfo "$1" | sed -n 's/^Pages: *//p'
}

# --- the book -------------------------------------------------------------------------

few=$WORK/few
ok 'report --pdf' "$ANALYZER" report --round few --out "$few" --pdf --db "$DB"
book=$few/report.pdf iso=$few/iso-9001.pdf
is "$(pdfinfo "$book" | grep -c '^Page size: .*A4')" 1 'A4'
[ "$(pages "$book")" -gt 5 ]
report $? 'of some pages'
is "$(pdfinfo "$book" | sed -n 's/^Title: *//p')" 'Khảo sát <thử> & nghiệm – few' 'with its title'
is "$(pdfinfo "$book" | grep -cE '^(Author|Creator):')" 0 '… and nobody'\''s name'
is "$(pdffonts "$book" | awk 'NR > 2 && $(NF - 4) != "yes"' | wc -l)" 0 'all fonts are inside'
[ "$(pdffonts "$book" | wc -l)" -gt 3 ]
report $? '… and there are some'
like "$(words "$book" 1 1)" 'Khảo sát <thử> & nghiệm Báo cáo kết quả đo lường sự hài lòng' 'the cover'
brief=$(words "$book" 2 2)
like "$brief" 'Tóm tắt cho lãnh đạo .*KTC 95 %: [0-9,]+–[0-9,]+\), tính từ 180 phiếu;' \
  'the brief is page 2, every mark in its place'
like "$brief" 'Mục tiêu 75 %: (đạt|chưa đạt|chưa đủ căn cứ để kết luận)' '… the verdict'
like "$brief" 'Xã Nghĩa Lộ 96,67 % <b>&"Xã 33,33 %' '… the best and the weakest'
like "$(words "$book" 3 3)" 'Mục lục' '… of one page'
like "$(words "$book")" 'Chỉ một phần người dân được hỏi, nên mỗi con số đều có sai số\.' 'how to read it'
unlike "$(words "$book")" 'Where the whole|Taylor 19' '… not the formulas'
like "$brief" 'So với mục tiêu 75 %: 1 đạt, 1 chưa đạt, 1 chưa đủ căn cứ' '… how many units met the target'

# A weasyprint that keeps what it is given.
mkdir "$WORK/keeps" "$WORK/fails" "$WORK/none"
cat >"$WORK/keeps/weasyprint" <<'SH'
#!/bin/sh
cat >>"$KEPT"
echo '%PDF-fake'
SH
cat >"$WORK/fails/weasyprint" <<'SH'
#!/bin/sh
echo '%PDF-half'
echo 'Traceback' >&2
echo 'OSError: no library of ours' >&2
exit 1
SH
chmod +x "$WORK"/*/weasyprint
ok 'what is given to weasyprint' env KEPT="$WORK/kept.html" PATH="$WORK/keeps:$PATH" \
  "$ANALYZER" report --round few --out "$WORK/kept" --pdf --db "$DB"
is "$(grep -ciE 'https?:|url\(|[^-]src=|@import|<link|<script|<img' "$WORK/kept.html")" 0 \
  'asks for no other file and no address'
dot=$(grep -oE '<circle class="dot"[^>]*>' "$WORK/kept/index.html" | sed 's/.*"dot"//;q')
ok 'charts are on the scales of the site' grep -qE "<circle class=\"dot\" fill[^>]*$dot" "$WORK/kept.html"
names() { grep -oE "$1" "$2" | grep -oE '[a-z0-9]+$' | sort -u; }
is "$(comm -23 <(names '^svg [.][a-z]+' analyzer/assets/report.css) \
  <(names '^\s\{"[a-z0-9]+' analyzer/report_ink.c))" '' 'whatever is drawn on the site has its ink here'
is "$(grep -oE '<(svg|line|circle|text) class="(slope|trend|map|span|base|thin|heavy|grid|strong|in)[^"]*" [a-z-]+' \
  "$WORK/kept.html" | grep -vE ' (stroke|fill|font-family|font-weight)$')" '' '… and wears it'
is "$(grep -oE 'href="[^#"][^"]*"' "$WORK/kept.html")" '' 'links stay within the book'
is "$(grep -c '^<html lang="vi">' "$WORK/kept.html")" 2 'says its language'

# --- the table of contents ------------------------------------------------------------

# contents FILE HTML: the headings with the pages they are on, and as the contents say
contents() {
  sed -nE 's/^<h[12] id="(h[0-9]+)">(.*)<\/h[12]>$/\1 \2/p' "$2" |
    sed 's/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&#39;/'\''/g; s/&amp;/\&/g' >"$WORK/headings"
  pdfinfo -dests "$1" | awk '$NF ~ /^"h[0-9]+"$/ { gsub(/"/, "", $NF); print $NF, $1 }' >"$WORK/dests"
  awk 'NR == FNR { page[$1] = $2; next } { id = $1; sub(/^[^ ]+ /, ""); print $0 "|" page[id] }' \
    "$WORK/dests" "$WORK/headings" | sort >"$WORK/are"
  pdftotext -layout -f 3 -l 4 "$1" - | grep -oE '[^.]+\.{3,} *[0-9]+' |
    sed -E 's/^ +//; s/ *\.{3,} *([0-9]+)$/|\1/' | sort >"$WORK/said"
}
contents "$book" "$WORK/kept.html"
[ "$(wc -l <"$WORK/are")" -gt 15 ]
report $? 'chapters, sections and units are in the contents'
is "$(diff "$WORK/are" "$WORK/said")" '' '… with the pages they are on'
like "$(words "$book" "$(sed -n 's/^Phường Cầu Ông Lãnh|//p' "$WORK/said")")" 'Phường Cầu Ông Lãnh' \
  '… which have what is promised'

# --- a page for ISO 9001 --------------------------------------------------------------

is "$(pages "$iso")" 1 'the ISO sheet is one page'
is "$(pdfinfo "$iso" | grep -c '^Page size: .*A4')" 1 '… of A4'
like "$(words "$iso")" 'TCVN ISO 9001:2015, điều 9\.1\.2 – Sự thỏa mãn của khách hàng' '… by its clause'
like "$(words "$iso")" 'khoảng tin cậy 95 %: [0-9,]+–[0-9,]+ %; n = 180\.' '… with the result'
like "$(words "$iso")" 'Tính từ 180 phiếu được ghi là của người được chọn vào mẫu\.' '… of whom it is known that they were drawn'
like "$(words "$iso")" '[0-9]+ được chọn mẫu, [0-9]+ tự gửi' '… and how the others came'
is "$(words "$iso" | grep -c 'xác suất')" 0 '… but nothing of how they were drawn'
like "$(words "$iso")" 'không so sánh với đợt nào khác' '… nothing to compare with'
like "$(words "$iso")" 'Người lập Người xem xét Lãnh đạo phê duyệt' '… and room for who signs'
ok 'a round that nobody answered' "$ANALYZER" report --round none --out "$WORK/none" --pdf --db "$DB"
like "$(words "$WORK/none/iso-9001.pdf")" 'Mục tiêu 75 %: chưa có kết quả để đối chiếu' \
  '… has a target and nothing to hold against it'

# --- many units, another language, one font --------------------------------------------

cat >"$WORK/fonts.conf" <<'XML'
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir></fontconfig>
XML
ok 'many units, DejaVu alone' env FONTCONFIG_FILE="$WORK/fonts.conf" \
  "$ANALYZER" report --round many --base few --out "$WORK/many" --pdf --lang en --db "$DB"
book=$WORK/many/report.pdf
is "$(pdffonts "$book" | awk 'NR > 2 && ($(NF - 4) != "yes" || !/DejaVu/)' | wc -l)" 0 'its fonts are inside'
brief=$(words "$book" 2 2)
like "$brief" 'Summary for leaders .*Best and weakest .*Units' 'in English; the brief'
# the index is of two items: what they contribute adds up to its change
contributed=$(grep -oE 'largest parts of it: .* \[.*\]\.' <<<"$brief" | grep -oE '[−+][0-9.]+ points' |
  sed 's/−/-/; s/+//' | awk '{ sum += $1 } END { printf "%.1f", sum }')
is "$contributed" "$(grep -oE 'Since round few: [−+][0-9.]+' <<<"$brief" | sed 's/.*: //; s/−/-/; s/+//' |
  awk '{ printf "%.1f", $1 }')" '… what moved the index'
like "$(words "$book" 3 3)" 'Contents' '… is one page again'
is "$(pages "$WORK/many/iso-9001.pdf")" 1 '… and so is the ISO sheet'
like "$(words "$WORK/many/iso-9001.pdf")" 'Since round few: [−+-]' '… with the change'
unlike "$(words "$book")" 'Each unit' '64 units: no block for each'
like "$(words "$book")" 'Xã số 61' '… but the table has all'

# --- wide tables ----------------------------------------------------------------------

# nine factors of long words, each of an item
awk 'BEGIN {
  print "{\"settings\": {\"form_id\": \"wide\", \"version\": 1, \"default_language\": \"vi\","
  print "  \"form_title\": {\"vi\": \"Rộng\", \"en\": \"Wide\"}},"
  print " \"choices\": {\"s2\": [{\"name\": \"1\", \"label\": {\"vi\": \"Không\"}},"
  print "   {\"name\": \"2\", \"label\": {\"vi\": \"Có\"}}]},"
  print " \"scales\": {\"s2\": {\"satisfied\": [\"2\"]}},\n \"survey\": ["
  for (i = 1; i <= 9; i++)
    printf "  {\"type\": \"select_one s2\", \"name\": \"q%d\", \"factor\": \"f%d\", \"label\": {\"vi\": \"Câu %d\"}}%s\n",
      i, i, i, i < 9 ? "," : "],"
  print " \"factors\": {"
  for (i = 1; i <= 9; i++) {
    printf "  \"f%d\": {\"label\": {\"vi\": \"Trách nhiệm %d\", \"en\": \"Administrative accountability %d\"}},\n", i, i, i
    of = of (i > 1 ? ", " : "") "\"f" i "\""
  }
  printf "  \"whole\": {\"label\": {\"vi\": \"Chỉ số\", \"en\": \"Index\"}, \"of\": [%s]}},\n \"index\": \"whole\"}\n", of
}' >"$WORK/wide.json"
awk 'BEGIN {
  print "response_id,unit,channel,selection,q1,q2,q3,q4,q5,q6,q7,q8,q9"
  for (i = 0; i < 60; i++) {
    printf "w%d,%s,interview,sample", i, i % 2 ? "A" : "C"
    for (q = 0; q < 9; q++)
      printf ",%d", 1 + (i * 7 + q) % 3 % 2
    print ""
  }
}' >"$WORK/wide.csv"
{
  "$COLLECTOR" form add "$WORK/wide.json" --db "$DB"
  "$COLLECTOR" round add wide --form wide --db "$DB"
  "$COLLECTOR" round open wide --db "$DB"
  "$COLLECTOR" upload --round wide "$WORK/wide.csv" --db "$DB"
} >"$WORK/setup.log" 2>&1
report $? 'a form of nine factors' || note "$(tail -n 5 "$WORK/setup.log")"
ok 'its report' "$ANALYZER" report --round wide --out "$WORK/wide" --pdf --lang en --db "$DB"
like "$(words "$WORK/wide/report.pdf")" 'Units by factor' '… has units by factors'
# A4 is 595 points wide, its margin 18 mm
is "$(pdftotext -bbox "$WORK/wide/report.pdf" - | awk -F'"' '/<word/ && $6 > 595.3 - 51' | wc -l)" 0 \
  '… and no word in the margin'

# --- what goes wrong ------------------------------------------------------------------

before=$(cat "$few"/*.html "$few"/*.pdf | md5sum)
exits 1 'no weasyprint' env PATH="$WORK/none" "$ANALYZER" report --round few --out "$few" --pdf --db "$DB"
like "$err" 'weasyprint: apt-get install weasyprint' '… says what to install'
exits 1 'one that fails' env PATH="$WORK/fails:$PATH" "$ANALYZER" report --round few --out "$few" --pdf \
  --lang en --db "$DB"
like "$err" 'weasyprint: exit code 1: OSError: no library of ours' '… says what it said'
is "$(cat "$few"/*.html "$few"/*.pdf | md5sum)" "$before" '… and nothing is touched'
is "$(find "$few" -name '.*.new')" '' '… nor left over'
like "$(cat "$few/data.html")" 'href="report.pdf"' 'a report with PDFs links them'
ok 'a report without' "$ANALYZER" report --round few --out "$few" --db "$DB"
[ ! -e "$few/report.pdf" ] && [ ! -e "$few/iso-9001.pdf" ]
report $? '… has none of an earlier one'
unlike "$(cat "$few/data.html")" '\.pdf' '… and links none'

done_testing
