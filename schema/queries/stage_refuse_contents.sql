-- Rows whose id stands for other content, kept already or earlier in the file; who
-- collected them is no content. Rows without a response_id are identified by their
-- content, so it cannot differ.
WITH known AS (
  SELECT a.line, r.service, r.channel, r.selection, r.stratum, r.psu, r.ssu,
    r.fpc, r.fpc2, r.weight, r.started_at, r.submitted_at, r.answers,
    (SELECT jsonb_object_agg(c.item, c.text) FROM hailong.comment c
     WHERE c.round = $1 AND c.unit = r.unit AND c.id = r.id) AS comments
  FROM pg_temp.stage_again a JOIN hailong.response r
    ON r.round = $1 AND r.unit = a.kept_as AND r.id = a.id
  UNION ALL
  SELECT a.line, f.service, f.channel, f.selection, f.stratum, f.psu, f.ssu,
    f.fpc, f.fpc2, f.weight, f.started_at, f.submitted_at, f.answers, f.comments::jsonb
  FROM pg_temp.stage_again a JOIN pg_temp.stage f ON f.line = a.first
  WHERE a.kept_as IS NULL AND a.first < a.line
)
DELETE FROM pg_temp.stage s USING known k
WHERE s.line = k.line AND s.response_id IS NOT NULL
  AND (s.service, s.channel, s.selection, s.stratum, s.psu, s.ssu, s.fpc,
       s.fpc2, s.weight, s.started_at, s.submitted_at, s.answers, s.comments::jsonb)
      IS DISTINCT FROM
      (k.service, k.channel, k.selection, k.stratum, k.psu, k.ssu, k.fpc,
       k.fpc2, k.weight, k.started_at, k.submitted_at, k.answers, k.comments)
RETURNING s.line, s.response_id;
