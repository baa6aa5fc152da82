-- Citus must not add partitions over several connections (ignored elsewhere).
SELECT set_config('citus.multi_shard_modify_mode', 'sequential', true);
