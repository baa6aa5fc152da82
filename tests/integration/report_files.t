#!/usr/bin/env bash
# The files of a report for those who calculate: report.xlsx, report.json and the table
# hailong.estimate say what estimates.csv says, and none of them a figure that is held back.
. "$(dirname "$0")/../tools/harness.sh"

new_database
ok 'demonstration data' "$BUILD/tools/demo-data" "$WORK"
# a name that a spreadsheet could take for a formula, one that is markup
formula=$(sed -n '3{s/,.*//;p;}' "$WORK/units.csv")
markup=$(sed -n '4{s/,.*//;p;}' "$WORK/units.csv")
sed -i -E '3s/,[^,]*,/,=1+2,/; 4s/,[^,]*,/,<b>\&amp;,/' "$WORK/units.csv"
# … and what no XML can hold: controls, U+FFFF
sed -i -E $'5s/,[^,]*,/,Ph\001\xef\xbf\xbf\033ng,/' "$WORK/units.csv"
sed 's/"Rating of/"\\u0001Rating of/' forms/definitions/service-22.json >"$WORK/service-22.json"
# … and figures whose difference no number can hold
printf 'index,year,value,source,measure\nX,2024,1e308,s,%%\nX,2025,-1e308,s,%%\n' >"$WORK/published.csv"
{
  "$COLLECTOR" migrate --db "$DB"
  "$COLLECTOR" import units "$WORK/units.csv" --db "$DB"
  "$COLLECTOR" import services "$WORK/services.csv" --db "$DB"
  "$COLLECTOR" import reference "$WORK/published.csv" --db "$DB"
  for form in forms/definitions/sipas-household.json "$WORK/service-22.json"; do
    "$COLLECTOR" form add "$form" --db "$DB"
  done
  "$COLLECTOR" round add 2024 --form sipas-household --db "$DB"
  "$COLLECTOR" round add 2025 --form sipas-household --target 85 --comparable-with 2024 --db "$DB"
  "$COLLECTOR" round add one-stop --form service-22 --target 85 --db "$DB"
  for round in 2024 2025 one-stop; do
    "$COLLECTOR" round open $round --db "$DB"
    "$COLLECTOR" upload --round $round "$WORK/$round.csv" --db "$DB"
  done
} >"$WORK/setup.log" 2>&1
report $? 'three rounds' || note "$(tail -n 5 "$WORK/setup.log")"

ok 'report' "$ANALYZER" report --round 2025 --base 2024 --out "$WORK/2025" --store --db "$DB"
ok 'report of ratings' "$ANALYZER" report --round one-stop --out "$WORK/one" --lang en --store --db "$DB"

# --- the workbook -----------------------------------------------------------------------

book=$WORK/one/report.xlsx
ok 'unzip finds nothing wrong' unzip -tq "$book"
is "$(unzip -Z1 "$book" | while read -r part; do
  unzip -p "$book" "${part//[/\\[}" | xmllint --noout - >"$WORK/lint" 2>&1 || echo "$part"
done)" '' 'every part is well-formed'
is "$(unzip -p "$WORK/2025/report.xlsx" 'xl/charts/chart*.xml' | grep -c 'Ph     ng')" 1 \
  'what XML can not hold is blank'
tests/tools/xlsx.pl "$book" >"$WORK/cells"
tests/tools/xlsx.pl "$WORK/2025/report.xlsx" >"$WORK/cells.2025"
is "$(cut -f1 "$WORK/cells" | uniq | tr '\n' '|')" "Cover|Overview|Factors and items|Units|\
Services|Groups of respondents|Groups compared|Answers by level|Other questions|Who answered|Channels|\
What goes along|Through time|Published|Units by services|" 'a sheet for each table that has rows'
is "$(cut -f1 "$WORK/cells.2025" | uniq | head -n 3 | tr '\n' '|')" 'Giới thiệu|Tổng quan|Nội dung|' \
  'in Vietnamese too'

