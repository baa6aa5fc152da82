-- Run after the migrations, every time: what the two programs may do. A program that is
-- started with more rights than these lays them down (SET ROLE) before it works.
-- hailong_reader is a group for the logins of dashboards.
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['hailong_collector', 'hailong_analyzer', 'hailong_reader'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I %s', name,
          CASE name WHEN 'hailong_reader' THEN 'NOLOGIN' ELSE 'LOGIN' END);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL; -- another database of the same server was migrated at this moment
      END;
    END IF;
  END LOOP;
END $$;

REVOKE ALL ON ALL TABLES IN SCHEMA hailong
  FROM PUBLIC, hailong_collector, hailong_analyzer, hailong_reader;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA hailong FROM PUBLIC;
GRANT USAGE ON SCHEMA hailong TO hailong_collector, hailong_analyzer, hailong_reader;

-- the collector reads what is asked, adds what is answered (to a first tap, once:
-- response_amend.sql), erases what is withdrawn
GRANT SELECT ON hailong.unit, hailong.unit_version, hailong.succession, hailong.service,
  hailong.service_version, hailong.form, hailong.form_item, hailong.round, hailong.upload,
  hailong.token, hailong.secret, hailong.migration TO hailong_collector;
GRANT INSERT ON hailong.unit, hailong.service TO hailong_collector;
GRANT SELECT, INSERT, DELETE ON hailong.response, hailong.comment TO hailong_collector;
GRANT UPDATE (answers, completed_at) ON hailong.response TO hailong_collector;
GRANT SELECT, INSERT ON hailong.withdrawal TO hailong_collector;
GRANT INSERT, UPDATE (accepted, duplicate, rejected) ON hailong.upload TO hailong_collector;
GRANT INSERT ON hailong.audit TO hailong_collector;

-- the analyzer only reads, and no secrets; of what it found it keeps the figures
GRANT SELECT, INSERT, DELETE ON hailong.estimate TO hailong_analyzer;
GRANT SELECT ON hailong.unit, hailong.unit_version, hailong.succession, hailong.service,
  hailong.service_version, hailong.form, hailong.form_item, hailong.round,
  hailong.response, hailong.comment, hailong.withdrawal, hailong.upload,
  hailong.transactions, hailong.reference, hailong.ticket_issue, hailong.migration
  TO hailong_analyzer;


-- dashboards read what a report tells, and nothing else
GRANT SELECT ON hailong.report_overview, hailong.report_factors, hailong.report_units,
  hailong.report_services, hailong.report_unit_services, hailong.report_channels,
  hailong.report_points TO hailong_reader;
