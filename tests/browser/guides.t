#!/usr/bin/env bash
# The pictures of docs/guides, from a seeded demonstration, in both languages, into
# BUILD/screenshots/guides; PICTURES=write ("make pictures") puts them into docs/guides too. The
# steps are in guides.js.
. "$(dirname "$0")/../tools/harness.sh"

. tests/browser/browser.sh

new_database
run() {
  "$COLLECTOR" "$@" --db "$DB"
}
"$BUILD/tools/demo-data" "$WORK" >"$WORK/setup.log" 2>&1
{
  run migrate
  run import units "$WORK/units.csv"
  run import services "$WORK/services.csv"
  for form in sipas-household service-22 one-stop-9 kiosk-1; do
    run form add forms/definitions/$form.json
  done
  run round add 2024 --form sipas-household
  run round add 2025 --form sipas-household --target 85 --comparable-with 2024
  run round add mot-cua-2026 --form one-stop-9 --target 90
  run round add phieu-22 --form service-22
  run round add kiosk-2026 --form kiosk-1
  for round in 2024 2025 mot-cua-2026 phieu-22 kiosk-2026; do run round open $round; done
  for round in 2024 2025; do run upload --round $round "$WORK/$round.csv"; done
  run round close 2024
} >>"$WORK/setup.log" 2>&1

# A file as a team brings it: some rows, three of them with a slip of the pen.
awk -F, -v OFS=, 'NR == 1 { print; next } NR > 9 { exit }
  { $1 = "moi-" NR; }
  NR == 4 { $2 = "00999" } NR == 6 { $NF = "9" } NR == 8 { $11 = "31/02/2025" }
  { print }' "$WORK/2025.csv" >"$WORK/phieu.csv"

mkdir "$WORK/reports"
for lang in vi en; do
  ok "report in $lang" "$ANALYZER" report --round 2025 --base 2024 --lang $lang \
    --out "$WORK/reports/$lang" --db "$DB"
  ok "poster in $lang" "$COLLECTOR" ticket poster --db "$DB" --round mot-cua-2026 --unit 00145 \
    --service 1.001193 --lang $lang --base-url https://danhgia.example.vn \
    --out "$WORK/poster.$lang.svg"
  ok "slips in $lang" "$COLLECTOR" ticket issue --db "$DB" --round mot-cua-2026 --unit 00145 \
    --service 1.001193 --count 1 --expires 2099-12-31 --lang $lang \
    --base-url https://danhgia.example.vn --qr "$WORK/slips.$lang"
done

start_collector --rate-limit off --reports "$WORK/reports" --public-reports
link=$(run ticket issue --round mot-cua-2026 --unit 00145 --service 1.001193 --count 1 \
  --base-url "$URL" | sed 1d | cut -d, -f 6)
is "$(curl -s -o "$WORK/body" -w '%{http_code}' -H 'Content-Type: application/json' \
  -d '{"ticket": "'"${link##*ticket=}"'", "unit": "00145", "service": "1.001193",
    "answers": {"q01": "2"}}' "$URL/api/v1/rounds/mot-cua-2026/responses")" 201 \
  'a ticket is used'

mkdir -p "$BUILD/screenshots/guides"
rm -f "$BUILD"/screenshots/guides/*.png
take_steps tests/browser/guides.js LINK="$link" PLACE="$WORK" \
  TOKEN="$(run token add --role surveyor --name 'Tổ điều tra 1')"

# Every picture of a guide is made here, and every one that is made is in a guide.
is "$(cd "$BUILD/screenshots/guides" && printf '%s\n' *.png)" \
  "$(grep -ohE 'pictures/[a-z-]+\.(vi|en)\.png' docs/guides/*.md | cut -d/ -f 2 | sort -u)" \
  'the pictures are those of the guides'

if [ "${PICTURES:-}" = write ]; then
  rm -f docs/guides/pictures/*.png
  cp "$BUILD"/screenshots/guides/*.png docs/guides/pictures
fi

done_testing
