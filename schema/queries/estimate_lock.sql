-- Who replaces the figures of a round has them alone.
SELECT pg_advisory_xact_lock(hashtextextended('estimate ' || $1, 0));
