INSERT INTO hailong.service_version (code, name_vi, name_en, field, level, valid_from, valid_to)
VALUES ($1, $2, $3, $4, $5, coalesce($6::date, '-infinity'), coalesce($7::date, 'infinity'))
ON CONFLICT (code, valid_from) DO UPDATE SET
  name_vi = excluded.name_vi, name_en = excluded.name_en, field = excluded.field,
  level = excluded.level, valid_to = excluded.valid_to;
