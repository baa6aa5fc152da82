#!/usr/bin/env bash
# What is rated and what is asked: the lists of units and services, forms and their
# versions, and the life of a round.
. "$(dirname "$0")/../tools/harness.sh"
. tests/integration/collector.sh

new_database
exits 0 'migrate' collector migrate

# --- lists --------------------------------------------------------------------------------

cat >"$WORK/units.csv" <<'CSV'
code,name_vi,name_en,level,parent,valid_from,valid_to
H40,Tỉnh Mẫu,Sample Province,province,,,
00001,Phường Một,,commune,H40,,2025-07-01
00001,"Phường Một, mới",Ward One,commune,H40,2025-07-01,
00002,Xã Hai,,commune,H40,,
CSV
cat >"$WORK/services.csv" <<'CSV'
code,name_vi,name_en,field,level,valid_from,valid_to
1.000123,Đăng ký khai sinh,Birth registration,Hộ tịch,commune,,
CSV
cat >"$WORK/succession.csv" <<'CSV'
old,new,share,kind,valid_from
00003,00001,0.6,split,2025-07-01
00003,00002,0.4,split,2025-07-01
00004,00002,,merge,2025-07-01
CSV

cat >"$WORK/transactions.csv" <<'CSV'
unit,service,from,to,received,on_time,invited
00001,1.000123,2026-01-01,2026-03-31,480,470,90
00001,,2026-01-01,2026-03-31,12000,11845,
CSV
cat >"$WORK/reference.csv" <<'CSV'
index,year,unit,value,measure,rank,out_of,source
SIPAS,2019,00001,92.22,%,2,63,"Bộ Nội vụ, 2020"
SIPAS,2024,,83.94,%,,,"Bộ Nội vụ, 2025"
CSV

contents() {
  sql 'select * from hailong.transactions order by service'
  sql 'select * from hailong.reference order by year'
  sql 'select * from hailong.unit_version order by code, valid_from'
  sql 'select * from hailong.service_version order by code, valid_from'
  sql 'select * from hailong.succession order by old, new'
  sql 'select * from hailong.unit order by code'
  sql 'select * from hailong.service order by code'
}

for list in units services succession transactions reference; do
  exits 0 "import $list" collector import $list "$WORK/$list.csv"
  is "$out" "$(($(wc -l <"$WORK/$list.csv") - 1)) $list" 'it says how many'
done
is "$(contents)" '00001||2026-01-01|2026-03-31|12000|11845|
00001|1.000123|2026-01-01|2026-03-31|480|470|90
SIPAS|2019|00001|92.22|%|2|63|Bộ Nội vụ, 2020
SIPAS|2024|-|83.94|%|||Bộ Nội vụ, 2025
00001|-infinity|2025-07-01|Phường Một||commune|H40
00001|2025-07-01|infinity|Phường Một, mới|Ward One|commune|H40
00002|-infinity|infinity|Xã Hai||commune|H40
H40|-infinity|infinity|Tỉnh Mẫu|Sample Province|province|
1.000123|-infinity|infinity|Đăng ký khai sinh|Birth registration|Hộ tịch|commune
00003|00001|2025-07-01|0.6|split
00003|00002|2025-07-01|0.4|split
00004|00002|2025-07-01|1|merge
-
00001
00002
00003
00004
H40
1.000123' 'leading zeros, versions and open ends are kept'
before=$(contents)
for list in units services succession transactions reference; do
  exits 0 "import $list again" collector import $list "$WORK/$list.csv"
done
is "$(contents)" "$before" 'changes nothing'

printf 'name_vi;code\r\nXã Hai Mới;00002\r\n' >"$WORK/renamed.csv"
exits 0 'a row with the same key, in another dialect' collector import units "$WORK/renamed.csv"
is "$(sql "select name_vi, level from hailong.unit_version where code = '00002'")" \
  'Xã Hai Mới|' 'replaces the one before'
printf 'code,name_vi\n' >"$WORK/none.csv"
exits 0 'a list without rows' collector import units "$WORK/none.csv"
exits 2 'an unknown list' collector import people "$WORK/units.csv"

# A bad row is told by its line, and the rows before it are not kept either.
before=$(contents)
while IFS='|' read -r list text message; do
  printf '%b' "$text" >"$WORK/bad.csv"
  exits 1 "a bad list: $text" collector import "$list" "$WORK/bad.csv"
  like "$err" "bad.csv: $message" "… says $message"