# The cells of a row of a sheet as one line, by their letters: "row A=x B=y"
# table FILE SHEET LETTER...: their values, parted by tabs; text in quotes
table() {
  awk -F'\t' -v sheet="$2" -v letters="${*:3}" 'BEGIN { n = split(letters, want, " ") }
    $1 == sheet && match($2, /[0-9]+$/) && substr($2, RSTART) > 1 {
      row = substr($2, RSTART) + 0
      if (row > last) last = row
      value[row, substr($2, 1, RSTART - 1)] = $3 == "s" ? "\"" $4 "\"" : $4
    }
    END {
      for (r = 2; r <= last; r++) {
        for (i = 1; i <= n; i++) printf "%s%s", value[r, want[i]], i < n ? "\t" : "\n"
      }
    }' "$1" | sort
}
# figures FOLDER BY: domain, n, estimate and bounds of the index as the sheets have them
figures() {
  perl -e 'my ($by, $file) = @ARGV;
    open my $in, "<", $file or die;
    while (<$in>) {
      chomp;
      my @f;
      while (s/^(?:"([^"]*)"|([^,]*))(,|$)//) { push @f, $1 // $2; last if $3 eq "" }
      next unless $f[0] eq $by && $f[2] eq "service" && $f[3] eq "t2b";
      (my $domain = $f[1]) =~ s/,/"\t"/;
      my @told = @f[7, 9, 10];
      $told[0] = $f[-1] =~ /^n<(\d+)/ ? "\"n < $1\"" : "\"not published\"" if $f[-1];
      print join("\t", "\"$domain\"", $f[4], @told), "\n";
    }' "$2" "$1/estimates.csv" | sort
}
# same GOT WANT NAME: the same fields, numbers to 15 digits
same() {
  is "$(paste "$1" "$2" | awk -F'\t' 'NF % 2 { print "fields: " $0; next } {
    for (i = 1; i <= NF / 2; i++) {
      a = $i; b = $(i + NF / 2)
      if (a == b || (a != "" && b != "" && a !~ /"/ && b !~ /"/ &&
        (a - b) * (a - b) <= 1e-30 * b * b)) continue
      print "line " NR ": " a " and " b
    }
  }' | head -n 3)" '' "$3"
  is "$(wc -l <"$1")" "$(wc -l <"$2")" '… and as many'
}
while IFS='|' read -r sheet by letters; do
  # shellcheck disable=SC2086 # letters are words
  table "$WORK/cells" "$sheet" $letters >"$WORK/got"
  figures "$WORK/one" "$by" >"$WORK/want"
  same "$WORK/got" "$WORK/want" "$sheet: the numbers of estimates.csv"
done <<'TABLE'
Units|unit|A D E F G
Services|service|A D E F G
Units by services|unit,service|A C E F G H
TABLE
like "$(cat "$WORK/want")" '"n < 10"' '… of few answers the words, and no number'
is "$(awk -F'\t' '$2 ~ /^[A-Z]+1$/ && $3 == "n"' "$WORK/cells" | head)" '' 'heads are words'
is "$(grep -cP "^Units\tA\d+\ts\t$formula\$" "$WORK/cells")" 1 'a code with leading zeros stays a text'
is "$(grep -cP '^Units\tB\d+\ts\t=1\+2$' "$WORK/cells")" 1 'what looks like a formula is a text'
is "$(grep -cF '<b>&amp;' "$WORK/cells")" "$((1 + $(grep -c "^\"unit,service\",\"$markup," \
  "$WORK/one/estimates.csv" | head -n 1)))" 'markup in a name is a text' ||
  note "$(grep -F '<b>&amp;' "$WORK/cells" | head -n 3)"
is "$(unzip -p "$book" 'xl/worksheets/sheet*.xml' | grep -c '<f>')" 0 'there are no formulas'
like "$(grep -P '^Cover\t' "$WORK/cells" | cut -f4 | tr '\n' '|')" \
  'one-stop.*Responses used\|1500.*Target\|0.85\|Against the target\|cannot say' 'the cover says what it is about'
like "$(unzip -p "$book" xl/worksheets/sheet5.xml)" \
  'topLeftCell="C2".*state="frozen".*<autoFilter ref="A1:S31"/>' 'heads are frozen and filter, lengths of intervals go along'
like "$(unzip -p "$book" xl/workbook.xml)" "name=\"hailong_units\">'Units'!\\\$A\\\$1:\\\$Q\\\$31<" \
  'tables have names'
unlike "$(unzip -p "$book" docProps/core.xml)" '<dc:creator>[^<]' 'it has no author'
charts=$(unzip -p "$book" 'xl/charts/chart*.xml')
is "$(grep -oE '<c:(barChart|ser|errBars|errValType val="cust"/)>?' <<<"$charts" | sort | uniq -c | xargs)" \
  '4 <c:barChart> 4 <c:errBars> 4 <c:errValType val=cust/> 4 <c:ser>' 'a chart for each table with intervals'
is "$(grep -oE '<c:(plus|minus|val)><c:numRef><c:f>Units![^<]*</c:f><c:numCache><c:formatCode>[^<]*</c:formatCode><c:ptCount[^>/]*' \
  <<<"$charts" | sed -E 's/^<c:(\w+).*!/\1 /; s/<.*val=/ /' | tr '\n' ' ')" \
  "plus \$S\$2:\$S\$31 \"30\" minus \$R\$2:\$R\$31 \"30\" val \$E\$2:\$E\$31 \"30\" " '… with error bars of lengths of their own'
