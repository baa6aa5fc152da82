-- Where no catalogue was imported, a file may name any unit.
INSERT INTO hailong.unit (code)
SELECT DISTINCT unit FROM pg_temp.stage_names
WHERE NOT EXISTS (SELECT FROM hailong.unit_version)
ON CONFLICT DO NOTHING;
