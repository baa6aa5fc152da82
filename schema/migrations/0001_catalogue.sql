-- What is rated: units and services, as they were and as they are.
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';

COMMENT ON TABLE hailong.migration IS 'Changes of the schema that are made already.';
COMMENT ON COLUMN hailong.migration.number IS 'Number of the migration.';
COMMENT ON COLUMN hailong.migration.name IS 'Name of its file.';
COMMENT ON COLUMN hailong.migration.applied_at IS 'When it was made.';

CREATE DOMAIN hailong.code AS text CHECK (VALUE ~ '^[A-Za-z0-9._-]{1,40}$');
COMMENT ON DOMAIN hailong.code IS
  'A code as the state gives it out: text, never a number, leading zeros kept.';

CREATE TABLE hailong.unit (
  code hailong.code PRIMARY KEY
);
COMMENT ON TABLE hailong.unit IS
  'Every unit code a response may name; what it meant at a time is in unit_version.';
COMMENT ON COLUMN hailong.unit.code IS
  'Agency identifier or statistical code; "-" stands for responses that name none.';
INSERT INTO hailong.unit VALUES ('-');

CREATE TABLE hailong.unit_version (
  code hailong.code NOT NULL REFERENCES hailong.unit,
  valid_from date NOT NULL DEFAULT '-infinity',
  valid_to date NOT NULL DEFAULT 'infinity',
  name_vi text NOT NULL CHECK (name_vi <> '' AND length(name_vi) <= 300),
  name_en text CHECK (length(name_en) <= 300),
  level text CHECK (length(level) <= 40),
  parent hailong.code REFERENCES hailong.unit,
  PRIMARY KEY (code, valid_from),
  CHECK (valid_from < valid_to),
  CHECK (parent <> code)
);
COMMENT ON TABLE hailong.unit_version IS
  'What a unit code means in a period: a merged unit may keep its code with another territory.';
COMMENT ON COLUMN hailong.unit_version.code IS 'The unit.';
COMMENT ON COLUMN hailong.unit_version.valid_from IS 'First day; -infinity where unknown.';
COMMENT ON COLUMN hailong.unit_version.valid_to IS 'First day no longer; infinity while it lasts.';
COMMENT ON COLUMN hailong.unit_version.name_vi IS 'Name in Vietnamese.';
COMMENT ON COLUMN hailong.unit_version.name_en IS 'Name in English, where there is one.';
COMMENT ON COLUMN hailong.unit_version.level IS 'Level of administration (province, commune, agency, …).';
COMMENT ON COLUMN hailong.unit_version.parent IS 'The unit it belongs to.';

CREATE TABLE hailong.succession (
  old hailong.code NOT NULL REFERENCES hailong.unit,
  new hailong.code NOT NULL REFERENCES hailong.unit,
  valid_from date NOT NULL DEFAULT '-infinity',
  share double precision NOT NULL DEFAULT 1 CHECK (share > 0 AND share <= 1),
  kind text NOT NULL DEFAULT '' CHECK (length(kind) <= 40),
  PRIMARY KEY (old, new, valid_from)
);
COMMENT ON TABLE hailong.succession IS
  'Which units took over from which, so that history can be laid over today''s units.';
COMMENT ON COLUMN hailong.succession.old IS 'The unit that ended.';
COMMENT ON COLUMN hailong.succession.new IS 'The unit that took over.';
COMMENT ON COLUMN hailong.succession.valid_from IS 'First day of the new arrangement.';
COMMENT ON COLUMN hailong.succession.share IS 'Share of the old unit''s people that went to the new one.';
COMMENT ON COLUMN hailong.succession.kind IS 'merge, split, rename, transfer, …';

CREATE TABLE hailong.service (
  code hailong.code PRIMARY KEY
);
COMMENT ON TABLE hailong.service IS
  'Every service code a response may name; what it meant at a time is in service_version.';
COMMENT ON COLUMN hailong.service.code IS 'Procedure or service code.';

CREATE TABLE hailong.service_version (
  code hailong.code NOT NULL REFERENCES hailong.service,
  valid_from date NOT NULL DEFAULT '-infinity',
  valid_to date NOT NULL DEFAULT 'infinity',
  name_vi text NOT NULL CHECK (name_vi <> '' AND length(name_vi) <= 500),
  name_en text CHECK (length(name_en) <= 500),
  field text CHECK (length(field) <= 200),
  level text CHECK (length(level) <= 40),
  PRIMARY KEY (code, valid_from),
  CHECK (valid_from < valid_to)
);
COMMENT ON TABLE hailong.service_version IS 'What a service code means in a period.';
COMMENT ON COLUMN hailong.service_version.code IS 'The service.';
COMMENT ON COLUMN hailong.service_version.valid_from IS 'First day; -infinity where unknown.';
COMMENT ON COLUMN hailong.service_version.valid_to IS 'First day no longer; infinity while it lasts.';
COMMENT ON COLUMN hailong.service_version.name_vi IS 'Name in Vietnamese.';
COMMENT ON COLUMN hailong.service_version.name_en IS 'Name in English, where there is one.';
COMMENT ON COLUMN hailong.service_version.field IS 'Field of administration (lĩnh vực).';
COMMENT ON COLUMN hailong.service_version.level IS 'Level at which it is given.';

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
    PERFORM create_reference_table('hailong.unit');
    PERFORM create_reference_table('hailong.unit_version');
    PERFORM create_reference_table('hailong.succession');
    PERFORM create_reference_table('hailong.service');
    PERFORM create_reference_table('hailong.service_version');
  END IF;
END $$;
