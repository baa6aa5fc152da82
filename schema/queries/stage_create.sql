CREATE TEMPORARY TABLE stage (
  line bigint, unit text, id uuid, service text, channel text, selection text,
  response_id text, collected_by text, stratum text, psu text, ssu text,
  fpc double precision, fpc2 double precision, weight double precision,
  started_at timestamptz, submitted_at timestamptz, answers bytea, comments json
) ON COMMIT DROP;
