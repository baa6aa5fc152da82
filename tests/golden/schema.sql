CREATE SCHEMA hailong;
CREATE DOMAIN hailong.code AS text
	CONSTRAINT code_check CHECK ((VALUE ~ '^[A-Za-z0-9._-]{1,40}$'::text));
COMMENT ON DOMAIN hailong.code IS 'A code as the state gives it out: text, never a number, leading zeros kept.';
CREATE FUNCTION hailong.round_partitions(round text) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
  EXECUTE format('CREATE TABLE hailong.%I PARTITION OF hailong.response '
                 'FOR VALUES IN (%L)', 'response[' || round || ']', round);
  EXECUTE format('CREATE TABLE hailong.%I PARTITION OF hailong.comment '
                 'FOR VALUES IN (%L)', 'comment[' || round || ']', round);
END $$;
COMMENT ON FUNCTION hailong.round_partitions(round text) IS 'Makes the partitions a round''s responses and comments go to; no code and so no index has brackets.';
CREATE TABLE hailong.audit (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    object text NOT NULL
);
COMMENT ON TABLE hailong.audit IS 'What was done to rounds, forms, tokens and responses; never what an answer said.';
COMMENT ON COLUMN hailong.audit.id IS 'Number of the line.';
COMMENT ON COLUMN hailong.audit.at IS 'When.';
COMMENT ON COLUMN hailong.audit.actor IS 'Name of the token or operating-system user; "citizen" for a receipt''s holder.';
COMMENT ON COLUMN hailong.audit.action IS 'round open, form add, withdraw, …';
COMMENT ON COLUMN hailong.audit.object IS 'The code it was done to.';
ALTER TABLE hailong.audit ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME hailong.audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE hailong.comment (
    round text NOT NULL,
    unit text NOT NULL,
    id uuid NOT NULL,
    item text NOT NULL,
    text text NOT NULL,
    CONSTRAINT comment_text_check CHECK (((text <> ''::text) AND (length(text) <= 4000)))
)
PARTITION BY LIST (round);
COMMENT ON TABLE hailong.comment IS 'What people wrote, apart from the answers because words can give a person away.';
COMMENT ON COLUMN hailong.comment.round IS 'The round.';
COMMENT ON COLUMN hailong.comment.unit IS 'The unit.';
COMMENT ON COLUMN hailong.comment.id IS 'The response.';
COMMENT ON COLUMN hailong.comment.item IS 'The text item; comment is the open one.';
COMMENT ON COLUMN hailong.comment.text IS 'The words.';
CREATE TABLE hailong.estimate (
    round text NOT NULL,
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
    verdict text,
    rank bigint,
    rank_low bigint,
    rank_high bigint,
    tier bigint,
    base text,
    change double precision,
    change_low double precision,
    change_high double precision,
    change_says text,
    is_index boolean NOT NULL,
    method text NOT NULL,
    made_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT estimate_change_says_check CHECK ((change_says = ANY (ARRAY['up'::text, 'down'::text, 'unsure'::text]))),
    CONSTRAINT estimate_check CHECK (((suppressed IS NULL) OR ((estimate IS NULL) AND (se IS NULL) AND (ci_low IS NULL) AND (ci_high IS NULL) AND (levels IS NULL) AND (rank IS NULL) AND (change IS NULL)))),
    CONSTRAINT estimate_round_check CHECK ((length(round) <= 40)),
    CONSTRAINT estimate_verdict_check CHECK ((verdict = ANY (ARRAY['met'::text, 'not_met'::text, 'cannot_say'::text])))
);
COMMENT ON TABLE hailong.estimate IS 'The figures of the last stored report of each round (hailong-analyzer report --store), the columns of estimates.csv. A figure of too few answers has no numbers here either.';
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
CREATE TABLE hailong.form (
    code hailong.code NOT NULL,
    version smallint NOT NULL,
    title text NOT NULL,
    definition json NOT NULL,
    added_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT form_version_check CHECK ((version > 0))
);
COMMENT ON TABLE hailong.form IS 'Survey definitions. A version that a round uses never changes.';
COMMENT ON COLUMN hailong.form.code IS 'form_id of the definition.';
COMMENT ON COLUMN hailong.form.version IS 'Version of the definition.';
COMMENT ON COLUMN hailong.form.title IS 'Title in the default language.';
COMMENT ON COLUMN hailong.form.definition IS 'The definition as it was added, hailong-form(5).';
COMMENT ON COLUMN hailong.form.added_at IS 'When it was added.';
CREATE TABLE hailong.form_item (
    form hailong.code NOT NULL,
    version smallint NOT NULL,
    item text NOT NULL,
    type text NOT NULL,
    slot integer,
    width integer,
    choices text[]
);
COMMENT ON TABLE hailong.form_item IS 'Where an item stands in response.answers, for those who read answers by SQL: get_byte(answers, slot) is 0 for missing, 255 for na, else the place of the choice in choices.';
COMMENT ON COLUMN hailong.form_item.form IS 'The form.';
COMMENT ON COLUMN hailong.form_item.version IS 'Its version.';
COMMENT ON COLUMN hailong.form_item.item IS 'Name of the item.';
COMMENT ON COLUMN hailong.form_item.type IS 'select_one, select_multiple, integer, decimal, text.';
COMMENT ON COLUMN hailong.form_item.slot IS 'First byte in answers; null for text.';
COMMENT ON COLUMN hailong.form_item.width IS 'Bytes in answers; null for text.';
COMMENT ON COLUMN hailong.form_item.choices IS 'Names of the choices in order.';
CREATE TABLE hailong.migration (
    number integer NOT NULL,
    name text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);
COMMENT ON TABLE hailong.migration IS 'Changes of the schema that are made already.';
COMMENT ON COLUMN hailong.migration.number IS 'Number of the migration.';
COMMENT ON COLUMN hailong.migration.name IS 'Name of its file.';
COMMENT ON COLUMN hailong.migration.applied_at IS 'When it was made.';
CREATE TABLE hailong.reference (
    index text NOT NULL,
    year smallint NOT NULL,
    unit hailong.code DEFAULT '-'::text NOT NULL,
    value double precision NOT NULL,
    measure text,
    rank integer,
    out_of integer,
    source text NOT NULL,
    CONSTRAINT reference_check CHECK ((rank <= out_of)),
    CONSTRAINT reference_index_check CHECK (((index <> ''::text) AND (length(index) <= 100))),
    CONSTRAINT reference_measure_check CHECK ((length(measure) <= 40)),
    CONSTRAINT reference_out_of_check CHECK ((out_of >= 1)),
    CONSTRAINT reference_rank_check CHECK ((rank >= 1)),
    CONSTRAINT reference_source_check CHECK (((source <> ''::text) AND (length(source) <= 500))),
    CONSTRAINT reference_year_check CHECK (((year >= 1990) AND (year <= 2200)))
);
COMMENT ON TABLE hailong.reference IS 'Published figures that reports show beside ours.';
COMMENT ON COLUMN hailong.reference.index IS 'What was published: SIPAS, PAR INDEX, PCI, ….';
COMMENT ON COLUMN hailong.reference.year IS 'The year it speaks of.';
COMMENT ON COLUMN hailong.reference.unit IS 'The unit; "-" for the whole country.';
COMMENT ON COLUMN hailong.reference.value IS 'The figure.';
COMMENT ON COLUMN hailong.reference.measure IS 'Its unit of measure: points or %.';
COMMENT ON COLUMN hailong.reference.rank IS 'Rank it was given.';
COMMENT ON COLUMN hailong.reference.out_of IS 'Of how many.';
COMMENT ON COLUMN hailong.reference.source IS 'Where it was published.';
CREATE VIEW hailong.report_channels AS
 SELECT e.round,
    e.domain AS channel,
    e.n,
    e.estimate,
    e.ci_low,
    e.ci_high,
    e.level,
    e.verdict,
    e.suppressed,
    e.method,
    e.made_at
   FROM hailong.estimate e
  WHERE ((e.by = 'channel'::text) AND (e.statistic = 't2b'::text) AND e.is_index);
