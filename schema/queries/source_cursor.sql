-- What the analyzer reads of a round: everything but words.
DECLARE source CURSOR FOR
SELECT nullif(unit, '-'), service, channel, selection, collected_by, stratum, psu, ssu,
  fpc, fpc2, weight, answers, flags
FROM hailong.response WHERE round = $1;
