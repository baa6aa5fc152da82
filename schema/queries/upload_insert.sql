INSERT INTO hailong.upload (round, file, uploaded_by) VALUES ($1, $2, $3) RETURNING id;