COMMENT ON VIEW hailong.report_channels IS 'The index by channel, of those estimated from.';
COMMENT ON COLUMN hailong.report_channels.round IS 'The round.';
COMMENT ON COLUMN hailong.report_channels.channel IS 'How it was answered.';
COMMENT ON COLUMN hailong.report_channels.n IS 'Answers behind it; of a factor people.';
COMMENT ON COLUMN hailong.report_channels.estimate IS 'The figure as a share (0-1); null where undefined or held back.';
COMMENT ON COLUMN hailong.report_channels.ci_low IS 'Lower bound of its interval.';
COMMENT ON COLUMN hailong.report_channels.ci_high IS 'Upper bound.';
COMMENT ON COLUMN hailong.report_channels.level IS 'Confidence level of the interval.';
COMMENT ON COLUMN hailong.report_channels.verdict IS 'Against the target of the round: met, not_met, cannot_say; null without one.';
COMMENT ON COLUMN hailong.report_channels.suppressed IS 'Why it is held back: "n<10", complement, not_comparable; null where it is not.';
COMMENT ON COLUMN hailong.report_channels.method IS 'Method version of the round.';
COMMENT ON COLUMN hailong.report_channels.made_at IS 'When it was stored.';
CREATE TABLE hailong.round (
    code hailong.code NOT NULL,
    form hailong.code NOT NULL,
    form_version smallint NOT NULL,
    starts_on date,
    ends_on date,
    target double precision,
    method text DEFAULT '1'::text NOT NULL,
    comparable_with hailong.code,
    status text DEFAULT 'planned'::text NOT NULL,
    added_at timestamp with time zone DEFAULT now() NOT NULL,
    tickets_only boolean DEFAULT false NOT NULL,
    CONSTRAINT round_check CHECK ((starts_on <= ends_on)),
    CONSTRAINT round_check1 CHECK (((comparable_with)::text <> (code)::text)),
    CONSTRAINT round_method_check CHECK (((method <> ''::text) AND (length(method) <= 40))),
    CONSTRAINT round_status_check CHECK ((status = ANY (ARRAY['planned'::text, 'open'::text, 'closed'::text, 'sealed'::text]))),
    CONSTRAINT round_target_check CHECK (((target > (0)::double precision) AND (target <= (1)::double precision)))
);
COMMENT ON TABLE hailong.round IS 'A period of collection with one form version.';
COMMENT ON COLUMN hailong.round.code IS 'Code of the round.';
COMMENT ON COLUMN hailong.round.form IS 'The form asked.';
COMMENT ON COLUMN hailong.round.form_version IS 'Its version.';
COMMENT ON COLUMN hailong.round.starts_on IS 'First day of the period.';
COMMENT ON COLUMN hailong.round.ends_on IS 'Last day of the period.';
COMMENT ON COLUMN hailong.round.target IS 'Share (0-1) the index is to reach.';
COMMENT ON COLUMN hailong.round.method IS 'Method version; figures of different methods are not comparable.';
COMMENT ON COLUMN hailong.round.comparable_with IS 'The earlier round this one may be compared with.';
COMMENT ON COLUMN hailong.round.status IS 'planned; open: citizens may answer; closed: only survey teams still upload; sealed: nothing but withdrawal.';
COMMENT ON COLUMN hailong.round.added_at IS 'When it was added.';
COMMENT ON COLUMN hailong.round.tickets_only IS 'Citizens need a one-time ticket; open links and kiosks are refused.';
CREATE VIEW hailong.report_factors AS
 SELECT e.round,
    e.item,
    x.kind,
    (x.label ->> 'vi'::text) AS name_vi,
    (x.label ->> 'en'::text) AS name_en,
    e.n,
    e.missing,
    e.na,
    e.estimate,
    e.ci_low,
    e.ci_high,
    e.level,
    e.verdict,
    e.rank,
    e.rank_low,
    e.rank_high,
    e.tier,
    e.base,
    e.change,
    e.change_low,
    e.change_high,
    e.change_says,
    e.levels,
    e.suppressed,
    e.method,
    e.made_at
   FROM (((hailong.estimate e
     JOIN hailong.round r ON (((r.code)::text = e.round)))
     JOIN hailong.form f ON ((((f.code)::text = (r.form)::text) AND (f.version = r.form_version))))
     CROSS JOIN LATERAL ( SELECT 'factor'::text AS kind,
            (p.value -> 'label'::text) AS label
           FROM json_each(COALESCE((f.definition -> 'factors'::text), '{}'::json)) p(key, value)
          WHERE (p.key = e.item)
        UNION ALL
         SELECT 'item'::text,
            (s.value -> 'label'::text)
           FROM json_array_elements((f.definition -> 'survey'::text)) s(value)
          WHERE ((s.value ->> 'name'::text) = e.item)) x)
  WHERE ((e.by = 'overall'::text) AND (e.statistic = 't2b'::text) AND (NOT e.is_index));
COMMENT ON VIEW hailong.report_factors IS 'Factors and items of each round, everybody together.';
COMMENT ON COLUMN hailong.report_factors.round IS 'The round.';
COMMENT ON COLUMN hailong.report_factors.item IS 'Item or factor of the form.';
COMMENT ON COLUMN hailong.report_factors.kind IS 'factor or item.';
COMMENT ON COLUMN hailong.report_factors.name_vi IS 'Its name in Vietnamese.';
COMMENT ON COLUMN hailong.report_factors.name_en IS 'Its name in English, where there is one.';
COMMENT ON COLUMN hailong.report_factors.n IS 'Answers behind it; of a factor people.';
COMMENT ON COLUMN hailong.report_factors.missing IS 'Left out.';
COMMENT ON COLUMN hailong.report_factors.na IS 'Answered "not used, don''t know".';
COMMENT ON COLUMN hailong.report_factors.estimate IS 'The figure as a share (0-1); null where undefined or held back.';
COMMENT ON COLUMN hailong.report_factors.ci_low IS 'Lower bound of its interval.';
COMMENT ON COLUMN hailong.report_factors.ci_high IS 'Upper bound.';
COMMENT ON COLUMN hailong.report_factors.level IS 'Confidence level of the interval.';
COMMENT ON COLUMN hailong.report_factors.verdict IS 'Against the target of the round: met, not_met, cannot_say; null without one.';
COMMENT ON COLUMN hailong.report_factors.rank IS 'Of units, services and factors: rank of the estimate, 1 the highest.';
COMMENT ON COLUMN hailong.report_factors.rank_low IS 'The best rank it may just as well have.';
COMMENT ON COLUMN hailong.report_factors.rank_high IS 'The worst rank it may just as well have.';
COMMENT ON COLUMN hailong.report_factors.tier IS 'Tier of separable places, 1 the highest.';
COMMENT ON COLUMN hailong.report_factors.base IS 'The round the change is since; null without a comparable one.';
COMMENT ON COLUMN hailong.report_factors.change IS 'Change since the base, a difference of shares.';
COMMENT ON COLUMN hailong.report_factors.change_low IS 'Lower bound of its interval.';
COMMENT ON COLUMN hailong.report_factors.change_high IS 'Upper bound.';
COMMENT ON COLUMN hailong.report_factors.change_says IS 'What it is worth: up, down, or unsure, within the error.';
COMMENT ON COLUMN hailong.report_factors.levels IS 'Of an item: answers for each level, the lowest first.';
COMMENT ON COLUMN hailong.report_factors.suppressed IS 'Why it is held back: "n<10", complement, not_comparable; null where it is not.';
COMMENT ON COLUMN hailong.report_factors.method IS 'Method version of the round.';
COMMENT ON COLUMN hailong.report_factors.made_at IS 'When it was stored.';
CREATE VIEW hailong.report_overview AS
 SELECT e.round,
    f.title,
    r.starts_on,
    r.ends_on,
    r.target,
    e.statistic,
    e.n,
    e.estimate,
    e.ci_low,
    e.ci_high,
    e.level,
    e.verdict,
    e.base,
    e.change,
    e.change_low,
    e.change_high,
    e.change_says,
    e.suppressed,
    e.method,
    e.made_at
   FROM ((hailong.estimate e
     JOIN hailong.round r ON (((r.code)::text = e.round)))
     JOIN hailong.form f ON ((((f.code)::text = (r.form)::text) AND (f.version = r.form_version))))
  WHERE ((e.by = 'overall'::text) AND e.is_index);
