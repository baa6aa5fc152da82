INSERT INTO hailong.audit (actor, action, object) VALUES ($1, $2, $3);
