#!/usr/bin/env bash
# A citizen with a ticket: scanned, answered, scanned again; and the kind pages of those
# whose ticket is none. The posters, as a browser draws them.
. "$(dirname "$0")/../tools/harness.sh"

. tests/browser/browser.sh

long='Bộ phận Tiếp nhận và Trả kết quả giải quyết thủ tục hành chính – Trung tâm Phục vụ hành chính công phường Nguyễn Thị Minh Khai'
land='Đăng ký biến động quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất trong các trường hợp chuyển đổi, chuyển nhượng, cho thuê, cho thuê lại, thừa kế, tặng cho, góp vốn bằng quyền sử dụng đất'
new_database
{
  "$COLLECTOR" migrate --db "$DB"
  "$COLLECTOR" form add --db "$DB" forms/definitions/kiosk-1.json
  for round in mot-cua-2026 chi-ve; do
    "$COLLECTOR" round add --db "$DB" $round --form kiosk-1 \
      "$([ $round = chi-ve ] && echo --tickets-only || echo --method=1)"
    "$COLLECTOR" round open --db "$DB" $round
  done
  printf 'code,name_vi,name_en\nH40.01,Xã Hộ Độ,Ho Do Commune\nH40.02,%s,\n' "$long" >"$WORK/units.csv"
  printf 'code,name_vi\n1.000123,Đăng ký khai sinh\n1.011442,"%s"\n' "$land" >"$WORK/services.csv"
  "$COLLECTOR" import --db "$DB" units "$WORK/units.csv"
  "$COLLECTOR" import --db "$DB" services "$WORK/services.csv"
} >"$WORK/setup.log" 2>&1
start_collector --rate-limit off

links=$("$COLLECTOR" ticket issue --db "$DB" --round mot-cua-2026 --unit H40.01 --service 1.000123 \
  --count 2 --base-url "$URL" | sed 1d | cut -d, -f 6)
over=$("$BUILD/tools/sign-ticket" "$(sql "select encode(value, 'hex') from hailong.secret")" \
  mot-cua-2026 H40.01 1.000123 -1)
for service in 1.000123 1.011442; do
  "$COLLECTOR" ticket poster --db "$DB" --round mot-cua-2026 --service $service --out "$WORK/$service" \
    --base-url https://danhgia.example.gov.vn >>"$WORK/setup.log"
done
"$COLLECTOR" ticket poster --db "$DB" --round mot-cua-2026 --out "$WORK/whole" --lang en \
  --base-url https://danhgia.example.gov.vn >>"$WORK/setup.log"
"$COLLECTOR" ticket issue --db "$DB" --round chi-ve --unit H40.01 --service 1.000123 --count 1 --expires 2100-01-31 --qr "$WORK/slips" \
  --base-url https://danhgia.example.gov.vn >>"$WORK/setup.log"

take_steps tests/browser/tickets.js LINKS="$links" OVER="$over" POSTERS="$WORK"

is "$(sql 'select channel, selection, count(*) from hailong.response group by 1, 2')" \
  'ticket|sample|2' 'the answers are of the sample'

done_testing
