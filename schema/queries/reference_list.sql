-- Published figures; of an index and unit the newest first.
SELECT index, year, nullif(unit, '-'), value, measure, rank, out_of, source
FROM hailong.reference
ORDER BY index COLLATE "C", unit COLLATE "C", year DESC;
