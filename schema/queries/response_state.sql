-- Why response_insert put nothing, or response_amend added nothing: status of the round,
-- what stands under the id already, was it withdrawn, did it begin at that moment, was it
-- completed.
SELECT r.status, s.unit, s.service, s.answers,
  (SELECT json_object_agg(c.item, c.text) FROM hailong.comment c
   WHERE c.round = s.round AND c.unit = s.unit AND c.id = s.id),
  EXISTS (SELECT FROM hailong.withdrawal w
          WHERE w.round = $1 AND w.unit = $2 AND w.id = $3::uuid),
  coalesce(s.started_at = $4::timestamptz, false),
  s.completed_at IS NOT NULL
FROM hailong.round r LEFT JOIN hailong.response s ON s.round = r.code AND s.id = $3::uuid
WHERE r.code = $1
ORDER BY s.unit = $2 DESC NULLS LAST LIMIT 1;
