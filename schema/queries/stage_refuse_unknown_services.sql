DELETE FROM pg_temp.stage
WHERE service IN (SELECT n.service FROM pg_temp.stage_names n
                  WHERE NOT EXISTS (SELECT FROM hailong.service v WHERE v.code = n.service))
RETURNING line, service;
