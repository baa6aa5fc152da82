INSERT INTO hailong.comment (round, unit, id, item, text)
SELECT r.round, r.unit, r.id, c.key, c.value
FROM pg_temp.stage s
  JOIN hailong.response r ON r.round = $1 AND r.unit = s.unit AND r.id = s.id
  CROSS JOIN LATERAL json_each_text(s.comments) c
WHERE r.upload = $2::bigint AND s.comments IS NOT NULL
ON CONFLICT DO NOTHING;
