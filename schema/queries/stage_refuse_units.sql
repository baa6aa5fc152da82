-- Rows whose id stands for another unit, kept already or earlier in the file.
DELETE FROM pg_temp.stage s
WHERE EXISTS (SELECT FROM pg_temp.stage e
              WHERE e.id = s.id AND e.unit <> s.unit AND e.line < s.line)
   OR EXISTS (SELECT FROM hailong.response r
              WHERE r.round = $1 AND r.id = s.id AND r.unit <> s.unit)
RETURNING s.line, s.response_id;
