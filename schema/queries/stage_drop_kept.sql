-- What the round keeps already, or stood in the file before: of the same unit and with the
-- same content, else it were refused.
DELETE FROM pg_temp.stage s USING pg_temp.stage_again a
WHERE s.line = a.line AND (a.first < a.line OR a.kept_as IS NOT NULL);
