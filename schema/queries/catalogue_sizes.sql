SELECT (SELECT count(*) FROM hailong.unit_version), (SELECT count(*) FROM hailong.service_version);
