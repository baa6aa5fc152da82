-- Rows whose id stands for other content, kept already or earlier in the file; who
-- collected them is no content. Rows
-- without a response_id are identified by their content, so it cannot differ.
WITH first AS (
  SELECT DISTINCT ON (id) * FROM pg_temp.stage
  WHERE response_id IS NOT NULL AND line IN (SELECT line FROM pg_temp.stage_again)
  ORDER BY id, line
), kept AS (
  SELECT r.id, r.service, r.channel, r.selection, r.stratum, r.psu, r.ssu,
    r.fpc, r.fpc2, r.weight, r.started_at, r.submitted_at, r.answers,
    (SELECT jsonb_object_agg(c.item, c.text) FROM hailong.comment c
     WHERE c.round = r.round AND c.unit = r.unit AND c.id = r.id) AS comments
  FROM hailong.response r JOIN first f ON r.round = $1 AND r.unit = f.unit AND r.id = f.id
  UNION ALL
  SELECT f.id, f.service, f.channel, f.selection, f.stratum, f.psu, f.ssu,
    f.fpc, f.fpc2, f.weight, f.started_at, f.submitted_at, f.answers, f.comments::jsonb
  FROM first f
  WHERE NOT EXISTS (SELECT FROM hailong.response r
                    WHERE r.round = $1 AND r.unit = f.unit AND r.id = f.id)
)
DELETE FROM pg_temp.stage s USING kept k
WHERE s.id = k.id AND s.response_id IS NOT NULL
  AND (s.service, s.channel, s.selection, s.stratum, s.psu, s.ssu, s.fpc,
       s.fpc2, s.weight, s.started_at, s.submitted_at, s.answers, s.comments::jsonb)
      IS DISTINCT FROM
      (k.service, k.channel, k.selection, k.stratum, k.psu, k.ssu, k.fpc,
       k.fpc2, k.weight, k.started_at, k.submitted_at, k.answers, k.comments)
RETURNING s.line, s.response_id;
