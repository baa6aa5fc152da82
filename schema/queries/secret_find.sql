SELECT value FROM hailong.secret WHERE name = $1;
