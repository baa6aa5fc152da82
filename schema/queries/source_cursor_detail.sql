-- What the analyzer reads of a round where it looks at single responses: everything but
-- words, with what tells them apart. The columns of source_cursor.sql come first.
DECLARE source CURSOR FOR
SELECT nullif(unit, '-'), service, channel, selection, collected_by, stratum, psu, ssu,
  fpc, fpc2, weight, answers, flags, coalesce(response_id, id::text), upload,
  started_at, submitted_at
FROM hailong.response WHERE round = $1;
