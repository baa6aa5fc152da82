-- Tells the collectors that what they know by heart has changed.
SELECT pg_notify('hailong_change', $1);
