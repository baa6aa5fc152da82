-- What the analyzer reads of a round where it looks at answers as they came: the columns of
-- source_cursor_detail.sql, then when it was kept. Time of sending orders what was kept at
-- once (an upload), the key what is left, so that the order is the same at every reading.
DECLARE source CURSOR FOR
SELECT nullif(unit, '-'), service, channel, selection, collected_by, stratum, psu, ssu,
  fpc, fpc2, weight, answers, flags, coalesce(response_id, id::text), upload, started_at,
  submitted_at, received_at
FROM hailong.response WHERE round = $1
ORDER BY received_at, submitted_at, unit, id;
