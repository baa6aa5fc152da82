INSERT INTO hailong.secret (name, value) VALUES ($1, $2::bytea) ON CONFLICT DO NOTHING;
