-- The periods in which unit codes meant something, each of them one thing.
SELECT code, valid_from, valid_to FROM hailong.unit_version;
