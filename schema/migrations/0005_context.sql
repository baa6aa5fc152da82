-- What stands beside a survey: how many dealings there were, and what others published.
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';

CREATE TABLE hailong.transactions (
  unit hailong.code NOT NULL REFERENCES hailong.unit,
  service text NOT NULL DEFAULT '' CHECK (length(service) <= 40),
  starts_on date NOT NULL,
  ends_on date NOT NULL,
  received bigint NOT NULL CHECK (received >= 0),
  on_time bigint CHECK (on_time >= 0 AND on_time <= received),
  invited bigint CHECK (invited >= 0),
  PRIMARY KEY (unit, service, starts_on, ends_on),
  CHECK (starts_on <= ends_on)
);
COMMENT ON TABLE hailong.transactions IS
  'How many files a unit handled in a period: the denominators of the funnel.';
COMMENT ON COLUMN hailong.transactions.unit IS 'The unit.';
COMMENT ON COLUMN hailong.transactions.service IS 'The service; empty for all together.';
COMMENT ON COLUMN hailong.transactions.starts_on IS 'First day of the period.';
COMMENT ON COLUMN hailong.transactions.ends_on IS 'Last day of the period.';
COMMENT ON COLUMN hailong.transactions.received IS 'Files received.';
COMMENT ON COLUMN hailong.transactions.on_time IS 'Of these handled on time; null where unknown.';
COMMENT ON COLUMN hailong.transactions.invited IS 'People invited to rate; null where unknown.';

CREATE TABLE hailong.reference (
  index text NOT NULL CHECK (index <> '' AND length(index) <= 100),
  year smallint NOT NULL CHECK (year BETWEEN 1990 AND 2200),
  unit hailong.code NOT NULL DEFAULT '-' REFERENCES hailong.unit,
  value double precision NOT NULL,
  measure text CHECK (length(measure) <= 40),
  rank integer CHECK (rank >= 1),
  out_of integer CHECK (out_of >= 1),
  source text NOT NULL CHECK (source <> '' AND length(source) <= 500),
  PRIMARY KEY (index, year, unit),
  CHECK (rank <= out_of)
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

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
    PERFORM create_reference_table('hailong.transactions');
    PERFORM create_reference_table('hailong.reference');
  END IF;
END $$;
