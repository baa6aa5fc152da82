-- Who took over from whom, and when.
SELECT old, new, valid_from, share FROM hailong.succession;
