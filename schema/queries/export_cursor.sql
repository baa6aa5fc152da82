DECLARE export CURSOR FOR
SELECT coalesce(r.response_id, r.id::text), r.round, nullif(r.unit, '-'), r.service, r.channel,
  r.selection, r.collected_by, r.stratum, r.psu, r.fpc, r.ssu, r.fpc2, r.weight,
  to_char(r.started_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS.US"+07:00"'),
  to_char(r.submitted_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS.US"+07:00"'),
  r.answers,
  (SELECT json_object_agg(c.item, c.text) FROM hailong.comment c
   WHERE c.round = r.round AND c.unit = r.unit AND c.id = r.id)
FROM hailong.response r WHERE r.round = $1 ORDER BY r.unit, r.id;
