-- Are unit and service in their catalogues? An empty catalogue knows everything.
SELECT $1 = '-' OR EXISTS (SELECT FROM hailong.unit_version WHERE code = $1)
    OR NOT EXISTS (SELECT FROM hailong.unit_version),
  $2::text IS NULL OR EXISTS (SELECT FROM hailong.service_version WHERE code = $2)
    OR NOT EXISTS (SELECT FROM hailong.service_version);
