-- Did the response that a ticket brings come, whether or not it was withdrawn since?
SELECT EXISTS (SELECT FROM hailong.response WHERE round = $1 AND unit = $2 AND id = $3::uuid)
  OR EXISTS (SELECT FROM hailong.withdrawal WHERE round = $1 AND unit = $2 AND id = $3::uuid);
