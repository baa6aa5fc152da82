-- Comments of a round whose response is not there.
SELECT count(*), count(*) FILTER (WHERE wrong), min(id::text) FILTER (WHERE wrong)
FROM (SELECT c.id, r.id IS NULL AS wrong
      FROM hailong.comment c LEFT JOIN hailong.response r
        ON r.round = c.round AND r.unit = c.unit AND r.id = c.id
      WHERE c.round = $1) AS compared;
