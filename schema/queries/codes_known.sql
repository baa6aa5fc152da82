SELECT EXISTS (SELECT FROM hailong.unit WHERE code = $1),
  $2::text IS NULL OR EXISTS (SELECT FROM hailong.service WHERE code = $2);
