-- Rows of the stage whose id the round keeps already (as of which unit), or that stands in
-- the file more than once: the line where it stands first, and whether another unit had it
-- before in the file.
CREATE TEMPORARY TABLE stage_again (
  line bigint, id uuid, kept_as text, first bigint, moved boolean
) ON COMMIT DROP;
