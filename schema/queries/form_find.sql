-- $2 null: the latest version.
SELECT version, definition FROM hailong.form
WHERE code = $1 AND ($2::smallint IS NULL OR version = $2::smallint)
ORDER BY version DESC LIMIT 1;
