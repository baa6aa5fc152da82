UPDATE hailong.upload
SET accepted = $2::bigint, duplicate = $3::bigint, rejected = $4::bigint
WHERE id = $1::bigint;