done <<'TABLE'
units|code,name_vi\nX1,Một\nX2,\n|line 3: column name_vi is empty
units|code,name_vi\nX1,Một\n,Hai\n|line 3: column code is empty
units|code,name_vi\nX1,Một\nX 2,Hai\n|line 3: .*code
units|code,name_vi\nX1,Một\nX2\n|line 3: The row has more or fewer cells
units|code,name_vi\nX1,Một\nX2,"Hai\n|line 3: A quote is not closed
units|code,name_vi\nX1,Một\nX2,H\xe0i\n|line 3: column name_vi: The text is not UTF-8
units|code,name_vi,valid_from\nX1,Một,\nX2,Hai,01/07/2025\n|line 3: column valid_from: a date like 2026-03-01 is needed, not '01/07/2025'
units|code,name_vi,valid_from,valid_to\nX1,Một,,\nX2,Hai,2025-07-01,2025-01-01\n|line 3: .*check
units|code,name_vi,parent\nX1,Một,\nX2,Hai,X2\n|line 3: .*check
units|code,name_vi,colour\nX1,Một,red\n|line 1: unknown column 'colour'
units|code,name_en\nX1,One\n|line 1: no column 'name_vi'
units||the file is empty
units|code,name_vi,valid_to\nX1,Một,\nX2,Hai,2025-02-30\n|line 3: column valid_to: a date
succession|old,new,valid_from\nZ1,Z2,today\n|line 2: column valid_from: a date
services|code,name_vi\nY1,Một\nY/2,Hai\n|line 3: .*code
services|code\nY1\n|line 1: no column 'name_vi'
succession|old,new,share\nZ1,Z2,0.5\nZ1,Z3,1.5\n|line 3: .*check
succession|old,new,share\nZ1,Z2,0.5\nZ1,Z3,half\n|line 3: .*double
succession|old,new\nZ1,Z2\nZ1,\n|line 3: column new is empty
transactions|unit,from,to,received,on_time\n00001,2026-04-01,2026-06-30,10,11\n|line 2: .*check
transactions|unit,from,to,received\n00001,01/04/2026,2026-06-30,10\n|line 2: column from: a date
reference|index,year,value,source,rank,out_of\nPCI,2024,70,x,64,63\n|line 2: .*check
reference|index,year,value\nPCI,2024,70\n|line 1: no column 'source'
TABLE
exits 1 'a list that is not there' collector import units "$WORK/nothing.csv"
like "$err" 'nothing.csv: No such file' 'is told'
is "$(contents)" "$before" 'of all these lists nothing is kept'

# --- forms --------------------------------------------------------------------------------

form() { # VERSION TITLE: writes form.json
  cat >"$WORK/form.json" <<JSON
{"settings": {"form_id": "f", "version": $1, "default_language": "vi",
  "form_title": {"vi": "$2"}},
 "survey": [{"type": "integer", "name": "q1", "label": {"vi": "Câu 1"}}]}
JSON
}

form 1 Một
exits 0 'form add' collector form add "$WORK/form.json"
is "$out" 'form f version 1 added: 2 items' 'is added'
exits 0 'the same again' collector form add "$WORK/form.json"
is "$out" 'form f version 1 there already: 2 items' 'is there already'
form 1 'Một, sửa'
exits 0 'another text under the same version, not used yet' collector form add "$WORK/form.json"
is "$out" 'form f version 1 replaced: 2 items' 'replaces it'
exits 0 'form show' collector form show f
is "$out" "$(cat "$WORK/form.json")" 'gives the definition as it was added'
exits 0 'a round uses it' collector round add r1 --form f@1
form 1 'Một, sửa nữa'
exits 1 'another text under a version in use' collector form add "$WORK/form.json"
like "$err" 'form f version 1 is used by a round' 'is refused'
form 2 Hai
exits 0 'another version' collector form add "$WORK/form.json"
is "$out" 'form f version 2 added: 2 items' 'is added'
exits 0 'form list' collector form list
is "$out" $'f@1\t1 rounds\tMột, sửa\nf@2\t0 rounds\tHai' 'lists versions and rounds'
exits 0 'form show without a version' collector form show f
is "$(jq .settings.version <<<"$out")" 2 'gives the latest'
exits 0 'form show with one' collector form show f@1
is "$(jq .settings.version <<<"$out")" 1 'gives that'
exits 1 'form show of an unknown version' collector form show f@9
like "$err" "no form 'f' version 9" 'is told'
exits 1 'form show of an unknown form' collector form show g
like "$err" "no form 'g'" 'is told'
exits 2 'form show of no code' collector form show 'f@x'
printf '{"settings": ' >"$WORK/broken.json"
exits 1 'a broken definition' collector form add "$WORK/broken.json"
like "$err" 'broken.json: not valid JSON' 'is told'
is "$(sql 'select count(*) from hailong.form')" 2 'and not kept'
for name in sipas-household service-22 one-stop-9 kiosk-1; do
  exits 0 "the shipped form $name" collector form add "forms/definitions/$name.json"
