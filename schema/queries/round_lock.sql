-- Whoever uploads to a round or changes its status has it alone.
SELECT pg_advisory_xact_lock(hashtextextended('round ' || $1, 0));
