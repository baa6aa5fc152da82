-- Ids that stand for several responses of a round, of different units.
SELECT count(*), count(*) FILTER (WHERE n > 1), min(id::text) FILTER (WHERE n > 1)
FROM (SELECT id, count(*) AS n FROM hailong.response WHERE round = $1 GROUP BY id) AS ids;
