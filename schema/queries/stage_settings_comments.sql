-- The foreign key of comments leads to a partitioned table: its check is planned once, not
-- for every comment.
SELECT set_config('plan_cache_mode', 'force_generic_plan', true);
