-- Uploads of a round of which not as many responses are there as were accepted; those
-- that responses name but nobody knows are among them. Only citizens' own responses can
-- be withdrawn, so none of an upload goes away.
WITH kept AS MATERIALIZED (
  SELECT upload, count(*) AS responses FROM hailong.response
  WHERE round = $1 AND upload IS NOT NULL GROUP BY upload)
SELECT count(*), count(*) FILTER (WHERE wrong), min(id) FILTER (WHERE wrong)
FROM (SELECT coalesce(u.id, k.upload) AS id,
        u.accepted IS DISTINCT FROM coalesce(k.responses, 0) AS wrong
      FROM (SELECT id, accepted FROM hailong.upload WHERE round = $1) u
      FULL JOIN kept k ON k.upload = u.id) AS compared;
