-- Rows whose id stands for another unit, kept already or earlier in the file.
DELETE FROM pg_temp.stage s USING pg_temp.stage_again a
WHERE s.line = a.line AND (a.moved OR a.kept_as <> s.unit)
RETURNING s.line, s.response_id;