COMMENT ON VIEW hailong.report_overview IS 'The index of each round with its interval, verdict and change; over rounds it is the index through time.';
COMMENT ON COLUMN hailong.report_overview.round IS 'The round.';
COMMENT ON COLUMN hailong.report_overview.title IS 'Title of the form.';
COMMENT ON COLUMN hailong.report_overview.starts_on IS 'First day of the round.';
COMMENT ON COLUMN hailong.report_overview.ends_on IS 'Last day of the round.';
COMMENT ON COLUMN hailong.report_overview.target IS 'Share (0-1) the index is to reach.';
COMMENT ON COLUMN hailong.report_overview.statistic IS 't2b: share satisfied; mean5: mean mark over the highest; mean100: mean mark from 0 for the lowest to 1 for the highest; all: share of people satisfied with everything.';
COMMENT ON COLUMN hailong.report_overview.n IS 'Answers behind it; of a factor people.';
COMMENT ON COLUMN hailong.report_overview.estimate IS 'The figure as a share (0-1); null where undefined or held back.';
COMMENT ON COLUMN hailong.report_overview.ci_low IS 'Lower bound of its interval.';
COMMENT ON COLUMN hailong.report_overview.ci_high IS 'Upper bound.';
COMMENT ON COLUMN hailong.report_overview.level IS 'Confidence level of the interval.';
COMMENT ON COLUMN hailong.report_overview.verdict IS 'Against the target of the round: met, not_met, cannot_say; null without one.';
COMMENT ON COLUMN hailong.report_overview.base IS 'The round the change is since; null without a comparable one.';
COMMENT ON COLUMN hailong.report_overview.change IS 'Change since the base, a difference of shares.';
COMMENT ON COLUMN hailong.report_overview.change_low IS 'Lower bound of its interval.';
COMMENT ON COLUMN hailong.report_overview.change_high IS 'Upper bound.';
COMMENT ON COLUMN hailong.report_overview.change_says IS 'What it is worth: up, down, or unsure, within the error.';
COMMENT ON COLUMN hailong.report_overview.suppressed IS 'Why it is held back: "n<10", complement, not_comparable; null where it is not.';
COMMENT ON COLUMN hailong.report_overview.method IS 'Method version of the round.';
COMMENT ON COLUMN hailong.report_overview.made_at IS 'When it was stored.';
CREATE TABLE hailong.unit_version (
    code hailong.code NOT NULL,
    valid_from date DEFAULT '-infinity'::date NOT NULL,
    valid_to date DEFAULT 'infinity'::date NOT NULL,
    name_vi text NOT NULL,
    name_en text,
    level text,
    parent hailong.code,
    CONSTRAINT unit_version_check CHECK ((valid_from < valid_to)),
    CONSTRAINT unit_version_check1 CHECK (((parent)::text <> (code)::text)),
    CONSTRAINT unit_version_level_check CHECK ((length(level) <= 40)),
    CONSTRAINT unit_version_name_en_check CHECK ((length(name_en) <= 300)),
    CONSTRAINT unit_version_name_vi_check CHECK (((name_vi <> ''::text) AND (length(name_vi) <= 300)))
);
COMMENT ON TABLE hailong.unit_version IS 'What a unit code means in a period: a merged unit may keep its code with another territory.';
COMMENT ON COLUMN hailong.unit_version.code IS 'The unit.';
COMMENT ON COLUMN hailong.unit_version.valid_from IS 'First day; -infinity where unknown.';
COMMENT ON COLUMN hailong.unit_version.valid_to IS 'First day no longer; infinity while it lasts.';
COMMENT ON COLUMN hailong.unit_version.name_vi IS 'Name in Vietnamese.';
COMMENT ON COLUMN hailong.unit_version.name_en IS 'Name in English, where there is one.';
COMMENT ON COLUMN hailong.unit_version.level IS 'Level of administration (province, commune, agency, …).';
COMMENT ON COLUMN hailong.unit_version.parent IS 'The unit it belongs to.';
CREATE VIEW hailong.report_points AS
 SELECT e.round,
    q.unit,
    v.name_vi AS unit_name_vi,
    q.quarter,
    e.n,
    (floor(((((100)::double precision * e.estimate) * p.out_of) + (0.0000001)::double precision)) / (100)::double precision) AS points,
    (floor(((((100)::double precision * b.low) * p.out_of) + (0.0000001)::double precision)) / (100)::double precision) AS points_low,
    (floor(((((100)::double precision * b.high) * p.out_of) + (0.0000001)::double precision)) / (100)::double precision) AS points_high,
    p.out_of,
    (c.label ->> 'vi'::text) AS class_vi,
    (c.label ->> 'en'::text) AS class_en,
    e.level,
    e.suppressed,
    e.method,
    e.made_at
   FROM (((((((hailong.estimate e
     JOIN hailong.round r ON (((r.code)::text = e.round)))
     JOIN hailong.form f ON ((((f.code)::text = (r.form)::text) AND (f.version = r.form_version))))
     CROSS JOIN LATERAL ( SELECT (((f.definition -> 'points'::text) ->> 'out_of'::text))::double precision AS out_of) p)
     CROSS JOIN LATERAL ( SELECT
                CASE e.by
                    WHEN 'quarter'::text THEN NULL::text
                    ELSE split_part(e.domain, ','::text, 1)
                END AS unit,
                CASE e.by
                    WHEN 'quarter'::text THEN e.domain
                    ELSE split_part(e.domain, ','::text, 2)
                END AS quarter) q)
     LEFT JOIN LATERAL ( SELECT GREATEST(e.ci_low, (0)::double precision) AS low,
            LEAST(e.ci_high, (1)::double precision) AS high
          WHERE ((e.ci_high - e.ci_low) > (0.000000001)::double precision)) b ON (true))
     LEFT JOIN LATERAL ( SELECT n.name_vi
           FROM hailong.unit_version n
          WHERE ((n.code)::text = q.unit)
          ORDER BY (n.valid_from > COALESCE(r.ends_on, CURRENT_DATE)), n.valid_from DESC
         LIMIT 1) v ON (true))
     LEFT JOIN LATERAL ( SELECT (k.value -> 'label'::text) AS label
           FROM json_array_elements(((f.definition -> 'points'::text) -> 'classes'::text)) k(value)
          WHERE (((k.value ->> 'from'::text))::double precision <= ((e.estimate * p.out_of) + (0.000000001)::double precision))
          ORDER BY ((k.value ->> 'from'::text))::double precision DESC
         LIMIT 1) c ON (true))
  WHERE ((e.by = ANY (ARRAY['quarter'::text, 'unit,quarter'::text])) AND (e.statistic = 'mean100'::text) AND e.is_index);
