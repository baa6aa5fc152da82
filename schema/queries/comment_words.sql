-- The newest comments of each unit, and of each service from those of its units that have
-- enough responses about it; in an order that tells nothing of when they came. Not those of
-- responses that the collector saw a sign of misuse in.
WITH cells AS (
  SELECT unit, service FROM hailong.response
  WHERE round = $1 GROUP BY unit, service HAVING count(*) >= $3::bigint
), worded AS (
  SELECT c.unit, r.service, c.text,
    row_number() OVER (PARTITION BY c.unit ORDER BY r.received_at DESC, c.id) AS of_unit,
    CASE WHEN s.unit IS NOT NULL THEN row_number() OVER (
      PARTITION BY r.service, s.unit IS NOT NULL ORDER BY r.received_at DESC, c.unit, c.id) END AS of_service
  FROM hailong.comment c
  JOIN hailong.response r ON r.round = c.round AND r.unit = c.unit AND r.id = c.id
  LEFT JOIN cells s ON s.unit = r.unit AND s.service = r.service
  WHERE c.round = $1 AND c.item = $2 AND r.flags = 0
)
SELECT nullif(unit, '-'), service, text, of_unit <= $4::bigint, coalesce(of_service <= $4::bigint, false)
FROM worded WHERE of_unit <= $4::bigint OR of_service <= $4::bigint
ORDER BY md5(text), unit, service;
