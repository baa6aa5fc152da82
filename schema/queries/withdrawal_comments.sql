DELETE FROM hailong.comment WHERE round = $1 AND unit = $2 AND id = $3::uuid;