COMMENT ON VIEW hailong.report_points IS 'The index as points with its class, by quarter, of everybody (unit null) and by unit, of forms that tell it so.';
COMMENT ON COLUMN hailong.report_points.round IS 'The round.';
COMMENT ON COLUMN hailong.report_points.unit IS 'Code of the unit.';
COMMENT ON COLUMN hailong.report_points.unit_name_vi IS 'Name of the unit.';
COMMENT ON COLUMN hailong.report_points.quarter IS 'Quarter of submission: 2026-Q1.';
COMMENT ON COLUMN hailong.report_points.n IS 'Answers behind it; of a factor people.';
COMMENT ON COLUMN hailong.report_points.points IS 'The index as points, cut to two decimals.';
COMMENT ON COLUMN hailong.report_points.points_low IS 'Lower bound of their interval; null where all answered alike.';
COMMENT ON COLUMN hailong.report_points.points_high IS 'Upper bound.';
COMMENT ON COLUMN hailong.report_points.out_of IS 'The most points there are.';
COMMENT ON COLUMN hailong.report_points.class_vi IS 'Class of the points in Vietnamese.';
COMMENT ON COLUMN hailong.report_points.class_en IS 'The same in English, where there is one.';
COMMENT ON COLUMN hailong.report_points.level IS 'Confidence level of the interval.';
COMMENT ON COLUMN hailong.report_points.suppressed IS 'Why it is held back: "n<10", complement, not_comparable; null where it is not.';
COMMENT ON COLUMN hailong.report_points.method IS 'Method version of the round.';
COMMENT ON COLUMN hailong.report_points.made_at IS 'When it was stored.';
CREATE TABLE hailong.service_version (
    code hailong.code NOT NULL,
    valid_from date DEFAULT '-infinity'::date NOT NULL,
    valid_to date DEFAULT 'infinity'::date NOT NULL,
    name_vi text NOT NULL,
    name_en text,
    field text,
    level text,
    CONSTRAINT service_version_check CHECK ((valid_from < valid_to)),
    CONSTRAINT service_version_field_check CHECK ((length(field) <= 200)),
    CONSTRAINT service_version_level_check CHECK ((length(level) <= 40)),
    CONSTRAINT service_version_name_en_check CHECK ((length(name_en) <= 500)),
    CONSTRAINT service_version_name_vi_check CHECK (((name_vi <> ''::text) AND (length(name_vi) <= 500)))
);
COMMENT ON TABLE hailong.service_version IS 'What a service code means in a period.';
COMMENT ON COLUMN hailong.service_version.code IS 'The service.';
COMMENT ON COLUMN hailong.service_version.valid_from IS 'First day; -infinity where unknown.';
COMMENT ON COLUMN hailong.service_version.valid_to IS 'First day no longer; infinity while it lasts.';
COMMENT ON COLUMN hailong.service_version.name_vi IS 'Name in Vietnamese.';
COMMENT ON COLUMN hailong.service_version.name_en IS 'Name in English, where there is one.';
COMMENT ON COLUMN hailong.service_version.field IS 'Field of administration (lĩnh vực).';
COMMENT ON COLUMN hailong.service_version.level IS 'Level at which it is given.';
CREATE VIEW hailong.report_services AS
 SELECT e.round,
    e.domain AS service,
    v.name_vi,
    v.name_en,
    v.field,
    r.target,
    e.n,
    e.estimate,
    e.ci_low,
    e.ci_high,
    e.level,
    e.verdict,
    e.rank,
    e.rank_low,
    e.rank_high,
    e.tier,
    e.base,
    e.change,
    e.change_low,
    e.change_high,
    e.change_says,
    e.suppressed,
    e.method,
    e.made_at
   FROM ((hailong.estimate e
     JOIN hailong.round r ON (((r.code)::text = e.round)))
     LEFT JOIN LATERAL ( SELECT n.code,
            n.valid_from,
            n.valid_to,
            n.name_vi,
            n.name_en,
            n.field,
            n.level
           FROM hailong.service_version n
          WHERE ((n.code)::text = e.domain)
          ORDER BY (n.valid_from > COALESCE(r.ends_on, CURRENT_DATE)), n.valid_from DESC
         LIMIT 1) v ON (true))
  WHERE ((e.by = 'service'::text) AND (e.statistic = 't2b'::text) AND e.is_index);
COMMENT ON VIEW hailong.report_services IS 'The index by service, with the ranks each may have.';
COMMENT ON COLUMN hailong.report_services.round IS 'The round.';
COMMENT ON COLUMN hailong.report_services.service IS 'Code of the service.';
COMMENT ON COLUMN hailong.report_services.name_vi IS 'Its name in Vietnamese.';
COMMENT ON COLUMN hailong.report_services.name_en IS 'Its name in English, where there is one.';
COMMENT ON COLUMN hailong.report_services.field IS 'Field of administration (lĩnh vực).';
COMMENT ON COLUMN hailong.report_services.target IS 'Share (0-1) the index is to reach.';
COMMENT ON COLUMN hailong.report_services.n IS 'Answers behind it; of a factor people.';
COMMENT ON COLUMN hailong.report_services.estimate IS 'The figure as a share (0-1); null where undefined or held back.';
COMMENT ON COLUMN hailong.report_services.ci_low IS 'Lower bound of its interval.';
COMMENT ON COLUMN hailong.report_services.ci_high IS 'Upper bound.';
COMMENT ON COLUMN hailong.report_services.level IS 'Confidence level of the interval.';
COMMENT ON COLUMN hailong.report_services.verdict IS 'Against the target of the round: met, not_met, cannot_say; null without one.';
COMMENT ON COLUMN hailong.report_services.rank IS 'Of units, services and factors: rank of the estimate, 1 the highest.';
COMMENT ON COLUMN hailong.report_services.rank_low IS 'The best rank it may just as well have.';
COMMENT ON COLUMN hailong.report_services.rank_high IS 'The worst rank it may just as well have.';
COMMENT ON COLUMN hailong.report_services.tier IS 'Tier of separable places, 1 the highest.';
COMMENT ON COLUMN hailong.report_services.base IS 'The round the change is since; null without a comparable one.';
COMMENT ON COLUMN hailong.report_services.change IS 'Change since the base, a difference of shares.';
COMMENT ON COLUMN hailong.report_services.change_low IS 'Lower bound of its interval.';
COMMENT ON COLUMN hailong.report_services.change_high IS 'Upper bound.';
COMMENT ON COLUMN hailong.report_services.change_says IS 'What it is worth: up, down, or unsure, within the error.';
COMMENT ON COLUMN hailong.report_services.suppressed IS 'Why it is held back: "n<10", complement, not_comparable; null where it is not.';
COMMENT ON COLUMN hailong.report_services.method IS 'Method version of the round.';
COMMENT ON COLUMN hailong.report_services.made_at IS 'When it was stored.';
CREATE VIEW hailong.report_unit_services AS
 SELECT e.round,
    split_part(e.domain, ','::text, 1) AS unit,
    u.name_vi AS unit_name_vi,
    split_part(e.domain, ','::text, 2) AS service,
    v.name_vi AS service_name_vi,
    r.target,
    e.n,
    e.estimate,
    e.ci_low,
    e.ci_high,
    e.level,
    e.verdict,
    e.suppressed,
    e.method,
    e.made_at
   FROM (((hailong.estimate e
     JOIN hailong.round r ON (((r.code)::text = e.round)))
     LEFT JOIN LATERAL ( SELECT n.name_vi
           FROM hailong.unit_version n
          WHERE ((n.code)::text = split_part(e.domain, ','::text, 1))
          ORDER BY (n.valid_from > COALESCE(r.ends_on, CURRENT_DATE)), n.valid_from DESC
         LIMIT 1) u ON (true))
     LEFT JOIN LATERAL ( SELECT n.name_vi
           FROM hailong.service_version n
          WHERE ((n.code)::text = split_part(e.domain, ','::text, 2))
          ORDER BY (n.valid_from > COALESCE(r.ends_on, CURRENT_DATE)), n.valid_from DESC
         LIMIT 1) v ON (true))
  WHERE ((e.by = 'unit,service'::text) AND (e.statistic = 't2b'::text) AND e.is_index);
