-- Where no catalogue was imported, a file may name any service.
INSERT INTO hailong.service (code)
SELECT DISTINCT service FROM pg_temp.stage_names
WHERE service IS NOT NULL AND NOT EXISTS (SELECT FROM hailong.service_version)
ON CONFLICT DO NOTHING;
