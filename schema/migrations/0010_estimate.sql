-- What the last report of a round says, for dashboards: its figures in one table, and a
-- view for each table of the report.
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';

CREATE TABLE hailong.estimate (
  round text NOT NULL CHECK (length(round) <= 40),
  by text NOT NULL,
  domain text NOT NULL,
  item text NOT NULL,
  statistic text NOT NULL,
  n bigint,
  missing bigint,
  na bigint,
  estimate double precision,
  se double precision,
  ci_low double precision,
  ci_high double precision,
  ci_method text,
  level double precision,
  deff double precision,
  df double precision,
  levels bigint[],
  suppressed text,
  verdict text CHECK (verdict IN ('met', 'not_met', 'cannot_say')),
  rank bigint,
  rank_low bigint,
  rank_high bigint,
  tier bigint,
  base text,
  change double precision,
  change_low double precision,
  change_high double precision,
  change_says text CHECK (change_says IN ('up', 'down', 'unsure')),
  is_index boolean NOT NULL,
  method text NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (round, by, domain, item, statistic),
  CHECK (suppressed IS NULL OR (estimate IS NULL AND se IS NULL AND ci_low IS NULL
    AND ci_high IS NULL AND levels IS NULL AND rank IS NULL AND change IS NULL))
);
COMMENT ON TABLE hailong.estimate IS
  'The figures of the last stored report of each round (hailong-analyzer report --store), the columns of estimates.csv. A figure of too few answers has no numbers here either.';
COMMENT ON COLUMN hailong.estimate.round IS 'The round.';
COMMENT ON COLUMN hailong.estimate.by IS 'The grouping: overall, unit, service, "unit,service", quarter, "unit,quarter", channel or an item.';
COMMENT ON COLUMN hailong.estimate.domain IS 'The group: a code, or codes with a comma between; empty for overall.';
COMMENT ON COLUMN hailong.estimate.item IS 'Item or factor of the form.';
COMMENT ON COLUMN hailong.estimate.statistic IS 't2b: share satisfied; mean5: mean mark over the highest; mean100: mean mark from 0 for the lowest to 1 for the highest; all: share of people satisfied with everything.';
COMMENT ON COLUMN hailong.estimate.n IS 'Answers behind it; of a factor people.';
COMMENT ON COLUMN hailong.estimate.missing IS 'Left out.';
COMMENT ON COLUMN hailong.estimate.na IS 'Answered "not used, don''t know".';
COMMENT ON COLUMN hailong.estimate.estimate IS 'The figure as a share (0-1); null where undefined or held back.';
COMMENT ON COLUMN hailong.estimate.se IS 'Its standard error.';
COMMENT ON COLUMN hailong.estimate.ci_low IS 'Lower bound of its interval.';
COMMENT ON COLUMN hailong.estimate.ci_high IS 'Upper bound.';
COMMENT ON COLUMN hailong.estimate.ci_method IS 'How the interval was made.';
COMMENT ON COLUMN hailong.estimate.level IS 'Confidence level of the interval.';
COMMENT ON COLUMN hailong.estimate.deff IS 'Design effect.';
COMMENT ON COLUMN hailong.estimate.df IS 'Degrees of freedom.';
COMMENT ON COLUMN hailong.estimate.levels IS 'Of an item: answers for each level, the lowest first.';
COMMENT ON COLUMN hailong.estimate.suppressed IS 'Why it is held back: "n<10", complement, not_comparable; null where it is not.';
COMMENT ON COLUMN hailong.estimate.verdict IS 'Against the target of the round: met, not_met, cannot_say; null without one.';
COMMENT ON COLUMN hailong.estimate.rank IS 'Of units, services and factors: rank of the estimate, 1 the highest.';
COMMENT ON COLUMN hailong.estimate.rank_low IS 'The best rank it may just as well have.';
COMMENT ON COLUMN hailong.estimate.rank_high IS 'The worst rank it may just as well have.';
COMMENT ON COLUMN hailong.estimate.tier IS 'Tier of separable places, 1 the highest.';
COMMENT ON COLUMN hailong.estimate.base IS 'The round the change is since; null without a comparable one.';
COMMENT ON COLUMN hailong.estimate.change IS 'Change since the base, a difference of shares.';
COMMENT ON COLUMN hailong.estimate.change_low IS 'Lower bound of its interval.';
COMMENT ON COLUMN hailong.estimate.change_high IS 'Upper bound.';
COMMENT ON COLUMN hailong.estimate.change_says IS 'What it is worth: up, down, or unsure, within the error.';
COMMENT ON COLUMN hailong.estimate.is_index IS 'Whether the item is the index of the form.';
COMMENT ON COLUMN hailong.estimate.method IS 'Method version of the round.';
COMMENT ON COLUMN hailong.estimate.made_at IS 'When it was stored.';

-- --- views ---------------------------------------------------------------------------------
-- Names are those of the day the round ended; of what had none then the last ones before,
-- else the last of all.

