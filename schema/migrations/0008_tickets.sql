-- One-time links: rounds that take nothing else, and how many were handed out.
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';

ALTER TABLE hailong.round ADD COLUMN tickets_only boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN hailong.round.tickets_only IS
  'Citizens need a one-time ticket; open links and kiosks are refused.';

CREATE TABLE hailong.ticket_issue (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  round text NOT NULL,
  unit text NOT NULL,
  service text,
  issued_on date NOT NULL DEFAULT current_date,
  expires_on date,
  count integer NOT NULL CHECK (count > 0)
);
COMMENT ON TABLE hailong.ticket_issue IS
  'How many one-time tickets were made. The tickets themselves, and for whom they are, are nowhere.';
COMMENT ON COLUMN hailong.ticket_issue.id IS 'Number of the issue.';
COMMENT ON COLUMN hailong.ticket_issue.round IS 'The round they are good for.';
COMMENT ON COLUMN hailong.ticket_issue.unit IS 'The unit; "-" for none.';
COMMENT ON COLUMN hailong.ticket_issue.service IS 'The service; null for none.';
COMMENT ON COLUMN hailong.ticket_issue.issued_on IS 'The day they were made.';
COMMENT ON COLUMN hailong.ticket_issue.expires_on IS 'Their last day; null for none.';
COMMENT ON COLUMN hailong.ticket_issue.count IS 'How many.';
