-- The other answers ($5) join those of a first tap ($4), once: what is there must be those
-- and nothing else. Within the hour, while the round is open; or ($6) promised while the
-- database was away, when the round may have been closed since.
UPDATE hailong.response r SET answers = $5, completed_at = now()
WHERE r.round = $1 AND r.unit = $2 AND r.id = $3::uuid AND r.answers = $4
  AND r.completed_at IS NULL AND r.upload IS NULL
  AND ($6::boolean OR r.received_at > now() - interval '1 hour')
  AND NOT EXISTS (SELECT FROM hailong.comment c
                  WHERE c.round = $1 AND c.unit = $2 AND c.id = $3::uuid)
  AND EXISTS (SELECT FROM hailong.round o
              WHERE o.code = $1 AND (o.status = 'open' OR ($6 AND o.status = 'closed')))
RETURNING r.id;