table "$WORK/cells" Units E F G R S | awk -F'\t' '{ d = $1 - $2 - $4; u = $3 - $1 - $5
  if (d * d + u * u > 1e-28) print }' >"$WORK/off"
is "$(cat "$WORK/off")" '' '… which reach to the bounds'
is "$(unzip -Zl "$book" | awk '/ xl\// { print $8 }' | sort -u | wc -l)" 1 'no time of its making is in the file'

if command -v soffice >"$WORK/which"; then
  soffice --headless "-env:UserInstallation=file://$WORK/office" \
    --convert-to 'csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,false,false,false,false,-1' \
    --outdir "$WORK/office.csv" "$book" >"$WORK/office.log" 2>&1
  # 84.35% with 15 digits
  sed 1d "$WORK/office.csv/report-Units.csv" | tr -d '"' | awk -F'\t' '{
    printf "\"%s\"\t%s", $1, $4
    for (i = 5; i <= 7; i++) if (sub(/%$/, "", $i)) printf "\t%.13g", $i / 100; else printf "\t%s", $i
    print "" }' | sort >"$WORK/got"
  figures "$WORK/one" unit | awk -F'\t' -v OFS='\t' '{
    for (i = 3; i <= 5; i++) $i = sprintf("%.13g", $i); print }' >"$WORK/want"
  same "$WORK/got" "$WORK/want" 'LibreOffice reads the same numbers'
else
  skip 'LibreOffice reads the same numbers' 'soffice is not installed'
fi

# --- report.json ------------------------------------------------------------------------

json=$WORK/one/report.json
ok 'report.json is JSON' jq -e '.schema == "report.schema.json"' "$json"
is "$(jq -c '.tables.published[0] | [.value, .change]' "$json"; grep -cw 'inf' "$json")" '[-1e+308,null]
0' 'what is not finite is null' # jq would read it as a number
ok 'its schema is beside it' cmp docs/report.schema.json "$WORK/one/report.schema.json"
jq -r '.tables.units[] | ["\"\(.unit)\"", .n, .estimate // "", .ci_low // "", .ci_high // ""] |
  map(tostring) | join("\t")' "$json" | sort >"$WORK/got"
figures "$WORK/one" unit | sed 's/"n < 10"//; s/"not published"//' >"$WORK/want"
same "$WORK/got" "$WORK/want" 'units: the numbers of estimates.csv'
is "$(jq '[.tables[][] | select(.suppressed and (.estimate or .ci_low or .verdict))] | length' "$json")" 0 \
  'nothing is told of what is held back'
[ "$(jq '[.tables.unit_services[] | select(.suppressed)] | length' "$json")" -gt 0 ]
report $? '… and there is something'
is "$(jq -c '[.base.comparable, .tables.overview[0].change_says, .language]' "$WORK/2025/report.json")" \
  '[true,"up","vi"]' 'the change since the base'
is "$(jq -r '.says[1].text' "$WORK/2025/report.json")" "$(sed -nE 's/<[^>]*>//g; s/&nbsp;/\xc2\xa0/g
  /^Tỷ lệ hài lòng [0-9]/{p;q;}' "$WORK/2025/index.html")" 'its sentences are those of the overview'
jq -r '.says[].text' "$WORK/2025/report.json" >"$WORK/says"
is "$(grep -P '^Giới thiệu\tB' "$WORK/cells.2025" | cut -f4 | grep -Fxv -f - "$WORK/says")" '' '… and those of the cover'
is "$(jq '.tables.moved | map(.contribution) | add * 1e6 | round' "$WORK/2025/report.json")" \
  "$(jq '.tables.overview[0].change * 1e6 | round' "$WORK/2025/report.json")" \
  'what moved the index adds up to its change'
is "$(jq -r '.tables.choices[] | select(.estimate) | [.item, .estimate] | @tsv' "$WORK/2025/report.json" |
  awk -F'\t' '{ sum[$1] += $2 } END { for (i in sum) if (sum[i] < 0.999999 || sum[i] > 1.000001) print i, sum[i] }')" '' \
  'shares of the answers to a question add up'
for file in report.xlsx estimates.csv report.json report.schema.json; do
  like "$(cat "$WORK/one/data.html")" "href=\"$file\" download>$file</a> \([0-9.,]+ [KM]B\)" \
    "the page of data has $file with its size"
done

# --- the table and its views ------------------------------------------------------------

