DELETE FROM hailong.estimate WHERE round = $1;
