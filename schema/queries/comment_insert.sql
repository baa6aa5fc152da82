INSERT INTO hailong.comment (round, unit, id, item, text) VALUES ($1, $2, $3::uuid, $4, $5);