done
is "$(sql "select count(*) from hailong.form_item
  where form = 'service-22' and type = 'select_one' and slot is not null and choices <> '{}'")" \
  32 'where items stand is written down for those who read SQL'

# --- rounds -------------------------------------------------------------------------------

exits 0 'round add with everything' collector round add r2 --form f --from 2026-01-01 \
  --to 2026-03-31 --target 85 --method 2 --comparable-with r1
exits 0 'round list' collector round list
is "$out" "r2	planned	f@2	2026-01-01	2026-03-31	method 2	target 85 %	comparable with r1
r1	planned	f@1	-	-	method 1" 'shows it'
while IFS='|' read -r code arguments message; do
  # shellcheck disable=SC2086 # arguments are words
  exits "$code" "round add $arguments" collector round add $arguments
  like "$err" "$message" "… says $message"
done <<'TABLE'
1|r1 --form f|there is a round 'r1' already
1|r3 --form g|no form 'g'
1|r3 --form f@9|no form 'f' version 9
1|r3 --form f --comparable-with r9|no round 'r9' to compare with
1|r3 --form f --comparable-with r3|round
1|r3 --form f --from 2026-02-01 --to 2026-01-01|check
2|r3|--form needs
2|r3 --form f@x|--form needs
2|r/3 --form f|a round's code
2|r3 --form f --from 2026-02-30|--from needs a date
2|r3 --form f --to tomorrow|--to needs a date
2|r3 --form f --target 0|--target needs
2|r3 --form f --target 101|--target needs
2|r3 --form f --target high|--target needs
TABLE
is "$(sql 'select count(*) from hailong.round')" 2 'none of these is kept'

# step VERB CODE STATE: the verb, its exit code, and the state it is in then
while read -r verb code state; do
  exits "$code" "round $verb" collector round "$verb" r1
  is "$(sql "select status from hailong.round where code = 'r1'")" "$state" "… r1 is $state"
done <<'TABLE'
open 0 open
open 0 open
close 0 closed
open 0 open
close 0 closed
seal 0 sealed
seal 0 sealed
open 1 sealed
close 1 sealed
TABLE
like "$err" "round 'r1' is sealed for good" 'sealed is for good'
exits 1 'an unknown round' collector round open r9
like "$err" "no round 'r9'" 'is told'

# A round whose code differs by its letters' size, or looks like SQL, has its own place.
for code in R2 'a.b' 'x-1' '2026' 'select'; do
  exits 0 "round $code" collector round add "$code" --form f
  exits 0 "round open $code" collector round open "$code"
  printf 'q1\n7\n' >"$WORK/one.csv"
  exits 0 "upload to $code" collector upload --round "$code" "$WORK/one.csv"
  is "$out" 'accepted 1, duplicate 0, rejected 0' '… is kept there'
done

# --- tokens and the audit -----------------------------------------------------------------

exits 0 'token add' collector token add --role surveyor --name 'Đội 1'
like "$out" '^[A-Za-z0-9_-]{43}$' 'prints the secret'
printed=$out
exits 1 'the same name again' collector token add --role leader --name 'Đội 1'
like "$err" "there is a token named 'Đội 1' already" 'is refused'
exits 0 'token list' collector token list
like "$out" '^Đội 1 +surveyor +added [0-9-]+$' 'shows it'
is "${out/$printed/}" "$out" 'without the secret'
exits 0 'token revoke' collector token revoke 'Đội 1'
exits 1 'twice' collector token revoke 'Đội 1'
like "$err" "no valid token is named 'Đội 1'" 'is told'
for arguments in '--name x' '--role surveyor' '--role king --name x' '--role leader --name a:b'; do
  # shellcheck disable=SC2086 # arguments are words
  exits 2 "token add $arguments" collector token add $arguments
done
is "$(sql "select action, object from hailong.audit where action ~ 'token' order by id")" \
  $'token add|Đội 1\ntoken revoke|Đội 1' 'the audit knows'
is "$(sql "select action from hailong.audit where object = 'r1' order by id" | xargs)" \
  'round add round open round open round close round open round close round seal round seal' \
  'the audit knows the life of a round'

done_testing
