-- What is new goes in, unless it was withdrawn before or the round is sealed.
INSERT INTO hailong.response (round, unit, id, service, channel, selection, response_id,
  collected_by, stratum, psu, ssu, fpc, fpc2, weight, started_at, submitted_at, answers, upload)
SELECT DISTINCT ON (s.unit, s.id) r.code, s.unit, s.id, s.service, s.channel, s.selection,
  s.response_id, s.collected_by, s.stratum, s.psu, s.ssu, s.fpc, s.fpc2, s.weight,
  s.started_at, s.submitted_at, s.answers, $2::bigint
FROM pg_temp.stage s, hailong.round r
WHERE r.code = $1 AND r.status IN ('open', 'closed')
  AND NOT EXISTS (SELECT FROM hailong.withdrawal w
                  WHERE w.round = $1 AND w.unit = s.unit AND w.id = s.id)
ORDER BY s.unit, s.id, s.line
ON CONFLICT DO NOTHING;
