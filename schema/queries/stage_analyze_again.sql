ANALYZE pg_temp.stage_again;
