#!/usr/bin/env bash
# A rating is kept on the device while there is no network, or no server, and sent once
# there is one, in Chromium. The steps are in offline.js.
. "$(dirname "$0")/../tools/harness.sh"

. tests/browser/browser.sh

new_database
{
  "$COLLECTOR" migrate --db "$DB"
  for form in service-22 kiosk-1; do
    "$COLLECTOR" form add --db "$DB" forms/definitions/$form.json
    "$COLLECTOR" round add --db "$DB" "${form%-*}" --form $form --from 2026-01-01
    "$COLLECTOR" round open --db "$DB" "${form%-*}"
  done
  "$COLLECTOR" round add --db "$DB" other --form service-22 --from 2026-01-01
  "$COLLECTOR" round open --db "$DB" other
  printf 'code,name_vi,name_en\n01,Xã Hộ Độ,Ho Do Commune\n02,Phường Hai,\n' >"$WORK/units.csv"
  printf 'code,name_vi\ns.1,Đăng ký khai sinh\n' >"$WORK/services.csv"
  "$COLLECTOR" import --db "$DB" units "$WORK/units.csv"
  "$COLLECTOR" import --db "$DB" services "$WORK/services.csv"
} >"$WORK/setup.log" 2>&1
take_steps tests/browser/offline.js "COLLECTOR=$COLLECTOR" "DB=$DB"

done_testing
