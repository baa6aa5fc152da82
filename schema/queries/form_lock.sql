-- No round may take up this version while it is looked at.
SELECT FROM hailong.form WHERE code = $1 AND version = $2::smallint FOR UPDATE;
