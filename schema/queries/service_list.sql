-- The catalogue as of today: of several versions the latest that has begun.
SELECT DISTINCT ON (s.code) s.code, v.name_vi, v.name_en, v.level, v.field
FROM hailong.service s LEFT JOIN hailong.service_version v
  ON v.code = s.code AND v.valid_from <= coalesce($1::date, current_date)
ORDER BY s.code, v.valid_from DESC;
