SELECT f.code, f.version, f.title, count(r.code)
FROM hailong.form f LEFT JOIN hailong.round r ON r.form = f.code AND r.form_version = f.version
GROUP BY f.code, f.version, f.title ORDER BY f.code, f.version;
