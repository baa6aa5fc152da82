-- As response_lock, of many ids: in one order for everybody, so that two never wait for
-- each other.
SELECT pg_advisory_xact_lock_shared(hashtextextended('round ' || $1, 0)),
  (SELECT count(pg_advisory_xact_lock(l.key))
   FROM (SELECT uuid_hash_extended(n.id, hashtextextended('response ' || $1, 0)) AS key
         FROM unnest($2::uuid[]) AS n(id) ORDER BY 1) l);
