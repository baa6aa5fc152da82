-- A version may be mended until a round uses it.
UPDATE hailong.form SET title = $3, definition = $4::json, added_at = now()
WHERE code = $1 AND version = $2::smallint AND NOT EXISTS (
  SELECT FROM hailong.round WHERE form = $1 AND form_version = $2::smallint);
