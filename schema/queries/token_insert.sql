INSERT INTO hailong.token (name, role, hash) VALUES ($1, $2, $3::bytea);
