-- Comments of a round, counted by unit, service and channel of its responses.
SELECT nullif(r.unit, '-'), r.service, r.channel, count(c.id)
FROM hailong.response r
LEFT JOIN hailong.comment c ON c.round = r.round AND c.unit = r.unit AND c.id = r.id
WHERE r.round = $1
GROUP BY r.unit, r.service, r.channel;
