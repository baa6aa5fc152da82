INSERT INTO pg_temp.stage_names SELECT DISTINCT unit, service FROM pg_temp.stage;
