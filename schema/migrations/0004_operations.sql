-- Who did what: uploads, access tokens, the audit log.
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';

CREATE TABLE hailong.upload (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  round text NOT NULL,
  file text NOT NULL CHECK (length(file) <= 300),
  uploaded_by text NOT NULL CHECK (length(uploaded_by) <= 100),
  uploaded_at timestamptz NOT NULL DEFAULT now(),
  accepted bigint NOT NULL DEFAULT 0,
  duplicate bigint NOT NULL DEFAULT 0,
  rejected bigint NOT NULL DEFAULT 0
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

CREATE TABLE hailong.token (
  name text PRIMARY KEY CHECK (name <> '' AND length(name) <= 100),
  role text NOT NULL CHECK (role IN ('surveyor', 'leader', 'admin')),
  hash bytea NOT NULL UNIQUE CHECK (length(hash) = 32),
  added_at timestamptz NOT NULL DEFAULT now(),
  revoked_at timestamptz
);
COMMENT ON TABLE hailong.token IS 'Access tokens of survey teams and leaders; the secret itself is not kept.';
COMMENT ON COLUMN hailong.token.name IS 'Who holds it.';
COMMENT ON COLUMN hailong.token.role IS 'surveyor uploads, leader reads reports, admin does both.';
COMMENT ON COLUMN hailong.token.hash IS 'BLAKE2b of the secret (256 random bits).';
COMMENT ON COLUMN hailong.token.added_at IS 'When it was made.';
COMMENT ON COLUMN hailong.token.revoked_at IS 'When it stopped being valid.';

CREATE TABLE hailong.audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
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

CREATE TABLE hailong.secret (
  name text PRIMARY KEY,
  value bytea NOT NULL CHECK (length(value) = 32)
);
COMMENT ON TABLE hailong.secret IS
  'Keys the collector works with; made once by migrate, for no eyes but its own.';
COMMENT ON COLUMN hailong.secret.name IS 'receipt: seals the receipts, so that nobody can make one from an export.';
COMMENT ON COLUMN hailong.secret.value IS '32 random bytes.';
