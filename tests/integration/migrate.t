#!/usr/bin/env bash
# The schema: created once whoever starts first, described, as reviewed (golden), and with
# no more rights for the two programs than they need.
. "$(dirname "$0")/../tools/harness.sh"

# --- once, twice, at once ---------------------------------------------------------------

migrations=$(find schema/migrations -name '*.sql' | wc -l)
new_database
exits 1 'before migrate nothing works' "$COLLECTOR" round list --db "$DB"
exits 0 'migrate on an empty database' "$COLLECTOR" migrate --db "$DB"
is "$out" "$migrations migrations applied" 'it applies all migrations'
exits 0 'migrate again' "$COLLECTOR" migrate --db "$DB"
is "$out" '0 migrations applied' 'it applies none'
is "$(sql 'select count(*) from hailong.migration')" "$migrations" 'each is recorded once'

first=$DB
new_database
pids=()
for n in 1 2 3; do
  "$COLLECTOR" migrate --db "$DB" >"$WORK/migrate.$n" 2>&1 &
  pids+=($!)
done
for pid in "${pids[@]}"; do
  ok 'one of three migrates at once succeeds' wait "$pid"
done
is "$(sort "$WORK"/migrate.*)" "$(printf '%s migrations applied\n' 0 0 "$migrations")" \
  'one of them does the work'

exits 1 'migrate where no database answers' "$COLLECTOR" migrate --db "host=$WORK"
like "$err" '^hailong-collector: no database: ' 'it says so'
exits 1 'migrate without the right to' "$COLLECTOR" migrate --db "$DB user=hailong_analyzer"
like "$err" 'permission denied' 'it says so'

# --- what it looks like -----------------------------------------------------------------

DB=$first
# Without what depends on the version of pg_dump.
pg_dump -d "$DB" --schema-only --schema=hailong --no-owner |
  grep -vE '^(--|SET |SELECT pg_catalog.set_config|\\|$)' >"$WORK/schema.sql"
golden "$WORK/schema.sql" 'the schema is the one reviewed'

is "$(sql "select c.relname from pg_class c
  where c.relnamespace = 'hailong'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
    and not c.relispartition and coalesce(obj_description(c.oid), '') = ''")" \
  '' 'every table has a comment'
is "$(sql "select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = 'hailong'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
    and not c.relispartition and a.attnum > 0 and not a.attisdropped
    and coalesce(col_description(c.oid, a.attnum), '') = ''")" \
  '' 'every column has a comment'
is "$(sql "select p.proname from pg_proc p where p.pronamespace = 'hailong'::regnamespace
    and coalesce(obj_description(p.oid, 'pg_proc'), '') = ''")" \
  '' 'every function has a comment'

# --- who may what -----------------------------------------------------------------------

# A round with one response and its comment, made as the owner.
sql "insert into hailong.form values ('f', 1, 'F', '{}');
  insert into hailong.round (code, form, form_version, status) values ('r', 'f', 1, 'open');
  select hailong.round_partitions('r');
  insert into hailong.response (id, round, unit, selection, answers)
    values ('00000000-0000-4000-8000-000000000001', 'r', '-', 'open', '\\x00');
  insert into hailong.comment select round, unit, id, 'comment', 'x' from hailong.response;
  insert into hailong.token (name, role, hash) values ('t', 'leader', sha256('x'));
  insert into hailong.upload (round, file, uploaded_by) values ('r', 'f.csv', 't')" \
  >"$WORK/setup"

# The outcome of a statement as a role: may, may not, or what else went wrong.
outcome_of() {
  local words
  if words=$(sql "begin; set role hailong_$1; $2; rollback" 2>&1); then
    echo may
  elif [[ $words =~ 'permission denied'|'must be owner' ]]; then
    echo 'may not'
  else
    echo "$words"
  fi
}

while IFS='|' read -r role may statement; do
  is "$(outcome_of "$role" "$statement")" "$may" "the $role $may: $statement"
