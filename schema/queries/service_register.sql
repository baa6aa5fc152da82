-- Where no catalogue was imported, a response may name any service.
INSERT INTO hailong.service (code)
SELECT $1 WHERE NOT EXISTS (SELECT FROM hailong.service_version)
ON CONFLICT DO NOTHING;