COMMENT ON VIEW hailong.report_unit_services IS 'The index by unit and service.';
COMMENT ON COLUMN hailong.report_unit_services.round IS 'The round.';
COMMENT ON COLUMN hailong.report_unit_services.unit IS 'Code of the unit.';
COMMENT ON COLUMN hailong.report_unit_services.unit_name_vi IS 'Name of the unit.';
COMMENT ON COLUMN hailong.report_unit_services.service IS 'Code of the service.';
COMMENT ON COLUMN hailong.report_unit_services.service_name_vi IS 'Name of the service.';
COMMENT ON COLUMN hailong.report_unit_services.target IS 'Share (0-1) the index is to reach.';
COMMENT ON COLUMN hailong.report_unit_services.n IS 'Answers behind it; of a factor people.';
COMMENT ON COLUMN hailong.report_unit_services.estimate IS 'The figure as a share (0-1); null where undefined or held back.';
COMMENT ON COLUMN hailong.report_unit_services.ci_low IS 'Lower bound of its interval.';
COMMENT ON COLUMN hailong.report_unit_services.ci_high IS 'Upper bound.';
COMMENT ON COLUMN hailong.report_unit_services.level IS 'Confidence level of the interval.';
COMMENT ON COLUMN hailong.report_unit_services.verdict IS 'Against the target of the round: met, not_met, cannot_say; null without one.';
COMMENT ON COLUMN hailong.report_unit_services.suppressed IS 'Why it is held back: "n<10", complement, not_comparable; null where it is not.';
COMMENT ON COLUMN hailong.report_unit_services.method IS 'Method version of the round.';
COMMENT ON COLUMN hailong.report_unit_services.made_at IS 'When it was stored.';
CREATE VIEW hailong.report_units AS
 SELECT e.round,
    e.domain AS unit,
    v.name_vi,
    v.name_en,
    v.level AS unit_level,
    v.parent,
    p.name_vi AS parent_name_vi,
    r.target,
    e.n,
    e.estimate,
    e.ci_low,
    e.ci_high,
    e.level,
    e.verdict,
    e.rank,
    e.rank_low,
    e.rank_high,
    e.tier,
    e.base,
    e.change,
    e.change_low,
    e.change_high,
    e.change_says,
    e.suppressed,
    e.method,
    e.made_at
   FROM (((hailong.estimate e
     JOIN hailong.round r ON (((r.code)::text = e.round)))
     LEFT JOIN LATERAL ( SELECT n.code,
            n.valid_from,
            n.valid_to,
            n.name_vi,
            n.name_en,
            n.level,
            n.parent
           FROM hailong.unit_version n
          WHERE ((n.code)::text = e.domain)
          ORDER BY (n.valid_from > COALESCE(r.ends_on, CURRENT_DATE)), n.valid_from DESC
         LIMIT 1) v ON (true))
     LEFT JOIN LATERAL ( SELECT n.name_vi
           FROM hailong.unit_version n
          WHERE ((n.code)::text = (v.parent)::text)
          ORDER BY (n.valid_from > COALESCE(r.ends_on, CURRENT_DATE)), n.valid_from DESC
         LIMIT 1) p ON (true))
  WHERE ((e.by = 'unit'::text) AND (e.statistic = 't2b'::text) AND e.is_index);