done <<'TABLE'
collector|may|select 1 from hailong.round, hailong.form, hailong.form_item, hailong.unit
collector|may|select 1 from hailong.response
collector|may|insert into hailong.response (id, round, unit, selection, answers) values (gen_random_uuid(), 'r', '-', 'open', '\x00')
collector|may|insert into hailong.unit values ('u1')
collector|may|insert into hailong.service values ('s1')
collector|may|insert into hailong.comment select round, unit, id, 'other', 'x' from hailong.response
collector|may|delete from hailong.comment
collector|may|insert into hailong.withdrawal select round, unit, id from hailong.response
collector|may|select 1 from hailong.withdrawal
collector|may|insert into hailong.audit (actor, action, object) values ('a', 'b', 'c')
collector|may|insert into hailong.upload (round, file, uploaded_by) values ('r', 'f', 'b')
collector|may|update hailong.upload set accepted = 1, duplicate = 2, rejected = 3
collector|may|select role from hailong.token
collector|may|create temporary table stage (x int)
collector|may|update hailong.response set answers = '\x01', completed_at = now()
collector|may not|update hailong.response set received_at = now()
collector|may not|update hailong.response set upload = null
collector|may not|update hailong.response set unit = '-'
collector|may not|update hailong.comment set text = 'y'
collector|may not|truncate hailong.response
collector|may not|update hailong.upload set file = 'other.csv'
collector|may not|delete from hailong.upload
collector|may not|delete from hailong.withdrawal
collector|may not|update hailong.withdrawal set withdrawn_at = now()
collector|may not|select 1 from hailong.audit
collector|may not|update hailong.audit set actor = 'x'
collector|may not|delete from hailong.audit
collector|may not|insert into hailong.token (name, role, hash) values ('x', 'admin', sha256('y'))
collector|may not|update hailong.token set revoked_at = null
collector|may not|update hailong.round set status = 'open'
collector|may not|insert into hailong.round (code, form, form_version) values ('r2', 'f', 1)
collector|may not|insert into hailong.form values ('g', 1, 'G', '{}')
collector|may not|update hailong.form set definition = '{}'
collector|may not|insert into hailong.unit_version (code, name_vi) values ('-', 'x')
collector|may not|select hailong.round_partitions('r2')
collector|may not|create table hailong.x (x int)
collector|may not|drop table hailong.response
collector|may not|select 1 from hailong."response[r]"
collector|may not|delete from hailong."response[r]"
collector|may not|update hailong."response[r]" set answers = '\x01'
analyzer|may|select 1 from hailong.response, hailong.comment, hailong.withdrawal, hailong.upload
analyzer|may|select 1 from hailong.round, hailong.form, hailong.form_item, hailong.migration
analyzer|may|select 1 from hailong.unit, hailong.unit_version, hailong.service_version
analyzer|may not|insert into hailong.response (id, round, unit, selection, answers) values (gen_random_uuid(), 'r', '-', 'open', '\x00')
analyzer|may not|update hailong.response set answers = '\x01'
analyzer|may not|delete from hailong.response
analyzer|may not|delete from hailong.comment
analyzer|may not|insert into hailong.withdrawal select round, unit, id from hailong.response
analyzer|may not|insert into hailong.unit values ('u1')
analyzer|may not|insert into hailong.audit (actor, action, object) values ('a', 'b', 'c')
analyzer|may not|select 1 from hailong.audit
analyzer|may not|select 1 from hailong.token
analyzer|may not|select 1 from hailong.secret
analyzer|may|select 1 from hailong.transactions, hailong.reference
collector|may|select 1 from hailong.secret
collector|may not|insert into hailong.secret values ('x', decode(repeat('00', 32), 'hex'))
analyzer|may not|select hash from hailong.token
analyzer|may not|insert into hailong.upload (round, file, uploaded_by) values ('r', 'f', 'b')
analyzer|may not|update hailong.round set status = 'open'
analyzer|may not|truncate hailong.response
analyzer|may|insert into hailong.estimate (round, by, domain, item, statistic, is_index, method) values ('r', 'overall', '', 'f', 't2b', true, '1')
analyzer|may|delete from hailong.estimate
analyzer|may not|update hailong.estimate set estimate = 1
analyzer|may not|truncate hailong.estimate
collector|may not|select 1 from hailong.estimate
reader|may|select 1 from hailong.report_overview, hailong.report_factors, hailong.report_units, hailong.report_services, hailong.report_unit_services, hailong.report_channels
reader|may not|select 1 from hailong.estimate
reader|may not|select 1 from hailong.response
reader|may not|select 1 from hailong.unit_version
analyzer|may not|create table hailong.x (x int)
TABLE

# migrate lays the rights down again, whatever was granted meanwhile
sql 'grant all on hailong.token, hailong.audit to hailong_analyzer'
exits 0 'migrate once more' "$COLLECTOR" migrate --db "$DB"
is "$(outcome_of analyzer 'select 1 from hailong.token')" 'may not' \
  'migrate takes away rights that were added by hand'

# --- what the database itself refuses ----------------------------------------------------

while IFS='|' read -r why statement; do
  exits 3 "refused ($why)" psql -XAtq -v ON_ERROR_STOP=1 -d "$DB" <<<"begin; $statement; rollback"
  like "$err" "$why" "… because of $why"
done <<'TABLE'
code_check|insert into hailong.unit values ('a b')
code_check|insert into hailong.service values ('')
response_selection_check|insert into hailong.response (id, round, unit, selection, answers) values (gen_random_uuid(), 'r', '-', 'drawn', '\x00')
response_channel_check|insert into hailong.response (id, round, unit, selection, channel, answers) values (gen_random_uuid(), 'r', '-', 'open', 'fax', '\x00')
response_weight_check|insert into hailong.response (id, round, unit, selection, weight, answers) values (gen_random_uuid(), 'r', '-', 'open', -1, '\x00')
response_unit_fkey|insert into hailong.response (id, round, unit, selection, answers) values (gen_random_uuid(), 'r', 'nowhere', 'open', '\x00')
response\[r\]_pkey|insert into hailong.response select * from hailong.response
no partition of relation|insert into hailong.response (id, round, unit, selection, answers) values (gen_random_uuid(), 'r9', '-', 'open', '\x00')
comment_.*_fkey|insert into hailong.comment values ('r', '-', gen_random_uuid(), 'comment', 'x')
comment_text_check|insert into hailong.comment select round, unit, id, 'c2', '' from hailong.response
round_status_check|update hailong.round set status = 'reopened'
round_check|insert into hailong.round (code, form, form_version, starts_on, ends_on) values ('r3', 'f', 1, '2026-02-01', '2026-01-01')
round_target_check|insert into hailong.round (code, form, form_version, target) values ('r3', 'f', 1, 85)
round_form_form_version_fkey|insert into hailong.round (code, form, form_version) values ('r3', 'f', 2)
unit_version_check|insert into hailong.unit_version (code, name_vi, valid_from, valid_to) values ('-', 'x', '2026-01-01', '2025-01-01')
succession_share_check|insert into hailong.succession (old, new, share) values ('-', '-', 1.5)
estimate_check|insert into hailong.estimate (round, by, domain, item, statistic, is_index, method, n, estimate, suppressed) values ('r', 'unit', 'u', 'f', 't2b', true, '1', 3, 0.5, 'n<10')
token_role_check|insert into hailong.token (name, role, hash) values ('x', 'king', sha256('y'))
TABLE

done_testing
