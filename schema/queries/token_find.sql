SELECT name, role FROM hailong.token WHERE hash = $1::bytea AND revoked_at IS NULL;
