LISTEN hailong_change;
