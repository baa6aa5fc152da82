-- One file may bring a million rows: room to sort and to look them up in memory, and no
-- compiling of plans. (A plan_cache_mode set here would reach the foreign keys' checks.)
SELECT set_config('work_mem', '64MB', true), set_config('jit', 'off', true);
