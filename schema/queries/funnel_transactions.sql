-- Dealings of the periods that touch a round, added up by unit and service: of those
-- wholly inside it, and of the others. "covered" are those of a service in a period for
-- which the unit has all services together; "overlapping" where two periods of one unit
-- and service share days.
WITH dates AS (
  SELECT coalesce(starts_on, '-infinity'::date) AS first, coalesce(ends_on, 'infinity'::date) AS last
  FROM hailong.round WHERE code = $1
), touching AS (
  SELECT t.unit, t.service, t.received, t.on_time, t.invited,
    t.starts_on >= d.first AND t.ends_on <= d.last AS inside,
    t.service <> '' AND EXISTS (
      SELECT FROM hailong.transactions w
      WHERE w.unit = t.unit AND w.service = '' AND w.starts_on <= t.ends_on
        AND w.ends_on >= t.starts_on AND w.starts_on >= d.first AND w.ends_on <= d.last) AS covered,
    t.starts_on <= max(t.ends_on) OVER (
      PARTITION BY t.unit, t.service, t.starts_on >= d.first AND t.ends_on <= d.last
      ORDER BY t.starts_on, t.ends_on ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS overlapping
  FROM hailong.transactions t, dates d
  WHERE t.ends_on >= d.first AND t.starts_on <= d.last
)
SELECT nullif(unit, '-'), nullif(service, ''), inside, covered, coalesce(bool_or(overlapping), false),
  count(*), sum(received), sum(on_time), sum(received) FILTER (WHERE on_time IS NOT NULL),
  sum(invited), count(invited)
FROM touching GROUP BY unit, service, inside, covered;
