#!/usr/bin/env bash
# docs/guides: every command in them is one, with options it has; the blocks marked "sh run"
# are run, in the order a province would, on a database of their own; both languages say
# the same commands; every picture is there, small, and told in words.
# shellcheck disable=SC2016,SC2030,SC2031 # backquotes are Markdown's
. "$(dirname "$0")/../tools/harness.sh"

guides='administrator one-stop-desk survey-team leader'
PATH=$PWD/$BUILD:$PATH

# blocks GUIDE KIND: the fenced blocks of a kind, a line of = before each
blocks() {
  awk -v kind="$2" '
    /^```/ { inside = !inside && ($0 == "```" kind || index($0, "```" kind " ") == 1)
      if (inside) print "=" substr($0, 4)
      next }
    inside' "docs/guides/$1.md"
}

# --- both languages -----------------------------------------------------------------------

for guide in $guides; do
  for lang in vi en; do
    blocks "$guide.$lang" sh | sed "s/--lang $lang/--lang/" >"$WORK/$lang"
  done
  ok "$guide: both languages have the same commands" diff -u "$WORK/vi" "$WORK/en"
  is "$(grep -c '^## ' "docs/guides/$guide.vi.md")" "$(grep -c '^## ' "docs/guides/$guide.en.md")" \
    "$guide: and the same sections"
done

# --- every option is one of its command ---------------------------------------------------

# options PROGRAM: lines "command --option" of its --help
options() {
  "$1" --help | awk -v program="$1" '
    /^  [a-z]/ { command = $1; if ($2 ~ /^[a-z]+$/) command = command " " $2 }
    /^      --/ { print program, command, $1 }'
}
{ options hailong-collector && options hailong-analyzer; } >"$WORK/known"
for guide in $guides; do
  blocks "$guide.en" sh | sed -e ':again' -e '/\\$/{N; s/\\\n//; b again}'
done | awk '{
    for (i = 1; i <= NF && $i !~ /^hailong-(collector|analyzer)$/; i++);
    if (i >= NF) next
    command = $i " " $(i + 1)
    if ($(i + 1) ~ /^(form|round|ticket|token)$/) command = command " " $(i + 2)
    print command, ""
    for (; i <= NF; i++) if ($i ~ /^--/) print command, $i
  }' | sort -u >"$WORK/used"
while read -r line; do
  ok "there is $line" grep -qE -- "^$line( |$)" "$WORK/known"
done <"$WORK/used"
ok 'commands were found' test "$(wc -l <"$WORK/used")" -gt 40
for option in $(sed '/^```/,/^```$/d' docs/guides/*.md | grep -oE -- '`--[a-z-]+' | tr -d '`' |
  sort -u); do
  # one of Chromium's
  [ "$option" = --kiosk ] || ok "in words: $option" grep -q -- " $option$" "$WORK/known"
done

# --- what can be run is run ---------------------------------------------------------------

# A cluster of its own, since the administrator's guide begins without a database.
unset HAILONG_TEST_PG
need_cluster
PATH=$PATH:$("$HERE/cluster.sh" bindir)
for setting in $HAILONG_TEST_PG; do
  export "PG$(tr '[:lower:]' '[:upper:]' <<<"${setting%%=*}" | sed 's/DBNAME/DATABASE/')=${setting#*=}"
done
dropdb --maintenance-db=postgres hailong

# What a province has in its folder.
top=$PWD place=$WORK/place
mkdir "$place" "$WORK/backups"
"$BUILD/tools/demo-data" "$place" >"$WORK/setup.log" 2>&1
for lang in vi en; do
  sed -n '/^```json$/,/^```$/p' docs/guides/survey-team.$lang.md | sed '/^```/d' >"$WORK/map.$lang"
done
ok 'both languages have the same map' cmp "$WORK/map.vi" "$WORK/map.en"
cp "$WORK/map.en" "$place/map.json"
awk -F, -v OFS=, 'NR == 1 { print "unit,population"; next } $4 == "commune" { print $1, 9000 + 77 * NR }' \
  "$place/units.csv" >"$place/population.csv"
awk -F, -v OFS=, 'NR == 1 { print "commune,village,household"; next }
  $4 == "commune" { for (v = 1; v <= 12; v++) for (h = 1; h <= 60; h++) print $1, $1 "-" v, h }' \
  "$place/units.csv" >"$place/households.csv"
printf '%s\n' dossier H40-1 H40-2 H40-3 >"$place/today.csv"
cut -d, -f 1,2,5- "$place/2025.csv" | sed '1s/response_id,unit/so_phieu,ma_xa/' >"$place/corrected.csv"
awk -F, -v OFS=, 'NR == 4 { $2 = "00999" } NR == 6 { $NF = "7" } NR == 8 { $9 = "31/02/2025" }
  { print }' "$place/corrected.csv" >"$place/field.csv"
awk -F, -v OFS=, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i } NR == 1 || NR % 10 == 0 {
  print $1, $at["q01"], $at["q02"], $at["q03"] }' "$place/2025.csv" >"$place/phone.csv"

