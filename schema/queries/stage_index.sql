CREATE INDEX ON stage (id);
