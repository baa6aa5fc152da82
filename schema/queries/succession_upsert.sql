INSERT INTO hailong.succession (old, new, share, kind, valid_from)
VALUES ($1, $2, coalesce($3::double precision, 1), coalesce($4, ''), coalesce($5::date, '-infinity'))
ON CONFLICT (old, new, valid_from) DO UPDATE SET share = excluded.share, kind = excluded.kind;
