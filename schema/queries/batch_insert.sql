-- Many responses to one round: those whose id is there already, for whatever unit, or was
-- withdrawn are left out; response_state then says why. While the round is open, or ($2)
-- closed since they were promised. batch_lock keeps others from adding the ids meanwhile,
-- so ON CONFLICT, which looks once more and takes a lock for each row, has nothing to do.
-- OFFSET 0 has each row looked up by itself: as a join, planned when the tables were
-- small, it would read the whole round.
INSERT INTO hailong.response (round, unit, id, service, channel, selection, language,
  started_at, submitted_at, consent_version, answers, flags)
SELECT r.code, n.unit, n.id, n.service, n.channel, n.selection, n.language,
  n.started_at::timestamptz, coalesce(n.submitted_at::timestamptz, now()), n.consent, n.answers,
  n.flags
FROM hailong.round r, unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[],
  $8::text[], $9::text[], $10::text[], $11::smallint[], $12::bytea[], $13::smallint[])
  AS n(id, unit, service, channel, selection, language, started_at, submitted_at, consent,
       answers, flags)
WHERE r.code = $1::text AND (r.status = 'open' OR ($2::boolean AND r.status = 'closed'))
  AND NOT EXISTS (SELECT FROM hailong.response o
                  WHERE o.round = $1 AND o.id = n.id OFFSET 0)
  AND NOT EXISTS (SELECT FROM hailong.withdrawal w
                  WHERE w.round = $1 AND w.unit = n.unit AND w.id = n.id OFFSET 0)
RETURNING id;
