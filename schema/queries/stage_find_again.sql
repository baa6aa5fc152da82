INSERT INTO pg_temp.stage_again (line, id, kept_as, first, moved)
SELECT s.line, s.id, r.unit, min(s.line) OVER so_far,
  min(s.unit) OVER so_far <> max(s.unit) OVER so_far
FROM pg_temp.stage s LEFT JOIN hailong.response r ON r.round = $1 AND r.id = s.id
WHERE r.id IS NOT NULL
   OR s.id IN (SELECT id FROM pg_temp.stage GROUP BY id HAVING count(*) > 1)
WINDOW so_far AS (PARTITION BY s.id ORDER BY s.line);
