-- Signs that an answer may not be one person's honest one (forms/flag.h).
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';

ALTER TABLE hailong.response
  ADD COLUMN flags smallint NOT NULL DEFAULT 0 CHECK (flags >= 0);
COMMENT ON COLUMN hailong.response.flags IS
  'Signs the collector saw, as bits: 1 honeypot, 2 too_fast, 4 many, 8 again; 0 for none and for uploads.';
