-- What was answered. Partitioned by round, distributed by unit where Citus is there;
-- "append only" and "round open" are kept by privileges and by the statements.
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';

-- columns of fixed width first: eight bytes a row of padding saved
CREATE TABLE hailong.response (
  received_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  submitted_at timestamptz,
  weight double precision CHECK (weight >= 0),
  fpc double precision CHECK (fpc > 0),
  fpc2 double precision CHECK (fpc2 > 0),
  upload bigint,
  id uuid NOT NULL,
  consent_version smallint,
  round text NOT NULL, -- known to be a round: only rounds have a partition
  unit text NOT NULL REFERENCES hailong.unit,
  service text REFERENCES hailong.service,
  channel text CHECK (channel IN ('web', 'kiosk', 'ticket', 'interview', 'phone',
                                  'post', 'paper', 'box', 'hotline')),
  selection text NOT NULL CHECK (selection IN ('sample', 'open')),
  language text CHECK (length(language) <= 40),
  response_id text CHECK (length(response_id) <= 100),
  collected_by text CHECK (length(collected_by) <= 100),
  stratum text CHECK (length(stratum) <= 100),
  psu text CHECK (length(psu) <= 100),
  ssu text CHECK (length(ssu) <= 100),
  answers bytea NOT NULL CHECK (length(answers) <= 20000),
  PRIMARY KEY (round, unit, id)
) PARTITION BY LIST (round);
CREATE INDEX response_by_id ON hailong.response (id);
COMMENT ON TABLE hailong.response IS
  'One respondent''s answers in one round. Never changed; erased only by withdrawal.';
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

CREATE TABLE hailong.comment (
  round text NOT NULL,
  unit text NOT NULL,
  id uuid NOT NULL,
  item text NOT NULL,
  text text NOT NULL CHECK (text <> '' AND length(text) <= 4000),
  PRIMARY KEY (round, unit, id, item),
  FOREIGN KEY (round, unit, id) REFERENCES hailong.response (round, unit, id)
) PARTITION BY LIST (round);
COMMENT ON TABLE hailong.comment IS
  'What people wrote, apart from the answers because words can give a person away.';
COMMENT ON COLUMN hailong.comment.round IS 'The round.';
COMMENT ON COLUMN hailong.comment.unit IS 'The unit.';
COMMENT ON COLUMN hailong.comment.id IS 'The response.';
COMMENT ON COLUMN hailong.comment.item IS 'The text item; comment is the open one.';
COMMENT ON COLUMN hailong.comment.text IS 'The words.';

CREATE TABLE hailong.withdrawal (
  round text NOT NULL REFERENCES hailong.round,
  unit text NOT NULL REFERENCES hailong.unit,
  id uuid NOT NULL,
  withdrawn_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (round, unit, id)
);
COMMENT ON TABLE hailong.withdrawal IS
  'Keys of responses that were withdrawn, without content, so that sending one again does not bring it back.';
COMMENT ON COLUMN hailong.withdrawal.round IS 'The round.';
COMMENT ON COLUMN hailong.withdrawal.unit IS 'The unit.';
COMMENT ON COLUMN hailong.withdrawal.id IS 'The response that was.';
COMMENT ON COLUMN hailong.withdrawal.withdrawn_at IS 'When it was erased.';

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
    PERFORM create_distributed_table('hailong.response', 'unit', shard_count => 8);
    PERFORM create_distributed_table('hailong.comment', 'unit',
                                     colocate_with => 'hailong.response');
    PERFORM create_distributed_table('hailong.withdrawal', 'unit',
                                     colocate_with => 'hailong.response');
  END IF;
END $$;

CREATE FUNCTION hailong.round_partitions(round text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TABLE hailong.%I PARTITION OF hailong.response '
                 'FOR VALUES IN (%L)', 'response[' || round || ']', round);
  EXECUTE format('CREATE TABLE hailong.%I PARTITION OF hailong.comment '
                 'FOR VALUES IN (%L)', 'comment[' || round || ']', round);
END $$;
COMMENT ON FUNCTION hailong.round_partitions IS
  'Makes the partitions a round''s responses and comments go to; no code and so no index has brackets.';
