INSERT INTO hailong.reference (index, year, value, source, unit, measure, rank, out_of)
VALUES ($1, $2::smallint, $3::double precision, $4, coalesce($5, '-'), $6, $7::integer, $8::integer)
ON CONFLICT (index, year, unit) DO UPDATE SET
  value = excluded.value, measure = excluded.measure, rank = excluded.rank,
  out_of = excluded.out_of, source = excluded.source;
