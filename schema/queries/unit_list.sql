-- The catalogue as of today: of several versions the latest that has begun.
SELECT DISTINCT ON (u.code) u.code, v.name_vi, v.name_en, v.level, v.parent
FROM hailong.unit u LEFT JOIN hailong.unit_version v
  ON v.code = u.code AND v.valid_from <= coalesce($1::date, current_date)
WHERE u.code <> '-'
ORDER BY u.code, v.valid_from DESC;
