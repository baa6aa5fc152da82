-- The key of a response begins with its id: one index serves "is it there", "does its id
-- stand for another unit" and the receipt; and no plan can mistake it for a way to read a
-- whole round.
SET LOCAL citus.multi_shard_modify_mode TO 'sequential';

ALTER TABLE hailong.comment DROP CONSTRAINT comment_round_unit_id_fkey;
ALTER TABLE hailong.response DROP CONSTRAINT response_pkey;
DROP INDEX hailong.response_by_id;
ALTER TABLE hailong.response ADD PRIMARY KEY (id, round, unit);
ALTER TABLE hailong.comment
  ADD FOREIGN KEY (id, round, unit) REFERENCES hailong.response (id, round, unit);
