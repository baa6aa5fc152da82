INSERT INTO hailong.migration (number, name) VALUES ($1::integer, $2);
