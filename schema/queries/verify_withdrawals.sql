-- Withdrawals of a round whose response is there all the same.
SELECT count(*), count(r.id), min(r.id::text)
FROM hailong.withdrawal w LEFT JOIN hailong.response r
  ON r.round = w.round AND r.unit = w.unit AND r.id = w.id
WHERE w.round = $1;
