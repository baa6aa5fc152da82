SELECT hailong.round_partitions($1);
