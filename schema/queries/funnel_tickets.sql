-- Tickets issued for a round, by unit and service.
SELECT nullif(unit, '-'), service, sum(count) FROM hailong.ticket_issue
WHERE round = $1 GROUP BY unit, service;