COMMENT ON VIEW hailong.report_units IS 'The index by unit, with the ranks each may have; never to be read without its interval.';
COMMENT ON COLUMN hailong.report_units.round IS 'The round.';
COMMENT ON COLUMN hailong.report_units.unit IS 'Code of the unit.';
COMMENT ON COLUMN hailong.report_units.name_vi IS 'Its name in Vietnamese.';
COMMENT ON COLUMN hailong.report_units.name_en IS 'Its name in English, where there is one.';
COMMENT ON COLUMN hailong.report_units.unit_level IS 'Level of administration.';
COMMENT ON COLUMN hailong.report_units.parent IS 'Code of the unit it belongs to.';
COMMENT ON COLUMN hailong.report_units.parent_name_vi IS 'Name of that unit.';
COMMENT ON COLUMN hailong.report_units.target IS 'Share (0-1) the index is to reach.';
COMMENT ON COLUMN hailong.report_units.n IS 'Answers behind it; of a factor people.';
COMMENT ON COLUMN hailong.report_units.estimate IS 'The figure as a share (0-1); null where undefined or held back.';
COMMENT ON COLUMN hailong.report_units.ci_low IS 'Lower bound of its interval.';
COMMENT ON COLUMN hailong.report_units.ci_high IS 'Upper bound.';
COMMENT ON COLUMN hailong.report_units.level IS 'Confidence level of the interval.';
COMMENT ON COLUMN hailong.report_units.verdict IS 'Against the target of the round: met, not_met, cannot_say; null without one.';
COMMENT ON COLUMN hailong.report_units.rank IS 'Of units, services and factors: rank of the estimate, 1 the highest.';
COMMENT ON COLUMN hailong.report_units.rank_low IS 'The best rank it may just as well have.';
COMMENT ON COLUMN hailong.report_units.rank_high IS 'The worst rank it may just as well have.';
COMMENT ON COLUMN hailong.report_units.tier IS 'Tier of separable places, 1 the highest.';
COMMENT ON COLUMN hailong.report_units.base IS 'The round the change is since; null without a comparable one.';
COMMENT ON COLUMN hailong.report_units.change IS 'Change since the base, a difference of shares.';
COMMENT ON COLUMN hailong.report_units.change_low IS 'Lower bound of its interval.';
COMMENT ON COLUMN hailong.report_units.change_high IS 'Upper bound.';
COMMENT ON COLUMN hailong.report_units.change_says IS 'What it is worth: up, down, or unsure, within the error.';
COMMENT ON COLUMN hailong.report_units.suppressed IS 'Why it is held back: "n<10", complement, not_comparable; null where it is not.';
COMMENT ON COLUMN hailong.report_units.method IS 'Method version of the round.';
COMMENT ON COLUMN hailong.report_units.made_at IS 'When it was stored.';
CREATE TABLE hailong.response (
    received_at timestamp with time zone DEFAULT now() NOT NULL,
    started_at timestamp with time zone,
    submitted_at timestamp with time zone,
    weight double precision,
    fpc double precision,
    fpc2 double precision,
    upload bigint,
    id uuid NOT NULL,
    consent_version smallint,
    round text NOT NULL,
    unit text NOT NULL,
    service text,
    channel text,
    selection text NOT NULL,
    language text,
    response_id text,
    collected_by text,
    stratum text,
    psu text,
    ssu text,
    answers bytea NOT NULL,
    flags smallint DEFAULT 0 NOT NULL,
    completed_at timestamp with time zone,
    CONSTRAINT response_answers_check CHECK ((length(answers) <= 20000)),
    CONSTRAINT response_channel_check CHECK ((channel = ANY (ARRAY['web'::text, 'kiosk'::text, 'ticket'::text, 'interview'::text, 'phone'::text, 'post'::text, 'paper'::text, 'box'::text, 'hotline'::text]))),
    CONSTRAINT response_collected_by_check CHECK ((length(collected_by) <= 100)),
    CONSTRAINT response_flags_check CHECK ((flags >= 0)),
    CONSTRAINT response_fpc2_check CHECK ((fpc2 > (0)::double precision)),
    CONSTRAINT response_fpc_check CHECK ((fpc > (0)::double precision)),
    CONSTRAINT response_language_check CHECK ((length(language) <= 40)),
    CONSTRAINT response_psu_check CHECK ((length(psu) <= 100)),
    CONSTRAINT response_response_id_check CHECK ((length(response_id) <= 100)),
    CONSTRAINT response_selection_check CHECK ((selection = ANY (ARRAY['sample'::text, 'open'::text]))),
    CONSTRAINT response_ssu_check CHECK ((length(ssu) <= 100)),
    CONSTRAINT response_stratum_check CHECK ((length(stratum) <= 100)),
    CONSTRAINT response_weight_check CHECK ((weight >= (0)::double precision))
)
PARTITION BY LIST (round);
COMMENT ON TABLE hailong.response IS 'One respondent''s answers in one round. Answers are only added, once, to those of a first tap; erased only by withdrawal.';
COMMENT ON COLUMN hailong.response.received_at IS 'When it was kept.';
COMMENT ON COLUMN hailong.response.started_at IS 'When answering began, as the client says.';
COMMENT ON COLUMN hailong.response.submitted_at IS 'When it was sent or collected, as the client or team says.';
COMMENT ON COLUMN hailong.response.weight IS 'People of the population it stands for; null is 1.';
COMMENT ON COLUMN hailong.response.fpc IS 'First stage: sampling fraction (<= 1) or number of PSUs in the stratum (> 1).';
COMMENT ON COLUMN hailong.response.fpc2 IS 'The same for the second stage.';
COMMENT ON COLUMN hailong.response.upload IS 'The upload it came with; null when a citizen sent it.';
COMMENT ON COLUMN hailong.response.id IS 'The client''s UUID, or one made from response_id or from the content.';
COMMENT ON COLUMN hailong.response.consent_version IS 'Version of the consent text that was shown.';
COMMENT ON COLUMN hailong.response.round IS 'The round.';
COMMENT ON COLUMN hailong.response.unit IS 'The unit rated, as its code was then; "-" for none.';
COMMENT ON COLUMN hailong.response.service IS 'The service rated.';
COMMENT ON COLUMN hailong.response.channel IS 'How it was answered.';
COMMENT ON COLUMN hailong.response.selection IS 'How the respondent came: sample (drawn) or open (self-selected).';
COMMENT ON COLUMN hailong.response.language IS 'Language of the form as shown.';
COMMENT ON COLUMN hailong.response.response_id IS 'The survey team''s own id.';
COMMENT ON COLUMN hailong.response.collected_by IS 'Interviewer or team.';
COMMENT ON COLUMN hailong.response.stratum IS 'Stratum of the sample.';
COMMENT ON COLUMN hailong.response.psu IS 'Primary sampling unit.';
COMMENT ON COLUMN hailong.response.ssu IS 'Secondary sampling unit.';
COMMENT ON COLUMN hailong.response.answers IS 'One slot per item, laid out in form_item.';
COMMENT ON COLUMN hailong.response.flags IS 'Signs the collector saw, as bits: 1 honeypot, 2 too_fast, 4 many, 8 again; 0 for none and for uploads.';
COMMENT ON COLUMN hailong.response.completed_at IS 'When the other answers were added to that of the first tap; null: never.';
CREATE TABLE hailong.secret (
    name text NOT NULL,
    value bytea NOT NULL,
    CONSTRAINT secret_value_check CHECK ((length(value) = 32))
);
COMMENT ON TABLE hailong.secret IS 'Keys the collector works with; made once by migrate, for no eyes but its own.';
COMMENT ON COLUMN hailong.secret.name IS 'receipt: seals the receipts, so that nobody can make one from an export.';
COMMENT ON COLUMN hailong.secret.value IS '32 random bytes.';
CREATE TABLE hailong.service (
    code hailong.code NOT NULL
);
COMMENT ON TABLE hailong.service IS 'Every service code a response may name; what it meant at a time is in service_version.';
COMMENT ON COLUMN hailong.service.code IS 'Procedure or service code.';
CREATE TABLE hailong.succession (
    old hailong.code NOT NULL,
    new hailong.code NOT NULL,
    valid_from date DEFAULT '-infinity'::date NOT NULL,
    share double precision DEFAULT 1 NOT NULL,
    kind text DEFAULT ''::text NOT NULL,
    CONSTRAINT succession_kind_check CHECK ((length(kind) <= 40)),
    CONSTRAINT succession_share_check CHECK (((share > (0)::double precision) AND (share <= (1)::double precision)))
);
COMMENT ON TABLE hailong.succession IS 'Which units took over from which, so that history can be laid over today''s units.';
COMMENT ON COLUMN hailong.succession.old IS 'The unit that ended.';
COMMENT ON COLUMN hailong.succession.new IS 'The unit that took over.';
COMMENT ON COLUMN hailong.succession.valid_from IS 'First day of the new arrangement.';
COMMENT ON COLUMN hailong.succession.share IS 'Share of the old unit''s people that went to the new one.';
COMMENT ON COLUMN hailong.succession.kind IS 'merge, split, rename, transfer, …';
CREATE TABLE hailong.ticket_issue (
    id bigint NOT NULL,
    round text NOT NULL,
    unit text NOT NULL,
    service text,
    issued_on date DEFAULT CURRENT_DATE NOT NULL,
    expires_on date,
    count integer NOT NULL,
    CONSTRAINT ticket_issue_count_check CHECK ((count > 0))
);
COMMENT ON TABLE hailong.ticket_issue IS 'How many one-time tickets were made. The tickets themselves, and for whom they are, are nowhere.';
COMMENT ON COLUMN hailong.ticket_issue.id IS 'Number of the issue.';
COMMENT ON COLUMN hailong.ticket_issue.round IS 'The round they are good for.';
COMMENT ON COLUMN hailong.ticket_issue.unit IS 'The unit; "-" for none.';
COMMENT ON COLUMN hailong.ticket_issue.service IS 'The service; null for none.';
COMMENT ON COLUMN hailong.ticket_issue.issued_on IS 'The day they were made.';
COMMENT ON COLUMN hailong.ticket_issue.expires_on IS 'Their last day; null for none.';
COMMENT ON COLUMN hailong.ticket_issue.count IS 'How many.';
ALTER TABLE hailong.ticket_issue ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME hailong.ticket_issue_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE hailong.token (
    name text NOT NULL,
    role text NOT NULL,
    hash bytea NOT NULL,
    added_at timestamp with time zone DEFAULT now() NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT token_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT token_name_check CHECK (((name <> ''::text) AND (length(name) <= 100))),
    CONSTRAINT token_role_check CHECK ((role = ANY (ARRAY['surveyor'::text, 'leader'::text, 'admin'::text])))
);
COMMENT ON TABLE hailong.token IS 'Access tokens of survey teams and leaders; the secret itself is not kept.';
COMMENT ON COLUMN hailong.token.name IS 'Who holds it.';
COMMENT ON COLUMN hailong.token.role IS 'surveyor uploads, leader reads reports, admin does both.';
COMMENT ON COLUMN hailong.token.hash IS 'BLAKE2b of the secret (256 random bits).';
COMMENT ON COLUMN hailong.token.added_at IS 'When it was made.';
COMMENT ON COLUMN hailong.token.revoked_at IS 'When it stopped being valid.';
CREATE TABLE hailong.transactions (
    unit hailong.code NOT NULL,
    service text DEFAULT ''::text NOT NULL,
    starts_on date NOT NULL,
    ends_on date NOT NULL,
    received bigint NOT NULL,
    on_time bigint,
    invited bigint,
    CONSTRAINT transactions_check CHECK (((on_time >= 0) AND (on_time <= received))),
    CONSTRAINT transactions_check1 CHECK ((starts_on <= ends_on)),
    CONSTRAINT transactions_invited_check CHECK ((invited >= 0)),
    CONSTRAINT transactions_received_check CHECK ((received >= 0)),
    CONSTRAINT transactions_service_check CHECK ((length(service) <= 40))
);
COMMENT ON TABLE hailong.transactions IS 'How many files a unit handled in a period: the denominators of the funnel.';
COMMENT ON COLUMN hailong.transactions.unit IS 'The unit.';
COMMENT ON COLUMN hailong.transactions.service IS 'The service; empty for all together.';
COMMENT ON COLUMN hailong.transactions.starts_on IS 'First day of the period.';
COMMENT ON COLUMN hailong.transactions.ends_on IS 'Last day of the period.';
COMMENT ON COLUMN hailong.transactions.received IS 'Files received.';
COMMENT ON COLUMN hailong.transactions.on_time IS 'Of these handled on time; null where unknown.';
COMMENT ON COLUMN hailong.transactions.invited IS 'People invited to rate; null where unknown.';
CREATE TABLE hailong.unit (
    code hailong.code NOT NULL
);
COMMENT ON TABLE hailong.unit IS 'Every unit code a response may name; what it meant at a time is in unit_version.';
COMMENT ON COLUMN hailong.unit.code IS 'Agency identifier or statistical code; "-" stands for responses that name none.';
CREATE TABLE hailong.upload (
    id bigint NOT NULL,
    round text NOT NULL,
    file text NOT NULL,
    uploaded_by text NOT NULL,
    uploaded_at timestamp with time zone DEFAULT now() NOT NULL,
    accepted bigint DEFAULT 0 NOT NULL,
    duplicate bigint DEFAULT 0 NOT NULL,
    rejected bigint DEFAULT 0 NOT NULL,
    CONSTRAINT upload_file_check CHECK ((length(file) <= 300)),
    CONSTRAINT upload_uploaded_by_check CHECK ((length(uploaded_by) <= 100))
);
COMMENT ON TABLE hailong.upload IS 'Files of survey teams that were taken in.';
COMMENT ON COLUMN hailong.upload.id IS 'Number of the upload.';
COMMENT ON COLUMN hailong.upload.round IS 'The round it belongs to.';
COMMENT ON COLUMN hailong.upload.file IS 'Name of the file as it came.';
COMMENT ON COLUMN hailong.upload.uploaded_by IS 'Name of the token, or of the operating-system user at the command line.';
COMMENT ON COLUMN hailong.upload.uploaded_at IS 'When.';
COMMENT ON COLUMN hailong.upload.accepted IS 'Rows that are new.';
COMMENT ON COLUMN hailong.upload.duplicate IS 'Rows that were there already, or had been withdrawn.';
COMMENT ON COLUMN hailong.upload.rejected IS 'Rows that break a rule.';
ALTER TABLE hailong.upload ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME hailong.upload_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE hailong.withdrawal (
    round text NOT NULL,
    unit text NOT NULL,
    id uuid NOT NULL,
    withdrawn_at timestamp with time zone DEFAULT now() NOT NULL
);
COMMENT ON TABLE hailong.withdrawal IS 'Keys of responses that were withdrawn, without content, so that sending one again does not bring it back.';
COMMENT ON COLUMN hailong.withdrawal.round IS 'The round.';
COMMENT ON COLUMN hailong.withdrawal.unit IS 'The unit.';
COMMENT ON COLUMN hailong.withdrawal.id IS 'The response that was.';
COMMENT ON COLUMN hailong.withdrawal.withdrawn_at IS 'When it was erased.';
ALTER TABLE ONLY hailong.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY hailong.comment
    ADD CONSTRAINT comment_pkey PRIMARY KEY (round, unit, id, item);
