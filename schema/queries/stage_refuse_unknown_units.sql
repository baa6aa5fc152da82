DELETE FROM pg_temp.stage
WHERE unit IN (SELECT n.unit FROM pg_temp.stage_names n
               WHERE NOT EXISTS (SELECT FROM hailong.unit u WHERE u.code = n.unit))
RETURNING line, unit;
