-- One citizen's response, while the round is open: an id that stands for another unit, or
-- was withdrawn, inserts nothing; response_state then says why.
INSERT INTO hailong.response (round, unit, id, service, channel, selection, language,
  started_at, submitted_at, consent_version, answers)
SELECT r.code, $2, $3::uuid, $4, $5, $6, $7, $8::timestamptz, now(), $9::smallint, $10::bytea
FROM hailong.round r
WHERE r.code = $1 AND r.status = 'open'
  AND NOT EXISTS (SELECT FROM hailong.response o
                  WHERE o.round = $1 AND o.id = $3::uuid AND o.unit <> $2)
  AND NOT EXISTS (SELECT FROM hailong.withdrawal w
                  WHERE w.round = $1 AND w.unit = $2 AND w.id = $3::uuid)
ON CONFLICT DO NOTHING;
