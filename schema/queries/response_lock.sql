-- Whoever adds or erases a response holds its id, whatever unit it names, and shares the
-- round with the others; taken in a statement of its own, before anything is looked at.
SELECT pg_advisory_xact_lock_shared(hashtextextended('round ' || $1, 0)),
  pg_advisory_xact_lock(uuid_hash_extended($2::uuid, hashtextextended('response ' || $1, 0)));
