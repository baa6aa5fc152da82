-- Only a citizen's own response has a receipt; ids of uploads could be guessed.
INSERT INTO hailong.withdrawal (round, unit, id)
SELECT round, unit, id FROM hailong.response
WHERE round = $1 AND unit = $2 AND id = $3::uuid AND upload IS NULL
ON CONFLICT DO NOTHING;
