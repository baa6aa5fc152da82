-- What is asked, and when: forms and rounds.
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';

CREATE TABLE hailong.form (
  code hailong.code NOT NULL,
  version smallint NOT NULL CHECK (version > 0),
  title text NOT NULL,
  definition json NOT NULL,
  added_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (code, version)
);
COMMENT ON TABLE hailong.form IS
  'Survey definitions. A version that a round uses never changes.';
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
  choices text[],
  PRIMARY KEY (form, version, item),
  FOREIGN KEY (form, version) REFERENCES hailong.form ON DELETE CASCADE
);
COMMENT ON TABLE hailong.form_item IS
  'Where an item stands in response.answers, for those who read answers by SQL: get_byte(answers, slot) is 0 for missing, 255 for na, else the place of the choice in choices.';
COMMENT ON COLUMN hailong.form_item.form IS 'The form.';
COMMENT ON COLUMN hailong.form_item.version IS 'Its version.';
COMMENT ON COLUMN hailong.form_item.item IS 'Name of the item.';
COMMENT ON COLUMN hailong.form_item.type IS 'select_one, select_multiple, integer, decimal, text.';
COMMENT ON COLUMN hailong.form_item.slot IS 'First byte in answers; null for text.';
COMMENT ON COLUMN hailong.form_item.width IS 'Bytes in answers; null for text.';
COMMENT ON COLUMN hailong.form_item.choices IS 'Names of the choices in order.';

CREATE TABLE hailong.round (
  code hailong.code PRIMARY KEY,
  form hailong.code NOT NULL,
  form_version smallint NOT NULL,
  starts_on date,
  ends_on date,
  target double precision CHECK (target > 0 AND target <= 1),
  method text NOT NULL DEFAULT '1' CHECK (method <> '' AND length(method) <= 40),
  comparable_with hailong.code REFERENCES hailong.round,
  status text NOT NULL DEFAULT 'planned'
    CHECK (status IN ('planned', 'open', 'closed', 'sealed')),
  added_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (form, form_version) REFERENCES hailong.form,
  CHECK (starts_on <= ends_on),
  CHECK (comparable_with <> code)
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
COMMENT ON COLUMN hailong.round.status IS
  'planned; open: citizens may answer; closed: only survey teams still upload; sealed: nothing but withdrawal.';
COMMENT ON COLUMN hailong.round.added_at IS 'When it was added.';

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
    PERFORM create_reference_table('hailong.form');
    PERFORM create_reference_table('hailong.form_item');
    PERFORM create_reference_table('hailong.round');
  END IF;
END $$;