ALTER TABLE ONLY hailong.estimate
    ADD CONSTRAINT estimate_pkey PRIMARY KEY (round, by, domain, item, statistic);
ALTER TABLE ONLY hailong.form_item
    ADD CONSTRAINT form_item_pkey PRIMARY KEY (form, version, item);
ALTER TABLE ONLY hailong.form
    ADD CONSTRAINT form_pkey PRIMARY KEY (code, version);
ALTER TABLE ONLY hailong.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (number);
ALTER TABLE ONLY hailong.reference
    ADD CONSTRAINT reference_pkey PRIMARY KEY (index, year, unit);
ALTER TABLE ONLY hailong.response
    ADD CONSTRAINT response_pkey PRIMARY KEY (id, round, unit);
ALTER TABLE ONLY hailong.round
    ADD CONSTRAINT round_pkey PRIMARY KEY (code);
ALTER TABLE ONLY hailong.secret
    ADD CONSTRAINT secret_pkey PRIMARY KEY (name);
ALTER TABLE ONLY hailong.service
    ADD CONSTRAINT service_pkey PRIMARY KEY (code);
ALTER TABLE ONLY hailong.service_version
    ADD CONSTRAINT service_version_pkey PRIMARY KEY (code, valid_from);
ALTER TABLE ONLY hailong.succession
    ADD CONSTRAINT succession_pkey PRIMARY KEY (old, new, valid_from);
ALTER TABLE ONLY hailong.ticket_issue
    ADD CONSTRAINT ticket_issue_pkey PRIMARY KEY (id);
ALTER TABLE ONLY hailong.token
    ADD CONSTRAINT token_hash_key UNIQUE (hash);
ALTER TABLE ONLY hailong.token
    ADD CONSTRAINT token_pkey PRIMARY KEY (name);
