-- A collector goes on while the schema is still one that has no tickets_only.
SELECT code, form, form_version, starts_on, ends_on, target, method, comparable_with, status,
  coalesce((to_jsonb(r) ->> 'tickets_only')::boolean, false)
FROM hailong.round r WHERE code = $1;
