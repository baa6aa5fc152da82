INSERT INTO hailong.round (code, form, form_version, starts_on, ends_on, target, method, comparable_with,
  tickets_only)
VALUES ($1, $2, $3::smallint, $4::date, $5::date, $6::double precision, coalesce($7, '1'), $8,
  $9::boolean);
