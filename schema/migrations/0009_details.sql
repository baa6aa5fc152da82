-- What a form keeps at its first tap may be completed once, soon, by whoever holds the
-- receipt (queries/response_amend.sql).
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';

ALTER TABLE hailong.response ADD COLUMN completed_at timestamptz;
COMMENT ON COLUMN hailong.response.completed_at IS
  'When the other answers were added to that of the first tap; null: never.';
COMMENT ON TABLE hailong.response IS
  'One respondent''s answers in one round. Answers are only added, once, to those of a first tap; erased only by withdrawal.';
