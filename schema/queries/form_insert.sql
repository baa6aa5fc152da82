INSERT INTO hailong.form (code, version, title, definition)
VALUES ($1, $2::smallint, $3, $4::json) ON CONFLICT DO NOTHING;
