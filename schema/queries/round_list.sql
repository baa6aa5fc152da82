SELECT code, form, form_version, starts_on, ends_on, target, method, comparable_with, status,
  tickets_only
FROM hailong.round ORDER BY starts_on NULLS LAST, code;
