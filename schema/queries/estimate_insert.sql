-- Rows by the names of the columns; what a row does not name is null.
INSERT INTO hailong.estimate (round, method, by, domain, item, statistic, n, missing, na,
  estimate, se, ci_low, ci_high, ci_method, level, deff, df, levels, suppressed, verdict,
  rank, rank_low, rank_high, tier, base, change, change_low, change_high, change_says,
  is_index)
SELECT $1, $2, by, domain, item, statistic, n, missing, na, estimate, se, ci_low, ci_high,
  ci_method, level, deff, df, levels, suppressed, verdict, rank, rank_low, rank_high, tier,
  base, change, change_low, change_high, change_says, is_index
FROM json_to_recordset($3::json) AS r (by text, domain text, item text, statistic text,
  n bigint, missing bigint, na bigint, estimate double precision, se double precision,
  ci_low double precision, ci_high double precision, ci_method text,
  level double precision, deff double precision, df double precision, levels bigint[],
  suppressed text, verdict text, rank bigint, rank_low bigint, rank_high bigint,
  tier bigint, base text, change double precision, change_low double precision,
  change_high double precision, change_says text, is_index boolean);
