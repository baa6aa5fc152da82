SELECT count(*) FROM pg_temp.stage;