CREATE VIEW hailong.report_overview AS
SELECT e.round, f.title, r.starts_on, r.ends_on, r.target, e.statistic, e.n, e.estimate,
  e.ci_low, e.ci_high, e.level, e.verdict, e.base, e.change, e.change_low, e.change_high,
  e.change_says, e.suppressed, e.method, e.made_at
FROM hailong.estimate e
JOIN hailong.round r ON r.code = e.round
JOIN hailong.form f ON f.code = r.form AND f.version = r.form_version
WHERE e.by = 'overall' AND e.is_index;

CREATE VIEW hailong.report_factors AS
SELECT e.round, e.item, x.kind, x.label ->> 'vi' AS name_vi, x.label ->> 'en' AS name_en,
  e.n, e.missing, e.na, e.estimate, e.ci_low, e.ci_high, e.level, e.verdict, e.rank,
  e.rank_low, e.rank_high, e.tier, e.base, e.change, e.change_low, e.change_high,
  e.change_says, e.levels, e.suppressed, e.method, e.made_at
FROM hailong.estimate e
JOIN hailong.round r ON r.code = e.round
JOIN hailong.form f ON f.code = r.form AND f.version = r.form_version
CROSS JOIN LATERAL (
  SELECT 'factor' AS kind, p.value -> 'label' AS label
  FROM json_each(coalesce(f.definition -> 'factors', '{}')) p WHERE p.key = e.item
  UNION ALL
  SELECT 'item', s.value -> 'label'
  FROM json_array_elements(f.definition -> 'survey') s WHERE s.value ->> 'name' = e.item
) x
WHERE e.by = 'overall' AND e.statistic = 't2b' AND NOT e.is_index;

CREATE VIEW hailong.report_units AS
SELECT e.round, e.domain AS unit, v.name_vi, v.name_en, v.level AS unit_level, v.parent,
  p.name_vi AS parent_name_vi, r.target, e.n, e.estimate, e.ci_low, e.ci_high, e.level,
  e.verdict, e.rank, e.rank_low, e.rank_high, e.tier, e.base, e.change, e.change_low,
  e.change_high, e.change_says, e.suppressed, e.method, e.made_at
FROM hailong.estimate e
JOIN hailong.round r ON r.code = e.round
LEFT JOIN LATERAL (
  SELECT n.* FROM hailong.unit_version n WHERE n.code = e.domain
  ORDER BY n.valid_from > coalesce(r.ends_on, current_date), n.valid_from DESC LIMIT 1
) v ON true
LEFT JOIN LATERAL (
  SELECT n.name_vi FROM hailong.unit_version n WHERE n.code = v.parent
  ORDER BY n.valid_from > coalesce(r.ends_on, current_date), n.valid_from DESC LIMIT 1
) p ON true
WHERE e.by = 'unit' AND e.statistic = 't2b' AND e.is_index;

CREATE VIEW hailong.report_services AS
SELECT e.round, e.domain AS service, v.name_vi, v.name_en, v.field, r.target, e.n,
  e.estimate, e.ci_low, e.ci_high, e.level, e.verdict, e.rank, e.rank_low, e.rank_high,
  e.tier, e.base, e.change, e.change_low, e.change_high, e.change_says, e.suppressed,
  e.method, e.made_at
FROM hailong.estimate e
JOIN hailong.round r ON r.code = e.round
LEFT JOIN LATERAL (
  SELECT n.* FROM hailong.service_version n WHERE n.code = e.domain
  ORDER BY n.valid_from > coalesce(r.ends_on, current_date), n.valid_from DESC LIMIT 1
) v ON true
WHERE e.by = 'service' AND e.statistic = 't2b' AND e.is_index;

CREATE VIEW hailong.report_unit_services AS
SELECT e.round, split_part(e.domain, ',', 1) AS unit, u.name_vi AS unit_name_vi,
  split_part(e.domain, ',', 2) AS service, v.name_vi AS service_name_vi, r.target, e.n,
  e.estimate, e.ci_low, e.ci_high, e.level, e.verdict, e.suppressed, e.method, e.made_at
FROM hailong.estimate e
JOIN hailong.round r ON r.code = e.round
LEFT JOIN LATERAL (
  SELECT n.name_vi FROM hailong.unit_version n WHERE n.code = split_part(e.domain, ',', 1)
  ORDER BY n.valid_from > coalesce(r.ends_on, current_date), n.valid_from DESC LIMIT 1
) u ON true
LEFT JOIN LATERAL (
  SELECT n.name_vi FROM hailong.service_version n WHERE n.code = split_part(e.domain, ',', 2)
  ORDER BY n.valid_from > coalesce(r.ends_on, current_date), n.valid_from DESC LIMIT 1
) v ON true
WHERE e.by = 'unit,service' AND e.statistic = 't2b' AND e.is_index;

CREATE VIEW hailong.report_channels AS
SELECT e.round, e.domain AS channel, e.n, e.estimate, e.ci_low, e.ci_high, e.level,
  e.verdict, e.suppressed, e.method, e.made_at
FROM hailong.estimate e
WHERE e.by = 'channel' AND e.statistic = 't2b' AND e.is_index;

