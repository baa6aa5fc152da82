SELECT name, role, added_at::date, revoked_at::date FROM hailong.token ORDER BY name;
