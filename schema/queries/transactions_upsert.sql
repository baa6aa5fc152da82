INSERT INTO hailong.transactions (unit, received, service, on_time, invited, starts_on, ends_on)
VALUES ($1, $2::bigint, coalesce($3, ''), $4::bigint, $5::bigint, $6::date, $7::date)
ON CONFLICT (unit, service, starts_on, ends_on) DO UPDATE SET
  received = excluded.received, on_time = excluded.on_time, invited = excluded.invited;
