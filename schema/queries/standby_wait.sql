-- Its COMMIT returns when the synchronous standby, where there is one, has everything that
-- was committed before: a row that can be seen may stand on this server only, when its
-- COMMIT was given up or the server was started again before the standby had it.
SELECT CASE WHEN current_setting('synchronous_standby_names') <> ''
  THEN pg_logical_emit_message(true, 'hailong', '') END;
