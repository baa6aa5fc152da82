-- Where no catalogue was imported, a response may name any unit.
INSERT INTO hailong.unit (code)
SELECT $1 WHERE NOT EXISTS (SELECT FROM hailong.unit_version)
ON CONFLICT DO NOTHING;
