-- Comments of a round, counted by unit, service and channel.
SELECT nullif(r.unit, '-'), r.service, r.channel, count(*)
FROM hailong.comment c
JOIN hailong.response r ON r.round = c.round AND r.unit = c.unit AND r.id = c.id
WHERE c.round = $1 AND r.round = $1
GROUP BY r.unit, r.service, r.channel;