# stored ROUND FOLDER: the table is estimates.csv
stored() {
  local levels
  levels=$(head -n 1 "$2/estimates.csv" | grep -oE ',l[0-9]+' | sed 's/$/ bigint/' | tr -d '\n')
  psql -XAtq -v ON_ERROR_STOP=1 -d "$DB" <<SQL
create temporary table file (by text, domain text, item text, statistic text, n bigint,
  missing bigint, na bigint, estimate float8, se float8, ci_low float8, ci_high float8,
  ci_method text, level float8, deff float8, df float8 $levels, suppressed text);
\copy file from '$2/estimates.csv' csv header
create temporary view kept as select by, domain, item, statistic, n, missing, na, estimate, se,
  ci_low, ci_high, ci_method, level, deff, df, levels, suppressed
  from hailong.estimate where round = '$1';
create temporary view told as select by, coalesce(domain, ''), item, statistic, n, missing, na,
  estimate, se, ci_low, ci_high, ci_method, level, deff, df, nullif(array_remove(
    array[$(sed 's/ bigint//g; s/^,//' <<<"$levels")], null), '{}'), suppressed from file;
select count(*) > 100 from told;
(table told except table kept) union all (table kept except table told) limit 3;
SQL
}
is "$(stored one-stop "$WORK/one")" t 'the table has what estimates.csv has'
is "$(stored 2025 "$WORK/2025")" t '… of both rounds'
is "$(sql "select count(*) from hailong.estimate where suppressed is not null and
  coalesce(estimate, se, ci_low, ci_high, change, change_low, change_high, deff, df, level, rank, rank_low,
  rank_high, tier) is not null or (suppressed is not null and coalesce(levels::text, verdict,
  change_says, ci_method) is not null)")" 0 'what is held back is held back there'
[ "$(sql 'select count(*) from hailong.estimate where suppressed is not null')" -gt 0 ]
report $? '… and there is something'
is "$(sql "select unit, n, rank, rank_low, rank_high, tier, verdict, change_says
  from hailong.report_units where round = '2025' order by unit")" \
  "$(jq -r '.tables.units | sort_by(.unit)[] | [.unit, .n, .rank, .rank_low, .rank_high, .tier, .verdict,
    .change_says] | join("|")' "$WORK/2025/report.json")" 'the view of units has ranks, verdicts, changes'
is "$(sql "select name_vi, parent_name_vi from hailong.report_units
  where round = 'one-stop' and unit = '$formula'")" "=1+2|$(sed -n '2{s/^[^,]*,//;s/,.*//;p;}' "$WORK/units.csv")" \
  '… and names'
is "$(sql "select item, name_vi from hailong.report_factors where round = '2025' order by 1")" \
  "$(jq -r '.tables.factors | sort_by(.item)[] | [.item, .name] | join("|")' "$WORK/2025/report.json" |
    LC_ALL=C sort)" 'that of factors their labels'
is "$(sql "select count(*) from hailong.report_services where name_vi is not null and round = 'one-stop'")" \
  "$(jq '.tables.services | length' "$json")" 'services by name'
is "$(sql "select count(*) from hailong.report_unit_services")" "$(jq '.tables.unit_services | length' "$json")" \
  'services of units'
is "$(sql "select round, verdict, change_says, base from hailong.report_overview
  where statistic = 't2b' order by round")" '2025|cannot_say|up|2024
one-stop|cannot_say||' 'the index of each round'
is "$(sql "select channel from hailong.report_channels where round = '2025'")" interview 'channels'

before=$(sql 'select count(*) from hailong.estimate')
sql "insert into hailong.estimate (round, by, domain, item, statistic, is_index, method)
  values ('one-stop', 'unit', 'gone', 'x', 't2b', false, '1')"
ok 'stored again' "$ANALYZER" report --round one-stop --out "$WORK/one" --store --db "$DB user=hailong_analyzer"
is "$(sql 'select count(*) from hailong.estimate')" "$before" 'the rows of a round are replaced'
ok 'a report that is not stored' "$ANALYZER" report --round one-stop --out "$WORK/one" --min-n 50 --db "$DB"
is "$(stored one-stop "$WORK/one" | head -n 2 | wc -l)" 2 'leaves the table as it was'
like "$(unzip -p "$book" 'xl/charts/chart*.xml')" '<a:t>Đơn vị: tỷ lệ hài lòng và khoảng tin cậy, những dòng đầu</a:t>' \
  'a chart that ends where figures are held back says so'

# --- when a workbook can't be made ------------------------------------------------------

kept=$(sha256sum <"$WORK/one/report.xlsx")
exits 1 'no room for the workbook' env TMPDIR="$WORK/nowhere" "$ANALYZER" report --round one-stop \
  --out "$WORK/one" --db "$DB"
like "$err" "report.xlsx: $WORK/nowhere/hailong-" '… is said'
is "$(sha256sum <"$WORK/one/report.xlsx")" "$kept" '… and the last one stays'

done_testing
