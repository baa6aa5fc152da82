-- What was withdrawn stays away.
DELETE FROM pg_temp.stage s USING hailong.withdrawal w
WHERE w.round = $1 AND w.unit = s.unit AND w.id = s.id;