# run_block: what is in $block, as its guide says; paths of an installation are ours
run_block() {
  local code=0 want
  want=$(sed -n '1s/^=sh run *//p' <<<"$block")
  sed -e 1d -e "s|/usr/local/share/hailong/forms|$top/forms/definitions|" \
    -e "s|/var/backups/hailong|$WORK/backups|" <<<"$block" >"$WORK/block"
  (cd "$place" && bash -eu "$WORK/block") >"$WORK/block.out" 2>&1 || code=$?
  is "$code" "${want:-0}" "$guide: $(sed 's/ *\\$//; q' "$WORK/block")" ||
    note "$(tail -n 20 "$WORK/block.out")"
}
for guide in $guides; do
  block=''
  while IFS= read -r line; do
    case $line in =*) [ -z "$block" ] || run_block; block='' ;; esac
    block+=${block:+$'\n'}$line
  done < <(blocks "$guide.en" 'sh run'; echo '=')
done

DB="dbname=hailong"
is "$(sql 'select round, count(*) from hailong.response group by 1')" 'sipas-2026|1200' \
  'what was checked, corrected and sent is there'
is "$(sed 1d "$place/wrong.csv" | wc -l)" 3 'what was wrong in the first file was told'
ok 'there are the poster, the slips and the draw' test -s "$place/birth.svg" -a \
  -s "$place/slips/ticket-0003.svg" -a -s "$place/protocol.txt"
is "$(sed 1d "$place/sample.csv" | grep -c '^sample,')" 1200 'so many households were drawn'

# --- pictures -----------------------------------------------------------------------------

pictures=docs/guides/pictures
while IFS='|' read -r guide words file; do
  ok "$guide: $file is there, and told in words" test -s "docs/guides/$file" -a ${#words} -ge 30
  is "${file%.png}" "${file%.*.png}.${guide##*.}" "$guide: $file is in its language"
done < <(grep -H '^!\[' docs/guides/*.md | sed -E 's|.*/([^/]*)\.md:!\[(.*)\]\((.*)\)$|\1\|\2\|\3|')
is "$(ls $pictures)" "$(grep -oh 'pictures/[a-z.-]*png' docs/guides/*.md | cut -d/ -f 2 | sort)" \
  'every picture is in one guide'
for file in "$pictures"/*.png; do
  is "$(od -An -tu1 -j 24 -N 1 "$file" | tr -d ' ')" 8 "${file##*/} has 8 bits a point"
  ok "${file##*/} is small" test "$(stat -c %s "$file")" -le 40960
done
ok 'all of them are small' test "$(cat "$pictures"/*.png | wc -c)" -le 614400
while IFS=: read -r guide link; do
  ok "${guide##*/}: $link is there" test -e "docs/guides/$link"
done < <(grep -oE '\]\([^)]+\.md\)' docs/guides/*.md | sed 's/\](//; s/)//')

done_testing
