-- What the code means today or, where it means nothing today, meant last.
SELECT code, name_vi, name_en, level, field
FROM hailong.service_version WHERE code = $1
ORDER BY valid_from <= current_date DESC, valid_from DESC LIMIT 1;