-- Points are cut to two decimals, as they are printed: what reads 15.00 is 15. An interval
-- of no width is none: all answered alike, and nothing is known of the error.
CREATE VIEW hailong.report_points AS
SELECT e.round, q.unit, v.name_vi AS unit_name_vi, q.quarter, e.n,
  floor(100 * e.estimate * p.out_of + 1e-7) / 100 AS points,
  floor(100 * b.low * p.out_of + 1e-7) / 100 AS points_low,
  floor(100 * b.high * p.out_of + 1e-7) / 100 AS points_high,
  p.out_of, c.label ->> 'vi' AS class_vi, c.label ->> 'en' AS class_en, e.level,
  e.suppressed, e.method, e.made_at
FROM hailong.estimate e
JOIN hailong.round r ON r.code = e.round
JOIN hailong.form f ON f.code = r.form AND f.version = r.form_version
CROSS JOIN LATERAL (
  SELECT (f.definition -> 'points' ->> 'out_of')::double precision AS out_of) p
CROSS JOIN LATERAL (
  SELECT CASE e.by WHEN 'quarter' THEN NULL ELSE split_part(e.domain, ',', 1) END AS unit,
    CASE e.by WHEN 'quarter' THEN e.domain ELSE split_part(e.domain, ',', 2) END AS quarter) q
LEFT JOIN LATERAL (
  SELECT greatest(e.ci_low, 0) AS low, least(e.ci_high, 1) AS high
  WHERE e.ci_high - e.ci_low > 1e-9
) b ON true
LEFT JOIN LATERAL (
  SELECT n.name_vi FROM hailong.unit_version n WHERE n.code = q.unit
  ORDER BY n.valid_from > coalesce(r.ends_on, current_date), n.valid_from DESC LIMIT 1
) v ON true
LEFT JOIN LATERAL (
  SELECT k.value -> 'label' AS label
  FROM json_array_elements(f.definition -> 'points' -> 'classes') k
  WHERE (k.value ->> 'from')::double precision <= e.estimate * p.out_of + 1e-9
  ORDER BY (k.value ->> 'from')::double precision DESC LIMIT 1
) c ON true
WHERE e.by IN ('quarter', 'unit,quarter') AND e.statistic = 'mean100' AND e.is_index;

COMMENT ON VIEW hailong.report_overview IS 'The index of each round with its interval, verdict and change; over rounds it is the index through time.';
COMMENT ON VIEW hailong.report_factors IS 'Factors and items of each round, everybody together.';
COMMENT ON VIEW hailong.report_units IS 'The index by unit, with the ranks each may have; never to be read without its interval.';
COMMENT ON VIEW hailong.report_services IS 'The index by service, with the ranks each may have.';
COMMENT ON VIEW hailong.report_unit_services IS 'The index by unit and service.';
COMMENT ON VIEW hailong.report_channels IS 'The index by channel, of those estimated from.';
COMMENT ON VIEW hailong.report_points IS 'The index as points with its class, by quarter, of everybody (unit null) and by unit, of forms that tell it so.';

-- A column of a view says what the column it shows says; these show others.
DO $$
DECLARE
  c record;
BEGIN
  FOR c IN
    SELECT v.relname AS view, a.attname AS name, coalesce(o.text,
      col_description('hailong.estimate'::regclass, t.attnum)) AS text
    FROM pg_class v
    JOIN pg_attribute a ON a.attrelid = v.oid AND a.attnum > 0
    LEFT JOIN pg_attribute t ON t.attrelid = 'hailong.estimate'::regclass
      AND t.attname = a.attname AND t.attnum > 0
    LEFT JOIN (VALUES
      ('title', 'Title of the form.'),
      ('starts_on', 'First day of the round.'),
      ('ends_on', 'Last day of the round.'),
      ('target', 'Share (0-1) the index is to reach.'),
      ('kind', 'factor or item.'),
      ('name_vi', 'Its name in Vietnamese.'),
      ('name_en', 'Its name in English, where there is one.'),
      ('unit', 'Code of the unit.'),
      ('unit_level', 'Level of administration.'),
      ('unit_name_vi', 'Name of the unit.'),
      ('parent', 'Code of the unit it belongs to.'),
      ('parent_name_vi', 'Name of that unit.'),
      ('quarter', 'Quarter of submission: 2026-Q1.'),
      ('points', 'The index as points, cut to two decimals.'),
      ('points_low', 'Lower bound of their interval; null where all answered alike.'),
      ('points_high', 'Upper bound.'),
      ('out_of', 'The most points there are.'),
      ('class_vi', 'Class of the points in Vietnamese.'),
      ('class_en', 'The same in English, where there is one.'),
      ('service', 'Code of the service.'),
      ('service_name_vi', 'Name of the service.'),
      ('field', 'Field of administration (lĩnh vực).'),
      ('channel', 'How it was answered.')) o (name, text) ON o.name = a.attname
    WHERE v.relnamespace = 'hailong'::regnamespace AND v.relkind = 'v'
      AND v.relname LIKE 'report\_%'
  LOOP
    EXECUTE format('COMMENT ON COLUMN hailong.%I.%I IS %L', c.view, c.name, c.text);
  END LOOP;
END $$;
