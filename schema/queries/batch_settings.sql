-- The statements of a batch find each row by an index, however small the tables were
-- when their plans were made; and nobody waits for ever.
SELECT set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
  set_config('enable_mergejoin', 'off', true),
  set_config('jit', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true),
  set_config('lock_timeout', '5s', true), set_config('statement_timeout', '20s', true);
