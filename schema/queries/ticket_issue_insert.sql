INSERT INTO hailong.ticket_issue (round, unit, service, expires_on, count)
VALUES ($1, $2, $3, $4::date, $5::integer);
