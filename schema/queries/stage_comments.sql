-- What was written in the responses that stage_insert kept: those on the stage.
INSERT INTO hailong.comment (round, unit, id, item, text)
SELECT $1, s.unit, s.id, c.key, c.value
FROM pg_temp.stage s CROSS JOIN LATERAL json_each_text(s.comments) c
WHERE s.comments IS NOT NULL;
