-- Sealed is for good; otherwise a round may be opened and closed again.
UPDATE hailong.round SET status = $2 WHERE code = $1 AND (status <> 'sealed' OR $2 = 'sealed');
