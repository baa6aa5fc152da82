DELETE FROM pg_temp.stage s
WHERE s.service IS NOT NULL
  AND NOT EXISTS (SELECT FROM hailong.service v WHERE v.code = s.service)
RETURNING s.line, s.service;
