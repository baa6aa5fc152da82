-- What was written in the responses that batch_insert kept.
INSERT INTO hailong.comment (round, unit, id, item, text)
SELECT $1, n.unit, n.id, n.item, n.text
FROM unnest($2::text[], $3::uuid[], $4::text[], $5::text[]) AS n(unit, id, item, text);