ALTER TABLE ONLY hailong.transactions
    ADD CONSTRAINT transactions_pkey PRIMARY KEY (unit, service, starts_on, ends_on);
ALTER TABLE ONLY hailong.unit
    ADD CONSTRAINT unit_pkey PRIMARY KEY (code);
ALTER TABLE ONLY hailong.unit_version
    ADD CONSTRAINT unit_version_pkey PRIMARY KEY (code, valid_from);
ALTER TABLE ONLY hailong.upload
    ADD CONSTRAINT upload_pkey PRIMARY KEY (id);
ALTER TABLE ONLY hailong.withdrawal
    ADD CONSTRAINT withdrawal_pkey PRIMARY KEY (round, unit, id);
ALTER TABLE hailong.comment
    ADD CONSTRAINT comment_id_round_unit_fkey FOREIGN KEY (id, round, unit) REFERENCES hailong.response(id, round, unit);
ALTER TABLE ONLY hailong.form_item
    ADD CONSTRAINT form_item_form_version_fkey FOREIGN KEY (form, version) REFERENCES hailong.form(code, version) ON DELETE CASCADE;
ALTER TABLE ONLY hailong.reference
    ADD CONSTRAINT reference_unit_fkey FOREIGN KEY (unit) REFERENCES hailong.unit(code);
ALTER TABLE hailong.response
    ADD CONSTRAINT response_service_fkey FOREIGN KEY (service) REFERENCES hailong.service(code);
ALTER TABLE hailong.response
    ADD CONSTRAINT response_unit_fkey FOREIGN KEY (unit) REFERENCES hailong.unit(code);
ALTER TABLE ONLY hailong.round
    ADD CONSTRAINT round_comparable_with_fkey FOREIGN KEY (comparable_with) REFERENCES hailong.round(code);
ALTER TABLE ONLY hailong.round
    ADD CONSTRAINT round_form_form_version_fkey FOREIGN KEY (form, form_version) REFERENCES hailong.form(code, version);
ALTER TABLE ONLY hailong.service_version
    ADD CONSTRAINT service_version_code_fkey FOREIGN KEY (code) REFERENCES hailong.service(code);
ALTER TABLE ONLY hailong.succession
    ADD CONSTRAINT succession_new_fkey FOREIGN KEY (new) REFERENCES hailong.unit(code);
ALTER TABLE ONLY hailong.succession
    ADD CONSTRAINT succession_old_fkey FOREIGN KEY (old) REFERENCES hailong.unit(code);
ALTER TABLE ONLY hailong.transactions
    ADD CONSTRAINT transactions_unit_fkey FOREIGN KEY (unit) REFERENCES hailong.unit(code);
ALTER TABLE ONLY hailong.unit_version
    ADD CONSTRAINT unit_version_code_fkey FOREIGN KEY (code) REFERENCES hailong.unit(code);
ALTER TABLE ONLY hailong.unit_version
    ADD CONSTRAINT unit_version_parent_fkey FOREIGN KEY (parent) REFERENCES hailong.unit(code);
ALTER TABLE ONLY hailong.withdrawal
    ADD CONSTRAINT withdrawal_round_fkey FOREIGN KEY (round) REFERENCES hailong.round(code);
ALTER TABLE ONLY hailong.withdrawal
    ADD CONSTRAINT withdrawal_unit_fkey FOREIGN KEY (unit) REFERENCES hailong.unit(code);
GRANT USAGE ON SCHEMA hailong TO hailong_collector;
GRANT USAGE ON SCHEMA hailong TO hailong_analyzer;
GRANT USAGE ON SCHEMA hailong TO hailong_reader;
REVOKE ALL ON FUNCTION hailong.round_partitions(round text) FROM PUBLIC;
GRANT INSERT ON TABLE hailong.audit TO hailong_collector;
GRANT SELECT,INSERT,DELETE ON TABLE hailong.comment TO hailong_collector;
GRANT SELECT ON TABLE hailong.comment TO hailong_analyzer;
GRANT SELECT,INSERT,DELETE ON TABLE hailong.estimate TO hailong_analyzer;
GRANT SELECT ON TABLE hailong.form TO hailong_collector;
GRANT SELECT ON TABLE hailong.form TO hailong_analyzer;
GRANT SELECT ON TABLE hailong.form_item TO hailong_collector;
GRANT SELECT ON TABLE hailong.form_item TO hailong_analyzer;
GRANT SELECT ON TABLE hailong.migration TO hailong_collector;
GRANT SELECT ON TABLE hailong.migration TO hailong_analyzer;
GRANT SELECT ON TABLE hailong.reference TO hailong_analyzer;
GRANT SELECT ON TABLE hailong.report_channels TO hailong_reader;
GRANT SELECT ON TABLE hailong.round TO hailong_collector;
GRANT SELECT ON TABLE hailong.round TO hailong_analyzer;
GRANT SELECT ON TABLE hailong.report_factors TO hailong_reader;
GRANT SELECT ON TABLE hailong.report_overview TO hailong_reader;
GRANT SELECT ON TABLE hailong.unit_version TO hailong_collector;
GRANT SELECT ON TABLE hailong.unit_version TO hailong_analyzer;
GRANT SELECT ON TABLE hailong.report_points TO hailong_reader;
GRANT SELECT ON TABLE hailong.service_version TO hailong_collector;
GRANT SELECT ON TABLE hailong.service_version TO hailong_analyzer;
GRANT SELECT ON TABLE hailong.report_services TO hailong_reader;
GRANT SELECT ON TABLE hailong.report_unit_services TO hailong_reader;
GRANT SELECT ON TABLE hailong.report_units TO hailong_reader;
GRANT SELECT,INSERT,DELETE ON TABLE hailong.response TO hailong_collector;
GRANT SELECT ON TABLE hailong.response TO hailong_analyzer;
GRANT UPDATE(answers) ON TABLE hailong.response TO hailong_collector;
GRANT UPDATE(completed_at) ON TABLE hailong.response TO hailong_collector;
GRANT SELECT ON TABLE hailong.secret TO hailong_collector;
GRANT SELECT,INSERT ON TABLE hailong.service TO hailong_collector;
GRANT SELECT ON TABLE hailong.service TO hailong_analyzer;
GRANT SELECT ON TABLE hailong.succession TO hailong_collector;
GRANT SELECT ON TABLE hailong.succession TO hailong_analyzer;
GRANT SELECT ON TABLE hailong.ticket_issue TO hailong_analyzer;
GRANT SELECT ON TABLE hailong.token TO hailong_collector;
GRANT SELECT ON TABLE hailong.transactions TO hailong_analyzer;
GRANT SELECT,INSERT ON TABLE hailong.unit TO hailong_collector;
GRANT SELECT ON TABLE hailong.unit TO hailong_analyzer;
GRANT SELECT,INSERT ON TABLE hailong.upload TO hailong_collector;
GRANT SELECT ON TABLE hailong.upload TO hailong_analyzer;
GRANT UPDATE(accepted) ON TABLE hailong.upload TO hailong_collector;
GRANT UPDATE(duplicate) ON TABLE hailong.upload TO hailong_collector;
GRANT UPDATE(rejected) ON TABLE hailong.upload TO hailong_collector;
GRANT SELECT,INSERT ON TABLE hailong.withdrawal TO hailong_collector;
GRANT SELECT ON TABLE hailong.withdrawal TO hailong_analyzer;
