DELETE FROM pg_temp.stage s
WHERE NOT EXISTS (SELECT FROM hailong.unit u WHERE u.code = s.unit)
RETURNING s.line, s.unit;
