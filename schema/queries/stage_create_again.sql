-- Rows of the stage whose id the round keeps already (as of which unit), or that stands in
-- the file more than once: whether the id was there before in the file, and whether of
-- another unit.
CREATE TEMPORARY TABLE stage_again (
  line bigint, kept_as text, repeated boolean, moved boolean
) ON COMMIT DROP;
