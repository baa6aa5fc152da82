-- What is left on the stage is new, and round_lock keeps others from adding it meanwhile;
-- ON CONFLICT only says so once more. In the order of the key: each page of the index is
-- filled once.
INSERT INTO hailong.response (round, unit, id, service, channel, selection, response_id,
  collected_by, stratum, psu, ssu, fpc, fpc2, weight, started_at, submitted_at, answers, upload)
SELECT r.code, s.unit, s.id, s.service, s.channel, s.selection, s.response_id,
  s.collected_by, s.stratum, s.psu, s.ssu, s.fpc, s.fpc2, s.weight,
  s.started_at, s.submitted_at, s.answers, $2::bigint
FROM pg_temp.stage s, hailong.round r
WHERE r.code = $1 AND r.status IN ('open', 'closed')
ORDER BY s.id
ON CONFLICT DO NOTHING;
