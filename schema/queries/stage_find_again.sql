INSERT INTO pg_temp.stage_again (line, kept_as, repeated, moved)
SELECT s.line, r.unit, row_number() OVER before > 1, min(s.unit) OVER before <> max(s.unit) OVER before
FROM pg_temp.stage s LEFT JOIN hailong.response r ON r.round = $1 AND r.id = s.id
WHERE r.id IS NOT NULL
   OR s.id IN (SELECT id FROM pg_temp.stage GROUP BY id HAVING count(*) > 1)
WINDOW before AS (PARTITION BY s.id ORDER BY s.line);
