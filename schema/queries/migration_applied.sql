SELECT number FROM hailong.migration ORDER BY number;
