-- The units and services that the stage names, each pair once.
CREATE TEMPORARY TABLE stage_names (unit text, service text) ON COMMIT DROP;
