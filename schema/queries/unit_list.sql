-- The catalogue as of a day (null: today).
SELECT code, name_vi, name_en, level, parent
FROM hailong.unit_version
WHERE coalesce($1::date, current_date) >= valid_from
  AND coalesce($1::date, current_date) < valid_to
ORDER BY code;
